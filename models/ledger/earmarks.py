"""Earmarks in the books: what of 工会资金结转 is held for which purpose, year after year."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from models.kit.days import next_month
from models.kit.errors import Refused
from models.kit.money import yuan
from models.ledger import queries
from models.store.journal import Change

Held = dict[tuple[int, str], int]  # (account of 工会资金结转, earmark) → fen, credit positive


@dataclass(frozen=True)
class Earmark:
    """A source that may only be spent on its purpose: what it had, got, spent in the year (fen)."""

    name: str
    carried_fen: int = 0  # 上年结转
    income_fen: int = 0
    expense_fen: int = 0
    adjusted_fen: int = 0  # straight to 工会资金结转: returned to the giver, corrections of earlier years
    returns: bool = False  # what is not spent goes back to the giver
    use_by: date | None = None

    @property
    def left_fen(self) -> int:
        """Stays in 工会资金结转 when the treasurer ticks it; negative when overspent."""
        return self.carried_fen + self.income_fen - self.expense_fen + self.adjusted_fen


def earmarks(db: sqlite3.Connection, year: int) -> list[Earmark]:
    """Every earmark that had or moved money in the year, balances of all earlier years included."""
    found: dict[str, Earmark] = defaultdict(lambda: Earmark(""))
    for (_, name), fen in held(db, f"{year - 1}-12").items():
        found[name] = replace(found[name], carried_fen=found[name].carried_fen + fen)
    for name, income, expense in _income_and_expense(db, year):
        found[name] = replace(found[name], income_fen=income, expense_fen=expense)
    for (_, name), fen in _lines(db, f"{year}-01", f"{year}-12", closing=False).items():
        found[name] = replace(found[name], adjusted_fen=found[name].adjusted_fen + fen)
    rules = _rules(db)
    made = [replace(one, name=name) for name, one in found.items() if name]
    made = [
        replace(one, returns=rules[one.name][0], use_by=rules[one.name][1]) if one.name in rules else one
        for one in made
        if one.carried_fen or one.income_fen or one.expense_fen or one.adjusted_fen
    ]
    return sorted(made, key=lambda one: one.name)


def held(db: sqlite3.Connection, until: str) -> Held:
    """工会资金结转 at the end of a month by earmark, all vouchers counted; "" is what no earmark holds.

    The sum is the account's balance. What the opening balance is meant for is said by `word_opening`.
    """
    sums: Held = defaultdict(int)
    for account, name, fen in db.execute(
        "select a.id, iif(a.key is null, a.name, ''), o.credit_fen - o.debit_fen from opening_balance o"
        f" join account a on a.id = o.account where a.id in ({_FUND})"
    ):
        sums[account, name] += fen
    first = queries.first_month(db)
    for name, fen in opening_words(db).items():
        sums[fund_account(db, "", first), ""] -= fen
        sums[fund_account(db, name, first), name] += fen
    for key, fen in _lines(db, "0000-00", until, closing=True).items():
        sums[key] += fen
    return {key: fen for key, fen in sums.items() if fen}


def fund_account(db: sqlite3.Connection, earmark: str, month: str = "") -> int:
    """The account of 工会资金结转 for an earmark: the sub-account of its name, else one of no earmark's.

    Without either the first of all. `month` says which chart where the book has both; without it the latest.
    """
    row = db.execute(
        "select id from account a where key is null and chart = ? and not exists"
        f" (select 1 from account c where c.parent = a.id) and id in ({_FUND})"
        " and (name = ? or not exists (select 1 from earmark e where e.name = a.name))"
        " order by name <> ?, code limit 1",
        (queries.chart_of(db, month), earmark, earmark),
    ).fetchone()
    return int(row[0]) if row else queries.account_by_key(db, "fund_carryover", month)


def has_surplus(db: sqlite3.Connection, month: str) -> bool:
    """Whether the chart of a month knows 工会资金结余; before 2022 结转 and 结余 were one account."""
    query = "select 1 from account where key = 'fund_surplus' and chart = ?"
    return db.execute(query, (queries.chart_of(db, month),)).fetchone() is not None


_FUND = (
    "with recursive f(id) as (select id from account where key = 'fund_carryover'"
    " union all select c.id from account c join f on c.parent = f.id) select id from f"
)


def _lines(db: sqlite3.Connection, first: str, last: str, *, closing: bool) -> Held:
    """Movements of 工会资金结转 by (account, earmark), credit positive; a sub-account's name is one too."""
    rows = db.execute(
        "select l.account, case when l.earmark <> '' then l.earmark when a.key is null then a.name"
        " else '' end as mark, sum(l.credit_fen - l.debit_fen) from voucher_line l"
        " join account a on a.id = l.account"
        f" join voucher v on v.id = l.voucher where l.account in ({_FUND}) and v.posted = 1"
        f" and l.month between ? and ?{'' if closing else _NOT_CLOSING} group by l.account, mark",
        (first, last),
    )
    return {(account, mark): fen for account, mark, fen in rows}


