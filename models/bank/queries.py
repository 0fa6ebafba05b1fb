"""Every question to the bank's room. All take the connection (`office.db` or `change.db`)."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterable
from datetime import date, timedelta

from models.bank.records import BANK, BOOK, BankAccount, Match, Side, Statement
from models.bank.tokens import numbers
from models.kit.days import month_of, months, next_month
from models.kit.errors import Refused
from models.kit.money import yuan
from models.ledger import balances, queries

Db = sqlite3.Connection


# -- accounts ---------------------------------------------------------------------------------


def accounts(db: Db) -> list[BankAccount]:
    """Every leaf account of 银行存款 by code; what was entered for a split account is its first leaf's."""
    row = db.execute("select id from account where key = 'bank' order by chart desc").fetchone()
    if row is None:
        return []
    kept = {one["account"]: one for one in db.execute("select * from bank_account")}
    chart = queries.accounts_by_id(db, {*queries.family(db, row["id"]), *kept})
    leaves = sorted((one for one in chart.values() if one.leaf), key=lambda one: one.code)
    split = [kept[one] for one in kept if one in chart and not chart[one].leaf]
    found = []
    for leaf in leaves:
        own = kept.get(leaf.id) or (split.pop(0) if split else None)
        name = leaf.name if own is None or leaf.level > 1 else own["name"]
        found.append(_account(own, leaf.id, (leaf.code, name)))
    return found


def _account(row: sqlite3.Row | None, account: int, words: tuple[str, str]) -> BankAccount:
    if row is None:
        return BankAccount(0, account, *words)
    return BankAccount(
        row["id"], account, *words, row["bank"], row["number_tail"], row["kind"], row["approval"]
    )


def account_named(db: Db, name: str = "", tail: str = "") -> BankAccount:
    """The account of that name or code; without a name the only one, or the one with that number's tail."""
    known = accounts(db)
    if name:
        fits = [one for one in known if name in (one.name, one.code, one.bank)]
        fits = fits or [one for one in known if one.number_tail and name.endswith(one.number_tail)]
    else:
        fits = [one for one in known if tail and one.number_tail == tail] if len(known) > 1 else known
    if len(fits) == 1:
        return fits[0]
    names = "、".join(f"{one.code} {one.name}" for one in known)
    what = f"没有叫“{name}”的银行账户。" if name else "有几个银行账户，看不出这份对账单是哪一个的。"
    raise Refused(what, "银行账户", f"请说明是哪个账户：{names}。")


# -- lines of both sides ----------------------------------------------------------------------

_BANK = (
    "select l.id, l.day, l.in_fen - l.out_fen as fen, l.words, l.partner, l.ref, l.balance_fen,"
    " coalesce(m.match, 0) as match, coalesce(g.locked, 0) as locked from bank_line l"
    " left join bank_match_bank m on m.bank_line = l.id left join bank_match g on g.id = m.match"
)
_BOOK = (
    "select l.id, v.day, l.debit_fen - l.credit_fen as fen, l.summary as words, l.partner, n.name as member,"
    " v.id as voucher, v.word || '-' || substr('000' || v.number, -3) as number, v.source, v.source_id,"
    " v.reverses, coalesce(m.match, 0) as match, coalesce(g.locked, 0) as locked"
    " from voucher_line l join voucher v on v.id = l.voucher left join member n on n.id = l.member"
    " left join bank_match_book m on m.voucher_line = l.id left join bank_match g on g.id = m.match"
    " where v.posted = 1 and v.kind <> 'carried'"  # balances handed to another chart move no money
)
_OPENING = (
    "select o.id, o.side, o.day, o.fen, o.words, coalesce(m.match, 0) as match,"
    " coalesce(g.locked, 0) as locked from bank_opening o"
    " left join bank_match_opening m on m.opening = o.id left join bank_match g on g.id = m.match"
)


def bank_lines(
    db: Db, account: BankAccount, until: date | None = None, *, free: bool = False, unsigned: bool = False
) -> list[Side]:
    """Lines of the statements and the bank's opening items, by day.

    free      without a match only
    unsigned  without those whose match is signed
    """
    cond, said = _conditions("l.bank = ?", account.id, until, (free, unsigned))
    day = "l.day"
    rows = db.execute(f"{_BANK} where {cond.format(day=day)} order by l.day, l.statement, l.position", said)
    lines = [
        Side(
            row["id"], date.fromisoformat(row["day"]), row["fen"], row["words"], row["partner"], row["ref"],
            row["balance_fen"], match=row["match"], locked=bool(row["locked"]),
        )
        for row in rows
    ]  # fmt: skip
    return [*openings(db, account, BANK, free=free), *lines]


