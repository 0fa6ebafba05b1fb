"""A sheet of the superior's form as a grid to point into: merged cells, formulas grey, said cells blue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from exporters.form_reading import FormSheet
from models.intake.cells import address
from ui import theme

Index = QModelIndex | QPersistentModelIndex
_NOTHING = QModelIndex()
_ROLES = Qt.ItemDataRole
_CHARACTER, _NARROW, _WIDE, _USUAL = 8, 40, 260, 72  # pixels at 100 %


class _Model(QAbstractTableModel):
    """The cells of one sheet; `said` maps (row, column) to (value, what it is)."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.sheet: FormSheet | None = None
        self.said: Mapping[tuple[int, int], tuple[str, str]] = {}

    def show_sheet(self, sheet: FormSheet | None, said: Mapping[tuple[int, int], tuple[str, str]]) -> None:
        """Another sheet, or the same with other words."""
        self.beginResetModel()
        self.sheet, self.said = sheet, said
        self.endResetModel()

    def rowCount(self, parent: Index = _NOTHING) -> int:
        return 0 if parent.isValid() or self.sheet is None else self.sheet.rows

    def columnCount(self, parent: Index = _NOTHING) -> int:
        return 0 if parent.isValid() or self.sheet is None else self.sheet.columns

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLES.DisplayRole) -> Any:
        if role != _ROLES.DisplayRole:
            return None
        across = orientation is Qt.Orientation.Horizontal
        return address(1, section + 1)[:-1] if across else str(section + 1)

    def data(self, index: Index, role: int = _ROLES.DisplayRole) -> Any:
        if not index.isValid() or self.sheet is None:
            return None
        at = (index.row() + 1, index.column() + 1)
        cell = self.sheet.cells.get(at)
        value, title = self.said.get(at, ("", ""))
        formula = cell.formula if cell else ""
        answers: dict[int, Any] = {
            _ROLES.DisplayRole: value or formula or (cell.text if cell else ""),
            _ROLES.ToolTipRole: title or formula or None,
            _ROLES.ForegroundRole: theme.color(theme.INFO) if title else None,
            _ROLES.BackgroundRole: theme.color(theme.INFO_TINT if title else theme.HEADER)
            if title or formula
            else None,
        }
        return answers.get(role)


class FormGrid(QTableView):
    """`pointed("B12")` when the cursor comes to a cell; `entered` when Enter asks what belongs there."""

    pointed = Signal(str)
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._model = _Model(self)
        self.setModel(self._model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setWordWrap(False)
        theme.tune(self, frameShape="NoFrame")
        self.setAccessibleName("报表样张")
        self.verticalHeader().setDefaultSectionSize(theme.px(28))
        self.selectionModel().currentChanged.connect(lambda now, _: self._tell(now))
        self.doubleClicked.connect(lambda _: self.entered.emit())

    def show_sheet(self, sheet: FormSheet | None, said: Mapping[tuple[int, int], tuple[str, str]]) -> None:
        """Show a sheet with what is said of its cells; the cursor stays where it was on the same sheet."""
        kept = self.cell() if sheet is not None and self._model.sheet is not None else ""
        same = sheet is not None and self._model.sheet is not None and sheet.name == self._model.sheet.name
        self.clearSpans()
        self._model.show_sheet(sheet, said)
        if sheet is None:
            return
        for first_row, first_column, last_row, last_column in sheet.merged:
            if first_row <= sheet.rows and first_column <= sheet.columns:
                self.setSpan(
                    first_row - 1, first_column - 1, last_row - first_row + 1, last_column - first_column + 1
                )
        for column in range(sheet.columns):
            wide = round(sheet.widths.get(column + 1, 0) * _CHARACTER) or _USUAL
            self.setColumnWidth(column, theme.px(min(max(wide, _NARROW), _WIDE)))
        if same and kept:
            self.go(kept)
        else:
            self.setCurrentIndex(self._model.index(0, 0))

    def cell(self) -> str:
        """Where the cursor is, as "B12"; of a merged cell its first."""
        index = self.currentIndex()
        if not index.isValid() or self._model.sheet is None:
            return ""
        return address(*self._model.sheet.anchor(index.row() + 1, index.column() + 1))

    def go(self, cell: str) -> None:
        """Put the cursor on a cell."""
        from exporters.form_reading import place

        row, column = place(cell)
        self.setCurrentIndex(self._model.index(row - 1, column - 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def _tell(self, index: QModelIndex) -> None:
        if index.isValid():
            self.pointed.emit(self.cell())
