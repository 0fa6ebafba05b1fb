"""The matrix as a list, where a mark comes from, payments over months, arrears on paper."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.dues import actions, arrears, batches, queries, year
from models.dues.checks import spread
from models.dues.lists import MONTHS, STATES, ArrearsList, MatrixList, short_yuan
from models.kit.errors import Refused
from models.members import actions as members
from models.report import Kind
from tests.build import a_member
from tests.models.dues.lists import a_list, receive

TODAY = date(2026, 4, 9)


@pytest.fixture
def worked(office):
    """王伟 has paid to March, 李娜 owes two months, 赵敏 paid a part and is free in March."""
    with office.change("名册") as change:
        one, two = members.add_unit(change, "第1分工会"), members.add_unit(change, "第2分工会")
        wang = a_member(change, "王伟", "1000", base_fen=438_600, unit=one)
        li = a_member(change, "李娜", "1001", base_fen=438_600, unit=two)
        zhao = a_member(change, "赵敏", "1002", base_fen=438_600, unit=two)
        actions.assess(change, "2026-01", "2026-06")
        for month in ("2026-01", "2026-02", "2026-03"):
            batches.receive_one(change, wang, [(month, 2190)], "cash", date(2026, 4, 1))
        batches.receive_one(change, li, [("2026-01", 2190)], "transfer", date(2026, 4, 1))
        batches.receive_one(change, zhao, [("2026-01", 2190), ("2026-02", 1000)], "cash", date(2026, 4, 1))
        actions.exempt(change, zhao, "2026-03", "2026-03", "产假")
    return office, (wang, li, zhao)


def found(office):
    return MatrixList(year.matrix(office.db, 2026, TODAY))


def names(rows, **filters):
    return [rows.lines[key].payer.name for key in rows.ids(("", False), filters)]


def test_rows_carry_state_words_and_sums(worked):
    office, (_, li, zhao) = worked
    rows = found(office)
    [row] = rows.rows([zhao])
    assert row[:3] == ("1002", "赵敏", "第2分工会")
    assert row[3:9] == ("已缴", "部分", "免缴", "·", "·", "·")
    assert row[15:] == (4380, 3190, None, 1190, "2 个月")  # February's, in April
    assert rows.rows([li])[0][18:] == (4380, "2 个月")
    sums = rows.sums({})
    assert (sums[""], sums["due"], sums["owed"], sums["owing"]) == ("3 人", 17520, 5570, 2)
    assert (sums["m02"], sums["owing m02"], sums["m05"]) == ("32", 2, "")


def test_filters_and_orders(worked):
    office, _ = worked
    rows = found(office)
    assert names(rows) == ["王伟", "李娜", "赵敏"]
    assert names(rows, state="owed") == ["李娜", "赵敏"]
    assert names(rows, state="clear") == ["王伟"]
    assert names(rows, state="partial") == names(rows, state="exempt") == ["赵敏"]
    assert names(rows, unit="第2分工会", search="ln") == ["李娜"]
    assert names(rows, search="1002") == ["赵敏"]
    assert names(rows, **{"=name": "王伟"}) == ["王伟"]
    assert names(rows, **{"month:2026-02": "欠缴"}) == ["李娜"]
    by = [rows.lines[key].payer.name for key in rows.ids(("owed", True), {})]
    assert by == ["李娜", "赵敏", "王伟"]
    for key in ("number", "name", "unit", "due", "paid", "age", MONTHS[0]):
        assert len(rows.ids((key, False), {})) == 3
    assert {key for key, _ in STATES} == {"owed", "transit", "partial", "exempt", "clear"}


def test_arrears_come_with_age_and_note(worked):
    office, (_, li, zhao) = worked
    with office.change("记") as change:
        actions.note(change, li, "2026-02", "外出学习")
    rows = ArrearsList(
        year.arrears(office.db, 2026, TODAY), queries.unpaid_notes(office.db, "2026-01", "2026-12")
    )
    assert list(rows.ids(("", False), {})) == [li, zhao]
    assert rows.rows([li])[0][4:] == ("2月、3月", 2, "1–2 个月", 4380, "2月：外出学习")
    assert rows.ages({})[0] == ("1–2 个月", 2, 5570)


def test_age_is_that_of_the_oldest_month_and_not_the_count_of_months(worked):
    office, (_, li, _) = worked
    later = year.arrears(office.db, 2026, date(2026, 11, 9))
    [line] = [one for one in later if one.payer.id == li]
    assert (len(line.owed_months), line.age) == (5, 9)  # February to June, in November
    rows = ArrearsList(later, {})
    assert rows.rows([li])[0][6] == "6 个月以上"
    assert [count for _, count, _ in rows.ages({})] == [0, 0, 3]


def test_a_note_on_a_month_that_was_paid_since_is_no_longer_shown(worked):
    office, (_, li, _) = worked
    with office.change("记") as change:
        actions.note(change, li, "2026-02", "外出学习")
        batches.receive_one(change, li, [("2026-02", 2190)], "cash", date(2026, 4, 2))
    rows = ArrearsList(
        year.arrears(office.db, 2026, TODAY), queries.unpaid_notes(office.db, "2026-01", "2026-12")
    )
    assert rows.rows([li])[0][4:] == ("3月", 1, "1–2 个月", 2190, "")


def test_months_as_a_whole(worked):
    office, _ = worked
    facts = {one.month[5:]: one for one in year.month_facts(office.db, 2026, TODAY)}
    assert [facts[m].state for m in ("01", "02", "03", "04", "07")] == [
        "收齐", "有欠缴", "有欠缴", "没到期", "没有核定",
    ]  # fmt: skip
    assert (facts["03"].payers, facts["03"].exempt, facts["03"].owed_fen) == (2, 1, 2190)


def test_a_mark_names_everything_that_made_it(worked):
    office, (wang, _, zhao) = worked
    assert [one.what for one in queries.origins(office.db, zhao, "2026-03")] == ["核定应缴", "免缴"]
    receive(office, a_list(["1000", "王伟", "", 25], title="2026年4月"))
    assessed, paid = queries.origins(office.db, wang, "2026-04")
    assert (assessed.amount_fen, assessed.said) == (2190, "计费基数 4,386.00")
    assert (paid.what, paid.amount_fen, paid.voucher_name[:7]) == ("工资代扣 · 已到账", 2500, "2026-03")


def test_corrections_are_listed_and_taken_back(worked):
    office, (_, li, zhao) = worked
    [exempt] = queries.changes(office.db, "2026-01", "2026-12")
    assert (exempt.payer.id, exempt.kind, exempt.delta_fen, exempt.reason) == (zhao, "exempt", -2190, "产假")
    with office.change("撤回") as change:
        actions.drop_correction(change, exempt.id)
    assert queries.changes(office.db, "2026-01", "2026-12") == []
    with office.change("改") as change:
        actions.correct(change, li, "2026-02", 2500, "补差")
        batches.receive_one(change, li, [("2026-02", 2500)], "cash", date(2026, 4, 2))
    [one] = queries.changes(office.db, "2026-01", "2026-12")
    with pytest.raises(Refused, match="已经按它收了"), office.change("撤回") as change:
        actions.drop_correction(change, one.id)


def test_strips_and_lists_for_each_unit(worked):
    office, (_, li, _) = worked
    office.clock = lambda: datetime(2026, 4, 9, 9, 0)
    strips = arrears.reminders(office, 2026, frozenset({li}))
    [row] = [row for row in strips.rows if row.kind is Kind.DETAIL]
    assert "李娜老师：您 2月、3月的工会会费共 43.80 元还没有缴" in row.cells[2]
    listed = arrears.arrears_by_unit(office, 2026)
    assert [row.cells[0] for row in listed.rows if row.kind is Kind.GROUP] == ["第2分工会（2 人）"]
    assert listed.paper.group_new_page
    with pytest.raises(Refused, match="没有欠缴"):
        arrears.reminders(office, 2025)


def test_an_unused_standard_may_go(office):
    from models.dues.records import Standard

    with office.change("标准") as change:
        key = actions.set_standard(change, Standard(0, "2027-01", "fixed", fixed_fen=1000))
        actions.drop_standard(change, key)
    with pytest.raises(Refused, match="只剩"), office.change("删") as change:
        actions.drop_standard(change, queries.standards(change.db)[0].id)


@pytest.mark.parametrize(
    ("fen", "text"),
    [(482_330, "4,823"), (50, "1"), (9_999_949, "99,999"), (10_000_000, "10.0万"), (123_456_700, "123.5万")],
)
def test_narrow_cells_show_whole_yuan(fen, text):
    assert short_yuan(fen) == text


@given(st.lists(st.integers(0, 5000), min_size=1, max_size=6), st.integers(1, 40_000))
def test_an_amount_is_spread_without_loss(owed, amount):
    span = [(f"2026-{at:02d}", fen) for at, fen in enumerate(owed, 1)]
    rows = spread(span, amount)
    assert sum(fen for _, fen in rows) == amount
    assert all(fen > 0 for _, fen in rows)
    assert all(fen <= dict(span)[month] for month, fen in rows[:-1])
    assert len({month for month, _ in rows}) == len(rows)
