"""Execution: what became of each line, with what is approved and not paid yet. Closing vouchers left out."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from models.budget import queries
from models.budget.matching import Matcher, Said
from models.budget.records import (
    EXPENSE,
    BudgetLine,
    Executed,
    Execution,
    Loose,
    Spent,
    Version,
)
from models.kit.days import month_end
from models.ledger import queries as books
from models.ledger.records import voucher_name

Db = sqlite3.Connection

_SAID = "l.account, l.budget_line, l.unit, l.activity, l.earmark"
_FROM = (  # in this order, so that the months are found by account and not in all lines of the book
    " from account a cross join voucher_line l on l.account = a.id and l.month between ? and ?"
    " join voucher v on v.id = l.voucher and v.posted = 1 and v.kind <> 'closing'"
    " where a.class in ('income', 'expense')"
)


@dataclass(frozen=True)
class Moved:
    """A sum of entry lines that say the same of themselves. `fen` is positive in the account's own sense."""

    said: Said
    side: str
    month: str
    fen: int


def movements(db: Db, first: str, last: str, only: Sequence[BudgetLine] | None = None) -> list[Moved]:
    """Income and expense of the months, grouped by what a line says of itself.

    `only` reads no more than what may belong to these budget lines.
    """
    where, given = _within(db, only)
    query = (
        f"select {_SAID}, a.class, l.month, sum(l.debit_fen - l.credit_fen){_FROM}{where}"
        f" group by {_SAID}, l.month"
    )
    return [
        Moved(Said(*row[:5]), row[5], row[6], row[7] if row[5] == EXPENSE else -row[7])
        for row in db.execute(query, (first, last, *given))
    ]


def _within(db: Db, only: Sequence[BudgetLine] | None) -> tuple[str, list[int]]:
    """The condition for entry lines that name one of these budget lines or stand on their accounts."""
    if only is None:
        return "", []
    accounts = sorted({key for line in only for key in books.family(db, line.account)})
    lines = [line.id for line in only]
    marks = [", ".join("?" * len(ids)) for ids in (accounts, lines)]
    return f" and (l.account in ({marks[0]}) or l.budget_line in ({marks[1]}))", [*accounts, *lines]


def execution(db: Db, month: str) -> Execution:
    """The year of `month` up to its end, against the version in force at present."""
    year = int(month[:4])
    version = queries.current(db, year)
    given = _given(db, version)
    matcher = Matcher(db, given)
    of_month: dict[int, int] = defaultdict(int)
    done: dict[int, int] = defaultdict(int)
    loose: dict[int, list[int]] = {}
    for one in movements(db, f"{year}-01", month):
        line = matcher.line_of(one.said)
        in_month = one.fen if one.month == month else 0
        if line is not None:
            done[line] += one.fen
            of_month[line] += in_month
        elif one.said.account is not None:
            sums = loose.setdefault(one.said.account, [0, 0])
            sums[0] += in_month
            sums[1] += one.fen
    waiting = commitments(db, matcher, year)
    first, now = _amounts(db, queries.original(db, year)), _amounts(db, version)
    made = tuple(
        Executed(
            line,
            first.get(line.id, 0),
            now.get(line.id, 0),
            of_month[line.id],
            done[line.id],
            waiting.get(line.id, 0),
        )
        for line in given
    )
    return Execution(year, month, version, made, _loose(db, loose))


def _given(db: Db, version: Version | None) -> list[BudgetLine]:
    """The lines that a version has."""
    if version is None:
        return []
    have = queries.amounts(db, version.id)
    return [line for line in queries.lines(db, version.year) if line.id in have]


def _amounts(db: Db, version: Version | None) -> dict[int, int]:
    return {key: one.fen for key, one in queries.amounts(db, version.id).items()} if version else {}


def _loose(db: Db, sums: dict[int, list[int]]) -> tuple[Loose, ...]:
    chart = books.accounts_by_id(db, set(sums)) if sums else {}
    found = [
        Loose(key, chart[key].code, chart[key].full_name, chart[key].kind, *both)
        for key, both in sums.items()
        if any(both)
    ]
    return tuple(sorted(found, key=lambda one: one.code))


# -- what is approved and not paid -------------------------------------------------------------

