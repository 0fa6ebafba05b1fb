"""Which month each sheet of a deduction file is for: by its title, its name, or the file's name."""

from __future__ import annotations

import re
from pathlib import PurePath

from models.intake.cells import Book, Sheet
from models.intake.headers import Header
from models.intake.values import plain
from models.kit.days import chinese_month_numbers, month, month_words
from models.kit.errors import Refused

_YEAR_MONTH = re.compile(r"(20\d\d)\s*[年.\-/]\s*(1[0-2]|0?[1-9])(?!\d)")
_YEAR = re.compile(r"(20\d\d)\s*年?")


Block = tuple[Sheet, Header]


def with_months(
    book: Book, tables: list[Block], only_month: str, default_year: int
) -> list[tuple[str, list[Block]]]:
    """The sheets by month: from their title, their name, the file's name, or as the person says.

    Several sheets of one month (one a 分工会, or two columns of people on a sheet) belong together.
    """
    year = _year_in(book.name) or default_year
    of_file = _month_in(PurePath(book.name).stem, year)
    one_sheet = len({sheet.name for sheet, _ in tables}) == 1
    grouped: dict[str, list[Block]] = {}
    for sheet, header in tables:
        which = _month_of_sheet(sheet, header, year) or of_file
        grouped.setdefault(only_month if one_sheet and only_month else which, []).append((sheet, header))
    nameless = grouped.pop("", [])
    if only_month and nameless and not grouped:
        return [(only_month, nameless)]
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
        return [(only_month, grouped[only_month])]
    return sorted(grouped.items())


def _month_of_sheet(sheet: Sheet, header: Header, year: int) -> str:
    above = sheet.rows[: max(0, header.row - 1)]
    for row in above:
        for cell in row:
            found = _month_in(plain(cell), year) if cell is not None else ""
            if found:
                return found
    return _month_in(sheet.name, year)


def _month_in(text: str, year: int) -> str:
    """The month that a title or a sheet's name speaks of; "" when it names none, or more than one."""
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
