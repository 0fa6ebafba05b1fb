"""现金盘点: all counts, the latest first; a new one, its paper, and the voucher of a difference."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from models.bank import cash, reports
from models.bank.records import Count
from models.kit.errors import Refused
from models.kit.money import yuan
from ui.pages.dues_prints import print_made
from ui.pages.dues_view import DuesView
from ui.tables.columns import Draw, Link, Pill, TableColumn
from ui.tables.list_source import ListSource
from ui.widgets.buttons import button, switch_off
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable
from ui.widgets.undo import offer_undo

if TYPE_CHECKING:
    from ui.widgets.page import PageWidget

COLUMNS = (
    TableColumn("day", "盘点日期", Draw.DAY, 100),
    TableColumn("counted", "实点(元)", Draw.MONEY, 110),
    TableColumn("book", "账面(元)", Draw.MONEY, 110),
    TableColumn("gap", "差额(元)", Draw.DIFFERENCE, 96),
    TableColumn("state", "结果", Draw.PILL, 96),
    TableColumn("people", "盘点 / 监盘", width=130),
    TableColumn("explanation", "说明", Draw.SENTENCE, 140, stretch=True, quiet=True),
    TableColumn("verbs", "", Draw.LINKS, 150, sortable=False),
)


class CashView(DuesView):
    """Ctrl+N begins a count; Enter shows its paper."""

    KEY, TITLE = "cash", "现金盘点"

    def __init__(self, page: PageWidget) -> None:
        super().__init__(page)
        self.found: dict[int, Count] = {}
        empty = EmptyState("还没有盘点过现金", "每月末按面额点一次，和现金日记账核对。", mark="banknote")
        self.table = RecordTable(
            self.context, "bank.counts", COLUMNS, ListSource(COLUMNS, {}), empty=empty, unit="次"
        )
        self.table.title = lambda: "现金盘点记录"
        self.table.opened.connect(self._print)
        self.table.verb.connect(self._verb)
        self.table.menu = self._menu
        self.add = button("现金盘点", "banknote", self.count, kind="filled", keys="Ctrl+N")
        self.strip.addStretch(1)
        self.strip.addWidget(button("导出 Excel", "file-spreadsheet", self.table.export))
        self.strip.addWidget(self.add)
        self.column.addWidget(self.table, 1)

    def reload(self) -> None:
        self.found = {one.id: one for one in cash.counts(self.context.office.db)}
        rows = {key: _row(one) for key, one in self.found.items()}
        self.table.use_source(ListSource(COLUMNS, rows, unit="次"))
        switch_off(self.add, "" if self.context.office.actor.may_write else "您只能查看，不能登记。")
        self.page.set_title("银行", self.facts())

    def facts(self) -> str:
        today = self.context.office.today()
        return f"今天账面现金 {yuan(cash.book_fen(self.context.office.db, today))} 元"

    def first_focus(self) -> Any:
        return self.table.view

    def open(self, **where: Any) -> None:
        """month="2026-10": the month whose end is counted."""
        if where.get("month"):
            self.context.set_period(str(where["month"]))

    def count(self) -> None:
        """A new count, and its paper at once."""
        from ui.dialogs.bank_count import CountDialog

        box = CountDialog(self.context, self.page)
        if box.exec() and box.made:
            made = cash.count_of(self.context.office.db, box.made)
            if made.difference_fen:
                note = "差额可以记账，先挂往来"
                verbs: Any = (
                    ("打印", partial(self._print, made.id)),
                    ("差额记账", partial(self._book, made.id)),
                )
                self.context.toast("盘点已保存", note, verbs)
            else:
                self.context.toast("盘点已保存，账款相符", verbs=(("打印", partial(self._print, made.id)),))

    def _verb(self, key: int, verb: str) -> None:
        if verb == "book":
            self._book(key)
        else:
            self._print(key)

    def _menu(self, key: int) -> list[tuple[str, str, Any]]:
        made: list[tuple[str, str, Any]] = [("打印盘点表", "printer", partial(self._print, key))]
        count = self.found[key]
        if count.voucher:
            open_it = partial(self.context.open_page, "voucher", voucher=count.voucher)
            made.append(("看凭证", "receipt-text", open_it))
        elif self.context.office.actor.may_write:
            made.append(("删除这次盘点", "trash-2", partial(self._drop, key)))
        return made

    def _print(self, key: int) -> None:
        count, today = self.found[key], self.context.office.today()
        print_made(
            self.context,
            self.page,
            "现金盘点表",
            lambda office: [reports.count_paper(office, count, today)],
        )

    def _book(self, key: int) -> None:
        """The difference goes to other receivables or payables until it is cleared up."""
        count = cash.count_of(self.context.office.db, key)
        gap = count.difference_fen
        side = "其他应付款" if gap > 0 else "其他应收款"
        word = "长款" if gap > 0 else "短款"
        asks = f"把{word} {yuan(abs(gap))} 元记账吗？"
        if not self.context.say.confirm(asks, f"先挂“{side}”，查明以后再转出。", "记账"):
            return
        try:
            with self.context.office.change(f"{count.draft.day} 现金盘点{word}记账") as change:
                voucher = cash.book_difference(change, key)
        except Refused as no:
            self.context.say.refuse(no)
            return
        see = partial(self.context.open_page, "voucher", voucher=voucher.id)
        self.context.toast(f"{word}已记账", voucher.name, (("看凭证", see),))

    def _drop(self, key: int) -> None:
        count = self.found[key]
        if not self.context.say.confirm(
            f"删除 {count.draft.day} 的现金盘点吗？",
            "点错、录错时才删。",
            "删除这次盘点",
            danger=True,
            keep="不删",
        ):
            return
        try:
            with self.context.office.change(f"删除 {count.draft.day} 的现金盘点") as change:
                cash.drop_count(change, key)
        except Refused as no:
            self.context.say.refuse(no)
            return
        offer_undo(self.context, "已删除这次盘点")


def _row(one: Count) -> tuple[Any, ...]:
    gap = one.difference_fen
    state = Pill("账款相符", "ok") if not gap else Pill("长款" if gap > 0 else "短款", "warn")
    people = " / ".join(part for part in (one.draft.counter, one.draft.witness) if part)
    words = " ".join(part for part in (one.draft.explanation, one.voucher_name) if part)
    links = [Link("打印", "print")]
    if gap and not one.voucher:
        links.append(Link("差额记账", "book"))
    return (one.draft.day, one.draft.counted_fen, one.book_fen, gap, state, people, words, tuple(links))
