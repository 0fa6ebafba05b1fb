"""Twelve flat bars: light is past, dark is now, amber is what is missing; three grid lines, no frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from ui import theme

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Bar:
    """One bar. `value` and `missing` in the same unit (yuan or fen); `now` marks the current one."""

    name: str
    value: int
    missing: int = 0
    now: bool = False
    tip: str = ""


class BarChart(QWidget):
    """`show_bars(bars, shown=yuan)`; `shown` turns a value into the number over the current bar."""

    def __init__(self) -> None:
        super().__init__()
        self._bars: tuple[Bar, ...] = ()
        self._divisor = 1
        theme.least(self, 240, 110)

    def show_bars(self, bars: Sequence[Bar], divisor: int = 100) -> None:
        """Draw these; `divisor` 100 when the values are fen and the axis shall show yuan."""
        self._bars, self._divisor = tuple(bars), divisor
        self.setAccessibleName("，".join(f"{bar.name} {bar.value // divisor:,}" for bar in bars))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._bars:
            return
        painter = QPainter(self)
        top = self._top()
        left, foot = theme.px(52), theme.px(24)
        field = QRectF(
            left, theme.px(12), self.width() - left - theme.px(4), self.height() - foot - theme.px(12)
        )
        painter.setFont(theme.font(theme.SMALLEST))
        for share in (0.0, 0.5, 1.0):
            y = round(field.bottom() - share * field.height())
            painter.fillRect(QRectF(left, y, field.width(), 1), theme.color(theme.LINE))
            painter.setPen(theme.color(theme.TEXT_2))
            number = f"{round(top * share) // self._divisor:,}"
            painter.drawText(QRectF(0, y - theme.px(9), left - theme.px(8), theme.px(18)), _RIGHT, number)
        for index, bar in enumerate(self._bars):
            self._paint_bar(painter, bar, self._place(index, field), field.height() / top)

    def event(self, event: object) -> bool:
        if isinstance(event, QHelpEvent) and self._bars:
            left = theme.px(52)
            at = int((event.pos().x() - left) // max(1.0, (self.width() - left) / len(self._bars)))
            if 0 <= at < len(self._bars):
                QToolTip.showText(event.globalPos(), self._bars[at].tip)
            return True
        return super().event(event)  # type: ignore[arg-type]

    def _place(self, index: int, field: QRectF) -> QRectF:
        """The column in which a bar stands, from the grid's foot to its top."""
        pitch = field.width() / len(self._bars)
        width = pitch * 0.53
        return QRectF(
            round(field.left() + index * pitch + (pitch - width) / 2),
            field.top(),
            round(width),
            field.height(),
        )

    def _paint_bar(self, painter: QPainter, bar: Bar, place: QRectF, scale: float) -> None:
        high = round(bar.value * scale)
        ground = theme.CHART_NOW if bar.now else theme.CHART_PAST
        painter.fillRect(
            QRectF(place.left(), place.bottom() - high, place.width(), high), theme.color(ground)
        )
        gap = max(2, round(bar.missing * scale)) if bar.missing else 0
        missing = QRectF(place.left(), place.bottom() - high - gap, place.width(), gap)
        painter.fillRect(missing, theme.color(theme.CHART_MISSING))
        painter.setFont(theme.font(theme.SMALLEST, bold=bar.now))
        painter.setPen(theme.color(theme.TEXT if bar.now else theme.TEXT_2))
        wide = place.adjusted(-place.width(), 0, place.width(), 0)
        foot = QRectF(wide.left(), place.bottom() + theme.px(4), wide.width(), theme.px(20))
        painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, bar.name)
        if bar.now and bar.value:
            number = QRectF(wide.left(), missing.top() - theme.px(18), wide.width(), theme.px(18))
            painter.drawText(number, Qt.AlignmentFlag.AlignCenter, f"{bar.value // self._divisor:,}")

    def _top(self) -> int:
        """A round number over the highest bar: 1, 2, 4, 5, 8 or 10 times a power of ten."""
        highest = max((bar.value + bar.missing for bar in self._bars), default=0) or self._divisor
        power: int = 10 ** (len(str(highest)) - 1)
        return next(step * power for step in (1, 2, 4, 5, 8, 10) if step * power >= highest)
