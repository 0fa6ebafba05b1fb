"""A plan's month list as entries: from pasted text, from a table, from a whole file."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from models.calendar.grids import read_grid, rows_of_sheet, rows_of_text
from models.calendar.headings import Head
from models.calendar.items import read_mark, split_run
from models.calendar.pasted import Line, close_up, read_lines
from models.calendar.records import Plan, PlanEntry
from models.calendar.said import Item, When, read_money, read_when, take_apart
from models.calendar.walk import Found, walk
from models.intake.cells import Book, Sheet
from models.kit.days import (
    FIRST_YEAR,
    LAST_YEAR,
    arabic,
    month,
    month_end,
    month_of,
    month_start,
    next_month,
    number_of,
    year_of,
)
from models.kit.errors import Refused

_LONGEST = 120
TEXT_FILES = (".txt", ".md", ".text")  # read as words, not as a table


def read_plan(text: str, year: int) -> Plan:
    """The month list of a pasted plan. `year` is that of its first month, unless the text says one.

    Raises `Refused` when the text has no month list.
    """
    lines = read_lines(text)
    rows = rows_of_text(lines)
    found = read_grid(rows) if rows else walk(lines)
    if not any(entry.head for entry in found):
        found = _dated(lines)
    return _plan(found, year)


def read_sheet(sheet: Sheet, year: int) -> Plan:
    """The month list of a table; a sheet with a single column is read as text. Raises `Refused`."""
    rows = rows_of_sheet(sheet, year)
    found = read_grid(rows)
    if any(entry.head for entry in found):
        return _plan(found, year)
    return read_plan("\n".join(" ".join(cell for cell in row if cell) for row in rows), year)


def read_book(book: Book, year: int) -> Plan:
    """The sheet of a file that holds most entries. Raises `Refused` when no sheet has a month list."""
    plans: list[Plan] = []
    refusal: Refused | None = None
    for sheet in book.sheets:
        try:
            plans.append(read_sheet(sheet, year))
        except Refused as refused:
            refusal = refused
    if not plans:
        raise refusal or _no_list()
    return max(plans, key=lambda plan: len(plan.entries))


def read_source(source: Book | str, year: int | None, today: date) -> Plan:
    """A file's tables or its text. Without `year` the plan's own words tell it, or else the day's year."""
    if isinstance(source, str):
        return read_plan(source, year or year_of_plan(source) or today.year)
    said = next((year_of_plan(text) for text in _first_cells(source)), None)
    return read_book(source, year or said or today.year)


def digest(source: Book | str) -> str:
    """What tells a file from another one: its SHA-256."""
    return source.sha256 if isinstance(source, Book) else hashlib.sha256(source.encode()).hexdigest()


def year_of_plan(text: str) -> int | None:
    """The year of a plan's first month by its own words: 2012年工会工作计划, 2022-2023学年第二学期 → 2023."""
    plain = arabic(re.sub(r"\s+", "", text[:2000]))
    term = re.search(r"(20\d\d)[-—－–~至/](20\d\d)(?:学年|年)?度?(?:学年)?(?:第?([12上下])学期)?", plain)
    if term:
        return int(term[2] if term[3] in ("2", "下") else term[1])
    single = re.search(r"((?:19|20)\d\d)(?:年|学年)", plain)
    return int(single[1]) if single else None


def _first_cells(book: Book) -> Iterable[str]:
    """The title rows of each sheet that say a year."""
    for sheet in book.sheets:
        texts = [cell for row in sheet.rows[:10] for cell in row if isinstance(cell, str)]
        yield from (text for text in texts if year_of_plan(text))


@dataclass
class _Ruler:
    """Gives a year to month numbers in the order in which a plan names them."""

    year: int
    first: int = 0
    previous: int = 0
    over: bool = False

    def place(self, numbers: tuple[int, ...], said: int | None) -> tuple[str, str]:
        """First and last month. 9 … 12, 1: January is next year's; 3, 2, 4: nothing but disorder."""
        number = numbers[0]
        if said is not None and (not self.first or said not in (self.year, self.year + 1)):
            self.year, self.first, self.over = said, number, False
        elif not self.first:
            self.first = number
        if said is not None:
            self.over = said > self.year
        elif number < self.first:
            self.over = self.over or self.previous - number >= 6
        else:
            self.over = False
        self.previous = number
        start = month(self.year + (1 if self.over else 0), number)
        return start, next_month(start, _length(numbers) - 1)


