"""设置: names, users and PINs, days, holidays, accounts, opening balances, the log of looks."""

from __future__ import annotations

from datetime import date

import pytest
from looks import look_at
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from models import users
from models.ledger import actions, marks, queries
from models.office import Office
from tests.ui.pages.on_office import put, shown
from ui import theme
from ui.dialogs.pin import NewPinDialog, PinDialog
from ui.dialogs.user import UserDialog
from ui.pages.settings import PARTS, SettingsPage


@pytest.fixture
def page(qtbot, context, demo_office):
    return shown(qtbot, SettingsPage(put(context, demo_office)))


@pytest.fixture
def fresh(qtbot, context, office):
    return shown(qtbot, SettingsPage(put(context, office)))


def part_of(page, key):
    page.open(part=key)
    return page.parts[key]


def test_arrows_walk_through_the_parts(page, qtbot):
    row = page.first_focus()
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Down)
    assert page.current == "users"
    qtbot.keyClick(page.first_focus(), Qt.Key.Key_Up)
    assert page.current == "office"


def test_names_are_saved_with_the_keyboard(page, told):
    part = part_of(page, "office")
    assert not part.form.box("month").isEnabled()
    assert "凭证" in part.form.box("month").toolTip()
    part.form.box("name").selectAll()
    part.form.box("name").insert("青禾中学")
    part.form.save_asked.emit()  # Ctrl+S
    assert page.context.office.name == "青禾中学"
    assert told.toasts[-1] == "单位已保存"


def test_a_new_office_may_begin_in_another_month(fresh):
    part = part_of(fresh, "office")
    part.form.box("month").set_value("2026-05")
    part.save()
    assert fresh.context.office.setting("first_month") == "2026-05"


def test_leaving_what_is_not_saved_asks(page, context):
    part = part_of(page, "office")
    part.form.box("name").setText("改了")
    context.say.answer = 1
    page.open(part="users")
    assert page.current == "office" and not page.may_close()
    context.say.answer = 0
    page.open(part="users")
    assert page.current == "users"
    assert context.say.boxes[-1][0] == "confirm"


def test_a_person_is_added_changed_and_stopped(page, context, monkeypatch, told):
    part = part_of(page, "users")
    monkeypatch.setattr(UserDialog, "ask", classmethod(lambda cls, *what: ("周佳音", "committee")))
    part.add()
    key = next(row.id for row in users.all_users(context.office.db) if row.name == "周佳音")
    monkeypatch.setattr(UserDialog, "ask", classmethod(lambda cls, *what: ("周佳颖", "cashier")))
    part.change_user(key)
    part.turn(key)
    row = next(row for row in users.all_users(context.office.db) if row.id == key)
    assert (row.name, row.role, row.active) == ("周佳颖", "cashier", False)
    assert told.toasts[-1] == "已停用周佳颖"
    assert part.table.row_of(key)[2] == "已停用"


def test_renaming_oneself_is_seen_everywhere(page, context, monkeypatch):
    me = context.office.actor.id
    monkeypatch.setattr(UserDialog, "ask", classmethod(lambda cls, *what: ("许静", "treasurer")))
    part_of(page, "users").change_user(me)
    assert context.user == "许静"


def test_posts_without_a_name_offer_to_be_given_one(page, context):
    part = part_of(page, "users")
    chair = next(user for user in context.office.users() if user.role == "chair")
    assert [one.text for one in part.table.row_of(chair.id)[5]] == ["改姓名", "设口令", "停用"]
    assert [one.text for one in part.table.row_of(context.office.actor.id)[5]] == ["改姓名", "设口令"]


def test_the_user_dialog_refuses_a_taken_name(qtbot):
    dialog = UserDialog(None, "添加使用人", {"陈立群"})
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.form.box("name").setText("陈立群")
    dialog._go()
    assert "已经有" in dialog.form.problem("name")
    dialog.form.box("name").setText("陈立")
    dialog._go()
    assert dialog.result() == dialog.DialogCode.Accepted


