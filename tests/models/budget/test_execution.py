"""Execution: the worked year to the fen, what belongs to which line, what is approved and not paid."""

from __future__ import annotations

from datetime import date

import pytest

from models.budget import actions, execution, queries
from models.budget.records import EXPENSE, INCOME, LinePlan
from models.kit.money import parse
from models.ledger import actions as ledger
from models.ledger import year_end
from models.ledger.records import LineDraft, VoucherDraft
from models.members import actions as members
from tests.models.budget.budgets import approve, approved, draft_of, line_id
from tests.models.ledger.test_imports import YEAR, book_2025, open_year, take, year_lines
from tests.models.ledger.vouchers import account, draft, post

__all__ = ["book_2025"]


def budget_of(office):
    """The worked year's budget, approved."""
    lines = [
        (one["code"], parse(one["budget"])) for side in ("income", "expense") for one in YEAR["budget"][side]
    ]
    return approved(office, 2025, *lines, use_carryover_fen=0, use_surplus_fen=1_000_000)


def test_every_line_of_the_worked_year_to_the_fen(book_2025):
    open_year(book_2025)
    take(book_2025, year_lines())
    budget_of(book_2025)
    seen = execution.execution(book_2025.db, "2025-12")
    got = {one.line.code: (one.budget_fen, one.done_fen, one.rate_bp) for one in seen.lines}
    want = {
        one["code"]: (parse(one["budget"]), parse(one["actual"]), one["rate_bp"])
        for side in ("income", "expense")
        for one in YEAR["budget"][side]
    }
    assert got == want
    assert {one.line.code: one.left_fen for one in seen.side(EXPENSE)} == {
        one["code"]: parse(one["balance"]) for one in YEAR["budget"]["expense"]
    }
    assert {one.line.code: one.over_fen for one in seen.lines if one.over_fen} == {"50405": 40_000}
    assert seen.loose == ()
    assert (seen.total(INCOME)[1], seen.total(EXPENSE)[1]) == (11_944_656, 11_575_900)


def test_closing_the_year_changes_nothing_in_it(book_2025):
    open_year(book_2025)
    take(book_2025, year_lines())
    budget_of(book_2025)
    before = execution.execution(book_2025.db, "2025-12")
    with book_2025.change("结账") as change:
        for number in range(1, 12):
            ledger.close_month(change, f"2025-{number:02d}")
    with book_2025.change("年结") as change:
        year_end.close_year(change, 2025)
    assert execution.execution(book_2025.db, "2025-12") == before


def test_a_leaf_without_a_line_counts_on_the_line_of_the_account_above(office):
    approved(office, 2026, ("402", 100_000), ("501", 90_000))
    post(office, draft(office, ("50102", 30_000, 0), ("102", 0, 30_000)))
    seen = execution.execution(office.db, "2026-03")
    assert [(one.line.code, one.month_fen, one.done_fen) for one in seen.side(EXPENSE)] == [
        ("501", 30_000, 30_000)
    ]


def test_a_project_only_takes_what_names_it(office):
    made = draft_of(office, 2026, ("402", 100_000))
    with office.change("添") as change:
        named = actions.add_line(change, made.id, LinePlan(account(office, "50105"), 50_000, "端午慰问"))
    approve(office, made.id, date(2026, 1, 5))
    one = account(office, "50105"), account(office, "102")
    lines = (LineDraft(one[0], 20_000, budget_line=named), LineDraft(one[1], 0, 20_000))
    post(office, VoucherDraft(date(2026, 6, 2), "端午慰问品", lines))
    post(office, draft(office, ("50105", 7_000, 0), ("102", 0, 7_000)))
    seen = execution.execution(office.db, "2026-06")
    assert [(x.line.name, x.done_fen) for x in seen.side(EXPENSE)] == [("端午慰问", 20_000)]
    assert [(x.code, x.done_fen) for x in seen.loose] == [("50105", 7_000)]


def test_a_project_named_like_the_earmark_takes_its_money(office):
    made = draft_of(office, 2026, ("402", 100_000))
    with office.change("添") as change:
        actions.add_line(change, made.id, LinePlan(account(office, "50304"), 50_000, "职工书屋"))
    approve(office, made.id, date(2026, 1, 5))
    lines = (
        LineDraft(account(office, "50304"), 20_000, earmark="职工书屋"),
        LineDraft(account(office, "102"), 0, 20_000),
    )
    post(office, VoucherDraft(date(2026, 6, 2), "买书", lines))
    seen = execution.execution(office.db, "2026-06")
    assert [(x.line.name, x.done_fen) for x in seen.side(EXPENSE)] == [("职工书屋", 20_000)]


