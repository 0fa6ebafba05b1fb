"""对账单 before it is taken in: how it was understood, what is new, and the columns to be put right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from models.bank import imports, queries
from models.bank.imports import Asked, StatementPlan
from models.bank.tables import STATEMENT
from models.intake import seen as looking
from models.intake.cells import Book
from models.intake.headers import Header, find_header, letter
from models.kit.errors import Refused
from models.kit.money import yuan
from ui import theme
from ui.dialogs.form_dialog import FormDialog
from ui.navigation import Context
from ui.tables.columns import Draw, Pill, TableColumn
from ui.tables.list_source import ListSource
from ui.widgets.buttons import button, label
from ui.widgets.empty_state import EmptyState
from ui.widgets.facts import FactList
from ui.widgets.form import Field, Form
from ui.widgets.money_edit import MoneyEdit
from ui.widgets.record_table import RecordTable
from ui.widgets.text_edits import ChoiceEdit

COLUMNS = (
    TableColumn("row", "行", Draw.COUNT, 52),
    TableColumn("day", "日期", Draw.DAY, 92),
    TableColumn("words", "摘要", Draw.SENTENCE, 140, stretch=True),
    TableColumn("in", "收入(元)", Draw.MONEY, 96, total=True),
    TableColumn("out", "支出(元)", Draw.MONEY, 96, total=True),
    TableColumn("balance", "余额(元)", Draw.MONEY, 104),
    TableColumn("new", "", Draw.PILL, 64, tones={"新": "ok", "已有": "grey"}),
)


class StatementDialog(QDialog):
    """`StatementDialog(context, parent, book, asked)`, `show_plan(…)`; `plan` is what is taken."""

    def __init__(self, context: Context, parent: QWidget | None, book: Book, asked: Asked) -> None:
        super().__init__(parent)
        self.context, self.book, self.asked = context, book, asked
        self.plan: StatementPlan | None = None
        self.setWindowTitle("工会台账")
        theme.fix(self, 860, 600)
        self.facts = FactList(76)
        self.problem = label("", "error", wrap=True)
        empty = EmptyState("没有读出明细", "原因写在上面；列认错时点“列对应”。", mark="file-input")
        self.table = RecordTable(
            context, "bank.import", COLUMNS, ListSource(COLUMNS, {}), empty=empty, unit="笔"
        )
        self.columns = button(
            "列对应", "columns-3", self.choose_columns, tip="指出哪一列是日期、收入、支出、余额"
        )
        self.take = button("导入并勾对", "check", self.accept, kind="filled")
        self._assemble()

    def _assemble(self) -> None:
        head = theme.space(QHBoxLayout(), (20, 16, 20, 8), 10)
        head.addWidget(label("导入对账单", "heading"))
        head.addWidget(label(self.book.name, "facts"))
        head.addStretch(1)
        body = theme.space(QVBoxLayout(), (20, 0, 20, 12), 8)
        body.addWidget(self.facts)
        body.addWidget(self.problem)
        body.addWidget(self.table, 1)
        foot = theme.kind(QFrame(), "foot")
        row = theme.space(QHBoxLayout(foot), (20, 10, 20, 12), 8)
        row.addWidget(self.columns)
        row.addStretch(1)
        row.addWidget(button("取消 Esc", "", self.reject))
        row.addWidget(self.take)
        self.take.setDefault(True)
        column = theme.space(QVBoxLayout(self), gap=0)
        column.addLayout(head)
        column.addLayout(body, 1)
        column.addWidget(foot)

    def show_plan(self, found: StatementPlan | Refused) -> None:
        """How the file was understood; a refusal says why it was not."""
        self.plan = found if isinstance(found, StatementPlan) else None
        if isinstance(found, Refused):
            self.facts.show_facts([("没有读出", found.where or self.book.name)])
            self.problem.setText(f"{found.what}{found.remedy}")
            self.table.use_source(ListSource(COLUMNS, {}))
        else:
            self.facts.show_facts(_facts(found))
            said = "".join(found.warnings)
            asks = "有的列认不准，请点“列对应”核对。" if found.doubtful and not self.asked.columns else ""
            self.problem.setText(asks + said)
            self.table.use_source(ListSource(COLUMNS, _rows(found), unit="笔"))
        self.problem.setVisible(bool(self.problem.text()))
        sure = self.plan is not None and (not self.plan.doubtful or bool(self.asked.columns))
        self.take.setEnabled(sure)
        (self.take if sure else self.columns).setFocus()
        self.take.setText("导入并勾对" if self.plan is None or self.plan.fresh else "没有新的，关闭")

    # -- columns ----------------------------------------------------------------------------------

    def choose_columns(self) -> None:
        """列对应: which column is what, which account, and the opening balance where the file has none."""
        self.columns_box().exec()

    def columns_box(self) -> FormDialog:
        """The box, not yet shown."""
        headings = self._headings()
        choices = [("", "没有这一列"), *headings]
        fields = [
            Field(spec.key, spec.title, lambda: ChoiceEdit(choices), width=240) for spec in STATEMENT.fields
        ]
        known = [(one.code, f"{one.code} {one.name}") for one in queries.accounts(self.context.office.db)]
        fields.insert(0, Field("account", "账户", lambda: ChoiceEdit(known), width=240))
        fields.append(Field("opening", "期初余额", MoneyEdit, width=160, hint="对账单里没有余额时才填"))
        form = Form(fields)
        taken = self._taken()
        account = self.asked.account or (
            self.plan.account.code if self.plan else known[0][0] if known else ""
        )
        form.show_values({"account": account, "opening": self.asked.opening_fen,
                          **{spec.key: taken.get(spec.key, "") for spec in STATEMENT.fields}})  # fmt: skip
        box = FormDialog(self.context, self, "哪一列是什么", form, self._again, verb="重新读取", width=480)
        box.say("银行的“贷方”是收入，“借方”是支出。选好后会记住，下次同样的文件自动认出。")
        return box

    def _header(self) -> Header:
        """The headings of the plan, else of the longest sheet, its columns known by their words."""
        if self.plan is not None and self.plan.headers:
            return self.plan.headers[0][1]
        sheet = max(self.book.sheets, key=lambda one: len(one.rows))
        try:
            found = find_header(sheet, STATEMENT)
        except Refused:
            found = None
        return found or looking.unknown(sheet)

    def _headings(self) -> list[tuple[str, str]]:
        said = enumerate(self._header().headings)
        return [(letter(at), f"{letter(at)} 列　{text}" if text else f"{letter(at)} 列") for at, text in said]

    def _taken(self) -> dict[str, str]:
        return {key: letter(at) for key, at in self._header().columns.items()}

    def _again(self, values: Mapping[str, Any]) -> None:
        columns = {spec.key: values[spec.key] or "" for spec in STATEMENT.fields}
        changed = columns != {spec.key: self._taken().get(spec.key, "") for spec in STATEMENT.fields}
        chosen = columns if changed else self.asked.columns
        self.asked = replace(
            self.asked, account=values["account"], columns=chosen, opening_fen=values["opening"]
        )
        self.show_plan(imports.plan_statement(self.context.office, self.book, self.asked))


def _facts(plan: StatementPlan) -> list[tuple[str, Any]]:
    account = f"{plan.account.code} {plan.account.name}" + (f"　尾号 {plan.tail}" if plan.tail else "")
    layout = f"　版式：{plan.layout}" if plan.layout else ""
    taken = next(iter(plan.columns.values()), {})
    columns = "，".join(title if title == said else f"{title}＝{said}" for title, said in taken.items())
    return [
        ("账户", account + layout),
        ("期间", f"{plan.first_day} 至 {plan.last_day}，{len(plan.rows)} 笔，新的 {len(plan.fresh)} 笔"),
        ("余额", f"期初 {yuan(plan.opening_fen)} ＋ 收入 {yuan(plan.in_fen)} － 支出 {yuan(plan.out_fen)}"
                 f" ＝ 期末 {yuan(plan.closing_fen)}，逐笔相符"),
        ("列", columns),
        ("说明", "".join(plan.notes)),
    ]  # fmt: skip


def _rows(plan: StatementPlan) -> dict[int, tuple[Any, ...]]:
    fresh = {id(row) for row, _ in plan.fresh}
    return {
        at: (row.number, row.day, " ".join(part for part in (row.words, row.partner) if part),
             row.fen if row.fen > 0 else None, -row.fen if row.fen < 0 else None, row.balance_fen,
             Pill("新", "ok") if id(row) in fresh else Pill("已有", "grey"))
        for at, row in enumerate(plan.rows)
    }  # fmt: skip
