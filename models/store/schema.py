"""The tables of the current version, read from `tables/*.sql`, and their fingerprint."""

from __future__ import annotations

import functools
import hashlib
import sqlite3
from pathlib import Path

VERSION = 1
_FOLDER = Path(__file__).parent / "tables"

# Rows of these tables follow from others or stand outside the chain; the journal doesn't hold them.
UNJOURNALLED = frozenset(
    {
        "journal_head",
        "journal_row",
        "sealed_before",
        "access_log",
        "month_sum",
        "year_sum",
        "import_mapping",
        "sqlite_sequence",
    }
)
# Sealed tables: columns that the journal may show; all others only as a salted digest.
SEALED = {"member_private": ("id", "member")}
# Tables whose rows can't be taken back by undo once they are there.
FINAL = frozenset({"voucher", "voucher_line", "voucher_mark", "period"})


def sql() -> str:
    """The whole schema as one script."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(_FOLDER.glob("*.sql")))


def create(db: sqlite3.Connection) -> None:
    """Lay the tables in an empty database, statement by statement, inside the caller's transaction."""
    for statement in statements(sql()):
        db.execute(statement)


def statements(script: str) -> list[str]:
    """The complete statements of a script; triggers with their inner semicolons stay whole."""
    found, current = [], ""
    for line in script.splitlines():
        if not line.strip() or line.lstrip().startswith("--"):
            continue
        current += line + "\n"
        if line.rstrip().endswith(";") and sqlite3.complete_statement(current):
            found.append(current.strip())
            current = ""
    return found


def objects(db: sqlite3.Connection) -> dict[str, str]:
    """Every table, index and trigger with a hash of its SQL."""
    rows = db.execute(
        "select name, sql from sqlite_master where sql is not null and name not glob 'sqlite_*'"
    )
    return {row[0]: hashlib.sha256(" ".join(row[1].split()).encode()).hexdigest()[:16] for row in rows}


@functools.cache
def expected() -> dict[str, str]:
    """What `objects` must say of an untouched file of this version."""
    db = sqlite3.connect(":memory:")
    create(db)
    return objects(db)


def differences(db: sqlite3.Connection) -> list[str]:
    """Names of the objects that are missing, changed, or were added by someone else."""
    found, wanted = objects(db), expected()
    changed = [name for name, mark in wanted.items() if found.get(name) != mark]
    return changed + [name for name in found if name not in wanted]


def columns(db: sqlite3.Connection, table: str) -> tuple[str, ...]:
    """Column names of a table, in order."""
    return tuple(row[1] for row in db.execute(f"pragma table_info({table})"))
