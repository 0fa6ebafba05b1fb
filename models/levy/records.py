"""What the levy room speaks of: rules, wage bills, receipts, campaigns, earmarks. Money is fen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

MODES = {
    "A": "学校全额拨入，再上缴一部分",
    "B": "只收到留成，上缴部分由财政或税务直接划走",
    "C": "税务全额代收，上级再返还留成",
}
RETURNED_AS = {"levy": "拨缴经费收入", "grant": "上级补助收入—回拨补助"}
EARMARK_KINDS = {"superior": "上级补助", "admin": "行政补助", "government": "政府补助", "other": "其他"}
LETTERS = {"notice": "拨缴工会经费通知单", "dun": "工会经费催缴函"}
ENOUGH_BP = 9500  # a quarter that got less than 95 % of what was expected is behind
LATE_DAYS = 45  # money for the superior that lies longer than this is late


@dataclass(frozen=True)
class LevyRule:
    """How the levy is reckoned from a month on. Rates are ten-thousandths."""

    id: int = 0
    from_month: str = "2000-01"
    rate_bp: int = 200
    kept_bp: int = 6000
    mode: str = "A"
    accrue: bool = False  # mode C: the superior's debt is booked before the money comes
    returned_as: str = "levy"
    due_day: int = 15
    basis: str = ""

    def expected(self, wage_fen: int) -> int:
        """The whole levy of a wage bill, in fen, half a fen up."""
        return (wage_fen * self.rate_bp + 5000) // 10_000

    def split(self, total_fen: int) -> tuple[int, int]:
        """(kept, up): the kept share rounds half up, the rest is what remains. Never both rounded."""
        kept = (total_fen * self.kept_bp + 5000) // 10_000
        return kept, total_fen - kept


@dataclass(frozen=True)
class WageBill:
    """工资总额 of one month, with the paper it comes from."""

    month: str
    heads: int
    total_fen: int
    document: str = ""
    note: str = ""
    id: int = 0


@dataclass(frozen=True)
class ReceiptDraft:
    """Levy money that came to the bank: for which months, and in which way."""

    day: date
    from_month: str
    to_month: str
    fen: int  # what arrived
    mode: str = "A"
    official_number: str = ""  # 工会经费收入专用收据
    payer: str = ""
    bank: int | None = None  # the bank account it came to; None: the first
    attachments: int = 1


@dataclass(frozen=True)
class Receipt:
    """A receipt as it stands in the register. `voided` when its voucher was reversed."""

    id: int
    day: date
    from_month: str
    to_month: str
    mode: str
    total_fen: int
    kept_fen: int
    up_fen: int
    official_number: str
    payer: str
    voucher: int | None
    voucher_name: str
    voided: bool


@dataclass(frozen=True)
class RemittanceDraft:
    """Money that goes up to the superior union."""

    day: date
    fen: int
    receipt_number: str = ""
    note: str = ""
    bank: int | None = None
    attachments: int = 1


@dataclass(frozen=True)
class Remittance:
    """A remittance as it stands in the register."""

    id: int
    day: date
    fen: int
    receipt_number: str
    note: str
    voucher: int | None
    voucher_name: str
    voided: bool


@dataclass(frozen=True)
class MonthLevy:
    """One month of the levy register. `expected` is what should come to the union's account."""

    month: str
    bill: WageBill | None
    whole_fen: int  # wage bill × rate
    kept_due_fen: int
    up_due_fen: int
    expected_fen: int
    received_fen: int
    kept_fen: int
    up_fen: int
    remitted_fen: int

    @property
    def gap_fen(self) -> int:
        """Still to come; negative when more came than was reckoned."""
        return self.expected_fen - self.received_fen

    @property
    def unremitted_fen(self) -> int:
        """Received for the superior and not yet sent up."""
        return self.up_fen - self.remitted_fen


@dataclass(frozen=True)
class UpDebt:
    """What is owed to the superior union: the balance, since when, until when it should go up."""

    fen: int
    since: date | None
    due: date | None

    def age(self, on: date) -> int:
        """Days since the oldest part came in."""
        return (on - self.since).days if self.since else 0


@dataclass(frozen=True)
class Letter:
    """A notice or a dunning letter that was written."""

    id: int
    kind: str  # a key of LETTERS
    number: str
    day: date
    from_month: str
    to_month: str
    due_fen: int
    received_fen: int
    note: str = ""


@dataclass(frozen=True)
class CampaignDraft:
    """Money to be held for others: for what, for whom, since when."""

    name: str
    from_day: date
    principal: str = ""
    to_day: date | None = None
    note: str = ""


@dataclass(frozen=True)
class Campaign:
    """代管项目 with what came in, went out and is left."""

    id: int
    name: str
    principal: str
    account: int
    account_name: str
    from_day: date
    to_day: date | None
    closed_on: date | None
    note: str
    in_fen: int
    out_fen: int
    left_fen: int


@dataclass(frozen=True)
class EarmarkDraft:
    """A source that may only be spent on its purpose."""

    name: str
    kind: str = "superior"  # a key of EARMARK_KINDS
    purpose: str = ""
    document: str = ""
    from_day: date | None = None
    use_by: date | None = None
    return_unspent: bool = False
    note: str = ""


@dataclass(frozen=True)
class EarmarkRow:
    """专项 with what is known of it and its money over all years, or of one year with what it began with."""

    id: int | None  # None: lines carry the name, nobody has registered it
    name: str
    kind: str
    purpose: str
    document: str
    from_day: date | None
    use_by: date | None
    return_unspent: bool
    closed_on: date | None
    note: str
    before_fen: int
    received_fen: int
    spent_fen: int

    @property
    def left_fen(self) -> int:
        """What may still be spent; negative when too much was."""
        return self.before_fen + self.received_fen - self.spent_fen


@dataclass(frozen=True)
class Activity:
    """活动, as far as the books need it, with what its lines cost."""

    id: int
    name: str
    year: int
    day: date | None
    closed_on: date | None
    note: str
    spent_fen: int
