"""常用凭证 and the summary library: called, kept, recurring; the boxes of a voucher at every zoom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from looks import look_at
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.calendar import reminders
from models.ledger import queries, summaries, templates
from tests.build import NOW
from tests.models.ledger.vouchers import CASH, post, simple
from tests.ui.pages.on_office import put, shown
from tests.ui.pages.voucher_typing import K, cell, fill, press, type_in
from ui import theme
from ui.dialogs.form_dialog import FormDialog
from ui.dialogs.skip_template import ask_skip
from ui.dialogs.voucher_dimensions import ask_dimensions
from ui.dialogs.voucher_template import ask_template
from ui.opening import open_where
from ui.pages.voucher_form import VoucherPage
from ui.widgets.voucher_lines import ACCOUNT, CREDIT, DEBIT, SUMMARY

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(qtbot, context, office):
    made = shown(qtbot, VoucherPage(put(context, office)))
    made.grid.jump(0, SUMMARY)
    return made


def boxes(monkeypatch, answer):
    """Every form box is answered as `answer(box)` does, instead of waiting for a person."""
    monkeypatch.setattr(FormDialog, "exec", answer)


# -- patterns --------------------------------------------------------------------------------------


def kept(office, **more):
    one = replace(
        templates.of_voucher("付办公费", simple(office, 1200, summary="{月}月办公费").lines), **more
    )
    lines = tuple(replace(line, summary="{月}月办公费") for line in one.lines)
    with office.change("存") as change:
        return templates.save(change, replace(one, lines=lines))


def test_f4_calls_a_pattern_by_its_initials(page, office):
    key = kept(office)
    press(page, K.Key_F4)
    box = page.findChild(type(page.choose_template()))
    box.words.setText("fbgf")
    QTest.keyClick(box.words, K.Key_Return)
    assert page.grid.lines.debit_fen == 1200
    assert page.grid.lines.lines[0].summary == "11月办公费"
    assert page.post_voucher()
    assert templates.template(office.db, key).used == 1


def test_a_pattern_without_amounts_waits_in_the_first_amount(page, office):
    kept(office, keep_amounts=False)
    page.use_template(templates.templates(office.db)[0])
    assert cell(page) == (0, DEBIT)
    type_in(page, "8")
    page.grid.jump(1, CREDIT)
    type_in(page, "=")
    assert page.post_voucher()


def test_a_recurring_one_never_mixes_with_what_was_typed_before(qtbot, page, office, context):
    key = kept(office, every="month", from_month="2026-11")
    type_in(page, "没填完的", CASH, "5")
    page.keep_draft()
    page.dirty = False
    other = shown(qtbot, VoucherPage(context))
    assert other.grid.lines.lines[0].summary == "没填完的"
    other.open(template=key, month="2026-11")
    assert [line.summary for line in other.grid.lines.lines[:3]] == ["11月办公费", "11月办公费", ""]
    assert context.drafts.load("voucher:new")["lines"][0]["summary"] == "没填完的"


def test_this_voucher_is_kept_as_a_pattern(page, office, monkeypatch, told):
    def answer(box):
        box.form.box("name").set_value("办公用品")
        box.form.box("every").set_value("month")
        box.try_save()
        return 1

    boxes(monkeypatch, answer)
    fill(page)
    page.keep_template()
    one = templates.templates(office.db)[0]
    assert (one.name, one.every, one.from_month, one.day_of_month) == ("办公用品", "month", "2026-11", None)
    assert told.toasts[-1] == "已存为常用凭证"


def test_what_recurs_is_opened_for_its_month_and_made_as_drafts_with_one_act(page, office, told):
    key = kept(office, every="month", from_month="2026-10")
    page.open(template=key, month="2026-10")
    assert page.paper.day.value() == date(2026, 10, 31)
    assert page.post_voucher()
    page.start_new()
    page.make_waiting()
    assert told.toasts[-1] == "已填好 1 张草稿"
    assert [one.month for one in queries.drafts(office.db)] == ["2026-11"]
    assert templates.due(office.db, "2026-11") == []


# -- the summary library ---------------------------------------------------------------------------


def test_a_summary_is_taken_and_another_struck_out(page, office):
    post(office, simple(office, summary="买墨盒"))
    post(office, simple(office, summary="买纸"))
    box = page.choose_summary()
    box.words.setText("墨")
    QTest.keyClick(box.words, K.Key_Delete)
    assert summaries.used(office.db) == ["买纸"]
    box.words.setText("")
    QTest.keyClick(box.words, K.Key_Return)
    assert (page.grid.lines.lines[0].summary, cell(page)) == ("买纸", (0, ACCOUNT))


def test_a_summary_that_is_not_in_the_library_is_used_as_typed(page):
    box = page.choose_summary()
    box.words.setText("全新的摘要")
    QTest.keyClick(box.words, K.Key_Return)
    assert page.grid.lines.lines[0].summary == "全新的摘要"


def test_what_recurs_waits_on_the_home_page_and_opens_filled_in(qtbot, office, context, told):
    key = kept(office, every="month", from_month="2026-11")
    waiting = [one for one in reminders.todo(office, NOW.date()) if one.where.startswith("template")]
    assert [(one.what, str(one.due)) for one in waiting] == [
        ("2026年11月的“付办公费”还没有填。", "2026-11-30")
    ]
    put(context, office)
    open_where(context, waiting[0].where)
    assert told.opened[-1] == ("voucher", {"template": key, "month": "2026-11"})
    box = ask_skip(context, key, "2026-11")
    qtbot.addWidget(box)
    box.form.box("reason").set_value("没有发生")
    box.try_save()
    assert templates.due(office.db, "2026-11") == []


@pytest.mark.parametrize("zoom", [100, 150])
def test_boxes_and_lists_are_not_cut(qtbot, qapp, page, office, context, zoom):
    kept(office, every="month", from_month="2026-10")
    try:
        theme.apply(qapp, zoom)
        pattern = templates.templates(office.db)[0]
        for make in (
            lambda: ask_dimensions(
                context, page, {}, (("member", "partner"), "要写明是谁借的。"), lambda _: None
            ),
            lambda: ask_template(context, page, pattern, lambda _: None),
            lambda: ask_skip(context, pattern.id, "2026-11"),
            page.choose_summary,
            page.choose_template,
        ):
            box = make()
            box.show()
            assert look_at(box) == []
            box.close()
    finally:
        theme.apply(qapp, 100)
