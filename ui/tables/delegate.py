"""The one painter of all cells: ground, state tint, text, pills, verbs, ticks, two lines, the focus frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui import icons, theme
from ui.tables.columns import DASH, Draw, Link, Pill, Share, TableColumn, shown

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QPoint(-1, -1)
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_STATE = QStyle.StateFlag


class CellDelegate(QStyledItemDelegate):
    """Paints for any model with `columns`, `value(line, at)`, `tint(line)` and `weight(line)`.

    `hover` is the row under the mouse, `mouse` its position.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hover = -1
        self.mouse = QPoint(-1, -1)
        self.frozen = 0  # a strong line after so many columns

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        # the model is asked directly: a role through Qt costs four times as much, 200 times a screen
        model: Any = index.model()
        line, at = index.row(), index.column()
        column: TableColumn = model.columns[at]
        rect: QRect = option.rect
        state = option.state
        ground = theme.SELECTED if state & _STATE.State_Selected else self._ground(model, line, column)
        _fill(painter, rect, ground, strong=column.strong or at == self.frozen - 1)
        value = model.value(line, at)
        if column.key == "" and isinstance(value, bool):
            paint_tick(painter, rect, value)
        else:
            mouse = self.mouse if line == self.hover else _NOWHERE
            _paint_cell(painter, rect, value, _How(column, model.weight(line), mouse))
        if state & _STATE.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color(theme.INFO), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -2))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        model: Any = index.model()
        return QSize(theme.px(model.columns[index.column()].width), theme.px(theme.ROW))

    def link_at(self, rect: QRect, value: Any, point: QPoint) -> str:
        """The key of the verb under the mouse in this cell, "" when there is none."""
        return next((link.key for link, place in _links(rect, value) if place.contains(point)), "")

    def _ground(self, model: Any, line: int, column: TableColumn) -> str:
        if line == self.hover:
            return theme.HEADER
        return theme.ROW_TINTS.get(model.tint(line)) or (theme.OTHER_ROW if column.tint else theme.CARD)


@dataclass(frozen=True, slots=True)
class _How:
    """What a cell's painting needs beside its value."""

    column: TableColumn
    weight: str  # "bold", "red" or ""
    mouse: QPoint


def _fill(painter: QPainter, rect: QRect, ground: str, *, strong: bool) -> None:
    painter.fillRect(rect, theme.color(ground))
    painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color(theme.ROW_LINE))
    if strong:
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), theme.color(theme.LINE_STRONG))


def _paint_cell(painter: QPainter, box: QRect, value: Any, how: _How) -> None:
    draw, pad = how.column.draw, theme.px(10)
    rect = box.adjusted(pad, 0, -pad, -1)
    if isinstance(value, Pill) and draw is Draw.DUE:
        _paint_due(painter, rect, value)
    elif isinstance(value, Pill):
        paint_pill(painter, rect, value, centre=draw is Draw.MATRIX)
    elif draw is Draw.PILL and value:
        paint_pill(painter, rect, Pill(str(value), how.column.tones.get(str(value), "grey")))
    elif draw is Draw.LINKS:
        _paint_links(painter, box, value, how.mouse)
    elif draw is Draw.TWO and isinstance(value, tuple):
        _paint_two(painter, rect, value)
    elif draw is Draw.MATRIX:
        _paint_mark(painter, box, str(value or ""))
    elif isinstance(value, Share):
        _paint_share(painter, rect, value)
    else:
        _paint_text(painter, rect, value, how)


