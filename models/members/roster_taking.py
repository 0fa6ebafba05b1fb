"""Taking a planned roster in: new members in bulk, changes one by one, units and movements with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from models.intake.difference import Changes, Line, Verdict
from models.kit.errors import Refused
from models.members import actions, plans, queries, rosters
from models.members.plans import NEW, SKIP, TAKE, Decision, Decisions, ImportPlan
from models.members.records import MOVEMENT_TO, PRIVATE
from models.members.tables import MEMBERS
from models.store.journal import Change

_COLUMNS = (
    *("number", "name", "name_key", "initials", "sort_key", "sex", "birth", "joined", "hired", "unit"),
    *("department", "status", "post_kind", "position", "title", "education", "political", "ethnic", "note"),
)
_GIVEN = tuple(key for key in rosters.FIELDS if key not in (*PRIVATE, "status", "retired_on"))


def apply_members(change: Change, plan: ImportPlan, decisions: Decisions | None = None) -> dict[str, int]:
    """Take a planned roster in; lines that must be asked are taken only as `decisions` say.

    Returns {"added", "updated", "unchanged", "units"}. Nothing is written when nothing differs.
    """
    plans.check_fresh(change, plan)
    new, changed = _decided(change, plan, decisions or {})
    counts = {"added": len(new), "updated": len(changed), "units": 0}
    counts["unchanged"] = len(plan.difference.of(Verdict.SAME))
    if not new and not changed:
        return counts
    units, counts["units"] = _units(change, plan, [*new, *(line for line, _ in changed)])
    for line, found in changed:
        _update(change, line, found, units)
    _insert(change, new, units)
    plans.file_taken(change, plan, MEMBERS, len(new) + len(changed))
    return counts


def _decided(
    change: Change, plan: ImportPlan, decisions: Decisions
) -> tuple[list[Line], list[tuple[Line, Changes]]]:
    """The lines that add somebody, and those that change somebody, after what a person decided."""
    new = list(plan.difference.of(Verdict.NEW))
    changed = [(line, line.changes) for line in plan.difference.of(Verdict.CHANGED)]
    asked = {(line.sheet, line.row): line for line in plan.difference.of(Verdict.ASK)}
    known = rosters.known(change.db) if decisions else {}
    for place, decision in decisions.items():
        line = asked.get(place)
        if line is None or decision == SKIP:
            continue
        target = _target(line, decision)
        if target is None:
            new.append(line)
        else:
            found = rosters.changes_of(known[target], line.values, frozenset(), confirmed=True)
            changed += [(_meant(line, target), found)] if found else []
    return new, changed


def _target(line: Line, decision: Decision) -> int | None:
    """The member that a decision names, None for somebody new."""
    if decision == NEW:
        return None
    if decision == TAKE:
        return line.target
    return int(decision)


def _meant(line: Line, target: int) -> Line:
    return Line(line.verdict, line.sheet, line.row, line.label, values=line.values, target=target)


def _units(change: Change, plan: ImportPlan, lines: Iterable[Line]) -> tuple[dict[str, int], int]:
    """Name → id of every unit, those that the lines need made first."""
    units = {unit.name: unit.id for unit in queries.units(change.db, closed=True)}
    needed = {line.values.get("unit", "") for line in lines}
    fresh = [name for name in plan.new_units if name in needed and name not in units]
    for name in fresh:
        units[name] = actions.add_unit(change, name)
    return units, len(fresh)


def _insert(change: Change, lines: Sequence[Line], units: Mapping[str, int]) -> None:
    """All new members with their numbers and movements."""
    rows = [_row(line.values, units) for line in lines]
    _check_numbers(change, lines)
    ids = change.insert_all("member", _COLUMNS, ([row[key] for key in _COLUMNS] for row in rows))
    pairs = list(zip(ids, lines, strict=True))
    change.insert_all(
        "member_private",
        ("member", "salt", *PRIVATE),
        [
            (key, actions.new_salt(), *(line.values.get(name, "") for name in PRIVATE))
            for key, line in pairs
            if any(line.values.get(name) for name in PRIVATE)
        ],
    )
    moves = [(key, *move) for key, line in pairs for move in _first_moves(line.values)]
    change.insert_all("movement", ("member", "kind", "day", "reason"), moves)


def _row(values: Mapping[str, str], units: Mapping[str, int]) -> dict[str, Any]:
    given: dict[str, Any] = {key: values.get(key, "") for key in _GIVEN}
    given["unit"] = units.get(values.get("unit", ""))
    return {**actions.member_row(given), "status": values.get("status") or "working"}


def _check_numbers(change: Change, lines: Sequence[Line]) -> None:
    """Somebody taken as new by a person's decision may carry a number that is taken."""
    for line in lines:
        number = line.values.get("number")
        if line.verdict is Verdict.ASK and number and queries.by_number(change.db, number):
            where = f"{line.sheet} › 第 {line.row} 行"
            raise Refused(f"工号 {number} 已经有人用，不能再新增一位。", where, "请先改表里的工号。")


def _first_moves(values: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """入会 when the list says when; 退休 only with its day."""
    moves = []
    if values.get("joined"):
        moves.append(("join", values["joined"], "花名册"))
    if values.get("status") == "retired" and values.get("retired_on"):
        moves.append(("retire", values["retired_on"], "花名册"))
    return moves


def _update(change: Change, line: Line, found: Changes, units: Mapping[str, int]) -> None:
    """The changes of one member."""
    key = line.target or 0
    new: dict[str, Any] = {field: value for field, _, value in found}
    old = {field: before for field, before, _ in found}
    if "unit" in new:
        new["unit"] = units[new["unit"]]
    actions.write_member(change, key, new)
    if "joined" in new:
        _date_movement(change, key, "join", (old["joined"], new["joined"]))
    if "status" in new:
        day = new.get("retired_on") or change.today.isoformat()
        actions.move(change, key, MOVEMENT_TO[new["status"]], day, reason="花名册")
    elif "retired_on" in new:
        _date_movement(change, key, "retire", (old["retired_on"], new["retired_on"]))


def _date_movement(change: Change, key: int, kind: str, days: tuple[str, str]) -> None:
    """A movement follows the day that the list corrects or brings."""
    before, day = days
    known = [one for one in queries.movements(change.db, key) if one.kind == kind]
    same = [one for one in known if one.day == before]
    if same:
        change.update("movement", same[0].id, {"day": day})
    elif not known:
        change.insert("movement", {"member": key, "kind": kind, "day": day, "reason": "花名册"})
