"""The strip over a list: the search box and the choices that narrow it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from ui import theme
from ui.widgets.buttons import link
from ui.widgets.search_box import SearchBox


@dataclass(frozen=True)
class Filter:
    """One choice. `choices` are (value, text); the first entry is "" with the text `title` ("全部部门")."""

    key: str
    title: str
    choices: tuple[tuple[str, str], ...] = ()
    width: int = 116


class FilterStrip(QWidget):
    """`changed()` when anything was chosen; `values()` is what a `RowSource` gets as filters."""

    changed = Signal()

    def __init__(self, search: str = "", filters: Sequence[Filter] = ()) -> None:
        super().__init__()
        self._combos: dict[str, QComboBox] = {}
        self._exact: dict[str, str] = {}  # "=column" → value, from 筛选此值
        row = theme.space(QHBoxLayout(self), gap=8)
        self.search = SearchBox(search) if search else None
        if self.search is not None:
            theme.most(theme.least(self.search, 160), 240)
            self.search.sought.connect(lambda _: self.changed.emit())
            row.addWidget(self.search, 9)
        for each in filters:
            row.addWidget(self._combo(each))
        self._clear = link("清除筛选", self.clear, "x")
        self._clear.hide()
        row.addWidget(self._clear)
        row.addStretch(1)

    def values(self) -> dict[str, Any]:
        """Only what narrows: {} when nothing is chosen."""
        found: dict[str, Any] = {
            key: box.currentData() for key, box in self._combos.items() if box.currentData()
        }
        if self.search is not None and self.search.text().strip():
            found["search"] = self.search.text().strip()
        return {**found, **self._exact}

    def choose(self, key: str, value: str) -> None:
        """Set one choice, as a tile or a link does."""
        box = self._combos[key]
        box.setCurrentIndex(max(0, box.findData(value)))

    def set_choices(self, key: str, choices: Sequence[tuple[str, str]]) -> None:
        """Other choices (the units have changed); what is chosen stays when it is still there."""
        box = self._combos[key]
        kept = box.currentData()
        box.blockSignals(True)
        while box.count() > 1:
            box.removeItem(1)
        for value, text in choices:
            box.addItem(text, value)
        box.setCurrentIndex(max(0, box.findData(kept)))
        box.blockSignals(False)
        if kept and box.currentData() != kept:
            self._tell()

    def only(self, column: str, value: str) -> None:
        """筛选此值: only rows that have this value in this column."""
        self._exact[f"={column}"] = value
        self._tell()

    def clear(self) -> None:
        """Show everything again."""
        self._exact.clear()
        for box in self._combos.values():
            box.blockSignals(True)
            box.setCurrentIndex(0)
            box.blockSignals(False)
        if self.search is not None:
            self.search.blockSignals(True)
            self.search.clear()
            self.search.blockSignals(False)
        self._tell()

    def _combo(self, each: Filter) -> QComboBox:
        box = theme.fix(QComboBox(), width=each.width)
        box.setAccessibleName(each.title)
        box.addItem(each.title, "")
        for value, text in each.choices:
            box.addItem(text, value)
        box.currentIndexChanged.connect(lambda _: self._tell())
        self._combos[each.key] = box
        return box

    def _tell(self) -> None:
        self._clear.setVisible(bool(self._exact))
        self.changed.emit()
