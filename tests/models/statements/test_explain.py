"""Each figure of each statement is the sum of the vouchers that explain it, in every column, in every state."""

from __future__ import annotations

from datetime import datetime

import pytest

from models.ledger import year_end
from models.ledger.statement_lines import Statement
from models.statements.explain import Explainer, explain
from models.statements.sheets import SHEETS, cells
from tests.models.ledger.test_imports import book_2025, open_year, take, year_lines

__all__ = ["book_2025"]


def wrong_cells(db, month):
    """The cells of all statements whose pieces are not the figure."""
    found = []
    for one in SHEETS:
        for before_closing in (False, True):
            explainer = Explainer(db, Statement(one.name, month, before_closing))
            for at, line in enumerate(explainer.cells.rows):
                for column, _ in one.columns if line.formula else ():
                    said = explainer.explain(at, column)
                    if not said.sum_fen == said.figure_fen == explainer.cells.fen(at, column):
                        found.append((one.name, line.title, column))
    return found


@pytest.mark.parametrize("month", ["2025-01", "2025-06", "2025-12"])
def test_pieces_add_up_to_every_figure_of_the_worked_year(book_2025, month):
    open_year(book_2025)
    take(book_2025, year_lines())
    assert wrong_cells(book_2025.db, month) == []


def test_they_do_after_the_year_is_closed_and_in_the_next_year(book_2025):
    open_year(book_2025)
    take(book_2025, year_lines())
    book_2025.clock = lambda: datetime(2026, 1, 5, 10)
    with book_2025.change("年结") as change:
        year_end.close_year(change, 2025)
    for month in ("2025-12", "2026-01"):
        assert wrong_cells(book_2025.db, month) == []


def test_a_figure_names_its_formula_its_accounts_and_its_vouchers(book_2025):
    open_year(book_2025)
    take(book_2025, year_lines())
    which = Statement("income_expenditure", "2025-12")
    rows = cells(book_2025.db, which).rows
    at = next(i for i, line in enumerate(rows) if line.title == "维权支出")
    said = explain(book_2025.db, which, at, "year")
    assert said.title == "维权支出 · 本年累计数"
    assert said.formula == "“维权支出”科目的借方金额"
    assert said.figure_fen == said.sum_fen == 540_000
    assert [(piece.name, piece.fen) for group in said.groups for piece in group.pieces] == [
        ("2025-01-记-001", 240_000),
        ("2025-12-记-001", 300_000),
    ]
    assert all(piece.link.startswith("voucher:") for group in said.groups for piece in group.pieces)


def test_a_total_is_explained_by_its_lines(book_2025):
    open_year(book_2025)
    which = Statement("balance_sheet", "2025-01")
    rows = cells(book_2025.db, which).rows
    at = next(i for i, line in enumerate(rows) if line.title == "流动资产合计")
    said = explain(book_2025.db, which, at, "opening")
    assert said.formula.startswith("第 1 行货币资金 ＋ 第 4 行")
    assert {group.title for group in said.groups} == {"101 库存现金", "102 银行存款"}


def test_last_years_column_goes_to_last_years_vouchers(book_2025):
    open_year(book_2025)
    take(book_2025, year_lines())
    book_2025.clock = lambda: datetime(2026, 2, 5, 10)
    which = Statement("year_on_year", "2026-12")
    rows = cells(book_2025.db, which).rows
    at = next(i for i, line in enumerate(rows) if line.title == "业务支出")
    said = explain(book_2025.db, which, at, "last_year")
    assert said.sum_fen == 164_600
    assert {piece.day[:4] for group in said.groups for piece in group.pieces} == {"2025"}
