"""Every check of an office file: the store's own, the books', and the ties between register and ledger."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from models.bank import checks as bank
from models.documents import queries as documents
from models.dues import queries as dues
from models.dues import year
from models.kit.money import yuan
from models.ledger import balances, invariants
from models.levy import queries as levy
from models.store import verify
from models.store.verify import Check


def checks(db: sqlite3.Connection) -> Iterator[Check]:
    """All checks, one after the other; the first that fails says where."""
    yield from verify.store_checks(db)
    for name, check in (
        ("凭证借贷相等", _vouchers_balance),
        ("凭证号不断不重", _numbers),
        ("月发生额与分录一致", _month_sums),
        ("总账借贷相等", _trial_balance),
        ("已结账月份没有草稿", _closed_months),
        ("会费台账与账簿一致", _dues_tie),
        ("拨缴台账与账簿一致", levy.tie),
        ("银行调节表与账簿一致", bank.tie),
        ("留存的原件完整", _papers),
    ):
        try:
            problem, fine = check(db)
        except sqlite3.Error:
            problem, fine = "读不出来，账套可能损坏了，请从备份恢复", ""
        yield Check(name, not problem, problem or fine)
    yield from _books_agree(db)


def _books_agree(db: sqlite3.Connection) -> Iterator[Check]:
    """The relations between the accounts of a union's books, at the last month that moved."""
    try:
        last = db.execute("select max(month) from month_sum").fetchone()[0]
        found = invariants.invariants(db, last) if last else []
    except sqlite3.Error:
        yield Check("账务恒等关系", False, "读不出来，账套可能损坏了，请从备份恢复")
        return
    for one in found:
        if one.applies and one.key not in ("I1", "I5"):  # I1 stands above; I5 asks for a look, not for trust
            yield Check(one.name, one.ok, one.said)


def _vouchers_balance(db: sqlite3.Connection) -> tuple[str, str]:
    row = db.execute(
        "select v.month, v.word, v.number from voucher v left join voucher_line l on l.voucher = v.id"
        " where v.posted = 1 group by v.id"
        " having count(l.id) < 2 or sum(l.debit_fen) <> sum(l.credit_fen) or sum(l.month <> v.month) limit 1"
    ).fetchone()
    if row:
        return f"{row[0]}-{row[1]}-{row[2]} 借贷不平或缺分录", ""
    return "", f"{db.execute('select count(*) from voucher where posted = 1').fetchone()[0]} 张"


def _numbers(db: sqlite3.Connection) -> tuple[str, str]:
    rows = db.execute(
        "select month, word, count(*), min(number), max(number) from voucher"
        " where posted = 1 group by month, word"
    ).fetchall()
    wrong = [row for row in rows if row[3] != 1 or row[4] != row[2]]
    return (f"{wrong[0][0]} 的{wrong[0][1]}字凭证断号", "") if wrong else ("", f"{len(rows)} 个月，没有断号")


_LINES = (
    "select l.account, l.month, sum(l.debit_fen) as debit, sum(l.credit_fen) as credit, count(*) as n"
    " from voucher_line l join voucher v on v.id = l.voucher where v.posted = 1 group by l.account, l.month"
)


_YEARS = (
    "select t.account, t.year, a.code from (select account, cast(substr(month, 1, 4) as integer) as year,"
    " sum(debit_fen) as debit, sum(credit_fen) as credit from month_sum group by account, year) t"
    " left join account a on a.id = t.account"
    " left join year_sum y on y.account = t.account and y.year = t.year"
    " where y.debit_fen is not t.debit or y.credit_fen is not t.credit limit 1"
)


def _month_sums(db: sqlite3.Connection) -> tuple[str, str]:
    """The kept sums against the lines themselves, both ways."""
    wrong = db.execute(
        f"select a.code, t.month from ({_LINES}) t left join account a on a.id = t.account"
        " left join month_sum s on s.account = t.account and s.month = t.month"
        " where s.debit_fen is not t.debit or s.credit_fen is not t.credit"
        " or s.lines is not t.n limit 1"
    ).fetchone()
    count, lines = db.execute(f"select count(*), coalesce(sum(n), 0) from ({_LINES})").fetchone()
    kept = db.execute("select count(*) from month_sum").fetchone()[0]
    years = db.execute(_YEARS).fetchone()
    if years:
        return f"{years[1]} 年的发生额合计和各月对不上（科目 {years[2]}）", ""
    if wrong or kept != count:
        where = f"{wrong[1]} 科目 {wrong[0]}" if wrong else "多出了没有分录的月份"
        return f"月发生额和分录对不上（{where}）", ""
    return "", f"{lines} 行分录"


def _trial_balance(db: sqlite3.Connection) -> tuple[str, str]:
    last = db.execute("select coalesce(max(month), '2000-01') from month_sum").fetchone()[0]
    top = [one for one in balances.trial_balance(db, last) if one.account.level == 1]
    debit, credit = sum(one.debit_fen for one in top), sum(one.credit_fen for one in top)
    opening = sum(one.opening_fen for one in top)
    if debit != credit or opening:
        return f"本年借方 {yuan(debit)}，贷方 {yuan(credit)}；期初差 {yuan(opening)}", ""
    return "", f"本年借贷各 {yuan(debit)}"


def _closed_months(db: sqlite3.Connection) -> tuple[str, str]:
    row = db.execute(
        "select v.month from voucher v join period p on p.month = v.month and p.state = 'closed'"
        " where v.posted = 0 limit 1"
    ).fetchone()
    return (f"{row[0]} 已结账但有草稿", "") if row else ("", "没有")


def _dues_tie(db: sqlite3.Connection) -> tuple[str, str]:
    tie = year.tie_out(db, "0000-01", "9999-12")
    if not tie.ok:
        return f"会费台账 {yuan(tie.register_fen)}，账上会费批次 {yuan(tie.ledger_fen)}", ""
    parted = db.execute(
        "select b.month from dues_batch b join voucher r on r.reverses = b.voucher and r.posted = 1"
        " where b.state = 'arrived' limit 1"
    ).fetchone()
    if parted:
        return f"{parted[0]} 的会费凭证已冲销，批次却没有冲回", ""
    return "", f"两边都是 {yuan(tie.register_fen)}，待查 {len(dues.pending(db))} 笔"


def _papers(db: sqlite3.Connection) -> tuple[str, str]:
    wrong = documents.problems(db)
    if wrong:
        return f"{wrong[0]}（共 {len(wrong)} 处）" if len(wrong) > 1 else wrong[0], ""
    files, size = documents.stored(db)
    return "", f"{files} 份，{size / 1024 / 1024:.1f} MB"
