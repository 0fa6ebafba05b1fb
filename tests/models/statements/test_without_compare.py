"""Statements that compare leave a column empty when there is nothing to compare with."""

from __future__ import annotations

from models.catalog import entry
from models.entry import Asked
from models.ledger import actions
from models.report import As
from tests.models.ledger.vouchers import post, simple


def money(report, title):
    """The figures of a column that are there."""
    at = next(i for i, column in enumerate(report.columns) if column.title == title)
    assert report.columns[at].show is As.MONEY
    return [row.cells[at] for row in report.rows if row.cells[at]]


def test_the_year_before_the_book_is_empty_also_where_there_was_an_opening(office):
    with office.change("期初") as change:
        actions.set_opening(change, 2026, [("102", 5000, 0), ("322", 0, 5000)])
    post(office, simple(office, 400))
    made = entry("year-on-year").build(office, Asked("2026-06"))
    assert money(made, "本年累计数")
    assert money(made, "上年同期数") == money(made, "增减额") == []
    assert made.notes == ("上年不在本账套里，没有可比数。",)


def test_without_a_budget_there_is_no_difference_from_it(office):
    post(office, simple(office, 400))
    made = entry("final-account").build(office, Asked("2026"))
    assert money(made, "决算数")
    assert money(made, "年初预算") == money(made, "差额") == []
