"""import calendar, todo: the year's plan and what needs doing."""

from __future__ import annotations

import argparse
from typing import Any

from models.calendar.records import Plan
from models.kit.errors import Refused
from ui.cli.answer import Answer
from ui.cli.line import command, day_word, file_word, reading, writing


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
        plan = _read(source, args.year, office.today(), path.name)
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


def _read(source: Any, year: int | None, today: Any, name: str) -> Plan:
    """The plan; a refusal names the file."""
    from models.calendar import imports

    try:
        return imports.read_source(source, year, today)
    except Refused as refused:
        raise Refused(refused.what, refused.where or name, refused.remedy) from None
