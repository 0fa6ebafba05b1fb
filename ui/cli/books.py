"""voucher, balances, close, reopen, journal: the ledger without a window."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from models import closing
from models.budget import posting
from models.kit.errors import Refused
from models.kit.money import parse, yuan
from models.ledger import balances, exchange, journals, queries
from models.ledger.records import Voucher, sides
from models.office import Office
from ui.cli.answer import Answer, say, warn
from ui.cli.line import command, day_word, month_word, reading, writing, year_word


def register(commands: Any) -> None:
    """Add these commands to the line."""
    voucher = command(commands, "voucher", "凭证：list、show、reverse、post", _usage)
    acts = voucher.add_subparsers(metavar="动作", parser_class=type(voucher))
    listed = command(acts, "list", "列出凭证", _list)
    listed.add_argument("month", nargs="?", type=month_word)
    shown = command(acts, "show", "看一张凭证", _show)
    shown.add_argument("id")
    reverse = command(acts, "reverse", "红字冲销", _reverse)
    reverse.add_argument("id")
    reverse.add_argument("--reason", required=True)
    reverse.add_argument("--on", type=day_word)
    post = command(acts, "post", "从标准输入逐行读 JSON 凭证并记账", _post)
    post.add_argument("source", choices=["-"])
    balance = command(commands, "balances", "科目余额", _balances)
    balance.add_argument("--at", type=month_word)
    balance.add_argument("--before-closing", action="store_true")
    close = command(commands, "close", "结账", _close)
    close.add_argument("period", type=_period_word)
    close.add_argument("--check", action="store_true", help="只看结账前检查，不结账")
    close.add_argument("--stay", action="append", metavar="专项=金额", help="年结时留在结转里的专项")
    reopen = command(commands, "reopen", "反结账", _reopen)
    reopen.add_argument("period", type=_period_word)
    reopen.add_argument("--reason", required=True)
    journal = command(commands, "journal", "账簿导出：export", _usage)
    outs = journal.add_subparsers(metavar="动作", parser_class=type(journal))
    export = command(outs, "export", "导出给别的记账程序", _export)
    export.add_argument("--format", choices=["hledger", "beancount"], required=True)
    export.add_argument("--out", type=Path, required=True)


def _usage(_: argparse.Namespace) -> Answer:
    from ui.cli.line import Usage

    raise Usage(Refused("还要写做什么。", remedy="用 --help 看可用的动作。"))


def _list(args: argparse.Namespace) -> Answer:
    with reading(args) as office:
        first, last = (args.month, args.month) if args.month else ("0000-01", "9999-12")
        found = queries.vouchers(office.db, first, last)
        lines = [f"{one.name}　{one.day}　{yuan(one.debit_fen):>14}　{one.summary}" for one in found]
        return Answer({"vouchers": [as_json(one) for one in found]}, lines or ["没有凭证。"])


def _show(args: argparse.Namespace) -> Answer:
    with reading(args) as office:
        one = queries.voucher_by_name(office.db, args.id)
        lines = [f"{one.name}　{one.day}　附单据 {one.attachments} 张　制单 {one.maker}"]
        for line in one.lines:
            debit, credit = (yuan(fen) if fen else "" for fen in (line.debit_fen, line.credit_fen))
            lines.append(f"  {line.summary}　{line.code} {line.full_name}　借 {debit}　贷 {credit}")
        return Answer({"voucher": as_json(one, office)}, lines)


def _reverse(args: argparse.Namespace) -> Answer:
    from models.guided import reversal

    with writing(args) as office:
        old = queries.voucher_by_name(office.db, args.id)
        with office.change(f"冲销 {old.name}") as change:
            red = reversal.reverse_voucher(change, old.id, args.reason, args.on)
        return Answer({"voucher": as_json(red, office)}, [f"已冲销 {old.name}，红字凭证 {red.name}"])


def as_json(one: Voucher, office: Office | None = None) -> dict[str, Any]:
    """A voucher as the command line answers it."""
    names = {}
    if office:
        for key in (one.reverses, one.reversed_by):
            if key:
                names[key] = queries.voucher(office.db, key).name
    return {
        "id": one.name,
        "date": one.day.isoformat(),
        "month": one.month,
        "word": one.word,
        "number": one.number,
        "summary": one.summary,
        "attachments": one.attachments,
        "posted": one.posted,
        "maker": one.maker,
        "kind": one.kind,
        "source": one.source,
        "reverses": names.get(one.reverses or 0, one.reverses) if one.reverses else None,
        "reversed_by": names.get(one.reversed_by or 0, one.reversed_by) if one.reversed_by else None,
        "reason": one.reason,
        "debit_fen": one.debit_fen,
        "lines": [
            {
                "account": line.code,
                "name": line.full_name,
                "summary": line.summary,
                "debit_fen": line.debit_fen,
                "credit_fen": line.credit_fen,
            }
            for line in one.lines
        ],
    }


def _post(args: argparse.Namespace) -> Answer:
    """One voucher a line; acknowledged only after its commit."""
    failed = 0
    with writing(args) as office:
        for number, text in enumerate(sys.stdin, 1):
            if not text.strip():
                continue
            try:
                say(f"ACK {_post_one(office, text)}")
            except Refused as refusal:
                failed += 1
                warn(f"第 {number} 行：{refusal}")
    return Answer({}, [], 1 if failed else 0, raw=True)


def _post_one(office: Office, text: str) -> str:
    try:
        said = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        raise Refused("这一行不是 JSON。", remedy="一行写一张凭证。") from None
    draft = exchange.draft_from_json(office.db, said)
    with office.change(f"记账：{draft.summary}") as change:
        if draft.reverses is not None:
            exchange.check_reversal(change.db, draft)
        return posting.post(change, draft, str(said.get("override") or "")).name


def _balances(args: argparse.Namespace) -> Answer:
    with reading(args) as office:
        at = args.at or queries.last_month(office.db)
        found = balances.trial_balance(office.db, at, before_closing=args.before_closing)
        rows = []
        for one in found:
            opening, closing = sides(one.opening_fen), sides(one.closing_fen)
            rows.append(
                {
                    "code": one.account.code,
                    "name": one.account.name,
                    "level": one.account.level,
                    "opening_debit_fen": opening[0],
                    "opening_credit_fen": opening[1],
                    "debit_fen": one.debit_fen,
                    "credit_fen": one.credit_fen,
                    "closing_debit_fen": closing[0],
                    "closing_credit_fen": closing[1],
                }
            )
        top = [one for one in found if one.account.level == 1]
        debit, credit = sum(one.debit_fen for one in top), sum(one.credit_fen for one in top)
        payload = {"at": at, "accounts": rows, "debit_fen": debit, "credit_fen": credit}
        lines = [
            f"{a.code:<8}{a.full_name}　借 {yuan(one.debit_fen)}　贷 {yuan(one.credit_fen)}"
            for one, a in ((one, one.account) for one in found if one.moved)
        ]
        return Answer(payload, [*lines, f"合计　借 {yuan(debit)}　贷 {yuan(credit)}"])


def _period_word(text: str) -> str:
    """A month, or a whole year."""
    return str(year_word(text)) if len(text) == 4 else month_word(text)


def _close(args: argparse.Namespace) -> Answer:
    if args.check:
        return _checklist(args)
    with writing(args) as office:
        closing.close(office, args.period, _stay(args.stay))
        return _period(office, args.period, "closed")


def _stay(said: list[str] | None) -> dict[str, int] | None:
    """--stay 专项=金额: what stays in 工会资金结转; None when nothing was said."""
    if not said:
        return None
    found = {}
    for one in said:
        name, equals, amount = one.rpartition("=")
        if not equals:
            raise Refused(f"“{one}”不是 专项=金额 的样子。", "--stay", "例如 --stay 书屋专项=1140.00。")
        found[name.strip()] = parse(amount)
    return found


def _checklist(args: argparse.Namespace) -> Answer:
    """What should be in order before the period is closed; nothing is written."""
    with reading(args) as office:
        points = closing.checklist(office.db, args.period, office.today())
    rows = [
        {"name": one.name, "ok": one.ok, "stops": one.must and not one.ok, "applies": one.applies,
         "said": one.said}
        for one in points
    ]  # fmt: skip
    words = {True: "正常", False: "留意"}
    lines = [
        f"{'不适用' if not one.applies else '不能结账' if one.must and not one.ok else words[one.ok]}　"
        f"{one.name}{'：' + one.said if one.said else ''}"
        for one in points
    ]
    return Answer({"period": args.period, "points": rows}, lines, 1 if any(r["stops"] for r in rows) else 0)


def _reopen(args: argparse.Namespace) -> Answer:
    with writing(args) as office:
        closing.reopen(office, args.period, args.reason)
        return _period(office, args.period, "open")


def _period(office: Office, period: str, state: str) -> Answer:
    first, last = (period, period) if len(period) == 7 else (f"{period}-01", f"{period}-12")
    names = [one.name for one in queries.vouchers(office.db, first, last, lines=False) if one.posted]
    word = "已结账" if state == "closed" else "已反结账"
    payload = {"period": period, "state": state, "vouchers": names}
    return Answer(payload, [f"{period} {word}，{len(names)} 张凭证"])


def _export(args: argparse.Namespace) -> Answer:
    with reading(args) as office:
        count = journals.export(office, args.format, args.out)
        return Answer({"file": str(args.out), "transactions": count}, [f"已导出 {count} 笔到 {args.out}"])
