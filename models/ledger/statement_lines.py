"""The rows of statements (data in `resources/starters`) and what each cell is made of: terms on accounts."""

from __future__ import annotations

import csv
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import resources
from models.kit.days import next_month
from models.ledger import queries
from models.ledger.figures import Figures, Item, Part, Span, Term

_FUNDS = ("fund_carryover", "fund_surplus")
_TOP = {"@income": "income", "@expense": "expense"}
_WITHOUT_SIDE = ("@fund_direct", *_TOP)  # always credit less debit
_OLD_CHART = 2010


@dataclass(frozen=True)
class Line:
    """One printed line. `formula` adds account keys and other lines (#10); a minus before one subtracts."""

    side: str  # left | right | debit | credit | sum: on which side a balance counts as positive
    kind: str  # head | line | detail | sum | total
    indent: int
    title: str
    number: str
    formula: tuple[str, ...]


@dataclass(frozen=True)
class Statement:
    """Which statement, at the end of which month; `before_closing` leaves this year's closing out."""

    name: str  # balance_sheet | income_expenditure | …: the file with its rows
    month: str
    before_closing: bool = False

    @property
    def year(self) -> int:
        """The year of the month."""
        return int(self.month[:4])


@lru_cache(maxsize=8)
def lines(name: str) -> tuple[Line, ...]:
    """The rows of a statement as they are shipped."""
    with resources.path(f"starters/{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Line(
                row["side"],
                row["kind"],
                int(row["indent"]),
                row["title"],
                row["line"],
                tuple(row["formula"].split()),
            )
            for row in csv.DictReader(file)
        )


def lines_of(db: sqlite3.Connection, name: str, month: str) -> tuple[Line, ...]:
    """The rows of a statement as the chart of its month has them; years before 2022 have their own form."""
    old = f"{name}_{_OLD_CHART}"
    if queries.chart_of(db, month) == _OLD_CHART and resources.path(f"starters/{old}.csv").exists():
        return lines(old)
    return lines(name)


def surplus_apart(rows: Sequence[Line]) -> tuple[Line, ...]:
    """The balance sheet with 本年收支差额 in a line of its own instead of in 工会资金结转."""
    holder = next(row for row in rows if "@income" in row.formula)
    after = next((row for row in rows if "fund_surplus" in row.formula), holder)
    made = []
    for row in rows:
        if row is holder:
            row = replace(row, formula=tuple(word for word in row.formula if word not in _TOP))
        elif f"#{holder.number}" in row.formula:
            row = replace(row, formula=(*row.formula, *_TOP))
        made.append(row)
        if row is after or (after is holder and row.number == holder.number):
            made.append(Line(row.side, "line", row.indent, "本年收支差额", "", tuple(_TOP)))
    return tuple(made)


# -- cells ----------------------------------------------------------------------------------------

More = Callable[[Line, str, str], list[Part] | None]  # (line, word, column): what no account key says


