"""One view of a page that has several: a strip over a body; read again when the page is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.squeeze import squeeze

if TYPE_CHECKING:
    from ui.widgets.page import PageWidget


class PageView(QWidget):
    """`reload()` reads the office, `open(**where)` goes to what a link names, `facts()` says what it is."""

    KEY: ClassVar[str] = ""
    TITLE: ClassVar[str] = ""

    def __init__(self, page: PageWidget) -> None:
        super().__init__()
        self.page, self.context = page, page.context
        self.strip = theme.space(QHBoxLayout(), gap=8)
        self.column = theme.space(QVBoxLayout(self), gap=12)
        self.column.addLayout(self.strip)

    def reload(self) -> None:
        """Read again."""

    def open(self, **where: Any) -> None:
        """Go to the record that a link named."""

    def facts(self) -> str:
        """The grey sentence of the title line."""
        return ""

    def first_focus(self) -> QWidget:
        """Where the keys go."""
        return self

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        squeeze(self.strip, self.width())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        squeeze(self.strip, self.width())


class Views:
    """The views of a page: a checkable button each (Alt+1 …) in the title line, made at their first show."""

    def __init__(self, page: PageWidget, kinds: tuple[type[PageView], ...]) -> None:
        self.page, self.kinds = page, kinds
        self.made: dict[str, PageView] = {}
        self.buttons: dict[str, QPushButton] = {}
        self.stack = QStackedWidget()
        self._group = QButtonGroup(page)
        page.facts.hide()
        for at, kind in enumerate(kinds):
            page.head.insertWidget(2 + at, self._switch(at, kind))
        page.body.addWidget(self.stack, 1)

    @property
    def now(self) -> PageView:
        """The view that is shown."""
        shown = self.stack.currentWidget()
        return next(view for view in self.made.values() if view is shown)

    def show(self, key: str) -> PageView:
        """Show a view (an unknown key: the first)."""
        kind = next((one for one in self.kinds if key == one.KEY), self.kinds[0])
        if kind.KEY not in self.made:
            self.made[kind.KEY] = kind(self.page)
            self.stack.addWidget(self.made[kind.KEY])
        view = self.made[kind.KEY]
        self.stack.setCurrentWidget(view)
        self.buttons[kind.KEY].setChecked(True)
        self.page.context.status("")  # what another view said of its cell
        self.page.refresh()
        return view

    def reload(self) -> None:
        """Read the shown view again."""
        view = self.now
        view.reload()
        squeeze(view.strip, view.width())
        self.buttons[view.KEY].setToolTip(view.facts() or view.TITLE)

    def _switch(self, at: int, kind: type[PageView]) -> QPushButton:
        made = theme.kind(QPushButton(kind.TITLE), "")
        made.setCheckable(True)
        made.setShortcut(f"Alt+{at + 1}")
        made.setToolTip(f"{kind.TITLE}（Alt+{at + 1}）")
        made.clicked.connect(lambda *_: self.show(kind.KEY).first_focus().setFocus())
        self._group.addButton(made)
        self.buttons[kind.KEY] = made
        return made