_NOT_CLOSING = " and v.kind <> 'closing'"


def _income_and_expense(db: sqlite3.Connection, year: int) -> list[tuple[str, int, int]]:
    rows = db.execute(
        "select l.earmark, sum(iif(a.class = 'income', l.credit_fen - l.debit_fen, 0)),"
        " sum(iif(a.class = 'expense', l.debit_fen - l.credit_fen, 0))"
        " from voucher_line l join voucher v on v.id = l.voucher join account a on a.id = l.account"
        " where l.earmark <> '' and a.class in ('income', 'expense') and v.posted = 1"
        f"{_NOT_CLOSING} and l.month between ? and ? group by l.earmark",
        (f"{year}-01", f"{year}-12"),
    )
    return [tuple(row) for row in rows]


def _rules(db: sqlite3.Connection) -> dict[str, tuple[bool, date | None]]:
    rows = db.execute("select name, return_unspent, use_by from earmark")
    return {row[0]: (bool(row[1]), date.fromisoformat(row[2]) if row[2] else None) for row in rows}


# -- what the opening balance is held for --------------------------------------------------------


def opening_words(db: sqlite3.Connection) -> dict[str, int]:
    """Earmark → fen of the opening 工会资金结转 of the book that is held for it."""
    year = int(queries.first_month(db)[:4]) - 1
    rows = db.execute("select earmark, fen from carried_earmark where year = ? and fen <> 0", (year,))
    return {row[0]: row[1] for row in rows}


def opening_free(db: sqlite3.Connection) -> int:
    """Fen of the opening 工会资金结转 for which no earmark is named yet."""
    before = queries.first_month(db)
    return sum(fen for (_, name), fen in held(db, next_month(before, -1)).items() if not name)


def word_opening(change: Change, earmark: str, fen: int) -> None:
    """Say how much of the opening 工会资金结转 is held for an earmark; 0 takes it back.

    Raises `Refused` when that much is not free, or a year was closed on what was said before.
    """
    name, db = earmark.strip(), change.db
    year = int(queries.first_month(db)[:4]) - 1
    if not name:
        raise Refused("还没有写专项的名称。", remedy="请写上专项名称。")
    if queries.is_closed(db, f"{year + 1}-12"):
        raise Refused("启用当年已经年结，期初结转的用途不能再改。", remedy="要改请先反结账。")
    row = db.execute(
        "select id, fen from carried_earmark where year = ? and earmark = ?", (year, name)
    ).fetchone()
    free = opening_free(db) + (row["fen"] if row else 0)
    if not 0 <= fen <= max(free, 0):
        raise Refused(f"期初结转里没有写明用途的只有 {yuan(max(free, 0))}。", name, "请核对金额。")
    if row:
        change.update("carried_earmark", row["id"], {"fen": fen})
    else:
        change.insert("carried_earmark", {"year": year, "earmark": name, "fen": fen, "stays": 1})


def keep_decision(
    change: Change, year: int, stay: dict[str, int], reasons: dict[str, str] | None = None
) -> None:
    """The tick list of a year that is being closed: each earmark, what of it stays (fen), and why."""
    drop_decision(change, year)
    rows = [
        (year, one.name, stay.get(one.name, 0), one.name in stay, (reasons or {}).get(one.name, ""))
        for one in earmarks(change.db, year)
    ]
    change.insert_all("carried_earmark", ("year", "earmark", "fen", "stays", "reason"), rows)


def drop_decision(change: Change, year: int) -> None:
    """Forget the tick list of a year that is reopened; the journal keeps it."""
    for row in change.db.execute("select id from carried_earmark where year = ?", (year,)).fetchall():
        change.delete("carried_earmark", row["id"])
