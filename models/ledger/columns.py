"""多栏明细账: an account's lines with one column for each of its sub-accounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from models.ledger import balances, queries
from models.ledger.books import BALANCE_KINDS, SIGNS, Span, closed, opened, year_over
from models.ledger.books import Frame as Book
from models.ledger.records import Account, Entry
from models.office import Office
from models.report import As, Column, Kind, Report, Row

_A4_ROOM, _A3_ROOM = 267.0, 390.0  # millimetres between the margins, landscape
_HEAD_WIDTH = 118.0  # of day, number, summary, sum and balance
_EACH, _WIDEST = 21.0, 27.0
_ON_A4 = 7  # sub-accounts that fit on landscape paper; A3 has room for _ON_A3
_ON_A3 = 13
_OTHERS = "其他明细"


def columnar_ledger(
    office: Office,
    account: Account,
    first: str,
    last: str,
    *,
    chosen: Sequence[int] = (),
    before_closing: bool = False,
) -> Report:
    """多栏明细账 of a parent account; `chosen` ids of the sub-accounts that get a column, () = those used."""
    span = Span(account, first, last, before_closing, year_over(office, last))
    before, entries = balances.entries(office.db, account.id, first, last, before_closing=before_closing)
    own = _columns_of(office, account, entries, chosen)
    sheet = _Sheet(account, own, f"{first[:4]}年")
    year = _year_before(office, span, sheet)
    return Report(
        "columnar-ledger",
        "多栏明细账",
        sheet.frame.columns,
        tuple(_rows(sheet, span, (before, entries), year)),
        unit=office.unit_name,
        unit_label="核算单位",
        period=span.words,
        subject=f"科目：{account.code} {account.full_name}",
        total="",
        notes=_notes(sheet, before_closing),
        signatures=SIGNS,
        paper=replace(
            span.paper,
            landscape=True,
            size="A4" if len(own) <= _ON_A4 else "A3",
            row_height=5.4 if len(own) <= _ON_A4 else 7.6,
            text_size=8.5,
            lines_per_page=24 if len(own) <= _ON_A4 else 28,
        ),
        frozen=4,
    )


class _Sheet:
    """The columns of the book and where each sub-account's figure stands."""

    def __init__(self, account: Account, own: Sequence[tuple[str, frozenset[int]]], head: str) -> None:
        self.debit_side = account.side == "debit"
        room = _A4_ROOM if len(own) <= _ON_A4 else _A3_ROOM
        each = min(max((room - _HEAD_WIDTH) / max(len(own), 1), _EACH), _WIDEST)
        summary = min(42 + room - _HEAD_WIDTH - 10 - each * len(own), 80)
        self.own = own
        columns = (
            Column("月", As.MARK, 7.5, group=head),
            Column("日", As.MARK, 7.5, group=head),
            Column("凭证号数", As.MARK, 15, size=8.5),
            Column("摘要", As.LONG, summary, size=8.5),
            Column("合计", As.MONEY, 23, total=True),
            *(Column(name, As.MONEY, each, total=True, group="借方" if self.debit_side else "贷方")
              for name, _ in own),
            Column("余额", As.MONEY, 23, zero="0.00"),
        )  # fmt: skip
        self.frame = Book(columns, 3, 4, len(columns) - 1)

    def figures(self, entries: Sequence[Entry]) -> list[int]:
        """The sum and each column's figure on the account's own side; the other side is negative."""
        sign = 1 if self.debit_side else -1
        nets = [(one.account, sign * (one.debit_fen - one.credit_fen)) for one in entries]
        each = [sum(fen for account, fen in nets if account in ids) for _, ids in self.own]
        return [sum(fen for _, fen in nets), *each]

    def row(self, label: str, figures: Sequence[int], balance: int, kind: Kind) -> Row:
        """A row with the figures of all columns."""
        said: dict[int, object] = {3: label}
        said |= {4 + index: fen for index, fen in enumerate(figures)}
        return self.frame.row(said, balance if self.debit_side else -balance, kind)

    def entry(self, mine: Sequence[Entry], month: int | None) -> Row:
        """One voucher as one line."""
        first = mine[0]
        row = self.row(first.summary, self.figures(mine), mine[-1].balance_fen, Kind.DETAIL)
        cells = (month, first.day.day, f"{first.word}-{first.number:04d}", *row.cells[3:])
        return replace(row, cells=cells, red=first.is_reversal, link=f"voucher:{first.voucher}")


def _columns_of(
    office: Office, account: Account, entries: Sequence[Entry], chosen: Sequence[int]
) -> list[tuple[str, frozenset[int]]]:
    """Sub-accounts by name, each with all that is below it; what has no column of its own comes last."""
    if account.leaf:
        return [(account.name, frozenset({account.id}))]
    children = [one for one in queries.accounts(office.db) if one.parent == account.id]
    used = {entry.account for entry in entries}
    families = [(one, frozenset(queries.family(office.db, one.id))) for one in children]
    if chosen:
        shown = [(one.name, ids) for one, ids in families if one.id in chosen]
    else:
        shown = [(one.name, ids) for one, ids in families if ids & used]
        shown = shown or [(one.name, ids) for one, ids in families[:_ON_A4]]
    if len(shown) > _ON_A3:
        shown = shown[: _ON_A3 - 1]
    rest = used.difference(*(ids for _, ids in shown))
    return [*shown, (_OTHERS, frozenset(rest))] if rest else shown


def _year_before(office: Office, span: Span, sheet: _Sheet) -> list[int]:
    """The figures from January to the month before the first one: where 本年累计 starts."""
    if span.first.endswith("-01"):
        return [0] * (len(sheet.own) + 1)
    january, before = f"{span.first[:4]}-01", f"{span.first[:4]}-{int(span.first[5:]) - 1:02d}"
    _, entries = balances.entries(
        office.db, span.account.id, january, before, before_closing=span.before_closing
    )
    return sheet.figures(entries)


def _rows(sheet: _Sheet, span: Span, found: tuple[int, Sequence[Entry]], year: list[int]) -> list[Row]:
    """The lines month by month; `found` is the opening balance and the entries."""
    before, entries = found
    balance = before
    sign = 1 if sheet.debit_side else -1
    rows = list(opened(sheet.frame, span, sign * before, empty=not entries))
    for number, group in groupby(entries, key=lambda entry: entry.day.month):
        month = list(group)
        shown: int | None = number
        for _, lines in groupby(month, key=lambda entry: entry.voucher):
            rows.append(sheet.entry(list(lines), shown))
            shown = None
        balance = month[-1].balance_fen
        figures = sheet.figures(month)
        year = [total + fen for total, fen in zip(year, figures, strict=True)]
        rows.append(sheet.row("本月合计", figures, balance, Kind.MONTH))
        rows.append(sheet.row("本年累计", year, balance, Kind.YEAR))
    if span.account.kind in BALANCE_KINDS:
        rows += closed(sheet.frame, span, sign * balance, bool(rows))
    return rows


def _notes(sheet: _Sheet, before_closing: bool) -> tuple[str, ...]:
    side = "借方" if sheet.debit_side else "贷方"
    notes = [f"各栏按{side}登记，另一方的金额以负数（红字）登记。"]
    return (*notes, "未含年末结账凭证。") if before_closing else tuple(notes)
