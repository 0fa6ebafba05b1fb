"""The one way to write: a `Change` is one transaction, journalled with before and after, chained.

A change keeps the *net* effect on each row. At its end the rows are read back and compared with
what was meant, their stored form becomes the journal rows, and one hash chains head and rows to
everything before; only then it commits.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from models.kit.errors import Refused
from models.store import schema
from models.store.connection import DbError, in_words
from models.store.stored import Value, all_stored, stored

_MANY = 500  # rows from which staging pays


@dataclass
class _Bulk:
    """Rows that were added at once, under ids that follow one another."""

    columns: tuple[str, ...]
    start: int
    values: list[tuple[Value, ...]]

    @property
    def ids(self) -> range:
        return range(self.start, self.start + len(self.values))


class Change:
    """An open change. Made by `Office.change`; given to every action as its first argument."""

    def __init__(self, db: sqlite3.Connection, title: str, actor: tuple[int, str], now: datetime) -> None:
        self.db = db
        self.title = title
        self.actor, self.actor_name = actor
        self.now = now
        self.undoes: int | None = None
        self._final = ""
        self._before: dict[str, dict[int, str | None]] = {}
        self._meant: dict[str, dict[int, dict[str, Value]]] = {}
        self._bulk: dict[str, list[_Bulk]] = {}
        self._images: dict[str, str] = {}
        self._later: set[tuple[str, int]] = set()  # rows of a bulk that were touched again

    @property
    def today(self) -> date:
        """The day of this change."""
        return self.now.date()

    @property
    def tables(self) -> frozenset[str]:
        """The tables that this change touched."""
        return frozenset(self._before) | frozenset(self._bulk)

    def final(self, reason: str) -> None:
        """Say that this change can't be undone, and why; a later call replaces an earlier one."""
        self._final = reason

    def insert(self, table: str, row: dict[str, Any]) -> int:
        """Add a row and return its id."""
        row = {name: stored(value) for name, value in row.items()}
        names = ", ".join(row)
        marks = ", ".join("?" * len(row))
        cursor = self.db.execute(f"insert into {table} ({names}) values ({marks})", tuple(row.values()))
        key = int(cursor.lastrowid or 0)
        self._before.setdefault(table, {}).setdefault(key, None)
        self._meant.setdefault(table, {})[key] = row
        return key

    def insert_all(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> range:
        """Add many rows at once; returns their ids in the order of the rows."""
        values = all_stored(list(rows))
        last = self.db.execute("select seq from sqlite_sequence where name = ?", (table,)).fetchone()
        start = (last[0] if last else 0) + 1
        ids = range(start, start + len(values))
        names = ", ".join(("id", *columns))
        keyed = ((key, *row) for key, row in zip(ids, values, strict=True))
        if len(values) >= _MANY:
            self._stage(table, names, keyed)
            self.db.execute(f"insert into {table} ({names}) select * from temp.staged order by rowid")
            self.db.execute("drop table temp.staged")
        else:
            marks = ", ".join("?" * (len(columns) + 1))
            self.db.executemany(f"insert into {table} ({names}) values ({marks})", keyed)
        if values:
            self._keep_bulk(table, _Bulk(tuple(columns), start, values))
        return ids

    def fill_in(self, table: str, columns: Sequence[str], ids: range, rows: Sequence[Sequence[Any]]) -> None:
        """Set columns of rows that `insert_all` added in this change under `ids`, naming these columns."""
        values = all_stored(rows)
        if not values:
            return
        names = ", ".join(columns)
        self._stage(
            table, f"id, {names}", ((key, *row) for key, row in zip(ids, values, strict=True)), keyed=True
        )
        self.db.execute(
            f"update {table} set ({names}) = (select {names} from temp.staged s where s.id = {table}.id)"
            " where id between ? and ?",
            (ids.start, ids[-1]),
        )
        self.db.execute("drop table temp.staged")
        run = next(run for run in self._bulk[table] if ids.start in run.ids and ids[-1] in run.ids)
        places = [run.columns.index(name) for name in columns]
        for key, row in zip(ids, values, strict=True):
            meant = list(run.values[key - run.start])
            for place, value in zip(places, row, strict=True):
                meant[place] = value
            run.values[key - run.start] = tuple(meant)

    def _stage(
        self, table: str, names: str, rows: Iterable[tuple[Value, ...]], *, keyed: bool = False
    ) -> None:
        """Rows laid aside in memory, so that one statement takes them all: each row still meets every
        trigger, but SQLite has not to be ready to take back each of them alone."""
        self.db.execute("drop table if exists temp.staged")
        self.db.execute(f"create temp table staged as select {names} from main.{table} where 0")
        if keyed:
            self.db.execute("create unique index temp.staged_id on staged (id)")
        marks = ", ".join("?" * len(names.split(",")))
        self.db.executemany(f"insert into temp.staged values ({marks})", rows)

    def _keep_bulk(self, table: str, new: _Bulk) -> None:
        """Rows that continue the ones before make one run with them: thousands of vouchers stay quick."""
        runs = self._bulk.setdefault(table, [])
        if runs and runs[-1].columns == new.columns and runs[-1].ids.stop == new.start:
            runs[-1].values.extend(new.values)
        else:
            runs.append(new)

    def update(self, table: str, key: int, row: dict[str, Any]) -> bool:
        """Change some columns of a row; False, and nothing journalled, when they are so already."""
        row = {name: stored(value) for name, value in row.items()}
        old = self.db.execute(f"select {', '.join(row)} from {table} where id = ?", (key,)).fetchone()
        if old is None:
            raise Refused("这条记录已经不在了。", schema.place(table, key), "请刷新后再试。")
        if tuple(old) == tuple(row.values()):
            return False
        self._remember(table, key)
        marks = ", ".join(f"{name} = ?" for name in row)
        self.db.execute(f"update {table} set {marks} where id = ?", (*row.values(), key))
        self._meant.setdefault(table, {}).setdefault(key, {}).update(row)
        return True

    def delete(self, table: str, key: int) -> None:
        """Remove a row, and with it the links of the papers that belonged to it."""
        links = self.db.execute("select id from paper_link where tbl = ? and key = ?", (table, key))
        for (link,) in links.fetchall():
            self.delete("paper_link", link)
        self._remember(table, key)
        self.db.execute(f"delete from {table} where id = ?", (key,))
        self._meant.setdefault(table, {}).pop(key, None)

    def remember_mapping(self, kind: str, signature: str, mapping: str) -> None:
        """Keep how the columns of a kind of table were taken; a convenience, outside the journal."""
        self.db.execute(
            "insert into import_mapping (kind, signature, mapping) values (?, ?, ?)"
            " on conflict (kind, signature) do update set mapping = excluded.mapping",
            (kind, signature, mapping),
        )

    def keep_bytes(self, key: int, content: bytes) -> None:
        """Keep the content of `paper_file` row `key`; the journal holds its hash with that row."""
        self.db.execute("insert into paper_bytes (id, content) values (?, ?)", (key, content))

    def forget(self, table: str, key: int) -> None:
        """Drop what undo keeps of a sealed row: what was erased can't come back."""
        self.db.execute("delete from sealed_before where tbl = ? and key = ?", (table, key))

    def _remember(self, table: str, key: int) -> None:
        """Keep what the row was when this change first touched it."""
        kept = self._before.setdefault(table, {})
        if key in kept:
            return
        if self._in_bulk(table, key):
            self._later.add((table, key))
            return
        kept[key] = self.image(table, key)
        if table in schema.SEALED:
            self._keep_sealed(table, key)

    def _in_bulk(self, table: str, key: int) -> bool:
        return any(key in run.ids for run in self._bulk.get(table, ()))

    def _keep_sealed(self, table: str, key: int) -> None:
        names = schema.columns(self.db, table)
        full = self.db.execute(f"select {_object(names)} from {table} where id = ?", (key,)).fetchone()
        if full:
            head = next_head(self.db)
            self.db.execute(
                "insert or ignore into sealed_before values (?, ?, ?, ?)", (head, table, key, full[0])
            )

    def image(self, table: str, key: int) -> str | None:
        """A row as the journal keeps it; None when it is not there."""
        if table not in self._images:
            self._images[table] = image(self.db, table)
        row = self.db.execute(f"select {self._images[table]} from {table} where id = ?", (key,)).fetchone()
        return row[0] if row else None

    # -- the end of a change ------------------------------------------------------------------

    def seal(self) -> int | None:
        """Read back, write the journal rows and the head; returns its number, None if nothing changed.

        Raises `Refused` when a stored row is not what was meant.
        """
        self._read_back()
        head = next_head(self.db)
        if self.db.execute("select 1 from journal_row where head >= ? limit 1", (head,)).fetchone():
            raise Refused(
                "操作日志里有别的工具加的内容，没有写入。", f"操作日志第 {head} 条", "请从备份恢复账套。"
            )
        for table, kept in self._before.items():
            self._journal_rows(head, table, kept)
        for table, runs in self._bulk.items():
            for run in runs:
                self._journal_bulk(head, table, run.ids)
        count = self.db.execute("select count(*) from journal_row where head = ?", (head,)).fetchone()[0]
        if not count:
            return None
        self._head(head, count)
        self.db.execute("delete from sealed_before where head <= ?", (head - 20,))
        return head

    def _read_back(self) -> None:
        for table, rows in self._meant.items():
            for key, meant in rows.items():
                names = ", ".join(meant)
                got = self.db.execute(f"select {names} from {table} where id = ?", (key,)).fetchone()
                if got is None or tuple(got) != tuple(meant.values()):
                    raise _not_kept(table)
        for table, runs in self._bulk.items():
            for run in runs:
                self._read_back_bulk(table, run)

    def _read_back_bulk(self, table: str, run: _Bulk) -> None:
        names = ", ".join(run.columns)
        reading = self.db.cursor()
        reading.row_factory = None  # plain tuples, to be compared as they come
        between = f"from {table} where id between ? and ? order by id"
        ends = (run.start, run.ids[-1])
        if reading.execute(f"select {names} {between}", ends).fetchall() == run.values:
            return  # as many rows as ids, so each is the one that was meant
        got = reading.execute(f"select id, {names} {between}", ends).fetchall()
        wanted = [(key, *row) for key, row in zip(run.ids, run.values, strict=True)]
        if not _only_changed(table, got, wanted, self._later):
            raise _not_kept(table)

    def _journal_rows(self, head: int, table: str, kept: dict[int, str | None]) -> None:
        rows = []
        for key, before in kept.items():
            after = self.image(table, key)
            if before != after:
                rows.append((head, table, key, before, after))
        self.db.executemany(
            "insert into journal_row (head, tbl, key, before, after) values (?, ?, ?, ?, ?)", rows
        )

    def _journal_bulk(self, head: int, table: str, ids: range) -> None:
        self.db.execute(
            "insert into journal_row (head, tbl, key, before, after)"
            f" select ?, ?, id, null, {image(self.db, table)}"
            f" from {table} where id between ? and ? order by id",
            (head, table, ids[0], ids[-1]),
        )

    def _head(self, head: int, count: int) -> None:
        row = self.db.execute("select hash from journal_head order by seq desc limit 1").fetchone()
        prev = row[0] if row else ""
        fields: tuple[Value, ...] = (
            head,
            self.now.isoformat(timespec="seconds"),
            self.actor,
            self.actor_name,
            self.title,
        )
        fields += (self.undoes, self._final, count, 1, prev)
        stored = (*fields, digest(fields, stored_rows(self.db, head)))
        names = "seq, at, actor, actor_name, title, undoes, final, row_count, version, prev, hash"
        self.db.execute(
            f"insert into journal_head ({names}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", stored
        )
        got = self.db.execute(f"select {names} from journal_head where seq = ?", (head,)).fetchone()
        if tuple(got) != stored:
            raise _not_kept("journal_head")


def digest(fields: Sequence[Value], rows: Iterable[Sequence[Any]]) -> str:
    """SHA-256 over a head (all but its own hash) and its rows, in the form of version 1."""
    chain = hashlib.sha256(json.dumps(list(fields), ensure_ascii=False).encode())
    for row in rows:
        chain.update("\x1f{}\x1e{}\x1e{}\x1e{}\x1e{}".format(*row).encode())
    return chain.hexdigest()


def stored_rows(db: sqlite3.Connection, head: int) -> Iterable[Sequence[Any]]:
    """The rows of a head as they are hashed."""
    return db.execute(
        "select seq, tbl, key, before, after from journal_row where head = ? order by seq", (head,)
    )


def log_access(
    db: sqlite3.Connection, at: datetime, actor: str, looked_at: tuple[int | None, str, str]
) -> None:
    """Note who looked at a full number: (member id, which number, why). Outside the chain, append only."""
    db.execute(
        "insert into access_log (at, actor_name, member, field, reason) values (?, ?, ?, ?, ?)",
        (at.isoformat(timespec="seconds"), actor, *looked_at),
    )


def next_head(db: sqlite3.Connection) -> int:
    """The number of the change that is open now."""
    return int(db.execute("select coalesce(max(seq), 0) + 1 from journal_head").fetchone()[0])


def image(db: sqlite3.Connection, table: str) -> str:
    """The SQL expression that gives a row of `table` as the journal keeps it."""
    names = schema.columns(db, table)
    open_names = schema.SEALED.get(table)
    if open_names is None:
        hidden = schema.DIGESTED.get(table, ())
        pairs = (f"'{name}', " + (f"seal_digest('', {name})" if name in hidden else name) for name in names)
        return f"json_object({', '.join(pairs)})"
    sealed = [name for name in names if name not in (*open_names, "salt")]
    shown = ", ".join(f"'{name}', {name}" for name in open_names)
    return f"json_object({shown}, 'sealed', seal_digest(salt, {_object(sealed)}))"


def _object(names: Sequence[str]) -> str:
    pairs = ", ".join(f"'{name}', {name}" for name in names)
    return f"json_object({pairs})"


def _only_changed(
    table: str, got: list[tuple[Any, ...]], wanted: list[tuple[Any, ...]], changed: set[tuple[str, int]]
) -> bool:
    """True when rows of a bulk differ only where the same change later updated or removed them."""
    stored = {row[0]: row for row in got}
    return all((table, row[0]) in changed for row in wanted if stored.get(row[0]) != row)


def _not_kept(table: str) -> Refused:
    return Refused(
        "写进去的内容和读出来的不一样，已全部退回。",
        schema.WORDS.get(table, table),
        "请检查磁盘后再试一次；如果又出现，请从备份恢复。",
    )


def guarded(error: DbError, path: Path) -> Exception:
    """A database error in the middle of a change, as a sentence. Triggers bring their own; a fault of
    the program stays what it is."""
    if not isinstance(error, sqlite3.IntegrityError):
        return in_words(error, path)
    text = str(error)
    if any("\u4e00" <= letter <= "\u9fff" for letter in text):
        return Refused(text, remedy="没有写入任何内容。")
    table = text.split(": ")[-1].split(".")[0]
    return Refused(
        "这样写会和已有的记录冲突。", schema.WORDS.get(table, ""), "没有写入任何内容，请核对后再试。"
    )
