"""The letters of a page with their places: where a PDF or OFD puts them, gathered into rows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

MOST_LETTERS = 200_000  # of one file; an invoice has two thousand
_SIDE = frozenset("购买方信息销售备注密码区")  # words that stand upright beside a box
_WIDE_GAP = 2.5  # heights of a letter: behind it another cell begins


class Letter(NamedTuple):
    """One letter: left, right, middle from the top, height, all in points."""

    left: float
    right: float
    middle: float
    height: float
    sign: str


@dataclass(frozen=True)
class Line:
    """Letters on one height from left to right, without blanks; `text[i]` is `letters[i].sign`."""

    letters: tuple[Letter, ...]
    text: str

    @property
    def middle(self) -> float:
        """How far below the page's top."""
        return self.letters[0].middle

    def left(self, at: int) -> float:
        """Where the letter at this place begins."""
        return self.letters[at].left

    def value(self, start: int, stop: int | None = None) -> str:
        """What stands from `start` on up to a wide gap, or to `stop`; Latin words keep a blank."""
        letters = self.letters[start:stop]
        said = ""
        for at, one in enumerate(letters):
            if at:
                gap = (one.left - letters[at - 1].right) / max(one.height, 1.0)
                alone = at + 1 == len(letters) or _gap(one, letters[at + 1]) > 0.6
                if gap > _WIDE_GAP or (gap > 0.6 and one.sign in _SIDE and alone):
                    break
                if gap > 0.25 and one.sign.isascii() and said[-1].isascii():
                    said += " "
            said += one.sign
        return said


def _gap(one: Letter, other: Letter) -> float:
    return (other.left - one.right) / max(one.height, 1.0)


def lines(letters: Iterable[Letter]) -> list[Line]:
    """The rows of a page from the top down."""
    rows: list[list[Letter]] = []
    for one in sorted((one for one in letters if one.sign.strip()), key=lambda one: one.middle):
        if rows and one.middle - rows[-1][0].middle <= 0.45 * max(rows[-1][0].height, 4.0):
            rows[-1].append(one)
        else:
            rows.append([one])
    found = []
    for row in rows:
        row.sort(key=lambda one: one.left)
        kept = tuple(one._replace(sign=_plain(one.sign)) for one in _without_doubles(row))
        found.append(Line(kept, "".join(one.sign for one in kept)))
    return found


def _plain(sign: str) -> str:
    """Some fonts say the radical ⽅ where 方 is meant, and full-width digits; a letter stays one letter."""
    if "\u2e80" <= sign <= "\u2fdf" or "\uff10" <= sign <= "\uff19":
        said = unicodedata.normalize("NFKC", sign)
        return said if len(said) == 1 else sign
    return sign


def _without_doubles(row: Sequence[Letter]) -> list[Letter]:
    """Bold type is sometimes made by drawing a letter twice, a hair beside itself."""
    kept: list[Letter] = []
    for one in row:
        if kept and kept[-1].sign == one.sign and one.left - kept[-1].left < 0.2 * one.height:
            continue
        kept.append(one)
    return kept


def after(rows: Iterable[Line], label: str) -> list[tuple[Line, int]]:
    """Every place behind a label (a pattern): the row and where its value begins."""
    pattern = re.compile(label)
    return [(row, found.end()) for row in rows for found in pattern.finditer(row.text)]
