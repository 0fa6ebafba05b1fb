"""会费: the year's matrix, arrears, batches, money to look into, what is due, standards."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtWidgets import QButtonGroup, QPushButton, QStackedWidget, QWidget

from models.dues import queries
from models.kit.errors import Refused
from ui import theme
from ui.navigation import Context
from ui.pages.dues_arrears import ArrearsView
from ui.pages.dues_batches import BatchesView
from ui.pages.dues_matrix import MatrixView
from ui.pages.dues_months import MonthsView
from ui.pages.dues_pending import PendingView
from ui.pages.dues_standards import StandardsView
from ui.pages.dues_view import DuesView
from ui.widgets.legend import Legend
from ui.widgets.matrix import LEGEND
from ui.widgets.page import PageWidget
from ui.widgets.squeeze import squeeze

VIEWS: tuple[type[DuesView], ...] = (
    MatrixView,
    ArrearsView,
    BatchesView,
    PendingView,
    MonthsView,
    StandardsView,
)

_ROOM = 100_000  # pixels: more than any window has


class DuesPage(PageWidget):
    """`context.open_page("dues", view="batches", batch=12)`; Alt+1 … Alt+6 change the view."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {
            "member",
            "unit",
            "movement",
            "wage_base",
            "dues_standard",
            "dues_due",
            "dues_change",
            "dues_batch",
            "dues_paid",
            "dues_note",
            "voucher",
        }
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context, "会费")
        self.views: dict[str, DuesView] = {}
        self.stack = QStackedWidget()
        self.buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self.legend = Legend(LEGEND)
        for at, view in enumerate(VIEWS):
            self.head.insertWidget(2 + at, self._switch(at, view))
        self.facts.hide()
        self.head.addWidget(self.legend)
        self.body.addWidget(self.stack, 1)
        self.show_view("matrix")

    @property
    def view(self) -> DuesView:
        """The view that is shown."""
        shown = self.stack.currentWidget()
        return next(view for view in self.views.values() if view is shown)

    def show_view(self, key: str) -> DuesView:
        """Show a view; it is made at its first show."""
        if key not in self.views:
            made = next((one for one in VIEWS if key == one.KEY), MatrixView)(self)
            self.views[key] = made
            self.stack.addWidget(made)
        view = self.views[key]
        self.stack.setCurrentWidget(view)
        self.buttons[key].setChecked(True)
        self.legend.setVisible(key == "matrix")
        self.context.status("")  # what another view said of its cell
        self.titled.emit("会费" if key == "matrix" else f"会费 {view.TITLE}")
        self.refresh()
        return view

    def reload(self) -> None:
        view = self.view
        squeeze(view.strip, _ROOM)  # whole words while they are set
        view.reload()
        squeeze(view.strip, view.width())
        self.buttons[view.KEY].setToolTip(view.facts())
        self._say_pending()

    def open(self, **where: Any) -> None:
        """view="matrix" "arrears" "batches" "pending" "due" "standards", and what the view takes."""
        key = str(where.pop("view", "") or ("batches" if "batch" in where else "matrix"))
        view = self.show_view(key if any(key == one.KEY for one in VIEWS) else "matrix")
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

    def _say_pending(self) -> None:
        """How much is to be looked into stands on its button."""
        count = len(queries.pending(self.context.office.db))
        self.buttons["pending"].setText(f"待查款 {count}" if count else "待查款")
