"""Years by the chart of 2010: their own forms, sheets that balance, and an opening that goes over to 2022."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from models.kit.days import month_of
from models.ledger import actions, conversion, queries, year_end
from models.ledger.invariants import invariants
from models.ledger.records import LineDraft, VoucherDraft
from models.ledger.statement_lines import Statement
from models.ledger.statements import balance_sheet, income_expense
from models.office import Office
from models.statements import reports
from models.statements.explain import Explainer
from models.trust import checks

EVENTS = (
    (date(2021, 5, 8), "收会费", (("102", 500_000, 0, 1), ("401", 0, 500_000, 1))),
    (
        date(2021, 6, 8),
        "购置打印机",
        (("50502", 100_000, 0, 1), ("102", 0, 100_000, 1), ("162", 100_000, 0, 2), ("301", 0, 100_000, 2)),
    ),
    (date(2021, 6, 9), "借出款", (("121", 10_000, 0, 1), ("102", 0, 10_000, 1))),
    (date(2021, 6, 9), "提取后备金", (("102", 7_000, 0, 1), ("322", 0, 7_000, 1))),
    (date(2021, 7, 9), "外事活动", (("50303", 3_000, 0, 1), ("102", 0, 3_000, 1))),
    (date(2021, 7, 9), "买奖品入库", (("141", 2_000, 0, 1), ("102", 0, 2_000, 1))),
)


@pytest.fixture
def old_year(tmp_path):
    with Office.create(tmp_path / "old.union", "老学校", "2021-01") as office:
        office.clock = lambda: datetime(2022, 1, 5, 10)
        with office.change("记账") as change:
            for day, words, rows in EVENTS:
                lines = tuple(
                    LineDraft(queries.account_by_code(change.db, code, month_of(day)).id, *sums, pair=pair)
                    for code, *sums, pair in rows
                )
                actions.post_voucher(change, VoucherDraft(day, words, lines))
        yield office


def close(office):
    with office.change("年结") as change:
        year_end.close_year(change, 2021)


def halves(report):
    left = {row.cells[0].strip("　"): row.cells[2:4] for row in report.rows if row.cells[0]}
    return left | {row.cells[4].strip("　"): row.cells[6:8] for row in report.rows if row.cells[4]}


def test_the_sheet_has_the_accounts_of_its_time_and_balances(old_year):
    before = halves(balance_sheet(old_year, "2021-12"))
    assert before["借出款"] == (0, 10_000) and before["固定基金"] == (0, 100_000)
    assert before["后备金"] == (0, 7_000) and before["结余"] == (0, 397_000)
    assert before["资产总计"] == before["负债和净资产总计"] == (0, 504_000)
    close(old_year)
    assert halves(balance_sheet(old_year, "2021-12")) == before
    assert balance_sheet(old_year, "2021-12").notes == ()


def test_income_and_expenditure_has_the_lines_of_its_time(old_year):
    rows = {row.cells[0].strip("　"): row.cells[1:] for row in income_expense(old_year, "2021-12").rows}
    assert rows["外事费"] == ("", 0, 3_000) and rows["业务支出"] == ("13", 0, 3_000)
    assert rows["三、本期收支差额"] == ("19", 0, 397_000)
    assert "职工服务支出" not in rows


def test_the_rules_of_the_books_hold_by_the_old_chart(old_year):
    close(old_year)
    assert [one.name for one in invariants(old_year.db, "2021-12") if not one.ok] == []
    assert [one.detail for one in checks(old_year.db) if not one.ok] == []


def test_an_asset_without_its_fund_is_seen_by_the_old_chart_too(old_year):
    ids = [queries.account_by_code(old_year.db, code, "2021-08").id for code in ("162", "102")]
    lines = (LineDraft(ids[0], 900, 0), LineDraft(ids[1], 0, 900))
    with old_year.change("记账") as change:
        actions.post_voucher(change, VoucherDraft(date(2021, 8, 8), "购置椅子", lines))
    wrong = [one.name for one in invariants(old_year.db, "2021-08") if not one.ok]
    assert wrong == ["固定基金、投资基金等于非货币资产的账面价值", "货币资金等于负债减应收加结转结余"]


def test_the_first_sheet_of_2022_opens_with_what_was_carried_over(old_year):
    close(old_year)
    old = halves(balance_sheet(old_year, "2021-12"))
    with old_year.change("衔接") as change:
        conversion.carry(change)
    assert halves(balance_sheet(old_year, "2021-12")) == old
    new = halves(balance_sheet(old_year, "2022-02"))
    assert new["工会资金结转"] == (0, 0) and new["工会资金结余"] == (397_000, 397_000)
    assert new["资产基金"] == (100_000, 100_000) and new["其他应收款"] == (10_000, 10_000)
    assert new["资产总计"] == new["负债和净资产总计"] == (504_000, 504_000)
    funds = {row.cells[0]: row.cells[2:] for row in income_expense(old_year, "2022-02").rows}
    assert funds["四、期初工会资金结转结余"] == (397_000, 397_000)
    schedule = {row.cells[0]: row.cells[3:] for row in reports.asset_schedule(old_year, 2022).rows}
    assert schedule["一、资产总计"] == schedule["三、净资产合计"] == (504_000, 0, 0, 504_000)
    changes = reports.year_on_year(old_year, "2022-12").rows
    compared = {row.cells[0].strip("　"): row.cells[1:4] for row in changes}
    assert compared["会费收入"] == (0, 500_000, -500_000)
    assert compared["五、期末工会资金结转结余"] == (397_000, 397_000, 0)


@pytest.mark.parametrize(
    ("name", "month", "columns"),
    [
        ("balance_sheet", "2021-12", ("opening", "closing")),
        ("balance_sheet", "2022-02", ("opening", "closing")),
        ("asset_schedule", "2021-12", ("opening", "increase", "decrease", "closing")),
        ("year_on_year", "2022-06", ("year", "last_year", "change")),
    ],
)
def test_figures_of_both_sides_of_the_change_explain_themselves(old_year, name, month, columns):
    close(old_year)
    with old_year.change("衔接") as change:
        conversion.carry(change)
    explainer = Explainer(old_year.db, Statement(name, month))
    found = [
        explainer.explain(at, column)
        for at, line in enumerate(explainer.cells.rows)
        if line.formula
        for column in columns
    ]
    assert any(one.figure_fen for one in found)
    assert [(one.title, one.figure_fen, one.sum_fen) for one in found if one.figure_fen != one.sum_fen] == []
