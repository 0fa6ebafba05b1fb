"""The rooms around the books: closing checklist, budget, bank matching, invoices, and pages of a 20-year book."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from bench import books
from bench.measure import Result, growth
from models import closing
from models.bank.matching import match
from models.bank.records import Side
from models.budget.execution import execution
from models.documents import invoices
from models.documents.lists import InvoiceList
from models.documents.records import InvoiceFields
from models.office import Office

ROOT = Path(__file__).resolve().parent.parent
MONTH = "2010-06"  # in the small book as in the large one
PAGES = (
    "vouchers", "books", "statements", "closing", "budget", "bank", "papers", "claims", "assets", "levy",
    "guided", "members", "dues", "calendar", "imports", "backup", "log", "settings",
)  # fmt: skip


def checklist(large: int) -> list[Result]:
    """What stops the closing of one month, and a month of the budget's execution."""

    def asked(size: int) -> Callable[[], object]:
        office = Office.open(books.book(size), read_only=True)
        return lambda: closing.checklist(office.db, MONTH, date(2010, 12, 31))

    def executed(size: int) -> Callable[[], object]:
        office = Office.open(books.book(size), read_only=True)
        return lambda: execution(office.db, MONTH)

    small = 10_000
    return [
        growth(f"closing checklist of a month, {small:,} → {large:,} postings", asked, small, large, 0.3),
        growth(f"budget execution of a month, {small:,} → {large:,} postings", executed, small, large, 0.2),
    ]


def matching() -> Result:
    """A month's statement of so many lines against as many lines of the book."""
    start = date(2026, 1, 1)

    def both(size: int) -> Callable[[], object]:
        bank, book = [], []
        for at in range(size):
            fen = (1000 + at * 7919 % 50_000) * (-1 if at % 3 else 1)
            day = start + timedelta(days=at * 28 // size)
            who = f"某单位{at % 211}"
            bank.append(Side(at + 1, day, fen, "转账", who))
            book.append(Side(at + 1, day + timedelta(days=at % 4), fen, f"付{who}", who, voucher=at + 1))
        return lambda: match(bank, book, {})

    return growth("bank matching, 250 × 250 → 2,000 × 2,000 lines", both, 250, 2000, 1.4)


def invoice_list() -> list[Result]:
    """The list's first page with its sums, and taking one more invoice."""

    def first_page(size: int) -> Callable[[], object]:
        office = Office.open(_with_invoices(size), read_only=True)
        rows = InvoiceList(office.db)

        def work() -> None:
            ids = rows.ids(("day", True), {})
            rows.rows(ids[:200])
            rows.sums({})

        return work

    def one_more(size: int) -> Callable[[], object]:
        target = books.folder() / f"more-{size}.union"
        shutil.copyfile(_with_invoices(size), target)
        office = Office.open(target)
        turn = iter(range(10_000))

        def work() -> None:
            with office.change("登记发票") as change:
                invoices.add(change, _fields(900_000 + next(turn)), accepted="量速度")

        return work

    return [
        growth("list of invoices, 500 → 5,000", first_page, 500, 5000, 0.8),
        growth("taking one invoice, 500 → 5,000", one_more, 500, 5000, 0.3),
    ]


def _fields(at: int) -> InvoiceFields:
    return InvoiceFields(
        number=f"2611{at:016d}", kind="电子发票（普通发票）", day=date(2026, 1, 1) + timedelta(days=at % 300),
        seller=f"某商贸有限公司{at % 97}", buyer="账册", item="*文具*办公用品", total_fen=10_000 + at % 9000,
    )  # fmt: skip


def _with_invoices(count: int) -> Path:
    path = books.folder() / f"invoices-{count}.union"
    if path.exists():
        return path
    making = books.folder() / "making.union"
    making.unlink(missing_ok=True)
    with Office.create(making, "账册", "2026-01") as office, office.change("发票") as change:
        for at in range(count):
            invoices.add(change, _fields(at), accepted="量速度")
    making.rename(path)
    return path


_WALK = """
import json, os, sys, time
from pathlib import Path
from PySide6.QtCore import QEventLoop
from ui import app, theme
from ui.memory import Memory
from models.office import Office
qt = app.prepare([])
theme.apply(qt, 100)
office = Office.open(Path(sys.argv[1]))
window = app.make_window(office, Memory(None))
window.resize(1366, 768)
window.show()
worst = 0.0

def turns(seconds):
    global worst
    worst, end = 0.0, time.monotonic() + seconds
    while time.monotonic() < end or window.parts.runner._jobs:
        start = time.thread_time()
        qt.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 0)
        worst = max(worst, (time.thread_time() - start) * 1000)
        time.sleep(0.002)

turns(0.3)
app.after_first_paint(window)
turns(0.5)
window.context.set_period(sys.argv[2])
found = {}
for key in sys.argv[3].split(","):
    page = window.context.open_page(key)
    turns(0.3)
    spent = []
    for _ in range(3):
        start = time.thread_time()
        page.reload()
        own = (time.thread_time() - start) * 1000
        turns(0.2)
        spent.append(max(own, worst))
    found[key] = min(spent)
    window.context.close_page(page)
print(json.dumps(found))
sys.stdout.flush()
os._exit(0)
"""


def pages(large: int) -> list[Result]:
    """How long the window stands still when a page reads its office anew: the longest stretch, in ms of the
    window's thread. The limit of 50 ms holds on a quiet machine; 150 is what a busy one may make of it."""
    command = [sys.executable, "-c", _WALK, str(books.book(large)), "2026-06", ",".join(PAGES)]
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "UNION_OFFICE_HOME": str(books.folder())}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=300)
    if done.returncode:
        raise SystemExit(done.stderr)
    return [
        Result(f"page {key}, {large:,} postings", ms, 50, ms, 150, "ms at a stretch")
        for key, ms in json.loads(done.stdout.splitlines()[-1]).items()
    ]
