"""Statements and vouchers as small values for the bank's tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from models.bank import actions, imports, queries
from models.intake.cells import Book, Sheet
from models.ledger import actions as ledger
from models.ledger import queries as books
from models.ledger.records import LineDraft, VoucherDraft

HEAD = ["交易日期", "摘要", "借方发生额", "贷方发生额", "余额", "对方户名", "凭证号"]


def day(text: str, year: int = 2026) -> date:
    """ "3-08" → a day."""
    month, number = text.split("-")
    return date(year, int(month), int(number))


def book_of(rows: list[list[Any]], head: list[str] | None = None, above: Any = (), below: Any = ()) -> Book:
    """A statement with these rows as a foreign file."""
    lines = [*above, head or HEAD, *rows, *below]
    return Book("对账单.xlsx", "xlsx", "", (Sheet("Sheet1", [list(line) for line in lines]),))


def running(opening: int, *moves: tuple[str, int, str]) -> list[list[Any]]:
    """Rows with running balances in yuan: (day, fen with in positive, words or "words/partner/ref")."""
    rows, balance = [], opening
    for when, fen, words in moves:
        balance += fen
        said, partner, ref = (*words.split("/"), "", "")[:3]
        rows.append([day(when).isoformat(), said, -fen / 100 if fen < 0 else None, fen / 100 if fen > 0 else None,
                     balance / 100, partner, ref])  # fmt: skip
    return rows


def take(office, *moves, opening: int = 0):
    """Import such a statement; returns the plan."""
    plan = imports.plan_statement(office, book_of(running(opening, *moves)))
    with office.change("导入对账单") as change:
        imports.apply_statement(change, plan)
    return plan


def post(
    office, when, fen, words="付活动用品款", *, partner="", source="", other="business_exp.other", parts=()
):
    """A voucher over the bank: fen with in positive; `parts` splits the bank side. Returns the bank lines."""
    bank, against = books.account_by_key(office.db, "bank"), books.account_by_key(office.db, other)
    lines = [LineDraft(bank, *_sides(part), partner=partner) for part in parts or (fen,)]
    lines.append(LineDraft(against, *_sides(-fen)))
    draft = VoucherDraft(day(when) if isinstance(when, str) else when, words, tuple(lines), source=source,
                         source_id=1 if source else None)  # fmt: skip
    with office.change("记账") as change:
        voucher = ledger.post_voucher(change, draft)
    return [line.id for line in voucher.lines if line.account == bank]


def _sides(fen: int) -> tuple[int, int]:
    return (fen, 0) if fen > 0 else (0, -fen)


def account(office):
    """The only bank account."""
    return queries.accounts(office.db)[0]


def run(office):
    """An automatic run that is kept."""
    with office.change("自动勾对") as change:
        return actions.match_automatically(change, account(office))