def test_a_refund_is_taken_off_and_a_reversal_too(office):
    approved(office, 2026, ("402", 100_000), ("50599", 90_000))
    wrong = post(office, draft(office, ("50599", 30_000, 0), ("102", 0, 30_000)))
    post(office, draft(office, ("50599", 10_000, 0), ("102", 0, 10_000)))
    post(office, draft(office, ("102", 2_500, 0), ("50599", 0, 2_500)))
    with office.change("冲销") as change:
        ledger.reverse(change, wrong.id, "记错了", date(2026, 3, 9))
    assert execution.execution(office.db, "2026-03").side(EXPENSE)[0].done_fen == 7_500


def test_a_unit_spends_from_its_own_line(office):
    with office.change("分工会") as change:
        units = [members.add_unit(change, name) for name in ("第一分工会", "第二分工会")]
    made = draft_of(office, 2026, ("402", 100_000), ("50102", 10_000))
    with office.change("添") as change:
        plan = LinePlan(
            account(office, "50102"), 20_000, "分工会活动", units[0], heads=10, standard_fen=2_000
        )
        actions.add_line(change, made.id, plan)
    approve(office, made.id, date(2026, 1, 5))
    one = account(office, "50102"), account(office, "102")
    for unit, fen in ((units[0], 3_000), (units[1], 4_000)):
        lines = (LineDraft(one[0], fen, unit=unit), LineDraft(one[1], 0, fen))
        post(office, VoucherDraft(date(2026, 5, 6), "活动用水", lines))
    seen = execution.execution(office.db, "2026-05")
    assert [(x.line.unit_name, x.done_fen) for x in seen.side(EXPENSE)] == [
        ("", 4_000),
        ("第一分工会", 3_000),
    ]


def claim(office, number, fen, state="approved", **more):
    """A claim as the register of claims keeps it."""
    row = {"kind": "expense", "number": number, "day": "2026-03-02", "purpose": "活动", "amount_fen": fen}
    items = more.pop("items", ())
    with office.change("审批单") as change:
        key = change.insert("claim", {**row, "state": "draft", **more})
        for at, (code, part) in enumerate(items, 1):
            values = {"claim": key, "position": at, "summary": "活动", "account": account(office, code)}
            change.insert("claim_item", {**values, "amount_fen": part})
        if state == "paid":
            paid = draft(office, ("131", fen, 0), ("102", 0, fen), source="claim", source_id=key)
            change.update("claim", key, {"voucher": ledger.post_voucher(change, paid).id, "state": state})
        else:
            change.update("claim", key, {"state": state})
    return key


@pytest.mark.parametrize(
    ("state", "held"), [("draft", 0), ("submitted", 600), ("approved", 600), ("paid", 0), ("refused", 0)]
)
def test_a_claim_on_its_way_holds_money(office, state, held):
    approved(office, 2026, ("402", 10_000), ("50102", 1_000))
    claim(office, "2026-报-001", 600, state, budget_line=line_id(office, 2026, "50102"))
    one = execution.execution(office.db, "2026-03").side(EXPENSE)[0]
    assert (one.committed_fen, one.left_fen) == (held, 1_000 - held)


def test_a_claim_without_a_line_is_placed_by_the_accounts_of_its_items(office):
    approved(office, 2026, ("402", 10_000), ("50102", 1_000), ("504", 2_000))
    claim(office, "2026-报-001", 900, items=(("50102", 300), ("50404", 600)))
    seen = execution.execution(office.db, "2026-03").side(EXPENSE)
    assert [one.committed_fen for one in seen] == [300, 600]


def test_an_open_advance_holds_money_until_it_is_settled_and_its_claim_only_the_rest(office):
    approved(office, 2026, ("402", 10_000), ("50102", 5_000))
    line = line_id(office, 2026, "50102")
    loan = claim(office, "2026-借-001", 2_000, "paid", kind="advance", budget_line=line)
    assert execution.execution(office.db, "2026-03").side(EXPENSE)[0].committed_fen == 2_000
    claim(office, "2026-报-001", 2_300, "submitted", budget_line=line, settles=loan)
    assert execution.execution(office.db, "2026-03").side(EXPENSE)[0].committed_fen == 2_300


def test_the_vouchers_behind_a_figure_add_up_to_it(book_2025):
    open_year(book_2025)
    take(book_2025, year_lines())
    budget_of(book_2025)
    for one in execution.execution(book_2025.db, "2025-12").lines:
        behind = execution.spent(book_2025.db, one.line.id, "2025-12")
        assert sum(part.fen for part in behind) == one.done_fen, one.line.title


def test_without_a_budget_everything_stands_without_a_line(office):
    post(office, draft(office, ("50599", 10_000, 0), ("102", 0, 10_000)))
    seen = execution.execution(office.db, "2026-03")
    assert (seen.version, seen.lines, [one.code for one in seen.loose]) == (None, (), ["50599"])
    assert queries.latest(office.db, 2026) is None
