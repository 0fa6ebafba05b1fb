"""Books of account in their printed frame: account pages, the general ledger, cash and bank journals."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from models.kit.days import month_words
from models.ledger import balances, queries
from models.ledger.bank_marks import BankMark, bank_marks
from models.ledger.records import Account, Entry
from models.office import Office
from models.report import As, Column, Kind, Paper, Report, Row

BOOK = Paper(
    left=20,
    right=10,
    top=9,
    row_height=7.6,
    head_height=10,
    double_rule=True,
    lines_per_page=28,
    carry_lines=True,
    strike_empty=True,
    sign_each=True,
)
SIGNS = ("会计主管", "复核", "记账")
BALANCE_KINDS = frozenset({"asset", "liability", "net"})  # what is carried over the year's end


@dataclass(frozen=True)
class Span:
    """Which account (with its sub-accounts) and which months of one year a book shows."""

    account: Account
    first: str
    last: str
    before_closing: bool = False
    over: bool = True  # nothing more is written on the page: its year is past or closed

    @property
    def paper(self) -> Paper:
        """How its pages lie: the empty lines are struck only when nothing more is written on them."""
        return replace(BOOK, strike_empty=self.over)

    @property
    def words(self) -> str:
        """ "2026年度", "2026年3月" or "2026年3月－2026年5月"."""
        return span_words(self.first, self.last)


@dataclass(frozen=True)
class Frame:
    """The columns of a book and where in them a summary, the amounts and the balance stand."""

    columns: tuple[Column, ...]
    summary: int
    debit: int
    balance: int
    side: int | None = None  # 借或贷; None: the balance has its sign
    cells: Callable[[Entry], dict[int, object]] = lambda _: {}  # what else a line shows
    daily: bool = False  # 本日合计

    def row(self, said: dict[int, object], balance: int, kind: Kind = Kind.DETAIL) -> Row:
        """A row with these cells and the balance."""
        cells: list[object] = [said.get(index) for index in range(len(self.columns))]
        cells[self.balance] = abs(balance) if self.side is not None else balance
        if self.side is not None:
            cells[self.side] = "借" if balance > 0 else "贷" if balance < 0 else "平"
        return Row(tuple(cells), kind)

    def sums(self, label: str, moved: tuple[int, int], balance: int, kind: Kind) -> Row:
        """A sum line: 本日合计, 本月合计, 本年累计."""
        return self.row({self.summary: label, self.debit: moved[0], self.debit + 1: moved[1]}, balance, kind)

    def entry(self, entry: Entry, month: int | None) -> Row:
        """A line of the account; the month only where it is new."""
        said: dict[int, object] = {
            0: month,
            1: entry.day.day,
            2: f"{entry.word}-{entry.number:04d}",
            self.summary: f"{entry.summary}〔{entry.about}〕" if entry.about else entry.summary,
            self.debit: entry.debit_fen,
            self.debit + 1: entry.credit_fen,
            **self.cells(entry),
        }
        link = f"voucher:{entry.voucher}"
        return replace(self.row(said, entry.balance_fen), red=entry.is_reversal, link=link)


def year_over(office: Office, last: str) -> bool:
    """Whether a book up to the month `last` is finished: a year that is past, or whose December is closed."""
    past = office.today().year > int(last[:4])
    return last.endswith("-12") and (past or queries.is_closed(office.db, last))


def span_words(first: str, last: str) -> str:
    """ "2026年度", "2026年3月" or "2026年3月－2026年5月"."""
    if (first[:4], first[5:], last[5:]) == (last[:4], "01", "12"):
        return f"{first[:4]}年度"
    return month_words(first) if first == last else f"{month_words(first)}－{month_words(last)}"


def account_ledger(
    office: Office, account: Account, first: str, last: str, *, before_closing: bool = False
) -> Report:
    """三栏明细账 of one account (with its sub-accounts) for months of one year."""
    span = Span(account, first, last, before_closing, year_over(office, last))
    head = f"{first[:4]}年"
    columns = (
        Column("月", As.MARK, 7.5, group=head),
        Column("日", As.MARK, 7.5, group=head),
        Column("凭证号数", As.MARK, 15, size=8.5),
        Column("摘要", As.LONG, 48, size=8.5),
        Column("对方科目", As.LONG, 27, size=8.5),
        Column("借方", As.MONEY, 22.5, total=True),
        Column("贷方", As.MONEY, 22.5, total=True),
        Column("借或贷", As.MARK, 6.5),
        Column("余额", As.MONEY, 23.5, zero="0.00"),
    )
    frame = Frame(columns, 3, 5, 8, side=7, cells=lambda entry: {4: entry.opposite})
    return _report("account-ledger", "三栏明细账", office, span, (frame, _page(office, span, frame)))


def general_ledger(
    office: Office, account: Account, first: str, last: str, *, before_closing: bool = False
) -> Report:
    """总账 of an account: each month's vouchers in one line, from the sums that posting keeps."""
    span = Span(account, first, last, before_closing, year_over(office, last))
    head = f"{first[:4]}年"
    columns = (
        Column("月", As.MARK, 9, group=head),
        Column("日", As.MARK, 9, group=head),
        Column("凭证号数", As.MARK, 24, size=8.5),
        Column("摘要", As.LONG, 50, size=8.5),
        Column("借方", As.MONEY, 26.5, total=True),
        Column("贷方", As.MONEY, 26.5, total=True),
        Column("借或贷", As.MARK, 8),
        Column("余额", As.MONEY, 27, zero="0.00"),
    )
    frame = Frame(columns, 3, 4, 7, side=6)
    return _report("general-ledger", "总账", office, span, (frame, _months(office, span, frame)))


