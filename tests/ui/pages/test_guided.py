"""业务记账 by keys: an event is found, its questions answered, the preview follows, it is posted."""

from __future__ import annotations

from datetime import date

import looks
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.guided.catalog import GUIDES
from models.ledger import queries
from models.levy import queries as levy
from tests.models.guided.cases import DAY, code, happen
from tests.ui.pages.on_office import put, shown
from ui.pages.guided import GuidedPage


@pytest.fixture
def page(qtbot, context, office):
    put(context, office, "2026-03")
    made = shown(qtbot, GuidedPage(context))
    made.activateWindow()
    made.events.search.setFocus()
    return made


def keys(page, *said: str) -> None:
    """Type into the widget with the keys; "⏎" is Enter."""
    for word in said:
        widget = page.focusWidget()
        if word == "⏎":
            QTest.keyClick(widget, Qt.Key.Key_Return)
        elif word.isascii():
            QTest.keyClicks(widget, word)
        else:
            widget.insert(word)  # as an input method does


def begin(page, key: str, **answers) -> None:
    page.open(guide=key, day=DAY, **answers)
    page.sheet.look()


def test_an_expense_is_found_answered_and_posted_by_keys_alone(qtbot, page, office, told):
    keys(page, "fyb", "⏎")
    assert page.guide.key == "expense"
    keys(page, "健步走用水", "⏎", "50102")
    page.sheet.form.box("cost").look()
    keys(page, "⏎")
    keys(page, "240", "⏎")
    page.sheet.form.box("day").set_value(DAY)
    page.sheet.look()
    assert [one.account for one in page.sheet.preview.lines] == ["职工活动支出—文体活动费", "银行存款"]
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(queries.have(office.db)))  # a button's short cut clicks a moment later
    voucher = queries.vouchers(office.db, "2026-03", "2026-03")[0]
    assert (voucher.summary, voucher.debit_fen, voucher.posted) == ("健步走用水", 24_000, True)
    assert told.toasts == [f"已记账 {voucher.name}"]
    assert page.sheet.form.box("what").value() == "" and page.sheet.values()["day"] == DAY


def test_the_levy_is_split_while_one_types_and_stands_in_the_register(page, office):
    begin(page, "levy_full", from_month="2026-01", to_month="2026-03", amount=3_600_000)
    assert [one.credit_fen for one in page.sheet.preview.lines] == [0, 2_160_000, 1_440_000]
    assert [one.after_fen for one in page.sheet.preview.effects] == [3_600_000, 2_160_000, 1_440_000]
    assert not page.keep.isEnabled() and "台账" in page.keep.toolTip()
    page.post_entry()
    assert levy.receipts(office.db, "2026-01", "2026-03")[0].kept_fen == 2_160_000
    begin(page, "levy_up")
    assert page.sheet.form.box("amount").value() == 1_440_000


def test_a_refund_offers_what_is_left_of_the_voucher(page, office):
    old = happen(office, "expense", what="展板", cost=code(office, "50103"), amount=128_000)
    begin(page, "refund_this_year", voucher=old.id)
    assert page.sheet.form.box("amount").value() == 128_000
    page.sheet.form.box("amount").set_value(128_001)
    page.sheet.look()
    assert "只剩 1,280.00 元可退" in page.sheet.preview.problems[0]
    page.post_entry()
    assert "只剩" in page.sheet.problem.sentence
    assert len(queries.have(office.db)) == 1


def test_what_is_missing_stands_at_its_field(page, office):
    begin(page, "bank_fee")
    page.post_entry()
    assert page.sheet.form.problem("amount") == "请填写金额。"
    assert queries.have(office.db) == []


def test_walking_to_another_event_keeps_what_was_typed(page):
    begin(page, "expense")
    page.sheet.form.box("what").setText("春游门票")
    page.events.light("advance")
    page.events.light("expense")
    assert page.sheet.form.box("what").value() == "春游门票"


def test_a_new_campaign_is_named_where_the_money_comes_in(page, office):
    begin(page, "custody_in", campaign="新：慈善一日捐", amount=630_000)
    assert page.sheet.preview.lines[1].account == "代管经费—慈善一日捐（新明细科目）"
    page.post_entry()
    assert office.db.execute("select name from campaign").fetchone()[0] == "慈善一日捐"


def test_a_draft_waits_and_a_page_elsewhere_is_opened(page, office, told):
    begin(page, "bank_fee", amount=500)
    page.keep_draft()
    assert [one.summary for one in queries.drafts(office.db)] == ["付银行手续费"]
    page.events.light("goods")
    assert page.post.text() == "去登记 Ctrl+S"
    page.post_entry()
    assert told.opened[-1] == ("assets", {"view": "goods"})


def test_a_wrong_voucher_is_reversed_and_opened_to_be_put_right(page, office, told):
    old = happen(office, "bank_fee", amount=500)
    begin(page, "error_this_year", voucher=old.id, reason="金额写错")
    page.post_entry()
    assert queries.voucher(office.db, old.id).reversed_by
    assert told.opened[-1] == ("voucher", {"copy": old.id})


def test_a_closed_month_is_said_at_once(page, office):
    from models.ledger import actions

    with office.change("结账") as change:
        actions.close_month(change, "2026-01")
    page.open(guide="bank_fee", day=date(2026, 1, 5), amount=5)
    page.sheet.look()
    assert "2026年1月已结账" in page.sheet.preview.problems[0]


def test_who_only_looks_can_not_post(qtbot, context, office):
    from models.office import User

    office.actor = User(office.actor.id, "沈慧敏", "auditor")
    page = shown(qtbot, GuidedPage(put(context, office)))
    page.open(guide="bank_fee", amount=5)
    assert not page.post.isEnabled() and "只能查看" in page.post.toolTip()


@pytest.mark.parametrize("zoom", [100, 150])
def test_nothing_is_cut_on_any_sheet(page, qapp, zoom):
    from ui import theme

    theme.apply(qapp, zoom)
    page.resize(1190 if zoom == 100 else 1290, 692)
    try:
        for one in GUIDES:
            page.events.light(one.key)
            page.sheet.look()
            found = [said for said in looks.look_at(page) if "压住" not in said]
            assert found == [], one.key
    finally:
        theme.apply(qapp, 100)


def test_the_page_dies(context, office):
    put(context, office)
    assert looks.dies(lambda: GuidedPage(context))


def test_an_entry_over_its_budget_asks_for_a_reason(qtbot, context, demo_office, told):
    page = shown(qtbot, GuidedPage(put(context, demo_office)))
    cost = code(demo_office, "50405")
    page.open(guide="expense", day=date(2026, 11, 20), what="送温暖", cost=cost, amount=99_000_000)
    page.sheet.look()
    assert any("预算" in one for one in page.sheet.preview.worth)
    before = len(queries.have(demo_office.db))
    context.say.words = None
    page.post_entry()
    assert context.say.boxes[-1][0] == "reason" and len(queries.have(demo_office.db)) == before
    context.say.words = "主席办公会同意"
    page.post_entry()
    assert len(queries.have(demo_office.db)) == before + 1
    kept = demo_office.db.execute("select reason from budget_override order by id desc").fetchone()
    assert kept[0] == "主席办公会同意"
