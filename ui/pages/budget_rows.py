"""The lines of a budget as rows of a list: columns, what can be typed, a line as it is entered."""

from __future__ import annotations

from typing import Any

from models.budget.records import EXPENSE, SIDES, SOURCES, LinePlan, Planned
from ui.tables.columns import Draw, TableColumn
from ui.widgets.cell_edit import CellEditing

COLUMNS = (
    TableColumn("side", "收支", Draw.PILL, 64, tones={"收入": "ok", "支出": "info"}, sortable=False),
    TableColumn("account", "科目", Draw.SENTENCE, 150, sortable=False),
    TableColumn("name", "项目", Draw.SENTENCE, 128, sortable=False),
    TableColumn("heads", "人数", Draw.COUNT, 58, sortable=False),
    TableColumn("standard", "标准(元)", Draw.MONEY, 82, sortable=False),
    TableColumn("times", "次数", Draw.COUNT, 54, sortable=False),
    TableColumn("fen", "本年预算(元)", Draw.MONEY, 110, sortable=False, bold=True),
    TableColumn("last_budget", "上年预算(元)", Draw.MONEY, 104, sortable=False, quiet=True),
    TableColumn("last_done", "上年执行(元)", Draw.MONEY, 104, sortable=False, quiet=True),
    TableColumn("source", "资金来源", width=84, sortable=False),
    TableColumn("basis", "测算依据", Draw.SENTENCE, 120, stretch=True, sortable=False),
)
TYPED = {
    "name": CellEditing.TEXT,
    "heads": CellEditing.COUNT,
    "standard": CellEditing.MONEY,
    "times": CellEditing.COUNT,
    "fen": CellEditing.MONEY,
    "basis": CellEditing.TEXT,
}


def plan_of(one: Planned) -> LinePlan:
    """A stored line as it is entered."""
    line, amount = one.line, one.amount
    return LinePlan(
        line.account,
        amount.fen,
        line.name,
        line.unit,
        line.activity,
        line.earmark,
        amount.heads,
        amount.standard_fen,
        amount.times,
        amount.source,
        amount.basis,
        amount.reason,
    )


def row_of(one: Planned) -> tuple[Any, ...]:
    """The cells of a line, and its tone after the last one."""
    line, amount = one.line, one.amount
    return (
        SIDES[line.side],
        line.place,
        line.short,
        amount.heads,
        amount.standard_fen,
        amount.times,
        amount.fen,
        one.last_budget_fen or None,
        one.last_done_fen or None,
        SOURCES[amount.source] if line.side == EXPENSE else "",
        amount.basis,
        "other" if one.before_fen and one.before_fen != amount.fen else "",
    )
