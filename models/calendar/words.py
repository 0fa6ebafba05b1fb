"""How a piece of work says its time, on paper and on screen."""

from __future__ import annotations

import re
from datetime import date

from models.calendar.records import WorkItem
from models.kit.days import month_of, number_of, weekday

_TIME = re.compile(r"(?:第.+周|上中旬|中下旬|[上中下]旬|月[初底末中]|.{1,8}日|.{1,6})前?")
_TIME_SIGN = re.compile(r"旬|周|月[初底末中]|日|前$")


def when_words(item: WorkItem, month: str = "") -> str:
    """28日（周三）, 5日－8日, 30日前, 上旬; days of other months than `month` with their month."""
    if item.day and item.last_day and item.day != item.last_day:
        return _span(item.day, item.last_day, month)
    if item.day:
        return f"{_day(item.day, month)}（{weekday(item.day)}）"
    if item.last_day:
        return f"{_day(item.last_day, month)}前"
    note = item.note.split("；")[0]
    return note if _TIME_SIGN.search(note) and _TIME.fullmatch(note) else ""


def month_span(item: WorkItem) -> str:
    """七月的工作 has none; work of several months: "1－3月", over the year's end "11月－次年1月"."""
    if item.first_month == item.last_month:
        return ""
    first, last = number_of(item.first_month), number_of(item.last_month)
    if item.first_month[:4] == item.last_month[:4]:
        return f"{first}－{last}月"
    return f"{first}月－次年{last}月"


def _span(first: date, last: date, month: str) -> str:
    """A range of days."""
    if month_of(first) == month_of(last) == month:
        return f"{first.day}－{last.day}日"
    return f"{first.month}.{first.day}－{last.month}.{last.day}"


def _day(day: date, month: str) -> str:
    """A day, with its month where it is another one."""
    return f"{day.day}日" if month_of(day) == month else f"{day.month}月{day.day}日"
