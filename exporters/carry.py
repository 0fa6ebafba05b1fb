"""The carry lines of books: 过次页 and 承前页 with running sums and the balance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from models.report import As, Kind, Report, Row

_NAMED = frozenset({Kind.CARRY, Kind.MONTH, Kind.YEAR})


class Carrier:
    """What a book carries from page to page: asked in the order of the pages, each row is added once."""

    def __init__(self, report: Report, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._done = 0
        columns = range(len(report.columns))
        self._sums = {index: 0 for index in columns if report.columns[index].total}
        self._begin()
        self._latest: dict[int, Any] = {
            index: None for index in columns if index not in self._sums and _is_balance(report, index)
        }
        self._label = label_column(report)
        self._width = len(report.columns)

    def _begin(self) -> None:
        """A book that starts within the year goes on from what its first 本年累计 counts before it."""
        at = next((i for i, row in enumerate(self._rows) if row.kind is Kind.YEAR), None)
        if at is None:
            return
        for index in self._sums:
            mine = sum(row.cells[index] or 0 for row in self._rows[:at] if row.kind is Kind.DETAIL)
            self._sums[index] = (self._rows[at].cells[index] or 0) - mine

    def after(self, stop: int, label: str) -> Row:
        """Sums of the amount columns of the first `stop` rows, and the last balance with its side."""
        for row in self._rows[self._done : stop]:
            if row.kind is Kind.DETAIL:
                for index in self._sums:
                    self._sums[index] += row.cells[index] or 0
            for index in self._latest:
                if len(row.cells) > index and row.cells[index] is not None:
                    self._latest[index] = row.cells[index]
        self._done = max(self._done, stop)
        cells: list[Any] = [None] * self._width
        for index, value in (*self._sums.items(), *self._latest.items()):
            cells[index] = value
        cells[self._label] = label
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
