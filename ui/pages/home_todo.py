"""What waits, as a list: what, from which room, until when, and the verbs that deal with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.navigation import Context
from ui.opening import open_where, way_of
from ui.tables.columns import Draw, Link, Pill, TableColumn
from ui.tables.list_source import ListSource
from ui.widgets.buttons import label
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from models.calendar.records import Todo

COLUMNS = (
    TableColumn("icon", "", Draw.DUE, 28, sortable=False),
    TableColumn("what", "事项", Draw.SENTENCE, 104, stretch=True, sortable=False),
    TableColumn("room", "来自", Draw.TEXT, 78, sortable=False),
    TableColumn("due", "期限", Draw.DUE, 116, sortable=False),
    TableColumn("verbs", "处理", Draw.LINKS, 118, sortable=False),
)


class _Waiting(ListSource):
    """The rows at hand, without a row of sums."""

    def sums(self, filters: Mapping[str, Any]) -> Mapping[str, Any]:
        return {}


class TodoList(QWidget):
    """The title with counts over the table. ↑ ↓ move, Enter does the first verb."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._wheres: tuple[str, ...] = ()
        self._count, self._late = label("0", "badge"), label("", "error")
        self.table = RecordTable(
            context,
            "todo",
            COLUMNS,
            _Waiting(COLUMNS, {}),
            row_height=theme.ROW_ROOMY + 2,
            empty=EmptyState("没有要办的事", "会费、凭证、结账、行事历都没有等着办的。", mark="check"),
            unit="件",
        )
        self.table.title = lambda: "待办事项"
        self.table.opened.connect(lambda at: open_where(context, self._wheres[at]))
        self.table.verb.connect(lambda at, key: open_where(context, self._wheres[at], int(key)))
        head = theme.space(QHBoxLayout(), (4, 0, 4, 0), 10)
        head.addWidget(label("待办", "strong"))
        head.addWidget(self._count)
        head.addWidget(self._late)
        head.addStretch(1)
        column = theme.space(QVBoxLayout(self), gap=8)
        column.addLayout(head)
        column.addWidget(self.table, 1)

    def show_todo(self, waiting: Sequence[Todo], today: date) -> None:
        """These, the most urgent first."""
        self._wheres = tuple(one.where for one in waiting)
        late = sum(one.overdue for one in waiting)
        self._count.setText(str(len(waiting)))
        self._late.setText(f"{late} 件已过期" if late else "")
        rows = {at: _row(one, today) for at, one in enumerate(waiting)}
        self.table.use_source(_Waiting(COLUMNS, rows))
        if rows and self.table.current_id() is None:
            self.table.select(0, 1)  # so that Enter does the most urgent at once


def _row(one: Todo, today: date) -> tuple[Any, ...]:
    way = way_of(one.where)
    links = tuple(Link(verb, str(at)) for at, (verb, _) in enumerate(way.verbs))
    what = one.what.rstrip("。").replace(f"{today.year}年", "")
    return Pill("", "grey", way.icon), what, way.room, _due(one, today), links


def _due(one: Todo, today: date) -> Pill | str:
    """已过 4 天, 今天, 11-30."""
    if one.overdue:
        return Pill(f"已过 {(today - one.due).days} 天", "error", "circle-alert")
    if one.due == today:
        return "今天"
    return f"{one.due:%m-%d}" if one.due.year == today.year else f"{one.due:%Y-%m-%d}"
