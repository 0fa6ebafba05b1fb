"""A line of keys and what they do; what doesn't fit into a narrow window is left out from the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import theme
from ui.widgets.buttons import label

BETWEEN, INSIDE = 14, 6


class KeyCaps(QWidget):
    """`KeyCaps((("Enter", "下一格"), …))`."""

    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._pairs: list[QWidget] = []
        row = theme.space(QHBoxLayout(self), gap=BETWEEN)
        for cap, words in pairs:
            pair = QWidget()
            inner = theme.space(QHBoxLayout(pair), gap=INSIDE)
            inner.addWidget(label(cap, "keycap"))
            inner.addWidget(label(words, "small"))
            self._pairs.append(pair)
            row.addWidget(pair)
        row.addStretch(1)
        theme.looks.changed.connect(self._fit)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width()
        for pair in self._pairs:
            room -= pair.sizeHint().width()
            pair.setVisible(room >= 0)
            room -= theme.px(BETWEEN)
