"""Can this file be trusted? Each check says its name, whether it holds, and where it breaks."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from models.store import schema
from models.store.connection import DbError
from models.store.journal import digest, image, stored_rows


@dataclass(frozen=True)
class Check:
    """One check and its result, in words for people."""

    name: str
    ok: bool
    detail: str


def quick(db: sqlite3.Connection) -> str:
    """SQLite's own quick check; "ok" or the first complaint."""
    try:
        return str(db.execute("pragma quick_check(1)").fetchone()[0])
    except DbError as error:
        return str(error)


def store_checks(db: sqlite3.Connection) -> Iterator[Check]:
    """The checks that need no knowledge of the rooms: file, schema, chain, rows against the journal."""
    for name, check in (
        ("数据库完整", _integrity),
        ("记录互相对得上", _foreign_keys),
        ("保护规则齐全", _fingerprint),
        ("操作日志连续", _chain),
        ("记录与日志一致", _rows_as_journalled),
    ):
        try:
            problem, fine = check(db)
        except DbError:
            problem, fine = "读不出来，账套可能损坏了，请从备份恢复", ""
        yield Check(name, not problem, problem or fine)


def _integrity(db: sqlite3.Connection) -> tuple[str, str]:
    said = db.execute("pragma integrity_check(3)").fetchall()
    return ("", "没有发现损坏") if said[0][0] == "ok" else ("；".join(row[0] for row in said), "")


def _foreign_keys(db: sqlite3.Connection) -> tuple[str, str]:
    broken = db.execute("pragma foreign_key_check").fetchall()
    if not broken:
        return "", "没有悬空的记录"
    return f"{len(broken)} 条记录指向不存在的内容，第一条在{schema.WORDS.get(broken[0][0], broken[0][0])}", ""


def _fingerprint(db: sqlite3.Connection) -> tuple[str, str]:
    wrong = schema.differences(db)
    return (
        ("缺少或被改动：" + "、".join(wrong[:8]), "")
        if wrong
        else ("", f"第 {schema.VERSION} 版，{len(schema.expected())} 项")
    )


def _chain(db: sqlite3.Connection) -> tuple[str, str]:
    """Every head follows the one before, and its hash is that of the bytes that are stored."""
    names = "seq, at, actor, actor_name, title, undoes, final, row_count, version, prev, hash"
    prev, last = "", 0
    for row in db.execute(f"select {names} from journal_head order by seq").fetchall():
        if row["seq"] != last + 1 or row["prev"] != prev:
            return f"第 {row['seq']} 条和它前面的接不上", ""
        rows = list(stored_rows(db, row["seq"]))
        if digest(tuple(row)[:10], rows) != row["hash"] or len(rows) != row["row_count"]:
            return f"第 {row['seq']} 条“{row['title']}”（{row['at']}）被改动过", ""
        prev, last = row["hash"], row["seq"]
    loose = db.execute("select count(*) from journal_row where head > ?", (last,)).fetchone()[0]
    return (f"有 {loose} 行不属于任何操作", "") if loose else ("", f"共 {last} 条")


def _rows_as_journalled(db: sqlite3.Connection) -> tuple[str, str]:
    """Each row is what its last journal row says; so an edit by another tool is named."""
    count = 0
    tables = [
        row[0] for row in db.execute("select name from sqlite_master where type = 'table' order by name")
    ]
    for table in tables:
        if table in schema.UNJOURNALLED:
            continue
        for problem in _strange_rows(db, table):
            return problem, ""
        count += db.execute(f"select count(*) from {table}").fetchone()[0]
    return "", f"核对了 {count} 条记录"


_LAST = "select key, after, max(seq) as seq from journal_row where tbl = ? group by key"


def _strange_rows(db: sqlite3.Connection, table: str) -> Iterator[str]:
    query = (
        f"select t.id, j.after, t.image from (select id, {image(db, table)} as image from {table}) t"
        f" left join ({_LAST}) j on j.key = t.id where j.after is not t.image"
    )
    for key, after, now in db.execute(query, (table,)):
        if after is None:
            yield f"{schema.place(table, key)}没有登记过，是别的工具加的"
        elif not _same_but_new_columns(after, now):
            yield f"{schema.place(table, key)}被别的工具改动过（{_what_differs(after, now)}）"
    missing = (
        f"select key from ({_LAST}) j where after is not null"
        f" and not exists (select 1 from {table} where id = j.key)"
    )
    for (key,) in db.execute(missing, (table,)):
        yield f"{schema.place(table, key)}被别的工具删除了"


def _same_but_new_columns(after: str, now: str) -> bool:
    """A migration may have added columns since; they are empty or at their default."""
    try:
        old, new = json.loads(after), json.loads(now)
    except ValueError:  # damaged bytes: surely not the same
        return False
    return all(new.get(name, _GONE) == value for name, value in old.items()) and set(old) < set(new)


_GONE: Any = object()


def _what_differs(after: str, now: str) -> str:
    try:
        old, new = json.loads(after), json.loads(now)
    except ValueError:
        return "日志里的内容读不懂"
    names = [name for name in new if old.get(name, _GONE) != new[name]]
    if "sealed" in names:
        return "受保护的号码"
    return "、".join(f"{name}：{old.get(name)} → {new[name]}" for name in names[:3])
