"""Balances and account pages, from month sums: their cost doesn't grow with the book."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models.ledger.dimensions import DIMENSIONS, all_names
from models.ledger.queries import Db, accounts, carried, family
from models.ledger.records import Account, Balance, Entry, voucher_name

_BEFORE_CLOSING = ("debit_fen - closing_debit_fen", "credit_fen - closing_credit_fen")


def balance(db: Db, account: int, until: str) -> int:
    """Net balance (debit positive) of an account and its sub-accounts at the end of month `until`."""
    return _net(db, family(db, account), until, inclusive=True)


def trial_balance(db: Db, at: str, *, before_closing: bool = False) -> list[Balance]:
    """Year to date at the end of month `at`: every account of its chart, parents with the sums of leaves."""
    chart = accounts(db, at)
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
    lines = "iif(lines > 0 and closing_debit_fen = 0 and closing_credit_fen = 0, lines, 0)"
    moved = {
        row[0]: (row[1], row[2], row[3])
        for row in db.execute(
            f"select account, sum({debit}), sum({credit}), sum({lines if before_closing else 'lines'})"
            " from month_sum where month between ? and ? group by account",
            (january, at),
        )
    }
    for account, debit_fen, credit_fen, count in carried(db, at):
        had = moved.get(account, (0, 0, 0))
        moved[account] = (had[0] - debit_fen, had[1] - credit_fen, had[2] - count)
    return _rolled_up(chart, opening, moved)


def _rolled_up(
    chart: list[Account], opening: dict[int, int], moved: dict[int, tuple[int, int, int]]
) -> list[Balance]:
    """Leaves' figures added to every account above them."""
    sums = {account.id: [opening.get(account.id, 0), *moved.get(account.id, (0, 0, 0))] for account in chart}
    for account in sorted(chart, key=lambda a: -a.level):
        if account.parent:
            above = sums[account.parent]
            for index, fen in enumerate(sums[account.id]):
                above[index] += fen
    return [Balance(account, *sums[account.id]) for account in chart]


def entries(
    db: Db, account: int, first: str, last: str, *, before_closing: bool = False
) -> tuple[int, list[Entry]]:
    """Opening balance (debit positive) and the lines of an account, with its sub-accounts, in order.

    `before_closing` leaves the closing vouchers of the year out, as they had not been made.
    """
    ids = family(db, account)
    marks = ", ".join("?" * len(ids))
    before = _net(db, ids, first, inclusive=False)
    if before_closing:
        before -= _closed(db, ids, f"{first[:4]}-01", first)
    kinds = " and v.kind <> 'closing'" if before_closing else ""
    rows = db.execute(
        "select l.*, v.day, v.word, v.number, v.reverses is not null or v.refunds is not null as red"
        " from voucher_line l join voucher v on v.id = l.voucher"
        f" where l.account in ({marks}) and l.month between ? and ? and v.posted = 1{kinds}"
        " order by v.day, v.word, v.number, l.position",
        (*ids, first, last),
    ).fetchall()
    return before, entries_of(db, rows, before)


def entries_of(db: Db, rows: Sequence[sqlite3.Row], before: int) -> list[Entry]:
    """Lines with day, word, number and `red` of their vouchers as entries, the balance running on."""
    opposite = _opposites(db, sorted({row["voucher"] for row in rows}))
    said = _About(db)
    running, found = before, []
    for row in rows:
        running += row["debit_fen"] - row["credit_fen"]
        found.append(_entry(row, running, opposite, said.words(row)))
    return found


def _entry(row: sqlite3.Row, running: int, opposite: dict[tuple[int, int, bool], str], about: str) -> Entry:
    return Entry(
        voucher=row["voucher"],
        name=voucher_name(row["month"], row["word"], row["number"]),
        day=date.fromisoformat(row["day"]),
        word=row["word"],
        number=row["number"],
        summary=row["summary"],
        opposite=opposite.get((row["voucher"], row["pair"], row["debit_fen"] != 0), ""),
        debit_fen=row["debit_fen"],
        credit_fen=row["credit_fen"],
        balance_fen=running,
        is_reversal=bool(row["red"]),
        line=row["id"],
        account=row["account"],
        about=about,
    )


