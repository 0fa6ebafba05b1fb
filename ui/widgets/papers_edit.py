"""A day as papers know it: a whole date, or only the month (2015-09)."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from models.kit import days
from models.kit.errors import Refused
from ui.widgets.day_edit import DayEdit, read_day

_STEPS = (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus)


class PapersEdit(DayEdit):
    """`value()` is a date, a month as text "2015-09", or None. Takes 2015.9, 2015年9月 and whole days."""

    def __init__(self, month: str, hint: str = "2015-09-01 或 2015-09") -> None:
        super().__init__(month, hint)

    def problem(self) -> str:
        """What is wrong with what was typed."""
        try:
            if self.text().strip():
                self._read()
        except Refused:
            return f"“{self.text().strip()}”不是日期，请写成 2015-09-01 或 2015-09。"
        return ""

    def shown_day(self) -> date:
        """Of a bare month its first day."""
        found = self.value()
        return days.month_start(found) if isinstance(found, str) else super().shown_day()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if isinstance(self.value(), str) and event.key() in _STEPS:
            QLineEdit.keyPressEvent(self, event)  # a minus after 2015-09 begins the day
        else:
            super().keyPressEvent(event)

    def _read(self) -> date | str:
        """A day where one is said, else a month."""
        try:
            return days.parse_month(self.text())
        except Refused:
            return read_day(self.text(), self.month)
