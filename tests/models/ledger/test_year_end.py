"""The worked year closed: every balance to the fen; reopened and closed again: the same."""

from __future__ import annotations

from datetime import datetime

import pytest

from models.kit.errors import Refused
from models.kit.money import parse
from models.ledger import balances, queries, statements, year_end
from models.trust import checks
from tests.models.ledger.test_imports import YEAR, book_2025, open_year, take, year_lines

__all__ = ["book_2025"]
STAY = {name: parse(text) for name, text in YEAR["expected"]["earmarked_carryover"].items()}


def closed(office):
    open_year(office)
    take(office, year_lines())
    office.clock = lambda: datetime(2026, 1, 5, 10)
    with office.change("年结") as change:
        return year_end.close_year(change, 2025)


def nets(office):
    return {one.account.code: one.closing_fen for one in balances.trial_balance(office.db, "2025-12")}


def test_balances_after_closing_are_the_known_ones(book_2025):
    made = closed(book_2025)
    assert [one.number for one in made] == [8, 9, 10]
    got = nets(book_2025)
    for want in YEAR["expected"]["trial_balance_after_closing"]:
        net = parse(want["closing"])
        assert got.get(want["code"], 0) == (net if want["side"] == "D" else -net), want["name"]
    assert made[2].debit_fen == parse(YEAR["expected"]["to_surplus"])
    assert queries.closed_months(book_2025.db)[-1] == "2025-12"
    assert [check.detail for check in checks(book_2025.db) if not check.ok] == []


def test_what_is_left_of_each_earmark_is_offered(book_2025):
    open_year(book_2025)
    take(book_2025, year_lines())
    left = sorted(one.left_fen for one in year_end.earmarks(book_2025.db, 2025))
    assert left == sorted(STAY.values())


def test_statements_leave_the_closing_out(book_2025):
    closed(book_2025)
    after = statements.income_expense(book_2025, "2025-12")
    row = next(row for row in after.rows if row.cells[0].endswith("本期收支差额"))
    assert row.cells[3] == parse(YEAR["expected"]["income_expense"]["surplus"])
    sheet = statements.balance_sheet(book_2025, "2025-12")
    got = {(row.cells[4] or "").strip("\u3000"): row.cells[7] for row in sheet.rows}
    assert got["工会资金结转"] == parse("2500.00")
    assert got["工会资金结余"] == parse("68927.86")


def test_reopening_returns_the_balances_and_closing_again_the_same(book_2025):
    open_year(book_2025)
    take(book_2025, year_lines())
    before = nets(book_2025)
    book_2025.clock = lambda: datetime(2026, 1, 5, 10)
    with book_2025.change("年结") as change:
        year_end.close_year(change, 2025)
    shut = nets(book_2025)
    with book_2025.change("反结账") as change:
        year_end.reopen_year(change, 2025, "补记一笔")
    assert nets(book_2025) == before
    with book_2025.change("再结") as change:
        year_end.close_year(change, 2025)
    assert nets(book_2025) == shut
    assert [check.detail for check in checks(book_2025.db) if not check.ok] == []


def test_next_year_opens_where_this_year_closed(book_2025):
    closed(book_2025)
    opening = {one.account.code: one.opening_fen for one in balances.trial_balance(book_2025.db, "2026-01")}
    assert opening == nets(book_2025)


def test_a_year_that_is_not_over_or_closed_already_is_refused(book_2025):
    book_2025.clock = lambda: datetime(2025, 12, 30)
    with pytest.raises(Refused, match="还没有过完"), book_2025.change("年结") as change:
        year_end.close_year(change, 2025)
    closed(book_2025)
    with pytest.raises(Refused, match="已经结过账"), book_2025.change("年结") as change:
        year_end.close_year(change, 2025)
