"""What the window's tests share: no display, a pretended office, recording boxes, an inline runner."""

from __future__ import annotations

import os
from collections.abc import Iterator

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import pytest
from pretended import FakeOffice, RecordingSay, Told
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from ui import theme
from ui.bus import Bus
from ui.jobs import InlineRunner
from ui.memory import Memory
from ui.navigation import Context
from ui.widgets.drafts import Drafts


@pytest.fixture(scope="session", autouse=True)
def looks(qapp: QApplication) -> QApplication:
    """The program's fonts and colours, once."""
    QApplication.setCursorFlashTime(0)
    theme.apply(qapp, 100)
    return qapp


@pytest.fixture(autouse=True)
def swept(qapp: QApplication) -> None:
    """The windows of earlier tests are really gone, so that a zoom does not dress them too."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def told() -> Told:
    """Where toasts, status texts and opened pages are written down."""
    return Told()


@pytest.fixture
def context(told: Told, qapp: QApplication) -> Iterator[Context]:
    """A page's context without a window."""
    office = FakeOffice()
    runner = InlineRunner(lambda: office)  # type: ignore[arg-type, return-value]
    made = Context(
        office=office,  # type: ignore[arg-type]
        runner=runner,
        bus=Bus(),
        say=RecordingSay(),  # type: ignore[arg-type]
        memory=Memory(None),
        drafts=Drafts(None),
        period="2026-11",
        open_page=lambda key, **where: told.opened.append((key, where)),
        toast=lambda text, note="", verbs=(), icon="": told.toasts.append(text),
        status=told.status.append,
    )
    yield made
    runner.close()
    qapp.processEvents()
