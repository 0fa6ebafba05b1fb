"""The year matrix as rows of a list: filtered and sorted over lines that were read once."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from models.dues import year
from models.dues.checks import age_words
from models.dues.records import YearLine

Order = tuple[str, bool]
MONTHS = tuple(f"m{number:02d}" for number in range(1, 13))
STATES = (
    ("owed", "有欠缴"),
    ("transit", "有在途"),
    ("partial", "缴了一部分"),
    ("exempt", "有免缴"),
    ("clear", "没有欠缴"),
)
_STATE_WORDS = {"transit": year.TRANSIT, "partial": year.PARTIAL, "exempt": year.EXEMPT}
_TEN_THOUSAND = 10_000_00  # fen


def due_fen(line: YearLine) -> int:
    """What has fallen due so far: months that are collected or over."""
    pairs = zip(line.months, line.states, strict=True)
    return sum(due.due_fen for due, state in pairs if due is not None and state != year.AHEAD)


class MatrixList:
    """One row a member: number, name, unit, twelve state words, due, received, in transit, owed, age.

    The id of a row is the member's. Filters: "search" (name, initials, number), "unit" (its name),
    "state" (a key of `STATES`), "month:2026-03" (a state word of that month).
    """

    def __init__(self, lines: Sequence[YearLine]) -> None:
        self.lines = {line.payer.id: line for line in lines}

    def count(self) -> int:
        """All members of the year."""
        return len(self.lines)

    def ids(self, order: Order, filters: Mapping[str, Any]) -> array[int]:
        """In the order of units and numbers, unless another is asked for."""
        found = self.found(filters)
        key, down = order
        if key in _SORTS:
            found.sort(key=_SORTS[key], reverse=down)
        elif key in MONTHS:
            at = MONTHS.index(key)
            found.sort(key=lambda line: line.states[at], reverse=down)
        return array("q", (line.payer.id for line in found))

    def rows(self, ids: Sequence[int]) -> list[tuple[Any, ...]]:
        """The rows of these members; state words are those of `models.dues.year`."""
        return [self._row(self.lines[key]) for key in ids]

    def sums(self, filters: Mapping[str, Any]) -> Mapping[str, Any]:
        """Sums over all that are found; "m03" received in yuan as text, "owing m03" who owe."""
        found = self.found(filters)
        sums: dict[str, Any] = {
            "": f"{len(found):,} 人",
            "due": sum(due_fen(line) for line in found),
            "paid": sum(line.arrived_fen + line.transit_fen for line in found),
            "transit": sum(line.transit_fen for line in found),
            "owed": sum(line.owed_fen for line in found),
            "owing": sum(1 for line in found if line.owed_fen),
        }
        for at, key in enumerate(MONTHS):
            cells = [(line.months[at], line.states[at]) for line in found]
            received = sum(due.arrived_fen + due.transit_fen for due, _ in cells if due is not None)
            sums[key] = short_yuan(received) if received else ""
            sums[f"owing {key}"] = sum(1 for _, state in cells if state in (year.OWED, year.PARTIAL))
        return sums

    def found(self, filters: Mapping[str, Any]) -> list[YearLine]:
        """The lines that fit every filter."""
        return [line for line in self.lines.values() if all(_fits(line, *one) for one in filters.items())]

    def units(self) -> list[tuple[str, int]]:
        """The units of the year's members with their counts."""
        counts: dict[str, int] = {}
        for line in self.lines.values():
            if line.payer.unit:
                counts[line.payer.unit] = counts.get(line.payer.unit, 0) + 1
        return list(counts.items())

    def ages(self, filters: Mapping[str, Any]) -> list[tuple[str, int, int]]:
        """The arrears by age: (words, members, fen)."""
        found: dict[str, tuple[int, int]] = {"1–2 个月": (0, 0), "3–5 个月": (0, 0), "6 个月以上": (0, 0)}
        for line in self.found(filters):
            if line.owed_fen:
                count, fen = found[age_words(line.age)]
                found[age_words(line.age)] = count + 1, fen + line.owed_fen
        return [(words, count, fen) for words, (count, fen) in found.items()]

    def _row(self, line: YearLine) -> tuple[Any, ...]:
        who = line.payer
        return (
            who.number,
            who.name,
            who.department or who.unit,
            *line.states,
            due_fen(line),
            line.arrived_fen + line.transit_fen,
            line.transit_fen or None,
            line.owed_fen or None,
            f"{line.age} 个月" if line.age else "",
        )


class ArrearsList(MatrixList):
    """Who owes: number, name, unit, department, months, how many, age, sum, why it is unpaid."""

    def __init__(self, lines: Sequence[YearLine], notes: Mapping[tuple[int, str], str]) -> None:
        super().__init__([line for line in lines if line.owed_fen])
        self.notes = notes

    def ids(self, order: Order, filters: Mapping[str, Any]) -> array[int]:
        """Most months first, unless another order is asked for."""
        if order[0] in _SORTS:
            return super().ids(order, filters)
        found = sorted(self.found(filters), key=lambda line: (-len(line.owed_months), -line.owed_fen))
        return array("q", (line.payer.id for line in found))

    def _row(self, line: YearLine) -> tuple[Any, ...]:
        who = line.payer
        return (
            who.number,
            who.name,
            who.unit,
            who.department,
            month_list(line.owed_months),
            len(line.owed_months),
            age_words(line.age),
            line.owed_fen,
            self._note(line),
        )

    def _note(self, line: YearLine) -> str:
        """The latest note on a month that is still owed; a month that was paid since needs none."""
        for month in reversed(line.owed_months):
            if (line.payer.id, month) in self.notes:
                return f"{int(month[5:])}月：{self.notes[line.payer.id, month]}"
        return ""


def month_list(owed: Sequence[str]) -> str:
    """ "3月、5月"."""
    return "、".join(f"{int(month[5:])}月" for month in owed)


def short_yuan(fen: int) -> str:
    """Whole yuan for narrow cells, rounded; from 100,000 in 万."""
    if fen >= 10 * _TEN_THOUSAND:
        tenths = (fen + _TEN_THOUSAND // 20) * 10 // _TEN_THOUSAND
        return f"{tenths // 10}.{tenths % 10}万"
    return f"{(fen + 50) // 100:,}"


_SORTS: Mapping[str, Callable[[YearLine], Any]] = {
    "number": lambda line: line.payer.number,
    "name": lambda line: (line.payer.initials, line.payer.name),
    "unit": lambda line: (line.payer.unit, line.payer.department),
    "department": lambda line: (line.payer.department, line.payer.unit),
    "due": due_fen,
    "paid": lambda line: line.arrived_fen + line.transit_fen,
    "transit": lambda line: line.transit_fen,
    "owed": lambda line: line.owed_fen,
    "age": lambda line: line.age,
    "count": lambda line: len(line.owed_months),
}


def _fits(line: YearLine, key: str, value: Any) -> bool:
    who = line.payer
    if key == "search":
        word = str(value).strip().lower()
        texts = (who.name, who.number.lower(), who.initials.lower(), who.department, who.unit)
        return any(word in text for text in texts)
    if key == "unit":
        return who.unit == str(value)
    if key == "state":
        return _in_state(line, str(value))
    if key.startswith("month:"):
        return line.states[int(key[-2:]) - 1] == str(value)
    said = {"=number": who.number, "=name": who.name, "=unit": who.department or who.unit}
    return said.get(key, str(value)) == str(value)


def _in_state(line: YearLine, state: str) -> bool:
    if state == "owed":
        return line.owed_fen > 0
    if state == "clear":
        return line.owed_fen == 0
    return _STATE_WORDS[state] in line.states
