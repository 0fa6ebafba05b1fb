"""Every change of the calendar: work is planned, done, moved, dropped; plans come in; days off are kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from models.calendar import queries
from models.calendar.checks import key_of, problems
from models.calendar.modules import module_of
from models.calendar.records import (
    DONE,
    DROPPED,
    PLANNED,
    STATES,
    Imported,
    Plan,
    PlanEntry,
    WorkDraft,
    WorkItem,
)
from models.kit.days import month_of, months, next_month
from models.kit.errors import Refused
from models.store.journal import Change

_COLUMNS = (
    "year",
    "first_month",
    "last_month",
    "day",
    "last_day",
    "content",
    "who",
    "place",
    "budget_fen",
    "source",
    "module",
    "note",
)


def add_item(change: Change, draft: WorkDraft) -> int:
    """Plan a piece of work; returns its id. Raises `Refused` when something is missing or wrong."""
    row = _row(draft) | {"state": PLANNED, "position": queries.next_position(change.db)}
    return change.insert("work_item", row)


def update_item(change: Change, key: int, draft: WorkDraft) -> None:
    """Replace what was entered; state and place in the order stay."""
    queries.item(change.db, key)
    change.update("work_item", key, _row(draft))


def mark_item(change: Change, key: int, state: str, on: date | None = None) -> None:
    """Set the state. `on` is the day of doing (empty: today); other states have none."""
    if state not in STATES:
        raise Refused(f"没有“{state}”这种状态。", "行事历", "请选未开始、进行中、已完成或已取消。")
    queries.item(change.db, key)
    done = (on or change.today) if state == DONE else None
    change.update("work_item", key, {"state": state, "done_on": done})


def drop_item(change: Change, key: int, reason: str = "") -> None:
    """Take a piece of work out of the plan; it stays on record, with the reason in its note."""
    item = queries.item(change.db, key)
    note = "；".join(part for part in (item.note, reason.strip()) if part)
    change.update("work_item", key, {"state": DROPPED, "done_on": None, "note": note})


def move_item(change: Change, key: int, first_month: str) -> None:
    """Move work to another month; it spans as many months as before, and loses a day outside of them."""
    item = queries.item(change.db, key)
    span = len(months(item.first_month, item.last_month))
    draft = replace(draft_of(item), first_month=first_month, last_month="", day=None, last_day=None)
    _refuse(draft)
    moved = replace(draft, last_month=next_month(first_month, span - 1))
    inside = months(moved.first_month, moved.last_month)
    if all(day is None or month_of(day) in inside for day in (item.day, item.last_day)):
        moved = replace(moved, day=item.day, last_day=item.last_day)
    change.update("work_item", key, _row(moved))


def delete_item(change: Change, key: int) -> None:
    """Remove work that was entered by mistake."""
    queries.item(change.db, key)
    change.delete("work_item", key)


def import_plan(change: Change, plan: Plan, source: str, sha256: str = "") -> Imported:
    """Take a plan in. An entry with the same months and words is there already and isn't added again."""
    known = queries.known(change.db)
    fresh: list[PlanEntry] = []
    for entry in plan.entries:
        if key_of(entry) not in known:
            known.add(key_of(entry))
            fresh.append(entry)
    if not fresh:
        return Imported((), len(plan.entries), plan.unplaced)
    place = queries.next_position(change.db)
    rows = [_row(_draft(entry, source)) for entry in fresh]
    added = change.insert_all(
        "work_item",
        (*_COLUMNS, "state", "position"),
        [(*(row[name] for name in _COLUMNS), PLANNED, place + index) for index, row in enumerate(rows)],
    )
    change.insert(
        "import_file",
        {
            "kind": "calendar",
            "name": source,
            "sha256": sha256,
            "rows": len(fresh),
            "at": change.now.isoformat(timespec="seconds"),
        },
    )
    return Imported(tuple(added), len(plan.entries) - len(fresh), plan.unplaced)


def draft_of(item: WorkItem) -> WorkDraft:
    """What a form begins with."""
    return WorkDraft(
        item.first_month,
        item.content,
        item.last_month,
        item.day,
        item.last_day,
        item.who,
        item.place,
        item.budget_fen,
        item.module,
        item.note,
        item.source,
    )


def _draft(entry: PlanEntry, source: str) -> WorkDraft:
    """An entry as it would be typed."""
    return WorkDraft(
        entry.first_month,
        entry.text,
        entry.last_month,
        entry.day,
        entry.last_day,
        entry.who,
        entry.place,
        entry.budget_fen,
        module_of(entry.text),
        entry.note,
        source,
    )


def _refuse(draft: WorkDraft) -> None:
    """The first thing that is wrong, as a refusal."""
    for _, sentence in problems(draft):
        raise Refused(
            sentence, f"行事历 › {draft.content.strip()[:20]}" if draft.content.strip() else "行事历"
        )


def _row(draft: WorkDraft) -> dict[str, Any]:
    """The columns of a draft, checked."""
    _refuse(draft)
    return {
        "year": int(draft.first_month[:4]),
        "first_month": draft.first_month,
        "last_month": draft.last_month or draft.first_month,
        "day": draft.day,
        "last_day": draft.last_day,
        "content": draft.content.strip(),
        "who": draft.who.strip(),
        "place": draft.place.strip(),
        "budget_fen": draft.budget_fen,
        "source": draft.source.strip(),
        "module": draft.module,
        "note": draft.note.strip(),
    }
