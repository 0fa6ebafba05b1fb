"""assets, import assets: the asset register without a window."""

from __future__ import annotations

import argparse
from typing import Any

from models.assets import actions, imports, queries
from models.kit.days import month_of
from models.kit.errors import Refused
from models.kit.money import yuan
from ui.cli.answer import Answer
from ui.cli.line import Usage, columns_of, command, file_word, month_word, reading, writing


def register(commands: Any) -> None:
    """Add these commands to the line."""
    room = command(commands, "assets", "固定资产：list、depreciate", _usage)
    acts = room.add_subparsers(metavar="动作", parser_class=type(room))
    listed = command(acts, "list", "列出资产和账卡核对", _list)
    listed.add_argument("month", nargs="?", type=month_word, default="")
    run = command(acts, "depreciate", "计提折旧", _depreciate)
    run.add_argument("first", type=month_word)
    run.add_argument("--to", dest="last", type=month_word, default="")


def _usage(_: argparse.Namespace) -> Answer:
    raise Usage(Refused("还要写做什么。", remedy="用 --help 看可用的动作。"))


def _list(args: argparse.Namespace) -> Answer:
    with reading(args) as office:
        month = args.month or month_of(office.today())
        found = queries.assets(office.db, until=month)
        ties = queries.ties(office.db, month)
        rows = [
            {
                "number": one.number,
                "name": one.name,
                "class": one.kind.name,
                "cost_fen": one.cost_fen,
                "accumulated_fen": one.accumulated_fen,
                "net_fen": one.net_fen,
                "monthly_fen": one.monthly_fen,
                "state": one.state,
            }
            for one in found
        ]
        tied = [
            {
                "account": tie.account,
                "register_fen": tie.register_fen,
                "ledger_fen": tie.ledger_fen,
                "ok": tie.ok,
            }
            for tie in ties
        ]
        lines = [
            f"{one.number}　{one.name}　原值 {yuan(one.cost_fen)}　净值 {yuan(one.net_fen)}" for one in found
        ]
        lines += [
            f"{tie.account}：登记簿 {yuan(tie.register_fen)}，账簿 {yuan(tie.ledger_fen)}" for tie in ties
        ]
        wrong = any(not tie.ok for tie in ties)
        return Answer({"assets": rows, "ties": tied}, lines or ["没有资产。"], 1 if wrong else 0)


def _depreciate(args: argparse.Namespace) -> Answer:
    with writing(args) as office, office.change(f"计提折旧：{args.first}") as change:
        voucher = actions.depreciate(change, args.first, args.last or args.first)
        payload = {"voucher": voucher.name, "fen": voucher.debit_fen}
        return Answer(payload, [f"已计提折旧 {yuan(voucher.debit_fen)}，凭证 {voucher.name}"])


def take(args: argparse.Namespace) -> Answer:
    """Import cards; all or nothing."""
    from exporters.reading import read_book

    path, added = file_word(args.file), 0
    with reading(args) if args.dry_run else writing(args) as office:
        plan = imports.plan_assets(office.db, read_book(path), columns=columns_of(args))
        if not args.dry_run and plan.new and not plan.refused:
            with office.change(f"导入资产卡片：{plan.file}") as change:
                added = imports.apply_assets(change, plan)
    payload = {
        "rows": len(plan.new) + plan.same + len(plan.refused),
        "added": added,
        "unchanged": plan.same,
        "cost_fen": plan.cost_fen,
        "before_fen": plan.before_fen,
        "refused": [{"sheet": one.sheet, "row": one.row, "reason": one.reason} for one in plan.refused],
    }
    lines = [f"导入 {added} 张卡片，原值 {yuan(plan.cost_fen)}；已有 {plan.same} 张"]
    lines += [f"  {one.sheet} 第 {one.row} 行：{one.reason}" for one in plan.refused]
    return Answer(payload, lines, 1 if plan.refused else 0)
