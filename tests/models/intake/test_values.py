"""Cells as offices write them, and the values or problems they become."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.intake import values
from models.intake.cells import Cell


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2015.09", "2015-09"), ("2015年9月", "2015-09"), ("201509", "2015-09"), (201509, "2015-09"),
        ("20150901", date(2015, 9, 1)), (20150901, date(2015, 9, 1)), ("2015/9/1", date(2015, 9, 1)),
        ("2015-09-01", date(2015, 9, 1)), ("15.9.1", date(2015, 9, 1)), ("85-3-8", date(1985, 3, 8)),
        (2015.09, "2015-09"), (2015.12, "2015-12"), (date(2015, 9, 1), date(2015, 9, 1)),
        ("2015-09-01 00:00:00", date(2015, 9, 1)), ("二〇一五年九月", "2015-09"), ("２０１５．９", "2015-09"),
        ("1985年3月8号", date(1985, 3, 8)), ("2015年09月份", "2015-09"), (42248, date(2015, 9, 1)),
    ],
)  # fmt: skip
def test_days_are_read_in_the_usual_writings(cell: Cell, day: object) -> None:
    assert values.day(cell) == values.Parsed(day, notes=values.day(cell).notes)


@pytest.mark.parametrize(
    ("cell", "word"),
    [
        ("2015.9.31", "不存在"), ("2021.13", "13月"), (2015.1, "10月"), ("待定", "看不出"), (2015, "看不出"),
        (5.5, "看不出"), (float("nan"), "看不出"), (True, "看不出"), ("九月", "看不出"),
    ],
)  # fmt: skip
def test_what_is_no_day_or_two_is_told(cell: Cell, word: str) -> None:
    assert word in values.day(cell).problem


def test_a_serial_number_of_excel_is_read_with_a_note() -> None:
    assert values.day(42248).notes == ("“42248”是 Excel 的日期序号，读作2015-09-01。",)


def test_months_come_out_of_days_too() -> None:
    assert values.month(date(2026, 3, 8)).value == "2026-03"
    assert values.month("2026年3月").value == "2026-03"
    assert "哪个月" in values.month("x").problem


@pytest.mark.parametrize(
    ("cell", "fen"),
    [
        (40.4, 4040), (8088.73, 808873), (23.749999999999996, 2375), (0.1 + 0.2, 30), (5, 500), (-3.5, -350),
        ("1,234.5", 123450), ("￥12", 1200), ("(5.00)", -500), ("40.400000000000006", 4040), ("—", None),
        ("", None), (None, None), ("  ", None),
    ],
)  # fmt: skip
def test_amounts_become_fen(cell: Cell, fen: int | None) -> None:
    assert values.amount(cell) == values.Parsed(fen)


@pytest.mark.parametrize(
    "cell", [23.7451, "23.745", True, "三十", 1e20, float("inf"), float("nan"), date(2026, 1, 1)]
)
def test_what_is_no_amount_is_told(cell: Cell) -> None:
    assert values.amount(cell).problem


@given(st.integers(-(10**11), 10**11))
def test_any_amount_in_fen_survives_a_spreadsheets_float(fen: int) -> None:
    assert values.amount(float(f"{fen / 100:.2f}")).value == fen


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (1000.0, "1000"), (1000, "1000"), ("1000.0", "1000"), ("0012", "0012"), ("Q1001", "Q1001"),
        ("１００１", "1001"), ("'1001", "1001"), (" 10 01 ", "1001"), ("无", None),
    ],
)  # fmt: skip
def test_codes_stay_text_with_their_zeros(cell: Cell, code: str | None) -> None:
    assert values.code(cell).value == code


@pytest.mark.parametrize("cell", [1000.5, 3.2e17, "3.20102E+17"])
def test_a_code_that_became_a_decimal_is_refused(cell: Cell) -> None:
    assert "小数" in values.code(cell).problem


@pytest.mark.parametrize("cell", [320402200204062306, 3.20402200204062e17, "3.20402E+17"])
def test_an_id_number_that_excel_rounded_is_refused(cell: Cell) -> None:
    assert values.id_number(cell).problem == "身份证号变成了小数，后面的数字已经丢了。"


def test_id_numbers_are_checked_and_kept_as_text() -> None:
    assert values.id_number(" 320402200204062306 ").value == "320402200204062306"
    assert values.id_number(320402800204062).notes == ("身份证号是15位旧号码。",)
    assert "最后一位" in values.id_number("320402200204062307").problem


@pytest.mark.parametrize(
    ("cell", "phone"),
    [
        (13812340001.0, "13812340001"), ("138 1234 0001", "13812340001"), ("+8613812340001", "13812340001"),
        ("0519-86330000", "051986330000"), ("13812340001/13912340002", "13812340001"), ("无", None),
    ],
)  # fmt: skip
def test_phones_become_digits(cell: Cell, phone: str | None) -> None:
    assert values.phone(cell).value == phone


def test_a_phone_of_ten_digits_is_told() -> None:
    assert values.phone("1381234000").problem == "手机号应是11位，这里是10位。"


def test_names_are_cleaned_and_numbers_are_none() -> None:
    assert values.name("王 伟").value == "王伟"
    assert "不像姓名" in values.name(12).problem
    assert "不像姓名" in values.name("12").problem
    assert "太长" in values.name("王" * 50).problem


def test_counts_texts_and_choices() -> None:
    sex = values.choice({"男": ("M",), "女": ("F",)})
    assert values.count("168人").value == 168
    assert values.count(3.5).problem == "“3.5”不是整数。"
    assert values.text("  语文组\n备课 ").value == "语文组 备课"
    assert values.text(5.0).value == "5"
    assert "缩短" in values.text("长" * 2001).problem
    assert sex("f").problem == "“f”认不出，可以写：男、女。"
    assert sex("Ｆ").value == "女"
