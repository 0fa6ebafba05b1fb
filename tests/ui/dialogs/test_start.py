"""The start: a new office with its treasurer, the demo, restoring, refusals; who sits down with a PIN."""

from __future__ import annotations

import pytest
from looks import look_at
from pretended import RecordingSay
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from models import users
from models.kit.errors import Refused
from models.office import Office
from models.store import backup, copies
from ui import app
from ui.dialogs.pin import PinDialog
from ui.dialogs.restore import RestoreDialog
from ui.dialogs.start import NewOfficeDialog, StartDialog, Ways
from ui.memory import Memory


def ways_of(monkeypatch) -> Ways:
    """What the program itself gives to the start window."""
    seen: list[Ways] = []

    def ask(cls, ways, memory, month):
        seen.append(ways)

    monkeypatch.setattr(StartDialog, "ask", classmethod(ask))
    monkeypatch.setattr(app, "last_office", lambda: "")
    monkeypatch.delenv("UNION_OFFICE", raising=False)
    assert app.find_office(Memory(None), None) is None
    return seen[0]


def start(qtbot, ways: Ways) -> tuple[StartDialog, RecordingSay]:
    say = RecordingSay()
    dialog = StartDialog(ways, Memory(None), "2026-11", say)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog, say


def test_the_form_of_a_new_office_asks_for_what_is_needed(qtbot):
    dialog = NewOfficeDialog(None, "2026-11")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog._go()
    assert dialog.result() != QDialog.DialogCode.Accepted
    assert dialog.form.problem("name") and dialog.form.problem("treasurer")
    dialog.form.box("name").insert("青禾中学")
    qtbot.keyClick(dialog.form.box("name"), Qt.Key.Key_Return)
    dialog.form.box("treasurer").insert("许静宜")
    dialog._go()
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert look_at(dialog) == []


def test_a_new_office_has_its_names_and_its_treasurer(qtbot, tmp_path, monkeypatch):
    ways = ways_of(monkeypatch)
    dialog, say = start(qtbot, ways)
    answer = ("青禾中学", "2026-03", "许静宜", "青禾中学工会")
    monkeypatch.setattr(NewOfficeDialog, "ask", classmethod(lambda cls, *what: answer))
    monkeypatch.setattr("ui.dialogs.choose_file.to_write", lambda *what: tmp_path / "青禾.union")
    dialog.make()
    assert dialog.chosen == tmp_path / "青禾.union" and not say.boxes
    with Office.open(dialog.chosen) as office:
        assert (office.name, office.unit_name, office.actor.name) == ("青禾中学", "青禾中学工会", "许静宜")
        assert office.setting("first_month") == "2026-03"


def test_a_backup_is_restored_as_a_new_file_and_opened(qtbot, demo_office, monkeypatch):
    copy = backup.make(demo_office.path)
    dialog, _ = start(qtbot, ways_of(monkeypatch))
    asked = []

    def ask(cls, parent, seen, live, place, memory):
        asked.append((seen.members, live, place))
        return place

    monkeypatch.setattr("ui.dialogs.choose_file.to_read", lambda *what: copy)
    monkeypatch.setattr(RestoreDialog, "ask", classmethod(ask))
    dialog.restore()
    assert asked[0][:2] == (60, None)
    assert dialog.chosen == demo_office.path.with_name("demo_恢复.union")
    assert copies.describe(dialog.chosen).seal == demo_office.seal


def test_what_is_no_backup_is_refused_and_nothing_is_chosen(qtbot, tmp_path, monkeypatch):
    wrong = tmp_path / "照片.union"
    wrong.write_bytes(b"\xff\xd8" * 4000)
    dialog, say = start(qtbot, ways_of(monkeypatch))
    monkeypatch.setattr("ui.dialogs.choose_file.to_read", lambda *what: wrong)
    dialog.restore()
    assert dialog.chosen is None and say.boxes[0][0] == "refuse"


def test_the_start_window_is_read_well(qtbot, tmp_path, monkeypatch):
    known = tmp_path / "青禾中学.union"
    known.touch()
    ways = Ways(lambda *what: None, lambda path: None, [known])
    dialog, _ = start(qtbot, ways)
    assert look_at(dialog) == []


def test_a_user_with_a_pin_sits_down_only_with_it(demo_office, monkeypatch):
    chair = next(user for user in demo_office.users() if user.role == "chair")
    app.switch_user(demo_office, chair.name, lambda user: False)
    assert demo_office.actor.role == "treasurer"
    app.switch_user(demo_office, chair.name, lambda user: user == chair)
    assert demo_office.actor == chair
    with pytest.raises(Refused):
        app.switch_user(demo_office, "没有这个人", lambda user: True)


def test_giving_up_the_pin_at_the_start_closes_the_file(demo_file, tmp_path, monkeypatch):
    import shutil

    path = tmp_path / "a.union"
    shutil.copyfile(demo_file, path)
    office = Office.open(path)
    assert app.sit_down(office)
    with office.change("口令") as change:
        users.set_pin(change, office.actor.id, "1234")
    monkeypatch.setattr(PinDialog, "exec", lambda self: QDialog.DialogCode.Rejected)
    assert not app.sit_down(office)
    Office.open(path).close()


def test_the_demo_can_be_made_from_the_start(qtbot, tmp_path, monkeypatch):
    from models import demo

    made = []
    monkeypatch.setattr(
        demo, "make", lambda path: made.append(path) or Office.create(path, "示例中学").close()
    )
    dialog, _ = start(qtbot, ways_of(monkeypatch))
    monkeypatch.setattr("ui.dialogs.choose_file.to_write", lambda *what: tmp_path / "演示账套.union")
    dialog.demo()
    assert made == [tmp_path / "演示账套.union"] and dialog.chosen == made[0]
