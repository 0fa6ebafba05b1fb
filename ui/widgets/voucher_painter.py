"""Paints the lines of a voucher: heads, words, digits, the current cell, the sums in capitals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen

from models.kit.money import capitals, yuan
from ui import theme
from ui.widgets import money_grid
from ui.widgets.voucher_lines import ACCOUNT, CREDIT, DEBIT, SUMMARY, Typed

if TYPE_CHECKING:
    from ui.widgets.voucher_grid import VoucherGrid

HEAD, SUMS = 48, 40  # heights of the heads and of the sums
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_HEADS = ("摘要", "会计科目", "借方金额", "贷方金额")
_PROMPTS = ("摘要", "编号、汉字或拼音首字母")


class VoucherPainter:
    """Knows the grid it paints for."""

    def __init__(self, grid: VoucherGrid) -> None:
        self._grid = grid

    def paint(self, painter: QPainter) -> None:
        """Everything."""
        grid = self._grid
        edges, head = grid.edges(), theme.px(HEAD)
        bottom = head + grid.fit * grid.row_height
        total = QRectF(0, bottom, edges[-1], theme.px(SUMS))
        painter.fillRect(QRectF(0, 0, edges[-1], total.bottom()), theme.color(theme.CARD))
        painter.fillRect(QRectF(0, 0, edges[2], head), theme.color(theme.GROUP))
        painter.fillRect(QRectF(edges[2], 0, edges[4] - edges[2], head / 2), theme.color(theme.GROUP))
        painter.fillRect(total, theme.color(theme.GROUP))
        for line in {grid.line} | grid.picked.lines:
            whole = QRectF(0, grid.cell(line, 0).top(), edges[-1], grid.row_height)
            if head <= whole.top() < bottom - 1:
                tint = theme.SELECTED if line in grid.picked.lines else theme.OTHER_ROW
                painter.fillRect(whole, theme.color(tint))
        self._rules(painter, total)
        self._heads(painter)
        for line in range(grid.top_line, min(len(grid.lines.lines), grid.top_line + grid.fit)):
            self._line(painter, line, grid.lines.lines[line])
        self._total(painter, total)
        self._frame(painter)

    def _rules(self, painter: QPainter, total: QRectF) -> None:
        grid = self._grid
        edges, head = grid.edges(), theme.px(HEAD)
        for side in (DEBIT, CREDIT):
            box = QRectF(edges[side], head / 2, edges[side + 1] - edges[side], total.bottom() - head / 2)
            money_grid.paint_lines(painter, box)
        line, strong = theme.color(theme.LINE_STRONG), theme.color(theme.PAPER_LINE)
        for row in range(1, grid.fit):
            painter.fillRect(QRectF(0, round(head + row * grid.row_height), edges[-1], 1), line)
        for y in (head, total.top()):
            painter.fillRect(QRectF(0, round(y), edges[-1], 1), strong)
        painter.fillRect(QRectF(edges[2], round(head / 2), edges[4] - edges[2], 1), line)
        for at, x in enumerate(edges[1:4], 1):
            high = total.bottom() if at > 1 else total.top()
            painter.fillRect(QRectF(round(x), 0, 1, high), strong)
        painter.setPen(QPen(strong, 1))
        painter.drawRect(QRectF(0.0, 0.0, edges[-1], total.bottom()).toRect())

    def _heads(self, painter: QPainter) -> None:
        edges, head = self._grid.edges(), theme.px(HEAD)
        for at, words in enumerate(_HEADS):
            painter.setFont(theme.font(bold=True))
            painter.setPen(theme.color(theme.TEXT))
            high = head if at < DEBIT else head / 2
            box = QRectF(edges[at], 0, edges[at + 1] - edges[at], high)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
            if at >= DEBIT:
                money_grid.paint_heads(painter, box.translated(0, head / 2))

    def _line(self, painter: QPainter, at: int, line: Typed) -> None:
        grid = self._grid
        account = grid.chart.find(line.account) if line.account else None
        words = (line.summary, account.words if account is not None else "")
        tag = grid.tag_of(line) if account is not None else ""
        waiting = at == grid.lines.filled and not grid.locked
        for column in (SUMMARY, ACCOUNT):
            if column == ACCOUNT and tag:
                self._tagged(painter, grid.cell(at, column), words[column], tag)
            elif words[column]:
                self._words(painter, grid.cell(at, column), words[column], theme.TEXT)
            elif waiting:
                self._words(painter, grid.cell(at, column), _PROMPTS[column], theme.CAPTION)
        for column in (DEBIT, CREDIT):
            fen = line.amount(column)
            if fen:
                money_grid.paint_amount(painter, grid.cell(at, column), fen)

    def _words(self, painter: QPainter, cell: QRectF, words: str, colour: str) -> None:
        """One line at 14 or 13, else two at 13 or 12."""
        box = cell.adjusted(theme.px(7), 1, -theme.px(5), -1)
        painter.setPen(theme.color(colour))
        for size in (theme.BODY, theme.SMALLEST + 1):
            painter.setFont(theme.font(size))
            if painter.fontMetrics().horizontalAdvance(words) <= box.width():
                painter.drawText(box, _LEFT, words)
                return
        low = cell.height() < theme.px(40)
        if low or painter.fontMetrics().horizontalAdvance(words) > box.width() * 1.9:
            painter.setFont(theme.font(theme.SMALLEST))
        painter.drawText(box, _LEFT, "\n".join(two_lines(painter.fontMetrics(), words, int(box.width()))))

    def _tagged(self, painter: QPainter, cell: QRectF, words: str, tag: str) -> None:
        """The account, and small under it what the line is about."""
        box = cell.adjusted(theme.px(7), theme.px(2), -theme.px(5), -theme.px(2))
        upper = QRectF(box.left(), box.top(), box.width(), box.height() / 2)
        for size, text, colour, place in (
            (theme.SMALLEST + 1, words, theme.TEXT, upper),
            (theme.SMALLEST, tag, theme.INFO, upper.translated(0, box.height() / 2)),
        ):
            painter.setFont(theme.font(size))
            painter.setPen(theme.color(colour))
            cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
            painter.drawText(place, _LEFT, cut)

    def _total(self, painter: QPainter, box: QRectF) -> None:
        grid = self._grid
        edges, lines = grid.edges(), grid.lines
        gap = lines.debit_fen - lines.credit_fen
        if gap:
            words = f"合计　{'借' if gap > 0 else '贷'}方多 {yuan(abs(gap))}"
        else:
            words = "合计" + (f"　人民币{capitals(lines.debit_fen)}" if lines.debit_fen else "")
        self._bold(painter, QRectF(0, box.top(), edges[2], box.height()), words)
        for column, fen in ((DEBIT, lines.debit_fen), (CREDIT, lines.credit_fen)):
            side = QRectF(edges[column], box.top(), edges[column + 1] - edges[column], box.height())
            if fen:
                money_grid.paint_amount(painter, side, fen, bold=True, sign="¥" if fen > 0 else "")

    def _bold(self, painter: QPainter, box: QRectF, words: str) -> None:
        inner = box.adjusted(theme.px(7), 0, -theme.px(4), 0)
        painter.setPen(theme.color(theme.TEXT))
        for size in (theme.BODY, theme.SMALL, theme.SMALLEST):
            painter.setFont(theme.font(size, True))
            if painter.fontMetrics().horizontalAdvance(words) <= inner.width():
                break
        painter.drawText(inner, _LEFT, words)

    def _frame(self, painter: QPainter) -> None:
        """2 px around the current side; the fields of words have their own edge."""
        grid = self._grid
        seen = grid.top_line <= grid.line < grid.top_line + grid.fit
        if grid.locked or not seen or grid.column < DEBIT:
            return
        pen = QPen(theme.color(theme.INFO), 2)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(grid.cell(grid.line, grid.column).adjusted(1, 1, 0, 0).toRect())


def two_lines(metrics: QFontMetrics, words: str, room: int) -> tuple[str, str]:
    """As much as fits into the first line, the rest in the second, cut with … when it is longer still."""
    fits = max(
        1, next((n for n in range(len(words), 0, -1) if metrics.horizontalAdvance(words[:n]) <= room), 1)
    )
    return words[:fits], metrics.elidedText(words[fits:], Qt.TextElideMode.ElideRight, room)
