"""The calendar as it hangs on the board: of a month, of a term, of a year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from models.calendar import queries
from models.calendar.records import WorkItem
from models.calendar.routine import CLOSING_DAY, DUES_DAY, routines, setting_day, year_words
from models.calendar.words import month_span, when_words
from models.kit.days import (
    chinese_month,
    chinese_year,
    month,
    month_of,
    months,
    number_of,
    school_year,
    term_months,
    term_words,
    year_of,
)
from models.office import Office
from models.report import As, Column, Kind, Paper, Report, Row

_TITLE = "工会工作行事历"
_LONG_WORK = 6  # work of so many months stands below the table, not in a month
_MONTH_COLUMNS = (
    Column("序号", As.MARK, 11),
    Column("时间", As.MARK, 25),
    Column("工作内容", As.LONG, 72),
    Column("负责人", As.MARK, 18),
    Column("地点", As.MARK, 28),
    Column("完成", As.SIGN, 16),
)
_YEAR_COLUMNS = (
    Column("月份", As.MARK, 18, size=11),
    Column("计划工作", As.LONG, 100, size=9.5),
    Column("例行事项", As.LONG, 52, size=9),
)
_MONTH_PAPER = Paper(row_height=9.6, head_height=9, text_size=10.5, title_size=22)
_YEAR_PAPER = Paper(row_height=9, text_size=10, title_size=18, one_page=True)
_SIGNATURES = ("制表", "审核（工会主席）", "（工会章）")


def work_schedule_month(office: Office, month: str) -> Report:
    """The schedule of a month: the plan's work, and what the office knows will come."""
    plan = queries.items(office.db, month, month)
    rows = [Row(("一、计划安排",), Kind.GROUP), *_plan_rows(plan, month)]
    rows.append(Row(("二、本月例行事项",), Kind.GROUP))
    for number, routine in enumerate(routines(office, month), 1):
        cells = (number, routine.when, routine.content, routine.who or None, None, None)
        rows.append(Row(cells, link=routine.link))
    return Report(
        "work-schedule",
        _TITLE,
        _MONTH_COLUMNS,
        tuple(rows),
        unit=office.unit_name,
        unit_label="",
        period=chinese_year(year_of(month)) + chinese_month(number_of(month)),
        measure=term_words(school_year(month)),
        total="",
        notes=("未写日期的事项为本月内完成，具体时间另行通知；完成后在“完成”栏打钩并填日期。",),
        signatures=_SIGNATURES,
        paper=_MONTH_PAPER,
        maker=office.actor.name,
    )


def work_schedule_year(office: Office, year: int) -> Report:
    """The schedule of a calendar year on one page."""
    return _overview(office, months(month(year, 1), month(year, 12)), chinese_year(year))


def work_schedule_term(office: Office, term: str) -> Report:
    """The schedule of a school term ("2025-2026-2") on one page."""
    return _overview(office, term_months(term), term_words(term))


def _plan_rows(plan: Sequence[WorkItem], month: str) -> list[Row]:
    """The plan's work of a month, numbered; a ruled line where there is none."""
    if not plan:
        return [Row((None,) * len(_MONTH_COLUMNS), Kind.EMPTY)]
    return [
        Row(
            (
                number,
                when_words(item, month) or None,
                _content(item),
                item.who or None,
                item.place or None,
                None,
            ),
            link=f"work-item:{item.id}",
        )
        for number, item in enumerate(sorted(plan, key=lambda item: _place(item, month)), 1)
    ]


def _place(item: WorkItem, month: str) -> tuple[bool, date]:
    """By day, then what has none in the plan's order; work begun in other months comes last."""
    day = item.day or item.last_day
    return item.first_month != month, day if day and month_of(day) == month else date.max


def _content(item: WorkItem) -> str:
    """What is to be done; work of several months says so."""
    span = month_span(item)
    return f"{item.content.rstrip('。；')}（{span}）" if span else item.content


def _overview(office: Office, span: tuple[str, ...], period: str) -> Report:
    """Month by month; months with the very same work share a row, as 七、八月 do."""
    items = queries.items(office.db, span[0], span[-1])
    long = [item for item in items if len(months(item.first_month, item.last_month)) >= _LONG_WORK]
    short = [item for item in items if item not in long]
    groups = _groups(short, span)
    merged = "；".join(_name(group) + "合并安排" for group in groups if len(group) > 1)
    return Report(
        "work-schedule",
        _TITLE,
        _YEAR_COLUMNS,
        tuple(_row(group, short, span) for group in groups),
        unit=office.unit_name,
        unit_label="",
        period=period,
        measure=f"计划 {len(items)} 项" + (f"（{merged}）" if merged else ""),
        total="",
        notes=_notes(office, long),
        signatures=_SIGNATURES,
        paper=_YEAR_PAPER,
        maker=office.actor.name,
    )


def _groups(items: Sequence[WorkItem], span: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The months, those together that have the same work and nothing else."""
    work = {m: tuple(i.id for i in items if i.first_month <= m <= i.last_month) for m in span}
    # a month without work stands alone
    return [tuple(group) for _, group in groupby(span, key=lambda m: work[m] or m)]


def _name(group: Sequence[str]) -> str:
    """七、八月."""
    return "、".join(chinese_month(number_of(m)).removesuffix("月") for m in group) + "月"


def _row(group: tuple[str, ...], items: Sequence[WorkItem], span: tuple[str, ...]) -> Row:
    """One row: a piece of work stands in the first of its months that the paper has."""
    begun = [item for item in items if max(item.first_month, span[0]) in group]
    lines = []
    for number, item in enumerate(begun, 1):
        own = (item.first_month, item.last_month) == (group[0], group[-1])
        lines.append(f"{number}.\u2002{item.content if own else _content(item)}")
    routine = [f"· {words}" for words in _year_routines(group)]
    names = "\n".join(chinese_month(number_of(m)) for m in group)
    return Row((names, "\n".join(lines) or None, "\n".join(routine)), link=f"month:{group[0]}")


def _year_routines(group: Sequence[str]) -> list[str]:
    """The routine work of a row; what months share is said once: 6、7月结账；会费收缴."""
    if len(group) == 1:
        return year_words(group[0])
    numbers = "、".join(str((number_of(m) - 2) % 12 + 1) for m in group)
    rest = [words for m in group for words in year_words(m)[1:]]
    return [f"{numbers}月结账；会费收缴", *dict.fromkeys(rest)]


def _notes(office: Office, long: Sequence[WorkItem]) -> tuple[str, ...]:
    """What goes on all the time."""
    closing = setting_day(office, "closing_day", CLOSING_DAY)
    dues = setting_day(office, "dues_day", DUES_DAY)
    notes = [
        "每月另有：会员生日慰问、五必访、到龄退休提醒（名单见各月行事历）。",
        f"结账期限为次月{closing}日；会费收缴期限为当月{dues}日。",
    ]
    if long:
        notes.append("贯穿多月：" + "；".join(_content(item) for item in long) + "。")
    return tuple(notes)
