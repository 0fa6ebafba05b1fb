"""A month's schedule in a card: day, weekday, what, who; today on blue; as many lines as have room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from models.kit.days import weekday
from ui import theme

_LINE, _LEAST_LINES = 38, 3
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Entry:
    """One line. `day` None: some day of the month; `until` the day is a last one; `done` grey with a tick."""

    day: date | None
    text: str
    who: str = ""
    until: bool = False
    done: bool = False


class Agenda(QWidget):
    """`show_entries(entries, today)`; `opened(index)` by click or Enter; ↑ ↓ move; `more`: the rest."""

    opened = Signal(int)
    more = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.entries: tuple[Entry, ...] = ()
        self._today: date | None = None
        self._at = self._hover = -1
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("本月行事历")
        theme.least(self, 220, _LINE * _LEAST_LINES)

    def show_entries(self, entries: Sequence[Entry], today: date) -> None:
        """These lines, sorted by day already."""
        self.entries, self._today = tuple(entries), today
        self._at = min(self._at, len(self.entries) - 1)
        self.setAccessibleDescription("；".join(f"{_day(one)} {one.text}" for one in entries))
        self.update()

    def first_line(self) -> int:
        """The entry in the first line: the month's beginning, or later so that today is in sight."""
        room = self.room()
        if len(self.entries) <= room or self._today is None:
            return 0
        if self._at >= 0:
            return max(0, min(self._at - room // 2, len(self.entries) - room))
        now = next((at for at, one in enumerate(self.entries) if _from(one, self._today)), 0)
        return max(0, min(now, len(self.entries) - room))

    def room(self) -> int:
        """How many entries have a line; the last line is 另有 … when they are more."""
        lines = max(1, self.height() // theme.px(_LINE))
        return lines if len(self.entries) <= lines else lines - 1

    def sizeHint(self) -> QSize:
        return QSize(theme.px(380), theme.px(_LINE * 7))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.entries:
            painter.setFont(theme.font())
            painter.setPen(theme.color(theme.CAPTION))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "这个月还没有安排")
            return
        first, room = self.first_line(), self.room()
        for line, at in enumerate(range(first, min(first + room, len(self.entries)))):
            self._paint(painter, at, self._box(line))
        left = len(self.entries) - room
        if left > 0:
            painter.setFont(theme.font(theme.SMALL))
            painter.setPen(theme.color(theme.INFO))
            box = self._box(room).adjusted(theme.px(76), 0, 0, 0)
            painter.drawText(box, _LEFT, f"另有 {left} 项，点这里看全部")

    def _paint(self, painter: QPainter, at: int, box: QRect) -> None:
        entry = self.entries[at]
        now = entry.day == self._today
        inner = QRectF(box).adjusted(0, 2, 0, -2)
        painter.setPen(Qt.PenStyle.NoPen)
        if now or at == self._hover:
            painter.setBrush(theme.color(theme.SELECTED if now else theme.HEADER))
            painter.drawRoundedRect(inner, theme.px(4), theme.px(4))
        else:
            painter.fillRect(
                box.left() + theme.px(4),
                box.bottom(),
                box.width() - theme.px(8),
                1,
                theme.color(theme.ROW_LINE),
            )
        if at == self._at and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color(theme.INFO), 2))
            painter.drawRoundedRect(inner.adjusted(1, 1, -1, -1), theme.px(4), theme.px(4))
        self._paint_day(painter, entry, box, now)
        self._paint_words(painter, entry, box)

    def _paint_day(self, painter: QPainter, entry: Entry, box: QRect, now: bool) -> None:
        if entry.day is None:
            painter.setFont(theme.font(theme.SMALL))
            painter.setPen(theme.color(theme.TEXT_2))
            painter.drawText(QRect(box.left(), box.top(), theme.px(68), box.height()), _RIGHT, "本月内")
            return
        painter.setFont(theme.font(theme.BODY, bold=True))
        painter.setPen(theme.color(theme.INFO if now else theme.TEXT))
        painter.drawText(QRect(box.left(), box.top(), theme.px(32), box.height()), _RIGHT, str(entry.day.day))
        painter.setFont(theme.font(theme.SMALL))
        painter.setPen(theme.color(theme.TEXT_2))
        words = "日前" if entry.until else weekday(entry.day).replace("星期", "周")
        painter.drawText(
            QRect(box.left() + theme.px(36), box.top(), theme.px(34), box.height()), _LEFT, words
        )

    def _paint_words(self, painter: QPainter, entry: Entry, box: QRect) -> None:
        painter.setFont(theme.font(theme.SMALL))
        who = painter.fontMetrics().elidedText(entry.who, Qt.TextElideMode.ElideRight, theme.px(96))
        wide = painter.fontMetrics().horizontalAdvance(who)
        painter.setPen(theme.color(theme.TEXT_2))
        painter.drawText(box.adjusted(0, 0, -theme.px(10), 0), _RIGHT, who)
        painter.setFont(theme.font())
        painter.setPen(theme.color(theme.CAPTION if entry.done else theme.TEXT))
        place = box.adjusted(theme.px(78), 0, -theme.px(22) - wide, 0)
        text = f"{entry.text}（已完成）" if entry.done else entry.text
        text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, _LEFT, text)

    def _box(self, line: int) -> QRect:
        high = theme.px(_LINE)
        return QRect(0, line * high, self.width(), high)

    def _entry_at(self, y: float) -> int:
        """The entry under the mouse, -1 none, -2 the line of the rest."""
        line = int(y // theme.px(_LINE))
        if line == self.room() and len(self.entries) > self.room():
            return -2
        at = self.first_line() + line
        return at if line < self.room() and at < len(self.entries) else -1

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            at = self._entry_at(event.pos().y())
            QToolTip.showText(event.globalPos(), self.entries[at].text if at >= 0 else "", self)
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover = self._entry_at(event.position().y())
        hand = Qt.CursorShape.PointingHandCursor if self._hover != -1 else Qt.CursorShape.ArrowCursor
        self.setCursor(hand)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hover = -1
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = self._entry_at(event.position().y())
        if at == -2:
            self.more.emit()
        elif at >= 0:
            self.opened.emit(at)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if self._at < 0 and self.entries:
            self._at = self.first_line()
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step and self.entries:
            self._at = max(0, min(len(self.entries) - 1, self._at + step))
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._at >= 0:
            self.opened.emit(self._at)
        else:
            super().keyPressEvent(event)


def _from(entry: Entry, today: date) -> bool:
    return entry.day is None or entry.day >= today


def _day(entry: Entry) -> str:
    return f"{entry.day.day}日{'前' if entry.until else ''}" if entry.day else "本月内"