def book_lines(
    db: Db, account: BankAccount, until: date | None = None, *, free: bool = False, unsigned: bool = False
) -> list[Side]:
    """Posted lines on the account and the book's opening items, by day and number; see `bank_lines`."""
    cond, said = _conditions("l.account = ?", account.account, until, (free, unsigned))
    rows = db.execute(f"{_BOOK} and {cond.format(day='v.day')} order by v.day, v.number, l.position", said)
    return [*openings(db, account, BOOK, free=free), *(_book(row) for row in rows)]


def drafts(db: Db, account: BankAccount, until: date | None = None) -> list[Side]:
    """Lines on the account in vouchers that are not posted yet, by day; `words` is the voucher's summary."""
    rows = db.execute(
        "select l.id, v.day, l.debit_fen - l.credit_fen, v.summary, v.id from voucher_line l"
        " join voucher v on v.id = l.voucher where v.posted = 0 and l.account = ? and v.day <= ?"
        " order by v.day, v.id, l.position",
        (account.account, until.isoformat() if until else "9999-12-31"),
    )
    return [Side(row[0], date.fromisoformat(row[1]), row[2], row[3], voucher=row[4]) for row in rows]


def _conditions(first: str, key: int, until: date | None, but: tuple[bool, bool]) -> tuple[str, list[object]]:
    """The words after `where` with a place for the day; `but` is (only free ones, none that is signed)."""
    parts, said = [first], list[object]([key])
    if until is not None:
        parts.append("{day} <= ?")
        said.append(until.isoformat())
    if but[0]:
        parts.append("m.match is null")
    if but[1]:
        parts.append("coalesce(g.locked, 0) = 0")
    return " and ".join(parts), said


def _book(row: sqlite3.Row) -> Side:
    return Side(
        row["id"],
        date.fromisoformat(row["day"]),
        row["fen"],
        row["words"],
        row["partner"] or row["member"] or "",
        voucher=row["voucher"],
        number=row["number"],
        source=f"{row['source']}:{row['source_id']}" if row["source"] else "",
        reverses=row["reverses"] or 0,
        match=row["match"],
        locked=bool(row["locked"]),
    )


def openings(db: Db, account: BankAccount, side: str, *, free: bool = False) -> list[Side]:
    """What was outstanding on one side before the first statement."""
    more = " and m.match is null" if free else ""
    rows = db.execute(f"{_OPENING} where o.bank = ? and o.side = ?{more} order by o.day, o.id",
                      (account.id, side))  # fmt: skip
    return [
        Side(
            -row["id"], date.fromisoformat(row["day"]), row["fen"], row["words"] or "期初未达",
            number="期初", match=row["match"], locked=bool(row["locked"]),
        )
        for row in rows
    ]  # fmt: skip


# -- statements -------------------------------------------------------------------------------


def statements(db: Db, account: BankAccount) -> list[Statement]:
    """The statements of an account, the oldest first."""
    rows = db.execute(
        "select s.*, (select count(*) from bank_line where statement = s.id) as n from bank_statement s"
        " where bank = ? order by first_day, id",
        (account.id,),
    )
    return [
        Statement(
            row["id"],
            date.fromisoformat(row["first_day"]),
            date.fromisoformat(row["last_day"]),
            row["opening_fen"],
            row["closing_fen"],
            row["file"],
            row["n"],
        )
        for row in rows
    ]


def bank_balance(db: Db, account: BankAccount, day: date) -> int | None:
    """The bank's balance at the end of a day by the statements; None before the first one.

    The latest statement that has begun gives the opening, all lines since then are added: lines may stand
    in a file in another order than that of their days.
    """
    row = db.execute(
        "select first_day, opening_fen from bank_statement where bank = ? and first_day <= ?"
        " order by first_day desc, id desc limit 1",
        (account.id, day.isoformat()),
    ).fetchone()
    if row is None:
        return None
    moved = db.execute(
        "select coalesce(sum(in_fen - out_fen), 0) from bank_line where bank = ? and day between ? and ?",
        (account.id, row["first_day"], day.isoformat()),
    ).fetchone()[0]
    return int(row["opening_fen"] + moved)


def covered_until(db: Db, account: BankAccount) -> date | None:
    """The last day that a statement reaches."""
    row = db.execute("select max(last_day) from bank_statement where bank = ?", (account.id,)).fetchone()
    return date.fromisoformat(row[0]) if row[0] else None


def start_day(db: Db, account: BankAccount) -> date | None:
    """The first day of the first statement: there the two sides begin to be compared."""
    row = db.execute("select min(first_day) from bank_statement where bank = ?", (account.id,)).fetchone()
    return date.fromisoformat(row[0]) if row[0] else None


def gaps(db: Db, account: BankAccount) -> list[str]:
    """What is missing between statements: one sentence each."""
    found = []
    known = statements(db, account)
    for before, after in itertools.pairwise(known):
        reached = bank_balance(db, account, after.first_day - timedelta(days=1))
        if reached is not None and reached != after.opening_fen:
            found.append(
                f"{before.last_day} 到 {after.first_day} 之间缺对账单：前一份止于 {yuan(reached)} 元，"
                f"后一份从 {yuan(after.opening_fen)} 元开始。"
            )
    return found


