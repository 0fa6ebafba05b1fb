"""Cards, depreciation, disposal and goods: the register equals the ledger at every step."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from models.assets import actions, counting, goods, imports, queries, reports, schedule
from models.assets.actions import Payment
from models.assets.goods import Occasion, Part
from models.assets.records import Asset, AssetClass, AssetDraft, Disposal
from models.intake.cells import Book, Sheet
from models.kit.days import months, next_month
from models.kit.errors import Refused
from models.ledger import actions as ledger
from models.ledger import balances
from models.ledger import queries as books
from models.office import Office

YEAR = json.loads((Path(__file__).resolve().parents[2] / "data" / "worked_year.json").read_text("utf-8"))


def fen(text: str) -> int:
    whole, _, part = text.partition(".")
    return int(whole) * 100 + int((part + "00")[:2])


@pytest.fixture
def office(tmp_path):
    with Office.create(tmp_path / "a.union", "某某中学", "2025-01") as made:
        made.clock = lambda: __import__("datetime").datetime(2026, 1, 5, 9)
        with made.change("期初") as change:
            opening = [("102", 100_000_00, 0), ("162", 12_600_00, 0), ("163", 0, 4_200_00),
                       ("30104", 0, 8_400_00), ("322", 0, 100_000_00)]  # fmt: skip
            ledger.set_opening(change, 2025, opening)
        yield made


def kind(office, name="通用设备"):
    return next(one for one in queries.classes(office.db) if one.name == name).id


def account(office, key):
    return books.account_by_key(office.db, key)


def computers(office):
    draft = AssetDraft("台式电脑", kind(office), 12_600_00, date(2023, 1, 10), quantity=3,
                       before_fen=4_200_00, before_to="2024-12")  # fmt: skip
    with office.change("卡片") as change:
        return actions.add_card(change, draft)


def printer(office, day=date(2025, 9, 12), **more):
    draft = AssetDraft("打印机", kind(office), 4_320_00, day, **more)
    with office.change("购置") as change:
        return actions.buy(change, draft, Payment(account(office, "capital_exp.office"), attachments=2))


def depreciate(office, first, last):
    with office.change("折旧") as change:
        return actions.depreciate(change, first, last)


def all_tied(office, month="2025-12", of=""):
    return [tie for tie in queries.ties(office.db, month) if of in tie.account and not tie.ok] == []


def test_the_worked_years_cards_lose_what_it_says(office):
    computers(office)
    depreciate(office, "2025-01", "2025-06")
    printer(office)
    depreciate(office, "2025-07", "2025-12")
    wanted = {card["card"]: card for card in YEAR["asset_cards"]}
    for one in queries.assets(office.db):
        card = wanted[one.number]
        assert (one.accumulated_fen, one.net_fen) == (fen(card["accum_closing"]), fen(card["net_closing"]))
        assert one.monthly_fen == fen(card["monthly"])
    assert balances.balance(office.db, account(office, "accum_depr"), "2025-12") == -6_540_00
    assert balances.balance(office.db, account(office, "asset_fund.fixed_asset"), "2025-12") == -10_380_00
    assert all_tied(office)


def test_months_taken_late_in_one_voucher_leave_the_earlier_month_ends_tied(office):
    computers(office)
    depreciate(office, "2025-01", "2025-06")
    assert all(all_tied(office, month) for month in ("2025-03", "2025-05", "2025-06"))


def test_the_last_month_takes_the_remainder():
    vector = YEAR["depreciation_vector"]
    general = AssetClass(1, "通用设备", "general", 72, 0, "TY", True)
    one = Asset(1, "TY-1", "甲", general, "", 1, "台", fen(vector["cost"]), "bought", "union", date(2020, 3, 1),
                "2020-03", vector["months"], 0, "", 0, "", "", "", "used", None, "", "", 0, None, None, "")  # fmt: skip
    taken, amounts = 0, []
    for month in months("2020-02", next_month("2020-03", 74)):
        amounts.append(schedule.of_month(one, month, taken))
        taken += amounts[-1]
    assert amounts[0] == 0
    assert amounts[1:72] == [fen(vector["monthly"])] * 71
    assert amounts[72:] == [fen(vector["last"]), 0, 0, 0]
    assert taken == one.cost_fen
    assert schedule.last_month(one) == "2026-02"


def test_a_purchase_is_one_voucher_of_two_halves_and_is_taken_back_as_one(office):
    key, voucher = printer(office)
    assert [(line.code[:3], line.debit_fen, line.credit_fen, line.pair) for line in voucher.lines] == [
        ("507", 4_320_00, 0, 1), ("102", 0, 4_320_00, 1), ("162", 4_320_00, 0, 2), ("301", 0, 4_320_00, 2)]  # fmt: skip
    with pytest.raises(Refused, match="登记簿"), office.change("冲") as change:
        ledger.reverse(change, voucher.id, "错")
    with office.change("冲") as change:
        actions.undo_asset(change, voucher.id, "发票开错")
    assert queries.assets(office.db) == []
    assert balances.balance(office.db, account(office, "fixed_asset"), "2026-01") == 12_600_00
    assert key


def test_a_month_is_not_depreciated_before_the_ones_before_it_nor_twice(office):
    computers(office)
    with pytest.raises(Refused, match="2025年1月"):
        depreciate(office, "2025-02", "2025-02")
    voucher = depreciate(office, "2025-01", "2025-01")
    with pytest.raises(Refused, match="没有要计提"):
        depreciate(office, "2025-01", "2025-01")
    depreciate(office, "2025-02", "2025-02")
    with pytest.raises(Refused, match="后面的月份"), office.change("冲") as change:
        actions.take_back(change, voucher.id, "错")
    with pytest.raises(Refused, match="还没有到"):
        depreciate(office, "2025-03", "2026-02")


def test_depreciation_taken_back_frees_its_months(office):
    computers(office)
    voucher = depreciate(office, "2025-01", "2025-03")
    with office.change("冲") as change:
        actions.take_back(change, voucher.id, "重复")
    assert queries.next_due(office.db) == "2025-01"
    assert balances.balance(office.db, account(office, "accum_depr"), "2026-01") == -4_200_00


def test_a_disposal_needs_its_approval_and_the_depreciation_before_it(office):
    key = computers(office)
    sold = Disposal(date(2025, 4, 10), "sold", "", 500_00, 80_00)
    with pytest.raises(Refused, match="批准文号"), office.change("处置") as change:
        actions.dispose(change, key, sold)
    with pytest.raises(Refused, match="折旧还没有计提"), office.change("处置") as change:
        actions.dispose(change, key, Disposal(date(2025, 4, 10), "sold", "工发3号", 500_00, 80_00))
    depreciate(office, "2025-01", "2025-03")
    with office.change("处置") as change:
        made = actions.dispose(change, key, Disposal(date(2025, 4, 10), "sold", "工发3号", 500_00, 80_00))
    assert [line.credit_fen for line in made[0].lines if line.code == "162"] == [12_600_00]
    assert balances.balance(office.db, account(office, "other_income.disposal"), "2025-12") == -420_00
    assert balances.balance(office.db, account(office, "asset_fund.fixed_asset"), "2025-12") == 0
    assert all_tied(office)
    with office.change("冲") as change:
        actions.undo_asset(change, made[0].id, "卖错了")
    assert queries.asset(office.db, key).state == "used"
    assert balances.balance(office.db, account(office, "other_income.disposal"), "2026-01") == 0
    assert all_tied(office, "2026-01")


def test_only_the_money_of_a_disposal_can_be_taken_back_alone(office):
    key = computers(office)
    depreciate(office, "2025-01", "2025-03")
    with office.change("处置") as change:
        made = actions.dispose(change, key, Disposal(date(2025, 4, 10), "sold", "工发3号", 500_00))
    with office.change("冲") as change:
        actions.undo_asset(change, made[1].id, "金额写错")
    assert (queries.asset(office.db, key).state, queries.asset(office.db, key).proceeds_fen) == (
        "disposed",
        0,
    )


def test_what_was_set_aside_and_then_written_off_goes_back_the_last_step_first(office):
    key = computers(office)
    depreciate(office, "2025-01", "2025-11")
    with office.change("待处理") as change:
        aside = actions.set_aside(change, key, date(2025, 12, 20), "盘亏")
    with pytest.raises(Refused, match="状态不能直接改"), office.change("改") as change:
        actions.edit_card(change, key, {"state": "used"})
    with office.change("核销") as change:
        made = actions.dispose(change, key, Disposal(date(2025, 12, 30), "lost", "工发9号"))
    with pytest.raises(Refused, match="请先冲销处置"), office.change("冲") as change:
        actions.undo_asset(change, aside.id, "找到了")
    for voucher, state in ((made[0].id, "pending"), (aside.id, "used")):
        with office.change("冲") as change:
            actions.undo_asset(change, voucher, "找到了")
        assert queries.asset(office.db, key).state == state
    assert all_tied(office, "2026-01")


def test_a_card_that_was_counted_is_kept(office):
    key, voucher = printer(office)
    with office.change("盘点") as change:
        counting.begin(change, "asset", date(2025, 12, 31))
    with pytest.raises(Refused, match="已列入盘点表"), office.change("冲") as change:
        actions.undo_asset(change, voucher.id, "买错")
    assert queries.asset(office.db, key).voucher == voucher.id


def test_what_is_missing_waits_until_it_is_approved(office):
    key = computers(office)
    depreciate(office, "2025-01", "2025-11")
    with office.change("待处理") as change:
        actions.set_aside(change, key, date(2025, 12, 20), "盘亏")
    assert balances.balance(office.db, account(office, "pending_asset"), "2025-12") == 6_475_00
    assert all_tied(office)
    with office.change("核销") as change:
        made = actions.dispose(change, key, Disposal(date(2025, 12, 30), "lost", "工发9号"))
    assert balances.balance(office.db, account(office, "pending_asset"), "2025-12") == 0
    assert balances.balance(office.db, account(office, "asset_fund.fixed_asset"), "2025-12") == 0
    assert all_tied(office)
    with office.change("冲") as change:
        actions.undo_asset(change, made[0].id, "重做")
    assert queries.asset(office.db, key).state == "pending"


def test_each_class_is_depreciated_on_its_own_sub_account(office):
    with office.change("分明细") as change:
        for key in ("fixed_asset", "accum_depr"):
            top = account(office, key)
            code = books.accounts_by_id(change.db, {top})[top].code
            for number, name in enumerate(("通用设备", "家具"), 1):
                ledger.add_account(change, f"{code}{number:02d}", name, top)
    printer(office)
    with office.change("购置") as change:
        desk = AssetDraft("书桌", kind(office, "家具"), 1_800_00, date(2025, 9, 1))
        actions.buy(change, desk, Payment(books.account_by_code(change.db, "50702").id))
    made = depreciate(office, "2025-09", "2025-10")
    assert [(line.code, line.debit_fen, line.credit_fen) for line in made.lines] == [
        ("30104", 120_00, 0), ("16301", 0, 120_00), ("30104", 20_00, 0), ("16302", 0, 20_00),
    ]  # fmt: skip


def test_the_month_in_which_it_was_set_aside_stays_tied_when_it_is_approved_later(office):
    key = computers(office)
    depreciate(office, "2025-01", "2025-09")
    with office.change("待处理") as change:
        actions.set_aside(change, key, date(2025, 10, 20), "盘亏")
    before = queries.ties(office.db, "2025-10")
    with office.change("核销") as change:
        actions.dispose(change, key, Disposal(date(2025, 11, 3), "lost", "工发9号"))
    assert queries.ties(office.db, "2025-10") == before
    for month in ("2025-09", "2025-10", "2025-11"):
        assert [tie.account for tie in queries.ties(office.db, month) if not tie.ok] == []


def test_the_database_itself_keeps_depreciation_below_cost(office):
    key = computers(office)
    voucher = depreciate(office, "2025-01", "2025-01")
    with pytest.raises(Refused, match="不能超过原值"), office.change("多提") as change:
        change.insert(
            "depreciation", {"asset": key, "month": "2025-02", "fen": 9_000_00, "voucher": voucher.id}
        )
    with pytest.raises(Refused, match="不能改原值"), office.change("改") as change:
        change.update("asset", key, {"cost_fen": 1})


def test_goods_are_an_expense_once_and_leave_at_their_average(office):
    with office.change("物品") as change:
        key = goods.add_goods(change, "保温杯")
        paid = Payment(account(office, "act_exp.culture"))
        goods.receive(change, [Part(key, 3, 100_00)], Occasion(date(2025, 5, 1)), paid)
        goods.receive(change, [Part(key, 4, 150_01)], Occasion(date(2025, 5, 2)), paid)
    with office.change("发") as change:
        out = goods.issue(change, [Part(key, 2)], Occasion(date(2025, 5, 3), to_whom="运动会"))
    assert sum(line.debit_fen for line in out.lines) == 71_43  # 250.01 × 2 / 7 = 71.4314…
    assert balances.balance(office.db, account(office, "act_exp.culture"), "2025-12") == 250_01
    with office.change("发") as change:
        goods.issue(change, [Part(key, 5)], Occasion(date(2025, 5, 4), to_whom="运动会"))
    assert queries.goods_of(office.db, key).fen == 0
    assert all_tied(office, of="库存物品")


def test_more_than_is_there_can_not_be_given_out(office):
    with office.change("物品") as change:
        key = goods.add_goods(change, "毛巾", unit_word="条")
        goods.receive(
            change,
            [Part(key, 3, 30_00)],
            Occasion(date(2025, 5, 1)),
            Payment(account(office, "act_exp.culture")),
        )
    with pytest.raises(Refused, match="只有 3 条"), office.change("发") as change:
        goods.issue(change, [Part(key, 4)], Occasion(date(2025, 5, 3), to_whom="甲"))
    with pytest.raises(Refused, match="库存不够"), office.change("发") as change:
        change.insert(
            "goods_move", {"goods": key, "day": date(2025, 5, 3), "kind": "out", "quantity": -9, "fen": -1}
        )


def test_goods_priced_one_by_one_leave_at_the_price_of_their_purchase(office):
    with office.change("物品") as change:
        key = goods.add_goods(change, "礼盒", costing="individual")
        paid = Payment(account(office, "act_exp.culture"))
        goods.receive(change, [Part(key, 2, 100_00)], Occasion(date(2025, 5, 1)), paid)
        goods.receive(change, [Part(key, 2, 300_00)], Occasion(date(2025, 5, 2)), paid)
    dear = queries.moves(office.db, key)[1].id
    with office.change("发") as change:
        out = goods.issue(change, [Part(key, 1, from_move=dear)], Occasion(date(2025, 5, 3), to_whom="甲"))
        back = queries.moves(change.db, key)[-1].id
    assert sum(line.debit_fen for line in out.lines) == 150_00
    with office.change("退") as change:
        goods.take_back(change, back, 1, Occasion(date(2025, 5, 4)))
    assert queries.goods_of(office.db, key).fen == 400_00
    assert all_tied(office, of="库存物品")


def test_a_purchase_whose_goods_are_gone_can_not_be_reversed(office):
    with office.change("物品") as change:
        key = goods.add_goods(change, "笔")
        paid = Payment(account(office, "act_exp.culture"))
        voucher = goods.receive(change, [Part(key, 2, 10_00)], Occasion(date(2025, 5, 1)), paid)
        goods.issue(change, [Part(key, 1)], Occasion(date(2025, 5, 2), to_whom="甲"))
    with pytest.raises(Refused, match="已经发出"), office.change("冲") as change:
        goods.undo_goods(change, voucher.id, "错")


def test_a_movement_that_others_build_on_is_reversed_after_them(office):
    paid = Payment(account(office, "act_exp.culture"))
    with office.change("物品") as change:
        key = goods.add_goods(change, "保温杯")
        dear = goods.receive(change, [Part(key, 1, 100_00)], Occasion(date(2025, 5, 1)), paid)
        goods.receive(change, [Part(key, 9, 9_00)], Occasion(date(2025, 5, 2)), paid)
        out = goods.issue(change, [Part(key, 5)], Occasion(date(2025, 5, 3), to_whom="运动会"))
        move = change.db.execute("select id from goods_move where voucher = ?", (out.id,)).fetchone()[0]
        goods.take_back(change, move, 1, Occasion(date(2025, 5, 4)))
    with pytest.raises(Refused, match="先冲销后面的"), office.change("冲") as change:
        goods.undo_goods(change, out.id, "发错")
    with pytest.raises(Refused, match="数量和金额对不上"), office.change("冲") as change:
        goods.undo_goods(change, dear.id, "买错")
    with pytest.raises(Refused, match="合成一行"), office.change("发") as change:
        goods.issue(change, [Part(key, 1), Part(key, 1)], Occasion(date(2025, 5, 5), to_whom="运动会"))


def test_a_count_ends_only_when_everything_was_looked_at_and_differences_have_reasons(office):
    computers(office)
    with office.change("盘点") as change:
        count = counting.begin(change, "asset", date(2025, 12, 31), "甲", "乙")
        line = counting.count(change.db, count).lines[0]
        with pytest.raises(Refused, match="还有 1 项"):
            counting.finish(change, count)
        counting.note_found(change, {line.id: 2}, {})
        with pytest.raises(Refused, match="没有写原因"):
            counting.finish(change, count)
        counting.note_found(change, {line.id: 2}, {line.id: "一台已报修未取回"})
        assert counting.finish(change, count).lines[0].gap == -1


def test_a_list_of_cards_is_taken_once_and_what_is_unclear_is_named(office):
    head = ["资产编号", "资产名称", "类别", "数量", "原值", "购置日期", "使用年限", "累计折旧", "存放地点"]
    good = ["TY-0007", "投影仪", "通用设备", 1, 6000, "2024-05-01", "5年", 700, "会议室"]
    book = Book("卡片.xlsx", "xlsx", "", (Sheet("表", [head, good]),))
    plan = imports.plan_assets(office.db, book)
    assert [(one.name, one.cost_fen, one.life_months, one.before_to) for one in plan.new] == [
        ("投影仪", 6_000_00, 60, "2024-12")
    ]
    with office.change("导入") as change:
        assert imports.apply_assets(change, plan) == 1
    assert imports.plan_assets(office.db, book).same == 1
    bad = Book(
        "卡片.xlsx",
        "xlsx",
        "",
        (Sheet("表", [head, ["X", "怪物", "不知道", 1, 5, "2024-05-01", "", "", ""]]),),
    )
    assert "认不出来" in imports.plan_assets(office.db, bad).refused[0].reason


def test_every_piece_has_a_label(office):
    with pytest.raises(Refused, match="还没有登记固定资产"):
        reports.labels(office)
    computers(office)
    made = reports.labels(office)
    assert [one.number for one in made] == ["TY-0001（1/3）", "TY-0001（2/3）", "TY-0001（3/3）"]
    assert made == reports.labels(office, "TY-0001")
