"""公示: what was shown on the board, where and how long, and what people said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from models.kit.errors import Refused
from models.statements import actions, queries
from ui.dialogs.form_dialog import FormDialog
from ui.pages.dues_prints import print_entry
from ui.tables.columns import Draw, TableColumn
from ui.tables.list_source import ListSource
from ui.widgets.buttons import button, switch_off
from ui.widgets.day_edit import DayEdit
from ui.widgets.empty_state import EmptyState
from ui.widgets.form import Doubt, Field, Form
from ui.widgets.page_view import PageView
from ui.widgets.record_table import RecordTable
from ui.widgets.text_edits import ChoiceEdit, LongEdit

if TYPE_CHECKING:
    from ui.widgets.page import PageWidget

_LEAST = 5  # working days that a publication usually runs
COLUMNS = (
    TableColumn("kind", "公示内容", Draw.TEXT, 120),
    TableColumn("period", "所属期间", Draw.TEXT, 84),
    TableColumn("day", "开始", Draw.DAY, 104),
    TableColumn("to_day", "结束", Draw.DAY, 104),
    TableColumn("days", "工作日", Draw.COUNT, 66),
    TableColumn("place", "地点", Draw.SENTENCE, 160),
    TableColumn("said", "意见和答复", Draw.SENTENCE, 160, stretch=True),
)


class PublicView(PageView):
    """Enter on a record writes what was said during it."""

    KEY, TITLE = "public", "公示"

    def __init__(self, page: PageWidget) -> None:
        super().__init__(page)
        self.add = button("登记公示", "plus", self.publish, kind="filled")
        self.table = RecordTable(
            self.context, "publications", COLUMNS, ListSource(COLUMNS, {}, unit="次"), unit="次",
            empty=EmptyState(
                "还没有登记过公示",
                "先打印“经费收支公示表”张贴，再登记地点和起止日期；收到的意见也记在这里。",
                [button("登记公示", "plus", self.publish)],
            ),
        )  # fmt: skip
        self.table.title = lambda: "公示登记"
        self.table.opened.connect(self._hear)
        self.table.menu = lambda key: [("删除这次登记", "trash-2", lambda: self._drop(key))]
        self.strip.addStretch(1)
        for each in (button("打印公示表", "printer", self._print), self.add):
            self.strip.addWidget(each)
        self.column.addWidget(self.table, 1)

    def reload(self) -> None:
        rows = {
            one.id: (actions.KINDS.get(one.kind, one.kind), one.period, one.day, one.to_day,
                     one.working_days, one.place, one.objections or one.note)
            for one in queries.publications(self.context.office.db)
        }  # fmt: skip
        self.table.use_source(ListSource(COLUMNS, rows, unit="次"))
        switch_off(self.add, "" if self.context.office.actor.may_write else "您只能查看，不能登记。")

    def facts(self) -> str:
        return f"公示一般不少于 {_LEAST} 个工作日"

    def first_focus(self) -> QWidget:
        return self.table.view

    def publish(self) -> None:
        """The box for a new record."""
        db, today = self.context.office.db, self.context.office.today()
        form = Form(
            [
                Field("kind", "公示内容", lambda: ChoiceEdit(list(actions.KINDS.items())), required=True),
                Field("period", "所属期间", required=True, hint="例如 2026 或 2026-06", width=160),
                Field("day", "从哪天起", lambda: DayEdit(self.context.period), required=True, width=180),
                Field("to_day", "到哪天止", lambda: DayEdit(self.context.period), required=True, width=180),
                Field("place", "地点", required=True, hint="例如：教工之家公告栏"),
                Field("note", "备注"),
            ],
            label_width=80,
        )

        def together(values: dict[str, Any]) -> Mapping[str, str]:
            first, last = values["day"], values["to_day"]
            if not first or not last or last < first:
                return {}
            count = queries.count_working_days(db, first, last)
            short = f"只有 {count} 个工作日，一般不少于 {_LEAST} 个。"
            return {"to_day": Doubt(short)} if count < _LEAST else {}

        form.check_together = together

        def save(values: Mapping[str, Any]) -> None:
            days = (values["day"], values["to_day"])
            with self.context.office.change(f"登记公示：{values['period']}") as change:
                actions.publish(
                    change, values["kind"], values["period"], days, values["place"], note=values["note"] or ""
                )
            self.context.toast("已登记公示")

        made = FormDialog(self.context, self, "登记公示", form, save, verb="登记")
        year = str(int(self.context.period[:4]))
        start = {"kind": "disclosure", "period": year, "day": today, "to_day": today + timedelta(days=6)}
        form.show_values(start)
        made.exec()

    def _hear(self, key: int) -> None:
        if not self.context.office.actor.may_write:
            return
        one = next(each for each in queries.publications(self.context.office.db) if each.id == key)
        form = Form([Field("said", "意见", lambda: LongEdit(lines=4), hint="没有就写“无”")], label_width=48)

        def save(values: Mapping[str, Any]) -> None:
            with self.context.office.change("登记公示意见") as change:
                actions.hear(change, key, str(values["said"] or ""))
            self.context.toast("已登记意见")

        made = FormDialog(self.context, self, "公示期间的意见和答复", form, save, facts=one.place)
        form.show_values({"said": one.objections})
        made.exec()

    def _drop(self, key: int) -> None:
        if not self.context.say.confirm("删除这次公示登记？", "可以撤销。", "删除", danger=True, keep="不删"):
            return
        try:
            with self.context.office.change("删除公示登记") as change:
                actions.drop_publication(change, key)
        except Refused as no:
            self.context.say.refuse(no)

    def _print(self) -> None:
        print_entry(self.context, self, "fund-disclosure", self.context.period[:4])
