"""What the marks of a matrix mean: a row of marks with words; shows as many as there is room for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import icons, theme
from ui.tables.columns import Pill
from ui.tables.delegate import paint_pill

Mark = tuple[Pill | str, str]  # "✓", a sign, or a pill, and what it means
_GAP, _NEXT = 8, 18


class Legend(QWidget):
    """`Legend((("✓", "已缴"), (Pill("欠缴", "error"), "到期没有缴")))`."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        super().__init__()
        self._marks = tuple(marks)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("图例：" + "；".join(f"{_word(mark)} {said}" for mark, said in marks))

    def sizeHint(self) -> QSize:
        gaps = theme.px(_NEXT) * max(0, len(self._marks) - 1)
        return QSize(sum(self._wide(one) for one in self._marks) + gaps, theme.px(theme.CONTROL))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, theme.px(theme.CONTROL))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        left = 0
        for mark, said in self._marks:
            wide = self._wide((mark, said))
            if left + wide > self.width():
                return
            self._paint(painter, QRect(left, 0, wide, self.height()), mark, said)
            left += wide + theme.px(_NEXT)

    def _paint(self, painter: QPainter, box: QRect, mark: Pill | str, said: str) -> None:
        wide = _mark_width(mark)
        if isinstance(mark, Pill):
            paint_pill(painter, QRect(box.left(), box.top(), wide, box.height()), mark, centre=True)
        elif mark == "✓":
            side = theme.px(16)
            top = box.center().y() - side // 2
            painter.drawPixmap(box.left(), top, icons.pixmap("check", theme.OK, 16))
        else:
            painter.setFont(theme.font(theme.SMALL))
            painter.setPen(theme.color(theme.TEXT_2))
            painter.drawText(
                QRect(box.left(), box.top(), wide, box.height()), Qt.AlignmentFlag.AlignCenter, mark
            )
        painter.setFont(theme.font(theme.SMALL))
        painter.setPen(theme.color(theme.TEXT_2))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box.adjusted(wide + theme.px(_GAP), 0, 0, 0), middle, said)

    def _wide(self, one: Mark) -> int:
        words = QFontMetrics(theme.font(theme.SMALL)).horizontalAdvance(one[1])
        return _mark_width(one[0]) + theme.px(_GAP) + words + 1


def _word(mark: Pill | str) -> str:
    return mark.text if isinstance(mark, Pill) else mark


def _mark_width(mark: Pill | str) -> int:
    if isinstance(mark, Pill):
        words = QFontMetrics(theme.font(theme.SMALLEST)).horizontalAdvance(mark.text)
        return words + 2 * theme.px(6)
    return theme.px(16)
