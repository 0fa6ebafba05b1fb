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
        due = month_start(next_month(month)).replace(day=STATEMENT_DAY)
        if until < month_start(month):
            what = f"{account.name}{month_words(month)}的对账单还没有导入。"
            found.append(Waiting(due, what, f"bank:{month}"))
            continue
        if queries.signed_month(db, account) < month:
            what = f"{account.name}{month_words(month)}的余额调节表还没有签。"
            found.append(Waiting(due, what, f"bank:{month}"))
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


_UNEVEN = (
    "select g.id from bank_match g where"
    " (select coalesce(sum(l.in_fen - l.out_fen), 0) from bank_match_bank m join bank_line l"
    " on l.id = m.bank_line where m.match = g.id)"
    " + (select coalesce(sum(iif(o.side = 'bank', o.fen, -o.fen)), 0) from bank_match_opening m"
    " join bank_opening o on o.id = m.opening where m.match = g.id)"
    " <> (select coalesce(sum(l.debit_fen - l.credit_fen), 0) from bank_match_book m join voucher_line l"
    " on l.id = m.voucher_line where m.match = g.id) limit 1"
)


def tie(db: sqlite3.Connection) -> tuple[str, str]:
    """For the check of the file: (what is wrong, what is right). Groups are even, signed sheets hold."""
    if db.execute(_UNEVEN).fetchone():
        return "有一组勾对两边金额不相等", ""
    count = 0
    for account in queries.accounts(db):
        rows = db.execute(
            "select month, book_fen, bank_fen from reconciliation where bank = ? and state = 'signed'",
            (account.id,),
        )
        for row in rows.fetchall():
            day = month_end(row["month"])
            book = queries.book_balance(db, account.account, day)
            if (book, queries.bank_balance(db, account, day)) != (row["book_fen"], row["bank_fen"]):
                return f"{account.name}{month_words(row['month'])}签过的调节表和现在的余额不一致", ""
            count += 1
    return "", f"{count} 张签过的调节表"
