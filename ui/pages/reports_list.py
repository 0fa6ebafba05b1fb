"""The reports by room, with a search box on top: the left column of the reports page."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QVBoxLayout, QWidget

from models.catalog import REPORTS, Entry
from models.kit import names
from ui import theme
from ui.widgets.buttons import card, label, scrolled
from ui.widgets.search_box import SearchBox

WIDTH = 206


class ReportList(QFrame):
    """`chosen(report id)` when a report is picked; the search hides what doesn't fit."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[str, QPushButton] = {}
        self._captions: dict[str, QWidget] = {}
        self.search = SearchBox("找报表")
        self.search.sought.connect(self._filter)
        outer = theme.space(QVBoxLayout(self), (0, 0, 0, 0), 0)
        frame = theme.fix(card(), width=WIDTH)
        outer.addWidget(frame)
        column = theme.space(QVBoxLayout(frame), (10, 10, 10, 10), 6)
        column.addWidget(self.search)
        self.area = scrolled(self._all())
        column.addWidget(self.area, 1)

    def _all(self) -> QWidget:
        inner = QWidget()
        column = theme.space(QVBoxLayout(inner), (0, 0, 4, 0), 2)
        group = QButtonGroup(self)
        for entry in REPORTS:
            if entry.room not in self._captions:
                self._captions[entry.room] = label(entry.room, "caption")
                column.addWidget(self._captions[entry.room])
            column.addWidget(self._row(entry, group))
        column.addStretch(1)
        return inner

    def _row(self, entry: Entry, group: QButtonGroup) -> QPushButton:
        made = theme.kind(QPushButton(entry.title), "item")
        made.setCheckable(True)
        made.clicked.connect(lambda *_: self.chosen.emit(entry.id))
        group.addButton(made)
        self.rows[entry.id] = made
        return made

    def choose(self, report: str) -> None:
        """Light the row of this report and bring it into view."""
        self.rows[report].setChecked(True)
        QTimer.singleShot(0, self, lambda: self.area.ensureWidgetVisible(self.rows[report]))

    def step(self, report: str, by: int) -> str:
        """The visible report before or after this one."""
        shown = [key for key, row in self.rows.items() if not row.isHidden()]
        if report not in shown:
            return shown[0] if shown else report
        return shown[max(0, min(len(shown) - 1, shown.index(report) + by))]

    def _filter(self, text: str) -> None:
        word = text.strip().lower()
        for entry in REPORTS:
            fits = (
                not word
                or word in entry.title
                or word in entry.id
                or word in names.initials(entry.title).lower()
            )
            self.rows[entry.id].setVisible(fits)
        for room, caption in self._captions.items():
            caption.setVisible(any(not self.rows[e.id].isHidden() for e in REPORTS if e.room == room))
