"""The two statements of the worked year, to the fen, from the rows that are data."""

from __future__ import annotations

from models.kit.money import parse
from models.ledger import statements
from tests.models.ledger.test_imports import YEAR, book_2025, open_year, take, year_lines

__all__ = ["book_2025"]


def figures(report, halves):
    found = {}
    for row in report.rows:
        for title, first, second in halves:
            name = (row.cells[title] or "").strip("\u3000").removeprefix("其中：").replace("：", ":")
            if name:
                found[name] = (row.cells[first], row.cells[second])
    return found


def test_income_and_expenditure_of_december(book_2025):
    open_year(book_2025)
    take(book_2025, year_lines())
    got = figures(statements.income_expense(book_2025, "2025-12"), [(0, 2, 3)])
    want = YEAR["expected"]["income_expense"]
    for group in ("income", "expense", "expense_detail"):
        for name, text in want[group].items():
            key = {"收入合计": "一、收入合计", "支出合计": "二、支出合计"}.get(name, name)
            assert got[key][1] == parse(text), name
    assert got["三、本期收支差额"] == (2_758_691, parse(want["surplus"]))
    assert got["四、期初工会资金结转结余"] == (4_384_095, parse(want["opening_fund"]))
    assert got["五、期末工会资金结转结余"] == (parse(want["closing_fund"]),) * 2


def test_balance_sheet_of_december_before_closing(book_2025):
    open_year(book_2025)
    take(book_2025, year_lines())
    report = statements.balance_sheet(book_2025, "2025-12")
    got = figures(report, [(0, 2, 3), (4, 6, 7)])
    want = YEAR["expected"]["balance_sheet"]
    renamed = {"资产合计": "资产总计"}
    for group in ("assets", "liabilities", "net_assets"):
        for one in want[group]:
            name = renamed.get(one["row"], one["row"])
            if name in ("工会资金结转", "工会资金结余"):
                continue
            assert got[name] == (parse(one["opening"]), parse(one["closing"])), name
    funds = sum(parse(one["closing"]) for one in want["net_assets"] if one["row"].startswith("工会资金"))
    assert got["工会资金结转"][1] + got["工会资金结余"][1] == funds
    assert got["资产总计"] == got["负债和净资产总计"]
    assert report.notes == ()
