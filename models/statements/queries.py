"""Questions of the statements room: words beside figures, publications, what was reopened."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.kit.days import working_days
from models.ledger.records import voucher_name


def words(db: sqlite3.Connection, year: int) -> dict[str, str]:
    """What was written under each heading in a year."""
    rows = db.execute("select heading, words from statement_words where year = ?", (year,))
    return {row[0]: row[1] for row in rows}


@dataclass(frozen=True)
class Publication:
    """公示: what was shown where, from which day to which."""

    id: int
    kind: str
    period: str
    day: date
    to_day: date | None
    place: str
    objections: str
    note: str
    working_days: int


def publications(db: sqlite3.Connection, kind: str = "", period: str = "") -> list[Publication]:
    """The records, the latest first; `kind` and `period` narrow them."""
    rows = db.execute(
        "select * from publication where kind = coalesce(nullif(?, ''), kind)"
        " and period = coalesce(nullif(?, ''), period) order by day desc, id desc",
        (kind, period),
    ).fetchall()
    free = _holidays(db)
    return [_publication(row, free) for row in rows]


def _publication(row: sqlite3.Row, free: Mapping[date, str]) -> Publication:
    first = date.fromisoformat(row["day"])
    last = date.fromisoformat(row["to_day"]) if row["to_day"] else None
    count = len(list(working_days(first, last or first, free)))
    return Publication(
        row["id"],
        row["kind"],
        row["period"],
        first,
        last,
        row["place"],
        row["objections"],
        row["note"],
        count,
    )


def _holidays(db: sqlite3.Connection) -> dict[date, str]:
    return {date.fromisoformat(row[0]): row[1] for row in db.execute("select day, kind from holiday")}


def count_working_days(db: sqlite3.Connection, first: date, last: date) -> int:
    """How many days the office works from `first` to `last`, both included."""
    return len(list(working_days(first, last, _holidays(db))))


# -- what was reopened -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Reopening:
    """反结账: who, when and why, and the vouchers posted in the month until it was closed again."""

    month: str
    at: str
    by: str
    reason: str
    closed_again: str  # ISO time, "" while it is open
    vouchers: tuple[str, ...]  # "2025-12-记-011 冲销 …"


def reopenings(db: sqlite3.Connection, first: str, last: str) -> list[Reopening]:
    """Every reopening of these months, as the journal has it, in its order."""
    rows = db.execute(
        "select r.head, r.before, r.after, h.at, h.actor_name from journal_row r"
        " join journal_head h on h.seq = r.head where r.tbl = 'period' order by r.seq"
    ).fetchall()
    found = []
    for at, row in enumerate(rows):
        before, after = _read(row["before"]), _read(row["after"])
        if before.get("state") != "closed" or after.get("state") != "open":
            continue
        month = str(after["month"])
        if not first <= month <= last:
            continue
        again = _closed_again(rows[at + 1 :], month)
        until = again["head"] if again else 1 << 60
        found.append(
            Reopening(
                month,
                row["at"],
                row["actor_name"],
                str(after["reason"]),
                again["at"] if again else "",
                tuple(_posted(db, month, row["head"], until)),
            )
        )
    return found


def _closed_again(later: list[sqlite3.Row], month: str) -> sqlite3.Row | None:
    for row in later:
        after = _read(row["after"])
        if after.get("month") == month and after.get("state") == "closed":
            return row
    return None


def _posted(db: sqlite3.Connection, month: str, first: int, until: int) -> list[str]:
    """The vouchers of a month that were posted by these entries of the journal."""
    rows = db.execute(
        "select r.after from journal_row r where r.tbl = 'voucher' and r.head between ? and ? order by r.seq",
        (first, until),
    )
    found: dict[str, None] = {}
    for row in rows:
        after = _read(row["after"])
        if after.get("posted") == 1 and after.get("month") == month:
            found[f"{voucher_name(month, after['word'], after['number'])} {after['summary']}"] = None
    return list(found)


def _read(text: str | None) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(text) if text else {}
    return made
