"""The approvals as a long list: found, sorted and summed in SQL."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.claims.records import KINDS, STATES
from models.kit.errors import Refused
from models.kit.money import parse
from models.ledger.records import voucher_name
from models.office import Office

Filters = Mapping[str, Any]

_FROM = "from claim c left join unit u on u.id = c.unit left join voucher v on v.id = c.voucher"
_PERSON = (
    "case when c.payee <> '' then c.payee when c.kind <> 'payout' then c.handler else"
    " (select i.summary from claim_item i where i.claim = c.id order by i.position limit 1)"
    " || iif((select count(*) from claim_item i where i.claim = c.id) > 1, '等', '') end"
)
_ORDERS = {
    "day": "c.day {0}",
    "number": "c.number {0}",
    "kind": "c.kind {0}",
    "purpose": "c.purpose {0}",
    "unit": "u.name {0}",
    "person": f"{_PERSON} {{0}}",
    "fen": "c.amount_fen {0}",
    "state": "c.state {0}",
    "voucher": "v.month {0}, v.number {0}",
}
_EXACT = {
    "=day": "c.day",
    "=number": "c.number",
    "=purpose": "c.purpose",
    "=unit": "u.name",
    "=person": _PERSON,
}
_CHUNK = 400


@dataclass(frozen=True)
class ClaimRow:
    """One claim in the list; `kind` and `state` are keys."""

    id: int
    day: date
    number: str
    kind: str
    purpose: str
    unit: str
    person: str
    fen: int
    state: str
    voucher: str
    due_day: date | None


class ClaimList:
    """Filters: `search`, `period` ("2026-11" or "2026"), `kind`, `state`, and the columns' own values."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def count(self) -> int:
        """All claims."""
        return int(self.office.db.execute("select count(*) from claim").fetchone()[0])

    def ids(self, order: tuple[str, bool], filters: Filters) -> array[int]:
        """The claims found, the latest first without a chosen order."""
        where, values = _where(filters)
        key, down = order
        by = _ORDERS.get(key, "c.day desc").format("desc" if down else "asc")
        rows = self.office.db.execute(f"select c.id {_FROM}{where} order by {by}, c.id desc", values)
        return array("q", (row[0] for row in rows))

    def records(self, ids: Sequence[int]) -> list[ClaimRow]:
        """These claims, in this order."""
        found: dict[int, ClaimRow] = {}
        for start in range(0, len(ids), _CHUNK):
            part = ids[start : start + _CHUNK]
            marks = ", ".join("?" * len(part))
            rows = self.office.db.execute(
                f"select c.*, coalesce(u.name, '') as unit_name, {_PERSON} as person, v.month as v_month,"
                f" v.word, v.number as v_number {_FROM} where c.id in ({marks})",
                tuple(part),
            )
            found |= {row["id"]: _record(row) for row in rows}
        return [found[key] for key in ids if key in found]

    def sums(self, filters: Filters) -> Mapping[str, Any]:
        """How many, and their amounts in fen, without those refused or dropped."""
        where, values = _where(filters)
        row = self.office.db.execute(
            "select count(*), coalesce(sum(iif(c.state in ('refused', 'dropped'), 0, c.amount_fen)), 0)"
            f" {_FROM}{where}",
            values,
        ).fetchone()
        return {"": f"{row[0]:,} 张", "fen": row[1]}


def _record(row: sqlite3.Row) -> ClaimRow:
    voucher = voucher_name(row["v_month"], row["word"], row["v_number"]) if row["voucher"] else ""
    due = date.fromisoformat(row["due_day"]) if row["due_day"] else None
    return ClaimRow(
        row["id"],
        date.fromisoformat(row["day"]),
        row["number"],
        row["kind"],
        row["purpose"],
        row["unit_name"],
        row["person"],
        row["amount_fen"],
        row["state"],
        voucher,
        due,
    )


def _where(filters: Filters) -> tuple[str, list[Any]]:
    parts, values = [], []
    for part, more in _conditions(filters):
        parts.append(part)
        values += more
    return (" where " + " and ".join(parts) if parts else ""), values


def _conditions(filters: Filters) -> Iterator[tuple[str, list[Any]]]:
    for key, value in filters.items():
        if value in ("", None):
            continue
        if key in _EXACT:
            yield f"{_EXACT[key]} = ?", [value]
        elif key in _CONDITIONS:
            yield _CONDITIONS[key](str(value))


def _search(text: str) -> tuple[str, list[Any]]:
    """Words of the purpose, a number, a name, an amount."""
    like = "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    names = ("c.purpose", "c.number", "c.payee", "c.handler", "coalesce(u.name, '')")
    said = " or ".join(f"{name} like ? escape '\\'" for name in names)
    return f"({said} or c.amount_fen = ?)", [*[like] * len(names), _fen(text)]


def _fen(text: str) -> int:
    """An amount as typed, -1 when it is none."""
    try:
        return parse(text)
    except Refused:
        return -1


def _key_of(words: Mapping[str, str], said: str) -> str:
    """The key that people read as this word."""
    return next((key for key, word in words.items() if word == said), said)


_CONDITIONS: Mapping[str, Callable[[str], tuple[str, list[Any]]]] = {
    "search": _search,
    "period": lambda text: ("substr(c.day, 1, ?) = ?", [len(text), text]),
    "kind": lambda key: ("c.kind = ?", [key]),
    "state": lambda key: ("c.state = ?", [key]),
    "=kind": lambda said: ("c.kind = ?", [_key_of(KINDS, said)]),
    "=state": lambda said: ("c.state = ?", [_key_of(STATES, said)]),
    "=fen": lambda text: ("c.amount_fen = ?", [_fen(text)]),
}
