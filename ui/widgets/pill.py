"""A word on its tint as a widget, for titles, details and legends."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.tables.columns import Pill
from ui.tables.delegate import paint_pill


class PillLabel(QWidget):
    """`PillLabel(Pill("未结账", "warn", "circle-alert"))`; `show_pill` changes it."""

    def __init__(self, pill: Pill) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_pill(pill)

    def show_pill(self, pill: Pill) -> None:
        """Another word or tone."""
        self.pill = pill
        self.setAccessibleName(pill.text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = QFontMetrics(theme.font(theme.SMALL)).horizontalAdvance(self.pill.text)
        return QSize(
            words + theme.px(18 if self.pill.icon else 0) + 2 * theme.px(7), theme.px(theme.PILL) + 2
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_pill(QPainter(self), QRect(0, 0, self.width(), self.height()), self.pill)
