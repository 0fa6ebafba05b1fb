"""The right-click menu of every list: 打开 复制 筛选此值, the page's own verbs, 导出 Excel 打印."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from ui import icons
from ui.tables.columns import Draw, shown

if TYPE_CHECKING:
    from ui.widgets.record_table import RecordTable

LONGEST = 12  # characters of a value in the menu


class RowMenu(QMenu):
    """Made for one cell of one list."""

    def __init__(self, table: RecordTable, line: int, place: int) -> None:
        super().__init__(table)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        number, column = table.model.id_at(line), table.model.columns[place]
        self.addAction("打开", lambda: table.opened.emit(number))
        for text, icon, act in table.menu(number):
            self.addAction(icons.icon(icon), text, act)
        self.addSeparator()
        self.addAction(icons.icon("copy"), "复制", table.copy)
        self.addAction("连同表头复制", lambda: table.copy(head=True))
        value = shown(table.model.value(line, place), column.draw) if column.key else ""
        if value and column.draw is not Draw.LINKS:
            short = value if len(value) <= LONGEST else value[:LONGEST] + "…"
            self.addAction(
                icons.icon("search"), f"只看“{short}”", lambda: table.strip.only(column.key, value)
            )
        if table.model.filters:
            self.addAction("清除筛选", table.strip.clear)
        self.addSeparator()
        self.addAction(icons.icon("file-spreadsheet"), "导出 Excel", table.export)
        self.addAction(icons.icon("printer"), "打印", table.print_list)
