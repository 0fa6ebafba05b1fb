"""Rows as typed lines: every cell's text, size, weight, colour and place, and how high the row becomes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from exporters.fonts import Weight, width
from exporters.pen import BLACK, MM, RED, Colour, Type
from exporters.sheet import PADDING, Sheet
from exporters.wrapping import Fitted, clean, fit, fit_height
from models.kit.errors import Refused
from models.report import As, Column, Kind, Row, text

TIGHT = 0.5  # millimetres left and right of an amount that is too wide for the usual padding
SUMS = frozenset({Kind.SUBTOTAL, Kind.TOTAL})
_STRONG = frozenset({Kind.GROUP, Kind.SUBTOTAL, Kind.TOTAL, Kind.CARRY, Kind.MONTH, Kind.YEAR})
_BOOK_SUMS = frozenset({Kind.CARRY, Kind.MONTH, Kind.YEAR})
_ALIGN = {As.MONEY: "right", As.COUNT: "right", As.DAY: "centre", As.MARK: "centre", As.SIGN: "centre"}


@dataclass(frozen=True)
class Cell:
    """A printed cell from column `first` over `span` columns; `indent` in millimetres."""

    first: int
    span: int
    fitted: Fitted
    look: Type
    align: str
    indent: float = 0.0


@dataclass(frozen=True)
class Line:
    """One printed row. `height` in millimetres."""

    row: Row
    cells: tuple[Cell, ...]
    height: float


@dataclass(frozen=True)
class Setter:
    """Sets the rows of one sheet; `levels` when some rows are indented, so that the others are heavier."""

    sheet: Sheet
    levels: bool
    _kept: dict[tuple[Any, ...], Cell] = field(default_factory=dict, compare=False)  # words repeat

    def line(self, row: Row) -> Line:
        """One row as a printed line. Raises `Refused` when an amount is wider than its column."""
        if row.kind is Kind.GROUP:
            heading = self._group(row)
            return Line(row, (heading,), max(self.sheet.row, _needed(heading.fitted, self.sheet)))
        first, span = self._label(row)
        columns = self.sheet.report.columns
        cells = [
            self._cell(row, index, span if index == first else 1)
            for index, value in enumerate(row.cells)
            if value is not None
            and value != ""
            and not (value == 0 and _is_unsaid(row, columns[index], value))
        ]
        if not self.sheet.report.paper.lines_per_page:
            tallest = max((_needed(cell.fitted, self.sheet) for cell in cells), default=0.0)
            return Line(row, tuple(cells), max(self.sheet.row, tallest))
        return Line(row, tuple(cells), self.sheet.row)

    def _group(self, row: Row) -> Cell:
        """A heading across the table."""
        said = clean(next((str(value) for value in row.cells if value), ""))
        look = Type(self.sheet.size, Weight.MEDIUM)
        room = (self.sheet.table - 2 * PADDING) * MM
        return Cell(0, len(self.sheet.columns), fit(said, room, look.size, look.weight, True), look, "left")

    def _label(self, row: Row) -> tuple[int, int]:
        """Which cell is the name of a sum, and over how many columns it may spread."""
        if row.kind not in SUMS or not row.cells or not isinstance(row.cells[0], str):
            return -1, 1
        span = 1
        while span < len(row.cells) and row.cells[span] is None and not self._keeps(span):
            span += 1
        return 0, span

    def _keeps(self, index: int) -> bool:
        """Columns a label never covers: amounts, and rooms for signatures."""
        column = self.sheet.report.columns[index]
        return column.total or column.show is As.SIGN or self.sheet.report.columns[index - 1].strong_right

    def _cell(self, row: Row, index: int, span: int) -> Cell:
        """One value, fitted to its column; the same words in the same column are fitted once."""
        column = self.sheet.report.columns[index]
        value = row.cells[index]
        if column.show is As.MONEY:
            return self._set(row, index, span, column)
        key = (index, span, value, id(row.kind), row.level, row.red, row.strong)
        kept = self._kept.get(key)
        if kept is None:
            kept = self._kept[key] = self._set(row, index, span, column)
        return kept

    def _set(self, row: Row, index: int, span: int, column: Column) -> Cell:
        """A cell as it is printed."""
        value = row.cells[index]
        said = text(value, column, row.kind)
        said = said if type(value) is int else clean(said)
        look = Type(self._size(column), self._weight(row, column, index), _colour(row, column, value))
        indent = self._indent(row, index)
        room = (sum(self.sheet.columns[index : index + span]) - 2 * PADDING - indent) * MM
        align = "centre" if _is_label(row, column, value) else _ALIGN.get(column.show, "left")
        if column.show in (As.MONEY, As.COUNT) and not isinstance(value, str):
            return Cell(index, span, self._amount(said, room, look, column), look, align, indent)
        return Cell(index, span, self._words(said, room, look, column), look, align, indent)

    def _amount(self, said: str, room: float, look: Type, column: Column) -> Fitted:
        """An amount in its own size; it is never squeezed."""
        if width(said, look.size, look.weight) > room + 2 * (PADDING - TIGHT) * MM:
            raise Refused(
                f"{said} 太宽，“{self.sheet.report.title}”的“{column.group}{column.title}”栏印不下。",
                self.sheet.report.subject,
                "请核对金额，或者导出为表格文件。",
            )
        return Fitted((said,), look.size)

    def _words(self, said: str, room: float, look: Type, column: Column) -> Fitted:
        """Words: a LONG text wraps; books keep the height of their lines."""
        wraps = column.show is As.LONG
        fitted = fit(said, room, look.size, look.weight, wraps)
        high = book_room(self.sheet.row)
        if self.sheet.report.paper.lines_per_page and fitted.height > high:
            return fit_height(said, room, high, look.size, look.weight)
        return fitted

    def _size(self, column: Column) -> float:
        """Type size of a column in points."""
        return column.size * self.sheet.scale if column.size else self.sheet.size

    def _weight(self, row: Row, column: Column, index: int) -> Weight:
        """Sums, and accounts of the first level among indented ones, are heavier."""
        if row.kind in _BOOK_SUMS and column.show in (As.MARK, As.DAY):
            return Weight.REGULAR
        first_level = self.levels and row.level == 0 and row.kind is Kind.DETAIL
        heavy = row.kind in _STRONG or first_level or index in row.strong
        return Weight.MEDIUM if heavy else Weight.REGULAR

    def _indent(self, row: Row, index: int) -> float:
        """Sub-accounts move right by one em a level: their code and their name."""
        columns = self.sheet.report.columns
        named = index == 0 or (index == 1 and columns[0].show is As.CODE)
        if not row.level or not named or columns[index].show not in (As.TEXT, As.LONG, As.CODE):
            return 0.0
        return row.level * self.sheet.size / MM


def book_room(row: float) -> float:
    """Points of height for text in a row of so many millimetres."""
    return (row - 0.8) * MM


def _needed(fitted: Fitted, sheet: Sheet) -> float:
    """Height in millimetres of a row that holds several lines of text; one line has the row's own."""
    if len(fitted.lines) == 1:
        return 0.0
    return (fitted.height + 0.25 * fitted.size) / MM + 2.0 * sheet.scale


def _is_unsaid(row: Row, column: Column, value: Any) -> bool:
    """A zero that its column leaves blank: no cell at all."""
    plain = column.show is As.MONEY and not column.zero and type(value) is int
    return plain and row.kind is Kind.DETAIL


def _is_label(row: Row, column: Column, value: Any) -> bool:
    """The words of a sum or carry line, centred in their cell."""
    if row.kind in (Kind.DETAIL, Kind.GROUP, Kind.EMPTY):
        return False
    return isinstance(value, str) and column.show in (As.TEXT, As.LONG, As.CODE) and not row.level


def _colour(row: Row, column: Column, value: Any) -> Colour:
    """Negative amounts, and the amounts of a reversal, are red."""
    if column.show not in (As.MONEY, As.COUNT) or isinstance(value, str):
        return BLACK
    return RED if value < 0 or (row.red and column.total) else BLACK
