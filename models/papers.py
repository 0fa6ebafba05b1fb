"""The values of papers that are no tables: vouchers, receipts, approvals, sign-off sheets, ready to print."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class VoucherPaperLine:
    """One line of a voucher. Exactly one side has an amount in fen; a reversal is negative."""

    memo: str
    account: str  # 总账科目, by name
    detail: str = ""  # 明细科目, by name
    debit_fen: int = 0
    credit_fen: int = 0
    posted: bool = False  # ticked in the column 记账


@dataclass(frozen=True)
class VoucherPaper:
    """A 记账凭证. `signers` are (label, name) pairs in printing order."""

    unit: str
    day: date
    number: int
    lines: tuple[VoucherPaperLine, ...]
    word: str = "记"  # 记字第 0001 号
    attachments: int = 0
    signers: tuple[tuple[str, str], ...] = (
        ("会计主管", ""),
        ("审核", ""),
        ("记账", ""),
        ("出纳", ""),
        ("制单", ""),
    )
    posted: bool = True  # a draft prints 未记账 instead of the code
    seal: str = ""  # code of the journal's head at printing
    made_on: date | None = None
    copy: int = 0  # 第 n 次打印, shown from the second on

    @property
    def debit_fen(self) -> int:
        """Sum of the debit side."""
        return sum(line.debit_fen for line in self.lines)

    @property
    def credit_fen(self) -> int:
        """Sum of the credit side."""
        return sum(line.credit_fen for line in self.lines)


@dataclass(frozen=True)
class ReceiptPaper:
    """A 收款凭条 in three copies."""

    unit: str
    day: date
    number: str  # 2026000127
    payer: str  # 朱娟轩（工号 1004）
    branch: str  # 所属分工会
    reason: str
    amount_fen: int
    way: str = "现金"  # 现金, 转账 or 其他
    cashier: str = ""
    receipt_number: str = ""  # 专用收据号
    seal: str = ""
    made_on: date | None = None


@dataclass(frozen=True)
class CashCountPaper:
    """A 现金盘点表. `rows` are (face in fen, pieces), the largest face first; a difference needs words."""

    unit: str
    day: date
    rows: tuple[tuple[int, int], ...]  # 10000, 12: twelve notes of 100 yuan
    book_fen: int  # 现金日记账账面余额
    unbooked_in_fen: int = 0  # 已收款、未入账的单据
    unbooked_out_fen: int = 0  # 已付款、未入账的单据
    explanation: str = ""
    counter: str = ""  # 盘点人
    witness: str = ""  # 监盘人
    cashier: str = ""
    seal: str = ""
    made_on: date | None = None

    @property
    def counted_fen(self) -> int:
        """The cash that was there."""
        return sum(face * pieces for face, pieces in self.rows)

    @property
    def expected_fen(self) -> int:
        """The cash that should be there: the book's with what is not booked yet."""
        return self.book_fen + self.unbooked_in_fen - self.unbooked_out_fen

    @property
    def difference_fen(self) -> int:
        """More than expected is positive (长款), less is negative (短款)."""
        return self.counted_fen - self.expected_fen


@dataclass(frozen=True)
class OpenItem:
    """One 未达账项; `fen` is positive on every one of the four lists, `age_days` is its age on the day."""

    day: date
    words: str
    age_days: int
    fen: int


@dataclass(frozen=True)
class ReconciliationPaper:
    """A 银行存款余额调节表 of one account at the end of `day`."""

    unit: str
    day: date
    bank_name: str
    book_fen: int  # 工会银行存款日记账余额
    bank_fen: int  # 银行对账单余额
    bank_in: tuple[OpenItem, ...] = ()  # 银行已收、工会未收
    bank_out: tuple[OpenItem, ...] = ()  # 银行已付、工会未付
    book_in: tuple[OpenItem, ...] = ()  # 工会已收、银行未收
    book_out: tuple[OpenItem, ...] = ()  # 工会已付、银行未付
    account_number: str = ""  # as it may be seen: the tail only
    signers: tuple[tuple[str, str], ...] = (("财务负责人", ""), ("复核", ""), ("编制", ""))
    prepared_on: date | None = None  # 编制日期
    enclosed: str = ""  # 银行对账单 1 份（2025年12月，共 1 页）
    old_days: int = 30  # older items are counted in the result
    seal: str = ""
    made_on: date | None = None

    @property
    def items(self) -> tuple[OpenItem, ...]:
        """All four lists."""
        return (*self.bank_in, *self.bank_out, *self.book_in, *self.book_out)

    @property
    def adjusted_book_fen(self) -> int:
        """调节后余额 of the union's side."""
        return self.book_fen + _sum(self.bank_in) - _sum(self.bank_out)

    @property
    def adjusted_bank_fen(self) -> int:
        """调节后余额 of the bank's side."""
        return self.bank_fen + _sum(self.book_in) - _sum(self.book_out)


def _sum(items: tuple[OpenItem, ...]) -> int:
    return sum(item.fen for item in items)


