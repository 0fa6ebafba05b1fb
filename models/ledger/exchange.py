"""Vouchers from programs and books for programs: JSON in, hledger and beancount out."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from models.kit import disk
from models.kit.errors import Refused
from models.kit.money import plain
from models.ledger import queries
from models.ledger.records import Account, LineDraft, Voucher, VoucherDraft
from models.office import Office


def draft_from_json(db: sqlite3.Connection, said: Any) -> VoucherDraft:
    """`{"date","summary","attachments","lines":[{"account","summary","debit_fen","credit_fen"}]}` as a draft.

    `account` is a code; `reverses` the id of the voucher that a red one takes back. Raises `Refused`.
    """
    if not isinstance(said, Mapping):
        raise Refused("这一行不是一张凭证。", remedy='请写成 {"date": …, "lines": […]}。')
    lines = said.get("lines")
    if not isinstance(lines, list) or not lines:
        raise Refused("凭证里没有分录（lines）。")
    chart = {account.code: account for account in queries.accounts(db)}
    reverses = said.get("reverses")
    return VoucherDraft(
        day=_day(said.get("date")),
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


def export(office: Office, form: str, path: Path) -> int:
    """Write the books for hledger or beancount; returns the number of transactions."""
    chart = {account.id: account for account in queries.accounts(office.db)}
    vouchers = [one for one in queries.vouchers(office.db, "0000-01", "9999-12") if one.posted]
    writer = _beancount if form == "beancount" else _hledger
    text = "\n".join(writer(office, chart, vouchers)) + "\n"
    aside = path.with_name(f".~{path.name}.part")
    try:
        aside.write_text(text, encoding="utf-8", newline="\n")
        disk.flush(aside)
        disk.put(aside, path)
    except OSError as error:
        raise Refused("文件写不出来。", str(path), "请检查文件夹和磁盘空间。") from error
    finally:
        disk.discard(aside)
    return len(vouchers)


_ROOTS = {
    "asset": "assets",
    "liability": "liabilities",
    "net": "equity",
    "income": "income",
    "expense": "expenses",
}


def _account_name(chart: Mapping[int, Account], account: int, separator: str = ":") -> str:
    one = chart[account]
    return f"{_ROOTS[one.kind]}{separator}{one.code} {one.full_name}"


def _opening(office: Office) -> list[tuple[int, int, int]]:
    """(year, account, net fen debit positive) of the opening balances."""
    rows = office.db.execute(
        "select year, account, debit_fen - credit_fen from opening_balance order by account"
    )
    return [(row[0], row[1], row[2]) for row in rows]


def _hledger(office: Office, chart: Mapping[int, Account], vouchers: list[Voucher]) -> Iterator[str]:
    yield f"; {office.unit_name}  {office.seal}"
    yield "commodity CNY 1000.00"
    used = {line.account for voucher in vouchers for line in voucher.lines}
    opening = _opening(office)
    used |= {account for _, account, _ in opening}
    for account in sorted(used, key=lambda key: chart[key].code):
        yield f"account {_account_name(chart, account)}"
    if opening:
        yield f"\n{opening[0][0]}-01-01 * 期初余额"
        for _, account, fen in opening:
            yield f"    {_account_name(chart, account)}  CNY {plain(fen)}"
    for voucher in vouchers:
        yield f"\n{voucher.day} * ({voucher.name}) {_one_line(voucher.summary)}"
        for line in voucher.lines:
            fen = line.debit_fen - line.credit_fen
            yield f"    {_account_name(chart, line.account)}  CNY {plain(fen)}  ; {_one_line(line.summary)}"


def _beancount(office: Office, chart: Mapping[int, Account], vouchers: list[Voucher]) -> Iterator[str]:
    yield f"; {office.unit_name}  {office.seal}"
    yield 'option "operating_currency" "CNY"'
    opening = _opening(office)
    used = {line.account for voucher in vouchers for line in voucher.lines} | {one[1] for one in opening}
    start = min(
        [f"{one[0]}-01-01" for one in opening] + [voucher.day.isoformat() for voucher in vouchers]
        or ["2022-01-01"]
    )
    for account in sorted(used, key=lambda key: chart[key].code):
        yield f"{start} open {_bean_name(chart, account)} CNY"
    if opening:
        yield f'\n{opening[0][0]}-01-01 * "期初余额"'
        for _, account, fen in opening:
            yield f"  {_bean_name(chart, account)}  {plain(fen)} CNY"
    for voucher in vouchers:
        memo = _one_line(voucher.summary).replace("\\", "\\\\").replace('"', '\\"')
        yield f'\n{voucher.day} * "{memo}"'
        yield f'  voucher: "{voucher.name}"'
        for line in voucher.lines:
            yield f"  {_bean_name(chart, line.account)}  {plain(line.debit_fen - line.credit_fen)} CNY"


def _bean_name(chart: Mapping[int, Account], account: int) -> str:
    one = chart[account]
    names = "-".join(part for part in one.full_name.replace("—", "-").split())
    return f"{_ROOTS[one.kind].capitalize()}:{one.code}-{names}"


def _one_line(text: str) -> str:
    """Comments and payees of a journal are one line without its own signs."""
    return " ".join(text.replace(";", "；").replace("|", "／").split())
