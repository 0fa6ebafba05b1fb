"""Festivals fall on the days that printed calendars give."""

from __future__ import annotations

from datetime import date

import pytest

from models.calendar.festivals import festivals


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2027, 2, 6), "春节"),
        (date(2027, 6, 9), "端午节"),
        (date(2025, 10, 6), "中秋节"),
        (date(2026, 9, 25), "中秋节"),
        (date(2027, 9, 15), "中秋节"),
        (date(2028, 10, 3), "中秋节"),
        (date(2027, 10, 8), "重阳节"),
        (date(2026, 4, 5), "清明节"),
        (date(2026, 9, 10), "教师节"),
        (date(2050, 1, 23), "春节"),
    ],
)
def test_a_festival_falls_on_its_day(day: date, name: str) -> None:
    assert (day, name) in festivals(day.isoformat()[:7])


def test_every_year_of_the_table_has_all_lunar_festivals() -> None:
    for year in range(2015, 2051):
        named = [name for month in range(1, 13) for _, name in festivals(f"{year}-{month:02d}")]
        assert len(named) == len(set(named)) == 12
