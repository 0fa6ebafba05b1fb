"""对账: the bank's lines at the left, the book's at the right; what is free first, groups below."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from models.bank import actions, queries
from models.bank.desk import Desk, desk
from models.bank.records import BANK, BOOK, PASSES, BankAccount, Side
from models.kit.days import month_words
from models.kit.errors import Refused
from models.kit.progress import Progress
from ui.pages.bank_acts import BankActs
from ui.pages.dues_view import DuesView
from ui.tables.columns import Draw, Pill, TableColumn
from ui.tables.list_source import ListSource
from ui.widgets.bank_foot import BankFoot, two_sides
from ui.widgets.buttons import button, relabel, switch_off
from ui.widgets.empty_state import EmptyState
from ui.widgets.key_caps import KeyCaps
from ui.widgets.record_table import RecordTable
from ui.widgets.sentence import Sentence
from ui.widgets.text_edits import ChoiceEdit
from ui.widgets.undo import offer_undo

if TYPE_CHECKING:
    from models.office import Office
    from ui.widgets.page import PageWidget

_SHORT = {0: "对冲", 1: "同额", 2: "同号", 3: "同名", 4: "合并", 5: "手工"}
_TONES = {0: "grey", 1: "ok", 2: "ok", 3: "info", 4: "info", 5: "grey"}
_KEYS = (
    *(("空格", "勾选"), ("Enter", "勾对"), ("A", "自动勾对"), ("B", "记账")),
    *(("U", "取消勾对"), ("Ctrl+Z", "撤销")),
)  # fmt: skip


def _columns(name: str, into: str, out: str) -> tuple[TableColumn, ...]:
    return (
        TableColumn("day", "日期", Draw.TEXT, 58),
        TableColumn("words", name, Draw.SENTENCE, 120, stretch=True),
        TableColumn("in", f"{into}(元)", Draw.MONEY, 84, total=True),
        TableColumn("out", f"{out}(元)", Draw.MONEY, 84, total=True),
        TableColumn("state", "勾对", Draw.PILL, 84, sortable=False),
    )


class _Lines(ListSource):
    """Sums of what is free, not of what is matched already."""

    def __init__(self, columns: tuple[TableColumn, ...], rows: dict[int, tuple[Any, ...]]) -> None:
        super().__init__(columns, rows, unit="笔没勾对")
        self.free = ListSource(
            columns, {key: row for key, row in rows.items() if not row[5].match}, unit="笔没勾对"
        )

    def sums(self, filters: Any) -> Any:
        """Only the free lines count."""
        return self.free.sums(filters)


class MatchView(DuesView):
    """Space ticks, Enter matches what is ticked, A runs the passes, B books, Delete takes a group apart."""

    KEY, TITLE = "match", "对账"

    def __init__(self, page: PageWidget) -> None:
        super().__init__(page)
        self.desk: Desk | None = None
        self.account = 0  # the ledger account that is looked at, 0: the first
        self.hint: dict[str, set[int]] = {BANK: set(), BOOK: set()}
        self.foot = BankFoot()
        self.tables = {BANK: self._table(BANK), BOOK: self._table(BOOK)}
        self.acts = BankActs(page, self)
        self.which = ChoiceEdit([], "账户")
        self.which.setAccessibleName("银行账户")
        self.which.currentIndexChanged.connect(self._other_account)
        self.note = Sentence("", "warn")  # what keeps the sheet from being right
        self.show_matched = button("已勾对", "eye", self._fold, tip="显示或收起已经勾对的")
        self.show_matched.setCheckable(True)
        self.show_matched.setChecked(True)
        self._assemble()

    # -- reading ----------------------------------------------------------------------------------

    def reload(self) -> None:
        month, chosen = self.context.period, self.account

        def work(office: Office, progress: Progress) -> Desk | None:
            known = queries.accounts(office.db)
            one = next((one for one in known if one.account == chosen), known[0] if known else None)
            return desk(office.db, one, month) if one else None

        self.page.run(work, self._take, says="正在读取对账单")

    def _take(self, found: Desk | None) -> None:
        self.desk = found
        if found is None or found.month != self.context.period:
            return
        known = queries.accounts(self.context.office.db)
        self.which.blockSignals(True)
        self.which.set_choices([(one.account, f"{one.name} {one.masked}".strip()) for one in known])
        self.which.set_value(found.account.account)
        self.which.blockSignals(False)
        self.which.setVisible(len(known) > 1)
        self._fill()
        self.foot.show_sheet(found.sheet)
        self.note.setText("".join(found.sheet.gaps))
        self.page.set_title("银行", self.facts())
        self._enable(found)

    def _fill(self) -> None:
        found = self.desk
        if found is None:
            return
        for side, lines in ((BANK, found.bank), (BOOK, found.book)):
            shown = [one for one in lines if self.show_matched.isChecked() or not one.match]
            rows = {one.id: _row(found, side, one) for one in shown}
            self.tables[side].use_source(_Lines(self.tables[side].model.columns[1:], rows))
        relabel(self.show_matched, f"已勾对 {found.groups} 组")
        self._say_ticked()

    def _enable(self, found: Desk) -> None:
        may = "" if self.context.office.actor.may_write else "您只能查看，不能登记。"
        signed = found.sheet.state == "signed"
        for made in (self.take_in, self.auto, self.book_it):
            switch_off(made, may)
        switch_off(self.sign, may)
        relabel(self.sign, "重新打开" if signed else "签字")

    def facts(self) -> str:
        found = self.desk
        if found is None:
            return month_words(self.context.period)
        state = {"signed": "调节表已签", "reopened": "调节表重新打开"}.get(found.sheet.state, "")
        return "　".join(part for part in (month_words(found.month), state, found.sheet.words()) if part)

    def first_focus(self) -> Any:
        return self.tables[BANK].view

    def open(self, **where: Any) -> None:
        """month="2026-10", account=102's id."""
        if where.get("month"):
            self.context.set_period(str(where["month"]))
        if where.get("account"):
            self.account = int(where["account"])
            self.page.refresh()

    # -- laying out -------------------------------------------------------------------------------

    def _assemble(self) -> None:
        for made in (self.which, self.show_matched):
            self.strip.addWidget(made)
        self.strip.addWidget(self.note, 1)
        acts = self.acts
        self.take_in = button("导入对账单", "file-input", acts.take_in, keys="Ctrl+I")
        self.auto = button("自动勾对", "list-checks", self.run, tip="按金额、日期、票据号、名称自动勾对（A）")
        self.book_it = button("记账", "receipt-text", acts.book, tip="把对账单里没记账的生成凭证（B）")
        self.sheet = button(
            "调节表", "printer", acts.print_sheet, keys="Ctrl+P", tip="看调节表并打印（Ctrl+P）"
        )
        self.sign = button("签字", "file-check", acts.sign, kind="filled", keys="Ctrl+S")
        for made in (self.take_in, self.auto, self.book_it, self.sheet, self.sign):
            self.strip.addWidget(made)
        self.column.addLayout(two_sides(self.tables[BANK], self.tables[BOOK]), 1)
        self.column.addWidget(self.foot)
        self.column.addWidget(KeyCaps(_KEYS))
        self.foot.match.clicked.connect(lambda *_: self.match())
        for keys, act in (("A", self.run), ("B", acts.book), ("U", self.unmatch), ("Ctrl+Z", acts.undo)):
            shortcut = QShortcut(QKeySequence(keys), self, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _table(self, side: str) -> RecordTable:
        name = "对账单" if side == BANK else "账上"
        columns = _columns("对账单", "收入", "支出") if side == BANK else _columns("账上", "借方", "贷方")
        empty = (
            EmptyState(
                "这个月没有对账单", "从网上银行下载的 Excel 或 csv 都可以，不用改表头。", mark="file-input"
            )
            if side == BANK
            else EmptyState("这个月银行存款没有凭证", "记账以后，这里列出银行存款的每一笔。")
        )
        made = RecordTable(
            self.context, f"bank.{side}", columns, ListSource(columns, {}), ticks=True,
            tint=partial(self._tint, side), empty=empty, unit="笔",
        )  # fmt: skip
        made.title = lambda: f"{month_words(self.context.period)}{name}"
        made.ticked.connect(self._say_ticked)
        made.current.connect(partial(self._point, side))
        made.opened.connect(partial(self._enter, side))
        made.menu = partial(self._menu, side)
        return made

    def _tint(self, side: str, row: tuple[Any, ...]) -> str:
        line: Side = row[5]
        if line.id in self.hint[side]:
            return "warn" if not line.match else "ok"
        return "grey" if line.match else ""

    # -- what is under the cursor -----------------------------------------------------------------

    def _point(self, side: str, key: int) -> None:
        """The other lines of its group, or its candidates, are lit; the reason stands in the status line."""
        found = self.desk
        if found is None:
            return
        other = BOOK if side == BANK else BANK
        line: Side = self.tables[side].row_of(key)[5]
        hint: dict[str, set[int]] = {BANK: set(), BOOK: set()}
        said = ""
        if line.match in found.matches:
            group = found.matches[line.match]
            hint = {BANK: set(group.bank), BOOK: set(group.book)}
            said = f"{PASSES[group.number]}：{group.reason}"
        elif side == BANK and key in found.offers:
            hint[other] = set(found.offers[key].candidates)
            said = found.offers[key].reason
        elif side == BANK and key in found.proposals:
            proposal = found.proposals[key]
            said = f"可以记账：{proposal.title}，{proposal.why}"
        self.hint = hint
        self.context.status(said)
        for table in self.tables.values():
            table.view.viewport().update()

    def _say_ticked(self) -> None:
        self.foot.show_ticked(*(self._sum(side) for side in (BANK, BOOK)))

    def _sum(self, side: str) -> tuple[int, int]:
        lines = self.ticked(side)
        return len(lines), sum(line.fen for line in lines)

    def ticked(self, side: str) -> list[Side]:
        """The free lines that are ticked."""
        model = self.tables[side].model
        rows = (model.values(model.line_of(key)) for key in model.ids() if key in model.chosen)
        return [row[5] for row in rows if not row[5].match]

    # -- acts -------------------------------------------------------------------------------------

    def _enter(self, side: str, key: int) -> None:
        """Enter: match what is ticked; on a book line its voucher; else tick it with its candidate."""
        line: Side = self.tables[side].row_of(key)[5]
        if self.ticked(BANK) or self.ticked(BOOK):
            self.match()
        elif line.match or side == BOOK:
            if line.voucher:
                self.context.open_page("voucher", voucher=line.voucher)
        else:
            self._tick_offer(key)

    def _tick_offer(self, key: int) -> None:
        """The bank line and its nearest candidate are ticked, to be looked at before Enter matches them."""
        bank, book = self.tables[BANK].model, self.tables[BOOK].model
        bank.tick([bank.line_of(key)], True)
        offer = self.desk.offers.get(key) if self.desk else None
        if offer is not None and book.line_of(offer.candidates[0]) >= 0:
            book.tick([book.line_of(offer.candidates[0])], True)
            self.tables[BOOK].select(offer.candidates[0])

    def match(self) -> None:
        """勾对 what is ticked on both sides."""
        found = self.desk
        if found is None:
            return
        ids = {side: [line.id for line in self.ticked(side)] for side in (BANK, BOOK)}
        try:
            with self.context.office.change("手工勾对") as change:
                actions.match_by_hand(change, found.account, ids[BANK], ids[BOOK])
        except Refused as no:
            self.context.say.refuse(no)
            return
        for table in self.tables.values():
            table.model.chosen = set()
        offer_undo(self.context, f"已勾对 {len(ids[BANK])} 对 {len(ids[BOOK])}")

    def run(self) -> None:
        """自动勾对: the passes; what is ambiguous stays for the person."""
        found = self.desk
        if found is None or not self.auto.isEnabled():
            return
        account: BankAccount = found.account

        def work(office: Office, progress: Progress) -> Any:
            with office.change(f"自动勾对：{account.name}") as change:
                return actions.match_automatically(change, account)

        def done(made: Any) -> None:
            note = f"还有 {len(made.offers)} 笔要您定，光标移上去会点亮候选" if made.offers else ""
            offer_undo(self.context, made.words(), note)

        self.page.run(work, done, writes=True, says="正在自动勾对")

    def unmatch(self) -> None:
        """取消勾对: the group under the cursor."""
        side = BOOK if self.tables[BOOK].view.hasFocus() else BANK
        key = self.tables[side].current_id()
        line: Side | None = self.tables[side].row_of(key)[5] if key is not None else None
        if line is None or not line.match:
            self.context.toast("这一行没有勾对", "先把光标移到已经勾对的行", icon="circle-alert")
            return
        try:
            with self.context.office.change("取消勾对") as change:
                actions.unmatch(change, line.match)
        except Refused as no:
            self.context.say.refuse(no)
            return
        offer_undo(self.context, "已取消这组勾对")

    def _menu(self, side: str, key: int) -> list[tuple[str, str, Any]]:
        line: Side = self.tables[side].row_of(key)[5]
        made: list[tuple[str, str, Any]] = []
        if line.match and not line.locked:
            made.append(("取消勾对", "undo-2", self.unmatch))
        if side == BANK and not line.match and line.id > 0:
            made.append(("记账", "receipt-text", self.acts.book))
            made.append(("用业务记账", "list-checks", partial(self.acts.guide, line.id)))
        if line.voucher:
            open_it = partial(self.context.open_page, "voucher", voucher=line.voucher)
            made.append(("看凭证", "receipt-text", open_it))
        return made

    def _fold(self) -> None:
        self._fill()

    def _other_account(self) -> None:
        self.account = self.which.value() or 0
        self.page.refresh()


def _row(found: Desk, side: str, line: Side) -> tuple[Any, ...]:
    """The columns, and the line itself behind them."""
    words = f"{line.number}　{line.words}" if line.number else line.label
    return (
        f"{line.day:%m-%d}" if line.day.year == int(found.month[:4]) else f"{line.day:%y-%m-%d}",
        words,
        line.fen if line.fen > 0 else None,
        -line.fen if line.fen < 0 else None,
        _state(found, side, line),
        line,
    )


def _state(found: Desk, side: str, line: Side) -> Pill:
    if line.match in found.matches:
        group = found.matches[line.match]
        if (side, line.id) in found.outstanding:  # its other side came after this month
            return Pill("次月", "warn", "lock" if group.locked else "")
        many = f" {len(group.bank)}:{len(group.book)}" if len(group.bank) != 1 or len(group.book) != 1 else ""
        return Pill(f"{_SHORT[group.number]}{many}", _TONES[group.number], "lock" if group.locked else "")
    if side == BANK and line.id in found.offers:
        return Pill(f"候选 {len(found.offers[line.id].candidates)}", "warn")
    return Pill("未勾对", "error" if (found.sheet.day - line.day).days > 30 else "grey")
