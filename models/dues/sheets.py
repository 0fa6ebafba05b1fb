"""Which month each part of a deduction file is for: by its columns, its title, or a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePath

from models.intake import rows
from models.intake.cells import Book, Sheet, address
from models.intake.fields import Table
from models.intake.headers import Header
from models.intake.values import plain
from models.kit.days import chinese_month_numbers, month, month_words, parse_month
from models.kit.errors import Refused

_YEAR_MONTH = re.compile(r"(20\d\d)\s*[年.\-/]\s*(1[0-2]|0?[1-9])(?!\d)")
_YEAR = re.compile(r"(20\d\d)\s*年?")
_SUMMARY = re.compile("汇总|总表|统计|合计")
_MORE = re.compile("补[缴扣交收]|另[缴扣交收]")
_SPAN = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])\s*月?份?\s*[-–—~～至到、,，和及]\s*(1[0-2]|0?[1-9])\s*月")

Block = tuple[Sheet, Header]


@dataclass(frozen=True)
class Dated:
    """A month with its parts of the file; `told` is what the file says otherwise."""

    month: str
    blocks: list[Block]
    told: tuple[str, ...] = ()


def with_months(
    book: Book, tables: list[Block], table: Table, only_month: str, default_year: int
) -> list[Dated]:
    """The parts of the file by month: from columns, title, sheet's name, file's name, or as the person says.

    Several sheets of one month (one a 分工会, or two columns of people on a sheet) belong together.
    """
    year = _year_in(book.name) or default_year
    tables, told = _without_summaries(tables)
    of_file = _month_in(PurePath(book.name).stem, year)
    parts = [part for block in tables for part in _parts(block, table, year, only_month or of_file)]
    named = [(which or _month_of_sheet(*block, year) or of_file, block) for which, block in parts]
    one_sheet = len({sheet.name for sheet, _ in tables}) == 1
    if only_month and one_sheet and not any(which for which, _ in parts):
        others = {which for which, _ in named if which and which != only_month}
        said = (
            f"表里写的是{month_words(which)}，按指明的{month_words(only_month)}登记。" for which in others
        )
        return [Dated(only_month, tables, (*told, *said))]
    grouped: dict[str, list[Block]] = {}
    for which, block in named:
        grouped.setdefault(which, []).append(block)
    found = _chosen(book, grouped, only_month, one_sheet)
    return [replace(found[0], told=told), *found[1:]]


def _without_summaries(tables: list[Block]) -> tuple[list[Block], tuple[str, ...]]:
    """The lists themselves; a sheet that sums them up (全年汇总) would count their money twice."""
    lists = [block for block in tables if not _SUMMARY.search(block[0].name)]
    if not lists:
        return tables, ()
    left = dict.fromkeys(sheet.name for sheet, _ in tables if _SUMMARY.search(sheet.name))
    return lists, tuple(f"工作表“{name}”看来是其他表的汇总，没有用它。" for name in left)


def _chosen(book: Book, grouped: dict[str, list[Block]], only_month: str, one_sheet: bool) -> list[Dated]:
    """All months of the file, or the one that the person wants; refused when a part has no month."""
    nameless = grouped.pop("", [])
    if only_month and nameless and not grouped:
        return [Dated(only_month, nameless)]
    if nameless and one_sheet:
        raise Refused("看不出这份扣款单是哪个月的。", book.name, "请指明月份，例如 --month 2026-03。")
    if nameless:
        raise Refused(
            f"看不出工作表“{nameless[0][0].name}”是哪个月的。",
            book.name,
            "请把工作表改名为“3月”这样，或指明月份。",
        )
    if only_month:
        if only_month not in grouped:
            raise Refused(f"这份文件里没有{month_words(only_month)}的扣款单。", book.name, "请核对月份。")
        return [Dated(only_month, grouped[only_month])]
    return [Dated(which, blocks) for which, blocks in sorted(grouped.items())]


# -- months inside a sheet --------------------------------------------------------------------


def _parts(block: Block, table: Table, year: int, otherwise: str) -> list[tuple[str, Block]]:
    """A sheet by its months where its columns say them; else the whole sheet, month still unknown ("")."""
    sheet, header = block[0], _with_months_below(*block, year)
    own_year = next((found for text in _above(sheet, header) if (found := _year_in(text))), year)
    across = dict(_months_across(header, own_year))
    alone = header.columns.get("amount") in across.values()
    if (len(across) > 1 or alone) and header.how.get("amount") != "chosen":
        return [(which, (sheet, _taking(header, column))) for which, column in across.items()
                if _has_figures(sheet, header, column)]  # fmt: skip
    if "month" in header.columns:
        return _by_lines((sheet, header), table, own_year, _month_of_sheet(sheet, header, year) or otherwise)
    return [("", (sheet, header))]


def _with_months_below(sheet: Sheet, header: Header, year: int) -> Header:
    """会费 over 1月 2月 3月: the months stand in the row below the headings."""
    below = sheet.rows[header.first_row - 1] if header.first_row <= len(sheet.rows) else []
    names = [plain(cell) for cell in below]
    if sum(bool(_month_in(name, year)) for name in names) < 2:
        return header
    width = max(len(names), len(header.headings))
    upper, lower = [*header.headings, *[""] * width], [*names, *[""] * width]
    joined = tuple(
        low if _month_in(low, year) else up for up, low in zip(upper[:width], lower[:width], strict=True)
    )
    return replace(header, rows=header.rows + 1, headings=joined, first_row=header.first_row + 1)


def _months_across(header: Header, year: int) -> Iterator[tuple[str, int]]:
    """The columns that are headed by a month: 姓名 1月 2月 … 12月 合计."""
    others = {column for key, column in header.columns.items() if key != "amount"}
    for column, heading in enumerate(header.headings):
        which = _month_in(heading.rpartition("/")[2], year)
        if which and column not in others:
            yield which, column


def _taking(header: Header, column: int) -> Header:
    """The header with that column as the amount."""
    columns, how = {**header.columns, "amount": column}, {**header.how, "amount": "name"}
    unsure = {"content", "unsure"} & set(how.values())
    notes = tuple(note for note in header.notes if unsure or "不一定就是" not in note)
    return replace(header, columns=columns, how=how, added={}, doubtful=bool(unsure), notes=notes)


def _has_figures(sheet: Sheet, header: Header, column: int) -> bool:
    """Months that are still to come have empty columns."""
    below = sheet.rows[header.first_row - 1 :]
    return any(any(sign in "123456789" for sign in plain(row[column])) for row in below if column < len(row))


def _by_lines(block: Block, table: Table, year: int, otherwise: str) -> list[tuple[str, Block]]:
    """A sheet with a column of months: each month with its own lines, the others left blank."""
    sheet, header = block
    read = rows.read(sheet, header, table)
    of_row = {one.row: _month_of_line(block, one, year, otherwise) for one in read.records}
    found = sorted(set(of_row.values()))
    if len(found) < 2:
        return [(found[0] if found else "", block)]
    totals = {
        number for number, why in read.skipped if why in ("合计", "小计")
    }  # of several months: no check

    def only(which: str) -> Sheet:
        """The sheet with one month's lines."""
        kept = [
            [] if number in totals or of_row.get(number, which) != which else row
            for number, row in enumerate(sheet.rows, 1)
        ]
        return replace(sheet, rows=kept)

    return [(which, (only(which), header)) for which in found]


