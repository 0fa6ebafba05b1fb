"""What the books themselves say before a month or year is closed: one `Point` each."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date

from models.kit.days import month_of, month_words, next_month
from models.kit.money import yuan
from models.ledger import balances, invariants, queries, year_end
from models.ledger.earmarks import earmarks, opening_free
from models.ledger.records import voucher_name


@dataclass(frozen=True)
class Point:
    """One line of the list. `must`: it can't be closed before; otherwise a thing to know.

    `applies` false: the office has no such register, so there is nothing to check; `said` tells why.
    """

    name: str
    ok: bool
    said: str
    must: bool = False
    where: str = ""  # opens what has to be mended
    applies: bool = True


@dataclass(frozen=True)
class Span:
    """What is to be closed: a month, or a year as its twelve months."""

    first: str
    last: str
    today: date

    @property
    def whole_year(self) -> bool:
        """A year, not a month."""
        return self.first != self.last

    @property
    def year(self) -> int:
        """The year in which it lies."""
        return int(self.last[:4])

    @property
    def words(self) -> str:
        """ "2026年3月" or "2026年"."""
        return f"{self.year}年" if self.whole_year else month_words(self.last)


def next_to_close(db: sqlite3.Connection) -> str:
    """The month that is closed next."""
    closed = queries.closed_months(db)
    return next_month(closed[-1]) if closed else queries.first_month(db)


def points(db: sqlite3.Connection, span: Span) -> list[Point]:
    """Everything that needs the ledger alone."""
    made = [_order(db, span), _over(span), _drafts(db, span), _balanced(db, span), _numbers(db, span),
            _sums(db, span), _papers(db, span), _cash(db, span)]  # fmt: skip
    found = {one.key: one for one in invariants.invariants(db, span.last, first=span.first)}
    made += [_rule(found[key], where) for key, where in _RULES]
    made.append(_earmarks(db, span))
    if span.whole_year:
        made += [_pending(db, span), _to_return(db, span), _opening_words(db, span)]
    made.append(_rule(invariants.closed_opening(db, span.year), ""))
    return made


_RULES = (("I3", "asset-tie"), ("I5", ""), ("I6", "campaigns"), ("I8", ""))


def _rule(one: invariants.Invariant, where: str) -> Point:
    return Point(one.name, one.ok, one.said, where="" if one.ok else where, applies=one.applies)


def _order(db: sqlite3.Connection, span: Span) -> Point:
    if span.first.endswith("-01") and span.first > queries.first_month(db):
        before = span.year - 1
        if queries.first_month(db) <= f"{before}-12" and not year_end.is_year_closed(db, before):
            return Point(
                "上一年已年结", False, f"要先做 {before} 年年结", must=True, where=f"period:{before}"
            )
    due = next_to_close(db)
    ok = due >= span.first
    said = "" if ok else f"要先结 {month_words(due)}"
    return Point("前面的月份都已结账", ok, said, must=True, where="" if ok else f"period:{due}")


def _over(span: Span) -> Point:
    ok = span.last < month_of(span.today)
    if span.whole_year:
        said = "" if ok else f"{span.year} 年还没有过完，不能年结"
        ok = ok or span.today >= date(span.year, 12, 31)
        return Point("这一年已经过完", ok, said if not ok else "", must=True)
    return Point("这个月已经过完", ok, "" if ok else "结账以后这个月不能再记账")


def _drafts(db: sqlite3.Connection, span: Span) -> Point:
    count = db.execute(
        "select count(*) from voucher where posted = 0 and month between ? and ?", (span.first, span.last)
    ).fetchone()[0]
    said = f"还有 {count} 张没有记账" if count else ""
    return Point("凭证都已记账", not count, said, must=True, where="vouchers:drafts" if count else "")


def _balanced(db: sqlite3.Connection, span: Span) -> Point:
    one = invariants.invariants(db, span.last, first=span.first)[0]
    return Point("凭证借贷相等", one.ok, one.said, must=True)


def _numbers(db: sqlite3.Connection, span: Span) -> Point:
    rows = db.execute(
        "select month, word, count(*), min(number), max(number) from voucher"
        " where posted = 1 and month between ? and ? group by month, word",
        (span.first, span.last),
    ).fetchall()
    wrong = [row for row in rows if row[3] != 1 or row[4] != row[2]]
    said = f"{month_words(wrong[0][0])}的{wrong[0][1]}字凭证断号" if wrong else ""
    return Point(
        "凭证号不断不重", not wrong, said or f"{sum(row[2] for row in rows)} 张，没有断号", must=True
    )


def _sums(db: sqlite3.Connection, span: Span) -> Point:
    """The kept month sums against the lines themselves."""
    wrong = db.execute(
        "select a.code, t.month from (select l.account, l.month, sum(l.debit_fen) as debit,"
        # from the vouchers of the span to their lines; the other way round all lines of the book are read
        " sum(l.credit_fen) as credit from voucher v cross join voucher_line l on l.voucher = v.id"
        " where v.posted = 1 and v.month between ? and ? group by l.account, l.month) t"
        " join account a on a.id = t.account"
        " left join month_sum s on s.account = t.account and s.month = t.month"
        " where s.debit_fen is not t.debit or s.credit_fen is not t.credit limit 1",
        (span.first, span.last),
    ).fetchone()
    said = f"{month_words(wrong[1])}科目 {wrong[0]} 的合计和分录对不上，请先检查账套" if wrong else ""
    return Point("月发生额与分录一致", wrong is None, said, must=True, where="backup" if wrong else "")


def _papers(db: sqlite3.Connection, span: Span) -> Point:
    """Vouchers without a paper; those that need none are left out."""
    rows = db.execute(
        "select id, month, word, number from voucher where posted = 1 and attachments = 0"
        " and kind = 'normal' and reverses is null and source not in ('depreciation', 'year_end')"
        " and month between ? and ? order by month, number",
        (span.first, span.last),
    ).fetchall()
    said = f"{len(rows)} 张没有附单据，第一张是 {voucher_name(*rows[0][1:])}" if rows else ""
    return Point("凭证都有附单据", not rows, said, where=f"voucher:{rows[0][0]}" if rows else "")


def _cash(db: sqlite3.Connection, span: Span) -> Point:
    """库存现金 at the end of each day; the order within a day says nothing."""
    cash = db.execute("select id from account where key = 'cash' order by chart desc limit 1").fetchone()
    opening, lines = balances.entries(db, cash[0], span.first, span.last) if cash else (0, [])
    ends = {line.day: line.balance_fen for line in lines}
    low = [(day, fen) for day, fen in ends.items() if fen < 0]
    if opening < 0 and not low:
        low = [(date.fromisoformat(f"{span.first}-01"), opening)]
    said = f"{low[0][0]:%Y-%m-%d} 日末是 {yuan(low[0][1])}，共 {len(low)} 天" if low else ""
    name = "现金每天末都不是负数"
    return Point(name, not low, said, where=f"account:{cash[0]}:{low[0][0]:%Y-%m}" if low else "")


def _earmarks(db: sqlite3.Connection, span: Span) -> Point:
    found = earmarks(db, span.year)
    over = [one for one in found if one.left_fen < 0]
    if not found:
        return Point("专项没有超支", True, "今年没有用到专项", applies=False)
    said = "；".join(f"“{one.name}”超支 {yuan(-one.left_fen)}" for one in over)
    said = said or f"{len(found)} 个专项，余 {yuan(sum(one.left_fen for one in found))}"
    return Point("专项没有超支", not over, said, where="earmarks" if over else "")


def _pending(db: sqlite3.Connection, span: Span) -> Point:
    fen = _net(db, "pending_asset", span.last)
    said = f"还有 {yuan(abs(fen))} 没有批准处理" if fen else ""
    where = f"account:{_account(db, 'pending_asset')}:{span.last}" if fen else ""
    return Point("待处理财产损溢已经清零", not fen, said, must=True, where=where)


def _to_return(db: sqlite3.Connection, span: Span) -> Point:
    """E25: what its giver wants back."""
    back = [one for one in earmarks(db, span.year) if one.returns and one.left_fen > 0]
    said = "；".join(f"“{one.name}”应退回 {yuan(one.left_fen)}" for one in back)
    return Point("没有应退回的专项", not back, said, where="return" if back else "")


def _opening_words(db: sqlite3.Connection, span: Span) -> Point:
    name = "期初结转写明了专项"
    if str(span.year) != queries.first_month(db)[:4]:
        return Point(name, True, "只在启用当年核对", applies=False)
    fen = opening_free(db)
    said = f"期初工会资金结转有 {yuan(fen)} 没有写明用途，不写明就转入结余" if fen > 0 else ""
    return Point(name, fen <= 0, said)


def _account(db: sqlite3.Connection, key: str) -> int:
    row = db.execute("select id from account where key = ? order by chart desc limit 1", (key,)).fetchone()
    return int(row[0]) if row else 0


def _net(db: sqlite3.Connection, key: str, month: str) -> int:
    account = _account(db, key)
    return balances.balance(db, account, month) if account else 0
