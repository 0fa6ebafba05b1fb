"""Choosing a person (or an account) by number, name or pinyin initials."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui import icons, theme
from ui.widgets.buttons import label
from ui.widgets.popup_button import PopupLine

WAIT, MOST = 120, 8  # milliseconds after the last key; lines that are seen at once


@dataclass(frozen=True)
class Choice:
    """One that can be picked. `why_not` greys it and says why (a parent account, a retired member)."""

    value: Any  # JSON-able: an id or a code
    text: str  # what stands in the field: "欧阳浩然"
    note: str = ""  # "Q1005 · 语文组"
    why_not: str = ""


Seek = Callable[[str], Sequence[Choice]]  # gets what was typed; "" gives the most used ones
Adder = Callable[[str], Any]  # gets what was typed, makes a new record by asking, gives its value or None


class Picker(PopupLine):
    """`value()` is the chosen value or None. `seek` is asked while typing; ↓ Enter choose, F7 shows all.

    `find(value)` turns a value into its `Choice` when a record is shown.
    """

    def __init__(
        self,
        seek: Seek,
        find: Callable[[Any], Choice | None],
        hint: str = "编号、姓名或拼音首字母",
        icon: str = "search",
    ) -> None:
        super().__init__(icon, "选一个（F7）", hint)
        self._seek, self._find = seek, find
        self._chosen: Choice | None = None
        self._adder: tuple[str, Adder] | None = None
        self.popup: _Answers | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT)
        self._timer.timeout.connect(self.look)
        self.textEdited.connect(self._typed)
        self.asked.connect(lambda: self._show(list(self._seek(""))))

    def use(self, seek: Seek, find: Callable[[Any], Choice | None]) -> None:
        """Ask others from now on: the records have changed."""
        self._seek, self._find = seek, find

    def use_adder(self, words: str, add: Adder) -> None:
        """A last line "新增…" under the answers, for what is missing; ↑ from the first one goes there."""
        self._adder = (words, add)

    def value(self) -> Any:
        """The chosen value; None while nothing is chosen."""
        return self._chosen.value if self._chosen is not None else None

    def set_value(self, value: Any) -> None:
        """Show the record with this value."""
        self._take(self._find(value) if value is not None else None)

    def problem(self) -> str:
        """Something is typed that was not chosen."""
        if self.text().strip() and self._chosen is None:
            return f"没有选中“{self.text().strip()}”，请从列出的里面选一个。"
        return ""

    def draft(self) -> Any:
        """The chosen value."""
        return self.value()

    def restore(self, kept: Any) -> None:
        """Choose it again."""
        self.set_value(kept)

    def look(self) -> None:
        """Ask now for what is typed."""
        self._timer.stop()
        self._show(list(self._seek(self.text().strip())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_F7, Qt.Key.Key_F2) and not self.isReadOnly():
            self.asked.emit()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape and self.popup is not None:
            self._close()
        else:
            super().keyPressEvent(event)

    def accept(self) -> bool:
        """Enter or leaving: take the lit answer, or the only one. False when nothing could be taken."""
        if self._timer.isActive():
            self.look()
        if self.popup is not None and self.popup.at_adder:
            self._add()
        elif self.popup is not None and self.popup.choices:
            choice = self.popup.choices[self.popup.at]
            if not choice.why_not:
                self._take(choice)
        self._close()
        return self._chosen is not None

    def _add(self) -> None:
        """A new record is made in a box of its own, and chosen."""
        typed = "" if self._chosen is not None else self.text().strip()
        self._close()
        made = self._adder[1](typed) if self._adder is not None else None
        if made is not None:
            self.set_value(made)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            if self.text().strip() and self._chosen is None:
                self.accept()
            self._close()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._close()
        super().hideEvent(event)

    def _typed(self, text: str) -> None:
        self._chosen = None
        self._timer.start()

    def _step(self, by: int) -> None:
        if self.popup is None:
            self.look()
        else:
            self.popup.step(by)

    def _take(self, choice: Choice | None) -> None:
        self._chosen = choice
        self._timer.stop()
        self.setText(choice.text if choice is not None else "")
        self.setToolTip(choice.note if choice is not None else "")
        self.changed.emit()

    def _show(self, choices: list[Choice]) -> None:
        self._close()
        if not self.isVisible():
            return
        adder = self._adder[0] if self._adder is not None else ""
        wide = max(self.width(), theme.px(280))
        self.popup = _Answers(self.window(), choices, self._pick, (wide, adder))
        if self._chosen is not None:
            self.popup.light(self._chosen.value)
        corner = self.mapTo(self.window(), QPoint(0, self.height() + theme.px(4)))
        below = corner.y() + self.popup.height() <= self.window().height()
        self.popup.move(
            corner if below else corner - QPoint(0, self.popup.height() + self.height() + theme.px(8))
        )
        self.popup.show()
        self.popup.raise_()

    def _pick(self, index: int) -> None:
        if self.popup is not None and index >= len(self.popup.choices):
            self._add()
        elif self.popup is not None and not self.popup.choices[index].why_not:
            self._take(self.popup.choices[index])
            self._close()

    def _close(self) -> None:
        if self.popup is not None:
            self.popup.hide()
            self.popup.deleteLater()
            self.popup = None


class _Answers(QFrame):
    """The lines under the field: a window of `MOST` over all choices, moved by ↑ ↓ and the wheel.

    `look` is the width and the words of the last line that makes a new record, "" without one.
    """

    def __init__(
        self, parent: QWidget, choices: list[Choice], pick: Callable[[int], None], look: tuple[int, str]
    ) -> None:
        super().__init__(parent)
        width, adder = look
        self.at_adder = False
        theme.kind(self, "popup")
        words = [f"{choice.text}{choice.why_not or choice.note}" for choice in choices]
        widest = max((self.fontMetrics().horizontalAdvance(one) for one in words), default=0)
        self.setFixedWidth(max(width, widest + theme.px(70)))  # names are never cut
        self.choices, self._pick = choices, pick
        # what can't be chosen is not offered first
        self.at = next((at for at, choice in enumerate(choices) if not choice.why_not), 0)
        self._top = 0
        self._rows: list[tuple[QPushButton, QLabel]] = []
        column = theme.space(QVBoxLayout(self), (6, 6, 6, 6), 2)
        for place in range(min(MOST, len(choices))):
            column.addWidget(self._row(place))
        self._more = label("", "caption")
        column.addWidget(self._more)  # before it is shown: without a parent it would be a window
        self._more.setVisible(len(choices) > MOST)
        if not choices:
            column.addWidget(theme.fix(label("没有找到，换个写法试试。", "note"), height=30))
        self._adder = self._adding(adder) if adder else None
        if self._adder is not None:
            column.addWidget(self._adder)
        self._show()
        self.adjustSize()

    def step(self, by: int) -> None:
        """Move the lit line; the one that makes a new record stands behind the last."""
        count = len(self.choices) + (self._adder is not None)
        if not count:
            return
        at = (count - 1 if self.at_adder else self.at) + by if self.choices else count - 1
        self.at_adder = self._adder is not None and at % count == count - 1
        if not self.at_adder:
            self.at = at % count
        self._show()

    def light(self, value: Any) -> None:
        """Begin at this one when it is among them."""
        self.at = next((at for at, choice in enumerate(self.choices) if choice.value == value), self.at)
        self._show()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.step(-1 if event.angleDelta().y() > 0 else 1)

    def _show(self) -> None:
        """The lines of the window with the lit one in it."""
        self._top = max(self.at - len(self._rows) + 1, min(self._top, self.at))
        for place, (row, note) in enumerate(self._rows):
            choice = self.choices[self._top + place]
            row.setText(choice.text.replace("&", "&&"))
            row.setEnabled(not choice.why_not)
            row.setChecked(self._top + place == self.at and not self.at_adder)
            note.setText(choice.why_not or choice.note)
        if self._adder is not None:
            self._adder.setChecked(self.at_adder)
        self._more.setText(f"第 {self.at + 1} 个，共 {len(self.choices)} 个，按 ↑ ↓ 翻看")

    def _adding(self, words: str) -> QPushButton:
        made = theme.kind(QPushButton(words), "item")
        icons.put(made, "plus", theme.INFO)
        made.setCheckable(True)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.pressed.connect(lambda: self._pick(len(self.choices)))
        return made

    def _row(self, place: int) -> QPushButton:
        row = theme.kind(QPushButton(), "item")
        row.setCheckable(True)
        row.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row.pressed.connect(lambda: self._pick(self._top + place))
        inner = theme.space(QHBoxLayout(row), (0, 0, 10, 0))
        inner.addStretch(1)
        note = label("", "caption")
        note.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inner.addWidget(note)
        self._rows.append((row, note))
        return row
