"""Every question to the books. All take the connection (`office.db` or `change.db`)."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import fields
from datetime import date

from models.kit.errors import Refused
from models.ledger.records import Account, Line, Voucher, voucher_name

Db = sqlite3.Connection
_LATEST = "9999-12"


# -- accounts ---------------------------------------------------------------------------------


_ACCOUNT = (
    "a.id, a.key, a.code, a.name, a.class, a.side, a.parent, a.hidden, a.chart, a.valid_from, a.valid_to,"
    " a.locked, not exists (select 1 from account c where c.parent = a.id) as leaf"
)


def accounts(db: Db, month: str = "") -> list[Account]:
    """The whole chart in order of code, with level (1 …), leaf and full name.

    With a month only the chart of that month ("2021-12" has the accounts of 2010); a sub-account that
    ended before is in it, for its balance may still stand.
    """
    where = f" where a.chart = {chart_of(db, month)}" if month else ""
    rows = db.execute(f"select {_ACCOUNT} from account a{where} order by a.code, a.chart").fetchall()
    by_id = {row["id"]: row for row in rows}
    return [_account(row, by_id) for row in rows]


def chart_of(db: Db, month: str = "") -> int:
    """Which prescribed chart a month uses: 2010 until 2021, then 2022. Without a month the latest one.

    A book that holds one chart only uses it always.
    """
    charts = [row[0] for row in db.execute("select distinct chart from account order by chart")]
    if not month or len(charts) < 2:
        return int(charts[-1]) if charts else 2022
    return int(next((chart for chart in reversed(charts) if month >= f"{chart}-01"), charts[0]))


def _account(row: sqlite3.Row, by_id: dict[int, sqlite3.Row]) -> Account:
    names, level, above = [row["name"]], 1, row["parent"]
    while above:
        names.insert(0, by_id[above]["name"])
        level, above = level + 1, by_id[above]["parent"]
    return Account(
        id=row["id"],
        key=row["key"],
        code=row["code"],
        name=row["name"],
        kind=row["class"],
        side=row["side"],
        parent=row["parent"],
        hidden=bool(row["hidden"]),
        leaf=bool(row["leaf"]),
        level=level,
        full_name="—".join(names),
        chart=row["chart"],
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
        locked=bool(row["locked"]),
    )


def accounts_by_id(db: Db, ids: set[int]) -> dict[int, Account]:
    """Some accounts only, with all above them: for checking one voucher."""
    marks = ", ".join("?" * len(ids))
    rows = db.execute(
        f"with recursive up(id) as (select id from account where id in ({marks})"
        " union select a.parent from account a join up on a.id = up.id where a.parent is not null)"
        f" select {_ACCOUNT} from up join account a on a.id = up.id",
        tuple(ids),
    ).fetchall()
    by_id = {row["id"]: row for row in rows}
    return {key: _account(by_id[key], by_id) for key in ids if key in by_id}


def carried(db: Db, month: str) -> list[tuple[int, int, int, int]]:
    """What the voucher that joins two charts moved in their last month: account, debit, credit fen, lines.

    The last statements by the old chart leave it out, or they would be empty.
    """
    if chart_of(db, month) == chart_of(db):
        return []
    rows = db.execute(
        "select l.account, sum(l.debit_fen), sum(l.credit_fen), count(*) from voucher v"
        " join voucher_line l on l.voucher = v.id where v.month = ? and v.kind = 'carried' and v.posted = 1"
        " group by l.account",
        (month,),
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def account_by_key(db: Db, key: str, month: str = "") -> int:
    """The id of the account that code means by `key`; its first leaf when it has been split.

    `month` says which chart where the book has both; without it the latest.
    """
    row = db.execute(
        "select id from account where key = ? and chart = ?", (key, chart_of(db, month))
    ).fetchone()
    if row is None:
        raise Refused(f"科目表里没有“{key}”对应的科目。", "设置 › 科目", "请恢复这个科目。")
    child = row
    while child is not None:
        row = child
        child = db.execute(
            "select id from account where parent = ? order by code limit 1", (row["id"],)
        ).fetchone()
    return int(row["id"])


def account_by_code(db: Db, code: str, month: str = "") -> Account:
    """The account of that code in the chart of a month (without one: the latest). Raises `Refused`."""
    for account in accounts(db, month or _LATEST):
        if account.code == code:
            return account
    raise Refused(f"没有编码为“{code}”的科目。", remedy="请核对科目编码，或先在科目表里增加。")


def find_account(db: Db, text: str, month: str = "") -> Account:
    """One account by code, exact name or full name, in the chart of a month (without one: the latest)."""
    text = text.strip()
    found = [a for a in accounts(db, month or _LATEST) if text in (a.code, a.name, a.full_name, a.key)]
    if not found:
        raise Refused(f"没有叫“{text}”的科目。", remedy="请写科目编码或名称，例如 102 或 银行存款。")
    if len(found) > 1 and found[0].code != text:
        names = "、".join(f"{a.code} {a.full_name}" for a in found)
        raise Refused(f"有几个科目叫“{text}”：{names}。", remedy="请写科目编码。")
    return found[0]


def family(db: Db, account: int) -> list[int]:
    """An account and everything below it."""
    rows = db.execute(
        "with recursive f(id) as (select ? union all select a.id from account a join f on a.parent = f.id)"
        " select id from f",
        (account,),
    )
    return [row[0] for row in rows]


def used_accounts(db: Db, first: str, last: str) -> set[int]:
    """Accounts with lines in these months or a balance before them, and all accounts above those."""
    rows = db.execute(
        "with recursive up(id) as ("
        " select account from month_sum where month between ? and ?"
        " union select account from (select account, debit_fen - credit_fen as fen from opening_balance"
        "   union all select account, debit_fen - credit_fen from month_sum where month < ?)"
        "   group by account having sum(fen) <> 0"
        " union select a.parent from account a join up on a.id = up.id where a.parent is not null)"
        " select id from up",
        (first, last, first),
    )
    return {row[0] for row in rows}


# -- periods ----------------------------------------------------------------------------------


def is_closed(db: Db, month: str) -> bool:
    """Whether that month takes no more vouchers."""
    return bool(db.execute("select 1 from period where month = ? and state = 'closed'", (month,)).fetchone())


def closed_months(db: Db) -> list[str]:
    """The closed months, in order."""
    return [r[0] for r in db.execute("select month from period where state = 'closed' order by month")]


def first_month(db: Db) -> str:
    """The first month of this book."""
    row = db.execute("select value from setting where key = 'first_month'").fetchone()
    return str(row[0])


def last_month(db: Db) -> str:
    """The latest month that has a voucher, or the first month of the book."""
    row = db.execute("select month from voucher where posted = 1 order by month desc limit 1").fetchone()
    return str(row[0]) if row else first_month(db)


# -- vouchers ---------------------------------------------------------------------------------

_VOUCHER = (
    "select v.*, u.name as maker_name,"
    " (select r.id from voucher r where r.reverses = v.id and r.posted = 1) as reversed_by"
    " from voucher v join user u on u.id = v.maker"
)
_LINE = (
    "select l.*, a.code, a.name,"
    " coalesce(g.name || '—', '') || coalesce(p.name || '—', '') || a.name as full_name"
    " from voucher_line l join account a on a.id = l.account"
    " left join account p on p.id = a.parent left join account g on g.id = p.parent"
)


def vouchers(db: Db, first: str, last: str, *, lines: bool = True) -> list[Voucher]:
    """The vouchers of months `first` to `last`, posted ones by number, drafts after them."""
    rows = db.execute(
        _VOUCHER + " where v.month between ? and ? order by v.month, v.posted desc, v.word, v.number, v.id",
        (first, last),
    ).fetchall()
    if not lines:
        return [_voucher(row, ()) for row in rows]
    by_voucher: dict[int, list[Line]] = {}
    for row in db.execute(
        _LINE
        + " join voucher v on v.id = l.voucher where v.month between ? and ? order by l.voucher, l.position",
        (first, last),
    ):
        by_voucher.setdefault(row["voucher"], []).append(_line(row))
    return [_voucher(row, tuple(by_voucher.get(row["id"], ()))) for row in rows]


def voucher(db: Db, key: int) -> Voucher:
    """One voucher with its lines."""
    row = db.execute(_VOUCHER + " where v.id = ?", (key,)).fetchone()
    if row is None:
        raise Refused("这张凭证不在了。", remedy="请刷新后再试。")
    lines = db.execute(_LINE + " where l.voucher = ? order by l.position", (key,))
    return _voucher(row, tuple(_line(line) for line in lines))


def voucher_by_name(db: Db, name: str) -> Voucher:
    """By 2026-03-记-012 (also 2026-03-12 with the only word)."""
    parts = name.strip().split("-")
    month, rest = "-".join(parts[:2]), parts[2:]
    word, number = (rest[0], rest[1]) if len(rest) == 2 else ("记", rest[0] if rest else "")
    if not (number.isascii() and number.isdigit() and len(number) <= 9):
        raise Refused(f"“{name}”不是凭证号。", remedy="请写成 2026-03-记-012 的样子。")
    row = db.execute(
        "select id from voucher where month = ? and word = ? and number = ? and posted = 1",
        (month, word, int(number)),
    ).fetchone()
    if row is None:
        raise Refused(f"没有 {name} 这张凭证。", remedy="用“voucher list 月份”可以看到已有的凭证。")
    return voucher(db, row["id"])


def _voucher(row: sqlite3.Row, lines: Sequence[Line]) -> Voucher:
    return Voucher(
        id=row["id"],
        month=row["month"],
        word=row["word"],
        number=row["number"],
        day=date.fromisoformat(row["day"]),
        summary=row["summary"],
        attachments=row["attachments"],
        kind=row["kind"],
        posted=bool(row["posted"]),
        maker=row["maker_name"],
        reverses=row["reverses"],
        reversed_by=row["reversed_by"],
        reason=row["reason"],
        source=row["source"],
        source_id=row["source_id"],
        lines=tuple(lines),
        refunds=row["refunds"],
    )


_OF_LINE = tuple(field.name for field in fields(Line))


def _line(row: sqlite3.Row) -> Line:
    return Line(**{name: row[name] for name in _OF_LINE})


def next_number(db: Db, month: str, word: str = "记") -> int:
    """The number that the next posted voucher of that month and word gets."""
    query = "select coalesce(max(number), 0) + 1 from voucher where month = ? and word = ? and posted = 1"
    return int(db.execute(query, (month, word)).fetchone()[0])


def drafts(db: Db) -> list[Voucher]:
    """Vouchers that are saved but not posted."""
    rows = db.execute("select id from voucher where posted = 0 order by day, id").fetchall()
    return [voucher(db, row["id"]) for row in rows]


def have(db: Db) -> list[str]:
    """The name of every posted voucher, in book order."""
    rows = db.execute("select month, word, number from voucher where posted = 1 order by month, word, number")
    return [voucher_name(*row) for row in rows]
