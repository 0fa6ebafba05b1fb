"""The strip under a deduction list: does the list add up, does the bank agree, what will be booked."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from models.dues.records import ALREADY, SAME, Expected, ListMonth
from models.kit.money import yuan
from ui import theme
from ui.tables.columns import Pill
from ui.widgets.buttons import label, picture
from ui.widgets.day_edit import DayEdit
from ui.widgets.money_edit import MoneyEdit
from ui.widgets.pill import PillLabel
from ui.widgets.sentence import Sentence


class BalanceStrip(QFrame):
    """`show_month(month, expected)`; `changed()` when the bank's receipt was typed.

    `day` is the bank's day, None while 未到账 is ticked; `bank_fen` what the bank shows, None if untold.
    """

    changed = Signal()

    def __init__(self, month: str) -> None:
        super().__init__()
        theme.kind(self, "card")
        self.list_words, self.list_sum = label("", "caption"), label("", "count")
        self.same_words, self.same_sum = label("", "caption"), label("", "heading")
        self.open_words, self.open_sum = label("", "caption"), label("", "heading")
        self.day_edit = theme.fix(DayEdit(month), width=124)
        self.day_edit.setAccessibleName("银行到账日期")
        self.amount = theme.fix(MoneyEdit(), width=104)
        self.amount.setPlaceholderText("到账金额")
        self.amount.setAccessibleName("银行到账金额")
        self.waits = QCheckBox("还没到账")
        self.pill = PillLabel(Pill("未填金额", "grey"))
        self.voucher, self.note = Sentence("", ""), Sentence("", "")
        self._expected_fen = 0
        self._assemble()
        self.day_edit.changed.connect(self._changed)
        self.amount.changed.connect(self._changed)
        self.waits.toggled.connect(lambda _: self._changed())

    @property
    def day(self) -> date | None:
        """The bank's day; None when it has not arrived."""
        return None if self.waits.isChecked() else self.day_edit.value()

    @property
    def bank_fen(self) -> int | None:
        """What the bank shows."""
        return self.amount.value()

    @property
    def problem(self) -> str:
        """Why this can't be booked as it stands."""
        if self.waits.isChecked():
            return ""
        said = self.day_edit.problem() or self.amount.problem()
        return said or ("" if self.day_edit.value() else "请填写银行到账日期，或者勾上“还没到账”。")

    def show_receipt(self, month: str, day: date | None, fen: int | None, waits: bool) -> None:
        """The receipt as it was typed for this month."""
        for part in (self.day_edit, self.amount, self.waits):
            part.blockSignals(True)
        self.day_edit.month = month
        self.day_edit.set_value(day)
        self.amount.set_value(fen)
        self.waits.setChecked(waits)
        for part in (self.day_edit, self.amount, self.waits):
            part.blockSignals(False)

    def show_month(self, month: ListMonth, told: Expected) -> None:
        """The sums of the month as decided so far."""
        listed = [row for row in month.rows if row.row]
        agreed = month.of(SAME, ALREADY)
        rest = [row for row in listed if row.state not in (SAME, ALREADY)]
        self.list_words.setText(f"扣款单合计 {len(listed)} 行")
        self.list_sum.setText(yuan(month.list_fen))
        self.same_words.setText(f"一致 {len(agreed)} 行")
        self.same_sum.setText(yuan(sum(row.paid_fen for row in agreed)))
        self.open_words.setText(f"要看的 {len(rest)} 行")
        self.open_sum.setText(yuan(sum(row.paid_fen for row in rest)))
        self._expected_fen = told.bank_fen
        first, second = self._voucher_words(told)
        self.voucher.setText(first)
        self.note.setText(second)
        self._compare()

    def _voucher_words(self, told: Expected) -> tuple[str, str]:
        """What will be booked, in two lines."""
        if not told.bank_fen:
            return "这个月没有新的金额要登记", "不生成凭证"
        if self.waits.isChecked():
            return f"登记为“已扣未到账” {yuan(told.bank_fen)}", "到账后在“批次”里登记到账，再生成凭证"
        parts = [f"会费收入 {yuan(told.dues_fen)}" if told.dues_fen else ""]
        parts.append(f"其他应付款 {yuan(told.pending_fen)}" if told.pending_fen else "")
        credit = "贷 " + "、".join(part for part in parts if part)
        return f"登记后生成凭证：借 银行存款 {yuan(told.bank_fen)}", credit

    def _compare(self) -> None:
        for part in (self.day_edit, self.amount):
            part.setEnabled(not self.waits.isChecked())
        fen = self.amount.value()
        if self.waits.isChecked():
            pill = Pill("在途", "info")
        elif fen is None:
            pill = Pill("未核对", "grey")
        elif fen == self._expected_fen:
            pill = Pill("相符", "ok", "circle-check")
        else:
            pill = Pill(f"差 {yuan(fen - self._expected_fen)}", "warn", "circle-alert")
        self.pill.show_pill(pill)

    def _changed(self) -> None:
        self._compare()
        self.changed.emit()

    def _assemble(self) -> None:
        row = theme.space(QHBoxLayout(self), (16, 8, 16, 8), 10)
        for at, (words, total) in enumerate(
            (
                (self.list_words, self.list_sum),
                (self.same_words, self.same_sum),
                (self.open_words, self.open_sum),
            )
        ):
            if at:
                row.addWidget(label("=" if at == 1 else "+", "heading"))
            row.addWidget(_pair(words, total))
        row.addSpacing(theme.px(8))
        bank = theme.space(QHBoxLayout(), gap=6)
        for part in (self.day_edit, self.amount, self.pill):
            bank.addWidget(part)
        over = theme.space(QHBoxLayout(), gap=8)
        over.addWidget(label("银行到账", "caption"))
        over.addWidget(self.waits)
        over.addStretch(1)
        middle = theme.space(QVBoxLayout(), gap=0)
        middle.addLayout(over)
        middle.addLayout(bank)
        row.addLayout(middle)
        told = theme.space(QVBoxLayout(), gap=4)
        told.addStretch(1)
        for icon, sentence in (("receipt-text", self.voucher), ("scale", self.note)):
            pair = theme.space(QHBoxLayout(), gap=6)
            pair.addWidget(picture(icon))
            pair.addWidget(sentence, 1)
            told.addLayout(pair)
        told.addStretch(1)
        row.addLayout(told, 1)


def _pair(words: QWidget, total: QWidget) -> QWidget:
    made = QWidget()
    column = theme.space(QVBoxLayout(made), gap=0)
    column.addWidget(words)
    column.addWidget(total)
    return made
