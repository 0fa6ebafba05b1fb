"""What the calendar room knows: planned work, plans as they were read, things to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

PLANNED, DOING, DONE, DROPPED = "planned", "doing", "done", "dropped"
STATES = {PLANNED: "未开始", DOING: "进行中", DONE: "已完成", DROPPED: "已取消"}


@dataclass(frozen=True)
class PlanEntry:
    """One entry of a plan as its text gives it.

    `day` alone is the day; `day` and `last_day` a range; `last_day` alone means "by that day".
    """

    first_month: str
    last_month: str
    text: str
    day: date | None = None
    last_day: date | None = None
    line: int = 0  # line or row in the source, 1-based
    heading: str = ""  # the heading it stands under, as written
    who: str = ""
    place: str = ""
    budget_fen: int | None = None
    note: str = ""  # 上旬, 第3周 and other words of time that are no day


@dataclass(frozen=True)
class Plan:
    """A plan's month list. `unplaced` are lines like entries whose month nobody can tell."""

    entries: tuple[PlanEntry, ...]
    unplaced: tuple[str, ...] = ()

    def by_month(self) -> dict[int, int]:
        """Number of entries by number of their first month."""
        counted: dict[int, int] = {}
        for entry in self.entries:
            number = int(entry.first_month[5:])
            counted[number] = counted.get(number, 0) + 1
        return counted


@dataclass(frozen=True)
class WorkItem:
    """One piece of work in the calendar."""

    id: int
    year: int
    first_month: str
    last_month: str
    day: date | None
    last_day: date | None
    content: str
    who: str
    place: str
    budget_fen: int | None
    state: str
    source: str
    module: str
    note: str
    position: int
    done_on: date | None

    @property
    def open(self) -> bool:
        """Whether it still has to be done."""
        return self.state in (PLANNED, DOING)

    @property
    def due(self) -> date | None:
        """The day by which it should be done, when the plan gives one."""
        return self.last_day or self.day


@dataclass(frozen=True)
class Todo:
    """One thing that waits for the office. `where` opens it: "dues:2026-03", "work-item:12"."""

    due: date
    what: str
    where: str
    overdue: bool = False


@dataclass(frozen=True)
class WorkDraft:
    """What a person enters for a piece of work; days as in `PlanEntry`, no `last_month`: the same month."""

    first_month: str
    content: str
    last_month: str = ""
    day: date | None = None
    last_day: date | None = None
    who: str = ""
    place: str = ""
    budget_fen: int | None = None
    module: str = ""
    note: str = ""
    source: str = ""


@dataclass(frozen=True)
class Imported:
    """The answer to an import: ids of what was added, and how many entries the calendar had already."""

    added: tuple[int, ...]
    same: int
    unplaced: tuple[str, ...] = ()


@dataclass(frozen=True)
class Routine:
    """Something that the month brings by itself: dues, birthdays, the month to close."""

    content: str
    when: str  # 6月10日前, 全月
    who: str = ""
    link: str = ""
    short: str = ""  # for the year's paper
