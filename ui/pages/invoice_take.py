"""登记发票: what was read from each file beside its original; put right, then all taken at once."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from models.documents import checks, invoices
from models.documents.gathering import Gathered, gathered
from models.documents.records import InvoiceFields, InvoiceRead
from models.documents.settling import invoice_problems
from models.kit.errors import Refused
from models.kit.money import yuan
from ui import theme
from ui.navigation import Context
from ui.tables.columns import Draw, TableColumn
from ui.tables.list_source import ListSource
from ui.widgets.buttons import button, card, label, relabel, scrolled, switch_off
from ui.widgets.empty_state import EmptyState
from ui.widgets.invoice_form import invoice_form, say_asked, show_invoice, typed_invoice
from ui.widgets.page import PageWidget
from ui.widgets.paper_view import PaperView
from ui.widgets.record_table import RecordTable

_TONES = {"可以登记": "ok", "要核对": "warn", "抬头不符": "warn", "已登记过": "error", "读不出来": "error"}
COLUMNS = (
    TableColumn("file", "文件", Draw.SENTENCE, 100, stretch=True),
    TableColumn("total", "价税合计(元)", Draw.MONEY, 100, total=True),
    TableColumn("state", "状态", Draw.PILL, 96, tones=_TONES),
)
_NEEDED = ("number", "day", "seller", "buyer", "total_fen")


@dataclass
class Item:
    """One invoice on its way in; `refused` is a file that could not be read."""

    file: str
    gathered: Gathered | None = None
    fields: InvoiceFields = field(default_factory=InvoiceFields)
    asked: tuple[tuple[str, str], ...] = ()
    accepted: str = ""
    note: str = ""
    refused: Refused | None = None
    sha256: str = ""

    @property
    def read(self) -> InvoiceRead | None:
        """The file whose fields count."""
        return self.gathered.read if self.gathered is not None else None


class InvoiceTakePage(PageWidget):
    """`open_page("invoice_take", paths=(…))`: reads the files in a job; nothing is written before 登记."""

    watches: ClassVar[frozenset[str]] = frozenset({"invoice"})

    def __init__(self, context: Context) -> None:
        super().__init__(context, "登记发票")
        self.items: dict[int, Item] = {}
        self.current: int | None = None
        self._showing = False
        self.table = RecordTable(
            context, "invoice_take", COLUMNS, ListSource(COLUMNS, {}), unit="张",
            empty=EmptyState("正在读取发票", "读到的内容会列在这里。", mark="receipt-text"),
        )  # fmt: skip
        self.table.title = lambda: "要登记的发票"
        self.form = invoice_form(context.period)
        self.form.changed.connect(self._typed)
        self.paper = PaperView()
        self.said = label("", "warn", wrap=True)
        self.table.current.connect(self._chosen)
        self.taker = button("登记 Ctrl+S", "check", self.take_all, kind="filled", keys="Ctrl+S")
        self.sure = button("已核对无误", "check", self.confirm, tip="读到的内容和票面一致")
        self.skip = button("不登记这张", "x", self.leave_out, tip="从清单里去掉，不登记")
        self.add_action(self.sure, self.skip, self.taker)
        self._assemble()

    def _assemble(self) -> None:
        form = card()
        column = theme.space(QVBoxLayout(form), (12, 10, 8, 10), 6)
        inner = QWidget()
        fields = theme.space(QVBoxLayout(inner), (0, 0, 8, 0), 8)
        fields.addWidget(self.said)
        fields.addWidget(self.form)
        fields.addStretch(1)
        column.addWidget(scrolled(inner))
        both = QSplitter()
        for part, least in ((self.table, 240), (form, 280), (self.paper, 260)):
            both.addWidget(theme.least(part, least))
        both.setSizes([theme.px(330), theme.px(320), theme.px(500)])
        both.setChildrenCollapsible(False)
        self.body.addWidget(both, 1)

    def open(self, **where: Any) -> None:
        """paths: files and folders to be read."""
        paths = [Path(one) for one in where.get("paths", ())]
        if paths:
            self.run(partial(_read, paths), self._has_read, says="正在读取发票")

    def first_focus(self) -> QWidget:
        return self.table.view

    def reload(self) -> None:
        self._list()

    def may_close(self) -> bool:
        """What was read and not taken is asked about."""
        waiting = sum(one.read is not None for one in self.items.values())
        return not waiting or self.context.say.confirm(
            f"还有 {waiting} 张发票没有登记，不登记了吗？",
            "文件还在原处，以后可以再拖进来。",
            "不登记",
            keep="继续登记",
        )

    # -- the list ---------------------------------------------------------------------------------

    def _has_read(self, found: list[Item]) -> None:
        start = max(self.items, default=0) + 1
        self.items |= dict(enumerate(found, start))
        self._list()
        if found:
            wanted = [
                key for key, one in self.items.items() if key >= start and self.state(one) != "可以登记"
            ]
            self.table.select(wanted[0] if wanted else start, 0)
            self.show_item(self.table.current_id())

    def _list(self) -> None:
        rows = {key: (one.file, one.fields.total_fen, self.state(one)) for key, one in self.items.items()}
        self._showing = True  # the cursor of the list may wander while its rows change
        self.table.use_source(ListSource(COLUMNS, rows, unit="张"))
        if self.current in self.items and self.current is not None:
            self.table.select(self.current)
        self._showing = False
        ready = sum(row[2] == "可以登记" for row in rows.values())
        relabel(self.taker, f"登记 {ready} 张 Ctrl+S" if ready else "登记 Ctrl+S")
        actor = self.context.office.actor
        why = "" if actor.may_write else "您只能查看，不能登记"
        switch_off(self.taker, why or ("" if ready else "还没有可以登记的发票"))
        switch_off(self.skip, "" if self.current in self.items else "请先选一张")
        chosen = self.items.get(self.current or 0)
        self.sure.setVisible(bool(chosen and chosen.asked))
        self.set_title("登记发票", f"{len(rows)} 份，{ready} 张可以登记" if rows else "")

    def state(self, one: Item) -> str:
        """What can be done with it now, as its pill says."""
        if one.refused is not None or one.read is None:
            return "读不出来"
        doubts = self._doubts(one)
        if self._same_in_list(one) or any(doubt.level == "stop" for doubt in doubts):
            return "已登记过"
        lacks = any(getattr(one.fields, name) in ("", None) for name in _NEEDED)
        if lacks or one.asked or invoice_problems(one.fields, self.context.office.today()):
            return "要核对"
        wants = any(doubt.level == "reason" for doubt in doubts)
        return "抬头不符" if wants and not one.accepted.strip() else "可以登记"

    def _doubts(self, one: Item) -> list[Any]:
        page = one.read.page if one.read is not None else 1
        office = self.context.office
        return checks.doubts(office.db, one.fields, office.today(), checks.Place(0, one.sha256, page))

    def _same_in_list(self, one: Item) -> bool:
        """The same number further up: dropped once more later."""
        for other in self.items.values():
            if other is one:
                return False
            mine, others = checks.tidied(one.fields), checks.tidied(other.fields)
            if mine.number and (mine.number, mine.code) == (others.number, others.code):
                return True
        return False

    # -- one of them ------------------------------------------------------------------------------

    def _chosen(self, key: int) -> None:
        if not self._showing:
            self.show_item(key)

    def show_item(self, key: int | None) -> None:
        """What was read of it, and its original."""
        if key not in self.items or key is None:
            self.paper.show_nothing("选一行，看它的原件")
            return
        one, self.current = self.items[key], key
        switch_off(self.skip, "")
        self._showing = True
        show_invoice(self.form, one.fields, accepted=one.accepted, note=one.note)
        self._showing = False
        self.form.setEnabled(one.read is not None)
        self._say(one)
        say_asked(self.form, one.asked)
        self.sure.setVisible(bool(one.asked))
        if one.read is None:
            no = one.refused or Refused("这份文件读不出来。")
            self.paper.show_nothing(no.what, no.remedy)
            return
        from models.documents.kinds import kind_of

        try:
            self.paper.show_paper(kind_of(one.file, one.read.content), one.read.content)
            self.paper.go(one.read.page)
        except Refused as no:
            self.paper.show_nothing(no.what, no.remedy)

    def _say(self, one: Item) -> None:
        """What stops it, and whether a reason is asked for."""
        doubts = self._doubts(one) if one.read is not None else []
        said = [f"{doubt.said}{doubt.remedy}" for doubt in doubts]
        if one.read is not None and self._same_in_list(one):
            said.insert(0, "清单里已经有同一张发票，不用登记两次。")
        self.said.setText("\n".join(said))
        self.said.setVisible(bool(said))
        wanted = any(doubt.level == "reason" for doubt in doubts) or bool(one.accepted)
        self.form.show_field("accepted", wanted)

    def _typed(self) -> None:
        """Every change is looked at at once; a field that was changed is no longer asked."""
        if self._showing or self.current not in self.items or self.current is None:
            return
        one = self.items[self.current]
        values, old = self.form.values(), one.fields
        one.fields = typed_invoice(self.form, old.kind)
        one.accepted, one.note = values["accepted"] or "", values["note"] or ""
        changed = {name for name, _ in one.asked if getattr(one.fields, name) != getattr(old, name)}
        one.asked = tuple(ask for ask in one.asked if ask[0] not in changed)
        self._say(one)
        self._list()

    def confirm(self) -> None:
        """The person has looked at the original: what was asked is answered."""
        if self.current in self.items and self.current is not None:
            self.items[self.current].asked = ()
            self._list()
            self.show_item(self.current)

    def leave_out(self) -> None:
        """This one is not taken."""
        if self.current in self.items and self.current is not None:
            del self.items[self.current]
            self.current = next(iter(self.items), None)
            self._list()
            self.show_item(self.current)

    # -- taking -----------------------------------------------------------------------------------

    def take_all(self) -> None:
        """All that are ready, in one change; the others stay."""
        ready = {key: one for key, one in self.items.items() if self.state(one) == "可以登记"}
        if not ready:
            self.context.status("还没有可以登记的发票")
            return
        work = partial(_write, list(ready.values()))
        self.run(work, partial(self._taken, list(ready)), writes=True, says="正在登记发票")

    def _taken(self, keys: Sequence[int], total: int) -> None:
        for key in keys:
            self.items.pop(key, None)
        self.current = next(iter(self.items), None)
        self._list()
        self.show_item(self.current)
        show = (("看发票", partial(self.context.open_page, "papers", view="invoices")),)
        self.context.toast(f"已登记 {len(keys)} 张发票", f"价税合计 {yuan(total)}", show)
        if not self.items:
            self.context.close_page(self)
            self.context.open_page("papers", view="invoices")


def _read(paths: Sequence[Path], office: Any, progress: Any) -> list[Item]:
    """The work of the job: every file by itself; one that can't be read stops no other."""
    from exporters.reading_invoice import invoice_files, read_invoices

    files, reads, bad = invoice_files(paths), list[InvoiceRead](), list[Item]()
    if not files:
        raise Refused("文件夹里没有发票文件。", remedy="发票的文件是 XML、OFD、PDF 或照片。")
    for done, path in enumerate(files):
        one_of = _OneOf(progress, done, len(files))
        try:
            reads += read_invoices(path, office.today(), progress=one_of)
        except Refused as no:
            bad.append(Item(path.name, refused=no))
    return [_item(one) for one in gathered(reads)] + bad


def _item(one: Gathered) -> Item:
    sha256 = hashlib.sha256(one.read.content).hexdigest()
    return Item(one.name, one, one.read.fields, one.read.asked, sha256=sha256)


class _OneOf:
    """The progress of one file among many."""

    def __init__(self, progress: Any, done: int, total: int) -> None:
        self._progress, self._done, self._total = progress, done, total

    def step(self, done: int, total: int, text: str = "") -> None:
        """How many files are done; raises `Cancelled` when the person stops."""
        self._progress.step(self._done, self._total, text)


def _write(items: Sequence[Item], office: Any, progress: Any) -> int:
    """The work of the job; returns the sum in fen."""
    with office.change(f"登记 {len(items)} 张发票") as change:
        for done, one in enumerate(items):
            progress.step(done, len(items), "正在登记")
            if one.gathered is not None:
                invoices.take(change, one.gathered, one.fields, accepted=one.accepted, note=one.note)
    return sum(one.fields.total_fen or 0 for one in items)
