"""A schedule as rows: a grey heading for each week, lines below; long work takes two lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from models.calendar.board import Line, Section
from models.calendar.records import DROPPED
from ui import theme
from ui.tables.columns import Draw, Link, Pill, TableColumn, shown
from ui.tables.delegate import CellDelegate

Index = QModelIndex | QPersistentModelIndex
Record = tuple[Link, ...] | str  # verbs, or what was done
DAY, WORK, WHO, PLACE, STATE, RECORD, SOURCE = range(7)
COLUMNS = (
    TableColumn("day", "日期", width=104),
    TableColumn("work", "事项", Draw.SENTENCE, 220, stretch=True),
    TableColumn("who", "负责人", Draw.SENTENCE, 80),
    TableColumn("place", "地点", Draw.SENTENCE, 92),
    TableColumn("state", "状态", Draw.PILL, 98),
    TableColumn("record", "办理记录", Draw.LINKS, 150),
    TableColumn("source", "来源", Draw.SENTENCE, 84, quiet=True),
)
HIGH, HIGH_TWO = 35, 54  # a row with one line of work, and with two
_ROLES = Qt.ItemDataRole
_NOTHING = QModelIndex()
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class ScheduleModel(QAbstractTableModel):
    """Headings and lines. `look(line)` gives pill, record and source words of a line."""

    has_ticks = False
    columns = COLUMNS

    def __init__(
        self, look: Callable[[Line], tuple[Pill, Record, str]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._rows: list[Line | Section] = []
        self._seen: dict[int, tuple[Pill, Record, str]] = {}
        self.today: date | None = None

    def show(self, sections: Sequence[Section], today: date) -> None:
        """Show these."""
        self.beginResetModel()
        self.today = today
        self._rows = []
        for section in sections:
            self._rows += [section, *section.lines]
        self._seen = {at: self._look(row) for at, row in enumerate(self._rows) if isinstance(row, Line)}
        self.endResetModel()

    def line(self, row: int) -> Line | None:
        """The line there; None for a heading."""
        found = self._rows[row] if 0 <= row < len(self._rows) else None
        return found if isinstance(found, Line) else None

    def heading(self, row: int) -> Section | None:
        """The heading there; None for a line."""
        found = self._rows[row]
        return found if isinstance(found, Section) else None

    def find(self, fits: Callable[[Line], bool]) -> int:
        """The first row whose line fits, -1 for none."""
        return next((at for at, row in enumerate(self._rows) if isinstance(row, Line) and fits(row)), -1)

    def words(self, row: int, at: int) -> str:
        """The text of a cell, also of those that the delegate paints in its own way."""
        head = self.heading(row)
        if head is not None:
            return (head.title, head.note)[at] if at <= WORK else ""
        return shown(self._cell(row, at), COLUMNS[at].draw)

    def value(self, row: int, at: int) -> Any:
        """What the common delegate paints; "" where the schedule's own does."""
        if at == WORK or self.heading(row) is not None:
            return ""
        found = self._cell(row, at)
        return "" if at == RECORD and isinstance(found, str) else found

    def tint(self, row: int) -> str:
        """Headings are grey, what is today is bluish."""
        line = self.line(row)
        if line is None:
            return "grey"
        return "other" if self.today in line.days and not line.until else ""

    def weight(self, row: int) -> str:
        """Lines are written plainly."""
        return ""

    def _cell(self, row: int, at: int) -> Any:
        line = self.line(row)
        if line is None:
            return ""
        pill, record, source = self._seen[row]
        return (line.when, line.content, line.who, line.place, pill, record, source)[at]

    # -- what Qt asks -----------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NOTHING) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOTHING) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = _ROLES.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, at = index.row(), index.column()
        if role == _ROLES.UserRole:
            return self.value(row, at)
        if role == _ROLES.DisplayRole:
            return self.words(row, at)
        if role == _ROLES.ToolTipRole:
            return self._tip(row, at)
        return COLUMNS[at].align if role == _ROLES.TextAlignmentRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLES.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role == _ROLES.DisplayRole:
            return COLUMNS[section].title
        return COLUMNS[section].align if role == _ROLES.TextAlignmentRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return _FLAGS if index.isValid() and self.line(index.row()) else Qt.ItemFlag.NoItemFlags

    def _tip(self, row: int, at: int) -> str | None:
        line = self.line(row)
        if line is None or at in (DAY, STATE, RECORD):
            return None
        return line.source or None if at == SOURCE else self.words(row, at) or None


class SchedulePainter(CellDelegate):
    """Headings over the whole width, work in one or two lines, done work in grey words."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model: Any = index.model()
        row, at = index.row(), index.column()
        rect: QRect = option.rect
        pad = theme.px(10)
        inner = rect.adjusted(pad, 0, -pad, -1)
        if model.heading(row) is not None:
            self._paint_heading(painter, rect, inner, model.words(row, at) if at <= WORK else "")
            return
        super().paint(painter, option, index)
        if at == WORK:
            dropped = model.line(row).state == DROPPED
            _paint_work(painter, inner, model.words(row, at), theme.CAPTION if dropped else theme.TEXT)
        elif at == RECORD and not model.value(row, at):
            painter.setFont(theme.font())
            painter.setPen(theme.color(theme.TEXT_2))
            painter.drawText(inner, COLUMNS[at].align, model.words(row, at))

    def _paint_heading(self, painter: QPainter, rect: QRect, inner: QRect, words: str) -> None:
        painter.fillRect(rect, theme.color(theme.GROUP))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color(theme.ROW_LINE))
        first = rect.left() == 0 or inner.left() <= theme.px(12)
        painter.setFont(theme.font(bold=first))
        painter.setPen(theme.color(theme.TEXT if first else theme.TEXT_2))
        painter.drawText(inner, COLUMNS[0].align, words)


def _paint_work(painter: QPainter, inner: QRect, text: str, ink: str) -> None:
    """One line, or two when the row is high; what is longer still ends in …."""
    painter.setFont(theme.font())
    painter.setPen(theme.color(ink))
    metrics = painter.fontMetrics()
    if inner.height() < theme.px(HIGH_TWO) - 2:
        words = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, COLUMNS[WORK].align, words)
        return
    first = _first_line(text, metrics, inner.width())
    rest = metrics.elidedText(text[first:], Qt.TextElideMode.ElideRight, inner.width())
    step = metrics.height()
    top = inner.top() + (inner.height() - 2 * step) // 2
    for at, words in enumerate((text[:first], rest)):
        painter.drawText(
            QRect(inner.left(), top + at * step, inner.width(), step), COLUMNS[WORK].align, words
        )


def _first_line(text: str, metrics: QFontMetrics, room: int) -> int:
    """How many signs fit into the first line; no stop begins the second one."""
    count = len(text)
    while count > 1 and metrics.horizontalAdvance(text[:count]) > room:
        count -= 1
    while 1 < count < len(text) and text[count] in "，。；：、）”》！？,;)":
        count -= 1
    return count
