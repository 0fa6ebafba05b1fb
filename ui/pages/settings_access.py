"""Settings › 查看记录: who looked at full ID, phone or card numbers, whose, when and why."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from models.store.lists import AccessList
from ui import theme
from ui.tables.columns import Draw, TableColumn
from ui.widgets.buttons import button
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import PageWidget
from ui.widgets.record_table import RecordTable
from ui.widgets.setting_part import SettingPart

COLUMNS = (
    TableColumn("at", "时间", Draw.TEXT, 150),
    TableColumn("who", "谁", Draw.TEXT, 110, sortable=False),
    TableColumn("whose", "看了谁的", Draw.TEXT, 120, sortable=False),
    TableColumn("what", "内容", Draw.TEXT, 130, sortable=False),
    TableColumn("why", "原因", Draw.SENTENCE, 200, stretch=True, sortable=False),
)


class AccessPart(SettingPart):
    """Only for reading; nobody can change or delete it."""

    KEY, TITLE, ICON = "access", "查看记录", "eye"
    NOTE = "谁看过会员的完整号码，谁输过口令。只能看，不能改，也不能删。"

    def __init__(self, page: PageWidget) -> None:
        super().__init__(page)
        self.table = RecordTable(
            page.context,
            "access",
            COLUMNS,
            AccessList(page.context.office.db),
            search="姓名、原因",
            empty=EmptyState("还没有查看记录", "查看完整身份证号等号码时会记在这里。", mark="eye"),
            unit="次",
        )
        self.table.title = lambda: "个人信息查看记录"
        row = theme.space(QHBoxLayout(), gap=8)
        row.addWidget(self.table.strip, 1)
        row.addWidget(button("导出 Excel", "file-spreadsheet", self.table.export))
        row.addWidget(button("打印", "printer", self.table.print_list))
        self.column.addLayout(row)
        self.column.addWidget(self.table, 1)

    def reload(self) -> None:
        self.table.reload()
