"""银行: two columns matched by keys, statements understood before they are taken, cash counted."""

from __future__ import annotations

from pathlib import Path

import pytest
from looks import dies, look_at
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from exporters.reading import read_book
from models.bank import cash, queries, sheets
from models.bank.desk import desk
from models.bank.imports import Asked
from models.dues import batches
from models.dues import queries as dues
from models.ledger import actions as ledger
from models.ledger import queries as books
from tests.build import a_member
from tests.models.bank.statements import account, book_of, day, post, running, take
from tests.ui.pages.on_office import put, shown
from ui import theme
from ui.dialogs.bank_book import BookDialog
from ui.dialogs.bank_count import CountDialog
from ui.dialogs.bank_import import StatementDialog
from ui.pages.bank import BankPage
from ui.pages.bank_acts import plan_or_refusal

SAMPLE = Path(__file__).parents[2] / "data" / "银行对账单.csv"


@pytest.fixture
def page(qtbot, context, office):
    """October: one sure pair, two equal vouchers for one bank line, interest that nobody booked."""
    post(office, "10-05", -12_345, "付奖品款")
    post(office, "10-10", -5_000, "慰问甲")
    post(office, "10-11", -5_000, "慰问乙")
    take(office, ("10-06", -12_345, "转账"), ("10-12", -5_000, "转账"), ("10-21", 138, "结息"))
    return shown(qtbot, BankPage(put(context, office, "2026-10")))


def settle(qtbot, page):
    qtbot.waitUntil(lambda: not page._jobs)


def states(page, side):
    return [
        page.view.tables[side].model.values(at)[4].text
        for at in range(page.view.tables[side].model.rowCount())
    ]


