"""claims list: the approvals of a month or year."""

from __future__ import annotations

import argparse
from typing import Any

from models.kit.errors import Refused
from models.kit.money import yuan
from ui.cli.answer import Answer
from ui.cli.line import Usage, command, reading


def register(commands: Any) -> None:
    """Add these commands to the line."""
    room = commands.add_parser("claims", help="审批单：报销、借款、领款")
    acts = room.add_subparsers(metavar="动作", parser_class=type(room))
    listed = command(acts, "list", "列出一个月或一年的审批单", _list)
    listed.add_argument("period", nargs="?", default="", help="2026-03 或 2026，不写是今年")
    listed.add_argument("--state", default="", help="草稿、待审批、待付款、已付款、已结清、未批准")


def _list(args: argparse.Namespace) -> Answer:
    from models.claims import queries
    from models.claims.records import KINDS, STATES

    words = {word: key for key, word in STATES.items()} | {key: key for key in STATES}
    if args.state and args.state not in words:
        raise Usage(
            Refused(f"没有“{args.state}”这种状态。", "--state", f"可以写：{'、'.join(STATES.values())}。")
        )
    with reading(args) as office:
        period = _period(args.period) or f"{office.today():%Y}"
        first, last = (period, period) if len(period) == 7 else (f"{period}-01", f"{period}-12")
        found = [
            one
            for one in queries.claims(office.db, first, last)
            if not args.state or one.state == words[args.state]
        ]
    rows = [
        {
            "number": one.number,
            "kind": one.entered.kind,
            "day": one.entered.day.isoformat(),
            "purpose": one.entered.purpose,
            "person": one.entered.person,
            "amount_fen": one.entered.total_fen,
            "state": one.state,
        }
        for one in found
    ]
    lines = [
        f"{one.number}  {one.entered.day}  {yuan(one.entered.total_fen):>12}  {STATES[one.state]}"
        f"  {KINDS[one.entered.kind]}  {one.entered.purpose}"
        for one in found
    ]
    total = sum(one.entered.total_fen for one in found)
    return Answer({"claims": rows, "total_fen": total}, lines or [f"{period} 没有审批单。"])


def _period(text: str) -> str:
    """A month, a year or nothing."""
    from ui.cli.line import month_word, year_word

    return str(year_word(text)) if len(text) == 4 else month_word(text)
