"""One view of the budget page, and what all of them do: write, say, print."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from models.kit.errors import Refused
from ui.pages.dues_prints import print_entry
from ui.pages.dues_view import DuesView

if TYPE_CHECKING:
    from models.store.journal import Change
    from ui.pages.budget import BudgetPage


class BudgetView(DuesView):
    """A strip over a body, read again when the page is; the year is the page's."""

    FOLLOWS: ClassVar[bool] = False  # another month in the top bar changes what is shown

    def __init__(self, page: BudgetPage) -> None:
        super().__init__(page)
        self.budget = page

    @property
    def month(self) -> str:
        """The month of the top bar where it lies in the year, else the year's last month that has come."""
        year, now = self.budget.year, f"{self.context.office.today():%Y-%m}"
        if self.context.period[:4] == str(year):
            return self.context.period
        return min(max(now, f"{year}-01"), f"{year}-12")

    def write(self, title: str, act: Callable[[Change], object], toast: str = "") -> bool:
        """One change; what refuses it is said in a box."""
        try:
            with self.context.office.change(title) as change:
                act(change)
        except Refused as no:
            self.context.say.refuse(no)
            return False
        if toast:
            self.context.toast(toast)
        return True

    def print_report(self, report: str, period: str = "", of: str = "") -> None:
        """A report of the catalog in the preview."""
        print_entry(self.context, self, report, period or str(self.budget.year), of)

    def why_locked(self) -> str:
        """Why this person may not write, "" when they may."""
        actor = self.context.office.actor
        return "" if actor.may_write else f"{actor.name}只能查看，不能登记。"
