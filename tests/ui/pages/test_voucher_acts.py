"""凭证: lines copied, what a line is about, patterns, marks, new accounts, the reader who may not write."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.ledger import marks, queries
from models.office import Office
from tests.build import NOW, a_member
from tests.models.ledger.vouchers import BANK, CASH, OFFICE_COST, account, draft, post, simple
from tests.ui.pages.on_office import put, shown
from tests.ui.pages.voucher_typing import K, cell, fill, press, type_in, write
from ui.dialogs.form_dialog import FormDialog
from ui.dialogs.voucher_dimensions import ask_dimensions
from ui.pages.voucher_form import VoucherPage
from ui.widgets.voucher_lines import DEBIT, SUMMARY

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(qtbot, context, office):
    made = shown(qtbot, VoucherPage(put(context, office)))
    made.grid.jump(0, SUMMARY)
    return made


def boxes(monkeypatch, answer):
    """Every form box is answered as `answer(box)` does, instead of waiting for a person."""
    monkeypatch.setattr(FormDialog, "exec", answer)


# -- copying lines ---------------------------------------------------------------------------------


def test_lines_are_picked_copied_and_pasted_into_another_voucher(qtbot, page, context):
    type_in(page, "甲", CASH, "5", "乙", BANK, "=")
    page.grid.lines.lines[0].partner = "文具店"
    page.grid.jump(0, SUMMARY)
    press(page, K.Key_Down, SHIFT)
    assert page.grid.picked.lines == {0, 1}
    press(page, K.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "甲\t101 库存现金\t5.00\t\n乙\t102 银行存款\t\t5.00"
    other = shown(qtbot, VoucherPage(context))
    other.grid.jump(0, SUMMARY)
    press(other, K.Key_V, CTRL)
    assert [
        (one.summary, one.debit_fen, one.credit_fen, one.partner) for one in other.grid.lines.lines[:2]
    ] == [
        ("甲", 500, None, "文具店"),
        ("乙", None, 500, ""),
    ]
    assert cell(other) == (2, SUMMARY)
    other._forget_draft()


def test_a_table_from_excel_is_pasted_and_what_is_not_known_is_said(page, office):
    QGuiApplication.clipboard().setText(
        "摘要\t科目\t借方\t贷方\n买墨盒\t50599\t1,234.50\t\n\t其他收入—利息\t\t３．２\n付款\t比特币\t\t1\n"
    )
    press(page, K.Key_V, CTRL)
    lines = page.grid.lines.lines
    assert [(one.summary, one.account, one.debit_fen, one.credit_fen) for one in lines[:3]] == [
        ("买墨盒", account(office, OFFICE_COST), 123450, None),
        ("", account(office, "40801"), None, 320),
        ("付款", None, None, 100),
    ]
    assert "“比特币”没有找到" in page.balance_strip.problem.text()


def test_one_word_on_the_clipboard_goes_into_the_cell(page):
    QGuiApplication.clipboard().setText("买墨盒")
    press(page, K.Key_V, CTRL)
    assert (page.grid.summary.text(), cell(page)) == ("买墨盒", (0, SUMMARY))


def test_picked_lines_are_taken_away_together(page):
    type_in(page, "甲", CASH, "5", "乙", BANK, "=")
    page.grid.jump(0, SUMMARY)
    press(page, K.Key_Down, SHIFT)
    press(page, K.Key_D, CTRL)
    assert page.grid.lines.filled == 0


def test_ctrl_z_brings_lines_back(page):
    type_in(page, "甲", CASH, "5", "乙", BANK, "=")
    page.grid.jump(0, SUMMARY)
    press(page, K.Key_D, CTRL)
    assert page.grid.lines.lines[0].summary == "乙"
    press(page, K.Key_Z, CTRL)
    assert [line.summary for line in page.grid.lines.lines[:2]] == ["甲", "乙"]
    press(page, K.Key_Z, CTRL)
    assert page.grid.lines.lines[1].credit_fen is None
    QTest.keyClicks(page.grid.field, "x")
    assert not page.grid.can_undo


def test_a_posted_vouchers_lines_can_be_copied(page, office):
    done = post(office, simple(office, 1200, day=date(2026, 11, 2)))
    page.open(voucher=done.id)
    press(page, K.Key_C, CTRL)
    assert len(QGuiApplication.clipboard().text().splitlines()) == 2


def test_the_next_line_begins_with_the_difference_where_that_is_wanted(page, context):
    page.grid.carry_asked.emit(True)
    type_in(page, "甲", CASH, "5")
    assert page.grid.lines.lines[1].credit_fen == 500
    assert context.memory.load("voucher_entry") == {"carries": True}


# -- keys ------------------------------------------------------------------------------------------


def test_tab_takes_the_lit_answer_and_goes_on(page, office):
    type_in(page, "甲")
    write(page, "yhck")
    page.grid.account.look()
    press(page, K.Key_Tab)
    assert (page.grid.lines.lines[0].account, cell(page)) == (account(office, BANK), (0, DEBIT))


def test_a_year_with_five_digits_is_refused_in_place(page, office):
    fill(page)
    page.paper.day.setText("20024-03-01")
    assert page.post_voucher() is False
    assert "20024-03-01" in page.balance_strip.problem.text()
    assert queries.have(office.db) == []


@pytest.mark.parametrize(("typed", "day"), [("5", 5), ("1105", 5), ("11-7", 7), ("2026年11月8日", 8)])
def test_days_are_typed_short(page, typed, day):
    page.paper.day.setText(typed)
    assert page.paper.day.value() == date(2026, 11, day)


def test_plus_and_minus_step_the_day(page):
    page.paper.day.set_value(date(2026, 11, 5))
    QTest.keyClick(page.paper.day, K.Key_Plus)
    assert page.paper.day.value() == date(2026, 11, 6)
    QTest.keyClick(page.paper.day, K.Key_Minus)
    assert page.paper.day.value() == date(2026, 11, 5)


# -- what a line is about --------------------------------------------------------------------------


def test_an_account_that_needs_it_asks_who_before_it_goes_on(page, office, monkeypatch):
    with office.change("会员") as change:
        member = a_member(change, "何文博", "T01")
    seen = []

    def answer(box):
        seen.append((list(box.form.values())[:2], box.form.valid(), box.form.problem("member")))
        box.form.box("member").set_value(member)
        box.try_save()
        return 1

    boxes(monkeypatch, answer)
    type_in(page, "借款", "131", "300")
    assert seen == [(["member", "partner"], False, "要写明是谁借的（会员或往来单位）。")]
    assert (page.grid.lines.lines[0].member, cell(page)) == (member, (1, SUMMARY))
    assert page._tag(page.grid.lines.lines[0]) == "会员 T01 何文博"
    type_in(page, "..", BANK, "=")
    assert page.post_voucher()
    assert queries.voucher_by_name(office.db, "2026-11-记-001").lines[0].member == member


def test_without_it_the_voucher_is_not_posted_and_the_way_is_said(page, office, monkeypatch):
    boxes(monkeypatch, lambda box: 0)
    type_in(page, "收专项补助", BANK, "500", "..", "40302", "=")
    assert page.post_voucher() is False
    assert "要选专项。按 F3 填写" in page.balance_strip.problem.text()
    assert cell(page) == (1, SUMMARY)
    page.grid.lines.lines[1].earmark = "职工书屋"
    assert page.post_voucher()
    assert queries.voucher_by_name(office.db, "2026-11-记-001").lines[1].earmark == "职工书屋"


def test_a_partner_is_written_as_typed_and_offered_again(qtbot, page, office, context):
    post(office, draft(office, (CASH, 5, 0), (BANK, 0, 5)))
    taken = []
    box = ask_dimensions(context, page, {}, ((), ""), taken.append)
    qtbot.addWidget(box)
    box.show()
    for name, typed in (("partner", "文具店"), ("fund", "结转")):
        box.form.box(name).setText(typed)
        box.form.box(name).look()
        assert box.form.box(name).accept()
    box.try_save()
    assert (taken[0]["partner"], taken[0]["fund"], taken[0]["member"], taken[0]["earmark"]) == (
        "文具店", "结转", None, "",
    )  # fmt: skip


# -- marks -----------------------------------------------------------------------------------------


def test_checking_stamps_the_voucher_and_the_same_person_takes_it_back(page, office, told):
    done = post(office, simple(office, day=date(2026, 11, 2)))
    page.open(voucher=done.id)
    page.check.click()
    assert (page.paper.title.stamp, page.check.text(), told.toasts[-1]) == ("已审核", "取消审核", "已审核")
    assert page.paper.signers[1].text().startswith("审核　")
    page.turn_mark("cashier")
    page.turn_mark("approved")
    assert set(marks.of_voucher(office.db, done.id)) == {"checked", "cashier", "approved"}
    page.check.click()
    assert page.paper.title.stamp == "已记账"


# -- a new account ---------------------------------------------------------------------------------


def test_an_account_is_made_from_inside_the_list_and_chosen(page, office, monkeypatch):
    def answer(box):
        box.form.box("above").set_value(account(office, "131"))
        box.try_save()
        return 1

    boxes(monkeypatch, answer)
    type_in(page, "借款")
    write(page, "何文博")
    page.grid.account.look()
    press(page, K.Key_Up)
    press(page, K.Key_Return)
    made = queries.account_by_code(office.db, "13101")
    assert (made.full_name, page.grid.lines.lines[0].account) == ("其他应收款—何文博", made.id)
    assert page.grid.lines.lines[0].summary == "借款"
    assert cell(page) == (0, DEBIT)


# -- who only looks --------------------------------------------------------------------------------


def test_an_auditor_reads_and_is_told_why_nothing_can_be_written(qtbot, context, office):
    done = post(office, simple(office, 1200, day=date(2026, 11, 2)))
    with Office.open(office.path, "经审委员") as auditor:
        auditor.clock = lambda: NOW
        page = shown(qtbot, VoucherPage(put(context, auditor)))
        press(page, K.Key_A)
        assert "经审委员" in page.balance_strip.problem.text()
        assert (page.post.isEnabled(), page.post.toolTip()[:6]) == (False, "您是经审委员")
        page.open(voucher=done.id)
        assert page.grid.lines.debit_fen == 1200
        assert not any(each.isEnabled() for each in (page.check, page.sign, page.reverse, page.copy))
        page.post_and_new()
        page.close()
        QApplication.processEvents()


# -- thirty lines ----------------------------------------------------------------------------------


def test_thirty_lines_are_entered_by_keys_alone(page, office):
    """Counted: every key that a person presses, an input method's text as one."""
    keys = Counter()

    class Hands:
        def word(self, text):
            keys["typed"] += len(text) if text.isascii() else 1
            write(page, text)

        def key(self, key, mods=Qt.KeyboardModifier.NoModifier):
            keys["moves"] += 1
            press(page, key, mods)

    hands = Hands()
    accounts = ("50102", "50101", "50103", "50105", "50599")
    for at in range(29):
        hands.word("运动会用品" if at == 0 else "..")
        hands.key(K.Key_Return)
        hands.word(accounts[at % 5])
        hands.key(K.Key_Return)
        hands.word(f"{at + 1}*12.5")
        hands.key(K.Key_Return)
    hands.word("//")
    hands.key(K.Key_Return)
    hands.word("yhck")
    hands.key(K.Key_Return)
    hands.key(K.Key_Equal)
    hands.key(K.Key_S, CTRL)
    done = queries.voucher_by_name(office.db, "2026-11-记-001")
    assert len(done.lines) == 30
    assert {line.summary for line in done.lines} == {"运动会用品"}
    assert done.debit_fen == sum(range(1, 30)) * 1250 == done.lines[29].credit_fen
    assert keys["moves"] == 29 * 3 + 4
    assert sum(keys.values()) == 493  # 402 letters and digits, 91 moves
