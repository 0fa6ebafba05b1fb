"""Drafts, approval, adjustments; what is approved never changes, whichever door one tries."""

from __future__ import annotations

import sqlite3
from datetime import date

import pytest

from models.budget import actions, drafting, planning, posting, queries
from models.budget.records import LinePlan
from models.kit.errors import Refused
from tests.build import a_member
from tests.models.budget.budgets import approve, approved, draft_of, line_id
from tests.models.ledger.vouchers import account, post, simple

LINES = (("402", 100_000), ("50102", 60_000), ("50599", 30_000))


def plan(office, code, fen, **more):
    return LinePlan(account(office, code), fen, **more)


def amounts_of(office, version):
    return {
        line.code: given.fen
        for line in queries.lines(office.db, version.year)
        if (given := queries.amounts(office.db, version.id).get(line.id))
    }


def test_a_draft_is_reviewed_approved_and_published(office):
    made = draft_of(office, 2026, *LINES)
    for act in (actions.review, actions.back_to_draft, actions.review):
        with office.change("审议") as change:
            act(change, made.id)
    approve(office, made.id, date(2026, 1, 20))
    with office.change("公布") as change:
        actions.publish(change, made.id)
    now = queries.current(office.db, 2026)
    assert (now.state, now.document, now.approved_on) == ("published", "批复〔2026〕1号", date(2026, 1, 20))
    assert queries.draft(office.db, 2026) is None


def test_an_approved_budget_never_changes(office):
    made = approved(office, 2026, *LINES)
    line = line_id(office, 2026, "50102")
    for act in (
        lambda c: actions.add_line(c, made.id, plan(office, "50103", 5)),
        lambda c: actions.change_line(c, made.id, line, plan(office, "50102", 5)),
        lambda c: actions.drop_line(c, made.id, line),
        lambda c: actions.set_head(c, made.id, {"note": "改"}),
        lambda c: actions.back_to_draft(c, made.id),
        lambda c: actions.drop(c, made.id),
    ):
        with pytest.raises(Refused, match="已批准，不能改"), office.change("改") as change:
            act(change)


@pytest.mark.parametrize(
    "sql",
    [
        "update budget_amount set fen = 1",
        "delete from budget_amount",
        "update budget set state = 'draft'",
        "update budget set year = 2027",
        "delete from budget",
        "update budget set use_surplus_fen = 9",
        "update budget set approved_on = '2026-02-02'",
        "insert or replace into budget_amount (id, budget, line, fen) values (1, 1, 1, 5)",
        "insert or replace into budget_amount (id, budget, line, fen) select 1, max(id), 1, 5 from budget",
        "insert or replace into budget (id, year, version, state, at, by) values (1, 2026, 0, 'draft', '', 1)",
        "insert or replace into budget (year, version, state, at, by) values (2026, 0, 'draft', '', 1)",
        "update budget_line set name = '别的'",
        "update budget_line set account = 1",
        "insert or replace into budget_line (id, year, side, account) values (1, 2027, 'expense', 1)",
        "insert or replace into budget_line (year, side, account, name, earmark)"
        " select year, side, account, name, earmark from budget_line where year = 2026",
        "update or replace budget_line set year = 2026, account = (select account from budget_line where id = 1)"
        " where year = 2027",
        "delete from budget_line where year = 2026",
        "update or replace budget set id = 1 where year = 2027",
        "update or replace budget set year = 2026 where year = 2027",
        "update or replace budget_amount set id = 1 where budget = (select id from budget where year = 2027)",
    ],
)
def test_nor_by_another_tool(office, sql):
    approved(office, 2026, *LINES)
    draft_of(office, 2027, ("402", 5))
    with pytest.raises(sqlite3.IntegrityError, match="已批准|不能覆盖|批准的预算"):
        office.db.execute(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "update budget_override set reason = '别的'",
        "delete from budget_override",
        "insert or replace into budget_override (id, rule, over_fen, reason, by, at)"
        " values (1, 'B03', 1, '别的', 1, '')",
    ],
)
def test_an_exception_stays_as_it_was_written(office, sql):
    approved(office, 2026, *LINES)
    with office.change("记账") as change:
        posting.post(change, simple(office, 40_000), "临时防汛")
    with pytest.raises(sqlite3.IntegrityError, match="留给经审"):
        office.db.execute(sql)


