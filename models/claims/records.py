"""What the approvals speak of: claims with their items, who signed, open advances. Money is fen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

EXPENSE, ADVANCE, PAYOUT = "expense", "advance", "payout"
KINDS = {EXPENSE: "支出报销审批单", ADVANCE: "借款单", PAYOUT: "领款单"}
SHORT = {EXPENSE: "报", ADVANCE: "借", PAYOUT: "领"}
DRAFT, SUBMITTED, APPROVED, PAID, SETTLED = "draft", "submitted", "approved", "paid", "settled"
REFUSED, DROPPED = "refused", "dropped"
STATES = {
    DRAFT: "草稿", SUBMITTED: "待审批", APPROVED: "待付款", PAID: "已付款", SETTLED: "已结清",
    REFUSED: "未批准", DROPPED: "已作废",
}  # fmt: skip
WAYS = {"transfer": "转账", "cash": "现金", "cheque": "支票"}
MARKS = {
    "submitted": "提交",
    "witness": "证明（验收）人",
    "leader": "分工会主席",
    "checked": "财务审核",
    "audited": "经费审查",
    "approved": "工会主席审批",
    "refused": "不批准",
    "paid": "付款",
    "received": "领款",
    "returned": "退回",
    "reversed": "冲销",
    "printed": "打印",
}
SIGNERS = ("witness", "leader", "checked", "audited")  # may sign before the chair decides
SOURCE = "claim"  # of vouchers
LARGE_FEN, ADVANCE_DAYS = 500_000, 30  # until the settings say otherwise


@dataclass(frozen=True)
class Item:
    """One line: what it was, the account it goes to (None: not known yet), fen."""

    summary: str
    account: int | None
    amount_fen: int


@dataclass(frozen=True)
class ClaimDraft:
    """What is entered. An advance has no items, its `amount_fen` is what is borrowed; else their sum."""

    kind: str
    day: date
    purpose: str
    items: tuple[Item, ...] = ()
    amount_fen: int = 0
    unit: int | None = None
    handler: str = ""
    member: int | None = None  # who borrows or receives, when it is a member
    budget_line: int | None = None
    activity: int | None = None
    earmark: str = ""
    way: str = "transfer"
    payee: str = ""
    bank: str = ""
    account_number: str = ""
    attachments: int = 0
    minutes: str = ""
    due_day: date | None = None
    settles: int | None = None  # the advance that this expense claim settles
    note: str = ""

    @property
    def total_fen(self) -> int:
        """The amount: of the items where there are any."""
        return sum(item.amount_fen for item in self.items) if self.items else self.amount_fen

    @property
    def person(self) -> str:
        """Who gets the money, or borrows it."""
        return self.payee or self.handler


@dataclass(frozen=True)
class Claim:
    """A claim as stored; `entered` has no bank account: `queries.private` gives it."""

    id: int
    number: str
    state: str
    entered: ClaimDraft
    unit_name: str = ""
    voucher: int | None = None

    @property
    def name(self) -> str:
        """报销审批单 2026-报-001."""
        return f"{KINDS[self.entered.kind]} {self.number}"


@dataclass(frozen=True)
class Mark:
    """Who did what, when; `note` is the reason where one is asked for."""

    kind: str
    who: str
    at: date
    note: str = ""


@dataclass(frozen=True)
class OpenAdvance:
    """Money lent that has not come back."""

    id: int
    number: str
    person: str
    amount_fen: int
    day: date
    due_day: date


@dataclass(frozen=True)
class Limits:
    """From which sum the committee's minutes are asked for; how many days an advance runs."""

    large_fen: int = LARGE_FEN
    advance_days: int = ADVANCE_DAYS
