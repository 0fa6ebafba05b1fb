"""待查款: money of payers whom nobody knew; it becomes a member's dues, or goes back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from models.dues import batches, queries
from models.dues.records import Pending
from models.kit.days import month_words
from models.kit.errors import Refused
from models.kit.money import yuan
from ui.pages.dues_view import DuesView
from ui.tables.columns import Draw, Link, TableColumn
from ui.tables.list_source import ListSource
from ui.widgets.buttons import button, label
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from ui.widgets.page import PageWidget

_TONES = {"待认领": "warn", "要退回": "info", "没到账": "grey"}
COLUMNS = (
    TableColumn("month", "所属月份", width=110),
    TableColumn("payer", "单上的名字", width=130),
    TableColumn("fen", "金额(元)", Draw.MONEY, 100, total=True),
    TableColumn("state", "状态", Draw.PILL, 100, tones=_TONES),
    TableColumn("note", "说明", Draw.SENTENCE, 190, stretch=True, quiet=True),
    TableColumn("todo", "处理", Draw.LINKS, 170, sortable=False),
)


class PendingView(DuesView):
    """Enter asks which member it is; the verbs settle it or pay it back."""

    KEY, TITLE = "pending", "待查款"

    def __init__(self, page: PageWidget) -> None:
        super().__init__(page)
        self.known: dict[int, Pending] = {}
        self.table = RecordTable(
            self.context,
            "dues.pending",
            COLUMNS,
            ListSource(COLUMNS, {}),
            search="名字、月份、说明",
            empty=EmptyState(
                "没有待查的钱", "扣款单上的人都认得。名册外的人的钱会先记在这里。", mark="check"
            ),
            unit="笔",
        )
        self.table.title = lambda: "会费待查款"
        self.table.opened.connect(lambda number: self._do(number, "settle"))
        self.table.verb.connect(self._do)
        self.strip.addWidget(self.table.strip, 1)
        self.strip.addWidget(button("导出 Excel", "file-spreadsheet", self.table.export))
        self.column.addWidget(self.table, 1)
        self.column.addWidget(
            label("待查款记在“其他应付款”。认出是哪位会员就转为会费，认不出的退回去。", "note")
        )

    def reload(self) -> None:
        db = self.context.office.db
        self.known = {one.id: one for one in queries.pending(db)}
        states = {key: queries.batch(db, key).state for key in {one.batch for one in self.known.values()}}
        rows = {key: _row(one, states[one.batch]) for key, one in self.known.items()}
        self.table.use_source(ListSource(COLUMNS, rows, unit="笔"))

    def facts(self) -> str:
        total = sum(one.amount_fen for one in self.known.values())
        return f"{len(self.known)} 笔，{yuan(total)} 元" if self.known else "名册外的人的钱先记在这里"

    def first_focus(self) -> Any:
        return self.table.view

    def _do(self, number: int, key: str) -> None:
        one = self.known[number]
        try:
            if key == "settle":
                self._settle(one)
            else:
                self._refund(one)
        except Refused as no:
            self.context.say.refuse(no)

    def _settle(self, one: Pending) -> None:
        from ui.dialogs.dues_member import ask_member

        where = f"{month_words(one.month)} {yuan(one.amount_fen)} 元"
        member = ask_member(self.context, self, f"“{one.payer}”是哪位会员？", where)
        if member is None:
            return
        who, office = queries.payer(self.context.office.db, member), self.context.office
        with office.change(f"待查款 {one.payer} 记为{who.name}的会费") as change:
            voucher = batches.settle_pending(change, one.id, member, office.today())
        see = partial(self.context.open_page, "voucher", voucher=voucher.id)
        self.context.toast(f"已记为{who.name}的会费", voucher.name, (("看凭证", see),))

    def _refund(self, one: Pending) -> None:
        office = self.context.office
        said = f"借 其他应付款，贷 银行存款 {yuan(one.amount_fen)} 元，日期 {office.today():%Y-%m-%d}。"
        said += "钱退出去以后再登记。"
        question = f"“{one.payer}”的 {yuan(one.amount_fen)} 元已经退回去了吗？"
        if not self.context.say.confirm(question, said, "登记退回", keep="还没退"):
            return
        with office.change(f"退回待查款 {one.payer}") as change:
            voucher = batches.refund_pending(change, one.id, office.today())
        see = partial(self.context.open_page, "voucher", voucher=voucher.id)
        self.context.toast(f"已退回 {one.payer} {yuan(one.amount_fen)} 元", voucher.name, (("看凭证", see),))


def _row(one: Pending, state: str) -> tuple[Any, ...]:
    word = "没到账" if state != "arrived" else "要退回" if one.note == "要退回" else "待认领"
    links = (Link("是哪位会员", "settle"), Link("退回", "refund"))
    if word == "要退回":
        links = (Link("登记退回", "refund"), Link("是哪位会员", "settle"))
    note = "" if one.note == "要退回" else one.note
    return (
        month_words(one.month),
        one.payer,
        one.amount_fen,
        word,
        note,
        links if state == "arrived" else (),
    )
