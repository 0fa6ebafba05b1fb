"""The model of every list: an array of ids, and pages of 200 rows read when they are looked at."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from ui.tables.columns import Draw, TableColumn, shown
from ui.tables.list_source import Filters, Order, RowSource

PAGE_ROWS, PAGES_KEPT = 200, 20
VALUE = Qt.ItemDataRole.UserRole  # the raw value of a cell, for the delegate
Index = QModelIndex | QPersistentModelIndex
_ROLES = Qt.ItemDataRole
_NOTHING = QModelIndex()
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class ListModel(QAbstractTableModel):
    """Rows of a `RowSource`. With `ticks` the first column is a tick box (its column key is "")."""

    ticked = Signal()

    def __init__(
        self,
        source: RowSource,
        columns: Sequence[TableColumn],
        parent: QObject | None = None,
        *,
        ticks: bool = False,
        tint: Callable[[tuple[Any, ...]], str] | None = None,
    ) -> None:
        super().__init__(parent)
        self.source = source
        box = TableColumn("", "", Draw.MARK, 36, sortable=False)
        self.columns: tuple[TableColumn, ...] = (box, *columns) if ticks else tuple(columns)
        self.has_ticks = ticks
        self.order: Order = ("", False)
        self.filters: Filters = {}
        self.chosen: set[int] = set()
        self._tint = tint
        self._ids: array[int] = array("q")
        self._pages: OrderedDict[int, list[tuple[Any, ...]]] = OrderedDict()
        self.total: Mapping[str, Any] = {}
        self._asked: dict[int, Callable[[Index], Any]] = {
            _ROLES.TextAlignmentRole: lambda index: self.columns[index.column()].align,
            _ROLES.ToolTipRole: self._tip,
            _ROLES.CheckStateRole: self._check,
        }

    # -- asking the source ------------------------------------------------------------------------

    def load(self, order: Order | None = None, filters: Filters | None = None) -> None:
        """Ask again: the ids and the sums; rows follow when they are looked at."""
        self.beginResetModel()
        self.order = self.order if order is None else order
        self.filters = self.filters if filters is None else filters
        self._ids = self.source.ids(self.order, self.filters)
        self._pages.clear()
        self.total = self.source.sums(self.filters)
        if self.chosen:
            self.chosen &= set(self._ids)
        self.endResetModel()

    def refresh_row(self, number: int) -> None:
        """One record changed without moving: read its page again."""
        if number in self._ids:
            row = self._ids.index(number)
            self._pages.pop(row // PAGE_ROWS, None)
            self.total = self.source.sums(self.filters)
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))

    def id_at(self, row: int) -> int:
        """The id of the record in this line."""
        return self._ids[row]

    def line_of(self, number: int) -> int:
        """The line of the record, -1 when it is not found."""
        return self._ids.index(number) if number in self._ids else -1

    def ids(self) -> array[int]:
        """All ids found, in order."""
        return self._ids

    def values(self, row: int) -> tuple[Any, ...]:
        """The source's tuple for this line."""
        page = self._pages.get(row // PAGE_ROWS)
        if page is None:
            page = self._read(row // PAGE_ROWS)
        return page[row % PAGE_ROWS]

    def value(self, row: int, column: int) -> Any:
        """The raw value of a cell."""
        if self.has_ticks:
            return self._ids[row] in self.chosen if column == 0 else self.values(row)[column - 1]
        return self.values(row)[column]

    def tint(self, row: int) -> str:
        """The row's tone, "chosen" when it is ticked, "" for none."""
        if self.chosen and self._ids[row] in self.chosen:
            return "chosen"
        return self._tint(self.values(row)) if self._tint else ""

    def weight(self, row: int) -> str:
        """Lists are written plainly."""
        return ""

    def _read(self, number: int) -> list[tuple[Any, ...]]:
        start = number * PAGE_ROWS
        page = self.source.rows(self._ids[start : start + PAGE_ROWS])
        self._pages[number] = page
        if len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)
        return page

    # -- ticks ------------------------------------------------------------------------------------

    def tick(self, rows: Sequence[int], on: bool) -> None:
        """Tick or clear these lines."""
        change = {self._ids[row] for row in rows}
        self.chosen = self.chosen | change if on else self.chosen - change
        if rows:
            self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), len(self.columns) - 1))
        self.ticked.emit()

    def tick_all(self, on: bool) -> None:
        """Tick or clear everything that is found."""
        self.chosen = set(self._ids) if on else set()
        if len(self._ids):
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(self.columns) - 1))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 0)
        self.ticked.emit()

    # -- what Qt asks -----------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NOTHING) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = _NOTHING) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _ROLES.DisplayRole) -> Any:
        if role == VALUE:
            return self.value(index.row(), index.column())
        if role == _ROLES.DisplayRole:
            return self._text(index)
        # every other role is asked for some hundred times a screen: one look-up decides
        ask = self._asked.get(role)
        return ask(index) if ask is not None and index.isValid() else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLES.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == _ROLES.TextAlignmentRole:
            return column.align
        if role == _ROLES.DisplayRole:
            key, down = self.order
            return column.title + ((" ↓" if down else " ↑") if key and key == column.key else "")
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    def _tip(self, index: Index) -> str | None:
        return self._text(index) if self.columns[index.column()].draw is Draw.SENTENCE else None

    def _check(self, index: Index) -> Qt.CheckState | None:
        if not self.has_ticks or index.column() != 0:
            return None
        on = self._ids[index.row()] in self.chosen
        return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked

    def _text(self, index: Index) -> str:
        column = self.columns[index.column()]
        if self.has_ticks and index.column() == 0:
            return ""
        return shown(self.value(index.row(), index.column()), column.draw)
