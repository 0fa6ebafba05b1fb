"""Sheets over all accounts: the trial balance, and the sums of a range of vouchers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from models.kit.days import month_words
from models.kit.errors import Refused
from models.ledger import balances, queries
from models.ledger.books import span_words
from models.ledger.records import Account, sides
from models.office import Office
from models.report import As, Column, Kind, Paper, Report, Row

_SIDES = ("借方", "贷方")
_PAIRS = ("年初余额", "期初余额", "本期发生额", "本年累计发生额", "期末余额")


@dataclass(frozen=True)
class Shape:
    """What of a trial balance is shown. `level` 0: all levels."""

    level: int = 0
    zeros: bool = False  # accounts without balance and movement too
    before_closing: bool = False
    year_opening: bool = False  # 年初余额 beside 期初余额


EVERYDAY = Shape()


def trial_balance(office: Office, month: str, shape: Shape = EVERYDAY) -> Report:
    """科目余额表 of a month: opening, the month, the year to date, closing; both sides each."""
    pairs = _PAIRS if shape.year_opening else _PAIRS[1:]
    width = 20.0 if shape.year_opening else 25.0
    columns = (
        Column("科目编码", As.CODE, 17),
        Column("科目名称", As.TEXT, 40),
        *(Column(side, As.MONEY, width, group=pair) for pair in pairs for side in _SIDES),
    )
    shown, left_out, totals = [], 0, [0] * (2 * len(pairs))
    for account, figures, there in _pairs(office, month, shape):
        if account.level == 1:
            totals = [total + fen for total, fen in zip(totals, figures, strict=True)]
        if not there and not (shape.zeros and not account.hidden):
            left_out += account.level == 1
            continue
        if shape.level and account.level > shape.level:
            continue
        link = f"account:{account.id}:{month}"
        shown.append(Row((account.code, account.name, *figures), level=account.level - 1, link=link))
    shown.append(Row(("合\u3000计", None, *totals), Kind.TOTAL))
    return Report(
        "trial-balance",
        "科目余额表",
        columns,
        tuple(shown),
        unit=office.unit_name,
        period=month_words(month),
        total="",
        notes=(_note(shape, left_out), _equalities(pairs, totals)),
        signatures=("会计主管", "复核", "制表"),
        paper=Paper(landscape=True, row_height=4.0, head_height=10, text_size=8, top=9),
        frozen=2,
    )


def _pairs(office: Office, month: str, shape: Shape) -> list[tuple[Account, list[int], bool]]:
    """Each account with its (debit, credit) figures in fen, and whether it has anything to show."""
    closed = shape.before_closing
    to_date = balances.trial_balance(office.db, month, before_closing=closed)
    before: dict[int, tuple[int, int, int]] = {}
    if not month.endswith("-01"):
        for one in balances.trial_balance(office.db, _previous(month), before_closing=closed):
            before[one.account.id] = (one.closing_fen, one.debit_fen, one.credit_fen)
    found = []
    for one in to_date:
        opening, debit, credit = before.get(one.account.id, (one.opening_fen, 0, 0))
        figures = [*sides(one.opening_fen)] if shape.year_opening else []
        figures += [*sides(opening), one.debit_fen - debit, one.credit_fen - credit]
        figures += [one.debit_fen, one.credit_fen, *sides(one.closing_fen)]
        found.append((one.account, figures, one.moved))
    return found


def _previous(month: str) -> str:
    return f"{month[:4]}-{int(month[5:]) - 1:02d}"


def _note(shape: Shape, left_out: int) -> str:
    parts = ["合计只加一级科目"]
    if shape.level:
        parts.append(f"只列到 {shape.level} 级")
    if shape.before_closing:
        parts.append("未含年末结账凭证")
    if left_out and not shape.zeros:
        parts.append(f"无余额且无发生额的一级科目 {left_out} 个未列")
    return "；".join(parts) + "。"


def _equalities(pairs: Sequence[str], totals: Sequence[int]) -> str:
    """The sentence under the table that says whether opening, movement and closing balance."""
    wrong = [pair for index, pair in enumerate(pairs) if totals[2 * index] != totals[2 * index + 1]]
    if wrong:
        return "、".join(wrong) + "借贷不等，请用“检查账套”查明。"
    return "期初、本期、累计、期末借贷各自相等。"


# -- sums of vouchers ---------------------------------------------------------------------------


_SUMMED = (
    Column("科目编码", As.CODE, 22),
    Column("会计科目", As.LONG, 74),
    Column("借方", As.MONEY, 37),
    Column("贷方", As.MONEY, 37),
)


def voucher_summary(office: Office, first: str, last: str, numbers: str = "") -> Report:
    """凭证汇总表（科目汇总表）: debit and credit of every account over vouchers `numbers`, all when empty.

    `numbers` is "1-20" or "记1-20"; the range is taken in each month. Raises `Refused`.
    """
    word, low, high = _range(numbers)
    where = "v.posted = 1 and v.month between ? and ? and v.number between ? and ? and (? = '' or v.word = ?)"
    values = (first, last, low, high, word, word)
    rows = office.db.execute(
        "select l.account, sum(l.debit_fen), sum(l.credit_fen)"
        f" from voucher v join voucher_line l on l.voucher = v.id where {where} group by l.account",
        values,
    )
    sums = {row[0]: (row[1], row[2]) for row in rows}
    count = office.db.execute(
        f"select count(*), coalesce(sum(v.attachments), 0) from voucher v where {where}", values
    ).fetchone()
    if not count[0]:
        said = f"第 {numbers} 号" if numbers else "已记账的凭证"
        raise Refused(f"{span_words(first, last)}没有{said}。", remedy="请核对月份和凭证号。")
    span = f"{word or ''}{low}－{high}号" if numbers else "全部凭证"
    return Report(
        "voucher-summary",
        "凭证汇总表",
        _SUMMED,
        tuple(_summed(queries.accounts(office.db), sums, f"{first}:{last}")),
        unit=office.unit_name,
        unit_label="核算单位",
        period=span_words(first, last),
        subject=f"凭证：{span}，共 {count[0]} 张，附单据 {count[1]} 张",
        total="",
        notes=("合计只加一级科目。",),
        signatures=("会计主管", "记账", "审核", "制表"),
        paper=Paper(row_height=6.4, double_rule=True),
        frozen=2,
    )


def _range(numbers: str) -> tuple[str, int, int]:
    """Word, first and last number of "记1-20"."""
    said = re.sub(r"[\s号字第]", "", numbers)
    if not said:
        return "", 1, 10**6
    match = re.fullmatch(r"([^\d－~～-]*)-?(\d{1,6})(?:[－~～-]+[^\d]*(\d{1,6}))?", said)
    if not match:
        raise Refused(f"“{numbers}”不是凭证号的范围。", remedy="请写成 1-20 或 记1-20。")
    low = int(match[2])
    high = int(match[3] or low)
    if high < low:
        raise Refused(f"“{numbers}”的起号大于止号。", remedy="请写成 1-20 的样子。")
    return match[1], low, high


def _summed(chart: Sequence[Account], sums: dict[int, tuple[int, int]], span: str) -> list[Row]:
    """Accounts with the sums of all below them, those that moved, and the total of the first level."""
    rolled = {one.id: list(sums.get(one.id, (0, 0))) for one in chart}
    moved = set(sums)
    for one in sorted(chart, key=lambda account: -account.level):
        if one.parent:
            rolled[one.parent] = [a + b for a, b in zip(rolled[one.parent], rolled[one.id], strict=True)]
            if one.id in moved:
                moved.add(one.parent)
    shown = [one for one in chart if one.id in moved]
    rows = [
        Row((one.code, one.name, *rolled[one.id]), level=one.level - 1, link=f"ledger:{one.id}:{span}")
        for one in shown
    ]
    tops = [rolled[one.id] for one in shown if one.level == 1]
    total = [sum(figures[side] for figures in tops) for side in (0, 1)]
    return [*rows, Row(("合\u3000计", None, *total), Kind.TOTAL)]
