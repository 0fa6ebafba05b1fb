"""Whatever valid vouchers come in whatever order, the relations between the accounts hold."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.ledger import actions, year_end
from models.ledger.earmarks import held
from models.ledger.invariants import closed_opening, invariants
from models.trust import checks
from tests.models.ledger.events import EVENTS, at, happen
from tests.models.ledger.test_imports import book_2025, open_year, take, year_lines
from tests.models.ledger.vouchers import draft, post

__all__ = ["book_2025"]
FEN = st.integers(min_value=1, max_value=9_999_999)


def wrong(office, month):
    return [one.name for one in invariants(office.db, month) if not one.ok]


@settings(max_examples=20)
@given(st.lists(st.tuples(st.sampled_from(sorted(EVENTS)), FEN, st.integers(1, 12)), max_size=14), st.data())
def test_any_order_of_valid_vouchers_keeps_the_invariants(fresh_office, story, data):
    office = fresh_office()
    at(office, 2027, 1, 5)
    made = [happen(office, name, fen, date(2026, month, 20)) for name, fen, month in story]
    if made and data.draw(st.booleans()):
        with office.change("冲销") as change:
            actions.reverse(change, data.draw(st.sampled_from(made)).id, "记错了", date(2026, 12, 31))
    assert wrong(office, "2026-12") == []
    with office.change("年结") as change:
        year_end.close_year(change, 2026)
    assert wrong(office, "2026-12") == []
    assert not any(fen for (_, mark), fen in held(office.db, "2026-12").items() if not mark)
    with office.change("反结账") as change:
        year_end.reopen_year(change, 2026, "再看一看")
    assert wrong(office, "2026-12") == []


def test_they_hold_in_the_worked_year_in_every_month(book_2025):
    open_year(book_2025)
    take(book_2025, year_lines())
    assert {month: wrong(book_2025, month) for month in ("2025-01", "2025-06", "2025-12")} == {
        "2025-01": [], "2025-06": [], "2025-12": []
    }  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        ((("162", 5000, 0), ("102", 0, 5000)), "资产基金等于非货币资产的账面价值"),
        ((("231", 5000, 0), ("102", 0, 5000)), "代管经费没有多付，结束的为零"),
        ((("50702", 5000, 0), ("102", 0, 5000)), "资本性支出与新增资产相符"),
    ],
)
def test_half_an_entry_is_named(office, lines, name):
    post(office, draft(office, *lines))
    assert name in wrong(office, "2026-03")


def test_a_purchase_as_a_pair_and_its_disposal_are_fine(office):
    at(office, 2026, 4, 30)
    happen(office, "printer bought", 432_000, date(2026, 3, 8))
    post(office, draft(office, ("30104", 432_000, 0), ("162", 0, 432_000)))
    assert wrong(office, "2026-03") == []


def test_what_waits_for_approval_counts_on_both_sides(office):
    happen(office, "received as a gift", 100_000, date(2026, 3, 8))
    post(office, draft(office, ("191", 100_000, 0), ("162", 0, 100_000)))
    assert wrong(office, "2026-03") == []


def test_the_year_opens_with_what_the_last_one_closed(office):
    at(office, 2027, 2, 5)
    happen(office, "dues arrive", 50_000, date(2026, 5, 8))
    with office.change("年结") as change:
        year_end.close_year(change, 2026)
    happen(office, "activity paid", 10_000, date(2027, 1, 8))
    said = closed_opening(office.db, 2027)
    assert said.ok and said.applies and "2 个科目" in said.said
    assert not closed_opening(office.db, 2026).applies


def test_verify_lists_the_relations_with_their_figures(office):
    happen(office, "dues arrive", 50_000, date(2026, 5, 8))
    found = {one.name: one for one in checks(office.db)}
    assert found["货币资金等于负债减应收加结转结余"].detail.endswith("500.00")
    assert all(one.ok for one in found.values())
