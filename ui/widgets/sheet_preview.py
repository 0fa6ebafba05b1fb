"""A foreign sheet as it stands: numbered rows, the header framed, bad cells red, doubtful ones amber."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from models.intake.cells import Sheet
from models.intake.headers import letter
from models.intake.seen import Seen
from ui import theme

Index = QModelIndex | QPersistentModelIndex
_NOTHING = QModelIndex()
_ROLES = Qt.ItemDataRole
_NARROWEST, _WIDEST, _MEASURED = 56, 200, 40  # pixels at 100 %, rows looked at for widths
ROW = 27


class SheetModel(QAbstractTableModel):
    """The cells of one sheet, read from it as they are looked at."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.seen: Seen | None = None
        self.tones: Mapping[tuple[int, int], str] = {}
        self.skipped: frozenset[int] = frozenset()
        self.used: frozenset[int] = frozenset()
        self._width = 0

    def show_seen(self, seen: Seen) -> None:
        """Another sheet, or the same under another header."""
        self.beginResetModel()
        self.seen = seen
        # wrong cells last, so that they win over doubtful ones
        self.tones = {
            (cell.row - 1, cell.column - 1): "error" if cell.wrong else "warn"
            for cell in reversed(seen.cells)
            if cell.column
        }
        self.skipped = frozenset(row - 1 for row, _ in seen.skipped)
        self.used = frozenset(one.column for one in seen.columns if one.field)
        self._width = max(map(len, seen.sheet.rows), default=0)
        self.endResetModel()

    @property
    def sheet(self) -> Sheet | None:
        """The sheet that is shown."""
        return self.seen.sheet if self.seen is not None else None

    def is_header(self, row: int) -> bool:
        """Whether the headings stand in this row (from 0)."""
        seen = self.seen
        return seen is not None and seen.header.row - 1 <= row < seen.header.row - 1 + seen.header.rows

    def is_grey(self, row: int) -> bool:
        """Whether this row is no line of the list."""
        seen = self.seen
        return row in self.skipped or (seen is not None and row + 1 < seen.header.first_row)

    def rowCount(self, parent: Index = _NOTHING) -> int:
        return 0 if parent.isValid() or self.sheet is None else len(self.sheet.rows)

    def columnCount(self, parent: Index = _NOTHING) -> int:
        return 0 if parent.isValid() else self._width

    def data(self, index: Index, role: int = _ROLES.DisplayRole) -> Any:
        if self.seen is None or role not in (_ROLES.DisplayRole, _ROLES.ToolTipRole):
            return None
        return self.seen.shown(index.row(), index.column())

    def is_number(self, row: int, column: int) -> bool:
        """Numbers stand at the right, as in the spreadsheet."""
        cells = self.sheet.rows[row] if self.sheet is not None else []
        cell = cells[column] if column < len(cells) else None
        return isinstance(cell, (int, float)) and not isinstance(cell, bool)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLES.DisplayRole) -> Any:
        if role == _ROLES.DisplayRole:
            return letter(section) if orientation is Qt.Orientation.Horizontal else str(section + 1)
        if role == _ROLES.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        return None


