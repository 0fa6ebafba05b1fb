"""A file on its way into the window: taken as it is, or shown with what is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.dues import prepared
from models.intake.cells import Book
from models.intake.seen import Choices
from models.kit.errors import Refused
from models.ledger import actions as ledger
from tests.models.dues.lists import a_list, people, receive, sheet


def test_a_file_that_says_no_month_takes_the_persons(office):
    people(office, ("王伟", "1000", 438_600))
    book = a_list(["1000", "王伟", "", 21.9], title="工会会费")
    assert "哪个月" in prepared.prepare(office, book).refusal.what
    found = prepared.prepare(office, book, month="2026-03")
    assert found.plan.months[0].month == "2026-03"
    assert "没有写月份" in found.remarks[0]
    own = prepared.prepare(office, a_list(["1000", "王伟", "", 21.9]), month="2026-05")
    assert own.plan.months[0].month == "2026-03"


def test_columns_that_are_not_known_are_shown_and_can_be_chosen(office):
    people(office, ("王伟", "1000", 438_600))
    book = a_list(["1000", "王伟", "", 21.9])
    strange = replace(
        book,
        sheets=(
            replace(
                book.sheets[0], rows=[["2026年3月"], ["甲", "乙", "丙", "丁"], ["1000", "王伟", "", 21.9]]
            ),
        ),
    )
    choices = Choices(row=2, columns={"number": 0, "name": 1, "amount": 3})
    found = prepared.prepare(office, strange, choices)
    assert found.refusal is None
    assert found.plan.months[0].list_fen == 2190
    wrong = prepared.prepare(office, strange, Choices(row=2, columns={"name": 1}))
    assert wrong.plan is None or wrong.plan.doubtful


def test_remarks_tell_what_was_done_before_and_what_will_be_assessed(office):
    people(office, ("王伟", "1000", 438_600))
    book = replace(a_list(["1000", "王伟", "", 21.9], ["合计", "", "", 30]), sha256="7" * 64)
    receive(office, book)
    said = prepared.prepare(office, book).remarks
    assert "已经登记过一次" in said[0]
    assert any("30.00" in one for one in said)
    april = a_list(["1000", "王伟", "", 21.9], title="2026年4月")
    assert any("一并核定" in one for one in prepared.prepare(office, april).remarks)


def test_a_list_from_before_the_book_or_of_a_month_to_come_is_pointed_out(office):
    people(office, ("王伟", "1000", 438_600))
    old = prepared.prepare(office, a_list(["1000", "王伟", "", 21.9], title="2025年3月"))
    assert old.remarks[0].startswith("2025年3月在启用月份（2026年1月）之前")
    ahead = prepared.prepare(office, a_list(["1000", "王伟", "", 21.9], title="2026年12月"))
    assert ahead.remarks[0].startswith("2026年12月还没有到")
    now = prepared.prepare(office, a_list(["1000", "王伟", "", 21.9], title="2026年11月"))
    assert not [one for one in now.remarks if "还没有到" in one or "启用" in one]


def test_one_sheet_of_a_workbook_can_be_chosen(office):
    people(office, ("王伟", "1000", 438_600))
    book = Book(
        "2026年.xlsx", "xlsx", "0" * 64, tuple(sheet(f"{n}月", ["1000", "王伟", "", 21.9]) for n in (3, 4))
    )
    assert prepared.prepare(office, book).used == ("3月", "4月")
    found = prepared.prepare(office, book, Choices(sheet="4月"))
    assert [one.month for one in found.plan.months] == ["2026-04"]


def test_an_empty_file_is_refused(office):
    with pytest.raises(Refused, match="没有内容"):
        prepared.prepare(office, Book("空.xlsx", "xlsx", "0" * 64, ()))


def test_the_proposed_day_is_the_months_end_or_today(office):
    assert prepared.likely_day(office, "2026-03") == date(2026, 3, 31)
    assert prepared.likely_day(office, "2026-12") == date(2026, 11, 9)
    with office.change("结账") as change:
        ledger.close_month(change, "2026-01")
    assert prepared.likely_day(office, "2026-01") == date(2026, 11, 9)
