"""import budget, budget status: the year's budget and what became of it."""

from __future__ import annotations

import argparse
from typing import Any

from models.budget.records import EXPENSE, INCOME, SIDES, STATES
from models.kit.errors import Refused
from models.kit.money import yuan
from ui.cli.answer import Answer
from ui.cli.line import Usage, columns_of, command, file_word, month_word, reading, writing, year_word


def register(commands: Any) -> None:
    """Add these commands to the line."""
    budget = command(commands, "budget", "预算：status", _usage)
    acts = budget.add_subparsers(metavar="动作", parser_class=type(budget))
    status = command(acts, "status", "一年的预算执行", _status)
    status.add_argument("year", type=year_word)
    status.add_argument("--at", type=month_word, default="", help="到哪个月底")


def _usage(_: argparse.Namespace) -> Answer:
    raise Usage(Refused("还要写做什么。", remedy="用 --help 看可用的动作。"))


def take(args: argparse.Namespace) -> Answer:
    """import budget FILE --year 2026: the lines go into the year's draft."""
    from exporters.reading import read_book
    from models.budget import imports

    if not args.year:
        raise Usage(Refused("没有说是哪一年的预算。", "--year", "例如 --year 2026。"))
    path = file_word(args.file)
    with reading(args) if args.dry_run else writing(args) as office:
        plan = imports.plan_budget(office.db, read_book(path), args.year, columns=columns_of(args))
        written = 0
        if not args.dry_run and not plan.refused:
            with office.change(f"导入{args.year}年预算：{path.name}") as change:
                written = imports.apply_budget(change, plan)
    payload = {
        "rows": len(plan.lines),
        "income_fen": plan.income_fen,
        "expense_fen": plan.expense_fen,
        "written": written,
        "refused": [{"sheet": one.sheet, "row": one.row, "reason": one.reason} for one in plan.refused],
        "notes": list(plan.notes),
    }
    lines = [
        f"{len(plan.lines)} 项，收入预算 {yuan(plan.income_fen)}，支出预算 {yuan(plan.expense_fen)}，"
        f"写入草案 {written} 项"
    ]
    lines += [f"  {one.sheet} 第 {one.row} 行：{one.reason}" for one in plan.refused]
    lines += [f"  注意　{note}" for note in plan.notes]
    return Answer(payload, lines, 1 if plan.refused else 0)


def _status(args: argparse.Namespace) -> Answer:
    from models.budget import execution, planning, queries

    if args.at and not args.at.startswith(f"{args.year}-"):
        raise Usage(Refused(f"{args.at} 不在 {args.year} 年里。", "--at", f"例如 --at {args.year}-06。"))
    with reading(args) as office:
        latest = queries.latest(office.db, args.year)
        if latest is None:
            raise Refused(f"{args.year} 年还没有预算。", remedy="请先编制，或用 import budget 导入。")
        last = office.today().strftime("%Y-%m")
        month = args.at or min(max(last, f"{args.year}-01"), f"{args.year}-12")
        seen = execution.execution(office.db, month)
        found = planning.findings(office.db, latest, office.today())
        planned = planning.planned(office.db, latest)
    payload = {
        "year": args.year,
        "month": month,
        "version": latest.version,
        "state": latest.state,
        **{f"{side}_fen": _total(planned, side) for side in (INCOME, EXPENSE)},
        **{f"{side}_done_fen": seen.total(side)[1] for side in (INCOME, EXPENSE)},
        "lines": [_line(one) for one in seen.lines],
        "without_line": [
            {"code": one.code, "name": one.name, "done_fen": one.done_fen} for one in seen.loose
        ],
        "findings": [{"rule": one.code, "severity": one.severity, "sentence": one.sentence} for one in found],
    }
    lines = [f"{args.year}年{latest.name}（{STATES[latest.state]}），到 {month}"]
    lines += [_words(one) for one in seen.lines]
    lines += [f"  {one.code}　{one.sentence}" for one in found]
    return Answer(payload, lines)


def _total(planned: Any, side: str) -> int:
    return sum(one.amount.fen for one in planned if one.line.side == side)


def _line(one: Any) -> dict[str, Any]:
    return {
        "side": one.line.side,
        "code": one.line.code,
        "name": one.line.account_name,
        "project": one.line.name,
        "unit": one.line.unit_name,
        "budget_fen": one.budget_fen,
        "original_fen": one.original_fen,
        "month_fen": one.month_fen,
        "done_fen": one.done_fen,
        "committed_fen": one.committed_fen,
        "left_fen": one.left_fen,
        "over_fen": one.over_fen,
        "rate_bp": one.rate_bp,
    }


def _words(one: Any) -> str:
    rate = f"{one.rate_bp // 100}.{one.rate_bp % 100:02d}%" if one.rate_bp is not None else "—"
    return (
        f"  {SIDES[one.line.side]}　{one.line.title}　预算 {yuan(one.budget_fen)}　执行 {yuan(one.done_fen)}"
        f"　{rate}　余 {yuan(one.left_fen)}"
    )
