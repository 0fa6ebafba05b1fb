"""Which lines stand on which page: counted first, spread evenly, never parting what belongs together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from exporters.typeset import SUMS, Line
from models.report import Kind

_BOOK_SUMS = frozenset({Kind.SUBTOTAL, Kind.MONTH, Kind.YEAR})  # of a day, a month, the year
_ENDS = SUMS | _BOOK_SUMS
_MOVES = 3  # lines a book page may leave empty for the sake of a month's total


@dataclass(frozen=True)
class Page:
    """Lines `start` to `stop` of the report; `heading` is the group that runs on from the page before."""

    start: int
    stop: int
    heading: int = -1


@dataclass(frozen=True)
class Rooms:
    """Heights in millimetres: of the rows of a page, of the last page's, and taken on every page."""

    page: float
    last: float
    each: float = 0.0


@dataclass
class _Flow:
    """The lines of one paper and what is known of them."""

    lines: Sequence[Line]
    rooms: Rooms
    heights: list[float] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)  # the group each line stands in, −1 = none
    breaks: list[bool] = field(default_factory=list)  # whether a page may start with the line


def paginate(lines: Sequence[Line], rooms: Rooms, *, group_new_page: bool = False) -> list[Page]:
    """Pages of a list or statement: as few as needed, filled alike."""
    if not lines:
        return [Page(0, 0)]
    flow = _Flow(lines, rooms, [line.height for line in lines], list(_headings(lines)))
    flow.breaks = [_may_break(lines, index) for index in range(len(lines))]
    bounds = _sections(lines) if group_new_page else [(0, len(lines))]
    return [page for start, stop in bounds for page in _even(flow, start, stop)]


def _even(flow: _Flow, start: int, stop: int) -> list[Page]:
    """The fewest pages, then the lowest filling that still needs no more of them."""
    fewest = _fill(flow, start, stop, flow.rooms.page)
    if len(fewest) == 1:
        return fewest
    low, high, best = 0.0, flow.rooms.page, fewest
    for _ in range(12):
        middle = (low + high) / 2
        tried = _fill(flow, start, stop, middle)
        if len(tried) == len(fewest):
            best, high = tried, middle
        else:
            low = middle
    return best


def _fill(flow: _Flow, start: int, stop: int, limit: float) -> list[Page]:
    """Pages filled one after the other up to `limit` millimetres."""
    pages: list[Page] = []
    first = start
    while first < stop:
        end = _page_end(flow, first, stop, limit)
        heading = flow.headings[first] if flow.headings[first] != first else -1
        pages.append(Page(first, end, heading))
        first = end
    return pages


def _page_end(flow: _Flow, first: int, stop: int, limit: float) -> int:
    """The line after the last one of a page that starts with `first`."""
    used = flow.rooms.each
    if flow.headings[first] not in (-1, first):
        used += flow.heights[flow.headings[first]]
    index = first
    while index < stop and (used + flow.heights[index] <= limit + 0.01 or index == first):
        used += flow.heights[index]
        index += 1
    if index == stop and used <= min(flow.rooms.last, max(limit, 0.0)) + 0.01:
        return stop
    if index == stop and index - first == 1:
        return stop
    return _back(flow, first, min(index, stop - 1))


def _back(flow: _Flow, first: int, index: int) -> int:
    """The latest line up to `index` that may open a page; `index` itself when there is none."""
    for candidate in range(index, first, -1):
        if flow.breaks[candidate]:
            return candidate
    return index


def _headings(lines: Sequence[Line]) -> Iterable[int]:
    """For every line the index of its group's heading; a group ends with its subtotal."""
    current = -1
    for index, line in enumerate(lines):
        if line.row.kind is Kind.GROUP:
            current = index
        elif line.row.kind is Kind.TOTAL:
            current = -1
        yield current
        if line.row.kind is Kind.SUBTOTAL and not line.row.level:
            current = -1


def _may_break(lines: Sequence[Line], index: int) -> bool:
    """A heading keeps its first line, a sum the two lines before it."""
    if index == 0:
        return True
    if lines[index].row.kind in _ENDS or lines[index - 1].row.kind is Kind.GROUP:
        return False
    following = lines[index + 1].row.kind if index + 1 < len(lines) else Kind.DETAIL
    return not (following in _ENDS and lines[index - 1].row.kind is Kind.DETAIL)


def _sections(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """From heading to heading, where each group starts a new page."""
    starts = [index for index, line in enumerate(lines) if line.row.kind is Kind.GROUP and index]
    bounds = [0, *starts, len(lines)]
    return list(pairwise(bounds))


def book_pages(lines: Sequence[Line], per_page: int) -> list[Page]:
    """Pages of a book: always `per_page` lines, one of them 承前页 and one 过次页 where pages follow.

    The total of a day or month doesn't open a page without a line of it before, unless totals follow
    each other.
    """
    pages: list[Page] = []
    first = 0
    while True:
        free = per_page - (1 if pages else 0)
        if len(lines) - first <= free:
            return [*pages, Page(first, len(lines))]
        end = first + free - 1
        moved = end
        while moved > max(first + 1, end - _MOVES) and lines[moved].row.kind in _BOOK_SUMS:
            moved -= 1
        pages.append(Page(first, end if lines[moved].row.kind in _BOOK_SUMS else moved))
        first = pages[-1].stop
