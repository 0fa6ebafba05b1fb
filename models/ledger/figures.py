"""A figure of a statement as a sum of terms on accounts: the figure and its explanation have one source."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.kit.days import next_month
from models.ledger import balances
from models.ledger.records import Balance


@dataclass(frozen=True)
class Span:
    """Which movements count: months `first` to `last`; with `opening` all that was before too.

    `first` is a January when `opening` is set. `closing` counts the closing vouchers of the year in which
    the span lies; `only` is "debit", "credit" or "" for debit less credit.
    """

    first: str
    last: str
    opening: bool = False
    closing: bool = True
    only: str = ""


@dataclass(frozen=True)
class Term:
    """`sign` times what an account (with all below it) has in a span, debit positive."""

    account: int
    sign: int
    span: Span

    def turned(self, sign: int) -> Term:
        """The same, added or taken away."""
        return replace(self, sign=self.sign * sign)


@dataclass(frozen=True)
class Item:
    """A known amount from a register: a budget line, an asset card. `link` opens it."""

    title: str
    fen: int
    link: str = ""

    def turned(self, sign: int) -> Item:
        """The same, added or taken away."""
        return replace(self, fen=self.fen * sign)


Part = Term | Item


class Figures:
    """Reckons terms from month sums; each month's trial balance is read once."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self._read: dict[tuple[str, bool], dict[int, Balance]] = {}

    def total(self, parts: Sequence[Part]) -> int:
        """The sum of the parts in fen."""
        return sum(self.of(part) for part in parts)

    def of(self, part: Part) -> int:
        """One part in fen."""
        if isinstance(part, Item):
            return part.fen
        span = part.span
        end = self._at(span.last, span.closing).get(part.account)
        if end is None:
            return self._begun(part)
        opening, debit, credit = end.opening_fen if span.opening else 0, end.debit_fen, end.credit_fen
        if not span.first.endswith("-01"):
            start = self._at(next_month(span.first, -1), span.closing)[part.account]
            debit, credit = debit - start.debit_fen, credit - start.credit_fen
        net = {"debit": debit, "credit": credit}.get(span.only, debit - credit)
        return part.sign * (opening + net)

    def _begun(self, part: Term) -> int:
        """An account that the chart of the span's months lacks: it may open in the month after."""
        if not part.span.opening or part.span.only:
            return 0
        found = self._at(next_month(part.span.last), part.span.closing).get(part.account)
        return part.sign * found.opening_fen if found else 0

    def _at(self, month: str, closing: bool) -> dict[int, Balance]:
        key = (month, closing)
        if key not in self._read:
            found = balances.trial_balance(self.db, month, before_closing=not closing)
            self._read[key] = {one.account.id: one for one in found}
        return self._read[key]
