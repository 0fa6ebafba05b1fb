"""A row that counts: drawing, word, number at the right; pressed it means "only these"."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ui import icons, theme

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
HIGH = 28


class CountRow(QAbstractButton):
    """`CountRow("已完成", "circle-check", "ok")`; `show_count(3)`."""

    def __init__(self, word: str, icon: str, tone: str) -> None:
        super().__init__()
        self.word, self._icon, self._ink = word, icon, theme.TONES[tone][0]
        self.count = 0
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(f"只看{word}的")
        theme.fix(self, height=HIGH)

    def show_count(self, count: int) -> None:
        """Another number."""
        self.count = count
        self.setAccessibleName(f"{self.word} {count} 项")
        self.update()

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        words = QFontMetrics(theme.font()).horizontalAdvance(f"{self.word}  {self.count}")
        return QSize(words + theme.px(40), theme.px(HIGH))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.underMouse() or self.hasFocus():
            ground = theme.SELECTED if self.isChecked() else theme.HEADER if self.underMouse() else theme.CARD
            painter.setBrush(theme.color(ground))
            painter.setPen(QPen(theme.color(theme.INFO), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.px(4), theme.px(4))
        side = theme.px(16)
        left = theme.px(6)
        painter.drawPixmap(left, (self.height() - side) // 2, icons.pixmap(self._icon, self._ink, 16))
        painter.setFont(theme.font())
        painter.setPen(theme.color(theme.INFO if self.isChecked() else theme.TEXT))
        box = QRect(left + theme.px(24), 0, self.width() - left - theme.px(32), self.height())
        painter.drawText(box, _LEFT, self.word)
        painter.setFont(theme.font(bold=True))
        painter.drawText(box, _RIGHT, str(self.count))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)
