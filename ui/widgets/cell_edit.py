"""Typing into a list: an edit over the cell; Enter goes down, Tab to the next cell, Esc gives it up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from ui.widgets.money_edit import MoneyEdit
from ui.widgets.record_table import RecordTable
from ui.widgets.text_edits import TextEdit

_GOES = {Qt.Key.Key_Return: (1, 0), Qt.Key.Key_Enter: (1, 0), Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Up: (-1, 0)}


class CellEditing(QObject):
    """`CellEditing(table, {"fee": CellEditing.MONEY, "note": CellEditing.TEXT})`.

    `typed(id, key, value)` after an edit: fen, a count or text, None for an emptied number. A cell is
    opened by typing, F2 or a double click; `locked()` says why nothing may be typed, "" when it may.
    `seed(id, key)` gives the value that the edit begins with.
    """

    typed = Signal(int, str, object)
    refused = Signal(str)
    MONEY, COUNT, TEXT = "money", "count", "text"

    def __init__(self, table: RecordTable, kinds: Mapping[str, str]) -> None:
        super().__init__(table)
        self._table, self._kinds = table, dict(kinds)
        self.locked: Callable[[], str] = lambda: ""
        self.seed: Callable[[int, str], Any] = lambda number, key: None
        self.editor: QLineEdit | None = None
        self._place = (0, "")
        table.view.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)  # Chinese opens a cell too
        table.view.installEventFilter(self)
        table.view.viewport().installEventFilter(self)

    def begin(self, first: str | None = None) -> bool:
        """Open the cell under the cursor; `first` is the letter that opened it."""
        index = self._table.view.currentIndex()
        number = self._table.current_id()
        if not index.isValid() or number is None:
            return False
        key = self._table.model.columns[index.column()].key
        if key not in self._kinds:
            return False
        if why := self.locked():
            self.refused.emit(why)
            return True
        self.commit()
        self._place = (number, key)
        made: MoneyEdit | TextEdit = MoneyEdit("") if self._kinds[key] == self.MONEY else TextEdit()
        if self._kinds[key] == self.COUNT:
            made.setAlignment(Qt.AlignmentFlag.AlignRight)
        made.setAccessibleName(self._table.model.columns[index.column()].title)
        made.setParent(self._table.view.viewport())
        made.setGeometry(self._table.view.visualRect(index))
        made.set_value(self.seed(number, key))
        made.installEventFilter(self)
        self.editor = made
        made.show()
        made.setFocus()
        made.selectAll()
        if first is not None:
            made.setText(first)
            made.end(False)
        return True

    def commit(self) -> bool:
        """Take what was typed; False when it can't be read (the edit stays open)."""
        editor, (number, key) = self.editor, self._place
        if editor is None:
            return True
        value, wrong = self._read(editor, key)
        if wrong:
            self.refused.emit(wrong)
            return False
        before = self.seed(number, key)
        self._close()
        if value != (before if before != "" or self._kinds[key] == self.TEXT else None):
            self.typed.emit(number, key, value)
            # the list was read again and knows its line only
            self._table.select(number, self._at(key))
        return True

    def _at(self, key: str) -> int:
        return next(n for n, column in enumerate(self._table.model.columns) if column.key == key)

    def _read(self, editor: QLineEdit, key: str) -> tuple[Any, str]:
        if isinstance(editor, MoneyEdit):
            return editor.value(), editor.problem()
        text = editor.text().strip()
        if self._kinds[key] == self.TEXT:
            return text, ""
        if not text:
            return None, ""
        whole = text.isascii() and text.isdigit() and len(text) < 8
        return (int(text), "") if whole else (None, f"“{text}”不是整数。请写成 168 的样子。")

    def _close(self) -> None:
        editor, self.editor = self.editor, None
        if editor is not None:
            editor.removeEventFilter(self)
            editor.hide()
            editor.deleteLater()
            self._table.view.setFocus()

    # -- keys -------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self.editor:
            if kind == QEvent.Type.KeyPress:
                return self._key_in_edit(cast(QKeyEvent, event))
            if kind == QEvent.Type.FocusOut:
                self.commit()
            return False
        if kind == QEvent.Type.InputMethod and watched is self._table.view and self.editor is None:
            return self.begin("") and self.editor is not None and QApplication.sendEvent(self.editor, event)
        if kind == QEvent.Type.KeyPress and watched is self._table.view:
            return self._key_in_list(cast(QKeyEvent, event))
        if kind == QEvent.Type.MouseButtonDblClick and watched is not self._table.view:
            return self.begin()
        return False

    def _key_in_list(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_F2 or event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return self.begin()
        if event.key() == Qt.Key.Key_Tab:
            return self._go(0, 1)
        if event.key() == Qt.Key.Key_Backtab:
            return self._go(0, -1)
        text = event.text()
        plain = (
            not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier & ~Qt.KeyboardModifier.KeypadModifier
        )
        return bool(text and plain and text.isprintable() and not text.isspace()) and self.begin(text)

    def _key_in_edit(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self._close()
            return True
        if event.key() in _GOES:
            return not self.commit() or self._go(*_GOES[cast(Qt.Key, event.key())])
        if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            step = 1 if event.key() == Qt.Key.Key_Tab else -1
            return not self.commit() or self._go(0, step)
        return False

    def _go(self, lines: int, cells: int) -> bool:
        """Move the cursor: up or down by a line, or to the next cell that can be typed into."""
        view = self._table.view
        index = view.currentIndex()
        if not index.isValid():
            return False
        line, at = index.row() + lines, index.column()
        if cells:
            places = [n for n, column in enumerate(self._table.model.columns) if column.key in self._kinds]
            after = [n for n in places if (n > at if cells > 0 else n < at)]
            if not after:
                line, after = line + cells, places
            at = after[0] if cells > 0 else after[-1]
        if not 0 <= line < self._table.model.rowCount():
            return False
        view.setCurrentIndex(self._table.model.index(line, at))
        return True