def paint_tick(painter: QPainter, rect: QRect, on: bool, partly: bool = False) -> None:
    """A tick box of 16 in the middle of `rect`."""
    side = theme.px(16)
    box = QRect(rect.center().x() - side // 2 + 1, rect.center().y() - side // 2, side, side)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    full = on or partly
    painter.setPen(QPen(theme.color(theme.INFO if full else theme.LINE_STRONG), 1))
    painter.setBrush(theme.color(theme.INFO if full else theme.CARD))
    painter.drawRoundedRect(box, theme.px(4), theme.px(4))
    if full:
        painter.drawPixmap(
            box.topLeft() + QPoint(theme.px(2), theme.px(2)), _white("check" if on else "minus")
        )
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def paint_pill(painter: QPainter, rect: QRect, pill: Pill, *, centre: bool = False) -> QRect:
    """A word on its tint, 24 high, at the left or in the middle of `rect`; returns where it is."""
    ink, tint = theme.TONES[pill.tone]
    size = theme.SMALLEST if centre else theme.SMALL
    font = theme.font(size)
    metrics = QFontMetrics(font)
    mark = theme.px(14 + 4) if pill.icon else 0
    pad = theme.px(5 if centre else 7)
    width = metrics.horizontalAdvance(pill.text) + mark + 2 * pad
    height = min(theme.px(theme.PILL), rect.height() - 2)
    left = rect.center().x() - width // 2 if centre else rect.left()
    box = QRect(left, rect.center().y() - height // 2 + 1, width, height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(tint))
    painter.drawRoundedRect(box, theme.px(4), theme.px(4))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    if pill.icon:
        picture = icons.pixmap(pill.icon, ink, 14)
        painter.drawPixmap(box.left() + pad - theme.px(1), box.center().y() - theme.px(14) // 2 + 1, picture)
    painter.setFont(font)
    painter.setPen(theme.color(ink))
    painter.drawText(box.adjusted(pad + mark, 0, 0, 0), _LEFT, pill.text)
    return box


def _white(name: str) -> Any:
    return icons.pixmap(name, "#FFFFFF", 12)


def _paint_text(painter: QPainter, rect: QRect, value: Any, how: _How) -> None:
    column = how.column
    text = shown(value, column.draw)
    if not text:
        return
    bold = column.bold or how.weight == "bold" or column.draw is Draw.DIFFERENCE
    painter.setFont(theme.font(theme.BODY, bold))
    painter.setPen(theme.color(theme.BRAND if how.weight == "red" else _ink(text, value, column)))
    if column.draw is Draw.SENTENCE:
        text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, column.align, text)


def _ink(text: str, value: Any, column: TableColumn) -> str:
    if text == DASH:
        return theme.DISABLED
    if column.draw is Draw.DIFFERENCE:
        return theme.WARN
    if column.draw is Draw.MONEY and isinstance(value, int) and value < 0:
        return theme.BRAND
    return theme.TEXT_2 if column.quiet else theme.TEXT


def _paint_share(painter: QPainter, rect: QRect, value: Share) -> None:
    """A bar as long as the share, with its words at the right."""
    words, high = theme.px(58), theme.px(8)
    room = QRect(rect.left(), rect.center().y() - high // 2 + 1, max(0, rect.width() - words), high)
    painter.fillRect(room, theme.color(theme.LINE))
    part = room.width() * max(0, min(int(value), 10_000)) // 10_000
    ink = theme.CHART_MISSING if value.tone == "warn" else theme.TONES[value.tone][0]
    painter.fillRect(QRect(room.left(), room.top(), part, high), theme.color(ink))
    painter.setFont(theme.font())
    painter.setPen(theme.color(theme.BRAND if value.tone == "error" else theme.TEXT))
    place = QRect(rect.right() - words + 1, rect.top(), words, rect.height())
    painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, value.text)


def _paint_due(painter: QPainter, rect: QRect, value: Pill) -> None:
    ink = theme.TONES[value.tone][0]
    left = rect.left()
    if value.icon:
        picture = icons.pixmap(value.icon, ink, 16)
        painter.drawPixmap(left, rect.center().y() - theme.px(8) + 1, picture)
        left += theme.px(22)
    painter.setFont(theme.font())
    painter.setPen(theme.color(ink))
    painter.drawText(rect.adjusted(left - rect.left(), 0, 0, 0), _LEFT, value.text)


def _paint_two(painter: QPainter, rect: QRect, value: tuple[str, ...]) -> None:
    half = rect.height() // 2
    painter.setFont(theme.font())
    painter.setPen(theme.color(theme.TEXT))
    first = painter.fontMetrics().elidedText(value[0], Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect.adjusted(0, theme.px(4), 0, -half + theme.px(2)), _LEFT, first)
    painter.setFont(theme.font(theme.SMALL))
    painter.setPen(theme.color(theme.TEXT_2))
    second = painter.fontMetrics().elidedText(value[1], Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect.adjusted(0, half - theme.px(2), 0, -theme.px(4)), _LEFT, second)


def _paint_mark(painter: QPainter, rect: QRect, text: str) -> None:
    if text == "✓":
        side = theme.px(16)
        corner = QPoint(rect.center().x() - side // 2 + 1, rect.center().y() - side // 2)
        painter.drawPixmap(corner, icons.pixmap("check", theme.OK, 16))
        return
    painter.setFont(theme.font(theme.SMALL))
    painter.setPen(theme.color(theme.CAPTION))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


def _links(rect: QRect, value: Any) -> list[tuple[Link, QRect]]:
    """The verbs of a cell with their places, 12 apart."""
    if not isinstance(value, tuple):
        return []
    metrics = QFontMetrics(theme.font())
    left, places = rect.left() + theme.px(10), []
    for link in value:
        width = metrics.horizontalAdvance(link.text)
        places.append((link, QRect(left, rect.top(), width, rect.height() - 1)))
        left += width + theme.px(12)
    return places


def _paint_links(painter: QPainter, rect: QRect, value: Any, mouse: QPoint) -> None:
    painter.setPen(theme.color(theme.INFO))
    for link, place in _links(rect, value):
        font = QFont(theme.font())
        font.setUnderline(place.contains(mouse))
        painter.setFont(font)
        painter.drawText(place, _LEFT, link.text)
