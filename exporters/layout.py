"""A report as finished pages: typed lines with carry lines, page sums, repeated headings and empty lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from exporters.carry import Carrier
from exporters.fonts import Weight
from exporters.paging import Page, Rooms, book_pages, paginate
from exporters.pen import MM, Type
from exporters.sheet import PADDING, Sheet, measure_sheet
from exporters.typeset import Cell, Line, Setter, book_room
from exporters.wrapping import LEADING, SMALLEST, fit
from models.kit.errors import Refused
from models.kit.money import capitals
from models.report import As, Kind, Report, Row, sums

_SQUEEZES = (0.98, 0.955, 0.93)  # rows that much lower are still easy to read
_MONTH = "月"  # the column of a book that is blank while it stays the same
_STEP = 0.97  # each try to get a paper onto one page


@dataclass(frozen=True)
class Laid:
    """A report on its pages."""

    sheet: Sheet
    pages: tuple[tuple[Line, ...], ...]


def lay_out(report: Report) -> Laid:
    """Set and page a report. Raises `Refused` when it can't be printed readably."""
    if not report.columns:
        raise Refused(f"“{report.title}”没有栏目，印不出来。")
    laid = _laid(report, 1.0)
    scale = 1.0
    while report.paper.one_page and len(laid.pages) > 1:
        scale *= _STEP
        if report.paper.text_size * scale < SMALLEST:
            raise Refused(
                f"“{report.title}”内容太多，字缩到 6.5 磅一页仍放不下。",
                remedy="请减少行数，或者改用 A3 纸。",
            )
        laid = _laid(report, scale)
    return laid


def _laid(report: Report, scale: float) -> Laid:
    """One try at a scale."""
    sheet = measure_sheet(report, scale)
    if sheet.room(True) < 2 * sheet.row:
        raise Refused(
            f"“{report.title}”的表头、说明和签名占满了{report.paper.size}纸，没有地方印表格。",
            remedy="请缩短说明，或者改用大一些的纸张。",
        )
    setter = Setter(sheet, any(row.level for row in report.rows))
    lines = [part for row in report.all_rows() for part in _parted(setter.line(row), sheet)]
    if report.capitals is not None:
        lines.append(_capitals(sheet, report.capitals))
    if report.paper.lines_per_page:
        return Laid(sheet, tuple(_book(setter, lines)))
    return Laid(sheet, tuple(_list(setter, lines)))


def _parted(line: Line, sheet: Sheet) -> list[Line]:
    """A row too high for its place as several rows, the further ones only with what was left over."""
    count = max((len(cell.fitted.lines) for cell in line.cells), default=1)
    each = _lines_a_row(line, sheet)
    if count <= each:
        return [line]
    parts = []
    for start in range(0, count, each):
        cells = [
            replace(cell, fitted=replace(cell.fitted, lines=cell.fitted.lines[start : start + each]))
            for cell in line.cells
            if len(cell.fitted.lines) > start
        ]
        row = line.row if start == 0 else replace(line.row, kind=Kind.EMPTY)
        share = min(each, count - start) / count
        parts.append(Line(row, tuple(cells), max(sheet.row, line.height * share)))
    return parts


def _lines_a_row(line: Line, sheet: Sheet) -> int:
    """How many lines of text a row may hold: a book's row has a fixed height, others a page's."""
    if sheet.report.paper.lines_per_page:
        size = min((cell.fitted.size for cell in line.cells), default=sheet.size)
        return max(1, 1 + int((book_room(sheet.row) / size - 1) / LEADING + 0.001))
    count = max((len(cell.fitted.lines) for cell in line.cells), default=1)
    room = sheet.room(True) * 0.8
    return count if line.height <= room else max(1, int(count * room / line.height))


def _list(setter: Setter, lines: list[Line]) -> list[tuple[Line, ...]]:
    """Pages of a list or statement."""
    sheet = setter.sheet
    paper = sheet.report.paper
    rooms = Rooms(sheet.room(False), sheet.room(True))
    pages = paginate(lines, rooms, group_new_page=paper.group_new_page)
    if paper.page_subtotal and len(pages) > 1:
        pages = paginate(lines, replace(rooms, each=sheet.row), group_new_page=paper.group_new_page)
    elif len(pages) > 1 and not paper.one_page:
        lines, pages = _squeezed(setter, lines, rooms, pages)
    subtotal = paper.page_subtotal and len(pages) > 1
    return [_list_page(setter, lines, page, subtotal) for page in pages]


def _squeezed(
    setter: Setter, lines: list[Line], rooms: Rooms, pages: list[Page]
) -> tuple[list[Line], list[Page]]:
    """Rows a little lower where that saves a page; never where people sign."""
    report = setter.sheet.report
    if any(column.show is As.SIGN for column in report.columns):
        return lines, pages
    for share in _SQUEEZES:
        lower = [replace(line, height=line.height * share) for line in lines]
        fewer = paginate(lower, rooms, group_new_page=report.paper.group_new_page)
        if len(fewer) < len(pages):
            return lower, fewer
    return lines, pages


