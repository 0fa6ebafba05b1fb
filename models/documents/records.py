"""What the office keeps of papers: files by content, what they belong to. Money is fen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class PaperFile:
    """One kept original. `kind` is what its bytes are ("pdf", "ofd", …), whatever it was called."""

    id: int
    name: str
    kind: str
    size: int  # bytes
    sha256: str
    at: str
    note: str = ""  # what was written beside the link, when asked for the papers of a row

    @property
    def is_picture(self) -> bool:
        """Whether it is shown as a picture as it stands."""
        return self.kind in ("jpg", "png")


@dataclass(frozen=True)
class InvoiceFields:
    """What an invoice says. `number` has 20 digits, or 8 with a `code`; amounts in fen, red ones below 0."""

    number: str = ""
    code: str = ""
    kind: str = ""
    day: date | None = None
    seller: str = ""
    seller_tax: str = ""
    buyer: str = ""
    buyer_tax: str = ""
    item: str = ""
    net_fen: int | None = None
    tax_fen: int | None = None
    total_fen: int | None = None
    red_of: str = ""  # the number of the blue one that it takes back


@dataclass(frozen=True)
class InvoiceRead:
    """One invoice as a file told it. `asked` names the fields that must be looked at, with the reason."""

    file: str  # the name the file came under
    content: bytes  # the original that is kept
    page: int
    fields: InvoiceFields
    asked: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Invoice:
    """An invoice of the register."""

    id: int
    fields: InvoiceFields
    file: int | None
    page: int
    voucher: int | None
    voucher_name: str
    claim: int | None
    red_of: int | None
    red_by: tuple[int, ...]
    void: bool
    accepted: str  # why one with a wrong buyer was taken
    note: str

    @property
    def name(self) -> str:
        """The number as people say it: code and number."""
        return f"{self.fields.code} {self.fields.number}".strip()


@dataclass(frozen=True)
class Doubt:
    """Something about an invoice. `level`: "stop" (never), "reason" (only with a reason), "warn"."""

    level: str
    said: str
    remedy: str = ""


@dataclass(frozen=True)
class SlipRead:
    """One slip as the bank's PDF told it: where it is (thousandths of the page) and what it says."""

    page: int
    part: int
    top: int
    bottom: int
    day: date | None
    fen: int | None
    direction: str  # "in" | "out" | "" when it was not told
    partner: str
    ref: str
    words: str
    asked: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Slip:
    """A slip of the register; `bank_line` and `voucher` are what it was tied to."""

    id: int
    file: int
    page: int
    part: int
    top: int
    bottom: int
    day: date | None
    in_fen: int
    out_fen: int
    partner: str
    ref: str
    words: str
    bank_line: int | None
    voucher: int | None
    voucher_name: str


BOOK_KINDS = {"receipt": "收据", "cheque": "支票"}
USE_STATES = {"used": "已用", "void": "作废", "cancelled": "核销"}


@dataclass(frozen=True)
class NumberBook:
    """A book of receipts or cheques; `used`, `void`, `cancelled` count its numbers, `gaps` those left out."""

    id: int
    kind: str
    name: str
    prefix: str
    first: int
    last: int
    width: int
    received_on: date
    keeper: str
    closed_on: date | None
    note: str
    used: int = 0
    void: int = 0
    cancelled: int = 0
    latest: int | None = None  # the highest number with an entry
    amount_fen: int = 0

    def text(self, number: int) -> str:
        """A number as it is printed: prefix and leading zeros."""
        return f"{self.prefix}{number:0{self.width}d}"

    @property
    def size(self) -> int:
        """How many numbers it has."""
        return self.last - self.first + 1

    @property
    def left(self) -> int:
        """How many have no entry."""
        return self.size - self.used - self.void - self.cancelled

    @property
    def gaps(self) -> int:
        """How many below the latest have no entry."""
        if self.latest is None:
            return 0
        return self.latest - self.first + 1 - self.used - self.void - self.cancelled


@dataclass(frozen=True)
class NumberUse:
    """What became of one number."""

    id: int
    book: int
    number: int
    text: str
    state: str
    day: date
    partner: str
    reason: str
    amount_fen: int
    copies: int
    voucher: int | None
    voucher_name: str
