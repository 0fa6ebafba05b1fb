"""The value every table is made of: built in a room, shown on screen, written to xlsx, pdf, csv, json.

A report knows nothing of fonts or page breaks; an exporter knows nothing of dues.

"To add a report": write a function that returns a `Report` in `models/<room>/reports.py` and put
one `ReportEntry` into `models/catalog.py`; the window and the command line then have it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from typing import Any

from models.kit.money import yuan


class As(Enum):
    """How a cell's value is shown, on screen and on paper alike."""

    TEXT = "text"  # str, left
    LONG = "long"  # str, left, wraps on paper
    CODE = "code"  # str of digits (account code, member number), left, never a number in xlsx
    MONEY = "money"  # int fen, right, 1,234.50; None and 0 see `Column.zero`
    COUNT = "count"  # int, right
    DAY = "day"  # date or ISO text "2026-03-08" / "2026-03", centred, 2026-03-08
    MARK = "mark"  # short str, centred (借/贷/平, 已缴)
    SIGN = "sign"  # always empty: room for a hand-written name


@dataclass(frozen=True)
class Column:
    """One column. `width` is millimetres on paper; screens and sheets scale it."""

    title: str
    show: As = As.TEXT
    width: float = 20.0
    total: bool = False  # its detail rows are added up in the total row
    group: str = ""  # first level of a two-level head ("期末余额" over 借方/贷方)
    zero: str = ""  # what a zero amount is in detail rows: "" or "0.00"
    strong_right: bool = False  # frame-weight line after it: halves of a two-sided paper
    size: float = 0.0  # own type size in points, 0 = the paper's


class Kind(Enum):
    """What a row is; exporters decide rules, weight and page breaks from it."""

    DETAIL = "detail"
    GROUP = "group"  # heading line of the rows after it: first cell is its text, spans all columns
    SUBTOTAL = "subtotal"  # total of its group, not counted again in the total
    TOTAL = "total"
    CARRY = "carry"  # 承前页 / 过次页 / 上年结转
    MONTH = "month"  # 本月合计: red rules above and below
    YEAR = "year"  # 本年累计: red rule below
    EMPTY = "empty"  # a ruled line without text (books, sign lists)


@dataclass(frozen=True)
class Row:
    """One line. `cells` has one value per column, None for empty."""

    cells: tuple[Any, ...]
    kind: Kind = Kind.DETAIL
    level: int = 0  # indentation of the first text cell (accounts, sub-accounts)
    red: bool = False  # a reversal: red digits with a minus
    strong: tuple[int, ...] = ()  # cells that are heavier: a sum on one half of a two-sided paper
    link: str = ""  # what a double click opens: "voucher:12", "member:7", "account:bank:2026-03"
    formulas: tuple[
        tuple[int, str], ...
    ] = ()  # (column index, "sum" | "=E{r}-F{r}") beside the value in xlsx


@dataclass(frozen=True)
class Paper:
    """How the table lies on paper, in millimetres. Data, not code: the preview uses the same."""

    size: str = "A4"  # "A4" | "A3" | "240x140" | "210x99"
    landscape: bool = False
    left: float = 25.0
    right: float = 13.0
    top: float = 13.0
    bottom: float = 14.0
    row_height: float = 6.0  # of a one-line row; LONG cells make a row taller
    head_height: float = 8.0
    text_size: float = 9.0
    title_size: float = 16.0
    double_rule: bool = False  # under the title: vouchers, books, receipts
    lines_per_page: int = 0  # books: always so many lines, 0 = as many as fit
    one_page: bool = False  # shrink to one page (statements, posters)
    sign_each: bool = False  # signature line on every page
    page_subtotal: bool = False  # 本页小计 on every page (sign lists)
    carry_lines: bool = False  # 过次页 / 承前页 with running sums (books)
    strike_empty: bool = False  # diagonal through the unused lines of the last page
    group_new_page: bool = False  # one group starts a new page


