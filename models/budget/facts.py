"""What a budget is reckoned from: dues, the wage bill, money that was left, heads on a roster day."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from models.dues import queries as dues
from models.dues.checks import reckon
from models.kit.days import months
from models.kit.errors import Refused
from models.kit.money import yuan
from models.ledger import balances
from models.ledger.earmarks import held
from models.ledger.queries import Db
from models.members import queries as members


@dataclass(frozen=True)
class Reckoned:
    """A proposed amount and the sentence that says how it came about."""

    fen: int
    words: str


@dataclass(frozen=True)
class Left:
    """What stood in the funds on 1 January, fen: earmarked, free, and each earmark."""

    carryover_fen: int
    surplus_fen: int
    earmarks: tuple[tuple[str, int], ...]


def dues_expected(db: Db, year: int) -> Reckoned | None:
    """会费收入: Σ of what members owe; months not assessed yet are reckoned from today's bases."""
    sums, heads = 0, 0
    assessed = set(dues.assessed_months(db))
    for month in months(f"{year}-01", f"{year}-12"):
        if month in assessed:
            found = [one.due_fen for one in dues.month_dues(db, month, month).values() if not one.exempt]
        else:
            found = _reckoned(db, month)
        sums += sum(found)
        heads = max(heads, len(found))
    if not sums:
        return None
    return Reckoned(sums, f"按 {heads} 名会员全年应缴测算 {yuan(sums)} 元")


def _reckoned(db: Db, month: str) -> list[int]:
    try:
        standard = dues.standard_at(db, month)
    except Refused:
        return []
    return [reckon(standard, one.base_fen) or 0 for one in members.liable(db, month)]


def levy_expected(db: Db, year: int) -> Reckoned | None:
    """拨缴经费收入: wage bill × rate × kept share; without a wage bill of the year the one before."""
    rule = db.execute(
        "select rate_bp, kept_bp from levy_rule where from_month <= ? order by from_month desc limit 1",
        (f"{year}-12",),
    ).fetchone()
    if rule is None:
        return None
    for base in (year, year - 1):
        count, total = db.execute(
            "select count(*), coalesce(sum(total_fen), 0) from wage_bill where month between ? and ?",
            (f"{base}-01", f"{base}-12"),
        ).fetchone()
        if total:
            return _levy(total * 12 // count, (rule["rate_bp"], rule["kept_bp"]), f"{base} 年")
    return None


def _levy(wages: int, shares: tuple[int, int], of: str) -> Reckoned:
    fen = (wages * shares[0] * shares[1] + 50_000_000) // 100_000_000
    rate, kept = (f"{share / 100:g}%" for share in shares)
    return Reckoned(fen, f"{of}工资总额 {yuan(wages)} 元 × {rate} × 留成 {kept}")


def left(db: Db, year: int) -> Left:
    """What the funds held on 1 January. A year before that is not closed counts with its running surplus."""
    carry = free = running = 0
    for one in balances.trial_balance(db, f"{year}-01"):
        if one.account.key == "fund_carryover":
            carry -= one.opening_fen
        elif one.account.key == "fund_surplus":
            free -= one.opening_fen
        elif one.account.level == 1 and one.account.kind in ("income", "expense"):
            running -= one.opening_fen
    tags = earmarks_left(db, year)
    tagged = sum(fen for _, fen in tags)
    if running:
        free, carry = free + carry + running - tagged, tagged
    return Left(carry, free, tags)


def earmarks_left(db: Db, year: int) -> tuple[tuple[str, int], ...]:
    """Each earmark with what is unspent of it at the end of the year before, as far as the book knows.

    What a closing let go to the surplus and what went back to its giver is gone; a year that is not closed
    counts with what it received and spent.
    """
    last = f"{year - 1}-12"
    sums: Counter[str] = Counter()
    for (_, name), fen in held(db, last).items():
        sums[name] += fen
    for name, fen in db.execute(
        "select l.earmark, sum(l.credit_fen - l.debit_fen) from voucher_line l"
        " join account a on a.id = l.account and a.class in ('income', 'expense')"
        " join voucher v on v.id = l.voucher and v.posted = 1"
        " where l.earmark <> '' and l.month <= ? group by l.earmark",
        (last,),
    ):
        sums[name] += fen
    return tuple(sorted((name, fen) for name, fen in sums.items() if name and fen > 0))


def heads_by_unit(db: Db, on: date) -> dict[int, int]:
    """Working members of each unit on a day."""
    standing = members.statuses(db, on)
    counted: dict[int, int] = {}
    for key, unit in db.execute("select id, unit from member where unit is not null"):
        if standing.get(key) == "working":
            counted[unit] = counted.get(unit, 0) + 1
    return counted
