"""members, import members, import wages: people without a window. `import` itself is laid out here."""

from __future__ import annotations

import argparse
from importlib import import_module
from typing import Any

from models.kit import idcard
from models.kit.errors import Refused
from models.office import Office
from ui.cli.answer import Answer
from ui.cli.line import Usage, columns_of, command, file_word, month_word, reading, writing, year_word

# What `import KIND` does besides people: KIND → the module whose `take(args)` does it.
TAKERS = {
    "calendar": "calendars",
    "opening": "bookkeeping",
    "vouchers": "bookkeeping",
    "assets": "assets",
    "budget": "budget",
    "bank": "bank",
    "invoice": "papers",
    "wagebill": "levy",
}


def register(commands: Any) -> None:
    """Add these commands to the line."""
    members = command(commands, "members", "列出或查找会员", _members)
    members.add_argument("text", nargs="?", default="", help="姓名、工号、拼音首字母、手机尾号")
    kinds = ["members", "wages", *TAKERS]
    take = command(commands, "import", "导入文件：" + "、".join(kinds), _import)
    take.add_argument("kind", choices=kinds, metavar="种类", help=_KINDS)
    take.add_argument("file", type=str, metavar="文件")
    take.add_argument(
        "more", nargs="*", default=[], metavar="更多文件", help="发票可以一次写多个文件或文件夹"
    )
    take.add_argument("--accept", default="", metavar="原因", help="抬头不符的发票为什么可以登记")
    take.add_argument("--account", default="", help="对账单是哪个银行账户的（名称或科目编码）")
    take.add_argument("--layout", default="", help="用哪个保存过的对账单版式")
    take.add_argument("--opening", default="", help="对账单没有余额时的期初余额（元）")
    take.add_argument("--dry-run", action="store_true", help="只看结果，不写入")
    take.add_argument("--column", action="append", metavar="字段=列", help="指定某个字段在哪一列")
    take.add_argument("--from", dest="first", type=month_word, default="", help="工资基数从哪个月起")
    take.add_argument("--year", type=year_word, help="行事历、期初余额或预算的年份")


_KINDS = (
    "members 花名册、wages 工资基数、calendar 工作计划、opening 期初余额、vouchers 凭证、assets 资产卡片、"
    "budget 预算表、bank 对账单、invoice 发票、wagebill 工资总额"
)


def _members(args: argparse.Namespace) -> Answer:
    from models.members import search

    with reading(args) as office:
        found = search.find(office.db, args.text, 10_000)
        rows = [
            {
                "number": one.number,
                "name": one.name,
                "unit": one.unit,
                "department": one.department,
                "status": one.status,
                "sex": one.sex,
                "phone": idcard.mask_phone(one.phone),
                "initials": one.initials,
            }
            for one in found
        ]
        lines = [
            f"{one['number'] or '—':<8}{one['name']}　{one['unit']}　{one['department']}" for one in rows
        ]
        return Answer({"members": rows}, [*lines, f"共 {len(rows)} 人"])


def _import(args: argparse.Namespace) -> Answer:
    if args.more and args.kind != "invoice":
        raise Usage(Refused("一次只能导入一个文件。", args.more[0], "请一个一个导入。"))
    if args.kind in TAKERS:
        module = import_module(f"ui.cli.{TAKERS[args.kind]}")
        answer: Answer = module.take(args)
        return answer
    from exporters.reading import read_book

    path = file_word(args.file)
    columns = columns_of(args)
    with reading(args) if args.dry_run else writing(args) as office:
        book = read_book(path)
        return (
            _wages(office, args, book, columns)
            if args.kind == "wages"
            else _roster(office, args, book, columns)
        )


def _roster(office: Office, args: argparse.Namespace, book: Any, columns: dict[str, str]) -> Answer:
    from models.members import imports

    plan = imports.plan_members(office, book, columns=columns)
    sure(plan.doubtful, columns, book.name, plan.columns)
    if not args.dry_run:
        with office.change(f"导入花名册：{book.name}") as change:
            imports.apply_members(change, plan)
    return _answer(plan, args.dry_run)


def _wages(office: Office, args: argparse.Namespace, book: Any, columns: dict[str, str]) -> Answer:
    from models.members import imports

    if not args.first:
        raise Usage(Refused("没有说工资基数从哪个月起。", "--from", "例如 --from 2026-01。"))
    plan = imports.plan_wages(office, book, args.first, columns=columns)
    sure(plan.doubtful, columns, book.name, plan.columns)
    if not args.dry_run:
        with office.change(f"导入工资基数（{args.first} 起）：{book.name}") as change:
            imports.apply_wages(change, plan)
    return _answer(plan, args.dry_run)


def sure(doubtful: bool, chosen: dict[str, str], name: str, columns: Any) -> None:
    """A list without headings is taken only when the person has said which column is what."""
    if not doubtful or chosen:
        return
    pairs = next(iter(columns.values()), columns) if columns else {}
    guess = (
        "，".join(f"{title}＝{column}" for title, column in pairs.items()) if isinstance(pairs, dict) else ""
    )
    raise Refused(
        f"表里有列认不准是什么，只能猜（{guess}），没有写入。",
        name,
        "请确认后用 --column 指明，例如 --column name=B；或把表里的列名写清楚。",
    )


def _answer(plan: Any, dry_run: bool) -> Answer:
    payload = plan.as_dict()
    lines = [
        f"{payload['rows']} 行：新增 {payload['added']}，修改 {payload['updated']}，"
        f"相同 {payload['unchanged']}，不收 {len(payload['refused'])}" + ("（没有写入）" if dry_run else "")
    ]
    lines += [f"  {one['sheet']} 第 {one['row']} 行：{one['reason']}" for one in payload["refused"]]
    lines += [f"  注意　{one['sheet']} 第 {one['row']} 行：{one['reason']}" for one in payload["warnings"]]
    return Answer(payload, lines, 1 if payload["refused"] else 0)
