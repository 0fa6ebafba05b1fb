"""Pure rules of membership: who is what on a day, who owes dues in a month, when somebody retires."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import resources
from models.kit.days import next_month
from models.members.records import STATUS_AFTER

Moves = Sequence[tuple[str, str]]  # (kind, day or month), in order of time


def status_on(day: str, status: str, joined: str, moves: Moves) -> str:
    """The status on a day "2026-03-31"; "" before the membership began.

    `status` is what the register says now; it holds when no movement tells of a change.
    """
    if _ended_unknown(status, moves):
        return status if not joined or joined <= day else ""
    past = [kind for kind, when in moves if when <= day]
    if past:
        return STATUS_AFTER[past[-1]]
    if moves and STATUS_AFTER[moves[0][0]] == "working":
        return ""
    if joined and joined > day:
        return ""
    return "working" if moves else status


def owes(month: str, status: str, joined: str, moves: Moves, *, same_month: bool = False) -> bool:
    """Whether dues fall on a month: from the month after joining (or that month) to the month of leaving.

    Somebody who is retired or gone, with no day on record, never owes.
    """
    if _ended_unknown(status, moves):
        return False
    begun = month if same_month else next_month(month, -1)
    working = not (moves and STATUS_AFTER[moves[0][0]] == "working") and (not joined or joined[:7] <= begun)
    for kind, when in moves:
        if STATUS_AFTER[kind] == "working":
            working = working or when[:7] <= begun
        elif when[:7] < month:
            working = False
    return working


def _ended_unknown(status: str, moves: Moves) -> bool:
    """Not working any more, and no movement says since when."""
    return status != "working" and (not moves or STATUS_AFTER[moves[-1][0]] == "working")


@dataclass(frozen=True)
class RetirementRule:
    """An age, raised by a month for every `months_per_step` months of birth from `first_birth` on."""

    key: str
    title: str
    base_age: int
    first_birth: str
    months_per_step: int
    most_months: int

    def month(self, birth: str) -> str:
        """The month of retirement of somebody born on that day or in that month."""
        born = birth[:7]
        later = 12 * (int(born[:4]) - int(self.first_birth[:4])) + int(born[5:]) - int(self.first_birth[5:])
        steps = 0 if later < 0 else later // self.months_per_step + 1
        return next_month(born, 12 * self.base_age + min(steps, self.most_months))


@lru_cache(maxsize=1)
def retirement_rules() -> Mapping[str, RetirementRule]:
    """The rules of the starter file, by key."""
    with resources.path("starters/retirement.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["key"]: RetirementRule(
                row["key"],
                row["title"],
                int(row["base_age"]),
                row["first_birth"],
                int(row["months_per_step"]),
                int(row["most_months"]),
            )
            for row in csv.DictReader(file)
        }


def retirement_rule(sex: str, post_kind: str, women: str = "women_cadre") -> RetirementRule | None:
    """The rule for a person; None when the sex isn't known. `women`: what a woman without 工勤 counts as."""
    if sex == "男":
        return retirement_rules()["men"]
    if sex != "女":
        return None
    worker = "工勤" in post_kind or "工人" in post_kind
    return retirement_rules()["women_worker" if worker else women]
