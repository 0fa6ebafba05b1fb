"""行事历: what it shows of a month, where its keys lead, and how it looks."""

from __future__ import annotations

from datetime import date

import pytest
from looks import dies, look_at
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox

from models.calendar import actions
from models.calendar.board import DUES, LATE, OWN, SOON
from models.calendar.records import DROPPED
from models.office import Office
from tests.ui.pages.calendar_office import PLAN, add, cell, dialog, go, line, plan_of, rows
from tests.ui.pages.on_office import put, shown
from ui import theme
from ui.pages.calendar import CalendarPage
from ui.tables.schedule_model import PLACE, RECORD, SOURCE, STATE, WHO


@pytest.fixture
def plan(office: Office) -> Office:
    return plan_of(office)


@pytest.fixture
def page(qtbot, context, plan):
    return shown(qtbot, CalendarPage(put(context, plan)))


# -- showing -------------------------------------------------------------------------------------


def test_the_month_hangs_by_weeks_with_what_has_no_day_at_the_end(page):
    found = rows(page)
    assert [one for one in found if one.startswith("[")] == [
        "[第 9 周]", "[第 10 周]", "[第 11 周]", "[第 12–13 周]", "[本月内]",
    ]  # fmt: skip
    assert found[:2] == ["[第 9 周]", "运动会"]
    assert found.index("小组长会议") < found.index("报名截止") < found.index("师徒中期检查")
    assert found[-1] == "编预算"
    assert page.facts.text() == "2026年11月 · 本学期第 9–13 周"


def test_a_line_says_who_where_how_far_and_from_where(page):
    said = [cell(page, "运动会", at) for at in (0, WHO, PLACE, STATE, RECORD, SOURCE)]
    assert said == ["4日 周三", "何文博", "操场", "已逾期", "标记完成", "年度计划"]
    assert cell(page, "报名截止", STATE) == "快到期"
    assert cell(page, "小组长会议", STATE) == "未开始"
    assert cell(page, "上缴上级工会经费", RECORD) == "标记完成　填凭证"
    assert cell(page, "上缴上级工会经费", SOURCE) == "临时事项"
    dues = next(one for one in page.lines if one.kind == DUES)
    assert cell(page, dues.content, SOURCE) == "程序提醒"


def test_the_cursor_begins_at_today(page):
    assert page.first_focus() is page.table.view
    assert page.table.current().day >= date(2026, 11, 9)


def test_the_status_line_says_what_presses(page, told, qtbot):
    qtbot.waitUntil(lambda: bool(told.status))
    assert told.status[-1].startswith("本周 ")
    assert "已逾期 1 项" in told.status[-1]


def test_dots_have_the_colour_of_the_state(page):
    dots = page.side.grid.days.dots
    assert dots[date(2026, 11, 4)] == "error"
    assert dots[date(2026, 11, 11)] == "info"
    assert dots[date(2026, 11, 13)] == "warn"
    assert date(2026, 11, 5) not in dots


def test_counts_add_up_to_the_month(page):
    total = sum(row.count for row in page.side.counts.values())
    assert total == len(page.lines)
    assert page.side.counts[LATE].count == 1
    assert not page.side.counts[DROPPED].isVisible()


def test_a_state_shows_only_its_lines_and_all_again(page, qtbot):
    before = rows(page)
    qtbot.mouseClick(page.side.counts[SOON], Qt.MouseButton.LeftButton)
    assert "报名截止" in rows(page) and "运动会" not in rows(page)
    page.side.counts[SOON].setFocus()
    qtbot.keyClick(page.side.counts[SOON], Qt.Key.Key_Return)
    assert rows(page) == before


def test_sources_are_ticks(page, qtbot):
    ticks = page.side.ticks
    assert [tick.text() for tick in ticks.values()] == [
        "年度计划（5 项）", "临时事项（1 项）", "会费", "生日", "退休", "结账", "例行",
    ]  # fmt: skip
    ticks[f"plan:{PLAN}"].click()
    assert "运动会" not in rows(page) and "上缴上级工会经费" in rows(page)
    assert date(2026, 11, 4) not in page.side.grid.days.dots
    ticks[OWN].click()
    assert "上缴上级工会经费" not in rows(page)
    ticks[DUES].click()
    assert not any("会费" in row for row in rows(page))


def test_when_nothing_is_let_through_one_button_shows_all(page, qtbot):
    page.side.counts["doing"].click()
    assert page.faces.currentIndex() == 2
    page.side.clear()
    assert page.faces.currentIndex() == 0
    assert all(tick.isChecked() for tick in page.side.findChildren(QCheckBox))


def test_an_office_without_a_plan_is_told_how_to_begin(qtbot, context, told, office: Office):
    page = shown(qtbot, CalendarPage(put(context, office)))
    assert page.hint.isVisible()
    assert page._hint_words.text() == "2026年还没有工作计划，下面是程序知道的。"
    page.import_plan()
    assert told.opened[-1] == ("import", {"kind": "calendar"})
    add(office, "编预算")
    assert not page.hint.isVisible()


