"""What holds in the books at every moment (I1–I8 of the fund accounting rules), each with its figures."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from models.kit.days import month_words
from models.kit.money import yuan
from models.ledger import balances, queries
from models.ledger.earmarks import has_surplus, held
from models.ledger.records import Balance, voucher_name


@dataclass(frozen=True)
class Invariant:
    """One rule at the end of a month. `applies` false: what it speaks of is not used in this office."""

    key: str  # "I1" …, for tests and other rooms; people read the name
    name: str
    ok: bool
    said: str
    applies: bool = True


def invariants(db: sqlite3.Connection, month: str, *, first: str = "0000-00") -> list[Invariant]:
    """I1 (of the vouchers from `first` on) to I8 at the end of `month`; registers have their own ties."""
    books = _Books(balances.trial_balance(db, month))
    return [
        _vouchers(db, first, month), _equation(books), _mirrored(books), _capital(db, month),
        _custodial(db, month), _after_closing(db, month), _money(books),
    ]  # fmt: skip


class _Books:
    """The trial balance of a month by key; money is fen, debit positive."""

    def __init__(self, found: list[Balance]) -> None:
        self.all = found
        self._keys = {one.account.key: one for one in found if one.account.key and one.moved}
        self.old = any(one.account.key == "fixed_fund" for one in found)  # the chart of 2010

    def net(self, *keys: str) -> int:
        """The sum of these accounts' balances; a key that is not in the chart counts nothing."""
        return sum(self._keys[key].closing_fen for key in keys if key in self._keys)

    def kind(self, *kinds: str) -> int:
        """The sum of the first-level accounts of these classes."""
        return sum(
            one.closing_fen for one in self.all if one.account.level == 1 and one.account.kind in kinds
        )


def _vouchers(db: sqlite3.Connection, first: str, last: str) -> Invariant:
    name = "每张凭证和每组分录借贷相等"
    row = db.execute(
        "select v.month, v.word, v.number from voucher v join voucher_line l on l.voucher = v.id"
        " where v.posted = 1 and v.month between ? and ? group by v.id, l.pair"
        " having sum(l.debit_fen) <> sum(l.credit_fen) limit 1",
        (first, last),
    ).fetchone()
    if row:
        return Invariant("I1", name, False, f"{voucher_name(*row)} 借贷不平")
    count = db.execute(
        "select count(*) from voucher where posted = 1 and month between ? and ?", (first, last)
    ).fetchone()[0]
    return Invariant("I1", name, True, f"{count} 张")


def _equation(books: _Books) -> Invariant:
    left, right = books.kind("asset", "expense"), -books.kind("liability", "net", "income")
    said = f"资产加支出 {yuan(left)}，负债、净资产加收入 {yuan(right)}"
    return Invariant("I2", "资产加支出等于负债、净资产加收入", left == right, said)


_MIRRORED = (
    ("asset_fund.inventory", ("inventory",)),
    ("asset_fund.investment", ("investment",)),
    ("asset_fund.construction", ("construction",)),
    ("asset_fund.fixed_asset", ("fixed_asset", "accum_depr")),
    ("asset_fund.intangible", ("intangible", "accum_amort")),
    ("asset_fund.long_prepaid", ("long_prepaid",)),
)
_MIRRORED_2010 = (
    ("fixed_fund", ("fixed_asset",)),
    ("construction_fund", ("construction",)),
    ("investment_fund", ("investment",)),
)  # before 2022 stock was no matter of a fund: it was paid for and not yet an expense
_MONEY = ("cash", "bank", "zero_bal_quota", "fiscal_return_quota")
_RECEIVABLE = ("due_from_superior", "due_from_subordinate", "other_receivable", "loan_out")
_FUNDS = (
    "special_fund", "reserve_fund", "fund_carryover", "fund_surplus", "fiscal_carryover", "fiscal_surplus",
    "budget_stabil",
)  # fmt: skip


def _mirrored(books: _Books) -> Invariant:
    """资产基金 mirrors the book value of each kind; what waits for approval counts while it waits."""
    word, pairs = ("固定基金、投资基金", _MIRRORED_2010) if books.old else ("资产基金", _MIRRORED)
    gaps = {key: -books.net(key) - books.net(*accounts) for key, accounts in pairs}
    funds = -books.net(*gaps) if books.old else -books.net("asset_fund")
    whole = funds - sum(books.net(*accounts) for _, accounts in pairs)
    pending = books.net("pending_asset")
    ok = whole in (0, pending) if pending else not any(gaps.values()) and not whole
    said = f"{word} {yuan(funds)}"
    if not ok:
        said += f"，账面价值 {yuan(funds - whole)}，差 {yuan(whole - pending)}"
    elif pending:
        said += f"，其中待处理 {yuan(pending)}"
    return Invariant("I3", f"{word}等于非货币资产的账面价值", ok, said)


def _capital(db: sqlite3.Connection, month: str) -> Invariant:
    """资本性支出 less repairs is what was added to the assets with union money in the year."""
    name = "资本性支出与新增资产相符"
    span = (f"{month[:4]}-01", month)
    spent, repair = (_moved(db, key, span, "") for key in ("capital_exp", "capital_exp.repair"))
    if not spent:
        return Invariant("I5", name, True, "今年没有资本性支出", applies=False)
    added = sum(_moved(db, key, span, _WITH_CAPITAL) for key in ("fixed_asset", "intangible", "construction"))
    ok = spent - repair <= added <= spent
    said = f"资本性支出 {yuan(spent)}（其中修缮 {yuan(repair)}），同时记入资产 {yuan(added)}"
    return Invariant("I5", name, ok, said)


