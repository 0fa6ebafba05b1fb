"""固定资产标签: labels to stick on, three across and eight down an A4 sheet (70 × 37 mm each)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from exporters.fonts import Weight
from exporters.papers.cells import Cell, Is, Line, draw_lines
from exporters.papers.pages import A4, print_leaves
from exporters.pdf import Printed
from exporters.pen import MM, Pen, Type
from exporters.wrapping import clean, one_line
from models.papers import LabelPaper

ACROSS, DOWN = 3, 8
_WIDE, _TALL, _TOP = 70.0, 37.0, 0.5  # of a label; the sheet's margin above the first
_SIDE, _ABOVE = 4.0, 3.6  # what stays white at a label's edges: printers and cuts are not exact
_HEAD, _NAME = 5.6, 10.5


def print_labels(papers: Sequence[LabelPaper]) -> Printed:
    """Labels as PDF, filled row by row; no line stands between them, so that bought label sheets serve."""
    each = ACROSS * DOWN
    leaves = [_Sheet(tuple(papers[start : start + each])) for start in range(0, len(papers), each)]
    return print_leaves("固定资产标签", leaves, A4, fixed=True)


@dataclass(frozen=True)
class _Sheet:
    """One sheet of labels."""

    labels: tuple[LabelPaper, ...]

    def draw(self, pen: Pen, down: float) -> None:
        """Draw it, `down` millimetres below the page's top edge."""
        for place, one in enumerate(self.labels):
            row, column = divmod(place, ACROSS)
            _draw(pen, one, (column * _WIDE + _SIDE, down + _TOP + row * _TALL + _ABOVE))


def _draw(pen: Pen, one: LabelPaper, corner: tuple[float, float]) -> None:
    """One label; its unit above, its words in a small grid."""
    wide = _WIDE - 2 * _SIDE
    left, top = corner
    said = clean(one.unit)
    size = one_line(said, wide * MM, 8.0, Weight.MEDIUM)
    pen.text(left + wide / 2, top + _HEAD / 2 - 0.6, said, Type(size, Weight.MEDIUM), "centre")
    draw_lines(pen, left, top + _HEAD, _lines(one, wide))


def _lines(one: LabelPaper, wide: float) -> tuple[Line, ...]:
    """Number, name, class and day, place and keeper."""
    right = 16.5
    left, whole = wide - 2 * _NAME - right, wide - _NAME
    return (
        Line(5.6, (_name("编\u3000号"), Cell(whole, one.number, Is.STRONG, size=9.5))),
        Line(6.8, (_name("名\u3000称"), Cell(whole, one.name, size=8.5))),
        Line(
            5.8,
            (
                _name("类\u3000别"),
                _said(left, one.kind),
                _name("日\u3000期"),
                _said(right, one.day.isoformat()),
            ),
        ),
        Line(5.8, (_name("地\u3000点"), _said(left, one.place), _name("保管人"), _said(right, one.keeper))),
    )


def _name(said: str) -> Cell:
    return Cell(_NAME, said, Is.LABEL, size=7.5)


def _said(wide: float, said: str) -> Cell:
    return Cell(wide, said, size=7.5)
