"""An amount as people type it: 1,234.5, １２．５, 12*35+8; the value is integer fen."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit

from models.kit import money
from models.kit.errors import Refused

_SUM = re.compile(r"[\d.+\-*/()\s]+")
_TOKEN = re.compile(r"\d+\.?\d*|\.\d+|[-+*/()]")
_SIGNS = str.maketrans({"×": "*", "÷": "/", "－": "-", "−": "-", "–": "-"})
DEEPEST = 20  # brackets in brackets


def reckon(text: str) -> int:
    """An amount or a sum of amounts in yuan, as fen: "12*35+8" → 42800. Raises `Refused`."""
    cleaned = unicodedata.normalize("NFKC", text.translate(_SIGNS)).translate(_SIGNS).replace(",", "").strip()
    if not cleaned:
        raise Refused("还没有填金额。")
    if not re.search(r"\d\s*[-+*/(]", cleaned) or not _SUM.fullmatch(cleaned):
        return money.parse(text)
    tokens = _TOKEN.findall(cleaned)
    if "".join(tokens) != re.sub(r"\s", "", cleaned):
        raise Refused(f"“{text}”算不出来。", remedy="可以写 12*35+8 这样的算式。")
    try:
        value, rest = _sum(tokens, 0)
    except (IndexError, ArithmeticError):
        raise Refused(f"“{text}”算不出来。", remedy="可以写 12*35+8 这样的算式。") from None
    if rest:
        raise Refused(f"“{text}”算不出来。", remedy="请看一看括号和符号。")
    return money.exact(value.quantize(Decimal("0.01")) if abs(value) < 10**15 else value, text)


def _sum(tokens: list[str], depth: int) -> tuple[Decimal, list[str]]:
    """sum = term {(+|-) term}; returns the value and what is left."""
    value, rest = _term(tokens, depth)
    while rest and rest[0] in "+-":
        more, after = _term(rest[1:], depth)
        value = value + more if rest[0] == "+" else value - more
        rest = after
    return value, rest


def _term(tokens: list[str], depth: int) -> tuple[Decimal, list[str]]:
    value, rest = _factor(tokens, depth)
    while rest and rest[0] in "*/":
        more, after = _factor(rest[1:], depth)
        value = value * more if rest[0] == "*" else value / more
        rest = after
    return value, rest


def _factor(tokens: list[str], depth: int) -> tuple[Decimal, list[str]]:
    head, rest = tokens[0], tokens[1:]
    if depth > DEEPEST:
        raise ArithmeticError
    if head == "-":
        value, rest = _factor(rest, depth + 1)
        return -value, rest
    if head == "(":
        value, rest = _sum(rest, depth + 1)
        return value, rest[1:] if rest[0] == ")" else _unclosed()
    return Decimal(head), rest


def _unclosed() -> list[str]:
    raise ArithmeticError


class MoneyEdit(QLineEdit):
    """`value()` is fen or None when empty. Leaving the field turns what was typed into 1,234.50."""

    changed = Signal()

    def __init__(self, hint: str = "0.00") -> None:
        super().__init__()
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setPlaceholderText(hint)
        self.textChanged.connect(lambda _: self.changed.emit())

    def value(self) -> int | None:
        """The amount in fen; None when empty or when it can't be read (see `problem`)."""
        try:
            return reckon(self.text()) if self.text().strip() else None
        except Refused:
            return None

    def set_value(self, value: Any) -> None:
        """Show this many fen."""
        self.setText("" if value is None else money.yuan(int(value)))

    def problem(self) -> str:
        """What is wrong with what was typed."""
        try:
            if self.text().strip():
                reckon(self.text())
        except Refused as no:
            return str(no)
        return ""

    def draft(self) -> str:
        """As typed."""
        return self.text()

    def restore(self, kept: Any) -> None:
        """As typed."""
        self.setText(str(kept))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if (value := self.value()) is not None:
            self.set_value(value)
        super().focusOutEvent(event)
