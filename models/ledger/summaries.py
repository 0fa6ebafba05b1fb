"""摘要库: the summaries that were used; it grows by itself, and single ones are struck from it."""

from __future__ import annotations

import sqlite3

from models.store.journal import Change

_LOOKED_AT = 4000  # latest lines


def used(db: sqlite3.Connection, limit: int = 12, *, account: int | None = None, text: str = "") -> list[str]:
    """The summaries used most in the latest lines, those with this account first, fresher ones first.

    With a text only those that hold it.
    """
    rows = db.execute(
        "select summary, count(*) as n, max(id) as latest, sum(account is ?) as mine from"
        " (select id, summary, account from voucher_line where debit_fen + credit_fen > 0"
        "  order by id desc limit ?)"
        " where summary <> '' and instr(summary, ?) and summary not in (select summary from summary_struck)"
        " group by summary order by mine > 0 desc, mine desc, n desc, latest desc limit ?",
        (account, _LOOKED_AT, text, limit),
    )
    return [row[0] for row in rows]


def strike(change: Change, summary: str) -> None:
    """Take one out of the library; vouchers keep theirs."""
    found = change.db.execute("select 1 from summary_struck where summary = ?", (summary,)).fetchone()
    if found is None:
        change.insert("summary_struck", {"summary": summary})


def take_back(change: Change, summary: str) -> None:
    """One that was struck is offered again, as when someone types it anew."""
    row = change.db.execute("select id from summary_struck where summary = ?", (summary,)).fetchone()
    if row is not None:
        change.delete("summary_struck", row["id"])