class Cells:
    """What stands behind the cells of one statement."""

    def __init__(
        self, db: sqlite3.Connection, which: Statement, rows: Sequence[Line], more: More | None = None
    ) -> None:
        self.db, self.which, self.rows = db, which, tuple(rows)
        self.figures = Figures(db)
        self._more = more
        self._accounts: Mapping[tuple[str, int], list[int]] = _by_key(db)
        self._tops: Mapping[tuple[str, int], list[int]] = _tops(db)
        self._numbered = {row.number: row for row in self.rows if row.number}

    def parts(self, at: int, column: str) -> list[Part]:
        """The terms of a cell; empty for headings."""
        return [_settled(part) for part in self._of_line(self.rows[at], column, ())]

    def fen(self, at: int, column: str) -> int | None:
        """The figure of a cell; None for headings."""
        return self.figures.total(self.parts(at, column)) if self.rows[at].formula else None

    def column(self, column: str) -> list[int | None]:
        """The figures of a column."""
        return [self.fen(at, column) for at in range(len(self.rows))]

    def _of_line(self, row: Line, column: str, above: tuple[str, ...]) -> list[Part]:
        if row.number and row.number in above:
            raise ValueError(f"lines that refer to each other: {row.title}")
        found: list[Part] = []
        for word in row.formula:
            sign, name = (-1, word[1:]) if word.startswith("-") else (1, word)
            if name.startswith("#"):
                inner = self._of_line(self._numbered[name[1:]], column, (*above, row.number))
            else:
                inner = self._of_word(row, name, column)
            found += [part.turned(sign) for part in inner]
        return found

    def _of_word(self, row: Line, word: str, column: str) -> list[Part]:
        said = self._more(row, word, column) if self._more else None
        if said is not None:
            return said
        if word == "@fund_opening":
            return self._fund_opening(column)
        sign = 1 if row.side in ("left", "debit") and word not in _WITHOUT_SIDE else -1
        return [
            Term(account, sign * factor, span)
            for factor, span in spans(self.which, column)
            for account in self._meant(word, self.which.month if column == "opening" else span.last)
        ]

    def _meant(self, word: str, month: str) -> list[int]:
        """The accounts that a word means in the chart of a month."""
        chart = queries.chart_of(self.db, month)
        if word in _TOP:
            return self._tops[_TOP[word], chart]
        return [
            key
            for name in (_FUNDS if word == "@fund_direct" else (word,))
            for key in self._accounts[name, chart]
        ]

    def _fund_opening(self, column: str) -> list[Part]:
        """工会资金结转结余 where the column begins: 1 January, and what the months before it brought."""
        found: list[Part] = []
        for factor, span in spans(self.which, column):
            year = int(span.first[:4])
            funds = self._meant("@fund_direct", span.first)
            found += [Term(key, -factor, _at_end_of(year - 1)) for key in funds]
            if not span.first.endswith("-01"):
                before = Span(f"{year}-01", next_month(span.first, -1), closing=False)
                moved = [key for word in ("@fund_direct", *_TOP) for key in self._meant(word, span.first)]
                found += [Term(key, -factor, before) for key in moved]
        return found


def _settled(part: Part) -> Part:
    """Increase and decrease count one side of the account: that which makes the line larger or smaller."""
    if isinstance(part, Item) or part.span.only not in ("in", "out"):
        return part
    debit = (part.span.only == "in") == (part.sign > 0)
    return Term(part.account, 1, replace(part.span, only="debit" if debit else "credit"))


def spans(which: Statement, column: str) -> list[tuple[int, Span]]:
    """What a column counts, as (factor, span)."""
    year, month = which.year, which.month
    january, closing = f"{year}-01", not which.before_closing
    last = f"{year - 1}-{month[5:]}"
    of_year = Span(january, month, closing=False)
    of_last = Span(f"{year - 1}-01", last, closing=False)
    known: dict[str, list[tuple[int, Span]]] = {
        "opening": [(1, _at_end_of(year - 1))],
        "closing": [(1, Span(january, month, opening=True, closing=closing))],
        "month": [(1, Span(month, month, closing=False))],
        "year": [(1, of_year)],
        "last_year": [(1, of_last)],
        "change": [(1, of_year), (-1, of_last)],
        "increase": [(1, replace(of_year, only="in"))],
        "decrease": [(1, replace(of_year, only="out"))],
    }
    return known[column]


def _at_end_of(year: int) -> Span:
    return Span(f"{year}-01", f"{year}-12", opening=True)


def _by_key(db: sqlite3.Connection) -> Mapping[tuple[str, int], list[int]]:
    """The account of each (key, chart)."""
    found: dict[tuple[str, int], list[int]] = defaultdict(list)
    for key, chart, account in db.execute("select key, chart, id from account where key is not null"):
        found[key, chart].append(account)
    return found


def _tops(db: sqlite3.Connection) -> Mapping[tuple[str, int], list[int]]:
    """The first-level accounts of each (class, chart)."""
    found: dict[tuple[str, int], list[int]] = defaultdict(list)
    for kind, chart, account in db.execute(
        "select class, chart, id from account where parent is null order by code"
    ):
        found[kind, chart].append(account)
    return found
