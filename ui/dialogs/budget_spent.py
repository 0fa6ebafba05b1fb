"""The vouchers behind a figure of the budget; Enter opens one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from models.budget.records import Spent
from models.kit.money import yuan
from ui import theme
from ui.navigation import Context
from ui.tables.columns import Draw, TableColumn
from ui.tables.list_source import ListSource
from ui.widgets.buttons import button
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable
from ui.widgets.sentence import Sentence

COLUMNS = (
    TableColumn("day", "日期", Draw.DAY, 96),
    TableColumn("voucher", "凭证", width=130),
    TableColumn("summary", "摘要", Draw.SENTENCE, 200, stretch=True),
    TableColumn("account", "科目", Draw.SENTENCE, 150),
    TableColumn("fen", "金额(元)", Draw.MONEY, 110, total=True),
)


class SpentDialog(QDialog):
    """`SpentDialog(context, parent, "50405 送温暖费", parts).exec()`."""

    def __init__(self, context: Context, parent: QWidget | None, title: str, parts: Sequence[Spent]) -> None:
        super().__init__(parent)
        self.context, self.parts = context, list(parts)
        self.setWindowTitle("工会台账")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        theme.fix(self, 860, 520)
        rows = {
            at: (one.day, one.voucher_name, one.summary, one.account, one.fen)
            for at, one in enumerate(self.parts)
        }
        self.table = RecordTable(
            context,
            "budget.spent",
            COLUMNS,
            ListSource(COLUMNS, rows, unit="笔"),
            empty=EmptyState("还没有凭证", "这一项到这个月还没有发生。"),
            unit="笔",
        )
        self.table.title = lambda: title
        self.table.opened.connect(self._open)
        column = theme.space(QVBoxLayout(self), (20, 16, 20, 16), 12)
        head = theme.space(QHBoxLayout(), gap=8)
        head.addWidget(Sentence(title, "heading"), 1)
        head.addWidget(Sentence(f"合计 {yuan(sum(one.fen for one in self.parts))} 元", "strong"))
        column.addLayout(head)
        column.addWidget(self.table, 1)
        foot = theme.space(QHBoxLayout(), gap=8)
        foot.addStretch(1)
        foot.addWidget(button("导出 Excel", "file-spreadsheet", self.table.export))
        foot.addWidget(button("关闭 Esc", "", self.reject))
        column.addLayout(foot)
        self.table.reload()
        self.table.view.setFocus()

    def _open(self, at: int) -> None:
        self.accept()
        self.context.open_page("voucher", voucher=self.parts[at].voucher)
