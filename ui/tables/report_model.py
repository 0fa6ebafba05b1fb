"""A `Report` as a table on screen: the same rows and words as on paper, group heads and totals by weight."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from models.report import As, Column, Kind, Report, Row, text
from ui.tables.columns import Draw, TableColumn

Index = QModelIndex | QPersistentModelIndex
_ROLES = Qt.ItemDataRole
VALUE = _ROLES.UserRole
_NOTHING = QModelIndex()
PIXELS_PER_MM = 4.2
CUT_TO = 0.6  # so much of its width a sentence keeps in a narrow window
_DRAW = {
    As.MONEY: Draw.MONEY,
    As.COUNT: Draw.COUNT,
    As.CODE: Draw.CODE,
    As.DAY: Draw.DAY,
    As.MARK: Draw.MARK,
    As.LONG: Draw.SENTENCE,
}
_BOLD = frozenset({Kind.GROUP, Kind.SUBTOTAL, Kind.TOTAL, Kind.MONTH, Kind.YEAR})
_GREY = frozenset({Kind.GROUP, Kind.SUBTOTAL, Kind.CARRY, Kind.MONTH, Kind.YEAR})


class ReportModel(QAbstractTableModel):
    """Read only; `show(report)` replaces everything. The computed total is not a line: it is pinned below."""

    has_ticks = False

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.report: Report | None = None
        self.columns: tuple[TableColumn, ...] = ()
        self._rows: tuple[Row, ...] = ()

    def show(self, report: Report) -> None:
        """Show this report."""
        self.beginResetModel()
        self.report = report
        self.columns = tuple(_column(at, column, report) for at, column in enumerate(report.columns))
        self._rows = report.rows
        self.endResetModel()

    def row(self, line: int) -> Row:
        """The report's row in this line."""
        return self._rows[line]

    def value(self, line: int, at: int) -> str:
        """The cell's text, as on paper; sub-accounts are indented."""
        if self.report is None:
            return ""
        row = self._rows[line]
        words = text(row.cells[at], self.report.columns[at], row.kind)
        return "　" * row.level + words if row.level and at == self._first_text() else words

    def tint(self, line: int) -> str:
        """Headings and sums stand on grey."""
        return "grey" if self._rows[line].kind in _GREY else ""

    def weight(self, line: int) -> str:
        """ "red" for reversals, "bold" for sums, else ""."""
        row = self._rows[line]
        return "red" if row.red else "bold" if row.kind in _BOLD else ""

    def groups(self) -> list[int]:
        """The lines that are headings over all columns."""
        return [line for line, row in enumerate(self._rows) if row.kind is Kind.GROUP]

    def rowCount(self, parent: Index = _NOTHING) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOTHING) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _ROLES.DisplayRole) -> Any:
        if role in (_ROLES.DisplayRole, VALUE, _ROLES.ToolTipRole):
            words = self.value(index.row(), index.column()) if index.isValid() else ""
            return words if role != _ROLES.ToolTipRole or self._is_long(index) else None
        if role == _ROLES.TextAlignmentRole and index.isValid():
            return self.columns[index.column()].align
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLES.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == _ROLES.DisplayRole:
            return self.columns[section].title
        return self.columns[section].align if role == _ROLES.TextAlignmentRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return (
            Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            if index.isValid()
            else Qt.ItemFlag.NoItemFlags
        )

    def least(self, at: int) -> int:
        """Pixels at 100 % below which a column is not narrowed: amounts stay whole, a sentence may be cut."""
        column = self.columns[at]
        if column.draw is Draw.SENTENCE:
            return round(column.width * CUT_TO)
        if self.report is None or column.draw is not Draw.MONEY:
            return column.width
        return min(
            column.width, max(_wide(column.title) + 22, _room(at, self.report.columns[at], self.report))
        )

    def _first_text(self) -> int:
        columns = self.report.columns if self.report is not None else ()
        return next((at for at, column in enumerate(columns) if column.show in (As.TEXT, As.LONG)), 0)

    def _is_long(self, index: Index) -> bool:
        return index.isValid() and self.columns[index.column()].draw is Draw.SENTENCE


def _column(at: int, column: Column, report: Report) -> TableColumn:
    """A paper's column on screen; a two-level head becomes "期末余额 借方"."""
    unit = "(元)" if column.show is As.MONEY else ""
    title = " ".join(part for part in (column.group, column.title) if part) + unit
    wide = max(round(column.width * PIXELS_PER_MM), _wide(title) + 22, _room(at, column, report))
    stretch = column.show is As.LONG and all(c.show is not As.LONG for c in report.columns[:at])
    draw = _DRAW.get(column.show, Draw.TEXT)
    return TableColumn(str(at), title, draw, wide, stretch, column.total, strong=column.strong_right)


def _room(at: int, column: Column, report: Report) -> int:
    """Pixels at 100 % that the longest amount takes in bold: an amount is never cut."""
    if column.show is not As.MONEY:
        return 0
    amounts = (row.cells[at] for row in report.rows if at < len(row.cells))
    largest = max((abs(fen) for fen in amounts if isinstance(fen, int)), default=0)
    return round(sum(9.2 if sign.isdigit() else 5.6 for sign in text(-largest, column, Kind.TOTAL))) + 20


def _wide(title: str) -> int:
    """Pixels at 100 % that a head takes: brackets and digits are half as wide as characters."""
    return sum(14 if sign > "\u2fff" else 8 for sign in title)