def _plan(found: Iterable[Found], year: int) -> Plan:
    """Months and days put to the entries."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused(f"{year} 年不对。", remedy="请写四位的年份，例如 2026。")
    found = tuple(found)
    spans, weeks = _spans(found, year)
    if not spans:
        raise _no_list()
    whole = min(first for first, _ in spans.values()), max(last for _, last in spans.values())
    entries: list[PlanEntry] = []
    unplaced: list[str] = []
    carried: tuple[Head | None, When] = (None, When())
    for one in found:
        item = _item(one)
        if not item.text:
            carried = (one.head, item.when)
            continue
        if item.when == When() and carried[0] is one.head:
            item = replace(item, when=carried[1])
        span = whole if one.head and one.head.always else spans.get(_key(one.head))
        if span is None:
            unplaced.append(item.text)
        else:
            entries.append(_entry(one, item, span, weeks.get(_key(one.head))))
    return Plan(tuple(entries), tuple(unplaced))


def _spans(
    found: tuple[Found, ...], year: int
) -> tuple[dict[int, tuple[str, str]], dict[int, tuple[date, date]]]:
    """Months by heading, and days by week; weeks without a date count on from the last one that has it."""
    ruler = _Ruler(year)
    spans: dict[int, tuple[str, str]] = {}
    weeks: dict[int, tuple[date, date]] = {}
    anchor: tuple[int, date] | None = None
    for head in dict.fromkeys(one.head for one in found if one.head):
        when, _ = read_when(head.dates) if head.dates else (When(), 0)
        numbers = when.months or head.numbers
        if numbers:
            spans[_key(head)] = ruler.place(numbers, head.year)
            start = _day(spans[_key(head)][0], when.day)
            anchor = (head.week, start) if start and head.week else anchor
        elif head.week and anchor:
            monday = anchor[1] + timedelta(days=7 * (head.week - anchor[0]) - anchor[1].weekday())
            weeks[_key(head)] = monday, monday + timedelta(days=4)
            spans[_key(head)] = month_of(monday), month_of(monday + timedelta(days=4))
    return spans, weeks


def _item(one: Found) -> Item:
    """The entry taken apart; a table's own columns go before what its text says."""
    item = take_apart(one.text)
    when, end = read_when(one.when)
    if one.when and not end:
        when = When(words=one.when)
    if end and end < len(one.when) and not when.words:
        when = replace(when, words=one.when)
    if one.head and one.head.week and not one.when:
        when = _week(one.head)
    item = replace(item, when=item.when if item.when.day or when == When() else when)
    fen = read_money(one.budget) if one.budget else None
    return replace(
        item,
        who=one.who or item.who,
        place=one.place or item.place,
        budget_fen=item.budget_fen if fen is None else fen,
    )


def _week(head: Head) -> When:
    """The days and the name of a week."""
    when, _ = read_when(head.dates) if head.dates else (When(), 0)
    return replace(when, words=f"第{head.week}周")


def _entry(one: Found, item: Item, span: tuple[str, str], week: tuple[date, date] | None = None) -> PlanEntry:
    """The entry in its months, with the days that exist."""
    first, last = span
    when = item.when
    if when.months and not when.loose:
        first = _near(when.months[0], when.year, first)
        last = next_month(first, _length(when.months) - 1)
    elif when.day and last != first:
        when = replace(when, day=None, last_day=None, words=when.words or _said_days(when))
    day, last_day = _day(first, when.day), _day(last, when.last_day)
    if week and not when.day:
        day, last_day = week
    if when.day and not day:  # 2月30日: no such day, so the words stay as they are
        return _entry(one, replace(item, text=close_up(one.text), when=When()), span)
    if when.by:
        day, last_day = None, day
    if day and last_day and last_day < day:  # 28日—2日: nobody can tell which was meant
        last_day = None
    return PlanEntry(
        first,
        last,
        item.text,
        day,
        last_day,
        one.line,
        one.head.label if one.head else "",
        item.who,
        item.place,
        item.budget_fen,
        when.words,
    )


def _said_days(when: When) -> str:
    """8日 below 七、八月: nobody can tell of which month, so the words stay."""
    return f"{when.day}日—{when.last_day}日" if when.last_day else f"{when.day}日"


def _dated(lines: tuple[Line, ...]) -> tuple[Found, ...]:
    """A list without headings whose lines begin with their own month: 3月8日 …, 1、4月份开展…"""
    found: list[Found] = []
    for line in lines:
        mark = read_mark(line.text)
        parts = split_run(line.text, mark) if mark else [line.text]
        for part in (part for part in parts if 0 < len(part) <= _LONGEST):
            when, end = read_when(part)
            if when.months and end < len(part):
                head = Head(line.number, "", when.months, when.year)
                found.append(Found(part, head, line.number))
            elif mark and found:
                found.append(Found(part, None, line.number))
    while found and found[-1].head is None:
        found.pop()
    return tuple(found)


def _near(number: int, year: int | None, around: str) -> str:
    """The month of that number nearest to another month."""
    if year is not None:
        return month(year, number)
    apart = number - number_of(around)
    shift = -1 if apart == 11 else 1 if apart < -6 else 0
    return month(year_of(around) + shift, number)


def _length(numbers: tuple[int, ...]) -> int:
    """How many months from the first number to the last."""
    return (numbers[-1] - numbers[0]) % 12 + 1


def _day(in_month: str, number: int | None) -> date | None:
    """The day of a month, when the month has it."""
    if not number or number > month_end(in_month).day:
        return None
    return month_start(in_month).replace(day=number)


def _key(head: Head | None) -> int:
    """What tells one heading from another."""
    return id(head) if head else 0


def _no_list() -> Refused:
    """The sentence for a text without months."""
    return Refused(
        "这份材料里没有按月列出的工作安排。",
        remedy="请在每个月的工作前写一行“三月：”这样的标题，或者用“月份、工作内容”两栏的表格。",
    )
