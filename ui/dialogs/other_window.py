"""Opening another office file: in a window of its own, as each file has one."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QProcess

MAIN = Path(__file__).resolve().parents[2] / "main.py"


def open_in_window(path: Path) -> bool:
    """Start the program once more with this file; False when the system says no."""
    if getattr(sys, "frozen", False):
        return QProcess.startDetached(sys.executable, [str(path)])[0]
    return QProcess.startDetached(sys.executable, [str(MAIN), str(path)])[0]
