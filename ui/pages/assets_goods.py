"""物品: what is in stock, and every piece that came and went."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QSplitter, QWidget

from models.assets import queries
from models.assets.records import Goods, Move
from ui import theme
from ui.dialogs import goods as dialogs
from ui.pages.dues_prints import print_entry
from ui.tables.columns import Draw, Link, TableColumn
from ui.tables.list_source import ListSource
from ui.widgets.buttons import button, switch_off
from ui.widgets.empty_state import EmptyState
from ui.widgets.page_view import PageView
from ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from ui.widgets.page import PageWidget

KINDS = {"opening": "期初", "in": "购入", "out": "发出", "return": "退回", "adjust": "盘盈亏"}
STOCK = (
    TableColumn("name", "物品", width=96, stretch=True),
    TableColumn("word", "单位", Draw.MARK, 52),
    TableColumn("quantity", "结存", Draw.COUNT, 64),
    TableColumn("price", "单价(元)", Draw.MONEY, 84),
    TableColumn("fen", "金额(元)", Draw.MONEY, 96, total=True),
)
_TONES = {"购入": "ok", "发出": "info", "退回": "warn", "盘盈亏": "error"}
MOVES = (
    TableColumn("day", "日期", Draw.DAY, 96),
    TableColumn(
        "kind", "类型", Draw.PILL, 76, tones={"购入": "ok", "发出": "info", "退回": "warn", "盘盈亏": "error"}
    ),
    TableColumn("quantity", "数量", Draw.COUNT, 56),
    TableColumn("fen", "金额(元)", Draw.MONEY, 90),
    TableColumn("whom", "领用、原因", Draw.SENTENCE, 110, stretch=True),
    TableColumn("left", "结存", Draw.COUNT, 56),
    TableColumn("voucher", "凭证", Draw.CODE, 116),
    TableColumn("verbs", "处理", Draw.LINKS, 60, sortable=False),
)


class GoodsView(PageView):
    """Left the stock, right the movements of the chosen goods."""

    KEY, TITLE = "goods", "库存物品"

    def __init__(self, page: PageWidget) -> None:
        super().__init__(page)
        self.known: dict[int, Goods] = {}
        self.moves: dict[int, Move] = {}
        self.chosen: int | None = None
        self.table = RecordTable(
            self.context,
            "goods",
            STOCK,
            ListSource(STOCK, {}, unit="种"),
            search="名称、规格",
            empty=EmptyState(
                "还没有库存物品",
                "整批买来、以后再发的奖品和慰问品先登记购入，发出时按平均单价减少。",
                [button("登记购入", "plus", self.receive)],
            ),
            unit="种",
        )
        self.table.title = lambda: "库存物品"
        self.list = RecordTable(
            self.context, "goods.moves", MOVES, ListSource(MOVES, {}, unit="笔"), unit="笔"
        )
        self.list.title = lambda: "物品收发"
        self.table.current.connect(self._choose)
        self.list.opened.connect(partial(self._do, verb="voucher"))
        self.list.verb.connect(self._do)
        self._assemble()

    def reload(self) -> None:
        db = self.context.office.db
        self.known = {one.id: one for one in queries.goods(db)}
        self.table.use_source(
            ListSource(STOCK, {key: _row(one) for key, one in self.known.items()}, unit="种")
        )
        if self.chosen not in self.known:
            self.chosen = next(iter(self.known), None)
        self._show_moves()
        why = "" if any(one.quantity for one in self.known.values()) else "没有库存可以发"
        if not self.context.office.actor.may_write:
            why = "您只能查看，不能登记"
        switch_off(self.give, why)

    def open(self, **where: Any) -> None:
        """goods=2 goes to one kind."""
        if "goods" in where:
            self.chosen = int(where["goods"])
            self.table.select(self.chosen)
            self._show_moves()

    def facts(self) -> str:
        return "购入时记支出，同时记库存物品和资产基金；发出时只减库存，不再记支出"

    def first_focus(self) -> QWidget:
        return self.table.view

    def receive(self) -> None:
        """Bought to stock."""
        dialogs.ask_receipt(self.context, self).exec()

    def issue(self) -> None:
        """Given out."""
        dialogs.ask_issue(self.context, self, self.chosen).exec()

    # -- inside -----------------------------------------------------------------------------------

    def _assemble(self) -> None:
        self.strip.addWidget(self.table.strip, 1)
        show = partial(print_entry, self.context, self)
        self.strip.addWidget(
            button("打印收发存表", "printer", lambda: show("goods-stock", self.context.period))
        )
        self.give = button("登记发出", "send", self.issue)
        buy = button("登记购入", "plus", self.receive, kind="filled")
        self.strip.addWidget(self.give)
        self.strip.addWidget(buy)
        if not self.context.office.actor.may_write:
            switch_off(buy, "您只能查看，不能登记")
        both = QSplitter()
        # the words of the empty list may not take the width that the movements need
        both.addWidget(theme.least(self.table, 380))
        both.addWidget(self.list)
        both.setSizes([theme.px(380), theme.px(760)])
        both.setChildrenCollapsible(False)
        self.column.addWidget(both, 1)

    def _choose(self, key: int) -> None:
        if key in self.known:
            self.chosen = key
            self._show_moves()

    def _show_moves(self) -> None:
        found = queries.moves(self.context.office.db, self.chosen)[::-1] if self.chosen else []
        self.moves = {one.id: one for one in found}
        self.list.use_source(
            ListSource(MOVES, {key: _move(one) for key, one in self.moves.items()}, unit="笔")
        )

    def _do(self, key: int, verb: str) -> None:
        one = self.moves[key]
        if verb == "voucher" and one.voucher:
            self.context.open_page("voucher", voucher=one.voucher)
        elif verb == "back":
            dialogs.ask_return(self.context, self, one).exec()


def _row(one: Goods) -> tuple[Any, ...]:
    price = one.fen // one.quantity if one.quantity else None
    return one.title, one.unit_word, one.quantity, price, one.fen


def _move(one: Move) -> tuple[Any, ...]:
    words = "　".join(part for part in (one.to_whom, one.reason) if part)
    links = (Link("退回", "back"),) if one.kind == "out" else ()
    return one.day, KINDS[one.kind], one.quantity, one.fen, words, one.left_quantity, one.voucher_name, links
