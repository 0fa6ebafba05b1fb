"""Ten years closed one after the other in one file; closing and reopening gives back what was there."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import settings as office_settings
from models.kit.errors import Refused
from models.ledger import actions, balances, queries, year_end
from models.ledger.earmarks import earmarks, held, word_opening
from models.ledger.invariants import closed_opening, invariants
from models.ledger.records import LineDraft, VoucherDraft
from models.ledger.statements import balance_sheet, income_expense
from models.office import Office
from models.trust import checks
from tests.models.ledger.events import at, happen
from tests.models.ledger.test_imports import book_2025, open_year, take, year_lines

__all__ = ["book_2025"]
MARK = "书屋专项"


def nets(office, month):
    return {a.account.code: a.closing_fen for a in balances.trial_balance(office.db, month) if a.closing_fen}


def live(office, year, granted, spent):
    """A year: dues, a grant and what was spent of it, depreciation."""
    happen(office, "dues arrive", 120_000 + year, date(year, 3, 8))
    happen(office, "printer bought", 30_000, date(year, 4, 8))
    happen(office, "depreciated", 500, date(year, 12, 30))
    if granted:
        happen(office, "grant for a purpose", granted, date(year, 5, 8))
    if spent:
        happen(office, "spent on the purpose", spent, date(year, 6, 8))


def close(office, year, stay=None):
    at(office, year + 1, 1, 5)
    with office.change("年结") as change:
        return year_end.close_year(change, year, stay)


def test_ten_years_in_a_row_open_where_the_last_one_closed(office):
    kept, known = 0, {}
    for year in range(2026, 2036):
        at(office, year, 12, 30)
        granted = 60_000 if year % 3 == 0 else 0
        spent = min(kept + granted, 25_000)
        live(office, year, granted, spent)
        before = {one.name: one.left_fen for one in earmarks(office.db, year)}
        kept += granted - spent
        assert before.get(MARK, 0) == kept
        known[year] = before
        close(office, year)
        assert [one.name for one in invariants(office.db, f"{year}-12") if not one.ok] == []
        assert sum(held(office.db, f"{year}-12").values()) == kept
        opening = {
            one.account.code: one.opening_fen
            for one in balances.trial_balance(office.db, f"{year + 1}-01")
            if one.opening_fen
        }
        assert opening == nets(office, f"{year}-12")
        assert closed_opening(office.db, year + 1).ok
    assert [one.detail for one in checks(office.db) if not one.ok] == []
    for year, before in known.items():
        assert {one.name: one.left_fen for one in earmarks(office.db, year)} == before


def test_every_past_year_reads_as_it_did(office):
    papers = {}
    for year in (2026, 2027, 2028):
        at(office, year, 12, 30)
        live(office, year, 10_000, 4_000)
        close(office, year)
        papers[year] = (balance_sheet(office, f"{year}-12").rows, income_expense(office, f"{year}-12").rows)
    for year, (sheet, income) in papers.items():
        assert balance_sheet(office, f"{year}-12").rows == sheet
        assert income_expense(office, f"{year}-12").rows == income


@settings(max_examples=12)
@given(st.integers(0, 90_000), st.integers(0, 90_000), st.integers(0, 100))
def test_closing_and_reopening_gives_balances_and_statements_back(fresh_office, granted, spent, per_cent):
    office = fresh_office()
    at(office, 2026, 12, 30)
    live(office, 2026, granted, spent)
    before = (nets(office, "2026-12"), balance_sheet(office, "2026-12"), income_expense(office, "2026-12"))
    left = max(granted - spent, 0)
    close(office, 2026, {MARK: left * per_cent // 100} if granted or spent else None)
    assert income_expense(office, "2026-12") == before[2]
    assert balance_sheet(office, "2026-12", before_closing=True).rows == before[1].rows
    shut = nets(office, "2026-12")
    with office.change("反结账") as change:
        year_end.reopen_year(change, 2026, "漏了一张凭证")
    assert (
        nets(office, "2026-12"),
        balance_sheet(office, "2026-12"),
        income_expense(office, "2026-12"),
    ) == before
    close(office, 2026, {MARK: left * per_cent // 100} if granted or spent else None)
    assert nets(office, "2026-12") == shut


def test_reopening_reverses_in_red_with_the_reason_and_numbers_go_on(office):
    at(office, 2026, 12, 30)
    live(office, 2026, 10_000, 0)
    made = close(office, 2026)
    with office.change("反结账") as change:
        red = year_end.reopen_year(change, 2026, "漏记手续费")
    assert [one.reverses for one in red] == [one.id for one in reversed(made)]
    assert {one.reason for one in red} == {"漏记手续费"}
    assert [one.number for one in red] == [made[-1].number + n for n in (1, 2, 3)]
    again = close(office, 2026)
    assert again[0].number == red[-1].number + 1
    assert [one.detail for one in checks(office.db) if not one.ok] == []


def test_a_closing_voucher_is_not_reversed_by_hand(office):
    at(office, 2026, 12, 30)
    live(office, 2026, 0, 0)
    made = close(office, 2026)
    with pytest.raises(Refused), office.change("冲销") as change:
        actions.reverse(change, made[0].id, "不要了", date(2027, 1, 6))


# -- the tick list --------------------------------------------------------------------------------


def test_what_is_not_ticked_goes_to_the_surplus(office):
    at(office, 2026, 12, 30)
    happen(office, "grant for a purpose", 50_000, date(2026, 5, 8))
    close(office, 2026, {})
    assert held(office.db, "2026-12") == {}
    assert nets(office, "2026-12")["322"] == -50_000
    assert earmarks(office.db, 2027) == []


def test_part_of_an_earmark_may_stay_and_not_more_than_is_left(office):
    at(office, 2026, 12, 30)
    happen(office, "grant for a purpose", 50_000, date(2026, 5, 8))
    with pytest.raises(Refused, match="最多能留 500.00"):
        year_end.plan_year(office.db, 2026, {MARK: 50_001})
    close(office, 2026, {MARK: 20_000})
    assert {mark: fen for (_, mark), fen in held(office.db, "2026-12").items()} == {MARK: 20_000}


def test_an_overspent_earmark_is_paid_from_the_surplus(office):
    at(office, 2026, 12, 30)
    happen(office, "spent on the purpose", 7_000, date(2026, 5, 8))
    assert earmarks(office.db, 2026)[0].left_fen == -7_000
    close(office, 2026)
    assert held(office.db, "2026-12") == {}
    assert nets(office, "2026-12")["322"] == 7_000


def test_lines_of_the_fund_say_the_earmark(office):
    at(office, 2026, 12, 30)
    live(office, 2026, 10_000, 4_000)
    made = close(office, 2026)
    carried = [
        (line.earmark, line.debit_fen, line.credit_fen)
        for v in made
        for line in v.lines
        if line.code == "321"
    ]
    assert (MARK, 0, 10_000) in carried and (MARK, 4_000, 0) in carried


def test_the_plan_is_what_is_posted(office):
    at(office, 2026, 12, 30)
    live(office, 2026, 10_000, 4_000)
    plan = year_end.plan_year(office.db, 2026)
    assert queries.last_month(office.db) == "2026-12" and not queries.closed_months(office.db)
    made = close(office, 2026)
    assert [[line.draft for line in one.lines] for one in made] == [list(one.lines) for one in plan]


def test_the_opening_carry_over_gets_its_purposes(book_2025):
    open_year(book_2025)
    take(book_2025, year_lines())
    with book_2025.change("期初专项") as change:
        word_opening(change, "困难帮扶专项", 300_000)
    with pytest.raises(Refused, match="只有 10,000.00"), book_2025.change("期初专项") as change:
        word_opening(change, "困难帮扶专项", 1_000_001)
    found = {one.name: one.left_fen for one in earmarks(book_2025.db, 2025)}
    assert found["困难帮扶专项"] == 300_000
    close(book_2025, 2025)
    held_now = {mark: fen for (_, mark), fen in held(book_2025.db, "2025-12").items()}
    assert held_now == {"困难帮扶专项": 300_000, "职工书屋": 114_000, "运动会": 136_000}
    assert sum(held_now.values()) == -nets(book_2025, "2025-12")["321"]
    with pytest.raises(Refused, match="已经年结"), book_2025.change("期初专项") as change:
        word_opening(change, "困难帮扶专项", 0)


def test_free_money_does_not_pass_through_the_account_of_an_earmark(office):
    at(office, 2026, 12, 30)
    with office.change("分明细") as change:
        change.insert("earmark", {"name": MARK})
        top = queries.account_by_code(change.db, "321").id
        for code, name in (("32101", MARK), ("32199", "未指定用途")):
            actions.add_account(change, code, name, top)
    live(office, 2026, 10_000, 4_000)
    close(office, 2026)
    entries = {
        code: balances.entries(office.db, queries.account_by_code(office.db, code).id, "2026-12", "2026-12")[
            1
        ]
        for code in ("32101", "32199")
    }
    assert [(one.debit_fen, one.credit_fen) for one in entries["32101"]] == [(0, 10_000), (4_000, 0)]
    assert entries["32199"][-1].balance_fen == 0
    assert [one.name for one in invariants(office.db, "2026-12") if not one.ok] == []


# -- monthly closing -------------------------------------------------------------------------------


def test_monthly_closing_leaves_no_income_in_any_month_and_the_same_year_end(office):
    with office.change("设置") as change:
        office_settings.put(change, "closing_mode", "monthly")
    at(office, 2027, 1, 5)
    live(office, 2026, 10_000, 4_000)
    before = income_expense(office, "2026-12").rows
    for number in range(1, 13):
        with office.change("结账") as change:
            year_end.close_month(change, f"2026-{number:02d}")
        left = [code for code in nets(office, f"2026-{number:02d}") if code[0] in "45"]
        assert left == []
    assert income_expense(office, "2026-12").rows == before
    assert year_end.is_year_closed(office.db, 2026)
    assert {mark: fen for (_, mark), fen in held(office.db, "2026-12").items()} == {MARK: 6_000}
    assert [one.detail for one in checks(office.db) if not one.ok] == []


def test_a_december_closed_as_a_month_can_still_have_its_year_end(office):
    at(office, 2027, 1, 5)
    live(office, 2026, 0, 0)
    for number in range(1, 13):
        with office.change("结账") as change:
            year_end.close_month(change, f"2026-{number:02d}")
    assert not year_end.is_year_closed(office.db, 2026)
    assert len(close(office, 2026)) == 3
    assert year_end.is_year_closed(office.db, 2026)


def test_a_year_before_2022_is_closed_into_the_one_fund_of_its_time(tmp_path):
    with Office.create(tmp_path / "old.union", "旧账", "2021-01") as office:
        at(office, 2021, 12, 30)
        money, dues = (queries.account_by_key(office.db, key, "2021-05") for key in ("bank", "dues_income"))
        lines = (LineDraft(money, 5_000, 0), LineDraft(dues, 0, 5_000))
        with office.change("记账") as change:
            actions.post_voucher(change, VoucherDraft(date(2021, 5, 8), "收会费", lines))
        made = close(office, 2021)
        assert len(made) == 1
        left = {
            a.account.name: a.closing_fen
            for a in balances.trial_balance(office.db, "2021-12")
            if a.closing_fen
        }
        assert left["结余"] == -5_000 and year_end.is_year_closed(office.db, 2021)
        assert [one.name for one in invariants(office.db, "2021-12") if not one.ok] == []


def test_what_waits_for_approval_keeps_the_year_open_at_every_door(office):
    from tests.models.ledger.vouchers import draft, post

    at(office, 2027, 1, 5)
    post(office, draft(office, ("191", 500, 0), ("101", 0, 500)))
    with pytest.raises(Refused, match="待处理财产损溢还有 5.00"):
        close(office, 2026)
