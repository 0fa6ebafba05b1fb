"""结账: the months and years of the book, what should be in order before, closing and reopening them."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from models import closing_books, closing_rooms
from models.closing_books import Point, Span, next_to_close
from models.kit.days import month_of, month_words, next_month
from models.kit.progress import SILENT, Progress
from models.ledger import queries as ledger
from models.ledger import year_end
from models.office import Office
from models.report import As, Column, Kind, Report, Row
from models.store import backup, copies

__all__ = ["MonthState", "Point", "checklist", "close", "months", "next_to_close", "posted", "preview"]
__all__ += ["reopen", "years"]


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
        # who is posted has a number, who is not has none: this way the index alone is read
        for row in db.execute(
            "select month, count(number), count(*) - count(number) from voucher group by month"
        )
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


def years(db: sqlite3.Connection, today: date) -> list[tuple[int, bool]]:
    """(year, whether its year end is done), the latest first."""
    first = int(ledger.first_month(db)[:4])
    return [(year, year_end.is_year_closed(db, year)) for year in range(today.year, first - 1, -1)]


def checklist(db: sqlite3.Connection, period: str, today: date) -> list[Point]:
    """What closing a month ("2026-03") or year ("2026") needs, and what one should know before."""
    whole = len(period) == 4
    first = max(f"{period}-01", ledger.first_month(db)) if whole else period
    span = Span(first, f"{period}-12" if whole else period, today)
    if whole and first == span.last:
        span = Span(f"{period}-01", span.last, today)
    return closing_books.points(db, span) + closing_rooms.points(db, span)


def close(
    office: Office,
    period: str,
    stay: Mapping[str, int] | None = None,
    *,
    reasons: Mapping[str, str] | None = None,
    progress: Progress = SILENT,
) -> list[str]:
    """结账 of a month or 年结 of a year, after a backup; returns the names of the closing vouchers.

    `stay` is earmark → fen that stays in 工会资金结转 at a year end (None: all that is left of each).
    """
    progress.step(0, 2, "正在备份")
    if len(period) == 4:
        backup.make(office.path, reason="年结前")
    else:
        copies.when_changed(office.path, "结账前")
    progress.step(1, 2, "正在结账")
    title = f"年结 {period}年" if len(period) == 4 else f"结账 {month_words(period)}"
    with office.change(title) as change:
        if len(period) == 4:
            made = year_end.close_year(change, int(period), stay, reasons)
        else:
            made = year_end.close_month(change, period)
    return [one.name for one in made]


def reopen(office: Office, period: str, reason: str) -> list[str]:
    """反结账 with its reason; returns the names of the red vouchers that it made."""
    title = f"反年结 {period}年" if len(period) == 4 else f"反结账 {month_words(period)}"
    with office.change(f"{title}：{reason.strip()}") as change:
        if len(period) == 4:
            made = year_end.reopen_year(change, int(period), reason)
        else:
            made = year_end.reopen_month(change, period, reason)
    return [one.name for one in made]


# -- the vouchers before and after ------------------------------------------------------------------


def preview(office: Office, period: str, stay: Mapping[str, int] | None = None) -> Report:
    """The closing vouchers as they would be posted; `capitals` is the surplus in fen, None without vouchers.

    Raises `Refused` when more shall stay of an earmark than is left.
    """
    drafts = year_end.plan(office.db, period, stay)
    chart = {one.id: one for one in ledger.accounts(office.db)}
    rows: list[Row] = []
    for draft in drafts:
        rows.append(Row((draft.summary, *[None] * 4), Kind.GROUP))
        rows += [
            Row((None, f"{chart[line.account].code} {chart[line.account].full_name}", line.earmark or None,
                 line.debit_fen, line.credit_fen))
            for line in draft.lines
        ]  # fmt: skip
    surplus = year_end.surplus(office.db, period) if drafts else None
    return replace(_voucher_table(period, rows), capitals=surplus)


def posted(office: Office, period: str) -> Report:
    """The closing vouchers of a period as they were posted; reversed ones are left out."""
    month = f"{period}-12" if len(period) == 4 else period
    rows: list[Row] = []
    for one in ledger.vouchers(office.db, month, month):
        if one.kind != "closing" or not one.posted or one.reverses or one.reversed_by:
            continue
        rows.append(Row((f"{one.name}　{one.summary}", *[None] * 4), Kind.GROUP, link=f"voucher:{one.id}"))
        rows += [
            Row((None, f"{line.code} {line.full_name}", line.earmark or None, line.debit_fen,
                 line.credit_fen), link=f"voucher:{one.id}")
            for line in one.lines
        ]  # fmt: skip
    return _voucher_table(period, rows)


def _voucher_table(period: str, rows: list[Row]) -> Report:
    columns = (
        Column("凭证", As.TEXT, 8),
        Column("科目", As.LONG, 56),
        Column("专项", As.TEXT, 30),
        Column("借方", As.MONEY, 27),
        Column("贷方", As.MONEY, 27),
    )
    return Report("closing-vouchers", f"{period} 结转凭证", columns, tuple(rows), total="")
