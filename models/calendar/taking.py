"""A plan's month list before it is taken in: each entry new or there already, each stray line told."""

from __future__ import annotations

from dataclasses import dataclass

from models.calendar import actions, imports, queries
from models.calendar.checks import key_of
from models.calendar.records import Plan, PlanEntry
from models.intake.cells import Book
from models.intake.difference import Difference, Line, Verdict
from models.kit.days import month_words, year_of
from models.kit.money import yuan
from models.office import Office
from models.store.journal import Change


@dataclass(frozen=True)
class PlanTaking:
    """What taking a plan in would do. Pure data."""

    difference: Difference
    plan: Plan
    file: str
    sha256: str


def plan_calendar(office: Office, source: Book | str, file: str, year: int | None = None) -> PlanTaking:
    """What this plan would add to the calendar; reads only. Raises `Refused` when it has no month list."""
    plan = imports.read_source(source, year, office.today())
    known = queries.known(office.db)
    sheet = source.sheets[0].name if isinstance(source, Book) else file
    lines = []
    for entry in plan.entries:
        verdict = Verdict.SAME if key_of(entry) in known else Verdict.NEW
        known.add(key_of(entry))
        lines.append(Line(verdict, sheet, entry.line, entry.text, notes=(_when(entry),)))
    stray = "看不出是哪个月的工作，没有写入。请在它前面写上月份。"
    lines += [Line(Verdict.REFUSED, sheet, 0, text, reason=stray) for text in plan.unplaced]
    notes = (_by_month(plan), *_another_year(plan, office.today().year))
    difference = Difference(f"导入行事历：{file}", tuple(lines), notes)
    return PlanTaking(difference, plan, file, imports.digest(source))


def apply_calendar(change: Change, taking: PlanTaking) -> dict[str, int]:
    """Take the planned entries in. Returns {"added", "unchanged"}."""
    taken = actions.import_plan(change, taking.plan, taking.file, taking.sha256)
    return {"added": len(taken.added), "unchanged": taken.same}


def _another_year(plan: Plan, this: int) -> tuple[str, ...]:
    """A plan of years ago is often taken as the pattern for this one; it would stand where nobody looks."""
    years = sorted({year_of(entry.last_month) for entry in plan.entries})
    if not years or years[-1] >= this:
        return ()
    return (f"这是 {years[-1]} 年的计划。要用作 {this} 年的，请先填上年份 {this}，再选一次文件。",)


def _when(entry: PlanEntry) -> str:
    """ "2026年3月8日 · 工会委员会 · 1,200.00 元"."""
    months = month_words(entry.first_month)
    if entry.last_month != entry.first_month:
        months += f"至{month_words(entry.last_month)}"
    day = f"{entry.day.day}日" if entry.day else ""
    if entry.last_day:
        day += ("—" if entry.day else "") + f"{entry.last_day.day}日" + ("" if entry.day else "前")
    budget = f"{yuan(entry.budget_fen)} 元" if entry.budget_fen else ""
    parts = (months + day, entry.note, entry.who, entry.place, budget)
    return " · ".join(part for part in parts if part)


def _by_month(plan: Plan) -> str:
    """ "按月：2 月 3 项，3 月 5 项"."""
    return "按月：" + "，".join(f"{number} 月 {count} 项" for number, count in plan.by_month().items()) + "。"