# -- going ---------------------------------------------------------------------------------------


def test_arrows_jump_over_headings(page, qtbot):
    view = go(page, "运动会")
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: page.table.current() is not None)
    assert page.table.current().content == rows(page)[3]
    qtbot.keyClick(view, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: page.table.current() is not None and page.table.current().content == "运动会")


def test_a_day_in_the_small_month_leads_to_its_line_and_dates_new_work(page, qtbot):
    page.side.grid.days.chosen.emit(date(2026, 11, 27))
    assert page.table.current().content == "师徒中期检查"
    page.add()
    assert dialog(page).form.values()["day"] == date(2026, 11, 27)
    dialog(page).reject()


def test_another_month_is_another_month_everywhere(page, context, qtbot):
    page.side.grid._turn(1)
    assert context.period == "2026-12"
    assert page.facts.text().startswith("2026年12月")
    context.set_period("2026-11")
    assert "运动会" in rows(page)
    assert page.side.grid.days.month == "2026-11"


def test_f6_goes_to_the_small_month_and_back(page, qtbot):
    page.table.view.setFocus()
    qtbot.keyClick(page.table.view, Qt.Key.Key_F6)
    assert page.side.grid.days.hasFocus()
    qtbot.keyClick(page.side.grid.days, Qt.Key.Key_F6)
    assert page.table.view.hasFocus()


def test_term_and_year_stand_by_months(page, plan, qtbot):
    add(plan, "暑期读书", "2026-07", last_month="2026-08", source=PLAN)
    page.switch["term"].click()
    assert page.facts.text() == "2026－2027学年第一学期 · 9月至1月"
    assert next(one for one in rows(page) if one.startswith("[")) == "[2026年9月]"
    page.switch["year"].click()
    assert rows(page).count("暑期读书") == 1
    assert page.facts.text() == "2026年 · 计划 7 项"
    page.switch["month"].click()
    assert "[第 9 周]" in rows(page)


def test_a_link_opens_the_month_of_a_piece_of_work(page, plan, context):
    key = add(plan, "期末慰问", "2027-01", day=date(2027, 1, 8))
    page.open(item=key)
    assert context.period == "2027-01"
    assert page.table.current().item == key
    page.open(month="2026-11")
    assert context.period == "2026-11"


def test_a_link_to_dropped_work_shows_it_and_one_to_nothing_says_so(page, plan, context):
    key = line(page, "编预算").item
    with plan.change("不办") as change:
        actions.drop_item(change, key, "不用了")
    page.open(item=key)
    assert page.table.current().item == key
    page.open(item=9999)
    assert context.say.boxes[-1] == ("refuse", "这项工作已经不在了。")


# -- looks ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zoom", "wide", "high"), [(100, 1190, 692), (100, 924, 624), (125, 1301, 670), (150, 1288, 654)]
)
@pytest.mark.parametrize("view", ["month", "year"])
def test_nothing_is_cut_or_overlaps(qtbot, context, demo_office, qapp: QApplication, zoom, wide, high, view):
    theme.apply(qapp, zoom)
    try:
        page = shown(qtbot, CalendarPage(put(context, demo_office)), wide, high)
        page.switch[view].click()
        qtbot.wait(1)
        assert look_at(page) == []
        assert page.table.view.horizontalScrollBar().maximum() == 0
        assert page.switch["month"].text() == "月"
    finally:
        theme.apply(qapp, 100)


@pytest.mark.parametrize("zoom", [100, 150])
def test_the_forms_are_readable(page, qtbot, qapp: QApplication, zoom):
    theme.apply(qapp, zoom)
    try:
        for ask in (
            page.add,
            lambda: page.change(line(page, "运动会")),
            lambda: page.move_lines([line(page, "运动会")]),
            lambda: page.drop([line(page, "运动会")]),
            page.set_term_start,
        ):
            ask()
            assert look_at(dialog(page)) == []
            dialog(page).reject()
    finally:
        theme.apply(qapp, 100)


def test_all_of_the_side_is_in_sight_at_the_usual_size(qtbot, context, plan):
    from PySide6.QtWidgets import QScrollArea

    page = shown(qtbot, CalendarPage(put(context, plan)))
    assert page.side.findChild(QScrollArea).verticalScrollBar().maximum() == 0


def test_long_work_takes_two_lines(page, plan, qtbot):
    add(plan, "教职工乒乓球赛报名截止，各分工会把名单交到工会办公室，逾期按弃权处理", day=date(2026, 11, 12))
    row = page.table.model.find(lambda one: one.content.startswith("教职工乒乓球赛"))
    assert page.table.view.rowHeight(row) > page.table.view.rowHeight(0)


def test_the_page_dies_when_it_is_closed(qtbot, context, plan):
    put(context, plan)
    assert dies(lambda: CalendarPage(context))