_FAMILY = (
    "with recursive f(id) as (select id from account where key = ?"
    " union select c.id from account c join f on c.parent = f.id) select id from f"
)
_WITH_CAPITAL = (
    " and exists (select 1 from voucher_line p where p.voucher = l.voucher and p.account in"
    " (with recursive g(id) as (select id from account where key = 'capital_exp'"
    " union select c.id from account c join g on c.parent = g.id) select id from g))"
)


def _moved(db: sqlite3.Connection, key: str, span: tuple[str, str], which: str) -> int:
    """Debit less credit of an account with all below it in these months, closing vouchers left out."""
    row = db.execute(
        "select coalesce(sum(l.debit_fen - l.credit_fen), 0) from voucher_line l"
        f" join voucher v on v.id = l.voucher where l.account in ({_FAMILY})"
        f" and l.month between ? and ? and v.posted = 1 and v.kind <> 'closing'{which}",
        (key, *span),
    )
    return int(row.fetchone()[0])


def custodial_wrong(db: sqlite3.Connection, month: str) -> list[str]:
    """Sentences about custodial accounts that are in debit, or closed and not at zero."""
    ended = {
        row[0]: row[1]
        for row in db.execute(
            "select account, name from campaign where closed_on is not null and substr(closed_on, 1, 7) <= ?",
            (month,),
        )
    }
    ids = {row[0] for row in db.execute(_FAMILY, ("custodial",))}
    found = []
    for one in balances.trial_balance(db, month):
        if one.account.id not in ids or not one.account.leaf:
            continue
        if one.closing_fen > 0:
            found.append(f"“{one.account.name}”多付了 {yuan(one.closing_fen)}")
        elif one.closing_fen and one.account.id in ended:
            found.append(f"“{ended[one.account.id]}”已结束，还有 {yuan(-one.closing_fen)}")
    return found


def _custodial(db: sqlite3.Connection, month: str) -> Invariant:
    wrong = custodial_wrong(db, month)
    return Invariant(
        "I6", "代管经费没有多付，结束的为零", not wrong, "；".join(wrong) or "各项代管经费余额正常"
    )


def _after_closing(db: sqlite3.Connection, month: str) -> Invariant:
    """After a year end nothing is left on income and expense, and 工会资金结转 is held by earmarks alone."""
    name = "年结后收支结平，结转都有专项"
    row = db.execute(
        "select max(month) from period where state = 'closed' and month like '%-12' and month <= ?", (month,)
    ).fetchone()
    if row[0] is None:
        return Invariant("I7", name, True, "还没有年结过", applies=False)
    last = str(row[0])
    left = [
        one
        for one in balances.trial_balance(db, last)
        if one.closing_fen and one.account.leaf and one.account.kind in ("income", "expense")
    ]
    if left:
        said = f"{month_words(last)}“{left[0].account.full_name}”还有 {yuan(abs(left[0].closing_fen))}"
        return Invariant("I7", name, False, said)
    if not has_surplus(db, last):
        return Invariant("I7", name, True, f"{last[:4]} 年末收支已结平")
    loose = sum(fen for (_, mark), fen in held(db, last).items() if not mark)
    total = sum(held(db, last).values())
    said = f"{last[:4]} 年末结转 {yuan(total)}" + (f"，其中 {yuan(loose)} 没有专项" if loose else "")
    return Invariant("I7", name, not loose, said)


def _money(books: _Books) -> Invariant:
    """Money, receivables and payables are what the funds and the running surplus stand for."""
    stock = books.net("inventory") if books.old else 0
    have = books.net(*_MONEY, *_RECEIVABLE) + stock + books.kind("liability")
    funds = -books.net(*_FUNDS) - books.kind("income", "expense")
    ok = have - funds in {0, -books.net("pending_asset")}
    said = f"货币资金加应收减负债 {yuan(have)}，结转结余加本年收支差 {yuan(funds)}"
    return Invariant("I8", "货币资金等于负债减应收加结转结余", ok, said)


def closed_opening(db: sqlite3.Connection, year: int) -> Invariant:
    """The year's opening balances against the months of all years before, added up one by one."""
    name = f"{year} 年年初等于上年年末"
    if str(year) <= queries.first_month(db)[:4]:
        return Invariant("opening", name, True, "这是启用的第一年，年初就是录入的期初余额", applies=False)
    opening = {
        one.account.id: one.opening_fen
        for one in balances.trial_balance(db, f"{year}-01")
        if one.account.leaf and one.opening_fen
    }
    ended = {
        one.account.id: one.closing_fen
        for one in balances.trial_balance(db, f"{year - 1}-12")
        if one.account.leaf and one.closing_fen
    }
    wrong = {key for key in opening.keys() | ended.keys() if opening.get(key, 0) != ended.get(key, 0)}
    said = f"{len(wrong)} 个科目年初和上年末不同" if wrong else f"{len(opening)} 个科目有余额，都相等"
    return Invariant("opening", name, not wrong, said)
