"""导入: what can be taken in, and the files that were taken in before."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from models.intake.taken import taken_files
from ui import theme
from ui.navigation import Context
from ui.pages.import_kinds import KINDS
from ui.tables.columns import Draw, TableColumn
from ui.tables.list_source import ListSource
from ui.widgets.buttons import button, card, label, picture
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import PageWidget
from ui.widgets.record_table import RecordTable
from ui.widgets.sentence import Sentence

DUES = ("扣款单", "wallet", "财务每月的代扣单，对过再登记。", "登记扣款单")
BANK = ("银行对账单", "landmark", "网上银行下载的，逐笔和账上勾对。", "导入银行对账单")
COLUMNS = (
    TableColumn("at", "时间", width=150),
    TableColumn("kind", "是什么", width=130),
    TableColumn("name", "文件", Draw.SENTENCE, 320, stretch=True),
    TableColumn("rows", "写入(行)", Draw.COUNT, 100),
)
_SAYS = {
    "members": "姓名、工号、分工会、入会时间；不用改表头。",
    "wages": "岗位工资、薪级工资或合计，会费按它算。",
    "calendar": "分月写的年度计划，放进行事历。",
    "vouchers": "别的软件导出的凭证表，号码不变。",
}


class ImportsPage(PageWidget):
    """A card for each kind, the history below."""

    watches: ClassVar[frozenset[str]] = frozenset({"import_file"})
    help_key: ClassVar[str] = "import"

    def __init__(self, context: Context) -> None:
        super().__init__(context, "导入", "先看差异再写入，一次导入可以整批撤销")
        self.starts: dict[str, Any] = {}
        grid = theme.space(QGridLayout(), gap=12)
        for at, kind in enumerate(KINDS):
            act = partial(self.begin, kind.key)
            made = self._card((kind.title, kind.icon, _SAYS[kind.key], f"导入{kind.title}"), act, kind.key)
            grid.addWidget(made, at // 2, at % 2)
        made = self._card(DUES, lambda: self.context.open_page("dues_receive"), "dues")
        grid.addWidget(made, len(KINDS) // 2, len(KINDS) % 2)
        made = self._card(BANK, lambda: self.context.open_page("bank", view="match"), "bank")
        grid.addWidget(made, (len(KINDS) + 1) // 2, (len(KINDS) + 1) % 2)
        for at in (0, 1):
            grid.setColumnStretch(at, 1)
        self.body.addLayout(grid)
        self.body.addWidget(label("导入过的文件", "strong"))
        empty = EmptyState("还没有导入过文件", "导入以后，这里会记着哪天导入了哪份文件。", mark="file-input")
        self.table = RecordTable(context, "imports", COLUMNS, ListSource(COLUMNS, {}), empty=empty, unit="份")
        self.table.title = lambda: "导入过的文件"
        self.body.addWidget(self.table, 1)

    def reload(self) -> None:
        titles = {kind.key: kind.title for kind in KINDS} | {"dues": "扣款单", "deductions": "扣款单"}
        titles["bank"] = "银行对账单"
        rows = {
            one.id: (one.at[:16].replace("T", " "), titles.get(one.kind, one.kind), one.name, one.rows)
            for one in taken_files(self.context.office.db)
        }
        self.table.use_source(ListSource(COLUMNS, rows, unit="份"))

    def begin(self, kind: str) -> None:
        """Open the steps for this kind."""
        self.context.open_page("import", kind=kind)

    def first_focus(self) -> QWidget:
        first: QWidget = self.starts[KINDS[0].key]
        return first

    def _card(self, words: tuple[str, str, str, str], act: Any, key: str) -> QWidget:
        title, icon, says, verb = words
        made = card()
        row = theme.space(QHBoxLayout(made), (16, 12, 16, 12), 12)
        row.addWidget(picture(icon, theme.INFO, 24))
        column = theme.space(QVBoxLayout(), gap=2)
        column.addWidget(label(title, "strong"))
        column.addWidget(Sentence(says, "note"))
        row.addLayout(column, 1)
        start = self.starts[key] = button(verb, "arrow-right", act)
        row.addWidget(start)
        return made
