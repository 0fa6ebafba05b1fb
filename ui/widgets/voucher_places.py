"""Where the cells of a voucher's lines lie, and what stands in them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QAbstractScrollArea

from models.ledger.typed import Chart
from ui import theme
from ui.widgets.voucher_lines import ACCOUNT, SUMMARY, Typed, VoucherLines
from ui.widgets.voucher_painter import HEAD, SUMS

ROW, LOW_ROW = 40, 36  # least height of a line, on paper and in a low window


class Picked:
    """Which lines are picked, for copying and taking away: a run from an anchor, or single ones."""

    def __init__(self) -> None:
        self.lines: set[int] = set()
        self._end: int | None = None

    def __bool__(self) -> bool:
        return bool(self.lines)

    def clear(self) -> None:
        """None is picked."""
        self.lines, self._end = set(), None

    def end(self, line: int) -> int:
        """Where the run ends now; at first one step before it begins to be picked."""
        return line if self._end is None else self._end

    def extend(self, anchor: int, end: int) -> None:
        """All lines from the anchor to `end`."""
        self.lines, self._end = set(range(min(anchor, end), max(anchor, end) + 1)), end

    def toggle(self, current: int, line: int) -> None:
        """One more, or one less; the current line is picked with the first."""
        self.lines = (self.lines or {current}) ^ {line}
        self._end = line

    def of(self, line: int) -> set[int]:
        """What is picked, the current line when nothing is."""
        return set(self.lines) or {line}


class VoucherPlaces(QAbstractScrollArea):
    """The geometry of `VoucherGrid`; scrolls by whole lines."""

    def __init__(self, chart: Chart) -> None:
        super().__init__()
        self.chart, self.lines = chart, VoucherLines()
        self.line, self.column, self.locked = 0, SUMMARY, False
        self.least_row, self.picked = ROW, Picked()
        self.tag_of: Callable[[Typed], str] = lambda line: ""  # what a line is about, in a few words

    @property
    def row_height(self) -> float:
        """Rows are as high as they fill the paper, never lower than `least_row`."""
        room = self.viewport().height() - theme.px(HEAD) - theme.px(SUMS) - 1
        return max(theme.px(self.least_row), room / max(1, self.fit))

    @property
    def fit(self) -> int:
        """How many rows there is room for."""
        room = self.viewport().height() - theme.px(HEAD) - theme.px(SUMS) - 1
        return max(1, int(room // theme.px(self.least_row)))

    @property
    def top_line(self) -> int:
        """The first row that is seen."""
        return self.verticalScrollBar().value()

    def cell(self, line: int, column: int) -> QRectF:
        """Where a cell lies in the viewport."""
        edges = self.edges()
        top = theme.px(HEAD) + (line - self.top_line) * self.row_height
        return QRectF(edges[column], top, edges[column + 1] - edges[column], self.row_height)

    def edges(self) -> tuple[float, ...]:
        """The left edges of 摘要, 科目, 借方, 贷方 and the right edge."""
        wide = self.viewport().width() - 1
        side = round(wide * 0.278)
        account = round(wide * 0.26)
        return 0, wide - 2 * side - account, wide - 2 * side, wide - side, wide

    def place_at(self, x: float, y: float) -> tuple[int, int] | None:
        """The cell under a point; below the typed lines the one that waits."""
        at = int((y - theme.px(HEAD)) // self.row_height)
        if not 0 <= at < self.fit or y < theme.px(HEAD):
            return None
        edges = self.edges()
        column = next((n for n in range(4) if edges[n] <= x < edges[n + 1]), SUMMARY)
        return min(self.top_line + at, self.lines.filled), column

    def words_at(self, x: float, y: float) -> str:
        """The whole summary or account under a point, which may be cut in its cell."""
        place = self.place_at(x, y)
        if place is None or place[1] > ACCOUNT or place[0] >= len(self.lines.lines):
            return ""
        line = self.lines.lines[place[0]]
        hit = self.chart.find(line.account) if line.account else None
        if place[1] == SUMMARY or hit is None:
            return line.summary if place[1] == SUMMARY else ""
        tag = self.tag_of(line)
        return f"{hit.words}\n{tag}" if tag else hit.words
