"""发票: every invoice that came in, its original beside it, and what it pays for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from models.documents import checks, invoice_queries, invoices, queries
from models.documents.lists import INVOICE_STATES, InvoiceList
from models.documents.records import Invoice
from models.kit.errors import Refused
from models.kit.money import yuan
from ui import theme
from ui.dialogs.invoice import ask_booking, ask_correction, ask_link
from ui.pages.dues_prints import print_entry
from ui.tables.columns import Draw, TableColumn
from ui.widgets.buttons import button, label, switch_off
from ui.widgets.drop_bar import DropBar
from ui.widgets.empty_state import EmptyState
from ui.widgets.facts import FactList
from ui.widgets.filter_strip import Filter
from ui.widgets.page_view import PageView
from ui.widgets.paper_view import PaperView
from ui.widgets.papers_strip import open_outside, say_taken_off
from ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from ui.widgets.page import PageWidget

ENDINGS = "发票 (*.xml *.ofd *.pdf *.zip *.jpg *.jpeg *.png);;所有文件 (*)"
_TONES = {"待入账": "warn", "在审批": "info", "已入账": "ok", "已红冲": "grey", "作废": "grey"}
COLUMNS = (
    TableColumn("day", "开票日期", Draw.DAY, 94),
    TableColumn("number", "发票号码", Draw.CODE, 168),
    TableColumn("seller", "销售方", Draw.SENTENCE, 96, stretch=True),
    TableColumn("item", "项目", Draw.SENTENCE, 104, hidden=True),
    TableColumn("net", "金额(元)", Draw.MONEY, 92, total=True, hidden=True),
    TableColumn("tax", "税额(元)", Draw.MONEY, 80, total=True, hidden=True),
    TableColumn("total", "价税合计(元)", Draw.MONEY, 100, total=True),
    TableColumn("state", "状态", Draw.PILL, 76, tones=_TONES),
    TableColumn("voucher", "凭证", Draw.CODE, 116),
    TableColumn("mind", "说明", Draw.SENTENCE, 120, hidden=True),
    TableColumn("kind", "票种", Draw.SENTENCE, 130, hidden=True),
    TableColumn("buyer", "购买方", Draw.SENTENCE, 140, hidden=True),
)
_READ_ONLY = "您只能查看，不能登记"


class InvoicesView(PageView):
    """The list with the original of the chosen one at its right."""

    KEY, TITLE = "invoices", "发票"

    def __init__(self, page: PageWidget) -> None:
        super().__init__(page)
        self.source = InvoiceList(self.context.office.db)
        self.table = RecordTable(
            self.context,
            "invoices",
            COLUMNS,
            self.source,
            ticks=True,
            search="号码、销售方、项目",
            filters=(
                Filter("month", "全部年份", width=118),
                Filter("state", "全部状态", (*INVOICE_STATES.items(), ("buyer", "抬头不符")), width=118),
            ),
            empty=EmptyState(
                "还没有登记发票",
                "把收到的电子发票拖到上面，内容会自动读出来。",
                note="XML、OFD、PDF 都可以；看过以后才登记",
                mark="receipt-text",
            ),
            unit="张",
        )
        self.table.title = lambda: "发票"
        self.table.menu = self._menu
        self.table.current.connect(self._show)
        self.table.opened.connect(self.correct)
        self.table.loaded.connect(lambda: self._show(self.table.current_id()))
        self.paper = PaperView()
        self.facts_list = FactList()
        self.chosen: Invoice | None = None
        self._assemble()

    def reload(self) -> None:
        self.table.strip.set_choices("month", [(year, f"{year}年") for year in self.source.years()])
        self.table.reload()
        why = "" if self.context.office.actor.may_write else _READ_ONLY
        for made in (self.choose, self.choose_folder, self.typer, self.booker, self.linker):
            switch_off(made, why)
        self.drop.setEnabled(not why)

    def open(self, **where: Any) -> None:
        """invoice=3 goes to one."""
        if "invoice" in where:
            key = int(where["invoice"])
            if self.table.model.line_of(key) < 0:
                self.table.strip.clear()
            self.table.select(key, 1)
            self._show(key)
        if where.get("state"):
            self.table.strip.choose("state", str(where["state"]))

    def facts(self) -> str:
        return "原件留存在账套里；同一张发票不能登记两次"

    def first_focus(self) -> QWidget:
        return self.table.view

    # -- taking in --------------------------------------------------------------------------------

    def ask_files(self) -> None:
        """The file dialog; several at once."""
        chosen, _ = QFileDialog.getOpenFileNames(self, "登记发票", "", ENDINGS)
        self.take([Path(one) for one in chosen])

    def ask_folder(self) -> None:
        """A folder with everything in it."""
        chosen = QFileDialog.getExistingDirectory(self, "登记整个文件夹里的发票")
        self.take([Path(chosen)] if chosen else [])

    def take(self, paths: Sequence[Path]) -> None:
        """Read these files in the page that shows what was read beside the originals."""
        if paths:
            self.context.open_page("invoice_take", paths=tuple(str(path) for path in paths))

    def type_one(self) -> None:
        """An invoice on paper, typed from it."""
        ask_correction(self.context, self, None, self._saved).exec()

    # -- what is done with them -------------------------------------------------------------------

    def book(self) -> None:
        """A draft voucher of the ticked or selected invoices."""
        keys = self._waiting()
        if keys:
            ask_booking(
                self.context, self, keys, lambda key: self.context.open_page("voucher", voucher=key)
            ).exec()

    def link(self) -> None:
        """Tie them to a voucher that is there already."""
        keys = self._waiting()
        if keys:
            ask_link(self.context, self, keys, self._linked).exec()

    def _waiting(self) -> list[int]:
        """The chosen ones that pay for nothing yet."""
        keys = self.table.selected_ids()
        found = [key for key in keys if self.table.row_of(key)[-1] in ("waiting", "claim", "red")]
        if not found:
            self.context.status("请先选待入账的发票" if not keys else "选中的发票都已经入账")
        return found

    def _linked(self, voucher: int) -> None:
        sums = checks.sums_of(self.context.office.db, voucher)
        words = f"{sums.invoices} 张发票共 {yuan(sums.invoices_fen)}，凭证支出 {yuan(sums.expense_fen)}"
        said = "金额相符" if not sums.differs else "金额不同，请核对"
        verbs = (("看凭证", partial(self.context.open_page, "voucher", voucher=voucher)),)
        self.context.toast(f"已关联，{said}", words, verbs)

    def correct(self, key: int) -> None:
        """The form of one invoice."""
        ask_correction(self.context, self, key, self._saved).exec()

    def release(self, key: int) -> None:
        """Take it off its voucher."""
        one = invoice_queries.invoice(self.context.office.db, key)
        self._do(f"取消发票 {one.name} 的关联", partial(invoices.release, key=key))

    def void(self, key: int) -> None:
        """作废, with a reason."""
        one = invoice_queries.invoice(self.context.office.db, key)
        why = self.context.say.reason(
            f"作废发票 {one.name}", "登记簿里会保留，不能再用来报销。", "作废", hint="例如：商家已作废重开"
        )
        if why:
            self._do(f"作废发票 {one.name}", lambda change: invoices.void(change, key, why))

    def drop_one(self, key: int) -> None:
        """An invoice that was entered by mistake."""
        one = invoice_queries.invoice(self.context.office.db, key)
        said = "只用于登记错了的；真的发票请用“作废”。"
        if self.context.say.confirm(f"删除发票 {one.name}？", said, "删除", danger=True, keep="不删"):
            file = queries.file(self.context.office.db, one.file) if one.file else None
            done = self._do(f"删除发票 {one.name}", partial(invoices.drop, key=key))
            if done and file is not None:
                say_taken_off(self.context, f"已删除发票 {one.name}", file)

    def _do(self, title: str, act: Any) -> bool:
        try:
            with self.context.office.change(title) as change:
                act(change)
        except Refused as no:
            self.context.say.refuse(no)
            return False
        return True

    def _saved(self, words: str) -> None:
        self.context.toast(words)

    def _menu(self, key: int) -> list[tuple[str, str, Any]]:
        state = self.table.row_of(key)[-1]
        found: list[tuple[str, str, Any]] = [("更正…", "pencil", partial(self.correct, key))]
        one = invoice_queries.invoice(self.context.office.db, key)
        if one.voucher:
            open_it = partial(self.context.open_page, "voucher", voucher=one.voucher)
            found.append((f"看凭证 {one.voucher_name}", "receipt-text", open_it))
        if one.voucher or one.claim:
            found.append(("取消关联", "x", partial(self.release, key)))
        if state != "void":
            found.append(("作废…", "circle-x", partial(self.void, key)))
        return [*found, ("删除…", "trash-2", partial(self.drop_one, key))]

    # -- inside -----------------------------------------------------------------------------------

    def _assemble(self) -> None:
        self.choose = button(
            "选文件", "folder-open", self.ask_files, keys="Ctrl+O", tip="选发票文件（Ctrl+O）"
        )
        self.choose_folder = button("整个文件夹", "files", self.ask_folder)
        self.typer = button(
            "手工登记", "pencil", self.type_one, keys="Ctrl+N", tip="照纸质发票填写（Ctrl+N）"
        )
        words = "把电子发票拖到这里：XML、OFD、PDF、照片，可以一次多份或整个文件夹"
        self.drop = DropBar(words, buttons=(self.choose, self.choose_folder, self.typer))
        self.drop.dropped.connect(self.take)
        self.booker = button("生成凭证", "receipt-text", self.book, kind="filled")
        self.linker = button("关联凭证", "paperclip", self.link)
        show = partial(print_entry, self.context, self)
        printer = button("打印登记簿", "printer", lambda: show("invoice-register", self.context.period[:4]))
        self.strip.addWidget(self.table.strip, 1)
        for made in (printer, self.linker, self.booker):
            self.strip.addWidget(made)
        self.column.insertWidget(0, self.drop)
        both = QSplitter()
        both.addWidget(self.table)
        both.addWidget(self._side())
        both.setStretchFactor(0, 1)
        both.setSizes([theme.px(740), theme.px(400)])
        both.setChildrenCollapsible(False)
        self.column.addWidget(both, 1)

    def _side(self) -> QWidget:
        side = QWidget()
        column = theme.space(QVBoxLayout(side), (8, 0, 0, 0), 8)
        head = theme.space(QHBoxLayout(), gap=8)
        self.about = label("", "warn", wrap=True)
        self.opener = button("", "external-link", self._open, kind="icon", tip="用别的程序打开原件")
        head.addWidget(self.about, 1)
        head.addWidget(self.opener)
        column.addWidget(self.paper, 1)
        column.addWidget(self.facts_list)
        column.addLayout(head)
        theme.least(side, 260)
        return side

    def _show(self, key: int | None) -> None:
        """The original and the facts of the chosen one."""
        db = self.context.office.db
        try:
            one = invoice_queries.invoice(db, key) if key is not None else None
        except Refused:
            one = None
        before, self.chosen = self.chosen, one
        self.opener.setVisible(bool(one and one.file))
        self.about.setText(self._about(one) if one else "")
        self.facts_list.setVisible(one is not None)
        if one is not None:
            others = [paper.name for paper in queries.files_of(db, "invoice", one.id)]
            self.facts_list.show_facts([*_facts(one), *([("还存有", "、".join(others))] if others else [])])
        if one is None or one.file is None:
            self.paper.show_nothing("选一行，看它的原件" if one is None else "这张发票没有原件")
        elif before is None or before.file != one.file:
            self.paper.show_paper(queries.file(db, one.file).kind, queries.content(db, one.file))
        if one is not None and one.file is not None:
            self.paper.go(one.page)

    def _about(self, one: Invoice) -> str:
        """What is to be minded."""
        db, said = self.context.office.db, []
        if one.accepted:
            said.append(f"抬头不符，说明：{one.accepted}")
        if one.red_by:
            names = "、".join(invoice_queries.invoice(db, key).name for key in one.red_by)
            said.append(f"被红字发票 {names} 红冲")
        if one.voucher:
            said += [doubt.said for doubt in checks.voucher_doubts(db, one.voucher)]
        return "　".join(said)

    def _open(self) -> None:
        if self.chosen is not None and self.chosen.file is not None:
            open_outside(self.context, queries.file(self.context.office.db, self.chosen.file))


def _facts(one: Invoice) -> list[tuple[str, str]]:
    fields = one.fields
    amounts = yuan(fields.total_fen or 0)
    if fields.net_fen is not None and fields.tax_fen is not None:
        amounts += f"（{yuan(fields.net_fen)} + 税 {yuan(fields.tax_fen)}）"
    return [
        ("号码", one.name),
        ("购买方", f"{fields.buyer}　{fields.buyer_tax}".strip("　")),
        ("价税合计", amounts),
        *([("红冲", fields.red_of)] if fields.red_of else []),
        *([("备注", one.note)] if one.note else []),
    ]
