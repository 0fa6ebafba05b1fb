"""What the budget speaks of: versions, lines with their amounts, execution, rules, quotas. Money is fen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

INCOME, EXPENSE = "income", "expense"
SIDES = {INCOME: "收入", EXPENSE: "支出"}
DRAFT, REVIEWED, APPROVED, PUBLISHED, DROPPED = "draft", "reviewed", "approved", "published", "dropped"
STATES = {DRAFT: "草案", REVIEWED: "已审议", APPROVED: "已批准", PUBLISHED: "已公布", DROPPED: "已作废"}
IN_FORCE = (APPROVED, PUBLISHED)
SOURCES = {"current": "当年收入", "carryover": "结转", "surplus": "结余"}
BLOCK, WARN, INFO, OFF = "block", "warn", "info", "off"
SEVERITIES = {BLOCK: "阻止", WARN: "提醒", INFO: "提示", OFF: "不用"}


@dataclass(frozen=True)
class Version:
    """One version of a year's budget: 0 is the approved one, 1 … are adjustments."""

    id: int
    year: int
    version: int
    state: str
    document: str = ""
    approved_on: date | None = None
    reason: str = ""
    note: str = ""
    use_carryover_fen: int = 0
    use_surplus_fen: int = 0
    roster_day: date | None = None  # the day on which quotas count heads

    @property
    def locked(self) -> bool:
        """Approved: its amounts never change."""
        return self.state in IN_FORCE

    @property
    def name(self) -> str:
        """年初预算 or 第 1 次调整."""
        return f"第 {self.version} 次调整" if self.version else "年初预算"


@dataclass(frozen=True)
class BudgetLine:
    """A line that lasts over all versions of a year. `name` is the project, "" for the whole account."""

    id: int
    year: int
    side: str
    account: int
    code: str
    account_name: str
    name: str
    unit: int | None = None
    unit_name: str = ""
    activity: int | None = None
    earmark: str = ""
    position: int = 0

    @property
    def title(self) -> str:
        """ "50105 会员活动费 · 第一分工会 · 端午慰问"."""
        return " · ".join(part for part in (f"{self.code} {self.account_name}", self.short) if part)

    @property
    def place(self) -> str:
        """ "50105 会员活动费": the account without those above it."""
        return f"{self.code} {self.account_name.rpartition('—')[2]}"

    @property
    def short(self) -> str:
        """What tells it from other lines of its account."""
        return " · ".join(part for part in (self.unit_name, self.name) if part)


@dataclass(frozen=True)
class Amount:
    """What one version gives to a line. `heads × standard × times` where it was reckoned so."""

    line: int
    fen: int
    heads: int | None = None
    standard_fen: int | None = None
    times: int | None = None
    source: str = "current"
    basis: str = ""
    reason: str = ""

    @property
    def reckoned_fen(self) -> int | None:
        """heads × standard × times; None where the basis is words alone."""
        if self.heads is None or self.standard_fen is None:
            return None
        return self.heads * self.standard_fen * (self.times or 1)

    @property
    def basis_words(self) -> str:
        """ "168 人 × 300.00 元 × 2 次；端午、中秋"."""
        from models.kit.money import yuan

        words = [self.basis] if self.basis else []
        if self.heads is not None and self.standard_fen is not None:
            times = f" × {self.times} 次" if self.times and self.times > 1 else ""
            words.insert(0, f"{self.heads} 人 × {yuan(self.standard_fen)} 元{times}")
        return "；".join(words)


@dataclass(frozen=True)
class LinePlan:
    """A line as it is entered: what it is for and what it gets."""

    account: int
    fen: int
    name: str = ""
    unit: int | None = None
    activity: int | None = None
    earmark: str = ""
    heads: int | None = None
    standard_fen: int | None = None
    times: int | None = None
    source: str = "current"
    basis: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Planned:
    """A line beside its amounts: this version, the version before, last year's budget and execution."""

    line: BudgetLine
    amount: Amount
    before_fen: int = 0  # the version that this one adjusts; 0 for a first draft
    last_budget_fen: int = 0
    last_done_fen: int = 0

    @property
    def change_fen(self) -> int:
        """This year less last year's budget."""
        return self.amount.fen - self.last_budget_fen


