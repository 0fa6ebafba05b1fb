"""Deduction lists as payroll programs really send them: taken right, asked about, or refused in words."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.conftest import PEOPLE, Desk

HEAD = ("工号", "姓名", "代扣会费")
ONE, TWO, THREE = ("1000", "秦东民", 40.4), ("1001", "邹丽俊", 23.75), ("1002", "彭敏燕", 42.7)


def months(answer: dict[str, Any]) -> dict[str, int]:
    """What was received in each month, fen."""
    return {one["month"]: one["received_fen"] for one in answer["months"]}


def test_sums_of_departments_are_nobodys_money(desk: Desk) -> None:
    _, answer = desk.receive(
        HEAD,
        ONE,
        ("财经系小计", None, 40.4),
        TWO,
        (None, "行政处室合计", 23.75),
        ("共2人", None, 64.15),
        ("总计", None, 64.15),
    )
    only = answer["months"][0]
    assert (only["rows"], only["received_fen"], only["pending_fen"]) == (2, 6415, 0)
    assert only["faults"] == []
    assert desk.ties()


def test_money_of_nobody_is_told_and_not_booked(desk: Desk) -> None:
    status, answer = desk.receive(HEAD, ONE, (None, None, 23.75))
    assert status == 1
    assert answer["months"][0]["received_fen"] == 4040
    assert "第 3 行" in answer["months"][0]["faults"][0]
    assert "没有姓名和工号" in answer["months"][0]["faults"][0]


def test_a_matrix_of_months_is_received_month_by_month(desk: Desk) -> None:
    rows = [(number, name, 10, 20, None, 30) for number, name, _ in PEOPLE[:2]]
    _, answer = desk.receive(("工号", "姓名", "1月", "2月", "3月", "合计"), *rows, month="")
    assert months(answer) == {"2026-01": 2000, "2026-02": 4000}
    assert desk.ties()


def test_a_matrix_needs_no_total_and_one_month_is_one_too(desk: Desk) -> None:
    _, answer = desk.receive(("工号", "姓名", "1月", "二月"), ("1000", "秦东民", 10, 20), month="")
    assert months(answer) == {"2026-01": 1000, "2026-02": 2000}
    _, answer = desk.receive(("工号", "姓名", "4月会费"), ONE, month="")
    assert months(answer) == {"2026-04": 4040}


def test_of_a_matrix_the_wanted_month_is_taken_and_never_its_total(desk: Desk) -> None:
    rows = [(number, name, 10, 20, 30) for number, name, _ in PEOPLE[:2]]
    _, answer = desk.receive(("工号", "姓名", "2月", "3月", "合计"), *rows)
    assert months(answer) == {"2026-03": 4000}
    assert answer["columns"]["amount"] == "3月"


def test_months_may_stand_below_a_heading_that_spans_them(desk: Desk) -> None:
    _, answer = desk.receive(
        ("2026年会费扣款", None, None, None, None),
        ("工号", "姓名", "会费", None, "合计"),
        (None, None, "1月", "2月", None),
        ("1000", "秦东民", 10, 20, 30),
        month="",
    )
    assert months(answer) == {"2026-01": 1000, "2026-02": 2000}


def test_a_column_of_months_sends_each_line_to_its_month(desk: Desk) -> None:
    _, answer = desk.receive(
        ("月份", "工号", "姓名", "会费"),
        ("2026-03", *ONE),
        ("2026-03", *TWO),
        ("4月", *ONE),
        (202604, *TWO),
        ("合计", None, None, 128.3),
        month="",
    )
    assert months(answer) == {"2026-03": 6415, "2026-04": 6415}
    assert [one["faults"] for one in answer["months"]] == [[], []]


def test_a_month_that_is_none_refuses_the_list(desk: Desk) -> None:
    before = desk.state()
    status, answer = desk.receive(
        ("月份", "工号", "姓名", "会费"), ("2026-03", *ONE), ("13月", *TWO), month=""
    )
    assert status == 3
    assert answer["error"]["where"].endswith("A3")
    assert desk.state() == before


def test_a_list_for_three_months_is_not_taken_for_one(desk: Desk) -> None:
    status, answer = desk.receive(("2026年1-3月会费", None, None), HEAD, ONE, month="")
    assert status == 3
    assert "哪个月" in answer["error"]["what"]


def test_another_month_in_the_title_is_told(desk: Desk) -> None:
    _, answer = desk.receive(("2026年4月会费代扣表", None, None), HEAD, ONE)
    assert months(answer) == {"2026-03": 4040}
    assert "2026年4月" in answer["months"][0]["faults"][0]


@pytest.mark.parametrize("amount", ["42,70", "1.234,56", "40.40(含补缴)", "四十元", 40.404])
def test_a_doubtful_amount_is_never_guessed(desk: Desk, amount: str | float) -> None:
    status, answer = desk.receive(HEAD, ("1000", "秦东民", amount), TWO)
    assert status == 1
    assert answer["months"][0]["received_fen"] == 2375
    assert "C2" in answer["months"][0]["faults"][0]


@pytest.mark.parametrize("amount", ["40.40元", "￥40.40", "4０．40", " 40.4 ", "(0.00)40.4"[6:]])
def test_amounts_as_text_are_amounts(desk: Desk, amount: str) -> None:
    assert months(desk.receive(HEAD, ("1000", "秦东民", amount))[1]) == {"2026-03": 4040}


def test_negative_amounts_are_told_and_move_nothing(desk: Desk) -> None:
    status, answer = desk.receive(HEAD, ONE, ("1001", "邹丽俊", -23.75), ("9", "张不存", -5))
    only = answer["months"][0]
    assert (status, only["received_fen"], only["pending_fen"]) == (1, 4040, 0)
    assert "负数" in only["lower"][0]["why"]
    assert only["unknown"][0]["name"] == "张不存"
    assert desk.ties()


@pytest.mark.parametrize(
    "head", [("工号", "姓名", "扣款合计"), ("工号", "姓名", "应发合计"), ("工号", "姓名", "合计")]
)
def test_the_sum_of_all_deductions_is_not_taken_for_dues(desk: Desk, head: tuple[str, str, str]) -> None:
    before = desk.state()
    assert desk.receive(head, ONE, TWO, THREE)[0] == 3
    assert desk.state() == before


def test_amounts_in_ten_thousands_are_refused(desk: Desk) -> None:
    status, answer = desk.receive(("单位：万元", None, None), HEAD, ONE)
    assert status == 3
    assert "万元" in answer["error"]["what"]


def test_what_was_paid_goes_before_what_was_due(desk: Desk) -> None:
    head = ("工号", "姓名", "应缴会费", "实缴会费", "欠缴会费")
    _, answer = desk.receive(head, ("1000", "秦东民", 40.4, 40.4, 0), ("1001", "邹丽俊", 23.75, 0, 23.75))
    assert months(answer) == {"2026-03": 4040}
    assert "1001" in answer["months"][0]["unpaid"]


def test_money_in_a_further_column_is_told(desk: Desk) -> None:
    status, answer = desk.receive(("工号", "姓名", "会费", "补缴会费"), (*ONE, 10), (*TWO, None))
    assert (status, months(answer)) == (1, {"2026-03": 6415})
    assert "补缴会费" in answer["months"][0]["faults"][0]


def test_a_sheet_that_sums_the_others_up_is_left_out(desk: Desk) -> None:
    import openpyxl

    file = desk.sheet(("2026年3月会费", None, None), HEAD, ONE)
    book = openpyxl.load_workbook(file)
    summary = book.create_sheet("全年汇总")
    for row in (("工号", "姓名", "1月", "3月", "合计"), ("1000", "秦东民", 40.4, 40.4, 80.8)):
        summary.append(row)
    book.save(file)
    _, answer = desk.call("dues", "receive", file)
    assert months(answer) == {"2026-03": 4040}
    assert "全年汇总" in answer["months"][0]["faults"][0]


def test_two_unknown_payers_of_one_name_are_two(desk: Desk) -> None:
    one, other = ("9999", "张不存", 45), ("9998", "张不存", 45)
    assert desk.receive(HEAD, ONE, one)[1]["months"][0]["pending_fen"] == 4500
    assert desk.receive(HEAD, ONE, one, other)[1]["months"][0]["pending_fen"] == 4500
    assert desk.receive(HEAD, ONE, one, other)[1]["months"][0]["pending_fen"] == 0
    assert desk.ties()


def test_an_unknown_field_or_column_is_answered_with_what_there_is(desk: Desk) -> None:
    file = desk.sheet(HEAD, ONE)
    for column, said in (
        ("betrag=C", "amount（代扣会费）"),
        ("amount=ZZ", "列的字母"),
        ("amount=丙", "列的字母"),
    ):
        status, answer = desk.call("dues", "receive", file, "--month", "2026-03", "--column", column)
        assert status == 3
        assert said in answer["error"]["remedy"]


def test_a_chosen_column_need_not_be_on_every_sheet(desk: Desk) -> None:
    import openpyxl

    file = desk.sheet(("工号", "姓名", "本月"), ("1000", "秦东民", 40.4))
    book = openpyxl.load_workbook(file)
    book.create_sheet("说明").append(["这是说明", "请看第一张表"])
    book.save(file)
    status, answer = desk.call("dues", "receive", file, "--month", "2026-03", "--column", "代扣会费=本月")
    assert status == 1
    assert months(answer) == {"2026-03": 4040}


@pytest.mark.parametrize(
    "words",
    [
        ("dues", "assess", "2099-01"),
        ("dues", "pay", "1000", "2099-03", "5", "--on", "2026-03-20"),
        ("dues", "status", "0"),
        ("dues", "status", "99999"),
        ("dues", "exempt", "1000", "2026-05", "--to", "2026-03", "--reason", "产假"),
    ],
)
def test_months_and_years_that_nobody_means_are_refused(desk: Desk, words: tuple[str, ...]) -> None:
    before = desk.state()
    status, answer = desk.call(*words)
    assert status in (2, 3)
    assert "意外" not in answer["error"]["what"]
    assert desk.state() == before
