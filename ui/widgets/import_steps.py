"""The frame of every import: choose a file, match the columns, look at the difference, write."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from ui import icons, theme
from ui.widgets.buttons import button, label, switch_off
from ui.widgets.steps import Steps

NAMES = ("选文件", "对列", "看差异", "写入")


class ImportSteps(QWidget):
    """Pages of a wizard with 返回 left, a grey sentence, and the one filled button right.

    `add(name, widget, verb)` in order; `self.marks` belongs into the page's title line. `ahead(at)` is
    emitted when the filled button of step `at` is pressed: the page does the work and calls `go(at + 1)`.
    """

    ahead = Signal(int)
    back_from_first = Signal()

    def __init__(self, names: Sequence[str] = NAMES) -> None:
        super().__init__()
        self.marks = Steps(names)
        self._stack = QStackedWidget()
        self._verbs: list[tuple[str, str]] = []
        self.back = button("返回", "arrow-left", self._back)
        self.next = button("", "arrow-right", lambda: self.ahead.emit(self.at), kind="filled")
        self.next.setAutoDefault(True)  # Enter presses it where the focus is led to it
        self.left, self.right = label("", "note"), label("", "note")
        foot = theme.space(QHBoxLayout(), gap=8)
        foot.addWidget(self.back)
        foot.addWidget(self.left)
        foot.addStretch(1)
        foot.addWidget(self.right)
        foot.addWidget(self.next)
        self._foot = foot
        column = theme.space(QVBoxLayout(self), gap=12)
        column.addWidget(self._stack, 1)
        column.addLayout(foot)

    @property
    def at(self) -> int:
        """The step that is shown, from 0."""
        return self._stack.currentIndex()

    def add(self, widget: QWidget, verb: str, icon: str = "arrow-right") -> None:
        """The next step; `verb` is what its filled button says."""
        self._stack.addWidget(widget)
        self._verbs.append((verb, icon))
        if len(self._verbs) == 1:
            self.go(0)

    def go(self, at: int) -> None:
        """Show this step."""
        self._stack.setCurrentIndex(at)
        self.marks.show_step(at)
        self.say("", "")
        self.name_verb(self._verbs[at][0])
        self.may_go("")

    def say(self, left: str = "", right: str = "") -> None:
        """The grey sentences of the foot ("168 行可以用，3 格要看；还没有写入任何内容")."""
        for where, words in ((self.left, left), (self.right, right)):
            _say(where, words)

    def name_verb(self, verb: str) -> None:
        """Another word on the filled button ("登记本批 161 人")."""
        self.next.setText(verb)
        icons.redraw(self.next)  # its gap before the words

    def may_go(self, why_not: str) -> None:
        """Switch the filled button off with a reason; "" switches it on."""
        switch_off(self.next, why_not)

    def add_left(self, *buttons: QWidget) -> None:
        """More buttons beside 返回."""
        for each in buttons:
            self._foot.insertWidget(1, each)

    def _back(self) -> None:
        if self.at == 0:
            self.back_from_first.emit()
        else:
            self.go(self.at - 1)


def _say(where: QLabel, words: str) -> None:
    where.setText(words)
    where.setVisible(bool(words))
