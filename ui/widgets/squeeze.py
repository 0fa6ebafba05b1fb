"""A row of buttons in a narrow window: one after the other keeps only its icon, words in the tooltip."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QPushButton, QWidget

from ui import icons
from ui.widgets.buttons import relabel


def squeeze(row: QHBoxLayout, room: int) -> None:
    """Make the row fit into `room` pixels; the last button (the filled one) keeps its words longest."""
    buttons = [each for each in _buttons(row) if each.property("iconAt100")]
    for each in buttons:
        _words(each, True)
    for each in buttons:
        if _wanted(row) <= room:
            return
        _words(each, False)


def _widgets(row: QLayout) -> list[QWidget]:
    items = [row.itemAt(at) for at in range(row.count())]
    widgets = [item.widget() for item in items if item is not None]
    return [widget for widget in widgets if widget is not None and not widget.isHidden()]


def _buttons(row: QLayout) -> list[QPushButton]:
    return [w for w in _widgets(row) if isinstance(w, QPushButton) and w.property("kind") != "icon"]


def _wanted(row: QHBoxLayout) -> int:
    """The width at which nothing in the row is cut."""
    needs = [_need(widget) for widget in _widgets(row)]
    return sum(needs) + row.spacing() * max(0, len(needs) - 1)


def _need(widget: QWidget) -> int:
    if isinstance(widget, (QPushButton, QLabel)):
        return max(widget.minimumWidth(), widget.sizeHint().width())
    return max(widget.minimumWidth(), widget.minimumSizeHint().width())


def _words(which: QPushButton, shown: bool) -> None:
    words = which.property("words")
    if shown and words:
        relabel(which, words)
        which.setToolTip(which.property("wordsTip") or "")
        which.setProperty("words", "")
    elif not shown and not words:
        which.setProperty("words", which.text())
        which.setProperty("wordsTip", which.toolTip())
        which.setAccessibleName(which.text())
        which.setToolTip(which.toolTip() or which.text())
        relabel(which, "")
    else:
        return
    icons.redraw(which)
