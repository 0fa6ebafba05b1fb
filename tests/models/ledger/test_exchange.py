"""Vouchers that a program writes as JSON."""

from __future__ import annotations

from datetime import date

import pytest

from models.kit.errors import Refused
from models.ledger import exchange
from tests.models.ledger.vouchers import BANK, OFFICE_COST, post

SAID = {
    "date": "2026-03-08",
    "summary": " 办公用品；墨盒 ",
    "attachments": 2,
    "lines": [
        {"account": OFFICE_COST, "summary": "墨盒", "debit_fen": 1200},
        {"account": BANK, "credit_fen": 1200},
    ],
}


def said(**other):
    return {**SAID, **other}


def test_a_voucher_that_a_program_wrote_is_posted(office):
    done = post(office, exchange.draft_from_json(office.db, SAID))
    assert (done.day, done.summary, done.attachments) == (date(2026, 3, 8), "办公用品；墨盒", 2)
    assert [(line.code, line.summary) for line in done.lines] == [(OFFICE_COST, "墨盒"), (BANK, "墨盒")]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ([], "不是一张凭证"),
        (said(lines=[]), "没有分录"),
        (said(lines=["x"]), "分录写法"),
        (said(lines=[{"account": "9", "debit_fen": 1}]), "没有编码"),
        (said(lines=[{"account": BANK, "debit_fen": 1.5}]), "整数"),
        (said(lines=[{"account": BANK, "debit_fen": True}]), "整数"),
        (said(lines=[{"account": BANK, "debit_fen": 10**15}]), "太大"),
        (said(date="三月八日"), "不是日期"),
        (said(summary=5), "文字"),
        (said(reverses="2026-03-记-009"), "没有"),
    ],
)
def test_a_voucher_that_can_not_be_read_is_refused_with_the_reason(office, text, what):
    with pytest.raises(Refused, match=what):
        exchange.draft_from_json(office.db, text)


def test_a_red_voucher_as_lines_must_be_the_exact_minus(office):
    post(office, exchange.draft_from_json(office.db, SAID))
    minus = [{"account": OFFICE_COST, "debit_fen": -1200}, {"account": BANK, "credit_fen": -1200}]
    good = exchange.draft_from_json(office.db, said(lines=minus, reverses="2026-03-记-001", reason="错"))
    exchange.check_reversal(office.db, good)
    other = [{**minus[0], "debit_fen": -1100}, {**minus[1], "credit_fen": -1100}]
    for bad in (
        said(lines=other, reverses="2026-03-记-001"),
        said(lines=minus, reverses="2026-03-记-001", date="2026-03-01"),
    ):
        with pytest.raises(Refused):
            exchange.check_reversal(office.db, exchange.draft_from_json(office.db, bad))
