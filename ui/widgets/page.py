"""The frame of every page: title line with acts, filter strip, body; reloads when the office changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import shiboken6
from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.kit.errors import Refused
from ui import theme
from ui.jobs import Job, Work
from ui.navigation import Context
from ui.widgets.buttons import label
from ui.widgets.job_bar import JobBar
from ui.widgets.squeeze import squeeze


class PageWidget(QWidget):
    """Base class of all pages.

    A page builds its widgets in `__init__` (fixed order: widgets, signals, assemble), reads the office
    in `reload()` and nowhere else. `reload()` is called at the first show, and again when a table in
    `watches` changed or the month in the top bar did (`follows_period`); a hidden page waits until it
    is shown. `open(**where)` gets what `context.open_page(key, **where)` was given.
    """

    watches: ClassVar[frozenset[str]] = frozenset()
    follows_period: ClassVar[bool] = False
    help_key: ClassVar[str] = ""  # resources/texts/<help_key>.md, "" = the page's key

    titled = Signal(str)  # the tab shall say something else, for example "凭证 记-0047"

    def __init__(self, context: Context, title: str, facts: str = "") -> None:
        super().__init__()
        self.context = context
        self._stale = True
        self._jobs: list[Job] = []
        theme.kind(self, "page")
        theme.tune(self, focusPolicy="ClickFocus")
        column = theme.space(QVBoxLayout(self), (20, 16, 20, 16), 12)
        self.title = label(title, "title")
        self.facts = label(facts, "facts")
        self.head = theme.space(QHBoxLayout(), gap=8)
        self.head.addWidget(self.title)
        self.head.addSpacing(4)
        self.head.addWidget(self.facts)
        self.head.addStretch(1)
        self.strip = theme.space(QHBoxLayout(), gap=8)
        self.body = theme.space(QVBoxLayout(), gap=12)
        self.bar = JobBar()
        column.addLayout(self.head)
        column.addLayout(self.strip)
        column.addLayout(self.body, 1)
        column.addWidget(self.bar)
        theme.looks.changed.connect(self._squeeze)
        context.bus.changed.connect(self._office_changed)
        context.bus.period_changed.connect(self._period_changed)

    def reload(self) -> None:
        """Read the office again and show it. Each page has its own."""

    def open(self, **where: Any) -> None:
        """Go to the record that a link named. Pages that are link targets have their own."""

    def first_focus(self) -> QWidget:
        """Where the keyboard goes when the tab is chosen."""
        return self

    def may_close(self) -> bool:
        """False keeps the tab open, after the page has asked about what is not saved."""
        return True

    def set_title(self, title: str, facts: str = "") -> None:
        """The title line: what this is, and one grey sentence of facts."""
        self.title.setText(title)
        self.facts.setText(facts)

    def add_action(self, *buttons: QPushButton) -> None:
        """Buttons at the right of the title line, left to right; the filled one comes last."""
        for each in buttons:
            self.head.addWidget(each)

    def run(
        self,
        work: Work,
        done: Callable[[Any], None] | None = None,
        *,
        failed: Callable[[BaseException], None] | None = None,
        writes: bool = False,
        says: str = "正在处理",
    ) -> Job | None:
        """Do long work in a job: `work(office, progress) -> value`, then `done(value)` on this thread.

        Without `failed` a `Refused` is shown as a box and anything else as a fault. Nothing is called
        after the page was closed. None when another writing job is not done yet (the box has said so).
        """
        try:
            job = self.context.runner.start(work, writes=writes)
        except Refused as no:
            self.context.say.refuse(no)
            return None
        self._jobs.append(job)
        self.bar.watch(job, says)
        if done is not None:
            job.done.connect(_while_alive(self, done))
        job.failed.connect(_while_alive(self, failed or self._show_failure))
        job.ended.connect(_while_alive(self, lambda: self._jobs.remove(job)))
        return job

    def stop_jobs(self) -> None:
        """Cancel what this page started."""
        for job in self._jobs:
            job.cancel()

    def refresh(self) -> None:
        """Reload now when shown, otherwise at the next show."""
        self._stale = True
        if self.isVisible():
            self._reload_stale()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._reload_stale()
        self._squeeze()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._squeeze()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.stop_jobs()
        super().closeEvent(event)

    def _squeeze(self) -> None:
        room = self.width() - theme.px(40)
        for row in (self.head, self.strip):
            squeeze(row, room)

    def _reload_stale(self) -> None:
        if not self._stale:
            return
        self._stale = False
        try:
            self.reload()
        except Refused as no:
            self.context.say.refuse(no)

    def _office_changed(self, tables: frozenset[str]) -> None:
        if self.watches & tables:
            self.refresh()

    def _period_changed(self, month: str) -> None:
        if self.follows_period:
            self.refresh()

    def _show_failure(self, error: BaseException) -> None:
        if isinstance(error, Refused):
            self.context.say.refuse(error)
        else:
            self.context.say.error(error)


def _while_alive(page: PageWidget, act: Callable[..., None]) -> Callable[..., None]:
    """A slot that does nothing once the page is gone."""

    def slot(*values: Any) -> None:
        if shiboken6.isValid(page):
            act(*values)

    return slot
