"""Balances and account pages, from month sums: their cost doesn't grow with the book."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date

from models.ledger.queries import Db, accounts, family
from models.ledger.records import Account, Balance, Entry, voucher_name

_BEFORE_CLOSING = ("debit_fen - closing_debit_fen", "credit_fen - closing_credit_fen")


def balance(db: Db, account: int, until: str) -> int:
    """Net balance (debit positive) of an account and its sub-accounts at the end of month `until`."""
    return _net(db, family(db, account), until, inclusive=True)


def trial_balance(db: Db, at: str, *, before_closing: bool = False) -> list[Balance]:
    """Year to date at the end of month `at`: every account, parents with the sums of their leaves."""
    chart = accounts(db)
    january = at[:4] + "-01"
    debit, credit = _BEFORE_CLOSING if before_closing else ("debit_fen", "credit_fen")
    opening = dict(
        db.execute(
            "select account, sum(debit_fen - credit_fen) from opening_balance group by account"
        ).fetchall()
    )
    for account, fen in db.execute(
        "select account, sum(debit_fen - credit_fen) from year_sum where year < ? group by account",
        (int(at[:4]),),
    ):
        opening[account] = opening.get(account, 0) + fen
    moved = {
        row[0]: (row[1], row[2])
        for row in db.execute(
            f"select account, sum({debit}), sum({credit}) from month_sum"
            " where month between ? and ? group by account",
            (january, at),
        )
    }
    return _rolled_up(chart, opening, moved)


def _rolled_up(
    chart: list[Account], opening: dict[int, int], moved: dict[int, tuple[int, int]]
) -> list[Balance]:
    """Leaves' figures added to every account above them."""
    sums = {account.id: [opening.get(account.id, 0), *moved.get(account.id, (0, 0))] for account in chart}
    for account in sorted(chart, key=lambda a: -a.level):
        if account.parent:
            above = sums[account.parent]
            for index, fen in enumerate(sums[account.id]):
                above[index] += fen
    return [Balance(account, *sums[account.id]) for account in chart]


def entries(db: Db, account: int, first: str, last: str) -> tuple[int, list[Entry]]:
    """Opening balance (debit positive) and the lines of an account, with its sub-accounts, in order."""
    ids = family(db, account)
    marks = ", ".join("?" * len(ids))
    before = _net(db, ids, first, inclusive=False)
    rows = db.execute(
        "select l.*, v.day, v.word, v.number, v.reverses"
        " from voucher_line l join voucher v on v.id = l.voucher"
        f" where l.account in ({marks}) and l.month between ? and ? and v.posted = 1"
        " order by v.day, v.word, v.number, l.position",
        (*ids, first, last),
    ).fetchall()
    opposite = _opposites(db, ids, first, last)
    running, found = before, []
    for row in rows:
        running += row["debit_fen"] - row["credit_fen"]
        found.append(_entry(row, running, opposite))
    return before, found


def _entry(row: sqlite3.Row, running: int, opposite: dict[tuple[int, bool], str]) -> Entry:
    return Entry(
        voucher=row["voucher"],
        name=voucher_name(row["month"], row["word"], row["number"]),
        day=date.fromisoformat(row["day"]),
        word=row["word"],
        number=row["number"],
        summary=row["summary"],
        opposite=opposite.get((row["voucher"], row["debit_fen"] != 0), ""),
        debit_fen=row["debit_fen"],
        credit_fen=row["credit_fen"],
        balance_fen=running,
        is_reversal=row["reverses"] is not None,
    )


def _net(db: Db, ids: Sequence[int], month: str, *, inclusive: bool) -> int:
    """Opening balances and all months before `month` (or up to it), debit positive."""
    marks = ", ".join("?" * len(ids))
    opened = db.execute(
        f"select coalesce(sum(debit_fen - credit_fen), 0) from opening_balance where account in ({marks})",
        ids,
    ).fetchone()[0]
    moved = db.execute(
        f"select coalesce(sum(debit_fen - credit_fen), 0) from month_sum where account in ({marks})"
        f" and month {'<=' if inclusive else '<'} ?",
        (*ids, month),
    ).fetchone()[0]
    return int(opened + moved)


def _opposites(db: Db, ids: list[int], first: str, last: str) -> dict[tuple[int, bool], str]:
    """For each voucher and side: the names of the accounts on the other side, as 对方科目."""
    marks = ", ".join("?" * len(ids))
    rows = db.execute(
        "select o.voucher, o.debit_fen <> 0 as debit, coalesce(p.name, a.name) as name from voucher_line o"
        " join account a on a.id = o.account left join account p on p.id = a.parent"
        " where o.voucher in (select voucher from voucher_line"
        f" where account in ({marks}) and month between ? and ?)"
        " order by o.voucher, o.position",
        (*ids, first, last),
    )
    names: dict[tuple[int, bool], list[str]] = {}
    for row in rows:
        kept = names.setdefault((row["voucher"], not row["debit"]), [])
        if row["name"] not in kept:
            kept.append(row["name"])
    return {place: "、".join(kept) for place, kept in names.items()}


def dues_income_by_source(db: Db, first: str, last: str) -> list[tuple[int, str, str, int]]:
    """Vouchers on dues income: (voucher, name, source, credit − debit fen); a reversal has its source."""
    ids = family(db, int(db.execute("select id from account where key = 'dues_income'").fetchone()[0]))
    marks = ", ".join("?" * len(ids))
    rows = db.execute(
        "select v.id, v.month, v.word, v.number, coalesce(nullif(v.source, ''), r.source, '') as source,"
        " sum(l.credit_fen - l.debit_fen) as fen from voucher_line l join voucher v on v.id = l.voucher"
        " left join voucher r on r.id = v.reverses"
        f" where l.account in ({marks}) and l.month between ? and ?"
        " and v.posted = 1 and v.kind <> 'closing'"
        " group by v.id order by v.month, v.word, v.number",
        (*ids, first, last),
    )
    return [(r["id"], voucher_name(r["month"], r["word"], r["number"]), r["source"], r["fen"]) for r in rows]
