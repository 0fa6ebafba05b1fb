"""Reading the journal: what was done, what happened to one row, and taking the last change back."""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from dataclasses import dataclass
from typing import Any

from models.kit.errors import Refused
from models.store import schema
from models.store.journal import Change, digest, stored_rows


@dataclass(frozen=True)
class Head:
    """One change as the operation log shows it. `hash` is hex SHA-256."""

    seq: int
    at: str
    actor: str
    title: str
    undoes: int | None
    final: str
    rows: int
    hash: str


@dataclass(frozen=True)
class Past:
    """What one change did to one row; None: the row was not there."""

    head: Head
    before: dict[str, Any] | None
    after: dict[str, Any] | None


_HEAD = "seq, at, actor_name, title, undoes, final, row_count, hash"


def heads(db: sqlite3.Connection, limit: int = 200, before: int | None = None) -> list[Head]:
    """The latest changes, newest first."""
    query = f"select {_HEAD} from journal_head where seq < ? order by seq desc limit ?"
    return [Head(*row) for row in db.execute(query, (before or 1 << 60, limit))]


def of_row(db: sqlite3.Connection, table: str, key: int) -> list[Past]:
    """The history of one row, oldest first."""
    query = (
        f"select {', '.join('h.' + name for name in _HEAD.split(', '))}, r.before, r.after"
        " from journal_row r join journal_head h on h.seq = r.head"
        " where r.tbl = ? and r.key = ? order by r.seq"
    )
    return [Past(Head(*row[:8]), _loaded(row[8]), _loaded(row[9])) for row in db.execute(query, (table, key))]


def last_undoable(db: sqlite3.Connection) -> Head:
    """The change that 撤销 would take back. Raises `Refused`, naming it, when it can't be."""
    query = (
        f"select {_HEAD} from journal_head h where undoes is null"
        " and not exists (select 1 from journal_head u where u.undoes = h.seq) order by seq desc limit 1"
    )
    row = db.execute(query).fetchone()
    if row is None:
        raise Refused("没有可以撤销的操作。")
    head = Head(*row)
    reason = why_not(db, head)
    if reason:
        raise Refused(f"“{head.title}”不能撤销：{reason}", f"操作日志第 {head.seq} 条")
    return head


# What else stays (months, signed sheets, approved budgets) says so with `Change.final` and has triggers.
_POSTED = (
    "select 1 from journal_row where head = ? and tbl = 'voucher' and after like '%\"posted\":1%' limit 1"
)


def why_not(db: sqlite3.Connection, head: Head) -> str:
    """Why a change can't be undone; empty when it can."""
    if head.final:
        return head.final
    if db.execute(_POSTED, (head.seq,)).fetchone():
        return "凭证已记账，请用红字冲销。"
    later = db.execute(
        "select r.tbl, h.title from journal_row r join journal_row n on n.tbl = r.tbl and n.key = r.key"
        " and n.head > r.head join journal_head h on h.seq = n.head where r.head = ?"
        " and h.seq not in (select undoes from journal_head where undoes is not null)"
        " and h.undoes is null limit 1",
        (head.seq,),
    ).fetchone()
    return f"后来又改过（{later[1]}），请先撤销后面的操作。" if later else ""


def undo(change: Change, head: Head) -> None:
    """Write the befores of a change back, newest row first."""
    change.undoes = head.seq
    change.db.execute("pragma defer_foreign_keys = 1")  # parents may go before their children; until commit
    rows = change.db.execute(
        "select tbl, key, before, after from journal_row where head = ? order by seq desc", (head.seq,)
    ).fetchall()
    for table, key, before, after in rows:
        if change.image(table, key) != after:
            raise Refused("这条记录后来又改过，不能撤销。", schema.place(table, key), "请直接改这条记录。")
        _put_back(change, head.seq, (table, key), before)


