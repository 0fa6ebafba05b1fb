"""Restoring: the chosen copy beside the live file, what each holds, and a new file that never overwrites."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from models.store.copies import Described
from ui import theme
from ui.dialogs import choose_file
from ui.memory import Memory
from ui.widgets.buttons import button, label, rule
from ui.widgets.sentence import Sentence

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class RestoreDialog(QDialog):
    """`RestoreDialog.ask(…)` gives the place of the new file, None when it was given up.

    `live` is None when there is no office that is open (from the start window).
    """

    def __init__(
        self, parent: QWidget | None, copy: Described, live: Described | None, place: Path, memory: Memory
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("从备份恢复")
        theme.fix(self, width=640)
        self.place, self._memory = place, memory
        column = theme.space(QVBoxLayout(self), (24, 20, 24, 16), 12)
        column.addWidget(label("从备份恢复成一个新文件", "heading"))
        told = "现在的账套不会动。恢复出来的是另一个文件，打开看过以后再决定用哪一个。"
        if live is None:
            told = "恢复出来的是一个新文件，备份本身不会动。"
        column.addWidget(label(told, "facts", wrap=True))
        column.addLayout(self._compared(copy, live))
        if live is not None and copy.head < live.head:
            said = f"备份比现在的账套少 {live.head - copy.head} 次登记，恢复的文件里没有这些。"
            column.addWidget(label(said, "warn", wrap=True))
        column.addWidget(rule())
        column.addLayout(self._where())
        row = theme.space(QHBoxLayout(), gap=8)
        row.addStretch(1)
        row.addWidget(button("恢复成新文件", "rotate-ccw", self.accept, kind="filled"))
        give_up = button("不恢复", "", self.reject)
        row.addWidget(give_up)
        column.addLayout(row)
        give_up.setFocus()

    @classmethod
    def ask(
        cls, parent: QWidget | None, copy: Described, live: Described | None, place: Path, memory: Memory
    ) -> Path | None:
        """Show both and wait."""
        dialog = cls(parent, copy, live, place, memory)
        return dialog.place if dialog.exec() == cls.DialogCode.Accepted else None

    def _compared(self, copy: Described, live: Described | None) -> QGridLayout:
        grid = theme.space(QGridLayout(), gap=8, across=20)
        sides = [("选的备份", copy)] + ([("现在的账套", live)] if live is not None else [])
        for column, (title, _) in enumerate(sides, 1):
            grid.addWidget(label(title, "strong"), 0, column)
            grid.setColumnStretch(column, 1)
        facts = [facts_of(side) for _, side in sides]
        for line, name in enumerate(NAMES, 1):
            grid.addWidget(label(name, "note"), line, 0)
            for column, side in enumerate(facts, 1):
                grid.addWidget(Sentence(side[line - 1]), line, column)
        return grid

    def _where(self) -> QHBoxLayout:
        row = theme.space(QHBoxLayout(), gap=8)
        row.addWidget(label("新文件放在", "note"))
        self._shown = Sentence(str(self.place))
        row.addWidget(self._shown, 1)
        row.addWidget(button("换个地方", "folder-open", self._elsewhere))
        return row

    def _elsewhere(self) -> None:
        chosen = choose_file.to_write(self, self._memory, "恢复的文件放在", self.place.name)
        if chosen is not None:
            self.place = chosen
            self._shown.setText(str(chosen))


NAMES = ("单位", "会员", "凭证", "最后一张凭证", "最后一次登记", "内容", "校验码")


def facts_of(side: Described) -> tuple[str, ...]:
    """The lines of one file, in the order of `NAMES`."""
    return (
        side.name,
        f"{side.members:,} 人",
        f"{side.vouchers:,} 张",
        side.last_voucher or "还没有",
        side.last_at[:16].replace("T", " ") or "还没有",
        side.last_title,
        side.seal,
    )
