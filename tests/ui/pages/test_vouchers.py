"""凭证: filled by keyboard as a treasurer does it; read, reversed, copied; the list and its drafts."""

from __future__ import annotations

from datetime import date

import pytest
from looks import dies, look_at
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.ledger import actions, lists, queries
from tests.models.ledger.vouchers import BANK, CASH, OFFICE_COST, account, draft, keep, post, simple
from tests.ui.pages.on_office import put, shown
from ui import theme
from ui.dialogs.reversal import ask_reversal
from ui.pages.voucher_form import VoucherPage
from ui.pages.vouchers import VouchersPage
from ui.widgets.voucher_lines import ACCOUNT, CREDIT, DEBIT, SUMMARY
from ui.widgets.voucher_search import VoucherSearch

K = Qt.Key


@pytest.fixture
def page(qtbot, context, office):
    made = shown(qtbot, VoucherPage(put(context, office)))
    made.grid.jump(0, SUMMARY)
    return made


def press(page, key, mods=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(page.grid if page.locked else page.grid.field, key, mods)


def type_in(page, *words):
    """Each word into its cell, Enter after it; "=" and " " are keys."""
    for word in words:
        if word in ("=", " "):
            press(page, K.Key_Equal if word == "=" else K.Key_Space)
            continue
        write(page, word)
        press(page, K.Key_Return)


def write(page, word):
    """Letters by keys, Chinese as an input method commits it."""
    field = page.grid.field
    if word.isascii():
        QTest.keyClicks(field, word)
    else:
        event = QInputMethodEvent()
        event.setCommitString(word)
        QApplication.sendEvent(field, event)


def cell(page):
    return page.grid.line, page.grid.column


def fill(page, fen_words="12"):
    type_in(page, "买办公用品", OFFICE_COST, fen_words, "..", BANK)
    type_in(page, "=")


# -- typing ---------------------------------------------------------------------------------------


def test_a_voucher_is_filled_and_posted_with_the_keyboard_alone(page, office, told):
    fill(page, "1234.5")
    press(page, K.Key_S, Qt.KeyboardModifier.ControlModifier)
    done = queries.voucher_by_name(office.db, "2026-11-记-001")
    assert [(line.code, line.summary, line.debit_fen, line.credit_fen) for line in done.lines] == [
        (OFFICE_COST, "买办公用品", 123450, 0),
        (BANK, "买办公用品", 0, 123450),
    ]
    assert told.toasts == ["已记账 记-0001"]
    assert (page.title.text(), page.locked, page.paper.title.stamp) == ("记-0001", True, "已记账")


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
    page.grid.summaries_asked.connect(lambda: asked.append(1))
    monkeypatch.setattr("ui.pages.voucher_sheet.QMenu.popup", lambda *_: None)
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


# -- posted ones --------------------------------------------------------------------------------------


def test_a_posted_one_is_read_only_and_says_why_when_a_key_is_pressed(page, office):
    done = post(office, simple(office, 1200, day=date(2026, 11, 2)))
    page.open(voucher=done.id)
    press(page, K.Key_5)
    assert "已记账，不能改" in page.balance_strip.problem.text()
    assert page.grid.lines.lines[0].debit_fen == 1200
    assert page.paper.day.isReadOnly()
    assert page.post_voucher() is False
    assert not page.post.isVisible()


def test_the_reason_names_the_closed_month(page, office):
    done = post(office, simple(office, day=date(2026, 1, 2)))
    with office.change("结账") as change:
        actions.close_month(change, "2026-01")
    page.open(voucher=done.id)
    press(page, K.Key_A)
    assert "2026年1月已经结账" in page.balance_strip.problem.text()


def test_reversing_links_both_and_stamps_them(qtbot, page, office, context):
    done = post(office, simple(office, 1200, day=date(2026, 11, 2)))
    page.open(voucher=done.id)
    box = ask_reversal(context, page, page.saved, page._reversed)
    qtbot.addWidget(box)
    box.try_save()
    assert box.form.problem("reason") == "请填写原因。"
    box.form.box("reason").set_value("金额写错")
    box.try_save()
    assert (page.paper.title.stamp, page.saved.reverses, page.grid.lines.debit_fen) == (
        "红字冲销",
        done.id,
        -1200,
    )
    assert not page.reverse.isEnabled()
    page.turn(-1)
    assert (page.saved.id, page.paper.title.stamp) == (done.id, "已被冲销")
    assert page.reverse.toolTip() == "已经冲销过了"


def test_a_day_before_the_voucher_is_refused_beside_the_day(qtbot, page, office, context):
    done = post(office, simple(office, day=date(2026, 11, 2)))
    box = ask_reversal(context, page, done, page._reversed)
    qtbot.addWidget(box)
    box.form.show_values({"day": date(2026, 11, 1), "reason": "错"})
    box.try_save()
    assert "不能早于" in box.form.problem("day")
    assert queries.voucher(office.db, done.id).reversed_by is None


def test_a_copy_has_the_lines_but_is_new(page, office, told):
    done = post(office, simple(office, 1200, day=date(2026, 10, 2), attachments=3))
    page.open(voucher=done.id)
    page.copy_voucher()
    assert told.opened[-1] == ("voucher", {"copy": done.id})
    page.start_new(done)
    assert (page.saved, page.paper.attachments, page.paper.day.value()) == (None, 0, date(2026, 11, 9))
    assert page.post_voucher()
    assert queries.have(office.db) == ["2026-10-记-001", "2026-11-记-001"]


def test_a_copy_of_a_red_one_has_plain_amounts(page, office):
    done = post(office, simple(office, 1200, day=date(2026, 10, 2)))
    with office.change("冲销") as change:
        red = actions.reverse(change, done.id, "错")
    page.start_new(red)
    assert (page.grid.lines.debit_fen, page.grid.lines.credit_fen) == (1200, 1200)


def test_page_up_and_down_walk_the_book_and_end_at_a_new_one(page, office, told):
    one = post(office, simple(office, day=date(2026, 10, 2)))
    two = post(office, simple(office, day=date(2026, 11, 2)))
    press(page, K.Key_PageUp)
    assert page.saved.id == two.id
    press(page, K.Key_PageUp)
    assert page.saved.id == one.id
    press(page, K.Key_PageUp)
    assert (page.saved.id, told.status[-1]) == (one.id, "前面没有凭证了")
    press(page, K.Key_PageDown)
    press(page, K.Key_PageDown)
    assert page.saved is None


def test_one_that_others_reversed_is_stamped_at_once(page, office):
    done = post(office, simple(office, day=date(2026, 11, 2)))
    page.open(voucher=done.id)
    with office.change("冲销") as change:
        actions.reverse(change, done.id, "错")
    assert page.paper.title.stamp == "已被冲销"


@pytest.mark.parametrize(
    ("zoom", "wide", "high"), [(100, 1190, 692), (100, 880, 600), (125, 1290, 640), (150, 1290, 640)]
)
def test_nothing_is_cut_at_any_size(qtbot, qapp, page, office, zoom, wide, high):
    try:
        theme.apply(qapp, zoom)
        fill(page)
        page.resize(wide, high)
        assert look_at(page) == []
        page.post_voucher()
        assert look_at(page) == []
    finally:
        theme.apply(qapp, 100)


def test_the_page_goes_when_it_is_closed(context, office):
    put(context, office)
    assert dies(lambda: VoucherPage(context))


# -- the list -------------------------------------------------------------------------------------------


@pytest.fixture
def some(office):
    """Two posted in November, one in October, two drafts (one unbalanced)."""
    return [
        post(office, simple(office, 1200, day=date(2026, 11, 2), summary="买墨盒")).id,
        post(office, simple(office, 7700, day=date(2026, 11, 3), summary="买纸")).id,
        post(office, simple(office, 900, day=date(2026, 10, 3))).id,
        keep(office, simple(office, 500, day=date(2026, 11, 4), summary="好的草稿")),
        keep(office, draft(office, (CASH, 5, 0), (BANK, 0, 4), day=date(2026, 11, 5), summary="不平的草稿")),
    ]


@pytest.fixture
def listed(qtbot, context, office, some):
    return shown(qtbot, VouchersPage(put(context, office)))


def ids(page):
    return list(page.table.model.ids())


def test_the_list_shows_the_month_with_drafts_marked(listed, some):
    assert ids(listed) == [some[0], some[1], some[3], some[4]]
    assert listed.facts.text() == "2026年11月 2 张 · 草稿 2 张没有记账"
    assert listed.table.row_of(some[3])[8].text == "草稿"
    assert listed.table.model.total["fen"] == 1200 + 7700 + 500 + 5
    listed.context.period = "2026-10"
    listed.context.bus.period_changed.emit("2026-10")
    assert ids(listed) == [some[2]]


def test_more_conditions_narrow_the_list_and_clear_widens_it(qtbot, listed, some, office):
    box = VoucherSearch(listed, lists.Chart(office.db), "2026-11", listed.narrow)
    box.form.show_values({"from_month": "2026-10", "from_fen": 1000, "to_fen": 5000})
    box.seek()
    assert ids(listed) == [some[0]]
    listed.table.strip.clear()
    assert len(ids(listed)) == 5


def test_a_voucher_is_opened_from_the_list(listed, some, told):
    listed.table.opened.emit(some[0])
    assert told.opened[-1] == ("voucher", {"voucher": some[0]})


def test_drafts_are_posted_together_and_what_could_not_be_is_listed(qtbot, listed, some, office, context):
    listed.post_chosen()
    qtbot.waitUntil(lambda: not listed._jobs)
    assert queries.voucher(office.db, some[3]).name == "2026-11-记-003"
    assert not queries.voucher(office.db, some[4]).posted
    assert ("tell", "成功 1 张，1 张没有记账。") in context.say.boxes


def test_nothing_is_posted_without_a_yes(listed, some, office, context):
    context.say.answer = 1
    listed.post_chosen()
    assert not queries.voucher(office.db, some[3]).posted


def test_the_home_page_opens_the_drafts(listed, some):
    listed.open(state="draft")
    assert ids(listed) == some[3:]


def test_an_empty_book_and_no_match_have_their_own_faces(qtbot, context, office):
    page = shown(qtbot, VouchersPage(put(context, office)))
    assert page.table._faces.currentIndex() == 1
    post(office, simple(office))
    assert page.table._faces.currentIndex() == 2


@pytest.mark.parametrize(("zoom", "wide"), [(100, 1190), (100, 880), (150, 1290)])
def test_the_list_is_not_cut(qapp, listed, zoom, wide):
    try:
        theme.apply(qapp, zoom)
        listed.resize(wide, 640)
        assert look_at(listed) == []
    finally:
        theme.apply(qapp, 100)


def test_the_list_goes_when_it_is_closed(context, office):
    put(context, office)
    assert dies(lambda: VouchersPage(context))
