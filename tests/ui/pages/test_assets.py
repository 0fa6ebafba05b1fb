"""The assets page as a treasurer uses it: a purchase typed, depreciation run, goods given out, a count ended."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtWidgets import QDialog

from models.assets import actions, goods, queries
from models.assets.actions import Payment
from models.assets.goods import Occasion, Part
from models.assets.records import AssetDraft
from models.ledger import queries as books
from models.office import Office
from tests.ui.pages.on_office import put, shown
from ui.dialogs import asset as dialogs
from ui.dialogs import goods as goods_dialogs
from ui.pages.assets import AssetsPage


@pytest.fixture
def office(tmp_path):
    with Office.create(tmp_path / "a.union", "某某中学", "2026-01") as made:
        made.clock = lambda: datetime(2026, 3, 20, 9)
        yield made


@pytest.fixture
def page(office, context, qtbot):
    put(context, office)
    context.period = "2026-03"
    return shown(qtbot, AssetsPage(context))


def general(office):
    return next(one.id for one in queries.classes(office.db) if one.name == "通用设备")


def test_a_purchase_typed_in_the_box_is_in_the_list_and_in_the_books(page, office, context):
    box = dialogs.ask_asset(context, page, "buy")
    for key, value in (
        ("name", "打印机"),
        ("class", general(office)),
        ("cost", 432_000),
        ("day", date(2026, 3, 5)),
    ):
        box.form.box(key).set_value(value)
    assert "贷 资产基金 4,320.00" in box.said.text()
    box.try_save()
    assert box.result() == QDialog.DialogCode.Accepted
    page.refresh()
    cards = page.views.now
    assert [one.name for one in cards.known.values()] == ["打印机"]
    assert "账卡相符" in cards.tie.text()
    assert cards.run_month.text() == "计提折旧 60.00"


def test_what_is_missing_stands_beside_its_field(page, context):
    box = dialogs.ask_asset(context, page, "card")
    box.try_save()
    assert box.form.problem("name") != ""
    assert box.result() != QDialog.DialogCode.Accepted
    box.form.saved()


def test_depreciation_says_what_it_will_do_and_does_it(page, office, context):
    with office.change("购置") as change:
        draft = AssetDraft("打印机", general(office), 432_000, date(2026, 1, 5))
        actions.buy(change, draft, Payment(books.account_by_key(change.db, "capital_exp.office")))
    page.refresh()
    box = dialogs.ask_depreciation(context, page, "2026-01", "2026-03")
    assert "180.00 元" in box.said.text()
    box.try_save()
    page.refresh()
    taken = [row[0] for row in office.db.execute("select month from depreciation order by month")]
    assert taken == ["2026-01", "2026-02", "2026-03"]
    assert not page.views.now.run_month.isEnabled()


def test_goods_are_bought_and_given_out_in_two_boxes(page, office, context):
    box = goods_dialogs.ask_receipt(context, page)
    for key, value in (("name", "保温杯"), ("quantity", "10"), ("fen", 50_000), ("day", date(2026, 3, 2))):
        box.form.box(key).set_value(value)
    box.try_save()
    view = page.views.show("goods")
    out = goods_dialogs.ask_issue(context, page, view.chosen)
    for key, value in (("quantity", "4"), ("whom", "趣味运动会"), ("day", date(2026, 3, 3))):
        out.form.box(key).set_value(value)
    out.try_save()
    page.refresh()
    assert [(one.quantity, one.fen) for one in queries.goods(office.db)] == [(6, 30_000)]
    assert [move.kind for move in view.moves.values()] == ["out", "in"]


def test_a_count_is_ended_when_everything_is_noted(page, office, context):
    with office.change("物品") as change:
        key = goods.add_goods(change, "毛巾")
        paid = Payment(books.account_by_key(change.db, "act_exp.culture"))
        goods.receive(change, [Part(key, 5, 5_000)], Occasion(date(2026, 3, 1)), paid)
    view = page.views.show("counts")
    view.kind.set_value("goods")
    view._begin({"kind": "goods", "day": date(2026, 3, 20), "counter": "甲", "witness": "乙"})
    page.refresh()
    assert not view.start.isEnabled()
    view.same.click()
    page.refresh()
    view.end.click()
    page.refresh()
    assert view.count.finished
    assert "监盘人 乙" in view.head.text()


def test_an_auditor_sees_everything_and_can_enter_nothing(office, context, qtbot):
    auditor = next(one for one in office.users() if one.role == "auditor")
    office.actor = auditor
    put(context, office)
    page = shown(qtbot, AssetsPage(context))
    assert not page.views.now.run_month.isEnabled()
    assert page.views.now.run_month.toolTip() == "您只能查看，不能登记"


def test_what_was_in_stock_before_the_book_is_entered_without_a_voucher(page, office, context):
    box = goods_dialogs.ask_receipt(context, page)
    for key, value in (("name", "毛巾"), ("quantity", "10"), ("fen", 9_000), ("money", "opening")):
        box.form.box(key).set_value(value)
    box.try_save()
    assert [(one.quantity, one.fen) for one in queries.goods(office.db)] == [(10, 9_000)]
    assert books.vouchers(office.db, "2026-01", "2026-12") == []


def test_a_class_lives_as_long_as_the_office_says(page, office, context):
    box = dialogs.ask_class(context, page)
    box.form.box("class").set_value(general(office))
    assert box.form.box("life").value() == "72"
    box.form.box("life").set_value("60")
    box.try_save()
    assert next(one for one in queries.classes(office.db) if one.name == "通用设备").life_months == 60


def test_a_purchase_says_which_budget_project_it_is_for(page, office, context):
    with office.change("预算") as change:
        account = books.account_by_key(change.db, "capital_exp.office")
        budget = change.insert(
            "budget", {"year": 2026, "version": 0, "state": "draft", "at": "2026-01-05", "by": 1}
        )
        row = {"year": 2026, "side": "expense", "account": account, "name": "教工之家设备"}
        line = change.insert("budget_line", row)
        change.insert("budget_amount", {"budget": budget, "line": line, "fen": 500_000})
        change.update("budget", budget, {"state": "approved"})
    box = dialogs.ask_asset(context, page, "buy")
    values = (("name", "投影仪"), ("class", general(office)), ("cost", 400_000), ("day", date(2026, 3, 5)))
    for key, value in (*values, ("budget_line", line)):
        box.form.box(key).set_value(value)
    box.try_save()
    posted = books.vouchers(office.db, "2026-03", "2026-03")[-1]
    assert [one.budget_line for one in posted.lines] == [line, None, None, None]
