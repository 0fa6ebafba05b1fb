"""What the window's tests share: no display, a pretended office, recording boxes, an inline runner."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import pytest
from PySide6.QtWidgets import QApplication

from models.kit.errors import Refused
from ui import theme
from ui.bus import Bus
from ui.jobs import InlineRunner
from ui.memory import Memory
from ui.navigation import Context
from ui.widgets.drafts import Drafts


@dataclass
class FakeUser:
    """Who sits here."""

    id: int = 1
    name: str = "许静宜"
    role: str = "treasurer"


@dataclass
class FakeOffice:
    """As much of an office as the kit touches."""

    name: str = "青禾中学工会"
    actor: FakeUser = field(default_factory=FakeUser)
    listeners: list[Callable[[frozenset[str]], object]] = field(default_factory=list)

    def __enter__(self) -> FakeOffice:
        return self

    def __exit__(self, *what: object) -> None:
        pass


@dataclass
class RecordingSay:
    """Boxes that answer at once and remember what they were asked. `answer` is the index to give."""

    boxes: list[tuple[str, str]] = field(default_factory=list)
    answer: int = 0
    words: str | None = None

    def tell(self, title: str, text: str = "") -> None:
        self.boxes.append(("tell", title))

    def refuse(self, no: Refused, verbs: Sequence[str] = ()) -> int:
        self.boxes.append(("refuse", no.what))
        return self.answer if verbs else 0

    def confirm(self, question: str, consequence: str, verb: str, **more: Any) -> bool:
        self.boxes.append(("confirm", question))
        return self.answer == 0

    def choose(self, question: str, text: str, verbs: Sequence[str], **more: Any) -> int:
        self.boxes.append(("choose", question))
        return self.answer

    def reason(self, question: str, text: str, verb: str, **more: Any) -> str | None:
        self.boxes.append(("reason", question))
        return self.words

    def error(self, fault: BaseException) -> None:
        self.boxes.append(("error", repr(fault)))


@dataclass
class Told:
    """What a page told the shell."""

    toasts: list[str] = field(default_factory=list)
    status: list[str] = field(default_factory=list)
    opened: list[tuple[str, dict[str, Any]]] = field(default_factory=list)


@pytest.fixture(scope="session", autouse=True)
def looks(qapp: QApplication) -> QApplication:
    """The program's fonts and colours, once."""
    QApplication.setCursorFlashTime(0)
    theme.apply(qapp, 100)
    return qapp


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
