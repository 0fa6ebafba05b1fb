"""预算 › 编制: the lines of a version, typed into the cells; sums and the balance run along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.budget import actions, drafting, planning, queries, rules
from models.budget.records import (
    APPROVED,
    BLOCK,
    DRAFT,
    EXPENSE,
    INCOME,
    PUBLISHED,
    REVIEWED,
    SIDES,
    STATES,
    LinePlan,
    Planned,
    Version,
)
from ui import theme
from ui.dialogs import budget_boxes
from ui.pages.budget_rows import COLUMNS, TYPED, plan_of, row_of
from ui.pages.budget_view import BudgetView
from ui.tables.columns import Pill
from ui.tables.list_source import ListSource
from ui.widgets.buttons import button, link, switch_off
from ui.widgets.cell_edit import CellEditing
from ui.widgets.empty_state import EmptyState
from ui.widgets.pill import PillLabel
from ui.widgets.record_table import RecordTable
from ui.widgets.sentence import Sentence

if TYPE_CHECKING:
    from ui.pages.budget import BudgetPage

_TONES = {"draft": "grey", "reviewed": "info", "approved": "ok", "published": "ok"}
_SHOWN = 3  # findings under the list; all of them in a box


class PlanView(BudgetView):
    """Typing into 人数, 标准, 次数 reckons the amount; typing an amount alone forgets them."""

    KEY, TITLE = "plan", "编制"

    def __init__(self, page: BudgetPage) -> None:
        super().__init__(page)
        self.version: Version | None = None
        self.planned: dict[int, Planned] = {}
        self.found: tuple[Any, ...] = ()
        self.pill = PillLabel(Pill("", "grey"))
        self.words = Sentence("", "facts")
        self.table = RecordTable(
            self.context,
            "budget.plan",
            COLUMNS,
            ListSource(COLUMNS, {}),
            cells=True,
            frozen=2,
            unit="项",
            tint=lambda row: row[len(COLUMNS)],
            empty=self._empty(),
        )
        self.table.title = lambda: f"{self.budget.year}年预算"
        self.table.sum_lines(self._sums)
        self.table.menu = self._menu
        self.table.opened.connect(self._edit)
        self.cells = CellEditing(self.table, TYPED)
        self.cells.locked = self._why_closed
        self.cells.seed = self._seed
        self.cells.typed.connect(self._typed)
        self.cells.refused.connect(lambda why: self.context.toast(why, icon="circle-alert"))
        self._assemble()

    def _empty(self) -> EmptyState:
        self.new = button("新建预算", "file-plus-2", self.begin)
        self.copy = button("照去年编", "copy", self.begin_from_last_year)
        self.take = button("导入预算表", "file-input", self.import_file)
        return EmptyState(
            "这一年还没有预算", "可以照去年的项目编，也可以从 Excel 导入。", [self.new, self.copy, self.take]
        )

    def _assemble(self) -> None:
        self.strip.addWidget(self.pill)
        self.strip.addWidget(self.words)
        self.strip.addStretch(1)
        self.add = button("添一项", "plus", self.add_line, keys="Ins", tip="添一项预算（Ins）")
        self.back = button("退回草案", "undo-2", self.back_to_draft, tip="审议后还要改")
        self.again = button(
            "导入预算表", "file-input", self.import_file, tip="从 Excel 导入，换掉草案里的各项"
        )
        self.drop = button("删除草案", "trash-2", self.drop_version)
        self.print = button("打印预算表", "printer", lambda: self.print_report("budget"), keys="Ctrl+P")
        self.notes = button("编制说明", "file-text", lambda: self.print_report("budget-notes"))
        self.changes = button("调整表", "file-check", lambda: self.print_report("budget-adjustment"))
        self.export = button("导出 Excel", "file-spreadsheet", self.table.export)
        self.reckon = button(
            "测算收入", "calculator", self.fill_reckoned, tip="按会员应缴和工资总额算会费、拨缴收入"
        )
        self.adjust = button("预算调整", "shuffle", self.begin, tip="照现在的预算编一份调整")
        self.step = button("审议通过", "check", self.next_step, kind="filled")
        for each in (
            self.add,
            self.reckon,
            self.again,
            self.back,
            self.drop,
            self.notes,
            self.changes,
            self.print,
            self.export,
            self.adjust,
            self.step,
        ):
            self.strip.addWidget(each)
        self.column.addWidget(self.table, 1)
        self._assemble_foot()

    def _assemble_foot(self) -> None:
        """The balance in one sentence, then what the rules say."""
        foot = theme.space(QHBoxLayout(), gap=8)
        self.balance = PillLabel(Pill("平衡", "ok", "check"))
        self.said = Sentence("", "")
        self.more = link("", self.show_findings, "list-checks")
        self.start = link("动用结转结余、名册日期", self.edit_head, "pencil")
        self.foot = (self.balance, self.said)
        foot.addWidget(self.balance)
        foot.addWidget(self.said, 1)
        foot.addWidget(self.more)
        foot.addWidget(self.start)
        self.column.addLayout(foot)
        self.told = [Sentence("", "note") for _ in range(_SHOWN)]
        below = theme.space(QVBoxLayout(), gap=2)
        for line in self.told:
            below.addWidget(line)
        self.column.addLayout(below)

    # -- showing ----------------------------------------------------------------------------------

    def reload(self) -> None:
        db = self.context.office.db
        self.version = queries.latest(db, self.budget.year)
        rows = planning.planned(db, self.version) if self.version else []
        self.planned = {one.line.id: one for one in rows}
        self.table.use_source(ListSource(COLUMNS, {key: row_of(one) for key, one in self.planned.items()}))
        self._show_state()
        self._show_findings()

    def _show_state(self) -> None:
        one, closed = self.version, self.why_locked()
        always: tuple[QWidget, ...] = (self.pill, self.words, self.print, self.notes, self.export)
        for part in (*always, *self.foot):
            part.setVisible(one is not None)
        for part in (self.add, self.reckon, self.again, self.drop, self.start):
            part.setVisible(one is not None and not one.locked)
        self.step.setVisible(one is not None and one.state != PUBLISHED)
        self.adjust.setVisible(one is not None and one.locked)
        self.back.setVisible(one is not None and one.state == REVIEWED)
        self.changes.setVisible(one is not None and one.version > 0)
        for each in (self.new, self.copy, self.take):
            switch_off(each, closed)
        if one is None:
            return
        self.pill.show_pill(Pill(f"{one.name} {STATES[one.state]}", _TONES[one.state]))
        self.words.setText("　".join(filter(None, (one.document, str(one.approved_on or ""), one.reason))))
        steps = {DRAFT: "审议通过", REVIEWED: "批准", APPROVED: "公布"}
        self.step.setText(steps.get(one.state, ""))
        for each in (self.add, self.reckon, self.again, self.back, self.drop, self.adjust, self.step):
            switch_off(each, closed)

    def _show_findings(self) -> None:
        one = self.version
        self.found = ()
        if one is not None:
            db = self.context.office.db
            made = planning.case(db, one, list(self.planned.values()), self.context.office.today())
            self.found = rules.check(made, queries.rules(db))
            usable = one.use_carryover_fen + one.use_surplus_fen
            self.said.setText(rules.balance_words(made.total(INCOME), made.total(EXPENSE), usable))
            even = made.total(EXPENSE) <= made.total(INCOME) + usable
            word, tone, icon = ("平衡", "ok", "check") if even else ("赤字", "error", "circle-alert")
            self.balance.show_pill(Pill(word, tone, icon))
        told = [each for each in self.found if each.code != "B01"]
        for at, line in enumerate(self.told):
            line.setVisible(at < len(told))
            line.setText(told[at].sentence if at < len(told) else "")
        self.more.setVisible(len(told) > _SHOWN)
        self.more.setText(f"看全部 {len(told)} 条提醒")

    def show_findings(self) -> None:
        """Everything that the rules say."""
        text = "\n".join(each.sentence for each in self.found)
        self.context.say.tell(f"{self.budget.year}年预算的核对结果", text)

    def _sums(self, _: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        found: list[Mapping[str, Any]] = []
        for side in (INCOME, EXPENSE):
            mine = [one for one in self.planned.values() if one.line.side == side]
            found.append(
                {
                    "": f"{SIDES[side]}合计 {len(mine)} 项",
                    "fen": sum(one.amount.fen for one in mine),
                    "last_budget": sum(one.last_budget_fen for one in mine),
                    "last_done": sum(one.last_done_fen for one in mine),
                }
            )
        return found

    def facts(self) -> str:
        return "各项预算，本年和上年对照"

    def first_focus(self) -> Any:
        return self.table.view

    def open(self, **where: Any) -> None:
        """line=12."""
        if "line" in where:
            self.budget.reload()
            self.table.select(int(where["line"]))

    # -- typing -----------------------------------------------------------------------------------

    def _why_closed(self) -> str:
        if self.version is not None and self.version.locked:
            return "预算已批准，要改请点“预算调整”。"
        return self.why_locked()

    def _seed(self, number: int, key: str) -> Any:
        one = self.planned[number]
        amount = one.amount
        return {
            "name": one.line.name,
            "heads": amount.heads,
            "standard": amount.standard_fen,
            "times": amount.times,
            "fen": amount.fen or None,
            "basis": amount.basis,
        }[key]

    def _typed(self, number: int, key: str, value: Any) -> None:
        one = self.planned[number]
        plan = plan_of(one)
        field = {"standard": "standard_fen"}.get(key, key)
        said: dict[str, Any] = {field: (value or 0) if key == "fen" else value}
        plan = replace(plan, **said)
        if key == "fen":
            plan = replace(plan, heads=None, standard_fen=None, times=None)
        elif plan.heads is not None and plan.standard_fen is not None:
            plan = replace(plan, fen=plan.heads * plan.standard_fen * (plan.times or 1))
        self._write_line(number, plan)

    def _write_line(self, number: int, plan: LinePlan) -> None:
        version = self.version
        if version is not None:
            title = f"改{self.budget.year}年预算：{self.planned[number].line.title}"
            self.write(title, lambda change: actions.change_line(change, version.id, number, plan))

    # -- lines ------------------------------------------------------------------------------------

    def add_line(self) -> None:
        """Ins: a new line."""
        if self.version is not None and not self._why_closed():
            budget_boxes.line_box(self.context, self, self.version, None).exec()

    def _edit(self, number: int) -> None:
        if self.version is not None and not self._why_closed():
            budget_boxes.line_box(self.context, self, self.version, self.planned[number]).exec()

    def _menu(self, number: int) -> list[tuple[str, str, Any]]:
        if self.version is None or self._why_closed():
            return []
        return [
            ("改这一项", "pencil", lambda: self._edit(number)),
            ("删除这一项", "trash-2", lambda: self.drop_line(number)),
        ]

    def drop_line(self, number: int) -> None:
        """Take a line out."""
        version, one = self.version, self.planned[number]
        if version is not None and self.context.say.confirm(
            f"删除“{one.line.title}”？", "这一项的预算数会去掉。", "删除", danger=True
        ):
            title = f"删除{self.budget.year}年预算项：{one.line.title}"
            self.write(title, lambda change: actions.drop_line(change, version.id, number))

    # -- versions ---------------------------------------------------------------------------------

    def begin(self) -> None:
        """An empty draft, or an adjustment."""
        year = self.budget.year
        if self.write(f"编制{year}年预算", lambda change: actions.begin(change, year)):
            self.add_line() if not self.planned else None

    def begin_from_last_year(self) -> None:
        """Last year's lines and amounts."""
        year = self.budget.year
        self.write(f"照{year - 1}年编制{year}年预算", lambda c: drafting.begin_from_last_year(c, year))

    def fill_reckoned(self) -> None:
        """会费 and 拨缴 from what they are reckoned to be."""
        one = self.version
        found: list[int] = []
        if one is None or not self.write(
            f"测算{one.year}年收入预算", lambda change: found.append(drafting.fill_reckoned(change, one.id))
        ):
            return
        none = "还没有会员的计费工资，也没有工资总额，算不出来"
        self.context.toast(f"已测算 {found[0]} 项收入" if found[0] else none)

    def import_file(self) -> None:
        """From a table."""
        budget_boxes.import_budget(self.context, self.budget, self.budget.year)

    def edit_head(self) -> None:
        """Money of earlier years that is used, the roster day, the reason."""
        if self.version is not None:
            budget_boxes.head_box(self.context, self, self.version).exec()

    def drop_version(self) -> None:
        """Give the draft up."""
        one = self.version
        if one is not None and self.context.say.confirm(
            f"删除{self.budget.year}年{one.name}的草案？", "草案里的各项会去掉。", "删除", danger=True
        ):
            self.write(f"删除{one.year}年{one.name}草案", lambda change: actions.drop(change, one.id))

    def back_to_draft(self) -> None:
        """What was discussed is worked on again."""
        one = self.version
        if one is not None:
            self.write(
                f"{one.year}年{one.name}退回草案", lambda change: actions.back_to_draft(change, one.id)
            )

    def next_step(self) -> None:
        """Reviewed, approved, published, adjusted: whatever comes next."""
        one = self.version
        if one is None:
            return
        if one.state == DRAFT:
            title = f"审议{one.year}年{one.name}"
            self.write(title, lambda change: actions.review(change, one.id), "已记为审议通过")
        elif not one.locked:
            stops = [each for each in self.found if each.severity == BLOCK]
            if stops:
                self.context.say.tell("还不能批准", "\n".join(each.sentence for each in stops))
                return
            budget_boxes.approve_box(self.context, self, one).exec()
        else:
            title = f"公布{one.year}年{one.name}"
            self.write(title, lambda change: actions.publish(change, one.id), "已记为公布")
