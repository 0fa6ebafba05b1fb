"""One part of the settings: a title, a sentence, its widgets; saving says so and refuses in place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.kit.errors import Refused
from models.store.journal import Change
from ui import theme
from ui.navigation import Context
from ui.widgets.buttons import label
from ui.widgets.page import PageWidget


class SettingPart(QWidget):
    """Base class: `KEY` names it ("months"), `TITLE` stands in the list, `reload()` reads the office."""

    KEY = TITLE = NOTE = ICON = ""

    def __init__(self, page: PageWidget) -> None:
        super().__init__()
        self.page = page
        self.column = theme.space(QVBoxLayout(self), gap=12)
        self.head = theme.space(QHBoxLayout(), gap=8)
        words = theme.space(QVBoxLayout(), gap=2)
        words.addWidget(label(self.TITLE, "heading"))
        self.note = label(self.NOTE, "facts", wrap=True)
        words.addWidget(self.note)
        self.head.addLayout(words, 1)
        self.column.addLayout(self.head)

    @property
    def context(self) -> Context:
        """The page's context."""
        return self.page.context

    def add_action(self, *buttons: QPushButton) -> None:
        """Buttons at the right of the title; the filled one comes last."""
        for each in buttons:
            self.head.addWidget(each)

    def reload(self) -> None:
        """Read the office again."""

    def open(self, **where: Any) -> None:
        """Go to the thing that a link named."""

    def dirty(self) -> bool:
        """Whether something was typed and not saved."""
        return False

    def write(self, title: str, act: Callable[[Change], object], said: str, *, undo: bool = True) -> bool:
        """One change on the spot; a toast when it worked, a box when it is refused."""
        try:
            with self.context.office.change(title) as change:
                act(change)
        except Refused as no:
            self.context.say.refuse(no)
            return False
        self.context.toast(said, "", (("撤销", self._undo),) if undo else ())
        return True

    def _undo(self) -> None:
        try:
            title = self.context.office.undo()
        except Refused as no:
            self.context.say.refuse(no)
        else:
            self.context.toast(f"已撤销：{title}")
