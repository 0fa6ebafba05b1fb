"""import calendar, todo: the year's plan and what needs doing."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from models.calendar.records import Plan
from ui.cli.answer import Answer
from ui.cli.line import command, day_word, file_word, reading, writing

_TABLES = (".xlsx", ".xlsm", ".xls", ".csv", ".ods")


def register(commands: Any) -> None:
    """Add these commands to the line."""
    todo = command(commands, "todo", "要办的事", _todo)
    todo.add_argument("--on", type=day_word)


def _todo(args: argparse.Namespace) -> Answer:
    from models.calendar import reminders

    with reading(args) as office:
        items = reminders.todo(office, args.on or office.today())
        rows = [
            {"due": one.due.isoformat(), "what": one.what, "where": one.where, "overdue": one.overdue}
            for one in items
        ]
        lines = [
            f"{one['due']}{'（已过期）' if one['overdue'] else ''}　{one['what']}　{one['where']}"
            for one in rows
        ]
        return Answer({"items": rows}, lines or ["没有要办的事。"])


def take(args: argparse.Namespace) -> Answer:
    """import calendar FILE --year 2026."""
    from exporters import reading as files
    from models.calendar import imports

    path = file_word(args.file)
    is_text = path.suffix.lower() in imports.TEXT_FILES
    source = files.read_plain(path) if is_text else files.read_book(path)
    with reading(args) if args.dry_run else writing(args) as office:
        plan = imports.read_source(source, args.year, office.today())
        added = 0
        if not args.dry_run:
            from models.calendar import actions

            with office.change(f"导入行事历：{path.name}") as change:
                taken = actions.import_plan(change, plan, path.name, imports.digest(source))
                added = len(taken.added)
    by_month = {str(number): count for number, count in plan.by_month().items()}
    payload = {
        "entries": len(plan.entries),
        "added": added,
        "by_month": by_month,
        "unplaced": list(plan.unplaced),
    }
    lines = [f"{len(plan.entries)} 项，新增 {added} 项"] + [f"{m}月：{n} 项" for m, n in by_month.items()]
    lines += [f"没有月份：{text}" for text in plan.unplaced]
    return Answer(payload, lines, 1 if plan.unplaced else 0)


def _plan(path: Path, year: int) -> Plan:
    """A plan out of a spreadsheet or a text."""
    from exporters.reading import read_book, read_plain
    from models.calendar import imports

    if path.suffix.lower() in _TABLES:
        return imports.read_book(read_book(path), year)
    return imports.read_plan(read_plain(path), year)
