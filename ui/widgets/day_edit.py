"""A day or a month as people type it: 5, 1105, 11-5, 2026.11.5, 2026年11月5日; + and − step."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from models.kit import days
from models.kit.errors import Refused
from ui import theme
from ui.widgets.month_grid import MonthGrid
from ui.widgets.period_bar import MonthPopup
from ui.widgets.popup_button import PopupLine

_PLUS = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}


def read_day(text: str, month: str) -> date:
    """What was typed while `month` is looked at: "5" is its 5th, "1105" 5 November. Raises `Refused`."""
    digits = unicodedata.normalize("NFKC", text).strip()
    year, number = days.year_of(month), days.number_of(month)
    if re.fullmatch(r"\d{1,2}日?", digits):
        return _day(year, number, int(digits.rstrip("日")), text)
    if re.fullmatch(r"\d{3,4}", digits):
        return _day(year, int(digits[:-2]), int(digits[-2:]), text)
    if re.fullmatch(r"\d{6}", digits):
        return _day(2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:]), text)
    return days.parse_day(text, year=year)


def _day(year: int, month: int, number: int, said: str) -> date:
    if 1 <= month <= 12 and 1 <= number <= monthrange(year, month)[1]:
        return date(year, month, number)
    raise Refused(f"“{said}”不是日期，{year}年没有这一天。", remedy="可以写 5、1105 或 2026-11-05。")


class _CalendarPopup(QFrame):
    """The small month under the field."""

    def __init__(self, field: DayEdit, day: date) -> None:
        super().__init__(field, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        theme.kind(self, "popup")
        self.grid = MonthGrid(day)
        theme.space(QVBoxLayout(self), (10, 10, 10, 10)).addWidget(self.grid)
        self.grid.chosen.connect(self._choose)
        self._field = field

    def _choose(self, day: date) -> None:
        self._field.set_value(day)
        self.close()


class _WhenEdit(PopupLine):
    """What a day and a month edit share: `_read` takes the text or raises `Refused`."""

    month: str

    def value(self) -> Any:
        """What was typed; None when empty or when it can't be read (see `problem`)."""
        try:
            return self._read() if self.text().strip() else None
        except Refused:
            return None

    def set_value(self, value: Any) -> None:
        """Show this day or month (or its ISO text)."""
        self.setText("" if value is None else str(value))

    def problem(self) -> str:
        """What is wrong with what was typed."""
        try:
            if self.text().strip():
                self._read()
        except Refused as no:
            return str(no)
        return ""

    def draft(self) -> str:
        """As typed."""
        return self.text()

    def restore(self, kept: Any) -> None:
        """As typed."""
        self.setText(str(kept))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if (value := self.value()) is not None:
            self.set_value(value)
        super().focusOutEvent(event)

    def _read(self) -> Any:
        raise NotImplementedError


class DayEdit(_WhenEdit):
    """`value()` is a date, None when empty. `month` completes short typing; the calendar opens there."""

    def __init__(self, month: str, hint: str = "日期") -> None:
        super().__init__("calendar", "打开日历（F7）", hint)
        self.month = month
        self.asked.connect(self.open_calendar)

    def shown_day(self) -> date:
        """The day that the calendar opens at."""
        return self.value() or days.month_start(self.month)

    def open_calendar(self) -> QWidget:
        """F7: the small month."""
        popup = _CalendarPopup(self, self.shown_day())
        popup.adjustSize()
        popup.move(self.mapToGlobal(QPoint(0, self.height() + theme.px(4))))
        popup.show()
        popup.grid.days.setFocus()
        return popup

    def keyPressEvent(self, event: QKeyEvent) -> None:
        day = self.value()
        if event.key() in (Qt.Key.Key_F7, Qt.Key.Key_F2) and not self.isReadOnly():
            self.open_calendar()
        elif event.key() in _PLUS and not self.isReadOnly() and self._may_step(day, event):
            self.set_value((day or days.month_start(self.month)) + timedelta(days=_PLUS[Qt.Key(event.key())]))
        else:
            super().keyPressEvent(event)

    def _may_step(self, day: date | None, event: QKeyEvent) -> bool:
        """A minus inside "11-5" is typing; after a whole date or with all selected it steps."""
        whole = self.text() == (day.isoformat() if day else "")
        return whole and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )

    def _read(self) -> Any:
        return read_day(self.text(), self.month)


class MonthEdit(_WhenEdit):
    """`value()` is "2026-03", None when empty. Types 3, 2026.3, 202603, 2026年3月; + and − step."""

    def __init__(self, month: str, hint: str = "月份") -> None:
        super().__init__("calendar-days", "选月份（F7）", hint)
        self.month = month
        self.asked.connect(self.open_months)

    def open_months(self) -> MonthPopup:
        """F7: a year of months."""
        popup = MonthPopup(self, self.value() or self.month)
        popup.chosen.connect(self.set_value)
        popup.show_under(self)
        return popup

    def keyPressEvent(self, event: QKeyEvent) -> None:
        month = self.value()
        if event.key() in (Qt.Key.Key_F7, Qt.Key.Key_F2) and not self.isReadOnly():
            self.open_months()
        elif event.key() in _PLUS and month == self.text() and not self.isReadOnly():
            self.set_value(days.next_month(month or self.month, _PLUS[Qt.Key(event.key())]))
        else:
            super().keyPressEvent(event)

    def _read(self) -> str:
        typed = unicodedata.normalize("NFKC", self.text()).strip()
        year = days.year_of(self.month)
        if re.fullmatch(r"\d{1,2}月?", typed) and 1 <= int(typed.rstrip("月")) <= 12:
            return days.month(year, int(typed.rstrip("月")))
        return days.parse_month(self.text(), year=year)
