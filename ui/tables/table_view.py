"""The table itself: fixed rows, aligned header, frozen first columns, hover, verbs, keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui import theme
from ui.tables.columns import Draw, TableColumn
from ui.tables.delegate import CellDelegate, paint_tick
from ui.tables.list_model import VALUE

_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TickHeader(QHeaderView):
    """The horizontal header; over a column of tick boxes it paints one for all."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(theme.px(28))
        theme.fix(self, height=theme.HEAD_ROW)

    def paintSection(self, painter: QPainter, rect: QRect, index: int) -> None:  # noqa: N802  Qt's name
        # by hand: Qt's own asks every line of the list whether it is selected
        model: Any = self.model()
        painter.fillRect(rect, theme.color(theme.HEADER))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color(theme.LINE))
        if index == 0 and getattr(model, "has_ticks", False):
            count = len(model.chosen)
            if model.rowCount():
                paint_tick(painter, rect, count == model.rowCount(), 0 < count < model.rowCount())
            return
        now = model.columns[index].tint
        painter.setFont(theme.font(bold=now))
        painter.setPen(theme.color(theme.INFO if now else theme.TEXT_2))
        words = rect.adjusted(theme.px(10), 0, -theme.px(10), 0)
        painter.drawText(
            words, model.columns[index].align, model.headerData(index, Qt.Orientation.Horizontal)
        )


