"""dues: assess, receive, arrive, status and what else the dues page does."""

from __future__ import annotations

import argparse
from typing import Any

from models.dues import actions, batches, booking, imports, queries, year
from models.dues.records import (
    ALREADY,
    DIFFERS,
    DOUBTFUL,
    LOWER,
    REPEATED,
    UNKNOWN,
    UNPAID,
    Booked,
    ListMonth,
)
from models.kit.errors import Refused
from models.kit.money import parse, yuan
from models.office import Office
from ui.cli.answer import Answer
from ui.cli.line import (
    Usage,
    columns_of,
    command,
    day_word,
    file_word,
    month_word,
    reading,
    writing,
    year_word,
)
from ui.cli.people import sure


def register(commands: Any) -> None:
    """Add these commands to the line."""
    room = command(commands, "dues", "会费：assess、receive、arrive、status、exempt、pay、reverse", _usage)
    acts = room.add_subparsers(metavar="动作", parser_class=type(room))
    assess = command(acts, "assess", "核定应缴会费", _assess)
    assess.add_argument("month", type=month_word)
    assess.add_argument("--to", type=month_word)
    _register_receive(command(acts, "receive", "登记工资扣款单", _receive))
    arrive = command(acts, "arrive", "扣款到账入账", _arrive)
    arrive.add_argument("month", type=month_word)
    arrive.add_argument("--on", type=day_word, required=True)
    status = command(acts, "status", "一年的会费和欠缴", _status)
    status.add_argument("year", type=year_word)
    _register_single(acts)
    reverse = command(acts, "reverse", "整批冲回一个月的扣款单", _reverse)
    reverse.add_argument("month", type=month_word)
    reverse.add_argument("--reason", required=True)
    reverse.add_argument("--on", type=day_word)


def _register_receive(receive: argparse.ArgumentParser) -> None:
    receive.add_argument("file")
    receive.add_argument("--month", type=month_word, default="")
    receive.add_argument("--on", type=day_word)
    receive.add_argument("--not-arrived", action="store_true", help="已扣未到账，先不入账")
    receive.add_argument("--skip-unknown", action="store_true", help="名册外的不登记")
    receive.add_argument("--dry-run", action="store_true", help="只看结果，不写入")
    receive.add_argument("--column", action="append", metavar="字段=列")


def _register_single(acts: Any) -> None:
    """What concerns one member."""
    exempt = command(acts, "exempt", "免缴", _exempt)
    exempt.add_argument("member", help="工号或姓名")
    exempt.add_argument("month", type=month_word)
    exempt.add_argument("--to", type=month_word)
    exempt.add_argument("--reason", required=True)
    pay = command(acts, "pay", "收一个人的现金或转账", _pay)
    pay.add_argument("member", help="工号或姓名")
    pay.add_argument("month", type=month_word)
    pay.add_argument("amount", help="金额（元）")
    pay.add_argument("--way", choices=["cash", "transfer"], default="cash")
    pay.add_argument("--on", type=day_word, required=True)
    pay.add_argument("--receipt-no", default="", help="专用收据号")


def _usage(_: argparse.Namespace) -> Answer:
    raise Usage(Refused("还要写做什么。", "dues", "用 dues --help 看可用的动作。"))


def _assess(args: argparse.Namespace) -> Answer:
    last = args.to or args.month
    if last < args.month:
        raise Usage(Refused("结束月份早于开始月份。", "--to"))
    with writing(args) as office:
        with office.change(f"核定 {args.month} 至 {last} 应缴会费") as change:
            done = actions.assess(change, args.month, last)
        payload = [
            {
                "month": one.month,
                "members": one.members,
                "due_fen": one.due_fen,
                "added": one.added,
                "no_base": [who.number or who.name for who in one.no_base],
            }
            for one in done
        ]
        lines = [f"{one.month}：{one.members} 人应缴 {yuan(one.due_fen)}" for one in done]
        missing = sorted({f"{who.name}（{who.number}）" for one in done for who in one.no_base})
        if missing:
            lines.append(f"没有计费基数，没有核定：{'、'.join(missing[:20])} 共 {len(missing)} 人")
        return Answer({"months": payload}, lines, 1 if missing else 0)


def _receive(args: argparse.Namespace) -> Answer:
    from exporters.reading import read_book

    path = file_word(args.file)
    with reading(args) if args.dry_run else writing(args) as office:
        plan = imports.plan(
            office.db,
            read_book(path),
            only_month=args.month,
            default_year=office.today().year,
            columns=columns_of(args),
        )
        sure(plan.doubtful, columns_of(args), plan.name, plan.columns)
        how = booking.Booking(args.on, not args.not_arrived, args.skip_unknown)
        booked: list[Booked] = []
        if not args.dry_run:
            months = "、".join(one.month for one in plan.months)
            with office.change(f"登记会费扣款单 {months}"[:120]) as change:
                booked = booking.book(change, plan, how)
    done = {one.month: one for one in booked}
    answers = [_month(one, done.get(one.month), how) for one in plan.months]
    faults = [fault for one in plan.months for fault in one.faults]
    notes = [*plan.notes, *faults]
    payload = {"months": answers, "columns": dict(plan.columns), "notes": notes}
    lines = [_words(one, answer) for one, answer in zip(plan.months, answers, strict=True)]
    wants = any(one.of(DIFFERS, UNKNOWN, DOUBTFUL, REPEATED, LOWER, UNPAID) for one in plan.months) or faults
    return Answer(payload, [*lines, *notes], 1 if wants else 0)


