"""A report's cells as sheet XML: real numbers and days, text that never runs, sums with their values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any
from xml.sax.saxutils import escape

from exporters.guard import formula_like, storable
from exporters.xlsx_styles import DAY, MONEY_BLANK, MONEY_ZERO, TEXT, Style, Styles
from models.intake.cells import address
from models.kit.money import plain
from models.report import As, Column, Kind, Report, Row, text

_EPOCH = date(1899, 12, 30)
_ALIGN = {As.MONEY: "right", As.COUNT: "right", As.DAY: "center", As.MARK: "center", As.SIGN: "center"}
_STRONG = frozenset({Kind.GROUP, Kind.SUBTOTAL, Kind.TOTAL, Kind.CARRY, Kind.MONTH, Kind.YEAR})


@dataclass
class Sums:
    """Which sums may be formulas: running sums of the detail rows, a column at a time."""

    first: int  # sheet row of the first body row
    start: int = 0  # sheet row of the group's first detail row
    all_fen: dict[int, int] = field(default_factory=dict)
    group_fen: dict[int, int] = field(default_factory=dict)
    spoiled: set[int] = field(default_factory=set)  # columns with a sum that is no SUBTOTAL formula

    def seen(self, row: Row, number: int) -> None:
        """Take in one row after it is written."""
        if row.kind is Kind.DETAIL:
            for index, value in enumerate(row.cells):
                if type(value) is int:
                    self.all_fen[index] = self.all_fen.get(index, 0) + value
                    self.group_fen[index] = self.group_fen.get(index, 0) + value
        elif row.kind is not Kind.EMPTY:  # a heading or any other sum: what follows is added up anew
            self.start = number + 1
            self.group_fen = {}

    def range_of(self, row: Row, index: int, number: int) -> str:
        """The cells that a sum row adds up in a column; "" when its value isn't their sum."""
        value = row.cells[index]
        if row.kind is Kind.SUBTOTAL and self.start < number and value == self.group_fen.get(index):
            return f"{address(self.start, index + 1)}:{address(number - 1, index + 1)}"
        whole = row.kind is Kind.TOTAL and index not in self.spoiled and self.first < number
        if whole and value == self.all_fen.get(index):
            return f"{address(self.first, index + 1)}:{address(number - 1, index + 1)}"
        self.spoiled.add(index)
        return ""


