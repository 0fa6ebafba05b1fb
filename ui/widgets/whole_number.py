"""What a typed number of pieces or papers must be, and the accounts that money comes from."""

from __future__ import annotations

from typing import Any

MONEY = (("bank", "银行存款"), ("cash", "库存现金"))  # account key → word


def pieces(text: Any) -> str:
    """A number above 0 is asked: "" when it is one, else the sentence."""
    words = str(text or "").strip()
    return "" if words.isdecimal() and int(words) > 0 else "请填整数。"


def pieces_or_nothing(text: Any) -> str:
    """The same, but it may be left open."""
    return pieces(text) if str(text or "").strip() else ""


def papers(text: Any) -> str:
    """A number of papers: 0 or more, or left open."""
    words = str(text or "").strip()
    return "" if not words or words.isdecimal() else "请填整数。"
