"""The column of pages at the left: groups, one lit row, counts; folds to icons in a narrow window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui import icons, theme
from ui.navigation import Page
from ui.widgets.buttons import label

TIGHTEST = 26  # pixels at 100 %: the least height of a row
_CAPTION, _LOW_CAPTION = 32, 24


class NavRow(QPushButton):
    """One page's row, at most 34 high, with a count at its right."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.title)
        self._title = page.title
        theme.kind(self, "nav")
        theme.fix(self, height=theme.NAV_ROW)
        self.setCheckable(True)
        theme.tune(self, focusPolicy="TabFocus")
        self.setAccessibleName(page.title)
        self._icon = page.icon
        icons.put(self, page.icon, theme.TEXT_2, 18)
        self.toggled.connect(self._light)
        self.badge: QLabel | None = None  # made for the first count
        self._count = 0
        self._folded = False

    def fold(self, folded: bool) -> None:
        """Icon only, with the title as its tooltip."""
        self._folded = folded
        self.setText("" if folded else self._title)
        icons.redraw(self)
        self.setToolTip(self._title if folded else "")
        self.setProperty("folded", "yes" if folded else "no")
        self._show_count()
        theme.restyle(self)

    def _light(self, on: bool) -> None:
        icons.put(self, self._icon, theme.BRAND if on else theme.TEXT_2, 18)

    def count(self, number: int) -> None:
        """The grey number at the right; 0 hides it."""
        self._count = number
        self._show_count()

    def _show_count(self) -> None:
        if self.badge is None:
            if not self._count:
                return
            self.badge = self._make_badge()
        self.badge.setText("99+" if self._count > 99 else str(self._count))
        self.badge.setVisible(bool(self._count) and not self._folded)

    def _make_badge(self) -> QLabel:
        badge = theme.tune(theme.fix(label("", "badge"), height=18), alignment="AlignCenter")
        row = theme.space(QHBoxLayout(self), (0, 0, 8, 0))
        row.addStretch(1)
        row.addWidget(badge)
        return badge


class NavColumn(QFrame):
    """All rows. `chosen(key)` when one is pressed; `light(key)` shows where we are."""

    chosen = Signal(str)

    def __init__(self, pages: Sequence[Page], office_name: str) -> None:
        super().__init__()
        theme.kind(self, "nav")
        self.rows: dict[str, NavRow] = {}
        self._captions: list[QWidget] = []
        self._buttons = QButtonGroup(self)
        self._buttons.setExclusive(False)
        column = theme.space(QVBoxLayout(self), gap=0)
        column.addWidget(self._mark(office_name))
        column.addWidget(self._list(pages), 1)
        foot = theme.space(QVBoxLayout(), (8, 4, 8, 8), 2)
        for page in pages:
            if page.group == "foot":
                foot.addWidget(self._row(page))
        column.addLayout(foot)
        self.folded = False
        theme.fix(self, width=theme.NAV_WIDE)

    def fold(self, folded: bool) -> None:
        """52 wide with icons only, or 176 with words."""
        self.folded = folded
        theme.fix(self, width=theme.NAV_NARROW if folded else theme.NAV_WIDE)
        for row in self.rows.values():
            row.fold(folded)
        for caption in self._captions:
            caption.setVisible(not folded)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Many pages in a low window stand closer; only below `TIGHTEST` the column scrolls."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Rows as high as the column allows; folded captions take no room."""
        rows, captions = len(self.rows), 0 if self.folded else len(self._captions) - 1
        room = self.height() * 100 // theme.px(100) - theme.TOP_BAR - 24 - 2 * rows
        tight = room < rows * theme.NAV_ROW + captions * _CAPTION
        caption = _LOW_CAPTION if tight else _CAPTION
        row = max(TIGHTEST, min(theme.NAV_ROW, (room - captions * caption) // rows))
        for each in self.rows.values():
            theme.fix(each, height=row)
        for word in self._captions[1:]:
            theme.fix(word, height=caption)

    def light(self, key: str) -> None:
        """Light the row of this page and no other."""
        for name, row in self.rows.items():
            row.setChecked(name == key)

    def badge(self, key: str, count: int) -> None:
        """Put a count on a row; 0 takes it away."""
        if key in self.rows:
            self.rows[key].count(count)

    def name_office(self, name: str) -> None:
        """The office's name under the program's; a long one is cut here and whole in the tooltip."""
        room = theme.px(theme.NAV_WIDE - 56)
        metrics = QFontMetrics(theme.font(theme.SMALLEST))
        self._office.setText(name if metrics.horizontalAdvance(name) <= room else _cut(name, metrics, room))
        self._office.setToolTip(name)

    def _mark(self, office_name: str) -> QWidget:
        box = theme.fix(QWidget(), height=theme.TOP_BAR)
        row = theme.space(QHBoxLayout(box), (12, 0, 4, 0), 8)
        mark = theme.kind(QLabel(), "mark")
        icons.put(mark, "handshake", "#FFFFFF", 18)
        row.addWidget(theme.tune(theme.fix(mark, 28, 28), alignment="AlignCenter"))
        words = QWidget()
        names = theme.space(QVBoxLayout(words), gap=0)
        self._office = label("", "small")
        names.addStretch(1)
        names.addWidget(label("工会台账", "strong"))
        names.addWidget(self._office)
        names.addStretch(1)
        self.name_office(office_name)
        row.addWidget(words, 1)
        row.addStretch()  # keeps the mark at the left when the words are folded away
        self._captions.append(words)
        return box

    def _list(self, pages: Sequence[Page]) -> QScrollArea:
        inner = QWidget()
        column = theme.space(QVBoxLayout(inner), (8, 6, 8, 0), 2)
        group = ""
        for page in pages:
            if page.group in ("foot", "hidden"):
                continue
            if page.group != group:
                group = page.group
                column.addWidget(self._caption(group))
            column.addWidget(self._row(page))
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        theme.tune(area, horizontalScrollBarPolicy="ScrollBarAlwaysOff", focusPolicy="NoFocus")
        # the first area.viewport() would make PySide build all of its enums, 40 ms of the start
        inner.setAutoFillBackground(False)
        return area

    def _caption(self, text: str) -> QLabel:
        made = theme.tune(theme.fix(label(text, "nav-group"), height=_CAPTION), alignment="AlignVCenter")
        made.setIndent(theme.px(12))
        self._captions.append(made)
        return made

    def _row(self, page: Page) -> NavRow:
        row = NavRow(page)
        row.clicked.connect(lambda *_: self._press(page.key))
        self._buttons.addButton(row)
        self.rows[page.key] = row
        return row

    def _press(self, key: str) -> None:
        self.rows[key].setChecked(True)
        self.chosen.emit(key)


def _cut(name: str, metrics: QFontMetrics, room: int) -> str:
    from PySide6.QtCore import Qt

    return metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
