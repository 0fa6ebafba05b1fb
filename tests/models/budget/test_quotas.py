"""Quotas of branches: heads × standard on a roster day, what they spent, and the page that is signed."""

from __future__ import annotations

from datetime import date

import pytest

from models.budget import execution, queries, quotas
from models.kit.errors import Refused
from models.ledger.records import LineDraft, VoucherDraft
from models.members import actions as members
from tests.build import a_member
from tests.models.budget.budgets import approve, draft_of
from tests.models.budget.test_execution import claim
from tests.models.ledger.vouchers import account, post

DAY = date(2026, 1, 1)


@pytest.fixture
def branches(office):
    """Three people in the first branch, two in the second, one of whom retired before the day."""
    with office.change("分工会") as change:
        units = [members.add_unit(change, name) for name in ("第一分工会", "第二分工会")]
        for at, unit in enumerate((units[0],) * 3 + (units[1],) * 2):
            key = a_member(change, f"会员{at}", str(at), unit=unit)
        members.move(change, key, "retire", date(2025, 12, 1))
    made = draft_of(office, 2026, ("402", 100_000))
    with office.change("额度") as change:
        plan = quotas.QuotaPlan(account(office, "50102"), "分工会活动", 10_000, DAY)
        assert quotas.lay_quotas(change, made.id, plan) == 2
    return office, units, made


def buy(office, unit, fen, day=date(2026, 5, 6)):
    lines = (LineDraft(account(office, "50102"), fen, unit=unit), LineDraft(account(office, "102"), 0, fen))
    return post(office, VoucherDraft(day, "活动用水", lines))


def test_a_quota_is_heads_of_the_day_times_the_standard(branches):
    office, _, made = branches
    given = queries.amounts(office.db, made.id)
    got = [(x.unit_name, given[x.id].heads, given[x.id].fen) for x in queries.lines(office.db, 2026)[1:]]
    assert got == [("第一分工会", 3, 30_000), ("第二分工会", 1, 10_000)]
    assert queries.version(office.db, made.id).roster_day == DAY


def test_laying_them_again_changes_the_same_lines(branches):
    office, _, made = branches
    with office.change("额度") as change:
        quotas.lay_quotas(
            change, made.id, quotas.QuotaPlan(account(office, "50102"), "分工会活动", 5_000, DAY)
        )
    assert sorted(one.fen for one in queries.amounts(office.db, made.id).values()) == [5_000, 15_000, 100_000]


def test_what_a_branch_spent_holds_and_has_left(branches):
    office, units, made = branches
    approve(office, made.id, date(2026, 1, 5))
    buy(office, units[0], 12_000)
    claim(office, "2026-借-001", 5_000, "paid", kind="advance", unit=units[0], items=(("50102", 5_000),))
    first, second = quotas.unit_quotas(office.db, "2026-06")
    assert (first.spent_fen, first.advance_fen, first.committed_fen, first.left_fen) == (
        12_000, 5_000, 5_000, 13_000,
    )  # fmt: skip
    assert (second.quota_fen, second.left_fen, second.heads) == (10_000, 10_000, 1)
    assert quotas.unit_quotas(office.db, "2026-04")[0].spent_fen == 0


def test_a_settlement_is_laid_down_and_signed(branches):
    office, units, made = branches
    approve(office, made.id, date(2026, 1, 5))
    buy(office, units[0], 12_000)
    with office.change("结算") as change:
        key = quotas.settle(change, units[0], "2026-06")
    with office.change("签字") as change:
        quotas.sign(change, key, date(2026, 7, 1), "秦东民")
    (one,) = queries.settlements(office.db, 2026)
    assert (one.quota_fen, one.spent_fen, one.left_fen, one.signed_by) == (30_000, 12_000, 18_000, "秦东民")
    with pytest.raises(Refused, match="已经签过字"), office.change("签字") as change:
        quotas.sign(change, key, date(2026, 7, 1), "秦东民")


def test_it_is_not_signed_after_the_books_have_changed(branches):
    office, units, made = branches
    approve(office, made.id, date(2026, 1, 5))
    with office.change("结算") as change:
        key = quotas.settle(change, units[0], "2026-06")
    buy(office, units[0], 12_000)
    with pytest.raises(Refused, match=r"账上现在是 120\.00 元"), office.change("签字") as change:
        quotas.sign(change, key, date(2026, 7, 1), "秦东民")
    with office.change("结算") as change:
        assert quotas.settle(change, units[0], "2026-06") == key
        quotas.sign(change, key, date(2026, 7, 1), "秦东民")


def test_the_lines_of_a_settlement_add_up_to_what_was_spent(branches):
    office, units, made = branches
    approve(office, made.id, date(2026, 1, 5))
    for fen, unit in ((12_000, units[0]), (3_000, units[0]), (7_000, units[1])):
        buy(office, unit, fen)
    behind = quotas.unit_spent(office.db, units[0], (DAY, date(2026, 6, 30)))
    assert [one.fen for one in behind] == [12_000, 3_000]
    assert sum(one.done_fen for one in execution.execution(office.db, "2026-06").lines) == 22_000


def test_without_a_quota_there_is_nothing_to_settle(office):
    with pytest.raises(Refused, match="没有额度"), office.change("结算") as change:
        quotas.settle(change, 1, "2026-06")
