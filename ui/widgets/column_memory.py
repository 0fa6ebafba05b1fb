"""Widths, order, hidden columns and the sorting of a list: applied, kept, put back to the start."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QCursor, QFontMetrics
from PySide6.QtWidgets import QMenu, QWidget

from ui import theme
from ui.memory import Memory
from ui.tables.columns import Draw, TableColumn, shown
from ui.tables.list_model import ListModel
from ui.tables.table_view import TableView
from ui.widgets.column_widths import Room, shares

LOOKED_AT, WIDEST_TEXT = 60, 260  # lines that are measured; pixels at 100 %
_NEVER_CUT = frozenset({Draw.MONEY, Draw.DIFFERENCE, Draw.COUNT, Draw.DAY, Draw.CODE, Draw.TEXT, Draw.MARK})
_MEASURED = _NEVER_CUT | {Draw.SENTENCE, Draw.PILL, Draw.LINKS}
_AROUND = {Draw.PILL: 36, Draw.LINKS: 26}  # pixels at 100 % beside a cell's text; else 22
CUT_TO, MAIN_CUT_TO = 0.5, 0.7  # so much of its width a sentence keeps in a narrow window; the main one
MAIN_LEAST = 104  # pixels at 100 %: six characters
KEEP_AFTER = 400  # milliseconds after the last drag


class ColumnMemory(QObject):
    """Bound to one view. Widths are kept in pixels at 100 %, so that they follow the zoom."""

    def __init__(self, view: TableView, model: ListModel, memory: Memory, section: str) -> None:
        super().__init__(view)
        self._view, self._model, self._memory, self._section = view, model, memory, section
        self._widths: dict[str, int] = {}
        self._needs: dict[str, int] = {}
        self._least: dict[str, Room] = {}
        self._busy = False
        header = view.horizontalHeader()
        header.setSectionsMovable(True)
        header.sectionResized.connect(self._resized)
        header.sectionMoved.connect(self._moved)
        view.installEventFilter(self)
        view.verticalScrollBar().rangeChanged.connect(lambda *_: QTimer.singleShot(0, self, self._lay))
        theme.looks.changed.connect(self.apply)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_AFTER)
        self._timer.timeout.connect(self.keep)
        self._restore(memory.load(section))

    def shown_places(self) -> list[int]:
        """The visible columns, left to right."""
        header = self._view.horizontalHeader()
        order = [header.logicalIndex(visual) for visual in range(header.count())]
        return [at for at in order if not header.isSectionHidden(at)]

    def apply(self) -> None:
        """Set all widths; the stretching column takes what is left."""
        self._lay()
        if self._view.frozen is not None:
            self._view.frozen.follow()

    def fit(self, sums: Mapping[str, Any]) -> None:
        """Widen columns whose numbers, days or names would be cut; what the person set stays."""
        bold, plain = QFontMetrics(theme.font(bold=True)), QFontMetrics(theme.font())
        lines = range(min(self._model.rowCount(), LOOKED_AT))
        for at, column in enumerate(self._model.columns):
            if column.draw not in _MEASURED or not column.key:
                continue
            texts = [shown(self._model.value(line, at), column.draw) for line in lines]
            widest = max([plain.horizontalAdvance(text) for text in texts] or [0])
            head = plain.horizontalAdvance(column.title + " ↑")
            total = bold.horizontalAdvance(shown(sums[column.key], column.draw)) if column.key in sums else 0
            around, bare = _AROUND.get(column.draw, 22), plain.horizontalAdvance(column.title)
            need = round(max(widest, head, total) * 100 / theme.zoom()) + around
            if column.draw in _NEVER_CUT and (column.draw is not Draw.TEXT or need <= WIDEST_TEXT):
                self._needs[column.key] = need
            self._least[column.key] = Room(
                round(max(widest, bare, total) * 100 / theme.zoom()) + around,
                round(bare * 100 / theme.zoom()) + 22,
            )
        self.apply()

    def keep(self) -> None:
        """Write it down."""
        header = self._view.horizontalHeader()
        columns = self._model.columns
        self._memory.save(
            self._section,
            {
                "widths": dict(self._widths),
                "order": [columns[header.logicalIndex(visual)].key for visual in range(header.count())],
                "hidden": [c.key for at, c in enumerate(columns) if header.isSectionHidden(at)],
                "sort": list(self._model.order),
            },
        )

    def reset(self) -> None:
        """恢复默认: as the program was delivered."""
        self._widths.clear()
        self._restore({})
        self.keep()

    def open_menu(self, parent: QWidget) -> None:
        """The right-click menu of the header: which columns are shown."""
        menu = QMenu(parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for at, column in enumerate(self._model.columns):
            if column.title:
                entry = menu.addAction(column.title)
                entry.setCheckable(True)
                entry.setChecked(not self._view.isColumnHidden(at))
                entry.toggled.connect(lambda on, at=at: self.show_column(at, on))
        menu.addSeparator()
        menu.addAction("恢复默认", self.reset)
        menu.popup(QCursor.pos())

    def show_column(self, at: int, on: bool) -> None:
        """Show or hide one column."""
        self._view.setColumnHidden(at, not on)
        self.apply()
        self.keep()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            QTimer.singleShot(0, self, self._lay)
        return False

    def _restore(self, kept: dict[str, Any]) -> None:
        columns = self._model.columns
        widths = kept.get("widths")
        known = {column.key for column in columns}
        if isinstance(widths, dict):
            self._widths = {
                k: w for k, w in widths.items() if k in known and isinstance(w, int) and 10 < w < 2000
            }
        hidden = kept.get("hidden")
        for at, column in enumerate(columns):
            self._view.setColumnHidden(
                at, column.key in hidden if isinstance(hidden, list) else column.hidden
            )
        self._put_in_order(kept.get("order"))
        sort = kept.get("sort")
        if isinstance(sort, list) and len(sort) == 2 and sort[0] in known and sort[0]:
            self._model.order = (str(sort[0]), bool(sort[1]))
        self.apply()

    def _put_in_order(self, order: Any) -> None:
        header = self._view.horizontalHeader()
        keys = [column.key for column in self._model.columns]
        wish = order if isinstance(order, list) and sorted(map(str, order)) == sorted(keys) else keys
        self._busy = True
        for visual, key in enumerate(wish):
            header.moveSection(header.visualIndex(keys.index(key)), visual)
        self._busy = False

    def _resized(self, at: int, old: int, new: int) -> None:
        if not self._busy and new and not self._model.columns[at].stretch:
            self._widths[self._model.columns[at].key] = round(new * 100 / theme.zoom())
            self._timer.start()
            self._lay()

    def _moved(self, at: int, old: int, new: int) -> None:
        if self._busy:
            return
        frozen = self._view.frozen_count
        if (old < frozen) or (new < frozen):  # the frozen block keeps its members
            self._busy = True
            self._view.horizontalHeader().moveSection(new, old)
            self._busy = False
        self._timer.start()

    def _lay(self) -> None:
        """Give each column its width; the stretching one gets the rest, in a narrow window all give."""
        columns, view = self._model.columns, self._view
        seen = [at for at in range(len(columns)) if not view.isColumnHidden(at)]
        rooms = [self._room(columns[at]) for at in seen]
        stretch = next((place for place, at in enumerate(seen) if columns[at].stretch), None)
        self._busy = True
        for at, width in zip(seen, shares(rooms, view.viewport().width(), stretch), strict=True):
            view.setColumnWidth(at, width)
        self._busy = False

    def _room(self, column: TableColumn) -> tuple[int, int, int]:
        """What the column would have, what its text takes, and the least it can do with, in pixels."""
        own = self._widths.get(column.key, max(column.width, self._needs.get(column.key, 0)))
        fixed = column.key in self._widths and not column.stretch
        known = None if fixed else self._least.get(column.key)
        if known is None:
            return theme.px(own), theme.px(own), theme.px(own)
        own = max(own, known.head)
        least = text = max(known.head, min(own, known.text))
        if column.draw is Draw.SENTENCE:
            part = max(MAIN_LEAST, round(own * MAIN_CUT_TO)) if column.stretch else round(own * CUT_TO)
            least = min(text, max(known.head, part))
        return theme.px(own), theme.px(text), theme.px(least)
