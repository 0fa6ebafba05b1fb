"""Drawing one page's table: head, cells, rules, struck empty lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from exporters.fonts import Weight
from exporters.pen import FRAME, MM, RED, THIN, Pen, Type
from exporters.sheet import PADDING, Sheet
from exporters.typeset import Cell, Line
from exporters.wrapping import LEADING, Fitted, clean, fit, fit_height
from models.report import As, Kind, Row


@dataclass(frozen=True)
class Table:
    """One page's table; `edges` are the x of all column edges in millimetres."""

    pen: Pen
    sheet: Sheet
    edges: tuple[float, ...]

    def draw(self, lines: Sequence[Line], last: bool) -> float:
        """Head and lines; returns the lower edge."""
        tops = list(accumulate((line.height for line in lines), initial=self.sheet.body))
        self._head()
        for line, top in zip(lines, tops, strict=False):
            for cell in line.cells:
                self._cell(cell, top, line.height)
        self._across(lines, tops)
        self._down(lines, tops)
        if last and self.sheet.report.paper.strike_empty:
            self._strike(lines, tops)
        self.pen.box(
            self.sheet.left, self.sheet.top, self.sheet.table, tops[-1] - self.sheet.top, width=FRAME
        )
        return tops[-1]

    def _cell(self, cell: Cell, top: float, height: float) -> None:
        """The lines of a cell's text, centred over each other."""
        left = self.edges[cell.first] + PADDING + cell.indent
        right = self.edges[cell.first + cell.span] - PADDING
        x = {"left": left, "right": right, "centre": (left + right) / 2}[cell.align]
        look = cell.look
        if cell.fitted.size != look.size or look.spacing:
            look = Type(cell.fitted.size, look.weight, look.colour)
        if cell.align == "right" and self._tight(cell, right - left, look):
            x = self.edges[cell.first + cell.span] - 0.5
        if len(cell.fitted.lines) == 1:
            self.pen.text(x, top + height / 2, cell.fitted.lines[0], look, cell.align)
        else:
            self._stack(cell.fitted.lines, (x, top + height / 2), look, cell.align)

    def _tight(self, cell: Cell, room: float, look: Type) -> bool:
        """Whether an amount needs the padding too."""
        from exporters.fonts import width

        return width(cell.fitted.lines[0], look.size, look.weight) > room * MM + 0.01

    def _stack(self, said: Sequence[str], at: tuple[float, float], look: Type, align: str) -> None:
        """Lines of text around a centre line."""
        pitch = look.size * LEADING / MM
        first = at[1] - pitch * (len(said) - 1) / 2
        for index, line in enumerate(said):
            self.pen.text(at[0], first + index * pitch, line, look, align)

    def _head(self) -> None:
        """Column titles, with their groups above where there are two levels."""
        columns = self.sheet.report.columns
        top, height = self.sheet.top, self.sheet.head
        for group, members in groupby(range(len(columns)), key=lambda i: columns[i].group or i):
            inside = list(members)
            if isinstance(group, str):
                self._word(group, inside[0], len(inside), (top, height / 2))
                self.pen.rule(
                    self.edges[inside[0]], top + height / 2, self.edges[inside[-1] + 1], top + height / 2
                )
                for index in inside:
                    self._word(columns[index].title, index, 1, (top + height / 2, height / 2))
            else:
                self._word(columns[inside[0]].title, inside[0], 1, (top, height))

    def _word(self, said: str, first: int, span: int, place: tuple[float, float]) -> None:
        """A head word, spread by a full-width blank when it is two characters in a wide column."""
        room = (self.edges[first + span] - self.edges[first] - 1.0) * MM
        size = min(max(self.sheet.size, 7.5), 9.5)
        said = clean(said)
        if len(said) == 2 and room > size * 4.4 and all("\u4e00" <= char <= "\u9fff" for char in said):
            said = f"{said[0]}\u3000{said[1]}"
        fitted = _head_fit(said, room, (place[1] - 0.6) * MM, size)
        middle = (self.edges[first] + self.edges[first + span]) / 2
        self._stack(
            fitted.lines, (middle, place[0] + place[1] / 2), Type(fitted.size, Weight.MEDIUM), "centre"
        )

    def _across(self, lines: Sequence[Line], tops: Sequence[float]) -> None:
        """Horizontal rules; red ones around the sums of months and years."""
        left, right = self.sheet.left, self.sheet.right
        self.pen.rule(left, self.sheet.body, right, self.sheet.body)
        years = any(line.row.kind is Kind.YEAR for line in lines)
        closing = self._last_year() if years else None
        for index, line in enumerate(lines):
            above, below = tops[index], tops[index + 1]
            if index + 1 < len(lines):
                self.pen.rule(left, below, right, below)
            if line.row.kind is Kind.MONTH:
                self.pen.rule(left, above, right, above, colour=RED)
            if line.row.kind in (Kind.MONTH, Kind.YEAR):
                self.pen.rule(left, below, right, below, colour=RED)
            if line.row is closing:
                self.pen.rule(left, below - 0.7, right, below - 0.7, colour=RED)

    def _last_year(self) -> Row | None:
        """The year's last 本年累计, which has a double rule; only where the year is closed."""
        rows = self.sheet.report.rows
        last = next((at for at in range(len(rows) - 1, -1, -1) if rows[at].kind is Kind.YEAR), None)
        closed = last is not None and any(row.kind is Kind.CARRY for row in rows[last:])
        return rows[last] if last is not None and closed else None

    def _down(self, lines: Sequence[Line], tops: Sequence[float]) -> None:
        """Vertical rules, left out inside cells that spread over columns."""
        columns = self.sheet.report.columns
        wide = [[(c.first, c.first + c.span) for c in line.cells if c.span > 1] for line in lines]
        for edge in range(1, len(columns)):
            x = self.edges[edge]
            strong = FRAME if columns[edge - 1].strong_right else THIN
            inner = columns[edge].group and columns[edge].group == columns[edge - 1].group
            start: float | None = self.sheet.top + (self.sheet.head / 2 if inner else 0.0)
            for index, spans in enumerate(wide):
                covered = any(first < edge < stop for first, stop in spans)
                if covered and start is not None:
                    self.pen.rule(x, start, x, tops[index], width=strong)
                    start = None
                elif not covered and start is None:
                    start = tops[index]
            if start is not None:
                self.pen.rule(x, start, x, tops[-1], width=strong)

    def _strike(self, lines: Sequence[Line], tops: Sequence[float]) -> None:
        """One thin diagonal through the unused last lines of each half of the paper."""
        for first, stop in self._halves():
            used = len(lines)
            while used and all(
                not lines[used - 1].row.cells[i : i + 1] or _void(lines[used - 1], i)
                for i in range(first, stop)
            ):
                used -= 1
            if used < len(lines):
                money = [i for i in range(first, stop) if self.sheet.report.columns[i].show is As.MONEY]
                left = self.edges[money[0] if money else first]
                self.pen.rule(left + 0.5, tops[-1] - 0.5, self.edges[stop] - 0.5, tops[used] + 0.5)

    def _halves(self) -> list[tuple[int, int]]:
        """Column ranges between the strong rules of a two-sided paper."""
        columns = self.sheet.report.columns
        ends = [i + 1 for i, column in enumerate(columns) if column.strong_right and i + 1 < len(columns)]
        return list(zip([0, *ends], [*ends, len(columns)], strict=True))


def _head_fit(said: str, room: float, high: float, size: float) -> Fitted:
    """A head word in one line, in several, or one character above the other in a very narrow column."""
    if room < size * 2 and len(said) > 1 and "\n" not in said:
        return Fitted(tuple(said), max(min(size, high / (1 + LEADING * (len(said) - 1))), 5.5))
    fitted = fit(said, room, size, Weight.MEDIUM)
    if len(fitted.lines) > 1 or fitted.size < size - 1.5:
        return fit_height(said, room, high, size, Weight.MEDIUM)
    return fitted


def _void(line: Line, index: int) -> bool:
    """Whether a line has nothing to show in a column."""
    return line.row.kind in (Kind.DETAIL, Kind.EMPTY) and line.row.cells[index] in (None, "")


def edges_of(sheet: Sheet) -> tuple[float, ...]:
    """The x of every column edge, from the left edge of the table to the right one."""
    return tuple(accumulate(sheet.columns, initial=sheet.left))
