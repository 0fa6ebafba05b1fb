"""会员: finding, looking, entering and changing as a treasurer does it with keys and mouse."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from looks import dies, look_at
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from models.dues import actions as dues_actions
from models.kit import idcard
from models.members import actions, queries
from tests.build import a_member
from tests.ui.pages.on_office import put, shown
from ui import theme
from ui.dialogs.form_dialog import FormDialog
from ui.dialogs.units import UnitsDialog
from ui.dialogs.wage_base import set_base
from ui.pages.members import MembersPage

ID = "320102198406122945"  # its last digit is wrong


@pytest.fixture
def people(office):
    """Three members in two units."""
    with office.change("会员") as change:
        one, two = actions.add_unit(change, "第1分工会"), actions.add_unit(change, "第2分工会")
        return {
            "许静宜": a_member(change, "许静宜", "Q1001", unit=one, sex="女", base_fen=518_000),
            "欧阳浩然": a_member(
                change, "欧阳浩然", "Q1002", unit=one, sex="男", base_fen=600_000, phone="13812347720",
                id_number="320102199011231231",
            ),
            "谢雨桐": a_member(change, "谢雨桐", "Q1003", unit=two, sex="女"),
        }  # fmt: skip


@pytest.fixture
def page(qtbot, context, office, people):
    return shown(qtbot, MembersPage(put(context, office)))


@pytest.fixture
def verbs(context, told):
    """The verbs of the last message, by their words."""
    found = {}

    def toast(text, note="", acts=(), icon=""):
        told.toasts.append(text)
        found.clear()
        found.update(acts)

    context.toast = toast
    return found


def dialog(page):
    """The box that is open over the page."""
    boxes = [w for w in QApplication.topLevelWidgets() if isinstance(w, FormDialog) and w.isVisible()]
    return boxes[-1]


def names(page):
    return [page.table.row_of(number)[1] for number in page.table.model.ids()]


def press(page, words):
    """Click the button that says this."""
    found = [
        b for b in page.findChildren(QPushButton) if words in (b.text(), b.accessibleName()) and b.isVisible()
    ]
    found[0].click()


def test_the_list_shows_everybody_with_sums_and_the_first_ones_detail(page):
    assert names(page) == ["许静宜", "欧阳浩然", "谢雨桐"]
    assert page.facts.text() == "在职 3"
    assert page.table.model.total == {"": "3 人", "base": 1_118_000, "dues": 2_590 + 3_000}
    assert page.detail.name.text() == "许静宜"


@pytest.mark.parametrize("typed", ["oyhr", "欧阳", "Q1002", "7720"])
def test_a_member_is_found_by_initials_name_number_or_the_end_of_the_phone(qtbot, page, typed):
    page.table.strip.search.setText(typed)
    qtbot.keyClick(page.table.strip.search, Qt.Key.Key_Return)
    assert names(page) == ["欧阳浩然"]
    assert page.detail.name.text() == "欧阳浩然"


def test_nothing_found_offers_to_clear_the_filters_and_hides_the_detail(qtbot, page):
    page.table.strip.search.setText("没有这个人")
    qtbot.keyClick(page.table.strip.search, Qt.Key.Key_Return)
    assert not page.detail.isVisible()
    press(page, "清除筛选")
    assert len(names(page)) == 3
    assert page.detail.isVisible()


def test_units_and_sex_narrow_the_list(page, people):
    page.table.strip.choose("unit", str(queries.unit_named(page.context.office.db, "第1分工会").id))
    assert names(page) == ["许静宜", "欧阳浩然"]
    page.table.strip.choose("sex", "男")
    assert names(page) == ["欧阳浩然"]


def test_an_empty_office_says_how_to_begin(qtbot, context, office, told):
    page = shown(qtbot, MembersPage(put(context, office)))
    press(page, "导入花名册")
    assert told.opened == [("import", {"kind": "members"})]
    assert not page.detail.isVisible()
    assert look_at(page) == []


def test_private_numbers_are_masked_and_showing_them_is_logged(qtbot, page, people):
    page.open(member=people["欧阳浩然"])
    page.detail.show_tab(0)
    assert "138****7720" in _texts(page.detail)
    assert "320102199011231231" not in _texts(page.detail)
    page.detail.reveal.click()
    assert "320102199011231231" in _texts(page.detail)
    logged = page.context.office.db.execute("select field, member from access_log").fetchall()
    assert [tuple(row) for row in logged] == [
        ("身份证号", people["欧阳浩然"]), ("手机号", people["欧阳浩然"]),
    ]  # fmt: skip
    page.open(member=people["许静宜"])
    page.open(member=people["欧阳浩然"])
    page.detail.show_tab(0)
    qtbot.wait(60)
    assert "320102199011231231" not in _texts(page.detail)


def test_a_new_member_is_checked_beside_the_fields_entered_and_can_be_undone(page, told, verbs):
    page.adder.click()
    box = dialog(page)
    form = box.form
    form.box("name").setText("新来的")
    form.box("number").setText("Q1001")
    form.box("id_number").setText(ID)
    box.save.click()
    assert form.problem("number") == "已经是许静宜的工号。"
    assert "对不上" in form.problem("id_number")
    form.box("number").setText("Q2001")
    form.box("joined").setText("2026.9")
    form.box("base_fen").setText("5180")
    box.save.click()
    assert told.toasts == ["已添加会员新来的"]
    found = queries.by_number(page.context.office.db, "Q2001")
    assert (found.name, found.joined) == ("新来的", "2026-09")
    assert page.detail.name.text() == "新来的"
    verbs["撤销"]()
    assert queries.by_number(page.context.office.db, "Q2001") is None
    assert "新来的" not in names(page)


def test_a_right_id_number_fills_birthday_and_sex_and_doubts_what_differs(page):
    page.add()
    box = dialog(page)
    box.form.box("id_number").setText("320102198406122948")
    number = next(f"32010219840612294{d}" for d in "0123456789X" if _fits(f"32010219840612294{d}"))
    box.form.box("id_number").setText(number)
    assert box.form.box("birth").value() == date(1984, 6, 12)
    assert box.form.box("sex").value() == "女"
    box.form.box("sex").set_value("男")
    box.form.box("name").setText("某某")
    assert box.form.valid()
    assert "身份证号里是女" in box.form.problem("sex")
    box.form.saved()
    box.reject()


def test_changing_leaves_private_numbers_alone_when_nothing_is_typed(page, people, told):
    page.open(member=people["欧阳浩然"])
    page.change(people["欧阳浩然"])
    box = dialog(page)
    assert box.form.box("phone").text() == ""
    assert "138****7720" in box.form.box("phone").placeholderText()
    box.form.box("department").setText("数学组")
    box.save.click()
    db = page.context.office.db
    assert queries.member(db, people["欧阳浩然"]).department == "数学组"
    assert queries.private(db, people["欧阳浩然"]).phone == "13812347720"
    assert told.toasts == ["已修改欧阳浩然的资料"]


def test_what_was_typed_is_not_lost_unasked(page, context):
    page.add()
    box = dialog(page)
    box.form.box("name").setText("某某")
    context.say.answer = 1
    box.reject()
    assert box.isVisible()
    context.say.answer = 0
    box.reject()
    assert ("confirm", "不保存了吗？") in context.say.boxes


def test_a_retirement_says_what_happens_to_the_dues_and_changes_the_status(page, people, told):
    page.enter_movement(people["许静宜"], "retire")
    box = dialog(page)
    box.form.box("day").setText("2026-10-20")
    assert "会费收到 2026年10月（含），2026年11月起不再收。" in box.said.text()
    box.save.click()
    assert queries.member(page.context.office.db, people["许静宜"]).status == "retired"
    assert told.toasts == ["已登记许静宜退休"]
    assert page.facts.text() == "在职 2 · 退休 1 · 本年退休 1"


def test_a_movement_that_makes_no_sense_is_refused_in_the_box(page, people):
    page.enter_movement(people["许静宜"], "die")
    box = dialog(page)
    box.save.click()
    page.enter_movement(people["许静宜"])
    second = dialog(page)
    second.form.box("kind").set_value("retire")
    second.form.box("day").setText("2026-11-30")
    second.save.click()
    assert "已经登记去世" in second.problem.text()
    second.form.saved()
    second.reject()


def test_a_movement_entered_by_mistake_is_taken_away(page, people, context, told):
    with context.office.change("退休") as change:
        actions.move(change, people["许静宜"], "retire", "2026-10")
    context.say.answer = 1
    page.take_movement_back(people["许静宜"])
    assert queries.member(context.office.db, people["许静宜"]).status == "working"
    assert told.toasts == ["已撤掉许静宜 2026-10 退休"]


def test_private_numbers_are_erased_only_when_confirmed(page, people, context):
    context.say.answer = 1
    page.erase_numbers(people["欧阳浩然"])
    assert queries.private(context.office.db, people["欧阳浩然"]).phone
    context.say.answer = 0
    page.erase_numbers(people["欧阳浩然"])
    assert queries.private(context.office.db, people["欧阳浩然"]).phone == ""


def test_an_auditor_is_told_why_nothing_can_be_entered(page, people, context):
    context.office.actor = replace(context.office.actor, role="auditor")
    page.attempt(page.erase_numbers, people["欧阳浩然"])
    assert context.say.boxes[-1][0] == "refuse"
    page.change(people["许静宜"])
    box = dialog(page)
    box.form.box("department").setText("数学组")
    box.save.click()
    assert "只能查看" in box.problem.text()
    assert box.problem.isVisible() and box.problem.wordWrap()  # the whole sentence, not its beginning
    assert box.problem.height() >= box.problem.heightForWidth(box.problem.width())
    box.form.saved()
    box.reject()


def test_the_pay_base_shows_its_dues_and_its_validity(qtbot, page, people):
    box = set_base(page.context, page, people["谢雨桐"], page.say_done)
    box.open()
    box.form.box("base_fen").setText("4386")
    assert "每月会费 21.90 元" in box.said.text()
    box.save.click()
    page.open(member=people["谢雨桐"])
    page.detail.show_tab(2)
    assert "4,386.00 元" in _texts(page.detail)
    assert "2026-11 起" in _texts(page.detail)


def test_ticked_members_go_to_another_unit_together(page, people, told):
    page.table.model.tick([0, 1], True)
    page.move_to_unit(page.table.selected_ids())
    box = dialog(page)
    box.form.box("unit").set_value(queries.unit_named(page.context.office.db, "第2分工会").id)
    box.save.click()
    assert told.toasts == ["已把 2 人调到第2分工会"]
    assert {queries.member(page.context.office.db, key).unit_name for key in people.values()} == {"第2分工会"}


def test_units_are_added_renamed_and_closed_only_when_nobody_belongs_to_them(qtbot, page, context):
    box = UnitsDialog(context, page)
    qtbot.addWidget(box)
    box.show()
    box.make()
    form = dialog(page)
    form.form.box("name").setText("第3分工会")
    form.form.box("leader").setText("华海燕")
    form.save.click()
    made = queries.unit_named(context.office.db, "第3分工会")
    assert made.leader == "华海燕"
    box.change(made.id)
    form = dialog(page)
    form.form.box("name").setText("第1分工会")
    form.save.click()
    assert "已经有“第1分工会”了" in form.form.problem("name")
    form.form.box("name").setText("后勤分工会")
    form.save.click()
    assert queries.unit_named(context.office.db, "后勤分工会").id == made.id
    box.close_unit(queries.unit_named(context.office.db, "第1分工会").id)
    assert context.say.boxes[-1] == ("refuse", "“第1分工会”还有 2 位会员。")
    box.close_unit(made.id)
    assert [unit.name for unit in queries.units(context.office.db)] == ["第1分工会", "第2分工会"]
    assert look_at(box) == []


def test_the_dues_of_the_year_count_only_months_that_have_come(page, people):
    with page.context.office.change("核定") as change:
        dues_actions.assess(change, "2026-10", "2026-12")
    page.open(member=people["许静宜"])
    page.detail.show_tab(2)
    texts = _texts(page.detail)
    assert "已核定 3 个月，还欠 51.80 元" in texts
    assert texts.count("未到期") == 1


def test_history_tells_where_each_step_is_written(page, people):
    page.open(member=people["许静宜"])
    page.detail.show_tab(1)
    texts = _texts(page.detail)
    assert "入会" in texts
    assert "2015-09-01" in texts


def test_f6_goes_from_the_list_to_the_detail_and_back(qtbot, page):
    page.table.view.setFocus()
    qtbot.keyClick(page.table.view, Qt.Key.Key_F6)
    assert page.detail.isAncestorOf(QApplication.focusWidget())
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
    assert QApplication.focusWidget() is page.table.view


def test_in_a_narrow_window_the_detail_lies_over_the_list(qtbot, page, people):
    page.setMinimumSize(600, 400)
    page.resize(700, 500)
    QApplication.processEvents()
    assert not page.detail.isVisible()
    page.table.opened.emit(people["欧阳浩然"])
    assert page.detail.isVisible()
    assert not page.table.isVisible()
    page.detail.close_button.click()
    assert page.table.isVisible()


def test_the_card_and_the_roster_come_from_the_catalog(qtbot, page, people, monkeypatch):
    made = []
    monkeypatch.setattr("ui.dialogs.export.print_report", lambda context, report, parent: made.append(report))
    page.print_report("member-card", people["欧阳浩然"])
    page.print_report("member-roster")
    qtbot.waitUntil(lambda: len(made) == 2)
    assert {report.id for report in made} == {"member-card", "member-roster"}


@pytest.mark.parametrize("percent", [100, 125, 150])
def test_nothing_is_cut_or_lies_over_another(qtbot, page, people, percent):
    theme.apply(QApplication.instance(), percent)
    try:
        page.open(member=people["欧阳浩然"])
        for at in range(3):
            page.detail.show_tab(at)
            assert look_at(page) == []
    finally:
        theme.apply(QApplication.instance(), 100)


def test_a_closed_page_is_gone(context, office, people):
    put(context, office)
    assert dies(lambda: MembersPage(context))


def _texts(widget):
    QApplication.processEvents()
    return [label.text() for label in widget.findChildren(QLabel) if not label.isHidden()]


def _fits(number):
    return not idcard.check(number)
