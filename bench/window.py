"""Start, memory and long lists of the window, in processes of their own, offscreen."""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bench import books
from bench.measure import Result

ROOT = Path(__file__).resolve().parent.parent
BARE = """
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel('x'); label.resize(1200, 700); label.show(); app.processEvents(); label.grab()
"""
OURS = """
import json, os, resource, sys
import main
main.make_haste()
from ui import app as program
HEAVY = ('openpyxl', 'reportlab', 'sqlite_utils', 'pypinyin', 'python_calamine', 'pypdfium2', 'numpy', 'PIL')

def end(window):
    window.grab()
    heavy = [name for name in HEAVY if name in sys.modules]
    print(json.dumps({'heavy': heavy, 'rss': resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
    sys.stdout.flush()
    os._exit(0)

def go_on(window, go=program.after_first_paint):
    from PySide6.QtCore import QTimer
    go(window)
    look = QTimer(window)
    look.timeout.connect(lambda: end(window) if window.page.seen is not None else None)
    look.start(10)

program.after_first_paint = end if sys.argv[2] == 'shell' else go_on
main.main(sys.argv[1:2])
"""


def _child(code: str, *arguments: str) -> tuple[float, str]:
    """Processor milliseconds and output of a fresh interpreter."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "UNION_OFFICE_HOME": str(books.folder())}
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # people have compiled files from the second start on
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        timeout=60,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(done.stderr)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent * 1000, done.stdout


def start() -> list[Result]:
    """On the demo office against a bare window: the shell painted, with its navigation at work and the
    place of the page; and the home page with its figures, which come from the worker."""
    from models import demo

    path = books.folder() / "demo.union"
    if not path.exists():
        demo.make(path)
    commands = ((BARE,), (OURS, str(path), "shell"), (OURS, str(path), "home"))
    for command in commands:
        _child(*command)  # the first run writes compiled files
    bare, shell, home = zip(*([_child(*command)[0] for command in commands] for _ in range(7)), strict=True)
    heavy = json.loads(_child(*commands[1])[1])["heavy"]
    return [
        _times("start to a usable window", shell, bare, 1.5),
        _times("start to the home page with its figures", home, bare, 4.0),
        Result(f"heavy libraries at first paint {heavy or ''}", 0, 0, len(heavy), 0, "libraries"),
    ]


def _times(name: str, ours: Sequence[float], bare: Sequence[float], limit: float) -> Result:
    """The median of the paired ratios."""
    ratio = statistics.median(a / b for a, b in zip(ours, bare, strict=True))
    return Result(name, statistics.median(ours), statistics.median(bare), ratio, limit)


def memory(path: Path) -> Result:
    """Peak memory of the window with a 20-year book, home page included."""
    _, said = _child(OURS, str(path), "home")
    return Result("window with a 20-year book", 0, 0, json.loads(said)["rss"], 150, "MiB")


LIST = """
import json, sys, time
from pathlib import Path
from PySide6.QtWidgets import QApplication
app = QApplication([])
from bench import many
print(json.dumps(many.run(app, Path(sys.argv[1]))))
sys.stdout.flush()
import os; os._exit(0)
"""


def list_of_many() -> list[Result]:
    """A list of 100,000 rows: first paint and scrolling against a frame, sorting in SQL."""
    _, said = _child(LIST, str(books.folder() / "many.db"))
    figures = json.loads(said)
    return [
        Result(
            "100,000 rows: first paint",
            figures["paint"],
            figures["query"],
            figures["paint"] / figures["query"],
            12,
        ),
        Result("100,000 rows: one page down", figures["scroll"], 16.7, figures["scroll"] / 16.7, 1.5),
        Result(
            "100,000 rows: sort by a column",
            figures["sort"],
            figures["query"],
            figures["sort"] / figures["query"],
            4,
        ),
    ]
