"""No spending past the budget without a reason, and every exception is kept."""

from __future__ import annotations

from datetime import date

import pytest

from models.budget import actions, guard, posting, queries
from models.budget.matching import Said
from models.budget.records import LinePlan
from models.kit.errors import Refused
from models.ledger import actions as ledger
from tests.models.budget.budgets import approve, approved, draft_of, line_id
from tests.models.budget.test_execution import claim
from tests.models.ledger.vouchers import account, draft, keep, post


@pytest.fixture
def budgeted(office):
    """100.00 for office costs, and income to match."""
    approved(office, 2026, ("402", 20_000), ("50599", 10_000))
    return office


def costs(office, fen, **more):
    return draft(office, ("50599", fen, 0), ("102", 0, fen), **more)


def test_well_inside_its_line_nothing_is_said(budgeted):
    assert guard.look(budgeted.db, costs(budgeted, 7_999)) == ()


@pytest.mark.parametrize(("fen", "severity"), [(8_000, "warn"), (10_000, "warn"), (10_001, "block")])
def test_from_eighty_percent_on_a_reminder_beyond_all_of_it_a_stop(budgeted, fen, severity):
    (one,) = guard.look(budgeted.db, costs(budgeted, fen))
    assert (one.code, one.severity) == ("B03", severity)
    assert one.over_fen == max(0, fen - 10_000)


def test_the_sentence_has_the_figures(budgeted):
    post(budgeted, costs(budgeted, 6_000))
    (one,) = guard.look(budgeted.db, costs(budgeted, 6_000))
    assert one.sentence == (
        "50599 业务支出—其他业务费：预算 100.00 元，已用 60.00 元，这次 60.00 元，超出 20.00 元。"
    )


def test_what_is_over_is_refused_without_a_reason_and_nothing_is_written(budgeted):
    with pytest.raises(Refused, match="超出 0.01 元"), budgeted.change("记账") as change:
        posting.post(change, costs(budgeted, 10_001))
    assert budgeted.db.execute("select count(*) from voucher").fetchone()[0] == 0


def test_with_a_reason_it_is_posted_and_the_exception_kept(budgeted):
    with budgeted.change("记账") as change:
        posted = posting.post(change, costs(budgeted, 12_000), "临时防汛")
    (one,) = queries.overrides(budgeted.db, "2026-01", "2026-12")
    assert (one.document, one.over_fen, one.reason, one.rule) == (posted.name, 2_000, "临时防汛", "B03")
    assert one.who == budgeted.actor.name


def test_the_exception_stands_in_the_journal_and_cannot_be_undone(budgeted):
    with budgeted.change("记账") as change:
        posting.post(change, costs(budgeted, 12_000), "临时防汛")
    with pytest.raises(Refused):
        budgeted.undo()


def test_a_saved_draft_goes_through_the_same_door(budgeted):
    key = keep(budgeted, costs(budgeted, 12_000))
    done = posting.post_drafts(budgeted, [key])
    assert (done.names, len(done.refused)) == ((), 1)
    assert "超出 20.00 元" in done.refused[0][1]
    with budgeted.change("记账") as change:
        posting.post_saved(change, key, "临时防汛")
    assert len(queries.overrides(budgeted.db, "2026-03", "2026-03")) == 1


def test_as_a_reminder_only_it_never_stops(budgeted):
    with budgeted.change("规则") as change:
        actions.set_rule(change, "B03", "warn", (8_000, 10_000))
    with budgeted.change("记账") as change:
        posting.post(change, costs(budgeted, 12_000))
    assert queries.overrides(budgeted.db, "2026-01", "2026-12") == []


def test_switched_off_it_says_nothing(budgeted):
    with budgeted.change("规则") as change:
        actions.set_rule(change, "B03", "off", (8_000, 10_000))
    assert guard.look(budgeted.db, costs(budgeted, 12_000)) == ()


def test_an_account_without_a_line_is_named(budgeted):
    (one,) = guard.look(budgeted.db, draft(budgeted, ("50404", 500, 0), ("102", 0, 500)))
    assert (one.code, one.severity) == ("R060", "warn")
    assert one.sentence == "“50404 维权支出—困难职工帮扶费”没有预算项，这次支出 5.00 元。"


def test_an_account_whose_budget_is_split_into_projects_says_which_to_choose(office):
    made = draft_of(office, 2026, ("402", 100_000))
    with office.change("添") as change:
        actions.add_line(change, made.id, LinePlan(account(office, "50105"), 50_000, "端午慰问"))
    approve(office, made.id, date(2026, 1, 5))
    (one,) = guard.look(office.db, draft(office, ("50105", 500, 0), ("102", 0, 500)))
    assert one.sentence == "“50105 职工活动支出—会员活动费”没有选预算项（端午慰问），这次支出 5.00 元。"
    words, _ = guard.room_words(office.db, 2026, Said(account(office, "50105"), None, None, None, ""))
    assert words == "50105 会员活动费的预算分了项目，请选预算项：端午慰问"


def test_before_the_approval_one_is_told(office):
    approved(office, 2026, ("402", 20_000), ("50599", 10_000), day=date(2026, 2, 10))
    found = guard.look(office.db, costs(office, 100, day=date(2026, 2, 9)))
    assert [(one.code, one.severity) for one in found] == [("R061", "warn")]
    assert guard.look(office.db, costs(office, 100, day=date(2026, 2, 10))) == ()


def test_a_draft_alone_gives_no_line_to_compare(office):
    draft_of(office, 2026, ("402", 20_000), ("50599", 10_000))
    (one,) = guard.look(office.db, costs(office, 99_999))
    assert "还没有批准" in one.sentence


def test_an_office_without_budgets_is_left_alone(office):
    assert guard.look(office.db, costs(office, 99_999_999)) == ()


def test_income_closing_and_reversal_are_never_held_up(budgeted):
    assert guard.look(budgeted.db, draft(budgeted, ("102", 900, 0), ("402", 0, 900))) == ()
    assert guard.look(budgeted.db, costs(budgeted, 99_999, kind="closing")) == ()
    big = post(budgeted, costs(budgeted, 99_999))
    with budgeted.change("冲销") as change:
        ledger.reverse(change, big.id, "记错了", date(2026, 3, 9))


def test_a_claim_that_is_approved_counts_but_not_against_itself(budgeted):
    key = claim(budgeted, "2026-报-001", 9_000, budget_line=line_id(budgeted, 2026, "50599"))
    (one,) = guard.look(budgeted.db, costs(budgeted, 2_000))
    assert (one.severity, one.over_fen) == ("block", 1_000)
    assert "已批未付 90.00 元" in one.sentence
    (mine,) = guard.look(budgeted.db, costs(budgeted, 9_000, source="claim", source_id=key))
    assert mine.severity == "warn"


def test_vouchers_that_come_in_together_are_only_listed(budgeted):
    many = [costs(budgeted, 6_000), costs(budgeted, 7_000, day=date(2026, 4, 2))]
    (said,) = guard.look_at_many(budgeted.db, many)
    assert "超出 30.00 元" in said
