"""行事历: what is done there by keys, links and forms, and what is printed."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from models.calendar import queries
from models.calendar.board import DUES
from models.calendar.records import DONE, DROPPED, PLANNED
from models.office import Office
from tests.ui.pages.calendar_office import PLAN, add, cell, dialog, go, line, plan_of, rows, state
from tests.ui.pages.on_office import put, shown
from ui.pages.calendar import CalendarPage
from ui.tables.schedule_model import PLACE, RECORD


@pytest.fixture
def plan(office: Office) -> Office:
    return plan_of(office)


@pytest.fixture
def page(qtbot, context, plan):
    return shown(qtbot, CalendarPage(put(context, plan)))


# -- doing ---------------------------------------------------------------------------------------


def test_space_marks_done_and_takes_it_back(page, told, qtbot):
    view = go(page, "运动会")
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert state(page, "运动会") == DONE
    assert cell(page, "运动会", RECORD) == "11-09 完成"
    assert told.toasts[-1] == "“运动会”已改成“已完成”"
    assert page.table.current().content == "运动会"
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert state(page, "运动会") == PLANNED


def test_several_lines_are_marked_at_once_and_undone_as_one(page, plan, qtbot):
    view = go(page, "运动会")
    for _ in range(4):
        qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert len([one for one in page.table.chosen() if one.item]) >= 2
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert state(page, "运动会") == state(page, "小组长会议") == DONE
    plan.undo()
    assert state(page, "运动会") == state(page, "小组长会议") == PLANNED


def test_what_the_office_knows_is_not_marked(page, qtbot):
    dues = next(one for one in page.lines if one.kind == DUES)
    view = go(page, dues.content)
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert page.context.say.boxes == []
    assert all(one.state == PLANNED for one in queries.items(page.context.office.db, "2026-11", "2026-11"))


def test_links_do_what_they_say(page, told, qtbot):
    page.do_verb(line(page, "运动会"), "done")
    assert state(page, "运动会") == DONE
    page.do_verb(line(page, "上缴上级工会经费"), "voucher")
    assert told.opened[-1] == ("voucher", {})
    dues = next(one for one in page.lines if one.kind == DUES)
    view = go(page, dues.content)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert told.opened[-1] == ("dues_receive", {"month": "2026-11"})


def test_new_work_is_typed_saved_and_shown(page, told, qtbot):
    page.add()
    form = dialog(page).form
    form.box("content").set_value("教工之家开放日")
    form.box("day").set_value("18")
    form.box("who").set_value("赵晓岚")
    dialog(page).try_save()
    assert told.toasts[-1] == "已新增“教工之家开放日”"
    assert page.table.current().content == "教工之家开放日"
    assert cell(page, "教工之家开放日", 0) == "18日 周三"
    assert line(page, "教工之家开放日").module == "M25"


def test_the_form_says_beside_each_field_what_is_wrong(page, qtbot):
    page.add()
    form = dialog(page).form
    form.box("day").set_value("2026-12-05")
    form.box("last_month").set_value("2026-10")
    dialog(page).try_save()
    assert form.problem("content") == "请填写事项。"
    assert form.problem("last_month") == "结束月份早于开始月份。"
    form.box("last_month").set_value("")
    dialog(page).try_save()
    assert form.problem("day") == "日期不在所写的月份里。"
    page.context.say.answer = 0
    dialog(page).reject()
    assert page.context.say.boxes[-1][1] == "不保存了吗？"


def test_f2_changes_work_and_its_state(page, told, qtbot):
    view = go(page, "小组长会议")
    qtbot.keyClick(view, Qt.Key.Key_F2)
    form = dialog(page).form
    assert form.values()["place"] == "二楼会议室"
    assert not form.box("done_on").isVisible()
    form.box("place").set_value("报告厅")
    form.box("state").set_value(DONE)
    assert form.box("done_on").isVisible()
    form.box("done_on").set_value("2026-11-08")
    dialog(page).try_save()
    assert cell(page, "小组长会议", PLACE) == "报告厅"
    assert cell(page, "小组长会议", RECORD) == "11-08 完成"
    assert queries.item(page.context.office.db, line(page, "小组长会议").item).source == PLAN


def test_work_moves_to_another_month_with_a_new_day(page, told, qtbot):
    view = go(page, "运动会")
    qtbot.keyClick(view, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    form = dialog(page).form
    assert form.values()["month"] == "2026-12"
    form.box("day").set_value("4")
    dialog(page).try_save()
    assert told.toasts[-1] == "已把“运动会”移到2026年12月"
    assert "运动会" not in rows(page)
    moved = queries.items(page.context.office.db, "2026-12", "2026-12")
    assert [(one.content, one.day) for one in moved] == [("运动会", date(2026, 12, 4))]


def test_a_day_outside_of_the_new_month_is_said_beside_the_day(page, qtbot):
    page.move_lines([line(page, "运动会")])
    form = dialog(page).form
    form.box("day").set_value("2026-11-05")
    dialog(page).try_save()
    assert "日期不在所写的月份里" in form.problem("day")
    assert line(page, "运动会").month == "2026-11"
    form.saved()
    dialog(page).reject()


def test_given_up_work_stays_on_record_and_comes_back(page, qtbot):
    view = go(page, "编预算")
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    dialog(page).form.box("reason").set_value("下月再说")
    dialog(page).try_save()
    assert "编预算" not in rows(page)
    assert page.side.counts[DROPPED].count == 1
    assert queries.item(page.context.office.db, line(page, "编预算").item).note == "下月再说"
    page.side.counts[DROPPED].click()
    assert "编预算" in rows(page)
    page.do_verb(line(page, "编预算"), "restore")
    assert state(page, "编预算") == PLANNED


def test_deleting_asks_first(page, context, qtbot):
    context.say.answer = 1
    page.delete([line(page, "编预算")])
    assert context.say.boxes[-1] == ("confirm", "删除“编预算”？")
    assert "编预算" in rows(page)
    context.say.answer = 0
    page.delete([line(page, "编预算")])
    assert "编预算" not in rows(page)


def test_a_reminder_becomes_work_with_a_state(page, qtbot):
    known = next(one for one in page.lines if not one.item and not one.where)
    page.open_line(known)
    assert dialog(page).form.values()["content"] == known.content
    dialog(page).try_save()
    assert rows(page).count(known.content) == 1
    assert line(page, known.content).item


def test_the_right_click_offers_the_same_acts(page):
    words = [text for text, _, _ in page.entries(line(page, "运动会"), [])]
    assert words[0] == "修改… F2" and words[-1] == "删除（录错了）…"
    dues = next(one for one in page.lines if one.kind == DUES)
    assert [text for text, _, _ in page.entries(dues, [])] == ["登记会费", "列入计划…"]


def test_the_term_begins_when_the_office_says_so(page, qtbot):
    page.set_term_start()
    form = dialog(page).form
    form.box("day").set_value("2026-12-20")
    dialog(page).try_save()
    assert "请核对" in form.problem("day")
    form.box("day").set_value("2026-08-31")
    dialog(page).try_save()
    assert page.facts.text() == "2026年11月 · 本学期第 10–14 周"


def test_copied_lines_go_into_a_sheet(page, qtbot):
    view = go(page, "运动会")
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "4日 周三\t运动会\t何文博\t操场\t已逾期\t年度计划"


# -- paper ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("view", "period"),
    [("month", "二〇二六年十一月"), ("term", "2026－2027学年第一学期"), ("year", "二〇二六年")],
)
def test_what_is_looked_at_is_printed(page, qtbot, monkeypatch, view, period):
    made = []
    monkeypatch.setattr("ui.dialogs.export.print_report", lambda context, report, parent: made.append(report))
    page.switch[view].click()
    page.print_paper()
    qtbot.waitUntil(lambda: bool(made))
    assert (made[0].title, made[0].period, made[0].made_on) == ("工会工作行事历", period, date(2026, 11, 9))


def test_the_paper_shows_days_in_order(page, qtbot, monkeypatch, plan):
    add(plan, "第一天", day=date(2026, 11, 2))
    made = []
    monkeypatch.setattr(
        "ui.dialogs.export.export_report", lambda context, report, parent: made.append(report)
    )
    page.export_paper()
    qtbot.waitUntil(lambda: bool(made))
    work = [row.cells[2] for row in made[0].rows if row.link.startswith("work-item")]
    assert work[:2] == ["第一天", "运动会"] and work[-1] == "编预算"