class SheetPreview(QTableView):
    """`show_seen(seen)`; `row_chosen(5)` when a double click says that the headings stand in row 5."""

    row_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._fresh = False  # a sheet that was just opened and not scrolled yet
        self.cells = SheetModel(self)
        self.setModel(self.cells)
        self.setItemDelegate(_Painter(self))
        self.setAccessibleName("原表")
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setHighlightSections(False)
        self.verticalHeader().setSectionsClickable(True)
        self.verticalHeader().sectionDoubleClicked.connect(lambda row: self.row_chosen.emit(row + 1))
        self.horizontalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setMinimumSectionSize(1)
        theme.looks.changed.connect(self._measure)

    def show_seen(self, seen: Seen) -> None:
        """Show the sheet; the header is scrolled into sight."""
        same = self.cells.sheet is seen.sheet or (
            self.cells.sheet is not None and self.cells.sheet.name == seen.sheet.name
        )
        kept = self.verticalScrollBar().value() if same else 0
        self.cells.show_seen(seen)
        self._measure()
        self._span_titles()
        self.verticalScrollBar().setValue(kept)
        self._fresh = not same
        self._seek_header()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._seek_header()

    def _seek_header(self) -> None:
        """Until the person scrolls, the headings and what is under them are in sight."""
        seen = self.cells.seen
        if seen is None or not self._fresh or not seen.header.row:
            return
        fits = self.viewport().height() >= theme.px(ROW) * (seen.header.row + 3)
        self.verticalScrollBar().setValue(0 if fits else seen.header.row - 1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._fresh = False
        super().wheelEvent(event)

    def show_cell(self, row: int, column: int) -> None:
        """Go to this cell (from 1)."""
        self._fresh = False
        index = self.cells.index(row - 1, max(0, column - 1))
        self.setCurrentIndex(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _measure(self) -> None:
        """Column widths after the cells of the first rows; they follow the zoom."""
        seen = self.cells.seen
        if seen is None:
            return
        self.verticalHeader().setDefaultSectionSize(theme.px(ROW))
        self.verticalHeader().setFixedWidth(theme.px(44))
        self.horizontalHeader().setFixedHeight(theme.px(26))
        metrics = QFontMetrics(theme.font(theme.SMALL, bold=True))
        start = max(0, seen.header.row - 1)
        for column in range(self.cells.columnCount()):
            rows = range(start, min(len(seen.sheet.rows), start + _MEASURED))
            widths = [metrics.horizontalAdvance(seen.shown(row, column)) for row in rows]
            wide = max([theme.px(_NARROWEST), *(width + theme.px(18) for width in widths)])
            self.setColumnWidth(column, min(wide, theme.px(_WIDEST)))

    def _span_titles(self) -> None:
        """A text above the header runs over the empty cells beside it."""
        self.clearSpans()
        seen = self.cells.seen
        if seen is None:
            return
        for row in range(min(max(0, seen.header.row - 1), len(seen.sheet.rows))):
            filled = [at for at, cell in enumerate(seen.sheet.rows[row]) if cell is not None]
            for at, follower in pairwise([*filled, self.cells.columnCount()]):
                if follower - at > 1:
                    self.setSpan(row, at, 1, follower - at)


class _Painter(QStyledItemDelegate):
    """Paints a cell of the sheet: ground by state, thin lines, blue frame round the header."""

    def __init__(self, view: SheetPreview) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = self._view.cells
        rect: QRect = option.rect
        row, column = index.row(), index.column()
        header = model.is_header(row)
        ink, ground = _colours(model, row, column)
        painter.save()
        painter.fillRect(rect, theme.color(ground))
        painter.setPen(QPen(theme.color(theme.LINE), 1))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if header:
            _frame(painter, rect, model, (row, column))
        painter.setFont(theme.font(theme.SMALL, bold=header))
        painter.setPen(theme.color(ink))
        room = rect.adjusted(theme.px(8), 0, -theme.px(8), 0)
        side = Qt.AlignmentFlag.AlignRight if model.is_number(row, column) else Qt.AlignmentFlag.AlignLeft
        text = str(index.data() or "")
        text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, text)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.color(theme.INFO), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()


def _colours(model: SheetModel, row: int, column: int) -> tuple[str, str]:
    """Ink and ground of a cell."""
    tone = model.tones.get((row, column), "")
    if tone:
        return theme.TONES[tone]
    if model.is_header(row):
        return (theme.INFO, theme.INFO_TINT) if column in model.used else (theme.TEXT_2, theme.INFO_TINT)
    if model.is_grey(row):
        return theme.TEXT_2, theme.GROUP
    return (theme.TEXT, theme.CARD) if column in model.used else (theme.TEXT_2, theme.CARD)


def _frame(painter: QPainter, rect: QRect, model: SheetModel, place: tuple[int, int]) -> None:
    """The frame goes round all headings, not round each."""
    row, column = place
    painter.setPen(QPen(theme.color(theme.INFO), 2))
    if not model.is_header(row - 1):
        painter.drawLine(rect.left(), rect.top() + 1, rect.right(), rect.top() + 1)
    if not model.is_header(row + 1):
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
    if column == 0:
        painter.drawLine(rect.left() + 1, rect.top(), rect.left() + 1, rect.bottom())
    if column == model.columnCount() - 1:
        painter.drawLine(rect.right(), rect.top(), rect.right(), rect.bottom())
