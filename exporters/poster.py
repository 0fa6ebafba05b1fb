"""What a poster has under its table: a chart of bars, sentences, and the lines of the stamp."""

from __future__ import annotations

from exporters.fonts import Weight
from exporters.pen import MM, Pen, Type
from exporters.sheet import BAR_STEP, CHART_HEAD, POSTER_LINE, SAID_SIZE, STAMP_LINE, Sheet
from exporters.wrapping import clean, one_line
from models.report import Tail

_BAR, _LONGEST, _LABEL = 4.2, 105.0, 30.0  # height, longest bar and room for its title, in millimetres
_INK = (0.42, 0.42, 0.42)


def draw_poster(pen: Pen, sheet: Sheet, tail: Tail, below: float) -> float:
    """Chart and sentences from `below` on; returns where they end."""
    if tail.bars:
        pen.text(sheet.left, below + 7.0, clean(tail.chart), Type(10.5, Weight.MEDIUM))
        below += CHART_HEAD
        _bars(pen, sheet, tail, below)
        below += len(tail.bars) * BAR_STEP + 3.0
    for at, said in enumerate(sheet.said):
        pen.text(sheet.left, below + 3.0 + at * POSTER_LINE, said, Type(SAID_SIZE))
    return below + len(sheet.said) * POSTER_LINE


def _bars(pen: Pen, sheet: Sheet, tail: Tail, top: float) -> None:
    axis = sheet.left + _LABEL
    longest = max(max(bar.fen for bar in tail.bars), 1)
    for at, bar in enumerate(tail.bars):
        middle = top + BAR_STEP * (at + 0.5)
        size = one_line(clean(bar.title), (_LABEL - 2) * MM, 9.5)
        pen.text(axis - 2, middle, clean(bar.title), Type(size), "right")
        long = max(bar.fen, 0) * min(_LONGEST, sheet.table - _LABEL - 40) / longest
        if long:
            pen.rule(axis, middle, axis + long, middle, width=_BAR * MM, colour=_INK)
        pen.text(axis + long + 1.6, middle, clean(bar.said), Type(9.5))
    pen.rule(axis, top, axis, top + BAR_STEP * len(tail.bars))


def draw_stamp(pen: Pen, sheet: Sheet, tail: Tail, below: float) -> None:
    """The lines at the right: who, and the day."""
    for at, said in enumerate(tail.stamp):
        size = one_line(clean(said), sheet.table * MM, 11.0)
        pen.text(sheet.right, below + at * STAMP_LINE, clean(said), Type(size), "right")
