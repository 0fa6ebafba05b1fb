"""What waits at the bank: a statement that has not come in, items that stay outstanding too long."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date, timedelta

from models.bank import queries, sheets
from models.bank.records import OLD_DAYS, BankAccount
from models.kit.days import month_end, month_of, month_start, month_words, next_month
from models.kit.money import yuan
from models.ledger import queries as books

STATEMENT_DAY = 10  # of the month after: by then the statement should be in


@dataclass(frozen=True)
class Waiting:
    """One thing to do: until when, what, and the place for the window ("bank:2026-10")."""

    due: date
    what: str
    where: str


def waiting(db: sqlite3.Connection, on: date) -> list[Waiting]:
    """Everything that waits on a day; an office that has never taken a statement in is only asked once."""
    month = next_month(month_of(on), -1)
    if month < books.first_month(db):
        return []
    found = []
    for account in queries.accounts(db):
        until = queries.covered_until(db, account)
        if until is None:
            continue
        if until < month_start(month):
            due = month_start(next_month(month)).replace(day=STATEMENT_DAY)
            if on > due:
                found.append(
                    Waiting(due, f"{account.name}{month_words(month)}的对账单还没有导入。", f"bank:{month}")
                )
            continue
        found += _old(db, account, month, on)
    return found


def _old(db: sqlite3.Connection, account: BankAccount, month: str, on: date) -> list[Waiting]:
    """Items that are older than a month at the end of last month, in one line."""
    sheet = sheets.sheet(db, account, month)
    old = [one for one in sheet.items if (on - one.day).days > OLD_DAYS and one.day <= month_end(month)]
    if not old:
        return []
    first = min(one.day for one in old)
    total = yuan(sum(one.fen for one in old))
    what = f"{account.name}有 {len(old)} 笔未达账项超过 {OLD_DAYS} 天，共 {total} 元，最早 {first}。"
    return [Waiting(first + timedelta(days=OLD_DAYS), what, f"bank:{month}")]
