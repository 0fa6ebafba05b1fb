"""Settings › 科目: the chart of accounts; accounts out of use are hidden, sub-accounts added."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from models import settings
from models.kit.errors import Refused
from models.ledger import actions, queries
from models.ledger.records import Account
from ui import theme
from ui.tables.columns import Draw, Link, TableColumn
from ui.tables.list_source import ListSource
from ui.widgets.buttons import button, label
from ui.widgets.filter_strip import Filter
from ui.widgets.form import Field, Form
from ui.widgets.page import PageWidget
from ui.widgets.record_table import RecordTable
from ui.widgets.setting_part import SettingPart

KINDS = {"asset": "资产", "liability": "负债", "net": "净资产", "income": "收入", "expense": "支出"}
COLUMNS = (
    TableColumn("code", "编码", Draw.CODE, 100),
    TableColumn("name", "科目", Draw.SENTENCE, 220, stretch=True),
    TableColumn("kind", "类别", Draw.TEXT, 84),
    TableColumn("side", "余额方向", Draw.TEXT, 90),
    TableColumn("state", "状态", Draw.PILL, 96, tones={"在用": "ok", "未启用": "grey"}),
    TableColumn("verbs", "处理", Draw.LINKS, 140, sortable=False),
)


class AccountDialog(QDialog):
    """Code and name of one more sub-account."""

    def __init__(self, parent: QWidget, above: Account, code: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("添加下级科目")
        theme.fix(self, width=440)
        self.form = Form(
            [
                Field("code", "编码", required=True, width=160, check=_code(above.code)),
                Field("name", "名称", required=True, hint="例如“基本户”“困难补助”"),
            ]
        )
        self.form.show_values({"code": code})
        self.form.save_asked.connect(self.go)
        column = theme.space(QVBoxLayout(self), (20, 18, 20, 16), 14)
        column.addWidget(label(f"在“{above.full_name}”下添加", "heading"))
        column.addWidget(self.form)
        foot = theme.space(QHBoxLayout(), gap=8)
        foot.addStretch(1)
        foot.addWidget(button("取消", "", self.reject))
        foot.addWidget(button("添加科目", "plus", self.go, kind="filled"))
        column.addLayout(foot)
        self.form.box("name").setFocus()

    def go(self) -> None:
        """Take it when it is complete."""
        if self.form.valid():
            self.accept()


class AccountsPart(SettingPart):
    """All accounts, those in use first to see; the verbs add below or stop."""

    KEY, TITLE, ICON = "accounts", "科目", "list"
    NOTE = "2022 年《工会会计制度》的科目。填凭证时只列出在用的末级科目。"

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
                Filter("state", "在用和未启用", (("在用", "只看在用"), ("未启用", "只看未启用")), 136),
            ),
            unit="个科目",
        )
        self.table.title = lambda: "会计科目表"
        self.table.verb.connect(self._do)
        self.table.strip.choose("state", "在用")
        row = theme.space(QHBoxLayout(), gap=8)
        row.addWidget(self.table.strip, 1)
        row.addWidget(button("导出 Excel", "file-spreadsheet", self.table.export))
        self.column.addLayout(row)
        self.column.addWidget(self.table, 1)

    def reload(self) -> None:
        self._chart = {account.id: account for account in queries.accounts(self.context.office.db)}
        rows = {key: _shown(account) for key, account in self._chart.items()}
        self.table.use_source(ListSource(COLUMNS, rows, _fits, "个科目"))

    def add_below(self, key: int) -> None:
        """One more sub-account."""
        above = self._chart[key]
        dialog = AccountDialog(self.window(), above, settings.next_code(self.context.office.db, key))
        while dialog.exec() == QDialog.DialogCode.Accepted:
            values = dialog.form.values()
            try:
                with self.context.office.change(f"添加科目：{values['code']} {values['name']}") as change:
                    actions.add_account(change, values["code"], values["name"], key)
            except Refused as no:
                dialog.form.fail("code" if "编码" in no.what else "name", f"{no.what}{no.remedy}")
                continue
            self.context.toast(f"已添加科目 {values['code']} {values['name']}")
            return

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

    def _do(self, key: int, verb: str) -> None:
        self.add_below(key) if verb == "add" else self.turn(key)


def _shown(account: Account) -> tuple[object, ...]:
    turn = Link("启用" if account.hidden else "停用", "turn")
    return (
        account.code,
        "　" * (account.level - 1) + account.name,
        KINDS[account.kind],
        "借" if account.side == "debit" else "贷",
        "未启用" if account.hidden else "在用",
        (turn,) if account.hidden else (Link("加下级", "add"), turn),
    )


def _fits(row: tuple[object, ...], key: str, value: object) -> bool:
    return row[2] == KINDS[str(value)] if key == "kind" else row[4] == value


def _code(above: str) -> Callable[[str], str]:
    def check(code: str) -> str:
        if not (code.isascii() and code.isdigit()):
            return "编码只能是数字。"
        return "" if code.startswith(above) and len(code) > len(above) else f"要以 {above} 开头，并且更长。"

    return check
