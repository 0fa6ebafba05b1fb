"""How the columns of a list share a width that is too much or too little for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Room(NamedTuple):
    """What a column's longest text takes and what its title takes, with the space around."""

    text: int
    head: int


def shares(rooms: Sequence[tuple[int, int, int]], width: int, stretch: int | None) -> list[int]:
    """Widths for columns that want (own, what the text takes, the least) in `width` pixels.

    What is left goes to the column at `stretch`. What is missing is taken from the empty space beside
    texts first, then from sentences, that are cut. Where even that is not enough one has to scroll, and then
    sentences stay whole.
    """
    widths = [own for own, _, _ in rooms]
    missing = sum(widths) - width
    if missing <= 0:
        if stretch is not None:
            widths[stretch] -= missing
        return widths
    stages = [[text for _, text, _ in rooms], [least for _, _, least in rooms]]
    for floors in stages if sum(stages[1]) <= width else stages[:1]:
        missing = sum(widths) - width
        spare = [have - floor for have, floor in zip(widths, floors, strict=True)]
        if missing <= 0 or sum(spare) <= 0:
            continue
        given = min(missing, sum(spare))
        widths = [have - _part(part, given, sum(spare)) for have, part in zip(widths, spare, strict=True)]
    return widths


def _part(part: int, given: int, whole: int) -> int:
    """A column's part of what all give, rounded up so that the sum fits, never more than it has."""
    return min(part, -(-part * given // whole))