def cash_journal(office: Office, account: Account, first: str, last: str) -> Report:
    """现金日记账: what came in, went out and is left, with every day's sums."""
    span = Span(account, first, last, over=year_over(office, last))
    head = f"{first[:4]}年"
    columns = (
        Column("月", As.MARK, 7.5, group=head),
        Column("日", As.MARK, 7.5, group=head),
        Column("凭证号数", As.MARK, 16, size=8.5),
        Column("摘要", As.LONG, 50, size=8.5),
        Column("对方科目", As.LONG, 28, size=8.5),
        Column("收入", As.MONEY, 23.5, total=True),
        Column("支出", As.MONEY, 23.5, total=True),
        Column("结余", As.MONEY, 24, zero="0.00"),
    )
    frame = Frame(columns, 3, 5, 7, cells=lambda entry: {4: entry.opposite}, daily=True)
    return _report("cash-journal", "现金日记账", office, span, (frame, _page(office, span, frame)))


def bank_journal(office: Office, account: Account, first: str, last: str) -> Report:
    """银行存款日记账 of a bank account: how it was paid, the paper's number, √ where the bank agrees."""
    span = Span(account, first, last, over=year_over(office, last))
    head = f"{first[:4]}年"
    columns = (
        Column("月", As.MARK, 7, group=head),
        Column("日", As.MARK, 7, group=head),
        Column("凭证号数", As.MARK, 15, size=8.5),
        Column("摘要", As.LONG, 34, size=8.5),
        Column("结算方式", As.MARK, 9, size=8),
        Column("票据号", As.MARK, 19, size=7.5),
        Column("对方科目", As.LONG, 20, size=8),
        Column("收入", As.MONEY, 20.8, total=True, size=8.5),
        Column("支出", As.MONEY, 20.8, total=True, size=8.5),
        Column("结余", As.MONEY, 21, zero="0.00", size=8.5),
        Column("勾对", As.MARK, 5.4),
    )
    marks = bank_marks(office.db, queries.family(office.db, account.id), first, last)
    none = BankMark("", "", False)

    def cells(entry: Entry) -> dict[int, object]:
        mark = marks.get(entry.line, none)
        return {4: mark.way, 5: mark.number, 6: entry.opposite, 10: "√" if mark.ticked else None}

    frame = Frame(columns, 3, 7, 9, cells=cells, daily=True)
    return _report("bank-journal", "银行存款日记账", office, span, (frame, _page(office, span, frame)))


