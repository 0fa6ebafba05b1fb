"""Putting a real office under a page's context: jobs open the file again, with the same clock."""

from __future__ import annotations

from models.office import Office
from ui.jobs import InlineRunner
from ui.navigation import Context


def put(context: Context, office: Office, month: str = "2026-11") -> Context:
    """The context reads and writes this office from now on."""

    def again() -> Office:
        opened = Office.open(office.path, office.actor.name)
        opened.clock = office.clock
        return opened

    context.office = office
    context.runner = InlineRunner(again)
    context.period = month
    office.listeners.append(context.bus.tell)
    context.runner.changed.connect(context.bus.tell)
    return context


def shown(qtbot, page, wide: int = 1190, high: int = 692):
    """The page at the size that it has in a window of 1366×768, after its jobs."""
    qtbot.addWidget(page)
    page.resize(wide, high)
    page.show()
    qtbot.waitUntil(lambda: not page._jobs)
    return page
