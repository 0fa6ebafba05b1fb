"""What one report is: its id, title, what it asks for and the function that makes it.

A room lists its reports as `ENTRIES` in its `reports.py`; `models/catalog.py` gathers them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from models.office import Office
from models.papers import Paper
from models.report import Bound, Report

Printed = Report | Bound | Sequence[Paper]

MONTH, YEAR, SPAN, NOW = "month", "year", "month or year", ""
END = "month or year end"  # a statement: of a month, or of the year at its end


@dataclass(frozen=True)
class Asked:
    """What a report is asked for. `period` is "2026-03" or "2026"; `of` names an account, member, voucher."""

    period: str = ""
    of: str = ""
    made_on: date | None = None

    @property
    def year(self) -> int:
        """The year of the period."""
        return int(self.period[:4])

    @property
    def first(self) -> str:
        """First month of the period."""
        return self.period if len(self.period) == 7 else f"{self.period}-01"

    @property
    def last(self) -> str:
        """Last month of the period."""
        return self.period if len(self.period) == 7 else f"{self.period}-12"


@dataclass(frozen=True)
class Entry:
    """One report. `period` is what it asks for; `of` what it is about; `forms` marks papers (pdf only)."""

    id: str
    title: str
    room: str
    period: str
    build: Callable[[Office, Asked], Printed]
    of: str = ""  # "", "member", "account", "voucher"
    of_optional: bool = False
    forms: bool = False
    table: Callable[[Office, Asked], Report] | None = None  # what a form says as a table, for sheets
