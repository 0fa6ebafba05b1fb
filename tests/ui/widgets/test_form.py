"""The form: amounts and days as people type them, checks beside the field, Enter, drafts, composing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kitchen_sink import demo_form
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

from models.kit.errors import Refused
from models.kit.money import yuan
from ui.widgets.day_edit import DayEdit, MonthEdit, read_day
from ui.widgets.drafts import Drafts
from ui.widgets.member_picker import Choice, Picker
from ui.widgets.money_edit import MoneyEdit, reckon

GOOD = {"name": "欧阳浩然", "fee_fen": 4280, "day": "2026-11-05"}


@pytest.fixture
def form(qtbot):
    made = demo_form()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    return made


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("12*35+8", 42800),
        ("１２．５", 1250),
        ("1,234.5", 123450),
        ("(3+4)*2", 1400),
        ("100/3", 3333),
        ("12×3－1", 3500),
        ("-5", -500),
        ("￥66 元", 6600),
        ("10--2", 1200),
    ],
)
def test_an_amount_or_a_sum_is_read_as_fen(typed, fen):
    assert reckon(typed) == fen


@pytest.mark.parametrize("typed", ["12*", "1/0", "(3+4", "1.234", "abc", "3)4", "1e5", "()", "9" * 30])
def test_what_is_no_amount_is_refused_with_a_sentence(typed):
    with pytest.raises(Refused) as no:
        reckon(typed)
    assert no.value.what.endswith("。")


@given(st.integers(-(10**12), 10**12))
def test_every_amount_that_is_shown_is_read_back(fen):
    assert reckon(yuan(fen)) == fen


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("5", date(2026, 11, 5)),
        ("５", date(2026, 11, 5)),
        ("1105", date(2026, 11, 5)),
        ("305", date(2026, 3, 5)),
        ("11-5", date(2026, 11, 5)),
        ("2026.11.5", date(2026, 11, 5)),
        ("2026年11月5日", date(2026, 11, 5)),
        ("20261105", date(2026, 11, 5)),
        ("261105", date(2026, 11, 5)),
    ],
)
def test_a_day_is_read_as_people_type_it(typed, day):
    assert read_day(typed, "2026-11") == day


@pytest.mark.parametrize("typed", ["31", "1131", "2026-02-30", "明天", "0"])
def test_a_day_that_does_not_exist_is_refused(typed):
    with pytest.raises(Refused):
        read_day(typed, "2026-11")


def test_plus_and_minus_step_a_day(qtbot):
    edit = DayEdit("2026-11")
    qtbot.addWidget(edit)
    edit.set_value("2026-11-30")
    qtbot.keyClick(edit, Qt.Key.Key_Plus)
    assert edit.value() == date(2026, 12, 1)
    qtbot.keyClick(edit, Qt.Key.Key_Minus)
    assert edit.value() == date(2026, 11, 30)


def test_a_minus_inside_a_short_day_is_typed(qtbot):
    edit = DayEdit("2026-11")
    qtbot.addWidget(edit)
    qtbot.keyClicks(edit, "11-5")
    assert edit.value() == date(2026, 11, 5)


def test_a_month_is_typed_short_and_stepped(qtbot):
    edit = MonthEdit("2026-11")
    qtbot.addWidget(edit)
    qtbot.keyClicks(edit, "3")
    assert edit.value() == "2026-03"
    edit.set_value("2026-12")
    qtbot.keyClick(edit, Qt.Key.Key_Plus)
    assert edit.value() == "2027-01"


def test_leaving_an_amount_writes_it_out(qtbot):
    edit, other = MoneyEdit(), MoneyEdit()
    box = QWidget()
    qtbot.addWidget(box)
    edit.setParent(box), other.setParent(box)
    box.show()
    edit.setFocus()
    qtbot.keyClicks(edit, "1000+234.5")
    other.setFocus()
    edit.clearFocus()
    QApplication.processEvents()
    assert edit.value() == 123450


def test_what_is_missing_or_wrong_is_said_under_its_field(form):
    form.show_values({})
    form.box("fee_fen").setText("12*35+")
    assert not form.valid()
    assert form.problem("name") == "请填写姓名。"
    assert "算不出来" in form.problem("fee_fen")
    assert form.problem("number") == ""


def test_a_doubt_warns_and_lets_the_person_save(form):
    form.show_values({**GOOD, "name": "欧阳 浩然"})
    assert form.valid()
    assert "空格" in form.problem("name")


def test_values_come_as_fen_day_and_text(form):
    form.show_values(GOOD)
    assert form.valid()
    values = form.values()
    assert (values["name"], values["fee_fen"], values["day"]) == ("欧阳浩然", 4280, date(2026, 11, 5))
    assert values["person"] is None and values["union"] is False


def test_enter_moves_on_and_shift_enter_back(form, qtbot):
    form.box("name").setFocus()
    qtbot.keyClick(form.box("name"), Qt.Key.Key_Return)
    assert QApplication.focusWidget() is form.box("number")
    qtbot.keyClick(form.box("number"), Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is form.box("name")


def test_enter_that_ends_composing_stays_in_the_field(form, qtbot):
    name = form.box("name")
    name.setFocus()
    QApplication.sendEvent(name, QInputMethodEvent("ou", []))
    commit = QInputMethodEvent()
    commit.setCommitString("欧")
    QApplication.sendEvent(name, commit)
    qtbot.keyClick(name, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is name
    assert form.values()["name"] == "欧"
    QApplication.processEvents()
    qtbot.keyClick(name, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is form.box("number")


def test_ctrl_s_asks_to_save(form, qtbot):
    form.box("name").setFocus()
    with qtbot.waitSignal(form.save_asked):
        qtbot.keyClick(form.box("name"), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)


def test_what_was_typed_is_found_again_after_a_crash(form, qtbot, tmp_path):
    drafts = Drafts.beside(tmp_path / "青禾.union")
    assert not form.use_drafts(drafts, "member:new")
    qtbot.keyClicks(form.box("name"), "wang")
    form.box("fee_fen").setText("12*35")
    form.keep_draft()
    again = demo_form()
    qtbot.addWidget(again)
    assert again.use_drafts(Drafts.beside(tmp_path / "青禾.union"), "member:new")
    again.restore_draft()
    assert again.values()["name"] == "wang"
    assert again.values()["fee_fen"] == 42000
    again.saved()
    assert Drafts.beside(tmp_path / "青禾.union").keys() == ()


def test_a_damaged_draft_file_counts_as_empty(tmp_path):
    (tmp_path / "a.union.drafts.json").write_text("{half", encoding="utf-8")
    assert Drafts.beside(tmp_path / "a.union").load("x") == {}


def test_a_person_is_picked_by_number_with_the_keyboard(form, qtbot):
    picker = form.box("person")
    picker.setFocus()
    qtbot.keyClicks(picker, "Q1003")
    picker.look()
    assert [choice.text for choice in picker.popup.choices] == ["欧永康"]
    qtbot.keyClick(picker, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert picker.accept()
    assert picker.value() == 3


def test_someone_who_may_not_be_picked_is_not_taken(form, qtbot):
    picker = form.box("person")
    picker.setFocus()
    qtbot.keyClicks(picker, "Q1005")
    picker.look()
    assert picker.popup.choices[0].why_not == "已经退休"
    assert not picker.accept()
    assert "没有选中" in picker.problem()


def test_the_answers_scroll_and_one_that_can_be_chosen_is_lit_first(qtbot):
    choices = [Choice(n, f"第{n}个", "", "不能选" if n < 2 else "") for n in range(20)]
    picker = Picker(lambda text: choices, lambda value: None)
    qtbot.addWidget(picker)
    picker.show()
    picker.look()
    assert picker.popup.at == 2
    for _ in range(9):
        qtbot.keyClick(picker, Qt.Key.Key_Down)
    assert picker.popup.at == 11
    lit = [row.text() for row, _ in picker.popup._rows if row.isChecked()]
    assert lit == ["第11个"]
    qtbot.keyClick(picker, Qt.Key.Key_Up)
    assert picker.accept()
    assert picker.value() == 10
