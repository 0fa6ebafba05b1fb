"""One writer per office file: a lock that the system gives back by itself when a process dies.

The lock file beside the office file also says who holds it, for the message to the second one.
"""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path
from typing import IO, Any

from models.kit import disk
from models.kit.errors import Refused

_one_at_a_time = threading.Lock()  # the window and its worker thread open and close the same file
_held: dict[Path, list[Any]] = {}  # path → [open file, how often taken] within this process


def take(path: Path) -> None:
    """Hold the office file for writing, again and again within one process. Refuses if another has it."""
    path = path.resolve()
    with _one_at_a_time:
        if path in _held:
            _held[path][1] += 1
        else:
            _held[path] = [_locked(path), 1]


def release(path: Path) -> None:
    """Give one hold back; the last one frees the file for others."""
    path = path.resolve()
    with _one_at_a_time:
        entry = _held.get(path)
        if entry is None:
            return
        entry[1] -= 1
        if not entry[1]:
            del _held[path]
            _give_back(entry[0], _place(path))


def _locked(path: Path) -> IO[str]:
    """The lock file, locked and signed."""
    place = _place(path)
    while True:
        try:
            file = open(place, "a+", encoding="utf-8")  # noqa: SIM115  kept open: it is the lock
        except OSError as error:
            raise Refused(
                "账套所在的文件夹写不进去。", str(path.parent), "请换到本机硬盘上的文件夹，或以只读方式查看。"
            ) from error
        if not _try(file):
            holder = _holder(place)
            file.close()
            raise Refused(
                f"账套正在另一个窗口里使用{holder}。", str(path), "请先关掉那个窗口；只查看不受影响。"
            )
        if _is_still(file, place):
            break
        file.close()  # its holder removed it between our opening and our locking
    try:
        _sign(file)
    except OSError as error:
        file.close()
        raise Refused(
            "账套所在的磁盘写不进去，可能满了。", str(path.parent), "请腾出空间后再试一次。"
        ) from error
    return file


def _is_still(file: IO[str], place: Path) -> bool:
    """Whether the locked file is the one that others will find. Windows removes no file that is open."""
    if os.name == "nt":
        return True
    try:
        return os.path.samestat(os.fstat(file.fileno()), place.stat())
    except OSError:
        return False


def _give_back(file: IO[str], place: Path) -> None:
    """Remove the lock file while it is still locked, where the system allows that; then let go."""
    if os.name != "nt":
        disk.discard(place)
    file.close()
    if os.name == "nt":
        disk.discard(place)  # stays when another window has opened it meanwhile: it is only a file


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
            file.seek(1 << 30)
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
    file.write(json.dumps({"pid": os.getpid(), "host": _computer()}))
    file.flush()


def _computer() -> str:
    """This computer's name; asking `socket` for it would cost the start as much as opening the file."""
    return os.environ.get("COMPUTERNAME", "") if os.name == "nt" else os.uname().nodename


def _holder(place: Path) -> str:
    try:
        said = json.loads(place.read_text(encoding="utf-8"))
        return f"（电脑 {said['host']}，进程 {said['pid']}）"
    except (OSError, ValueError, KeyError, TypeError):
        return ""
