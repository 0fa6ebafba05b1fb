"""The chart of accounts as the office keeps it: sub-accounts of its own are renamed, ended, taken away."""

from __future__ import annotations

import sqlite3

from models.kit.days import month_words
from models.kit.errors import Refused
from models.kit.names import initials
from models.ledger import balances, queries
from models.ledger.records import Account
from models.store.journal import Change


def account(db: sqlite3.Connection, key: int) -> Account:
    """One account. Raises `Refused` when it is gone."""
    found = queries.accounts_by_id(db, {key})
    if key not in found:
        raise Refused("没有这个科目。", remedy="请刷新后再试。")
    return found[key]


def rename_account(change: Change, key: int, name: str) -> None:
    """Another name for a sub-account of one's own; prescribed ones keep theirs. Raises `Refused`."""
    one, name = account(change.db, key), name.strip()
    if one.locked:
        raise Refused(f"“{one.full_name}”是制度规定的科目，不能改名。", "name", "可以在它下面加下级科目。")
    if not name:
        raise Refused("还没有写科目名称。", "name")
    twin = change.db.execute(
        "select 1 from account where parent is ? and name = ? and id <> ? and chart = ?",
        (one.parent, name, key, one.chart),
    ).fetchone()
    if twin:
        raise Refused(f"同一级已经有叫“{name}”的科目。", "name", "请换一个名称。")
    change.update("account", key, {"name": name, "initials": initials(name).lower()})


def end_account(change: Change, key: int, last: str | None) -> None:
    """The last month in which vouchers may use it; None takes the end away. Raises `Refused`."""
    one = account(change.db, key)
    if one.locked:
        raise Refused(f"“{one.full_name}”是制度规定的科目，有效期不能改。", remedy="不用的可以停用。")
    if last is not None:
        if last < one.valid_from:
            raise Refused("停用月份不能早于启用月份。", "last", f"请选{month_words(one.valid_from)}或以后。")
        later = change.db.execute(
            "select max(month) from voucher_line where account = ? and month > ?", (key, last)
        ).fetchone()[0]
        if later:
            raise Refused(f"“{one.full_name}”在{month_words(later)}还有凭证。", "last", "请选那个月或以后。")
        if balances.balance(change.db, key, last):
            raise Refused(f"“{one.full_name}”到{month_words(last)}还有余额。", "last", "请先把余额转走。")
    change.update("account", key, {"valid_to": last})


def drop_account(change: Change, key: int) -> None:
    """Take away a sub-account of one's own that nothing uses. Raises `Refused`."""
    one = account(change.db, key)
    if one.locked:
        raise Refused(f"“{one.full_name}”是制度规定的科目，不能删除。", remedy="不用的可以停用。")
    for table, column, words in _USERS:
        if change.db.execute(f"select 1 from {table} where {column} = ? limit 1", (key,)).fetchone():
            raise Refused(f"“{one.full_name}”{words}，不能删除。", remedy="不用的可以停用。")
    change.delete("account", key)


_USERS = (
    ("voucher_line", "account", "已经有凭证"),
    ("account", "parent", "有下级科目"),
    ("opening_balance", "account", "有期初余额"),
    ("voucher_template_line", "account", "在常用凭证里用着"),
    ("budget_line", "account", "在预算里用着"),
    ("campaign", "account", "是代管项目的科目"),
    ("bank_account", "account", "是银行账户的科目"),
)
