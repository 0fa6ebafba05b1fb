"""Every question to the approvals. All take the connection (`office.db` or `change.db`)."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import date, timedelta

from models.claims.records import (
    ADVANCE,
    DROPPED,
    REFUSED,
    SHORT,
    SOURCE,
    Claim,
    ClaimDraft,
    Item,
    Limits,
    Mark,
    OpenAdvance,
)
from models.kit.errors import Refused
from models.ledger.records import voucher_name
from models.papers import SettlementPaper

Db = sqlite3.Connection

_CLAIM = "select c.*, coalesce(u.name, '') as unit_name from claim c left join unit u on u.id = c.unit"
_SHOWN = 4  # of a bank account


def limits(db: Db) -> Limits:
    """What the office has settled."""
    rows = dict(db.execute("select key, value from setting where key in ('claim_large_fen', 'advance_days')"))
    known = Limits()
    return Limits(
        int(rows.get("claim_large_fen", known.large_fen)), int(rows.get("advance_days", known.advance_days))
    )


def claim(db: Db, key: int) -> Claim:
    """One claim with its items. Raises `Refused` when it is gone."""
    row = db.execute(f"{_CLAIM} where c.id = ?", (key,)).fetchone()
    if row is None:
        raise Refused("这张审批单不在了。", remedy="请刷新后再试。")
    return _claim(db, row)


def claim_by_number(db: Db, number: str) -> Claim:
    """By 2026-报-001."""
    row = db.execute(f"{_CLAIM} where c.number = ?", (number.strip(),)).fetchone()
    if row is None:
        raise Refused(f"没有编号为“{number}”的审批单。", remedy="请写成 2026-报-001 的样子。")
    return _claim(db, row)


def claims(db: Db, first: str, last: str) -> list[Claim]:
    """The claims of months `first` to `last`, by number; those dropped are left out."""
    rows = db.execute(
        f"{_CLAIM} where substr(c.day, 1, 7) between ? and ? and c.state <> ? order by c.day, c.number",
        (first, last, DROPPED),
    ).fetchall()
    return [_claim(db, row) for row in rows]


def _claim(db: Db, row: sqlite3.Row) -> Claim:
    found = db.execute(
        "select summary, account, amount_fen from claim_item where claim = ? order by position", (row["id"],)
    )
    items = tuple(Item(*item) for item in found)
    entered = ClaimDraft(
        kind=row["kind"],
        day=date.fromisoformat(row["day"]),
        purpose=row["purpose"],
        items=items,
        amount_fen=row["amount_fen"],
        unit=row["unit"],
        handler=row["handler"],
        member=row["member"],
        budget_line=row["budget_line"],
        activity=row["activity"],
        earmark=row["earmark"],
        way=row["way"],
        payee=row["payee"],
        attachments=row["attachments"],
        minutes=row["minutes"],
        due_day=_day(row["due_day"]),
        settles=row["settles"],
        note=row["note"],
    )
    return Claim(row["id"], row["number"], row["state"], entered, row["unit_name"], row["voucher"])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def private(db: Db, key: int) -> tuple[str, str]:
    """Bank and account number in full: for the form; what is printed and listed is masked."""
    row = db.execute("select bank, account_number from claim_private where claim = ?", (key,)).fetchone()
    return (row["bank"], row["account_number"]) if row else ("", "")


def masked(db: Db, key: int) -> str:
    """中国工商银行示例支行（尾号 3307）."""
    bank, number = private(db, key)
    if not number:
        return bank
    tail = f"尾号 {number[-_SHOWN:]}"
    return f"{bank}（{tail}）" if bank else tail


def next_number(db: Db, kind: str, year: int) -> str:
    """2026-报-001: one series a year and kind."""
    start = f"{year}-{SHORT[kind]}-"
    row = db.execute(
        "select max(cast(substr(number, ?) as integer)) from claim"
        " where kind = ? and substr(number, 1, ?) = ?",
        (len(start) + 1, kind, len(start), start),
    ).fetchone()
    return f"{start}{(row[0] or 0) + 1:03d}"


def marks(db: Db, key: int) -> list[Mark]:
    """Who signed and did what, in order."""
    rows = db.execute("select kind, who, at, note from claim_mark where claim = ? order by id", (key,))
    return [Mark(row["kind"], row["who"], date.fromisoformat(row["at"][:10]), row["note"]) for row in rows]


# -- advances ---------------------------------------------------------------------------------


def open_advances(db: Db, person: str = "", member: int | None = None) -> list[OpenAdvance]:
    """Advances that were paid and not settled, the oldest first; of one person when one is given."""
    rows = db.execute(
        "select id, number, payee, handler, member, amount_fen, day, due_day from claim"
        " where kind = ? and state = 'paid' order by day, id",
        (ADVANCE,),
    )
    days = limits(db).advance_days
    found = []
    for row in rows:
        who = row["payee"] or row["handler"]
        if (person or member) and not (who == person or (member and row["member"] == member)):
            continue
        day = date.fromisoformat(row["day"])
        due = _day(row["due_day"]) or day + timedelta(days=days)
        found.append(OpenAdvance(row["id"], row["number"], who, row["amount_fen"], day, due))
    return found


def overdue_advances(db: Db, on: date) -> list[OpenAdvance]:
    """Those whose day has passed."""
    return [one for one in open_advances(db) if one.due_day < on]


def settled_by(db: Db, advance: int) -> Claim | None:
    """The expense claim that settles or is going to settle an advance."""
    row = db.execute(
        f"{_CLAIM} where c.settles = ? and c.state not in (?, ?) order by c.id desc limit 1",
        (advance, REFUSED, DROPPED),
    ).fetchone()
    return _claim(db, row) if row else None


def return_voucher(db: Db, advance: Claim) -> int | None:
    """The voucher by which an advance came back in money without any expense."""
    row = db.execute(
        "select v.id from voucher v where v.source = ? and v.source_id = ? and v.posted = 1 and v.id <> ?"
        " and not exists (select 1 from voucher r where r.reverses = v.id and r.posted = 1)"
        " and v.reverses is null order by v.id desc limit 1",
        (SOURCE, advance.id, advance.voucher or 0),
    ).fetchone()
    return int(row[0]) if row else None


def settlement(db: Db, advance: Claim) -> SettlementPaper | None:
    """How an advance was settled, for its slip."""
    if advance.state != "settled":
        return None
    lent = advance.entered.amount_fen
    paid = settled_by(db, advance.id)
    voucher = paid.voucher if paid is not None else return_voucher(db, advance)
    spent = paid.entered.amount_fen if paid is not None else 0
    row = db.execute("select day, month, word, number from voucher where id = ?", (voucher,)).fetchone()
    if row is None:
        return None
    name = voucher_name(row["month"], row["word"], row["number"])
    day = date.fromisoformat(row["day"])
    return SettlementPaper(day, spent, max(lent - spent, 0), max(spent - lent, 0), name)


# -- words --------------------------------------------------------------------------------------


def counts(db: Db) -> Mapping[str, int]:
    """How many claims are in each state."""
    return dict(db.execute("select state, count(*) from claim group by state").fetchall())


def budget_title(db: Db, line: int | None) -> str:
    """The budget line as a form says it."""
    row = db.execute(
        "select a.name as account, b.name, coalesce(u.name, '') as unit from budget_line b"
        " join account a on a.id = b.account left join unit u on u.id = b.unit where b.id = ?",
        (line,),
    ).fetchone()
    return " · ".join(part for part in (row["account"], row["name"], row["unit"]) if part) if row else ""


def free_invoices(db: Db, claim: int) -> list[tuple[int, str, str, int, bool]]:
    """Invoices that are nowhere in use, and those of this claim: id, number, seller, fen, whether its own."""
    rows = db.execute(
        "select id, number, seller, coalesce(total_fen, 0) as fen, claim is not null as own from invoice"
        " where void = 0 and total_fen > 0 and (claim = ? or (claim is null and voucher is null))"
        " order by own desc, day desc, id desc limit 30",
        (claim,),
    )
    return [(row["id"], row["number"], row["seller"], row["fen"], bool(row["own"])) for row in rows]


def earmarks(db: Db) -> list[str]:
    """The open earmarks, by name."""
    rows = db.execute("select name from earmark where closed_on is null order by name")
    return [row["name"] for row in rows]


def activities(db: Db, year: int) -> list[tuple[int, str]]:
    """The year's activities: id and name."""
    rows = db.execute("select id, name from activity where year = ? order by name", (year,))
    return [(row["id"], row["name"]) for row in rows]
