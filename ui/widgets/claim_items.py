"""The lines of an approval: words, account, amount; a new line opens when the last one is begun."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from models.claims.records import Item
from models.kit.money import capitals, yuan
from models.ledger.lists import Chart
from ui import theme
from ui.widgets.account_picker import account_picker
from ui.widgets.buttons import button, label
from ui.widgets.field_box import EnterMoves
from ui.widgets.member_picker import Picker
from ui.widgets.money_edit import MoneyEdit
from ui.widgets.text_edits import TextEdit

FIRST = 3  # lines that are there from the beginning


@dataclass(eq=False)
class _Row:
    summary: TextEdit
    account: Picker
    amount: MoneyEdit
    drop: QWidget

    @property
    def parts(self) -> tuple[QWidget, ...]:
        return self.summary, self.account, self.amount, self.drop

    @property
    def begun(self) -> bool:
        """Anything typed in it."""
        return bool(self.summary.text().strip() or self.account.text().strip() or self.amount.text().strip())


class ClaimItems(QWidget):
    """`value()` is a tuple of `Item`s; an account may be left out until it is paid."""

    changed = Signal()

    def __init__(self, chart: Chart, words: str = "摘要") -> None:
        super().__init__()
        self._chart, self._rows = chart, list[_Row]()
        self._enter = EnterMoves(self)
        self._quiet = False
        self.total = label("", "note")
        self._grid = theme.space(QGridLayout(), gap=6, across=8)
        for column, title in enumerate((words, "支出科目", "金额(元)")):
            self._grid.addWidget(label(title, "caption"), 0, column)
        for column, share in enumerate((9, 12, 5)):
            self._grid.setColumnStretch(column, share)
        outer = theme.space(QVBoxLayout(self), gap=6)
        outer.addLayout(self._grid)
        outer.addWidget(self.total, 0, Qt.AlignmentFlag.AlignRight)
        for _ in range(FIRST):
            self._add()
        self._say()
        self.setFocusProxy(self._rows[0].summary)

    # -- a field ----------------------------------------------------------------------------------

    def value(self) -> tuple[Item, ...]:
        """The lines that have an amount or words."""
        return tuple(
            Item(row.summary.value(), row.account.value(), row.amount.value() or 0)
            for row in self._rows
            if row.begun
        )

    def set_value(self, value: Any) -> None:
        """Show these lines and an empty one."""
        self._quiet = True
        items: tuple[Item, ...] = tuple(value or ())
        while len(self._rows) < max(FIRST, len(items) + 1):
            self._add()
        for at, row in enumerate(self._rows):
            item = items[at] if at < len(items) else None
            row.summary.set_value(item.summary if item else "")
            row.account.set_value(item.account if item else None)
            row.amount.set_value(item.amount_fen if item else None)
        self._quiet = False
        self._say()

    def problem(self) -> str:
        """What is wrong with a line."""
        for number, row in enumerate(self._rows, 1):
            found = row.account.problem() or row.amount.problem()
            if not found and row.begun and not row.amount.value():
                found = "还没有填金额。"
            if not found and row.begun and not row.summary.value():
                found = "还没有写摘要。"
            if found:
                return f"第 {number} 行：{found}"
        return ""

    def draft(self) -> Any:
        """As typed."""
        return [
            [row.summary.draft(), row.account.draft(), row.amount.draft()] for row in self._rows if row.begun
        ]

    def restore(self, kept: Any) -> None:
        """As typed."""
        for at, (summary, account, amount) in enumerate(kept):
            if at == len(self._rows):
                self._add()
            self._rows[at].summary.restore(summary)
            self._rows[at].account.restore(account)
            self._rows[at].amount.restore(amount)

    # -- inside -----------------------------------------------------------------------------------

    def _add(self) -> None:
        row = _Row(TextEdit(), account_picker(self._chart), MoneyEdit(), QWidget())
        drop = button("", "x", lambda: self._clear(row), kind="icon", tip="清空这一行")
        drop.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row.drop = drop
        number = len(self._rows) + 1
        names = (f"第 {number} 行摘要", f"第 {number} 行科目", f"第 {number} 行金额")
        edits: tuple[Any, ...] = (row.summary, row.account, row.amount)
        for edit, name in zip(edits, names, strict=True):
            edit.setAccessibleName(name)
            edit.changed.connect(self._moved)
            self._enter.watch(edit)
        for column, part in enumerate(row.parts):
            self._grid.addWidget(part, number, column)
        before: QWidget | None = self._rows[-1].amount if self._rows else None
        self._rows.append(row)
        for edit in edits:
            if before is not None:
                QWidget.setTabOrder(before, edit)
            before = edit

    def _clear(self, row: _Row) -> None:
        for edit in (row.summary, row.amount):
            edit.set_value(None)
        row.account.set_value(None)

    def _moved(self) -> None:
        if self._quiet:
            return
        if self._rows[-1].begun:
            self._add()
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        fen = sum(row.amount.value() or 0 for row in self._rows)
        self.total.setText(f"合计 {yuan(fen)}\u3000{capitals(fen)}" if fen else "合计 0.00")
