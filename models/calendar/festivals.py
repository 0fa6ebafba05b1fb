"""The festivals of a month: lunar ones from a table, the others by their day."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache

import resources
from models.kit.days import month_of, number_of, year_of

_FIXED = {(1, 1): "元旦", (3, 8): "妇女节", (5, 1): "劳动节", (9, 10): "教师节", (10, 1): "国庆节"}
# The seven public holidays for which a union may give its members goods.
WITH_GOODS = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")


def festivals(month: str) -> tuple[tuple[date, str], ...]:
    """Day and name of the festivals of a month, in order; lunar ones are known from 2015 to 2050."""
    year, number = year_of(month), number_of(month)
    fixed = [(date(year, m, d), name) for (m, d), name in _FIXED.items() if m == number]
    lunar = [(day, name) for day, name in _lunar() if month_of(day) == month]
    return tuple(sorted(fixed + lunar))


@cache
def _lunar() -> tuple[tuple[date, str], ...]:
    """The rows of starters/festivals.csv."""
    with resources.path("starters/festivals.csv").open(encoding="utf-8", newline="") as file:
        return tuple((date.fromisoformat(row["day"]), row["name"]) for row in csv.DictReader(file))
