"""Accounts as a foreign file names them: known ones, and sub-accounts that it brings along."""

from __future__ import annotations

from collections.abc import Sequence
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


class Chart:
    """The chart with what the file adds. Nothing is written until `create`."""

    def __init__(self, accounts: Sequence[Account]) -> None:
        # of a code that both charts have, the newer one is meant
        self._by_code = {account.code: account for account in sorted(accounts, key=lambda one: one.chart)}
        self._accounts = list(accounts)
        self.new: dict[str, Newcomer] = {}

    def find(self, code: str, name: str) -> int:
        """The account's id, or a newcomer's negative key.

        An unknown code under a known parent, with a name, becomes a sub-account. Raises `Refused`.
        """
        if not code:
            return self._by_name(name)
        known = self._by_code.get(code)
        if known is not None:
            if name and not _same_name(known, name):
                raise Refused(f"科目 {code} 在账里叫“{known.full_name}”，表里写的是“{name}”。")
            return known.id
        if code in self.new:
            return self.new[code].key
        return self._newcomer(code, name)

    def _by_name(self, name: str) -> int:
        found = [account for account in self._accounts if _same_name(account, name) and account.leaf]
        exact = [account for account in found if name in (account.name, account.full_name)] or found
        if len(exact) != 1:
            raise Refused(f"“{name}”对应的科目{'不止一个' if exact else '没有找到'}，请写科目编码。")
        return exact[0].id

    def _newcomer(self, code: str, name: str) -> int:
        for length in range(len(code) - 1, 2, -1):
            above = code[:length]
            parent = self._by_code[above].id if above in self._by_code else None
            parent = self.new[above].key if above in self.new else parent
            if parent is None:
                continue
            if not name:
                raise Refused(f"科目 {code} 是新的，表里要写科目名称。")
            one = Newcomer(-len(self.new) - 1, code, _short(name), parent)
            self.new[code] = one
            return one.key
        raise Refused(f"没有编码为“{code}”的科目，也没有它的上级。")

    def is_parent(self, key: int) -> bool:
        """Whether the account has sub-accounts, in the book or in the file."""
        if any(one.parent == key for one in self.new.values()):
            return True
        return any(account.id == key and not account.leaf for account in self._accounts)

    def create(self, change: Change) -> dict[int, int]:
        """Make the newcomers; returns negative key → id."""
        made: dict[int, int] = {}
        for one in sorted(self.new.values(), key=lambda newcomer: newcomer.code):
            made[one.key] = actions.add_account(change, one.code, one.name, made.get(one.parent, one.parent))
        return made


def _same_name(account: Account, name: str) -> bool:
    """“上级补助收入-专项补助” is the account 专项补助 under 上级补助收入."""
    plain = name.replace("－", "-").replace("—", "-").replace("_", "-").replace("/", "-").replace(" ", "")
    return plain in (account.name, account.full_name.replace("—", "-")) or plain.endswith("-" + account.name)


def _short(name: str) -> str:
    """The last part of a full name; our own lists part it with “—”, so that a name may hold a dash."""
    if "—" in name:
        return name.split("—")[-1].strip()
    return name.replace("－", "-").replace("—", "-").split("-")[-1].strip()
