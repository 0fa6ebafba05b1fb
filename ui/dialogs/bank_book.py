"""记账 from the statement: what each line would become; account and words can be put right, then one step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from models.bank import actions, proposals
from models.bank.proposals import Proposal
from models.bank.records import BankAccount
from models.dues import batches
from models.dues import queries as dues
from models.dues.records import Batch
from models.kit.days import month_words
from models.kit.errors import Refused
from models.kit.money import yuan
from models.ledger.records import Voucher
from models.ledger.typed import Chart
from ui import theme
from ui.dialogs.form_dialog import FormDialog
from ui.dialogs.over_budget import OverBudget
from ui.navigation import Context
from ui.tables.columns import Draw, TableColumn
from ui.tables.list_source import ListSource
from ui.widgets.account_picker import account_picker
from ui.widgets.buttons import button, label, relabel
from ui.widgets.form import Field, Form
from ui.widgets.record_table import RecordTable
from ui.widgets.text_edits import TextEdit

COLUMNS = (
    TableColumn("day", "日期", Draw.DAY, 92),
    TableColumn("words", "对账单", Draw.SENTENCE, 150),
    TableColumn("fen", "金额(元)", Draw.DIFFERENCE, 100),
    TableColumn("account", "对方科目", Draw.SENTENCE, 150),
    TableColumn("summary", "凭证摘要", Draw.SENTENCE, 150),
    TableColumn("why", "依据", Draw.SENTENCE, 150, stretch=True, quiet=True),
)


class BookDialog(QDialog):
    """`BookDialog(context, parent, account, proposals, ticked).exec()`; the places in `ticked` begin ticked.

    Enter on a line opens its account and summary. A deposit of a batch that waits for its money books that
    batch's arrival.
    """

    def __init__(
        self,
        context: Context,
        parent: QWidget | None,
        account: BankAccount,
        found: Sequence[Proposal],
        ticked: Sequence[int] = (),
    ) -> None:
        super().__init__(parent)
        self.context, self.account = context, account
        self.found = dict(enumerate(found))
        self.waiting: dict[int, Batch] = {}
        self._find_batches()
        self.setWindowTitle("工会台账")
        theme.fix(self, 900, 520)
        self.chart = Chart(context.office.db)
        self.table = RecordTable(context, "bank.book", COLUMNS, self._source(), ticks=True, unit="笔")
        self.table.reload()
        known = [at for at in ticked if self._ready(at)]
        self.table.model.tick([self.table.model.line_of(at) for at in known], True)
        self.table.opened.connect(self.edit)
        self.table.model.ticked.connect(self._say)
        self.take = button("记账", "check", self.post, kind="filled", keys="Ctrl+S")
        self.said = label("", "facts")
        self._assemble()
        self._say()

    def _assemble(self) -> None:
        head = theme.space(QHBoxLayout(), (20, 16, 20, 8), 10)
        head.addWidget(label("从对账单记账", "heading"))
        head.addWidget(label("空格勾选，Enter 改科目和摘要；记账后自动勾对", "facts"))
        head.addStretch(1)
        body = theme.space(QVBoxLayout(), (20, 0, 20, 12))
        body.addWidget(self.table)
        foot = theme.kind(QFrame(), "foot")
        row = theme.space(QHBoxLayout(foot), (20, 10, 20, 12), 8)
        row.addWidget(self.said)
        row.addStretch(1)
        row.addWidget(button("取消 Esc", "", self.reject))
        row.addWidget(self.take)
        column = theme.space(QVBoxLayout(self), gap=0)
        column.addLayout(head)
        column.addLayout(body, 1)
        column.addWidget(foot)
        self.table.view.setFocus()

    def _find_batches(self) -> None:
        """Deposits that are the money of a deduction list."""
        free = {one.dues_fen + one.pending_fen: one for one in dues.waiting(self.context.office.db)}
        for at, one in self.found.items():
            if one.line.fen > 0 and one.line.fen in free:
                self.waiting[at] = free.pop(one.line.fen)

    def _ready(self, at: int) -> bool:
        return at in self.waiting or bool(self.found[at].account)

    def _source(self) -> ListSource:
        return ListSource(COLUMNS, {at: self._row(at) for at in self.found}, unit="笔")

    def _row(self, at: int) -> tuple[Any, ...]:
        one = self.found[at]
        batch = self.waiting.get(at)
        if batch is not None:
            name, why = "会费收入", f"和{month_words(batch.month)}已扣未到账的会费相等，登记到账"
            return (
                one.line.day,
                one.line.label,
                one.line.fen,
                name,
                f"收{month_words(batch.month)}会费",
                why,
            )
        hit = self.chart.find(one.account)
        name = hit.words if hit else "请选科目（Enter）"
        return (one.line.day, one.line.label, one.line.fen, name, one.summary, f"{one.title}：{one.why}")

    def edit(self, at: int) -> None:
        """The account and the words of one voucher."""
        if at not in self.waiting:
            self.edit_box(at).exec()

    def edit_box(self, at: int) -> FormDialog:
        """The box, not yet shown."""
        one = self.found[at]
        form = Form(
            [
                Field("account", "对方科目", partial(account_picker, self.chart), required=True),
                Field("summary", "摘要", TextEdit, required=True),
                Field("partner", "往来单位或个人", TextEdit, hint="往来科目要写；别的可以不填"),
            ]
        )
        form.show_values({"account": one.account or None, "summary": one.summary, "partner": one.partner})
        box = FormDialog(
            self.context, self, "这一笔怎么记", form, partial(self._change, at), verb="确定", width=520
        )
        box.say(f"{one.line.day} {one.line.label} {yuan(one.line.fen)} 元")
        return box

    def _change(self, at: int, values: Mapping[str, Any]) -> None:
        chosen = proposals.with_choice(
            self.found[at], values["account"], values["summary"], values["partner"] or ""
        )
        proposals.draft(self.context.office.db, self.account, chosen)
        self.found[at] = chosen
        self.table.use_source(self._source())
        self.table.model.tick([self.table.model.line_of(at)], True)

    def _chosen(self) -> list[int]:
        return sorted(self.table.model.chosen)

    def _say(self) -> None:
        chosen = self._chosen()
        lacking = [at for at in chosen if not self._ready(at)]
        relabel(self.take, f"记账 {len(chosen)} 张 Ctrl+S")
        self.take.setEnabled(bool(chosen) and not lacking)
        into = sum(self.found[at].line.fen for at in chosen if self.found[at].line.fen > 0)
        out = -sum(self.found[at].line.fen for at in chosen if self.found[at].line.fen < 0)
        said = f"收 {yuan(into)}，付 {yuan(out)}" if chosen else "还没有勾选"
        self.said.setText(f"有 {len(lacking)} 笔还没有选科目" if lacking else said)

    def post(self) -> None:
        """One voucher for each ticked line, all or none."""
        chosen = self._chosen()
        try:
            made = OverBudget(self.context).through(f"从对账单记账 {len(chosen)} 张", self._book)
        except Refused as no:
            self.context.say.refuse(no)
            return
        names = made[0].name if len(made) == 1 else f"{made[0].name} 等 {len(made)} 张"
        self.context.toast(f"已记账 {len(made)} 张，并和对账单勾对", names)
        self.accept()

    def _book(self, change: Any) -> list[Voucher]:
        chosen = self._chosen()
        plain = [self.found[at] for at in chosen if at not in self.waiting]
        made = proposals.post(change, self.account, plain)
        made += [self._arrive(change, at) for at in chosen if at in self.waiting]
        return made

    def _arrive(self, change: Any, at: int) -> Any:
        """The batch's money is in the bank on the bank's day."""
        line = self.found[at].line
        voucher = batches.arrive(change, self.waiting[at].id, line.day)
        mine = [one.id for one in voucher.lines if one.account == self.account.account]
        actions.match_by_hand(change, self.account, [line.id], mine, "会费到账")
        return voucher
