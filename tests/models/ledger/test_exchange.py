"""Vouchers from JSON, books for hledger and beancount."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date

import pytest

from models.kit.errors import Refused
from models.ledger import actions, exchange, queries
from tests.models.ledger.vouchers import BANK, CASH, OFFICE_COST, post, simple

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


@pytest.fixture
def books(office):
    with office.change("期初") as change:
        actions.set_opening(change, 2026, [(CASH, 500, 0), ("322", 0, 500)])
    done = post(office, exchange.draft_from_json(office.db, said(summary='付; "急" | a\\b')))
    with office.change("冲销") as change:
        actions.reverse(change, done.id, "错")
    post(office, simple(office, 10**11))
    return office


@pytest.mark.parametrize("form", ["hledger", "beancount"])
def test_every_posted_voucher_is_written_and_sums_to_nothing(books, form, tmp_path):
    path = tmp_path / "books.txt"
    assert exchange.export(books, form, path) == 3
    text = path.read_text(encoding="utf-8")
    assert all(name in text for name in queries.have(books.db))
    assert "1000000000.00" in text
    assert [each.name for each in tmp_path.iterdir() if each.suffix == ".part"] == []


def test_a_place_that_can_not_be_written_is_said(books, tmp_path):
    with pytest.raises(Refused, match="写不出来"):
        exchange.export(books, "hledger", tmp_path / "nowhere" / "books.txt")


@pytest.mark.skipif(shutil.which("hledger") is None, reason="hledger is not on this machine")
def test_hledger_finds_nothing_wrong_and_has_our_balance(books, tmp_path):
    path = tmp_path / "books.journal"
    exchange.export(books, "hledger", path)
    run = ["hledger", "-f", str(path)]
    checked = subprocess.run([*run, "check", "accounts", "commodities"], capture_output=True, text=True)
    assert (checked.returncode, checked.stderr) == (0, "")
    said = subprocess.run([*run, "balance", "--flat", "-O", "csv"], capture_output=True, text=True).stdout
    assert "-1000000000.00" in said.replace("CNY ", "").replace(" CNY", "").replace("CNY", "")


@pytest.mark.skipif(shutil.which("bean-check") is None, reason="beancount is not on this machine")
def test_beancount_finds_nothing_wrong(books, tmp_path):
    path = tmp_path / "books.beancount"
    exchange.export(books, "beancount", path)
    checked = subprocess.run(["bean-check", str(path)], capture_output=True, text=True)
    assert (checked.returncode, checked.stderr) == (0, "")
