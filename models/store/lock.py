"""One writer per office file: a lock that the system gives back by itself when a process dies.

The lock file beside the office file also says who holds it, for the message to the second one.
"""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path
from typing import IO, Any

from models.kit.errors import Refused

_held: dict[Path, list[Any]] = {}  # path → [open file, how often taken] within this process


def take(path: Path) -> None:
    """Hold the office file for writing, again and again within one process. Refuses if another has it."""
    path = path.resolve()
    if path in _held:
        _held[path][1] += 1
        return
    place = _place(path)
    try:
        file = open(place, "a+", encoding="utf-8")  # noqa: SIM115  kept open: it is the lock
    except OSError as error:
        raise Refused("账套所在的文件夹写不进去。", str(path.parent), "请换到本机硬盘上的文件夹。") from error
    if not _try(file):
        holder = _holder(place)
        file.close()
        raise Refused(f"账套正在另一个窗口里使用{holder}。", str(path), "请先关掉那个窗口；只查看不受影响。")
    _sign(file)
    _held[path] = [file, 1]


def release(path: Path) -> None:
    """Give one hold back; the last one frees the file for others."""
    path = path.resolve()
    entry = _held.get(path)
    if entry is None:
        return
    entry[1] -= 1
    if entry[1]:
        return
    del _held[path]
    file = entry[0]
    file.seek(0)
    file.truncate()
    file.close()
    _place(path).unlink(missing_ok=True)


def is_held_here(path: Path) -> bool:
    """True when this very process holds the file."""
    return path.resolve() in _held


def _place(path: Path) -> Path:
    return path.with_name(path.name + ".lock")


def _try(file: IO[str]) -> bool:
    """Ask the system for the lock without waiting."""
    try:
        if os.name == "nt":
            import msvcrt

            # A byte far behind the text, so that the text stays readable for the message.
            file.seek(4096)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _sign(file: IO[str]) -> None:
    file.seek(0)
    file.truncate()
    file.write(json.dumps({"pid": os.getpid(), "host": socket.gethostname()}))
    file.flush()


def _holder(place: Path) -> str:
    try:
        said = json.loads(place.read_text(encoding="utf-8"))
        return f"（电脑 {said['host']}，进程 {said['pid']}）"
    except (OSError, ValueError, KeyError, TypeError):
        return ""
