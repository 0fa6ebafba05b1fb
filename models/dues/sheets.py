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


def with_months(
    book: Book, tables: list[tuple[Sheet, Header]], only_month: str, default_year: int
) -> list[tuple[str, Sheet, Header]]:
    """Each sheet with its month: from its title, its name, the file's name, or as the person says."""
    year = _year_in(book.name) or default_year
    dated = [(_month_of_sheet(sheet, header, year), sheet, header) for sheet, header in tables]
    if len(dated) == 1:
        which = only_month or dated[0][0] or _month_in(PurePath(book.name).stem, year)
        if not which:
            raise Refused("看不出这份扣款单是哪个月的。", book.name, "请指明月份，例如 --month 2026-03。")
        return [(which, *dated[0][1:])]
    if only_month:
        dated = [entry for entry in dated if entry[0] == only_month]
        if not dated:
            raise Refused(f"这份文件里没有{month_words(only_month)}的工作表。", book.name, "请核对月份。")
    for which, sheet, _ in dated:
        if not which:
            raise Refused(f"看不出工作表“{sheet.name}”是哪个月的。", book.name, "请把工作表改名为“3月”这样。")
    _check_once(book, dated)
    return [(which, sheet, header) for which, sheet, header in dated if which]


def _check_once(book: Book, dated: list[tuple[str, Sheet, Header]]) -> None:
    seen: dict[str, str] = {}
    for which, sheet, _ in dated:
        if which in seen:
            raise Refused(
                f"“{seen[which]}”和“{sheet.name}”都是{month_words(which)}的扣款单。",
                book.name,
                "请只留一张，或指明月份后分开登记。",
            )
        seen[which] = sheet.name


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
