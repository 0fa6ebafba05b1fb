"""The home page's facts and the list before closing, on the demo year and on a new office."""

from __future__ import annotations

from datetime import date

from models import closing
from models.ledger import actions as ledger
from models.ledger import balances
from models.office import Office
from models.overview import overview
from tests.build import a_member

TODAY = date(2026, 11, 24)


def test_a_new_office_has_its_first_steps_before_it(office: Office) -> None:
    seen = overview(office, "2026-11", date(2026, 11, 9))
    assert seen.steps.open and seen.steps.members == 0
    assert (seen.bank_fen, seen.dues, seen.unclosed, seen.drafts) == (0, None, (), 0)
    with office.change("添加") as change:
        a_member(change, base_fen=500_000)
    steps = overview(office, "2026-11", date(2026, 11, 9)).steps
    assert (steps.members, steps.bases, steps.assessed, steps.open) == (1, 1, "", True)


def test_the_demo_year_agrees_with_the_books(demo_office: Office) -> None:
    seen = overview(demo_office, "2026-11", TODAY)
    top = {one.account.key: one for one in balances.trial_balance(demo_office.db, "2026-11")}
    assert seen.bank_fen == top["bank"].closing_fen
    roots = [one for one in balances.trial_balance(demo_office.db, "2026-11") if one.account.level == 1]
    income = sum(one.credit_fen - one.debit_fen for one in roots if one.account.kind == "income")
    assert seen.income_fen == income > 0
    assert seen.drafts == 1 and seen.unclosed == ("2026-10",)
    assert [month for month, _, _ in seen.by_month][-1] == "2026-12"
    assert seen.dues is not None and seen.dues.owing == seen.dues.payers
    assert not seen.steps.open


def test_the_schedule_is_by_day_and_what_has_no_day_comes_last(demo_office: Office) -> None:
    days = [slot.day for slot in overview(demo_office, "2026-11", TODAY).agenda]
    with_day = [day for day in days if day]
    assert with_day == sorted(with_day) and with_day
    assert days[: len(with_day)] == with_day
    assert all(day.month == 11 for day in with_day)


def test_the_list_before_closing_names_what_is_open(demo_office: Office) -> None:
    points = {point.name: point for point in closing.checklist(demo_office.db, "2026-11", TODAY)}
    assert not points["前面的月份都已结账"].ok and points["前面的月份都已结账"].must
    assert not points["凭证都已记账"].ok and points["凭证都已记账"].where == "vouchers:drafts"
    assert not points["会费已收齐"].ok
    october = {point.name: point for point in closing.checklist(demo_office.db, "2026-10", TODAY)}
    assert all(point.ok for point in october.values() if point.must)
    assert october["会费台账与账簿一致"].ok


def test_months_tell_who_closed_them(demo_office: Office) -> None:
    assert closing.next_to_close(demo_office.db) == "2026-10"
    with demo_office.change("结账") as change:
        ledger.close_month(change, "2026-10")
    months = {one.month: one for one in closing.months(demo_office.db, TODAY)}
    assert months["2026-10"].closed and months["2026-10"].by == "许静宜"
    assert not months["2026-11"].closed and months["2026-11"].drafts == 1
    assert list(months) == sorted(months, reverse=True)
