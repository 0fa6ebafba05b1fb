"""Lines of Chinese text: where they may break, how they are made to fit a cell, what is never cut."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from exporters.fonts import Weight, width

SMALLEST = 6.5  # points; below it nobody reads a paper
_NEARLY = 0.92  # a LONG text is shrunk so far rather than wrapped for a character or two
LEADING = 1.25  # line distance in parts of the type size

_SELECTOR = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_NOT_FIRST = frozenset("，。、；：？！）】》〉」』”’％…—～·〕,.;:?!)]}%")
_NOT_LAST = frozenset("（【《〈「『“‘〔([{¥￥")
# a name with its bracket ("宋春豪（1日）"), an amount or a Latin word stay together
_NAMED = r"[\u4e00-\u9fff]{2,4}（[^（）\s]{0,4}\d[^（）\s]{0,4}）"
_PIECE = re.compile(_NAMED + r"|[A-Za-z0-9][A-Za-z0-9.,:/%+-]*[A-Za-z0-9%]|.", re.DOTALL)


@dataclass(frozen=True)
class Fitted:
    """A text that fits: its lines and the type size in points."""

    lines: tuple[str, ...]
    size: float

    @property
    def height(self) -> float:
        """Points from the top of the first line to the bottom of the last."""
        return self.size * (1 + LEADING * (len(self.lines) - 1))


def clean(text: str) -> str:
    """Without what can't be printed: control characters, invisible marks, variation selectors."""
    if text.isprintable() and not _SELECTOR.search(text):
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(char for char in text if char == "\n" or not _invisible(char))


@lru_cache(maxsize=20_000)
def fit(text: str, room: float, size: float, weight: Weight = Weight.REGULAR, wraps: bool = False) -> Fitted:
    """Make a text fit `room` points of width: a LONG text wraps, another shrinks first, then wraps."""
    lines = text.split("\n")
    widest = max(width(line, 1.0, weight) for line in lines)
    if widest * size <= room:
        return Fitted(tuple(lines), size)
    shrunk = int(room / widest * 10) / 10
    enough = size * _NEARLY if wraps else SMALLEST
    if shrunk >= min(max(enough, SMALLEST), size):
        return Fitted(tuple(lines), shrunk)
    used = size if wraps else min(size, max(SMALLEST, 7.0))
    return Fitted(tuple(part for line in lines for part in _wrapped(line, room / used, weight)), used)


def one_line(text: str, room: float, size: float, weight: Weight = Weight.REGULAR) -> float:
    """The type size, at most `size`, at which a text is one line of at most `room` points."""
    natural = width(text, 1.0, weight)
    return min(size, room / natural) if natural else size


def fit_height(
    text: str,
    room: float,
    high: float,
    size: float,
    weight: Weight = Weight.REGULAR,
    *,
    least: float = SMALLEST,
) -> Fitted:
    """The largest type at which a wrapped text stays within `high` points; at `least` it may be higher."""
    while True:
        fitted = fit(text, room, size, weight, True)
        if fitted.height <= high or size <= least:
            return fitted
        size = max(size - 0.5, least)


def _invisible(char: str) -> bool:
    """Control and format characters, and the selectors that follow some characters of names."""
    return unicodedata.category(char) in {"Cc", "Cf", "Cs"} or bool(_SELECTOR.match(char))


def _wrapped(text: str, room: float, weight: Weight) -> list[str]:
    """Greedy lines of at most `room` (in ems of the type), never opened by a closing mark."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(text, room, weight):
        if line and width(line + piece, 1.0, weight) > room:
            lines.append(line.rstrip(" "))
            line = piece.lstrip(" ")
        else:
            line += piece
    return [*lines, line.rstrip(" ")] if line else lines or [""]


def _pieces(text: str, room: float, weight: Weight) -> list[str]:
    """What a line break must not part: opening marks stay with the next, closing ones with the last piece."""
    pieces: list[str] = []
    for found in _PIECE.findall(text):
        parts = [found] if width(found, 1.0, weight) <= room else list(found)
        for part in parts:
            if not pieces or not _glued(pieces[-1], part):
                pieces.append(part)
            elif width(pieces[-1] + part, 1.0, weight) <= room:
                pieces[-1] += part
            else:
                before, after = _pulled(pieces[-1])
                if width(after + part, 1.0, weight) <= room:
                    pieces[-1:] = [before, after + part]
                else:
                    pieces.append(part)
    return pieces


def _pulled(piece: str) -> tuple[str, str]:
    """A piece that leaves no room for the mark after it, parted where a line may end."""
    place = len(piece) - 1
    while place > 1 and _glued(piece[:place], piece[place:]):
        place -= 1
    return (piece[:place], piece[place:]) if place > 0 else (piece, "")


def _glued(before: str, after: str) -> bool:
    """Whether no line may end between the two."""
    return after[0] in _NOT_FIRST or before[-1] in _NOT_LAST