def test_an_adjustment_begins_with_what_is_in_force_and_needs_a_reason(office):
    first = approved(office, 2026, *LINES)
    with office.change("调整") as change:
        second = actions.begin(change, 2026)
        actions.change_line(change, second.id, line_id(office, 2026, "50102"), plan(office, "50102", 70_000))
        actions.add_line(change, second.id, plan(office, "50103", 0))
    with pytest.raises(Refused, match="还没有写理由"):
        approve(office, second.id, date(2026, 9, 1))
    with office.change("理由") as change:
        actions.set_head(change, second.id, {"reason": "增加活动"})
    approve(office, second.id, date(2026, 9, 1))
    assert amounts_of(office, first)["50102"] == 60_000
    assert amounts_of(office, queries.current(office.db, 2026))["50102"] == 70_000
    rows = planning.planned(office.db, queries.current(office.db, 2026))
    assert {one.line.code: (one.before_fen, one.amount.fen) for one in rows} == {
        "402": (100_000, 100_000), "50102": (60_000, 70_000), "50103": (0, 0), "50599": (30_000, 30_000),
    }  # fmt: skip


def test_a_line_that_was_approved_leaves_an_adjustment_only_with_nothing(office):
    approved(office, 2026, *LINES)
    with office.change("调整") as change:
        second = actions.begin(change, 2026)
        actions.drop_line(change, second.id, line_id(office, 2026, "50599"))
    assert amounts_of(office, second)["50599"] == 0


def test_the_second_adjustment_of_a_year_is_told(office):
    approved(office, 2026, *LINES)
    for number in (1, 2):
        with office.change("调整") as change:
            made = actions.begin(change, 2026)
            actions.set_head(change, made.id, {"reason": f"第{number}次"})
        found = planning.findings(office.db, made, office.today())
        assert any(one.code == "B10" for one in found) is (number == 2)
        approve(office, made.id, date(2026, 10, number))


def test_more_than_there_is_cannot_be_approved(office):
    made = draft_of(office, 2026, ("402", 100), ("50102", 101))
    with pytest.raises(Refused, match=r"超出 0\.01 元"):
        approve(office, made.id, date(2026, 1, 2))
    assert queries.current(office.db, 2026) is None


def test_a_balance_account_has_no_budget(office):
    with pytest.raises(Refused, match="不是收入或支出科目"):
        draft_of(office, 2026, ("102", 5))


def test_the_same_account_and_project_stand_once(office):
    with pytest.raises(Refused, match="已经有一项预算了"):
        draft_of(office, 2026, ("402", 5), ("402", 6))


def test_a_draft_can_be_given_up_and_begun_again(office):
    made = draft_of(office, 2026, *LINES)
    with office.change("删除") as change:
        actions.drop(change, made.id)
    assert (queries.latest(office.db, 2026), queries.lines(office.db, 2026)) == (None, [])
    again = draft_of(office, 2026, ("402", 7))
    assert amounts_of(office, again) == {"402": 7}


def test_next_year_begins_with_this_years_lines_and_shows_both_years(office):
    made = draft_of(office, 2026, *LINES)
    with office.change("添") as change:
        one = plan(office, "50105", 10_000, name="端午", heads=10, standard_fen=1_000, basis="名册")
        actions.add_line(change, made.id, one)
    approve(office, made.id, date(2026, 1, 20))
    with office.change("下年") as change:
        after = drafting.begin_from_last_year(change, 2027)
    rows = planning.planned(office.db, after)
    assert [(x.line.code, x.line.name, x.amount.fen, x.last_budget_fen) for x in rows] == [
        ("402", "", 100_000, 100_000),
        ("50102", "", 60_000, 60_000),
        ("50105", "端午", 10_000, 10_000),
        ("50599", "", 30_000, 30_000),
    ]
    assert rows[2].amount.basis_words == "10 人 × 10.00 元；名册"


def test_without_a_budget_last_year_nothing_can_be_taken_over(office):
    with pytest.raises(Refused, match="没有可以照搬的"), office.change("下年") as change:
        drafting.begin_from_last_year(change, 2027)


def test_after_a_year_without_budget_the_lines_are_what_was_spent(office):
    post(office, simple(office, 1_200))
    with office.change("下年") as change:
        after = drafting.begin_from_last_year(change, 2027)
    assert [(x.line.code, x.amount.fen, x.last_done_fen) for x in planning.planned(office.db, after)] == [
        ("50599", 1_200, 1_200)
    ]


def test_dues_are_reckoned_into_their_line(office):
    with office.change("会员") as change:
        a_member(change, "甲", "1", base_fen=480_000)
    made = draft_of(office, 2027, ("401", 5))
    with office.change("测算") as change:
        assert drafting.fill_reckoned(change, made.id) == 1
    (one,) = planning.planned(office.db, made)
    assert (one.amount.fen, one.amount.basis) == (28_800, "按 1 名会员全年应缴测算 288.00 元")
