"""The box that all messages use: round picture, title, sentences, a grey foot with verbs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

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
        theme.fix(self, width=540)
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

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as the wrapped sentences are at this width."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.setFixedHeight(layout.totalHeightForWidth(self.width()))

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
        self._fit()


def _disc(name: str, tone: str) -> QLabel:
    ink, _ = theme.TONES[tone]
    disc = QLabel()
    icons.put(disc, name, ink, 20)
    disc.setAlignment(Qt.AlignmentFlag.AlignCenter)
    theme.fix(disc, 40, 40)
    disc.setProperty("tone", tone)
    return theme.kind(disc, "disc")