def _month(one: ListMonth, done: Booked | None, how: booking.Booking) -> dict[str, Any]:
    known = [row for row in one.rows if row.row and how.of(row).act == "book"]
    already = one.of(ALREADY)
    return {
        "month": one.month,
        "sheet": one.sheet,
        "rows": sum(1 for row in one.rows if row.row),
        "received_fen": done.received_fen if done else sum(row.add_fen for row in known),
        "already_fen": sum(row.paid_fen for row in already),
        "pending_fen": done.pending_fen if done else 0,
        "unpaid": [row.number or row.name for row in one.of(UNPAID)],
        "differs": [
            {
                "number": row.number,
                "name": row.name,
                "due_fen": row.due_fen,
                "paid_fen": row.paid_fen,
                "why": row.why,
            }
            for row in one.of(DIFFERS)
        ],
        "unknown": [_doubt(row) for row in one.of(UNKNOWN, DOUBTFUL, REPEATED)],
        "lower": [_doubt(row) for row in one.of(LOWER)],
        "voucher": done.voucher if done and done.voucher else None,
        "faults": list(one.faults),
    }


def _doubt(row: Any) -> dict[str, Any]:
    return {
        "row": row.row,
        "number": row.number,
        "name": row.name,
        "paid_fen": row.paid_fen,
        "booked_fen": row.booked_fen,
        "state": row.state,
        "why": row.why,
    }


def _words(one: ListMonth, answer: dict[str, Any]) -> str:
    parts = [
        f"{one.month}：{answer['rows']} 行，登记 {yuan(answer['received_fen'])}",
        f"未缴 {len(answer['unpaid'])}（{'、'.join(answer['unpaid'][:8])}）" if answer["unpaid"] else "",
        f"金额不同 {len(answer['differs'])}" if answer["differs"] else "",
        f"名册外或待确认 {len(answer['unknown'])}" if answer["unknown"] else "",
        f"比上次少 {len(answer['lower'])}" if answer["lower"] else "",
        f"凭证 {answer['voucher']}" if answer["voucher"] else "",
    ]
    return "，".join(part for part in parts if part)


def _arrive(args: argparse.Namespace) -> Answer:
    with writing(args) as office:
        with office.change(f"{args.month} 会费到账") as change:
            done = batches.arrive_month(change, args.month, args.on)
        names = [voucher.name for voucher in done]
        total = sum(voucher.debit_fen for voucher in done)
        payload = {"month": args.month, "received_fen": total, "voucher": names[0], "vouchers": names}
        return Answer(payload, [f"{args.month} 会费 {yuan(total)} 已到账，凭证 {'、'.join(names)}"])


def _status(args: argparse.Namespace) -> Answer:
    with reading(args) as office:
        lines = year.matrix(office.db, args.year, office.today())
        tie = year.tie_out(office.db, f"{args.year}-01", f"{args.year}-12")
        owed = [line for line in lines if line.owed_fen]
        payload = {
            "year": args.year,
            "due_fen": sum(line.due_fen for line in lines),
            "received_fen": sum(line.arrived_fen for line in lines),
            "transit_fen": sum(line.transit_fen for line in lines),
            "arrears": [
                {
                    "number": line.payer.number,
                    "name": line.payer.name,
                    "months": list(line.owed_months),
                    "owed_fen": line.owed_fen,
                }
                for line in sorted(owed, key=lambda one: (-len(one.owed_months), one.payer.number))
            ],
            "tie_out": {
                "register_fen": tie.register_fen,
                "ledger_fen": tie.ledger_fen,
                "ok": tie.ok,
            },
            "pending": [
                {"month": one.month, "payer": one.payer, "amount_fen": one.amount_fen}
                for one in queries.pending(office.db)
            ],
        }
        said = [f"{args.year} 年应缴 {yuan(payload['due_fen'])}，到账 {yuan(payload['received_fen'])}"]
        said += [
            f"  {one['number']} {one['name']} 欠 {'、'.join(one['months'])}，{yuan(one['owed_fen'])} 元"
            for one in payload["arrears"]
        ]
        return Answer(payload, said)


def _who(office: Office, text: str) -> int:
    from models.catalog import member_named

    return member_named(office, text)


def _exempt(args: argparse.Namespace) -> Answer:
    if args.to and args.to < args.month:
        raise Usage(Refused("结束月份早于开始月份。", "--to"))
    with writing(args) as office:
        member = _who(office, args.member)
        with office.change(f"免缴会费：{args.member}") as change:
            count = actions.exempt(change, member, args.month, args.to or args.month, args.reason)
        return Answer({"member": args.member, "months": count}, [f"{args.member}：{count} 个月免缴"])


def _pay(args: argparse.Namespace) -> Answer:
    with writing(args) as office:
        member = _who(office, args.member)
        fen = parse(args.amount)
        with office.change(f"收会费：{args.member} {args.month}") as change:
            voucher = batches.receive_one(
                change, member, [(args.month, fen)], args.way, args.on, receipt_no=args.receipt_no
            )
        return Answer(
            {"voucher": voucher.name, "received_fen": fen}, [f"已收 {yuan(fen)}，凭证 {voucher.name}"]
        )


def _reverse(args: argparse.Namespace) -> Answer:
    with writing(args) as office:
        live = [
            one
            for one in queries.batches(office.db, args.month, args.month)
            if one.way == "payroll" and one.state != "reversed"
        ]
        if not live:
            raise Refused(f"{args.month} 没有可以冲回的扣款单批次。")
        with office.change(f"整批冲回 {args.month} 会费") as change:
            done = [batches.reverse_batch(change, one.id, args.reason, args.on) for one in live]
        names = [voucher.name for voucher in done if voucher]
        payload = {"month": args.month, "batches": len(live), "vouchers": names}
        return Answer(payload, [f"{args.month} 冲回 {len(live)} 批，红字凭证 {'、'.join(names) or '无'}"])
