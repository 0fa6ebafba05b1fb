"""What the dues room speaks of. Amounts are fen, months "2026-03"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Standard:
    """How dues are reckoned from a month on.

    ratio: the base is cut to full `step_fen` (ten yuan), times `rate_bp` ten-thousandths.
    tiers: (base from fen, dues fen) rising; the last that is reached counts.
    fixed: `fixed_fen` for everyone.
    """

    id: int
    from_month: str
    method: str
    rate_bp: int = 50
    step_fen: int = 1000
    fixed_fen: int = 0
    tiers: tuple[tuple[int, int], ...] = ()
    basis: str = ""

    @property
    def needs_base(self) -> bool:
        """Whether a member without a pay base can't be assessed."""
        return self.method != "fixed"


@dataclass(frozen=True)
class Payer:
    """A member as the dues pages list one."""

    id: int
    number: str
    name: str
    unit: str
    department: str
    initials: str


@dataclass(frozen=True)
class MonthDue:
    """What one member owes for one month, and what came in."""

    member: int
    month: str
    base_fen: int | None
    due_fen: int  # assessed plus corrections; 0 outside membership
    exempt: bool
    liable: bool
    arrived_fen: int = 0
    transit_fen: int = 0  # 已扣未到账: neither owed nor income yet

    @property
    def owed_fen(self) -> int:
        """Still to come, never negative: an overpayment is not a debt of the office here."""
        return max(0, self.due_fen - self.arrived_fen - self.transit_fen)


@dataclass(frozen=True)
class Assessed:
    """The answer to an assessment of one month."""

    month: str
    members: int  # who owe that month
    due_fen: int
    added: int  # newly assessed by this call
    no_base: tuple[Payer, ...] = ()  # liable, but without a pay base


@dataclass(frozen=True)
class Proposal:
    """A base has changed after the month was assessed: the difference, for a person to accept."""

    payer: Payer
    month: str
    base_fen: int
    assessed_fen: int
    now_fen: int

    @property
    def delta_fen(self) -> int:
        """More (positive) or less than assessed."""
        return self.now_fen - self.assessed_fen


# What a row of a deduction list is.
SAME, DIFFERS, UNPAID, UNKNOWN, DOUBTFUL, REPEATED, LOWER, ALREADY = (
    "same", "differs", "unpaid", "unknown", "doubtful", "repeated", "lower", "already",
)  # fmt: skip
STATE_WORDS = {
    SAME: "一致",
    DIFFERS: "金额不同",
    UNPAID: "未缴",
    UNKNOWN: "名册外",
    DOUBTFUL: "待确认",
    REPEATED: "重复",
    LOWER: "比上次少",
    ALREADY: "已登记",
}


@dataclass(frozen=True)
class ListRow:
    """One line of the difference view: a list's row, or a member whom the list lacks (row 0)."""

    state: str
    sheet: str
    row: int
    number: str
    name: str
    unit: str
    member: int | None
    due_fen: int
    paid_fen: int  # what the list says
    booked_fen: int  # what an earlier batch has already
    why: str = ""
    candidates: tuple[int, ...] = ()
    month: str = ""

    @property
    def add_fen(self) -> int:
        """What booking this row adds to the register."""
        return self.paid_fen - self.booked_fen

    @property
    def key(self) -> str:
        """Names the row for a person's decision."""
        return f"{self.month} {self.sheet}!{self.row}" if self.row else f"{self.month} {self.member}"


@dataclass(frozen=True)
class Before:
    """What a month has received before a list is held against it, in fen.

    members: by earlier lists, by member · names: the same by the name on the list, where a person
    decided · other: cash, transfers and settled money, by member
    """

    members: Mapping[int, int] = field(default_factory=dict)
    names: Mapping[str, int] = field(default_factory=dict)
    other: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class ListMonth:
    """One month's deduction list held against what is due."""

    month: str
    sheet: str
    rows: tuple[ListRow, ...]
    stated_fen: int | None = None  # the list's own total row
    assessed: bool = True  # False: the month is assessed together with the booking
    faults: tuple[str, ...] = ()
    liable: int = 0
    before: Before = field(default_factory=Before)

    def of(self, *states: str) -> list[ListRow]:
        """The rows in these states."""
        return [row for row in self.rows if row.state in states]

    @property
    def list_fen(self) -> int:
        """Sum of the list."""
        return sum(row.paid_fen for row in self.rows)


