"""What a member owes: the rule to the fen, the months of membership, and later corrections."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.dues import actions, queries, year
from models.dues.checks import reckon
from models.dues.records import Standard
from models.kit.errors import Refused
from models.kit.money import parse
from models.members import actions as members
from tests.build import a_member

RATIO = Standard(1, "2026-01", "ratio")
TIERS = Standard(1, "2026-01", "tiers", tiers=((0, 500), (300_000, 1000), (500_000, 2000)))


def due(office, member, month):
    return queries.month_dues(office.db, month, month)[member, month].due_fen


@pytest.mark.parametrize(
    ("base", "dues"),
    [
        ("4386.00", "21.90"),
        ("3999.99", "19.95"),
        ("9.99", "0.00"),
        ("10.00", "0.05"),
        ("7234.56", "36.15"),
        ("0", "0"),
    ],
)
def test_half_a_percent_of_the_full_tens(base, dues):
    assert reckon(RATIO, parse(base)) == parse(dues)


@given(st.integers(0, 10**9))
def test_the_rule_of_the_notice_is_the_short_formula(base):
    assert reckon(RATIO, base) == base // 1000 * 5


@pytest.mark.parametrize(
    ("base", "fen"), [(0, 500), (299_999, 500), (300_000, 1000), (499_999, 1000), (900_000, 2000)]
)
def test_tiers_take_the_last_that_is_reached(base, fen):
    assert reckon(TIERS, base) == fen


def test_a_fixed_sum_needs_no_base_and_the_others_do():
    assert reckon(Standard(1, "2026-01", "fixed", fixed_fen=1000), None) == 1000
    assert reckon(RATIO, None) is None
    assert reckon(TIERS, None) is None
    assert reckon(Standard(1, "2026-01", "tiers", tiers=((300_000, 1000),)), 100_000) == 0


def test_who_joins_or_leaves_owes_for_the_months_of_membership_only(office):
    with office.change("名册") as change:
        old = a_member(change, "王伟", base_fen=438_600)
        new = a_member(change, "李娜", base_fen=438_600, joined=date(2026, 5, 12))
        retired = a_member(change, "赵敏", base_fen=438_600)
        left = a_member(change, "孙海燕", base_fen=438_600)
        members.move(change, retired, "retire", date(2026, 6, 30))
        members.move(change, left, "transfer_out", date(2026, 4, 15))
        done = actions.assess(change, "2026-03", "2026-08")
    assert [one.members for one in done] == [3, 3, 2, 3, 2, 2]
    owing = queries.month_dues(office.db, "2026-03", "2026-08")
    months = {key: sorted(m[5:] for who, m in owing if who == key) for key in (old, new, retired, left)}
    assert months[old] == ["03", "04", "05", "06", "07", "08"]
    assert months[new] == ["06", "07", "08"]
    assert months[retired] == ["03", "04", "05", "06"]
    assert months[left] == ["03", "04"]


def test_a_retirement_that_is_entered_later_takes_the_months_after_it_out(office):
    with office.change("名册") as change:
        one = a_member(change, "赵敏", base_fen=438_600)
        actions.assess(change, "2026-01", "2026-12")
    with office.change("退休") as change:
        members.move(change, one, "retire", date(2026, 6, 30))
    assert due(office, one, "2026-06") == 2190
    assert due(office, one, "2026-07") == 0
    [line] = year.matrix(office.db, 2026, date(2026, 11, 9))
    assert line.states[5:8] == (year.OWED, year.OUTSIDE, year.OUTSIDE)
    assert line.due_fen == 6 * 2190


def test_assessing_again_changes_nothing_and_names_who_has_no_base(office):
    with office.change("名册") as change:
        a_member(change, "王伟", base_fen=438_600)
        a_member(change, "李娜", "1001")
        first = actions.assess(change, "2026-03", "2026-03")
        again = actions.assess(change, "2026-03", "2026-03")
    assert (first[0].added, first[0].due_fen, first[0].members) == (1, 2190, 1)
    assert [one.name for one in first[0].no_base] == ["李娜"]
    assert (again[0].added, again[0].due_fen, again[0].members) == (0, 2190, 1)


def test_a_new_base_never_rewrites_an_assessed_month_it_proposes_the_difference(office):
    with office.change("名册") as change:
        one = a_member(change, "王伟", base_fen=438_600)
        actions.assess(change, "2026-03", "2026-04")
    with office.change("调资") as change:
        members.set_base(change, one, "2026-04", 700_000)
    assert due(office, one, "2026-04") == 2190
    [proposal] = queries.proposals(office.db, "2026-01", "2026-12")
    assert (proposal.month, proposal.assessed_fen, proposal.now_fen, proposal.delta_fen) == (
        "2026-04", 2190, 3500, 1310,
    )  # fmt: skip
    with office.change("采用") as change:
        actions.accept(change, [proposal])
    assert due(office, one, "2026-04") == 3500
    assert queries.proposals(office.db, "2026-01", "2026-12") == []
    stored = office.db.execute("select due_fen from dues_due where month = '2026-04'").fetchone()
    assert stored[0] == 2190
    with office.change("又调资") as change:
        members.set_base(change, one, "2026-04", 438_600)
    [back] = queries.proposals(office.db, "2026-01", "2026-12")
    assert back.delta_fen == -1310
    with office.change("退休") as change:
        members.move(change, one, "retire", date(2026, 3, 31))
    assert queries.proposals(office.db, "2026-01", "2026-12") == []


def test_a_standard_is_valid_from_its_month_on(office):
    with office.change("标准") as change:
        actions.set_standard(change, Standard(0, "2026-07", "fixed", fixed_fen=1000, basis="职代会决议"))
        one = a_member(change, "王伟", base_fen=438_600)
        actions.assess(change, "2026-06", "2026-07")
    assert (due(office, one, "2026-06"), due(office, one, "2026-07")) == (2190, 1000)
    with office.change("标准") as change:
        key = actions.set_standard(change, Standard(0, "2026-07", "fixed", fixed_fen=1500))
    assert queries.standard_at(office.db, "2026-12").id == key
    assert due(office, one, "2026-07") == 1000


def test_an_exemption_has_a_reason_and_never_touches_what_was_paid(office):
    with office.change("名册") as change:
        one = a_member(change, "王伟", base_fen=438_600)
        actions.assess(change, "2026-03", "2026-06")
    with pytest.raises(Refused, match="原因"), office.change("免") as change:
        actions.exempt(change, one, "2026-03", "2026-04", " ")
    with office.change("免") as change:
        assert actions.exempt(change, one, "2026-03", "2026-04", "产假") == 2
        assert actions.exempt(change, one, "2026-03", "2026-04", "产假") == 0
    cells = queries.month_dues(office.db, "2026-03", "2026-04")
    assert [(cell.due_fen, cell.exempt) for cell in cells.values()] == [(0, True)] * 2
    from models.dues import batches

    with office.change("收") as change:
        batches.receive_one(change, one, [("2026-05", 2190)], "cash", date(2026, 5, 8))
    with pytest.raises(Refused, match="已经收了"), office.change("免") as change:
        actions.exempt(change, one, "2026-05", "2026-06", "产假")
    assert due(office, one, "2026-06") == 2190


def test_a_correction_keeps_the_assessed_amount_and_its_reason(office):
    with office.change("名册") as change:
        one = a_member(change, "王伟", base_fen=438_600)
        actions.assess(change, "2026-03", "2026-03")
    with office.change("改") as change:
        actions.correct(change, one, "2026-03", 2000, "工资部门算错")
    assert due(office, one, "2026-03") == 2000
    assert queries.reasons(office.db, "2026-03", "2026-03") == {(one, "2026-03"): "工资部门算错"}
    with pytest.raises(Refused, match="没有应缴"), office.change("改") as change:
        actions.correct(change, one, "2026-04", 2000, "x")
    with pytest.raises(Refused, match="原因"), office.change("改") as change:
        actions.correct(change, one, "2026-03", 2000, "")
