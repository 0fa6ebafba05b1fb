"""A version beside last year: its lines, sums, and what the rules say of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date

from models.budget import execution, facts, queries, rules
from models.budget.records import EXPENSE, BudgetLine, Execution, Finding, Planned, Version
from models.kit.days import month_of
from models.ledger import queries as books

Db = sqlite3.Connection


def planned(db: Db, version: Version) -> list[Planned]:
    """The lines of a version with the version before and last year's figures."""
    given = queries.amounts(db, version.id)
    before = _before(db, version)
    last_budget, last_done = last_year(db, version.year)
    found = []
    for line in queries.lines(db, version.year):
        if line.id in given:
            place = (line.account, line.name, line.unit, line.earmark)
            found.append(
                Planned(
                    line,
                    given[line.id],
                    before.get(line.id, 0),
                    last_budget.get(place, 0),
                    last_done.get(place, 0),
                )
            )
    return found


def _before(db: Db, version: Version) -> dict[int, int]:
    """The amounts of the version that this one adjusts."""
    earlier = [one for one in queries.versions(db, version.year) if one.version < version.version]
    return {key: one.fen for key, one in queries.amounts(db, earlier[-1].id).items()} if earlier else {}


Place = tuple[int, str, int | None, str]


def last_year(db: Db, year: int) -> tuple[dict[Place, int], dict[Place, int]]:
    """Last year's adjusted budget and execution by (account, project, unit, earmark).

    What had no line last year stands under its account alone.
    """
    seen = execution.execution(db, f"{year - 1}-12")
    budget = {_place(one.line): one.budget_fen for one in seen.lines}
    done = {_place(one.line): one.done_fen for one in seen.lines}
    for one in seen.loose:
        place = (one.account, "", None, "")
        done[place] = done.get(place, 0) + one.done_fen
    return budget, done


def _place(line: BudgetLine) -> Place:
    return line.account, line.name, line.unit, line.earmark


def case(db: Db, version: Version, lines: Sequence[Planned], today: date) -> rules.Case:
    """All that the rules look at, read once; while lines are edited only `lines` change."""
    year = version.year
    month = min(max(month_of(today), f"{year}-01"), f"{year}-12")
    seen = execution.execution(db, month) if version.locked else None
    return rules.Case(
        version,
        lines,
        tops(db),
        facts.left(db, year),
        facts.dues_expected(db, year),
        facts.levy_expected(db, year),
        version.version,
        seen,
        _december(seen),
        facts.heads_by_unit(db, version.roster_day) if version.roster_day else {},
        today,
    )


def _december(seen: Execution | None) -> dict[int, int]:
    """What was spent in December, once it has come."""
    if seen is None or not seen.month.endswith("-12"):
        return {}
    return {one.line.id: one.month_fen for one in seen.side(EXPENSE)}


def tops(db: Db) -> dict[int, str | None]:
    """The key of the first-level account above each account."""
    chart = {account.id: account for account in books.accounts(db)}
    found = {}
    for account in chart.values():
        top = account
        while top.parent is not None:
            top = chart[top.parent]
        found[account.id] = top.key
    return found


def findings(db: Db, version: Version, today: date) -> tuple[Finding, ...]:
    """What the rules say of a version as stored."""
    made = case(db, version, planned(db, version), today)
    return rules.check(made, queries.rules(db))
