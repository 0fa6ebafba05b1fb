"""A statement on screen: arrows move over the figures, the panel beside says why each is what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from models.ledger import year_end
from models.ledger.statement_lines import Line, Statement
from models.ledger.statements import balance_sheet, indented
from models.statements import actions
from models.statements.explain import Explainer
from models.statements.sheets import SHEETS, plain_title, sheet
from ui import theme
from ui.dialogs.words import write_words
from ui.pages.dues_prints import print_entry, print_made
from ui.tables.columns import Draw, TableColumn
from ui.tables.list_source import ListSource
from ui.widgets.buttons import button
from ui.widgets.page_view import PageView
from ui.widgets.period_bar import PeriodButton
from ui.widgets.record_table import RecordTable
from ui.widgets.text_edits import ChoiceEdit
from ui.widgets.why_panel import WhyPanel

if TYPE_CHECKING:
    from ui.widgets.page import PageWidget

_SAID = {
    "final_account": "决算",
    "year_on_year": "变动",
    "disclosure": "公示",
}  # lines with words of their own
_STATES = ((False, "年结后"), (True, "年结前"))


class SheetView(PageView):
    """Enter or a double click on a figure goes into its explanation; Esc comes back."""

    KEY, TITLE = "sheet", "报表"

    def __init__(self, page: PageWidget) -> None:
        super().__init__(page)
        self.name = SHEETS[0].name
        self.explainer: Explainer | None = None
        self._explained: tuple[Explainer, int, str] | None = None  # what the panel shows
        self.choice = ChoiceEdit([(one.name, one.title) for one in SHEETS])
        self.choice.set_value(self.name)
        self.choice.setAccessibleName("报表")
        self.month = PeriodButton(self.context.period)
        self.state = ChoiceEdit(_STATES)
        self.state.set_value(False)
        self.state.setAccessibleName("年结前后")
        self.words = button("写说明", "pencil", self._write)
        self.place = QHBoxLayout()
        self.why = WhyPanel(self.context)
        self.why.left.connect(self._back)
        self.table: RecordTable | None = None
        self._connect()
        self._assemble()

    def _connect(self) -> None:
        self.choice.changed.connect(self._chosen)
        self.state.changed.connect(self.page.refresh)
        self.month.changed.connect(self.context.set_period)

    def _assemble(self) -> None:
        for part in (self.choice, self.month, self.state):
            self.strip.addWidget(part)
        self.strip.addStretch(1)
        acts: tuple[QPushButton, ...] = (
            self.words,
            button("导出 Excel", "file-spreadsheet", self._export, keys="Ctrl+E"),
            button("打印 Ctrl+P", "printer", self._print, keys="Ctrl+P"),
        )
        for each in acts:
            self.strip.addWidget(each)
        theme.space(self.place, gap=12)
        self.place.addWidget(self.why, 4)
        self.column.addLayout(self.place, 1)

    # -- showing ----------------------------------------------------------------------------------

    def reload(self) -> None:
        month, db = self.context.period, self.context.office.db
        self.month.set_month(month)
        closed = year_end.is_year_closed(db, int(month[:4]))
        self.state.setVisible(closed and self.name == "balance_sheet")
        which = Statement(self.name, self._until(month), bool(self.state.value()) and closed)
        self.explainer = Explainer(db, which)
        self._show_rows(self.explainer)
        self.words.setVisible(self.name in _SAID)
        self.words.setEnabled(self.context.office.actor.may_write)

    def _until(self, month: str) -> str:
        """A statement of the year runs to its end."""
        return f"{month[:4]}-12" if sheet(self.name).yearly else month

    def facts(self) -> str:
        return sheet(self.name).title

    def first_focus(self) -> QWidget:
        return self.table.view if self.table is not None else self.choice

    def open(self, **where: Any) -> None:
        if where.get("month"):
            self.context.set_period(str(where["month"]))
        if where.get("sheet"):
            self.choice.set_value(str(where["sheet"]))
            self._chosen()

    def _chosen(self) -> None:
        if self.choice.value() and self.choice.value() != self.name:
            self.name = str(self.choice.value())
            self.page.refresh()

    def _show_rows(self, explainer: Explainer) -> None:
        made, named = explainer.cells, sheet(self.name).columns
        money = [made.column(key) for key, _ in named]
        rows = {
            at: (indented(line), line.number, *(_quiet(fen, line) for fen in figures), line.kind)
            for at, (line, *figures) in enumerate(zip(made.rows, *money, strict=True))
        }
        columns = _columns(named)
        source = ListSource(columns, rows, unit="行")
        if self.table is None or self.table.key != f"statement.{self.name}":
            self._new_table(columns, source)
        else:
            self.table.use_source(source)
        self._moved()

    def _new_table(self, columns: tuple[TableColumn, ...], source: ListSource) -> None:
        """Another statement has other columns, so it gets a table of its own."""
        if self.table is not None:
            self.place.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
        made = RecordTable(
            self.context, f"statement.{self.name}", columns, source, cells=True, unit="行", tint=_tint,
            row_height=30,
        )  # fmt: skip
        made.title = lambda: sheet(self.name).title
        made.view.selectionModel().currentChanged.connect(lambda now, _: self._at(now))
        made.opened.connect(lambda _: self._enter())
        self.table = made
        self.place.insertWidget(0, made, 7 if len(columns) > 5 else 6)
        made.reload()
        made.select(next((at for at, line in enumerate(self._lines()) if line.formula), 0), 2)

    def _lines(self) -> tuple[Line, ...]:
        return self.explainer.cells.rows if self.explainer else ()

    def _moved(self) -> None:
        if self.table is not None:
            self._at(self.table.view.currentIndex())

    def _at(self, index: QModelIndex) -> None:
        """Explain the figure under the cursor; beside the figures the first of the line."""
        if self.explainer is None or not index.isValid():
            return
        at, named = index.row(), sheet(self.name).columns
        if not self._lines()[at].formula:
            self._explained = None
            self.why.show_nothing(self._lines()[at].title)
            return
        column = named[min(max(index.column() - 2, 0), len(named) - 1)][0]
        asked = (self.explainer, at, column)
        if asked != self._explained:
            self._explained = asked
            self.why.show_explanation(self.explainer.explain(at, column))

    def _enter(self) -> None:
        self._moved()
        self.why.enter()

    def _back(self) -> None:
        if self.table is not None:
            self.table.view.setFocus()

    # -- acting -----------------------------------------------------------------------------------

    def _export(self) -> None:
        if self.table is not None:
            self.table.export()

    def _print(self) -> None:
        one = sheet(self.name)
        if self.explainer is not None and self.explainer.which.before_closing:
            month = self.context.period
            print_made(
                self.context, self, one.title,
                lambda office: balance_sheet(office, month, before_closing=True).stamped(
                    office.seal, office.today()
                ),
            )  # fmt: skip
            return
        period = self.context.period[:4] if one.yearly else self.context.period
        print_entry(self.context, self, one.report, period)

    def _write(self) -> None:
        """Words for the line under the cursor: why it changed, what it was for."""
        at = self.table.view.currentIndex().row() if self.table is not None else -1
        if at < 0 or not self._lines()[at].formula:
            self.context.toast("先把光标放在要写说明的那一行")
            return
        title, year = plain_title(self._lines()[at]), int(self.context.period[:4])
        heading = f"{_SAID[self.name]}：{title}"

        def save(said: str) -> None:
            with self.context.office.change(f"报表说明：{title}") as change:
                actions.write_words(change, year, heading, said)

        write_words(self, (title, f"{year}年 · {sheet(self.name).title}"), heading, save).exec()


def _columns(named: tuple[tuple[str, str], ...]) -> tuple[TableColumn, ...]:
    wide = 128 if len(named) < 4 else 104
    return (
        TableColumn("title", "项目", Draw.TEXT, 176, stretch=True, sortable=False),
        TableColumn("number", "行次", Draw.MARK, 44, sortable=False),
        *(TableColumn(key, f"{title}(元)", Draw.MONEY, wide, sortable=False) for key, title in named),
    )


def _quiet(fen: int | None, line: Line) -> int | None:
    """A zero in a detail line is a dash."""
    return fen or (None if line.kind in ("line", "detail") else fen)


def _tint(row: tuple[Any, ...]) -> str:
    return "grey" if row[-1] in ("sum", "total", "head") else ""
