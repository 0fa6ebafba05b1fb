"""Month sums, trial balance and account pages equal what one reckons from the lines by hand."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.ledger import actions, balances, queries
from models.trust import checks
from tests.models.ledger.vouchers import (
    BANK,
    CASH,
    DUES,
    INTEREST,
    OFFICE_COST,
    PAYABLE,
    account,
    draft,
    keep,
    post,
    simple,
)

CODES = (CASH, BANK, PAYABLE, DUES, INTEREST, OFFICE_COST, "40899", "50102")
MOVES = st.lists(
    st.tuples(
        st.integers(1, 10),  # month
        st.integers(1, 28),
        st.lists(st.tuples(st.sampled_from(CODES), st.sampled_from(CODES), st.integers(1, 10**9)), min_size=1, max_size=3),
        st.sampled_from(["post", "post", "post", "reverse", "draft"]),
    ),
    max_size=8,
)  # fmt: skip


def _fill(office, moves):
    for month, day, pairs, what in moves:
        lines = [line for one, other, fen in pairs for line in ((one, fen, 0), (other, 0, fen))]
        made = draft(office, *lines, day=date(2026, month, day))
        if what == "draft":
            keep(office, made)
            continue
        done = post(office, made)
        if what == "reverse":
            with office.change("冲销") as change:
                actions.reverse(change, done.id, "重做")


def _lines(office):
    return office.db.execute(
        "select l.*, v.day, v.number, v.word from voucher_line l join voucher v on v.id = l.voucher"
        " where v.posted = 1 order by v.day, v.word, v.number, l.position"
    ).fetchall()


@settings(max_examples=15)
@given(moves=MOVES)
def test_sums_and_balances_are_those_of_the_lines(fresh_office, moves):
    office = fresh_office()
    with office.change("期初") as change:
        actions.set_opening(change, 2026, [(CASH, 500, 0), (BANK, 1500, 0), ("322", 0, 2000)])
    _fill(office, moves)
    lines = _lines(office)
    _month_sums_agree(office, lines)
    for at in ("2026-01", "2026-06", "2026-11"):
        _trial_balance_agrees(office, lines, at)
    for code in (BANK, "408"):
        _page_agrees(office, lines, code)
    assert [check.detail for check in checks(office.db) if not check.ok] == []


def _month_sums_agree(office, lines):
    want = defaultdict(lambda: [0, 0, 0])
    for line in lines:
        sums = want[line["account"], line["month"]]
        sums[0] += line["debit_fen"]
        sums[1] += line["credit_fen"]
        sums[2] += 1
    got = office.db.execute("select account, month, debit_fen, credit_fen, lines from month_sum")
    assert {(row[0], row[1]): [*row[2:]] for row in got} == dict(want)


def _trial_balance_agrees(office, lines, at):
    chart = queries.accounts(office.db)
    families = {each.id: set(queries.family(office.db, each.id)) for each in chart}
    opening = {account(office, CASH): 500, account(office, BANK): 1500, account(office, "322"): -2000}
    for one in balances.trial_balance(office.db, at):
        below = families[one.account.id]
        mine = [line for line in lines if line["account"] in below and line["month"] <= at]
        assert one.debit_fen == sum(line["debit_fen"] for line in mine)
        assert one.credit_fen == sum(line["credit_fen"] for line in mine)
        assert one.opening_fen == sum(fen for key, fen in opening.items() if key in below)
        assert balances.balance(office.db, one.account.id, at) == one.closing_fen
    tops = [one for one in balances.trial_balance(office.db, at) if one.account.level == 1]
    assert sum(one.closing_fen for one in tops) == 0


def _page_agrees(office, lines, code):
    key = account(office, code)
    below = set(queries.family(office.db, key))
    opening = 1500 if code == BANK else 0
    before, page = balances.entries(office.db, key, "2026-04", "2026-09")
    mine = [line for line in lines if line["account"] in below]
    running = opening + sum(
        line["debit_fen"] - line["credit_fen"] for line in mine if line["month"] < "2026-04"
    )
    assert before == running
    shown = [line for line in mine if "2026-04" <= line["month"] <= "2026-09"]
    assert len(page) == len(shown)
    for got, want in zip(page, shown, strict=True):
        running += want["debit_fen"] - want["credit_fen"]
        assert (got.debit_fen, got.credit_fen) == (want["debit_fen"], want["credit_fen"])
        assert (got.day.isoformat(), got.number, got.balance_fen) == (want["day"], want["number"], running)


def test_the_other_side_of_a_line_is_named(office):
    post(office, draft(office, (OFFICE_COST, 500, 0), ("50102", 700, 0), (BANK, 0, 1200)))
    _, bank = balances.entries(office.db, account(office, BANK), "2026-03", "2026-03")
    assert [one.opposite for one in bank] == ["其他业务费、文体活动费"]
    _, cost = balances.entries(office.db, account(office, OFFICE_COST), "2026-03", "2026-03")
    assert [one.opposite for one in cost] == ["银行存款"]


def test_a_reversal_is_marked_on_the_account_page_and_brings_the_balance_back(office):
    done = post(office, simple(office))
    with office.change("冲销") as change:
        actions.reverse(change, done.id, "写错")
    _, page = balances.entries(office.db, account(office, BANK), "2026-01", "2026-11")
    assert [(one.is_reversal, one.credit_fen, one.balance_fen) for one in page] == [(False, 1200, -1200), (True, -1200, 0)]  # fmt: skip


def test_a_balance_is_carried_into_the_next_year(office):
    from datetime import datetime

    post(office, simple(office, 900))
    office.clock = lambda: datetime(2027, 2, 1)
    post(office, simple(office, 100, day=date(2027, 1, 9)))
    bank = account(office, BANK)
    assert balances.balance(office.db, bank, "2026-12") == -900
    [one] = [each for each in balances.trial_balance(office.db, "2027-01") if each.account.id == bank]
    assert (one.opening_fen, one.credit_fen, one.closing_fen) == (-900, 100, -1000)
    assert balances.entries(office.db, bank, "2027-01", "2027-01")[0] == -900


@pytest.mark.parametrize("fen", [0, 5, -5])
def test_a_net_balance_stands_on_one_side(fen):
    from models.ledger.records import sides

    debit, credit = sides(fen)
    assert debit - credit == fen
    assert min(debit, credit) == 0
