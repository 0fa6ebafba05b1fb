"""The shell: tabs, navigation, month, command box, status line, memory, closing, zoom."""

from __future__ import annotations

import json
from dataclasses import replace

import looks
import pytest
from kitchen_sink import FormDemo, HomeDemo, MembersDemo
from pretended import FakeOffice, RecordingSay
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from models.kit.errors import Refused
from ui import theme
from ui.bus import Bus
from ui.jobs import InlineRunner
from ui.memory import Memory, last_office, recent_offices, remember_office, window_file
from ui.navigation import PAGES, Page
from ui.widgets.buttons import button
from ui.widgets.command_box import Hit
from ui.widgets.drafts import Drafts
from ui.widgets.page import PageWidget
from ui.widgets.status_line import ShellFacts
from ui.window import Parts, Window

FACTS = ShellFacts("未结账", "已保存 09:41", "备份 今天 08:12，U 盘 11-06", False, "7F3A-91C2-0B5E")


class Record(PageWidget):
    """A page of which several may be open."""

    def __init__(self, context):
        super().__init__(context, "凭证")
        self.stays = False

    def open(self, **where):
        self.titled.emit(f"凭证 记-{where['voucher']:04d}")

    def may_close(self):
        return not self.stays


MAKE = {"home": HomeDemo, "members": MembersDemo, "settings": FormDemo, "voucher": Record}
SHOWN = tuple(replace(p, make=MAKE.get(p.key, lambda context: PageWidget(context, "试页"))) for p in PAGES)


def make_window(qtbot, memory=None, **more):
    office = FakeOffice()
    parts = Parts(
        office, InlineRunner(lambda: office), Bus(), memory or Memory(None), Drafts(None), "2026-11",
        pages=more.pop("pages", SHOWN), facts=lambda month: FACTS, users=lambda: [("许静宜", "财务委员"), ("陈立群", "工会主席")],
        say=RecordingSay(), **more,
    )  # fmt: skip
    window = Window(parts)
    qtbot.addWidget(window)
    window.show()
    window.begin()
    window.activateWindow()
    return window


@pytest.fixture
def window(qtbot, qapp):
    made = make_window(qtbot)
    yield made
    theme.apply(qapp, 100)


