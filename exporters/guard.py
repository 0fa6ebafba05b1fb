"""What must not leave in a table file: text that a spreadsheet would run, marks that no file can hold."""

from __future__ import annotations

import re

LONGEST = 32_767  # characters a spreadsheet cell holds
_CUT = "……（原文过长，此处截断）"
_BAD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_STARTS = tuple("=+-@\t\r\n＝＋－＠")


def storable(text: str) -> str:
    """Without control characters, and no longer than a cell holds; what is cut is said."""
    cleaned = _BAD.sub("", text)
    return cleaned if len(cleaned) <= LONGEST else cleaned[: LONGEST - len(_CUT)] + _CUT


def formula_like(text: str) -> bool:
    """Whether a spreadsheet could take the text for a formula."""
    return text.lstrip(" \u3000\ufeff\u200b").startswith(_STARTS) or text.startswith(_STARTS)


def quoted(text: str) -> str:
    """Text for CSV: a quote mark in front of what could run."""
    cleaned = storable(text)
    return f"'{cleaned}" if formula_like(cleaned) else cleaned
