"""What lies on the desk when a month is reconciled: both sides' lines, groups, offers and the sheet."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from models.bank import actions, proposals, queries, sheets
from models.bank.proposals import Proposal
from models.bank.records import BankAccount, Match, Offer, Sheet, Side
from models.kit.days import month_of


@dataclass(frozen=True)
class Desk:
    """One account in one month. Free lines are all that are free up to the month's end, oldest first (before
    the first statement those of the month); matched ones those of the month's groups. `offers` and
    `proposals` by bank line."""

    account: BankAccount
    month: str
    bank: tuple[Side, ...]
    book: tuple[Side, ...]
    matches: dict[int, Match]
    offers: dict[int, Offer]
    proposals: dict[int, Proposal]
    sheet: Sheet
    signed: str

    @cached_property
    def outstanding(self) -> frozenset[tuple[str, int]]:
        """(side, line) of what the month's sheet lists, also when a later month has matched it."""
        return frozenset((one.kind.partition("_")[0], one.side_id) for one in self.sheet.items)

    @property
    def groups(self) -> int:
        """How many groups are shown."""
        return len({one.match for one in (*self.bank, *self.book) if one.match})


def desk(db: sqlite3.Connection, account: BankAccount, month: str) -> Desk:
    """Everything for one month."""
    start, signed = queries.start_day(db, account), queries.signed_month(db, account)
    lines = sheets.lines_of(db, account, month)
    bank, book = lines
    shown = {one.match for one in (*bank, *book) if one.match and month_of(one.day) == month}
    bank = [one for one in bank if one.match in shown or not one.match]
    book = [
        one
        for one in book
        if one.match in shown or (not one.match and (one.id < 0 or _compared(one, start, month)))
    ]
    free = [one for one in bank if not one.match]
    offers = {one.bank: one for one in actions.found_matches(db, account, lines).offers}
    made = {one.line.id: one for one in proposals.proposals(db, account, (one for one in free if one.id > 0))}
    groups = queries.matches(db, account, unsigned=signed < month)
    return Desk(
        account, month, _ordered(bank), _ordered(book), groups, offers, made,
        sheets.sheet(db, account, month, lines), signed,
    )  # fmt: skip


def _compared(line: Side, start: date | None, month: str) -> bool:
    """From the first statement on; before there is one the month's own lines, of a book that may be long."""
    return line.day >= start if start else month_of(line.day) == month


def _ordered(lines: Iterable[Side]) -> tuple[Side, ...]:
    """What is free first, then group by group."""
    return tuple(sorted(lines, key=lambda one: (bool(one.match), one.match if one.match else 0, one.day)))
