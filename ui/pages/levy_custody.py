"""代管项目: every campaign with its money; money comes and goes through the guided entries."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from models.kit.errors import Refused
from models.levy import campaigns
from models.levy.records import Campaign
from ui.dialogs import levy_boxes
from ui.pages.dues_prints import print_entry
from ui.tables.columns import Draw, Link, TableColumn
from ui.tables.list_source import ListSource
from ui.widgets.buttons import button, switch_off
from ui.widgets.empty_state import EmptyState
from ui.widgets.page_view import PageView
from ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from ui.widgets.page import PageWidget

_READS = "您只能查看，不能登记"
CAMPAIGNS = (
    TableColumn("name", "代管项目", width=150),
    TableColumn("principal", "委托方", Draw.SENTENCE, 130, stretch=True, quiet=True),
    TableColumn("from", "开始", Draw.DAY, 104),
    TableColumn("in", "收入(元)", Draw.MONEY, 108, total=True),
    TableColumn("out", "付出(元)", Draw.MONEY, 108, total=True),
    TableColumn("left", "余额(元)", Draw.MONEY, 108, total=True),
    TableColumn("account", "明细科目", width=150, quiet=True),
    TableColumn("state", "状态", Draw.PILL, 84, tones={"进行中": "info", "已结束": "grey", "可以结束": "ok"}),
    TableColumn("todo", "处理", Draw.LINKS, 130, sortable=False),
)


class CampaignsView(PageView):
    """Every campaign; money comes and goes through the guided entries."""

    KEY, TITLE = "campaigns", "代管项目"

    def __init__(self, page: PageWidget) -> None:
        super().__init__(page)
        self.known: dict[int, Campaign] = {}
        empty = EmptyState("没有代管的钱", "慈善捐款、互助金等替别人收的钱，每件事建一个项目。")
        self.table = RecordTable(
            self.context, "levy.campaigns", CAMPAIGNS, ListSource(CAMPAIGNS, {}), search="项目、委托方",
            empty=empty, unit="项",
        )  # fmt: skip
        self.table.title = lambda: "代管经费登记表"
        self.table.opened.connect(lambda key: self._do(key, "change"))
        self.table.verb.connect(self._do)
        self.table.menu = self._menu
        self.add = button("新建项目", "plus", self._start, keys="Ctrl+N")
        self.money = button("收代管的钱", "banknote", lambda: self._guide("custody_in", {}))
        self.strip.addWidget(self.table.strip, 1)
        show = partial(print_entry, self.context, self, "campaign-register")
        self.strip.addWidget(button("打印", "printer", lambda: show(self.context.period[:4])))
        self.strip.addWidget(self.money)
        self.strip.addWidget(self.add)
        self.column.addWidget(self.table, 1)

    def reload(self) -> None:
        office = self.context.office
        self.known = {one.id: one for one in campaigns.campaigns(office.db)}
        rows = {key: _campaign(one) for key, one in self.known.items()}
        self.table.use_source(ListSource(CAMPAIGNS, rows, unit="项"))
        for part in (self.add, self.money):
            switch_off(part, "" if office.actor.may_write else _READS)

    def first_focus(self) -> QWidget:
        return self.table.view

    def _start(self) -> None:
        levy_boxes.campaign(self.context, self, None).exec()

    def _guide(self, key: str, answers: dict[str, Any]) -> None:
        self.context.open_page("guided", guide=key, **answers)

    def _menu(self, key: int) -> list[tuple[str, str, Any]]:
        one = self.known[key]
        page = partial(self.context.open_page, "books", account=one.account)
        acts: list[tuple[str, str, Any]] = [("看明细账", "book-open", page)]
        if one.closed_on is None:
            acts.append(("退还", "undo-2", lambda: self._guide("custody_back", {"campaign": key})))
        return acts

    def _do(self, key: int, verb: str) -> None:
        one, office = self.known[key], self.context.office
        if not office.actor.may_write:
            return
        if verb in ("in", "out"):
            amount = {"amount": one.left_fen} if verb == "out" else {}
            self._guide(f"custody_{verb}", {"campaign": key, **amount})
        elif verb == "change":
            levy_boxes.campaign(self.context, self, one).exec()
        else:
            try:
                with office.change(
                    f"{'结束' if verb == 'close' else '重新启用'}代管项目：{one.name}"
                ) as change:
                    if verb == "close":
                        campaigns.close_campaign(change, key, office.today())
                    else:
                        campaigns.reopen_campaign(change, key)
            except Refused as no:
                self.context.say.refuse(no)


def _campaign(one: Campaign) -> tuple[Any, ...]:
    links: tuple[Link, ...]
    if one.closed_on:
        state, links = "已结束", (Link("重新启用", "open"),)
    elif one.in_fen and not one.left_fen:
        state, links = "可以结束", (Link("收款", "in"), Link("结束", "close"))
    else:
        state, links = "进行中", (Link("收款", "in"), Link("上缴", "out"))
    return (
        one.name, one.principal, one.from_day, one.in_fen or None, one.out_fen or None, one.left_fen,
        one.account_name, state, links,
    )  # fmt: skip
