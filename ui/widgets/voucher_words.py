"""A list over the voucher: typed to narrow, Enter takes one, Delete strikes one out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.widgets.buttons import button, label
from ui.widgets.voucher_cells import Composing

_K = Qt.Key
_MOST = 60
_VALUE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Word:
    """One line: what is taken, what is shown, what stands behind it in grey."""

    value: Any
    text: str
    note: str = ""


@dataclass(frozen=True)
class Ways:
    """What the list says: the prompt, the hint at its foot, whether anything typed may be taken as it is,
    and more acts as (words, icon, act)."""

    prompt: str
    hint: str
    free: bool = False
    acts: tuple[tuple[str, str, Callable[[], object]], ...] = ()


class WordList(QFrame):
    """`chosen(value)`, `struck(value)`. `seek(text)` gives what fits, the most used first."""

    chosen = Signal(object)
    struck = Signal(object)

    def __init__(self, parent: QWidget, seek: Callable[[str], Sequence[Word]], ways: Ways) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        theme.kind(self, "popup")
        theme.fix(self, width=440)
        self._seek, self._ways = seek, ways
        self._composing = Composing(self)
        self.words = QLineEdit()
        self.words.setPlaceholderText(ways.prompt)
        self.words.setAccessibleName(ways.prompt)
        self.words.setMaxLength(100)
        self.words.textChanged.connect(lambda _: self.look())
        self.words.installEventFilter(self)
        self.list = theme.fix(QListWidget(), height=300)
        self.list.setAccessibleName(ways.hint)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.itemClicked.connect(lambda item: self._take(item.data(_VALUE)))
        column = theme.space(QVBoxLayout(self), (10, 10, 10, 8), 6)
        column.addWidget(self.words)
        column.addWidget(self.list)
        column.addWidget(label(ways.hint, "caption"))
        if ways.acts:
            column.addLayout(self._acts())
        self.look()

    def _acts(self) -> QHBoxLayout:
        row = theme.space(QHBoxLayout(), gap=8)
        for words, icon, act in self._ways.acts:
            row.addWidget(button(words, icon, partial(self._leave, act)))
        row.addStretch(1)
        return row

    def _leave(self, act: Callable[[], object]) -> None:
        self.close()
        act()

    def look(self) -> None:
        """Ask again."""
        at = max(0, self.list.currentRow())
        self.list.clear()
        for word in self._seek(self.words.text().strip())[:_MOST]:
            item = QListWidgetItem(f"{word.text}　{word.note}" if word.note else word.text)
            item.setData(_VALUE, word.value)
            item.setToolTip(word.text)
            item.setSizeHint(QSize(0, theme.px(30)))
            self.list.addItem(item)
        self.list.setCurrentRow(min(at, self.list.count() - 1))

    def show_at(self, place: QPoint) -> None:
        """Open it with its upper left corner there, moved up where the screen ends."""
        self.adjustSize()
        room = self.screen().availableGeometry()
        place.setY(max(room.top(), min(place.y(), room.bottom() - self.height())))
        self.move(place)
        self.show()
        self.words.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self._composing.heard(event)
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or self._composing.on:
            return False
        return self._key(event.key(), self.list.currentItem())

    def _key(self, key: int, item: QListWidgetItem | None) -> bool:
        if key in (_K.Key_Down, _K.Key_Up):
            at = self.list.currentRow() + (1 if key == _K.Key_Down else -1)
            self.list.setCurrentRow(max(0, min(self.list.count() - 1, at)))
        elif key in (_K.Key_Return, _K.Key_Enter, _K.Key_Tab):
            typed = self.words.text().strip() if self._ways.free else ""
            self._take(item.data(_VALUE) if item is not None else typed or None)
        elif key == _K.Key_Delete and item is not None and not self.words.hasSelectedText():
            self.struck.emit(item.data(_VALUE))
            self.look()
        else:
            return False
        return True

    def _take(self, value: Any) -> None:
        self.close()
        if value is not None:
            self.chosen.emit(value)
