"""Each rule with figures on both sides of its edge."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.budget import facts, queries, rules
from models.budget.facts import Left, Reckoned
from models.budget.records import Amount, BudgetLine, Executed, Execution, Planned, Version
from tests.build import a_member

TOPS = {
    1: "dues_income",
    2: "levy_income",
    3: "act_exp",
    4: "business_exp",
    5: "capital_exp",
    6: "rights_exp",
}
VERSION = Version(1, 2026, 0, "draft")
NOTHING = Left(0, 0, ())


def line(number, account, fen, **more):
    side = "income" if account < 3 else "expense"
    heads = more.pop("heads", None)
    made = BudgetLine(number, 2026, side, account, f"{account}", "科目", more.pop("name", ""), **more)
    return Planned(made, Amount(number, fen, heads=heads))


def case(*planned, **more):
    values = {"version": VERSION, "planned": planned, "tops": TOPS, "left": NOTHING, **more}
    return rules.Case(**values)


def codes(one, **severity):
    found = queries.shipped_rules()
    found = {code: replace(rule, severity=severity.get(code, rule.severity)) for code, rule in found.items()}
    return [each.code for each in rules.check(one, found)]


def test_b01_allows_what_income_and_earlier_money_pay():
    whole = case(line(1, 2, 100), line(2, 3, 150), left=Left(0, 50, ()))
    assert "B01" in codes(whole)
    using = replace(VERSION, use_surplus_fen=50)
    assert "B01" not in codes(replace(whole, version=using))
    assert "B01" in codes(replace(whole, version=replace(VERSION, use_surplus_fen=51)))


def test_b02_earmarked_income_carries_nothing_else():
    mine = (line(1, 2, 100), line(2, 1, 50, earmark="书屋"), line(3, 3, 20, earmark="书屋"))
    assert "B02" in codes(case(*mine, line(4, 3, 130)))
    assert "B02" not in codes(case(*mine, line(4, 3, 100)))


@pytest.mark.parametrize(
    ("code", "below", "above"),
    [
        ("B04", ((3, 69), (4, 31)), ((3, 70), (4, 30))),
        ("B05", ((3, 49), (6, 51)), ((3, 50), (6, 50))),
        ("B06", ((4, 21), (3, 79)), ((4, 20), (3, 80))),
        ("B07", ((5, 21), (3, 79)), ((5, 20), (3, 80))),
    ],
)
def test_shares_of_the_expense(code, below, above):
    for parts, wrong in ((below, True), (above, False)):
        lines = [line(n, account, fen) for n, (account, fen) in enumerate(parts, 2)]
        assert (code in codes(case(line(1, 2, 100), *lines))) is wrong


def test_b08_a_reserve_of_five_percent_at_most():
    for fen, wrong in ((5, False), (6, True)):
        lines = (line(1, 2, 100), line(2, 3, 100 - fen), line(3, 3, fen, name="预备费"))
        assert ("B08" in codes(case(*lines))) is wrong


def test_b09_idle_money():
    assert "B09" in codes(case(line(1, 2, 100), left=Left(1, 100, ())))
    assert "B09" not in codes(case(line(1, 2, 100), left=Left(0, 100, ())))


def executed(number, budget, done, month=0):
    return Executed(line(number, 3, budget).line, budget, budget, month, done)


def test_b11_too_slow_by_september_and_too_much_in_december():
    def seen(month, *lines):
        return Execution(2026, month, VERSION, lines, ())

    today = date(2026, 12, 31)
    slow = seen("2026-09", executed(1, 100, 49))
    assert "B11" in codes(case(execution=slow, today=today))
    assert "B11" not in codes(case(execution=replace(slow, month="2026-08"), today=today))
    assert "B11" not in codes(case(execution=seen("2026-09", executed(1, 100, 50)), today=today))
    late = seen("2026-12", executed(1, 100, 100, 61))
    assert "B11" in codes(case(execution=late, today=today, december_fen={1: 61}))
    assert "B11" not in codes(case(execution=late, today=today, december_fen={1: 60}))


def test_b12_dues_and_levy_as_reckoned():
    for planned, wrong in ((105, False), (106, True), (95, False), (94, True)):
        one = case(line(1, 1, planned), dues=Reckoned(100, "测算 1.00 元"))
        assert ("B12" in codes(one)) is wrong
    assert "B12" in codes(case(line(1, 2, 90), levy=Reckoned(100, "测算 1.00 元")))


def test_b13_heads_of_the_roster_day():
    day = replace(VERSION, roster_day=date(2026, 1, 1))
    mine = line(1, 3, 100, unit=7, heads=10)
    assert "B13" in codes(case(mine, version=day, heads={7: 11}))
    assert "B13" not in codes(case(mine, version=day, heads={7: 10}))


def test_b14_what_was_left_of_an_earmark_stands_in_the_budget():
    kept = Left(50, 0, (("书屋", 50),))
    assert "B14" in codes(case(line(1, 3, 50), left=kept))
    assert "B14" not in codes(case(line(1, 3, 50, earmark="书屋"), left=kept))


def test_a_rule_that_is_off_says_nothing():
    one = case(line(1, 2, 100), line(2, 3, 150))
    assert "B01" not in codes(one, B01="off")


def test_the_balance_is_said_also_when_it_holds():
    assert rules.balance_words(10_000, 9_000, 500).endswith("收支平衡，余 15.00 元。")


def test_dues_are_reckoned_from_the_members_bases(office):
    with office.change("会员") as change:
        a_member(change, "甲", "1", base_fen=480_000)
        a_member(change, "乙", "2", base_fen=520_000)
    found = facts.dues_expected(office.db, 2027)
    assert found == Reckoned(12 * 5_000, "按 2 名会员全年应缴测算 600.00 元")


def test_without_members_or_wages_nothing_is_reckoned(office):
    assert facts.dues_expected(office.db, 2026) is None
    office_rule = office.db.execute("select count(*) from wage_bill").fetchone()[0]
    assert office_rule == 0
    assert facts.levy_expected(office.db, 2026) is None
