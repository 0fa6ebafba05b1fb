"""Every question to the kept papers. All take the connection (`office.db` or `change.db`)."""

from __future__ import annotations

import hashlib
import sqlite3

from models.documents.records import PaperFile
from models.kit.errors import Refused
from models.store import schema

Db = sqlite3.Connection

_FILE = "f.id, f.name, f.kind, f.size, f.sha256, f.at"


def file(db: Db, key: int) -> PaperFile:
    """One kept original. Raises `Refused` when it is gone."""
    row = db.execute(f"select {_FILE} from paper_file f where f.id = ?", (key,)).fetchone()
    if row is None:
        raise Refused("这份原件不在了。", schema.place("paper_file", key), "请刷新后再试。")
    return PaperFile(*row)


def by_hash(db: Db, sha256: str) -> PaperFile | None:
    """The kept original of that content, if any."""
    row = db.execute(f"select {_FILE} from paper_file f where f.sha256 = ?", (sha256,)).fetchone()
    return PaperFile(*row) if row else None


def files_of(db: Db, tbl: str, key: int) -> list[PaperFile]:
    """The papers of a row, in the order in which they were attached."""
    rows = db.execute(
        f"select {_FILE}, l.note from paper_link l join paper_file f on f.id = l.file"
        " where l.tbl = ? and l.key = ? order by l.id",
        (tbl, key),
    )
    return [PaperFile(*row) for row in rows]


def count(db: Db, tbl: str, key: int) -> int:
    """How many papers a row has."""
    query = "select count(*) from paper_link where tbl = ? and key = ?"
    return int(db.execute(query, (tbl, key)).fetchone()[0])


def content(db: Db, file: int) -> bytes:
    """The bytes of an original, as they came. Raises `Refused` when they are not what was kept."""
    row = db.execute(
        "select f.name, f.sha256, b.content from paper_file f left join paper_bytes b on b.id = f.id"
        " where f.id = ?",
        (file,),
    ).fetchone()
    if row is None or row["content"] is None:
        raise Refused("这份原件的内容不在了。", schema.place("paper_file", file), "请从备份恢复账套。")
    if hashlib.sha256(row["content"]).hexdigest() != row["sha256"]:
        raise Refused("这份原件被别的工具改动过。", row["name"], "请从备份恢复账套。")
    return bytes(row["content"])


def row_is_there(db: Db, tbl: str, key: int) -> bool:
    """Whether that row of that table exists; only tables of the office are asked."""
    if tbl not in schema.WORDS:
        return False
    return bool(db.execute(f"select 1 from {tbl} where id = ?", (key,)).fetchone())


def uses(db: Db, file: int) -> list[str]:
    """The rows that an original belongs to, in words."""
    rows = db.execute("select tbl, key from paper_link where file = ? order by id", (file,)).fetchall()
    found = [(row[0], row[1]) for row in rows]
    for tbl in ("invoice", "bank_slip"):
        found += [(tbl, row[0]) for row in db.execute(f"select id from {tbl} where file = ?", (file,))]
    return [schema.place(tbl, key) for tbl, key in found]


def problems(db: Db) -> list[str]:
    """What doesn't hold among the kept files: bytes that are gone or changed, links into nothing."""
    found = []
    for key, name, size, sha256 in db.execute("select id, name, size, sha256 from paper_file order by id"):
        row = db.execute("select content from paper_bytes where id = ?", (key,)).fetchone()
        if row is None:
            found.append(f"“{name}”的内容不在了")
        elif len(row[0]) != size or hashlib.sha256(row[0]).hexdigest() != sha256:
            found.append(f"“{name}”被改动过")
    links = db.execute(
        "select l.tbl, l.key, f.name from paper_link l join paper_file f on f.id = l.file order by l.id"
    )
    for tbl, key, name in links.fetchall():
        if not row_is_there(db, tbl, key):
            found.append(f"“{name}”归到的{schema.place(tbl, key)}不在了")
    return found


def stored(db: Db) -> tuple[int, int]:
    """How many originals are kept, and how many bytes they are."""
    row = db.execute("select count(*), coalesce(sum(size), 0) from paper_file").fetchone()
    return int(row[0]), int(row[1])
