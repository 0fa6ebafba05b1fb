"""预算: drafting with live sums, execution with drill-down, quotas of branches, the rules."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtWidgets import QButtonGroup, QPushButton, QStackedWidget, QWidget

from models.kit.errors import Refused
from ui import theme
from ui.navigation import Context
from ui.pages.budget_execution import ExecutionView
from ui.pages.budget_plan import PlanView
from ui.pages.budget_quotas import QuotasView
from ui.pages.budget_rules import RulesView
from ui.pages.budget_view import BudgetView
from ui.widgets.page import PageWidget
from ui.widgets.squeeze import squeeze
from ui.widgets.year_bar import YearBar

VIEWS: tuple[type[BudgetView], ...] = (PlanView, ExecutionView, QuotasView, RulesView)
_ROOM = 100_000  # pixels: more than any window has


class BudgetPage(PageWidget):
    """`context.open_page("budget", view="execution", year=2026, line=12)`; Alt+1 … Alt+4 change the view."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {
            "account",
            "budget",
            "budget_line",
            "budget_amount",
            "budget_rule",
            "budget_override",
            "unit_settlement",
            "unit",
            "member",
            "claim",
            "voucher",
        }
    )
    follows_period: ClassVar[bool] = True

    def __init__(self, context: Context) -> None:
        super().__init__(context, "预算")
        self.year = int(context.period[:4])
        self.views: dict[str, BudgetView] = {}
        self.stack = QStackedWidget()
        self.buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self.years = YearBar(self.year)
        self.years.changed.connect(self.show_year)
        for at, view in enumerate(VIEWS):
            self.head.insertWidget(2 + at, self._switch(at, view))
        self.facts.hide()
        self.head.addWidget(self.years)
        self.body.addWidget(self.stack, 1)
        self.show_view("plan")

    @property
    def view(self) -> BudgetView:
        """The view that is shown."""
        shown = self.stack.currentWidget()
        return next(view for view in self.views.values() if view is shown)

    def show_view(self, key: str) -> BudgetView:
        """Show a view; it is made at its first show."""
        if key not in self.views:
            made = next((one for one in VIEWS if key == one.KEY), PlanView)(self)
            self.views[key] = made
            self.stack.addWidget(made)
        view = self.views[key]
        self.stack.setCurrentWidget(view)
        self.buttons[key].setChecked(True)
        self.context.status("")
        self.titled.emit("预算" if key == "plan" else f"预算 {view.TITLE}")
        self.refresh()
        return view

    def show_year(self, year: int) -> None:
        """Look at another year."""
        self.year = year
        self.years.show_year(year)
        self.refresh()

    def reload(self) -> None:
        view = self.view
        squeeze(view.strip, _ROOM)  # whole words while they are set
        view.reload()
        squeeze(view.strip, view.width())
        self.buttons[view.KEY].setToolTip(view.facts())

    def open(self, **where: Any) -> None:
        """view="plan" "execution" "quotas" "rules", year=2026, and what the view takes."""
        if where.get("year"):
            self.show_year(int(where.pop("year")))
        key = str(where.pop("view", "") or "plan")
        view = self.show_view(key if any(key == one.KEY for one in VIEWS) else "plan")
        try:
            view.open(**where)
        except Refused as no:
            self.context.say.refuse(no)
        if self.isVisible():
            view.first_focus().setFocus()

    def first_focus(self) -> QWidget:
        return self.view.first_focus()

    def _switch(self, at: int, view: type[BudgetView]) -> QPushButton:
        made = theme.kind(QPushButton(view.TITLE), "")
        made.setCheckable(True)
        made.setShortcut(f"Alt+{at + 1}")
        made.setToolTip(f"{view.TITLE}（Alt+{at + 1}）")
        made.clicked.connect(lambda *_: self.show_view(view.KEY))
        self._group.addButton(made)
        self.buttons[view.KEY] = made
        return made
