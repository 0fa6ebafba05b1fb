"""A small voucher as it will be posted, and what it does to the balances: for looking at, not for typing."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from models.guided.records import Preview, PreviewLine
from models.kit.money import yuan
from ui import theme

TITLE, META, HEAD, ROW, FOOT = 34, 24, 28, 30, 28
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter
_MONEY = 116
LEAST_LINES = 3


class EntryPreview(QWidget):
    """`show_preview(preview, day words)`."""

    def __init__(self) -> None:
        super().__init__()
        self._preview, self._day = Preview(""), ""
        self.setSizePolicy(self.sizePolicy().horizontalPolicy(), self.sizePolicy().verticalPolicy())
        theme.looks.changed.connect(self.updateGeometry)

    def show_preview(self, preview: Preview, day: str) -> None:
        """Show these lines; without lines an empty form."""
        self._preview, self._day = preview, day
        self.setAccessibleName("；".join(_words(one) for one in preview.lines) or "还没有分录")
        self.updateGeometry()
        self.update()

    def minimumSizeHint(self) -> QSize:
        lines = max(LEAST_LINES, len(self._preview.lines))
        return QSize(theme.px(340), theme.px(TITLE + META + HEAD + ROW * lines + FOOT + 2))

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        wide = self.width() - 1
        self._title(painter, wide)
        top = theme.px(TITLE + META)
        lines = max(LEAST_LINES, len(self._preview.lines))
        bottom = top + theme.px(HEAD) + theme.px(ROW) * lines
        money = theme.px(_MONEY)
        edges = [0, wide - 2 * money, wide - money, wide]
        painter.fillRect(QRectF(0, top, wide, theme.px(HEAD)), theme.color(theme.GROUP))
        painter.fillRect(QRectF(0, bottom, wide, theme.px(FOOT)), theme.color(theme.GROUP))
        self._heads(painter, edges, top)
        for at, one in enumerate(self._preview.lines):
            self._line(painter, edges, top + theme.px(HEAD) + theme.px(ROW) * at, one)
        self._foot(painter, edges, bottom)
        self._rules(painter, edges, top, bottom)

    def _title(self, painter: QPainter, wide: int) -> None:
        painter.setPen(theme.color(theme.TEXT))
        painter.setFont(theme.font(16, serif=True))
        painter.drawText(QRectF(0, 0, wide, theme.px(TITLE - 6)), _CENTRE, "记 账 凭 证")
        half = theme.px(56)
        for down in (TITLE - 6, TITLE - 3):
            painter.fillRect(QRectF(wide // 2 - half, theme.px(down), 2 * half, 1), theme.color(theme.TEXT))
        painter.setFont(theme.font(theme.SMALL))
        meta = QRectF(0, theme.px(TITLE), wide, theme.px(META))
        painter.setPen(theme.color(theme.TEXT_2))
        painter.drawText(meta, _RIGHT, self._day)
        room = int(meta.width()) - painter.fontMetrics().horizontalAdvance(self._day) - theme.px(12)
        painter.drawText(meta, _LEFT, _cut(painter, f"摘要：{self._preview.summary}", room))

    def _heads(self, painter: QPainter, edges: list[int], top: int) -> None:
        painter.setFont(theme.font(theme.SMALL))
        painter.setPen(theme.color(theme.TEXT_2))
        for at, text in enumerate(("会计科目", "借方金额", "贷方金额")):
            box = QRectF(edges[at], top, edges[at + 1] - edges[at], theme.px(HEAD))
            painter.drawText(box, _CENTRE, text)

    def _line(self, painter: QPainter, edges: list[int], top: int, one: PreviewLine) -> None:
        pad = theme.px(8)
        indent = theme.px(18) if one.credit_fen else 0
        room = edges[1] - 2 * pad - indent
        painter.setFont(theme.font(theme.BODY))
        painter.setPen(theme.color(theme.TEXT))
        short = one.account.rpartition("—")[2]  # 职工活动支出—文体活动费: the sub-account says it
        fits = painter.fontMetrics().horizontalAdvance(one.account) <= room
        name = _cut(painter, one.account if fits else short, room)
        box = QRectF(pad + indent, top, room, theme.px(ROW))
        painter.drawText(box, _LEFT, name)
        used = painter.fontMetrics().horizontalAdvance(name) + theme.px(8)
        if one.about and room - used > theme.px(24):
            painter.setFont(theme.font(theme.SMALLEST))
            painter.setPen(theme.color(theme.CAPTION))
            painter.drawText(box.adjusted(used, 0, 0, 0), _LEFT, _cut(painter, one.about, int(room - used)))
        painter.setFont(theme.font(theme.BODY))
        for at, fen in ((1, one.debit_fen), (2, one.credit_fen)):
            if fen:
                painter.setPen(theme.color(theme.BRAND if fen < 0 else theme.TEXT))
                cell = QRectF(edges[at], top, edges[at + 1] - edges[at] - pad, theme.px(ROW))
                painter.drawText(cell, _RIGHT, yuan(fen))

    def _foot(self, painter: QPainter, edges: list[int], top: int) -> None:
        pad = theme.px(8)
        painter.setFont(theme.font(theme.SMALL, bold=True))
        painter.setPen(theme.color(theme.TEXT))
        painter.drawText(QRectF(pad, top, edges[1] - 2 * pad, theme.px(FOOT)), _LEFT, "合计")
        sums = (
            sum(one.debit_fen for one in self._preview.lines),
            sum(one.credit_fen for one in self._preview.lines),
        )
        for at, fen in enumerate(sums, 1):
            if self._preview.lines:
                cell = QRectF(edges[at], top, edges[at + 1] - edges[at] - pad, theme.px(FOOT))
                painter.drawText(cell, _RIGHT, yuan(fen))

    def _rules(self, painter: QPainter, edges: list[int], top: int, bottom: int) -> None:
        painter.setPen(QPen(theme.color(theme.PAPER_LINE), 1))
        end = bottom + theme.px(FOOT)
        painter.drawRect(QRectF(0, top, edges[-1], end - top))
        for edge in edges[1:-1]:
            painter.drawLine(edge, top, edge, end)
        painter.setPen(QPen(theme.color(theme.LINE), 1))
        down = top + theme.px(HEAD)
        while down <= bottom:
            painter.drawLine(1, down, edges[-1] - 1, down)
            down += theme.px(ROW)


def _words(one: PreviewLine) -> str:
    side, fen = ("借", one.debit_fen) if one.debit_fen else ("贷", one.credit_fen)
    return f"{side}：{one.account} {yuan(fen)}"


def _cut(painter: QPainter, text: str, room: int) -> str:
    return QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, max(room, 0))
