"""Backups without thinking: every half hour when something changed, and at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from models.kit.errors import Refused
from models.store import copies

if TYPE_CHECKING:
    from models.office import Office
    from ui.jobs import Runner

EVERY = 30 * 60 * 1000  # milliseconds


class Keeper(QObject):
    """One per window; its timer starts with it. `told(sentence)` once when a copy could not be made."""

    told = Signal(str)
    kept = Signal()

    def __init__(self, office: Office, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._office, self._runner, self._said = office, runner, ""
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.keep)
        self._timer.start()

    def keep(self, reason: str = "每半小时") -> None:
        """A copy in a job, unless the newest one has everything. A failure is said once."""
        if self._office.read_only:
            return

        def work(office: Office, progress: Any) -> bool:
            return copies.when_changed(office.path, reason) is not None

        job = self._runner.start(work)
        job.done.connect(self._done)
        job.failed.connect(self._failed)

    def _done(self, made: bool) -> None:
        self._said = ""
        if made:
            self.kept.emit()

    def _failed(self, error: BaseException) -> None:
        said = error.what if isinstance(error, Refused) else "自动备份没有成功。"
        if said != self._said:
            self._said = said
            self.told.emit(said)


def at_the_end(office: Office) -> None:
    """退出: a copy when something changed since the last one. Raises `Refused` when it can't be made."""
    if not office.read_only:
        copies.when_changed(office.path, "退出")
