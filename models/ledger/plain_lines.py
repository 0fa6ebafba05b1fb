"""Lines of a voucher list that are written plainly, read at once; all others go the general way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from models.intake import fields
from models.intake.cells import Cell, Sheet
from models.intake.fields import FieldSpec, Table
from models.intake.headers import Header

_DAY = re.compile(r"[12]\d{3}-\d\d-\d\d")
_FEN = re.compile(r"(-?)(\d{1,10})(?:\.(\d{1,2}))?")
_NEEDED = ("day", "number", "code", "debit", "credit")
_NO = object()


class PlainLines:
    """`read` gives the values of a line, or None when it has to be looked at more closely.

    A plain line has its day as 2026-03-08, a number, a code of digits and one amount: no heading,
    total or signature is like that.
    """

    def __init__(self, table: Table, header: Header) -> None:
        columns = header.columns
        self._day, self._number, self._code, self._debit, self._credit = (columns[key] for key in _NEEDED)
        self._width = max(self._day, self._number, self._code) + 1
        self._others = [
            (spec, columns[spec.key])
            for spec in table.fields
            if spec.key in columns and spec.key not in _NEEDED
        ]
        self._days: dict[Any, Any] = {}
        self._texts: dict[tuple[str, Cell], Any] = {}

    def read(self, cells: Sequence[Cell]) -> dict[str, Any] | None:
        """The line's values by field: days as `date`, amounts as fen."""
        width = len(cells)
        if width < self._width:
            return None
        day = self._day_of(cells[self._day])
        number, code = cells[self._number], cells[self._code]
        if day is _NO or type(number) is not str or type(code) is not str:
            return None
        debit = _fen(cells[self._debit]) if self._debit < width else 0
        credit = _fen(cells[self._credit]) if self._credit < width else 0
        if debit is None or credit is None or (debit == 0) == (credit == 0):
            return None
        if not (code.isascii() and code.isdigit()) or not number.strip():
            return None
        found = {"day": day, "number": number, "code": code, "debit": debit, "credit": credit}
        for spec, column in self._others:
            if column < width and cells[column] is not None:
                value = self._other(spec, cells[column])
                if value is _NO:
                    return None
                found[spec.key] = value
        return found

    def _day_of(self, cell: Cell) -> Any:
        """A day in its plainest writing."""
        if type(cell) is date:
            return cell
        day = self._days.get(cell)
        if day is None:
            day = self._days[cell] = _plain_day(cell)
        return day

    def _other(self, spec: FieldSpec, cell: Cell) -> Any:
        """A field that isn't needed, as its kind is parsed; texts repeat, so each is parsed once."""
        key = (spec.key, cell)
        value = self._texts.get(key) if type(cell) is str else None
        if value is None:
            parsed = spec.parse(cell)
            value = _NO if parsed.problem or parsed.notes else (parsed.value or "")
            if type(cell) is str:
                self._texts[key] = value
        return value


def plain_lines(table: Table, sheet: Sheet, header: Header) -> PlainLines | None:
    """The quick reader, where the sheet's columns allow it: none is missing, merged or summed up."""
    if sheet.faults or sheet.merged or header.added or any(key not in header.columns for key in _NEEDED):
        return None
    return PlainLines(table, header) if table.field("day").parse is fields.DAY else None


def _plain_day(cell: Cell) -> Any:
    if type(cell) is not str or not _DAY.fullmatch(cell):
        return _NO
    try:
        return date.fromisoformat(cell)
    except ValueError:
        return _NO


def _fen(cell: Cell) -> int | None:
    """An amount written as digits with at most two decimals; 0 for an empty cell, None for all else."""
    if cell is None:
        return 0
    match = _FEN.fullmatch(cell) if type(cell) is str else None
    if match is None:
        return None
    sign, whole, part = match.groups()
    fen = int(whole) * 100
    if part:
        fen += int(part) if len(part) == 2 else int(part) * 10
    return -fen if sign else fen
