"""A list of 100,000 rows in the program's own list: first paint, one page down, sort. Runs in a child."""

from __future__ import annotations

import sqlite3
import statistics
import time
from array import array
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ui.tables.columns import Draw, TableColumn
from ui.tables.list_source import Filters, Order

COLUMNS = (
    TableColumn("number", "编号", Draw.TEXT, 90),
    TableColumn("name", "姓名", Draw.TEXT, 90),
    TableColumn("unit", "分工会", Draw.TEXT, 110),
    TableColumn("note", "说明", Draw.TEXT, 300),
    TableColumn("amount", "金额(元)", Draw.MONEY, 110, total=True),
)


class Source:
    """Rows of one table, sorted in SQL."""

    def __init__(self, path: Path) -> None:
        fresh = not path.exists()
        self.db = sqlite3.connect(path)
        if fresh:
            self.db.execute("create table t (id integer primary key, number, name, unit, note, amount)")
            rows = (
                (f"{n:06d}", f"会员{n % 977}", f"第{n % 9}分工会", f"第 {n} 笔的说明", n * 7919 % 100_000)
                for n in range(100_000)
            )
            self.db.executemany(
                "insert into t (number, name, unit, note, amount) values (?, ?, ?, ?, ?)", rows
            )
            self.db.execute("create index t_amount on t (amount)")
            self.db.commit()

    def count(self) -> int:
        """All rows."""
        return 100_000

    def ids(self, order: Order, filters: Filters) -> array[int]:
        """In SQL."""
        key, down = order
        column = key if key in ("number", "name", "unit", "note", "amount") else "id"
        query = f"select id from t order by {column}{' desc' if down else ''}, id"
        return array("q", (row[0] for row in self.db.execute(query)))

    def rows(self, ids: Sequence[int]) -> list[tuple[Any, ...]]:
        """By their ids."""
        marks = ",".join("?" * len(ids))
        found = {
            row[0]: row[1:] for row in self.db.execute(f"select * from t where id in ({marks})", list(ids))
        }
        return [found[one] for one in ids]

    def sums(self, filters: Filters) -> Mapping[str, Any]:
        """Over all."""
        return {"amount": self.db.execute("select sum(amount) from t").fetchone()[0], "": "100,000 行"}


def run(app: QApplication, path: Path) -> dict[str, float]:
    """Milliseconds: the bare query, first paint, a page down, a sort."""
    from ui import theme
    from ui.bus import Bus
    from ui.memory import Memory
    from ui.navigation import Context
    from ui.widgets.drafts import Drafts
    from ui.widgets.record_table import RecordTable

    theme.apply(app, 100)
    context = Context(None, None, Bus(), None, Memory(None), Drafts(None), "2026-11")  # type: ignore[arg-type]
    source = Source(path)
    query = _time(lambda: source.ids(("amount", False), {}))

    def first() -> None:
        table = RecordTable(context, "many", COLUMNS, source)
        table.resize(1200, 760)
        table.reload()
        table.show()
        app.processEvents()
        table.grab()
        tables.append(table)

    tables: list[RecordTable] = []
    first()
    paint = _time(first)
    view = tables[-1].view
    view.setFocus()
    steps = []
    for _ in range(20):
        start = time.process_time()
        QTest.keyClick(view, Qt.Key.Key_PageDown)
        app.processEvents()
        steps.append((time.process_time() - start) * 1000)

    ways = [Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder]

    def sort() -> None:
        ways.reverse()
        tables[-1].model.sort(4, ways[0])
        app.processEvents()

    return {"query": query, "paint": paint, "scroll": statistics.median(steps), "sort": _time(sort)}


def _time(work: Any) -> float:
    spent = []
    for _ in range(5):
        start = time.process_time()
        work()
        spent.append((time.process_time() - start) * 1000)
    return statistics.median(spent)
