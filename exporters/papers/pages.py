"""Forms on paper: one, two or three on a page, cut apart between, moved by what a printer needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Protocol

from exporters.pdf import Printed, open_canvas
from exporters.pen import DARK, MM, Pen


@dataclass(frozen=True)
class Page:
    """A page of `each` forms, one below the other; `width` and `tall` of one form in millimetres."""

    width: float
    tall: float
    each: int = 1

    @property
    def height(self) -> float:
        """Of the page."""
        return self.tall * self.each


@dataclass(frozen=True)
class Shift:
    """How far everything is moved, in millimetres to the right and down; negative: left and up."""

    right: float = 0.0
    down: float = 0.0


class Leaf(Protocol):
    """One form that can draw itself, `down` millimetres below the page's top edge."""

    def draw(self, pen: Pen, down: float) -> None: ...


STILL = Shift()
A4 = Page(210.0, 297.0)
A5 = Page(210.0, 148.5)


def print_leaves(
    title: str, leaves: Sequence[Leaf], page: Page, *, fixed: bool, shift: Shift = STILL
) -> Printed:
    """All leaves in order; `fixed` leaves the hour of printing out, so that the bytes are always the same."""
    buffer = BytesIO()
    canvas = open_canvas(buffer, title, fixed=fixed)
    missing: dict[str, None] = {}
    for start in range(0, len(leaves), page.each):
        canvas.setPageSize((page.width * MM, page.height * MM))
        if shift != STILL:
            canvas.translate(shift.right * MM, -shift.down * MM)
        pen = Pen(canvas, page.height, missing)
        for place, leaf in enumerate(leaves[start : start + page.each]):
            leaf.draw(pen, place * page.tall)
        for place in range(1, page.each):
            _cut(pen, place * page.tall, page.width)
        pen.flush()
        canvas.showPage()
    canvas.save()
    return Printed(buffer.getvalue(), -(-len(leaves) // page.each), tuple(missing))


def _cut(pen: Pen, y: float, width: float) -> None:
    """The dashed cutting line between two forms."""
    x = 2.0
    while x < width - 2:
        pen.rule(x, y, min(x + 5, width - 2), y, colour=DARK)
        x += 10
