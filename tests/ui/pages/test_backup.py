"""备份 and 操作日志: copies, restoring beside the live file, checks, printed codes, undo."""

from __future__ import annotations

import pytest
from looks import look_at
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from models import settings
from models.kit.errors import Refused
from models.office import Office
from models.store import backup, copies
from models.store.verify import Check
from tests.ui.pages.on_office import put, shown
from ui import keeper, theme
from ui.dialogs.busy import BusyBox
from ui.dialogs.restore import RestoreDialog
from ui.pages.backup import BackupPage
from ui.pages.log import LogPage


@pytest.fixture
def page(qtbot, context, demo_office):
    return shown(qtbot, BackupPage(put(context, demo_office)))


def work(office: Office, day: int = 12) -> None:
    with office.change(f"收费日改为 {day} 日") as change:
        settings.set_day(change, "dues_day", day)


def test_a_copy_is_made_listed_and_told(page, context, qtbot, told):
    assert page.table._faces.currentIndex() == 1
    qtbot.mouseClick(page.here, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.table.model.rowCount() == 1)
    row = page.table.row_of(0)
    assert row[1:5] == ("手动", 60, row[3], f"第 {copies.last_entry(context.office.path)[0]} 条")
    assert told.toasts == ["已备份，并检查通过"]
    assert page.facts.text().startswith("最近一次 ")


def test_a_copy_is_restored_beside_the_live_file(page, context, qtbot, told, monkeypatch):
    made = backup.make(context.office.path)
    work(context.office)
    page.reload()
    asked = []
    place = context.office.path.with_name("恢复的.union")

    def ask(cls, parent, copy, live, free, memory):
        asked.append((copy.head, live.head, free.name))
        return place

    monkeypatch.setattr(RestoreDialog, "ask", classmethod(ask))
    before = context.office.path.read_bytes()
    page.restore(made)
    qtbot.waitUntil(lambda: bool(told.toasts))
    assert asked[0][1] == asked[0][0] + 1 and "_恢复_20261124" in asked[0][2]
    assert context.office.path.read_bytes() == before
    with Office.open(place) as restored:
        assert restored.setting("dues_day") == ""


def test_restoring_never_overwrites(page, context, qtbot, monkeypatch):
    made = backup.make(context.office.path)
    live = context.office.path
    monkeypatch.setattr(RestoreDialog, "ask", classmethod(lambda cls, *what: live))
    page.restore(made)
    qtbot.waitUntil(lambda: bool(context.say.boxes))
    assert context.say.boxes == [("refuse", "那里已经有一个文件，不会覆盖它。")]


def test_a_damaged_copy_is_refused(page, context, qtbot, tmp_path):
    wrong = tmp_path / "坏的.union"
    wrong.write_bytes(backup.make(context.office.path).read_bytes()[:5000])
    page.restore(wrong)
    qtbot.waitUntil(lambda: bool(context.say.boxes))
    assert context.say.boxes[0][0] == "refuse" and "损坏" in context.say.boxes[0][1]


def test_the_restore_box_shows_both_sides(qtbot, context, demo_office):
    made = backup.make(demo_office.path)
    work(demo_office)
    pair = copies.describe(made), copies.describe(demo_office.path)
    dialog = RestoreDialog(None, *pair, demo_office.path.with_name("新.union"), context.memory)
    qtbot.addWidget(dialog)
    dialog.show()
    texts = [label.text() for label in dialog.findChildren(type(dialog._shown).__mro__[1])]
    assert "备份比现在的账套少 1 次登记，恢复的文件里没有这些。" in texts
    assert texts.count("60 人") == 2
    assert [said for said in look_at(dialog) if "英文" not in said] == []


def test_the_check_lists_every_point_in_green(page, qtbot, context):
    page.trust.start()
    qtbot.waitUntil(lambda: bool(page.trust.checks))
    assert all(check.ok for check in page.trust.checks)
    assert context.office.seal in page.trust.verdict.text()
    assert page.trust.start_button.isEnabled()


