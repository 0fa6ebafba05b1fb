"""Full disks, failing disks, other tools' locks and odd clocks: said in words, nothing half, and it works again."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import nullcontext
from pathlib import Path, PureWindowsPath

import pytest

from models.kit import disk
from models.kit.errors import Refused
from models.members import actions
from models.office import Office
from models.store import backup, connection, lock, migrations, schema
from models.trust import checks
from tests.build import a_member

FULL = """
import resource, signal, sys
from models.office import Office
from models.kit.errors import Refused
from models.members import actions
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
office = Office.open(sys.argv[1])
size = office.path.stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size + int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    with office.change("许多") as change:
        change.insert_all("unit", ("name", "leader"), [(f"组{n}", "长" * 90) for n in range(3000)])
    print("ACK")
except Refused as refusal:
    print("REFUSED", refusal)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
with office.change("一个") as change:
    change.insert("unit", {"name": "以后"})
print(office.db.execute("select count(*) from unit").fetchone()[0])
"""


@pytest.mark.skipif(os.name == "nt", reason="limits of the file size are POSIX")
@pytest.mark.parametrize("room", [0, 40_000, 400_000])
def test_a_full_disk_writes_nothing_says_so_and_works_again(closed_office, room):
    run = [sys.executable, "-c", FULL, str(closed_office), str(room)]
    said = subprocess.run(run, capture_output=True, text=True, check=True).stdout.splitlines()
    assert said[0].startswith("REFUSED") and "没有写入任何内容" in said[0]
    assert "损坏" not in said[0]
    assert said[1] == "1"
    with Office.open(closed_office) as office:
        assert [check.detail for check in checks(office.db) if not check.ok] == []


def test_another_tools_lock_is_named_for_writing_reading_and_opening(office, monkeypatch):
    monkeypatch.setitem(connection._PRAGMAS, "busy_timeout", 50)
    other = sqlite3.connect(office.path, isolation_level=None)
    office.db.execute("pragma busy_timeout = 50")
    other.execute("begin exclusive")
    with pytest.raises(Refused, match="占用"), office.change("建") as change:
        change.insert("unit", {"name": "组"})
    with pytest.raises(Refused, match="占用"):
        office.note_access("身份证号", "核对")
    with pytest.raises(Refused, match="占用"):
        Office.open(office.path)
    with pytest.raises(Refused, match="占用"):
        backup.make(office.path)
    other.execute("rollback")
    other.close()
    with office.change("建") as change:
        change.insert("unit", {"name": "组"})
    assert lock.is_held_here(office.path)


def test_a_failed_opening_gives_the_lock_back(closed_office, monkeypatch):
    def broken(path, **_):
        raise MemoryError

    monkeypatch.setattr("models.store.opening.open_file", broken)
    with pytest.raises(MemoryError):
        Office.open(closed_office)
    assert not lock.is_held_here(closed_office)


def test_a_fault_of_the_program_is_not_told_as_a_damaged_file(office):
    with pytest.raises(sqlite3.OperationalError), office.change("错") as change:
        change.db.execute("select nothing from nowhere")
    assert isinstance(connection.in_words(ValueError("x"), office.path), ValueError)


def test_half_a_character_is_refused_in_words(office):
    with pytest.raises(Refused, match="不完整的字符"), office.change("建") as change:
        change.insert("unit", {"name": "组\ud842"})
    assert office.db.in_transaction is False


def test_a_new_office_that_can_not_be_filled_leaves_nothing(tmp_path, monkeypatch):
    def full(*_):
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = 13
        raise error

    monkeypatch.setattr("models.office.schema.create", full)
    with pytest.raises(Refused, match="磁盘满了"):
        Office.create(tmp_path / "新.union", "青禾中学")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["replace", "fsync"])
@pytest.mark.parametrize("nth", range(1, 5))
def test_an_io_error_at_any_step_of_a_backup_leaves_the_earlier_copies(closed_office, monkeypatch, name, nth):
    first = backup.make(closed_office)
    failing(monkeypatch, name, nth)
    # the third fsync is the folder's, which some file systems can't
    breaks = nth <= {"replace": 1, "fsync": 2}[name]
    with pytest.raises(Refused, match="备份没有成功") if breaks else nullcontext():
        backup.make(closed_office)
    monkeypatch.undo()
    listed = backup.listed(first.parent)
    assert len(listed) == (1 if breaks else 2)
    assert not list(first.parent.glob(".*part"))
    for copy in listed:
        backup.inspect(first.parent / copy.file)


def failing(monkeypatch, name, nth):
    """The nth call of os.fsync or Path.replace breaks."""
    owner = Path if name == "replace" else os
    real, calls = getattr(owner, name), []

    def call(*args):
        calls.append(args)
        if len(calls) == nth:
            raise OSError(5, "I/O")
        return real(*args)

    monkeypatch.setattr(owner, name, call)


@pytest.mark.parametrize("name", ["replace", "fsync"])
def test_an_io_error_while_restoring_or_upgrading_leaves_what_was(closed_office, tmp_path, monkeypatch, name):
    copy = backup.make(closed_office)
    failing(monkeypatch, name, 1)
    with pytest.raises(Refused, match="恢复没有成功"):
        backup.restore(copy, tmp_path / "新.union")
    monkeypatch.undo()
    assert not list(tmp_path.glob("*新*"))
    db = sqlite3.connect(closed_office)
    db.execute(f"pragma user_version = {schema.VERSION - 1}")
    db.commit()
    db.close()
    before = closed_office.read_bytes()
    step = migrations.Step(schema.VERSION, "什么也不做", lambda db: None)
    failing(monkeypatch, name, 2 if name == "replace" else 4)
    with pytest.raises(Refused, match="没有成功"):
        migrations.upgrade(closed_office, (step,))
    assert closed_office.read_bytes() == before


def test_a_target_that_is_held_for_a_moment_is_waited_for(tmp_path, monkeypatch):
    part, target, tries = tmp_path / "a.part", tmp_path / "a", []
    part.write_text("新", encoding="utf-8")
    real = Path.replace

    def held(self, to):
        tries.append(to)
        if len(tries) < 3:
            raise PermissionError
        return real(self, to)

    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr("time.sleep", lambda _: None)
    disk.put(part, target)
    assert target.read_text(encoding="utf-8") == "新" and len(tries) == 3


def test_a_windows_share_and_odd_names_become_addresses():
    share = PureWindowsPath(r"\\server\工会\账 套#1.union")
    assert connection.uri(share, "rw").startswith("file:////server/%E5%B7%A5%E4%BC%9A/")
    assert "#" not in connection.uri(share, "rw")
    assert connection.uri(PureWindowsPath(r"C:\a\b.union"), "ro") == "file:///C:/a/b.union?mode=ro"


def test_an_office_opens_under_a_name_with_signs_that_addresses_use(closed_office):
    odd = closed_office.with_name("a?b#c%20 d.union")
    closed_office.rename(odd)
    with Office.open(odd) as office:
        assert office.name == "青禾中学"


def test_a_file_with_a_write_ahead_log_is_turned_back(closed_office):
    db = sqlite3.connect(closed_office)
    db.execute("pragma journal_mode = wal")
    db.close()
    with Office.open(closed_office) as office:
        assert office.db.execute("pragma journal_mode").fetchone()[0] == "delete"


def test_a_lock_file_that_its_holder_removes_is_not_the_lock(closed_office, monkeypatch):
    place, real, seen = closed_office.with_name(closed_office.name + ".lock"), lock._try, []

    def removed_meanwhile(file):
        if not seen:
            place.unlink()
        seen.append(file)
        return real(file)

    monkeypatch.setattr(lock, "_try", removed_meanwhile)
    lock.take(closed_office)
    assert len(seen) == 2 and place.exists()
    lock.release(closed_office)


def test_threads_that_open_and_close_together_count_right(closed_office):
    def often():
        for _ in range(200):
            lock.take(closed_office)
            lock.release(closed_office)

    threads = [threading.Thread(target=often) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not lock.is_held_here(closed_office)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="file modes don't bind root")
def test_a_folder_that_can_not_be_written_is_named(closed_office):
    closed_office.parent.chmod(0o555)
    try:
        with pytest.raises(Refused, match="写不进去"):
            Office.open(closed_office)
        with Office.open(closed_office, read_only=True) as office:
            assert office.name == "青禾中学"
    finally:
        closed_office.parent.chmod(0o755)


def test_a_path_too_long_or_without_permission_is_refused_in_words(tmp_path):
    with pytest.raises(Refused, match="读不出来"):
        Office.open(tmp_path / ("长" * 200 + ".union"))


def test_undo_takes_parents_and_children_back_in_any_order(office):
    with office.change("建") as change:
        (parent,) = change.insert_all("unit", ("name",), [("第1分工会",)])
        change.insert("unit", {"name": "一组", "kind": "group", "parent": parent})
        row = {
            "number": "1",
            "name": "王",
            "name_key": "王",
            "initials": "W",
            "sort_key": "w",
            "unit": parent,
        }
        (member,) = change.insert_all("member", tuple(row), [tuple(row.values())])
        change.insert("movement", {"member": member, "kind": "join", "day": "2020-01-01"})
    office.undo()
    assert office.db.execute("select count(*) from member").fetchone()[0] == 0
    assert office.db.execute("pragma foreign_key_check").fetchall() == []


def test_a_backup_does_not_wait_for_ever_for_another_tool(closed_office, monkeypatch):
    held = []

    def connected(path, **more):
        db = connection.connect(path, **more)
        db.execute("pragma busy_timeout = 0")
        held.append(sqlite3.connect(path, isolation_level=None))
        held[0].execute("begin exclusive")
        return db

    monkeypatch.setattr(backup, "connect", connected)
    monkeypatch.setattr(backup, "_PAUSE", 0.001)
    with pytest.raises(Refused, match="占用"):
        backup.make(closed_office)
    held[0].close()
    assert not list(backup.folder_of(closed_office).iterdir())


def test_no_private_number_stands_anywhere_but_in_its_own_tables(office, tmp_path):
    numbers = {"id_number": "320402199311240192", "phone": "13812345678", "bank_card": "6222021234567890123"}
    with office.change("建") as change:
        member = a_member(change, number="1", address="梧桐路七弄九号", **numbers)
    with office.change("改") as change:
        actions.update_member(change, member, {"phone": "13987654321", "address": "桂花路三号"})
    office.undo()
    office.note_access("phone", "核对", member)
    canaries = (*numbers.values(), "13987654321", "梧桐路七弄九号", "桂花路三号")
    own = {"member_private", "sealed_before"}
    tables = [row[0] for row in office.db.execute("select name from sqlite_master where type = 'table'")]
    for table in tables:
        said = "\n".join(map(str, map(tuple, office.db.execute(f"select * from {table}"))))
        assert [one for one in canaries if one in said and table not in own] == []
    with office.change("清除") as change:
        actions.erase_private(change, member)
    content = office.path.read_bytes()
    assert [one for one in canaries if one.encode() in content] == []
