"""回单: the bank's slips cut out of their PDF, each tied to its statement line and voucher."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QSplitter, QWidget

from models.documents import queries, slips
from models.documents.lists import SLIP_STATES, SlipList
from models.kit.errors import Refused
from ui import theme
from ui.dialogs.slip import ask_slip, ask_tie
from ui.tables.columns import Draw, TableColumn
from ui.widgets.buttons import button, switch_off
from ui.widgets.drop_bar import DropBar
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_strip import Filter
from ui.widgets.page_view import PageView
from ui.widgets.paper_view import PaperView
from ui.widgets.papers_strip import show_slip
from ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from ui.widgets.page import PageWidget

_TONES = {"已关联": "ok", "待关联": "warn", "要核对": "error"}
COLUMNS = (
    TableColumn("day", "日期", Draw.DAY, 94),
    TableColumn("in", "收入(元)", Draw.MONEY, 96, total=True),
    TableColumn("out", "支出(元)", Draw.MONEY, 96, total=True),
    TableColumn("partner", "对方", Draw.SENTENCE, 96, stretch=True),
    TableColumn("words", "摘要", Draw.SENTENCE, 100),
    TableColumn("ref", "流水号", Draw.CODE, 140, hidden=True),
    TableColumn("state", "状态", Draw.PILL, 80, tones=_TONES),
    TableColumn("voucher", "凭证", Draw.CODE, 116),
)


class SlipsView(PageView):
    """The list with the chosen slip, cut out of its page, at the right."""

    KEY, TITLE = "slips", "回单"

    def __init__(self, page: PageWidget) -> None:
        super().__init__(page)
        self.table = RecordTable(
            self.context,
            "slips",
            COLUMNS,
            SlipList(self.context.office.db),
            search="对方、摘要、流水号",
            filters=(
                Filter("state", "全部状态", tuple(SLIP_STATES.items()), width=118),
                Filter("way", "收支", (("in", "收入"), ("out", "支出")), width=96),
            ),
            empty=EmptyState(
                "还没有银行回单",
                "把网上银行下载的电子回单拖到上面，再对上凭证。",
                note="一份 PDF 里有多张也可以，会切成一张一张的",
                mark="landmark",
            ),
            unit="张",
        )
        self.table.title = lambda: "银行回单"
        self.table.menu = self._menu
        self.table.current.connect(self._show)
        self.table.opened.connect(self.tie)
        self.table.loaded.connect(lambda: self._show(self.table.current_id()))
        self.paper = PaperView()
        self._shown: tuple[int, int, int] | None = None
        self._assemble()

    def reload(self) -> None:
        self.table.reload()
        why = "" if self.context.office.actor.may_write else "您只能查看，不能登记"
        for made in (self.choose, self.matcher):
            switch_off(made, why)
        self.drop.setEnabled(not why)

    def open(self, **where: Any) -> None:
        """slip=2 goes to one."""
        if "slip" in where:
            key = int(where["slip"])
            if self.table.model.line_of(key) < 0:
                self.table.strip.clear()
            self.table.select(key, 0)
            self._show(key)

    def facts(self) -> str:
        return "一份 PDF 里的多张回单会分开；原来的 PDF 也留着"

    def first_focus(self) -> QWidget:
        return self.table.view

    # -- acts -------------------------------------------------------------------------------------

    def ask_file(self) -> None:
        """The file dialog."""
        chosen, _ = QFileDialog.getOpenFileNames(self, "登记银行回单", "", "银行回单 (*.pdf)")
        self.take([Path(one) for one in chosen])

    def take(self, paths: list[Path]) -> None:
        """Read these PDFs and keep their slips; what fits alone is tied."""
        if paths:
            self.page.run(partial(_take, paths), self._taken, writes=True, says="正在读取回单")

    def match(self) -> None:
        """Tie every slip to what alone fits it."""
        try:
            with self.context.office.change("回单自动关联") as change:
                tied = slips.tie_proposed(change)
        except Refused as no:
            self.context.say.refuse(no)
            return
        words = f"对上了 {tied} 张回单" if tied else "没有能自动对上的回单"
        self.context.toast(words, "金额相同、日期相差不超过三天、只有一个对得上的才自动关联")

    def tie(self, key: int) -> None:
        """Ask for the voucher; what could not be read is asked first."""
        if self.table.row_of(key)[-1] == "asked":
            ask_slip(self.context, self, key, self.context.toast).exec()
        elif self.table.row_of(key)[-1] == "tied":
            self.context.open_page("voucher", voucher=slips.slip(self.context.office.db, key).voucher)
        else:
            ask_tie(self.context, self, key, self.context.toast).exec()

    def _menu(self, key: int) -> list[tuple[str, str, Any]]:
        one = slips.slip(self.context.office.db, key)
        found: list[tuple[str, str, Any]] = [
            ("看一看、打印", "printer", partial(show_slip, self, self.context, one)),
            ("关联凭证…", "paperclip", lambda: ask_tie(self.context, self, key, self.context.toast).exec()),
            ("更正…", "pencil", lambda: ask_slip(self.context, self, key, self.context.toast).exec()),
        ]
        if one.voucher or one.bank_line:
            found.append(("取消关联", "x", lambda: self._do("取消回单的关联", lambda c: slips.untie(c, key))))
        return [
            *found,
            ("不是回单，删除", "trash-2", lambda: self._do("删除回单", lambda c: slips.drop(c, key))),
        ]

    def _do(self, title: str, act: Any) -> None:
        try:
            with self.context.office.change(title) as change:
                act(change)
        except Refused as no:
            self.context.say.refuse(no)

    def _taken(self, said: tuple[int, int, int]) -> None:
        added, same, tied = said
        note = f"其中 {tied} 张自动对上了凭证" if tied else "还没有自动对上的凭证"
        self.context.toast(f"登记了 {added} 张回单" + (f"，{same} 张以前登记过" if same else ""), note)

    # -- inside -----------------------------------------------------------------------------------

    def _assemble(self) -> None:
        self.choose = button(
            "选文件", "folder-open", self.ask_file, keys="Ctrl+O", tip="选回单的 PDF（Ctrl+O）"
        )
        self.drop = DropBar(
            "把网上银行下载的回单 PDF 拖到这里，一份里有多张会自动分开", "landmark", (self.choose,)
        )
        self.drop.dropped.connect(self.take)
        self.matcher = button("自动关联", "shuffle", self.match, kind="filled")
        self.strip.addWidget(self.table.strip, 1)
        self.strip.addWidget(self.matcher)
        self.column.insertWidget(0, self.drop)
        both = QSplitter()
        both.addWidget(self.table)
        both.addWidget(theme.least(self.paper, 260))
        both.setStretchFactor(0, 1)
        both.setSizes([theme.px(700), theme.px(440)])
        both.setChildrenCollapsible(False)
        self.column.addWidget(both, 1)

    def _show(self, key: int | None) -> None:
        db = self.context.office.db
        try:
            one = slips.slip(db, key) if key is not None else None
        except Refused:
            one = None
        if one is None:
            self._shown = None
            self.paper.show_nothing("选一行，看它的回单")
            return
        place = (one.file, one.page, one.part)
        if self._shown != place:
            self._shown = place
            self.paper.show_paper("pdf", queries.content(db, one.file), (one.page, one.top, one.bottom))


def _take(paths: list[Path], office: Any, progress: Any) -> tuple[int, int, int]:
    """The work of the job: (new slips, known ones, how many were tied). Everything is read before the
    file is taken for writing, so that the window can write meanwhile."""
    from exporters.reading_invoice import read_slips

    added = same = 0
    read = [(path, *read_slips(path, slips.names(office.db), progress=progress)) for path in paths]
    with office.change("登记银行回单") as change:
        for path, content, found in read:
            taken = slips.take(change, path.name, content, found)
            added, same = added + len(taken.added), same + taken.same
        tied = slips.tie_proposed(change)
    return added, same, tied
