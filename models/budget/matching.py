"""Which budget line an entry line belongs to: the one it names, its unit's, else its account's."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from models.budget.records import BudgetLine


@dataclass(frozen=True)
class Said:
    """What an entry line or claim says of itself."""

    account: int | None
    budget_line: int | None = None
    unit: int | None = None
    activity: int | None = None
    earmark: str = ""


class Matcher:
    """`line_of(said)` → id of a budget line of the year, or None. Nothing is guessed.

    A line that is named counts when it is of this year. Then, account by account upwards: the line
    of the same unit, of the same activity, of the same earmark, and last the one without project.
    """

    def __init__(self, db: sqlite3.Connection, lines: Iterable[BudgetLine]) -> None:
        self._parents: dict[int, int | None] = dict(db.execute("select id, parent from account").fetchall())
        self._by_account: dict[int, list[BudgetLine]] = {}
        self._ids = set()
        for line in lines:
            self._ids.add(line.id)
            self._by_account.setdefault(line.account, []).append(line)
        self._known: dict[Said, int | None] = {}

    def line_of(self, said: Said) -> int | None:
        """The budget line's id."""
        if said not in self._known:
            self._known[said] = self._find(said)
        return self._known[said]

    def _find(self, said: Said) -> int | None:
        if said.budget_line in self._ids:
            return said.budget_line
        account = said.account
        while account is not None:
            found = _best(self._by_account.get(account, []), said)
            if found is not None:
                return found
            account = self._parents.get(account)
        return None


def _best(lines: list[BudgetLine], said: Said) -> int | None:
    if said.unit is not None:
        of_unit = [one.id for one in lines if one.unit == said.unit]
        if len(of_unit) == 1:
            return of_unit[0]
    if said.activity is not None:
        of_activity = [one.id for one in lines if one.activity == said.activity]
        if len(of_activity) == 1:
            return of_activity[0]
    if said.earmark:
        # a line that has the earmark's name as its project is the same project
        tagged = [one.id for one in lines if said.earmark in (one.earmark, "" if one.earmark else one.name)]
        if len(tagged) == 1:
            return tagged[0]
    plain = [one.id for one in lines if not one.name and one.unit is None and not one.earmark]
    return plain[0] if plain else None
