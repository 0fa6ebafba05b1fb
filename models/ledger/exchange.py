"""Vouchers that a program writes as JSON, and what a red one among them must be."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import date
from typing import Any

from models.kit.days import month_of
from models.kit.errors import Refused
from models.ledger import queries
from models.ledger.records import Account, LineDraft, VoucherDraft


def draft_from_json(db: sqlite3.Connection, said: Any) -> VoucherDraft:
    """`{"date","summary","attachments","lines":[{"account","summary","debit_fen","credit_fen"}]}` as a draft.

    `account` is a code; `reverses` the id of the voucher that a red one takes back. Raises `Refused`.
    """
    if not isinstance(said, Mapping):
        raise Refused("这一行不是一张凭证。", remedy='请写成 {"date": …, "lines": […]}。')
    lines = said.get("lines")
    if not isinstance(lines, list) or not lines:
        raise Refused("凭证里没有分录（lines）。")
    day = _day(said.get("date"))
    chart = {account.code: account for account in queries.accounts(db, month_of(day))}
    reverses = said.get("reverses")
    return VoucherDraft(
        day=day,
        summary=_text(said.get("summary"), "summary"),
        lines=tuple(_line(chart, number, line) for number, line in enumerate(lines, 1)),
        attachments=_whole(said.get("attachments", 0), "attachments"),
        word=_text(said.get("word", "记"), "word") or "记",
        reverses=queries.voucher_by_name(db, str(reverses)).id if reverses else None,
        reason=_text(said.get("reason", ""), "reason"),
    )


def _line(chart: Mapping[str, Account], number: int, said: Any) -> LineDraft:
    where = f"第 {number} 行分录"
    if not isinstance(said, Mapping):
        raise Refused("分录写法不对。", where)
    code = str(said.get("account", ""))
    if code not in chart:
        raise Refused(f"没有编码为“{code}”的科目。", where, "请核对科目编码。")
    debit = _whole(said.get("debit_fen") or 0, "debit_fen")
    credit = _whole(said.get("credit_fen") or 0, "credit_fen")
    return LineDraft(chart[code].id, debit, credit, _text(said.get("summary") or "", "summary"))


def _whole(value: Any, name: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        unit = "（分）" if name.endswith("_fen") else ""
        raise Refused(f"{name} 要写成整数{unit}，现在是“{value}”。")
    if abs(value) > 10**14:
        raise Refused(f"{name} 太大了：{value}。")
    return value


def _text(value: Any, name: str) -> str:
    if not isinstance(value, str):
        raise Refused(f"{name} 要写成文字。")
    return value.strip()


def _day(value: Any) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise Refused(f"“{value}”不是日期。", "date", "请写成 2026-03-08。") from None


def check_reversal(db: sqlite3.Connection, draft: VoucherDraft) -> None:
    """A red voucher that comes as lines must be exactly the minus of the one it takes back."""
    old = queries.voucher(db, draft.reverses or 0)
    if old.reversed_by:
        raise Refused(f"{old.name} 已经被冲销过了。")
    if old.reverses:
        raise Refused(f"{old.name} 本身是冲销凭证，不能再冲销。")
    if old.source:
        raise Refused(f"{old.name} 是从登记簿来的凭证。", remedy="请用 voucher reverse，登记簿会一起冲回。")
    wanted = sorted((line.account, -line.debit_fen, -line.credit_fen) for line in old.lines)
    given = sorted((line.account, line.debit_fen, line.credit_fen) for line in draft.lines)
    if wanted != given:
        raise Refused(f"红字分录和 {old.name} 不是一一相反。", remedy="请按原凭证的科目、方向写负数。")
    if draft.day < old.day:
        raise Refused("冲销日期不能早于原凭证日期。", old.name)
