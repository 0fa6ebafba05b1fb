"""What another tool can't do to cards, depreciation, movements of goods and finished counts."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime

import pytest

from models.assets import actions, counting, goods, queries
from models.assets.actions import Payment
from models.assets.goods import Occasion, Part
from models.assets.records import AssetDraft
from models.ledger import actions as ledger
from models.ledger import queries as books
from models.office import Office


@pytest.fixture
def office(tmp_path):
    with Office.create(tmp_path / "a.union", "某某中学", "2025-01") as made:
        made.clock = lambda: datetime(2026, 1, 5, 9)
        with made.change("期初") as change:
            ledger.set_opening(change, 2025, [("102", 50_000_00, 0), ("322", 0, 50_000_00)])
        yield made


BOOKED = (
    "update depreciation set fen = fen + 1",
    "delete from depreciation",
    "insert or replace into depreciation (asset, month, fen, voucher)"
    " select asset, month, 1, voucher from depreciation",
    "update asset set cost_fen = 1 where voucher is not null",
    "insert or replace into asset (number, name, class, cost_fen, acquired_on, start_month, life_months)"
    " select number, '换', class, 1, acquired_on, start_month, 60 from asset",
    "update or replace asset set id = 1 where id = 2",
    "update goods_move set fen = 1",
    "delete from goods_move",
    "insert or replace into goods_move (id, goods, day, kind, quantity, fen)"
    " values (1, 1, '2025-05-01', 'in', 1, 1)",
    "update stock_count_row set found_quantity = 9",
    "delete from stock_count_row",
)


@pytest.mark.parametrize("sql", BOOKED)
def test_what_is_booked_or_counted_stays_whatever_another_tool_says(office, sql):
    kind = queries.classes(office.db)[0].id
    old = AssetDraft("台式电脑", kind, 12_600_00, date(2023, 1, 10), life_months=60, before_fen=4_200_00,
                     before_to="2024-12")  # fmt: skip
    with office.change("资产、物品和盘点") as change:
        paid = Payment(books.account_by_key(change.db, "act_exp.culture"))
        actions.add_card(change, old)
        actions.buy(change, AssetDraft("打印机", kind, 4_320_00, date(2025, 9, 12)), paid)
        actions.depreciate(change, "2025-01", "2025-09")
        key = goods.add_goods(change, "保温杯")
        goods.receive(change, [Part(key, 3, 100_00)], Occasion(date(2025, 5, 1)), paid)
        count = counting.begin(change, "asset", date(2025, 12, 31))
        counting.note_found(change, {one.id: one.book for one in counting.count(change.db, count).lines}, {})
        counting.finish(change, count)
    office.db.execute("pragma recursive_triggers = 0")
    with pytest.raises(sqlite3.IntegrityError):
        office.db.execute(sql)
