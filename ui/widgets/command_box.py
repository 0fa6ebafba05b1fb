"""One box that finds pages, people, vouchers and acts by Chinese, numbers or pinyin initials (Ctrl+K)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui import icons, theme
from ui.widgets.buttons import label, picture

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent

WAIT = 120  # milliseconds after the last key
MOST = 10  # hits shown


class Hit(NamedTuple):
    """One line of the answer: what it is, a grey word about it, and what choosing it does."""

    title: str
    act: Callable[[], object]
    note: str = ""
    icon: str = "arrow-right"


Provider = Callable[[str], Sequence[Hit]]  # gets what was typed, stripped and not empty


class _Line(QLineEdit):
    """Offers each key to `pressed` first; `left()` when the keyboard goes elsewhere."""

    left = Signal()

    def __init__(self, pressed: Callable[[int], bool]) -> None:
        super().__init__()
        self._pressed = pressed

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._pressed(event.key()):
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class CommandBox(QFrame):
    """Asks all providers in their order and shows the first ten hits below."""

    def __init__(self, providers: Sequence[Provider] = ()) -> None:
        super().__init__()
        self.providers = list(providers)
        self.line = _Line(self._key_pressed)
        self.line.setPlaceholderText("找人、凭证、功能")
        self.line.setAccessibleName("找人、凭证、功能")
        self.line.setTextMargins(theme.px(26), 0, theme.px(48), 0)
        row = theme.space(QHBoxLayout(self), gap=0)
        row.addWidget(self.line)
        self._glass, self._key = picture("search", theme.TEXT_2), label("Ctrl+K", "small")
        for part in (self._glass, self._key):
            part.setParent(self.line)  # a click on it is a click on the line
        theme.fix(self, 236, theme.CONTROL)
        self.popup: _Hits | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT)
        self._timer.timeout.connect(self.look)
        self.line.textEdited.connect(lambda _: self._timer.start())
        self.line.left.connect(self.close_hits)

    def shorten(self, narrow: bool) -> None:
        """Fewer words where there is less room."""
        self.line.setPlaceholderText("查找" if narrow else "找人、凭证、功能")

    def begin(self) -> None:
        """Ctrl+K: put the cursor into it."""
        from PySide6.QtCore import Qt

        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def look(self) -> None:
        """Ask the providers now."""
        typed = self.line.text().strip()
        hits = [hit for provider in self.providers for hit in provider(typed)][:MOST] if typed else []
        self._show(hits, typed)

    def hits(self) -> list[str]:
        """The titles that are shown now."""
        return [hit.title for hit in self.popup.hits] if self.popup is not None else []

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._glass.move(theme.px(9), (self.height() - self._glass.height()) // 2)
        self._key.adjustSize()
        self._key.move(
            self.width() - self._key.width() - theme.px(12), (self.height() - self._key.height()) // 2
        )
        self.line.setTextMargins(theme.px(26), 0, self._key.width() + theme.px(8), 0)

    def close_hits(self) -> None:
        """Take the answer away."""
        if self.popup is not None:
            self.popup.hide()
            self.popup.deleteLater()
            self.popup = None

    def _key_pressed(self, key: int) -> bool:
        """Whether the key was for the answer below."""
        from PySide6.QtCore import Qt  # not when the window starts: it builds ninety enums

        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._timer.isActive() or self.popup is None:
                self._timer.stop()
                self.look()
            self._choose()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.popup is not None:
            self.popup.step(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            self.close_hits()
            self.line.clear()
        else:
            return False
        return True

    def _choose(self) -> None:
        if self.popup is None or not self.popup.hits:
            return
        hit = self.popup.hits[self.popup.at]
        self.close_hits()
        self.line.clear()
        hit.act()

    def _show(self, hits: list[Hit], typed: str) -> None:
        self.close_hits()
        if not typed:
            return
        self.popup = _Hits(self.window(), hits, self._pick)
        self.popup.step(0)
        corner = self.mapTo(self.window(), QPoint(self.width(), self.height() + theme.px(4)))
        self.popup.move(corner.x() - self.popup.width(), corner.y())
        self.popup.show()
        self.popup.raise_()

    def _pick(self, index: int) -> None:
        if self.popup is not None:
            self.popup.at = index
            self._choose()


class _Hits(QFrame):
    """The lines under the box."""

    def __init__(self, parent: QWidget, hits: list[Hit], pick: Callable[[int], None]) -> None:
        super().__init__(parent)
        theme.kind(self, "popup")
        theme.fix(self, width=380)
        self.hits, self.at = hits, 0
        self._rows: list[QPushButton] = []
        column = theme.space(QVBoxLayout(self), (6, 6, 6, 6), 2)
        for index, hit in enumerate(hits):
            column.addWidget(self._row(index, hit, pick))
        if not hits:
            column.addWidget(
                theme.fix(label("没有找到。可以用姓名、工号、凭证号或拼音首字母。", "note"), height=30)
            )
        self.adjustSize()

    def step(self, by: int) -> None:
        """Move the chosen line."""
        if self._rows:
            self.at = (self.at + by) % len(self._rows)
            for index, row in enumerate(self._rows):
                row.setChecked(index == self.at)

    def _row(self, index: int, hit: Hit, pick: Callable[[int], None]) -> QPushButton:
        row = theme.kind(QPushButton(hit.title), "item")
        row.setCheckable(True)
        theme.tune(row, focusPolicy="NoFocus")
        icons.put(row, hit.icon, theme.TEXT_2, 16)
        row.pressed.connect(lambda: pick(index))
        inner = theme.space(QHBoxLayout(row), (0, 0, 10, 0))
        inner.addStretch(1)
        inner.addWidget(label(hit.note, "caption"))
        self._rows.append(row)
        return row
