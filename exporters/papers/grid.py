"""The money grid of vouchers: eleven cells a side, digits one by one, colours as printed forms have them."""

from __future__ import annotations

from dataclasses import dataclass

from exporters.fonts import Weight
from exporters.pen import BLACK, BLUE, GREY, RED, Pen, Type
from models.kit.money import MINUS

CELLS = 11  # 亿千百十万千百十元角分
_NAMES = "亿千百十万千百十元角分"
_THOUSANDS = (3, 6)  # blue lines before these cells
_YUAN = 9  # red line before 角


@dataclass(frozen=True)
class Grid:
    """One side's eleven cells: `x` of the left edge and width of a cell in millimetres."""

    x: float
    cell: float
    size: float  # of the digits in points

    @property
    def right(self) -> float:
        """Right edge."""
        return self.x + CELLS * self.cell

    def head(self, pen: Pen, top: float, height: float, size: float) -> None:
        """The names of the places."""
        for index, name in enumerate(_NAMES):
            pen.text(self.x + (index + 0.5) * self.cell, top + height / 2, name, Type(size), "centre")

    def lines(self, pen: Pen, top: float, bottom: float) -> None:
        """The cells' rules from the head to the total."""
        for index in range(1, CELLS):
            colour = RED if index == _YUAN else BLUE if index in _THOUSANDS else GREY
            x = self.x + index * self.cell
            pen.rule(x, top, x, bottom, colour=colour)

    def amount(self, pen: Pen, y: float, fen: int, *, mark: bool = False) -> None:
        """An amount's digits around the centre line `y`; with ¥ before the first one in totals."""
        signs = _signs(fen)
        if mark and len(signs) < CELLS:
            signs = "¥" + signs
        look = Type(self.size, Weight.REGULAR, RED if fen < 0 else BLACK)
        for place, sign in enumerate(reversed(signs)):
            pen.text(self.right - (place + 0.5) * self.cell, y, sign, look, "centre")

    def holds(self, fen: int) -> bool:
        """Whether the amount has no more digits (with its minus) than there are cells."""
        return len(_signs(fen)) <= CELLS

    def strike(self, pen: Pen, top: float, bottom: float) -> None:
        """One diagonal through the unused lines of this side."""
        pen.rule(self.x + 0.5, bottom - 0.5, self.right - 0.5, top + 0.5)


def _signs(fen: int) -> str:
    """The digits that stand in the cells."""
    return (MINUS if fen < 0 else "") + f"{abs(fen):03d}"