def test_what_is_wrong_is_red_and_says_what_to_do(page):
    page.trust._show(
        ([Check("数据库完整", True, "没有发现损坏"), Check("操作日志连续", False, "第 3 条被改动过")], "")
    )
    assert page.trust.verdict.text().startswith("1 项不对")
    assert page.trust.verdict.property("kind") == "error"


def test_a_printed_code_is_compared(page, qtbot, context):
    code = context.office.seal
    work(context.office)
    page.code.line.setFocus()
    page.code.line.insert(code.lower())
    qtbot.keyClick(page.code.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.code._said.text() != "")
    assert page.code._said.text().startswith("相符") and "又登记了 1 条" in page.code._said.text()
    page.code.line.setText("第9999条 67DE-3650-C9A6-92A3")
    page.code.compare()
    qtbot.waitUntil(lambda: "早于打印件" in page.code.answer.sentence)
    page.code.line.setText("67DE")
    page.code.compare()
    qtbot.waitUntil(lambda: "不是完整的校验码" in page.code.answer.sentence)


def test_the_last_change_is_named_and_taken_back(page, context, told, qtbot):
    work(context.office)
    qtbot.waitUntil(lambda: page.undo.title.text() == "“收费日改为 12 日”")
    page.undo.undo()
    assert told.toasts[-1] == "已撤销：收费日改为 12 日"
    assert context.office.setting("dues_day") == ""


def test_the_log_narrows_and_takes_back(qtbot, context, demo_office, told):
    log = shown(qtbot, LogPage(put(context, demo_office)))
    work(demo_office)
    assert log.table.row_of(copies.last_entry(demo_office.path)[0])[3] == "收费日改为 12 日"
    log.table.strip.search.setText("收费日")
    qtbot.keyClick(log.table.strip.search, Qt.Key.Key_Return)
    assert log.table.model.rowCount() == 1
    log.undo()
    assert told.toasts[-1] == "已撤销：收费日改为 12 日"
    assert log.table.to_report().title == "操作日志"


def test_the_log_says_when_nothing_matches(qtbot, context, demo_office):
    log = shown(qtbot, LogPage(put(context, demo_office)))
    log.table.strip.search.setText("没有这件事")
    qtbot.keyClick(log.table.strip.search, Qt.Key.Key_Return)
    assert log.table._faces.currentIndex() == 2


def test_the_keeper_copies_only_changes_and_speaks_once(qtbot, context, demo_office, monkeypatch):
    put(context, demo_office)
    kept, said = [], []
    one = keeper.Keeper(demo_office, context.runner)
    one.kept.connect(lambda: kept.append(1))
    one.told.connect(said.append)
    one.keep()
    qtbot.waitUntil(lambda: len(kept) == 1)
    one.keep()
    qtbot.wait(10)
    assert len(kept) == 1

    def full(*what, **more):
        raise Refused("备份没有成功，以前的备份都还在。")

    monkeypatch.setattr("models.store.copies.when_changed", full)
    for _ in range(2):
        one.keep()
        qtbot.wait(10)
    assert said == ["备份没有成功，以前的备份都还在。"]


def test_the_busy_box_gives_values_and_raises_refusals(qtbot):
    assert BusyBox.wait(None, "正在试", lambda: 7) == 7

    def no() -> None:
        raise Refused("不行。")

    with pytest.raises(Refused):
        BusyBox.wait(None, "正在试", no)


@pytest.mark.parametrize("make", [BackupPage, LogPage])
@pytest.mark.parametrize(("zoom", "wide", "high"), [(100, 1190, 692), (100, 788, 560), (150, 1288, 654)])
def test_nothing_is_cut_or_overlaps(qtbot, context, demo_office, qapp: QApplication, make, zoom, wide, high):
    theme.apply(qapp, zoom)
    try:
        page = shown(qtbot, make(put(context, demo_office)), wide, high)
        assert [said for said in look_at(page) if not said.startswith("TextEdit(第84条")] == []
        assert page.minimumSizeHint().width() <= wide
    finally:
        theme.apply(qapp, 100)
