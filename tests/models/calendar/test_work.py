"""Work in the calendar: planned, done, moved, dropped, taken in once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models import settings
from models.calendar import actions, queries
from models.calendar.checks import problems
from models.calendar.imports import read_plan
from models.calendar.records import DOING, DONE, DROPPED, PLANNED, WorkDraft
from models.calendar.reminders import todo
from models.calendar.words import month_span, when_words
from models.kit.errors import Refused
from models.office import Office

DATA = Path(__file__).parents[2] / "data"


def add(office: Office, content: str = "三八节活动", first: str = "2026-03", **more: object) -> int:
    with office.change("登记") as change:
        return actions.add_item(change, WorkDraft(first, content, **more))  # type: ignore[arg-type]


def take(office: Office, text: str, year: int = 2026) -> int:
    with office.change("导入") as change:
        return len(actions.import_plan(change, read_plan(text, year), "计划.txt").added)


def heads(office: Office) -> int:
    return int(office.db.execute("select count(*) from journal_head").fetchone()[0])


def test_work_comes_back_as_it_was_entered(office: Office) -> None:
    key = add(office, who="张三", place="操场", day=date(2026, 3, 8), budget_fen=300_000)
    item = queries.item(office.db, key)
    assert (item.content, item.who, item.place, item.day) == ("三八节活动", "张三", "操场", date(2026, 3, 8))
    assert (item.state, item.year, item.last_month, item.budget_fen) == (PLANNED, 2026, "2026-03", 300_000)


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (WorkDraft("2026-03", "  "), "content"),
        (WorkDraft("2026-03", "长" * 2000), "content"),
        (WorkDraft("2026-13", "甲"), "first_month"),
        (WorkDraft("3月", "甲"), "first_month"),
        (WorkDraft("2026-03", "甲", "2026-02"), "last_month"),
        (WorkDraft("2026-03", "甲", day=date(2026, 4, 1)), "day"),
        (WorkDraft("2026-03", "甲", day=date(2026, 3, 8), last_day=date(2026, 3, 5)), "last_day"),
        (WorkDraft("2026-03", "甲", budget_fen=-1), "budget_fen"),
    ],
)
def test_wrong_work_is_refused_at_its_field(office: Office, draft: WorkDraft, field: str) -> None:
    assert [name for name, _ in problems(draft)] == [field]
    before = heads(office)
    with pytest.raises(Refused), office.change("登记") as change:
        actions.add_item(change, draft)
    assert heads(office) == before


def test_done_work_has_its_day_and_open_work_has_none(office: Office) -> None:
    key = add(office)
    with office.change("完成") as change:
        actions.mark_item(change, key, DONE)
    assert queries.item(office.db, key).done_on == date(2026, 3, 5)
    with office.change("重做") as change:
        actions.mark_item(change, key, DOING)
    assert queries.item(office.db, key).done_on is None
    assert queries.item(office.db, key).open
    with pytest.raises(Refused), office.change("错") as change:
        actions.mark_item(change, key, "finished")


def test_dropped_work_leaves_the_schedule_and_keeps_its_reason(office: Office) -> None:
    key = add(office)
    with office.change("取消") as change:
        actions.drop_item(change, key, "场地维修")
    assert queries.items(office.db, "2026-03", "2026-03") == []
    kept = queries.items(office.db, "2026-03", "2026-03", dropped=True)
    assert [(item.state, item.note) for item in kept] == [(DROPPED, "场地维修")]
    assert queries.counts(office.db, "2026-03", "2026-03") == {PLANNED: 0, DOING: 0, DONE: 0, DROPPED: 1}


def test_moved_work_keeps_its_length_and_loses_a_day_outside(office: Office) -> None:
    key = add(office, last_month="2026-04", day=date(2026, 4, 2))
    with office.change("改期") as change:
        actions.move_item(change, key, "2026-04")
    item = queries.item(office.db, key)
    assert (item.first_month, item.last_month, item.day) == ("2026-04", "2026-05", date(2026, 4, 2))
    with office.change("改期") as change:
        actions.move_item(change, key, "2026-11")
    item = queries.item(office.db, key)
    assert (item.first_month, item.last_month, item.day) == ("2026-11", "2026-12", None)


def test_changed_ordered_and_deleted_work(office: Office) -> None:
    first, second = add(office, "甲"), add(office, "乙")
    with office.change("改") as change:
        actions.update_item(change, first, WorkDraft("2026-03", "甲一"))
    assert [item.content for item in queries.items(office.db, "2026-03", "2026-03")] == ["甲一", "乙"]
    with office.change("删") as change:
        actions.delete_item(change, second)
    with pytest.raises(Refused):
        queries.item(office.db, second)
    office.undo()
    assert queries.item(office.db, second).content == "乙"


@pytest.mark.parametrize(("year", "entries"), [(2012, 39), (2023, 29)])
def test_a_plan_comes_in_once(office: Office, year: int, entries: int) -> None:
    text = (DATA / f"plan_{year}.txt").read_text(encoding="utf-8")
    assert take(office, text, year) == entries
    before = heads(office)
    assert take(office, text, year) == 0
    assert heads(office) == before
    items = queries.items(office.db, f"{year}-01", f"{year}-12")
    assert len(items) == entries
    assert all(item.module and item.source == "计划.txt" for item in items)


def test_a_longer_plan_adds_only_what_is_new(office: Office) -> None:
    assert take(office, "三月\n1、三八节活动\n2、春游\n2、春 游。") == 2
    assert take(office, "三月\n1、“三八节”活动；\n2、春游\n3、植树\n四月\n1、春游") == 2
    assert queries.sources(office.db, "2026-03", "2026-04") == [("计划.txt", 4)]
    assert queries.years(office.db) == [2026]


def test_imported_work_keeps_the_plans_order_and_what_it_says(office: Office) -> None:
    take(office, "三月\n1、8日：三八节（负责人：张三；地点：操场；预算：3000元）\n2、上旬召开教代会\n")
    first, second = queries.items(office.db, "2026-03", "2026-03")
    assert (first.who, first.place, first.budget_fen) == ("张三", "操场", 300_000)
    assert [when_words(first, "2026-03"), when_words(second, "2026-03")] == ["8日（周日）", "上旬"]


def test_times_are_said_as_a_board_says_them(office: Office) -> None:
    text = "三月\n1、5日—8日 甲\n2、30日前 乙\n3、3月28日-4月2日 丙\n七、八月\n1、丁\n十一月至次年一月\n1、戊"
    take(office, text)
    said = [
        (when_words(item, item.first_month), month_span(item))
        for item in queries.items(office.db, "2026-01", "2026-12")
    ]
    assert said == [
        ("5－8日", ""),
        ("30日前", ""),
        ("3.28－4.2", "3－4月"),
        ("", "7－8月"),
        ("", "11月－次年1月"),
    ]


def holidays(office: Office, first: date, last: date) -> list[settings.HolidayRow]:
    return [row for row in settings.holidays(office.db, first.year) if first <= row.day <= last]


def test_days_off_are_given_and_can_be_changed(office: Office) -> None:
    first, last = date(2026, 2, 14), date(2026, 2, 16)
    assert [(h.day.day, h.kind) for h in holidays(office, first, last)] == [
        (14, "work"),
        (15, "off"),
        (16, "off"),
    ]
    with office.change("节假日") as change:
        settings.put_holiday(change, date(2027, 1, 1), "元旦", "off")
        worked, off, _ = holidays(office, first, last)
        settings.put_holiday(change, first, "校庆", "off", worked.id)
        settings.drop_holidays(change, [off.id])
    assert [(h.day, h.kind) for h in holidays(office, first, last)] == [
        (first, "off"),
        (last, "off"),
    ]
    assert [h.name for h in holidays(office, date(2027, 1, 1), date(2027, 12, 31))] == ["元旦"]
    with pytest.raises(Refused), office.change("节假日") as change:
        settings.put_holiday(change, date(2027, 1, 2), "元旦", "half")


def test_a_clock_that_went_back_or_far_ahead_is_the_first_thing_to_mend(office: Office) -> None:
    add(office)
    for day in (date(1970, 1, 1), date(2026, 3, 3), date(2040, 1, 1)):
        (first, *_) = [one for one in todo(office, day) if one.where == "clock"]
        assert first.overdue and "请核对电脑的日期" in first.what
    assert [one for one in todo(office, date(2026, 3, 4)) if one.where == "clock"] == []
    assert [one for one in todo(office, date(2027, 2, 28)) if one.where == "clock"] == []
