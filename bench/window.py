"""Start, memory and long lists of the window, in processes of their own, offscreen."""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
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
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from ui import app as program
from ui.memory import Memory
qt = program.prepare([])
from ui import theme
theme.apply(qt, 100)
from models.office import Office
window = program.make_window(Office.open(Path(sys.argv[1])), Memory(None))
window.resize(1366, 768); window.show(); qt.processEvents(); window.grab()
heavy = [m for m in ('openpyxl', 'reportlab', 'sqlite_utils', 'pypinyin', 'python_calamine', 'pypdfium2', 'numpy', 'PIL') if m in sys.modules]
import resource, json
print(json.dumps({'heavy': heavy, 'rss': resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
sys.stdout.flush()
import os; os._exit(0)
"""


def _child(code: str, *arguments: str) -> tuple[float, str]:
    """Processor milliseconds and output of a fresh interpreter."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "UNION_OFFICE_HOME": str(books.folder())}
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, env=env, capture_output=True, text=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(done.stderr)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent * 1000, done.stdout


def start() -> list[Result]:
    """A usable window on the demo office against a bare one; nothing heavy is loaded."""
    from models import demo

    path = books.folder() / "demo.union"
    if not path.exists():
        demo.make(path)
    _child(BARE), _child(OURS, str(path))
    bare, ours, heavy = [], [], []
    for _ in range(7):
        bare.append(_child(BARE)[0])
        spent, said = _child(OURS, str(path))
        ours.append(spent)
        heavy = json.loads(said)["heavy"]
    ratio = statistics.median(a / b for a, b in zip(ours, bare, strict=True))
    return [
        Result("start to a usable window", statistics.median(ours), statistics.median(bare), ratio, 1.5),
        Result(f"heavy libraries at first paint {heavy or ''}", 0, 0, len(heavy), 0, "libraries"),
    ]


def memory(path: Path) -> Result:
    """Peak memory of the window with a 20-year book."""
    _, said = _child(OURS, str(path))
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
