"""A pretended office, boxes that answer at once, and a place where a page's words are written down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from models.kit.errors import Refused


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

    def today(self) -> date:
        return date(2026, 11, 9)

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
