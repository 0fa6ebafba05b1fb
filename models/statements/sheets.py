"""Every statement the office makes: its rows, its columns, and what stands behind each cell."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.budget.execution import execution
from models.kit.days import month_end
from models.ledger import queries, statements
from models.ledger.figures import Item, Part, Term
from models.ledger.statement_lines import Cells, Line, Statement, lines_of, spans

Columns = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Sheet:
    """One statement: the file with its rows, its columns as (key, title), its report in the catalog."""

    name: str
    title: str
    rows: str
    columns: Columns
    report: str
    yearly: bool = False


SHEETS = (
    Sheet(
        "balance_sheet",
        "资产负债表",
        "balance_sheet",
        (("opening", "年初余额"), ("closing", "期末余额")),
        "balance-sheet",
    ),
    Sheet(
        "income_expenditure",
        "收入支出表",
        "income_expenditure",
        (("month", "本月数"), ("year", "本年累计数")),
        "income-expenditure",
    ),
    Sheet(
        "asset_schedule",
        "国有资产情况表",
        "asset_schedule",
        (
            ("opening", "年初余额"),
            ("increase", "本年增加"),
            ("decrease", "本年减少"),
            ("closing", "年末余额"),
        ),
        "asset-schedule",
        yearly=True,
    ),
    Sheet(
        "final_account",
        "经费收支决算表",
        "income_expenditure",
        (("original", "年初预算"), ("adjusted", "调整后"), ("year", "决算数"), ("left", "差额")),
        "final-account",
        yearly=True,
    ),
    Sheet(
        "year_on_year",
        "收支变动分析表",
        "income_expenditure",
        (("year", "本年累计数"), ("last_year", "上年同期数"), ("change", "增减额")),
        "year-on-year",
    ),
    Sheet(
        "disclosure",
        "工会经费收支情况公示表",
        "disclosure",
        (("year", "金额"),),
        "fund-disclosure",
        yearly=True,
    ),
)
_BUDGET_ROWS = frozenset({"@fund_opening", "@fund_direct"})


def sheet(name: str) -> Sheet:
    """The statement of that name."""
    return next(one for one in SHEETS if one.name == name)


def cells(db: sqlite3.Connection, which: Statement) -> Cells:
    """The cells of any statement."""
    if which.name in ("balance_sheet", "income_expenditure"):
        return statements.cells(db, which)
    rows = lines_of(db, sheet(which.name).rows, which.month)
    if which.name == "asset_schedule":
        return Cells(db, which, rows, _Cards(db, which).more)
    if which.name == "final_account":
        rows = tuple(row for row in rows if not _BUDGET_ROWS & set(row.formula))
        return Cells(db, which, rows, _Budget(db, which).more)
    return Cells(db, which, rows)


# -- asset cards ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Card:
    """As much of an asset card as the statement needs."""

    id: int
    title: str
    kind: str
    quantity: int
    fen: int
    came: date
    went: date | None

    def held(self, day: date) -> bool:
        """Whether the books have it at the end of that day."""
        return self.came <= day and (self.went is None or self.went > day)


def cards(db: sqlite3.Connection) -> list[Card]:
    """The cards of what the union itself owns."""
    rows = db.execute(
        "select a.id, a.number || ' ' || a.name, c.kind, a.quantity, a.cost_fen, a.acquired_on, a.disposed_on"
        " from asset a join asset_class c on c.id = a.class where a.fund = 'union' order by a.number"
    )
    return [
        Card(
            row[0], row[1], row[2], row[3], row[4],
            date.fromisoformat(row[5]), date.fromisoformat(row[6]) if row[6] else None,
        )
        for row in rows
    ]  # fmt: skip


class _Cards:
    """Cells of the rows by class: asset cards as items."""

    def __init__(self, db: sqlite3.Connection, which: Statement) -> None:
        self.cards = cards(db)
        self.start = date(which.year - 1, 12, 31)
        self.end = month_end(which.month)

    def more(self, _: Line, word: str, column: str) -> list[Part] | None:
        """The cards of a class that a column counts."""
        if not word.startswith("@class."):
            return None
        mine = [card for card in self.cards if card.kind == word.removeprefix("@class.")]
        return [Item(card.title, card.fen, f"asset:{card.id}") for card in mine if self._counts(card, column)]

    def _counts(self, card: Card, column: str) -> bool:
        before, after = card.held(self.start), card.held(self.end)
        new = self.start < card.came <= self.end
        gone = card.went is not None and self.start < card.went <= self.end
        return {"opening": before, "closing": after, "increase": new, "decrease": gone}[column]


# -- the budget -------------------------------------------------------------------------------------


class _Budget:
    """Cells of 决算表: each budget line in the most detailed row that has its account."""

    def __init__(self, db: sqlite3.Connection, which: Statement) -> None:
        self.which = which
        self.lines = execution(db, which.month).lines
        self._keys = _keys_above(db)
        self._accounts = _accounts(db)

    def more(self, line: Line, word: str, column: str) -> list[Part] | None:
        """Budget lines of an account and all below it; the difference takes what was done away."""
        if column == "year":
            return None
        return self._left(line, word) if column == "left" else self._budget(word, column)

    def _budget(self, word: str, column: str) -> list[Part]:
        found: list[Part] = []
        for one in self.lines:
            if word in self._keys[one.line.account]:
                fen = one.original_fen if column == "original" else one.budget_fen
                found += [Item(one.line.title, fen, f"budget:{self.which.year}")] if fen else []
        return found

    def _left(self, line: Line, word: str) -> list[Part]:
        sign = 1 if line.side == "debit" else -1
        done: list[Part] = [
            Term(account, -sign * factor, span)
            for account in self._accounts[word]
            for factor, span in spans(self.which, "year")
        ]
        return self._budget(word, "adjusted") + done


def _keys_above(db: sqlite3.Connection) -> Mapping[int, frozenset[str]]:
    """For each account the keys of itself and of all above it."""
    rows = {row[0]: (row[1], row[2]) for row in db.execute("select id, key, parent from account")}
    found: dict[int, frozenset[str]] = {}
    for account in rows:
        keys, at = set(), account
        while at:
            key, above = rows[at]
            keys |= {key} if key else set()
            at = above
        found[account] = frozenset(keys)
    return found


def _accounts(db: sqlite3.Connection) -> Mapping[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for key, account in db.execute("select key, id from account where key is not null order by chart, code"):
        found[key].append(account)
    return found


# -- words of a line ---------------------------------------------------------------------------------

LARGE_BP = 2_000  # a change of so many 1/10 000 wants a word of explanation


def is_large(year_fen: int, last_fen: int) -> bool:
    """Whether a change reaches 20 % of last year's figure; anything new does."""
    return bool(year_fen or last_fen) and abs(year_fen - last_fen) * 10_000 >= abs(last_fen) * LARGE_BP


def plain_title(line: Line) -> str:
    """A line's title without 其中： and 减："""
    return line.title.removeprefix("其中：").removeprefix("减：")


def has_last_year(db: sqlite3.Connection, year: int) -> bool:
    """Whether the year before is in this book, so that there is something to compare with."""
    return queries.first_month(db) < f"{year}-01"
