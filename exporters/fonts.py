"""The typefaces of paper: which font has a character, how wide a text is, what can't be printed."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache, lru_cache
from pathlib import Path

import resources

STROKE = 0.3  # line width in points of a character that is thickened
DRAWN = "☐☑☒✓√"  # ticks and boxes are lines, since the fonts lack or spoil them; runs of font ""


class Weight(Enum):
    """How heavy a text is; the value is the registered font's name."""

    REGULAR = "UnionSans"
    MEDIUM = "UnionSansMedium"
    BOLD = "UnionSansBold"
    SERIF = "UnionSerifBold"


@dataclass(frozen=True)
class Run:
    """A piece of text in one font; `stroke` thickens it because the heavy font lacks the characters.

    `units` is its width at a type size of one point.
    """

    font: str
    text: str
    stroke: bool = False
    units: float = 0.0


@dataclass(frozen=True)
class Measured:
    """A text split by coverage. `units` is its width at a type size of one point."""

    runs: tuple[Run, ...]
    units: float
    missing: str


_FILES = {
    Weight.REGULAR.value: "fonts/NotoSansSC-Regular.ttf",
    Weight.MEDIUM.value: "fonts/NotoSansSC-Medium.ttf",
    Weight.BOLD.value: "fonts/NotoSansSC-Bold.ttf",
    Weight.SERIF.value: "fonts/NotoSerifSC-Bold.ttf",
    "UnionExtB": "fonts/UnionExtB.ttf",
}
_SYSTEM = {
    "SystemExtB": Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts" / "simsunb.ttf",
    "SystemHanaMinB": Path("/usr/share/fonts/truetype/hanazono/HanaMinB.ttf"),
}
_FALLBACKS = (*_SYSTEM, "UnionExtB")


def width(text: str, size: float, weight: Weight = Weight.REGULAR) -> float:
    """Width in points of one line of text."""
    return measure(text, weight).units * size


def missing(text: str) -> str:
    """The characters that no font at hand can draw; they are printed as 〔U+…〕."""
    return measure(text, Weight.REGULAR).missing


@lru_cache(maxsize=60_000)
def measure(text: str, weight: Weight) -> Measured:
    """Split into runs by coverage and add up their widths, once per different text."""
    font = weight.value
    if _covered(font).issuperset(text):
        units = _font_width(font, text)
        return Measured((Run(font, text, units=units),), units, "")
    merged = _merged([_run_of(char, font) for char in text])
    runs = tuple(replace(run, units=_font_width(run.font, run.text)) for run in merged)
    lacking = "".join(char for char in dict.fromkeys(text) if char not in DRAWN and not _home(char))
    return Measured(runs, sum(run.units for run in runs), lacking)


def _run_of(char: str, font: str) -> Run:
    """One character in the first font that has it."""
    if char in _covered(font):
        return Run(font, char)
    if char in DRAWN:
        return Run("", char)
    home = _home(char)
    if home is None:
        return Run(font, f"〔U+{ord(char):04X}〕")
    return Run(home, char, stroke=font != Weight.REGULAR.value)


@lru_cache(maxsize=4096)
def _home(char: str) -> str | None:
    """The font that draws a character at the last resort; None when there is none."""
    if char in _covered(Weight.REGULAR.value):
        return Weight.REGULAR.value
    return next((font for font in _FALLBACKS if char in _covered(font)), None)


def _merged(runs: list[Run]) -> list[Run]:
    """Neighbours of the same kind as one run."""
    merged: list[Run] = []
    for run in runs:
        if merged and (merged[-1].font, merged[-1].stroke) == (run.font, run.stroke):
            merged[-1] = Run(run.font, merged[-1].text + run.text, run.stroke)
        else:
            merged.append(run)
    return merged


def _font_width(font: str, text: str) -> float:
    """Width of a text in one registered font at a size of one point."""
    from reportlab.pdfbase import pdfmetrics

    if not font:
        return float(len(text))
    _covered(font)
    return float(pdfmetrics.stringWidth(text, font, 1000)) / 1000


@cache
def _covered(font: str) -> frozenset[str]:
    """Register a font with the first question about it; the characters it can draw."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFError

    from exporters.embedding import SearchableFont

    file = _SYSTEM.get(font) or resources.path(_FILES[font])
    if not file.is_file():
        return frozenset()
    try:
        loaded = SearchableFont(font, str(file))
    except TTFError:
        return frozenset()  # a system font of another build; the committed ones are tested
    pdfmetrics.registerFont(loaded)
    # what a font draws for a private code is its own affair, never the sign that somebody once made up
    known = (chr(code) for code in loaded.face.charToGlyph if not _is_private(code))
    return frozenset(known) - frozenset(DRAWN)


def _is_private(code: int) -> bool:
    return 0xE000 <= code <= 0xF8FF or code >= 0xF0000
