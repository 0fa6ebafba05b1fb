"""Invoices and slips as rows of a list; sorting and filtering in SQL."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from models.ledger.records import voucher_name

Db = sqlite3.Connection
Filters = Mapping[str, Any]

INVOICE_STATES = {"waiting": "待入账", "claim": "在审批", "booked": "已入账", "red": "已红冲", "void": "作废"}
SLIP_STATES = {"waiting": "待关联", "asked": "要核对", "tied": "已关联"}
_CHUNK = 400


class InvoiceList:
    """(day, number, seller, item, net, tax, total, state, voucher, what to mind, kind, buyer), then the row.

    Filters: "search", "month" ("2026-03" or "2026"), "state" (also "buyer": taken with a reason).
    """

    ORDERS: ClassVar = {
        "day": "i.day {0}", "number": "i.number {0}", "seller": "i.seller {0}", "item": "i.item {0}",
        "net": "i.net_fen {0}", "tax": "i.tax_fen {0}", "total": "i.total_fen {0}",
        "voucher": "v.month {0}, v.number {0}", "mind": "i.accepted {0}", "kind": "i.kind {0}",
        "buyer": "i.buyer {0}",
    }  # fmt: skip
    STATE: ClassVar = (
        "case when i.void = 1 then 'void' when i.voucher is not null then 'booked'"
        " when exists (select 1 from invoice r where r.red_of = i.id) then 'red'"
        " when i.claim is not null then 'claim' else 'waiting' end"
    )

    def __init__(self, db: Db) -> None:
        self.db = db

    def count(self) -> int:
        """All invoices."""
        return int(self.db.execute("select count(*) from invoice").fetchone()[0])

    def ids(self, order: tuple[str, bool], filters: Filters) -> array[int]:
        """The newest first unless another order is asked for."""
        where, values = self._where(filters)
        key, down = order
        by = self.ORDERS.get(key, self.STATE + " {0}" if key == "state" else "").format(
            "desc" if down else "asc"
        )
        rows = self.db.execute(
            f"select i.id from invoice i left join voucher v on v.id = i.voucher{where}"
            f" order by {by + ', ' if by else ''}i.day desc, i.id desc",
            values,
        )
        return array("q", (row[0] for row in rows))

    def rows(self, ids: Sequence[int]) -> list[tuple[Any, ...]]:
        """These invoices, in this order."""
        found: dict[int, tuple[Any, ...]] = {}
        for start in range(0, len(ids), _CHUNK):
            part = tuple(ids[start : start + _CHUNK])
            marks = ", ".join("?" * len(part))
            query = (
                f"select i.*, {self.STATE} as state, v.month, v.word, v.number as v_number from invoice i"
                f" left join voucher v on v.id = i.voucher where i.id in ({marks})"
            )
            found |= {row["id"]: _invoice_row(row) for row in self.db.execute(query, part)}
        return [found[key] for key in ids]

    def sums(self, filters: Filters) -> Mapping[str, Any]:
        """How many, and their amounts in fen; void ones are not added."""
        where, values = self._where(filters)
        row = self.db.execute(
            "select count(*), sum(i.net_fen * (1 - i.void)), sum(i.tax_fen * (1 - i.void)),"
            " sum(i.total_fen * (1 - i.void))"
            f" from invoice i left join voucher v on v.id = i.voucher{where}",
            values,
        ).fetchone()
        return {"": f"{row[0]:,} 张", "net": row[1] or 0, "tax": row[2] or 0, "total": row[3] or 0}

    def years(self) -> list[str]:
        """The years that have any, the latest first."""
        query = "select distinct substr(day, 1, 4) from invoice where day is not null order by 1 desc"
        return [row[0] for row in self.db.execute(query)]

    def _where(self, filters: Filters) -> tuple[str, list[Any]]:
        parts, values = [], []
        if filters.get("month"):
            parts.append("i.day >= ? and i.day < ?")
            values += [filters["month"], f"{filters['month']}~"]
        if filters.get("state") in INVOICE_STATES:
            parts.append(f"{self.STATE} = ?")
            values.append(filters["state"])
        if filters.get("state") == "buyer":
            parts.append("i.accepted <> ''")
        if filters.get("=seller"):
            parts.append("i.seller = ?")
            values.append(filters["=seller"])
        if filters.get("search"):
            names = ("i.number", "i.seller", "i.item", "i.buyer", "i.note")
            parts.append("(" + " or ".join(f"instr({name}, ?)" for name in names) + ")")
            values += [filters["search"]] * len(names)
        return (" where " + " and ".join(parts) if parts else ""), values


def _invoice_row(row: sqlite3.Row) -> tuple[Any, ...]:
    voucher = voucher_name(row["month"], row["word"], row["v_number"]) if row["month"] else ""
    mind = f"抬头：{row['accepted']}" if row["accepted"] else row["note"]
    day = date.fromisoformat(row["day"]) if row["day"] else None
    money = (row["net_fen"], row["tax_fen"], row["total_fen"])
    texts = (INVOICE_STATES[row["state"]], voucher, mind, row["kind"], row["buyer"])
    return (day, row["number"], row["seller"], row["item"], *money, *texts, row["state"])


class SlipList:
    """(day, in, out, partner, words, ref, state, voucher), then the state's key.

    Filters: "search", "month", "state", "way" ("in", "out").
    """

    ORDERS: ClassVar = {
        "day": "s.day {0}", "in": "s.in_fen {0}", "out": "s.out_fen {0}", "partner": "s.partner {0}",
        "words": "s.words {0}", "ref": "s.ref {0}", "voucher": "v.month {0}, v.number {0}",
    }  # fmt: skip
    STATE: ClassVar = (
        "case when s.day is null or s.in_fen + s.out_fen = 0 then 'asked'"
        " when s.voucher is not null then 'tied' else 'waiting' end"
    )

    def __init__(self, db: Db) -> None:
        self.db = db

    def count(self) -> int:
        """All slips."""
        return int(self.db.execute("select count(*) from bank_slip").fetchone()[0])

    def ids(self, order: tuple[str, bool], filters: Filters) -> array[int]:
        """The newest first unless another order is asked for."""
        where, values = self._where(filters)
        key, down = order
        by = self.ORDERS.get(key, self.STATE + " {0}" if key == "state" else "").format(
            "desc" if down else "asc"
        )
        rows = self.db.execute(
            f"select s.id from bank_slip s left join voucher v on v.id = s.voucher{where}"
            f" order by {by + ', ' if by else ''}s.day desc, s.id desc",
            values,
        )
        return array("q", (row[0] for row in rows))

    def rows(self, ids: Sequence[int]) -> list[tuple[Any, ...]]:
        """These slips, in this order."""
        found: dict[int, tuple[Any, ...]] = {}
        for start in range(0, len(ids), _CHUNK):
            part = tuple(ids[start : start + _CHUNK])
            marks = ", ".join("?" * len(part))
            query = (
                f"select s.*, {self.STATE} as state, v.month, v.word, v.number as v_number from bank_slip s"
                f" left join voucher v on v.id = s.voucher where s.id in ({marks})"
            )
            found |= {row["id"]: _slip_row(row) for row in self.db.execute(query, part)}
        return [found[key] for key in ids]

    def sums(self, filters: Filters) -> Mapping[str, Any]:
        """How many, and what came in and went out in fen."""
        where, values = self._where(filters)
        row = self.db.execute(
            f"select count(*), sum(s.in_fen), sum(s.out_fen) from bank_slip s{where}", values
        ).fetchone()
        return {"": f"{row[0]:,} 张", "in": row[1] or 0, "out": row[2] or 0}

    def _where(self, filters: Filters) -> tuple[str, list[Any]]:
        parts, values = [], []
        if filters.get("month"):
            parts.append("s.day >= ? and s.day < ?")
            values += [filters["month"], f"{filters['month']}~"]
        if filters.get("state") in SLIP_STATES:
            parts.append(f"{self.STATE} = ?")
            values.append(filters["state"])
        if filters.get("way") in ("in", "out"):
            parts.append(f"s.{filters['way']}_fen > 0")
        if filters.get("search"):
            names = ("s.partner", "s.words", "s.ref")
            parts.append("(" + " or ".join(f"instr({name}, ?)" for name in names) + ")")
            values += [filters["search"]] * len(names)
        return (" where " + " and ".join(parts) if parts else ""), values


def _slip_row(row: sqlite3.Row) -> tuple[Any, ...]:
    voucher = voucher_name(row["month"], row["word"], row["v_number"]) if row["month"] else ""
    day = date.fromisoformat(row["day"]) if row["day"] else None
    money = (row["in_fen"] or None, row["out_fen"] or None)
    return (
        day,
        *money,
        row["partner"],
        row["words"],
        row["ref"],
        SLIP_STATES[row["state"]],
        voucher,
        row["state"],
    )