class TableView(QTableView):
    """Shows a model with `columns`. Lines are picked as wholes, or cell by cell with `cells=True`."""

    opened = Signal(int)  # line: double click or Enter
    verb = Signal(int, str)  # line and the key of the link
    ticked = Signal(list)  # lines whose tick shall turn

    def __init__(self, row_height: int = theme.ROW, *, cells: bool = False) -> None:
        super().__init__()
        self.row_height, self._frozen_count = row_height, 0
        self.frozen: _Frozen | None = None
        self.painter_of_cells = CellDelegate(self)
        self.setItemDelegate(self.painter_of_cells)
        self.setHorizontalHeader(TickHeader(self))
        behaviour = QAbstractItemView.SelectionBehavior
        mode = QAbstractItemView.SelectionMode
        self.setSelectionBehavior(behaviour.SelectItems if cells else behaviour.SelectRows)
        self.setSelectionMode(mode.SingleSelection if cells else mode.ExtendedSelection)
        _plain(self)
        self.setMouseTracking(True)
        self._keep_height()
        theme.looks.changed.connect(self._keep_height)

    def freeze(self, count: int) -> None:
        """Keep the first columns in sight while the others scroll."""
        self._frozen_count = self.painter_of_cells.frozen = count
        if self.frozen is None and count:
            self.frozen = _Frozen(self)
        if self.frozen is not None:
            self.frozen.take(count)

    def span_line(self, line: int) -> None:
        """A heading over all columns; in the frozen part over its own."""
        self.setSpan(line, 0, 1, max(1, self.model().columnCount()))
        if self.frozen is not None and self._frozen_count > 1:
            self.frozen.setSpan(line, 0, 1, self._frozen_count)

    @property
    def frozen_count(self) -> int:
        """How many columns stay."""
        return self._frozen_count

    def setModel(self, model: QAbstractItemModel | None) -> None:  # noqa: N802  Qt's name
        super().setModel(model)
        if self.frozen is not None:
            self.frozen.follow()

    def column(self, at: int) -> TableColumn:
        """The column value at this place."""
        columns: Sequence[TableColumn] = self.model().columns  # type: ignore[attr-defined]
        return columns[at]

    # -- keys and mouse ---------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in _RETURN and index.isValid():
            self._enter(index)
        elif (
            event.key() == Qt.Key.Key_Space and index.isValid() and getattr(self.model(), "has_ticks", False)
        ):
            rows = {found.row() for found in self.selectionModel().selectedRows()} or {index.row()}
            self.ticked.emit(sorted(rows))
        elif event.key() == Qt.Key.Key_Tab:
            QWidget.keyPressEvent(self, event)  # leaves the list; arrows move inside
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802  Qt's name
        return QWidget.focusNextPrevChild(self, forward)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self.hover_at(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.press_at(self.indexAt(event.position().toPoint()), event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton and not self._is_tick(index):
            self.opened.emit(index.row())

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.frozen is not None:
            self.frozen.place()

    def hover_at(self, event: QMouseEvent) -> None:
        """The mouse is here: light the row, underline the verb."""
        point = event.position().toPoint()
        index = self.indexAt(point)
        over_link = index.isValid() and bool(self._link(index, event))
        self.viewport().setCursor(
            Qt.CursorShape.PointingHandCursor if over_link else Qt.CursorShape.ArrowCursor
        )
        self.painter_of_cells.mouse = point
        self._hover(index.row() if index.isValid() else -1, index if over_link else None)

    def press_at(self, index: QModelIndex, event: QMouseEvent) -> None:
        """The mouse was released in this cell: a tick turns, a verb is done."""
        if not index.isValid():
            return
        if self._is_tick(index):
            self.ticked.emit([index.row()])
        elif key := self._link(index, event):
            self.verb.emit(index.row(), key)

    def _link(self, index: QModelIndex, event: QMouseEvent) -> str:
        if self.column(index.column()).draw is not Draw.LINKS:
            return ""
        return self.painter_of_cells.link_at(
            self.visualRect(index), index.data(VALUE), event.position().toPoint()
        )

    def _is_tick(self, index: QModelIndex) -> bool:
        return index.column() == 0 and getattr(self.model(), "has_ticks", False)

    def _enter(self, index: QModelIndex) -> None:
        value = index.data(VALUE)
        if self.column(index.column()).draw is Draw.LINKS and isinstance(value, tuple) and value:
            self.verb.emit(index.row(), value[0].key)
        else:
            self.opened.emit(index.row())

    def _hover(self, row: int, redraw: QModelIndex | None = None) -> None:
        if row != self.painter_of_cells.hover or redraw is not None:
            self.painter_of_cells.hover = row
            self.viewport().update()
            if self.frozen is not None:
                self.frozen.viewport().update()

    def _keep_height(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.px(self.row_height))
        if self.frozen is not None:
            self.frozen.verticalHeader().setDefaultSectionSize(theme.px(self.row_height))
            self.frozen.place()


class _Frozen(QTableView):
    """A second look at the first columns, laid over the table; it scrolls and selects with it."""

    def __init__(self, table: TableView) -> None:
        super().__init__(table)
        self._table = table
        self._count = 0
        self.setItemDelegate(table.painter_of_cells)
        self.setHorizontalHeader(TickHeader(self))
        _plain(self)
        self.setSelectionBehavior(table.selectionBehavior())
        self.setSelectionMode(table.selectionMode())
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        for bar in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            bar(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().setDefaultSectionSize(theme.px(table.row_height))
        table.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(table.verticalScrollBar().setValue)
        table.horizontalHeader().sectionResized.connect(self._resized)
        self.horizontalHeader().sectionClicked.connect(
            lambda at: table.horizontalHeader().sectionClicked.emit(at)
        )
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def take(self, count: int) -> None:
        """Show so many columns."""
        self._count = count
        self.follow()

    def follow(self) -> None:
        """The table has another model: share it and its selection."""
        model = self._table.model()
        if model is None:
            return
        if self.model() is not model:
            self.setModel(model)
        self.setSelectionModel(self._table.selectionModel())
        header = self._table.horizontalHeader()
        for at in range(model.columnCount()):
            hidden = header.visualIndex(at) >= self._count or self._table.isColumnHidden(at)
            self.setColumnHidden(at, hidden)
            if not hidden:
                self.setColumnWidth(at, self._table.columnWidth(at))
        self.place()

    def place(self) -> None:
        """Lie exactly over the table's first columns."""
        header = self._table.horizontalHeader()
        width = sum(
            header.sectionSize(header.logicalIndex(at)) for at in range(min(self._count, header.count()))
        )
        height = self._table.viewport().height() + header.height()
        self.setGeometry(0, 0, min(width, self._table.width()), height)
        self.setVisible(width > 0)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._table.hover_at(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._table.press_at(self.indexAt(event.position().toPoint()), event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._table.setFocus()
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._table.mouseDoubleClickEvent(event)

    def _resized(self, at: int, old: int, new: int) -> None:
        if not self.isColumnHidden(at):
            self.setColumnWidth(at, new)
        self.place()


def _plain(view: QTableView) -> None:
    view.verticalHeader().hide()
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    view.verticalHeader().setMinimumSectionSize(1)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setCornerButtonEnabled(False)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
    view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    view.horizontalHeader().setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
