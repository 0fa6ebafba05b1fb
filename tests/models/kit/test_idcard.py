"""ID numbers: right, wrong and hidden."""

from __future__ import annotations

from datetime import date

import pytest

from models.kit import idcard


def test_a_right_number_has_no_problem_and_tells_birthday_and_sex() -> None:
    assert idcard.check("320402200204062306") == ""
    assert idcard.birth("320402200204062306") == date(2002, 4, 6)
    assert idcard.sex("320402200204062306") == "女"
    assert idcard.sex("320402199311240192") == "男"


def test_spaces_full_width_digits_and_a_small_x_do_no_harm() -> None:
    assert idcard.tidy("'３２０４０２ 20020406 230x") == "32040220020406230X"
    assert idcard.check("11010519491231002x") == ""


def test_an_old_number_passes_with_a_note() -> None:
    assert idcard.check("320402800204062") == ""
    assert idcard.note("320402800204062") == "身份证号是15位旧号码。"
    assert idcard.birth("320402800204062") == date(1980, 2, 4)


def test_residence_permits_pass() -> None:
    assert idcard.check("810000199408230021") == ""


@pytest.mark.parametrize(
    ("number", "word"),
    [
        ("320402200204062307", "最后一位"),
        ("320402200213062306", "出生日期"),
        ("3204022002040623", "16位"),
        ("3.20402E+17", "小数"),
        ("护照123", "不是数字"),
        ("", "不是数字"),
    ],
)
def test_a_wrong_number_is_answered_with_the_reason(number: str, word: str) -> None:
    assert word in idcard.check(number)


def test_numbers_are_masked() -> None:
    assert idcard.mask("320102199011231231") == "320***********1231"
    assert idcard.mask_phone("138 1234 0001") == "138****0001"
    assert idcard.mask_card("6222021234567890") == "************7890"
    assert idcard.mask("12") == "**"
    assert idcard.mask("") == ""


def test_what_is_no_number_has_neither_birthday_nor_sex() -> None:
    assert idcard.birth("张三") is None
    assert idcard.sex("张三") == ""
