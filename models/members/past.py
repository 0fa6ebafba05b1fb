"""A member's history: movements, pay bases and posts by their own days, other changes out of the journal."""

from __future__ import annotations

import sqlite3

from models.kit.money import yuan
from models.members import queries
from models.members.records import FIELD_TITLES, MOVEMENTS, UNIT_KINDS, Event
from models.store import history as journal

_TOLD = ("number", "name", "unit", "department", "position", "title")


def history(db: sqlite3.Connection, key: int) -> list[Event]:
    """What is known to have happened to a member, the latest first."""
    events = [*_movements(db, key), *_bases(db, key), *_posts(db, key), *_changes(db, key)]
    return sorted(events, key=lambda event: event.day, reverse=True)


def _movements(db: sqlite3.Connection, key: int) -> list[Event]:
    return [
        Event(one.day, MOVEMENTS[one.kind], "，".join(filter(None, (one.place, one.reason, one.approved_by))))
        for one in queries.movements(db, key)
    ]


def _bases(db: sqlite3.Connection, key: int) -> list[Event]:
    found = queries.bases_of(db, key)
    events = []
    for at, one in enumerate(found):
        before = f"{yuan(found[at + 1].base_fen)} → " if at + 1 < len(found) else ""
        events.append(Event(one.from_month, f"计费工资 {before}{yuan(one.base_fen)}", one.source))
    return events


def _posts(db: sqlite3.Connection, key: int) -> list[Event]:
    events = []
    for one in queries.posts(db, key):
        events.append(Event(one.first_day.isoformat(), f"任{one.body}{one.role}"))
        if one.last_day is not None:
            events.append(Event(one.last_day.isoformat(), f"{one.body}{one.role}任期结束"))
    return events


def _changes(db: sqlite3.Connection, key: int) -> list[Event]:
    """Number, name, unit, department … as the journal saw them change."""
    units = {unit.id: unit.name for unit in queries.units(db, closed=True)}
    events = []
    for past in journal.of_row(db, "member", key):
        if past.before is None or past.after is None:
            continue
        for field in _TOLD:
            old, new = past.before.get(field), past.after.get(field)
            if old != new:
                said = [_said(field, value, units) for value in (old, new)]
                what = f"{FIELD_TITLES[field]} {said[0]} → {said[1]}"
                events.append(Event(past.head.at[:10], what, past.head.title))
    return events


def _said(field: str, value: str | int | None, units: dict[int, str]) -> str:
    if field == "unit":
        return units.get(int(value), f"已撤销的{UNIT_KINDS['branch']}") if value else "空"
    return str(value) if value else "空"
