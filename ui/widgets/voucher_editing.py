"""The one field that lies over the current cell of a voucher: opened, typed into, taken over."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from models.kit.errors import Refused
from models.ledger.typed import Chart
from ui.widgets.account_picker import account_answers
from ui.widgets.voucher_cells import AmountCell, Composing, SummaryCell, account_cell
from ui.widgets.voucher_lines import ACCOUNT, CREDIT, DEBIT, SUMMARY, Typed
from ui.widgets.voucher_places import VoucherPlaces


class VoucherEditing(VoucherPlaces):
    """What is typed goes into `lines` at once; `commit()` makes sure of it when the cell is left.

    changed    something was typed
    said       a sentence about the current cell, "" when it is fine
    """

    changed = Signal()
    said = Signal(str)

    def __init__(self, chart: Chart) -> None:
        super().__init__(chart)
        self.summary, self.account, self.amount = SummaryCell(), account_cell(chart), AmountCell()
        self._composing = Composing(self)
        self._origin, self._typed, self._opening = Typed(), False, False
        for field in self.fields:
            field.setParent(self.viewport())
            field.hide()
            field.installEventFilter(self)
        self.summary.textEdited.connect(self._summary_typed)
        self.account.textEdited.connect(self._account_typed)
        self.account.changed.connect(self._account_taken)
        self.amount.textEdited.connect(self._amount_typed)

    @property
    def fields(self) -> tuple[QLineEdit, ...]:
        """The fields that lie over cells, one at a time."""
        return self.summary, self.account, self.amount

    @property
    def field(self) -> QLineEdit:
        """The field of the current cell."""
        return {SUMMARY: self.summary, ACCOUNT: self.account}.get(self.column, self.amount)

    def use_chart(self, chart: Chart) -> None:
        """The accounts have changed, or the month that they are used in."""
        self.chart = chart
        self.account.use(*account_answers(chart))
        self.viewport().update()

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
        if self.account.popup is not None:
            self.account.accept()
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
        self.amount.setAccessibleName("贷方金额" if self.column == CREDIT else "借方金额")
        shown = self.field
        for field in self.fields:
            field.setVisible(field is shown and not self.locked)
        self._opening = self._typed = False
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