def _put_back(change: Change, head: int, place: tuple[str, int], before: str | None) -> None:
    table, key = place
    if before is None:
        change.delete(table, key)
        return
    if table in schema.SEALED:
        kept = change.db.execute(
            "select before from sealed_before where head = ? and tbl = ? and key = ?", (head, table, key)
        ).fetchone()
        if kept is None:
            raise Refused(
                "个人号码没有留底，这一步不能撤销。", schema.place(table, key), "请在会员资料里重新填写。"
            )
        before = kept[0]
    row = json.loads(before)
    for name in schema.DIGESTED.get(table, ()):
        row.pop(name, None)
    if change.db.execute(f"select 1 from {table} where id = ?", (key,)).fetchone():
        row.pop("id")
        change.update(table, key, row)
    else:
        change.insert(table, row)


def seal_code(db: sqlite3.Connection) -> str:
    """校验码 of the journal's head: "第1234条 A3F9-07C2-91BE-44D0"."""
    row = db.execute("select seq, hash from journal_head order by seq desc limit 1").fetchone()
    if row is None:
        return "第0条"
    code = row[1][:16].upper()
    return f"第{row[0]}条 " + "-".join(code[i : i + 4] for i in range(0, 16, 4))


@dataclass(frozen=True)
class CodeAnswer:
    """What a printed 校验码 says of the file. `state`: "same", "earlier" (the file is older), "changed"."""

    state: str
    seq: int
    said: str


def compare_code(db: sqlite3.Connection, text: str) -> CodeAnswer:
    """Compare a printed code ("第84条 67DE-3650-C9A6-92A3", as people type it) with the journal.

    Everything up to that entry is reckoned anew, so that a row edited behind the journal's back is found
    too. Raises `Refused` when the text is no code.
    """
    seq, code = _read_code(text)
    last = db.execute("select coalesce(max(seq), 0) from journal_head").fetchone()[0]
    broken = _first_break(db, min(seq, last))
    if broken:
        return CodeAnswer("changed", broken, f"第 {broken} 条起被改动过，和当时登记的不一样。")
    if seq > last:
        return CodeAnswer(
            "earlier",
            seq,
            f"账套早于打印件：只登记到第 {last} 条，打印时已有第 {seq} 条。可能打开了旧的备份。",
        )
    row = db.execute("select hash, at, title from journal_head where seq = ?", (seq,)).fetchone()
    if not row["hash"].startswith(code):
        return CodeAnswer("changed", seq, f"第 {seq} 条或它前面的登记和打印时不一样。")
    later = f"打印后又登记了 {last - seq} 条。" if last > seq else "账套就停在这一条。"
    return CodeAnswer(
        "same", seq, f"相符：第 {seq} 条“{row['title']}”（{row['at'][:16].replace('T', ' ')}），{later}"
    )


def _read_code(text: str) -> tuple[int, str]:
    """(number, sixteen hex digits in lower case)."""
    plain = re.sub(r"[\s\-－—–_·:：]", "", unicodedata.normalize("NFKC", text)).lower()
    found = re.fullmatch(r"(?:校验码)?第?(\d+)条([0-9a-f]{16})", plain)
    if not found:
        raise Refused(
            "这不是完整的校验码。", text.strip(), "请照打印件写全，例如：第84条 67DE-3650-C9A6-92A3。"
        )
    return int(found[1]), found[2]


def _first_break(db: sqlite3.Connection, until: int) -> int:
    """The first entry up to `until` whose hash is not that of what is stored; 0 when all are."""
    names = "seq, at, actor, actor_name, title, undoes, final, row_count, version, prev, hash"
    prev = ""
    for row in db.execute(
        f"select {names} from journal_head where seq <= ? order by seq", (until,)
    ).fetchall():
        if row["prev"] != prev or digest(tuple(row)[:10], stored_rows(db, row["seq"])) != row["hash"]:
            return int(row["seq"])
        prev = row["hash"]
    return 0


def _loaded(text: str | None) -> dict[str, Any] | None:
    return json.loads(text) if text else None