def _report(
    report_id: str, title: str, office: Office, span: Span, made: tuple[Frame, Sequence[Row]]
) -> Report:
    frame, rows = made
    notes = ("未含年末结账凭证。",) if span.before_closing else ()
    return Report(
        report_id,
        title,
        frame.columns,
        tuple(rows),
        unit=office.unit_name,
        unit_label="核算单位",
        period=span.words,
        subject=f"科目：{span.account.code} {span.account.full_name}",
        total="",
        notes=notes,
        signatures=SIGNS,
        paper=span.paper,
        frozen=3,
    )


# -- the lines of a page ----------------------------------------------------------------------


def _page(office: Office, span: Span, frame: Frame) -> list[Row]:
    """Opening line, the lines with the sums of day and month, and 结转下年 after December."""
    opening, entries = balances.entries(
        office.db, span.account.id, span.first, span.last, before_closing=span.before_closing
    )
    rows = list(opened(frame, span, opening, empty=not entries))
    year = list(balances.year_to(office.db, span.account.id, span.first, before_closing=span.before_closing))
    balance = opening
    for _, group in groupby(entries, key=lambda entry: entry.day.month):
        mine = list(group)
        rows += _lines(frame, mine)
        month = sum(one.debit_fen for one in mine), sum(one.credit_fen for one in mine)
        year = [year[0] + month[0], year[1] + month[1]]
        balance = mine[-1].balance_fen
        rows.append(frame.sums("本月合计", month, balance, Kind.MONTH))
        rows.append(frame.sums("本年累计", (year[0], year[1]), balance, Kind.YEAR))
    return [*rows, *closed(frame, span, balance, bool(rows))]


def _lines(frame: Frame, entries: Sequence[Entry]) -> Iterator[Row]:
    """The lines of a month, the sums of each day after its last one where the book has them."""
    shown: int | None = entries[0].day.month
    for _, group in groupby(entries, key=lambda entry: entry.day):
        mine = list(group)
        for entry in mine:
            yield frame.entry(entry, shown)
            shown = None
        if frame.daily:
            day = sum(one.debit_fen for one in mine), sum(one.credit_fen for one in mine)
            yield frame.sums("本日合计", day, mine[-1].balance_fen, Kind.SUBTOTAL)


def _months(office: Office, span: Span, frame: Frame) -> list[Row]:
    """The same of a general ledger: one line a month."""
    opening = balances.opening(office.db, span.account.id, span.first, before_closing=span.before_closing)
    moved = balances.by_month(office.db, span.account.id, span.first, span.last, span.before_closing)
    rows = list(opened(frame, span, opening, empty=not moved))
    year = list(balances.year_to(office.db, span.account.id, span.first, before_closing=span.before_closing))
    balance = opening
    for one in moved:
        balance += one.debit_fen - one.credit_fen
        year = [year[0] + one.debit_fen, year[1] + one.credit_fen]
        said: dict[int, object] = {0: int(one.month[5:]), 1: one.last_day, 2: one.numbers}
        said |= {frame.summary: f"凭证汇总（{one.vouchers} 张）"}
        said |= {frame.debit: one.debit_fen, frame.debit + 1: one.credit_fen}
        link = f"ledger:{span.account.id}:{one.month}:{one.month}"
        rows.append(replace(frame.row(said, balance), link=link))
        rows.append(frame.sums("本月合计", (one.debit_fen, one.credit_fen), balance, Kind.MONTH))
        rows.append(frame.sums("本年累计", (year[0], year[1]), balance, Kind.YEAR))
    return [*rows, *closed(frame, span, balance, bool(rows))]


def opened(frame: Frame, span: Span, opening: int, *, empty: bool) -> Iterator[Row]:
    """上年结转 (or 期初余额), left out where there is none."""
    if opening or empty:
        label = "上年结转" if span.first.endswith("-01") else "期初余额"
        said: dict[int, object] = {0: int(span.first[5:]), 1: 1, frame.summary: label}
        yield frame.row(said, opening, Kind.CARRY)


def closed(frame: Frame, span: Span, balance: int, any_rows: bool) -> Iterator[Row]:
    """结转下年, after the last total of a year, of accounts that go on."""
    if any_rows and span.over and span.account.kind in BALANCE_KINDS:
        yield frame.row({1: 31, frame.summary: "结转下年"}, balance, Kind.CARRY)
