"""账户与对账单: what was taken in, opening items, saved layouts, and what is known of each account."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from models.bank import actions, layouts, queries
from models.bank.records import BANK, BOOK, BankAccount, Side, Statement
from models.kit.errors import Refused
from ui.dialogs.form_dialog import FormDialog
from ui.pages.dues_prints import print_entry
from ui.pages.dues_view import DuesView
from ui.tables.columns import Draw, Link, Pill, TableColumn
from ui.tables.list_source import ListSource
from ui.widgets.buttons import button, switch_off
from ui.widgets.day_edit import DayEdit
from ui.widgets.empty_state import EmptyState
from ui.widgets.form import Field, Form
from ui.widgets.money_edit import MoneyEdit
from ui.widgets.record_table import RecordTable
from ui.widgets.text_edits import ChoiceEdit, TextEdit
from ui.widgets.undo import offer_undo

if TYPE_CHECKING:
    from ui.widgets.page import PageWidget

COLUMNS = (
    TableColumn("what", "是什么", Draw.PILL, 96,
                tones={"账户": "info", "对账单": "ok", "期初未达": "warn", "版式": "grey"}),
    TableColumn("name", "名称", Draw.SENTENCE, 220),
    TableColumn("first", "从", Draw.DAY, 96),
    TableColumn("last", "到", Draw.DAY, 96),
    TableColumn("opening", "期初(元)", Draw.MONEY, 110),
    TableColumn("closing", "期末(元)", Draw.MONEY, 110),
    TableColumn("lines", "笔数", Draw.COUNT, 64),
    TableColumn("note", "说明", Draw.SENTENCE, 140, stretch=True, quiet=True),
    TableColumn("verbs", "", Draw.LINKS, 110, sortable=False),
)  # fmt: skip
_KINDS = [("basic", "基本户"), ("fixed", "定期"), ("other", "其他")]
_SIDES = [(BOOK, "账上已记、银行没有"), (BANK, "银行已记、账上没有")]


class FilesView(DuesView):
    """One list; the verb of a row changes or removes it."""

    KEY, TITLE = "files", "账户与对账单"

    def __init__(self, page: PageWidget) -> None:
        super().__init__(page)
        self.keys: dict[int, tuple[str, Any]] = {}
        self.gaps: list[str] = []
        empty = EmptyState("还没有对账单", "到“对账”里导入。")
        self.table = RecordTable(
            self.context, "bank.files", COLUMNS, ListSource(COLUMNS, {}), empty=empty, unit="条"
        )
        self.table.title = lambda: "银行账户与对账单"
        self.table.opened.connect(lambda key: self._verb(key, ""))
        self.table.verb.connect(self._verb)
        self.add = button("登记期初未达", "plus", self.add_opening, tip="开始对账以前就没有对上的，逐笔登记")
        self.strip.addStretch(1)
        self.strip.addWidget(self.add)
        self.strip.addWidget(
            button("打印勾对清单", "printer", self._print_list, tip="对账单每一笔对哪张凭证")
        )
        self.column.addWidget(self.table, 1)

    def reload(self) -> None:
        db, found = self.context.office.db, list[tuple[str, Any, tuple[Any, ...]]]()
        for one in queries.accounts(db):
            found.append(("account", one, _account_row(one)))
            found += [
                ("statement", file, _file_row(file, one)) for file in reversed(queries.statements(db, one))
            ]
            found += [
                ("opening", -line.id, _opening_row(line))
                for side in (BANK, BOOK)
                for line in queries.openings(db, one, side, free=True)
            ]
        found += [("layout", kept, _layout_row(kept)) for kept in layouts.layouts(db)]
        self.keys = {at: (kind, what) for at, (kind, what, _) in enumerate(found)}
        rows = {at: cells for at, (_, _, cells) in enumerate(found)}
        self.table.use_source(ListSource(COLUMNS, rows, unit="条"))
        self.gaps = [said for one in queries.accounts(db) for said in queries.gaps(db, one)]
        switch_off(self.add, "" if self.context.office.actor.may_write else "您只能查看，不能登记。")
        self.page.set_title("银行", self.facts())

    def facts(self) -> str:
        return self.gaps[0] if self.gaps else "每个账户的对账单一份接一份，没有缺口"

    def first_focus(self) -> Any:
        return self.table.view

    def _print_list(self) -> None:
        print_entry(self.context, self.page, "bank-statement-list", self.context.period)

    # -- verbs ------------------------------------------------------------------------------------

    def _verb(self, key: int, verb: str) -> None:
        kind, what = self.keys[key]
        if kind == "account" and self.context.office.actor.may_write:
            self.account_box(what).exec()
        elif kind == "layout" and verb == "rename":
            self._rename(what)
        elif verb == "drop":
            self._drop(kind, what)

    def account_box(self, account: BankAccount) -> FormDialog:
        """开户行, the number's tail, kind, permit."""
        form = Form(
            [
                Field("bank", "开户银行", lambda: TextEdit("例如：农业银行城中支行")),
                Field(
                    "number",
                    "账号尾号",
                    lambda: TextEdit("最后四位"),
                    width=160,
                    hint="只留尾号，用来认对账单",
                ),
                Field("kind", "账户性质", lambda: ChoiceEdit(_KINDS), width=160),
                Field("approval", "开户许可证号", TextEdit),
            ]
        )
        form.show_values(
            {
                "bank": account.bank,
                "number": account.number_tail,
                "kind": account.kind,
                "approval": account.approval,
            }
        )
        save = partial(self._describe, account)
        return FormDialog(self.context, self.page, f"{account.code} {account.name}", form, save, width=460)

    def _describe(self, account: BankAccount, values: Mapping[str, Any]) -> None:
        with self.context.office.change(f"银行账户：{account.name}") as change:
            actions.describe_account(
                change, account, bank=values["bank"] or "", number=values["number"] or "",
                kind=values["kind"], approval=values["approval"] or "",
            )  # fmt: skip

    def add_opening(self) -> None:
        """登记期初未达."""
        self.opening_box().exec()

    def opening_box(self) -> FormDialog:
        """One item from before the first statement."""
        known = [(one.account, f"{one.code} {one.name}") for one in queries.accounts(self.context.office.db)]
        form = Form(
            [
                Field("account", "账户", lambda: ChoiceEdit(known), required=True),
                Field("side", "哪一边记了", lambda: ChoiceEdit(_SIDES), required=True),
                Field(
                    "way", "收还是付", lambda: ChoiceEdit([(1, "收"), (-1, "付")]), required=True, width=120
                ),
                Field("fen", "金额", MoneyEdit, required=True, width=160),
                Field("day", "日期", lambda: DayEdit(self.context.period), required=True, width=160),
                Field("words", "摘要", lambda: TextEdit("例如：年前开出的支票"), required=True),
            ]
        )
        form.show_values({"account": known[0][0] if known else None, "side": BOOK, "way": -1})
        box = FormDialog(self.context, self.page, "登记期初未达账项", form, self._add, width=480)
        box.say("第一份对账单以前就没有对上的，登记后和以后的对账单或凭证勾对。")
        return box

    def _add(self, values: Mapping[str, Any]) -> None:
        account = next(
            one for one in queries.accounts(self.context.office.db) if one.account == values["account"]
        )
        with self.context.office.change("登记期初未达") as change:
            item = (values["day"], values["words"], values["way"] * values["fen"])
            actions.add_opening(change, account, values["side"], item)

    def _rename(self, layout: layouts.Layout) -> None:
        name = self.context.say.reason(
            f"“{layout.name}”改叫什么？", layout.words(), "改名", hint="例如：农行网银"
        )
        if name:
            self._change(f"版式改名：{name}", lambda change: layouts.rename_layout(change, layout.id, name))

    def _drop(self, kind: str, what: Any) -> None:
        if kind == "layout":
            asks = f"删除版式“{what.name}”吗？"
            if self.context.say.confirm(
                asks, "已导入的对账单不受影响。", "删除版式", danger=True, keep="不删"
            ):
                self._change("删除版式", lambda change: layouts.delete_layout(change, what.id))
        elif kind == "opening":
            self._change("删除期初未达", lambda change: actions.remove_opening(change, what))

    def _change(self, title: str, act: Any) -> None:
        try:
            with self.context.office.change(title) as change:
                act(change)
        except Refused as no:
            self.context.say.refuse(no)
            return
        offer_undo(self.context, f"已{title}")


def _account_row(one: BankAccount) -> tuple[Any, ...]:
    words = "　".join(part for part in (one.bank, one.masked) if part) or "还没有写开户行和尾号"
    name = f"{one.code} {one.name}"
    return (Pill("账户", "info"), name, None, None, None, None, None, words, (Link("修改", "edit"),))


def _file_row(file: Statement, account: BankAccount) -> tuple[Any, ...]:
    span = (file.first_day, file.last_day, file.opening_fen, file.closing_fen)
    return (Pill("对账单", "ok"), file.file, *span, file.lines, account.name, ())


def _opening_row(line: Side) -> tuple[Any, ...]:
    cells = (Pill("期初未达", "warn"), line.words, line.day, None, line.fen, None, None)
    return (*cells, "没有勾对", (Link("删除", "drop"),))


def _layout_row(kept: layouts.Layout) -> tuple[Any, ...]:
    nothing = (None, None, None, None, None)
    return (Pill("版式"), kept.name, *nothing, kept.words(), (Link("改名", "rename"), Link("删除", "drop")))
