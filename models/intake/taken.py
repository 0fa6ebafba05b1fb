"""The files that were taken in: what kind, which file, when, how many lines."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True)
class TakenFile:
    """One file. `at` is "2026-11-09T09:41:00"; `kind` the key of its table (members, wages, dues …)."""

    id: int
    kind: str
    name: str
    rows: int
    at: str


def taken_files(db: sqlite3.Connection, limit: int = 50) -> list[TakenFile]:
    """The latest files that were taken in, the latest first."""
    rows = db.execute("select id, kind, name, rows, at from import_file order by id desc limit ?", (limit,))
    return [TakenFile(*row) for row in rows]


def taken_before(db: sqlite3.Connection, sha256: str) -> TakenFile | None:
    """The time when a file with the same content was taken in, None when it never was."""
    row = db.execute(
        "select id, kind, name, rows, at from import_file where sha256 = ? order by id desc limit 1",
        (sha256,),
    ).fetchone()
    return TakenFile(*row) if row else None
