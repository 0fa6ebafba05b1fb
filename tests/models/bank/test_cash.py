"""Cash counts: by denomination against the book, with words for a difference, which may be booked once."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest

from models.bank import cash, reports
from models.bank.records import CountDraft
from models.kit.errors import Refused
from models.ledger import actions as ledger
from tests.models.bank.statements import day, post
from tests.models.ledger.vouchers import CASH, OFFICE_COST, draft
from tests.models.ledger.vouchers import keep as keep_draft

DRAFT = CountDraft(day("10-31"), ((10_000, 3), (50, 1)), counter="何文博", witness="沈慧敏", cashier="何文博")


@pytest.fixture
def box(office):
    """300.50 yuan in the cash box on 20 October."""
    with office.change("期初") as change:
        ledger.set_opening(change, 2026, [("101", 30_050, 0), ("322", 0, 30_050)])
    return office


def keep(office, draft):
    with office.change("盘点") as change:
        return cash.count_of(change.db, cash.keep_count(change, draft))


def test_a_count_that_meets_the_book_has_no_difference(box):
    count = keep(box, DRAFT)
    assert (count.draft.counted_fen, count.book_fen, count.difference_fen) == (30_050, 30_050, 0)


def test_papers_not_booked_yet_count_on_both_sides(box):
    count = keep(box, replace(DRAFT, rows=((10_000, 3),), unbooked_in_fen=1_000, unbooked_out_fen=1_050))
    assert count.difference_fen == 0


def test_a_difference_needs_words(box):
    with pytest.raises(Refused, match="短款 0.50"):
        keep(box, replace(DRAFT, rows=((10_000, 3),)))
    with pytest.raises(Refused, match="盘点人"):
        keep(box, replace(DRAFT, counter=" "))
    with pytest.raises(Refused, match="还没有到"):
        keep(box, replace(DRAFT, day=day("12-31")))


@pytest.mark.parametrize(
    ("pieces", "words", "key"), [(2, "短款", "other_receivable"), (4, "长款", "other_payable")]
)
def test_short_and_over_wait_on_other_accounts(box, pieces, words, key):
    count = keep(box, replace(DRAFT, rows=((10_000, pieces), (50, 1)), explanation="待查"))
    with box.change("差额") as change:
        voucher = cash.book_difference(change, count.id)
        with pytest.raises(Refused, match="已经记账"):
            cash.book_difference(change, count.id)
        with pytest.raises(Refused, match="已经记账"):
            cash.drop_count(change, count.id)
    keys = {
        box.db.execute("select key from account where id = ?", (one.account,)).fetchone()[0]
        for one in voucher.lines
    }
    assert keys == {"cash", key} and words in voucher.summary and voucher.debit_fen == 10_000
    for sql in (
        "delete from cash_count",
        "update cash_count set counted_fen = 0",
        "delete from cash_count_row",
    ):
        with pytest.raises(sqlite3.IntegrityError):
            box.db.execute(sql)


def test_the_book_is_that_of_the_day_of_the_count(box):
    post(box, "10-20", -1_000, other="cash")
    assert keep(box, replace(DRAFT, day=day("10-19"))).book_fen == 30_050
    assert cash.book_fen(box.db, day("10-20")) == 31_050


def test_the_paper_says_the_same(box):
    paper = reports.count_paper(box, keep(box, DRAFT))
    assert (paper.counted_fen, paper.difference_fen, paper.witness) == (30_050, 0, "沈慧敏")


def test_a_wrong_count_is_taken_away(box):
    count = keep(box, DRAFT)
    with box.change("删除") as change:
        cash.drop_count(change, count.id)
    assert cash.counts(box.db) == [] and cash.last_count(box.db, day("11-01")) is None


def test_drafts_over_cash_are_known_as_not_booked_yet(box):
    keep_draft(box, draft(box, (OFFICE_COST, 1_050, 0), (CASH, 0, 1_050), day=day("10-29")))
    keep_draft(box, draft(box, (CASH, 700, 0), (OFFICE_COST, 0, 700), day=day("11-02")))
    assert cash.drafted_fen(box.db, day("10-31")) == (0, 1_050)
    assert cash.drafted_fen(box.db, day("11-02")) == (700, 1_050)
