"""The demo office's assets and goods: cards behind the opening balances, depreciation, prizes in stock."""

from __future__ import annotations

from datetime import date

from models.assets import actions, goods, queries
from models.assets.actions import Payment
from models.assets.goods import Occasion, Part
from models.assets.records import AssetDraft
from models.kit.days import month_start, month_words, next_month
from models.ledger import queries as books
from models.office import Office

# (name, class, pieces, piece word, cost fen, months used before the book, fen before, place, keeper)
_CARDS = (
    ("台式电脑", "通用设备", 3, "台", 1_260_000, 32, 560_000, "工会办公室", "许静宜"),
    ("投影仪", "通用设备—影像和通信", 1, "台", 840_000, 26, 364_000, "教工之家", "何文博"),
    ("打印复印一体机", "通用设备", 1, "台", 720_000, 20, 200_000, "工会办公室", "许静宜"),
    ("乒乓球台", "专用设备—文体设备", 2, "张", 600_000, 24, 120_000, "教工活动室", "何文博"),
    ("文件柜", "家具", 6, "个", 360_000, 25, 50_000, "工会办公室", "许静宜"),
    ("书架", "家具", 4, "个", 216_000, 40, 48_000, "职工书屋", "何文博"),
    ("职工书屋图书", "图书、档案", 290, "册", 290_000, 30, 0, "职工书屋", "何文博"),
)  # fmt: skip


def cards(office: Office, year: int) -> None:
    """The register that the opening balances of 固定资产 and 累计折旧 stand for."""
    kinds = {one.name: one.id for one in queries.classes(office.db)}
    december = f"{year - 1}-12"
    with office.change("录入固定资产卡片") as change:
        for name, kind, pieces, word, cost, used, before, place, keeper in _CARDS:
            acquired = month_start(next_month(december, 1 - used)).replace(day=12)
            draft = AssetDraft(
                name, kinds[kind], cost, acquired, quantity=pieces, unit_word=word,
                before_fen=before, before_to=december, place=place, keeper=keeper,
            )  # fmt: skip
            actions.add_card(change, draft)


def depreciation(office: Office, month: str) -> None:
    """The month's depreciation."""
    with office.change(f"计提{month_words(month)}折旧") as change:
        actions.depreciate(change, month, month)


def prizes(office: Office, day: date) -> None:
    """Prizes are bought into stock; most of them are given out the same week."""
    with office.change("购入运动会奖品") as change:
        paid = Payment(books.account_by_key(change.db, "act_exp.culture"), attachments=3)
        cups = goods.add_goods(change, "保温杯", "500ml", unit_word="个")
        towels = goods.add_goods(change, "运动毛巾", unit_word="条")
        parts = [Part(cups, 40, 192_000), Part(towels, 60, 90_000)]
        goods.receive(change, parts, Occasion(day, "购入健步走活动奖品"), paid)
    with office.change("发放健步走奖品") as change:
        goods.issue(
            change,
            [Part(cups, 32), Part(towels, 45)],
            Occasion(day, to_whom="春季健步走获奖人员", attachments=1),
        )
