"""凭证: posted ones are read, reversed, copied, walked through; the page at every size."""

from __future__ import annotations

from datetime import date

import pytest
from looks import dies, look_at

from models.ledger import actions, queries
from tests.models.ledger.vouchers import post, simple
from tests.ui.pages.on_office import put, shown
from tests.ui.pages.voucher_typing import K, fill, press
from ui import theme
from ui.dialogs.reversal import ask_reversal
from ui.pages.voucher_form import VoucherPage
from ui.widgets.voucher_lines import SUMMARY


@pytest.fixture
def page(qtbot, context, office):
    made = shown(qtbot, VoucherPage(put(context, office)))
    made.grid.jump(0, SUMMARY)
    return made


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
    assert (page.saved.id, page.paper.title.stamp) == (done.id, "已冲销")
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
    assert page.paper.title.stamp == "已冲销"


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
