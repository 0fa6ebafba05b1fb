"""Small squares with words: what the colours of a chart mean."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme

_SIDE, _GAP, _BETWEEN = 10, 6, 16


class ColourLegend(QWidget):
    """`ColourLegend((("实收", theme.CHART_PAST), ("本月", theme.CHART_NOW)))`."""

    def __init__(self, entries: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._entries = tuple(entries)
        self.setAccessibleName("图例：" + "，".join(word for word, _ in entries))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme.font(theme.SMALL))
        words = sum(metrics.horizontalAdvance(word) for word, _ in self._entries)
        each = theme.px(_SIDE + _GAP) * len(self._entries)
        return QSize(words + each + theme.px(_BETWEEN) * (len(self._entries) - 1) + 2, theme.px(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme.font(theme.SMALL))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = 0.0
        for word, colour in self._entries:
            side = theme.px(_SIDE)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(colour))
            painter.drawRoundedRect(QRectF(left, (self.height() - side) / 2, side, side), 2, 2)
            left += side + theme.px(_GAP)
            wide = painter.fontMetrics().horizontalAdvance(word)
            painter.setPen(theme.color(theme.TEXT_2))
            painter.drawText(
                QRectF(left, 0, wide + 2, self.height()),
                Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
                word,
            )
            left += wide + theme.px(_BETWEEN)
