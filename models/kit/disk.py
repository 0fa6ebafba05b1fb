"""Files are put in place whole, so that a power cut or another program leaves the old or the new one."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path

_WAITS = (0.05, 0.1, 0.2, 0.4, 0.8)  # seconds between tries while another program holds the file


def flush(path: Path) -> None:
    """Wait until the bytes are on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def put(part: Path, target: Path) -> None:
    """Give a finished file its name. A spreadsheet program or a virus scanner may hold the target for a
    moment: it is tried for a second and a half. Raises `OSError`."""
    for wait in _WAITS:
        try:
            part.replace(target)
            break
        except PermissionError:
            time.sleep(wait)
    else:
        part.replace(target)
    if os.name != "nt":
        _flush_folder(target.parent)


def discard(path: Path) -> None:
    """Remove what is left of a file, if it can be; that it can't is no second error."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


def _flush_folder(folder: Path) -> None:
    """The new name too; some file systems can't, and have nothing to say about it."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
