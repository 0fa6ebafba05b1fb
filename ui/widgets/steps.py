"""The step marks at the right of a title: done, now, to come."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import icons, theme

_MARK, _GAP, _LINE = 24, 8, 28


class Steps(QWidget):
    """`Steps(("选文件", "对列", "看差异", "登记"))`; `show_step(2)` makes the third the current one."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._names, self.at = tuple(names), 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_step(0)

    def show_step(self, at: int) -> None:
        """The steps before it are done, the ones after it are to come."""
        self.at = at
        self.setAccessibleName(f"第 {at + 1} 步，共 {len(self._names)} 步：{self._names[at]}")
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme.font(bold=True))
        words = sum(metrics.horizontalAdvance(name) for name in self._names)
        each = theme.px(_MARK + _GAP) * len(self._names)
        return QSize(words + each + theme.px(_LINE + 2 * _GAP) * (len(self._names) - 1), theme.px(34))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = QFontMetrics(theme.font(bold=True))
        left, middle = 0.0, self.height() / 2
        for index, name in enumerate(self._names):
            self._mark(painter, index, QRectF(left, middle - theme.px(12), theme.px(24), theme.px(24)))
            left += theme.px(_MARK + _GAP)
            painter.setFont(theme.font(bold=index == self.at))
            painter.setPen(theme.color(theme.TEXT if index <= self.at else theme.TEXT_2))
            width = metrics.horizontalAdvance(name)
            box = QRectF(left, 0, width + 2, self.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
            left += width + theme.px(_GAP)
            if index < len(self._names) - 1:
                painter.setPen(QPen(theme.color(theme.LINE_STRONG), 1))
                painter.drawLine(QPointF(left, middle), QPointF(left + theme.px(_LINE), middle))
                left += theme.px(_LINE + _GAP)

    def _mark(self, painter: QPainter, index: int, box: QRectF) -> None:
        if index < self.at:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(theme.OK_TINT))
            painter.drawEllipse(box)
            corner = box.topLeft() + QPointF(theme.px(5), theme.px(5))
            painter.drawPixmap(corner, icons.pixmap("check", theme.OK, 14))
            return
        now = index == self.at
        painter.setPen(QPen(theme.color(theme.INFO if now else theme.LINE_STRONG), 1))
        painter.setBrush(theme.color(theme.INFO if now else theme.CARD))
        painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setFont(theme.font(theme.SMALL, bold=now))
        painter.setPen(theme.color("#FFFFFF" if now else theme.TEXT_2))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(index + 1))
