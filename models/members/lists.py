"""What stands over the list of members: how many of each status, who retired this year; changes of many."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from models.members.records import STATUSES
from models.store.journal import Change


@dataclass(frozen=True)
class Counts:
    """How many members of each status, and who retired in a year."""

    by_status: dict[str, int]
    retired_this_year: int

    @property
    def all(self) -> int:
        """Everybody on the roster."""
        return sum(self.by_status.values())

    def words(self) -> str:
        """ "在职 150 · 退休 16 · 保留会籍 2 · 本年退休 1"."""
        parts = [f"{STATUSES[key]} {self.by_status[key]:,}" for key in STATUSES if self.by_status.get(key)]
        if self.retired_this_year:
            parts.append(f"本年退休 {self.retired_this_year}")
        return " · ".join(parts)


def counts(db: sqlite3.Connection, year: int) -> Counts:
    """The counts; `year` as of the movements 退休."""
    rows = db.execute("select status, count(*) from member group by status").fetchall()
    retired = db.execute(
        "select count(distinct member) from movement where kind = 'retire' and substr(day, 1, 4) = ?",
        (str(year),),
    ).fetchone()[0]
    return Counts({row[0]: row[1] for row in rows}, retired)


def move_to_unit(change: Change, members: Sequence[int], unit: int | None) -> int:
    """Put members into a unit (None: into none). Returns how many were not there already."""
    return sum(change.update("member", key, {"unit": unit}) for key in members)


def suggestions(db: sqlite3.Connection, column: str, limit: int = 30) -> list[str]:
    """What was entered for department, position, title … most often, for completing.

    Raises `KeyError` for a column that is not suggested.
    """
    if column not in ("department", "position", "title", "education", "political", "ethnic", "post_kind"):
        raise KeyError(column)
    rows = db.execute(
        f"select {column} from member where {column} <> '' group by {column}"
        " order by count(*) desc, 1 limit ?",
        (limit,),
    )
    return [row[0] for row in rows]
