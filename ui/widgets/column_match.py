"""The columns of a foreign sheet and the fields that they are taken for, one choice a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from models.intake.fields import Table
from models.intake.headers import Place, letter
from models.intake.seen import ColumnSeen, Seen
from ui import theme
from ui.tables.columns import Pill
from ui.widgets.buttons import label, scrolled
from ui.widgets.pill import PillLabel
from ui.widgets.sentence import Sentence

HOW = {
    "name": Pill("认出", "ok", "check"),
    "remembered": Pill("记得", "info", "history"),
    "chosen": Pill("您选的", "grey", "pencil"),
    "content": Pill("按内容猜", "warn", "circle-alert"),
}
UNUSED = "不导入"
_TITLES = ("列", "表里的名字", "填到", "样子", "怎么认的", "问题")
_WIDTHS = (30, 104, 164, 0, 96, 130)
_NEEDS = {3: 660, 4: 560}  # width of the whole list at 100 % from which a column is shown


class ColumnMatch(QWidget):
    """`show_seen(seen)`; `matched(columns)` tells what the person chose: field key → column (see `Place`)."""

    matched = Signal(object)

    def __init__(self, table: Table) -> None:
        super().__init__()
        self.table = table
        self.combos: dict[int, QComboBox] = {}
        self._seen: Seen | None = None
        self._chosen: dict[str, Place] = {}
        self._head = _Line(theme.HEADER, theme.HEAD_ROW)
        for at, title in enumerate(_TITLES):
            self._head.put(at, label(title, "facts"))
        self._lines = QWidget()
        self._column = theme.space(QVBoxLayout(self._lines), gap=0)
        self._area = scrolled(self._lines)
        self._area.verticalScrollBar().rangeChanged.connect(self._head.leave_room)
        whole = theme.space(QVBoxLayout(self), gap=0)
        whole.addWidget(self._head)
        whole.addWidget(self._area, 1)

    def show_seen(self, seen: Seen, chosen: Mapping[str, Place]) -> None:
        """Show the columns; `chosen` is what the person has said so far."""
        self._seen, self._chosen = seen, dict(chosen)
        kept = self._area.verticalScrollBar().value()
        focused = next((column for column, box in self.combos.items() if box.hasFocus()), None)
        self._clear()
        for one in seen.columns:
            self._column.addWidget(self._line(one))
        self._column.addStretch(1)
        self._fit()
        if focused in self.combos:
            self.combos[focused].setFocus()
        self._area.verticalScrollBar().setValue(kept)

    def choose(self, column: int, field: str) -> None:
        """Take a column (from 0) for a field; "" leaves it out."""
        if self._seen is None:
            return
        old = next((one.field for one in self._seen.columns if one.column == column), "")
        if old == field:
            return
        chosen = dict(self._chosen)
        if old:
            chosen[old] = _places([c for c in self._columns_of(old) if c != column])
        if field:
            more = self._columns_of(field) if self.table.field(field).added else []
            chosen[field] = _places([*more, column])
        self.matched.emit(chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is little room the samples go first, then how a column was recognised."""
        for line in (self._head, *self._lines.findChildren(_Line)):
            line.fit(self.width())

    def _columns_of(self, field: str) -> list[int]:
        columns = self._seen.columns if self._seen is not None else ()
        return [one.column for one in columns if one.field == field]

    def _clear(self) -> None:
        self.combos.clear()
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _line(self, one: ColumnSeen) -> QWidget:
        line = _Line(theme.CARD, 37)
        line.put(0, label(one.letter, "facts"))
        line.put(1, Sentence(one.heading or "（没有列名）", "" if one.heading else "facts"))
        line.put(2, self._combo(one))
        line.put(3, Sentence(one.samples, "facts"))
        if one.field and one.how in HOW:
            line.put(4, PillLabel(HOW[one.how]))
        if one.wrong:
            line.put(5, Sentence(f"{one.wrong} 格不能用", "error"))
        elif one.doubtful:
            line.put(5, Sentence(f"{one.doubtful} 格要看一下", "warn"))
        return line

    def _combo(self, one: ColumnSeen) -> QComboBox:
        box = _Combo()
        box.setAccessibleName(f"{one.letter} 列填到")
        box.addItem(UNUSED, "")
        for spec in self.table.fields:
            several = one.field == spec.key and len(self._columns_of(spec.key)) > 1
            box.addItem(
                spec.title + ("（相加）" if several else "") + (" *" if spec.required else ""), spec.key
            )
        box.setCurrentIndex(max(0, box.findData(one.field)))
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.activated.connect(partial(self._activated, one.column, box))
        self.combos[one.column] = box
        return box

    def _activated(self, column: int, box: QComboBox, at: int) -> None:
        self.choose(column, str(box.itemData(at)))


class _Combo(QComboBox):
    """The wheel scrolls the list and changes nothing."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class _Line(QWidget):
    """One line of the list with the columns of `_WIDTHS`, a thin rule under it."""

    def __init__(self, ground: str, height: int) -> None:
        super().__init__()
        self._ground = ground
        theme.fix(self, height=height)
        self._grid = theme.space(QGridLayout(self), (12, 0, 10, 0), 8)
        for at, width in enumerate(_WIDTHS):
            if not width:
                self._grid.setColumnStretch(at, 1)
        self._cells: dict[int, QWidget] = {}
        for at in range(len(_WIDTHS)):
            self.put(at, QWidget())

    def fit(self, room: int) -> None:
        """Show what has room."""
        for at, least in _NEEDS.items():
            self._cells[at].setVisible(room >= theme.px(least))

    def leave_room(self, least: int, most: int) -> None:
        """The headings end where the lines do, left of the scroll bar."""
        theme.space(self._grid, (12, 0, 20 if most > least else 10, 0), 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color(self._ground))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.color(theme.LINE))

    def put(self, at: int, widget: QWidget) -> None:
        """Put something into a column."""
        old = self._cells.pop(at, None)
        if old is not None:
            self._grid.removeWidget(old)
            old.deleteLater()
        if isinstance(widget, PillLabel):
            box = QWidget()
            inner = theme.space(QVBoxLayout(box))
            inner.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
            widget = box
        if _WIDTHS[at]:
            theme.fix(widget, width=_WIDTHS[at], height=int((widget.property("fixedAt100") or (0, 0))[1]))
        self._cells[at] = widget
        self._grid.addWidget(widget, 0, at)


def _places(columns: Sequence[int]) -> Place:
    """A column as an index, several as letters to be added up, none as ""."""
    if len(columns) == 1:
        return columns[0]
    return "+".join(letter(column) for column in columns)
