"""预算 › 额度: what branches and groups may spend, and the page that their leader signs."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from models.budget import queries, quotas
from models.budget.records import Settlement, UnitQuota
from models.kit.days import month_end, month_words
from models.kit.shares import percent
from ui.dialogs import budget_boxes
from ui.dialogs.budget_spent import SpentDialog
from ui.pages.budget_view import BudgetView
from ui.tables.columns import Draw, Link, Pill, Share, TableColumn
from ui.tables.list_source import ListSource
from ui.widgets.buttons import button, label, switch_off
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from ui.pages.budget import BudgetPage

COLUMNS = (
    TableColumn("name", "分工会", width=120, stretch=True, sortable=False),
    TableColumn("leader", "负责人", width=84, quiet=True, sortable=False),
    TableColumn("heads", "人数", Draw.COUNT, 58, total=True, sortable=False),
    TableColumn("standard", "标准(元)", Draw.MONEY, 84, sortable=False),
    TableColumn("quota", "额度(元)", Draw.MONEY, 104, total=True, sortable=False),
    TableColumn("spent", "已用(元)", Draw.MONEY, 104, total=True, sortable=False),
    TableColumn("committed", "已批未付(元)", Draw.MONEY, 106, total=True, sortable=False),
    TableColumn("left", "余额(元)", Draw.MONEY, 104, total=True, bold=True, sortable=False),
    TableColumn("rate", "使用率", Draw.SHARE, 120, sortable=False),
    TableColumn("state", "结算", Draw.PILL, 104, sortable=False),
    TableColumn("todo", "处理", Draw.LINKS, 116, sortable=False),
)


class QuotasView(BudgetView):
    """Enter shows the lines of a unit; 结算单 prints its page, 签字 notes the signature."""

    KEY, TITLE = "quotas", "额度"

    def __init__(self, page: BudgetPage) -> None:
        super().__init__(page)
        self.known: dict[int, UnitQuota] = {}
        self.settled: dict[int, Settlement] = {}
        self.words = label("", "strong")
        self.table = RecordTable(
            self.context,
            "budget.quotas",
            COLUMNS,
            ListSource(COLUMNS, {}),
            tint=lambda row: row[len(COLUMNS)],
            empty=EmptyState("还没有分工会的额度", "在预算草案里按人数安排，批准后这里看使用和结算。"),
            unit="个",
        )
        self.table.title = lambda: f"{self.budget.year}年分工会额度"
        self.table.opened.connect(self.drill)
        self.table.verb.connect(self._do)
        self.strip.addWidget(self.words)
        self.strip.addStretch(1)
        self.lay = button("按人数安排额度", "calculator", self.lay_quotas)
        self.strip.addWidget(self.lay)
        self.strip.addWidget(
            button(
                "打印结算单",
                "printer",
                lambda: self.print_report("unit-settlement", self.month),
                tip="每个分工会一页",
            )
        )
        self.strip.addWidget(
            button(
                "打印额度表", "printer", lambda: self.print_report("unit-quotas", self.month), kind="filled"
            )
        )
        self.column.addWidget(self.table, 1)
        self.column.addWidget(
            label("支出的分录写了分工会，就算到它的额度里；借给分工会的钱在结清前也占额度。", "note")
        )

    def reload(self) -> None:
        db = self.context.office.db
        self.known = {one.unit: one for one in quotas.unit_quotas(db, self.month)}
        self.settled = {one.unit: one for one in queries.settlements(db, self.budget.year)}
        rows = {key: _row(one, self.settled.get(key)) for key, one in self.known.items()}
        self.table.use_source(ListSource(COLUMNS, rows, unit="个"))
        self.words.setText(f"到{month_words(self.month)}")
        draft = queries.draft(db, self.budget.year)
        why = self.why_locked() or ("" if draft else "先在“编制”里新建预算或预算调整。")
        switch_off(self.lay, why)

    def lay_quotas(self) -> None:
        """A line for every unit, in the draft."""
        draft = queries.draft(self.context.office.db, self.budget.year)
        if draft is not None:
            budget_boxes.quota_box(self.context, self, draft).exec()

    def drill(self, unit: int) -> None:
        """The lines that count on a unit's quota."""
        span = (date(self.budget.year, 1, 1), month_end(self.month))
        parts = quotas.unit_spent(self.context.office.db, unit, span)
        SpentDialog(self.context, self.window(), f"{self.known[unit].name}　额度支出", parts).exec()

    def _do(self, unit: int, key: str) -> None:
        one = self.known[unit]
        if key == "print":
            if not self.why_locked():
                self.write(f"{one.name}结算单", lambda change: quotas.settle(change, unit, self.month))
            self.print_report("unit-settlement", self.month, one.name)
        elif key == "sign" and not self.why_locked():
            budget_boxes.sign_box(self.context, self, self.settled[unit], one.leader).exec()

    def facts(self) -> str:
        return "分工会和小组的额度、支出和结算"

    def first_focus(self) -> Any:
        return self.table.view


def _row(one: UnitQuota, settled: Settlement | None) -> tuple[Any, ...]:
    rate = None
    if one.quota_fen:
        words = percent(one.spent_fen, one.quota_fen)
        tone = "error" if one.left_fen < 0 else "info"
        rate = Share(one.spent_fen * 10_000 // one.quota_fen, words, tone)
    todo = [Link("结算单", "print")]
    state: Any = ""
    if settled is not None and settled.signed_on is not None:
        state = Pill(f"已签 {settled.signed_on:%m-%d}", "ok", "check")
    elif settled is not None:
        state = Pill("等签字", "warn")
        todo.append(Link("签字", "sign"))
    return (
        one.name,
        one.leader,
        one.planned_heads if one.planned_heads is not None else one.heads,
        one.standard_fen,
        one.quota_fen,
        one.spent_fen,
        one.committed_fen,
        one.left_fen,
        rate,
        state,
        tuple(todo),
        "error" if one.left_fen < 0 else "",
    )
