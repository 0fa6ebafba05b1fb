"""基数差额: months assessed before a pay base changed; ticked differences are taken over."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from models.dues import actions
from models.dues.records import Proposal
from models.kit.days import month_words
from models.kit.errors import Refused
from models.kit.money import yuan
from ui import theme
from ui.navigation import Context
from ui.tables.columns import Draw, TableColumn
from ui.tables.list_source import ListSource
from ui.widgets.buttons import button, label
from ui.widgets.record_table import RecordTable

COLUMNS = (
    TableColumn("month", "月份", width=100),
    TableColumn("name", "姓名", width=90),
    TableColumn("base", "现在的基数(元)", Draw.MONEY, 120),
    TableColumn("was", "核定应缴(元)", Draw.MONEY, 108),
    TableColumn("now", "按新基数(元)", Draw.MONEY, 108),
    TableColumn("delta", "差额(元)", Draw.DIFFERENCE, 96, total=True, stretch=True),
)


class ProposalsDialog(QDialog):
    """`ProposalsDialog(context, parent, proposals).exec()`; all are ticked at first."""

    def __init__(self, context: Context, parent: QWidget | None, proposals: Sequence[Proposal]) -> None:
        super().__init__(parent)
        self.context, self.proposals = context, list(proposals)
        self.setWindowTitle("工会台账")
        theme.fix(self, 760, 480)
        rows = {at: _row(one) for at, one in enumerate(self.proposals)}
        self.table = RecordTable(
            context, "dues.proposals", COLUMNS, ListSource(COLUMNS, rows), ticks=True, unit="条"
        )
        self.table.reload()
        self.table.model.tick_all(True)
        self.table.model.ticked.connect(self._say)
        head = theme.space(QHBoxLayout(), (20, 16, 20, 8), 10)
        head.addWidget(label("基数差额", "heading"))
        head.addWidget(label("核定以后计费基数变了；采用后改这些月份的应缴", "facts"))
        head.addStretch(1)
        body = theme.space(QVBoxLayout(), (20, 0, 20, 12))
        body.addWidget(self.table)
        foot = theme.kind(QFrame(), "foot")
        row = theme.space(QHBoxLayout(foot), (20, 10, 20, 12), 8)
        self.said = label("", "facts")
        self.take = button("采用", "check", self._take, kind="filled")
        row.addWidget(self.said)
        row.addStretch(1)
        row.addWidget(button("先不采用", "", self.reject))
        row.addWidget(self.take)
        column = theme.space(QVBoxLayout(self), gap=0)
        column.addLayout(head)
        column.addLayout(body, 1)
        column.addWidget(foot)
        self._say()

    def _chosen(self) -> list[Proposal]:
        return [self.proposals[at] for at in sorted(self.table.model.chosen)]

    def _say(self) -> None:
        chosen = self._chosen()
        self.take.setText(f"采用 {len(chosen)} 条")
        self.take.setEnabled(bool(chosen))
        self.said.setText(f"应缴合计增减 {yuan(sum(one.delta_fen for one in chosen))} 元")

    def _take(self) -> None:
        chosen = self._chosen()
        try:
            with self.context.office.change(f"采用基数差额 {len(chosen)} 条") as change:
                actions.accept(change, chosen)
        except Refused as no:
            self.context.say.refuse(no)
            return
        self.context.toast(f"已采用 {len(chosen)} 条基数差额")
        self.accept()


def _row(one: Proposal) -> tuple[object, ...]:
    return (
        month_words(one.month),
        one.payer.name,
        one.base_fen,
        one.assessed_fen,
        one.now_fen,
        one.delta_fen,
    )
