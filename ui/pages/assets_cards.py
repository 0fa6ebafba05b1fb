"""固定资产: the register, what the ledger says of it, depreciation, buying, leaving."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from models.assets import queries
from models.assets.records import STATES, Asset
from models.kit.days import month_words
from models.kit.errors import Refused
from models.kit.money import yuan
from ui.dialogs import asset as dialogs
from ui.pages.dues_prints import print_entry
from ui.tables.columns import Draw, Link, TableColumn
from ui.tables.list_source import ListSource
from ui.widgets.buttons import button, label, switch_off
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_strip import Filter
from ui.widgets.page_view import PageView
from ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from ui.widgets.page import PageWidget

_TONES = {"在用": "ok", "闲置": "info", "待处理": "warn", "已处置": "grey"}
COLUMNS = (
    TableColumn("number", "编号", Draw.CODE, 76),
    TableColumn("name", "名称", width=130, stretch=True),
    TableColumn("class", "类别", width=126),
    TableColumn("quantity", "数量", Draw.COUNT, 50),
    TableColumn("day", "取得日期", Draw.DAY, 92),
    TableColumn("cost", "原值(元)", Draw.MONEY, 94, total=True),
    TableColumn("taken", "累计折旧(元)", Draw.MONEY, 102, total=True),
    TableColumn("net", "净值(元)", Draw.MONEY, 92, total=True),
    TableColumn("place", "存放地点", width=90),
    TableColumn("keeper", "保管人", width=64),
    TableColumn("state", "状态", Draw.PILL, 66, tones=_TONES),
    TableColumn("verbs", "处理", Draw.LINKS, 104, sortable=False),
)


class CardsView(PageView):
    """Enter opens the card; 计提折旧 takes every month that is still open up to the chosen one."""

    KEY, TITLE = "cards", "固定资产"

    def __init__(self, page: PageWidget) -> None:
        super().__init__(page)
        self.known: dict[int, Asset] = {}
        self.table = RecordTable(
            self.context,
            "assets",
            COLUMNS,
            ListSource(COLUMNS, {}, unit="件"),
            search="编号、名称、地点、保管人",
            filters=(Filter("state", "全部状态", tuple(STATES.items()), width=118),),
            empty=EmptyState(
                "还没有固定资产",
                "买来的资产用“购置”登记，会一起记账；账上已经有的，用“补登卡片”或从 Excel 导入。",
                [button("登记购置", "plus", lambda: self.add("buy"))],
            ),
            unit="件",
        )
        self.table.title = lambda: "固定资产"
        self.table.opened.connect(self._edit)
        self.table.verb.connect(self._do)
        self.table.menu = self._menu
        self.tie = label("", "facts")
        self._assemble()

    def reload(self) -> None:
        office = self.context.office
        self.known = {one.id: one for one in queries.assets(office.db)}
        rows = {key: _row(one) for key, one in self.known.items()}
        self.table.use_source(ListSource(COLUMNS, rows, self._fits, unit="件"))
        self._say_tie()
        self._say_due()

    def open(self, **where: Any) -> None:
        """asset=3 goes to a card, month="2026-10" to that month."""
        if where.get("month"):
            self.context.set_period(str(where["month"]))
        if "asset" in where:
            self.table.select(int(where["asset"]))

    def facts(self) -> str:
        return "每件资产一张卡片；卡片合计和账簿的固定资产、累计折旧逐月核对"

    def first_focus(self) -> QWidget:
        return self.table.view

    def add(self, kind: str) -> None:
        """buy, receive (without money), or card (the books have it already)."""
        dialogs.ask_asset(self.context, self, kind).exec()

    # -- inside -----------------------------------------------------------------------------------

    def _assemble(self) -> None:
        self.strip.addWidget(self.table.strip, 1)
        self.run_month = button("计提折旧", "calculator", self._depreciate)
        self.strip.addWidget(self.run_month)
        show = partial(print_entry, self.context, self)
        self.strip.addWidget(
            button("打印登记簿", "printer", lambda: show("asset-register", self.context.period))
        )
        for part in (
            button("类别", "sliders-horizontal", lambda: dialogs.ask_class(self.context, self).exec()),
            button("补登卡片", "file-plus-2", lambda: self.add("card")),
            button("无偿取得", "gift", lambda: self.add("receive")),
            button("登记购置", "plus", lambda: self.add("buy"), kind="filled"),
        ):
            self.strip.addWidget(part)
            switch_off(part, "" if self.context.office.actor.may_write else "您只能查看，不能登记")
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self.tie)

    def _say_tie(self) -> None:
        """Register against ledger, in one line under the list."""
        month = self.context.period
        ties = [tie for tie in queries.ties(self.context.office.db, month) if "库存" not in tie.account]
        wrong = [tie for tie in ties if not tie.ok]
        if not ties:
            self.tie.setText("")
        elif wrong:
            one = wrong[0]
            said = f"{one.account}：卡片 {yuan(one.register_fen)}，账簿 {yuan(one.ledger_fen)}，差 "
            self.tie.setText(
                f"{month_words(month)}末账卡不符。{said}{yuan(one.register_fen - one.ledger_fen)}。"
            )
        else:
            said = "　".join(f"{tie.account} {yuan(tie.ledger_fen)}" for tie in ties)
            self.tie.setText(f"{month_words(month)}末账卡相符：{said}")

    def _say_due(self) -> None:
        db, month = self.context.office.db, self.context.period
        first = queries.next_due(db)
        fen = sum(line.fen for line in queries.due(db, first, month)) if first and first <= month else 0
        words = f"计提折旧 {yuan(fen)}" if fen else "计提折旧"
        self.run_month.setText(words)
        why = "" if fen else f"到{month_words(month)}为止的折旧都已计提"
        if not self.context.office.actor.may_write:
            why = "您只能查看，不能登记"
        switch_off(self.run_month, why)

    def _depreciate(self) -> None:
        db, month = self.context.office.db, self.context.period
        first = queries.next_due(db)
        if first and first <= month:
            dialogs.ask_depreciation(self.context, self, first, month).exec()

    def _fits(self, row: tuple[Any, ...], key: str, value: Any) -> bool:
        return key != "state" or row[10] == STATES[value]

    def _edit(self, key: int) -> None:
        dialogs.edit_asset(self.context, self, self.known[key]).exec()

    def _do(self, key: int, verb: str) -> None:
        one = self.known[key]
        if verb == "dispose":
            dialogs.ask_disposal(self.context, self, one).exec()
        elif verb == "voucher" and (one.disposal_voucher or one.voucher):
            self.context.open_page("voucher", voucher=one.disposal_voucher or one.voucher)

    def _menu(self, key: int) -> list[tuple[str, str, Any]]:
        one = self.known[key]
        show = partial(print_entry, self.context, self, "asset-card", "", one.number)
        stick = partial(print_entry, self.context, self, "asset-labels", "", one.number)
        verbs: list[tuple[str, str, Any]] = [("打印卡片", "printer", show), ("打印标签", "printer", stick)]
        if one.voucher:
            verbs.append(
                (
                    "看取得凭证",
                    "receipt-text",
                    partial(self.context.open_page, "voucher", voucher=one.voucher),
                )
            )
        if not self.context.office.actor.may_write:
            return verbs
        verbs.insert(0, ("改卡片", "pencil", partial(self._edit, key)))
        if one.on_books:
            verbs.append(("转待处理", "triangle-alert", partial(self._set_aside, one)))
        if one.state != "disposed":
            verbs.append(("处置", "archive", partial(self._do, key, "dispose")))
        if not one.voucher:
            verbs.append(("删除卡片", "trash-2", partial(self._drop, one)))
        return verbs

    def _set_aside(self, one: Asset) -> None:
        question = f"{one.name}（{one.number}）转待处理？"
        said = f"净值 {yuan(one.net_fen)} 元转到待处理财产损溢，批准以后再核销。"
        reason = self.context.say.reason(question, said, "转待处理", hint="原因，例如：盘点没有找到")
        if reason:
            self._try(f"{one.name}转待处理", partial(dialogs.set_aside, one, reason))

    def _drop(self, one: Asset) -> None:
        if self.context.say.confirm(
            f"删除 {one.number} {one.name} 的卡片？", "还没有凭证，可以撤销。", "删除卡片"
        ):
            self._try(f"删除卡片 {one.number}", partial(dialogs.drop, one))

    def _try(self, title: str, act: Any) -> None:
        try:
            with self.context.office.change(title) as change:
                act(change)
        except Refused as no:
            self.context.say.refuse(no)


def _row(one: Asset) -> tuple[Any, ...]:
    links = (Link("看凭证", "voucher"),) if one.disposal_voucher or one.voucher else ()
    if one.state != "disposed":
        links = (*links, Link("处置", "dispose"))
    kind = one.kind.name + ("·校" if one.fund == "school" else "")
    gone = one.state == "disposed"
    return (
        one.number,
        f"{one.name}　{one.spec}".strip(),
        kind,
        one.quantity,
        one.acquired_on,
        None if gone else one.cost_fen,
        None if gone else one.accumulated_fen,
        None if gone else one.net_fen,
        one.place,
        one.keeper,
        STATES[one.state],
        links,
    )
