"""Backups are verified, rotated with care, and restored beside the live file."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime, timedelta

import pytest

from models.kit.errors import Refused
from models.office import Office
from models.store import backup


def test_a_backup_is_a_whole_office_that_opens(office, tmp_path):
    with office.change("建") as change:
        change.insert("unit", {"name": "第1分工会"})
    copy = backup.make(office.path)
    listed = backup.listed(copy.parent)
    assert [one.file for one in listed] == [copy.name]
    assert listed[0].head == 2
    to = tmp_path / "恢复.union"
    assert backup.restore(copy, to)[2] == 2
    with Office.open(to) as restored:
        assert restored.db.execute("select name from unit").fetchone()[0] == "第1分工会"
        assert restored.seal == office.seal


def test_restore_never_overwrites_and_refuses_damage(closed_office, tmp_path):
    copy = backup.make(closed_office)
    with pytest.raises(Refused, match="不会覆盖"):
        backup.restore(copy, closed_office)
    content = bytearray(copy.read_bytes())
    content[4096:8192] = b"\xff" * 4096
    copy.write_bytes(bytes(content))
    to = tmp_path / "新.union"
    with pytest.raises(Refused, match="损坏|对不上"):
        backup.restore(copy, to)
    assert not to.exists()
    with pytest.raises(Refused, match="找不到"):
        backup.restore(tmp_path / "没有.union", to)
    other = tmp_path / "表.xlsx"
    other.write_bytes(b"PK" + b"x" * 900)
    with pytest.raises(Refused):
        backup.restore(other, to)


def test_a_damaged_office_makes_no_backup_and_leaves_no_part(closed_office):
    backup.make(closed_office)
    content = bytearray(closed_office.read_bytes())
    content[4096 * 3 : 4096 * 6] = b"\xee" * 4096 * 3
    closed_office.write_bytes(bytes(content))
    with pytest.raises(Refused):
        backup.make(closed_office)
    folder = backup.folder_of(closed_office)
    assert len(backup.listed(folder)) == 1
    assert not list(folder.glob("*.part")) and not list(folder.glob(".*.part"))


def history_of(folder, vouchers_by_age):
    """An index with empty copies: {days ago: vouchers}."""
    folder.mkdir()
    now = datetime(2026, 11, 9, 17)
    with (folder / "backup.index.jsonl").open("w", encoding="utf-8") as index:
        for days, vouchers in sorted(vouchers_by_age, reverse=True):
            at = now - timedelta(days=days)
            name = f"a_{at:%Y%m%d-%H%M%S}.union"
            (folder / name).write_bytes(b"x")
            copy = backup.Copy(name, at.isoformat(timespec="seconds"), "手动", "", 1, vouchers, 0, 0, "")
            index.write(json.dumps(asdict(copy)) + "\n")


def test_rotation_keeps_latest_daily_weekly_and_monthly(tmp_path):
    history_of(tmp_path / "b", [(days / 4, 100) for days in range(4 * 400)])
    gone = backup.rotate(tmp_path / "b")
    left = backup.listed(tmp_path / "b")
    days = {datetime.fromisoformat(copy.at).date() for copy in left}
    months = {copy.at[:7] for copy in left}
    assert len(gone) > 1000
    assert len(days) >= 30
    assert {f"2026-{month:02d}" for month in range(1, 12)} <= months
    assert backup.rotate(tmp_path / "b") == []


def test_nothing_is_rotated_out_by_a_copy_with_fewer_vouchers(tmp_path):
    history_of(tmp_path / "b", [(0, 3)] + [(days / 8, 100) for days in range(1, 200)])
    assert backup.rotate(tmp_path / "b") == []


def test_copies_before_a_year_end_or_an_upgrade_stay_for_ever(tmp_path):
    history_of(tmp_path / "b", [(days, 100) for days in range(0, 30)])
    index = tmp_path / "b" / "backup.index.jsonl"
    old = backup.Copy("a_old.union", "2019-01-05T10:00:00", "2018年年结前", "", 1, 9, 0, 0, "")
    (tmp_path / "b" / "a_old.union").write_bytes(b"x")
    index.write_text(
        json.dumps(asdict(old)) + "\n坏行\n" + index.read_text(encoding="utf-8"), encoding="utf-8"
    )
    backup.rotate(tmp_path / "b")
    assert (tmp_path / "b" / "a_old.union").exists()


def test_a_clock_that_went_back_does_not_rotate_the_newest_copy_out(tmp_path):
    history_of(tmp_path / "b", [(days / 8, 100) for days in range(1, 200)])
    index = tmp_path / "b" / "backup.index.jsonl"
    newest = backup.Copy("a_1970.union", "1970-01-01T00:00:00", "手动", "", 1, 101, 0, 0, "")
    (tmp_path / "b" / "a_1970.union").write_bytes(b"x")
    index.write_text(index.read_text(encoding="utf-8") + json.dumps(asdict(newest)) + "\n", encoding="utf-8")
    assert backup.listed(tmp_path / "b")[0].file == "a_1970.union"
    assert "a_1970.union" not in backup.rotate(tmp_path / "b")


def test_an_index_line_that_points_elsewhere_removes_nothing(tmp_path):
    victim = tmp_path / "账本.union"
    victim.write_bytes(b"x")
    history_of(tmp_path / "b", [(days / 8, 100) for days in range(400)])
    index = tmp_path / "b" / "backup.index.jsonl"
    evil = backup.Copy("../账本.union", "2001-01-01T00:00:00", "手动", "", 1, 1, 0, 0, "")
    odd = {**asdict(evil), "file": "a.union", "at": "gestern"}
    lines = [json.dumps(asdict(evil)), json.dumps(odd), json.dumps({**asdict(evil), "vouchers": "x"}), "[1]"]
    index.write_bytes("\n".join(lines).encode() + b"\n\xff\xfe\n" + index.read_bytes())
    assert backup.rotate(tmp_path / "b")
    assert victim.exists()


def test_a_half_written_index_line_costs_no_later_copy(closed_office):
    backup.make(closed_office)
    index = backup.folder_of(closed_office) / "backup.index.jsonl"
    index.write_bytes(index.read_bytes() + b'{"file": "a')
    copy = backup.make(closed_office)
    assert backup.listed(copy.parent)[0].file == copy.name
    assert len(backup.listed(copy.parent)) == 2


def test_a_copy_in_which_a_bit_turned_is_not_restored(office, tmp_path):
    with office.change("建") as change:
        change.insert("unit", {"name": "第1分工会", "leader": "ABCDEFGH"})
    copy = backup.make(office.path)
    content = copy.read_bytes()
    assert content.count(b"ABCDEFGH") >= 1
    copy.write_bytes(content.replace(b"ABCDEFGH", b"ABCDEFGX", 1))
    backup.inspect(copy)  # SQLite itself sees nothing
    with pytest.raises(Refused, match="和备份时不一样"):
        backup.restore(copy, tmp_path / "新.union")


def test_a_folder_that_is_a_file_is_refused_in_words(closed_office, tmp_path):
    (tmp_path / "u盘").write_bytes(b"")
    with pytest.raises(Refused, match="备份没有成功"):
        backup.make(closed_office, tmp_path / "u盘")