def marks(db: Db, account: BankAccount) -> set[str]:
    """The marks of all lines that are there: the same line is not taken twice."""
    return {row[0] for row in db.execute("select mark from bank_line where bank = ?", (account.id,))}


# -- balances ---------------------------------------------------------------------------------


def book_balance(db: Db, account: int, day: date) -> int:
    """The ledger's balance of an account at the end of a day, debit positive."""
    month = month_of(day)
    later = db.execute(
        "select coalesce(sum(l.debit_fen - l.credit_fen), 0) from voucher_line l join voucher v"
        " on v.id = l.voucher where l.account = ? and l.month = ? and v.posted = 1 and v.day > ?",
        (account, month, day.isoformat()),
    ).fetchone()[0]
    return balances.balance(db, account, month) - int(later)


def carried_fen(db: Db, account: int, after: date) -> int:
    """What another chart handed to an account after a day: the balance that was there before."""
    query = (
        "select coalesce(sum(l.debit_fen - l.credit_fen), 0)"
        " from voucher_line l join voucher v on v.id = l.voucher"
        " where l.account = ? and v.kind = 'carried' and v.posted = 1 and v.day > ?"
    )
    return int(db.execute(query, (account, after.isoformat())).fetchone()[0])


# -- matches ----------------------------------------------------------------------------------


def matches(db: Db, account: BankAccount, *, unsigned: bool = False) -> dict[int, Match]:
    """All groups of an account by id, or only those that are not signed."""
    only = " and g.locked = 0" if unsigned else ""
    rows = db.execute(
        "select g.id, g.pass, g.reason, g.locked, u.name from bank_match g join user u on u.id = g.by"
        f" where g.bank = ?{only}",
        (account.id,),
    ).fetchall()
    sides = {key: _members(db, account, key, only) for key in (BANK, BOOK)}
    return {
        row["id"]: Match(
            row["id"], row["pass"], row["reason"], bool(row["locked"]), row["name"],
            tuple(sides[BANK].get(row["id"], ())), tuple(sides[BOOK].get(row["id"], ())),
        )
        for row in rows
    }  # fmt: skip


def _members(db: Db, account: BankAccount, side: str, only: str) -> dict[int, list[int]]:
    table, column = ("bank_match_bank", "bank_line") if side == BANK else ("bank_match_book", "voucher_line")
    rows = db.execute(
        f"select m.match, m.{column} as line from {table} m join bank_match g on g.id = m.match"
        f" where g.bank = ?{only} union all select m.match, -m.opening from bank_match_opening m"
        " join bank_opening o on o.id = m.opening where o.bank = ? and o.side = ?",
        (account.id, account.id, side),
    )
    found: dict[int, list[int]] = {}
    for row in rows:
        found.setdefault(row["match"], []).append(row["line"])
    return found


def match_of(db: Db, key: int) -> sqlite3.Row:
    """One group's row. Raises `Refused`."""
    row: sqlite3.Row | None = db.execute("select * from bank_match where id = ?", (key,)).fetchone()
    if row is None:
        raise Refused("这组勾对已经不在了。", remedy="请刷新后再看。")
    return row


def signed_month(db: Db, account: BankAccount) -> str:
    """The latest month whose sheet is signed, "" when none is."""
    row = db.execute(
        "select max(month) from reconciliation where bank = ? and state = 'signed'", (account.id,)
    ).fetchone()
    return row[0] or ""


def unsigned_before(db: Db, account: BankAccount, month: str) -> tuple[str, ...]:
    """Earlier months that statements reach into and nobody signed; once `month` is signed they can't be."""
    first = db.execute("select min(first_day) from bank_statement where bank = ?", (account.id,)).fetchone()[
        0
    ]
    begin = max(next_month(signed_month(db, account) or "1900-01"), str(first)[:7]) if first else month
    return months(begin, next_month(month, -1)) if begin < month else ()


def ids_of(lines: Iterable[Side]) -> dict[int, Side]:
    """Lines by their id."""
    return {line.id: line for line in lines}


def paper_numbers(db: Db) -> dict[int, frozenset[str]]:
    """Numbers of used cheques by voucher."""
    rows = db.execute(
        "select u.voucher, b.prefix, u.number, b.width from number_use u join number_book b on b.id = u.book"
        " where u.voucher is not null and b.kind = 'cheque'"
    )
    found: dict[int, set[str]] = {}
    for voucher, prefix, number, width in rows:
        found.setdefault(voucher, set()).update(numbers(f"{prefix}{number:0{width}d}", f"{number:0{width}d}"))
    return {key: frozenset(said) for key, said in found.items()}
