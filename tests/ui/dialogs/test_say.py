"""The boxes themselves: a refusal and a fault are really shown and closed again."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLabel

from models.kit.errors import Refused
from ui.dialogs.box import Box
from ui.dialogs.say import Say


def closing(monkeypatch) -> list[list[str]]:
    """Boxes that are looked at and closed at once."""
    seen: list[list[str]] = []

    def exec_(self: Box) -> int:
        self.show()
        QApplication.processEvents()
        seen.append([label.text() for label in self.findChildren(QLabel) if label.text()])
        self.close()
        return 0

    monkeypatch.setattr(Box, "exec", exec_)
    return seen


def test_a_refusal_says_what_where_and_what_to_do(qtbot, monkeypatch):
    seen = closing(monkeypatch)
    assert Say(None).refuse(Refused("找不到这个账套文件。", "甲.union", "请从备份恢复。"), ["去备份"]) == 1
    assert seen == [["找不到这个账套文件。", "甲.union", "请从备份恢复。"]]


def test_all_kinds_of_boxes_can_be_shown(qtbot, monkeypatch):
    seen = closing(monkeypatch)
    say = Say(None)
    say.tell("做好了", "共 3 人")
    assert not say.confirm("删除？", "删了就没有了。", "删除", danger=True)
    assert say.choose("怎么办？", "", ["甲", "乙"]) == 2
    assert say.reason("为什么？", "", "就这样") is None
    say.error(ValueError("x"))
    assert len(seen) == 5