def test_a_pin_is_asked_for_and_a_wrong_one_says_so(qtbot, page, context, monkeypatch):
    office = context.office
    chair = next(user for user in office.users() if user.role == "chair")
    assert PinDialog.passes(None, office, chair)
    monkeypatch.setattr(NewPinDialog, "ask", classmethod(lambda cls, *what, **more: "2580"))
    part_of(page, "users").set_pin(chair.id)
    dialog = PinDialog(None, office, chair)
    qtbot.addWidget(dialog)
    dialog.show()
    for _ in range(5):
        qtbot.keyClicks(dialog.line, "1111")
        dialog.enter()
    assert "口令不对" in dialog.problem.sentence
    qtbot.keyClicks(dialog.line, "2580")
    dialog.enter()
    assert "请等" in dialog.problem.sentence
    assert look_at(dialog) == []


def test_who_begins_is_asked_only_when_there_is_a_pin(qtbot, demo_office):
    assert PinDialog.sit_down(demo_office) == demo_office.actor
    with demo_office.change("口令") as change:
        users.set_pin(change, demo_office.actor.id, "1234")
    dialog = PinDialog(None, demo_office, demo_office.actor, demo_office.users())
    qtbot.addWidget(dialog)
    dialog.show()
    chair = next(user for user in demo_office.users() if user.role == "chair")
    dialog.who.set_value(chair.name)
    assert not dialog.line.isEnabled()
    dialog.enter()
    assert dialog.user == chair and dialog.result() == dialog.DialogCode.Accepted


def test_two_different_new_pins_are_refused(qtbot):
    dialog = NewPinDialog(None, "许静宜", had=False)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.form.box("pin").setText("1234")
    dialog.form.box("again").setText("1235")
    dialog._go()
    assert dialog.form.problem("again") == "两次输入的不一样。"


def test_days_and_rules_are_checked_beside_the_field(page, told):
    part = part_of(page, "rules")
    part.form.box("dues_day").setText("40")
    part.save()
    assert "1 到 31" in part.form.problem("dues_day")
    part.form.box("dues_day").setText("15")
    part.form.box("signers").set_value("filled")
    part.save()
    assert page.context.office.setting("dues_day") == "15"
    assert told.toasts[-1] == "日期与规则已保存"


def test_names_are_printed_under_vouchers_when_it_is_set(page, context):
    from models.ledger.reports import voucher_paper

    voucher = queries.vouchers(context.office.db, "2026-01", "2026-01")[0]
    assert dict(voucher_paper(context.office, voucher, "").signers)["出纳"] == ""
    part = part_of(page, "rules")
    part.form.box("signers").set_value("filled")
    part.save()
    assert dict(voucher_paper(context.office, voucher, "").signers)["出纳"] == "何文博"


def test_a_holiday_is_dropped_after_asking(page, context):
    part = part_of(page, "holidays")
    key = next(iter(part._rows))
    context.say.answer = 1
    part.drop(key)
    assert key in part._rows
    context.say.answer = 0
    part.drop(key)
    assert key not in part._rows


def test_the_same_day_twice_is_said_beside_the_field(page, qtbot, context):
    from ui.pages.settings_holidays import HolidayDialog

    part = part_of(page, "holidays")
    row = next(iter(part._rows.values()))
    dialog = HolidayDialog(page, "添加节假日", "2026-11", None)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.form.show_values({"day": row.day, "name": "又一个", "kind": "off"})
    assert not part._save(dialog, "添加节假日", None)
    assert "已经登记过" in dialog.form.problem("day")
    dialog.form.show_values({"day": date(2031, 1, 2), "name": "校庆", "kind": "off"})
    assert part._save(dialog, "添加节假日", None)


def test_an_account_in_use_stays_and_another_goes(page, context, told):
    part = part_of(page, "accounts")
    chart = {account.code: account.id for account in queries.accounts(context.office.db)}
    part.turn(chart["102"])
    assert context.say.boxes[-1][0] == "refuse"
    part.turn(chart["172"])
    assert told.toasts[-1] == "已停用“累计摊销”"
    assert part.table.model.line_of(chart["172"]) == -1