@dataclass(frozen=True)
class ListPlan:
    """A whole file: what would be booked, before anything is."""

    name: str
    sha256: str
    months: tuple[ListMonth, ...]
    columns: Mapping[str, str]
    notes: tuple[str, ...] = ()
    signature: str = ""
    how: Mapping[str, str] = field(default_factory=dict)
    headings: Mapping[str, str] = field(default_factory=dict)  # what to remember: field → heading
    doubtful: bool = False  # columns were known only by what stands in them: ask before booking


@dataclass(frozen=True)
class Decision:
    """What a person decided about one row of the difference view.

    book: as paid (needs a member) · pending: the money waits in other payables, `text` says what for ·
    leave: not booked · exempt: the month is waived, `text` is the reason · owe: stays owed, `text` is a
    note · correct: what is due becomes what was paid, `text` is the reason
    """

    act: str
    member: int | None = None
    text: str = ""


@dataclass(frozen=True)
class Booked:
    """What one month's booking did."""

    month: str
    batch: int | None
    rows: int
    members: int
    received_fen: int
    pending_fen: int
    voucher: str


@dataclass(frozen=True)
class Expected:
    """What booking a month's list would do, before it is done. Debit bank, credit dues and payables."""

    month: str
    lines: int  # of the list
    members: int  # who are booked
    dues_fen: int
    pending_fen: int

    @property
    def bank_fen(self) -> int:
        """The voucher's debit side."""
        return self.dues_fen + self.pending_fen


@dataclass(frozen=True)
class Batch:
    """A batch as the list of batches shows it."""

    id: int
    month: str
    way: str
    state: str
    received_on: date
    arrived_on: date | None
    voucher: int | None
    voucher_name: str
    members: int
    dues_fen: int
    pending_fen: int
    source: str
    receipt_no: str
    note: str


WAYS = {"payroll": "工资代扣", "cash": "现金", "transfer": "转账"}
BATCH_STATES = {"deducted": "已扣未到账", "arrived": "已到账", "reversed": "已冲回"}


@dataclass(frozen=True)
class YearLine:
    """A member's year in the matrix: one state word and amount a month."""

    payer: Payer
    months: tuple[MonthDue | None, ...]  # index 0 = January; None: not a member, or not assessed
    states: tuple[str, ...]
    due_fen: int
    arrived_fen: int
    transit_fen: int
    owed_fen: int
    owed_months: tuple[str, ...]
    age: int = 0  # months since the oldest one that is owed, 1 while that one runs; 0: nothing is owed


@dataclass(frozen=True)
class MonthFacts:
    """A month as a whole. `state`: "收齐", "有欠缴", "没到期" or "没有核定"."""

    month: str
    payers: int
    due_fen: int
    arrived_fen: int
    transit_fen: int
    owed_fen: int
    exempt: int
    state: str


@dataclass(frozen=True)
class TieOut:
    """The register against the ledger for a span of months, both sides from their own tables."""

    register_fen: int
    ledger_fen: int  # lines on dues income whose source is a batch
    other_fen: int  # other lines on dues income: the reconciling items
    others: tuple[tuple[int, str, int], ...]  # (voucher, name, fen)

    @property
    def ok(self) -> bool:
        """Whether they agree to the fen."""
        return self.register_fen == self.ledger_fen


@dataclass(frozen=True)
class Pending:
    """Money of an unknown payer that waits in other payables."""

    id: int
    batch: int
    month: str
    payer: str
    amount_fen: int
    note: str


CHANGES = {"exempt": "免缴", "base": "补基数差额", "manual": "改应缴"}


@dataclass(frozen=True)
class Adjustment:
    """A later correction of what is due. `kind` is a key of `CHANGES`."""

    id: int
    payer: Payer
    month: str
    kind: str
    delta_fen: int
    reason: str
    by: str


@dataclass(frozen=True)
class Origin:
    """One thing that made a mark of the matrix: assessed, corrected, paid."""

    what: str
    day: date | None
    amount_fen: int | None
    said: str
    batch: int | None = None
    voucher: int | None = None
    voucher_name: str = ""
