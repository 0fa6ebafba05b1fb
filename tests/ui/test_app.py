"""Starting: nothing heavy before the first paint, Chinese Qt texts, the command line without Qt, masked faults."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pretended import RecordingSay
from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QLabel

from models import users
from models.kit.errors import Refused
from models.office import Office
from ui import faults
from ui.app import after_first_paint, close_office, make_window, switch_user
from ui.dialogs.box import Box
from ui.dialogs.choose_file import proposed_name
from ui.dialogs.start import NewOfficeDialog, StartDialog, Ways
from ui.memory import Memory
from ui.navigation import Page
from ui.widgets.page import PageWidget

ROOT = Path(__file__).parents[2]
HEAVY = [
    "openpyxl",
    "reportlab",
    "sqlite_utils",
    "pypinyin",
    "python_calamine",
    "pypdfium2",
    "PySide6.QtPrintSupport",
]
SCRIPT = """
import json, sys
from PySide6.QtWidgets import QApplication
from ui import app, navigation, theme
from ui.widgets.page import PageWidget
home = navigation.Page("home", "首页", "users", "", lambda context: PageWidget(context, "首页"))
qt = app.prepare([])
theme.apply(qt, 100)
office = app.Office.open(sys.argv[1])
window = app.make_window(office, app.Memory(None), (home,))
window.show()
qt.processEvents()
window.grab()
from PySide6 import QtCore
loaded = [name for name in json.loads(sys.argv[2]) if name in sys.modules]
print(json.dumps(loaded + ["PySide6.QtCore.Qt"] * ("Qt" in vars(QtCore))))
window.close()
office.close()
"""


@pytest.fixture
def office(tmp_path):
    made = Office.create(tmp_path / "青禾中学.union", "青禾中学", "2026-01")
    yield made
    made.close()


def run(arguments, tmp_path):
    env = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "UNION_OFFICE_HOME": str(tmp_path),
        "PYTHONPATH": str(ROOT),
    }
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        timeout=50,
        encoding="utf-8",
    )


def test_nothing_heavy_is_loaded_when_the_window_is_first_painted(tmp_path):
    path = tmp_path / "a.union"
    Office.create(path, "青禾中学", "2026-01").close()
    done = run(["-c", SCRIPT, str(path), json.dumps(HEAVY)], tmp_path)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == []


def test_only_a_user_with_a_pin_is_asked_for_it(office):
    assert not office.asks_pin(office.actor)
    with office.change("口令") as change:
        users.set_pin(change, office.actor.id, "2468")
    assert office.asks_pin(office.actor)


def test_a_command_runs_without_qt(tmp_path):
    code = "import sys, main; main.main(['--help']) if False else main; print('PySide6' in sys.modules)"
    assert run(["-c", code], tmp_path).stdout.strip() == "False"


def test_qts_own_texts_are_chinese(qapp):
    translator = QTranslator()
    assert translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    assert (
        translator.translate("QFileDialog", "Cancel")
        or translator.translate("QPlatformTheme", "Cancel") == "取消"
    )


def blank(context):
    return PageWidget(context, "首页")


def test_the_window_on_a_real_office_shows_its_facts_and_finds_people(office, qtbot, monkeypatch):
    window = make_window(office, Memory(None), (Page("home", "首页", "users", "", blank),))
    qtbot.addWidget(window)
    window.show()
    after_first_paint(window)
    words = [label.text() for label in window.status.findChildren(QLabel)]
    assert any("未结账" in word for word in words)
    assert "还没有备份" in words
    assert any(word.startswith("校验码 ") for word in words)
    window.top.command.line.setText("没有这个人")
    window.top.command.look()
    assert window.top.command.hits() == []
    window.close()


def test_another_user_sits_down(office):
    name = next(user.name for user in office.users() if user.role == "chair")
    switch_user(office, name)
    assert office.actor.role == "chair"
    with pytest.raises(Refused):
        switch_user(office, "没有这个人")


def test_leaving_makes_a_backup_when_something_changed(tmp_path):
    path = tmp_path / "b.union"
    close_office(Office.create(path, "青禾中学", "2026-01"))
    copies = list((tmp_path / "b-备份").glob("*.union"))
    assert len(copies) == 1
    close_office(Office.open(path))
    assert len(list((tmp_path / "b-备份").glob("*.union"))) == 1


def test_the_log_keeps_no_numbers_or_names_of_people(tmp_path):
    try:
        raise ValueError("卡号 6217000012345678901 手机 13800138000 姓名 '欧阳浩然'")
    except ValueError as fault:
        faults.write(tmp_path, fault)
    text = (tmp_path / faults.LOG).read_text("utf-8")
    assert "ValueError" in text
    for secret in ("6217000012345678901", "13800138000", "欧阳浩然"):
        assert secret not in text


def test_the_start_window_makes_opens_and_says_why_not(qtbot, tmp_path, monkeypatch):
    made = []
    say = RecordingSay()
    dialog = StartDialog(
        Ways(lambda *what: made.append(what), lambda path: None), Memory(None), "2026-11", say
    )
    qtbot.addWidget(dialog)
    target = tmp_path / "青禾.union"
    monkeypatch.setattr(
        NewOfficeDialog, "ask", classmethod(lambda cls, parent, month: ("青禾中学", "2026-01"))
    )
    monkeypatch.setattr("ui.dialogs.choose_file.to_write", lambda *what: target)
    dialog.make()
    assert (made, dialog.chosen) == ([(target, "青禾中学", "2026-01")], target)

    def no(*what):
        raise Refused("那里已经有一个文件，不会覆盖它。")

    dialog = StartDialog(Ways(no, no), Memory(None), "2026-11", say)
    qtbot.addWidget(dialog)
    dialog.make()
    assert dialog.chosen is None
    assert say.boxes == [("refuse", "那里已经有一个文件，不会覆盖它。")]


def test_file_names_carry_month_title_and_day_and_nothing_a_disk_refuses():
    from datetime import date

    name = proposed_name('会费/缴纳 "明细"', "2026年11月", date(2026, 11, 21), "xlsx")
    assert name == "2026年11月_会费缴纳明细_20261121.xlsx"


def test_a_box_puts_the_focus_on_the_safe_verb_and_folds_the_details(qtbot):
    box = Box(None, title="删除草稿“秋季运动会尾款”？", text="删除后放进回收站，30 天内可以找回。")
    box.offer([("删除这张草稿", "trash-2", "danger"), ("不删", "", "")])
    box.fold_details("trace")
    qtbot.addWidget(box)
    box.show()
    box.activateWindow()
    assert box.focusWidget().text() == "不删"
    assert box.answer == 1
    assert not box.story.isVisible()
    box.press(0)
    assert box.answer == 0