def test_opening_balances_run_along_and_must_agree(fresh, qtbot, context, told):
    part = part_of(fresh, "opening")
    bank, fund = part._edits["102"][0], part._edits["322"][1]
    bank.setFocus()
    qtbot.keyClicks(bank, "1,000.50")
    assert part._pill.pill.text == "借方多"
    part.save()
    assert context.say.boxes[-1] == ("refuse", "期初余额不平：借方 1,000.50，贷方 0.00。")
    fund.setFocus()
    qtbot.keyClicks(fund, "1000.50")
    assert part._pill.pill.text == "平"
    part.save()
    assert told.toasts[-1] == "期初余额已保存"
    assert context.office.db.execute("select count(*) from opening_balance").fetchone()[0] == 2
    assert not part.dirty()


def test_enter_goes_down_the_usual_side(fresh, qtbot):
    part = part_of(fresh, "opening")
    codes = list(part._edits)
    first = part._edits[codes[0]][0]
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Return)
    assert part._edits[codes[1]][0].hasFocus()


def test_after_closing_the_opening_balances_are_read_only_and_say_why(page):
    part = part_of(page, "opening")
    assert part._edits["102"][0].isReadOnly()
    assert not part.save_button.isEnabled() and "结过账" in part.save_button.toolTip()


def test_looks_at_numbers_are_shown(page, context):
    context.office.note_access("id_number", "核对身份证")
    part = part_of(page, "access")
    assert part.table.model.rowCount() == 1
    assert part.table.row_of(1)[4] == "核对身份证"


def test_an_auditor_is_told_that_he_only_looks(page, context):
    office: Office = context.office
    office.actor = next(user for user in office.users() if user.role == "auditor")
    part = part_of(page, "rules")
    part.save()
    assert "只能查看" in context.say.boxes[-1][1]


@pytest.mark.parametrize("key", [part.KEY for part in PARTS])
@pytest.mark.parametrize(("zoom", "wide", "high"), [(100, 1190, 692), (100, 788, 560), (150, 1288, 654)])
def test_nothing_is_cut_or_overlaps(qtbot, context, demo_office, qapp: QApplication, key, zoom, wide, high):
    theme.apply(qapp, zoom)
    try:
        page = shown(qtbot, SettingsPage(put(context, demo_office)), wide, high)
        page.open(part=key)
        assert look_at(page) == []
        assert page.minimumSizeHint().width() <= wide
    finally:
        theme.apply(qapp, 100)


def test_a_sub_account_of_ones_own_is_renamed_ended_and_taken_away(fresh, context, told, qtbot):
    part = part_of(fresh, "accounts")
    office = context.office
    with office.change("加科目") as change:
        parent = queries.account_by_code(office.db, "131").id
        key = actions.add_account(change, "13101", "何文博", parent)
    part.reload()
    box = part.edit(key)
    qtbot.addWidget(box)
    box.form.show_values({"name": "周佳音", "last": "2026-06"})
    box.try_save()
    made = queries.account_by_code(office.db, "13101")
    assert (made.name, made.valid_to) == ("周佳音", "2026-06")
    part.reload()
    assert part.table.model.source.rows([key])[0][4:7] == ("本单位", "2022-01 至 2026-06", "已停用")
    part.drop(key)
    assert told.toasts[-1] == "已删除“其他应收款—周佳音”"


def test_two_persons_for_making_and_checking_is_a_setting(fresh, context):
    part = part_of(fresh, "accounts")
    assert not marks.is_strict(context.office.db)
    part.strict.click()
    assert marks.is_strict(context.office.db)


def test_a_book_with_one_chart_offers_no_joining(fresh):
    part = part_of(fresh, "accounts")
    assert (part.joins.isVisible(), part.table_of.isVisible()) == (False, False)