@dataclass(frozen=True)
class CoverPaper:
    """A 凭证封面: what is bound in one volume of a month's vouchers."""

    unit: str
    month: str  # "2026-03"
    first: int  # 起止号
    last: int
    vouchers: int  # 凭证张数
    attachments: int  # 附件张数
    word: str = "记"
    volume: int = 1  # 第 1 册
    volumes: int = 1  # 共 1 册
    signers: tuple[tuple[str, str], ...] = (("会计主管", ""), ("装订人", ""))
    seal: str = ""
    made_on: date | None = None


@dataclass(frozen=True)
class SummaryPaper:
    """A 科目汇总表 of a range of vouchers, on their own paper. `rows` in fen: account, debit, credit."""

    unit: str
    period: str  # 2026年3月
    numbers: str  # 记字第 0001 号－第 0020 号
    rows: tuple[tuple[str, int, int], ...]
    vouchers: int = 0
    signers: tuple[tuple[str, str], ...] = (("会计主管", ""), ("复核", ""), ("制表", ""))
    seal: str = ""
    made_on: date | None = None

    @property
    def sums_fen(self) -> tuple[int, int]:
        """Debit and credit of all rows."""
        return sum(row[1] for row in self.rows), sum(row[2] for row in self.rows)


@dataclass(frozen=True)
class ClaimItemPaper:
    """One line of what is claimed."""

    summary: str
    account: str
    fen: int


@dataclass(frozen=True)
class SettlementPaper:
    """How an advance came back: spent, returned in cash, topped up, when and in which voucher."""

    day: date
    spent_fen: int
    returned_fen: int
    paid_more_fen: int
    voucher: str


@dataclass(frozen=True)
class ClaimPaper:
    """A 支出报销审批单, 借款单 or 领款单. `signed` are (kind of mark, who, day) of those who signed."""

    kind: str  # expense | advance | payout
    unit: str
    number: str  # 2026-报-001
    day: date
    branch: str  # 部门（分工会）
    handler: str
    purpose: str
    items: tuple[ClaimItemPaper, ...]
    amount_fen: int
    budget: str = ""
    budget_left_fen: int | None = None  # before this claim; None: no budget line
    source: str = ""  # 资金来源
    way: str = "转账"  # 转账, 现金 or 支票
    payee: str = ""
    account: str = ""  # as it may be seen: bank and the tail only
    attachments: int = 0
    minutes: str = ""
    large_fen: int = 500000  # from this sum on the minutes' number is asked for
    due_day: date | None = None
    settlement: SettlementPaper | None = None
    signed: tuple[tuple[str, str, date], ...] = ()
    voucher: str = ""
    seal: str = ""
    made_on: date | None = None

    def signer(self, kind: str) -> str:
        """Who signed as that, "" when nobody has."""
        return next((who for mark, who, _ in reversed(self.signed) if mark == kind), "")

    def signed_on(self, kind: str) -> date | None:
        """When."""
        return next((day for mark, _, day in reversed(self.signed) if mark == kind), None)


@dataclass(frozen=True)
class Recipient:
    """One name of a 签领表; `goods` is what this person gets when it differs from the others."""

    name: str
    fen: int = 0
    goods: str = ""


@dataclass(frozen=True)
class SignOffPaper:
    """A 签领表 (慰问品, 奖品, 慰问金): groups are (分工会, its people); every group starts a new page."""

    title: str  # 慰问品签领表
    unit: str
    period: str  # 2026年6月
    groups: tuple[tuple[str, tuple[Recipient, ...]], ...]
    purpose: str = ""  # 名目
    goods: str = ""  # 物品
    number: str = ""  # 批次
    signers: tuple[str, ...] = ("发放人", "验收人", "审核", "工会主席")
    seal: str = ""
    made_on: date | None = None

    @property
    def people(self) -> tuple[Recipient, ...]:
        """All groups'."""
        return tuple(one for _, group in self.groups for one in group)

    @property
    def standard_fen(self) -> int | None:
        """What everybody gets when it is the same, else None."""
        amounts = {one.fen for one in self.people}
        return amounts.pop() if len(amounts) == 1 else None


@dataclass(frozen=True)
class PastePaper:
    """A 原始凭证粘贴单: the papers are glued onto it."""

    unit: str
    day: date | None = None
    pieces: int = 0  # 0: written by hand
    amount_fen: int = 0  # 0: written by hand
    purpose: str = ""
    number: str = ""  # of the claim or voucher it belongs to
    handler: str = ""
    seal: str = ""
    made_on: date | None = None


@dataclass(frozen=True)
class LabelPaper:
    """A 固定资产标签: stuck on the thing itself, one for each piece."""

    unit: str
    number: str  # TY-0001
    name: str
    kind: str  # 资产类别
    day: date  # 取得日期
    place: str = ""
    keeper: str = ""


Paper = (
    VoucherPaper
    | ReceiptPaper
    | CoverPaper
    | SummaryPaper
    | ClaimPaper
    | SignOffPaper
    | PastePaper
    | CashCountPaper
    | ReconciliationPaper
    | LabelPaper
)
