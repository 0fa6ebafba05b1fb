"""The one place for message boxes: tell, refuse, confirm, ask for a reason, report a fault."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from models.kit.errors import Refused
from ui import icons, theme
from ui.widgets.buttons import button, label, link


class Box(QDialog):
    """A box as all boxes look: round picture, title, sentences, grey foot with verbs.

    `verbs` are (text, icon, kind); the last one is the safe one and has the focus. `answer` is the
    index of the pressed verb, or the last one's when the box was closed otherwise.
    """

    def __init__(
        self,
        parent: QWidget | None,
        *,
        title: str,
        text: str = "",
        remedy: str = "",
        picture: tuple[str, str] = ("info", "info"),
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("工会台账")
        self.setModal(True)
        theme.least(self, 516)
        theme.most(self, 640)
        self.answer = -1
        self.details = ""
        column = theme.space(QVBoxLayout(self), gap=0)
        top = theme.space(QHBoxLayout(), (20, 18, 20, 18), 14)
        top.addWidget(_disc(*picture), 0, Qt.AlignmentFlag.AlignTop)
        self.words = theme.space(QVBoxLayout(), gap=6)
        top.addLayout(self.words, 1)
        for words, kind in ((title, "heading"), (text, ""), (remedy, "facts")):
            if words:
                self._say(words, kind)
        column.addLayout(top)
        column.addWidget(self._foot())

    def offer(self, verbs: Sequence[tuple[str, str, str]]) -> Box:
        """The buttons, left to right; the last one is the safe one."""
        for index, (text, icon, kind) in enumerate(verbs):
            made = button(text, icon, partial(self.press, index), kind=kind)
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            made.setAutoDefault(True)
            self.row.addWidget(made)
            self._safe: QPushButton = made
        self.answer = len(verbs) - 1
        self._safe.setDefault(True)
        self._safe.setFocus()
        return self

    def fold_details(self, details: str) -> None:
        """A link that opens the long story, and one that copies it."""
        self.details = details
        self.story = QPlainTextEdit(details)
        self.story.setReadOnly(True)
        theme.fix(self.story, height=140)
        self.story.hide()
        self.words.addWidget(self.story)
        self.row.insertWidget(0, link("复制详情", self._copy))
        self.row.insertWidget(0, link("详细信息", self._unfold))

    def ask(self) -> int:
        """Show it and wait for the answer."""
        self.exec()
        return self.answer

    def _say(self, words: str, kind: str) -> QLabel:
        made = label(words, kind, wrap=True)
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words.addWidget(made)
        return made

    def _foot(self) -> QFrame:
        foot = theme.kind(QFrame(), "foot")
        self.row = theme.space(QHBoxLayout(foot), (20, 10, 20, 12))
        self.row.addStretch(1)
        return foot

    def press(self, index: int) -> None:
        """Answer with this verb."""
        self.answer = index
        self.accept()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details)

    def _unfold(self) -> None:
        self.story.setVisible(not self.story.isVisible())
        self.adjustSize()


class Say:
    """Boxes over one window. Tests put a recording twin in its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._parent = parent

    def tell(self, title: str, text: str = "") -> None:
        """A result that needs to be read. For "it worked" use the toast."""
        Box(self._parent, title=title, text=text).offer([("知道了", "", "")]).ask()

    def refuse(self, no: Refused, verbs: Sequence[str] = ()) -> int:
        """What is wrong, where, what to do. Index of a verb, or len(verbs) for 知道了."""
        box = Box(
            self._parent, title=no.what, text=no.where, remedy=no.remedy, picture=("circle-alert", "warn")
        )
        return box.offer([*((verb, "", "") for verb in verbs), ("知道了", "", "")]).ask()

    def confirm(
        self,
        question: str,
        consequence: str,
        verb: str,
        *,
        keep: str = "取消",
        danger: bool = False,
        note: str = "",
    ) -> bool:
        """Name the thing and the consequence; `verb` does it, `keep` is safe and has the focus."""
        picture = ("trash-2", "error") if danger else ("circle-question-mark", "info")
        box = Box(self._parent, title=question, text=consequence, remedy=note, picture=picture)
        kind, icon = ("danger", "trash-2") if danger else ("", "")
        return box.offer([(verb, icon, kind), (keep, "", "")]).ask() == 0

    def choose(self, question: str, text: str, verbs: Sequence[str], *, keep: str = "取消") -> int:
        """Several ways to go on: the index of the verb, or len(verbs) for `keep`."""
        box = Box(self._parent, title=question, text=text, picture=("circle-question-mark", "info"))
        return box.offer([*((verb, "", "") for verb in verbs), (keep, "", "")]).ask()

    def reason(self, question: str, text: str, verb: str, *, hint: str = "") -> str | None:
        """Ask for one line, for example why something is exempted; None when it was given up."""
        box = Box(self._parent, title=question, text=text, picture=("pencil", "info"))
        line = QLineEdit()
        line.setPlaceholderText(hint)
        line.setAccessibleName(question)
        box.words.addWidget(line)
        box.offer([(verb, "", "filled"), ("取消", "", "")])
        line.setFocus()
        line.returnPressed.connect(lambda: box.press(0) if line.text().strip() else None)
        return line.text().strip() or None if box.ask() == 0 else None

    def error(self, fault: BaseException) -> None:
        """Something that should not happen. The trace folds; it can be copied."""
        trace = "".join(traceback.format_exception(fault))
        box = Box(
            self._parent,
            title="程序遇到了没有预料到的情况",
            text="刚才这一步没有做完，账里没有写进一半的内容。可以再试一次。",
            remedy="如果还是这样，请复制详情，发给维护程序的人。",
            picture=("circle-x", "error"),
        )
        box.offer([("知道了", "", "")])
        box.fold_details(trace)
        box.ask()


def _disc(name: str, tone: str) -> QLabel:
    ink, _ = theme.TONES[tone]
    disc = QLabel()
    icons.put(disc, name, ink, 20)
    disc.setAlignment(Qt.AlignmentFlag.AlignCenter)
    theme.fix(disc, 40, 40)
    disc.setProperty("tone", tone)
    return theme.kind(disc, "disc")
