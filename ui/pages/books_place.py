"""Where one is in the books: which book of which account and months, and the report that shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from models.kit.days import month_words
from models.kit.errors import Refused
from models.ledger import auxiliary, books, columns, queries, summary
from models.ledger.records import Account
from models.report import Column, Report

BOOKS = (
    ("balances", "科目余额表"),
    ("ledger", "三栏明细账"),
    ("general", "总账"),
    ("columnar", "多栏明细账"),
    ("cash", "现金日记账"),
    ("bank", "银行存款日记账"),
    ("summary", "凭证汇总表"),
    ("about", "辅助账"),
    ("goods", "数量金额账"),
)
OF_ACCOUNT = frozenset({"ledger", "general", "columnar", "cash", "bank"})
OF_TEXT = {
    "summary": "凭证号，例如 1-20",
    "about": "维度，例如 专项 或 专项:送温暖",
    "goods": "物品名称",
}
LEVELS = ((0, "全部级次"), (1, "只看一级"), (2, "看到二级"), (3, "看到三级"))


@dataclass(frozen=True)
class Place:
    """The balances of month `last` (no account), or a book over months. `book` "" is the usual one."""

    account: int | None
    first: str
    last: str
    book: str = ""
    of: str = ""  # vouchers, dimension or goods, as typed
    shape: summary.Shape = summary.EVERYDAY

    @property
    def kind(self) -> str:
        """A key of `BOOKS`."""
        return self.book or ("balances" if self.account is None else "ledger")

    @property
    def words(self) -> str:
        """What the way back calls it."""
        months = (
            month_words(self.last) if self.first == self.last else books.span_words(self.first, self.last)
        )
        return f"{dict(BOOKS)[self.kind]} {self.of or months}"

    @property
    def where(self) -> dict[str, Any]:
        """What `BooksPage.open` needs to come back here."""
        if self.account is None and not self.book:
            return {}
        where: dict[str, Any] = {"account": self.account, "first": self.first, "last": self.last}
        if self.book:
            where |= {"book": self.book, "of": self.of}
        return where


_OF_ALL: dict[str, Callable[[Any, Place], Report]] = {
    "balances": lambda office, at: summary.trial_balance(office, at.last, at.shape),
    "summary": lambda office, at: summary.voucher_summary(office, at.first, at.last, at.of),
    "about": lambda office, at: auxiliary.aux_ledger(office, at.first, at.last, at.of),
    "goods": lambda office, at: auxiliary.quantity_ledger(office, at.first, at.last, at.of),
}
_JOURNALS = {"cash": books.cash_journal, "bank": books.bank_journal}
_PAGES = {
    "ledger": books.account_ledger,
    "general": books.general_ledger,
    "columnar": columns.columnar_ledger,
}


def report_of(office: Any, place: Place) -> Report:
    """The report of a place; an account that is gone is refused."""
    if place.kind in _OF_ALL:
        return _OF_ALL[place.kind](office, place)
    account = _account(office, place)
    if place.kind in _JOURNALS:
        return _JOURNALS[place.kind](office, account, place.first, place.last)
    before = place.shape.before_closing
    return _PAGES[place.kind](office, account, place.first, place.last, before_closing=before)


def _account(office: Any, place: Place) -> Account:
    found = queries.accounts_by_id(office.db, {place.account or 0})
    if place.account not in found:
        raise Refused("这个科目不在了。", remedy="请另选一个科目。")
    return found[place.account]


_SHORT = {"年初余额": "年初", "期初余额": "期初", "本期发生额": "本期", "本年累计发生额": "累计"}
_SHORT |= {"期末余额": "期末", "收入": "收入", "发出": "发出", "结存": "结存"}


_WIDER = {"票据号": 25.0, "对方科目": 32.0, "结算方式": 16.0}  # than on paper, in its millimetres


def _width(one: Column) -> float:
    return max(one.width, _WIDER.get(one.title, 0.0))


def on_screen(report: Report) -> Report:
    """The same with heads of one line: 期初借方, 月, 日."""
    heads = tuple(
        replace(one, title=f"{_SHORT.get(one.group, '')}{one.title}", group="", width=_width(one))
        for one in report.columns
    )
    return replace(report, columns=heads)
