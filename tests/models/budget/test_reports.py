"""The budget on paper: figures, live sums in the sheet, what cannot be printed."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest

from exporters.write import write
from models import catalog
from models.budget import actions, posting
from models.budget.records import LinePlan
from models.kit.errors import Refused
from models.report import Kind
from tests.models.budget.budgets import approve, approved, draft_of, line_id
from tests.models.ledger.vouchers import account, post, simple


def made(office, report, period="2026", of=""):
    """A report of the catalog."""
    return catalog.build(office, catalog.entry(report), catalog.Asked(period, of, date(2026, 11, 9)))


@pytest.fixture
def two_years(office):
    """2026 approved with 12.00 spent on office costs, 2027 as a draft with less for them."""
    approved(office, 2026, ("402", 100_00), ("50599", 50_00))
    post(office, simple(office, 12_00))
    draft_of(office, 2027, ("402", 120_00), ("50599", 40_00))
    return office


def test_last_year_stands_beside_this_one(two_years):
    report = made(two_years, "budget", "2027")
    rows = {row.cells[0]: row.cells[3:8] for row in report.rows if row.kind is Kind.DETAIL}
    assert rows["50599"] == (50_00, 12_00, 40_00, -10_00, "-20.0%")
    sums = {row.cells[0]: row.cells[3:8] for row in report.rows if row.kind in (Kind.SUBTOTAL, Kind.TOTAL)}
    assert sums["收入合计"] == (100_00, 0, 120_00, 20_00, "20.0%")
    assert sums["收支差额"][2] == 80_00


def test_in_the_sheet_sums_and_differences_are_formulas(two_years, tmp_path):
    write(made(two_years, "budget", "2027"), tmp_path / "b.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx").active
    formulas = [cell.value for row in sheet for cell in row if str(cell.value).startswith("=")]
    assert any(one.startswith("=SUBTOTAL(9,F") for one in formulas)
    assert any(one.startswith("=F") and "-D" in one for one in formulas)


def test_the_explanation_says_the_balance_and_the_change(two_years):
    text = "".join(str(row.cells[0]) for row in made(two_years, "budget-notes", "2027").rows)
    assert "本年支出预算 40.00 元，比上年预算 50.00 元减少 10.00 元（20.0%）；上年执行 12.00 元。" in text
    assert "收支平衡，余 80.00 元。" in text


def test_execution_has_a_bar_and_names_what_is_over(two_years):
    with two_years.change("记账") as change:
        posting.post(change, simple(two_years, 45_00), "临时防汛")
    report = made(two_years, "budget-execution", "2026-03")
    row = next(row for row in report.rows if row.cells[0] == "50599")
    assert (row.cells[5], row.cells[6], row.cells[7], row.cells[9]) == (57_00, "114.0%", "■" * 10, -7_00)
    assert "50599 业务支出—其他业务费 超出预算 7.00 元。" in report.notes
    (kept,) = made(two_years, "budget-overrides").rows
    assert kept.cells[4:6] == (7_00, "临时防汛")


def test_a_year_that_runs_is_shown_as_far_as_it_has_gone(two_years):
    assert made(two_years, "budget-execution", "2026").period == "2026年11月"


def test_an_adjustment_lists_what_changed(office):
    approved(office, 2026, ("402", 100_00), ("50599", 50_00), ("50102", 10_00))
    with office.change("调整") as change:
        second = actions.begin(change, 2026)
        for code, fen in (("50599", 45_00), ("50102", 15_00)):
            plan = LinePlan(account(office, code), fen)
            actions.change_line(change, second.id, line_id(office, 2026, code), plan)
        actions.set_head(change, second.id, {"reason": "多办活动"})
    approve(office, second.id, date(2026, 9, 1))
    report = made(office, "budget-adjustment")
    assert [row.cells[3:8] for row in report.rows if row.kind is Kind.DETAIL] == [
        (10_00, 5_00, 0, 15_00, "多办活动"),
        (50_00, 0, 5_00, 45_00, "多办活动"),
    ]


@pytest.mark.parametrize(
    ("report", "why"),
    [
        ("budget", "还没有预算"),
        ("budget-execution", "没有批准的预算"),
        ("budget-adjustment", "没有调整过预算"),
        ("unit-quotas", "没有分工会的额度"),
        ("unit-settlement", "没有分工会的额度"),
    ],
)
def test_what_is_not_there_is_said_with_a_way_out(office, report, why):
    with pytest.raises(Refused, match=why) as no:
        made(office, report)
    assert no.value.remedy
