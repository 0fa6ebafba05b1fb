"""Formulas without a stored result, worked out exactly where they only add and multiply their row."""

from __future__ import annotations

import re
from decimal import Decimal, localcontext
from typing import Any

_TOKEN = re.compile(r"\s*(SUM|ROUND|\$?[A-Z]{1,3}\$?\d+|\d+\.?\d*%?|[-+*/(),:])", re.IGNORECASE)


class _NotSimple(Exception):
    """The formula does more than this module will answer for."""


def worked_out(formula: str, row: int, cells: list[Any]) -> int | float | None:
    """The value of `formula` in row `row` (1-based) with these cells; None when it isn't simple enough."""
    try:
        tokens = _tokens(formula.lstrip("="))
        with localcontext() as context:
            context.prec = 40
            reader = _Reader(tokens, row, cells)
            value = reader.sum()
            reader.expect_end()
    except (_NotSimple, ArithmeticError, IndexError, RecursionError):
        return None
    whole = value.to_integral_value()
    return int(whole) if value == whole else float(str(value))


def _tokens(formula: str) -> list[str]:
    """The formula in parts; anything unknown makes it not simple."""
    tokens: list[str] = []
    at = 0
    formula = formula.rstrip()
    while at < len(formula):
        found = _TOKEN.match(formula, at)
        if not found or len(tokens) > 200:
            raise _NotSimple
        tokens.append(found.group(1).upper().replace("$", ""))
        at = found.end()
    return tokens


class _Reader:
    """Reads sums of products over the cells of one row."""

    def __init__(self, tokens: list[str], row: int, cells: list[Any]) -> None:
        self.tokens = [*tokens, ""]
        self.at = 0
        self.row = row
        self.cells = cells

    def sum(self) -> Decimal:
        """product { + product }."""
        value = self.product()
        while self.tokens[self.at] in ("+", "-"):
            sign = 1 if self.take() == "+" else -1
            value += sign * self.product()
        return value

    def product(self) -> Decimal:
        """factor { * factor }; a quotient only where it comes out even."""
        value = self.factor()
        while self.tokens[self.at] in ("*", "/"):
            if self.take() == "*":
                value *= self.factor()
            else:
                value = self.quotient(value, self.factor())
        return value

    def quotient(self, value: Decimal, divisor: Decimal) -> Decimal:
        """An exact quotient; one that never ends is not answered for."""
        result = value / divisor
        if result * divisor != value:
            raise _NotSimple
        return result

    def factor(self) -> Decimal:
        """A number, a cell, a bracket, SUM or ROUND."""
        token = self.take()
        if token == "-":
            return -self.factor()
        if token == "(":
            return self.closed(self.sum())
        if token == "SUM":
            self.expect("(")
            return self.closed(self.arguments())
        if token == "ROUND":
            self.expect("(")
            return self.rounded()
        if token.endswith("%"):
            return Decimal(token[:-1]) / 100
        return Decimal(token) if token[:1].isdigit() else self.cell(token)

    def arguments(self) -> Decimal:
        """What stands inside SUM: cells, ranges of the row, sums."""
        total = Decimal(0)
        while True:
            if self.tokens[self.at + 1 : self.at + 2] == [":"]:
                first, _, last = self.take(), self.take(), self.take()
                total += sum(
                    (self.at_column(c) for c in range(self.column(first), self.column(last) + 1)), Decimal(0)
                )
            else:
                total += self.sum()
            if self.tokens[self.at] != ",":
                return total
            self.take()

    def rounded(self) -> Decimal:
        """ROUND(value, places) as spreadsheets round: half away from zero."""
        value = self.sum()
        self.expect(",")
        places = self.closed(self.sum())
        if places != int(places) or not 0 <= places <= 6:
            raise _NotSimple
        return value.quantize(Decimal(1).scaleb(-int(places)), rounding="ROUND_HALF_UP")

    def cell(self, token: str) -> Decimal:
        """The number in a cell of this row."""
        return self.at_column(self.column(token))

    def column(self, token: str) -> int:
        """A reference as a column index; other rows are not simple."""
        found = re.fullmatch(r"([A-Z]{1,3})(\d+)", token)
        if not found or int(found.group(2)) != self.row:
            raise _NotSimple
        number = 0
        for letter in found.group(1):
            number = number * 26 + ord(letter) - 64
        return number - 1

    def at_column(self, index: int) -> Decimal:
        """A number, 0 for an empty cell; a text is not simple."""
        value = self.cells[index] if index < len(self.cells) else None
        if value is None:
            return Decimal(0)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise _NotSimple
        return Decimal(repr(value))

    def take(self) -> str:
        """The next part."""
        token = self.tokens[self.at]
        self.at += 1
        if not token:
            raise _NotSimple
        return token

    def expect(self, token: str) -> None:
        """The next part must be this."""
        if self.take() != token:
            raise _NotSimple

    def closed(self, value: Decimal) -> Decimal:
        """A value whose bracket ends here."""
        self.expect(")")
        return value

    def expect_end(self) -> None:
        """Nothing may be left over."""
        if self.tokens[self.at]:
            raise _NotSimple
