"""What all tests share: a fresh office file that costs a copy, not a creation."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import settings

from models.office import Office
from tests.build import NOW, an_office

settings.register_profile("house", max_examples=40, derandomize=True, deadline=None)
settings.load_profile("house")

MEMORY, ROOM = Path("/dev/shm"), 3 << 30  # bytes free: with less the memory disk is left alone


def pytest_configure() -> None:
    """Thousands of small offices wait for no disk where memory has room for them, and for fewer sweeps."""
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def blank_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new office file that nobody changes; tests work on copies of it."""
    path = tmp_path_factory.mktemp("office") / "blank.union"
    an_office(path).close()
    return path


@pytest.fixture
def office(blank_office: Path, tmp_path: Path) -> Iterator[Office]:
    """A fresh office, open for writing; it is 2026-11-09."""
    path = tmp_path / "office.union"
    shutil.copyfile(blank_office, path)
    with Office.open(path) as opened:
        opened.clock = lambda: NOW
        yield opened


@pytest.fixture
def closed_office(blank_office: Path, tmp_path: Path) -> Path:
    """The path of a fresh office file that nobody has open."""
    path = tmp_path / "office.union"
    shutil.copyfile(blank_office, path)
    return path


@pytest.fixture(scope="module")
def fresh_office(
    blank_office: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[], Office]]:
    """Makes as many fresh offices as a property test asks for."""
    made: list[Office] = []

    def make() -> Office:
        path = tmp_path_factory.mktemp("fresh") / "office.union"
        shutil.copyfile(blank_office, path)
        while made:
            made.pop().close()
        made.append(Office.open(path))
        made[0].clock = lambda: NOW
        return made[0]

    yield make
    while made:
        made.pop().close()


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo office as of 2026-11-24; nobody changes it."""
    from models import demo

    path = tmp_path_factory.mktemp("demo") / "demo.union"
    demo.make(path, members=60, today=date(2026, 11, 24))
    return path


@pytest.fixture
def demo_office(demo_file: Path, tmp_path: Path) -> Iterator[Office]:
    """A copy of the demo office, open for writing on 2026-11-24."""
    path = tmp_path / "demo.union"
    shutil.copyfile(demo_file, path)
    with Office.open(path) as opened:
        opened.clock = lambda: datetime(2026, 11, 24, 9, 41)
        yield opened
