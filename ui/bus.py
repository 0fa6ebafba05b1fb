"""What the whole window hears: that the office changed, and that another month is looked at."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot


class Bus(QObject):
    """One per window. Pages don't connect to it: they declare `watches` and get `reload()` called."""

    changed = Signal(object)  # frozenset[str]: names of the tables that a committed change touched
    period_changed = Signal(str)  # the month in the top bar, "2026-03"

    @Slot(object)
    def tell(self, tables: frozenset[str]) -> None:
        """An office listener (`office.listeners.append(bus.tell)`), and where the Runner's news goes."""
        self.changed.emit(frozenset(tables))
