"""新旧制度衔接: balances by the chart of 2010 become balances by that of 2022, with a table to print."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

import resources
from models.entry import NOW, Entry
from models.kit.errors import Refused
from models.kit.money import yuan
from models.ledger import actions, balances, queries
from models.ledger.newcomers import Chart
from models.ledger.records import Account, LineDraft, Voucher, VoucherDraft, sides
from models.office import Office
from models.report import As, Column, Paper, Report, Row
from models.store.journal import Change

OLD, NEW = 2010, 2022
LAST_DAY = date(2021, 12, 31)  # of the chart of 2010
_SUMMARY = "新旧会计制度衔接，按科目对照表转入新科目"


@lru_cache(maxsize=1)
def mapping() -> dict[str, tuple[str, str]]:
    """Old code → (new code, what is to be looked at)."""
    with resources.path("starters/accounts_2010_2022.csv").open(encoding="utf-8", newline="") as file:
        return {row["old"]: (row["new"], row["note"]) for row in csv.DictReader(file)}


@lru_cache(maxsize=2)
def prescribed(chart: int) -> dict[str, str]:
    """Code → name of a prescribed chart."""
    with resources.path(f"starters/accounts_{chart}.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file)}


def target(code: str) -> tuple[str, str]:
    """The new code of an old one, sub-accounts keep their own digits: 13501 → 13101. Raises `Refused`."""
    for length in range(len(code), 2, -1):
        if code[:length] in mapping():
            new, note = mapping()[code[:length]]
            return new + code[length:], note
    raise Refused(
        f"旧科目 {code} 不在新旧科目对照表里。", remedy="请改成 2010 年制度的科目编码，或直接写新编码。"
    )


def speaks_old(rows: Iterable[tuple[str, str]]) -> bool:
    """Whether (code, name) rows are by the chart of 2010: some fit only it, none fits only the new one."""
    only_old = only_new = 0
    for code, name in rows:
        old, new = (_fits(prescribed(chart), code, name) for chart in (OLD, NEW))
        only_old += old and not new
        only_new += new and not old
    return bool(only_old) and not only_new


def _fits(chart: dict[str, str], code: str, name: str) -> bool:
    """The code is one of the chart, or below one, under the name that it has there."""
    if code in chart:
        return not name or _plain(chart[code]) == _plain(name) or _plain(name).endswith(_plain(chart[code]))
    above = next((code[:length] for length in range(len(code) - 1, 2, -1) if code[:length] in chart), "")
    return bool(above) and _plain(chart[above]) in _plain(name)


def _plain(name: str) -> str:
    return name.replace("－", "").replace("—", "").replace("-", "").replace(" ", "").replace("_", "")


def convert(chart: Chart, old_code: str, name: str) -> tuple[int, str]:
    """The account that an old code becomes (a newcomer's key when negative), and what is to be looked at."""
    code, note = target(old_code)
    known = code in prescribed(NEW)
    return chart.find(code, "" if known else name), note


def keep(change: Change, rows: Sequence[tuple[str, str, int, int, str]]) -> None:
    """Remember what became what, for the table: (old code, name, net fen, account, note)."""
    for row in change.db.execute("select id from chart_conversion").fetchall():
        change.delete("chart_conversion", row["id"])
    for old_code, name, net, account, note in rows:
        debit, credit = sides(net)
        change.insert(
            "chart_conversion",
            {"old_code": old_code, "old_name": name, "debit_fen": debit, "credit_fen": credit,
             "account": account, "note": note},
        )  # fmt: skip


# -- a book that has both charts -----------------------------------------------------------------


def carry(change: Change) -> Voucher:
    """The voucher of 31 December 2021 that takes every old balance to its new account. Raises `Refused`."""
    month = f"{LAST_DAY:%Y-%m}"
    if queries.chart_of(change.db, month) != OLD:
        raise Refused("这本账没有 2010 年制度的科目，不用衔接。")
    if change.today < LAST_DAY:
        raise Refused("2021 年还没有过完，不能做新旧制度衔接。")
    if change.db.execute("select 1 from voucher where kind = 'carried' and posted = 1").fetchone():
        raise Refused("新旧制度衔接凭证已经做过了。")
    old = [one for one in balances.trial_balance(change.db, month) if one.account.chart == OLD]
    open_ones = [one.account.full_name for one in old if one.closing_fen and one.account.level == 1
                 and one.account.kind in ("income", "expense")]  # fmt: skip
    if open_ones:
        raise Refused(f"2021 年的收支还没有结转：{open_ones[0]}。", remedy="请先做 2021 年年结，再做衔接。")
    moved = [one for one in old if one.account.leaf and one.closing_fen]
    if not moved:
        raise Refused("2021 年末没有余额，不用衔接。")
    closed = queries.is_closed(change.db, month)
    if closed:
        actions.reopen_month(change, month, "新旧会计制度衔接")
    made = actions.post_voucher(change, _carried(change, [(one.account, one.closing_fen) for one in moved]))
    if closed:
        actions.close_month(change, month)
    change.final("新旧制度衔接已记账，要改请红字冲销。")
    return made


def _carried(change: Change, moved: Sequence[tuple[Account, int]]) -> VoucherDraft:
    chart = Chart([one for one in queries.accounts(change.db) if one.chart == NEW])
    rows = [(one, net, *convert(chart, one.code, one.name)) for one, net in moved]
    made = chart.create(change)
    sums: dict[int, int] = {}
    lines = []
    for one, net, key, _ in rows:
        lines.append(LineDraft(one.id, *sides(-net), summary=_SUMMARY))
        account = made.get(key, key)
        sums[account] = sums.get(account, 0) + net
    lines += [LineDraft(account, *sides(net), summary=_SUMMARY) for account, net in sums.items() if net]
    keep(change, [(one.code, one.full_name, net, made.get(key, key), note) for one, net, key, note in rows])
    return VoucherDraft(LAST_DAY, _SUMMARY, tuple(lines), kind="carried")


# -- the table -------------------------------------------------------------------------------------


def was_made(db: sqlite3.Connection) -> bool:
    """Whether there is a table to print."""
    return db.execute("select 1 from chart_conversion limit 1").fetchone() is not None


def conversion_table(office: Office) -> Report:
    """新旧科目余额对照表: old balances → new ones; without any only which account becomes which."""
    found = office.db.execute(
        "select c.*, a.code from chart_conversion c join account a on a.id = c.account"
        " order by a.code, c.old_code"
    ).fetchall()
    if not found:
        return _table(office, _plain_rows(), (_NOTHING,))
    names = {one.id: one.full_name for one in queries.accounts(office.db)}
    sums: dict[int, int] = {}
    for row in found:
        sums[row["account"]] = sums.get(row["account"], 0) + row["debit_fen"] - row["credit_fen"]
    rows, shown = [], set[int]()
    for row in found:
        first = row["account"] not in shown
        shown.add(row["account"])
        debit, credit = sides(sums[row["account"]]) if first else (None, None)
        rows.append(
            Row((row["old_code"], row["old_name"], row["debit_fen"] or None, row["credit_fen"] or None,
                 row["code"], names[row["account"]] if first else "同上", debit or None, credit or None,
                 row["note"]))
        )  # fmt: skip
    return _table(office, rows, _notes(found, sums))


_NOTHING = "这个账套没有转换过余额，只列出新旧科目的对照；导入旧制度编码的期初余额时会自动转换。"


def _plain_rows() -> list[Row]:
    old, new = prescribed(OLD), prescribed(NEW)
    return [
        Row((code, old[code], None, None, other, new[other], None, None, note))
        for code, (other, note) in mapping().items()
    ]


def _notes(found: Sequence[sqlite3.Row], sums: dict[int, int]) -> tuple[str, ...]:
    debit, credit = (sum(row[side] for row in found) for side in ("debit_fen", "credit_fen"))
    total = sum(fen for fen in sums.values() if fen > 0)
    equal = "相等" if debit == credit else "不相等，请核对"
    old = f"原科目借方合计 {yuan(debit)}，贷方合计 {yuan(credit)}，{equal}"
    return (f"{old}；新科目借方、贷方合计各 {yuan(total)}。",)


def _table(office: Office, rows: Sequence[Row], notes: tuple[str, ...]) -> Report:
    columns = (
        Column("原科目编码", As.CODE, 20),
        Column("原科目名称", As.TEXT, 42),
        Column("原借方余额", As.MONEY, 28, total=True),
        Column("原贷方余额", As.MONEY, 28, total=True),
        Column("新科目编码", As.CODE, 20),
        Column("新科目名称", As.TEXT, 42),
        Column("新借方余额", As.MONEY, 28, total=True),
        Column("新贷方余额", As.MONEY, 28, total=True),
        Column("说明", As.LONG, 40),
    )
    return Report(
        "chart-conversion",
        "新旧科目余额对照表",
        columns,
        tuple(rows),
        unit=office.unit_name,
        unit_label="核算单位",
        notes=notes,
        signatures=("制表", "复核", "工会主席"),
        paper=Paper(landscape=True),
        maker=office.actor.name,
    )


ENTRIES: tuple[Entry, ...] = (
    Entry("chart-conversion", "新旧科目余额对照表", "账务", NOW, lambda o, _: conversion_table(o)),
)
