"""An eye on the reading process from outside: how much memory it holds, and whether it still works."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

# A library that finds no memory may wait for itself for ever. Seconds alone would take a machine that
# stood still for a moment (sleep, swapping) for such a hang: it must also have been looked at so often.
_PATIENCE = 3.0  # seconds
_LOOKS = 20


class Watch:
    """Looked at every tenth of a second."""

    def __init__(self, child: subprocess.Popen[bytes], most_memory: int) -> None:
        self.child = child
        self.most_memory = most_memory
        self._worked = -1
        self._since = 0.0
        self._looks = 0

    def out_of_memory(self, now: float) -> bool:
        """Whether the process took too much, or got no more and hangs. `now` in seconds of one clock."""
        if sys.platform == "win32":
            return _windows_memory(self.child) > self.most_memory
        return self._hangs(now)

    def _hangs(self, now: float) -> bool:
        """Asleep without having done anything since a while."""
        state, worked = _linux_work(self.child.pid)
        if state != "S" or worked != self._worked:
            self._worked, self._since, self._looks = worked, now, 0
            return False
        self._looks += 1
        return self._looks > _LOOKS and now - self._since > _PATIENCE


def _linux_work(pid: int) -> tuple[str, int]:
    """State letter and ticks of processor time; nothing where the system doesn't tell."""
    try:
        said = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return "", 0
    fields = said.rpartition(")")[2].split()
    return fields[0], int(fields[11]) + int(fields[12])


def _windows_memory(child: subprocess.Popen[bytes]) -> int:
    """Bytes in use, asked of Windows, which sets no limit itself; 0 elsewhere."""
    if sys.platform != "win32":
        return 0
    import ctypes
    from ctypes import wintypes

    class Counters(ctypes.Structure):
        """PROCESS_MEMORY_COUNTERS."""

        _fields_ = (
            ("cb", wintypes.DWORD),
            ("faults", wintypes.DWORD),
            *((f"size_{n}", ctypes.c_size_t) for n in range(8)),
        )

    counters = Counters()
    counters.cb = ctypes.sizeof(counters)
    ask = ctypes.windll.kernel32.K32GetProcessMemoryInfo
    handle = wintypes.HANDLE(int(child._handle))  # noqa: SLF001 - Windows gives it nowhere else
    ask(handle, ctypes.byref(counters), counters.cb)
    return int(counters.size_1)
