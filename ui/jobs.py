"""Long work on the one worker thread; its news arrives on the window's thread, where a Job lives and dies."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from models.kit.errors import Cancelled, Refused
from models.kit.progress import Progress
from models.store.connection import in_words

if TYPE_CHECKING:
    from queue import SimpleQueue

    from models.office import Office

Work = Callable[["Office", Progress], Any]
PAUSE = 0.05  # seconds between two reports of one job; more would only keep the window busy
CLOSE_WAIT = 0.8  # seconds that closing waits for work that doesn't look at its progress


class Job(QObject):
    """What a page holds on to. It lives, speaks and dies on the window's thread.

    `stepped(done, total, text)` while it runs, then `done(value)` or `failed(error)` (neither when it
    was cancelled), and always last `ended()`.
    """

    stepped = Signal(int, int, str)
    done = Signal(object)
    failed = Signal(object)
    ended = Signal()

    def __init__(self, parent: QObject, writes: bool) -> None:
        super().__init__(parent)
        self.writes = writes
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Ask it to stop: its next progress step raises `Cancelled` and its change rolls back."""
        self._stop.set()

    @property
    def stopping(self) -> bool:
        """Whether somebody asked it to stop."""
        return self._stop.is_set()


class _Reporter:
    """The `Progress` that the work sees on the worker thread."""

    def __init__(self, job: Job, emit: Callable[[object, int, int, str], None]) -> None:
        self._job, self._emit, self._last = job, emit, 0.0

    def step(self, done: int, total: int, text: str = "") -> None:
        if self._job.stopping:
            raise Cancelled
        now = time.monotonic()
        if now - self._last >= PAUSE or done >= total:
            self._last = now
            self._emit(self._job, done, total, text)


class Runner(QObject):
    """The one worker thread with its own connection for each job.

    `runner.start(work) -> Job`; `work(office, progress) -> value` gets plain values and returns plain
    values, never widgets. `changed` tells which tables a job's changes touched.
    """

    changed = Signal(object)
    busy = Signal(bool)  # a writing job started or ended
    _stepped = Signal(object, int, int, str)
    _finished = Signal(object, object, object)

    def __init__(self, open_office: Callable[[], Office], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open = open_office
        self._jobs: list[Job] = []
        self._waiting: SimpleQueue[tuple[Work, Job] | None] | None = None  # made with the thread
        self._thread: threading.Thread | None = None
        self._closed = False
        self._stepped.connect(self._pass_on)
        self._finished.connect(self._deliver)

    @property
    def writing(self) -> bool:
        """Whether a job that writes is waiting or running."""
        return any(job.writes for job in self._jobs)

    def start(self, work: Work, *, writes: bool = False) -> Job:
        """Queue the work. Raises `Refused` when it writes and another writing job is not done yet."""
        if writes and self.writing:
            raise Refused("还有一件工作正在写入。", remedy="请等它做完，或者先停止它。")
        job = Job(self, writes)
        self._jobs.append(job)
        if writes:
            self.busy.emit(True)
        self._submit(work, job)
        return job

    def cancel(self) -> None:
        """Ask every job to stop."""
        for job in self._jobs:
            job.cancel()

    def close(self) -> None:
        """Stop everything and return within a second. What was not committed is not in the file."""
        self._closed = True
        self.cancel()
        if self._thread is not None and self._waiting is not None:
            self._waiting.put(None)
            self._thread.join(CLOSE_WAIT)

    def _submit(self, work: Work, job: Job) -> None:
        if self._waiting is None:
            from queue import SimpleQueue

            self._waiting = SimpleQueue()
            # daemon: work that never looks at its progress must not keep the program alive
            self._thread = threading.Thread(
                target=self._serve, args=(self._waiting,), name="job", daemon=True
            )
            self._thread.start()
        self._waiting.put((work, job))

    def _serve(self, waiting: SimpleQueue[tuple[Work, Job] | None]) -> None:
        while (item := waiting.get()) is not None and not self._closed:
            self._work(*item)

    def _work(self, work: Work, job: Job) -> None:
        result: Any = None
        error: BaseException | None = None
        try:
            if job.stopping:
                raise Cancelled
            with self._open() as office:
                office.listeners.append(self._tell)
                result = work(office, _Reporter(job, self._stepped.emit))
        except Exception as problem:  # noqa: BLE001  the worker boundary: everything goes to the page
            error = in_words(problem)
        if not self._closed:
            self._finished.emit(job, result, error)

    def _tell(self, tables: frozenset[str]) -> None:
        if not self._closed:
            self.changed.emit(tables)

    @Slot(object, int, int, str)
    def _pass_on(self, job: Job, done: int, total: int, text: str) -> None:
        if job in self._jobs:
            job.stepped.emit(done, total, text)

    @Slot(object, object, object)
    def _deliver(self, job: Job, result: Any, error: BaseException | None) -> None:
        if job not in self._jobs:
            return
        self._jobs.remove(job)
        if job.writes:
            self.busy.emit(False)
        if error is None:
            job.done.emit(result)
        elif not isinstance(error, Cancelled):
            job.failed.emit(error)
        job.ended.emit()
        job.deleteLater()


class InlineRunner(Runner):
    """For tests: the work runs at once on the calling thread; the news comes at the next turn of the loop.

    (Not within `start`, so that a caller can connect to the job first, as with the real one.)
    """

    def _submit(self, work: Work, job: Job) -> None:
        QTimer.singleShot(0, self, lambda: self._work(work, job))
