"""What a list shows when there is nothing: a drawing, one sentence, a button and a link."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui import icons, theme
from ui.widgets.buttons import label

_ROOM = 260  # pixels at 100 %: from this height on there is a drawing


class _Drawing(QWidget):
    """Two sheets with lines and a round mark, 96 square."""

    def __init__(self, mark: str) -> None:
        super().__init__()
        self._mark = mark
        theme.fix(self, 96, 96)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.width() / 96, self.height() / 96)
        painter.setPen(QPen(theme.color(theme.DISABLED), 2))
        painter.setBrush(theme.color(theme.CARD))
        painter.drawRoundedRect(QRectF(24, 4, 60, 74), 6, 6)
        painter.drawRoundedRect(QRectF(12, 14, 60, 74), 6, 6)
        painter.setPen(QPen(theme.color(theme.LINE_STRONG), 2))
        for y in (32, 50, 68):
            painter.drawEllipse(QPointF(27, y), 5.5, 5.5)
            painter.drawLine(QPointF(40, y), QPointF(62, y))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(theme.BRAND))
        painter.drawEllipse(QPointF(74, 82), 13, 13)
        painter.drawPixmap(
            QRectF(66, 74, 16, 16),
            icons.pixmap(self._mark, "#FFFFFF", 16),
            QRectF(0, 0, *[theme.px(16) * 2] * 2),
        )


class EmptyState(QWidget):
    """`EmptyState("还没有会员", "可以从 Excel 花名册导入，也可以一个一个添加。", [导入花名册, 添加会员])`."""

    def __init__(
        self,
        title: str,
        text: str = "",
        acts: list[QPushButton] | None = None,
        *,
        note: str = "",
        mark: str = "plus",
    ) -> None:
        super().__init__()
        column = theme.space(QVBoxLayout(self), (24, 24, 24, 24), 12)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addStretch(1)
        self._drawing = _Drawing(mark)
        column.addWidget(self._drawing, 0, middle)
        column.addWidget(label(title, "heading"), 0, middle)
        if text:
            column.addWidget(label(text, "facts"), 0, middle)
        row = theme.space(QHBoxLayout(), gap=12)
        row.addStretch(1)
        for act in acts or ():
            row.addWidget(act)
        row.addStretch(1)
        column.addLayout(row)
        if note:
            column.addWidget(label(note, "note"), 0, middle)
        column.addStretch(1)
        # it never makes a list higher than its rows need: where there is little room the drawing goes
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._drawing.setVisible(self.height() >= theme.px(_ROOM))
