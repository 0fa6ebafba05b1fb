"""Step 写入 of an import: what was written, and the ways to go on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ui import theme
from ui.widgets.buttons import button, label, link, picture

_WORDS = (("added", "新增"), ("updated", "修改"), ("unchanged", "相同，没有动"), ("units", "新建分工会"))


class ResultStep(QFrame):
    """`show_counts({"added": 3, …}, kind, file)`; the buttons belong to the page."""

    def __init__(self, look: str) -> None:
        super().__init__()
        theme.kind(self, "card")
        self.title = label("", "heading")
        self.counts = label("", "")
        self.look = button(look, "arrow-right", kind="filled")
        self.look.setAutoDefault(True)  # Enter presses it too
        self.again = button("再导入一份", "file-input")
        self.undo = link("撤销这次导入", icon="undo-2")
        column = theme.space(QVBoxLayout(self), (24, 24, 24, 24), 12)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addStretch(2)
        column.addWidget(picture("circle-check", theme.OK, 48), 0, middle)
        column.addWidget(self.title, 0, middle)
        column.addWidget(self.counts, 0, middle)
        row = theme.space(QHBoxLayout(), gap=12)
        row.addStretch(1)
        for part in (self.look, self.again, self.undo):
            row.addWidget(part)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(label("撤销只在下一次修改前有效。", "note"), 0, middle)
        column.addStretch(3)

    def show_counts(self, counts: Mapping[str, int], kind: Any, file: str) -> None:
        """Say what was written."""
        self.title.setText(f"已经写入“{file}”")
        said = []
        for key, word in _WORDS:
            if counts.get(key):
                unit = "个" if key == "units" else kind.unit
                said.append(f"{word} {counts[key]:,} {unit}")
        self.counts.setText("，".join(said) + "。" if said else "没有变化。")
