"""The line above a book: which book, which account or text, which months, and what of it is shown."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from models.ledger.summary import Shape
from models.ledger.typed import Chart
from ui import theme
from ui.pages.books_place import BOOKS, LEVELS, OF_ACCOUNT, OF_TEXT, Place
from ui.widgets.account_picker import account_picker
from ui.widgets.buttons import button, label
from ui.widgets.day_edit import MonthEdit
from ui.widgets.text_edits import ChoiceEdit, TextEdit


class BooksStrip(QObject):
    """Puts its widgets into a page's strip. `asked()` when Enter or a choice wants another place."""

    asked = Signal()
    book_asked = Signal(str)
    whole_year = Signal()

    def __init__(self, strip: QHBoxLayout, chart: Chart, month: str) -> None:
        super().__init__()
        self.book = ChoiceEdit(BOOKS)
        self.book.setAccessibleName("账簿")
        theme.least(self.book, 132)
        self.picker = account_picker(chart, parents=True)
        self.picker.setAccessibleName("科目")
        theme.least(self.picker, 150)
        self.text = TextEdit()
        self.text.setAccessibleName("凭证号、维度或物品")
        theme.least(self.text, 180)
        self.first, self.last = MonthEdit(month), MonthEdit(month)
        self.to = label("至", "facts")
        for part, words in ((self.first, "起始月份"), (self.last, "截止月份")):
            part.setAccessibleName(words)
            theme.fix(part, width=124)
        self.year = button("全年", "calendar", self.whole_year.emit, tip="看这一年从 1 月到 12 月")
        self.level = ChoiceEdit(LEVELS)
        self.level.setAccessibleName("级次")
        theme.least(self.level, 108)
        self.zeros = _switch("零余额", "circle", "没有余额和发生额的科目也列出")
        self.opening = _switch("年初", "columns-3", "加上年初余额两栏")
        self.before = _switch("结账前", "lock-open", "不含年末结账凭证")
        for widget in (self.book, self.picker, self.text):
            strip.addWidget(widget, 1 if widget is not self.book else 0)
        months: tuple[QWidget, ...] = (self.first, self.to, self.last, self.year)
        switches: tuple[QWidget, ...] = (self.level, self.zeros, self.opening, self.before)
        for each in (*months, *switches):
            strip.addWidget(each)
        strip.addStretch(1)
        self._months = months
        self._switches = (self.level, self.zeros, self.opening)
        self._showing = False
        self._connect()

    def _connect(self) -> None:
        self.book.changed.connect(self._book_chosen)
        self.level.changed.connect(self._ask)
        for switch in (self.zeros, self.opening, self.before):
            switch.toggled.connect(self._ask)
        for edit in (self.picker, self.text, self.first, self.last):
            edit.returnPressed.connect(self._ask)
        for edit in (self.first, self.last):
            edit.editingFinished.connect(self._ask)

    def _book_chosen(self) -> None:
        if not self._showing:
            self.book_asked.emit(str(self.book.value()))

    def _ask(self) -> None:
        if not self._showing:
            self.asked.emit()

    @property
    def shape(self) -> Shape:
        """What of the trial balance (and of closing) is shown."""
        return Shape(
            int(self.level.value() or 0),
            self.zeros.isChecked(),
            self.before.isChecked(),
            self.opening.isChecked(),
        )

    def show_place(self, place: Place) -> None:
        """Show the widgets that this place needs, filled."""
        kind = place.kind
        self._showing = True
        self.book.set_value(kind)
        self.picker.set_value(place.account)
        self.text.set_value(place.of)
        self.text.setPlaceholderText(OF_TEXT.get(kind, ""))
        if kind != "balances":
            self.first.set_value(place.first)
            self.last.set_value(place.last)
        self.level.set_value(place.shape.level)
        self.zeros.setChecked(place.shape.zeros)
        self.opening.setChecked(place.shape.year_opening)
        self.before.setChecked(place.shape.before_closing)
        self._showing = False
        self.picker.setVisible(kind == "balances" or kind in OF_ACCOUNT)
        self.text.setVisible(kind in OF_TEXT)
        for part in self._months:
            part.setVisible(kind != "balances")
        for switch in self._switches:
            switch.setVisible(kind == "balances")
        self.before.setVisible(kind in ("balances", "ledger", "general", "columnar"))

    def shaped(self, place: Place) -> Place:
        """The place with what the switches say; another shape matters only where it is shown."""
        shape = self.shape
        if place.kind != "balances":
            shape = replace(shape, level=0, zeros=False, year_opening=False)
        return replace(place, shape=shape)


def _switch(text: str, icon: str, tip: str) -> QPushButton:
    made = button(text, icon, tip=tip)
    made.setCheckable(True)
    return made
