"""What is asked beside the file: the month from which wages are valid, the year of a plan."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QSpinBox, QWidget

from models.intake.seen import Choices
from models.kit.days import month_words
from ui import theme
from ui.pages.import_parts import Asked
from ui.widgets.day_edit import MonthEdit

_FIRST = 1999  # the step below the first year: as the plan says


class ImportOptions(QObject):
    """`which` is "month", "year" or "" (see `ImportKind.option`); `period` is the month to begin with."""

    changed = Signal()

    def __init__(self, which: str, period: str) -> None:
        super().__init__()
        self.which, self.period = which, period
        self.month = MonthEdit(period)
        self.month.set_value(period)
        self.month.setAccessibleName("从哪个月起")
        self.year = QSpinBox()
        self.year.setRange(_FIRST, 2099)
        self.year.setSpecialValueText("计划里写着")
        self.year.setAccessibleName("年份")
        self.month.changed.connect(self.changed)
        self.year.valueChanged.connect(lambda _: self.changed.emit())

    def widgets(self) -> list[tuple[str, QWidget]]:
        """What stands before the field, and the field."""
        if self.which == "month":
            return [("从哪个月起按这份表计费", theme.fix(self.month, width=130))]
        return [("计划是哪一年的", theme.fix(self.year, width=130))] if self.which == "year" else []

    def asked(self, file: str, choices: Choices | None = None) -> Asked:
        """What planning is asked with."""
        year = self.year.value() if self.which == "year" and self.year.value() > _FIRST else None
        return Asked(choices or Choices(), file, self._month(), year)

    def words(self) -> str:
        """ "，从 2026年9月起" for the title line; "" where no month is asked for."""
        return f"，从 {month_words(self._month())}起" if self.which == "month" else ""

    def _month(self) -> str:
        return str(self.month.value() or self.period)