@dataclass
class CellWriter:
    """Writes the cells of one report's rows."""

    report: Report
    styles: Styles
    sums: Sums
    merges: list[str] = field(default_factory=list)
    _looks: dict[tuple[Any, ...], int] = field(default_factory=dict)  # style numbers by what decides them

    def row(self, row: Row, number: int, last: bool) -> str:
        """One body row as XML."""
        if row.kind is Kind.GROUP:
            return self._group(row, number, last)
        cells = [self._cell(row, index, number, last) for index in range(len(self.report.columns))]
        self._merge_label(row, number)
        self.sums.seen(row, number)
        wraps = any(
            row.cells[i] and len(str(row.cells[i])) > room for i, room in self._long if i < len(row.cells)
        )
        height = "" if wraps else ' ht="18" customHeight="1"'
        return f'<row r="{number}"{height}>{"".join(cells)}</row>'

    def band(self, texts: Sequence[tuple[int, int, str]], number: int, style: Style, height: int) -> str:
        """A row of texts, each merged from its first to its last column (0-based)."""
        cells = []
        for first, last, said in texts:
            cells.append(text_cell(address(number, first + 1), said, self.styles, self._framed(style, first)))
            for index in range(first + 1, last + 1):
                blank = self.styles.number(self._framed(style, index))
                cells.append(f'<c r="{address(number, index + 1)}" s="{blank}"/>')
            if last > first:
                self.merges.append(f"{address(number, first + 1)}:{address(number, last + 1)}")
        return f'<row r="{number}" ht="{height}" customHeight="1">{"".join(cells)}</row>'

    def _framed(self, style: Style, index: int) -> Style:
        """A style with the frame at the table's left and right edges."""
        if style.border.isspace():
            return style
        left = "m" if index == 0 else style.border[0]
        right = "m" if index + 1 == len(self.report.columns) else style.border[1]
        return replace(style, border=left + right + style.border[2:])

    def _group(self, row: Row, number: int, last: bool) -> str:
        """A heading line across the table."""
        said = next((str(value) for value in row.cells if value), "")
        end = len(self.report.columns) - 1
        self.sums.seen(row, number)
        style = Style(bold=True, border="tttm" if last else "tttt")
        return self.band([(0, end, said)], number, style, 18)

    def _merge_label(self, row: Row, number: int) -> None:
        """The name of a sum spreads up to its first amount."""
        if row.kind not in (Kind.SUBTOTAL, Kind.TOTAL) or not isinstance(row.cells[0], str):
            return
        span = 1
        columns = self.report.columns
        while span < len(row.cells) and row.cells[span] is None and columns[span].show is not As.SIGN:
            if columns[span].total or columns[span - 1].strong_right:
                break
            span += 1
        if span > 1:
            self.merges.append(f"{address(number, 1)}:{address(number, span)}")

    def _cell(self, row: Row, index: int, number: int, last: bool) -> str:
        """One cell."""
        column = self.report.columns[index]
        value = row.cells[index] if index < len(row.cells) else None
        place = f"{self._letters[index]}{number}"
        if value is None or value == "" or column.show is As.SIGN:
            return f'<c r="{place}" s="{self._look(row, index, None, last)}"/>'
        said = _number(value, column)
        if not said:
            words = text(value, column, row.kind)
            return text_cell(place, words, self.styles, self._style(row, index, value, last))
        formula = self._formula(row, index, number)
        return f'<c r="{place}" s="{self._look(row, index, value, last)}">{formula}<v>{said}</v></c>'

    @cached_property
    def _long(self) -> tuple[tuple[int, float], ...]:
        """The LONG columns, and how many characters they hold in one line."""
        columns = enumerate(self.report.columns)
        return tuple((i, column.width / 3.6) for i, column in columns if column.show is As.LONG)

    @cached_property
    def _letters(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(address(1, index + 1)[:-1] for index in range(len(self.report.columns)))

    def _look(self, row: Row, index: int, value: Any, last: bool) -> int:
        """The style number of a number or an empty cell."""
        key = (index, row.kind.value, row.level, row.red, last, value is None)
        if key not in self._looks:
            self._looks[key] = self.styles.number(self._style(row, index, value, last))
        return self._looks[key]

    def _formula(self, row: Row, index: int, number: int) -> str:
        """The formula that stands beside a value; only ever ours."""
        if row.formulas:
            asked = dict(row.formulas).get(index, "")
            if asked.startswith("="):
                return f"<f>{escape(asked[1:].format(r=number))}</f>"
        balance = self.report.paper.carry_lines and not self.report.columns[index].total
        if balance or row.kind in (Kind.DETAIL, Kind.EMPTY):
            return ""
        cells = self.sums.range_of(row, index, number)
        return f"<f>SUBTOTAL(9,{cells})</f>" if cells else ""

    def _style(self, row: Row, index: int, value: Any, last: bool) -> Style:
        """The look of one cell."""
        column = self.report.columns[index]
        columns = len(self.report.columns)
        right = "m" if index + 1 == columns or column.strong_right else "t"
        border = ("m" if index == 0 else "t") + right + "t" + ("m" if last else "t")
        align = _ALIGN.get(column.show, "left")
        if row.kind in (Kind.SUBTOTAL, Kind.TOTAL, Kind.MONTH, Kind.YEAR, Kind.CARRY) and isinstance(
            value, str
        ):
            align = "center" if column.show is not As.MONEY else "right"
        return Style(
            format=_format(column, value, row.kind),
            align=align,
            bold=row.kind in _STRONG or index in row.strong,
            border=border,
            wrap=column.show is As.LONG or (isinstance(value, str) and "\n" in value),
            shrink=isinstance(value, str) and column.show is not As.LONG,
            indent=row.level if align == "left" and index < 2 and isinstance(value, str) else 0,
            red=row.red and column.show is As.MONEY and column.total,
        )


def text_cell(place: str, said: str, styles: Styles, style: Style) -> str:
    """Text of a person: always text, marked so that editing doesn't make it a formula."""
    said = storable(said)
    if formula_like(said):
        style = replace(style, quote=True)
    number = styles.number(style)
    if not said:
        return f'<c r="{place}" s="{number}"/>'
    return (
        f'<c r="{place}" s="{number}" t="inlineStr"><is><t xml:space="preserve">{escape(said)}</t></is></c>'
    )


def _number(value: Any, column: Column) -> str:
    """A value as the number a sheet keeps; "" when it is text."""
    if isinstance(value, bool):
        return ""
    if isinstance(value, int) and column.show is As.MONEY:
        return plain(value)
    if isinstance(value, int) and column.show in (As.COUNT, As.MARK):
        return str(value)
    day = _day(value) if column.show is As.DAY else None
    return str((day - _EPOCH).days) if day else ""


def _day(value: Any) -> date | None:
    """A whole day; a month ("2026-03") stays text."""
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None


def _format(column: Column, value: Any, kind: Kind) -> str:
    """The number format of a cell."""
    if column.show is As.MONEY:
        return MONEY_BLANK if kind is Kind.DETAIL and not column.zero else MONEY_ZERO
    if column.show is As.CODE:
        return TEXT
    if column.show is As.DAY:
        return DAY if _day(value) else "General"
    return "0" if isinstance(value, int) else "General"
