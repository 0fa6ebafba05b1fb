"""年结: income and expense go to 工会资金结转, what is free goes on to 工会资金结余 (E22–E24)."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.kit.days import months
from models.kit.errors import Refused
from models.kit.money import yuan
from models.ledger import actions, balances, queries
from models.ledger.records import LineDraft, Voucher, VoucherDraft
from models.store.journal import Change


@dataclass(frozen=True)
class Earmark:
    """A source that may only be spent on its purpose: what came in, went out, is left (fen)."""

    name: str
    income_fen: int
    expense_fen: int

    @property
    def left_fen(self) -> int:
        """Stays in 工会资金结转 when the treasurer ticks it."""
        return self.income_fen - self.expense_fen


def earmarks(db: sqlite3.Connection, year: int) -> list[Earmark]:
    """Every earmark of the year with what is left of it, for the tick list."""
    rows = db.execute(
        "select l.earmark, sum(iif(a.class = 'income', l.credit_fen - l.debit_fen, 0)),"
        " sum(iif(a.class = 'expense', l.debit_fen - l.credit_fen, 0))"
        " from voucher_line l join voucher v on v.id = l.voucher join account a on a.id = l.account"
        " where l.earmark <> '' and v.posted = 1 and v.kind <> 'closing' and l.month between ? and ?"
        " group by l.earmark order by l.earmark",
        (f"{year}-01", f"{year}-12"),
    )
    return [Earmark(*row) for row in rows]


def close_year(change: Change, year: int, stay: Mapping[str, int] | None = None) -> list[Voucher]:
    """Make the closing vouchers of 31 December and close every month; returns the vouchers.

    `stay` is earmark → fen that remains in 工会资金结转; None takes what is left of each earmark.
    """
    _check(change, year)
    day = date(year, 12, 31)
    made = []
    for kind, summary in (("income", "年末结转收入"), ("expense", "年末结转支出")):
        draft = _closing(change, day, kind, summary)
        if draft:
            made.append(actions.post_voucher(change, draft))
    kept = stay if stay is not None else {one.name: one.left_fen for one in earmarks(change.db, year)}
    free = _free(change, day, sum(fen for fen in kept.values() if fen > 0))
    if free:
        made.append(actions.post_voucher(change, free))
    for month in months(f"{year}-01", f"{year}-12"):
        if month >= queries.first_month(change.db) and not queries.is_closed(change.db, month):
            actions.close_month(change, month)
    change.final("已年结，不能撤销；要改请反结账。")
    return made


def _check(change: Change, year: int) -> None:
    if change.today < date(year, 12, 31):
        raise Refused(f"{year} 年还没有过完，不能年结。")
    if queries.is_closed(change.db, f"{year}-12"):
        raise Refused(f"{year} 年已经结过账了。")
    waiting = [draft for draft in queries.drafts(change.db) if draft.month[:4] == str(year)]
    if waiting:
        raise Refused(f"{year} 年还有 {len(waiting)} 张没记账的凭证。", remedy="请先记账或删除，再年结。")


def _closing(change: Change, day: date, kind: str, summary: str) -> VoucherDraft | None:
    """All leaf balances of a class against 工会资金结转."""
    carryover = queries.account_by_key(change.db, "fund_carryover")
    lines, total = [], 0
    for one in balances.trial_balance(change.db, f"{day:%Y-%m}"):
        if one.account.kind != kind or not one.account.leaf or not one.closing_fen:
            continue
        net = one.closing_fen  # debit positive: closing takes the other side
        total += net
        lines.append(LineDraft(one.account.id, max(-net, 0), max(net, 0), summary))
    if not lines:
        return None
    own = [LineDraft(carryover, max(total, 0), max(-total, 0), summary)] if total else []
    return VoucherDraft(day, summary, (*lines, *own) if kind == "income" else (*own, *lines), kind="closing")


def _free(change: Change, day: date, stays: int) -> VoucherDraft | None:
    """What no earmark holds goes to 工会资金结余; a deficit comes from there."""
    carryover = queries.account_by_key(change.db, "fund_carryover")
    surplus = queries.account_by_key(change.db, "fund_surplus")
    free = -balances.balance(change.db, carryover, f"{day:%Y-%m}") - stays
    if not free:
        return None
    summary = f"年末非专项结转转入结余（留专项 {yuan(stays)}）"
    lines = [LineDraft(carryover, max(free, 0), max(-free, 0), summary)]
    lines.append(LineDraft(surplus, max(-free, 0), max(free, 0), summary))
    return VoucherDraft(day, summary, tuple(lines), kind="closing")


def reopen_year(change: Change, year: int, reason: str) -> list[Voucher]:
    """反年结: December takes vouchers again and its closing vouchers are reversed in red."""
    actions.reopen_month(change, f"{year}-12", reason)
    closing = [
        one
        for one in queries.vouchers(change.db, f"{year}-12", f"{year}-12", lines=False)
        if one.kind == "closing" and one.posted and not one.reverses and not one.reversed_by
    ]
    day = date(year, 12, 31)
    return [actions.reverse(change, one.id, reason, day) for one in reversed(closing)]
