"""The one list: filter strip, sorted and read through a `RowSource`, sums pinned, columns remembered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QStackedLayout, QVBoxLayout, QWidget

from ui import theme
from ui.navigation import Context
from ui.tables.columns import Draw, TableColumn, shown
from ui.tables.list_model import ListModel
from ui.tables.list_source import RowSource
from ui.tables.table_view import TableView
from ui.widgets.buttons import button
from ui.widgets.column_memory import ColumnMemory
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_strip import Filter, FilterStrip
from ui.widgets.row_menu import RowMenu
from ui.widgets.sum_row import SumRow

if TYPE_CHECKING:
    from models.report import Report

LONG_DIGITS = 16  # a sheet keeps 15 digits of a number
SUM_LIMIT = 5000  # more lines than this are counted, not added up, in the status bar


class RecordTable(QFrame):
    """A list in a card.

        table = RecordTable(context, "members", MEMBER_COLUMNS, source, ticks=True, frozen=3,
                            search="姓名、拼音首字母、工号", filters=(Filter("unit", "全部部门", …),),
                            empty=EmptyState("还没有会员", …), unit="人")
        page.strip.addWidget(table.strip, 1);  page.body.addWidget(table, 1)
        table.opened.connect(…)                # id: double click, Enter
        table.verb.connect(…)                  # id, key of a `Link`
        table.reload()                         # in the page's `reload()`

    `tint(row)` gives a row's tone ("warn" "error" "other" "ok" "grey" or ""). `frozen` counts the tick
    column. `empty` is shown when the source has no rows at all. `menu(id)` adds (text, icon, act)
    entries to the right-click menu. `title()` names exports and prints.
    """

    opened = Signal(int)
    verb = Signal(int, str)
    current = Signal(int)  # the row that the cursor is on, for a detail beside the list
    ticked = Signal()
    loaded = Signal()

    def __init__(
        self,
        context: Context,
        key: str,
        columns: Sequence[TableColumn],
        source: RowSource,
        *,
        ticks: bool = False,
        frozen: int = 0,
        row_height: int = theme.ROW,
        cells: bool = False,
        search: str = "",
        filters: Sequence[Filter] = (),
        tint: Callable[[tuple[Any, ...]], str] | None = None,
        empty: QWidget | None = None,
        unit: str = "行",
        order: tuple[str, bool] = ("", False),
    ) -> None:
        super().__init__()
        theme.kind(self, "card")
        self.context, self.key, self.unit = context, key, unit
        self.title: Callable[[], str] = lambda: "列表"
        self.menu: Callable[[int], Sequence[tuple[str, str, Callable[[], object]]]] = lambda number: ()
        self.model = ListModel(source, columns, self, ticks=ticks, tint=tint)
        self.model.order = order
        self.view = TableView(row_height, cells=cells)
        self.view.setModel(self.model)
        self.strip = FilterStrip(search, filters)
        self.sums = SumRow(self.view)
        self._sum_lines: Callable[[Mapping[str, Any]], list[Mapping[str, Any]]] = lambda total: [total]
        self.columns = ColumnMemory(self.view, self.model, context.memory, f"columns.{key}")
        self.view.freeze(frozen)
        self._assemble(empty)
        self._connect()

    # -- for pages --------------------------------------------------------------------------------

    def reload(self) -> None:
        """Ask the source again; the cursor stays on its record."""
        kept = self.current_id()
        self.model.load(filters=self.strip.values())
        lines = self._sum_lines(self.model.total)
        self.sums.show_sums(lines)
        self.sums.setVisible(any(column.total for column in self.model.columns) or "" in self.model.total)
        self.columns.fit(self._longest(lines))
        self._choose_face()
        if kept is not None and self.model.line_of(kept) >= 0:
            self.select(kept)
        self._say_selection()
        self.loaded.emit()

    def use_source(self, source: RowSource) -> None:
        """Show another source with the same columns."""
        self.model.source = source
        self.reload()

    def refresh_row(self, number: int) -> None:
        """One record changed without moving."""
        self.model.refresh_row(number)
        self.sums.show_sums(self._sum_lines(self.model.total))

    def current_id(self) -> int | None:
        """The id under the cursor."""
        index = self.view.currentIndex()
        return (
            self.model.id_at(index.row()) if index.isValid() and index.row() < self.model.rowCount() else None
        )

    def selected_ids(self) -> list[int]:
        """The ticked records, else the selected lines, in the list's order."""
        return [self.model.id_at(line) for line in self._lines()]

    def row_of(self, number: int) -> tuple[Any, ...]:
        """The source's tuple of a record that is found."""
        return self.model.values(self.model.line_of(number))

    def select(self, number: int, column: int | None = None) -> None:
        """Put the cursor on this record."""
        line = self.model.line_of(number)
        if line >= 0:
            at = self.view.currentIndex().column() if column is None else column
            self.view.setCurrentIndex(self.model.index(line, max(at, 0)))

    def sum_lines(self, make: Callable[[Mapping[str, Any]], list[Mapping[str, Any]]]) -> None:
        """Several rows of sums: `make(source.sums(…))` gives one mapping a line."""
        self._sum_lines = make

    def _longest(self, lines: list[Mapping[str, Any]]) -> dict[str, Any]:
        """Of several rows of sums the figure that takes most room: none may lose its first digits."""
        found: dict[str, Any] = {}
        for column in self.model.columns:
            figures = [line[column.key] for line in lines if isinstance(line.get(column.key), int)]
            if figures:
                found[column.key] = max(figures, key=abs)
        return found

    def to_report(self, title: str = "", ids: Sequence[int] | None = None) -> Report:
        """What is seen: filter, order, columns; or only these records."""
        from ui.tables.as_report import list_report  # a list is looked at more often than it is printed

        lines = None
        if ids is not None:
            places = {number: line for line, number in enumerate(self.model.ids())}
            lines = [places[number] for number in ids if number in places]
        return list_report(self.model, self.columns.shown_places(), title or self.title(), lines)

    def copy(self, *, head: bool = False) -> None:
        """Ctrl+C: the selected lines for a sheet; with the headings by Ctrl+Shift+C."""
        from ui.tables.as_report import tab_separated

        lines = self._lines()
        text = tab_separated(self.model, self.columns.shown_places(), lines, head=head)
        QGuiApplication.clipboard().setText(text)
        if any(
            len(cell) >= LONG_DIGITS and cell.isdigit()
            for line in text.split("\n")
            for cell in line.split("\t")
        ):
            self.context.toast(
                f"已复制 {len(lines)} {self.unit}，里面有超过 15 位的号码",
                "贴进 Excel 会丢掉后几位，要完整的请用“导出 Excel”",
                (("导出 Excel", self.export),),
                "circle-alert",
            )
        else:
            self.context.toast(f"已复制 {len(lines)} {self.unit}", "可以直接贴进 Excel 或 WPS")

    def export(self) -> None:
        """导出 Excel: what is seen."""
        from ui.dialogs.export import export_report

        export_report(self.context, self.to_report(), self.window())

    def print_list(self) -> None:
        """打印: what is seen, through the preview."""
        from ui.dialogs.export import print_report

        print_report(self.context, self.to_report(), self.window())

    # -- inside -----------------------------------------------------------------------------------

    def _assemble(self, empty: QWidget | None) -> None:
        self._faces = QStackedLayout(self)
        self._faces.setContentsMargins(1, 1, 1, 1)
        list_face = QWidget()
        column = theme.space(QVBoxLayout(list_face), gap=0)
        column.addWidget(self.view, 1)
        column.addWidget(self.sums)
        none_found = EmptyState(
            "没有符合条件的内容",
            "换一个说法，或者清除筛选再看。",
            [button("清除筛选", "x", self.strip.clear)],
            mark="search",
        )
        for face in (list_face, empty or EmptyState("这里还没有内容"), none_found):
            self._faces.addWidget(face)

    def _connect(self) -> None:
        self.view.opened.connect(lambda line: self.opened.emit(self.model.id_at(line)))
        self.view.verb.connect(lambda line, key: self.verb.emit(self.model.id_at(line), key))
        self.view.ticked.connect(self._turn_ticks)
        self.view.horizontalHeader().sectionClicked.connect(self._sort)
        self.view.selectionModel().currentRowChanged.connect(self._current_changed)
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._say_selection())
        self.model.ticked.connect(self._say_selection)
        self.model.ticked.connect(self.ticked)
        self.strip.changed.connect(self.reload)
        if self.strip.search is not None:
            self.strip.search.down.connect(self._enter_list)
        views = [self.view, *([self.view.frozen] if self.view.frozen is not None else [])]
        for view in views:
            view.customContextMenuRequested.connect(lambda at, view=view: self._open_menu(view, at))
            view.horizontalHeader().customContextMenuRequested.connect(lambda _: self.columns.open_menu(self))
        for keys, act in (
            ("Ctrl+C", self.copy),
            ("Ctrl+Shift+C", lambda: self.copy(head=True)),
            ("Ctrl+F", self.seek),
        ):
            made = QShortcut(QKeySequence(keys), self, act)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def seek(self) -> None:
        """Ctrl+F: the cursor into the search box."""
        if self.strip.search is not None:
            self.strip.search.setFocus()
            self.strip.search.selectAll()

    def _choose_face(self) -> None:
        if self.model.rowCount():
            self._faces.setCurrentIndex(0)
        else:
            self._faces.setCurrentIndex(2 if self.model.filters and self.model.source.count() else 1)

    def _sort(self, at: int) -> None:
        column = self.model.columns[at]
        if self.model.has_ticks and at == 0:
            self.model.tick_all(len(self.model.chosen) < self.model.rowCount())
        elif column.sortable and column.draw is not Draw.LINKS:
            key, down = self.model.order
            self.model.order = (column.key, not down if key == column.key else False)
            self.columns.keep()
            self.reload()

    def _turn_ticks(self, lines: list[int]) -> None:
        on = not all(self.model.id_at(line) in self.model.chosen for line in lines)
        self.model.tick(lines, on)

    def _lines(self) -> list[int]:
        """The ticked lines, else the selected ones."""
        chosen = self.model.chosen
        if chosen:
            return [line for line, number in enumerate(self.model.ids()) if number in chosen]
        return self._selected_lines()

    def _selected_lines(self) -> list[int]:
        selection = self.view.selectionModel().selection()
        parts = [selection.at(at) for at in range(selection.count())]
        return sorted({line for part in parts for line in range(part.top(), part.bottom() + 1)})

    def _current_changed(self, now: Any, before: Any) -> None:
        if now.isValid():
            self.current.emit(self.model.id_at(now.row()))

    def _say_selection(self) -> None:
        """ "已选 3 人 · 计费工资合计 17,073.00" in the status bar."""
        if not self.isVisible():
            return
        chosen = self.model.chosen
        count = len(chosen) or len(self._selected_lines())
        if count < 1 or (count == 1 and not chosen):
            self.context.status("")
            return
        parts = [f"已选 {count:,} {self.unit}"]
        if count <= SUM_LIMIT:
            parts += self._sums_of(self._lines())
        self.context.status(" · ".join(parts))

    def _sums_of(self, lines: list[int]) -> list[str]:
        found = []
        for at, column in enumerate(self.model.columns):
            if column.total:
                total = sum(self.model.value(line, at) or 0 for line in lines)
                found.append(f"{column.title.replace('(元)', '')}合计 {shown(total, column.draw)}")
        return found

    def _enter_list(self) -> None:
        if self.model.rowCount():
            self.view.setFocus()
            self.view.selectRow(0)

    def _open_menu(self, view: Any, at: QPoint) -> None:
        index = view.indexAt(at)
        if index.isValid():
            self.view.setCurrentIndex(index) if index.row() not in self._selected_lines() else None
            RowMenu(self, index.row(), index.column()).popup(view.viewport().mapToGlobal(at))
