"""The money cells of a voucher: eleven to a side, blue at thousands, red before 角, a digit in each."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from models.kit.money import plain
from ui import theme

PLACES = "亿千百十万千百十元角分"
CELLS = len(PLACES)
LARGEST_FEN = 10**CELLS - 1


def paint_heads(painter: QPainter, box: QRectF) -> None:
    """亿 千 百 … 分, one in each cell."""
    painter.setFont(theme.font(theme.SMALLEST))
    painter.setPen(theme.color(theme.TEXT_2))
    for at, name in enumerate(PLACES):
        painter.drawText(_cell(box, at), Qt.AlignmentFlag.AlignCenter, name)


def paint_lines(painter: QPainter, box: QRectF) -> None:
    """The lines between the cells, on whole pixels without antialiasing."""
    for at in range(1, CELLS):
        left = round(box.left() + at * box.width() / CELLS)
        painter.fillRect(QRectF(left, box.top(), 1, box.height()), theme.color(line_colour(at)))


def line_colour(after: int) -> str:
    """The line after so many cells: red before 角, blue every three places left of 元, else grey."""
    if after == CELLS - 2:
        return theme.PAPER_RED
    left_of_yuan = CELLS - 2 - after
    return theme.PAPER_BLUE if left_of_yuan % 3 == 0 else theme.LINE


def paint_amount(painter: QPainter, box: QRectF, fen: int, *, bold: bool = False, sign: str = "") -> None:
    """The digits of an amount; negative is red with a minus. `sign` "¥" stands before the first digit."""
    painter.setFont(theme.font(theme.BODY + 1, bold))
    painter.setPen(theme.color(theme.BRAND if fen < 0 else theme.TEXT))
    digits = digits_of(fen, sign)
    for at, digit in enumerate(reversed(digits)):
        if at < CELLS:
            painter.drawText(_cell(box, CELLS - 1 - at), Qt.AlignmentFlag.AlignCenter, digit)


def digits_of(fen: int, sign: str = "") -> str:
    """ "5160.00" as the cells show it: "516000" with the sign before; a negative one has a minus."""
    digits = plain(abs(fen)).replace(".", "").lstrip("0").rjust(3, "0")
    minus = "−" if fen < 0 else ""
    return (sign or minus) + digits if len(digits) < CELLS else digits


def _cell(box: QRectF, at: int) -> QRectF:
    width = box.width() / CELLS
    return QRectF(box.left() + at * width, box.top(), width, box.height())
