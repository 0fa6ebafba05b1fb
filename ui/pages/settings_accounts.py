"""Settings › 科目: the chart of accounts; sub-accounts are added, renamed, ended, the unused hidden."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from models import settings
from models.ledger import chart, conversion, marks, queries
from models.ledger.records import Account
from ui import theme
from ui.dialogs.form_dialog import FormDialog
from ui.dialogs.new_account import ask_account
from ui.tables.columns import Draw, Link, TableColumn
from ui.tables.list_source import ListSource
from ui.widgets.buttons import button, switch_off
from ui.widgets.day_edit import MonthEdit
from ui.widgets.filter_strip import Filter
from ui.widgets.form import Field, Form
from ui.widgets.page import PageWidget
from ui.widgets.record_table import RecordTable
from ui.widgets.setting_part import SettingPart
from ui.widgets.text_edits import CheckEdit

KINDS = {"asset": "资产", "liability": "负债", "net": "净资产", "income": "收入", "expense": "支出"}
COLUMNS = (
    TableColumn("code", "编码", Draw.CODE, 92),
    TableColumn("name", "科目", Draw.SENTENCE, 170, stretch=True),
    TableColumn("kind", "类别", Draw.TEXT, 76),
    TableColumn("side", "余额方向", Draw.TEXT, 84),
    TableColumn("origin", "来源", Draw.TEXT, 92),
    TableColumn("valid", "有效期", Draw.TEXT, 148, quiet=True),
    TableColumn("state", "状态", Draw.PILL, 88, tones={"在用": "ok", "未启用": "grey", "已停用": "grey"}),
    TableColumn("verbs", "处理", Draw.LINKS, 164, sortable=False),
)


class AccountsPart(SettingPart):
    """All accounts, those in use first to see; the verbs add below, change or stop."""

    KEY, TITLE, ICON = "accounts", "科目", "list"
    NOTE = "《工会会计制度》规定的科目不能改名，可以加下级；填凭证时只列出在用的末级科目。"

    def __init__(self, page: PageWidget) -> None:
        super().__init__(page)
        self._chart: dict[int, Account] = {}
        self.table = RecordTable(
            page.context,
            "accounts",
            COLUMNS,
            ListSource(COLUMNS, {}, unit="个科目"),
            search="编码、名称",
            filters=(
                Filter("kind", "全部类别", tuple(KINDS.items())),
                Filter("state", "全部状态", (("在用", "只看在用"), ("未启用", "只看未启用")), 136),
            ),
            unit="个科目",
        )
        self.table.title = lambda: "会计科目表"
        self.table.verb.connect(self._do)
        self.table.menu = self._menu
        self.table.strip.choose("state", "在用")
        self.strict = CheckEdit("制单人和审核人必须是两个人")
        self.strict.setToolTip("不勾时同一个人可以制单和审核，只提醒")
        self.strict.clicked.connect(self._set_strict)
        self.joins = button("新旧制度衔接", "shuffle", self.join_charts)
        self.table_of = button("新旧科目对照表", "file-text", self.show_table)
        self.add_action(self.joins, self.table_of, button("加科目", "plus", lambda: self.add_below(None)))
        row = theme.space(QHBoxLayout(), gap=8)
        row.addWidget(self.table.strip, 1)
        row.addWidget(button("导出 Excel", "file-spreadsheet", self.table.export))
        self.column.addLayout(row)
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self.strict)

    def reload(self) -> None:
        db = self.context.office.db
        self._chart = {account.id: account for account in queries.accounts(db)}
        month = f"{self.context.office.today():%Y-%m}"
        rows = {key: _shown(account, month) for key, account in self._chart.items()}
        self.table.use_source(ListSource(COLUMNS, rows, _fits, "个科目"))
        both = len({account.chart for account in self._chart.values()}) > 1
        self.joins.setVisible(both)
        self.table_of.setVisible(both or conversion.was_made(db))
        self.strict.set_value(marks.is_strict(db))
        actor = self.context.office.actor
        switch_off(self.strict, "" if actor.may_write else "您只能看，不能改设置。")

    # -- acts -------------------------------------------------------------------------------------

    def add_below(self, key: int | None) -> None:
        """One more sub-account; without a key the box asks below which."""
        above = self._chart[key] if key is not None else None
        made = ask_account(self.context, self.window(), above)
        if made is not None:
            one = chart.account(self.context.office.db, made)
            self.context.toast(f"已添加科目 {one.code} {one.full_name}")

    def turn(self, key: int) -> None:
        """停用 or 启用."""
        account = self._chart[key]
        verb = "启用" if account.hidden else "停用"
        title = f"{verb}科目：{account.code} {account.full_name}"
        self.write(
            title,
            lambda c: settings.hide_account(c, key, not account.hidden),
            f"已{verb}“{account.full_name}”",
        )

    def edit(self, key: int) -> FormDialog:
        """Name and last month of a sub-account of one's own."""
        one = self._chart[key]
        month = f"{self.context.office.today():%Y-%m}"
        form = Form(
            [
                Field("name", "名称", required=True),
                Field("last", "用到哪个月", lambda: MonthEdit(month, "一直用就空着"), width=180,
                      hint="以后的凭证不能再用它，以前的照样看得到"),
            ],
            label_width=84,
        )  # fmt: skip
        form.show_values({"name": one.name, "last": one.valid_to})

        def save(values: Mapping[str, Any]) -> None:
            with self.context.office.change(f"修改科目：{one.code} {one.full_name}") as change:
                if values["name"].strip() != one.name:
                    chart.rename_account(change, key, values["name"])
                if values["last"] != one.valid_to:
                    chart.end_account(change, key, values["last"])
            self.context.toast(f"已修改科目 {one.code} {values['name']}")

        box = FormDialog(self.context, self.window(), f"{one.code} {one.full_name}", form, save, width=460)
        box.field_of = lambda no: "last" if no.where == "last" or "月" in no.what else "name"
        return box

    def drop(self, key: int) -> None:
        """Take a sub-account away that nothing uses."""
        one = self._chart[key]
        title = f"删除科目：{one.code} {one.full_name}"
        self.write(title, lambda c: chart.drop_account(c, key), f"已删除“{one.full_name}”")

    def join_charts(self) -> None:
        """新旧制度衔接: the voucher of 31 December 2021."""
        if not self.context.say.confirm(
            "把 2021 年末的余额转到新制度的科目吗？",
            "会在 2021年12月31日 填一张衔接凭证并记账，按新旧科目对照表逐个转入。",
            "做衔接凭证",
        ):
            return
        self.write("新旧会计制度衔接", conversion.carry, "已做衔接凭证，可以打印新旧科目对照表", undo=False)

    def show_table(self) -> None:
        """新旧科目余额对照表."""
        self.context.open_page("reports", report="chart-conversion")

    def _set_strict(self, on: bool) -> None:
        value = "1" if on else "0"
        said = "制单和审核必须是两个人" if on else "同一个人可以制单和审核，只提醒"
        self.write("设置审核规则", lambda c: settings.put(c, marks.STRICT, value), said)

    def _do(self, key: int, verb: str) -> None:
        if verb == "edit":
            self.edit(key).exec()
        else:
            {"add": self.add_below, "turn": self.turn, "drop": self.drop}[verb](key)

    def _menu(self, key: int) -> list[tuple[str, str, Any]]:
        one = self._chart[key]
        acts: list[tuple[str, str, Any]] = [("加下级科目", "plus", lambda: self.add_below(key))]
        acts.append(("看明细账", "book-open", lambda: self.context.open_page("books", account=key)))
        if not one.locked:
            acts.append(("改名、停用月份", "pencil", lambda: self.edit(key).exec()))
            acts.append(("删除科目", "trash-2", lambda: self.drop(key)))
        return acts


def _shown(account: Account, month: str) -> tuple[object, ...]:
    ended = account.valid_to is not None and account.valid_to < month
    turn = Link("启用" if account.hidden else "停用", "turn")
    links = [turn] if account.hidden or ended else [Link("加下级", "add"), turn]
    if not account.locked:
        links = [Link("修改", "edit"), *links]
    until = f" 至 {account.valid_to}" if account.valid_to else " 起"
    return (
        account.code,
        "　" * (account.level - 1) + account.name,
        KINDS[account.kind],
        "借" if account.side == "debit" else "贷",
        f"{account.chart} 年制度" if account.locked else "本单位",
        f"{account.valid_from}{until}",
        "未启用" if account.hidden else "已停用" if ended else "在用",
        tuple(links),
    )


def _fits(row: tuple[object, ...], key: str, value: object) -> bool:
    return row[2] == KINDS[str(value)] if key == "kind" else row[6] == value
