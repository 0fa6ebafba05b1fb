"""What the assets room speaks of: classes, cards, goods and their movements. Money is fen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

HOW = {"bought": "购置", "transferred": "调入", "donated": "受赠", "found": "盘盈"}
STATES = {"used": "在用", "idle": "闲置", "pending": "待处理", "disposed": "已处置"}
DISPOSALS = {
    "sold": "出售",
    "scrapped": "报废",
    "transferred": "调出",
    "donated": "对外捐赠",
    "lost": "盘亏、丢失",
}
FUNDS = {"union": "工会经费", "school": "学校行政（不入工会账）"}
KINDS = {
    "building": "房屋及构筑物",
    "general": "通用设备",
    "special": "专用设备",
    "relic": "文物和陈列品",
    "book": "图书、档案",
    "furniture": "家具、用具、装具",
    "intangible": "无形资产",
}


@dataclass(frozen=True)
class AssetClass:
    """A class of assets: life (months), the unit price from which they count, the letters of the number."""

    id: int
    name: str
    kind: str  # key of KINDS
    life_months: int
    threshold_fen: int
    prefix: str
    depreciated: bool

    @property
    def intangible(self) -> bool:
        """Whether it stands on 无形资产 instead of 固定资产."""
        return self.kind == "intangible"


@dataclass(frozen=True)
class AssetDraft:
    """A card before it is kept. `number` empty: the next of its class."""

    name: str
    kind: int  # asset_class
    cost_fen: int
    acquired_on: date
    number: str = ""
    spec: str = ""
    quantity: int = 1
    unit_word: str = "台"
    how: str = "bought"
    fund: str = "union"
    life_months: int | None = None  # None: that of the class
    before_fen: int = 0  # depreciation before this book began to count
    before_to: str = ""  # the last month that `before_fen` covers
    place: str = ""
    keeper: str = ""
    unit: int | None = None
    note: str = ""


@dataclass(frozen=True)
class Asset:
    """A card as stored. `accumulated_fen` includes what was before the book."""

    id: int
    number: str
    name: str
    kind: AssetClass
    spec: str
    quantity: int
    unit_word: str
    cost_fen: int
    how: str
    fund: str
    acquired_on: date
    start_month: str
    life_months: int
    before_fen: int
    before_to: str
    accumulated_fen: int
    place: str
    keeper: str
    unit: str
    state: str
    disposed_on: date | None
    disposal: str
    approval: str
    proceeds_fen: int
    voucher: int | None
    disposal_voucher: int | None
    note: str

    @property
    def net_fen(self) -> int:
        """What it is still worth in the books."""
        return self.cost_fen - self.accumulated_fen

    @property
    def on_books(self) -> bool:
        """Whether 固定资产 or 无形资产 holds it: bought by the union and not yet written off."""
        return self.fund == "union" and self.state not in ("pending", "disposed")

    @property
    def depreciated(self) -> bool:
        """Whether it loses value by time."""
        return self.kind.depreciated and self.life_months > 0 and self.fund == "union"

    @property
    def monthly_fen(self) -> int:
        """The depreciation of an ordinary month; the last one takes the remainder."""
        return self.cost_fen // self.life_months if self.depreciated else 0


@dataclass(frozen=True)
class Disposal:
    """How an asset leaves: `approval` is the number of the decision; what it brought and cost, in fen."""

    day: date
    how: str  # key of DISPOSALS
    approval: str
    proceeds_fen: int = 0
    costs_fen: int = 0
    money: str = "bank"  # account key: bank or cash


@dataclass(frozen=True)
class MonthLine:
    """One asset in the depreciation of a span of months."""

    asset: Asset
    months: tuple[tuple[str, int], ...]  # (month, fen)

    @property
    def fen(self) -> int:
        """Of all these months."""
        return sum(fen for _, fen in self.months)


@dataclass(frozen=True)
class Goods:
    """One kind of goods with what is in stock: pieces and fen."""

    id: int
    name: str
    spec: str
    kind: str
    unit_word: str
    costing: str  # average | individual
    quantity: int
    fen: int

    @property
    def title(self) -> str:
        """笔记本（B5）."""
        return f"{self.name}（{self.spec}）" if self.spec else self.name


@dataclass(frozen=True)
class Move:
    """One movement of goods with the stock after it."""

    id: int
    goods: int
    day: date
    kind: str  # opening | in | out | return | adjust
    quantity: int
    fen: int
    to_whom: str
    reason: str
    voucher: int | None
    voucher_name: str
    left_quantity: int
    left_fen: int


@dataclass(frozen=True)
class Tie:
    """One account against its register."""

    account: str
    register_fen: int
    ledger_fen: int

    @property
    def ok(self) -> bool:
        """Whether both say the same."""
        return self.register_fen == self.ledger_fen
