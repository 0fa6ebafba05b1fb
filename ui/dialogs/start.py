"""The first window when no office is open: make one, open one, look at the demo, restore a backup."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from models.kit.errors import Refused
from ui import icons, theme
from ui.dialogs import choose_file
from ui.dialogs.busy import BusyBox
from ui.dialogs.say import Say
from ui.memory import Memory
from ui.widgets.buttons import button, label, link, rule
from ui.widgets.day_edit import MonthEdit
from ui.widgets.form import Field, Form

DEMO_FILE = "演示账套.union"


@dataclass(frozen=True)
class Ways:
    """What the buttons do; each may raise `Refused`.

    `make(path, name, first_month, treasurer, unit_name)`, `demo(path)` and `restore(copy, path)` write an
    office file at `path`; `describe(copy)` says what a backup holds.
    """

    make: Callable[..., None]
    demo: Callable[[Path], None]
    recent: Sequence[Path] = ()
    restore: Callable[[Path, Path], object] = lambda copy, path: None
    describe: Callable[[Path], Any] = lambda copy: None


class NewOfficeDialog(QDialog):
    """Asks for the names, the first month and who keeps the books."""

    def __init__(self, parent: QWidget | None, month: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("新建账套")
        theme.least(self, 480)
        self.form = Form(
            [
                Field("name", "学校名称", required=True, hint="例如“青禾中学”"),
                Field("unit", "工会全称", hint="印在凭证和报表上；空着就用“学校名称＋工会委员会”"),
                Field("treasurer", "财务委员", required=True, hint="您的姓名，印在凭证的制单人处"),
                Field(
                    "month",
                    "启用月份",
                    lambda: MonthEdit(month),
                    required=True,
                    width=160,
                    hint="从这个月开始记账；以前的余额建好以后在“设置 › 期初余额”里录",
                ),
            ]
        )
        self.form.show_values({"month": month})
        column = theme.space(QVBoxLayout(self), (20, 20, 20, 16), 16)
        column.addWidget(label("新建账套", "heading"))
        column.addWidget(self.form)
        row = theme.space(QHBoxLayout(), gap=8)
        row.addStretch(1)
        row.addWidget(button("取消", "", self.reject))
        row.addWidget(button("选存放位置", "save", self._go, kind="filled"))
        column.addLayout(row)
        self.form.save_asked.connect(self._go)

    @classmethod
    def ask(cls, parent: QWidget | None, month: str) -> tuple[str, ...] | None:
        """(name, first month, treasurer, union's full name), None when it was given up."""
        dialog = cls(parent, month)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        values = dialog.form.values()
        return values["name"], values["month"], values["treasurer"], values["unit"]

    def _go(self) -> None:
        if self.form.valid():
            self.accept()


class StartDialog(QDialog):
    """`StartDialog.ask(…)` gives the path of the office to open, None when the person closes it."""

    def __init__(self, ways: Ways, memory: Memory, month: str, say: Say | None = None) -> None:
        super().__init__()
        self.setWindowTitle("工会台账")
        theme.fix(self, width=560)
        self.chosen: Path | None = None
        self._ways, self._memory, self._month = ways, memory, month
        self._say = say or Say(self)
        column = theme.space(QVBoxLayout(self), (28, 28, 28, 24), 12)
        column.addLayout(self._head())
        column.addWidget(rule())
        for text, icon, act, kind, note in (
            ("新建账套", "file-plus-2", self.make, "filled", "一个单位一个文件，全部资料都在里面"),
            ("打开账套", "folder-open", self.open, "", "打开电脑或 U 盘上的账套文件"),
            ("演示账套", "play", self.demo, "", "里面是编的人和账，可以随便试"),
            ("从备份恢复", "rotate-ccw", self.restore, "", "把备份恢复成一个新文件，再打开它"),
        ):
            line = theme.space(QHBoxLayout(), gap=14)
            line.addWidget(theme.fix(button(text, icon, act, kind=kind), width=132))
            line.addWidget(label(note, "facts"), 1)
            column.addLayout(line)
        self._list_recent(column)

    @classmethod
    def ask(cls, ways: Ways, memory: Memory, month: str) -> Path | None:
        """Show it and wait."""
        dialog = cls(ways, memory, month)
        dialog.exec()
        return dialog.chosen

    def make(self) -> None:
        """新建: name, month, place."""
        answer = NewOfficeDialog.ask(self, self._month)
        if answer is None:
            return
        name = choose_file.proposed_name(answer[0], "", None, "union")
        path = choose_file.to_write(self, self._memory, "账套存放在", name)
        if path is not None:
            self._try(path, lambda: self._ways.make(path, *answer), "正在建立账套")

    def open(self) -> None:
        """打开."""
        path = choose_file.to_read(self, self._memory, "打开账套", choose_file.OFFICES)
        if path is not None:
            self._take(path)

    def demo(self) -> None:
        """演示: made where the person wants it; an earlier one is opened again."""
        path = choose_file.to_write(self, self._memory, "演示账套存放在", DEMO_FILE)
        if path is not None and path.exists():
            self._take(path)
        elif path is not None:
            self._try(path, lambda: self._ways.demo(path), "正在建立演示账套")

    def restore(self) -> None:
        """从备份恢复: what the copy holds, then a new file."""
        from ui.dialogs.restore import RestoreDialog

        copy = choose_file.to_read(self, self._memory, "选择备份文件", choose_file.OFFICES)
        if copy is None:
            return
        try:
            seen = BusyBox.wait(self, "正在检查备份", lambda: self._ways.describe(copy))
        except Refused as no:
            self._say.refuse(no)
            return
        place = RestoreDialog.ask(self, seen, None, _beside(copy), self._memory)
        if place is not None:
            self._try(place, lambda: self._ways.restore(copy, place), "正在恢复")

    def _head(self) -> QHBoxLayout:
        row = theme.space(QHBoxLayout(), gap=14)
        mark = theme.kind(QLabel(), "mark")
        icons.put(mark, "handshake", "#FFFFFF", 28)
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row.addWidget(theme.fix(mark, 48, 48))
        words = theme.space(QVBoxLayout(), gap=2)
        words.addWidget(label("工会台账", "title"))
        words.addWidget(label("会员、会费、账务、行事历，全在一个文件里，不用联网。", "facts"))
        row.addLayout(words, 1)
        return row

    def _list_recent(self, column: QVBoxLayout) -> None:
        known = [path for path in self._ways.recent if path.exists()][:4]
        if not known:
            return
        column.addWidget(rule())
        column.addWidget(label("最近打开的", "note"))
        for path in known:
            made = link(path.stem, partial(self._take, path), "archive")
            made.setToolTip(str(path))
            column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)

    def _try(self, path: Path, act: Callable[[], object], says: str) -> None:
        try:
            BusyBox.wait(self, says, act)
        except Refused as no:
            self._say.refuse(no)
        else:
            self._take(path)

    def _take(self, path: Path) -> None:
        self.chosen = path
        self.accept()


def _beside(copy: Path) -> Path:
    """Where the restored file is proposed: beside the folder of backups when the copy lies in one."""
    stem, folder = re.sub(r"_\d{8}-\d{6}(-\d+)?$", "", copy.stem), copy.parent
    if folder.name.endswith("-备份"):
        folder = folder.parent
    place, number = folder / f"{stem}_恢复.union", 2
    while place.exists():
        place, number = folder / f"{stem}_恢复-{number}.union", number + 1
    return place
