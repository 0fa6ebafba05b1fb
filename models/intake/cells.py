"""A foreign table as plain values: what `exporters.reading` gives and the rooms take in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

# A cell is text, a whole or decimal number, a day, a truth value, or nothing. A decimal number
# comes from a spreadsheet's float and is only ever turned into fen by `models.intake.values.money`.
Cell = str | int | float | bool | date | None


@dataclass(frozen=True)
class Fault:
    """A cell that can't be used as it stands, found while reading."""

    row: int  # 1-based, as the spreadsheet shows it
    column: int  # 1-based
    what: str  # "公式没有算出的值" | "错误值 #REF!" …


@dataclass(frozen=True)
class Sheet:
    """One sheet. `rows[0]` is the sheet's row 1; rows may differ in length; trailing blanks are cut."""

    name: str
    rows: list[list[Cell]]
    hidden: bool = False
    faults: tuple[Fault, ...] = ()
    # (first row, first column, last row, last column), 1-based; only the first cell has the value
    merged: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True)
class Book:
    """A whole file. `sha256` is of its bytes; `notes` say what was ignored (macros, hidden sheets)."""

    name: str
    kind: str  # "xlsx" | "xls" | "csv" | "text" | "html" | "paste" …
    sha256: str
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = field(default=())


def address(row: int, column: int) -> str:
    """`(12, 5)` → "E12", as the spreadsheet names the cell."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"
