"""Choosing a month: a button that opens a year of months, and a bar with ‹ › around it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.kit.days import month_words, next_month
from ui import icons, theme
from ui.widgets.buttons import button, label


class MonthPopup(QFrame):
    """Twelve months of a year with ‹ ›. `chosen("2026-03")`, then it closes. Arrow keys and Enter work."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget, month: str, note: Callable[[str], str] | None = None) -> None:
        from PySide6.QtCore import Qt

        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        theme.kind(self, "popup")
        self._year, self._month, self._note = int(month[:4]), month, note
        column = theme.space(QVBoxLayout(self), (10, 10, 10, 10), 8)
        head = theme.space(QHBoxLayout(), gap=4)
        self._title = label("", "strong")
        head.addWidget(button("", "chevron-left", lambda: self._turn(-1), kind="icon", tip="上一年"))
        head.addWidget(theme.tune(self._title, alignment="AlignCenter"), 1)
        head.addWidget(button("", "chevron-right", lambda: self._turn(1), kind="icon", tip="下一年"))
        column.addLayout(head)
        grid = theme.space(QGridLayout(), gap=4)
        self._months: list[QPushButton] = []
        for number in range(12):
            made = theme.fix(theme.kind(QPushButton(f"{number + 1}月"), "day"), 60, 34)
            made.setCheckable(True)
            made.clicked.connect(lambda *_, at=number: self._choose(at))
            grid.addWidget(made, number // 4, number % 4)
            self._months.append(made)
        column.addLayout(grid)
        self._turn(0)

    def show_under(self, widget: QWidget) -> None:
        """Open it below this widget, with the current month in focus."""
        self.adjustSize()
        self.move(widget.mapToGlobal(QPoint(0, widget.height() + theme.px(4))))
        self.show()
        self._months[int(self._month[5:7]) - 1].setFocus()

    def _turn(self, by: int) -> None:
        self._year += by
        self._title.setText(f"{self._year}年")
        for number, made in enumerate(self._months):
            month = f"{self._year:04d}-{number + 1:02d}"
            made.setChecked(month == self._month)
            made.setToolTip(self._note(month) if self._note else "")

    def _choose(self, number: int) -> None:
        self.chosen.emit(f"{self._year:04d}-{number + 1:02d}")
        self.close()


class PeriodButton(QPushButton):
    """The month as a button, 124 wide. `changed("2026-03")` when the person chose another."""

    changed = Signal(str)

    def __init__(self, month: str, note: Callable[[str], str] | None = None) -> None:
        super().__init__()
        self._note = note
        theme.fix(self, 124, theme.CONTROL)
        icons.put(self, "calendar", theme.TEXT_2, 16)
        theme.tune(self, focusPolicy="TabFocus")
        self.setAccessibleName("月份")
        self.setToolTip("选月份（Alt+PgUp 上个月，Alt+PgDn 下个月）")
        self.set_month(month)
        self.clicked.connect(lambda *_: self._open())

    def set_month(self, month: str) -> None:
        """Show this month without telling anyone."""
        self.month = month
        self.setText(month_words(month))
        icons.redraw(self)

    def step(self, by: int) -> None:
        """Go `by` months on."""
        self._chosen(next_month(self.month, by))

    def _open(self) -> None:
        popup = MonthPopup(self, self.month, self._note)
        popup.chosen.connect(self._chosen)
        popup.show_under(self)

    def _chosen(self, month: str) -> None:
        if month != self.month:
            self.set_month(month)
            self.changed.emit(month)
