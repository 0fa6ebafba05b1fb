"""Accounts as a foreign file names them: known ones, and sub-accounts that it brings along."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.kit.errors import Refused
from models.ledger import actions
from models.ledger.records import Account
from models.store.journal import Change


@dataclass(frozen=True)
class Newcomer:
    """A sub-account to be made. `key` is negative until it is."""

    key: int
    code: str
    name: str
    parent: int  # an account's id, or another newcomer's key


_OLD = "2010:"  # before the code of a newcomer to the older chart


class Chart:
    """The chart with what the file adds. Nothing is written until `create`."""

    def __init__(self, accounts: Sequence[Account]) -> None:
        # of a code that both charts have, the newer one is meant, but for months of the older
        ordered = sorted(accounts, key=lambda one: one.chart)
        self._by_code = {account.code: account for account in ordered}
        self._older = {account.code: account for account in reversed(ordered)}
        self._until = max(
            (one.valid_to or "" for one in ordered if one.chart != ordered[-1].chart), default=""
        )
        self._accounts = list(accounts)
        self.new: dict[str, Newcomer] = {}

    def find(self, code: str, name: str, month: str = "") -> int:
        """The account's id, or a newcomer's negative key; `month` is the voucher's.

        An unknown code under a known parent, with a name, becomes a sub-account. Raises `Refused`.
        """
        old = self.is_old(month)
        by_code = self._older if old else self._by_code
        if not code:
            return _by_name(by_code, name)
        known = by_code.get(code)
        if known is not None:
            if name and not _same_name(known, name):
                raise Refused(f"科目 {code} 在账里叫“{known.full_name}”，表里写的是“{name}”。")
            return known.id
        if _OLD * old + code in self.new:
            return self.new[_OLD * old + code].key
        return self._newcomer(by_code, code, name)

    def is_old(self, month: str) -> bool:
        """Whether a voucher of that month uses the older of two charts."""
        return bool(month) and month <= self._until

    def _newcomer(self, by_code: Mapping[str, Account], code: str, name: str) -> int:
        if not (code.isascii() and code.isdigit()):
            raise Refused(f"没有编码为“{code[:30]}”的科目；编码只用数字。")
        mark = _OLD if by_code is self._older else ""
        for length in range(len(code) - 1, 2, -1):
            above = code[:length]
            parent = by_code[above].id if above in by_code else None
            parent = self.new[mark + above].key if mark + above in self.new else parent
            if parent is None:
                continue
            if not name:
                raise Refused(f"科目 {code} 是新的，表里要写科目名称。")
            one = Newcomer(-len(self.new) - 1, code, _short(name), parent)
            self.new[mark + code] = one
            return one.key
        raise Refused(f"没有编码为“{code}”的科目，也没有它的上级。")

    def is_parent(self, key: int) -> bool:
        """Whether the account has sub-accounts, in the book or in the file."""
        if any(one.parent == key for one in self.new.values()):
            return True
        return any(account.id == key and not account.leaf for account in self._accounts)

    def below(self, key: int) -> set[int]:
        """The accounts under one, of all levels, in the book or in the file."""
        parents = [(one.key, one.parent) for one in self.new.values()]
        parents += [(one.id, one.parent) for one in self._accounts if one.parent is not None]
        found, rest = set[int](), {key}
        while rest:
            rest = {one for one, parent in parents if parent in rest}
            found |= rest
        return found

    def create(self, change: Change) -> dict[int, int]:
        """Make the newcomers; returns negative key → id."""
        made: dict[int, int] = {}
        for one in sorted(self.new.values(), key=lambda newcomer: newcomer.code):
            made[one.key] = actions.add_account(change, one.code, one.name, made.get(one.parent, one.parent))
        return made


def _by_name(by_code: Mapping[str, Account], name: str) -> int:
    if not name:
        raise Refused("没有写科目。", remedy="请写上科目编码。")
    found = [account for account in by_code.values() if _same_name(account, name) and account.leaf]
    exact = [account for account in found if name in (account.name, account.full_name)] or found
    if len(exact) != 1:
        raise Refused(f"“{name}”对应的科目{'不止一个' if exact else '没有找到'}，请写科目编码。")
    return exact[0].id


def _same_name(account: Account, name: str) -> bool:
    """“上级补助收入-专项补助” is the account 专项补助 under 上级补助收入."""
    plain = name.replace("－", "-").replace("—", "-").replace("_", "-").replace("/", "-").replace(" ", "")
    return plain in (account.name, account.full_name.replace("—", "-")) or plain.endswith("-" + account.name)


def _short(name: str) -> str:
    """The last part of a full name; our own lists part it with “—”, so that a name may hold a dash."""
    if "—" in name:
        return name.split("—")[-1].strip()
    return name.replace("－", "-").replace("—", "-").split("-")[-1].strip()
