"""What all tests share: a fresh office file that costs a copy, not a creation."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.office import Office
from tests.build import NOW, an_office


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
