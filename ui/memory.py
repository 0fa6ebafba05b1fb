"""What the window remembers between two days: a small JSON file, and never a reason not to start."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

STATE_FILE = "window.json"
RECENT = 6


def data_folder() -> Path:
    """The folder for window state and logs; `UNION_OFFICE_HOME` moves it. It is made when it is missing."""
    chosen = os.environ.get("UNION_OFFICE_HOME")
    if chosen:
        folder = Path(chosen)
    elif sys.platform == "win32":
        folder = Path(os.environ.get("APPDATA", str(Path.home()))) / "UnionOffice"
    else:
        folder = Path(os.environ.get("XDG_DATA_HOME", str(Path.home() / ".local/share"))) / "union-office"
    with suppress(OSError):  # a home that can't be written: nothing is remembered, and nothing breaks
        folder.mkdir(parents=True, exist_ok=True)
    return folder


class Memory:
    """A dict of sections in one JSON file. A damaged file counts as empty; a full disk is no error."""

    def __init__(self, path: Path | None) -> None:
        self._path = path  # None: nothing is kept (tests)
        self._all = _read(path)

    def load(self, section: str) -> dict[str, Any]:
        """What was saved under this name, {} when there is nothing usable."""
        found = self._all.get(section)
        return dict(found) if isinstance(found, dict) else {}

    def save(self, section: str, values: dict[str, Any]) -> None:
        """Keep it and write the file aside, then rename."""
        if self._all.get(section) == values:
            return
        self._all[section] = values
        if self._path is not None:
            write_json(self._path, self._all)


def last_office() -> str:
    """The office file that was last open in the window, "" when there was none."""
    return str(Memory(data_folder() / STATE_FILE).load("office").get("path", ""))


def window_file() -> Path:
    """Where the window's memory lies."""
    return data_folder() / STATE_FILE


def recent_offices(memory: Memory) -> list[Path]:
    """The office files opened lately, the latest first."""
    recent = memory.load("office").get("recent")
    return [Path(path) for path in recent if isinstance(path, str)] if isinstance(recent, list) else []


def remember_office(memory: Memory, path: Path) -> None:
    """This one is open now."""
    recent = [str(path), *(str(old) for old in recent_offices(memory) if old != path)]
    memory.save("office", {"path": str(path), "recent": recent[:RECENT]})


def write_json(path: Path, values: dict[str, Any]) -> bool:
    """Write aside and rename, so that a crash leaves the old or the new file. False when the disk says no."""
    aside = path.with_name(path.name + ".part")
    try:
        aside.write_text(json.dumps(values, ensure_ascii=False, indent=1), encoding="utf-8")
        aside.replace(path)
    except OSError:
        return False
    return True


def _read(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
