"""The ruled lines of a voucher: painted as on paper, written by keyboard, one field over the current cell."""

from __future__ import annotations

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
from PySide6.QtWidgets import QAbstractScrollArea, QLineEdit, QMenu, QToolTip

from models.kit.errors import Refused
from models.ledger.lists import Chart
from ui import theme
from ui.widgets.voucher_cells import AmountCell, Composing, SummaryCell, account_cell
from ui.widgets.voucher_keys import act_of
from ui.widgets.voucher_lines import ACCOUNT, CREDIT, DEBIT, SUMMARY, Typed, VoucherLines
from ui.widgets.voucher_painter import HEAD, SUMS, VoucherPainter
from ui.widgets.voucher_places import LOW_ROW, ROW, VoucherPlaces

_K, _M = Qt.Key, Qt.KeyboardModifier
_TYPING = frozenset({_K.Key_Backspace, _K.Key_Delete, _K.Key_Equal, _K.Key_Space, _K.Key_F7, _K.Key_F2})


class VoucherGrid(VoucherPlaces):
    """`show_lines(lines, locked)`. What is typed goes into `lines` at once.

    changed    something was typed
    moved      another cell is current (line, column)
    said       a sentence about the current cell, "" when it is fine
    escaped    Esc where nothing was typed: the voucher may be given up
    turned     PgUp (-1) or PgDn (1): another voucher
    refused    a key was pressed although the voucher is locked
    summaries_asked  F7 in 摘要
    """

    changed = Signal()
    moved = Signal(int, int)
    said = Signal(str)
    escaped = Signal()
    turned = Signal(int)
    refused = Signal()
    summaries_asked = Signal()

    def __init__(self, chart: Chart) -> None:
        super().__init__(chart)
        self._painter = VoucherPainter(self)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setAccessibleName("分录")
        self.viewport().setAutoFillBackground(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.summary, self.account, self.amount = SummaryCell(), account_cell(chart), AmountCell()
        self._composing = Composing(self)
        self._origin, self._typed, self._opening = Typed(), False, False
        for field in self.fields:
            field.setParent(self.viewport())
            field.hide()
            field.installEventFilter(self)
        self._connect()
        theme.least(self, 480, HEAD + SUMS + 2 * LOW_ROW)
        theme.looks.changed.connect(self._lay)

    @property
    def fields(self) -> tuple[QLineEdit, ...]:
        """The fields that lie over cells, one at a time."""
        return self.summary, self.account, self.amount

    @property
    def field(self) -> QLineEdit:
        """The field of the current cell."""
        return {SUMMARY: self.summary, ACCOUNT: self.account}.get(self.column, self.amount)

    def _connect(self) -> None:
        self.summary.textEdited.connect(self._summary_typed)
        self.account.textEdited.connect(self._account_typed)
        self.account.changed.connect(self._account_taken)
        self.amount.textEdited.connect(self._amount_typed)
        self.amount.balance_asked.connect(self.balance)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._lay())

    # -- what is shown ----------------------------------------------------------------------------

    def show_lines(self, lines: VoucherLines, locked: bool) -> None:
        """Show another voucher; a locked one is only read."""
        self.lines, self.locked = lines, locked
        self.line, self.column = 0, SUMMARY
        self.verticalScrollBar().setValue(0)
        self._lay()
        self._open_cell()

    def use_chart(self, chart: Chart) -> None:
        """The accounts have changed."""
        self.chart = chart
        fresh = account_cell(chart)
        self.account._seek, self.account._find = fresh._seek, fresh._find  # noqa: SLF001  one field, another chart
        self.viewport().update()

    def go(self, line: int, column: int) -> None:
        """Make this cell current and put the keys there; stays when the old cell can't be left."""
        if self.commit():
            self.jump(line, column)

    def jump(self, line: int, column: int) -> None:
        """Make this cell current without looking at what was typed in the old one."""
        self.lines.grow()
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
            self.lines.insert(self.line)
            self._after(self.line, SUMMARY)

    def delete_line(self) -> None:
        """Ctrl+D: take this line away."""
        self.lines.delete(self.line)
        self._after(min(self.line, self.lines.filled), self.column)

    def put_summary(self, text: str) -> None:
        """A summary from the list of used ones goes into the current line."""
        if not self.locked:
            self.lines.lines[self.line].summary = text
            self._after(self.line, ACCOUNT)

    def _after(self, line: int, column: int) -> None:
        self.jump(line, column)
        self.said.emit("")
        self.changed.emit()

    def commit(self) -> bool:
        """Take what stands in the current field into the line; False when it can't be taken."""
        if self.locked or not self.field.isVisible():
            return True
        line = self.lines.lines[self.line]
        if self.column == SUMMARY:
            line.summary = self.lines.expand(self.line, self.summary.text())
        elif self.column == ACCOUNT:
            return self._commit_account()
        else:
            try:
                fen = self.amount.fen()
            except Refused as no:
                self.said.emit(f"{no.what}{no.remedy}")
                return False
            if fen is not None or line.amount(self.column) is not None:
                self.lines.set_amount(self.line, self.column, fen)
        self.lines.grow()
        self.said.emit("")
        return True

    def _commit_account(self) -> bool:
        line = self.lines.lines[self.line]
        if not self.account.text().strip():
            line.account = None
        elif self.account.value() is None and not self.account.accept():
            self.said.emit(self.account.problem())
            return False
        else:
            line.account = self.account.value()
        self.lines.grow()
        self.said.emit("")
        return True

    # -- moving -----------------------------------------------------------------------------------

    def forward(self) -> None:
        """Enter: 摘要 → 科目 → 借 → 贷 → next line; a side that can't be filled is left out."""
        if not self.commit():
            return
        line = self.lines.lines[self.line]
        if self.column == CREDIT or (self.column == DEBIT and line.debit_fen):
            self.jump(self.line + 1, SUMMARY)
        elif self.column == ACCOUNT and line.credit_fen and not line.debit_fen:
            self.jump(self.line, CREDIT)
        else:
            self.jump(self.line, self.column + 1)

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

    # -- fields -----------------------------------------------------------------------------------

    def _summary_typed(self, text: str) -> None:
        self.lines.lines[self.line].summary = text.strip()
        self._live()

    def _account_typed(self, text: str) -> None:
        self.lines.lines[self.line].account = None
        self._live()

    def _account_taken(self) -> None:
        """One was picked with the mouse or by Enter."""
        if not self._opening and self.account.value() is not None:
            self.lines.lines[self.line].account = self.account.value()
            self._live()

    def _amount_typed(self, text: str) -> None:
        try:
            fen = self.amount.fen()
        except Refused:
            fen = None
        self.lines.set_amount(self.line, self.column, fen)
        self._live()

    def _live(self) -> None:
        self._typed = True
        self.lines.grow()
        self.viewport().update()
        self.changed.emit()

    def _open_cell(self) -> None:
        """Show the field of the current cell with what stands there."""
        line = self.lines.lines[self.line]
        self._origin, self._opening = replace(line), True
        self.summary.setText(line.summary)
        self.account.set_value(line.account)
        for words in (self.summary, self.account):
            words.selectAll()  # typing replaces, End goes on writing
        self.amount.show_fen(line.amount(self.column) if self.column >= DEBIT else None)
        self.amount.setAccessibleName("借方金额" if self.column == DEBIT else "贷方金额")
        shown = self.field
        for field in self.fields:
            field.setVisible(field is shown and not self.locked)
        self._opening = self._typed = False
        self._place_field()
        self.viewport().update()

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

    def _place_field(self) -> None:
        box = self.cell(self.line, self.column).adjusted(1, 1, 0, 0).toRect()
        seen = self.top_line <= self.line < self.top_line + self.fit
        self.field.setGeometry(box if seen else box.translated(-20000, 0))

    def _scroll_to_line(self) -> None:
        bar = self.verticalScrollBar()
        if self.line < self.top_line:
            bar.setValue(self.line)
        elif self.line >= self.top_line + self.fit:
            bar.setValue(self.line - self.fit + 1)

    # -- mouse and paint --------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position().x(), event.position().y())
        if place is not None:
            self.go(*place)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.locked:
            return
        menu = QMenu(self)
        menu.addAction("插入行　Insert", self.insert_line)
        menu.addAction("删除行　Ctrl+D", self.delete_line)
        menu.addAction("补上差额　=", self.balance)
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