def press(page, side, key, held=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(page.view.tables[side].view, key, held)


def test_the_keys_match_by_themselves_and_by_hand(qtbot, page, office):
    page.view.run()
    settle(qtbot, page)
    assert states(page, "bank") == ["候选 2", "未勾对", "同额"]
    page.view.tables["bank"].select(page.view.tables["bank"].model.id_at(0))
    assert len(page.view.hint["book"]) == 2
    press(page, "bank", Qt.Key.Key_Return)
    assert page.view.foot.match.isEnabled() and "差 0.00" in page.view.foot.gap.pill.text
    press(page, "bank", Qt.Key.Key_Return)
    settle(qtbot, page)
    assert states(page, "bank") == ["未勾对", "同额", "手工"]
    assert len(queries.book_lines(office.db, account(office), free=True)) == 1


def test_unequal_sums_can_not_be_matched(qtbot, page, context):
    press(page, "bank", Qt.Key.Key_Down)
    press(page, "bank", Qt.Key.Key_Space)
    assert not page.view.foot.match.isEnabled()
    page.view.match()
    assert "不相等" in context.say.boxes[-1][1]


def test_a_group_is_taken_apart_and_the_act_undone(qtbot, page, office):
    page.view.run()
    settle(qtbot, page)
    table = page.view.tables["bank"]
    table.select(table.model.id_at(2))
    page.view.unmatch()
    settle(qtbot, page)
    assert page.view.desk.groups == 0
    page.view.acts.undo()
    settle(qtbot, page)
    assert page.view.desk.groups == 1


def test_matched_groups_fold_away(qtbot, page):
    page.view.run()
    settle(qtbot, page)
    page.view.show_matched.click()
    assert states(page, "bank") == ["候选 2", "未勾对"] and page.view.show_matched.text() == "已勾对 1 组"


def test_interest_becomes_a_voucher_from_here(qtbot, page, context, office):
    found = page.view.desk.proposals
    box = BookDialog(context, page, account(office), list(found.values()), [2])
    qtbot.addWidget(box)
    assert box.take.text() == "记账 1 张 Ctrl+S" and look_at(box) == []
    box.post()
    settle(qtbot, page)
    assert [one.words for one in queries.bank_lines(office.db, account(office), free=True)] == [
        "转账",
        "转账",
    ]


def test_a_line_can_be_booked_as_an_event_too(page, told):
    key = next(key for key, one in page.view.desk.proposals.items() if one.line.words == "结息")
    acts = {text: act for text, _, act in page.view.tables["bank"].menu(key)}
    acts["用业务记账"]()
    assert told.opened[-1] == ("guided", {"guide": "interest", "day": day("10-21"), "amount": 138})


def test_a_line_without_an_account_waits_for_one(qtbot, page, context, office):
    box = BookDialog(context, page, account(office), list(page.view.desk.proposals.values()), [0])
    qtbot.addWidget(box)
    box.table.model.tick([0], True)
    assert not box.take.isEnabled() and "还没有选科目" in box.said.text()
    edit = box.edit_box(0)
    cash_key = office.db.execute("select id from account where key = 'cash'").fetchone()[0]
    edit.form.box("account").set_value(cash_key)
    edit.try_save()
    assert box.take.isEnabled() and box.found[0].account == cash_key


def test_a_month_is_signed_and_reopened(qtbot, page, context, office):
    page.view.run()
    settle(qtbot, page)
    box = page.view.acts.sign_box()
    qtbot.addWidget(box)
    assert look_at(box) == []
    box.try_save()
    settle(qtbot, page)
    assert sheets.sheet(office.db, account(office), "2026-10").state == "signed"
    assert page.view.sign.text() == "重新打开"
    context.say.reason = lambda *_, **__: "漏了一张回单"
    page.view.acts.sign()
    settle(qtbot, page)
    assert sheets.sheet(office.db, account(office), "2026-10").reason == "漏了一张回单"


def test_signing_says_which_earlier_months_nobody_signed(qtbot, page, office):
    take(office, ("11-06", 300, "结息"))
    page.context.set_period("2026-11")
    page.reload()
    settle(qtbot, page)
    said = [one.text() for one in page.view.acts.sign_box().findChildren(QLabel)]
    assert any("2026年10月的调节表还没有签，请先签" in one for one in said)


def test_who_may_only_look_has_no_writing_buttons(qtbot, page, office):
    office.actor = next(user for user in office.users() if user.role == "auditor")
    page.reload()
    settle(qtbot, page)
    view = page.view
    assert [made.isEnabled() for made in (view.take_in, view.auto, view.book_it, view.sign)] == [False] * 4
    assert view.sheet.isEnabled() and "只能查看" in view.sign.toolTip()


def test_a_statement_is_shown_before_it_is_taken(qtbot, context, office):
    book = read_book(SAMPLE)
    box = StatementDialog(put(context, office), None, book, Asked())
    qtbot.addWidget(box)
    box.show_plan(plan_or_refusal(office, book, Asked()))
    box.show()
    assert box.plan.closing_fen == 16_645_954 and box.take.isEnabled() and look_at(box) == []


def test_a_refused_statement_says_why_and_its_columns_can_be_chosen(qtbot, context, office):
    book = book_of([["20260105", "收", 500], ["20260106", "付", -100]], ["甲", "乙", "丙"])
    box = StatementDialog(put(context, office), None, book, Asked())
    qtbot.addWidget(box)
    box.show_plan(plan_or_refusal(office, book, Asked()))
    assert box.plan is None and not box.take.isEnabled() and box.problem.text()
    columns = box.columns_box()
    for key, value in (("day", "A"), ("words", "B"), ("amount", "C"), ("opening", 10_000)):
        columns.form.box(key).set_value(value)
    columns.try_save()
    assert box.plan is not None and box.plan.closing_fen == 50_000 and box.take.isEnabled()


def test_cash_is_counted_by_its_pieces_alone(qtbot, context, office):
    post(office, "10-20", -30_050, other="cash")
    box = CountDialog(put(context, office), None)
    qtbot.addWidget(box)
    box.show()
    assert look_at(box) == []
    box.pieces[0].setText("3")
    QTest.keyClick(box.pieces[0], Qt.Key.Key_Return)
    assert "短款" in box.verdict.pill.text
    box.keep()
    assert not box.problem.isHidden() and box.made == 0
    box.pieces[6].setText("1")
    box.keep()
    assert cash.count_of(office.db, box.made).difference_fen == 0


def test_the_other_views_show_counts_accounts_and_statements(qtbot, page, office):
    page.open(view="cash")
    assert page.view.table.model.rowCount() == 0
    page.open(view="files")
    assert [page.view.table.model.values(at)[0].text for at in range(2)] == ["账户", "对账单"]
    box = page.view.opening_box()
    for key, value in (("fen", 500), ("words", "年前支票"), ("day", office.today())):
        box.form.box(key).set_value(value)
    box.try_save()
    assert page.view.table.model.rowCount() == 3
    described = page.view.account_box(account(office))
    described.form.show_values({"bank": "农行", "number": "8899", "kind": "basic"})
    described.try_save()
    assert account(office).masked == "**** 8899"


@pytest.mark.parametrize("zoom", [100, 125, 150])
def test_nothing_is_cut_or_overlaps(qtbot, page, qapp, zoom):
    theme.apply(qapp, zoom)
    try:
        for key in ("match", "cash", "files"):
            page.show_view(key)
            settle(qtbot, page)
            assert look_at(page) == []
    finally:
        theme.apply(qapp, 100)


def test_the_page_dies(qtbot, context, office):
    put(context, office, "2026-10")
    assert dies(lambda: BankPage(context))


def test_an_empty_office_says_what_belongs_here(qtbot, context, office):
    made = shown(qtbot, BankPage(put(context, office, "2026-10")))
    assert "没有对账单" in made.view.foot.result.pill.text and look_at(made) == []


def test_a_deposit_of_a_waiting_batch_books_its_arrival(qtbot, context, office):
    with office.change("会员") as change:
        member = a_member(change, base_fen=600_000)
        batch = batches.open_batch(change, "2026-10", "payroll", day("10-08"), ("10月扣款单", ""))
        batches.add_paid(change, batch, [(member, "2026-10", 3_000, "", "")])
    take(office, ("10-12", 3_000, "批量代收"))
    found = desk(office.db, account(office), "2026-10").proposals
    box = BookDialog(put(context, office, "2026-10"), None, account(office), list(found.values()), [0])
    qtbot.addWidget(box)
    assert "已扣未到账" in box.table.model.values(0)[5]
    box.post()
    assert dues.batch(office.db, batch).state == "arrived"
    assert queries.bank_lines(office.db, account(office), free=True) == []


def test_an_import_is_undone_with_its_matches(qtbot, page, office):
    book = book_of(running(-17_207, ("11-02", 138, "结息")))
    plan = plan_or_refusal(office, book, Asked())
    page.view.acts._keep(plan)
    settle(qtbot, page)
    assert page.context.period == "2026-11" and len(queries.statements(office.db, account(office))) == 2
    page.view.acts.undo()
    assert len(queries.statements(office.db, account(office))) == 1


def test_with_two_accounts_one_is_chosen(qtbot, context, office):
    with office.change("科目") as change:
        parent = books.account_by_key(change.db, "bank")
        ledger.add_account(change, "10201", "基本户", parent)
        ledger.add_account(change, "10202", "定期", parent)
    made = shown(qtbot, BankPage(put(context, office, "2026-10")))
    assert made.view.which.isVisible() and made.view.desk.account.code == "10201"
    made.view.which.setCurrentIndex(1)
    settle(qtbot, made)
    assert made.view.desk.account.code == "10202" and look_at(made) == []


def test_what_a_later_month_matched_is_still_outstanding_here(qtbot, context, office):
    post(office, "9-29", -700, "付新世纪文化用品")
    take(office, ("9-05", 138, "结息"), ("10-02", -700, "转账"))
    made = shown(qtbot, BankPage(put(context, office, "2026-09")))
    made.view.run()
    settle(qtbot, made)
    assert states(made, "book") == ["次月"]
