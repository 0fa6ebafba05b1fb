"""Every guided entry in one tuple, and how one is found by words or pinyin initials."""

from __future__ import annotations

from models.guided import advances, cash, corrections, custody, elsewhere, income, spending
from models.guided.records import Guide
from models.kit import names
from models.kit.errors import Refused

_DUES, *_REST = elsewhere.GUIDES
# To add entries: a module of this room with its own `GUIDES`, and a line here.
GUIDES: tuple[Guide, ...] = (
    _DUES,
    *income.GUIDES,
    *spending.GUIDES,
    *advances.GUIDES,
    *cash.GUIDES,
    *custody.GUIDES,
    *corrections.GUIDES,
    *_REST,
)


def guide(key: str) -> Guide:
    """The guide of that key. Raises `Refused`."""
    found = next((one for one in GUIDES if one.key == key), None)
    if found is None:
        raise Refused(f"没有“{key}”这种业务。", remedy="请从列表里选。")
    return found


def seek(text: str) -> list[Guide]:
    """The guides that words, initials (tqxj) or an event's number mean, in their order; all without text."""
    wish = text.strip().lower()
    return [one for one in GUIDES if not wish or _fits(one, wish)]


def _fits(one: Guide, wish: str) -> bool:
    said = f"{one.title}{one.when}".lower()
    first = names.initials(one.title).lower()
    return wish in said or wish in first or wish.upper() in one.events
