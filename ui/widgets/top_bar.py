"""The bar above the page: open tabs, the month, the command box, who sits here."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout

from ui import theme
from ui.widgets.command_box import CommandBox, Provider
from ui.widgets.period_bar import PeriodButton
from ui.widgets.tab_strip import TabStrip
from ui.widgets.user_button import UserButton


class TopBar(QFrame):
    """48 high; the tabs take what the others leave."""

    def __init__(
        self, month: str, providers: Sequence[Provider], users: Callable[[], Sequence[tuple[str, str]]]
    ) -> None:
        super().__init__()
        theme.fix(theme.kind(self, "topbar"), height=theme.TOP_BAR)
        self.tabs = TabStrip()
        self.period = PeriodButton(month)
        self.command = CommandBox(providers)
        self.user = UserButton(users)
        row = theme.space(QHBoxLayout(self), (12, 0, 8, 0), 8)
        row.addWidget(self.tabs, 1)
        row.addWidget(self.period)
        row.addWidget(self.command)
        row.addWidget(self.user)

    def fold(self, narrow: bool) -> None:
        """In a narrow window the command box gives half of its width to the tabs."""
        self.command.shorten(narrow)
        theme.fix(self.command, 150 if narrow else 236, theme.CONTROL)
