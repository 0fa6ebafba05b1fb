"""Budgets for tests: short ways to lay one down and approve it."""

from __future__ import annotations

from datetime import date

from models.budget import actions, queries
from models.budget.records import LinePlan, Version
from models.office import Office
from tests.models.ledger.vouchers import account


def draft_of(office: Office, year: int, *lines: tuple[str, int], **more) -> Version:
    """A draft with (account code, fen) lines; `more` goes into its head."""
    with office.change(f"编制{year}年预算") as change:
        made = actions.begin(change, year)
        for code, fen in lines:
            actions.add_line(change, made.id, LinePlan(account(office, code), fen))
        actions.set_head(change, made.id, more)
    return queries.version(office.db, made.id)


def approved(office: Office, year: int, *lines: tuple[str, int], day: date | None = None, **more) -> Version:
    """The same, approved."""
    made = draft_of(office, year, *lines, **more)
    approve(office, made.id, day or date(year, 1, 1))
    return queries.version(office.db, made.id)


def approve(office: Office, version: int, day: date) -> None:
    """Approve a draft on that day."""
    with office.change("批准预算") as change:
        actions.approve(change, version, actions.Approval(day, "批复〔2026〕1号"))


def line_id(office: Office, year: int, code: str, name: str = "") -> int:
    """The id of a line by account code and project."""
    return next(one.id for one in queries.lines(office.db, year) if (one.code, one.name) == (code, name))
