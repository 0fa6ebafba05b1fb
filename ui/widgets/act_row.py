"""A line that does something: a drawing, words, its keys at the right; for cards of common acts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ui import icons, theme

_HIGH = 27
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ActRow(QAbstractButton):
    """`ActRow("备份到 U 盘", "hard-drive-download", act, keys="Alt+4")`; the keys work while it is shown."""

    def __init__(self, text: str, icon: str, act: Callable[[], object], keys: str = "") -> None:
        super().__init__()
        self._icon, self._keys = icon, keys
        self.say(text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda *_: act())

    def say(self, text: str) -> None:
        """Other words ("打印 11 月行事历"); the keys stay."""
        self.setText(text)
        self.setAccessibleName(text)
        if self._keys:
            self.setShortcut(QKeySequence(self._keys))

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.text() + self._keys)
        return QSize(words + theme.px(60), theme.px(_HIGH))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus() or self.underMouse():
            painter.setPen(QPen(theme.color(theme.INFO), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(theme.HEADER if self.underMouse() else theme.CARD))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.px(4), theme.px(4))
        painter.drawPixmap(
            theme.px(6), (self.height() - theme.px(16)) // 2, icons.pixmap(self._icon, theme.TEXT_2)
        )
        painter.setFont(theme.font())
        painter.setPen(theme.color(theme.TEXT))
        painter.drawText(QRect(theme.px(30), 0, self.width(), self.height()), _LEFT, self.text())
        painter.setFont(theme.font(theme.SMALL))
        painter.setPen(theme.color(theme.TEXT_2))
        painter.drawText(self.rect().adjusted(0, 0, -theme.px(6), 0), _RIGHT, self._keys)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)
