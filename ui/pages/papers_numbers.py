"""收据和支票: books by their range of numbers, and what became of each number."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from models.documents import numbers
from models.documents.records import BOOK_KINDS, USE_STATES, NumberBook, NumberUse
from models.kit.errors import Refused
from ui import theme
from ui.dialogs.number_book import ask_book, ask_use
from ui.pages.dues_prints import print_entry
from ui.tables.columns import Draw, Pill, TableColumn
from ui.tables.list_source import ListSource
from ui.widgets.buttons import button, label, switch_off
from ui.widgets.empty_state import EmptyState
from ui.widgets.page_view import PageView
from ui.widgets.papers_strip import PapersStrip
from ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from ui.widgets.page import PageWidget

BOOKS = (
    TableColumn("kind", "种类", width=56),
    TableColumn("name", "名称", Draw.SENTENCE, 80, stretch=True),
    TableColumn("span", "起止号", Draw.CODE, 156),
    TableColumn("used", "已用", Draw.COUNT, 52),
    TableColumn("void", "作废", Draw.COUNT, 52, hidden=True),
    TableColumn("left", "未用", Draw.COUNT, 52),
    TableColumn("state", "状态", Draw.PILL, 92),
)
_TONES = {"已用": "ok", "作废": "grey", "核销": "grey", "跳号": "error"}
USES = (
    TableColumn("number", "号码", Draw.CODE, 88),
    TableColumn("day", "日期", Draw.DAY, 94),
    TableColumn("state", "状态", Draw.PILL, 64, tones=_TONES),
    TableColumn("partner", "对方", Draw.SENTENCE, 72, stretch=True),
    TableColumn("reason", "事由", Draw.SENTENCE, 84),
    TableColumn("fen", "金额(元)", Draw.MONEY, 94, total=True),
    TableColumn("voucher", "凭证", Draw.CODE, 116),
)


class NumbersView(PageView):
    """Left the books, right the numbers of the chosen one with their papers below."""

    KEY, TITLE = "numbers", "收据和支票"

    def __init__(self, page: PageWidget) -> None:
        super().__init__(page)
        self.known: dict[int, NumberBook] = {}
        self.uses: dict[int, NumberUse] = {}
        self.missing: dict[int, str] = {}
        self.chosen: int | None = None
        empty = EmptyState(
            "还没有登记收据和支票",
            "领到一本，先登记起止号；用一张，登记一张。",
            [button("领用一本", "plus", self.add)],
            note="断号一看就知道",
            mark="ticket",
        )
        self.table = RecordTable(
            self.context,
            "number_books",
            BOOKS,
            ListSource(BOOKS, {}, unit="本"),
            search="名称、号码",
            empty=empty,
            unit="本",
        )
        self.table.title = lambda: "收据和支票"
        self.list = RecordTable(
            self.context, "number_uses", USES, ListSource(USES, {}, unit="张"), unit="张",
            empty=EmptyState("这一本还没有用过", "用了一张，就登记一张。", mark="ticket"),
        )  # fmt: skip
        self.list.title = lambda: "票据号码"
        self.papers = PapersStrip(self.context, self._paper_title)
        self.table.current.connect(self._choose)
        self.list.current.connect(self._show_papers)
        self.list.opened.connect(self.change_use)
        self._assemble()

    def reload(self) -> None:
        self.known = {one.id: one for one in numbers.books(self.context.office.db)}
        rows = {key: _book_row(one) for key, one in self.known.items()}
        self.table.use_source(ListSource(BOOKS, rows, unit="本"))
        if self.chosen not in self.known:
            self.chosen = next(iter(self.known), None)
        self._show_uses()
        self._switch()

    def open(self, **where: Any) -> None:
        """book=1 goes to one."""
        if "book" in where:
            self.chosen = int(where["book"])
            self.table.select(self.chosen)
            self._show_uses()

    def facts(self) -> str:
        return "每个号码都要有去处：已用、作废（各联收齐）、核销"

    def first_focus(self) -> QWidget:
        return self.table.view

    # -- acts -------------------------------------------------------------------------------------

    def add(self) -> None:
        """A new book."""
        kind = self.known[self.chosen].kind if self.chosen in self.known and self.chosen else "receipt"
        ask_book(self.context, self, kind, self.context.toast).exec()

    def use(self) -> None:
        """The next number of the chosen book."""
        if self.chosen in self.known and self.chosen is not None:
            ask_use(self.context, self, self.known[self.chosen], self.context.toast).exec()

    def change_use(self, key: int) -> None:
        """An entry put right, or one that was passed over entered."""
        if self.chosen is None or not self.context.office.actor.may_write:
            return
        book, old = self.known[self.chosen], self.uses.get(key)
        made = ask_use(self.context, self, book, self.context.toast, old)
        if old is None:
            made.form.box("number").set_value(self.missing.get(key, ""))
        made.exec()

    def cancel_rest(self) -> None:
        """The unused numbers are handed in."""
        if self.chosen is None:
            return
        book = self.known[self.chosen]
        said = f"{book.left} 个没有用过的号码会登记为核销，这一本不能再用。"
        why = (
            self.context.say.reason(
                f"核销 {book.name} 的余号？", said, "核销", hint="例如：旧版收据停用，交回"
            )
            if book.left
            else "用完"
        )
        if why:
            self._close(book, why)

    def _close(self, book: NumberBook, why: str) -> None:
        today = self.context.office.today()
        try:
            with self.context.office.change(f"核销{BOOK_KINDS[book.kind]} {book.text(book.first)}") as change:
                if book.left:
                    numbers.cancel_rest(change, book.id, today, why)
                numbers.close_book(change, book.id, today)
        except Refused as no:
            self.context.say.refuse(no)

    # -- inside -----------------------------------------------------------------------------------

    def _assemble(self) -> None:
        show = partial(print_entry, self.context, self)
        self.closer = button("核销这一本", "archive", self.cancel_rest)
        self.adder = button("领用一本", "plus", self.add)
        self.user = button("登记号码", "ticket", self.use, kind="filled", keys="Ctrl+N")
        self.strip.addWidget(self.table.strip, 1)
        self.strip.addWidget(button("打印收据簿", "printer", lambda: show("receipt-books", "")))
        self.strip.addWidget(button("打印支票簿", "printer", lambda: show("cheque-register", "")))
        for made in (self.closer, self.adder, self.user):
            self.strip.addWidget(made)
        right = QWidget()
        column = theme.space(QVBoxLayout(right), (8, 0, 0, 0), 8)
        self.next = label("", "facts", wrap=True)
        column.addWidget(self.next)
        column.addWidget(self.list, 1)
        column.addWidget(self.papers)
        both = QSplitter()
        both.addWidget(self.table)
        both.addWidget(right)
        both.setSizes([theme.px(545), theme.px(605)])
        both.setChildrenCollapsible(False)
        self.column.addWidget(both, 1)

    def _choose(self, key: int) -> None:
        if key in self.known and key != self.chosen:
            self.chosen = key
            self._show_uses()
            self._switch()

    def _switch(self) -> None:
        why = "" if self.context.office.actor.may_write else "您只能查看，不能登记"
        switch_off(self.adder, why)
        book = self.known.get(self.chosen or 0)
        none = "请先领用一本" if book is None else "这一本已经核销" if book.closed_on else ""
        for made in (self.user, self.closer):
            switch_off(made, why or none)

    def _show_uses(self) -> None:
        db, book = self.context.office.db, self.known.get(self.chosen or 0)
        found = numbers.uses(db, book.id) if book else []
        skipped = numbers.gaps(db, book.id) if book else []
        self.uses = {one.id: one for one in found}
        self.missing = {-at: text for at, text in enumerate(skipped, 1)}
        rows = {one.id: _use_row(one) for one in found}
        rows |= {
            key: (text, None, "跳号", "", "没有登记，双击补登记", None, "")
            for key, text in self.missing.items()
        }
        rows = dict(sorted(rows.items(), key=lambda item: item[1][0], reverse=True))
        self.list.use_source(ListSource(USES, rows, unit="张"))
        self.next.setText(_next_words(book, len(skipped)) if book else "")
        self._show_papers(self.list.current_id())

    def _show_papers(self, key: int | None) -> None:
        """The void copies and stubs that were scanned for this number."""
        self.papers.show_row("number_use", key if key in self.uses else None)
        self.papers.setVisible(key in self.uses)

    def _paper_title(self) -> str:
        one = self.uses.get(self.list.current_id() or 0)
        return one.text if one else ""


def _book_row(one: NumberBook) -> tuple[Any, ...]:
    if one.closed_on:
        state = Pill("已核销", "grey")
    elif one.gaps:
        state = Pill(f"跳 {one.gaps} 号", "error", "circle-alert")
    else:
        state = Pill("在用", "ok") if one.left else Pill("已用完", "warn")
    span = f"{one.text(one.first)}—{one.text(one.last)}"
    return BOOK_KINDS[one.kind], one.name, span, one.used, one.void, one.left, state


def _use_row(one: NumberUse) -> tuple[Any, ...]:
    reason = one.reason + (f"（留存 {one.copies} 联）" if one.copies else "")
    return (
        one.text,
        one.day,
        USE_STATES[one.state],
        one.partner,
        reason,
        one.amount_fen or None,
        one.voucher_name,
    )


def _next_words(book: NumberBook, skipped: int) -> str:
    if book.closed_on:
        return f"{book.closed_on} 已核销"
    number = book.first if book.latest is None else book.latest + 1
    said = f"下一个号码 {book.text(number)}" if number <= book.last else "这一本已经用到最后一张"
    return (
        said
        + (f"，有 {skipped} 个号码没有登记" if skipped else "")
        + (f"　保管 {book.keeper}" if book.keeper else "")
    )
