"""The grid of a form: rows of labelled cells with their rules, words that fit, ticks, room for signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from exporters.fonts import Weight, width
from exporters.pen import BLACK, FRAME, MM, RED, Colour, Pen, Type
from exporters.wrapping import LEADING, SMALLEST, clean, fit_height
from models.kit.money import yuan

PADDING = 1.8
LEAST = 4.5  # points: only where a cell is full and its row has no more room


class Is(Enum):
    """What a cell holds."""

    LABEL = "label"  # what stands beside it
    TEXT = "text"
    CENTRE = "centre"
    MONEY = "money"  # right
    STRONG = "strong"  # text of medium weight
    STRONG_MONEY = "strong money"
    TOP = "top"  # words at the cell's upper edge, room below them
    FOOT = "foot"  # words at the lower edge, room above for a hand


@dataclass(frozen=True)
class Cell:
    """One cell; `foot` is a second text at the lower right edge, for example 年　月　日."""

    width: float
    said: str = ""
    holds: Is = Is.TEXT
    colour: Colour = BLACK
    foot: str = ""
    size: float = 9.5


@dataclass(frozen=True)
class Line:
    """One row of cells."""

    height: float
    cells: tuple[Cell, ...]


def label(width_mm: float, said: str) -> Cell:
    """What the next cell is."""
    return Cell(width_mm, said, Is.LABEL)


def pair(widths: tuple[float, float], title: str, said: str, holds: Is = Is.TEXT) -> tuple[Cell, Cell]:
    """A label and what it says."""
    return label(widths[0], title), Cell(widths[1], said, holds)


def row(height: float, *parts: tuple[Cell, ...]) -> Line:
    """A line of pairs and other cells."""
    return Line(height, tuple(cell for part in parts for cell in part))


def money(width_mm: float, fen: int, *, zero: str = "0.00", strong: bool = False) -> Cell:
    """An amount in fen, red with a minus when negative."""
    said = yuan(fen) if fen else zero
    colour = RED if fen < 0 else BLACK
    return Cell(width_mm, said, Is.STRONG_MONEY if strong else Is.MONEY, colour)


def ticks(options: Sequence[str], chosen: str) -> str:
    """☑ 转账　☐ 现金."""
    return "\u3000".join(f"{'☑' if one == chosen else '☐'} {one}" for one in options)


def draw_lines(pen: Pen, left: float, top: float, lines: Sequence[Line]) -> float:
    """All rows with their rules and the frame; returns the lower edge."""
    y = top
    wide = max(sum(cell.width for cell in line.cells) for line in lines)
    for index, line in enumerate(lines):
        if index:
            pen.rule(left, y, left + wide, y)
        x = left
        for place, cell in enumerate(line.cells):
            if place:
                pen.rule(x, y, x, y + line.height)
            _fill(pen, cell, (x, y), line.height)
            x += cell.width
        y += line.height
    pen.box(left, top, wide, y - top, width=FRAME)
    return y


def strike(pen: Pen, edges: tuple[float, float], top: float, bottom: float) -> None:
    """One thin diagonal through unused rows."""
    pen.rule(edges[0] + 0.6, bottom - 0.6, edges[1] - 0.6, top + 0.6)


_ALIGN = {
    Is.LABEL: "centre",
    Is.CENTRE: "centre",
    Is.MONEY: "right",
    Is.STRONG_MONEY: "right",
}
_MEDIUM = frozenset({Is.LABEL, Is.STRONG, Is.STRONG_MONEY})


def _fill(pen: Pen, cell: Cell, place: tuple[float, float], high: float) -> None:
    """The words of a cell."""
    weight = Weight.MEDIUM if cell.holds in _MEDIUM else Weight.REGULAR
    if cell.said:
        _words(pen, cell, (*place, high), weight)
    if cell.foot:
        x = place[0] + cell.width - PADDING
        pen.text(x, place[1] + high - 3.2, cell.foot, Type(min(cell.size, 9.0)), "right")


def _words(pen: Pen, cell: Cell, place: tuple[float, float, float], weight: Weight) -> None:
    """The words in a cell at (x, y) and so high."""
    said, high = clean(cell.said), place[2]
    room = (cell.width - (1.2 if cell.holds is Is.LABEL else 2 * PADDING)) * MM
    space = (high - 0.8) * MM
    fitted = fit_height(said, room, space, cell.size, weight)
    if fitted.height > space:  # the row can't grow: words over the next cell are worse than small ones
        fitted = fit_height(said, room, space, SMALLEST, weight, least=LEAST)
    align = _ALIGN.get(cell.holds, "left")
    pitch = fitted.size * LEADING / MM
    tall = pitch * (len(fitted.lines) - 1)
    first = place[1] + (high - tall) / 2
    if cell.holds is Is.TOP:
        first = place[1] + 3.6
    if cell.holds is Is.FOOT:
        first = place[1] + high - 3.4 - tall
    x = {"left": place[0] + PADDING, "right": place[0] + cell.width - PADDING}.get(
        align, place[0] + cell.width / 2
    )
    for index, line in enumerate(fitted.lines):
        pen.text(x, first + index * pitch, line, Type(fitted.size, weight, cell.colour), align)


def meta(
    pen: Pen,
    edges: tuple[float, float],
    y: float,
    said: tuple[str, str, str],
    *,
    right: Weight = Weight.REGULAR,
) -> None:
    """Left, centre and right of the line above a form; long words are made smaller, the centre gives way."""
    size, texts = 9.5, [clean(one) for one in said]
    room = edges[1] - edges[0] - 8.0
    natural = sum(width(one, size) for one in texts) / MM
    size = size if natural <= room else max(size * room / natural, 5.0)
    lengths = [width(one, size) / MM for one in texts]
    look = Type(size)
    pen.text(edges[0], y, texts[0], look)
    pen.text(edges[1], y, texts[2], Type(size, right), "right")
    middle = max((edges[0] + edges[1]) / 2, edges[0] + lengths[0] + 4.0 + lengths[1] / 2)
    middle = min(middle, edges[1] - lengths[2] - 4.0 - lengths[1] / 2) if lengths[2] else middle
    pen.text(middle, y, texts[1], look, "centre")


def side_by_side(pen: Pen, said: Sequence[str], place: tuple[float, float], y: float) -> None:
    """Words below a form, spread over the width from the left to the right edge in `place`."""
    look = Type(9.5)
    lengths = [width(one, look.size) / MM for one in said]
    rest = place[1] - place[0] - sum(lengths)
    gap = max(rest / max(len(said), 1), 2.0)
    x = place[0]
    for one, length in zip(said, lengths, strict=True):
        pen.text(x, y, one, look)
        x += length + gap
