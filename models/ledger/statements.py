"""资产负债表 and 收入支出表: the rows are data, the figures the ledger's own."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from models.kit.days import month_end, month_words, words
from models.ledger import year_end
from models.ledger.statement_lines import Cells, Line, Statement, lines_of, surplus_apart
from models.office import Office
from models.report import As, Column, Paper, Report, Row

SIGNERS = ("单位负责人（工会主席）", "财务负责人", "复核", "制表")
SURPLUS = {"carryover": "加在“工会资金结转”里", "line": "单独列一行“本年收支差额”"}


def cells(db: sqlite3.Connection, which: Statement) -> Cells:
    """The cells of one of the two, with the rows as the office has them."""
    rows = lines_of(db, which.name, which.month)
    if which.name == "balance_sheet" and surplus_line(db) == "line":
        rows = surplus_apart(rows)
    return Cells(db, which, rows)


def surplus_line(db: sqlite3.Connection) -> str:
    """Where the running surplus stands in the balance sheet, a key of `SURPLUS`."""
    row = db.execute("select value from setting where key = 'surplus_line'").fetchone()
    return str(row[0]) if row and row[0] in SURPLUS else "carryover"


# -- balance sheet ----------------------------------------------------------------------------


def balance_sheet(office: Office, month: str, *, before_closing: bool = False) -> Report:
    """会工01表 at the end of a month: opening of the year beside closing.

    Before the year is closed the running surplus stands in 工会资金结转; `before_closing` shows a closed
    year as it was before.
    """
    made = cells(office.db, Statement("balance_sheet", month, before_closing))
    figures = list(zip(made.rows, made.column("opening"), made.column("closing"), strict=True))
    halves = [[entry for entry in figures if entry[0].side == side] for side in ("left", "right")]
    left, right = (_spread(half, max(map(len, halves))) for half in halves)
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
    rows = []
    for one, other in zip(left, right, strict=True):
        strong = (*_strong(one, range(4)), *_strong(other, range(4, 8)))
        rows.append(Row((*_half(one), *_half(other)), strong=strong))
    return Report(
        "balance-sheet",
        "资产负债表",
        columns,
        tuple(rows),
        unit=office.unit_name,
        period=words(month_end(month)),
        form_no="会工01表",
        total="",
        notes=(*_balance_notes(figures), *_closing_notes(office, month, before_closing)),
        signatures=SIGNERS,
        paper=Paper(landscape=True, right=12, row_height=5.9, head_height=7.5, text_size=8.5, one_page=True),
        maker=office.actor.name,
    )


_Figure = tuple[Line, int | None, int | None]


def _spread(half: list[_Figure], length: int) -> list[_Figure | None]:
    """The shorter half as long as the other: its total stands on the last line."""
    gap: list[_Figure | None] = [None] * (length - len(half))
    return [*half[:-1], *gap, half[-1]]


def _strong(entry: _Figure | None, places: range) -> tuple[int, ...]:
    return tuple(places) if entry is not None and entry[0].kind in ("sum", "total", "head") else ()


def _half(entry: _Figure | None) -> tuple[str | None, str | None, int | None, int | None]:
    if entry is None:
        return None, None, None, None
    line, opening, closing = entry
    return indented(line), line.number, opening, closing


def indented(line: Line) -> str:
    """A line's title as it is printed."""
    return "\u3000" * line.indent + line.title


def _balance_notes(figures: Sequence[_Figure]) -> tuple[str, ...]:
    totals = [entry for entry in figures if entry[0].kind == "total"]
    if len({entry[1:] for entry in totals}) == 1:
        return ()
    return ("资产总计与负债和净资产总计不相等，请用“检查账套”查明。",)


def _closing_notes(office: Office, month: str, before_closing: bool) -> tuple[str, ...]:
    """A year that is closed shown as before says so; a month before the year end needs no word."""
    if before_closing and year_end.is_year_closed(office.db, int(month[:4])):
        return ("本表为年结前口径：未计入年末结转凭证。",)
    return ()


# -- income and expenditure --------------------------------------------------------------------


def income_expense(office: Office, month: str) -> Report:
    """会工02表: the month and the year to date, closing vouchers left out."""
    made = cells(office.db, Statement("income_expenditure", month))
    columns = (
        Column("项目", As.TEXT, 90),
        Column("行次", As.MARK, 12),
        Column("本月数", As.MONEY, 34),
        Column("本年累计数", As.MONEY, 34),
    )
    rows = [
        Row(
            (indented(line), line.number, mine, year),
            strong=(0, 1, 2, 3) if line.kind == "total" else (),
        )
        for line, mine, year in zip(made.rows, made.column("month"), made.column("year"), strict=True)
    ]
    return Report(
        "income-expenditure",
        "收入支出表",
        columns,
        tuple(rows),
        unit=office.unit_name,
        period=month_words(month),
        form_no="会工02表",
        total="",
        signatures=SIGNERS,
        paper=Paper(row_height=3.98, head_height=6.5, text_size=8, top=11, one_page=True),
        maker=office.actor.name,
    )
