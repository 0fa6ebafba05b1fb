"""An office file for the calendar's tests, on 5 March 2026."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from models.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A new office whose book begins in January 2026."""
    with Office.create(tmp_path / "某某中学.union", "某某中学", "2026-01", "周晓梅") as made:
        made.clock = lambda: datetime(2026, 3, 5, 9)
        yield made
