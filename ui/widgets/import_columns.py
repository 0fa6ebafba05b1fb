"""Step 对列 of every import: the sheet as it is, its columns with their fields, and the cells to look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from models.intake.cells import Book
from models.intake.fields import Table
from models.intake.seen import CellSeen, Choices, Seen
from ui import theme
from ui.tables.columns import Pill
from ui.widgets.buttons import button, card, label, link, picture, rule, scrolled, switch_off
from ui.widgets.column_match import ColumnMatch
from ui.widgets.pill import PillLabel
from ui.widgets.problem_line import ProblemLine
from ui.widgets.sentence import Sentence
from ui.widgets.sheet_preview import SheetPreview

MOST_CELLS = 40  # listed at the right; the others are in the export


class ColumnsStep(QWidget):
    """`show_book(book, seen, choices, used)`; what the person changes comes back as `chosen(Choices)`.

    chosen   another sheet, header row or column: read again with these
    edited   (row, column, what stands there) of a cell that the person wants to type
    exported the lines with problems shall be written to a file
    """

    chosen = Signal(object)
    edited = Signal(int, int, str)
    exported = Signal()

    def __init__(self, table: Table) -> None:
        super().__init__()
        self.choices = Choices()
        self.seen: Seen | None = None
        self.preview = SheetPreview()
        self.match = ColumnMatch(table)
        self.sheets = QComboBox()
        self.sheets.setAccessibleName("工作表")
        self.file = Sentence("", "facts")
        self.where = label("", "")
        self.up = button(
            "上移", "arrow-up", lambda: self._move(-1), tip="表头在上面一行（Alt+↑）", keys="Alt+Up"
        )
        self.down = button(
            "下移", "arrow-down", lambda: self._move(1), tip="表头在下面一行（Alt+↓）", keys="Alt+Down"
        )
        self.problem = ProblemLine()
        self.keep = QCheckBox("记住这种表的对法")
        self.keep.setChecked(True)
        self.keep.setToolTip("下次导入列名一样的表，不用再选")
        self.cells = _Cells()
        self._connect()
        self._assemble()

    def show_book(
        self, book: Book, seen: Seen, choices: Choices, *, used: Sequence[str] = (), problem: str = ""
    ) -> None:
        """Show a sheet of the book. `used` are the sheets that will be taken, `problem` why none can be."""
        self.seen, self.choices = seen, choices
        self.file.setText(book.name)
        self._show_sheets(book, choices, used)
        header = seen.header
        self.where.setText(f"表头在第 {header.row} 行" if header.row else "没有表头")
        switch_off(self.up, "" if header.row > 1 else "上面没有行了")
        switch_off(self.down, "" if header.row < len(seen.sheet.rows) - 1 else "下面没有行了")
        self.preview.show_seen(seen)
        self.match.show_seen(seen, choices.columns)
        self.problem.say(problem, "error")
        self.cells.show_seen(seen)

    def _connect(self) -> None:
        self.sheets.activated.connect(self._choose_sheet)
        self.preview.row_chosen.connect(self._choose_row)
        self.match.matched.connect(lambda columns: self._tell(replace(self.choices, columns=columns)))
        self.cells.shown.connect(self.preview.show_cell)
        self.cells.edited.connect(self.edited)
        self.cells.exported.connect(self.exported)

    def _assemble(self) -> None:
        top = card()
        line = theme.space(QHBoxLayout(), (14, 8, 10, 8), 8)
        line.addWidget(picture("table-2"))
        line.addWidget(label("原表", "strong"))
        line.addWidget(self.file, 1)
        line.addWidget(theme.most(theme.least(self.sheets, 150), 240))
        line.addSpacing(8)
        for part in (self.where, self.up, self.down):
            line.addWidget(part)
        column = theme.space(QVBoxLayout(top), (1, 1, 1, 1), 0)
        column.addLayout(line)
        column.addWidget(rule())
        column.addWidget(self.preview, 1)
        low = card()
        theme.space(QVBoxLayout(low), (1, 1, 1, 1)).addWidget(self.match)
        left = theme.space(QVBoxLayout(), gap=12)
        left.addWidget(self.problem)
        left.addWidget(top, 9)
        left.addWidget(low, 10)
        self._side = self.cells.column(self.keep)
        row = theme.space(QHBoxLayout(self), gap=12)
        row.addLayout(left, 1)
        row.addWidget(self._side)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._side.setFixedWidth(max(theme.px(210), min(theme.px(320), self.width() * 28 // 100)))

    def _show_sheets(self, book: Book, choices: Choices, used: Sequence[str]) -> None:
        self.sheets.clear()
        names = [sheet.name for sheet in book.sheets if sheet.rows]
        if len(used) > 1 or (choices.sheet and len(names) > 1):
            self.sheets.addItem(f"能用的 {len(used)} 张都导入" if not choices.sheet else "能用的都导入", "")
        for name in names:
            self.sheets.addItem(f"只导入：{name}" if len(names) > 1 else name, name)
        shown = choices.sheet if choices.sheet or len(used) > 1 else self.seen.sheet.name if self.seen else ""
        self.sheets.setCurrentIndex(max(0, self.sheets.findData(shown)))
        self.sheets.setEnabled(len(names) > 1)

    def _choose_sheet(self, at: int) -> None:
        self._tell(Choices(sheet=str(self.sheets.itemData(at))))

    def _move(self, by: int) -> None:
        if self.seen is not None:
            self._choose_row(self.seen.header.row + by)

    def _choose_row(self, row: int) -> None:
        if self.seen is not None and 0 < row <= len(self.seen.sheet.rows):
            self._tell(replace(self.choices, row=row, columns={}))

    def _tell(self, choices: Choices) -> None:
        self.choices = choices
        self.chosen.emit(choices)


class _Cells(QWidget):
    """The cells to look at, what was left unused, how it will be written."""

    shown = Signal(int, int)
    edited = Signal(int, int, str)
    exported = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.count = PillLabel(Pill("0", "grey"))
        self.export = link("导出这些行", self.exported.emit)
        self._list = theme.space(QVBoxLayout(), gap=10)
        self.unused = label("", "note", wrap=True)

    def column(self, keep: QCheckBox) -> QWidget:
        """The card at the right of the step."""
        side = card()
        head = theme.space(QHBoxLayout(), gap=8)
        head.addWidget(label("要看的格子", "strong"))
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(self.export)
        inner = theme.space(QVBoxLayout(self), (0, 0, 4, 0), 10)
        inner.addLayout(self._list)
        for part in (
            label("没有用到", "strong"),
            self.unused,
            rule(),
            label("写入时", "strong"),
            _sure("空白格不覆盖原来的内容"),
            _sure("不能用的格子不写入，原来的不动"),
            keep,
        ):
            inner.addWidget(part)
        inner.addStretch(1)
        whole = theme.space(QVBoxLayout(side), (14, 12, 10, 12), 10)
        whole.addLayout(head)
        whole.addWidget(rule())
        whole.addWidget(scrolled(self), 1)
        return side

    def show_seen(self, seen: Seen) -> None:
        """List them again."""
        self.count.show_pill(Pill(str(len(seen.cells)), "warn" if seen.cells else "ok"))
        self.export.setVisible(bool(seen.cells))
        self.unused.setText(seen.unused)
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for cell in seen.cells[:MOST_CELLS]:
            self._list.addWidget(self._entry(cell))
            self._list.addWidget(rule())
        more = len(seen.cells) - MOST_CELLS
        if more > 0:
            self._list.addWidget(label(f"还有 {more:,} 格没有列出，可以导出来看。", "note", wrap=True))
        elif not seen.cells:
            self._list.addWidget(label("每一格都认得。", "ok", wrap=True))
            self._list.addWidget(rule())

    def _entry(self, cell: CellSeen) -> QWidget:
        tone = theme.BRAND if cell.wrong else theme.WARN
        made = QWidget()
        column = theme.space(QVBoxLayout(made), gap=3)
        head = theme.space(QHBoxLayout(), gap=6)
        head.addWidget(picture("circle-x" if cell.wrong else "circle-alert", tone))
        head.addWidget(label(cell.place, "strong"))
        head.addWidget(Sentence(cell.said, "facts"), 1)
        column.addLayout(head)
        column.addWidget(label(cell.what, "error" if cell.wrong else "warn", wrap=True))
        column.addWidget(label(cell.then, "note", wrap=True))
        verbs = theme.space(QHBoxLayout(), gap=12)
        verbs.addWidget(link("看这一行", lambda: self.shown.emit(cell.row, cell.column)))
        if cell.column:
            verbs.addWidget(link("自己填", lambda: self.edited.emit(cell.row, cell.column, cell.what)))
        verbs.addStretch(1)
        column.addLayout(verbs)
        return made


def _sure(text: str) -> QWidget:
    made = QWidget()
    row = theme.space(QHBoxLayout(made), gap=8)
    row.addWidget(picture("check", theme.OK), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(text, "", wrap=True), 1)
    return made
