"""Opening a file: what isn't an office file is refused, what is stays untouched."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys

import pytest

from models.kit.errors import Refused
from models.office import Office
from models.store import lock, migrations, opening, schema
from models.store.connection import connect


def test_a_missing_file_is_never_made(tmp_path):
    with pytest.raises(Refused, match="找不到"):
        Office.open(tmp_path / "没有.union")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "空的"),
        (b"PK\x03\x04" + b"x" * 600, "不是本程序"),
        (b"SQLite format 3\x00" + b"\x00" * 600, "损坏|不是本程序"),
    ],
)
def test_other_files_are_refused_and_left_alone(tmp_path, content, said):
    path = tmp_path / "a.union"
    path.write_bytes(content)
    with pytest.raises(Refused, match=said):
        Office.open(path)
    assert path.read_bytes() == content
    assert not path.with_name("a.union.lock").exists()


def test_another_programs_database_is_refused(tmp_path):
    path = tmp_path / "anki.union"
    db = sqlite3.connect(path)
    db.execute("create table notes (id)")
    db.commit()
    db.close()
    with pytest.raises(Refused, match="不是本程序的账套"):
        Office.open(path)


def test_a_newer_file_is_refused_with_both_versions_named(closed_office):
    db = sqlite3.connect(closed_office)
    db.execute(f"pragma user_version = {schema.VERSION + 1}")
    db.close()
    with pytest.raises(Refused, match=f"第 {schema.VERSION + 1} 版"):
        Office.open(closed_office)


@pytest.mark.parametrize(
    "statement",
    [
        "drop trigger line_no_update",
        "drop index member_name",
        "create trigger x after insert on unit begin select 1; end",
    ],
)
def test_changed_protection_is_named(closed_office, statement):
    db = sqlite3.connect(closed_office)
    db.execute(statement)
    db.commit()
    db.close()
    with pytest.raises(Refused, match="line_no_update|member_name|x"):
        Office.open(closed_office)


def test_a_truncated_file_is_refused_and_names_the_newest_backup(closed_office):
    from models.store import backup

    copy = backup.make(closed_office)
    whole = closed_office.read_bytes()
    closed_office.write_bytes(whole[: len(whole) // 3])
    with pytest.raises(Refused) as refusal:
        Office.open(closed_office)
    assert copy.name in refusal.value.remedy


def test_the_pragmas_that_protect_are_set_on_every_connection(closed_office):
    db = connect(closed_office)
    got = {
        name: db.execute(f"pragma {name}").fetchone()[0]
        for name in (
            "foreign_keys",
            "synchronous",
            "recursive_triggers",
            "secure_delete",
            "journal_mode",
            "trusted_schema",
        )
    }
    db.close()
    assert got == {
        "foreign_keys": 1,
        "synchronous": 3,
        "recursive_triggers": 1,
        "secure_delete": 1,
        "journal_mode": "delete",
        "trusted_schema": 0,
    }


def test_a_second_program_is_told_who_has_the_file_and_may_still_look(closed_office):
    code = (
        "import sys, time; from models.office import Office\n"
        "office = Office.open(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(closed_office)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert other.stdout.readline() == "open\n"
        with pytest.raises(Refused, match="另一个窗口") as refusal:
            Office.open(closed_office)
        assert str(other.pid) in str(refusal.value)
        with Office.open(closed_office, read_only=True) as looking:
            assert looking.name == "青禾中学"
    finally:
        other.kill()
        other.communicate()
    with Office.open(closed_office) as office:  # a dead process leaves no lock behind
        assert office.actor.role == "treasurer"


def test_one_process_may_open_the_file_again_for_background_work(closed_office):
    with Office.open(closed_office), Office.open(closed_office):
        assert lock.is_held_here(closed_office)
    assert not lock.is_held_here(closed_office)
    assert not closed_office.with_name(closed_office.name + ".lock").exists()


def test_a_hot_journal_is_copied_aside_before_it_is_rolled_back(closed_office):
    code = (
        "import os, sys; from models.store.connection import connect; from pathlib import Path\n"
        "db = connect(Path(sys.argv[1])); db.execute('pragma cache_size = 2'); db.execute('begin immediate')\n"
        "db.executemany('insert into unit (name) values (?)', [('组' * 200 + str(n),) for n in range(400)])\n"
        "os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", code, str(closed_office)], check=False)
    assert closed_office.with_name(closed_office.name + "-journal").exists()
    with Office.open(closed_office) as office:
        assert office.db.execute("select count(*) from unit").fetchone()[0] == 0
    kept = list((closed_office.parent / "recover").rglob("*"))
    assert {path.name for path in kept if path.is_file()} == {
        closed_office.name,
        closed_office.name + "-journal",
    }


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="file modes don't bind root")
def test_a_read_only_file_can_be_looked_at(closed_office):
    closed_office.chmod(0o444)
    with (
        Office.open(closed_office, read_only=True) as office,
        pytest.raises(Refused, match="只读"),
        office.change("x"),
    ):
        raise AssertionError


def test_no_second_office_is_made_over_an_existing_file(closed_office):
    before = closed_office.read_bytes()
    with pytest.raises(Refused, match="不会覆盖"):
        Office.create(closed_office, "另一所")
    assert closed_office.read_bytes() == before


def test_a_file_in_a_synchronised_folder_is_warned_of(tmp_path):
    assert "同步" in opening.place_warning(tmp_path / "OneDrive" / "a.union")
    assert opening.place_warning(tmp_path / "a.union") == ""


# -- migrations --------------------------------------------------------------------------------


def as_old(path):
    """The file as an imagined older version: one column and its trigger are missing."""
    db = sqlite3.connect(path)
    db.execute("drop trigger period_no_delete")
    db.execute(f"pragma user_version = {schema.VERSION - 1}")
    db.commit()
    db.close()


def test_an_old_file_is_upgraded_on_a_copy_and_a_backup_stays(closed_office):
    as_old(closed_office)
    step = migrations.Step(schema.VERSION, "补触发器", lambda db: migrations.restore_triggers(db, "period"))
    kept = migrations.upgrade(closed_office, (step,))
    assert kept.exists()
    with Office.open(closed_office) as office:
        assert schema.differences(office.db) == []


def test_a_failing_or_incomplete_migration_leaves_the_old_file_untouched(closed_office):
    as_old(closed_office)
    before = closed_office.read_bytes()

    def nothing(db):
        return None

    def breaks(db):
        db.execute("delete from no_such_table")

    def loses(db):
        db.execute("drop trigger journal_head_no_delete")
        migrations.restore_triggers(db, "period")
        db.execute("delete from journal_head")
        migrations.restore_triggers(db, "journal_head")

    for step in (nothing, breaks, loses):
        with pytest.raises(Refused):
            migrations.upgrade(closed_office, (migrations.Step(schema.VERSION, "坏", step),))
        assert closed_office.read_bytes() == before
    assert not closed_office.with_name(closed_office.name + ".upgrading").exists()


def test_a_version_without_steps_is_refused(closed_office):
    as_old(closed_office)
    with pytest.raises(Refused, match="没有从第"):
        migrations.upgrade(closed_office, ())


def test_a_transform_that_drops_triggers_gets_them_back(closed_office):
    import sqlite_utils

    shutil.copy(closed_office, closed_office.with_name("copy.union"))
    db = connect(closed_office.with_name("copy.union"))
    db.execute("drop trigger voucher_no_update")
    assert "voucher_no_update" in schema.differences(db)
    migrations.restore_triggers(sqlite_utils.Database(db).conn, "voucher")
    assert schema.differences(db) == []
    db.close()
