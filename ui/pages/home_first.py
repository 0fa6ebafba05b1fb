"""The home page of a new office: three steps with their state, each with its button."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from models.kit.days import month_words
from ui import icons, theme
from ui.navigation import Context
from ui.tables.columns import Pill
from ui.widgets.buttons import button, card, label, link
from ui.widgets.pill import PillLabel

if TYPE_CHECKING:
    from models.overview import FirstSteps


class FirstStepsFace(QWidget):
    """`show_steps(steps)`: what is done has a green pill, the next one the filled button."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._rows: list[tuple[PillLabel, QPushButton, QLabel]] = []
        self._frame = card()
        theme.most(self._frame, 760)
        column = theme.space(QVBoxLayout(self._frame), (28, 24, 28, 24), 14)
        column.addWidget(label("三步就可以开始用", "heading"))
        column.addWidget(label("每一步做完都会自动保存，可以先停下，以后接着做。", "facts"))
        grid = theme.space(QGridLayout(), gap=14, across=16)
        for at, (title, said, verb, icon, page, where) in enumerate(_STEPS):
            self._add(grid, at, (title, said), button(verb, icon, _opener(context, page, where)))
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        foot = theme.space(QHBoxLayout(), gap=16)
        foot.addWidget(label("还可以：", "note"))
        foot.addWidget(link("录入期初余额", lambda: context.open_page("settings", part="opening")))
        foot.addWidget(link("设置使用人", lambda: context.open_page("settings", part="users")))
        foot.addWidget(link("导入全年工作计划", lambda: context.open_page("import", kind="calendar")))
        foot.addStretch(1)
        column.addLayout(foot)
        outer = theme.space(QVBoxLayout(self))
        outer.addStretch(1)
        middle = theme.space(QHBoxLayout())
        middle.addStretch(1)
        middle.addWidget(self._frame, 20)
        middle.addStretch(1)
        outer.addLayout(middle)
        outer.addStretch(2)

    def show_steps(self, steps: FirstSteps) -> None:
        """How far the office has come."""
        done = (steps.members > 0, steps.bases > 0, bool(steps.assessed))
        said = (
            f"花名册里有 {steps.members} 人",
            f"{steps.bases} 人有工资基数",
            f"从{month_words(steps.assessed)}起已核定" if steps.assessed else "",
        )
        current = done.index(False) if False in done else -1
        for at, (pill, act, words) in enumerate(self._rows):
            words.setText(said[at] if done[at] else _STEPS[at][1])
            if done[at]:
                pill.show_pill(Pill("已完成", "ok", "check"))
            else:
                pill.show_pill(Pill("现在做", "info") if at == current else Pill("还没做"))
            theme.kind(act, "filled" if at == current else "plain")
            _ink(act, _STEPS[at][3], white=at == current)

    def first_button(self) -> QPushButton:
        """The button of the step to do now."""
        return next((act for _, act, _ in self._rows if act.property("kind") == "filled"), self._rows[0][1])

    def _add(self, grid: QGridLayout, at: int, words: tuple[str, str], act: QPushButton) -> None:
        number = theme.fix(label(str(at + 1), "avatar"), 28, 28)
        number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        said = label(words[1], "note", wrap=True)
        column = theme.space(QVBoxLayout(), gap=2)
        column.addWidget(label(words[0], "strong"))
        column.addWidget(said)
        pill = PillLabel(Pill("还没做"))
        grid.addWidget(number, at, 0)
        grid.addLayout(column, at, 1)
        grid.addWidget(pill, at, 2)
        grid.addWidget(theme.least(act, 132), at, 3)
        self._rows.append((pill, act, said))


_STEPS: tuple[tuple[str, str, str, str, str, dict[str, str]], ...] = (
    (
        "导入花名册", "Excel 花名册原来是什么样子都可以，不用改表头。", "导入花名册", "file-input",
        "import", {"kind": "members"},
    ),
    (
        "导入工资基数", "每人的计费工资基数，会费按它计算。", "导入工资基数", "file-input",
        "import", {"kind": "wages"},
    ),
    (
        "核定会费", "算出每人每月应缴多少，以后按它对扣款单。", "核定会费", "calculator",
        "dues", {"view": "due"},
    ),
)  # fmt: skip


def _opener(context: Context, page: str, where: dict[str, str]) -> Callable[[], object]:
    return lambda: context.open_page(page, **where)


def _ink(act: QPushButton, icon: str, *, white: bool) -> None:
    icons.put(act, icon, "#FFFFFF" if white else theme.TEXT)
