"""How long work tells how far it is, and hears that it should stop."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Given to long work. `step` reports, and raises `Cancelled` when the person wants to stop."""

    def step(self, done: int, total: int, text: str = "") -> None: ...


class Silent:
    """Nobody is watching: tests and the command line."""

    def step(self, done: int, total: int, text: str = "") -> None:
        """Say nothing, never stop."""


SILENT = Silent()
