"""The operation log and the log of looked-at numbers as rows of a list; sorting and filtering in SQL."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

_UNDONE = "exists (select 1 from journal_head u where u.undoes = h.seq)"


class JournalList:
    """Every change: number, time, who, what, rows touched, state. The id of a row is its number.

    Filters: "search" in the title, "actor" a name, "month" "2026-03", "state" 已撤销 …
    """

    ORDERS: ClassVar = {
        "seq": "h.seq",
        "at": "h.at, h.seq",
        "actor": "h.actor_name, h.seq",
        "rows": "h.row_count",
    }
    STATES: ClassVar = {"undo": "h.undoes is not null", "undone": _UNDONE, "final": "h.final <> ''"}

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db

    def count(self) -> int:
        """All changes."""
        return int(self.db.execute("select count(*) from journal_head").fetchone()[0])

    def ids(self, order: tuple[str, bool], filters: Mapping[str, Any]) -> array[int]:
        """Newest first unless another order is asked for."""
        key, down = order
        by = self.ORDERS.get(key, "")
        way = f"{by} {'desc' if down else ''}" if by else "h.seq desc"
        where, values = self._where(filters)
        rows = self.db.execute(f"select h.seq from journal_head h {where} order by {way}", values)
        return array("q", (row[0] for row in rows))

    def rows(self, ids: Sequence[int]) -> list[tuple[Any, ...]]:
        """(number, "2026-11-09 09:41", who, title, rows, state, why it can't be undone)."""
        marks = ", ".join("?" * len(ids))
        found = {
            row[0]: (row[0], row[1][:16].replace("T", " "), row[2], row[3], row[4], _state(row), row[6])
            for row in self.db.execute(
                "select h.seq, h.at, h.actor_name, h.title, h.row_count, h.undoes, h.final,"
                f" {_UNDONE} from journal_head h where h.seq in ({marks})",
                tuple(ids),
            )
        }
        return [found[key] for key in ids]

    def sums(self, filters: Mapping[str, Any]) -> Mapping[str, Any]:
        """Only the count."""
        where, values = self._where(filters)
        count = self.db.execute(f"select count(*) from journal_head h {where}", values).fetchone()[0]
        return {"": f"{count:,} 条"}

    def actors(self) -> list[str]:
        """Who has ever changed something."""
        return [
            row[0]
            for row in self.db.execute("select distinct actor_name from journal_head order by actor_name")
        ]

    def months(self) -> list[str]:
        """The months with changes, the latest first."""
        query = "select distinct substr(at, 1, 7) from journal_head order by 1 desc"
        return [row[0] for row in self.db.execute(query)]

    def _where(self, filters: Mapping[str, Any]) -> tuple[str, list[Any]]:
        parts, values = [], []
        for key, column in (("actor", "h.actor_name"), ("=actor", "h.actor_name"), ("=title", "h.title")):
            if filters.get(key):
                parts.append(f"{column} = ?")
                values.append(filters[key])
        if filters.get("month"):
            parts.append("substr(h.at, 1, 7) = ?")
            values.append(filters["month"])
        if filters.get("state") in self.STATES:
            parts.append(self.STATES[filters["state"]])
        if filters.get("search"):
            parts.append("(instr(h.title, ?) or instr(h.actor_name, ?) or cast(h.seq as text) = ?)")
            values += [filters["search"]] * 3
        return ("where " + " and ".join(parts) if parts else ""), values


def _state(row: sqlite3.Row) -> str:
    if row[5] is not None:
        return f"撤销第 {row[5]} 条"
    if row[7]:
        return "已撤销"
    return "不能撤销" if row[6] else ""


class AccessList:
    """Who looked at whose full numbers and why, and tries of PINs; newest first. Filter: "search"."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db

    def count(self) -> int:
        """All entries."""
        return int(self.db.execute("select count(*) from access_log").fetchone()[0])

    def ids(self, order: tuple[str, bool], filters: Mapping[str, Any]) -> array[int]:
        """By time; the latest first."""
        way = "" if order == ("at", False) else "desc"
        where, values = self._where(filters)
        query = (
            f"select a.id from access_log a left join member m on m.id = a.member {where} order by a.id {way}"
        )
        return array("q", (row[0] for row in self.db.execute(query, values)))

    def rows(self, ids: Sequence[int]) -> list[tuple[Any, ...]]:
        """("2026-11-09 09:41", who, whose, what, why)."""
        marks = ", ".join("?" * len(ids))
        found = {
            row[0]: (
                row[1][:16].replace("T", " "),
                row[2],
                row[3] or _user(row[4], row[6]),
                _field(row[4]),
                row[5],
            )
            for row in self.db.execute(
                "select a.id, a.at, a.actor_name, m.name, a.field, a.reason, u.name from access_log a"
                " left join member m on m.id = a.member"
                " left join user u on a.field = 'pin:' || u.id"
                f" where a.id in ({marks})",
                tuple(ids),
            )
        }
        return [found[key] for key in ids]

    def sums(self, filters: Mapping[str, Any]) -> Mapping[str, Any]:
        """Only the count."""
        return {"": f"{len(self.ids(('', False), filters)):,} 次"}

    def _where(self, filters: Mapping[str, Any]) -> tuple[str, list[Any]]:
        wish = filters.get("search")
        if not wish:
            return "", []
        return "where instr(a.actor_name, ?) or instr(coalesce(m.name, ''), ?) or instr(a.reason, ?)", [
            wish
        ] * 3


_FIELDS = {"id_number": "身份证号", "phone": "手机号", "card": "银行卡号", "bank_card": "银行卡号"}


def _field(field: str) -> str:
    return "换使用人的口令" if field.startswith("pin:") else _FIELDS.get(field, field)


def _user(field: str, name: str | None) -> str:
    return name or "" if field.startswith("pin:") else "多人"
