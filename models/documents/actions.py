"""Keeping papers: an original is stored once by its content, and linked to the rows that it belongs to."""

from __future__ import annotations

import hashlib

from models.documents import queries
from models.documents.kinds import clean_name, kind_of
from models.kit.errors import Refused
from models.store import schema
from models.store.journal import Change


def keep(change: Change, name: str, content: bytes) -> int:
    """Store an original, once whatever it is called; returns the id of the file.

    Raises `Refused` for what is no paper (`kinds.KINDS`), empty, or over 20 MB.
    """
    kind = kind_of(name, content)
    sha256 = hashlib.sha256(content).hexdigest()
    known = queries.by_hash(change.db, sha256)
    if known is not None:
        return known.id
    row = {"sha256": sha256, "name": clean_name(name, kind), "kind": kind, "size": len(content)}
    key = change.insert(
        "paper_file", {**row, "at": change.now.isoformat(timespec="seconds"), "by": change.actor}
    )
    change.keep_bytes(key, content)
    return key


def attach(change: Change, name: str, content: bytes, tbl: str, key: int, *, note: str = "") -> int:
    """Keep an original and link it to row `key` of table `tbl`; returns the id of the file."""
    file = keep(change, name, content)
    link(change, file, tbl, key, note=note)
    return file


def link(change: Change, file: int, tbl: str, key: int, *, note: str = "") -> None:
    """Say that a kept file belongs to a row; saying it twice changes nothing."""
    if not queries.row_is_there(change.db, tbl, key):
        raise Refused("附件要归到的记录已经不在了。", schema.place(tbl, key), "请刷新后再试。")
    row = change.db.execute(
        "select id from paper_link where file = ? and tbl = ? and key = ?", (file, tbl, key)
    ).fetchone()
    if row is None:
        change.insert("paper_link", {"file": file, "tbl": tbl, "key": key, "note": note.strip()})
    elif note.strip():
        change.update("paper_link", row[0], {"note": note.strip()})


def detach(change: Change, file: int, tbl: str, key: int) -> None:
    """Take a paper off a row. The original stays until `drop`, so that this can be undone."""
    row = change.db.execute(
        "select id from paper_link where file = ? and tbl = ? and key = ?", (file, tbl, key)
    ).fetchone()
    if row is not None:
        change.delete("paper_link", row[0])


def drop(change: Change, file: int) -> None:
    """Remove an original that belongs to nothing; for ever."""
    users = queries.uses(change.db, file)
    if users:
        name = queries.file(change.db, file).name
        raise Refused(f"“{name}”还在用：{users[0]}。", remedy="请先取消关联，再删除原件。")
    change.delete("paper_file", file)
    change.final("原件已经删除，不能恢复。")
