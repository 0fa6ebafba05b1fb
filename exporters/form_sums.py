"""What formulas of a form come to, where they only add, multiply and sum over cells of their sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation, localcontext

from exporters.form_reading import FormSheet, place

_TOKEN = re.compile(r"\s*(SUM|ROUND|ABS|\$?[A-Z]{1,3}\$?\d+|\d+\.?\d*%?|[-+*/(),:])", re.IGNORECASE)
_MOST_CELLS, _DEEPEST = 20_000, 60
_Place = tuple[int, int]


class _NotSimple(Exception):
    """The formula does more than this module answers for."""


class Sums:
    """`value(place)` of a formula with the new values in their cells; None when it isn't simple."""

    def __init__(self, sheet: FormSheet, values: Mapping[_Place, Decimal | str]) -> None:
        self.sheet, self.new = sheet, values
        self._known: dict[_Place, Decimal | None] = {}
        self._open: list[_Place] = []

    def formulas(self) -> Iterable[_Place]:
        """Where the sheet has formulas."""
        return [at for at, cell in self.sheet.cells.items() if cell.formula]

    def value(self, at: _Place) -> Decimal | None:
        """The result of the formula at a place."""
        if at not in self._known:
            if at in self._open or len(self._open) > _DEEPEST:
                return None  # goes round in a circle
            self._open.append(at)
            try:
                with localcontext() as context:
                    context.prec = 40
                    self._known[at] = _Reader(self, self.sheet.cells[at].formula).result()
            except (_NotSimple, InvalidOperation, ZeroDivisionError, IndexError):
                self._known[at] = None
            finally:
                self._open.pop()
        return self._known[at]

    def number(self, at: _Place) -> Decimal:
        """What a formula sees in a cell: a number; nothing and text count as nothing."""
        if at in self.new:
            value = self.new[at]
            return value if isinstance(value, Decimal) else Decimal(0)
        cell = self.sheet.cells.get(at)
        if cell is None:
            return Decimal(0)
        if cell.formula:
            found = self.value(at)
            if found is None:
                raise _NotSimple
            return found
        return Decimal(cell.number) if cell.number else Decimal(0)


class _Reader:
    """Reads sums of products."""

    def __init__(self, sums: Sums, formula: str) -> None:
        self.sums, self.at = sums, 0
        self.tokens = [*_tokens(formula.lstrip("=")), ""]

    def result(self) -> Decimal:
        """The whole formula."""
        if len(self.tokens) < 2:
            raise _NotSimple
        value = self._sum()
        if self.tokens[self.at]:
            raise _NotSimple
        return value

    def _sum(self) -> Decimal:
        value = self._product()
        while self.tokens[self.at] in ("+", "-"):
            sign = 1 if self._take() == "+" else -1
            value += sign * self._product()
        return value

    def _product(self) -> Decimal:
        value = self._factor()
        while self.tokens[self.at] in ("*", "/"):
            value = value * self._factor() if self._take() == "*" else value / self._factor()
        return value

    def _factor(self) -> Decimal:
        token = self._take()
        if token in ("-", "+"):
            return -self._factor() if token == "-" else self._factor()
        if token == "(":
            return self._closed(self._sum())
        if token in ("SUM", "ROUND", "ABS"):
            self._expect("(")
            return {"SUM": self._sum_of, "ROUND": self._round_of, "ABS": self._abs_of}[token]()
        if token[:1].isdigit():
            return Decimal(token.rstrip("%")) / (100 if token.endswith("%") else 1)
        return self.sums.number(_at(token))

    def _sum_of(self) -> Decimal:
        total = Decimal(0)
        while True:
            if self.tokens[self.at + 1] == ":":
                total += self._range()
            else:
                total += self._sum()
            if self.tokens[self.at] != ",":
                return self._closed(total)
            self._take()

    def _range(self) -> Decimal:
        first = _at(self._take())
        self._expect(":")
        last = _at(self._take())
        if (last[0] - first[0] + 1) * (last[1] - first[1] + 1) > _MOST_CELLS:
            raise _NotSimple
        cells = ((r, c) for r in range(first[0], last[0] + 1) for c in range(first[1], last[1] + 1))
        return sum((self.sums.number(at) for at in cells), Decimal(0))

    def _round_of(self) -> Decimal:
        value = self._sum()
        self._expect(",")
        places = self._closed(self._sum())
        return value.quantize(Decimal(1).scaleb(-int(places)), rounding="ROUND_HALF_UP")

    def _abs_of(self) -> Decimal:
        return abs(self._closed(self._sum()))

    def _take(self) -> str:
        token = self.tokens[self.at]
        self.at += 1
        if not token:
            raise _NotSimple
        return token

    def _expect(self, token: str) -> None:
        if self._take() != token:
            raise _NotSimple

    def _closed(self, value: Decimal) -> Decimal:
        self._expect(")")
        return value


def _tokens(formula: str) -> list[str]:
    found: list[str] = []
    at, formula = 0, formula.rstrip()
    while at < len(formula):
        token = _TOKEN.match(formula, at)
        if not token or len(found) > 500:
            raise _NotSimple
        found.append(token[1].upper().replace("$", ""))
        at = token.end()
    return found


def _at(token: str) -> _Place:
    if not re.fullmatch(r"[A-Z]{1,3}\d{1,7}", token):
        raise _NotSimple
    return place(token)
