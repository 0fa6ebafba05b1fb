"""What waits among the papers: invoices not booked, slips not read, numbers without an entry."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date

from models.documents import numbers


@dataclass(frozen=True)
class Waiting:
    """Counts; `since` is the day of the oldest invoice that waits."""

    invoices: int
    since: date
    slips: int
    gaps: int


def waiting(db: sqlite3.Connection) -> Waiting:
    """What a treasurer should look at."""
    row = db.execute(
        "select count(*), min(day) from invoice i where void = 0 and voucher is null and claim is null"
        " and total_fen > 0 and not exists (select 1 from invoice r where r.red_of = i.id)"
    ).fetchone()
    slips = db.execute("select count(*) from bank_slip where day is null or in_fen + out_fen = 0").fetchone()[
        0
    ]
    gaps = sum(one.gaps for one in numbers.books(db) if one.closed_on is None)
    since = date.fromisoformat(row[1]) if row[1] else date.min
    return Waiting(int(row[0]), since, int(slips), gaps)
