"""Deduction lists in memory, people who owe, and what both sides of the books say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from models.dues import actions, booking, imports
from models.dues.records import Booked, ListPlan
from models.intake.cells import Book, Cell, Sheet
from models.ledger import balances
from models.office import Office
from tests.build import a_member

DATA = Path(__file__).parents[2] / "data"
HEAD = ("工号", "姓名", "部门", "代扣会费")


def a_list(
    *rows: Sequence[Cell], title: str = "2026年3月工会会费代扣明细表", name: str = "扣款单.xlsx"
) -> Book:
    """A list of one sheet: title, headings, rows."""
    return Book(name, "xlsx", "0" * 64, (sheet("Sheet1", *rows, title=title),))


def sheet(name: str, *rows: Sequence[Cell], title: str = "") -> Sheet:
    """One sheet with the usual headings; the title line is left out when there is none."""
    above = [[title]] if title else []
    return Sheet(name, [*above, list(HEAD), *(list(row) for row in rows)])


def people(office: Office, *who: tuple[str, str, int], month: str = "2026-03", **more: object) -> list[int]:
    """Members (name, number, base fen) who owe from that month on, which is assessed."""
    with office.change("添加会员") as change:
        keys = [a_member(change, name, number, base_fen=base, **more) for name, number, base in who]
        actions.assess(change, month, month)
    return keys


def plan(office: Office, book: Book, **more: object) -> ListPlan:
    """What the list would do."""
    return imports.plan(office.db, book, default_year=2026, **more)  # type: ignore[arg-type]


def receive(office: Office, book: Book, **how: object) -> list[Booked]:
    """Plan and book, as arrived on 9 March unless said otherwise."""
    how.setdefault("on", date(2026, 3, 9))
    with office.change("登记扣款单") as change:
        return booking.book(change, plan(office, book), booking.Booking(**how))  # type: ignore[arg-type]


def balance(office: Office, key: str, month: str = "2026-12") -> int:
    """An account's closing balance, debit positive."""
    found = [one for one in balances.trial_balance(office.db, month) if one.account.key == key]
    return found[0].closing_fen if found else 0


def states(book: ListPlan) -> list[tuple[str, str]]:
    """(name, state) of every line of the first month."""
    return [(row.name, row.state) for row in book.months[0].rows]
