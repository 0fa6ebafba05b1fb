"""银行: statements against the book, the reconciliation sheet, cash counts, accounts and their statements."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtWidgets import QButtonGroup, QPushButton, QStackedWidget, QWidget

from models.kit.errors import Refused
from ui import theme
from ui.navigation import Context
from ui.pages.bank_cash import CashView
from ui.pages.bank_files import FilesView
from ui.pages.bank_match import MatchView
from ui.pages.dues_view import DuesView
from ui.widgets.page import PageWidget
from ui.widgets.squeeze import squeeze

VIEWS: tuple[type[DuesView], ...] = (MatchView, CashView, FilesView)
_ROOM = 100_000  # pixels: more than any window has


class BankPage(PageWidget):
    """`context.open_page("bank", month="2026-10")`, `view="cash"`; Alt+1 … Alt+3 change the view."""

    follows_period: ClassVar[bool] = True
    watches: ClassVar[frozenset[str]] = frozenset(
        {
            "account",
            "bank_account",
            "bank_statement",
            "bank_line",
            "bank_layout",
            "bank_match",
            "bank_opening",
            "reconciliation",
            "cash_count",
            "voucher",
        }
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context, "银行")
        self.views: dict[str, DuesView] = {}
        self.stack = QStackedWidget()
        self.buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        for at, view in enumerate(VIEWS):
            self.head.addWidget(self._switch(at, view))
        self.body.addWidget(self.stack, 1)
        self.show_view("match")

    @property
    def view(self) -> DuesView:
        """The view that is shown."""
        shown = self.stack.currentWidget()
        return next(view for view in self.views.values() if view is shown)

    def show_view(self, key: str) -> DuesView:
        """Show a view; it is made at its first show."""
        if key not in self.views:
            made = next((one for one in VIEWS if key == one.KEY), MatchView)(self)
            self.views[key] = made
            self.stack.addWidget(made)
        view = self.views[key]
        self.stack.setCurrentWidget(view)
        self.buttons[key].setChecked(True)
        self.context.status("")
        self.titled.emit("银行" if key == "match" else view.TITLE)
        self.refresh()
        return view

    def reload(self) -> None:
        squeeze(self.view.strip, _ROOM)  # whole words while they are set
        self.view.reload()
        squeeze(self.view.strip, self.view.width())

    def open(self, **where: Any) -> None:
        """view="match" "cash" "files", and what the view takes: month="2026-10", account."""
        key = str(where.pop("view", "") or "match")
        view = self.show_view(key if any(key == one.KEY for one in VIEWS) else "match")
        try:
            view.open(**where)
        except Refused as no:
            self.context.say.refuse(no)
        if self.isVisible():
            view.first_focus().setFocus()

    def first_focus(self) -> QWidget:
        return self.view.first_focus()

    def _switch(self, at: int, view: type[DuesView]) -> QPushButton:
        made = theme.kind(QPushButton(view.TITLE), "")
        made.setCheckable(True)
        made.setShortcut(f"Alt+{at + 1}")
        made.setToolTip(f"{view.TITLE}（Alt+{at + 1}）")
        made.clicked.connect(lambda *_: self.show_view(view.KEY).first_focus().setFocus())
        self._group.addButton(made)
        self.buttons[view.KEY] = made
        return made
