"""标准: how dues are reckoned from which month on, with the basis."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.dues import actions, queries
from models.dues.records import Standard
from models.kit.days import month_words
from models.kit.errors import Refused
from models.kit.money import yuan
from ui.dialogs import dues_due
from ui.pages.dues_view import DuesView
from ui.tables.columns import Draw, Link, TableColumn
from ui.tables.list_source import ListSource
from ui.widgets.buttons import button, label
from ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from ui.widgets.page import PageWidget

COLUMNS = (
    TableColumn("from", "从哪个月起", width=120, sortable=False),
    TableColumn("method", "办法", Draw.PILL, 90, sortable=False, tones={"按比例": "info", "分档": "info"}),
    TableColumn("words", "怎么算", Draw.SENTENCE, 330, sortable=False),
    TableColumn("basis", "依据", Draw.SENTENCE, 140, stretch=True, quiet=True, sortable=False),
    TableColumn("todo", "处理", Draw.LINKS, 120, sortable=False),
)


class StandardsView(DuesView):
    """Enter changes a standard; months already assessed stay as they are."""

    KEY, TITLE = "standards", "标准"

    def __init__(self, page: PageWidget) -> None:
        super().__init__(page)
        self.known: dict[int, Standard] = {}
        self.table = RecordTable(
            self.context, "dues.standards", COLUMNS, ListSource(COLUMNS, {}), row_height=36, unit="个"
        )
        self.table.title = lambda: "会费标准"
        self.table.opened.connect(self._edit)
        self.table.verb.connect(self._do)
        self.strip.addStretch(1)
        self.strip.addWidget(button("定新标准", "plus", self.add, kind="filled"))
        self.column.addWidget(self.table, 1)
        self.column.addWidget(
            label("某个月用哪个标准，看那个月之前最近的一个。改标准不影响已经核定的月份。", "note")
        )

    def reload(self) -> None:
        self.known = {one.id: one for one in queries.standards(self.context.office.db)}
        rows = {key: _row(one) for key, one in self.known.items()}
        self.table.use_source(ListSource(COLUMNS, rows))

    def facts(self) -> str:
        return "会费怎么算，从哪个月起，依据是什么"

    def first_focus(self) -> Any:
        return self.table.view

    def add(self) -> None:
        """A new standard from a month on."""
        dues_due.standard_box(self.context, self, None).exec()

    def _edit(self, number: int) -> None:
        dues_due.standard_box(self.context, self, self.known[number]).exec()

    def _do(self, number: int, key: str) -> None:
        if key == "edit":
            self._edit(number)
            return
        one = self.known[number]
        what = f"{_from(one)}的会费标准"
        if not self.context.say.confirm(f"删除{what}？", "没有用过的标准才能删除。", "删除", danger=True):
            return
        try:
            with self.context.office.change(f"删除{what}") as change:
                actions.drop_standard(change, number)
        except Refused as no:
            self.context.say.refuse(no)


def words_of(one: Standard) -> str:
    """ "基数的 0.5%，基数不足 10.00 元的部分不计"."""
    if one.method == "fixed":
        return f"每人每月 {yuan(one.fixed_fen)} 元"
    if one.method == "tiers":
        return "；".join(f"{yuan(start)} 元以上 {yuan(fen)} 元" for start, fen in one.tiers)
    rest = f"，基数不足 {yuan(one.step_fen)} 元的部分不计" if one.step_fen > 1 else ""
    return f"计费基数的 {one.rate_bp / 100:g}%{rest}"


def _from(one: Standard) -> str:
    return "一直以来" if one.from_month <= "2000-01" else f"{month_words(one.from_month)}起"


def _row(one: Standard) -> tuple[Any, ...]:
    method = dict(dues_due.METHODS)[one.method]
    return (_from(one), method, words_of(one), one.basis, (Link("修改", "edit"), Link("删除", "drop")))
