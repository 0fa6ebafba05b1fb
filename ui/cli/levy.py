"""levy status, import wagebill: the levy without a window."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from models.kit.money import yuan
from ui.cli.answer import Answer
from ui.cli.line import columns_of, command, file_word, reading, writing, year_word


def register(commands: Any) -> None:
    """Add these commands to the line."""
    levy = command(commands, "levy", "拨缴经费：status 年份", _usage)
    acts = levy.add_subparsers(metavar="动作", parser_class=type(levy))
    status = command(acts, "status", "一年的应收、到账、上缴", _status)
    status.add_argument("year", type=year_word)


def _usage(_: argparse.Namespace) -> Answer:
    from models.kit.errors import Refused
    from ui.cli.line import Usage

    raise Usage(Refused("还要写做什么。", remedy="例如 levy status 2026。"))


def _status(args: argparse.Namespace) -> Answer:
    from models.levy import checks, queries

    with reading(args) as office:
        months = queries.status(office.db, args.year)
        until = min(office.today(), date(args.year, 12, 31))
        debt = queries.up_debt(office.db, until)
        rows = [
            {
                "month": one.month,
                "wage_fen": one.bill.total_fen if one.bill else None,
                "expected_fen": one.expected_fen,
                "received_fen": one.received_fen,
                "kept_fen": one.kept_fen,
                "up_fen": one.up_fen,
                "remitted_fen": one.remitted_fen,
                "gap_fen": one.gap_fen,
            }
            for one in months
        ]
        behind = checks.behind(months, f"{until:%Y-%m}")
        payload = {"year": args.year, "months": rows, "owed_up_fen": debt.fen, "behind": behind}
        lines = [
            f"{one.month}　应到 {yuan(one.expected_fen)}　实到 {yuan(one.received_fen)}"
            f"　留成 {yuan(one.kept_fen)}　上缴 {yuan(one.remitted_fen)}"
            for one in months
            if one.bill or one.received_fen
        ]
        return Answer(payload, [*lines, f"应付上级经费 {yuan(debt.fen)} 元", *behind])


def take(args: argparse.Namespace) -> Answer:
    """import wagebill FILE [--year 2026] [--from 2026-03 for a list of people]."""
    from exporters.reading import read_book
    from models.levy import imports

    path = file_word(args.file)
    with reading(args) if args.dry_run else writing(args) as office:
        plan = imports.plan_wage_bills(
            office.db,
            read_book(path),
            year=args.year or office.today().year,
            month=args.first,
            columns=columns_of(args) or None,
        )
        added = 0
        if not args.dry_run and not plan.refused and plan.fresh:
            with office.change(f"导入工资总额：{plan.file}") as change:
                added = imports.apply_wage_bills(change, plan)
        payload = {
            "rows": len(plan.bills),
            "added": added,
            "unchanged": len(plan.same),
            "changed": list(plan.changed),
            "months": {one.month: one.total_fen for one in plan.bills},
            "refused": [{"row": row, "reason": why} for row, why in plan.refused],
        }
        lines = [f"{one.month}　{one.heads} 人　{yuan(one.total_fen)} 元" for one in plan.bills]
        lines += [f"  {month} 原来登记的是另一个数，按这份改" for month in plan.changed]
        lines += [f"  第 {row} 行：{why}" for row, why in plan.refused]
        return Answer(payload, [*lines, f"写入 {added} 个月"], 1 if plan.refused else 0)
