"""The values of papers that are no tables: vouchers and receipts, ready to be printed."""

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
