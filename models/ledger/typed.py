"""Accounts as they are typed: by code, Chinese or pinyin initials, best first, with the reason why not."""

from __future__ import annotations

from dataclasses import dataclass

from models.ledger import queries
from models.ledger.queries import Db
from models.ledger.records import Account


@dataclass(frozen=True)
class AccountHit:
    """An account that may be meant; `why_not` says why it can't be chosen."""

    account: Account
    why_not: str = ""

    @property
    def words(self) -> str:
        """ "50102 职工活动支出—文体活动费"."""
        return f"{self.account.code} {self.account.full_name}"


class Chart:
    """The chart of accounts with pinyin initials, read once and asked while typing.

    `month` is that of the voucher: only accounts that it may use can be chosen.
    """

    def __init__(self, db: Db, month: str = "") -> None:
        self.month = month
        self._charts = {"": queries.chart_of(db)}
        self._db = db
        rows = db.execute("select id, initials, name from account").fetchall()
        self._initials = {row["id"]: row["initials"] for row in rows}
        self.accounts = {account.id: account for account in queries.accounts(db)}
        self._used = [
            row[0]
            for row in db.execute(
                "select account, count(*) as n from"
                " (select account from voucher_line order by id desc limit 2000) group by account"
                " order by n desc, account"
            )
        ]

    def find(self, key: int) -> AccountHit | None:
        """The account with this id."""
        account = self.accounts.get(key)
        return AccountHit(account) if account is not None else None

    def seek(self, text: str, *, parents: bool = False) -> list[AccountHit]:
        """What is meant by a code, Chinese or initials, best first; a parent stands over its leaves.

        Without text the ones most used come first. `parents=True` lets parents be chosen too. What is
        out of use is only found by its own code or name, greyed with the reason.
        """
        wish = text.strip().lower()
        chart = self._of_month()
        shown = [one for one in chart if not one.hidden and one.valid_in(self.month or one.valid_from)]
        if not wish:
            used = [self.accounts[key] for key in self._used if key in self.accounts]
            used = [one for one in used if one in shown]
            rest = [account for account in shown if account not in used]
            return [AccountHit(one) for one in [*used, *rest] if one.leaf or parents]
        ranked = [(rank, one) for one in shown if (rank := self._rank(one, wish)) is not None]
        ranked.sort(key=lambda pair: (pair[0], pair[1].code))
        hits = [AccountHit(one, "" if one.leaf or parents else "有下级，请选下级") for _, one in ranked]
        gone = [one for one in chart if one not in shown and self._named(one, wish)]
        return hits + [AccountHit(one, _why_gone(one, self.month)) for one in gone]

    def _of_month(self) -> list[Account]:
        """The accounts of the chart that the month uses, in order of code."""
        if self.month not in self._charts:
            self._charts[self.month] = queries.chart_of(self._db, self.month)
        return [one for one in self.accounts.values() if one.chart == self._charts[self.month]]

    def _named(self, account: Account, wish: str) -> bool:
        """Whether just this one is meant: its code, name or initials."""
        return wish in (account.code, account.name, self._initials.get(account.id) or None)

    def _rank(self, account: Account, wish: str) -> int | None:
        """0 is best, None is no match; one below a parent that matches counts as found."""
        own = _match(account, self._initials.get(account.id, ""), wish)
        above = self.accounts.get(account.parent) if account.parent else None
        higher = self._rank(above, wish) if above is not None else None
        if own is None:
            return None if higher is None else higher + 10
        return own


def _why_gone(account: Account, month: str) -> str:
    if account.hidden:
        return "未启用，可在设置里启用"
    if account.valid_to and month > account.valid_to:
        return f"只用到 {account.valid_to}"
    return f"{account.valid_from} 起才能用"


def _match(account: Account, initials: str, wish: str) -> int | None:
    tests = (
        account.code == wish,
        account.name == wish,
        account.code.startswith(wish),
        initials.startswith(wish) and bool(initials),
        account.name.startswith(wish),
        wish in account.name or wish in f"{account.code} {account.full_name}".lower(),
        len(wish) > 1 and wish in initials,
    )
    return next((rank for rank, hit in enumerate(tests) if hit), None)
