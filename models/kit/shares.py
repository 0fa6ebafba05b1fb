"""A part of a whole in words, without floats."""

from __future__ import annotations


def percent(part: int, whole: int) -> str:
    """ "62.4%", rounded half up; "" without a whole."""
    if not whole:
        return ""
    sign = "-" if part < 0 else ""
    tenths = (abs(part) * 2000 + whole) // (whole * 2)
    return f"{sign}{tenths // 10}.{tenths % 10}%"
