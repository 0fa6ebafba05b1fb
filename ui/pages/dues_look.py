"""Step 看差异 of 登记扣款单: the months of a file, their rows, decisions and receipts of the bank."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from models.dues import booking, prepared
from models.dues.prepared import Prepared
from models.dues.records import Decision, Expected, ListMonth, ListRow
from models.kit.days import month_words
from models.kit.money import yuan
from ui import theme
from ui.navigation import Context
from ui.pages.dues_answers import Answer
from ui.pages.dues_balance import BalanceStrip
from ui.pages.dues_difference import DuesDifference
from ui.widgets.buttons import button, label
from ui.widgets.sentence import Sentence


@dataclass(frozen=True)
class Receipt:
    """What was typed about a month's arrival."""

    day: date | None
    fen: int | None = None
    waits: bool = False


class LookStep(QWidget):
    """`show_prepared(prepared, month)`; `how()` is what was decided, as it is booked.

    changed  a decision, another month, the bank's receipt: the page says its sums again
    stale    the roster has changed by a decision: the list must be held against it again
    """

    changed = Signal()
    stale = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.prepared: Prepared | None = None
        self.receipts: dict[str, Receipt] = {}
        self.at_month = 0
        self.difference = DuesDifference(context)
        self.balance = BalanceStrip(context.period)
        self._assemble()
        self.difference.decided.connect(self._say)
        self.difference.asked.connect(self._ask)
        self.balance.changed.connect(self._typed)

    # -- for the page -----------------------------------------------------------------------------

    def forget(self) -> None:
        """Another file: nothing is decided or typed."""
        self.difference.decisions.clear()
        self.receipts.clear()
        self.prepared = None

    def show_prepared(self, found: Prepared, month: str) -> None:
        """Show a file; decisions about rows that are still there stay."""
        self.prepared = found
        known = {row.key for one in self.months for row in one.rows}
        kept = {key: value for key, value in self.difference.decisions.items() if key in known}
        self.difference.decisions = kept
        self.show_month_named(month)

    @property
    def months(self) -> tuple[ListMonth, ...]:
        """The months of the file."""
        plan = self.prepared.plan if self.prepared is not None else None
        return plan.months if plan is not None else ()

    @property
    def now(self) -> ListMonth:
        """The month that is shown."""
        return self.months[self.at_month]

    def page_months(self, by: int) -> None:
        """The month before or after."""
        if self.months:
            self.show_month((self.at_month + by) % len(self.months))

    def show_month(self, at: int) -> None:
        """Show the month at this place of the file."""
        self.at_month = at
        month = self.now.month
        if month not in self.receipts:
            self.receipts[month] = Receipt(prepared.likely_day(self.context.office, month))
        typed = self.receipts[month]
        self.balance.show_receipt(month, typed.day, typed.fen, typed.waits)
        self.difference.show_month(self.now, self.prepared.names if self.prepared else {})
        self._remark()
        self._say()

    def how(self) -> booking.Booking:
        """What was decided, as it is booked."""
        days: dict[str, date | None] = {}
        for one in self.months:
            typed = self.receipts.get(one.month)
            if typed is None:
                days[one.month] = prepared.likely_day(self.context.office, one.month)
            else:
                days[one.month] = None if typed.waits else typed.day
        only = frozenset({self.now.month}) if self.one_month.isChecked() else frozenset[str]()
        return booking.Booking(decisions=dict(self.difference.decisions), days=days, only=only)

    def show_month_named(self, month: str) -> None:
        """Show this month if the file has it, else its first."""
        at = next((at for at, one in enumerate(self.months) if one.month == month), 0)
        if self.months:
            self.show_month(at)

    def taken(self) -> list[Expected]:
        """What booking will do, by month."""
        how = self.how()
        return [booking.expected(one, how) for one in self.months if how.takes(one.month)]

    def bank_agrees(self) -> bool:
        """Whether what arrived is what is booked, or the person wants it all the same."""
        how = self.how()
        for one in self.months:
            typed = self.receipts.get(one.month)
            told = booking.expected(one, how)
            if typed is None or typed.waits or typed.fen in (None, told.bank_fen) or not how.takes(one.month):
                continue
            gap = yuan((typed.fen or 0) - told.bank_fen)
            question = f"{month_words(one.month)}到账金额和登记的差 {gap} 元，还要登记吗？"
            said = f"银行到账 {yuan(typed.fen or 0)}，这一批登记 {yuan(told.bank_fen)}。"
            if not self.context.say.confirm(question, said, "照样登记", keep="再核对"):
                return False
        return True

    def _typed(self) -> None:
        """The bank's receipt was typed."""
        waits = self.balance.waits.isChecked()
        self.receipts[self.now.month] = Receipt(self.balance.day_edit.value(), self.balance.bank_fen, waits)
        self._say()

    def _ask(self, row: ListRow, answer: Answer) -> None:
        """An answer that needs a reason, a member or a new member."""
        acts = {"reason": self._ask_reason, "member": self._ask_member, "join": self._ask_join}
        acts[answer.asks](row, answer)

    def _ask_reason(self, row: ListRow, answer: Answer) -> None:
        what = f"{month_words(self.now.month)}应缴 {yuan(row.due_fen)}"
        if answer.decision.act == "correct":
            what += f"，改为 {yuan(row.paid_fen)}"
        said = self.context.say.reason(f"{row.name}{answer.word}的原因", what, answer.word, hint=answer.hint)
        if said:
            self.difference.decide(row, replace(answer.decision, text=said))

    def _ask_member(self, row: ListRow, answer: Answer) -> None:
        from ui.dialogs.dues_member import ask_member

        where = f"扣款单第 {row.row} 行“{row.name}”，{yuan(row.paid_fen)} 元"
        member = ask_member(self.context, self.window(), "这一行是哪位会员？", where)
        if member is not None:
            self.difference.decide(row, Decision("book", member))

    def _ask_join(self, row: ListRow, answer: Answer) -> None:
        from ui.dialogs.member_form import add_member

        dialog = add_member(self.context, self.window(), lambda member: self._joined(row, member))
        for key, value in (("name", row.name), ("number", row.number), ("department", row.unit)):
            if value:
                dialog.form.box(key).set_value(value)
        dialog.exec()

    def _joined(self, row: ListRow, member: int) -> None:
        """The new member takes this row; the list is held against the roster again."""
        self.difference.decisions[row.key] = Decision("book", member)
        self.stale.emit()

    # -- inside -----------------------------------------------------------------------------------

    def _assemble(self) -> None:
        self.before = button("", "chevron-left", lambda: self.page_months(-1), kind="icon", tip="上一个月")
        self.after = button("", "chevron-right", lambda: self.page_months(1), kind="icon", tip="下一个月")
        self.which = label("", "strong")
        self.one_month = QCheckBox("只登记这个月")
        self.one_month.toggled.connect(lambda _: self._say())
        self.remark = Sentence("", "warn")
        self.export = button("导出这份差异", "file-spreadsheet", self.difference.table.export)
        self.pager = QWidget()
        row = theme.space(QHBoxLayout(self.pager), gap=8)
        for part in (self.before, self.which, self.after, self.one_month):
            row.addWidget(part)
        self.difference.line.insertWidget(0, self.pager)
        self.difference.line.addWidget(self.export)
        column = theme.space(QVBoxLayout(self), gap=10)
        column.addWidget(self.remark)
        column.addWidget(self.difference, 1)
        column.addWidget(self.balance)

    def _remark(self) -> None:
        """What is to be said about this file or month, over the tiles."""
        said = self.prepared.remarks if self.prepared is not None else ()
        mine = [one for one in said if "：" not in one or not one.startswith(tuple(self._other_sheets()))]
        self.remark.setText(
            mine[0] + (f"（还有 {len(mine) - 1} 条）" if len(mine) > 1 else "") if mine else ""
        )
        self.remark.setToolTip("\n".join(mine))
        self.remark.setVisible(bool(mine))

    def _other_sheets(self) -> list[str]:
        """Sheets of other months: their faults are shown with those months."""
        mine = set(self.now.sheet.split("、"))
        return [name for one in self.months for name in one.sheet.split("、") if name not in mine]

    def _say(self) -> None:
        """The sums of the month, its place in the file."""
        if not self.months:
            return
        told = booking.expected(self.now, self.how())
        self.balance.show_month(self.now, told)
        self.pager.setVisible(len(self.months) > 1)
        self.which.setText(f"{month_words(self.now.month)}（{self.at_month + 1}/{len(self.months)}）")
        self.changed.emit()
