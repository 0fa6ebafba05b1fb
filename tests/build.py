"""What tests are made of: a small office and the people in it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

from models.members import actions
from models.members.records import MemberDraft
from models.office import Office
from models.store.journal import Change

NOW = datetime(2026, 11, 9, 9, 41)


def an_office(path: Path, name: str = "青禾中学", from_month: str = "2026-01") -> Office:
    """A new office file, open, with the clock at 2026-11-09."""
    office = Office.create(path, name, from_month)
    office.clock = lambda: NOW
    return office


def a_member(change: Change, name: str = "许静宜", number: str = "", **values: Any) -> int:
    """A working member who joined in September 2015; `base_fen` gives a pay base from the book's start."""
    base_fen, base_from = values.pop("base_fen", None), values.pop("base_from", "2026-01")
    values.setdefault("joined", date(2015, 9, 1))
    key = actions.add_member(change, MemberDraft(name=name, number=number, **values))
    if base_fen is not None:
        actions.set_base(change, key, base_from, base_fen)
    return key