@dataclass(frozen=True)
class Executed:
    """One line and what became of it. Income counts credit, expense debit; closing left out."""

    line: BudgetLine
    original_fen: int
    budget_fen: int  # adjusted
    month_fen: int
    done_fen: int
    committed_fen: int = 0

    @property
    def left_fen(self) -> int:
        """Still to be spent, after what is approved but not paid; negative when over."""
        return self.budget_fen - self.done_fen - self.committed_fen

    @property
    def rate_bp(self) -> int | None:
        """Cumulative of the adjusted budget in 1/10 000, rounded down; None without a budget."""
        return self.done_fen * 10_000 // self.budget_fen if self.budget_fen else None

    @property
    def over_fen(self) -> int:
        """How much was spent beyond the budget, commitments left out."""
        return max(0, self.done_fen - self.budget_fen) if self.line.side == EXPENSE else 0


@dataclass(frozen=True)
class Loose:
    """What was booked on an account without any budget line."""

    account: int
    code: str
    name: str
    side: str
    month_fen: int
    done_fen: int


@dataclass(frozen=True)
class Execution:
    """A year at the end of a month: every line, what has no line, and how far the year has gone."""

    year: int
    month: str
    version: Version | None
    lines: tuple[Executed, ...]
    loose: tuple[Loose, ...]

    @property
    def time_bp(self) -> int:
        """Time progress in 1/10 000."""
        return int(self.month[5:]) * 10_000 // 12

    def side(self, side: str) -> tuple[Executed, ...]:
        """The lines of one side."""
        return tuple(one for one in self.lines if one.line.side == side)

    def total(self, side: str) -> tuple[int, int]:
        """(adjusted budget, done with what has no line) of a side, fen."""
        done = sum(one.done_fen for one in self.side(side))
        done += sum(one.done_fen for one in self.loose if one.side == side)
        return sum(one.budget_fen for one in self.side(side)), done


@dataclass(frozen=True)
class Rule:
    """A rule as this office has it. `param` and `param2` are 1/10 000 (B10: a count)."""

    id: int
    code: str
    name: str
    severity: str
    param: int | None
    param2: int | None
    basis: str
    confirmed: bool


@dataclass(frozen=True)
class Finding:
    """What a rule has to say of a budget, with its figures."""

    code: str
    severity: str
    sentence: str
    line: int | None = None


@dataclass(frozen=True)
class Over:
    """What a rule has to say of a voucher or claim before it is posted."""

    code: str
    severity: str
    sentence: str
    line: int | None = None
    over_fen: int = 0
    account: int | None = None


@dataclass(frozen=True)
class Override:
    """An exception that was permitted, with its reason."""

    id: int
    rule: str
    day: date
    document: str  # voucher name or claim number
    voucher: int | None
    line: str
    over_fen: int
    reason: str
    who: str


@dataclass(frozen=True)
class UnitQuota:
    """What a branch or group may spend in a year, and what became of it."""

    unit: int
    name: str
    leader: str
    heads: int  # members on the roster day
    planned_heads: int | None  # as the budget has it
    standard_fen: int | None
    quota_fen: int
    spent_fen: int
    committed_fen: int
    advance_fen: int  # paid in advance, not settled yet

    @property
    def left_fen(self) -> int:
        """Quota less spent and committed; an open advance is part of what is committed."""
        return self.quota_fen - self.spent_fen - self.committed_fen


@dataclass(frozen=True)
class Settlement:
    """A settlement with a unit as it was laid down."""

    id: int
    unit: int
    unit_name: str
    from_day: date
    to_day: date
    quota_fen: int
    spent_fen: int
    advance_fen: int
    signed_on: date | None
    signed_by: str
    note: str

    @property
    def left_fen(self) -> int:
        """Quota less spent."""
        return self.quota_fen - self.spent_fen


@dataclass(frozen=True)
class Spent:
    """One line of a voucher, for drilling down and for settlements."""

    voucher: int
    voucher_name: str
    day: date
    summary: str
    account: str
    fen: int
