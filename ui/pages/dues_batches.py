"""批次: what was received and when it arrived; arrival, taking back, vouchers, receipts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from models.dues import batches, queries
from models.dues.records import BATCH_STATES, WAYS, Batch
from models.kit.days import month_end, month_words
from models.kit.errors import Refused
from models.kit.money import yuan
from ui.dialogs.form_dialog import FormDialog
from ui.pages.dues_prints import print_entry
from ui.pages.dues_view import DuesView
from ui.tables.columns import Draw, Link, TableColumn
from ui.tables.list_source import ListSource
from ui.widgets.buttons import button, switch_off
from ui.widgets.day_edit import DayEdit
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_strip import Filter
from ui.widgets.form import Field, Form
from ui.widgets.record_table import RecordTable
from ui.widgets.year_bar import YearBar

if TYPE_CHECKING:
    from ui.widgets.page import PageWidget

_TONES = {"已扣未到账": "info", "已到账": "ok", "已冲回": "grey"}
COLUMNS = (
    TableColumn("month", "所属月份", width=100),
    TableColumn("way", "方式", width=84),
    TableColumn("members", "人数", Draw.COUNT, 64, total=True),
    TableColumn("dues", "会费(元)", Draw.MONEY, 100, total=True),
    TableColumn("pending", "待查款(元)", Draw.MONEY, 100, total=True),
    TableColumn("received", "收缴日期", Draw.DAY, 104, hidden=True),
    TableColumn("arrived", "到账日期", Draw.DAY, 104),
    TableColumn("state", "状态", Draw.PILL, 112, tones=_TONES),
    TableColumn("voucher", "凭证", Draw.CODE, 116),
    TableColumn("source", "来源", Draw.SENTENCE, 100, stretch=True, quiet=True),
    TableColumn("todo", "处理", Draw.LINKS, 150, sortable=False),
)


class BatchesView(DuesView):
    """Enter opens the voucher; of a batch in transit it asks for the bank's day."""

    KEY, TITLE = "batches", "批次"

    def __init__(self, page: PageWidget) -> None:
        super().__init__(page)
        self.known: dict[int, Batch] = {}
        self._wanted: int | None = None
        self.years = YearBar(self.year)
        self.years.changed.connect(self._other_year)
        ways = tuple(WAYS.items())
        states = tuple(BATCH_STATES.items())
        self.table = RecordTable(
            self.context,
            "dues.batches",
            COLUMNS,
            ListSource(COLUMNS, {}),
            search="月份、来源、凭证号",
            filters=(Filter("way", "全部方式", ways), Filter("state", "全部状态", states, width=124)),
            empty=EmptyState(
                "这一年还没有收过会费",
                "登记工资部门的扣款单，或者收一个人的现金，都会成为一批。",
                [button("登记扣款单", "file-input", lambda: self.context.open_page("dues_receive"))],
            ),
            unit="批",
        )
        self.table.title = lambda: f"{self.year}年会费批次"
        self.table.opened.connect(self._open_batch)
        self.table.verb.connect(self._do)
        self.table.menu = self._menu
        self._assemble()

    def reload(self) -> None:
        found = queries.batches(self.context.office.db, f"{self.year}-01", f"{self.year}-12")
        self.known = {one.id: one for one in reversed(found)}
        rows = {key: _row(one) for key, one in self.known.items()}
        self.table.use_source(ListSource(COLUMNS, rows, self._fits, unit="批"))
        waiting = [one for one in found if one.state == "deducted"]
        self.all.setText(f"登记到账 {len(waiting)} 批" if waiting else "登记到账")
        switch_off(self.all, "" if waiting else "没有已扣未到账的批次")
        if self._wanted is not None:
            self.table.select(self._wanted)
            self._wanted = None

    def open(self, **where: Any) -> None:
        """batch=12; year=2026."""
        if "batch" in where:
            self._wanted = int(where["batch"])
            self.year = int(queries.batch(self.context.office.db, self._wanted).month[:4])
        self._other_year(int(where.get("year") or self.year))

    def facts(self) -> str:
        return "每登记一次是一批；到账后生成一张凭证，登记错了整批冲回"

    def first_focus(self) -> Any:
        return self.table.view

    def _assemble(self) -> None:
        self.strip.addWidget(self.years)
        self.strip.addWidget(self.table.strip, 1)
        self.all = button("登记到账", "landmark", self._arrive_all)
        self.strip.addWidget(self.all)
        listing = partial(print_entry, self.context, self, "dues-batches")
        self.strip.addWidget(button("打印批次表", "printer", lambda: listing(str(self.year))))
        self.strip.addWidget(button("导出 Excel", "file-spreadsheet", self.table.export))
        receive = partial(self.context.open_page, "dues_receive")
        self.strip.addWidget(
            button("登记扣款单", "file-input", lambda: receive(month=self.context.period), kind="filled")
        )
        self.column.addWidget(self.table, 1)

    def _fits(self, row: tuple[Any, ...], key: str, value: Any) -> bool:
        words = {"way": WAYS, "state": BATCH_STATES}[key]
        return words[value] in (row[1], row[7])

    def _menu(self, number: int) -> list[tuple[str, str, Any]]:
        one = self.known[number]
        verbs: list[tuple[str, str, Any]] = []
        if one.voucher:
            verbs.append(("看凭证", "receipt-text", partial(self._do, number, "voucher")))
        if one.state == "deducted":
            verbs.append(("登记到账", "landmark", partial(self._do, number, "arrive")))
        if one.state != "reversed":
            verbs.append(("整批冲回", "undo-2", partial(self._do, number, "reverse")))
        if one.state == "arrived":
            receipts = partial(print_entry, self.context, self, "dues-receipt", one.month)
            verbs.append((f"打印{month_words(one.month)}收款凭条", "printer", receipts))
        sign = partial(print_entry, self.context, self, "dues-schedule", one.month)
        return [*verbs, (f"打印{month_words(one.month)}签收表", "printer", sign)]

    def _open_batch(self, number: int) -> None:
        self._do(number, "voucher" if self.known[number].voucher else "arrive")

    def _do(self, number: int, key: str) -> None:
        one = self.known[number]
        if key == "voucher" and one.voucher:
            self.context.open_page("voucher", voucher=one.voucher)
        elif key == "arrive" and one.state == "deducted":
            self._arrive([one])
        elif key == "reverse":
            self._reverse(one)

    def _arrive_all(self) -> None:
        self._arrive([one for one in self.known.values() if one.state == "deducted"][::-1])

    def _arrive(self, waiting: list[Batch]) -> None:
        """登记到账: the bank's day of one batch, or of all that wait."""
        form = Form(
            [Field("day", "到账日期", lambda: DayEdit(self.context.period), required=True, width=160)]
        )
        today = self.context.office.today()
        form.show_values({"day": min(today, month_end(waiting[0].month)) if len(waiting) == 1 else today})
        fen = sum(one.dues_fen + one.pending_fen for one in waiting)
        what = f"{month_words(waiting[0].month)}的这一批" if len(waiting) == 1 else f"{len(waiting)} 批"
        box = FormDialog(
            self.context, self, f"{what}到账", form, partial(self._save_arrival, waiting), verb="登记到账"
        )
        box.field_of = lambda no: "day"
        box.say(f"借 银行存款 {yuan(fen)}。日期是银行回单上的那一天，每批生成一张凭证。")
        box.exec()

    def _save_arrival(self, waiting: list[Batch], values: Mapping[str, Any]) -> None:
        with self.context.office.change(f"会费到账 {len(waiting)} 批") as change:
            made = [batches.arrive(change, one.id, values["day"]) for one in waiting]
        see = partial(self.context.open_page, "voucher", voucher=made[0].id)
        self.context.toast(f"已登记到账 {len(made)} 批", made[0].name, (("看凭证", see),))

    def _reverse(self, one: Batch) -> None:
        """整批冲回, with the reason."""
        said = f"{one.members} 人 {yuan(one.dues_fen + one.pending_fen)} 元。"
        said += (
            f"会生成一张红字凭证冲销 {one.voucher_name}，这些人这个月变回没有缴。"
            if one.voucher
            else "这一批还没有凭证，直接作废。"
        )
        if one.way == "payroll":
            said += "登记时改过的应缴、免缴不变回，要改请到“应缴”。"
        question = f"整批冲回{month_words(one.month)}的这一批（{WAYS[one.way]}）？"
        reason = self.context.say.reason(question, said, "整批冲回", hint="原因，例如：扣款单拿错了月份")
        if not reason:
            return
        try:
            with self.context.office.change(f"整批冲回{month_words(one.month)}会费") as change:
                red = batches.reverse_batch(change, one.id, reason)
        except Refused as no:
            self.context.say.refuse(no)
            return
        verbs = (("看凭证", partial(self.context.open_page, "voucher", voucher=red.id)),) if red else ()
        self.context.toast("已整批冲回", red.name if red else "", verbs)

    def _other_year(self, number: int) -> None:
        self.year = number
        self.years.show_year(number)
        self.page.refresh()


def _row(one: Batch) -> tuple[Any, ...]:
    counts = one.state != "reversed"
    verbs = {
        "deducted": (Link("登记到账", "arrive"), Link("冲回", "reverse")),
        "arrived": (Link("看凭证", "voucher"), Link("整批冲回", "reverse")),
        "reversed": (Link("看凭证", "voucher"),) if one.voucher else (),
    }
    note = f"{one.source}（冲回原因：{one.note}）" if one.note else one.source
    receipt = f"，收据 {one.receipt_no}" if one.receipt_no else ""
    return (
        month_words(one.month),
        WAYS[one.way],
        one.members if counts else None,
        one.dues_fen if counts else None,
        (one.pending_fen or "") if counts else None,
        one.received_on,
        one.arrived_on,
        BATCH_STATES[one.state],
        one.voucher_name,
        note + receipt,
        verbs[one.state],
    )
