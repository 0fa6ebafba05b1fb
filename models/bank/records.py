"""What the bank's room speaks of: accounts, lines of both sides, matches, the sheet, counts. Money is fen."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from models.kit.money import yuan

BANK, BOOK = "bank", "book"  # the two sides
BY_HAND = 5
PASSES = {
    0: "红字对冲",
    1: "金额日期相同",
    2: "票据号相同",
    3: "金额和名称相同",
    4: "几笔合成一笔",
    BY_HAND: "手工勾对",
}
OLD_DAYS = 30  # an outstanding item older than this is asked about
KINDS = {
    "bank_in": "银行已收、工会未收",
    "bank_out": "银行已付、工会未付",
    "book_in": "工会已收、银行未收",
    "book_out": "工会已付、银行未付",
}
# Notes and coins that are counted, fen, the largest first.
FACES = (10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10, 5, 2, 1)


@dataclass(frozen=True)
class BankAccount:
    """A leaf account of 银行存款. `id` is 0 until the office has entered anything about it."""

    id: int
    account: int
    code: str
    name: str
    bank: str = ""
    number_tail: str = ""
    kind: str = "basic"
    approval: str = ""

    @property
    def masked(self) -> str:
        """The account number as it may be seen: only its tail is kept."""
        return f"**** {self.number_tail}" if self.number_tail else ""


@dataclass(frozen=True)
class Statement:
    """One file of the bank, or what of it was new. Days are inclusive."""

    id: int
    first_day: date
    last_day: date
    opening_fen: int
    closing_fen: int
    file: str
    lines: int


@dataclass(frozen=True)
class Side:
    """One line of either side, money in positive and out negative.

    `id` is the row of bank_line or voucher_line; an item from before the first statement has minus its row
    in bank_opening. `match` is the group it stands in, `locked` when that is signed.
    """

    id: int
    day: date
    fen: int
    words: str
    partner: str = ""
    ref: str = ""
    balance_fen: int | None = None
    voucher: int = 0
    number: str = ""  # 记-012
    source: str = ""  # "dues_batch:7"
    reverses: int = 0
    match: int = 0
    locked: bool = False

    @property
    def label(self) -> str:
        """Words and partner, as a list shows them."""
        more = self.partner if self.partner and self.partner not in self.words else ""
        return "　".join(part for part in (self.words, more) if part) or "（没有摘要）"


@dataclass(frozen=True)
class Match:
    """A group with equal sums. `number` of pass: see `PASSES`."""

    id: int
    number: int
    reason: str
    locked: bool
    by: str
    bank: tuple[int, ...]
    book: tuple[int, ...]


@dataclass(frozen=True)
class Group:
    """A match that was found and is not yet kept. Ids as in `Side`."""

    number: int
    reason: str
    bank: tuple[int, ...]
    book: tuple[int, ...]


@dataclass(frozen=True)
class Offer:
    """A bank line with several book lines that could be its own: a person decides."""

    bank: int
    candidates: tuple[int, ...]
    reason: str


@dataclass(frozen=True)
class Matched:
    """What an automatic run did."""

    groups: tuple[Group, ...] = ()
    offers: tuple[Offer, ...] = ()

    def words(self) -> str:
        """ "勾对 31 组：金额日期相同 28，票据号相同 3"."""
        if not self.groups:
            return "没有新的可以自动勾对"
        parts = [
            f"{said} {sum(group.number == number for group in self.groups)}"
            for number, said in PASSES.items()
            if any(group.number == number for group in self.groups)
        ]
        return f"勾对 {len(self.groups)} 组：{'，'.join(parts)}"


@dataclass(frozen=True)
class Outstanding:
    """One 未达账项; `fen` is positive, `kind` a key of `KINDS`, `age_days` at the end of the month."""

    kind: str
    day: date
    words: str
    fen: int
    age_days: int
    side_id: int


@dataclass(frozen=True)
class Sheet:
    """余额调节表 of one account at a month's end.

    state is "" (never made), "signed" or "reopened"; `gaps` are sentences on what keeps it from being right.
    """

    account: BankAccount
    month: str
    day: date
    book_fen: int
    bank_fen: int | None  # None: no statement reaches this month
    items: tuple[Outstanding, ...]
    state: str = ""
    prepared_by: str = ""
    reviewed_by: str = ""
    reason: str = ""
    prepared_on: date | None = None
    gaps: tuple[str, ...] = field(default=())

    def of(self, kind: str) -> tuple[Outstanding, ...]:
        """One of the four lists."""
        return tuple(item for item in self.items if item.kind == kind)

    def sum_of(self, kind: str) -> int:
        """The sum of one list, fen."""
        return sum(item.fen for item in self.of(kind))

    @property
    def adjusted_book_fen(self) -> int:
        """Book balance + bank received − bank paid."""
        return self.book_fen + self.sum_of("bank_in") - self.sum_of("bank_out")

    @property
    def adjusted_bank_fen(self) -> int:
        """Statement balance + booked in − booked out."""
        return (self.bank_fen or 0) + self.sum_of("book_in") - self.sum_of("book_out")

    @property
    def difference_fen(self) -> int:
        """Nothing when the sheet is right (R037)."""
        return self.adjusted_book_fen - self.adjusted_bank_fen

    @property
    def old(self) -> tuple[Outstanding, ...]:
        """Items older than `OLD_DAYS`."""
        return tuple(item for item in self.items if item.age_days > OLD_DAYS)

    @property
    def balanced(self) -> bool:
        """Whether it may be signed."""
        return self.bank_fen is not None and self.difference_fen == 0

    def words(self) -> str:
        """The result in one sentence."""
        if self.bank_fen is None:
            return "这个月还没有对账单。"
        if self.difference_fen:
            return f"调节后两边相差 {yuan(abs(self.difference_fen))} 元，还有没找到的原因。"
        items = f"未达账项 {len(self.items)} 笔" if self.items else "没有未达账项"
        old = f"，其中 {len(self.old)} 笔超过 {OLD_DAYS} 天" if self.old else ""
        return f"调节后两边都是 {yuan(self.adjusted_book_fen)} 元，{items}{old}。"


@dataclass(frozen=True)
class CountDraft:
    """现金盘点 as it is entered: (face fen, pieces), what has a paper and is not booked, who was there."""

    day: date
    rows: tuple[tuple[int, int], ...]
    unbooked_in_fen: int = 0
    unbooked_out_fen: int = 0
    explanation: str = ""
    counter: str = ""
    witness: str = ""
    cashier: str = ""

    @property
    def counted_fen(self) -> int:
        """The cash that was there."""
        return sum(face * pieces for face, pieces in self.rows)


@dataclass(frozen=True)
class Count:
    """A count as kept; `difference_fen` is positive for 长款, negative for 短款."""

    id: int
    draft: CountDraft
    book_fen: int
    voucher: int | None
    voucher_name: str = ""

    @property
    def difference_fen(self) -> int:
        """Counted against the book with what is not booked yet."""
        draft = self.draft
        return draft.counted_fen - self.book_fen - draft.unbooked_in_fen + draft.unbooked_out_fen
