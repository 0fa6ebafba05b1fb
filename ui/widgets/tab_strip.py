"""The open pages as tabs: the current one bold over a red rule, × to close, a menu for what doesn't fit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from ui import icons, theme
from ui.widgets.buttons import button

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QResizeEvent


@dataclass(eq=False, repr=False)
class _Tab:
    key: str
    box: QWidget
    name: QPushButton
    close: QPushButton | None

    def measure(self) -> int:
        """Its width with bold words, set as the least one (Qt would keep the hint of a hidden tab)."""
        words = QFontMetrics(theme.font(bold=True)).horizontalAdvance(self.name.text()) + theme.px(6)
        self.name.setMinimumWidth(words)
        whole = words + (theme.px(18 + 4) if self.close is not None else 0)
        self.box.setFixedWidth(whole)
        return whole


class TabStrip(QWidget):
    """`chosen(key)` and `closed(key)`; the keys are the window's, the first tab (首页) has no ×."""

    chosen = Signal(str)
    closed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._tabs: list[_Tab] = []
        self._current = ""
        self._row = theme.space(QHBoxLayout(self), (12, 0, 0, 0), 16)
        self._more = button("", "chevron-down", self._show_menu, kind="icon", tip="其他打开的页")
        self._row.addWidget(self._more)
        self._row.addStretch(1)
        self._more.hide()
        theme.looks.changed.connect(self._fit)
        theme.least(self, 120)

    def names(self) -> list[str]:
        """The keys of all tabs from left to right."""
        return [tab.key for tab in self._tabs]

    def add(self, key: str, title: str, closable: bool = True) -> None:
        """A new tab at the right end."""
        box = _Box(lambda: self.closed.emit(key) if closable else None)
        row = theme.space(QHBoxLayout(box), gap=4)
        name = theme.fix(theme.kind(QPushButton(title), "tab"), height=theme.TOP_BAR - 1)
        name.setCheckable(True)
        theme.tune(name, focusPolicy="TabFocus")
        name.clicked.connect(lambda *_: self.chosen.emit(key))
        row.addWidget(name)
        close = None
        if closable:
            close = button("", "", lambda: self.closed.emit(key), kind="bare", tip="关闭这一页（Ctrl+W）")
            theme.tune(close, focusPolicy="NoFocus")
            icons.put(close, "x", theme.TEXT_2, 14)
            row.addWidget(theme.fix(close, 18, 18))
        self._tabs.append(_Tab(key, box, name, close))
        self._row.insertWidget(len(self._tabs) - 1, box)
        self._fit()

    def remove(self, key: str) -> None:
        """Take the tab away."""
        for tab in [tab for tab in self._tabs if tab.key == key]:
            self._tabs.remove(tab)
            tab.box.hide()
            tab.box.deleteLater()
        self._fit()

    def rename(self, key: str, title: str) -> None:
        """Another title for this tab."""
        for tab in self._tabs:
            if tab.key == key:
                tab.name.setText(title)
        self._fit()

    def title(self, key: str) -> str:
        """What the tab says."""
        return next((tab.name.text() for tab in self._tabs if tab.key == key), "")

    def light(self, key: str) -> None:
        """This is the page that is shown."""
        self._current = key
        for tab in self._tabs:
            tab.name.setChecked(tab.key == key)
        self._fit()

    def neighbour(self, step: int) -> str:
        """The key `step` tabs to the right of the current one, round the ends."""
        keys = self.names()
        at = keys.index(self._current) if self._current in keys else 0
        return keys[(at + step) % len(keys)] if keys else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show as many as fit, the current one always; the others go into the menu."""
        gap = self._row.spacing()
        room = self.width() - theme.px(12)
        widths = {tab.key: tab.measure() + gap for tab in self._tabs}
        crowded = sum(widths.values()) > room
        if crowded:
            room -= theme.px(34) + gap + widths.get(self._current, 0)
        for tab in self._tabs:
            fits = not crowded or tab.key == self._current or widths[tab.key] <= room
            if crowded and tab.key != self._current:
                room -= widths[tab.key] if fits else room
            tab.box.setVisible(fits)
        self._more.setVisible(crowded)

    def _show_menu(self) -> None:
        from PySide6.QtCore import Qt

        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for tab in self._tabs:
            if tab.box.isHidden():
                menu.addAction(tab.name.text(), partial(self.chosen.emit, tab.key))
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))


class _Box(QWidget):
    """A tab that closes by the middle mouse button, as in a browser."""

    def __init__(self, close: object) -> None:
        super().__init__()
        self._close = close

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        from PySide6.QtCore import Qt

        if event.button() == Qt.MouseButton.MiddleButton and callable(self._close):
            self._close()
