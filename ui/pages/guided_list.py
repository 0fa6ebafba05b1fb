"""The events on the left of 业务记账: by group, found by words or initials, walked with ↑ ↓."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout

from models.guided.catalog import seek
from models.guided.records import Guide
from ui import theme
from ui.widgets.buttons import label
from ui.widgets.search_box import SearchBox

_KEY = Qt.ItemDataRole.UserRole
WIDE = 272


class GuideList(QFrame):
    """`chosen(key)` while one walks; `taken(key)` with Enter or a click: the form gets the keys."""

    chosen = Signal(str)
    taken = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        theme.kind(self, "card")
        theme.fix(self, width=WIDE)
        self.search = _Search("找业务：汉字或拼音首字母")
        self.list = _Events()
        self.none = label("没有找到，换个写法试试。", "note", wrap=True)
        self.none.hide()
        column = theme.space(QVBoxLayout(self), (10, 10, 10, 8), 8)
        column.addWidget(self.search)
        column.addWidget(self.none)
        column.addWidget(self.list, 1)
        self.search.sought.connect(self._show)
        self.search.textChanged.connect(lambda _: self._show(self.search.text()))
        self.search.down.connect(self._enter)
        self.search.entered.connect(self._take)
        self.list.currentItemChanged.connect(lambda now, before: self._tell(now))
        self.list.itemClicked.connect(lambda item: self._take())
        self.list.entered.connect(self._take)
        theme.looks.changed.connect(self._restyle)
        self._show("")

    @property
    def key(self) -> str:
        """The event that is lit, "" when none is."""
        item = self.list.currentItem()
        return str(item.data(_KEY) or "") if item is not None else ""

    def light(self, key: str) -> None:
        """Go to an event; a search that hides it is cleared."""
        for turn in range(2):
            for at in range(self.list.count()):
                if self.list.item(at).data(_KEY) == key:
                    self.list.setCurrentRow(at)
                    return
            if not turn:
                self.search.clear()

    def _show(self, text: str) -> None:
        """Those that fit, the first of them lit."""
        kept = self.key
        guides = seek(text)
        self.list.blockSignals(True)
        self.list.clear()
        self._fill(guides)
        self.list.blockSignals(False)
        self.none.setVisible(not guides)
        keys = [self.list.item(at).data(_KEY) for at in range(self.list.count())]
        wanted = kept if kept in keys else next((key for key in keys if key), "")
        if wanted:
            self.list.setCurrentRow(keys.index(wanted))
            self._tell(self.list.currentItem())

    def _fill(self, guides: Sequence[Guide]) -> None:
        group = ""
        for one in guides:
            if one.group != group:
                group = one.group
                self.list.addItem(_heading(group))
            self.list.addItem(_event(one))

    def _tell(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(_KEY):
            self.chosen.emit(str(item.data(_KEY)))

    def _enter(self) -> None:
        self.list.setFocus()

    def _take(self) -> None:
        if self.key:
            self.taken.emit(self.key)

    def _restyle(self) -> None:
        """Another zoom: rows of another height."""
        self._show(self.search.text())


class _Search(SearchBox):
    """Enter takes the event that is lit."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()


class _Events(QListWidget):
    """A list that tells Enter."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("业务")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


def _heading(text: str) -> QListWidgetItem:
    item = QListWidgetItem(text)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    item.setForeground(QColor(theme.CAPTION))
    item.setFont(theme.font(theme.SMALLEST))
    item.setSizeHint(QSize(0, theme.px(28)))
    return item


def _event(one: Guide) -> QListWidgetItem:
    item = QListWidgetItem(one.title)
    item.setData(_KEY, one.key)
    item.setToolTip(one.when)
    item.setSizeHint(QSize(0, theme.px(30)))
    return item
