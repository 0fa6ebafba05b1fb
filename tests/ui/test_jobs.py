"""The Runner: one worker, news on the window's thread, no lost `ended`, closing within a second."""

from __future__ import annotations

import sys
import threading
import time

import pytest
from pretended import FakeOffice
from PySide6.QtCore import QObject, QThread, Signal

from models.kit.errors import Refused
from ui.bus import Bus
from ui.jobs import InlineRunner, Runner


class Ear(QObject):
    """Writes down what a job says, and on which thread."""

    def __init__(self, job):
        super().__init__()
        self.heard, self.threads = [], set()
        job.stepped.connect(lambda done, total, text: self.note(("step", done, total)))
        job.done.connect(lambda value: self.note(("done", value)))
        job.failed.connect(lambda error: self.note(("failed", str(error))))
        job.ended.connect(lambda: self.note(("ended",)))

    def note(self, what):
        self.heard.append(what)
        self.threads.add(QThread.currentThread())

    @property
    def ended(self):
        return ("ended",) in self.heard


@pytest.fixture
def runner(qapp):
    made = Runner(FakeOffice)
    yield made
    made.close()
    qapp.processEvents()


def test_a_job_works_on_another_thread_and_answers_on_the_windows(runner, qtbot):
    ear = Ear(runner.start(lambda office, progress: threading.current_thread().name))
    qtbot.waitUntil(lambda: ear.ended)
    assert ear.heard == [("done", "job"), ("ended",)]
    assert ear.threads == {QThread.currentThread()}


def test_fifteen_jobs_in_a_row_each_end_once(runner, qtbot):
    for number in range(15):
        ear = Ear(runner.start(lambda office, progress, number=number: number))
        qtbot.waitUntil(lambda ear=ear: ear.ended)
        assert ear.heard == [("done", number), ("ended",)]


def test_many_jobs_at_once_all_end_in_their_order(runner, qtbot):
    order = []
    for number in range(30):
        job = runner.start(lambda office, progress, number=number: number)
        job.done.connect(order.append)
    qtbot.waitUntil(lambda: len(order) == 30)
    assert order == list(range(30))


def test_a_failure_reaches_the_page_as_it_is(runner, qtbot):
    def work(office, progress):
        raise Refused("2026年3月 已结账。", remedy="请改用更正凭证。")

    ear = Ear(runner.start(work))
    qtbot.waitUntil(lambda: ear.ended)
    assert ear.heard == [("failed", "2026年3月 已结账。请改用更正凭证。"), ("ended",)]


def test_a_cancelled_job_ends_without_done_or_failed(runner, qtbot):
    started = threading.Event()

    def work(office, progress):
        started.set()
        while True:
            progress.step(1, 100)
            time.sleep(0.001)

    job = runner.start(work)
    ear = Ear(job)
    assert started.wait(5)
    job.cancel()
    qtbot.waitUntil(lambda: ear.ended)
    assert {kind for kind, *_ in ear.heard} <= {"step", "ended"}


def test_progress_is_throttled_but_the_last_step_arrives(runner, qtbot):
    def work(office, progress):
        for number in range(1, 5001):
            progress.step(number, 5000)

    ear = Ear(runner.start(work))
    qtbot.waitUntil(lambda: ear.ended)
    steps = [what for what in ear.heard if what[0] == "step"]
    assert steps[-1] == ("step", 5000, 5000)
    assert len(steps) < 500


def test_a_second_writing_job_is_refused_until_the_first_is_done(runner, qtbot):
    gate = threading.Event()
    ear = Ear(runner.start(lambda office, progress: gate.wait(5), writes=True))
    assert runner.writing
    with pytest.raises(Refused):
        runner.start(lambda office, progress: None, writes=True)
    gate.set()
    qtbot.waitUntil(lambda: ear.ended)
    assert not runner.writing


def test_closing_waits_less_than_a_second_even_for_deaf_work(qapp):
    runner, release = Runner(FakeOffice), threading.Event()
    runner.start(lambda office, progress: release.wait(20))
    runner.start(lambda office, progress: None)
    before = time.monotonic()
    runner.close()
    waited = time.monotonic() - before
    release.set()
    qapp.processEvents()
    assert waited < 5  # generous: the machine may be busy; the wait itself is 0.8 s


def test_changes_of_a_job_reach_the_bus(runner, qtbot):
    def work(office, progress):
        for listener in office.listeners:
            listener(frozenset({"member"}))

    with qtbot.waitSignal(runner.changed) as told:
        runner.start(work)
    assert told.args == [frozenset({"member"})]


def test_pages_hear_of_a_jobs_changes_on_the_windows_thread(runner, qtbot):
    bus, heard = Bus(), []
    runner.changed.connect(bus.tell)
    bus.changed.connect(lambda tables: heard.append((tables, QThread.currentThread())))

    def work(office, progress):
        for listener in office.listeners:
            listener(frozenset({"dues"}))

    runner.start(work)
    qtbot.waitUntil(lambda: heard == [(frozenset({"dues"}), QThread.currentThread())])


def test_the_inline_runner_lets_the_caller_connect_first(qtbot):
    runner = InlineRunner(FakeOffice)
    ear = Ear(runner.start(lambda office, progress: 7))
    assert ear.heard == []
    qtbot.waitUntil(lambda: ear.ended)
    assert ear.heard == [("done", 7), ("ended",)]


class Bell(QObject):
    """A signal to emit often."""

    rung = Signal()


def test_emitting_signals_does_not_eat_references_to_true(qapp):
    bell = Bell()
    bell.rung.emit()
    before = sys.getrefcount(True)
    for _ in range(100):
        bell.rung.emit()
    assert abs(sys.getrefcount(True) - before) < 20
