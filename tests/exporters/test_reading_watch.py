"""A reading process that hangs is told from a machine that stood still."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest

from exporters import reading_watch


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells its memory instead")
def test_a_machine_that_stood_still_is_no_hanging_process(monkeypatch):
    monkeypatch.setattr(reading_watch, "_linux_work", lambda pid: ("S", 3))
    watch = reading_watch.Watch(SimpleNamespace(pid=1), 1)
    assert not watch.out_of_memory(0.0)
    assert not watch.out_of_memory(9.0)  # asleep for nine seconds, together with everything else
    assert any(watch.out_of_memory(9.0 + look / 10) for look in range(40))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells its memory instead")
def test_a_process_that_works_is_never_said_to_hang(monkeypatch):
    work = iter(range(100))
    monkeypatch.setattr(reading_watch, "_linux_work", lambda pid: ("S", next(work)))
    watch = reading_watch.Watch(SimpleNamespace(pid=1), 1)
    assert not any(watch.out_of_memory(look / 5) for look in range(50))
