"""A list's columns as values, and the cells that a row is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any

from PySide6.QtCore import Qt

from models.kit.money import yuan


class Draw(Enum):
    """How a value is painted. The comment says what the row must carry at this place."""

    TEXT = "text"  # str
    SENTENCE = "sentence"  # str, may be elided; the whole text is the tooltip
    CODE = "code"  # str of digits or letters (number, account)
    MONEY = "money"  # int fen, right; None is "—"
    DIFFERENCE = "difference"  # int fen with its sign, bold; 0 and None are "—"
    COUNT = "count"  # int, right
    DAY = "day"  # date or ISO text
    MARK = "mark"  # short str, centred
    PILL = "pill"  # str, its tone from `Column.tones`, or Pill(text, tone, icon)
    LINKS = "links"  # tuple[Link, ...], at most two; or Pill for a decision taken
    TWO = "two"  # (str, str): a line and a grey one below; rows must be 50 high
    SHARE = "share"  # Share: a bar with its percent; None is "—"
    DUE = "due"  # str, or Pill whose icon and colour say that it is late
    MATRIX = "matrix"  # "✓", "—", "·", "" or Pill: one month of a matrix


RIGHT = frozenset({Draw.MONEY, Draw.DIFFERENCE, Draw.COUNT})
CENTRE = frozenset({Draw.MARK, Draw.MATRIX})
DASH = "—"


@dataclass(frozen=True)
class Pill:
    """A word on a tint. `tone`: "ok" "warn" "error" "info" "grey"; `icon` is a drawing of 14."""

    text: str
    tone: str = "grey"
    icon: str = ""


class Share(int):
    """A part of a whole in 1/10 000, the words for it ("62.4%"), and the tone of its bar."""

    text: str
    tone: str

    def __new__(cls, part: int, text: str, tone: str = "info") -> Share:
        """`part` sorts and is drawn; `text` is read."""
        made = super().__new__(cls, part)
        made.text, made.tone = text, tone
        return made


@dataclass(frozen=True)
class Link:
    """A verb in a cell. `key` is what `RecordTable.verb(id, key)` tells."""

    text: str
    key: str


@dataclass(frozen=True)
class TableColumn:
    """One column. `key` is the sort key, the key of its sum, and the key of 筛选此值.

    width    pixels at 100 %; `stretch` lets one column (with sentences) take what is left
    total    its sum stands in the row under the list
    tones    text → tone of its pill: {"在册": "ok", "退休": "grey"}
    quiet    grey text (numbers that only identify)
    strong   a line of frame weight after it (end of a block)
    """

    key: str
    title: str
    draw: Draw = Draw.TEXT
    width: int = 100
    stretch: bool = False
    total: bool = False
    sortable: bool = True
    hidden: bool = False
    quiet: bool = False
    bold: bool = False
    strong: bool = False
    tint: bool = False  # the column's ground is light blue (the month of now)
    tones: Mapping[str, str] = field(default_factory=dict)

    @property
    def align(self) -> Qt.AlignmentFlag:
        """How the header and all cells stand."""
        if self.draw in RIGHT:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if self.draw in CENTRE:
            return Qt.AlignmentFlag.AlignCenter
        return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def shown(value: Any, draw: Draw) -> str:
    """The cell's text, as painted, copied and read aloud."""
    if isinstance(value, (Pill, Link, Share)):
        return value.text
    if draw in (Draw.MONEY, Draw.DIFFERENCE):
        return _money(value, draw)
    if value is None:
        return DASH if draw in (Draw.COUNT, Draw.SHARE) else ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return "　".join(shown(part, Draw.TEXT) for part in value if part)
    return str(value)


def _money(value: Any, draw: Draw) -> str:
    if isinstance(value, str):
        return value
    if value is None or (draw is Draw.DIFFERENCE and value == 0):
        return DASH
    return ("+" if draw is Draw.DIFFERENCE and value > 0 else "") + yuan(value)
