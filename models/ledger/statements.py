"""资产负债表 and 收入支出表: the rows are data (`resources/starters`), the figures the ledger's own."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import resources
from models.kit.days import month_end, month_words, words
from models.ledger import balances
from models.ledger.records import Balance
from models.office import Office
from models.report import As, Column, Paper, Report, Row

_SIGNERS = ("单位负责人（工会主席）", "财务负责人", "复核", "制表")
_FUNDS = ("fund_carryover", "fund_surplus")


@dataclass(frozen=True)
class Line:
    """One printed line. `formula` adds account keys and other lines (#10); a minus before one subtracts."""

    side: str
    kind: str  # head | line | detail | sum | total
    indent: int
    title: str
    number: str
    formula: tuple[str, ...]


@lru_cache(maxsize=4)
def lines(name: str) -> tuple[Line, ...]:
    """The rows of a statement, "balance_sheet" or "income_expenditure"."""
    with resources.path(f"starters/{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Line(
                row["side"],
                row["kind"],
                int(row["indent"]),
                row["title"],
                row["line"],
                tuple(row["formula"].split()),
            )
            for row in csv.DictReader(file)
        )


def reckon(rows: Sequence[Line], value: Callable[[str, str], int]) -> list[int | None]:
    """The figure of each line; None for headings. `value(side, word)` gives what is no line number."""
    known: dict[str, int] = {}
    pending = list(enumerate(rows))
    found: list[int | None] = [None] * len(rows)
    while pending:
        later = []
        for index, row in pending:
            needs = [word.lstrip("-") for word in row.formula]
            if any(word.startswith("#") and word[1:] not in known for word in needs):
                later.append((index, row))
                continue
            if row.formula:
                found[index] = sum(_term(word, row.side, known, value) for word in row.formula)
                known[row.number] = found[index] or 0
        if len(later) == len(pending):
            raise ValueError(f"lines that refer to each other: {[row.title for _, row in later]}")
        pending = later
    return found


def _term(word: str, side: str, known: Mapping[str, int], value: Callable[[str, str], int]) -> int:
    sign, word = (-1, word[1:]) if word.startswith("-") else (1, word)
    return sign * (known[word[1:]] if word.startswith("#") else value(side, word))


# -- balance sheet ----------------------------------------------------------------------------


def balance_sheet(office: Office, month: str) -> Report:
    """会工01表 at the end of a month: opening of the year beside closing.

    Before the year is closed the running surplus stands in 工会资金结转.
    """
    found = balances.trial_balance(office.db, month)
    rows = lines("balance_sheet")
    opening = reckon(rows, _of_balances(found, lambda one: one.opening_fen))
    closing = reckon(rows, _of_balances(found, lambda one: one.closing_fen))
    figures = list(zip(rows, opening, closing, strict=True))
    left = [entry for entry in figures if entry[0].side == "left"]
    right = _spread([entry for entry in figures if entry[0].side == "right"], len(left))
    columns = (
        Column("资产", As.TEXT, 58),
        Column("行次", As.MARK, 10),
        Column("年初余额", As.MONEY, 30),
        Column("期末余额", As.MONEY, 30, strong_right=True),
        Column("负债和净资产", As.TEXT, 59),
        Column("行次", As.MARK, 10),
        Column("年初余额", As.MONEY, 30),
        Column("期末余额", As.MONEY, 30),
    )
    made = []
    for one, other in zip(left, right, strict=True):
        strong = (*_strong(one, range(4)), *_strong(other, range(4, 8)))
        made.append(Row((*_half(one), *_half(other)), strong=strong))
    return Report(
        "balance-sheet",
        "资产负债表",
        columns,
        tuple(made),
        unit=office.unit_name,
        period=words(month_end(month)),
        form_no="会工01表",
        total="",
        notes=_balance_notes(figures),
        signatures=_SIGNERS,
        paper=Paper(landscape=True, right=12, row_height=5.9, head_height=7.5, text_size=8.5, one_page=True),
        maker=office.actor.name,
    )


_Figure = tuple[Line, int | None, int | None]


