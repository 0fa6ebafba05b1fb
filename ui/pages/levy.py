"""拨缴与代管: the levy by month, its receipts, rules and letters; custodial money, earmarks, activities."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from models.kit.errors import Refused
from ui.navigation import Context
from ui.pages.levy_custody import CampaignsView
from ui.pages.levy_earmarks import ActivitiesView, EarmarksView
from ui.pages.levy_letters import LevyLetters
from ui.pages.levy_months import LevyMonths
from ui.pages.levy_moves import LevyMoves
from ui.widgets.page import PageWidget
from ui.widgets.page_view import Views

VIEWS = (LevyMonths, LevyMoves, LevyLetters, CampaignsView, EarmarksView, ActivitiesView)


class LevyPage(PageWidget):
    """`open_page("levy", view="campaigns")`, `month="2026-03"`; Alt+1 … Alt+6 change the view."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {
            "levy_rule",
            "wage_bill",
            "levy_receipt",
            "levy_remittance",
            "levy_letter",
            "campaign",
            "earmark",
            "activity",
            "voucher",
            "opening_balance",
        }
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context, "拨缴与代管")
        self.views = Views(self, VIEWS)
        self.views.show("months")

    def reload(self) -> None:
        self.views.reload()

    def open(self, **where: Any) -> None:
        """view=…, year=…, month=…."""
        view = self.views.show(str(where.pop("view", "") or "months"))
        try:
            view.open(**where)
        except Refused as no:
            self.context.say.refuse(no)
        if self.isVisible():
            view.first_focus().setFocus()

    def first_focus(self) -> QWidget:
        return self.views.now.first_focus()
