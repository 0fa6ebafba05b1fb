"""Booking a deduction list: known people as paid, undecided money to other payables, as one change."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from models.dues import actions, batches, queries
from models.dues.imports import DEDUCTIONS
from models.dues.records import (
    DIFFERS,
    DOUBTFUL,
    REPEATED,
    SAME,
    UNKNOWN,
    Booked,
    Decision,
    Expected,
    ListMonth,
    ListPlan,
    ListRow,
)
from models.kit.days import month_end, month_words
from models.kit.errors import Refused
from models.store.journal import Change

PaidLine = tuple[int | None, str, int, str, str]  # member, month, amount fen, name on the list, note


@dataclass(frozen=True)
class Booking:
    """How a list is booked.

    on            the bank's day; None: each month's last day
    arrived       False keeps the batches 已扣未到账, without a voucher
    skip_unknown  leave out what nobody decided about, instead of putting it to other payables
    decisions     by `ListRow.key`
    days          the bank's day of single months; None: that month has not arrived
    only          the months to book; empty: all of the file
    """

    on: date | None = None
    arrived: bool = True
    skip_unknown: bool = False
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    days: Mapping[str, date | None] = field(default_factory=dict)
    only: frozenset[str] = frozenset()

    def takes(self, month: str) -> bool:
        """Whether that month is booked."""
        return not self.only or month in self.only

    def day_of(self, month: str) -> date | None:
        """The bank's day of a month; None when it has not arrived."""
        if month in self.days:
            return self.days[month]
        return (self.on or month_end(month)) if self.arrived else None

    def of(self, row: ListRow) -> Decision:
        """What becomes of a row: as decided, else the usual."""
        if row.key in self.decisions:
            return self.decisions[row.key]
        if row.state in (SAME, DIFFERS):
            return Decision("book", row.member)
        if row.state in (UNKNOWN, DOUBTFUL, REPEATED):
            return Decision("leave" if self.skip_unknown else "pending")
        return Decision("leave")


def book(change: Change, file: ListPlan, how: Booking | None = None) -> list[Booked]:
    """Book a whole file; months that add nothing are answered too. Raises `Refused`, and then nothing is."""
    how = how or Booking()
    done = [_book_month(change, file, one, how) for one in file.months if how.takes(one.month)]
    if any(one.batch for one in done):
        at = change.now.isoformat(timespec="seconds")
        rows = sum(one.rows for one in done)
        known = {"kind": DEDUCTIONS.key, "name": file.name, "sha256": file.sha256, "rows": rows, "at": at}
        change.insert("import_file", known)
        change.remember_mapping(DEDUCTIONS.key, file.signature, json.dumps(file.headings, ensure_ascii=False))
    return done


def expected(one: ListMonth, how: Booking) -> Expected:
    """What booking a month would do; reckons only, so that a page can show it at every decision."""
    lines = [line for row in one.rows for line in _lines(one, row, how.of(row))]
    known = [line for line in lines if line[0] is not None]
    received = sum(line[2] for line in known)
    pending = sum(line[2] for line in lines) - received
    listed = sum(1 for row in one.rows if row.row)
    return Expected(one.month, listed, len({line[0] for line in known}), received, pending)


def _book_month(change: Change, file: ListPlan, one: ListMonth, how: Booking) -> Booked:
    if queries.before(change.db, one.month) != one.before:
        what = f"{month_words(one.month)}的会费在您看差异的时候又登记过，差异要重新算。"
        raise Refused(what, file.name, "请重新读取这份扣款单。")
    if not one.assessed:
        actions.assess(change, one.month, one.month)
    for row in one.rows:
        if row.member is not None:
            _without_money(change, one.month, row, how.of(row))
    lines = [line for row in one.rows for line in _lines(one, row, how.of(row))]
    told = expected(one, how)
    if not lines:
        return Booked(one.month, None, told.lines, 0, 0, 0, "")
    day = how.day_of(one.month)
    received = day or how.on or min(month_end(one.month), change.today)
    batch = batches.open_batch(change, one.month, "payroll", received, (file.name, file.sha256))
    batches.add_paid(change, batch, lines)
    voucher = batches.arrive(change, batch, day).name if day else ""
    return Booked(one.month, batch, told.lines, told.members, told.dues_fen, told.pending_fen, voucher)


def _without_money(change: Change, which: str, row: ListRow, decision: Decision) -> None:
    """What a decision writes besides money."""
    member = row.member or 0
    if decision.act == "exempt":
        actions.exempt(change, member, which, which, decision.text)
    elif decision.act == "owe":
        actions.note(change, member, which, decision.text or "欠缴")
    elif decision.act == "correct":
        actions.correct(change, member, which, row.paid_fen, decision.text or "按扣款单改应缴")


def _lines(one: ListMonth, row: ListRow, decision: Decision) -> list[PaidLine]:
    """What a decided row adds to the batch."""
    if decision.act in ("book", "correct"):
        return _book_line(one, row, decision)
    if decision.act == "pending" and row.add_fen > 0:
        return [(None, one.month, row.add_fen, row.name or row.number, decision.text or row.why)]
    return []


def _book_line(one: ListMonth, row: ListRow, decision: Decision) -> list[PaidLine]:
    member = decision.member if decision.member is not None else row.member
    if member is None:
        raise Refused(f"第 {row.row} 行“{row.name}”还没有认定是谁。", row.sheet, "请选定会员，或先挂待查。")
    if row.member is not None:
        return [(member, one.month, row.add_fen, "", "")] if row.add_fen > 0 else []
    # a row that a person matched: the name on the list is kept, so that the same list finds it again
    before = 0 if row.state == REPEATED else one.before.members.get(member, 0)
    added = row.paid_fen - before
    return [(member, one.month, added, row.name or row.number, row.why)] if added > 0 else []
