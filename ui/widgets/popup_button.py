"""A line edit with a small button at its right edge that opens something: a calendar, months, people."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from ui import icons, theme
from ui.widgets.buttons import button


class PopupLine(QLineEdit):
    """`asked()` when the button or F7 (F2) wants the popup."""

    changed = Signal()
    asked = Signal()

    def __init__(self, icon: str, tip: str, hint: str = "") -> None:
        super().__init__()
        self.setPlaceholderText(hint)
        self._open = button("", "", self.asked.emit, kind="bare", tip=tip)
        icons.put(self._open, icon, theme.TEXT_2, 16)
        self._open.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._open.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.fix(self._open, 24, 24)
        row = theme.space(QHBoxLayout(self), (0, 0, 5, 0), 0)
        row.addStretch(1)
        row.addWidget(self._open)
        self.textChanged.connect(lambda _: self.changed.emit())

    def setReadOnly(self, on: bool) -> None:  # noqa: N802  Qt's name
        super().setReadOnly(on)
        self._open.setVisible(not on)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setTextMargins(0, 0, theme.px(22), 0)
