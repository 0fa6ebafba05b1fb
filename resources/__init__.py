"""Fonts, icons, help texts and starter data that belong to the program, by name."""

from __future__ import annotations

from pathlib import Path

_ROOM = Path(__file__).resolve().parent


def path(name: str) -> Path:
    """Where a resource lies: `path("fonts/NotoSansSC-Regular.ttf")`."""
    return _ROOM / name
