"""‹ 2026年 ›: the year that a view is about."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import theme
from ui.widgets.buttons import button, label


class YearBar(QWidget):
    """`changed(year)` when another year was asked for."""

    changed = Signal(int)

    def __init__(self, year: int) -> None:
        super().__init__()
        self.year = year
        self.word = label("", "strong")
        self.before = button("", "chevron-left", lambda: self.go(self.year - 1), kind="icon", tip="上一年")
        self.after = button("", "chevron-right", lambda: self.go(self.year + 1), kind="icon", tip="下一年")
        row = theme.space(QHBoxLayout(self), gap=6)
        for part in (self.before, self.word, self.after):
            row.addWidget(part)
        self.show_year(year)

    def show_year(self, year: int) -> None:
        """Show another year without telling."""
        self.year = year
        self.word.setText(f"{year}年")

    def go(self, year: int) -> None:
        """Another year, and tell."""
        self.show_year(year)
        self.changed.emit(year)