def _of_balances(found: Sequence[Balance], figure: Callable[[Balance], int]) -> Callable[[str, str], int]:
    """A key's figure on the side of its half: debit positive left, credit positive right."""
    by_key = {one.account.key: figure(one) for one in found if one.account.key}
    kinds = {"@income": "income", "@expense": "expense"}

    def value(side: str, word: str) -> int:
        if word in kinds:
            return -sum(figure(one) for one in _top(found, kinds[word]))
        return by_key.get(word, 0) * (1 if side == "left" else -1)

    return value


def _spread(right: list[_Figure], length: int) -> list[_Figure | None]:
    """The right half as long as the left: its total stands on the last line."""
    gap: list[_Figure | None] = [None] * (length - len(right))
    return [*right[:-1], *gap, right[-1]]


def _strong(entry: _Figure | None, cells: range) -> tuple[int, ...]:
    return tuple(cells) if entry is not None and entry[0].kind in ("sum", "total", "head") else ()


def _half(entry: _Figure | None) -> tuple[str | None, str | None, int | None, int | None]:
    if entry is None:
        return None, None, None, None
    line, opening, closing = entry
    return "\u3000" * line.indent + line.title, line.number, opening, closing


def _balance_notes(figures: Sequence[_Figure]) -> tuple[str, ...]:
    totals = [entry for entry in figures if entry[0].kind == "total"]
    if len({entry[1:] for entry in totals}) == 1:
        return ()
    return ("资产总计与负债和净资产总计不相等，请用“检查账套”查明。",)


# -- income and expenditure --------------------------------------------------------------------


def income_expense(office: Office, month: str) -> Report:
    """会工02表: the month and the year to date, closing vouchers left out."""
    january = month.endswith("-01")
    to_date = balances.trial_balance(office.db, month, before_closing=True)
    before = [] if january else balances.trial_balance(office.db, _previous(month), before_closing=True)
    rows = lines("income_expenditure")
    of_year = reckon(rows, _of_movements(to_date, []))
    of_month = reckon(rows, _of_movements(to_date, before))
    columns = (
        Column("项目", As.TEXT, 90),
        Column("行次", As.MARK, 12),
        Column("本月数", As.MONEY, 34),
        Column("本年累计数", As.MONEY, 34),
    )
    made = [
        Row(
            ("\u3000" * line.indent + line.title, line.number, mine, year),
            strong=(0, 1, 2, 3) if line.kind == "total" else (),
        )
        for line, mine, year in zip(rows, of_month, of_year, strict=True)
    ]
    return Report(
        "income-expenditure",
        "收入支出表",
        columns,
        tuple(made),
        unit=office.unit_name,
        period=month_words(month),
        form_no="会工02表",
        total="",
        signatures=_SIGNERS,
        paper=Paper(row_height=3.98, head_height=6.5, text_size=8, top=11, one_page=True),
        maker=office.actor.name,
    )


def _of_movements(to_date: Sequence[Balance], before: Sequence[Balance]) -> Callable[[str, str], int]:
    """Movements after `before`, credit positive for income, debit positive for expense."""
    end = {one.account.key: one for one in to_date if one.account.key}
    start = {one.account.key: one for one in before if one.account.key}

    def moved(key: str) -> int:
        one, earlier = end.get(key), start.get(key)
        if one is None:
            return 0
        net = one.debit_fen - one.credit_fen
        return net - (earlier.debit_fen - earlier.credit_fen if earlier else 0)

    def value(side: str, word: str) -> int:
        if word == "@fund_direct":
            return -sum(moved(key) for key in _FUNDS)
        if word == "@fund_opening":
            funds = -sum(end[key].opening_fen for key in _FUNDS if key in end)
            return funds - sum(_net(start[key]) for key in _FUNDS if key in start) + _surplus(before)
        return moved(word) if side == "debit" else -moved(word)

    return value


def _net(one: Balance) -> int:
    return one.debit_fen - one.credit_fen


def _surplus(found: Sequence[Balance]) -> int:
    """Income less expense, credit positive."""
    return -sum(_net(one) for kind in ("income", "expense") for one in _top(found, kind))


def _top(found: Sequence[Balance], kind: str) -> list[Balance]:
    """The first-level accounts of a class."""
    return [one for one in found if one.account.level == 1 and one.account.kind == kind]


def _previous(month: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    return f"{year - (number == 1)}-{(number - 2) % 12 + 1:02d}"
