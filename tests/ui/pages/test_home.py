"""首页: what it says of a year's office, its keys, its first steps, and how it looks."""

from __future__ import annotations

from datetime import datetime

import pytest
from looks import look_at
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from models.members import actions
from models.office import Office
from tests.build import a_member
from tests.ui.pages.on_office import put, shown
from ui import theme
from ui.pages.home import HomePage, greeting


@pytest.fixture
def home(qtbot, context, demo_office):
    return shown(qtbot, HomePage(put(context, demo_office)))


@pytest.mark.parametrize(
    ("hour", "name", "said"),
    [
        (9, "许静宜", "上午好，许老师"),
        (7, "欧阳文博", "早上好，欧阳老师"),
        (13, "财务委员", "中午好"),
        (23, "", "晚上好"),
        (2, "Anna", "夜深了"),
    ],
)
def test_the_greeting_follows_hour_and_name(hour, name, said):
    assert greeting(datetime(2026, 11, 9, hour), name) == said


def test_the_cards_say_what_the_books_say(home):
    assert home.title.text() == "上午好，许老师"
    assert home.facts.text() == "2026年11月24日 星期二"
    assert home.cards.dues.accessibleName().startswith("11 月会费 已缴/应缴：0 / ")
    assert home.cards.open.accessibleName() == "未记账凭证（张）：1，记账后才能结 2026年10月的账"
    assert "还差" in home.cards.dues.accessibleName()


def test_a_card_opens_its_list(home, told, qtbot):
    for card, page in (
        (home.cards.bank, "books"),
        (home.cards.dues, "dues"),
        (home.cards.year, "budget"),
        (home.cards.open, "vouchers"),
    ):
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
        assert told.opened[-1][0] == page
    home.cards.open.setFocus()
    qtbot.keyClick(home.cards.open, Qt.Key.Key_Return)
    assert told.opened[-1] == ("vouchers", {"state": "draft"})


def test_arrows_and_enter_do_the_first_verb(home, told, qtbot):
    view = home.todo.table.view
    assert home.first_focus() is view
    wheres = [one.where for one in home.seen.todo]
    view.setFocus()
    view.selectRow(0)
    at = next(i for i, where in enumerate(wheres) if where.startswith("period:"))
    for _ in range(at):
        qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert told.opened[-1][0] == "closing"
    assert "2026-10" in str(told.opened[-1][1])


def test_overdue_work_says_for_how_long_in_words(home):
    late = [home.todo.table.row_of(at) for at, one in enumerate(home.seen.todo) if one.overdue]
    assert late and all(row[3].text.startswith("已过 ") and row[3].icon for row in late)
    assert "年" not in "".join(row[1] for row in late)


def test_every_reminder_has_a_room_and_a_verb(home):
    for at in range(len(home.seen.todo)):
        icon, what, room, due, verbs = home.todo.table.row_of(at)
        assert icon.icon and what and room and due and verbs


def test_the_schedule_moves_with_arrows_and_opens(home, told, qtbot):
    home.agenda.setFocus()
    first = home.agenda.first_line()
    home.agenda.opened.emit(first)
    assert told.opened[-1][0] in ("calendar", "dues_receive", "closing")
    before = home.agenda.first_line()
    for _ in range(30):
        qtbot.keyClick(home.agenda, Qt.Key.Key_Down)
    assert home.agenda.first_line() >= before
    qtbot.keyClick(home.agenda, Qt.Key.Key_Return)
    assert len(told.opened) == 2


def test_another_month_is_read_when_the_top_bar_says_so(home, context, qtbot):
    context.set_period("2026-03")
    qtbot.waitUntil(lambda: home.seen.month == "2026-03")
    assert home.acts[0].text() == "打印 3 月行事历"
    assert home.acts[1].text() == "打印 2 月凭证"
    assert home.seen.dues.owing < home.seen.dues.payers


def test_common_acts_open_what_they_say(home, told, qtbot):
    home.acts[0].click()
    assert told.opened[-1] == ("reports", {"report": "work-schedule", "period": "2026-11"})
    home.acts[1].click()
    assert told.opened[-1] == ("reports", {"report": "voucher", "period": "2026-10"})
    assert [act.shortcut().toString() for act in home.acts] == ["Alt+1", "Alt+2", "Alt+3", "Alt+4"]


def test_the_stick_is_backed_up_and_remembered(home, context, told, qtbot, monkeypatch, tmp_path):
    from ui.dialogs.stick import last_stick

    stick = tmp_path / "U盘"
    stick.mkdir()
    monkeypatch.setattr("ui.dialogs.choose_file.folder", lambda *what: stick)
    home.acts[3].click()
    qtbot.waitUntil(lambda: bool(told.toasts))
    assert "U 盘" in told.toasts[0]
    assert len(list(stick.glob("*.union"))) == 1
    assert last_stick(context.memory)[0] == str(stick)


def test_a_change_elsewhere_is_seen_at_once(home, context, qtbot):
    before = home.seen.steps.members
    with context.office.change("添加") as change:
        a_member(change, "新来的")
    qtbot.waitUntil(lambda: home.seen.steps.members == before + 1)


def test_a_new_office_is_led_through_three_steps(qtbot, context, told, office: Office):
    page = shown(qtbot, HomePage(put(context, office)))
    assert page.faces.currentIndex() == 1
    first = page.first_focus()
    assert first.text() == "导入花名册"
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    assert told.opened[-1] == ("import", {"kind": "members"})
    with office.change("添加") as change:
        key = a_member(change)
    qtbot.waitUntil(lambda: page.first_focus().text() == "导入工资基数")
    with office.change("基数") as change:
        actions.set_base(change, key, "2026-01", 500_000)
    qtbot.waitUntil(lambda: page.first_focus().text() == "核定会费")
    assert look_at(page) == []


@pytest.mark.parametrize(
    ("zoom", "wide", "high"), [(100, 1190, 692), (100, 788, 560), (125, 1301, 670), (150, 1288, 654)]
)
def test_nothing_is_cut_or_overlaps(qtbot, context, demo_office, qapp: QApplication, zoom, wide, high):
    theme.apply(qapp, zoom)
    try:
        page = shown(qtbot, HomePage(put(context, demo_office)), wide, high)
        assert look_at(page) == []
        assert page.todo.table.view.horizontalScrollBar().maximum() == 0
    finally:
        theme.apply(qapp, 100)


def test_everything_is_in_sight_at_the_usual_size(home):
    area = home.faces.widget(0)
    assert area.verticalScrollBar().maximum() == 0
