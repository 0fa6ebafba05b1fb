"""One view of the dues page: a strip over a body; read again when the page is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.squeeze import squeeze

if TYPE_CHECKING:
    from ui.widgets.page import PageWidget


class DuesView(QWidget):
    """`reload()` reads the office, `open(**where)` goes to what a link names, `facts()` says what it is."""

    KEY: ClassVar[str] = ""
    TITLE: ClassVar[str] = ""

    def __init__(self, page: PageWidget) -> None:
        super().__init__()
        self.page, self.context = page, page.context
        self.year = int(self.context.period[:4])
        self.strip = theme.space(QHBoxLayout(), gap=8)
        self.column = theme.space(QVBoxLayout(self), gap=12)
        self.column.addLayout(self.strip)

    def reload(self) -> None:
        """Read again."""

    def open(self, **where: Any) -> None:
        """Go to the record that a link named."""

    def facts(self) -> str:
        """The grey sentence of the title line."""
        return ""

    def first_focus(self) -> QWidget:
        """Where the keys go."""
        return self

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        squeeze(self.strip, self.width())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        squeeze(self.strip, self.width())
