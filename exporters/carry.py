"""The carry lines of books: 过次页 and 承前页 with running sums and the balance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from models.report import As, Kind, Report, Row

_NAMED = frozenset({Kind.CARRY, Kind.MONTH, Kind.YEAR})


def carried(report: Report, rows: Sequence[Row], label: str) -> Row:
    """What is carried after `rows`: sums of the amount columns, and the last balance with its side."""
    cells: list[Any] = [None] * len(report.columns)
    details = [row for row in rows if row.kind is Kind.DETAIL]
    for index, column in enumerate(report.columns):
        if column.total:
            cells[index] = sum(row.cells[index] or 0 for row in details)
        elif _is_balance(report, index):
            cells[index] = _latest(rows, index)
    cells[label_column(report)] = label
    return Row(tuple(cells), Kind.CARRY)


def label_column(report: Report) -> int:
    """The column that names sums in this book: as its other sum lines do, else 摘要."""
    for row in report.rows:
        if row.kind in _NAMED:
            return next(
                (i for i, value in enumerate(row.cells) if isinstance(value, str) and len(value) > 2), 0
            )
    shows = [column.show for column in report.columns]
    return next((shows.index(show) for show in (As.LONG, As.TEXT) if show in shows), 0)


def _latest(rows: Sequence[Row], index: int) -> Any:
    """The last value of a column."""
    values = (row.cells[index] for row in reversed(rows) if len(row.cells) > index)
    return next((value for value in values if value is not None), None)


def _is_balance(report: Report, index: int) -> bool:
    """Balance columns, and the column 借或贷 just before one."""
    columns = report.columns
    if any(column.total for column in columns[index:]):
        return False  # a unit price, say, before its amount
    if columns[index].show in (As.MONEY, As.COUNT):
        return not columns[index].total
    following = columns[index + 1] if index + 1 < len(columns) else None
    return columns[index].show is As.MARK and following is not None and _is_plain_money(following)


def _is_plain_money(column: Any) -> bool:
    """An amount that isn't added up."""
    return column.show is As.MONEY and not column.total
