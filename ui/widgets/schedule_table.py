"""A schedule in a card: a grey heading for each week, lines below; ↑ ↓ jump over the headings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QVBoxLayout

from models.calendar.board import Line, Section
from ui import theme
from ui.tables.columns import Pill
from ui.tables.schedule_model import (
    COLUMNS,
    DAY,
    HIGH,
    HIGH_TWO,
    PLACE,
    RECORD,
    SOURCE,
    WHO,
    WORK,
    Record,
    ScheduleModel,
    SchedulePainter,
)
from ui.tables.table_view import TableView

WIDEST = 148  # who and where take no more than this
LEAST_WORK = 130
_GIVES_WAY = (SOURCE, PLACE, WHO)  # columns that go first where room is short


class ScheduleTable(QFrame):
    """`show_sections(sections, today)`; `opened(line)` by Enter or double click, `verb(line, key)` by a link.

    `menu(line)` gives the entries of the right click. ↑ ↓ jump over headings; several lines may be chosen.
    """

    opened = Signal(object)
    verb = Signal(object, str)
    moved = Signal()  # the cursor stands on another line

    def __init__(self, look: Callable[[Line], tuple[Pill, Record, str]]) -> None:
        super().__init__()
        theme.kind(self, "card")
        self.menu: Callable[[Line], Sequence[tuple[str, str, Callable[[], object]]]] = lambda line: ()
        self.model = ScheduleModel(look, self)
        self.view = TableView(HIGH)
        self.view.painter_of_cells = SchedulePainter(self.view)
        self.view.setItemDelegate(self.view.painter_of_cells)
        self.view.setModel(self.model)
        self.view.setAccessibleName("行事历")
        theme.space(QVBoxLayout(self), (1, 1, 1, 1), 0).addWidget(self.view)
        self._timer = QTimer(self)  # a single shot would keep the table alive when it goes before it fires
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._fit)
        self.view.opened.connect(self._open)
        self.view.verb.connect(self._do)
        self.view.selectionModel().currentRowChanged.connect(self._walk)
        self.view.customContextMenuRequested.connect(self._open_menu)
        self.view.verticalScrollBar().rangeChanged.connect(lambda *_: self._later())
        self.view.installEventFilter(self)
        theme.looks.changed.connect(self._fit)
        copy = QShortcut(QKeySequence("Ctrl+C"), self.view, self.copy)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)

    def show_sections(self, sections: Sequence[Section], today: date) -> None:
        """Show these; the cursor stays on its line."""
        before = self.current()
        top = self.view.verticalScrollBar().value()
        self.model.show(sections, today)
        self._fit()
        if before is not None:
            self._stay(before)
        self.view.verticalScrollBar().setValue(top)

    def current(self) -> Line | None:
        """The line under the cursor."""
        return self.model.line(self.view.currentIndex().row())

    def chosen(self) -> list[Line]:
        """The chosen lines, in order."""
        rows = sorted({index.row() for index in self.view.selectionModel().selectedRows()})
        return [line for line in map(self.model.line, rows) if line is not None]

    def go_to(self, fits: Callable[[Line], bool]) -> bool:
        """The cursor to the first line that fits, with its heading in sight; False when there is none."""
        row = self.model.find(fits)
        if row < 0:
            return False
        self.view.setCurrentIndex(self.model.index(row, WORK))
        self.view.scrollTo(self.model.index(max(0, row - 1), 0))
        return True

    def scroll_to_month(self, month: str) -> None:
        """The heading of this month to the top."""
        row = self.model.find(lambda line: line.month >= month)
        if row > 0:
            self.view.scrollTo(self.model.index(row - 1, 0), TableView.ScrollHint.PositionAtTop)

    def copy(self) -> None:
        """Ctrl+C: the chosen lines with tabs, for a sheet."""
        wide = [at for at in range(len(COLUMNS)) if at != RECORD]
        rows = sorted({index.row() for index in self.view.selectionModel().selectedRows()})
        text = "\n".join("\t".join(self.model.words(row, at) for at in wide) for row in rows)
        QGuiApplication.clipboard().setText(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._later()
        return False

    # -- inside -----------------------------------------------------------------------------------

    def _open(self, row: int) -> None:
        line = self.model.line(row)
        if line is not None:
            self.opened.emit(line)

    def _do(self, row: int, key: str) -> None:
        line = self.model.line(row)
        if line is not None:
            self.verb.emit(line, key)

    def _stay(self, before: Line) -> None:
        """The same work, or what is in its place now."""
        same = self.model.find(lambda line: _same(line, before))
        if same >= 0:
            self.view.setCurrentIndex(self.model.index(same, WORK))

    def _walk(self, now: QModelIndex, before: QModelIndex) -> None:
        """The cursor never rests on a heading."""
        if now.isValid() and self.model.line(now.row()) is None:
            down = now.row() >= before.row() or now.row() == 0
            row = now.row() + (1 if down else -1)
            QTimer.singleShot(0, self, lambda: self.view.setCurrentIndex(self.model.index(row, WORK)))
            return
        self.moved.emit()

    def _open_menu(self, at: Any) -> None:
        from PySide6.QtWidgets import QMenu

        from ui import icons

        line = self.model.line(self.view.indexAt(at).row())
        if line is None:
            return
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for text, icon, act in self.menu(line):
            menu.addAction(icons.icon(icon), text, act)
        self.menu_shown = menu
        menu.popup(self.view.viewport().mapToGlobal(at))

    def _later(self) -> None:
        self._timer.start()

    def _fit(self) -> None:
        """Widths from the content; the work takes the rest and two lines where it needs them."""
        widths = self._widths()
        room = self.view.viewport().width()
        for at in (at for at in _GIVES_WAY if sum(widths.values()) > room):
            if sum(widths.values()) > room:
                widths[at] = 0
        widths[WORK] = max(
            theme.px(LEAST_WORK), room - sum(wide for at, wide in widths.items() if at != WORK)
        )
        for at, wide in widths.items():
            self.view.setColumnHidden(at, wide == 0)
            if wide and self.view.columnWidth(at) != wide:
                self.view.setColumnWidth(at, wide)
        self._fit_heights(widths[WORK] - 2 * theme.px(10))

    def _fit_heights(self, room: int) -> None:
        metrics = QFontMetrics(theme.font())
        for row in range(self.model.rowCount()):
            line = self.model.line(row)
            two = line is not None and metrics.horizontalAdvance(line.content) > room
            high = theme.px(HIGH_TWO if two else HIGH)
            if self.view.rowHeight(row) != high:
                self.view.setRowHeight(row, high)

    def _widths(self) -> dict[int, int]:
        """What every column asks for; one without any words asks for nothing."""
        metrics = QFontMetrics(theme.font())
        widths = {at: theme.px(column.width) for at, column in enumerate(COLUMNS)}
        for at in (DAY, WHO, PLACE, RECORD):
            texts = [self.model.words(row, at) for row in range(self.model.rowCount())]
            widest = max((metrics.horizontalAdvance(text) for text in texts), default=0)
            least = metrics.horizontalAdvance(COLUMNS[at].title)
            if at in (WHO, PLACE):
                widths[at] = min(max(widest, least) + theme.px(22), theme.px(WIDEST)) if widest else 0
            else:
                widths[at] = max(widths[at] if at == DAY else 0, max(widest, least) + theme.px(22))
        return widths


def _same(one: Line, other: Line) -> bool:
    if one.item or other.item:
        return one.item == other.item
    return (one.kind, one.month, one.where or one.content) == (
        other.kind,
        other.month,
        other.where or other.content,
    )
