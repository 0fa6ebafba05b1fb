"""Facts in two columns, a timeline, and other small parts of a detail beside a list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QLayout, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.buttons import label, rule

BREAK = ("", "")  # a thin line between two groups of facts


class FactList(QWidget):
    """`show_facts([("入会时间", "2020年9月"), BREAK, …])`; facts without a value are left out."""

    def __init__(self, label_width: int = 72) -> None:
        super().__init__()
        self._label_width = label_width
        self._grid = theme.space(QGridLayout(self), gap=7, across=8)
        self._grid.setColumnStretch(1, 1)

    def show_facts(self, facts: Sequence[tuple[str, str | QWidget]]) -> None:
        """Show other facts. A widget as a value is shown as it is."""
        empty_layout(self._grid)
        for row, (name, value) in enumerate(_without_blanks(facts)):
            if not name and not value:
                self._grid.addWidget(rule(), row, 0, 1, 2)
            else:
                title = theme.fix(label(name, "note"), width=self._label_width)
                self._grid.addWidget(title, row, 0, Qt.AlignmentFlag.AlignTop)
                self._grid.addWidget(_value(value), row, 1, Qt.AlignmentFlag.AlignTop)


def _value(value: str | QWidget) -> QWidget:
    if isinstance(value, QWidget):
        return value
    made = label(value, "", wrap=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def _without_blanks(facts: Sequence[tuple[str, str | QWidget]]) -> list[tuple[str, str | QWidget]]:
    """Facts with a value; a line only between two of them."""
    found: list[tuple[str, str | QWidget]] = []
    for fact in facts:
        is_line = not fact[0] and not fact[1]
        if (is_line and found and found[-1] != BREAK) or (not is_line and fact[1]):
            found.append(fact)
    while found and found[-1] == BREAK:
        found.pop()
    return found


class Avatar(QWidget):
    """The first character of a name in a light circle of 44."""

    def __init__(self) -> None:
        super().__init__()
        self._letter = ""
        theme.fix(self, 44, 44)

    def show_name(self, name: str) -> None:
        """Of another person."""
        self._letter = name[:1]
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(theme.INFO_TINT))
        painter.drawEllipse(self.rect())
        painter.setFont(theme.font(theme.HEADING, bold=True))
        painter.setPen(theme.color(theme.INFO))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._letter)


class Timeline(QWidget):
    """`show_events([("2026-09", "计费工资 4,960.00 → 5,180.00", "工资表 9 月"), …])`, the latest first."""

    def __init__(self) -> None:
        super().__init__()
        self._column = theme.space(QVBoxLayout(self), gap=0)

    def show_events(self, events: Sequence[tuple[str, str, str]]) -> None:
        """Show other events."""
        empty_layout(self._column)
        for at, (day, what, note) in enumerate(events):
            self._column.addWidget(_Event((day, what, note), first=at == 0, last=at == len(events) - 1))
        self._column.addStretch(1)


class _Event(QFrame):
    """A dot on a line, the day, what happened, where that is written."""

    def __init__(self, event: tuple[str, str, str], *, first: bool, last: bool) -> None:
        super().__init__()
        self._first, self._last = first, last
        day, what, note = event
        row = theme.space(QHBoxLayout(self), (22, 0, 0, 10), 8)
        when = theme.fix(label(day, "note"), width=80)
        row.addWidget(when, 0, Qt.AlignmentFlag.AlignTop)
        words = theme.space(QVBoxLayout(), gap=1)
        words.addWidget(label(what, "", wrap=True))
        if note:
            words.addWidget(label(note, "note", wrap=True))
        row.addLayout(words, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, top = QPointF(theme.px(7), theme.px(11)), theme.px(11)
        painter.setPen(QPen(theme.color(theme.LINE_STRONG), 1))
        start = top if self._first else 0
        painter.drawLine(
            QPointF(middle.x(), start), QPointF(middle.x(), top if self._last else self.height())
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(theme.INFO if self._first else theme.LINE_STRONG))
        painter.drawEllipse(middle, theme.px(4), theme.px(4))


class SmallTable(QWidget):
    """A few lines of figures without scrolling: heads, rows of texts, the last row bold when `total`."""

    def __init__(self, heads: Sequence[str]) -> None:
        super().__init__()
        self._heads = tuple(heads)
        self._grid = theme.space(QGridLayout(self), gap=5, across=10)
        for at in range(1, len(self._heads)):
            self._grid.setColumnStretch(at, 1)

    def show_rows(
        self, rows: Sequence[Sequence[str]], *, total: bool = False, tones: Sequence[str] = ()
    ) -> None:
        """Show other rows; `tones` gives the kind of label ("error", "ok", "") of each row's last cell."""
        empty_layout(self._grid)
        for at, text in enumerate(self._heads):
            self._grid.addWidget(_right(label(text, "note"), at), 0, at)
        self._grid.addWidget(rule(), 1, 0, 1, len(self._heads))
        for line, row in enumerate(rows, 2):
            for at, text in enumerate(row):
                bold = total and line == len(rows) + 1
                tone = tones[line - 2] if at == len(row) - 1 and line - 2 < len(tones) else ""
                self._grid.addWidget(_right(label(text, tone or ("strong" if bold else "")), at), line, at)


def _right(made: QLabel, at: int) -> QLabel:
    side = Qt.AlignmentFlag.AlignRight if at else Qt.AlignmentFlag.AlignLeft
    made.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    return made


def empty_layout(layout: QLayout) -> None:
    """Take all widgets out; they go at the next turn of the loop."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
