"""余额调节表: what is outstanding at a month's end on both sides, and both adjusted balances."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date, timedelta

from models.bank import queries
from models.bank.records import BANK, BOOK, BankAccount, Outstanding, Sheet, Side
from models.kit.days import month_end, month_of, month_words
from models.kit.money import yuan

Db = sqlite3.Connection
# Groups of an account whose lines are all there by a day (?2): what is in no such group is outstanding then.
# ?3 is 0 when only groups that are not signed are wanted, else 1.
COMPLETE = (
    "select g.id from bank_match g where g.bank = ?1 and g.locked <= ?3"
    " and not exists (select 1 from bank_match_bank m"
    " join bank_line l on l.id = m.bank_line where m.match = g.id and l.day > ?2) and not exists ("
    " select 1 from bank_match_book m join voucher_line l on l.id = m.voucher_line join voucher v"
    " on v.id = l.voucher where m.match = g.id and v.day > ?2)"
)


def lines_of(db: Db, account: BankAccount, month: str) -> tuple[list[Side], list[Side]]:
    """Both sides' lines up to a month's end that its sheet depends on: after the last signed month those that
    are not signed, else all."""
    day, later = month_end(month), queries.signed_month(db, account) < month
    return (
        queries.bank_lines(db, account, day, unsigned=later),
        queries.book_lines(db, account, day, unsigned=later),
    )


def sheet(
    db: Db, account: BankAccount, month: str, lines: tuple[list[Side], list[Side]] | None = None
) -> Sheet:
    """The sheet of a month as it stands now; a signed one says the same as when it was signed.

    `lines` are those of `lines_of`, when they are at hand.
    """
    day, start = month_end(month), queries.start_day(db, account)
    bank, book = lines or lines_of(db, account, month)
    signed = int(queries.signed_month(db, account) >= month)
    complete = {row[0] for row in db.execute(COMPLETE, (account.id, day.isoformat(), signed))}
    items = [
        *_outstanding(BANK, bank, complete, day),
        *_outstanding(BOOK, (one for one in book if not _before_start(one, start)), complete, day),
    ]
    row = db.execute(
        "select * from reconciliation where bank = ? and month = ?", (account.id, month)
    ).fetchone()
    return Sheet(
        account,
        month,
        day,
        queries.book_balance(db, account.account, day),
        _bank_fen(db, account, day),
        tuple(items),
        *_kept(row),
        gaps=tuple(_gaps(db, account, month)),
    )


def _kept(row: sqlite3.Row | None) -> tuple[str, str, str, str, date | None]:
    if row is None or row["state"] == "draft":
        return ("", "", "", "", None)
    at = date.fromisoformat(row["at"][:10])
    return (row["state"], row["prepared_by"], row["reviewed_by"], row["reason"], at)


def _bank_fen(db: Db, account: BankAccount, day: date) -> int | None:
    """The statement's balance on the day; None while no statement reaches the month."""
    until = queries.covered_until(db, account)
    if until is None or month_of(until) < month_of(day):
        return None
    return queries.bank_balance(db, account, day)


def _outstanding(side: str, lines: Iterable[Side], complete: set[int], day: date) -> Iterable[Outstanding]:
    for line in lines:
        if line.match not in complete:
            kind = f"{side}_{'in' if line.fen > 0 else 'out'}"
            yield Outstanding(kind, line.day, _words(line), abs(line.fen), (day - line.day).days, line.id)


def _before_start(line: Side, start: date | None) -> bool:
    """A voucher from before the first statement counts as cleared unless a later bank line was its own."""
    return start is not None and line.id > 0 and line.day < start and not line.match


def _words(line: Side) -> str:
    return f"{line.words}（{line.number}）" if line.number else line.label


def _gaps(db: Db, account: BankAccount, month: str) -> Iterable[str]:
    """Sentences on what is missing: between statements, at this month's end, before the first statement."""
    yield from queries.gaps(db, account)
    until = queries.covered_until(db, account)
    day = month_end(month)
    if until is not None and month_of(until) == month and until < day:
        yield f"对账单只到 {until}，{month_words(month)}最后几天没有收支才算完整。"
    yield from _opening_gap(db, account)


def _opening_gap(db: Db, account: BankAccount) -> Iterable[str]:
    """Before the first statement both sides must agree, with what was outstanding between them."""
    known = queries.statements(db, account)
    if not known:
        return
    before, said = known[0].first_day - timedelta(days=1), known[0].opening_fen
    book = queries.book_balance(db, account.account, before)
    book += queries.carried_fen(db, account.account, before)
    complete = {row[0] for row in db.execute(COMPLETE, (account.id, before.isoformat(), 1))}
    bank_items = sum(line.fen for line in queries.openings(db, account, BANK))
    book_items = sum(
        line.fen
        for line in queries.book_lines(db, account, before)
        if line.id < 0 or (line.match and line.match not in complete)
    )
    gap = book + bank_items - said - book_items
    if gap:
        yield (
            f"开始对账时（{before}）两边差 {yuan(abs(gap))} 元：账上 {yuan(book)}，对账单 {yuan(said)}，"
            "请登记期初未达账项，或核对期初余额。"
        )
