"""The row of sums under a list, its cells standing exactly under the list's columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame

from ui import theme
from ui.tables.columns import Draw, TableColumn, shown
from ui.tables.table_view import TableView


class SumRow(QFrame):
    """One line, or several: `show_sums([{"": "168 人", "fee_fen": 682765}])`."""

    def __init__(self, view: TableView) -> None:
        super().__init__()
        self._view = view
        self._lines: list[Mapping[str, Any]] = []
        header = view.horizontalHeader()
        header.sectionResized.connect(lambda *_: self.update())
        header.sectionMoved.connect(lambda *_: self.update())
        view.horizontalScrollBar().valueChanged.connect(lambda _: self.update())
        theme.looks.changed.connect(self._keep_height)
        self._keep_height()

    def show_sums(self, lines: list[Mapping[str, Any]]) -> None:
        """Sums by column key; "" is the word at the left; a str value is shown as it is."""
        self._lines = lines
        self.setAccessibleName("　".join(str(line.get("", "")) for line in lines))
        self._keep_height()
        self.update()

    def cell_text(self, key: str, line: int = 0) -> str:
        """What stands under this column."""
        return self._text(self._view.column(self._place(key)), self._lines[line]) if self._lines else ""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color(theme.HEADER))
        painter.fillRect(0, 0, self.width(), 1, theme.color(theme.LINE))
        if self._view.model() is None:
            return
        frozen_edge = self._paint_columns(painter, frozen=True)
        painter.setClipRect(QRect(frozen_edge, 0, self._view.viewport().width() - frozen_edge, self.height()))
        self._paint_columns(painter, frozen=False)
        painter.setClipping(False)
        if frozen_edge:
            painter.fillRect(frozen_edge - 1, 0, 1, self.height(), theme.color(theme.LINE_STRONG))

    def _paint_columns(self, painter: QPainter, *, frozen: bool) -> int:
        """Paint one part of the columns; returns the right edge of the frozen part."""
        header = self._view.horizontalHeader()
        edge = 0
        for visual in range(header.count()):
            at = header.logicalIndex(visual)
            if header.isSectionHidden(at) or (visual < self._view.frozen_count) is not frozen:
                continue
            left = edge if frozen else header.sectionViewportPosition(at)
            edge += header.sectionSize(at)
            self._paint_cells(painter, at, QRect(left, 0, header.sectionSize(at), self.height()))
        return edge

    def _paint_cells(self, painter: QPainter, at: int, place: QRect) -> None:
        column, height = self._view.column(at), theme.px(self._view.row_height)
        narrow = column.draw is Draw.MATRIX
        pad = theme.px(1 if narrow else 10)
        painter.setFont(theme.font(theme.SMALLEST if narrow else theme.BODY, bold=True))
        painter.setPen(theme.color(theme.TEXT))
        for number, line in enumerate(self._lines):
            text = self._text(column, line) if column.key else ""
            box = QRect(place.left() + pad, number * height, place.width() - 2 * pad, height)
            align = column.align
            if not text and self._is_word_column(at):
                text, box = str(line.get("", "")), box.adjusted(0, 0, theme.px(200), 0)
                align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, align, text)

    def _is_word_column(self, at: int) -> bool:
        """The word stands in the first column that is no tick box."""
        return at == (1 if self._view.column(0).key == "" else 0)

    def _text(self, column: TableColumn, line: Mapping[str, Any]) -> str:
        value = line.get(column.key)
        if value is None:
            return ""
        return (
            value
            if isinstance(value, str)
            else shown(value, column.draw if column.draw is not Draw.MATRIX else Draw.COUNT)
        )

    def _place(self, key: str) -> int:
        model: Any = self._view.model()
        return next(at for at, column in enumerate(model.columns) if column.key == key)

    def _keep_height(self) -> None:
        theme.fix(self, height=self._view.row_height * max(1, len(self._lines)))
