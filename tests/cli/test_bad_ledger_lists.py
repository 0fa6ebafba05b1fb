"""Lists for the books that can't be meant: refused with the place and the way out, and nothing written."""

from __future__ import annotations

import io
import sys

import pytest

from tests.cli.conftest import Desk, Row
from ui import cli

VOUCHERS = ("日期", "凭证号", "摘要", "科目编码", "借方", "贷方", "附件张数", "凭证性质")
CARDS = ("编号", "名称", "类别", "原值", "取得日期", "使用年限", "累计折旧")
CARD: Row = ("A-900", "柜", "家具", 1000, "2026-01-05", 15, None)
OPENING = ("科目编码", "科目名称", "借方", "贷方")


def refused(desk: Desk, *words: object) -> str:
    """What the office says to an import of which nothing may stay."""
    before = desk.state()
    status, answer = desk.call("import", *words)
    assert desk.state() == before
    if status == 3:
        assert all(answer["error"].values()), answer
        return " ".join(answer["error"].values())
    assert status == 1
    return " ".join(one["reason"] for one in answer["refused"])


def voucher(
    number: object = "记-1", day: str = "2026-03-05", debit: str = "50599", kind: str = ""
) -> list[Row]:
    """Two lines of ten yuan."""
    return [(day, number, "办公", debit, 10, None, 1, kind), (day, number, "办公", "102", None, 10, 1, kind)]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (voucher("记-0"), "看不出凭证号"),
        (voucher(-5), "看不出凭证号"),
        (voucher("<b>-1"), "看不出凭证号"),
        (voucher(day="2019-03-05"), "2019-03-记-001 请改日期"),
        (voucher(day="2099-03-05"), "2099-03-记-001 请核对年份"),
        (voucher(debit=""), "没有写科目"),
        (voucher(debit="505;--"), "编码只用数字"),
        (voucher(kind="结账"), "普通凭证不要标成结账"),
        (voucher(kind="结转"), "那只用于新旧制度衔接"),
    ],
)
def test_a_voucher_that_cannot_be_is_named(desk: Desk, rows: list[Row], said: str) -> None:
    assert said in refused(desk, "vouchers", desk.sheet(VOUCHERS, *rows))


def test_a_voucher_in_a_closed_month_is_named_with_the_way_out(desk: Desk) -> None:
    assert desk.call("close", "2026-01")[0] == 0
    said = refused(desk, "vouchers", desk.sheet(VOUCHERS, *voucher(day="2026-01-05")))
    assert "已结账" in said and "2026-01-记-001" in said and "没有写入任何凭证" in said


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("101", "", 5, 5)], "期初余额只在一方"),
        ([("101", "", 5, None), ("505", "", None, 5)], "余额要写在下级上"),
        ([("102", "银行存款", 9, None), ("10201", "甲户", 5, None)], "下级合计 5.00"),
        ([(None, None, 5, None)], "没有写科目"),
    ],
)
def test_an_opening_balance_is_never_dropped_silently(desk: Desk, rows: list[Row], said: str) -> None:
    assert said in refused(desk, "opening", desk.sheet(OPENING, *rows), "--year", "2026")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ((*CARD[:5], "6-8年", None), "看不懂"),
        ((*CARD[:5], -5, None), "看不懂"),
        ((*CARD[:5], "9" * 400, None), "看不懂"),
        ((*CARD[:6], 500), "累计折旧由程序计提"),
        ((*CARD[:6], -5), "是负数"),
        ((*CARD[:3], -1000, *CARD[4:]), "原值不大于 0"),
    ],
)
def test_a_card_that_cannot_be_is_refused(desk: Desk, row: Row, said: str) -> None:
    assert said in refused(desk, "assets", desk.sheet(CARDS, row))


def test_a_number_that_another_card_has_is_told(desk: Desk) -> None:
    assert "A-900 已经是“柜”" in refused(desk, "assets", desk.sheet(CARDS, CARD, ("A-900", "桌", *CARD[2:])))


def test_cards_are_taken_once_with_and_without_numbers(desk: Desk) -> None:
    file = desk.sheet(CARDS, CARD, (None, *CARD[1:]), (None, "桌", *CARD[2:]), (None, "桌", *CARD[2:]))
    assert desk.call("import", "assets", file)[1]["added"] == 4
    again = desk.call("import", "assets", file)[1]
    assert (again["added"], again["unchanged"]) == (0, 4)


def test_a_statement_of_a_far_year_is_a_slip_of_the_pen(desk: Desk) -> None:
    head = ("交易日期", "借方发生额", "贷方发生额", "余额")
    assert "还远着呢" in refused(desk, "bank", desk.sheet(head, ("2062-01-05", None, 100, 100)))


@pytest.mark.parametrize(
    "words",
    [
        ("close", "0000"), ("close", "0000", "--check"), ("reopen", "0000", "--reason", "x"),
        ("budget", "status", "2026", "--at", "2027-01"),
        ("import", "bank", "x.xlsx", "--opening", "abc"),
    ],
)  # fmt: skip
def test_words_that_mean_nothing_are_a_wrong_call(desk: Desk, words: tuple[str, ...]) -> None:
    desk.sheet(("a", "b"), name="x.xlsx")
    words = tuple(str(desk.path.with_name(word)) if word == "x.xlsx" else word for word in words)
    status, answer = desk.call(*words)
    assert status == 2
    assert answer["error"]["remedy"]


def test_a_number_too_long_for_any_voucher_is_told(desk: Desk) -> None:
    status, answer = desk.call("voucher", "show", "2026-03-记-" + "9" * 30)
    assert status == 3
    assert "不是凭证号" in answer["error"]["what"]


def test_brackets_without_end_are_no_json(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("[" * 100_000 + "\n"))
    assert cli.run(["voucher", "post", "-", "--office", str(desk.path)]) == 1
    assert "不是 JSON" in desk.capsys.readouterr().err
