"""What the ledger speaks of: accounts, vouchers and their lines, balances. Money is fen."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date


@dataclass(frozen=True)
class Account:
    """One row of the chart. `key` is what code refers to; `parent` an account id."""

    id: int
    key: str | None
    code: str
    name: str
    kind: str  # asset | liability | net | income | expense
    side: str  # debit | credit: where its balance normally stands
    parent: int | None
    hidden: bool
    leaf: bool
    level: int
    full_name: str  # 其他收入—利息
    chart: int = 2022  # 2010 | 2022: the code may mean something else in the other one
    valid_from: str = "0000-00"  # months
    valid_to: str | None = None
    locked: bool = False  # prescribed: neither renamed nor taken away

    def valid_in(self, month: str) -> bool:
        """Whether vouchers of that month may use it."""
        return self.valid_from <= month and (self.valid_to is None or month <= self.valid_to)


@dataclass(frozen=True)
class LineDraft:
    """One entry line. Exactly one of debit and credit is not zero; negative only in a red reversal."""

    account: int
    debit_fen: int = 0
    credit_fen: int = 0
    summary: str = ""  # empty: the voucher's
    pair: int = 1  # halves of a paired entry each balance
    fund: str = ""
    earmark: str = ""
    unit: int | None = None
    member: int | None = None
    partner: str = ""
    budget_line: int | None = None
    activity: int | None = None
    campaign: int | None = None


@dataclass(frozen=True)
class VoucherDraft:
    """A voucher before posting."""

    day: date
    summary: str
    lines: tuple[LineDraft, ...]
    attachments: int = 0
    word: str = "记"
    kind: str = "normal"  # normal | closing | carried
    reverses: int | None = None
    reason: str = ""
    source: str = ""  # "dues_batch" …: the register it comes from
    source_id: int | None = None
    refunds: int | None = None  # the posted voucher of this year whose money comes back in part, in red


@dataclass(frozen=True)
class Line:
    """A line as stored, with its account's names."""

    position: int
    account: int
    code: str
    name: str
    full_name: str
    summary: str
    debit_fen: int
    credit_fen: int
    partner: str = ""
    earmark: str = ""
    pair: int = 1
    fund: str = ""
    unit: int | None = None
    member: int | None = None
    budget_line: int | None = None
    activity: int | None = None
    campaign: int | None = None
    id: int = 0

    @property
    def draft(self) -> LineDraft:
        """The same as a draft: for checks, copying, reversing."""
        return LineDraft(**{field.name: getattr(self, field.name) for field in fields(LineDraft)})


@dataclass(frozen=True)
class Voucher:
    """A voucher as stored. `id` is the row, `name` what people and the command line say."""

    id: int
    month: str
    word: str
    number: int | None
    day: date
    summary: str
    attachments: int
    kind: str
    posted: bool
    maker: str
    reverses: int | None
    reversed_by: int | None
    reason: str
    source: str
    source_id: int | None
    lines: tuple[Line, ...] = ()
    refunds: int | None = None

    @property
    def name(self) -> str:
        """2026-03-记-012; a draft has no number yet."""
        return voucher_name(self.month, self.word, self.number)

    @property
    def debit_fen(self) -> int:
        """Sum of the debit side."""
        return sum(line.debit_fen for line in self.lines)


def voucher_name(month: str, word: str, number: int | None) -> str:
    """The voucher's id for people and the command line: the one shape wherever one is named."""
    return f"{month}-{word}-{number:03d}" if number else f"{month}-{word}-草稿"


def number_on_paper(word: str, number: int) -> str:
    """The same number as vouchers have it on paper, with four digits: 记字第 0012 号."""
    return f"{word}字第 {number:04d} 号"


@dataclass(frozen=True)
class Balance:
    """One account in the trial balance, year to date; opening is that of 1 January."""

    account: Account
    opening_fen: int  # debit positive, credit negative
    debit_fen: int
    credit_fen: int
    lines: int = 0  # of the year: a voucher and its red reversal move nothing, but they are there

    @property
    def closing_fen(self) -> int:
        """Debit positive, credit negative."""
        return self.opening_fen + self.debit_fen - self.credit_fen

    @property
    def moved(self) -> bool:
        """Anything to show at all."""
        return bool(self.opening_fen or self.debit_fen or self.credit_fen or self.lines)


@dataclass(frozen=True)
class Entry:
    """A line of an account page with the balance after it (debit positive)."""

    voucher: int
    name: str
    day: date
    word: str
    number: int
    summary: str
    opposite: str
    debit_fen: int
    credit_fen: int
    balance_fen: int
    is_reversal: bool
    line: int = 0  # the row of `voucher_line`
    account: int = 0
    about: str = ""  # its dimensions: 专项 送温暖；第1分工会


def sides(fen: int) -> tuple[int, int]:
    """A net balance as (debit, credit)."""
    return (fen, 0) if fen >= 0 else (0, -fen)
