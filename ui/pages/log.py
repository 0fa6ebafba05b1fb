"""操作日志: every change with who and when, narrowed, exported and printed; the last one taken back."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from models.kit.days import month_words
from models.kit.errors import Refused
from models.store.lists import JournalList
from ui.navigation import Context
from ui.tables.columns import Draw, TableColumn
from ui.widgets.buttons import button
from ui.widgets.filter_strip import Filter
from ui.widgets.page import PageWidget
from ui.widgets.record_table import RecordTable

STATES = (("undone", "已撤销"), ("undo", "撤销操作"), ("final", "不能撤销"))
COLUMNS = (
    TableColumn("seq", "序号", Draw.COUNT, 76, quiet=True),
    TableColumn("at", "时间", Draw.TEXT, 150),
    TableColumn("actor", "谁", Draw.TEXT, 110),
    TableColumn("title", "做了什么", Draw.SENTENCE, 240, stretch=True, sortable=False),
    TableColumn("rows", "改动记录", Draw.COUNT, 92),
    TableColumn(
        "state", "状态", Draw.PILL, 130, sortable=False, tones={"已撤销": "grey", "不能撤销": "info"}
    ),
)  # fmt: skip


class LogPage(PageWidget):
    """Reading only, but for 撤销 of the last change."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {
            "setting", "user", "member", "unit", "movement", "wage_base", "voucher", "period", "account",
            "dues_batch", "dues_due", "dues_change", "work_item", "holiday", "opening_balance",
        }
    )  # fmt: skip

    def __init__(self, context: Context) -> None:
        super().__init__(context, "操作日志")
        self._source = JournalList(context.office.db)
        self.table = RecordTable(
            context,
            "log",
            COLUMNS,
            self._source,
            search="内容、姓名、序号",
            filters=(
                Filter("month", "全部月份"),
                Filter("actor", "全部的人", width=118),
                Filter("state", "全部状态", STATES, 118),
            ),
            unit="条",
        )
        self.table.title = lambda: "操作日志"
        self.strip.addWidget(self.table.strip, 1)
        self.strip.addWidget(button("导出 Excel", "file-spreadsheet", self.table.export))
        self.strip.addWidget(button("打印", "printer", self.table.print_list))
        self.add_action(button("撤销最近一次", "undo-2", self.undo))
        self.body.addWidget(self.table, 1)

    def reload(self) -> None:
        months = [(month, month_words(month)) for month in self._source.months()]
        self.table.strip.set_choices("month", months)
        self.table.strip.set_choices("actor", [(name, name) for name in self._source.actors()])
        self.set_title("操作日志", "每一次登记都在这里，只能增加，不能修改和删除")
        self.table.reload()

    def first_focus(self) -> QWidget:
        return self.table.view

    def undo(self) -> None:
        """The last change, after naming it."""
        from models.store import history

        office = self.context.office
        try:
            head = history.last_undoable(office.db)
            if self.context.say.confirm(
                f"撤销“{head.title}”？", f"第 {head.seq} 条，{head.actor}登记。撤销也记在日志里。",
                "撤销这一步", keep="不撤销",
            ):  # fmt: skip
                self.context.toast(f"已撤销：{office.undo()}")
        except Refused as no:
            self.context.say.refuse(no)
