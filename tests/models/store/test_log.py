"""The logs as lists, printed codes against the journal, and files looked at before they are restored."""

from __future__ import annotations

import sqlite3

import pytest

from models import settings
from models.kit.errors import Refused
from models.office import Office
from models.store import backup, copies
from models.store.history import compare_code, seal_code
from models.store.lists import AccessList, JournalList


def work(office: Office, times: int = 3) -> None:
    for day in range(1, times + 1):
        with office.change(f"收费日改为 {day} 日") as change:
            settings.set_day(change, "dues_day", day)


def test_the_log_is_newest_first_and_narrows(office: Office) -> None:
    work(office)
    log = JournalList(office.db)
    ids = log.ids(("", False), {})
    assert list(ids) == [4, 3, 2, 1] and log.count() == 4
    assert log.rows([3])[0][:4] == (3, "2026-11-09 09:41", "财务委员", "收费日改为 2 日")
    assert list(log.ids(("seq", False), {"search": "改为"})) == [2, 3, 4]
    assert list(log.ids(("", False), {"actor": "没有这个人"})) == []
    assert list(log.ids(("rows", True), {"month": "2026-11", "state": "final"}))[-1:] in ([], [1])
    assert log.sums({"search": "改为 2"}) == {"": "1 条"}
    assert log.actors() == ["财务委员"]


def test_the_log_says_what_was_taken_back(office: Office) -> None:
    work(office, 2)
    office.undo()
    log = JournalList(office.db)
    assert [row[5] for row in log.rows([4, 3])] == ["撤销第 3 条", "已撤销"]
    assert list(log.ids(("", False), {"state": "undone"})) == [3]


def test_looks_at_numbers_are_listed_with_their_reason(office: Office) -> None:
    office.note_access("id_number", "核对")
    office.note_access("pin:2", "口令不对")
    log = AccessList(office.db)
    assert log.rows(log.ids(("", False), {})) == [
        ("2026-11-09 09:41", "财务委员", "工会主席", "换使用人的口令", "口令不对"),
        ("2026-11-09 09:41", "财务委员", "多人", "身份证号", "核对"),
    ]
    assert log.sums({"search": "核对"}) == {"": "1 次"}


def test_a_printed_code_agrees_however_it_is_typed(office: Office) -> None:
    work(office, 1)
    code = seal_code(office.db)
    with office.change("改名") as change:
        settings.set_names(change, "青禾中学东校", "")
    for text in (
        code,
        code.lower(),
        "校验码：" + code.replace("-", ""),
        code.replace("第", "第 ").replace("-", "－"),
    ):
        answer = compare_code(office.db, text)
        assert answer.state == "same" and answer.seq == 2
        assert "打印后又登记了 1 条" in answer.said
    assert "停在这一条" in compare_code(office.db, seal_code(office.db)).said


def test_a_code_from_later_means_that_the_file_is_old(office: Office) -> None:
    assert compare_code(office.db, "第84条 67DE-3650-C9A6-92A3").state == "earlier"


def test_another_code_or_an_edited_entry_is_named(office: Office) -> None:
    work(office)
    code = seal_code(office.db)
    assert compare_code(office.db, "第2条 0000-0000-0000-0000").state == "changed"
    db = sqlite3.connect(office.path)
    db.execute("drop trigger journal_head_no_update")
    db.execute("update journal_head set title = '别的' where seq = 3")
    db.commit()
    db.close()
    answer = compare_code(office.db, code)
    assert (answer.state, answer.seq) == ("changed", 3)
    assert "第 3 条起" in answer.said


@pytest.mark.parametrize("text", ["", "67DE-3650-C9A6-92A3", "第84条", "第84条 67DE-3650"])
def test_half_a_code_is_refused(office: Office, text: str) -> None:
    with pytest.raises(Refused):
        compare_code(office.db, text)


def test_a_copy_is_made_only_when_something_has_changed(office: Office) -> None:
    work(office, 1)
    made = copies.when_changed(office.path, "每半小时")
    assert made is not None and made.exists()
    assert copies.when_changed(office.path, "每半小时") is None
    work(office, 2)
    assert copies.when_changed(office.path, "退出") is not None
    assert [copy.reason for copy in backup.listed(backup.folder_of(office.path))] == ["退出", "每半小时"]


def test_a_file_tells_its_counts_before_it_is_restored(demo_office: Office) -> None:
    seen = copies.describe(demo_office.path)
    assert (seen.members, seen.name) == (60, "示例中学")
    assert seen.last_voucher.startswith("2026-11-记-") and seen.seal == demo_office.seal
    with pytest.raises(Refused):
        copies.describe(demo_office.path.with_name("没有.union"))
    place = copies.free_place(demo_office.path, "20261124")
    place.write_bytes(b"x")
    assert copies.free_place(demo_office.path, "20261124") != place