def _month_of_line(block: Block, record: rows.Record, year: int, otherwise: str) -> str:
    """The month of one line; a blank cell means the sheet's month."""
    sheet, header = block
    said = record.values.get("month")
    try:
        which = parse_month(said, year=year) if said else otherwise
    except Refused as refused:
        where = f"{sheet.name} › {address(record.row, header.columns['month'] + 1)}"
        raise Refused(refused.what, where, refused.remedy) from None
    if not which:
        raise Refused("这一行没有写月份。", f"{sheet.name} › 第 {record.row} 行", "请补上月份再导入。")
    return which


def more_money(sheet: Sheet, header: Header) -> list[str]:
    """The headings of columns that hold money besides the month's dues (补缴): it isn't booked with them."""
    named = ((column, header.headings[column]) for column in header.unused if column < len(header.headings))
    return [said for column, said in named if _MORE.search(said) and _has_figures(sheet, header, column)]


# -- months in words --------------------------------------------------------------------------


def _above(sheet: Sheet, header: Header) -> list[str]:
    """The texts above the headings."""
    return [plain(cell) for row in sheet.rows[: max(0, header.row - 1)] for cell in row if cell is not None]


def _month_of_sheet(sheet: Sheet, header: Header, year: int) -> str:
    for text in _above(sheet, header):
        found = _month_in(text, year)
        if found:
            return found
    return _month_in(sheet.name, year)


def _month_in(text: str, year: int) -> str:
    """The month that a title or a sheet's name speaks of; "" when it names none, or more than one."""
    if _SPAN.search(text):
        return ""
    exact = _YEAR_MONTH.search(text)
    if exact:
        return month(int(exact[1]), int(exact[2]))
    own_year = _year_in(text) or year
    numbers = chinese_month_numbers(re.sub(r"20\d\d\s*年?", "", text))
    if not numbers:
        bare = re.fullmatch(r"\D*(1[0-2]|0?[1-9])\s*月份?\D*", text)
        numbers = (int(bare[1]),) if bare else ()
    return month(own_year, numbers[0]) if len(numbers) == 1 else ""


def _year_in(text: str) -> int | None:
    found = _YEAR.search(text)
    return int(found[1]) if found else None
