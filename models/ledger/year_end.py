"""结账: income and expense go to 工会资金结转, what no earmark holds goes on to 工会资金结余 (E22–E24)."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date

from models.kit.days import month_end, month_words, months
from models.kit.errors import Refused
from models.kit.money import yuan
from models.ledger import actions, balances, queries
from models.ledger.earmarks import (
    drop_decision,
    earmarks,
    fund_account,
    has_surplus,
    held,
    keep_decision,
)
from models.ledger.records import LineDraft, Voucher, VoucherDraft, sides
from models.store.journal import Change

SOURCE = "year_end"  # closing vouchers belong to the closing: they are reversed by reopening, not by hand
MODES = {"annual": "每年结转一次（12 月年结时）", "monthly": "每月结账时都结转"}


def mode(db: sqlite3.Connection) -> str:
    """How often income and expense are closed: "annual" or "monthly"."""
    row = db.execute("select value from setting where key = 'closing_mode'").fetchone()
    return str(row[0]) if row and row[0] in MODES else "annual"


def is_year_closed(db: sqlite3.Connection, year: int) -> bool:
    """December is closed and no income or expense is left."""
    return queries.is_closed(db, f"{year}-12") and not any(
        one.closing_fen
        for one in balances.trial_balance(db, f"{year}-12")
        if one.account.leaf and one.account.kind in ("income", "expense")
    )


# -- the vouchers -------------------------------------------------------------------------------


def plan_year(
    db: sqlite3.Connection, year: int, stay: Mapping[str, int] | None = None
) -> tuple[VoucherDraft, ...]:
    """The closing vouchers of 31 December as they would be posted; nothing is written.

    `stay` is earmark → fen that remains in 工会资金结转; None keeps what is left of each earmark.
    Raises `Refused` when more shall stay than is left.
    """
    left = {one.name: one.left_fen for one in earmarks(db, year)}
    if stay is None:
        stay = {name: fen for name, fen in left.items() if fen > 0}
    for name, fen in stay.items():
        if not 0 <= fen <= max(left.get(name, 0), 0):
            most = yuan(max(left.get(name, 0), 0))
            raise Refused(f"“{name}”最多能留 {most}，不能留 {yuan(fen)}。", remedy="请核对要留的金额。")
    return _plan(db, f"{year}-12", stay)


def plan(
    db: sqlite3.Connection, period: str, stay: Mapping[str, int] | None = None
) -> tuple[VoucherDraft, ...]:
    """What closing a year, or with monthly closing a month, would post."""
    if len(period) == 4 or period.endswith("-12"):
        return plan_year(db, int(period[:4]), stay)
    return _plan(db, period, None) if mode(db) == "monthly" else ()


def surplus(db: sqlite3.Connection, period: str) -> int:
    """Income less expense that a closing carries over, fen."""
    month = f"{period}-12" if len(period) == 4 else period
    return -sum(
        one.closing_fen
        for one in balances.trial_balance(db, month)
        if one.account.level == 1 and one.account.kind in ("income", "expense")
    )


def _plan(db: sqlite3.Connection, month: str, stay: Mapping[str, int] | None) -> tuple[VoucherDraft, ...]:
    """The three vouchers; `stay` None keeps every earmark as it is (the months of monthly closing)."""
    word = "年末" if month.endswith("-12") else "月末"
    made, funds = [], Counter(held(db, month))
    for kind, name in (("income", "收入"), ("expense", "支出")):
        rows = _residual(db, month, kind)
        if not rows:
            continue
        made.append(_closing(db, month, rows, f"{word}结转{name}"))
        for (_, mark), net in rows.items():
            funds[fund_account(db, mark, month), mark] -= net
    free = _free(db, month, funds, stay)
    return (*made, free) if free else tuple(made)


def _residual(db: sqlite3.Connection, month: str, kind: str) -> dict[tuple[int, str], int]:
    """What stands on the accounts of a class by (account, earmark), debit positive; no zeros.

    Lines of the year say the earmark; what came from before has none.
    """
    total = {
        one.account.id: one.closing_fen
        for one in balances.trial_balance(db, month)
        if one.account.kind == kind and one.account.leaf
    }
    tagged = db.execute(
        "select l.account, l.earmark, sum(l.debit_fen - l.credit_fen) from voucher_line l"
        " join voucher v on v.id = l.voucher join account a on a.id = l.account"
        " where a.class = ? and l.earmark <> '' and v.posted = 1 and l.month between ? and ?"
        " group by l.account, l.earmark order by l.account, l.earmark",
        (kind, f"{month[:4]}-01", month),
    ).fetchall()
    by_account: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for account, earmark, net in tagged:
        by_account[account].append((earmark, net))
    found: dict[tuple[int, str], int] = {}
    for account, net in total.items():
        found[account, ""] = net - sum(fen for _, fen in by_account[account])
        found |= {(account, earmark): fen for earmark, fen in by_account[account]}
    return {key: fen for key, fen in found.items() if fen}


def _closing(
    db: sqlite3.Connection, month: str, rows: Mapping[tuple[int, str], int], summary: str
) -> VoucherDraft:
    """Every residue to its other side, against 工会资金结转 by earmark."""
    lines = [LineDraft(account, *sides(-net), summary, earmark=mark) for (account, mark), net in rows.items()]
    sums: Counter[str] = Counter()
    for (_, mark), net in rows.items():
        sums[mark] += net
    own = [
        LineDraft(fund_account(db, mark, month), *sides(net), summary, earmark=mark)
        for mark, net in sums.items()
        if net
    ]
    debit_first = bool(own) and own[0].debit_fen > 0
    return _draft(month, summary, (*own, *lines) if debit_first else (*lines, *own))


def _free(
    db: sqlite3.Connection,
    month: str,
    funds: Mapping[tuple[int, str], int],
    stay: Mapping[str, int] | None,
) -> VoucherDraft | None:
    """What no earmark holds goes to 工会资金结余; a deficit comes from there.

    `funds` is 工会资金结转 by (account, earmark), credit positive. Before 2022 the two were one account.
    """
    if not has_surplus(db, month):
        return None
    rest = Counter(stay or {})
    moves = {}
    for (account, mark), fen in funds.items():
        if stay is None and mark:
            continue
        kept = max(min(rest[mark], fen), 0)
        rest[mark] -= kept
        if fen != kept:
            moves[account, mark] = fen - kept
    if not moves:
        return None
    total = sum(moves.values())
    summary = f"非专项结转转入结余（留专项 {yuan(sum(funds.values()) - total)}）"
    lines = [LineDraft(account, *sides(fen), summary, earmark=mark) for (account, mark), fen in moves.items()]
    if total:
        surplus = queries.account_by_key(db, "fund_surplus", month)
        lines.append(LineDraft(surplus, *sides(-total), summary))
    return _draft(month, summary, tuple(lines))


def _draft(month: str, summary: str, lines: tuple[LineDraft, ...]) -> VoucherDraft:
    return VoucherDraft(
        month_end(month), summary, lines, kind="closing", source=SOURCE, source_id=int(month[:4])
    )


# -- closing and reopening ------------------------------------------------------------------------


def close_year(
    change: Change,
    year: int,
    stay: Mapping[str, int] | None = None,
    reasons: Mapping[str, str] | None = None,
) -> list[Voucher]:
    """Make the closing vouchers of 31 December and close every month; returns the vouchers.

    `stay` is as in `plan_year`; `reasons` says of an earmark why it stays or goes. A December that was
    closed as a month is opened for the vouchers and closed again, in the same change.
    """
    _check(change, year)
    plan = plan_year(change.db, year, stay)
    if queries.is_closed(change.db, f"{year}-12"):
        actions.reopen_month(change, f"{year}-12", f"{year} 年年结")
    if stay is None:
        stay = {one.name: one.left_fen for one in earmarks(change.db, year) if one.left_fen > 0}
    keep_decision(change, year, dict(stay), dict(reasons or {}))
    made = [actions.post_voucher(change, draft) for draft in plan]
    first = max(f"{year}-01", queries.first_month(change.db))
    for month in months(first, f"{year}-12"):
        if not queries.is_closed(change.db, month):
            actions.close_month(change, month)
    change.final("已年结，不能撤销；要改请反结账。")
    return made


def _check(change: Change, year: int) -> None:
    if change.today < date(year, 12, 31):
        raise Refused(f"{year} 年还没有过完，不能年结。", remedy="请到 12 月底再年结。")
    if year < int(queries.first_month(change.db)[:4]):
        raise Refused(f"{year} 年在启用月份之前，没有账可结。", remedy="请核对年份。")
    if is_year_closed(change.db, year):
        raise Refused(f"{year} 年已经结过账了。", remedy="要改这一年的账，请先反结账。")
    waiting = [draft for draft in queries.drafts(change.db) if draft.month[:4] == str(year)]
    if waiting:
        raise Refused(f"{year} 年还有 {len(waiting)} 张没记账的凭证。", remedy="请先记账或删除，再年结。")
    pending = _pending(change.db, f"{year}-12")
    if pending:
        raise Refused(
            f"待处理财产损溢还有 {yuan(abs(pending))} 没有批准处理。", remedy="请先批准处理，再年结。"
        )
    later = [month for month in queries.closed_months(change.db) if month > f"{year}-12"]
    if later and queries.is_closed(change.db, f"{year}-12"):
        raise Refused(
            f"{month_words(later[0])}已经结账，{year} 年不能再补年结。", remedy="请先反结账后面的月份。"
        )


def _pending(db: sqlite3.Connection, month: str) -> int:
    """What still waits for approval on 待处理财产损溢, debit positive."""
    row = db.execute("select id from account where key = 'pending_asset' and chart = ?",
                     (queries.chart_of(db, month),)).fetchone()  # fmt: skip
    return balances.balance(db, row[0], month) if row else 0


def close_month(change: Change, month: str) -> list[Voucher]:
    """结账 of a month; with monthly closing its income and expense are carried over first."""
    made = []
    if mode(change.db) == "monthly" and month >= queries.first_month(change.db):
        made = [actions.post_voucher(change, draft) for draft in plan(change.db, month)]
    actions.close_month(change, month)
    return made


def reopen_month(change: Change, month: str, reason: str) -> list[Voucher]:
    """反结账: the month takes vouchers again; its closing vouchers are reversed in red, the last first."""
    actions.reopen_month(change, month, reason)
    closing = [
        one
        for one in queries.vouchers(change.db, month, month, lines=False)
        if one.kind == "closing" and one.posted and not one.reverses and not one.reversed_by
    ]
    if month.endswith("-12"):
        drop_decision(change, int(month[:4]))
    day = month_end(month)
    return [actions.reverse(change, one.id, reason, day, from_register=True) for one in reversed(closing)]


def reopen_year(change: Change, year: int, reason: str) -> list[Voucher]:
    """反年结: December takes vouchers again and its closing vouchers are reversed in red."""
    return reopen_month(change, f"{year}-12", reason)