class _About:
    """The dimensions of lines in words; their names are read when the first line has one."""

    def __init__(self, db: Db) -> None:
        self._db = db
        self._names: dict[str, dict[int, str]] | None = None

    def words(self, row: sqlite3.Row) -> str:
        """“送温暖；第1分工会”, empty for a line that has none."""
        given = [(one.column, row[one.column]) for one in DIMENSIONS if row[one.column]]
        if not given:
            return ""
        if self._names is None:
            self._names = all_names(self._db)
        names = self._names
        return "；".join(str(names[column].get(value, value)) for column, value in given)


@dataclass(frozen=True)
class Moved:
    """What one month moved on an account: sums in fen, how many vouchers, their numbers, the last day."""

    month: str
    debit_fen: int
    credit_fen: int
    vouchers: int
    numbers: str  # 记1－12
    last_day: int


def opening(db: Db, account: int, first: str, *, before_closing: bool = False) -> int:
    """Net balance (debit positive) of an account with its sub-accounts before month `first`."""
    ids = family(db, account)
    closed = _closed(db, ids, f"{first[:4]}-01", first) if before_closing else 0
    return _net(db, ids, first, inclusive=False) - closed


def year_to(db: Db, account: int, first: str, *, before_closing: bool = False) -> tuple[int, int]:
    """Debit and credit (fen) from January to the month before `first`: where 本年累计 starts."""
    ids = family(db, account)
    debit, credit = _BEFORE_CLOSING if before_closing else ("debit_fen", "credit_fen")
    row = db.execute(
        f"select coalesce(sum({debit}), 0), coalesce(sum({credit}), 0) from month_sum"
        f" where account in ({', '.join('?' * len(ids))}) and month >= ? and month < ?",
        (*ids, f"{first[:4]}-01", first),
    ).fetchone()
    return int(row[0]), int(row[1])


def by_month(db: Db, account: int, first: str, last: str, before_closing: bool = False) -> list[Moved]:
    """Each month in which an account or one below it moved."""
    ids = family(db, account)
    kinds = " and v.kind <> 'closing'" if before_closing else ""
    rows = db.execute(
        "select l.month, sum(l.debit_fen), sum(l.credit_fen), count(distinct v.id), min(v.number),"
        " max(v.number), max(v.day), min(v.word), max(v.word)"
        " from voucher_line l join voucher v on v.id = l.voucher"
        f" where l.account in ({', '.join('?' * len(ids))}) and l.month between ? and ?"
        f" and v.posted = 1{kinds} group by l.month order by l.month",
        (*ids, first, last),
    )
    return [
        Moved(row[0], row[1], row[2], row[3], _numbers(row[7], row[8], row[4], row[5]), int(row[6][8:]))
        for row in rows
    ]


def _numbers(word: str, other: str, low: int, high: int) -> str:
    """记1－12; with vouchers of several words only the words."""
    if word != other:
        return f"{word}、{other}"
    return f"{word}-{low:04d}" if low == high else f"{word}{low}－{high}"


def _closed(db: Db, ids: Sequence[int], first: str, before: str) -> int:
    """What closing vouchers moved from month `first` to the one before `before`, debit positive."""
    marks = ", ".join("?" * len(ids))
    row = db.execute(
        "select coalesce(sum(closing_debit_fen - closing_credit_fen), 0) from month_sum"
        f" where account in ({marks}) and month >= ? and month < ?",
        (*ids, first, before),
    ).fetchone()
    return int(row[0])


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


_CHUNK = 500  # vouchers asked for at once


def _opposites(db: Db, vouchers: Sequence[int]) -> dict[tuple[int, int, bool], str]:
    """For each voucher, half and side: the names of the accounts on the other side, as 对方科目."""
    names: dict[tuple[int, int, bool], list[str]] = {}
    for start in range(0, len(vouchers), _CHUNK):
        some = vouchers[start : start + _CHUNK]
        marks = ", ".join("?" * len(some))
        for row in db.execute(
            "select o.voucher, o.pair, o.debit_fen <> 0, a.name from voucher_line o"
            f" join account a on a.id = o.account where o.voucher in ({marks})"
            " order by o.voucher, o.position",
            tuple(some),
        ):
            kept = names.setdefault((row[0], row[1], not row[2]), [])
            if row[3] not in kept:
                kept.append(row[3])
    return {place: _few(kept) for place, kept in names.items()}


def _few(names: Sequence[str]) -> str:
    """Two names as they are; of more the first, and that there are others."""
    return "、".join(names) if len(names) <= 2 else f"{names[0]} 等"


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
