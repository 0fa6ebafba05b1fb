"""import opening, import vouchers: books that another program kept."""

from __future__ import annotations

import argparse

from models.budget import guard
from models.kit.errors import Refused
from models.kit.money import yuan
from models.ledger import imports, openings
from models.office import Office
from ui.cli.answer import Answer
from ui.cli.line import Usage, columns_of, file_word, reading, writing


def take(args: argparse.Namespace) -> Answer:
    """Both imports; all or nothing."""
    from exporters.reading import VOUCHERS, read_book

    if args.kind == "opening" and not args.year:
        raise Usage(Refused("没有说是哪一年的期初余额。", "--year", "例如 --year 2026。"))
    path = file_word(args.file)
    with reading(args) if args.dry_run else writing(args) as office:
        if args.kind == "opening":
            plan = openings.plan_opening(office.db, read_book(path), columns=columns_of(args))
            return _opening(office, args, plan)
        book = read_book(path, limits=VOUCHERS)
        return _vouchers(office, args, imports.plan_vouchers(office.db, book, columns=columns_of(args)))


def _opening(office: Office, args: argparse.Namespace, plan: openings.OpeningPlan) -> Answer:
    if not args.dry_run:
        with office.change(f"导入{args.year}年期初余额") as change:
            openings.apply_opening(change, plan, args.year)
    payload = {
        "rows": len(plan.balances),
        "debit_fen": plan.debit_fen,
        "credit_fen": plan.credit_fen,
        "created": [one.code for one in plan.chart.new.values()],
        "converted": len(plan.converted),
        "refused": [{"sheet": one.sheet, "row": one.row, "reason": one.reason} for one in plan.refused],
    }
    lines = [f"{len(plan.balances)} 个科目，借方 {yuan(plan.debit_fen)}，贷方 {yuan(plan.credit_fen)}"]
    if plan.converted:
        lines.append(f"{len(plan.converted)} 个 2010 年制度的科目已转成新科目，对照表见报表 chart-conversion")
    return Answer(payload, lines, 1 if plan.refused else 0)


def _vouchers(office: Office, args: argparse.Namespace, plan: imports.VoucherPlan) -> Answer:
    added = 0
    over = guard.look_at_many(office.db, [one.draft for one in plan.vouchers])
    if not args.dry_run and plan.vouchers and not plan.refused:
        with office.change(f"导入凭证：{plan.file}") as change:
            added = imports.apply_vouchers(change, plan)
    payload = {
        "vouchers": len(plan.vouchers) + plan.same,
        "lines": plan.lines,
        "added": added,
        "unchanged": plan.same,
        "refused": [{"sheet": one.sheet, "row": one.row, "reason": one.reason} for one in plan.refused],
        "created": [one.code for one in plan.chart.new.values()] if added or args.dry_run else [],
        "over_budget": list(over),
    }
    lines = [f"{payload['vouchers']} 张凭证，导入 {added} 张，已有 {plan.same} 张"]
    lines += [f"  {one.sheet} 第 {one.row} 行：{one.reason}" for one in plan.refused]
    lines += [f"  超预算　{sentence}" for sentence in over]
    if plan.refused:
        lines.append("有问题的改好后再导入；这次没有写入任何凭证。")
    return Answer(payload, lines, 1 if plan.refused else 0)
