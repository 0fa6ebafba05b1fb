"""The weeks of a month as schools count them: from the Monday on which the term began."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from models.calendar.festivals import festivals
from models.kit.days import month, month_end, month_start, school_year
from models.office import Office

_LONGEST_TERM = 21  # weeks


@dataclass(frozen=True)
class Week:
    """Monday to Sunday, cut to the month. `number` counts from the term's start, 0 in the holidays."""

    number: int
    first: date
    last: date


def weeks(office: Office, in_month: str) -> tuple[Week, ...]:
    """The weeks of a month, in order."""
    start = term_start(office, school_year(in_month))
    first, end = month_start(in_month), month_end(in_month)
    found = []
    while first <= end:
        last = min(end, first + timedelta(days=6 - first.weekday()))
        found.append(Week(_number(first, start), first, last))
        first = last + timedelta(days=1)
    return tuple(found)


def term_start(office: Office, term: str) -> date:
    """The Monday of the term's first week: the setting "term_start_2026-2027-1", or else a guess.

    Guessed: the first Monday of September; in spring the Monday after the Lantern festival.
    """
    said = office.setting(f"term_start_{term}")
    if said:
        day = date.fromisoformat(said)
        return day - timedelta(days=day.weekday())
    first, second, number = term.split("-")
    if number == "1":
        return _monday_from(date(int(first), 9, 1))
    return _monday_from(_lantern(int(second)) + timedelta(days=1))


def _number(day: date, start: date) -> int:
    """Which week of the term a day lies in; 0 before it and long after it."""
    number = (day - start).days // 7 + 1
    return number if 1 <= number <= _LONGEST_TERM else 0


def _lantern(year: int) -> date:
    """元宵节; in years that the table lacks the middle of February."""
    for number in (2, 3):
        for day, name in festivals(month(year, number)):
            if name == "元宵节":
                return day
    return date(year, 2, 15)


def _monday_from(day: date) -> date:
    """The first Monday on or after a day."""
    return day + timedelta(days=-day.weekday() % 7)
