"""专项 and 活动: what may only be spent on its purpose, and what the activities cost, year by year."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from models.kit.errors import Refused
from models.levy import earmarks
from models.levy.records import EARMARK_KINDS, Activity, EarmarkRow
from ui.dialogs import levy_boxes
from ui.pages.dues_prints import print_entry
from ui.tables.columns import Draw, Link, TableColumn
from ui.tables.list_source import ListSource
from ui.widgets.buttons import button, switch_off
from ui.widgets.empty_state import EmptyState
from ui.widgets.page_view import PageView
from ui.widgets.problem_line import ProblemLine
from ui.widgets.record_table import RecordTable
from ui.widgets.year_bar import YearBar

if TYPE_CHECKING:
    from ui.widgets.page import PageWidget

_READS = "您只能查看，不能登记"
EARMARKS = (
    TableColumn("name", "专项", width=140),
    TableColumn("kind", "来源", width=90, quiet=True),
    TableColumn("document", "文号", Draw.SENTENCE, 130, stretch=True, quiet=True),
    TableColumn("by", "使用期限", Draw.DAY, 104),
    TableColumn("before", "上年结转(元)", Draw.MONEY, 108, total=True),
    TableColumn("received", "收入(元)", Draw.MONEY, 104, total=True),
    TableColumn("spent", "支出(元)", Draw.MONEY, 104, total=True),
    TableColumn("left", "余额(元)", Draw.MONEY, 104, total=True),
    TableColumn(
        "state", "状态", Draw.PILL, 84,
        tones={"使用中": "info", "超支": "error", "已过期": "warn", "没登记": "warn", "已结项": "grey"},
    ),
    TableColumn("todo", "处理", Draw.LINKS, 130, sortable=False),
)  # fmt: skip
ACTIVITIES = (
    TableColumn("name", "活动", width=220),
    TableColumn("day", "日期", Draw.DAY, 108),
    TableColumn("spent", "已支出(元)", Draw.MONEY, 120, total=True),
    TableColumn("note", "说明", Draw.SENTENCE, 240, stretch=True, quiet=True),
    TableColumn("todo", "处理", Draw.LINKS, 110, sortable=False),
)


class EarmarksView(PageView):
    """Every earmark of a year with what is left of it."""

    KEY, TITLE = "earmarks", "专项"

    def __init__(self, page: PageWidget) -> None:
        super().__init__(page)
        self.year = int(self.context.period[:4])
        self.known: dict[int, EarmarkRow] = {}
        self.years = YearBar(self.year)
        self.years.changed.connect(self._other_year)
        self.said = [ProblemLine("") for _ in range(3)]
        empty = EmptyState("没有专项资金", "上级和行政给的、只能用在指定事情上的钱，登记用途、文号和期限。")
        self.table = RecordTable(
            self.context, "levy.earmarks", EARMARKS, ListSource(EARMARKS, {}), search="专项、文号、用途",
            empty=empty, unit="项",
        )  # fmt: skip
        self.table.title = lambda: f"{self.year}年专项资金登记表"
        self.table.opened.connect(lambda key: self._do(key, "change"))
        self.table.verb.connect(self._do)
        self.add = button(
            "登记专项", "plus", lambda: levy_boxes.earmark(self.context, self, None).exec(), keys="Ctrl+N"
        )
        self.strip.addWidget(self.years)
        self.strip.addWidget(self.table.strip, 1)
        show = partial(print_entry, self.context, self, "earmark-register")
        self.strip.addWidget(button("打印", "printer", lambda: show(str(self.year))))
        self.strip.addWidget(self.add)
        for line in self.said:
            self.column.addWidget(line)
        self.column.addWidget(self.table, 1)

    def reload(self) -> None:
        office = self.context.office
        found = earmarks.earmarks(office.db, self.year)
        self.known = {one.id or -at: one for at, one in enumerate(found, 1)}
        today = office.today()
        rows = {key: _earmark(one, today) for key, one in self.known.items()}
        self.table.use_source(ListSource(EARMARKS, rows, unit="项"))
        told = earmarks.warnings(found, today)
        for line, text in zip(self.said, [*told, "", "", ""], strict=False):
            line.say(text, "warn" if text else "")
        switch_off(self.add, "" if office.actor.may_write else _READS)

    def first_focus(self) -> QWidget:
        return self.table.view

    def open(self, **where: Any) -> None:
        """year=2026."""
        if where.get("year"):
            self._other_year(int(where["year"]))

    def _other_year(self, number: int) -> None:
        self.year = number
        self.years.show_year(number)
        self.page.refresh()

    def _do(self, key: int, verb: str) -> None:
        one, office = self.known[key], self.context.office
        if not office.actor.may_write:
            return
        if verb in ("change", "register"):
            levy_boxes.earmark(self.context, self, one).exec()
        elif verb == "back":
            self.context.open_page("guided", guide="grant_given_back", earmark=one.name)
        else:
            on = office.today() if verb == "close" else None
            try:
                with office.change(f"{'结项' if on else '重新启用'}：{one.name}") as change:
                    earmarks.close_earmark(change, key, on)
            except Refused as no:
                self.context.say.refuse(no)


def _earmark(one: EarmarkRow, today: date) -> tuple[Any, ...]:
    past = one.use_by is not None and one.use_by < today and one.left_fen > 0
    links: tuple[Link, ...] = (Link("修改", "change"), Link("结项", "close"))
    if one.id is None:
        state, links = "没登记", (Link("登记", "register"),)
    elif one.closed_on:
        state, links = "已结项", (Link("重新启用", "open"),)
    elif one.left_fen < 0:
        state = "超支"
    elif past:
        state = "已过期"
        links = (Link("退还", "back"), Link("结项", "close")) if one.return_unspent else links
    else:
        state = "使用中"
    return (
        one.name, EARMARK_KINDS[one.kind], one.document, one.use_by, one.before_fen or None,
        one.received_fen or None, one.spent_fen or None, one.left_fen, state, links,
    )  # fmt: skip


class ActivitiesView(PageView):
    """The activities that lines may name."""

    KEY, TITLE = "activities", "活动"

    def __init__(self, page: PageWidget) -> None:
        super().__init__(page)
        self.year = int(self.context.period[:4])
        self.known: dict[int, Activity] = {}
        self.years = YearBar(self.year)
        self.years.changed.connect(self._other_year)
        empty = EmptyState("还没有活动", "填凭证时可以写明是哪个活动的支出，这里看每个活动花了多少。")
        self.table = RecordTable(
            self.context, "levy.activities", ACTIVITIES, ListSource(ACTIVITIES, {}), search="活动、说明",
            empty=empty, unit="个",
        )  # fmt: skip
        self.table.title = lambda: f"{self.year}年活动"
        self.table.opened.connect(lambda key: self._do(key, "change"))
        self.table.verb.connect(self._do)
        self.add = button("添加活动", "plus", lambda: self._ask(None), keys="Ctrl+N")
        self.strip.addWidget(self.years)
        self.strip.addWidget(self.table.strip, 1)
        self.strip.addWidget(self.add)
        self.column.addWidget(self.table, 1)

    def reload(self) -> None:
        office = self.context.office
        self.known = {one.id: one for one in earmarks.activities(office.db, self.year)}
        links = (Link("修改", "change"), Link("删除", "drop"))
        rows = {
            key: (one.name, one.day, one.spent_fen or None, one.note, links)
            for key, one in self.known.items()
        }
        self.table.use_source(ListSource(ACTIVITIES, rows, unit="个"))
        switch_off(self.add, "" if office.actor.may_write else _READS)

    def first_focus(self) -> QWidget:
        return self.table.view

    def _other_year(self, number: int) -> None:
        self.year = number
        self.years.show_year(number)
        self.page.refresh()

    def _ask(self, one: Activity | None) -> None:
        levy_boxes.activity(self.context, self, self.year, one).exec()

    def _do(self, key: int, verb: str) -> None:
        one, office = self.known[key], self.context.office
        if not office.actor.may_write:
            return
        if verb == "change":
            self._ask(one)
        elif self.context.say.confirm(
            f"删除活动“{one.name}”？", "没有凭证用到它才能删。", "删除", keep="不删"
        ):
            try:
                with office.change(f"删除活动：{one.name}") as change:
                    earmarks.drop_activity(change, key)
            except Refused as no:
                self.context.say.refuse(no)
