"""凭证: filled by keyboard as a treasurer does it; drafts kept and found again."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.ledger import actions, queries
from tests.models.ledger.vouchers import BANK, CASH, OFFICE_COST, account, post, simple
from tests.ui.pages.on_office import put, shown
from tests.ui.pages.voucher_typing import K, cell, fill, press, type_in, write
from ui.pages.voucher_form import VoucherPage
from ui.widgets.voucher_lines import ACCOUNT, CREDIT, DEBIT, SUMMARY


@pytest.fixture
def page(qtbot, context, office):
    made = shown(qtbot, VoucherPage(put(context, office)))
    made.grid.jump(0, SUMMARY)
    return made


# -- typing ---------------------------------------------------------------------------------------


def test_a_voucher_is_filled_and_posted_with_the_keyboard_alone(page, office, told):
    fill(page, "1234.5")
    press(page, K.Key_S, Qt.KeyboardModifier.ControlModifier)
    done = queries.voucher_by_name(office.db, "2026-11-记-001")
    assert [(line.code, line.summary, line.debit_fen, line.credit_fen) for line in done.lines] == [
        (OFFICE_COST, "买办公用品", 123450, 0),
        (BANK, "买办公用品", 0, 123450),
    ]
    assert told.toasts == ["已记账 2026-11-记-001"]
    assert (page.title.text(), page.locked, page.paper.title.stamp) == (
        "2026-11-记-001",
        True,
        "已记账",
    )


def test_enter_goes_from_words_to_account_to_the_sides_to_the_next_line(page):
    places = [cell(page)]
    for word in ("摘要甲", CASH, "", "", ""):
        write(page, word) if word else None
        press(page, K.Key_Return)
        places.append(cell(page))
    assert places == [(0, SUMMARY), (0, ACCOUNT), (0, DEBIT), (0, CREDIT), (1, SUMMARY), (1, ACCOUNT)]
    press(page, K.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert cell(page) == (1, SUMMARY)


def test_a_filled_debit_goes_straight_to_the_next_line(page):
    type_in(page, "甲", CASH, "5")
    assert cell(page) == (1, SUMMARY)


def test_equals_and_ctrl_f7_fill_the_difference_and_space_changes_the_side(page):
    type_in(page, "甲", CASH, "100", "乙", BANK, "=")
    assert cell(page) == (1, CREDIT)
    assert page.grid.lines.lines[1].credit_fen == 10000
    press(page, K.Key_Space)
    assert (page.grid.lines.lines[1].debit_fen, cell(page)) == (10000, (1, DEBIT))
    press(page, K.Key_F7, Qt.KeyboardModifier.ControlModifier)
    assert page.grid.lines.lines[1].credit_fen == 10000
    assert page.balance_strip.gap.text() == "0.00"


def test_a_sum_may_be_typed_into_an_amount(page):
    type_in(page, "甲", CASH, "12*35+8")
    assert page.grid.lines.lines[0].debit_fen == 42800


@pytest.mark.parametrize(
    ("typed", "said"), [("abc", "不是金额"), ("-5", "负数"), ("1.234", "两位"), ("10000000000", "11 位")]
)
def test_an_amount_that_can_not_be_read_keeps_the_cursor_and_says_why(page, typed, said):
    type_in(page, "甲", CASH)
    write(page, typed)
    press(page, K.Key_Return)
    assert cell(page) == (0, DEBIT)
    assert said in page.balance_strip.problem.text()


def test_the_enter_that_ends_composing_moves_nothing(page):
    field = page.grid.field
    QApplication.sendEvent(field, QInputMethodEvent("yin hang", []))
    press(page, K.Key_Return)
    assert cell(page) == (0, SUMMARY)
    event = QInputMethodEvent()
    event.setCommitString("银行手续费")
    QApplication.sendEvent(field, event)
    press(page, K.Key_Return)
    assert cell(page) == (0, SUMMARY)
    QApplication.processEvents()
    press(page, K.Key_Return)
    assert (cell(page), page.grid.lines.lines[0].summary) == ((0, ACCOUNT), "银行手续费")


def test_dots_copy_the_summary_above_in_chinese_too(page):
    type_in(page, "甲", CASH, "5", "。。")
    assert page.grid.lines.lines[1].summary == "甲"


@pytest.mark.parametrize("typed", ["102", "yhck", "银行存款"])
def test_an_account_is_found_by_code_initials_and_chinese(page, office, typed):
    type_in(page, "甲", typed)
    assert page.grid.lines.lines[0].account == account(office, BANK)


def test_a_parent_is_greyed_with_the_reason_and_not_taken(page):
    type_in(page, "甲")
    write(page, "501")
    page.grid.account.look()
    greyed = [choice for choice in page.grid.account.popup.choices if choice.why_not]
    assert [(choice.text, choice.why_not) for choice in greyed] == [("501 职工活动支出", "有下级，请选下级")]
    press(page, K.Key_Return)
    assert page.grid.chart.find(page.grid.lines.lines[0].account).account.leaf


def test_an_unknown_account_keeps_the_cursor(page):
    type_in(page, "甲", "不存在的科目")
    assert cell(page) == (0, ACCOUNT)
    assert "没有选中" in page.balance_strip.problem.text()


def test_f7_lists_accounts_and_summaries(page, office, monkeypatch):
    type_in(page, "甲")
    press(page, K.Key_F7)
    assert page.grid.account.popup.choices
    press(page, K.Key_Escape)
    asked = []
    monkeypatch.setattr(page, "choose_summary", lambda: asked.append(1))
    page.grid.jump(1, SUMMARY)
    press(page, K.Key_F7)
    assert asked == [1]


def test_lines_are_inserted_and_deleted(page):
    type_in(page, "甲", CASH, "5", "乙", BANK, "=")
    page.grid.jump(1, SUMMARY)
    press(page, K.Key_Insert)
    assert [line.summary for line in page.grid.lines.lines[:3]] == ["甲", "", "乙"]
    press(page, K.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert [line.summary for line in page.grid.lines.lines[:2]] == ["甲", "乙"]
    press(page, K.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert page.grid.lines.filled == 1


def test_esc_takes_the_cell_back_and_the_second_one_asks(page, context):
    type_in(page, "甲", CASH, "5")
    page.grid.jump(0, DEBIT)
    QTest.keyClicks(page.grid.field, "99")
    assert page.grid.lines.lines[0].debit_fen == 9900
    press(page, K.Key_Escape)
    assert (page.grid.lines.lines[0].debit_fen, context.say.boxes) == (500, [])
    context.say.answer = 2
    press(page, K.Key_Escape)
    assert [box[0] for box in context.say.boxes] == ["choose"]
    assert page.grid.lines.lines[0].debit_fen == 500
    context.say.answer = 1
    press(page, K.Key_Escape)
    assert page.grid.lines.filled == 0


def test_an_unbalanced_voucher_is_not_posted_and_says_the_difference(page, office):
    type_in(page, "甲", CASH, "100", "乙", BANK)
    press(page, K.Key_Return)
    QTest.keyClicks(page.grid.field, "99")
    assert page.post_voucher() is False
    assert "还差 1.00" in page.balance_strip.problem.text()
    assert queries.have(office.db) == []


@pytest.mark.parametrize(
    ("words", "column", "said"),
    [((), SUMMARY, "还没有填分录"), (("甲",), ACCOUNT, "选科目"), (("甲", CASH), DEBIT, "金额")],
)
def test_what_is_missing_is_named_and_the_cursor_goes_there(page, words, column, said):
    type_in(page, *words)
    assert page.post_voucher() is False
    assert cell(page) == (0, column)
    assert said in page.balance_strip.problem.text()


def test_a_closed_month_is_refused_in_place(page, office):
    with office.change("结账") as change:
        actions.close_month(change, "2026-01")
    fill(page)
    page.paper.day.setText("2026-01-05")
    assert "2026年1月已经结账" in page.balance_strip.problem.text()
    page.paper.day.setText("2025-12-31")
    assert "启用之前" in page.balance_strip.problem.text()
    page.paper.day.setText("2026-02-01")
    assert page.balance_strip.problem.text() == ""
    page.paper.day.setText("2026-01-05")
    assert page.post_voucher() is False
    assert "已结账" in page.balance_strip.problem.text()


def test_the_number_is_only_the_next_free_one_until_posting(page, office):
    post(office, simple(office, day=date(2026, 10, 3)))
    assert page.paper.number.text() == "记字第 0001 号（暂）"
    page.paper.day.setText("10-09")
    assert page.paper.number.text() == "记字第 0002 号（暂）"


def test_f12_posts_and_begins_a_new_one_with_the_same_day(page, office):
    page.paper.day.set_value(date(2026, 11, 3))
    fill(page)
    press(page, K.Key_F12)
    assert queries.have(office.db) == ["2026-11-记-001"]
    assert (page.locked, page.grid.lines.filled, page.paper.day.value()) == (False, 0, date(2026, 11, 3))
    assert cell(page) == (0, SUMMARY)


def test_the_balance_of_the_account_is_beside_the_sums(page, office):
    post(office, simple(office, 1200, day=date(2026, 11, 2)))
    type_in(page, "甲", BANK, "20")
    page.grid.jump(0, DEBIT)
    words = "".join(page.balance_strip._words)
    assert words == "银行存款　余额 贷 12.00，记账后 借 8.00"


# -- drafts -----------------------------------------------------------------------------------------


def test_what_is_typed_is_kept_two_seconds_later_and_found_again(qtbot, page, context, office):
    type_in(page, "甲", CASH, "5")
    assert page._timer.isActive()
    page._timer.timeout.emit()
    assert page.facts.text() == "草稿已自动保存 09:41"
    page.dirty = False  # as after closing
    again = shown(qtbot, VoucherPage(context))
    assert again.grid.lines.lines[0].debit_fen == 500
    assert "找回" in again.facts.text()
    again._forget_draft()
    assert context.drafts.load("voucher:new") == {}


def test_an_unbalanced_one_can_be_put_aside_and_posted_later(page, office, told):
    type_in(page, "甲", CASH, "5")
    assert page.keep_voucher()
    [saved] = queries.drafts(office.db)
    assert (page.title.text(), page.paper.title.stamp, saved.debit_fen) == ("草稿", "草稿", 500)
    page.grid.jump(1, SUMMARY)
    type_in(page, "..", BANK, "=")
    assert page.post_voucher()
    assert queries.drafts(office.db) == []
    assert queries.voucher(office.db, saved.id).number == 1


def test_a_saved_draft_can_be_thrown_away_after_asking(page, office, context):
    type_in(page, "甲", CASH, "5")
    page.keep_voucher()
    context.say.answer = 1
    page.drop_draft()
    assert len(queries.drafts(office.db)) == 1
    context.say.answer = 0
    page.drop_draft()
    assert queries.drafts(office.db) == []


def test_a_draft_is_never_typed_in_two_tabs(qtbot, page, context, office):
    type_in(page, "甲", CASH, "5")
    page.keep_draft()
    other = shown(qtbot, VoucherPage(context))
    assert other.grid.lines.filled == 0
    other.grid.jump(0, SUMMARY)
    type_in(other, "乙")
    other.keep_draft()
    assert {context.drafts.load(key)["lines"][0]["summary"] for key in ("voucher:new", "voucher:new:2")} == {
        "甲",
        "乙",
    }


def test_a_copy_is_begun_although_a_new_one_waits(qtbot, page, context, office):
    done = post(office, simple(office, 1200, day=date(2026, 10, 2)))
    type_in(page, "甲", CASH, "5")
    page.keep_draft()
    page.dirty = False
    other = shown(qtbot, VoucherPage(context))
    other.open(copy=done.id)
    assert other.grid.lines.debit_fen == 1200
    type_in(other, "改了摘要")
    other.open(copy=done.id)
    assert other.grid.lines.lines[0].summary == "改了摘要"
    assert context.drafts.load("voucher:new")["lines"][0]["summary"] == "甲"
