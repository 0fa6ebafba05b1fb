"""The box that finds as one types: a glass at the left, 0.2 s after the last key, Esc clears."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ui import theme
from ui.widgets.buttons import picture

WAIT = 200  # milliseconds


class SearchBox(QLineEdit):
    """`sought(text)` when the typing pauses, at once with Enter; `down()` when ↓ wants to go to the list."""

    sought = Signal(str)
    down = Signal()

    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self._glass = picture("search", theme.TEXT_2)
        row = theme.space(QHBoxLayout(self), (9, 0, 0, 0), 0)
        row.addWidget(self._glass)
        row.addStretch(1)
        self._glass.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT)
        self._timer.timeout.connect(self._seek)
        self.textChanged.connect(lambda _: self._timer.start())
        self.setClearButtonEnabled(False)
        theme.least(self, 150)
        self._last = ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._seek()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._seek()
        elif event.key() == Qt.Key.Key_Down:
            self._seek()
            self.down.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setTextMargins(theme.px(22), 0, 0, 0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self._glass.setEnabled(self.isEnabled())

    def _seek(self) -> None:
        self._timer.stop()
        wish = self.text().strip()
        if wish != self._last:
            self._last = wish
            self.sought.emit(wish)