def texts(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def test_the_window_opens_on_its_first_page_and_says_where_it_is(window):
    assert window.current == "home"
    assert window.top.tabs.names() == ["home"]
    window.refresh_facts()
    assert {"2026年11月 · 未结账", "已保存 09:41", "校验码 7F3A-91C2-0B5E"} <= set(texts(window.status))


def test_a_page_is_made_when_it_is_opened_and_only_once(window):
    first = window.open_page("members")
    window.open_page("home")
    assert window.open_page("members") is first
    assert window.top.tabs.names() == ["home", "members"]
    assert window.nav.rows["members"].isChecked()


def test_each_record_has_its_own_tab_under_its_room(window):
    window.open_page("voucher", voucher=47)
    window.open_page("voucher", voucher=48)
    window.open_page("voucher", voucher=47)
    assert [window.top.tabs.title(tab) for tab in window.top.tabs.names()] == [
        "首页",
        "凭证 记-0047",
        "凭证 记-0048",
    ]
    assert window.nav.rows["vouchers"].isChecked()


def test_ctrl_w_closes_the_tab_but_never_the_first(window, qtbot):
    window.open_page("members")
    qtbot.keyClick(window, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert window.top.tabs.names() == ["home"]
    qtbot.keyClick(window, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert window.top.tabs.names() == ["home"]


def test_ctrl_tab_goes_round_the_tabs(window, qtbot):
    window.open_page("members")
    window.open_page("settings")
    qtbot.keyClick(window, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert window.current == "home"


def test_a_page_with_unsaved_work_keeps_its_tab(window):
    page = window.open_page("voucher", voucher=1)
    page.stays = True
    window.close_page(page)
    assert len(window.top.tabs.names()) == 2
    page.stays = False
    window.close_page(page)
    assert len(window.top.tabs.names()) == 1


def test_a_page_that_can_not_be_made_is_refused_and_nothing_else_changes(window):
    def no(context):
        raise Refused("现在不能打开。")

    window._pages["dues"] = replace(window._pages["dues"], make=no)
    assert window.open_page("dues") is None
    assert window.current == "home"
    assert window.context.say.boxes == [("refuse", "现在不能打开。")]


def test_the_command_box_finds_pages_by_words_and_initials(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    line = window.top.command.line
    assert QApplication.focusWidget() is line
    qtbot.keyClicks(line, "hy")
    window.top.command.look()
    assert window.top.command.hits() == ["会员"]
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.current == "members")


def test_the_command_box_asks_other_providers_after_the_pages(window, qtbot):
    done = []
    window.top.command.providers.append(lambda typed: [Hit("会长李明", lambda: done.append(typed), "Q1001")])
    line = window.top.command.line
    line.setFocus()
    line.setText("会")
    window.top.command.look()
    hits = window.top.command.hits()
    assert hits[-1] == "会长李明"
    for _ in range(len(hits) - 1):
        qtbot.keyClick(line, Qt.Key.Key_Down)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert done == ["会"]


def test_another_month_is_heard_by_all(window, qtbot):
    heard = []
    window.parts.bus.period_changed.connect(heard.append)
    qtbot.keyClick(window, Qt.Key.Key_PageDown, Qt.KeyboardModifier.AltModifier)
    assert (heard, window.context.period) == (["2026-12"], "2026-12")
    window.context.set_period("2026-03")
    assert window.top.period.text() == "2026年3月"


def test_the_shell_stands_before_its_first_page_is_made(qtbot):
    parts = Parts(
        FakeOffice(), InlineRunner(FakeOffice), Bus(), Memory(None), Drafts(None), "2026-11", pages=SHOWN,
        say=RecordingSay(),
    )  # fmt: skip
    window = Window(parts)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.painted):
        window.appear()
    assert window.page is None
    assert window.nav.rows["home"].isChecked()
    assert window.top.tabs.names() == ["home"]
    window.begin()
    assert isinstance(window.page, HomeDemo)


def test_a_page_chosen_before_the_first_one_is_made_stays(qtbot):
    parts = Parts(
        FakeOffice(), InlineRunner(FakeOffice), Bus(), Memory(None), Drafts(None), "2026-11", pages=SHOWN,
        say=RecordingSay(),
    )  # fmt: skip
    window = Window(parts)
    qtbot.addWidget(window)
    window.appear()
    window.open_page("members")
    window.begin()
    assert window.current == "members"


def test_a_click_on_the_words_of_a_button_presses_it(window, qtbot):
    pressed = []
    window.top.user.clicked.connect(lambda: pressed.append("user"))
    window.top.user._open = lambda: None
    words = window.top.user.findChildren(QLabel)
    for each in words:
        qtbot.mouseClick(each, Qt.MouseButton.LeftButton)
    assert pressed == ["user"] * len(words)


def test_users_can_be_switched_from_the_menu(qtbot):
    chosen = []
    window = make_window(qtbot, switch=chosen.append)
    menu = window.top.user.menu_for()
    menu.actions()[1].trigger()
    menu.deleteLater()
    assert chosen == ["陈立群"]


def test_a_toast_has_at_most_two_verbs_and_does_what_they_say(window, qtbot):
    done = []
    window.context.toast(
        "已导出 168 人",
        "花名册.xlsx",
        (("打开", lambda: done.append(1)), ("打开文件夹", print), ("三", print)),
    )
    toast = window._toasts._shown[0]
    verbs = [each for each in toast.findChildren(QPushButton) if each.text()]
    assert [verb.text() for verb in verbs] == ["打开", "打开文件夹"]
    verbs[0].click()
    assert done == [1]


def test_size_tabs_month_and_zoom_come_back(qtbot, tmp_path, qapp):
    memory = Memory(tmp_path / "window.json")
    window = make_window(qtbot, memory)
    window.resize(1200, 700)
    window.open_page("members")
    window.context.set_period("2026-08")
    window.set_zoom(110)
    window.close()
    theme.apply(qapp, 100)
    again = make_window(qtbot, Memory(tmp_path / "window.json"))
    assert again.top.tabs.names() == ["home", "members"]
    assert (again.current, again.context.period) == ("members", "2026-08")
    assert (again.width(), again.height()) == (1200, 700)
    assert json.loads((tmp_path / "window.json").read_text("utf-8"))["window"]["zoom"] == 110


@pytest.mark.parametrize(
    "damage",
    [
        "",
        "{half",
        "[]",
        '{"window": 5}',
        '{"window": {"size": "x", "tabs": [1, {"page": 3}], "period": "x", "current": []}}',
    ],
)
def test_a_damaged_memory_never_stops_the_start(qtbot, tmp_path, damage):
    (tmp_path / "window.json").write_text(damage, encoding="utf-8")
    window = make_window(qtbot, Memory(tmp_path / "window.json"))
    assert window.current == "home"
    assert window.context.period == "2026-11"


def test_closing_asks_while_a_job_writes(window):
    window.parts.runner.start(lambda office, progress: None, writes=True)
    window.context.say.answer = 1
    assert not window.close()
    window.context.say.answer = 0
    assert window.close()


def test_the_navigation_folds_in_a_narrow_window_and_at_150_percent(window):
    assert not window.nav.folded
    window.resize(1000, 700)
    assert window.nav.folded and window.nav.width() == 52
    window.resize(1366, 768)
    window.set_zoom(150)
    assert window.nav.folded
    window.step_zoom(0)
    assert not window.nav.folded


def test_the_zoom_goes_in_steps_and_stays_in_its_limits(window):
    for _ in range(8):
        window.step_zoom(1)
    assert theme.zoom() == 150
    for _ in range(8):
        window.step_zoom(-1)
    assert theme.zoom() == 90


@pytest.mark.parametrize("percent", [100, 125, 150])
def test_nothing_in_the_shell_is_cut_or_overlaps(window, percent):
    window.resize(1366, 768)
    window.open_page("members")
    window.nav.badge("vouchers", 3)
    window.set_zoom(percent)
    assert looks.look_at(window) == []
    looks.grab(window, f"shell_{percent}")


def test_every_page_row_can_be_reached_with_tab(window):
    reached, widget = set(), window.nextInFocusChain()
    while widget is not None and widget is not window:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and isinstance(widget, (QPushButton, QLineEdit)):
            reached.add(widget.accessibleName() or getattr(widget, "text", str)())
        widget = widget.nextInFocusChain()
    assert {page.title for page in PAGES if page.group != "hidden"} <= reached


def test_f1_opens_the_help_and_turns_it(window, qtbot):
    from ui.dialogs.help import HelpWindow, help_text

    qtbot.keyClick(window, Qt.Key.Key_F1)
    helper = HelpWindow._open
    assert helper is not None
    assert helper.text.toPlainText()
    assert help_text("no such page").startswith("# 这一页还没有说明")
    helper.close()
    qtbot.waitUntil(lambda: HelpWindow._open is None)


def test_the_last_office_is_remembered_for_the_command_line(monkeypatch, tmp_path):
    monkeypatch.setenv("UNION_OFFICE_HOME", str(tmp_path))
    assert last_office() == ""
    memory = Memory(window_file())
    remember_office(memory, tmp_path / "a.union")
    remember_office(memory, tmp_path / "b.union")
    assert last_office() == str(tmp_path / "b.union")
    assert recent_offices(memory) == [tmp_path / "b.union", tmp_path / "a.union"]


def test_a_closed_window_dies(qtbot):
    office = FakeOffice()

    def make():
        parts = Parts(
            office, InlineRunner(lambda: office), Bus(), Memory(None), Drafts(None), "2026-11", pages=SHOWN
        )
        return Window(parts)

    assert looks.dies(make)


def test_page_keys_are_unique_and_icons_exist():
    from ui import icons

    assert len({page.key for page in PAGES}) == len(PAGES)
    assert all(isinstance(page, Page) and icons.has(page.icon) for page in PAGES)


def test_tabs_that_do_not_fit_go_into_a_menu_but_never_the_current_one(window):
    for number in range(20):
        window.open_page("voucher", voucher=number)
    tabs = window.top.tabs
    shown = [tab.key for tab in tabs._tabs if not tab.box.isHidden()]
    assert tabs._more.isVisible()
    assert window.current in shown
    assert len(shown) < 21
    assert looks.look_at(window.top) == []


class Typing(PageWidget):
    """A field, a button, and how often it was read."""

    def __init__(self, context):
        super().__init__(context, "试填")
        self.field, self.times = QLineEdit(), 0
        self.act = button("记账", "check", lambda: None)
        self.add_action(self.act)
        self.body.addWidget(self.field)

    def reload(self):
        self.times += 1


def typing_page(qtbot):
    pages = tuple(replace(one, make=Typing) if one.key == "home" else one for one in SHOWN)
    window = make_window(qtbot, pages=pages)
    window.page.field.setFocus()
    qtbot.waitUntil(window.page.field.hasFocus)
    return window


def test_a_click_on_a_button_leaves_the_keys_where_they_were(qtbot):
    window = typing_page(qtbot)
    qtbot.mouseClick(window.page.act, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(window.page.field.hasFocus)


def test_pages_are_read_again_when_another_person_sits_down(qtbot):
    window = typing_page(qtbot)
    before = window.page.times
    window.top.user.switched.emit("陈立群")
    assert window.page.times == before + 1
