"""What should be in order before a month is closed: the list that 结账 shows."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date

from models.calendar.routine import dues_of_months
from models.dues import queries as dues
from models.dues import year as register
from models.kit.days import month_of, month_words, next_month
from models.kit.money import yuan
from models.ledger import queries as ledger


@dataclass(frozen=True)
class Point:
    """One line of the list. `must`: the month can't be closed before; otherwise a thing to know."""

    name: str
    ok: bool
    said: str
    must: bool = False
    where: str = ""  # opens what has to be mended


@dataclass(frozen=True)
class MonthState:
    """A month of the book in the list of months."""

    month: str
    closed: bool
    at: str  # when it was closed or reopened
    by: str
    reason: str
    vouchers: int
    drafts: int


def months(db: sqlite3.Connection, today: date) -> list[MonthState]:
    """Every month of the book up to this one, the latest first."""
    counted = {
        row[0]: (row[1], row[2])
        for row in db.execute("select month, sum(posted), sum(posted = 0) from voucher group by month")
    }
    states = {
        row["month"]: row for row in db.execute("select p.*, u.name from period p join user u on u.id = p.by")
    }
    found, month, last = [], ledger.first_month(db), month_of(today)
    while month <= last:
        row, (posted, drafts) = states.get(month), counted.get(month, (0, 0))
        at, by, reason = (row["at"], row["name"], row["reason"]) if row else ("", "", "")
        closed = row is not None and row["state"] == "closed"
        found.append(MonthState(month, closed, at, by, reason, posted, drafts))
        month = next_month(month)
    return found[::-1]


def next_to_close(db: sqlite3.Connection) -> str:
    """The month that is closed next."""
    closed = ledger.closed_months(db)
    return next_month(closed[-1]) if closed else ledger.first_month(db)


def checklist(db: sqlite3.Connection, month: str, today: date) -> list[Point]:
    """What closing this month needs, and what one should know before."""
    return [_order(db, month), _over(month, today), _drafts(db, month), _dues(db, month),
            _transit(db, month), _tie(db, month)]  # fmt: skip


def _order(db: sqlite3.Connection, month: str) -> Point:
    due = next_to_close(db)
    ok = due >= month
    return Point("前面的月份都已结账", ok, "" if ok else f"要先结 {month_words(due)}", must=True)


def _over(month: str, today: date) -> Point:
    ok = month < month_of(today)
    return Point("这个月已经过完", ok, "" if ok else "结账以后这个月不能再记账")


def _drafts(db: sqlite3.Connection, month: str) -> Point:
    count = sum(draft.month == month for draft in ledger.drafts(db))
    said = f"还有 {count} 张没有记账" if count else ""
    return Point("凭证都已记账", not count, said, must=True, where="vouchers:drafts" if count else "")


def _dues(db: sqlite3.Connection, month: str) -> Point:
    one = dues_of_months(db, month, month).get(month)
    if one is None:
        return Point("会费已收齐", False, "这个月没有核定会费", where=f"dues:{month}")
    said = f"还有 {one.owing} 人没有缴，共 {yuan(one.owed_fen)} 元" if one.owing else f"{one.payers} 人"
    return Point("会费已收齐", not one.owing, said, where=f"dues:{month}" if one.owing else "")


def _transit(db: sqlite3.Connection, month: str) -> Point:
    waiting = dues.waiting(db, month)
    fen = sum(batch.dues_fen + batch.pending_fen for batch in waiting)
    where = f"dues-batch:{waiting[0].id}" if waiting else ""
    return Point("扣款都已到账", not waiting, f"{yuan(fen)} 元还没有到账" if waiting else "", where=where)


def _tie(db: sqlite3.Connection, month: str) -> Point:
    tie = register.tie_out(db, month, month)
    said = f"两边都是 {yuan(tie.register_fen)} 元"
    if not tie.ok:
        said = f"台账 {yuan(tie.register_fen)}，账上 {yuan(tie.ledger_fen)}"
    return Point("会费台账与账簿一致", tie.ok, said)