def _list_page(setter: Setter, lines: Sequence[Line], page: Page, subtotal: bool) -> tuple[Line, ...]:
    """One page with the heading that runs on and the sum of the page."""
    shown = list(lines[page.start : page.stop])
    if page.heading >= 0:
        shown.insert(0, setter.line(_continued(lines[page.heading].row)))
    if subtotal:
        total = next((i for i, line in enumerate(shown) if line.row.kind is Kind.TOTAL), len(shown))
        shown.insert(total, setter.line(_page_sum(setter.sheet.report, shown)))
    return tuple(shown)


def _continued(row: Row) -> Row:
    """A group's heading on its further pages: 第1分工会（续）　44 人."""
    said = next((str(value) for value in row.cells if value), "")
    if "（" in said:
        said = said.replace("（", "（续，", 1)
    else:
        name, gap, rest = said.partition("\u3000")
        said = f"{name}（续）{gap}{rest}"
    return replace(row, cells=(said, *([None] * (len(row.cells) - 1))))


def _page_sum(report: Report, lines: Sequence[Line]) -> Row:
    """本页小计 of the detail lines; with the number of people where the total tells it."""
    details = [line.row for line in lines if line.row.kind is Kind.DETAIL]
    label = "本页小计" + (f"\u3000{len(details)} 人" if "人" in report.total else "")
    return Row(sums(report.columns, details, label), Kind.SUBTOTAL)


def _capitals(sheet: Sheet, fen: int) -> Line:
    """The last line of the table: the sum in capitals."""
    said = "合计（大写）\u3000人民币" + capitals(fen)
    look = Type(sheet.size, Weight.MEDIUM)
    room = (sheet.table - 2 * PADDING) * MM
    cell = Cell(0, len(sheet.columns), fit(said, room, look.size, look.weight), look, "left")
    return Line(Row((said,), Kind.TOTAL), (cell,), sheet.row)


def _book(setter: Setter, lines: list[Line]) -> list[tuple[Line, ...]]:
    """Pages of a book: always the same number of lines."""
    paper = setter.sheet.report.paper
    if not paper.carry_lines:
        return [_filled(setter, part) for part in _parts(lines, paper.lines_per_page)]
    pages = book_pages(lines, paper.lines_per_page)
    carrier = Carrier(setter.sheet.report, [line.row for line in lines])
    return [_book_page(setter, lines, page, carrier, last=page is pages[-1]) for page in pages]


def _book_page(
    setter: Setter, lines: list[Line], page: Page, carrier: Carrier, *, last: bool
) -> tuple[Line, ...]:
    """承前页, the lines, and 过次页 as the page's last line."""
    report = setter.sheet.report
    shown = list(lines[page.start : page.stop])
    if page.start:
        _say_month(setter, lines, page, shown)
        shown.insert(0, setter.line(carrier.after(page.start, "承前页")))
    if not last:
        while len(shown) < report.paper.lines_per_page - 1:
            shown.append(_empty(setter))
        shown.append(setter.line(carrier.after(page.stop, "过次页")))
    return _filled(setter, shown)


def _say_month(setter: Setter, lines: list[Line], page: Page, shown: list[Line]) -> None:
    """The first line of a page says its month, also where the page before has said it."""
    at = next((i for i, line in enumerate(shown) if line.row.kind is Kind.DETAIL), None)
    if at is None or setter.sheet.report.columns[0].title != _MONTH or shown[at].row.cells[0] is not None:
        return
    before = (lines[i].row for i in range(page.start + at - 1, -1, -1))
    month = next((row.cells[0] for row in before if row.kind is Kind.DETAIL and row.cells[0]), None)
    row = shown[at].row
    shown[at] = setter.line(replace(row, cells=(month, *row.cells[1:])))


def _parts(lines: list[Line], size: int) -> list[list[Line]]:
    """Lines in pages of a fixed number."""
    return [lines[start : start + size] for start in range(0, max(len(lines), 1), size)]


def _filled(setter: Setter, lines: Sequence[Line]) -> tuple[Line, ...]:
    """Filled up with empty lines, and set no higher than the page allows."""
    count = setter.sheet.report.paper.lines_per_page
    shown = [*lines, *(_empty(setter) for _ in range(count - len(lines)))]
    room = setter.sheet.room(True) / len(shown)
    return tuple(replace(line, height=min(line.height, room)) for line in shown)


def _empty(setter: Setter) -> Line:
    """A ruled line without text."""
    return Line(Row((None,) * len(setter.sheet.columns), Kind.EMPTY), (), setter.sheet.row)
