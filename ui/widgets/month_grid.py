"""A month as a small calendar: today round and blue, dots where something is, arrow keys to walk."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Mapping
from datetime import date, timedelta

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.kit.days import month_of, month_words, next_month
from ui import theme
from ui.widgets.buttons import button, label

_WEEK, ROW = "一二三四五六日", 38
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}


class _Days(QWidget):
    """The painted days."""

    chosen = Signal(object)  # date
    turned = Signal(str)  # the keys walked into this month

    def __init__(self, day: date) -> None:
        super().__init__()
        self.day, self.month, self.today = day, month_of(day), day
        self.dots: Mapping[date, str] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("日历")
        theme.fix(self, 7 * 34, 7 * ROW - 8)

    def sizeHint(self) -> QSize:
        return QSize(self.width(), self.height())

    def weeks(self) -> list[list[date]]:
        """The weeks of the month, Monday first, with the days beside it."""
        return Calendar().monthdatescalendar(int(self.month[:4]), int(self.month[5:7]))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide, high = self.width() / 7, theme.px(ROW)
        painter.setPen(theme.color(theme.TEXT_2))
        painter.setFont(theme.font(theme.SMALL))
        for at, name in enumerate(_WEEK):
            painter.drawText(QRectF(at * wide, 0, wide, theme.px(30)), Qt.AlignmentFlag.AlignCenter, name)
        for row, week in enumerate(self.weeks()):
            for at, day in enumerate(week):
                if month_of(day) == self.month:
                    self._paint_day(painter, day, QRectF(at * wide, theme.px(30) + row * high, wide, high))

    def _paint_day(self, painter: QPainter, day: date, box: QRectF) -> None:
        chosen = day == self.day
        if chosen:
            radius = theme.px(15)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(theme.INFO))
            painter.drawEllipse(box.center(), radius, radius)
        painter.setFont(theme.font(bold=chosen or day == self.today))
        painter.setPen(theme.color("#FFFFFF" if chosen else theme.INFO if day == self.today else theme.TEXT))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(day.day))
        if day in self.dots:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(theme.TONES[self.dots[day]][0]))
            painter.drawEllipse(QRectF(box.center().x() - 2.5, box.bottom() - theme.px(6), 5, 5))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = int(event.position().x() / (self.width() / 7))
        row = int((event.position().y() - theme.px(30)) // theme.px(ROW))
        weeks = self.weeks()
        if 0 <= row < len(weeks) and 0 <= at < 7 and month_of(weeks[row][at]) == self.month:
            self.chosen.emit(weeks[row][at])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS:
            self.day += timedelta(days=_STEPS[Qt.Key(event.key())])
            self.turned.emit(month_of(self.day))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.day)
        else:
            super().keyPressEvent(event)


class MonthGrid(QWidget):
    """`chosen(date)` when a day is clicked, `turned("2026-03")` when ‹ › or the keys go to another month."""

    chosen = Signal(object)
    turned = Signal(str)

    def __init__(self, day: date, today: date | None = None) -> None:
        super().__init__()
        self.days = _Days(day)
        self.days.today = today or day
        self._title = label("", "strong")
        column = theme.space(QVBoxLayout(self), gap=4)
        head = theme.space(QHBoxLayout(), gap=4)
        head.addWidget(button("", "chevron-left", lambda: self._turn(-1), kind="icon", tip="上个月"))
        head.addWidget(self._title, 1, Qt.AlignmentFlag.AlignCenter)
        head.addWidget(button("", "chevron-right", lambda: self._turn(1), kind="icon", tip="下个月"))
        column.addLayout(head)
        column.addWidget(self.days, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.days.chosen.connect(self._choose)
        self.days.turned.connect(self.show_month)
        self.show_month(month_of(day))

    def show_month(self, month: str) -> None:
        """Turn to this month."""
        turned = month != self.days.month
        self.days.month = month
        self._title.setText(month_words(month))
        self.days.update()
        if turned:
            self.turned.emit(month)

    def show_dots(self, dots: Mapping[date, str]) -> None:
        """A dot under these days; the value is a tone ("ok" "info" "warn" "error" "grey")."""
        self.days.dots = dots
        self.days.update()

    def _turn(self, by: int) -> None:
        self.show_month(next_month(self.days.month, by))

    def _choose(self, day: date) -> None:
        self.days.day = day
        self.days.update()
        self.chosen.emit(day)
