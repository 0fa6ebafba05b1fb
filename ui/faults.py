"""What nobody foresaw: told in one box, written to a log in which numbers of people are masked."""

from __future__ import annotations

import re
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

LOG, LARGEST = "union-office.log", 1_000_000  # bytes; then a new log begins
_LONG_NUMBER = r"\d{5,}[\dXx]?"
_QUOTED = r"[\u3400-\u9fff\U00020000-\U0003ffff]{2,4}(?=['\"」”])"


def install(folder: Path, tell: Callable[[BaseException], None]) -> None:
    """Catch what no slot caught; `tell` shows the box. A fault while telling is only logged."""
    telling = threading.Event()

    def hook(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, fault, trace)
            return
        write(folder, fault)
        if not telling.is_set() and threading.current_thread() is threading.main_thread():
            telling.set()
            try:
                tell(fault)
            finally:
                telling.clear()

    sys.excepthook = hook
    threading.excepthook = lambda args: write(folder, args.exc_value) if args.exc_value else None


def write(folder: Path, fault: BaseException) -> None:
    """Append the masked trace; a full disk is no second fault."""
    path = folder / LOG
    try:
        if path.exists() and path.stat().st_size > LARGEST:
            path.replace(path.with_suffix(".old.log"))
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{datetime.now():%Y-%m-%d %H:%M:%S}\n{masked(fault)}\n")
    except OSError:
        return


def masked(fault: BaseException) -> str:
    """The trace without long numbers (ID, card, phone) and without names in quotes."""
    import traceback

    text = "".join(traceback.format_exception(fault))
    starred = re.sub(_LONG_NUMBER, lambda found: found[0][:2] + "*" * (len(found[0]) - 2), text)
    return re.sub(_QUOTED, "**", starred)
