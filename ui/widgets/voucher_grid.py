"""The ruled lines of a voucher: painted as on paper, written by keyboard, one field over the current cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QMenu, QToolTip

from models.ledger.typed import Chart
from ui import theme
from ui.widgets import voucher_clip as clip
from ui.widgets.voucher_editing import VoucherEditing
from ui.widgets.voucher_keys import act_of, locked_act, menu_of
from ui.widgets.voucher_lines import ACCOUNT, CREDIT, DEBIT, SUMMARY, Typed, VoucherLines
from ui.widgets.voucher_painter import HEAD, SUMS, VoucherPainter
from ui.widgets.voucher_places import LOW_ROW, ROW, Picked

_K, _M = Qt.Key, Qt.KeyboardModifier
_KEPT = 30  # acts that can be taken back
_TYPING = frozenset({_K.Key_Backspace, _K.Key_Delete, _K.Key_Equal, _K.Key_Space, _K.Key_F7, _K.Key_F2})


class VoucherGrid(VoucherEditing):
    """`show_lines(lines, locked)`. What is typed goes into `lines` at once.

    changed    something was typed
    moved      another cell is current (line, column)
    said       a sentence about the current cell, "" when it is fine
    escaped    Esc where nothing was typed: the voucher may be given up
    turned     PgUp (-1) or PgDn (1): another voucher
    refused    a key was pressed although the voucher is locked
    told       what was done, for the status line
    asked      the page shall open something for the current line: "summaries" (F7 in 摘要), "dimensions"
               (F3, or Enter where the account needs them), "templates" (F4), "account" (F10)
    """

    moved = Signal(int, int)
    escaped = Signal()
    turned = Signal(int)
    refused = Signal()
    told = Signal(str)
    asked = Signal(str)
    carry_asked = Signal(bool)

    def __init__(self, chart: Chart) -> None:
        super().__init__(chart)
        self.needs: Callable[[Typed], bool] = lambda line: (
            False
        )  # whether the line lacks what its account asks
        self.carries = False  # a new line begins with the difference
        self._past: list[list[Typed]] = []  # the lines before each act, for Ctrl+Z
        self._painter = VoucherPainter(self)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setAccessibleName("分录")
        self.viewport().setAutoFillBackground(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.amount.balance_asked.connect(self.balance)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._lay())
        theme.least(self, 480, HEAD + SUMS + 2 * LOW_ROW)
        theme.looks.changed.connect(self._lay)

    # -- what is shown ----------------------------------------------------------------------------

    def show_lines(self, lines: VoucherLines, locked: bool) -> None:
        """Show another voucher; a locked one is only read."""
        self.lines, self.locked = lines, locked
        self.line, self.column = 0, SUMMARY
        self.picked, self._past = Picked(), []
        self.verticalScrollBar().setValue(0)
        self._lay()
        self._open_cell()

    def go(self, line: int, column: int) -> None:
        """Make this cell current and put the keys there; stays when the old cell can't be left."""
        if self.commit():
            self.jump(line, column)

    def jump(self, line: int, column: int) -> None:
        """Make this cell current without looking at what was typed in the old one."""
        self.lines.grow()
        self.picked.clear()
        self.line, self.column = max(0, min(line, len(self.lines.lines) - 1)), column
        self._lay()
        self._scroll_to_line()
        self._open_cell()
        if not self.locked:
            self.field.setFocus()
        self.moved.emit(self.line, self.column)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.locked and self.field.isVisible():
            self.field.setFocus(event.reason())

    # -- acts on lines ----------------------------------------------------------------------------

    def balance(self) -> None:
        """`=`: what is missing, on the proper side of this line."""
        if self.locked or (self.column in (SUMMARY, ACCOUNT) and not self.commit()):
            return
        self._remember()
        column = self.lines.balance(self.line)
        self._after(self.line, column)

    def flip(self) -> None:
        """Space: the amount changes its side, and the cursor with it."""
        if not self.commit():
            return
        column = self.lines.flip(self.line) or (CREDIT if self.column == DEBIT else DEBIT)
        self._after(self.line, column)

    def insert_line(self) -> None:
        """Insert: an empty line before this one."""
        if self.commit():
            self._remember()
            self.lines.insert(self.line)
            self._after(self.line, SUMMARY)

    def delete_line(self) -> None:
        """Ctrl+D: take this line away, or all that are picked."""
        self._remember()
        chosen = self.picked.of(self.line)
        for at in sorted(chosen, reverse=True):
            self.lines.delete(at)
        self._after(min(min(chosen), self.lines.filled), self.column)

    def copy_lines(self) -> None:
        """Ctrl+C: the picked lines, or this one; of a locked voucher without picked ones all."""
        at = self.picked.of(self.line)
        if self.locked and not self.picked:
            at = set(range(self.lines.filled))
        chosen = [self.lines.lines[n] for n in sorted(at) if n < self.lines.filled]
        if chosen:
            clip.copy(chosen, self.chart)
            self.told.emit(f"已复制 {len(chosen)} 行，可以粘贴到别的凭证或 Excel")

    def cut_lines(self) -> None:
        """Ctrl+X."""
        self.copy_lines()
        self.delete_line()

    def paste_lines(self) -> None:
        """Ctrl+V: lines of a voucher, or a table from Excel (摘要, 科目, 借方, 贷方)."""
        fresh, doubts = clip.lines(self.chart)
        if fresh and (self.column == SUMMARY or self.commit()):
            self._remember()
            self._after(self.lines.put_in(self.line, fresh), SUMMARY)
            self.told.emit(f"已粘贴 {len(fresh)} 行")
        if doubts:
            self.said.emit(doubts[0] + (f"（还有 {len(doubts) - 1} 处）" if len(doubts) > 1 else ""))

    @property
    def can_undo(self) -> bool:
        """Whether Ctrl+Z takes an act on lines back; while a cell is typed in, the keys are the field's."""
        return bool(self._past) and not self._typed

    def undo(self) -> None:
        """Ctrl+Z: the lines as they were before the last act."""
        self.lines.show(self._past.pop())
        self._after(min(self.line, self.lines.filled), self.column)

    def _remember(self) -> None:
        self._past = [*self._past[-_KEPT:], [replace(line) for line in self.lines.lines]]

    def insert(self, fresh: list[Typed]) -> None:
        """Lines of a pattern at the current one."""
        if self.commit():
            self._remember()
            self._after(self.lines.put_in(self.line, fresh), SUMMARY)

    def pick(self, step: int) -> None:
        """Shift+↑ ↓: pick lines from the current one on."""
        if not self.commit():
            return
        end = max(0, min(self.picked.end(self.line) + step, max(0, self.lines.filled - 1)))
        self.picked.extend(self.line, end)
        self.viewport().update()

    def put_summary(self, text: str) -> None:
        """A summary from the list of used ones goes into the current line."""
        if not self.locked:
            self.lines.lines[self.line].summary = text
            self._after(self.line, ACCOUNT)

    def _after(self, line: int, column: int) -> None:
        self.jump(line, column)
        self.said.emit("")
        self.changed.emit()

    # -- moving -----------------------------------------------------------------------------------

    def forward(self) -> None:
        """Enter: 摘要 → 科目 → 借 → 贷 → next line; a side that can't be filled is left out."""
        if not self.commit():
            return
        line = self.lines.lines[self.line]
        if self.column == CREDIT or (self.column == DEBIT and line.debit_fen):
            self.asked.emit("dimensions") if self.needs(line) else self.next_line()
        elif self.column == ACCOUNT and line.credit_fen and not line.debit_fen:
            self.jump(self.line, CREDIT)
        else:
            self.jump(self.line, self.column + 1)

    def next_line(self) -> None:
        """The line below; it begins with the difference where that was chosen."""
        at = self.line + 1
        self.jump(at, SUMMARY)
        gap = self.lines.debit_fen - self.lines.credit_fen
        if self.carries and gap and self.lines.lines[at].empty and at == self.lines.filled:
            self.lines.balance(at)
            self._after(at, SUMMARY)

    def backward(self) -> None:
        """Shift+Enter."""
        if self.column > SUMMARY:
            self.go(self.line, self.column - 1)
        elif self.line > 0:
            self.go(self.line - 1, CREDIT if self.lines.lines[self.line - 1].credit_fen else DEBIT)

    # -- keys -------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self._composing.heard(event)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A locked voucher has no field: keys come here."""
        if self.locked:
            self._locked_key(event)
        elif not self._key(event):
            super().keyPressEvent(event)

    def _locked_key(self, event: QKeyEvent) -> None:
        key = event.key()
        steps = {_K.Key_Down: 1, _K.Key_Up: -1, _K.Key_Return: 1, _K.Key_Enter: 1}
        if key in steps:
            self.jump(self.line + steps[_K(key)], self.column)
        elif key in (_K.Key_PageUp, _K.Key_PageDown):
            self.turned.emit(-1 if key == _K.Key_PageUp else 1)
        elif key == _K.Key_Escape:
            self.escaped.emit()
        elif (act := locked_act(self, key, event.modifiers() & ~_M.KeypadModifier)) is not None:
            act()
        elif event.text().strip() or key in _TYPING:
            self.refused.emit()
        else:
            super().keyPressEvent(event)

    def _key(self, event: QKeyEvent) -> bool:
        """Do what the key means for the whole voucher; False leaves it to the field."""
        if self._composing.on:
            return event.key() in (_K.Key_Return, _K.Key_Enter, _K.Key_Tab)
        mods = event.modifiers() & ~_M.KeypadModifier
        act = act_of(self, event.key(), mods)
        if act is None:
            return False
        act()
        return True

    def leaves(self) -> bool:
        """Tab on the waiting line goes on to the buttons."""
        return self.column == SUMMARY and self.line >= self.lines.filled and not self.summary.text()

    def back(self) -> None:
        """Shift+Tab and Shift+Enter; from the first cell to the field before."""
        if (self.line, self.column) == (0, SUMMARY):
            self.commit()
            self.focusNextPrevChild(False)
        else:
            self.backward()

    def escape(self) -> None:
        """The first Esc takes back what was typed in this cell, the next one asks about the voucher."""
        if not self._typed:
            self.escaped.emit()
            return
        self.lines.lines[self.line] = replace(self._origin)
        self._open_cell()
        self.said.emit("")
        self.changed.emit()

    # -- places -----------------------------------------------------------------------------------

    def use_low_rows(self, low: bool) -> None:
        """Denser lines where the window is low."""
        self.least_row = LOW_ROW if low else ROW
        self._lay()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()

    def _lay(self) -> None:
        self.lines.least = self.fit
        self.lines.grow()
        bar, seen = self.verticalScrollBar(), max(self.lines.filled + (not self.locked), self.line + 1)
        bar.setRange(0, max(0, seen - self.fit))
        bar.setPageStep(self.fit)
        bar.setSingleStep(1)
        self._place_field()
        self.viewport().update()

    # -- mouse and paint --------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position().x(), event.position().y())
        if place is None:
            return
        if event.modifiers() & (_M.ShiftModifier | _M.ControlModifier):
            if event.modifiers() & _M.ControlModifier:
                self.picked.toggle(self.line, place[0])
            else:
                self.picked.extend(self.line, place[0])
            self.viewport().update()
        elif event.button() == Qt.MouseButton.LeftButton or not self.picked:
            self.go(*place)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.locked:
            menu = QMenu(self)
            menu.addAction("复制分录　Ctrl+C", self.copy_lines)
            menu.popup(event.globalPos())
            return
        menu = QMenu(self)
        for words, act in menu_of(self):
            menu.addAction(words, act)
        carry = menu.addAction("新的一行自动带上差额")
        carry.setCheckable(True)
        carry.setChecked(self.carries)
        carry.toggled.connect(self.carry_asked.emit)
        menu.popup(event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            painter = QPainter(self.viewport())
            self._painter.paint(painter)
            painter.end()
            return True
        if isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.words_at(event.pos().x(), event.pos().y()), self)
            return True
        return super().viewportEvent(event)
