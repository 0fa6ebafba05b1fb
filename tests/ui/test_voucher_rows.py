"""Vouchers at the real window, by keys alone: what users of 金蝶 and 用友 expect, row by row."""

from __future__ import annotations

from datetime import date

import pytest
from hands import CTRL, KEY, Clock, Hands
from PySide6.QtCore import Qt

from models.ledger import queries
from models.office import Office
from tests.models.ledger.vouchers import BANK, CASH, OFFICE_COST, account, post, simple
from ui import app
from ui.jobs import InlineRunner
from ui.memory import Memory
from ui.widgets.voucher_lines import ACCOUNT, CREDIT, DEBIT, SUMMARY

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def hands(qtbot, office, monkeypatch):
    clock = Clock(date(2026, 11, 9))
    office.clock = clock

    def again():
        opened = Office.open(office.path, office.actor.name)
        opened.clock = clock
        return opened

    monkeypatch.setattr(app, "Runner", lambda _: InlineRunner(again))
    monkeypatch.setattr(app, "_this_month", lambda: "2026-11")
    window = app.make_window(office, Memory(None))
    qtbot.addWidget(window)
    made = Hands(qtbot, window)
    with qtbot.waitExposed(window):
        window.show()
    app.after_first_paint(window)
    made.settle()
    yield made
    made.let_go()


def begin(hands):
    """Ctrl+N on the home page; the voucher that is typed into."""
    hands.press(KEY.Key_N, held=CTRL)
    return hands.window.page


def at(page):
    return page.grid.line, page.grid.column


def line(hands, *words):
    for word in words:
        if word == "=":
            hands.press(KEY.Key_Equal)
        elif word:
            hands.write(word) if word.isascii() else hands.commit(word)
            hands.press(KEY.Key_Return)
        else:
            hands.press(KEY.Key_Return)


def test_a_new_voucher_takes_keys_at_once_and_f12_begins_the_next(hands, office):
    page = begin(hands)
    line(hands, "买墨盒", "bgsbgz", "12*35+8", "..", "yhck", "=")
    hands.press(KEY.Key_F12)
    done = queries.voucher_by_name(office.db, "2026-11-记-001")
    assert (done.debit_fen, done.lines[1].summary, at(page)) == (42800, "买墨盒", (0, SUMMARY))
    line(hands, "提现", "101", "5", "//", "102", "=")
    hands.press(KEY.Key_F6)
    assert queries.voucher_by_name(office.db, "2026-11-记-002").debit_fen == 500
    assert hands.surprises == []


def test_enter_tab_and_their_shifts_walk_the_cells(hands):
    page = begin(hands)
    line(hands, "甲")
    hands.write("101")
    hands.press(KEY.Key_Tab)
    assert at(page) == (0, DEBIT)
    hands.press(KEY.Key_Return)
    assert at(page) == (0, CREDIT)
    hands.press(KEY.Key_Return, held=SHIFT)
    hands.press(KEY.Key_Return, held=SHIFT)
    assert at(page) == (0, ACCOUNT)


def test_space_flips_and_ctrl_f7_balances(hands):
    page = begin(hands)
    line(hands, "甲", "101", "5", "乙", "102", "=")
    assert page.grid.lines.lines[1].credit_fen == 500
    hands.press(KEY.Key_Space)
    assert (page.grid.lines.lines[1].debit_fen, at(page)) == (500, (1, DEBIT))
    hands.press(KEY.Key_F7, held=CTRL)
    assert page.grid.lines.lines[1].credit_fen == 500


def test_an_empty_summary_takes_the_one_above_when_it_is_posted(hands, office):
    begin(hands)
    line(hands, "甲", "101", "5", "", "102", "=")
    hands.press(KEY.Key_S, held=CTRL)
    assert [one.summary for one in queries.voucher_by_name(office.db, "2026-11-记-001").lines] == ["甲", "甲"]


@pytest.mark.parametrize("key", [KEY.Key_F7, KEY.Key_F2])
def test_f7_and_f2_list_the_accounts_and_arrows_choose(hands, office, key):
    page = begin(hands)
    line(hands, "甲")
    hands.press(key)
    hands.press(KEY.Key_Down, KEY.Key_Return)
    assert page.grid.lines.lines[0].account is not None
    assert at(page) == (0, DEBIT)


def test_lines_go_in_and_out_and_come_back(hands):
    page = begin(hands)
    line(hands, "甲", "101", "5", "乙", "102", "=")
    hands.press(KEY.Key_I, held=CTRL)
    assert [one.summary for one in page.grid.lines.lines[:3]] == ["甲", "", "乙"]
    hands.press(KEY.Key_Delete, held=CTRL)
    assert [one.summary for one in page.grid.lines.lines[:2]] == ["甲", "乙"]
    hands.press(KEY.Key_D, held=CTRL)
    hands.press(KEY.Key_Z, held=CTRL)
    assert [one.summary for one in page.grid.lines.lines[:2]] == ["甲", "乙"]


def test_first_last_and_neighbours_are_one_key_away(hands, office):
    keys = [post(office, simple(office, day=date(2026, 11, day))).id for day in (2, 3, 4)]
    page = begin(hands)
    hands.press(KEY.Key_PageUp)
    assert page.saved.id == keys[2]
    hands.press(KEY.Key_PageUp, held=CTRL)
    assert page.saved.id == keys[0]
    hands.press(KEY.Key_PageDown)
    assert page.saved.id == keys[1]
    hands.press(KEY.Key_PageDown, held=CTRL)
    assert page.saved.id == keys[2]


def test_f10_opens_the_account_and_alt_left_comes_back(hands, office):
    done = post(office, simple(office, day=date(2026, 11, 2)))
    hands.window.context.open_page("voucher", voucher=done.id)
    hands.settle()
    page = hands.window.page
    page.grid.setFocus()
    hands.press(KEY.Key_F10)
    assert type(hands.window.page).__name__ == "BooksPage"


def test_checking_is_one_key_and_its_stamp_is_seen(hands, office):
    done = post(office, simple(office, day=date(2026, 11, 2)))
    hands.window.context.open_page("voucher", voucher=done.id)
    hands.settle()
    hands.window.page.grid.setFocus()
    hands.press(KEY.Key_J, held=CTRL)
    assert hands.window.page.paper.title.stamp == "已审核"
    hands.press(KEY.Key_5)
    assert "已记账，不能改" in hands.window.page.balance_strip.problem.text()


def test_lines_travel_from_a_posted_voucher_to_a_new_one(hands, office):
    done = post(office, simple(office, 1200, day=date(2026, 11, 2)))
    hands.window.context.open_page("voucher", voucher=done.id)
    hands.settle()
    hands.window.page.grid.setFocus()
    hands.press(KEY.Key_C, held=CTRL)
    hands.press(KEY.Key_N, held=CTRL)
    page = hands.window.page
    hands.press(KEY.Key_V, held=CTRL)
    assert (page.saved, page.grid.lines.debit_fen) == (None, 1200)
    assert [one.account for one in page.grid.lines.lines[:2]] == [
        account(office, OFFICE_COST),
        account(office, BANK),
    ]


def test_an_unbalanced_voucher_says_the_difference_and_where_to_press(hands, office):
    begin(hands)
    line(hands, "甲", CASH, "1200", "乙", BANK, "")
    hands.write("1020")
    hands.press(KEY.Key_S, held=CTRL)
    said = hands.window.page.balance_strip.problem.text()
    assert said == "借方合计 1,200.00，贷方合计 1,020.00，还差 180.00。光标放在金额格里按 = 可以补上。"
    assert queries.have(office.db) == []
