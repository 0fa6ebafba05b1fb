"""import bank, bank status: statements and what is outstanding, without a window."""

from __future__ import annotations

import argparse
from typing import Any

from models.bank import actions, imports, queries, sheets
from models.bank.records import BankAccount, Matched, Sheet
from models.kit import money
from models.kit.days import month_of
from models.kit.errors import Refused
from models.kit.money import yuan
from models.office import Office
from ui.cli.answer import Answer
from ui.cli.line import Usage, columns_of, command, file_word, month_word, reading, writing


def register(commands: Any) -> None:
    """Add these commands to the line."""
    bank = command(commands, "bank", "银行对账：status", _usage)
    acts = bank.add_subparsers(metavar="动作", parser_class=type(bank))
    status = command(acts, "status", "每个账户的余额、未达账项和调节表", _status)
    status.add_argument("month", nargs="?", type=month_word, default="")


def _usage(_: argparse.Namespace) -> Answer:
    raise Usage(Refused("还要写做什么。", remedy="例如 bank status 2026-03。"))


def take(args: argparse.Namespace) -> Answer:
    """A statement is kept and matched at once; what is ambiguous stays free."""
    from exporters.reading import read_book

    path = file_word(args.file)
    opening = _opening(args.opening) if args.opening else None
    asked = imports.Asked(args.account, columns_of(args) or None, args.layout, opening)
    with reading(args) if args.dry_run else writing(args) as office:
        plan = imports.plan_statement(office, read_book(path), asked)
        _sure(plan, asked)
        found = Matched()
        if not args.dry_run:
            with office.change(f"导入对账单：{plan.file}") as change:
                imports.apply_statement(change, plan)
            with office.change(f"自动勾对：{plan.account.name}") as change:
                found = actions.match_automatically(change, plan.account)
        return _answer(office, plan, found)


def _opening(said: str) -> int:
    try:
        return money.parse(said)
    except Refused as no:
        raise Usage(Refused(no.what, "--opening", no.remedy)) from None


def _sure(plan: imports.StatementPlan, asked: imports.Asked) -> None:
    """A column that was only guessed is not taken unless the person has said it."""
    if not plan.doubtful or asked.columns:
        return
    taken = next(iter(plan.columns.values()), {})
    guess = "，".join(f"{title}＝{column}" for title, column in taken.items())
    remedy = "请确认后用 --column 指明，例如 --column day=A --column out=C --column in=D。"
    raise Refused(f"对账单里有列认不准是什么，只能猜（{guess}），没有写入。", plan.file, remedy)


def _answer(office: Office, plan: imports.StatementPlan, found: Matched) -> Answer:
    account = next(one for one in queries.accounts(office.db) if one.account == plan.account.account)
    free = len(queries.bank_lines(office.db, account, free=True))
    payload = plan.as_dict()
    payload["matched"] = sum(len(group.bank) for group in found.groups)
    payload["unmatched"] = free
    payload["offers"] = [{"line": one.bank, "reason": one.reason} for one in found.offers]
    lines = [
        f"{payload['rows']} 笔，新增 {payload['added']}；期初 {yuan(plan.opening_fen)}，"
        f"收 {yuan(plan.in_fen)}，付 {yuan(plan.out_fen)}，期末 {yuan(plan.closing_fen)}",
        f"{found.words()}；还有 {free} 笔没有勾对",
        *plan.notes,
        *(f"注意：{said}" for said in plan.warnings),
    ]
    return Answer(payload, lines, 1 if plan.warnings else 0)


def _status(args: argparse.Namespace) -> Answer:
    with reading(args) as office:
        found = []
        for account in queries.accounts(office.db):
            until = queries.covered_until(office.db, account)
            month = args.month or month_of(until or office.today())
            found.append((account, sheets.sheet(office.db, account, month)))
        lines = [f"{one.code} {one.name}　{sheet.month}　{sheet.words()}" for one, sheet in found]
        lines += [f"注意：{said}" for _, sheet in found for said in sheet.gaps]
        status = 1 if any(not sheet.balanced for _, sheet in found) else 0
        return Answer({"accounts": [_as_json(account, sheet) for account, sheet in found]}, lines, status)


def _as_json(account: BankAccount, sheet: Sheet) -> dict[str, Any]:
    return {
        "account": account.name,
        "code": account.code,
        "month": sheet.month,
        "book_fen": sheet.book_fen,
        "bank_fen": sheet.bank_fen,
        "adjusted_book_fen": sheet.adjusted_book_fen,
        "adjusted_bank_fen": sheet.adjusted_bank_fen if sheet.bank_fen is not None else None,
        "state": sheet.state,
        "items": [
            {"kind": one.kind, "date": one.day.isoformat(), "words": one.words, "fen": one.fen,
             "age_days": one.age_days}
            for one in sheet.items
        ],
        "notes": list(sheet.gaps),
    }  # fmt: skip
