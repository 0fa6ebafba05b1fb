"""The members as a list's rows: sorted and filtered in SQL, fetched as they are scrolled to."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from models.kit import idcard
from models.members import queries, search
from models.members.records import STATUSES

_BASE = (
    "(select base_fen from wage_base w where w.member = m.id and w.from_month <= :month"
    " order by w.from_month desc limit 1)"
)
# Column key → what it sorts by. The order is that of the tuples that `rows` gives.
_SORTS = {
    "number": ("m.number",),
    "name": ("m.sort_key",),
    "unit": ("coalesce(u.position, 9999)", "u.name"),
    "department": ("m.department",),
    "sex": ("m.sex",),
    "status": ("m.status",),
    "joined": ("m.joined",),
    "base": (_BASE,),
    "dues": (_BASE,),
    "birth": ("m.birth",),
    "hired": ("m.hired",),
    "position": ("m.position",),
    "title": ("m.title",),
    "education": ("m.education",),
    "phone": ("p.phone",),
    "note": ("m.note",),
}
KEYS = tuple(_SORTS)
# 筛选此值 and the strip's choices: filter key → condition.
_FILTERS = {
    "unit": "(m.unit = :unit or u.parent = :unit)",
    "status": "m.status = :status",
    "sex": "m.sex = :sex",
    "department": "m.department = :department",
    "joined": "substr(m.joined, 1, 4) = :joined",
    "=number": "m.number = :eq_number",
    "=name": "m.name = :eq_name",
    "=unit": "coalesce(u.name, '') = :eq_unit",
    "=department": "m.department = :eq_department",
    "=sex": "m.sex = :eq_sex",
    "=joined": "coalesce(m.joined, '') = :eq_joined",
    "=birth": "coalesce(m.birth, '') = :eq_birth",
    "=hired": "coalesce(m.hired, '') = :eq_hired",
    "=position": "m.position = :eq_position",
    "=title": "m.title = :eq_title",
    "=education": "m.education = :eq_education",
    "=note": "m.note = :eq_note",
    "=status": "m.status = :eq_status",
}
_WORDS = {word: key for key, word in STATUSES.items()}

Dues = Callable[[int | None], int | None]  # pay base (fen) → monthly dues (fen)


class MemberRows:
    """Fulfils the list's `RowSource`. `month` decides base and dues; `dues` reckons them from a base
    (of everybody who works now, whether or not the month is already assessed).

    A row has one value per key of `KEYS`, then the status key. Phones are masked.
    """

    def __init__(self, db: sqlite3.Connection, month: str, dues: Dues = lambda _base: None) -> None:
        self.db, self.month, self.dues = db, month, dues

    def count(self) -> int:
        """All members of every status."""
        return queries.count(self.db)

    def ids(self, order: tuple[str, bool], filters: Mapping[str, Any]) -> array[int]:
        """The members found, in order; empty cells last."""
        key, descending = order
        terms = _SORTS.get(key, ("m.number",))
        way = "desc" if descending else "asc"
        by = ", ".join(f"{term} {way}" for term in terms)
        where, values = self._where(filters)
        query = (
            f"select m.id from {search.FROM} where {where}"
            f" order by coalesce({terms[-1]}, '') = '', {by}, m.sort_key, m.number, m.id"
        )
        return array("q", (row[0] for row in self.db.execute(query, {**values, "month": self.month})))

    def rows(self, ids: Sequence[int]) -> list[tuple[Any, ...]]:
        """The rows of these members, in this order."""
        found: dict[int, tuple[Any, ...]] = {}
        for start in range(0, len(ids), 500):
            part = ",".join(str(int(key)) for key in ids[start : start + 500])
            query = (
                "select m.id, coalesce(m.number, ''), m.name, coalesce(u.name, ''), m.department, m.sex,"
                f" m.status, coalesce(m.joined, ''), {_BASE}, coalesce(m.birth, ''), coalesce(m.hired, ''),"
                " m.position, m.title, m.education, coalesce(p.phone, ''), m.note"
                f" from {search.FROM} where m.id in ({part})"
            )
            found |= {row[0]: self._row(row) for row in self.db.execute(query, {"month": self.month})}
        return [found[key] for key in ids if key in found]

    def sums(self, filters: Mapping[str, Any]) -> Mapping[str, Any]:
        """How many are found, and the sums of base and dues of those who work."""
        where, values = self._where(filters)
        query = f"select m.status, {_BASE} from {search.FROM} where {where}"
        found = self.db.execute(query, {**values, "month": self.month}).fetchall()
        bases = [base for status, base in found if status == "working" and base is not None]
        return {
            "": f"{len(found):,} 人",
            "base": sum(bases),
            "dues": sum(self.dues(base) or 0 for base in bases),
        }

    def _row(self, row: sqlite3.Row) -> tuple[Any, ...]:
        _, number, name, unit, department, sex, status, joined, base, *rest = row
        birth, hired, position, title, education, phone, note = rest
        dues = self.dues(base) if status == "working" else None
        return (
            *(number, name, unit, department, sex, STATUSES[status], joined, base, dues, birth, hired),
            *(position, title, education, idcard.mask_phone(phone), note, status),
        )

    def _where(self, filters: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
        condition, _, found = search.conditions(str(filters.get("search", "")))
        values: dict[str, Any] = dict(found)
        parts = [condition]
        for key, value in filters.items():
            if key not in _FILTERS or value in (None, ""):
                continue
            parts.append(_FILTERS[key])
            values[key.replace("=", "eq_")] = _WORDS.get(value, value) if key == "=status" else value
        return " and ".join(parts), values
