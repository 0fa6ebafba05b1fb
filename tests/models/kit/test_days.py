"""Months and days as offices write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.kit import days
from models.kit.errors import Refused


@pytest.mark.parametrize(
    "text",
    [
        "2026-03",
        "2026.3",
        "2026年3月",
        "202603",
        "２０２６年３月",
        "二〇二六年三月",
        "2026/3",
        "2026 年 3 月份",
    ],
)
def test_every_form_of_a_month_is_the_same_month(text: str) -> None:
    assert days.parse_month(text) == "2026-03"


def test_a_month_without_a_year_takes_the_given_one() -> None:
    assert days.parse_month("3月", year=2026) == "2026-03"
    assert days.parse_month("十一月份", year=2025) == "2025-11"
    with pytest.raises(Refused):
        days.parse_month("3月")


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "1826-03", "三月八", "", "20263", "2026-03-08"])
def test_what_is_no_month_is_refused_in_the_persons_words(text: str) -> None:
    with pytest.raises(Refused) as refusal:
        days.parse_month(text)
    assert text in str(refusal.value)


@pytest.mark.parametrize(
    "text",
    [
        "2026-3-8",
        "2026.03.08",
        "20260308",
        "2026年3月8日",
        "２０２６／３／８",
        "二〇二六年三月八日",
        "二零二六年三月八号",
        "2026-03-08 00:00:00",
        "2026-03-08T09:30",
        "2026年3月8日（星期日）",
        "2026 年 3 月 8 日",
    ],
)
def test_every_form_of_a_day_is_the_same_day(text: str) -> None:
    assert days.parse_day(text) == date(2026, 3, 8)


@pytest.mark.parametrize(("text", "day"), [("11-5", (11, 5)), ("3月8日", (3, 8)), ("三月廿三日", (3, 23))])
def test_a_day_without_a_year_takes_the_given_one(text: str, day: tuple[int, int]) -> None:
    assert days.parse_day(text, year=2025) == date(2025, *day)
    with pytest.raises(Refused):
        days.parse_day(text)


@pytest.mark.parametrize(
    "text",
    ["2026-02-29", "2026-13-01", "20260230", "昨天", "15.9.1", "2015.09", "4.31"],
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        days.parse_day(text, year=2026)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("七、八月份", (7, 8)),
        ("七月、八月", (7, 8)),
        ("9-10月", (9, 10)),
        ("9—10月", (9, 10)),
        ("2月—3月", (2, 3)),
        ("十一、十二月份工作：", (11, 12)),
        ("十一月至次年一月", (11, 12, 1)),
        ("7～9月", (7, 8, 9)),
        ("元月", (1,)),
        ("2026年3月", (3,)),
        ("三月八日", ()),
        ("13月", ()),
        ("指导思想", ()),
        ("十十月", ()),
    ],
)
def test_month_headings_name_their_months(text: str, numbers: tuple[int, ...]) -> None:
    assert days.chinese_month_numbers(text) == numbers


@pytest.mark.parametrize(
    ("month", "term"),
    [
        ("2025-09", "2025-2026-1"),
        ("2026-01", "2025-2026-1"),
        ("2026-02", "2025-2026-2"),
        ("2026-08", "2025-2026-2"),
        ("2026-12", "2026-2027-1"),
    ],
)
def test_a_month_lies_in_its_school_term(month: str, term: str) -> None:
    assert days.school_year(month) == term
    assert month in days.term_months(term)


def test_a_term_may_start_in_other_months() -> None:
    assert days.school_year("2026-08", (8, 3)) == "2026-2027-1"
    assert days.term_months("2025-2026-1", (8, 3))[0] == "2025-08"


def test_months_run_over_the_years_end() -> None:
    assert days.months("2025-11", "2026-02") == (
        "2025-11",
        "2025-12",
        "2026-01",
        "2026-02",
    )
    assert days.months("2026-02", "2026-01") == ()
    assert days.next_month("2026-01", -1) == "2025-12"
    assert days.month_end("2024-02") == date(2024, 2, 29)
    assert days.month_start("2024-02") == date(2024, 2, 1)


def test_days_are_said_as_people_say_them() -> None:
    assert days.words(date(2026, 3, 8)) == "2026年3月8日"
    assert days.weekday(date(2026, 3, 8)) == "周日"
    assert days.month_words("2026-03") == "2026年3月"
    assert days.chinese_year(2012) + days.chinese_month(12) == "二〇一二年十二月"
    assert days.chinese_month(10) + days.chinese_month(7) == "十月七月"
    assert days.term_words("2022-2023-2") == "2022－2023学年第二学期"


def test_a_moved_weekend_is_worked_and_a_holiday_is_not() -> None:
    table = {date(2025, 10, 1): "off", date(2025, 9, 28): "work"}
    worked = list(days.working_days(date(2025, 9, 26), date(2025, 10, 2), table))
    assert [day.day for day in worked] == [26, 28, 29, 30, 2]
    assert days.working_day_on_or_after(date(2025, 10, 1), table) == date(2025, 10, 2)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_written_day_reads_back_as_itself(day: date) -> None:
    assert days.parse_day(days.words(day)) == day
    assert days.parse_month(days.month_words(days.month_of(day))) == days.month_of(day)


@given(st.integers(1, 12), st.integers(0, 11))
def test_a_range_of_months_has_as_many_months_as_it_spans(first: int, more: int) -> None:
    last = (first + more - 1) % 12 + 1
    assert len(days.chinese_month_numbers(f"{first}-{last}月")) == more + 1
