"""The files that were taken in are remembered with kind, name and rows."""

from __future__ import annotations

from models.intake.taken import taken_before, taken_files


def test_the_latest_file_comes_first_and_is_known_again_by_its_content(office):
    with office.change("导入") as change:
        for name, sha in (("一.xlsx", "aa"), ("二.xlsx", "bb")):
            row = {"kind": "members", "name": name, "sha256": sha, "rows": 3, "at": "2026-11-09T09:41:00"}
            change.insert("import_file", row)
    assert [one.name for one in taken_files(office.db)] == ["二.xlsx", "一.xlsx"]
    assert taken_before(office.db, "aa").name == "一.xlsx"
    assert taken_before(office.db, "cc") is None
