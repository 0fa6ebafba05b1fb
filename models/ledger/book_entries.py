"""The books as reports for the window's list and the command line, one by one or bound together."""

from __future__ import annotations

from collections.abc import Callable

from models.entry import END, SPAN, Asked, Entry
from models.kit.errors import Refused
from models.ledger import auxiliary, books, columns, queries, summary, voucher_sheet
from models.ledger.records import Account
from models.office import Office
from models.report import Bound, Report

Make = Callable[[Office, Account, str, str], Report]


def _of_account(make: Make) -> Callable[[Office, Asked], Report | Bound]:
    """A book of the account that is asked for."""

    def build(office: Office, asked: Asked) -> Report:
        return make(office, queries.find_account(office.db, asked.of), asked.first, asked.last)

    return build


def _columnar(office: Office, asked: Asked) -> Report:
    """多栏明细账; "501:50101,50102" names the sub-accounts that get a column."""
    name, _, some = asked.of.partition(":")
    account = queries.find_account(office.db, name)
    codes = [one.strip() for one in some.replace("，", ",").split(",") if one.strip()]
    chosen = tuple(queries.find_account(office.db, code).id for code in codes)
    return columns.columnar_ledger(office, account, asked.first, asked.last, chosen=chosen)


def _general(office: Office, asked: Asked) -> Report | Bound:
    """总账 of one account, or of every account of the first level that has anything to show."""
    if asked.of:
        account = queries.find_account(office.db, asked.of)
        return books.general_ledger(office, account, asked.first, asked.last)
    return _bound(office, "总账", books.general_ledger, asked, lambda account: account.level == 1)


def _journal(key: str, make: Make) -> Callable[[Office, Asked], Report | Bound]:
    """A journal of one account, or one of each account of cash or bank."""

    def build(office: Office, asked: Asked) -> Report | Bound:
        db = office.db
        if asked.of:
            return make(office, _kept_in(office, key, asked.of), asked.first, asked.last)
        root = queries.find_account(db, key)
        if root.leaf:
            return make(office, root, asked.first, asked.last)
        below = set(queries.family(db, root.id))
        title = make(office, root, asked.first, asked.last).title
        return _bound(office, title, make, asked, lambda one: one.leaf and one.id in below)

    return build


def _kept_in(office: Office, key: str, text: str) -> Account:
    """The account of cash or bank that is named. Raises `Refused` for one without a journal of that kind."""
    account = queries.find_account(office.db, text)
    root = queries.find_account(office.db, key)
    if account.id not in queries.family(office.db, root.id) and (key, account.key) not in _ALSO:
        raise Refused(
            f"“{account.full_name}”不属于{root.name}，没有{_TITLES[key]}。", remedy="请看它的三栏明细账。"
        )
    return account


_TITLES = {"cash": "现金日记账", "bank": "银行存款日记账"}
_ALSO = frozenset({("bank", "zero_bal_quota")})  # kept like a bank account


def _bound(office: Office, title: str, make: Make, asked: Asked, wanted: Callable[[Account], bool]) -> Bound:
    """A book of each account that is wanted and has anything to show. Raises `Refused` when none has."""
    used = queries.used_accounts(office.db, asked.first, asked.last)
    chosen = [one for one in queries.accounts(office.db) if one.id in used and wanted(one)]
    if not chosen:
        raise Refused(f"{asked.period} 没有可以印的{title}。", remedy="请换一个月份或年度。")
    return Bound(title, tuple(make(office, one, asked.first, asked.last) for one in chosen))


def all_books(office: Office, asked: Asked) -> Bound:
    """A year's (or month's) books to be bound: 总账, the journals, 明细账 of every leaf, 科目余额表."""
    leaves = {one.id for one in queries.accounts(office.db) if one.leaf}
    journals: list[Report] = []
    made: set[int] = set()
    for key, make in (("cash", books.cash_journal), ("bank", books.bank_journal)):
        made |= set(queries.family(office.db, queries.find_account(office.db, key).id))
        found = _journal(key, make)(office, Asked(asked.period))
        journals += found.reports if isinstance(found, Bound) else [found]
    general = _bound(office, "总账", books.general_ledger, asked, lambda one: one.level == 1)
    details: tuple[Report, ...] = ()
    used = queries.used_accounts(office.db, asked.first, asked.last)
    if used & leaves - made:
        details = _bound(
            office, "明细账", books.account_ledger, asked, lambda one: one.leaf and one.id not in made
        ).reports
    balances = summary.trial_balance(office, asked.last)
    return Bound("账簿", (*general.reports, *journals, *details, balances))


_ROOM = "账务"
ENTRIES: tuple[Entry, ...] = (
    Entry("general-ledger", "总账", _ROOM, SPAN, _general, of="account", of_optional=True),
    Entry("account-ledger", "三栏明细账", _ROOM, SPAN, _of_account(books.account_ledger), of="account"),
    Entry("columnar-ledger", "多栏明细账", _ROOM, SPAN, _columnar, of="account"),
    Entry(
        "cash-journal",
        "现金日记账",
        _ROOM,
        SPAN,
        _journal("cash", books.cash_journal),
        of="account",
        of_optional=True,
    ),
    Entry(
        "bank-journal",
        "银行存款日记账",
        _ROOM,
        SPAN,
        _journal("bank", books.bank_journal),
        of="account",
        of_optional=True,
    ),
    Entry("trial-balance", "科目余额表", _ROOM, END, lambda o, a: summary.trial_balance(o, a.last)),
    Entry(
        "voucher-summary",
        "凭证汇总表",
        _ROOM,
        SPAN,
        lambda o, a: summary.voucher_summary(o, a.first, a.last, a.of),
        of="numbers",
        of_optional=True,
    ),
    Entry(
        "aux-ledger",
        "辅助明细账",
        _ROOM,
        SPAN,
        lambda o, a: auxiliary.aux_ledger(o, a.first, a.last, a.of),
        of="about",
    ),
    Entry(
        "quantity-ledger",
        "数量金额账",
        _ROOM,
        SPAN,
        lambda o, a: auxiliary.quantity_ledger(o, a.first, a.last, a.of),
        of="goods",
    ),
    Entry(
        "voucher-sheet",
        "凭证导出表",
        _ROOM,
        SPAN,
        lambda o, a: voucher_sheet.voucher_sheet(o, a.first, a.last),
    ),
    Entry("books", "全部账簿（装订）", _ROOM, SPAN, all_books),
)