@dataclass(frozen=True)
class Bar:
    """One bar of a chart: its length is its share of the longest, `said` stands beside it."""

    title: str
    fen: int
    said: str


@dataclass(frozen=True)
class Tail:
    """What a poster has under its table: a chart of bars, sentences, and the stamp's lines at the right."""

    chart: str = ""
    bars: tuple[Bar, ...] = ()
    lines: tuple[str, ...] = ()
    stamp: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    """A printed table and all that stands around it."""

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    unit: str = ""  # 编制单位
    unit_label: str = "编制单位"  # books and vouchers: 核算单位
    period: str = ""  # centre of the meta line: "2026年3月", "2026年3月31日"
    measure: str = "金额单位：元"  # right of the meta line, "" where no money is shown
    form_no: str = ""  # 会工01表
    total: str = "合计"  # label of the computed total row, "" = none
    capitals: int | None = None  # fen: 合计（大写） on the last page
    notes: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()  # ("制表", "审核", "工会主席")
    paper: Paper = field(default_factory=Paper)
    seal: str = ""  # 校验码 line; empty for papers that are not books
    made_on: date | None = None  # 打印日期; None in packages, which are byte-equal
    maker: str = ""  # printed after 制表
    legend: str = ""  # one small line below the table
    frozen: int = 0  # columns that stay while scrolling (screen, xlsx)
    tail: Tail | None = None  # of a poster, on its last page
    subject: str = (
        ""  # second meta line: "科目：102 银行存款－基本户", "名目：端午节慰问　标准：200.00 元／人"
    )

    @property
    def total_row(self) -> Row | None:
        """The sum of all DETAIL rows in the columns that ask for it; None when nothing is to be added."""
        if not self.total or not any(column.total for column in self.columns):
            return None
        details = [row for row in self.rows if row.kind is Kind.DETAIL]
        return Row(sums(self.columns, details, self.total), Kind.TOTAL)

    def all_rows(self) -> list[Row]:
        """The rows with the computed total last."""
        total = self.total_row
        return [*self.rows, total] if total else list(self.rows)

    def stamped(self, seal: str, made_on: date | None) -> Report:
        """The same report with the code of the journal's head and the day it was printed."""
        return replace(self, seal=seal, made_on=made_on)


@dataclass(frozen=True)
class Bound:
    """Several reports in one file, one after the other, each with its own page numbers."""

    title: str
    reports: tuple[Report, ...]

    def stamped(self, seal: str, made_on: date | None) -> Bound:
        """The same with every report stamped."""
        return replace(self, reports=tuple(one.stamped(seal, made_on) for one in self.reports))


class Shown(int):
    """An amount with words of its own (“欠”, “*31.50”); it adds up as its number of fen."""

    text: str

    def __new__(cls, fen: int, text: str) -> Shown:
        """`fen` counts, `text` is what people read."""
        made = super().__new__(cls, fen)
        made.text = text
        return made


def sums(columns: Sequence[Column], rows: Sequence[Row], label: str) -> tuple[Any, ...]:
    """One row of cells: `label` in the first column that is not summed, and the sums."""
    cells: list[Any] = [None] * len(columns)
    for index, column in enumerate(columns):
        if column.total:
            cells[index] = sum(row.cells[index] or 0 for row in rows)
    first = next((i for i, column in enumerate(columns) if not column.total), 0)
    cells[first] = label
    return tuple(cells)


def text(value: Any, column: Column, kind: Kind = Kind.DETAIL) -> str:
    """What stands in a cell, the same on screen and on paper (money: real minus sign U+2212)."""
    if value is None or column.show is As.SIGN:
        return ""
    if isinstance(value, Shown):
        return value.text
    if column.show is As.MONEY and not isinstance(value, str):
        if value == 0 and kind is Kind.DETAIL:
            return column.zero
        return yuan(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
