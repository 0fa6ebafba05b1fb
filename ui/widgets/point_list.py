"""A checklist: what stops, what to know, what is in order, what does not apply; each with its way there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.buttons import label, link, picture
from ui.widgets.sentence import Sentence


class Pointed(Protocol):
    """As much of a point as the list shows."""

    @property
    def name(self) -> str: ...
    @property
    def ok(self) -> bool: ...
    @property
    def said(self) -> str: ...
    @property
    def must(self) -> bool: ...
    @property
    def where(self) -> str: ...
    @property
    def applies(self) -> bool: ...


Way = Callable[[str], tuple[str, Callable[[], object]] | None]  # where → (verb, act)

# state → caption, icon, ink
_FACES = {
    "stop": ("处理完才能结账", "circle-x", theme.BRAND),
    "know": ("不影响结账，先看一看", "circle-alert", theme.WARN),
    "fine": ("正常", "circle-check", theme.OK),
    "none": ("不适用", "minus", theme.TEXT_2),
}


def state_of(point: Pointed) -> str:
    """One of "stop", "know", "fine", "none"."""
    if not point.applies:
        return "none"
    return "fine" if point.ok else "stop" if point.must else "know"


class PointList(QWidget):
    """`show_points(points)` groups them by state, the urgent ones first."""

    def __init__(self, way: Way) -> None:
        super().__init__()
        self._way = way
        self.rows: list[QWidget] = []
        self._column = theme.space(QVBoxLayout(self), (0, 0, 6, 0), 6)
        self._column.addStretch(1)

    def show_points(self, points: Sequence[Pointed]) -> None:
        """These and no others."""
        while self._column.count() > 1:
            item = self._column.takeAt(0)
            if item is not None and (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.rows = []
        for state, (caption, _, _) in _FACES.items():
            mine = [point for point in points if state_of(point) == state]
            if mine:
                self._add(label(f"{caption}（{len(mine)}）", "caption"))
                for point in mine:
                    row = self._row(point)
                    self.rows.append(row)
                    self._add(row)

    def _add(self, part: QWidget) -> None:
        self._column.insertWidget(self._column.count() - 1, part)

    def _row(self, point: Pointed) -> QWidget:
        row = QWidget()
        line = theme.space(QHBoxLayout(row), gap=8)
        _, icon, ink = _FACES[state_of(point)]
        line.addWidget(picture(icon, ink))
        quiet = state_of(point) in ("fine", "none")
        words = theme.space(QHBoxLayout() if quiet else QVBoxLayout(), gap=12 if quiet else 0)
        words.addWidget(label(point.name))
        if point.said:
            words.addWidget(
                Sentence(point.said, "note") if quiet else label(point.said, "note", wrap=True), 1
            )
        line.addLayout(words, 1)
        way = self._way(point.where) if point.where else None
        if way is not None:
            line.addWidget(link(way[0], way[1]))
        return row
