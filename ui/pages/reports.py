"""报表: every paper as it prints, its table with links, and where it can go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from models import catalog
from models.kit.days import month_words
from models.kit.errors import Refused
from models.papers import Paper
from models.report import Bound, Report
from ui import theme
from ui.dialogs import choose_file
from ui.dialogs.export import open_path
from ui.dialogs.preview import print_pdf
from ui.navigation import Context
from ui.pages.reports_list import ReportList
from ui.pages.reports_side import ReportSide
from ui.widgets.buttons import button, card
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import PageWidget
from ui.widgets.pdf_view import PdfView
from ui.widgets.report_table import ReportTable
from ui.widgets.sentence import Sentence

Papers = Sequence[Paper]


@dataclass(frozen=True)
class Shown:
    """What the job brings back: the report's pages, and the table unless it is a form."""

    title: str
    pdf: bytes
    pages: int
    missing: tuple[str, ...]
    table: Report | None
    papers: Papers = ()


class ReportsPage(PageWidget):
    """`context.open_page("reports", report="dues-matrix", period="2026", of="")` opens one of them."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {
            "member",
            "dues_due",
            "dues_change",
            "dues_batch",
            "dues_paid",
            "voucher",
            "work_item",
            "period",
            "setting",
        }
    )
    follows_period = False

    def __init__(self, context: Context) -> None:
        super().__init__(context, "报表")
        self.report = catalog.REPORTS[0].id
        self.shown: Shown | None = None
        self._asking = 0
        self.list = ReportList()
        acts = {
            "xlsx": self.export_excel,
            "pdf": self.export_pdf,
            "csv": self.export_csv,
            "print": self.print_out,
        }
        self.side = ReportSide(context, acts)
        self.view = PdfView()
        self.table = ReportTable(context)
        self.nothing: QWidget = EmptyState("正在排版")
        self.stack = QStackedWidget()
        self.place = Sentence("", "caption")
        self.as_paper, self.as_table = self._switch("打印样子", 0), self._switch("表格", 1)
        self._connect()
        self._assemble()

    def _connect(self) -> None:
        self.list.chosen.connect(self.choose)
        self.side.changed.connect(self.refresh)
        self.view.page_changed.connect(lambda page, of: self.place.setText(f"{page}/{of} 页"))
        self.table.linked.connect(self.follow)

    def _assemble(self) -> None:
        self.add_action(
            button("导出经审用表", "files", self.export_audit, tip="一次导出一个月或一年给经审的全部表")
        )
        middle = card()
        column = theme.space(QVBoxLayout(middle), (0, 0, 0, 0), 0)
        column.addLayout(self._tools())
        for part in (self.view, self.table, self.nothing):
            self.stack.addWidget(part)
        column.addWidget(self.stack, 1)
        row = theme.space(QHBoxLayout(), gap=12)
        row.addWidget(self.list)
        row.addWidget(middle, 1)
        row.addWidget(self.side)
        self.body.addLayout(row, 1)

    def _tools(self) -> QHBoxLayout:
        row = theme.space(QHBoxLayout(), (14, 8, 8, 8), 8)
        row.addWidget(self.as_paper)
        row.addWidget(self.as_table)
        row.addWidget(self.place, 1)
        for icon, tip, act in (
            ("zoom-out", "缩小", lambda: self.view.zoom_by(-1)),
            ("zoom-in", "放大", lambda: self.view.zoom_by(1)),
            ("chevron-up", "上一页", lambda: self.view.go(self.view.page - 1)),
            ("chevron-down", "下一页", lambda: self.view.go(self.view.page + 1)),
        ):
            row.addWidget(button("", icon, act, kind="icon", tip=tip))
        return row

    def _switch(self, text: str, index: int) -> QPushButton:
        made = theme.kind(QPushButton(text), "tab")
        made.setCheckable(True)
        made.setAutoExclusive(True)
        made.setChecked(index == 0)
        made.clicked.connect(lambda *_: self._turn())
        return made

    # -- choosing --------------------------------------------------------------------------------

    def reload(self) -> None:
        entry = catalog.entry(self.report)
        self.list.choose(self.report)
        if self.side.entry is not entry:
            self.side.ask_for(entry)
        self.set_title(entry.title, f"{entry.room} · {len(catalog.REPORTS)} 张报表")
        asked = self.side.asked()
        if entry.of and not entry.of_optional and not asked.of:
            known = {"account": "科目", "member": "会员", "voucher": "凭证", "goods": "物品"}
            words = known.get(entry.of, "内容")
            self._say_nothing(f"请在右边选{words}", f"“{entry.title}”要先指明是哪个{words}。")
            return
        self._asking += 1
        asking = self._asking
        self.run(
            lambda office, progress: make(office, entry, asked),
            lambda shown: self._show(asking, shown),
            failed=lambda error: self._failed(asking, error),
            says="正在排版",
        )

    def open(self, **where: Any) -> None:
        self.report = catalog.entry(str(where.get("report") or self.report)).id
        entry = catalog.entry(self.report)
        self.side.ask_for(entry, str(where.get("period") or ""), str(where.get("of") or ""))
        self.refresh()

    def choose(self, report: str) -> None:
        """Another report of the list."""
        self.report = report
        self.refresh()

    def first_focus(self) -> QWidget:
        return self.list.rows[self.report]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step and any(row.hasFocus() for row in self.list.rows.values()):
            self.choose(self.list.step(self.report, step))
            self.list.rows[self.report].setFocus()
        else:
            super().keyPressEvent(event)

    # -- showing ---------------------------------------------------------------------------------

    def _show(self, asking: int, shown: Shown) -> None:
        if asking != self._asking:
            return  # another report was asked for meanwhile
        self.shown = shown
        self.view.show_pdf(shown.pdf)
        self.as_table.setVisible(shown.table is not None)
        if shown.table is None:
            self.as_paper.setChecked(True)
        else:
            self.table.show_report(shown.table)
        self.side.notes.setText(notes_of(shown))
        self._enable(True)
        self._turn()

    def _failed(self, asking: int, error: BaseException) -> None:
        if asking != self._asking:
            return
        if isinstance(error, Refused):
            self._say_nothing(error.what, error.remedy or error.where)
        else:
            self.context.say.error(error)

    def _say_nothing(self, what: str, more: str) -> None:
        self.shown = None
        self.stack.removeWidget(self.nothing)
        self.nothing.deleteLater()
        self.nothing = EmptyState(what, more, mark="search")
        self.stack.addWidget(self.nothing)
        self.stack.setCurrentWidget(self.nothing)
        self.side.notes.setText("")
        self.place.setText("")
        self._enable(False)

    def _enable(self, on: bool) -> None:
        table = self.shown is not None and self.shown.table is not None
        for part in (self.side.pdf, self.side.print):
            part.setEnabled(on)
        for part in (self.side.excel, self.side.csv):
            part.setEnabled(on and table)

    def _turn(self) -> None:
        """Paper or table."""
        if self.shown is not None:
            self.stack.setCurrentWidget(self.table if self.as_table.isChecked() else self.view)
            self.place.setVisible(not self.as_table.isChecked())

    def follow(self, link: str) -> None:
        """Where a line of the table leads: voucher, member, account page."""
        kind, _, rest = link.partition(":")
        if kind == "voucher":
            self.context.open_page("voucher", voucher=int(rest))
        elif kind == "member":
            self.context.open_page("members", member=int(rest))
        elif kind == "account":
            account, _, month = rest.partition(":")
            self.context.open_page("books", account=account, month=month)

    # -- going out -------------------------------------------------------------------------------

    def export_excel(self) -> None:
        """The table as a workbook."""
        self._export("xlsx")

    def export_pdf(self) -> None:
        """The pages as they are shown."""
        self._export("pdf")

    def export_csv(self) -> None:
        """The table for another program."""
        self._export("csv")

    def _export(self, suffix: str) -> None:
        shown = self.shown
        if shown is None:
            return
        period = self.side.asked().period
        said = month_words(period) if len(period) == 7 else f"{period}年" if period else ""
        name = choose_file.proposed_name(shown.title, said, self.context.office.today(), suffix)
        path = choose_file.to_write(self, self.context.memory, "导出到", name)
        if path is None:
            return

        def work(office: Any, progress: Any) -> Any:
            from exporters.write import write, write_papers

            if shown.table is None or (shown.papers and suffix == "pdf"):
                return write_papers(shown.papers, path)
            return write(shown.table, path, progress=progress)

        self.run(work, lambda written: self._exported(path), says="正在导出")

    def _exported(self, path: Any) -> None:
        verbs = (("打开", lambda: open_path(path)), ("打开文件夹", lambda: open_path(path.parent)))
        self.context.toast(f"已导出{self.shown.title if self.shown else ''}", path.name, verbs)

    def print_out(self) -> None:
        """Print exactly what is shown."""
        if self.shown is not None:
            print_pdf(self, self.shown.title, self.shown.pdf)

    def export_audit(self) -> None:
        """经审用表 of the period into a folder."""
        period = self.side.asked().period or self.context.period
        folder = choose_file.folder(self, self.context.memory, "经审用表放到哪个文件夹")
        if folder is None:
            return
        target = folder / f"{period}_经审用表"

        def work(office: Any, progress: Any) -> Any:
            from exporters.audit_sheets import write_sheets

            made = catalog.audit_sheets(office, period, office.today())
            if not made:
                raise Refused(f"{period} 没有可以给经审看的内容。", remedy="请换一个月份。")
            return write_sheets(made, target, progress=progress)

        self.run(work, lambda files: self._sheets_done(target, files), says="正在导出经审用表")

    def _sheets_done(self, target: Any, files: list[Any]) -> None:
        self.context.toast(
            f"已导出 {len(files)} 个文件", target.name, (("打开文件夹", lambda: open_path(target)),)
        )


def make(office: Any, entry: catalog.Entry, asked: catalog.Asked) -> Shown:
    """Build a report and set its pages; in the worker."""
    made = catalog.build(office, entry, asked)
    if isinstance(made, Report | Bound):
        from exporters.pdf import print_out
        from models.kit.progress import SILENT

        printed = print_out([made] if isinstance(made, Report) else made.reports, SILENT)
        only = made if isinstance(made, Report) else None
        return Shown(made.title, printed.data, printed.pages, printed.missing, only)
    from exporters.papers import print_papers

    paper = print_papers(made)
    table = catalog.build(office, entry, asked, as_table=True)
    as_table = table if isinstance(table, Report) else None
    return Shown(entry.title, paper.data, paper.pages, paper.missing, as_table, made)


def notes_of(shown: Shown) -> str:
    """What is to be said about these pages."""
    said = [f"共 {shown.pages} 页"]
    if shown.table is not None:
        said[0] += f"，{len(shown.table.rows)} 行"
    if shown.missing:
        said.append(f"字体里没有这些字，印成了编码：{'、'.join(shown.missing)}")
    return "\n".join(said)
