"""The lines of every asset and goods voucher, by account keys; each half balances by itself."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from models.assets.records import Asset, AssetClass, Disposal
from models.kit.errors import Refused
from models.ledger import queries
from models.ledger.records import LineDraft

if TYPE_CHECKING:
    from models.assets.actions import Payment

__all__ = ["LineDraft"]


def _leaf(db: sqlite3.Connection, key: str, words: str = "") -> int:
    """The leaf under an account key; among sub-accounts the one whose name has these words."""
    top = queries.account_by_key(db, key)
    row = db.execute(
        "select c.id from account c join account p on p.id = c.parent where p.key = ? and c.name like ?"
        " and not exists (select 1 from account d where d.parent = c.id) order by c.code limit 1",
        (key, f"%{words[:2]}%" if words else "%"),
    ).fetchone()
    return int(row[0]) if row else top


def _accounts(db: sqlite3.Connection, kind: AssetClass) -> tuple[int, int, int]:
    """(asset, accumulated, fund) of a class."""
    words = "" if kind.intangible else kind.name.partition("—")[0]
    keys = ("intangible", "accum_amort") if kind.intangible else ("fixed_asset", "accum_depr")
    return (
        _leaf(db, keys[0], words),
        _leaf(db, keys[1], words),
        _leaf(db, f"asset_fund.{keys[0]}", words),
    )


def bought(db: sqlite3.Connection, kind: AssetClass, fen: int, paid: Payment) -> tuple[LineDraft, ...]:
    """D expense / C money, and D asset / C 资产基金."""
    asset, _, fund = _accounts(db, kind)
    expense = LineDraft(
        paid.expense, fen, 0, earmark=paid.earmark, partner=paid.partner, budget_line=paid.budget_line
    )
    money = LineDraft(queries.account_by_key(db, paid.money), 0, fen, partner=paid.partner)
    return expense, money, LineDraft(asset, fen, 0, pair=2), LineDraft(fund, 0, fen, pair=2)


def received(db: sqlite3.Connection, kind: AssetClass, fen: int) -> tuple[LineDraft, ...]:
    """D asset / C 资产基金 alone: no money, no expense."""
    asset, _, fund = _accounts(db, kind)
    return LineDraft(asset, fen, 0), LineDraft(fund, 0, fen)


def depreciated(db: sqlite3.Connection, shares: Iterable[tuple[AssetClass, int]]) -> tuple[LineDraft, ...]:
    """D 资产基金 / C 累计折旧 (累计摊销), never an expense; each sub-account of a class has its own half."""
    sums: Counter[tuple[bool, int, int]] = Counter()
    for kind, fen in shares:
        _, accumulated, fund = _accounts(db, kind)
        sums[kind.intangible, accumulated, fund] += fen
    lines: list[LineDraft] = []
    for pair, ((_, accumulated, fund), fen) in enumerate(sorted(sums.items()), 1):
        lines += [LineDraft(fund, fen, 0, pair=pair), LineDraft(accumulated, 0, fen, pair=pair)]
    return tuple(lines)


def written_off(db: sqlite3.Connection, one: Asset) -> list[LineDraft]:
    """D 资产基金 net + D 累计折旧 / C asset; what was set aside before leaves 待处理财产损溢."""
    asset, accumulated, fund = _accounts(db, one.kind)
    if one.state == "pending":
        pending = queries.account_by_key(db, "pending_asset")
        return [LineDraft(fund, one.net_fen, 0), LineDraft(pending, 0, one.net_fen)] if one.net_fen else []
    lines = [LineDraft(fund, one.net_fen, 0)] if one.net_fen else []
    lines += [LineDraft(accumulated, one.accumulated_fen, 0)] if one.accumulated_fen else []
    return [*lines, LineDraft(asset, 0, one.cost_fen)]


def set_aside(db: sqlite3.Connection, one: Asset) -> list[LineDraft]:
    """D 待处理财产损溢 net + D 累计折旧 / C asset."""
    asset, accumulated, _ = _accounts(db, one.kind)
    pending = queries.account_by_key(db, "pending_asset")
    lines = [LineDraft(pending, one.net_fen, 0)] if one.net_fen else []
    lines += [LineDraft(accumulated, one.accumulated_fen, 0)] if one.accumulated_fen else []
    return [*lines, LineDraft(asset, 0, one.cost_fen)]


def proceeds(db: sqlite3.Connection, how: Disposal) -> list[LineDraft]:
    """The net of what a disposal brought and cost: a gain to 其他收入, a loss to 其他支出."""
    net = how.proceeds_fen - how.costs_fen
    money = queries.account_by_key(db, how.money)
    if net > 0:
        income = queries.account_by_key(db, "other_income.disposal")
        return [LineDraft(money, net, 0), LineDraft(income, 0, net)]
    if net < 0:
        expense = queries.account_by_key(db, "other_exp.other")
        return [LineDraft(expense, -net, 0), LineDraft(money, 0, -net)]
    raise Refused("处置收入和费用正好相等，不用记账。", remedy="两项都填 0。")


def stocked(db: sqlite3.Connection, fen: int, paid: Payment) -> tuple[LineDraft, ...]:
    """Goods to stock: D expense / C money, and D 库存物品 / C 资产基金—库存物品."""
    expense = LineDraft(
        paid.expense, fen, 0, earmark=paid.earmark, partner=paid.partner, budget_line=paid.budget_line
    )
    money = LineDraft(queries.account_by_key(db, paid.money), 0, fen, partner=paid.partner)
    return expense, money, *inventory(db, fen, pair=2)


def inventory(db: sqlite3.Connection, fen: int, pair: int = 1) -> tuple[LineDraft, LineDraft]:
    """Into stock (`fen` above 0) or out of it (below): 库存物品 against its 资产基金."""
    stock = queries.account_by_key(db, "inventory")
    fund = queries.account_by_key(db, "asset_fund.inventory")
    if fen > 0:
        return LineDraft(stock, fen, 0, pair=pair), LineDraft(fund, 0, fen, pair=pair)
    return LineDraft(fund, -fen, 0, pair=pair), LineDraft(stock, 0, -fen, pair=pair)
