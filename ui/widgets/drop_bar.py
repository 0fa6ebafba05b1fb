"""A slim place for files: drop them here, or choose; it turns blue while files are held over it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from ui import theme
from ui.widgets.buttons import picture
from ui.widgets.sentence import Sentence
from ui.widgets.squeeze import squeeze


class DropBar(QFrame):
    """`dropped(list[Path])`: files and folders. `buttons` stand at its right end."""

    dropped = Signal(object)

    def __init__(self, words: str, icon: str = "file-input", buttons: Sequence[QPushButton] = ()) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self._over = False
        self.words = Sentence(words, "facts")
        row = self._row = theme.space(QHBoxLayout(self), (14, 7, 10, 7), 10)
        row.addWidget(picture(icon, theme.CAPTION, 18))
        row.addWidget(self.words, 1)
        for made in buttons:
            row.addWidget(made)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        squeeze(self._row, self.width() - theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.color(theme.INFO if self._over else theme.LINE_STRONG), 2 if self._over else 1)
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(theme.color(theme.INFO_TINT if self._over else theme.CARD))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 8, 8)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_paths(event) and self.isEnabled():
            event.acceptProposedAction()
            self._light(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._light(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._light(False)
        paths = dropped_paths(event)
        if paths:
            event.acceptProposedAction()
            self.dropped.emit(paths)

    def _light(self, over: bool) -> None:
        self._over = over
        self.update()


def dropped_paths(event: QDropEvent) -> list[Path]:
    """The files and folders that are held over the window."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