_WAITING = (
    "select c.id, c.kind, c.amount_fen, c.budget_line, c.unit, c.activity, c.earmark, c.state, c.settles"
    " from claim c where substr(c.day, 1, 4) = ? and (c.state in ('submitted', 'approved')"
    " or (c.kind = 'advance' and c.state = 'paid'))"
)


@dataclass(frozen=True)
class Waiting:
    """A claim or open advance that holds money of a line: (said, fen) parts."""

    claim: int
    kind: str
    settles: int | None
    fen: int
    parts: tuple[tuple[Said, int], ...]


def waiting_claims(db: Db, year: int) -> list[Waiting]:
    """The claims of a year that are on their way, and advances that nobody has settled.

    A claim that settles an advance counts only for what goes beyond the advance.
    """
    rows = db.execute(_WAITING, (f"{year:04d}",)).fetchall()
    found = [_waiting(db, row) for row in rows]
    advances = {one.claim: one for one in found if one.kind == "advance"}
    return [_beyond(one, advances) for one in found]


def _waiting(db: Db, row: sqlite3.Row) -> Waiting:
    said = Said(None, row["budget_line"], row["unit"], row["activity"], row["earmark"])
    items = db.execute("select account, amount_fen from claim_item where claim = ?", (row["id"],)).fetchall()
    parts = [(replace(said, account=account), fen) for account, fen in items]
    rest = row["amount_fen"] - sum(fen for _, fen in parts)
    if rest:
        parts.append((said, rest))
    return Waiting(row["id"], row["kind"], row["settles"], row["amount_fen"], tuple(parts))


def _beyond(one: Waiting, advances: dict[int, Waiting]) -> Waiting:
    held = advances.get(one.settles or 0)
    if held is None:
        return one
    rest = max(0, one.fen - held.fen)
    return replace(one, fen=rest, parts=((one.parts[0][0], rest),) if rest else ())


def commitments(db: Db, matcher: Matcher, year: int, without: int | None = None) -> dict[int, int]:
    """已占用未付 by budget line, fen; `without` leaves out the claim that is being paid, with its advance."""
    sums: dict[int, int] = defaultdict(int)
    found = waiting_claims(db, year)
    gone = {without, *(one.settles for one in found if one.claim == without)} if without else set()
    for one in found:
        if one.claim in gone:
            continue
        for said, fen in one.parts:
            line = matcher.line_of(said)
            if line is not None:
                sums[line] += fen
    return sums


# -- the vouchers behind a figure --------------------------------------------------------------


def spent(db: Db, line: int, month: str) -> list[Spent]:
    """The entry lines that make up a budget line's cumulative figure, in book order."""
    year = int(month[:4])
    given = _given(db, queries.current(db, year))
    mine = [one for one in given if one.id == line]
    if not mine:
        return []
    matcher, side = Matcher(db, given), mine[0].side
    return [
        _spent(row, 1 if side == EXPENSE else -1)
        for row in _rows(db, (date(year, 1, 1), month_end(month)), mine)
        if row["class"] == side and matcher.line_of(Said(*tuple(row)[:5])) == line
    ]


def expense_lines(db: Db, span: tuple[date, date], only: Sequence[BudgetLine]) -> list[tuple[Said, Spent]]:
    """Expense lines that may belong to these budget lines, with what they say, in book order."""
    return [
        (Said(*tuple(row)[:5]), _spent(row, 1)) for row in _rows(db, span, only) if row["class"] == EXPENSE
    ]


def _rows(db: Db, span: tuple[date, date], only: Sequence[BudgetLine]) -> list[sqlite3.Row]:
    where, given = _within(db, only)
    first, last = span
    return db.execute(
        f"select {_SAID}, a.class, a.code, a.name, l.summary, l.debit_fen - l.credit_fen as fen,"
        f" v.id, v.day, v.month, v.word, v.number{_FROM}{where} and v.day between ? and ?"
        " order by v.month, v.word, v.number, l.position",
        (f"{first:%Y-%m}", f"{last:%Y-%m}", *given, first.isoformat(), last.isoformat()),
    ).fetchall()


def _spent(row: sqlite3.Row, sign: int) -> Spent:
    return Spent(
        row["id"],
        voucher_name(row["month"], row["word"], row["number"]),
        date.fromisoformat(row["day"]),
        row["summary"],
        f"{row['code']} {row['name']}",
        sign * row["fen"],
    )
