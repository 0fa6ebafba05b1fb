"""预算 › 规则: what is checked, how grave it is, from which figures on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.budget import queries
from models.budget.records import SEVERITIES, Rule
from ui.dialogs import budget_boxes
from ui.pages.budget_view import BudgetView
from ui.tables.columns import Draw, Pill, TableColumn
from ui.tables.list_source import ListSource
from ui.widgets.buttons import button, label, switch_off
from ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from ui.pages.budget import BudgetPage

COLUMNS = (
    TableColumn("code", "编号", Draw.CODE, 64, sortable=False),
    TableColumn("name", "规则", Draw.SENTENCE, 380, stretch=True, sortable=False),
    TableColumn(
        "severity",
        "轻重",
        Draw.PILL,
        76,
        sortable=False,
        tones={"阻止": "error", "提醒": "warn", "提示": "info", "不用": "grey"},
    ),
    TableColumn("figures", "数值", width=130, sortable=False),
    TableColumn("state", "核对", Draw.PILL, 76, sortable=False),
    TableColumn("basis", "依据", Draw.SENTENCE, 260, quiet=True, sortable=False),
)


class RulesView(BudgetView):
    """Enter changes a rule; those that nobody has confirmed yet are 待核."""

    KEY, TITLE = "rules", "规则"

    def __init__(self, page: BudgetPage) -> None:
        super().__init__(page)
        self.known: list[Rule] = []
        self.table = RecordTable(
            self.context, "budget.rules", COLUMNS, ListSource(COLUMNS, {}), row_height=34, unit="条"
        )
        self.table.title = lambda: "预算规则"
        self.table.opened.connect(self.edit)
        self.strip.addWidget(label("“阻止”的支出要写明理由才能记账，理由留给经审查看。", "note"))
        self.strip.addStretch(1)
        self.change = button("改这条规则", "pencil", self._edit_current, kind="filled")
        self.strip.addWidget(self.change)
        self.column.addWidget(self.table, 1)

    def reload(self) -> None:
        self.known = list(queries.rules(self.context.office.db).values())
        self.table.use_source(
            ListSource(COLUMNS, {at: _row(one) for at, one in enumerate(self.known)}, unit="条")
        )
        switch_off(self.change, self.why_locked())

    def edit(self, at: int) -> None:
        """The box of one rule."""
        if not self.why_locked():
            budget_boxes.rule_box(self.context, self, self.known[at]).exec()

    def _edit_current(self) -> None:
        at = self.table.current_id()
        if at is None:
            self.context.toast("还没有选规则", "先点一下要改的那一条", icon="circle-alert")
        else:
            self.edit(at)

    def facts(self) -> str:
        return "预算和执行按这些规则核对"

    def first_focus(self) -> Any:
        return self.table.view


def _row(one: Rule) -> tuple[Any, ...]:
    state = Pill("已核", "ok") if one.confirmed else Pill("待核", "warn")
    return (one.code, one.name, SEVERITIES[one.severity], _figures(one), state, one.basis)


def _figures(one: Rule) -> str:
    if one.code == "B10":
        return f"{one.param} 次"
    return " / ".join(f"{param / 100:g}%" for param in (one.param, one.param2) if param is not None)
