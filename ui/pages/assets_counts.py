"""盘点: the list of what should be there, what was found, the sheet to sign."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from models.assets import counting
from models.assets.counting import Count, CountLine
from models.kit.days import words
from models.kit.errors import Refused
from ui.dialogs.form_dialog import FormDialog
from ui.pages.dues_prints import print_entry
from ui.tables.columns import Draw, TableColumn
from ui.tables.list_source import ListSource
from ui.widgets.buttons import button, label, switch_off
from ui.widgets.day_edit import DayEdit
from ui.widgets.empty_state import EmptyState
from ui.widgets.form import Field, Form
from ui.widgets.page_view import PageView
from ui.widgets.record_table import RecordTable
from ui.widgets.text_edits import ChoiceEdit

if TYPE_CHECKING:
    from ui.widgets.page import PageWidget

_KINDS = (("asset", "固定资产"), ("goods", "库存物品"))
_TONES = {"相符": "ok", "未盘": "grey", "盘亏": "error", "盘盈": "warn"}
COLUMNS = (
    TableColumn("number", "编号", Draw.CODE, 90),
    TableColumn("name", "名称", width=190, stretch=True),
    TableColumn("place", "存放地点", width=120),
    TableColumn("keeper", "保管人", width=80),
    TableColumn("book", "账面数", Draw.COUNT, 70),
    TableColumn("found", "实盘数", Draw.COUNT, 70),
    TableColumn(
        "state", "结果", Draw.PILL, 90, tones={"相符": "ok", "未盘": "grey", "盘亏": "error", "盘盈": "warn"}
    ),
    TableColumn("note", "原因和处理", Draw.SENTENCE, 220),
)


class CountsView(PageView):
    """Enter on a line notes what was found; 全部相符 fills what nobody has looked at yet."""

    KEY, TITLE = "counts", "盘点"

    def __init__(self, page: PageWidget) -> None:
        super().__init__(page)
        self.kind = ChoiceEdit(_KINDS)
        self.kind.set_value("asset")
        self.kind.changed.connect(self.reload)
        self.count: Count | None = None
        self.head = label("", "facts")
        self.table = RecordTable(
            self.context,
            "counts",
            COLUMNS,
            ListSource(COLUMNS, {}, unit="项"),
            empty=EmptyState(
                "还没有盘点过",
                "开始一次盘点，会列出账面上应该有的东西；逐项填实盘数，不符的写原因，最后打印签字。",
                [button("开始盘点", "list-checks", self.begin)],
            ),
            unit="项",
        )
        self.table.title = lambda: "盘点表"
        self.table.opened.connect(self._note)
        self._assemble()

    def reload(self) -> None:
        self.count = counting.latest(self.context.office.db, self.kind.value() or "asset")
        lines = self.count.lines if self.count else ()
        self.table.use_source(ListSource(COLUMNS, {line.id: _row(line) for line in lines}, unit="项"))
        self.head.setText(_said(self.count))
        open_now = self.count is not None and not self.count.finished
        may = "" if self.context.office.actor.may_write else "您只能查看，不能登记"
        switch_off(self.start, may or ("上一次盘点还没有结束" if open_now else ""))
        for part in (self.same, self.end):
            switch_off(part, may or ("" if open_now else "没有正在进行的盘点"))
        switch_off(self.print, "" if self.count else "还没有盘点过")

    def facts(self) -> str:
        return "年末至少盘点一次，请经审委员监盘"

    def first_focus(self) -> QWidget:
        return self.table.view

    def begin(self) -> None:
        """A new count of today."""
        form = Form(
            [
                Field("kind", "盘点什么", lambda: ChoiceEdit(_KINDS), required=True, width=160),
                Field("day", "盘点日期", lambda: DayEdit(self.context.period), required=True, width=160),
                Field("counter", "盘点人"),
                Field("witness", "监盘人", hint="经审委员"),
            ]
        )
        form.show_values({"kind": self.kind.value(), "day": self.context.office.today()})
        FormDialog(self.context, self, "开始盘点", form, self._begin, verb="开始盘点").exec()

    # -- inside -----------------------------------------------------------------------------------

    def _assemble(self) -> None:
        self.strip.addWidget(self.kind)
        self.strip.addWidget(self.head, 1)
        show = partial(print_entry, self.context, self)
        self.same = button("其余全部相符", "check", self._all_same)
        self.print = button(
            "打印盘点表", "printer", lambda: show(f"{self.kind.value()}-count", self.context.period[:4])
        )
        self.end = button("结束盘点", "file-check", self._finish)
        self.start = button("开始盘点", "list-checks", self.begin, kind="filled")
        for part in (self.same, self.print, self.end, self.start):
            self.strip.addWidget(part)
        self.column.addWidget(self.table, 1)

    def _begin(self, values: Mapping[str, Any]) -> None:
        with self.context.office.change("开始盘点") as change:
            counting.begin(
                change, values["kind"], values["day"], values["counter"] or "", values["witness"] or ""
            )
        self.kind.set_value(values["kind"])

    def _note(self, key: int) -> None:
        if self.count is None or self.count.finished or not self.context.office.actor.may_write:
            return
        line = next(one for one in self.count.lines if one.id == key)
        form = Form(
            [
                Field("found", "实盘数", required=True, width=100, check=_whole),
                Field("note", "原因和处理", hint="账实相符时不用填"),
            ],
            label_width=96,
        )
        form.show_values({"found": str(line.book if line.found is None else line.found), "note": line.note})

        def save(values: Mapping[str, Any]) -> None:
            with self.context.office.change(f"盘点：{line.name}") as change:
                counting.note_found(change, {key: int(values["found"])}, {key: values["note"] or ""})

        facts = f"账面 {line.book} {line.unit_word}"
        FormDialog(self.context, self, line.name, form, save, verb="记下", facts=facts).exec()

    def _all_same(self) -> None:
        if self.count is None:
            return
        waiting = {line.id: line.book for line in self.count.lines if line.found is None}
        if waiting:
            with self.context.office.change(f"盘点：{len(waiting)} 项相符") as change:
                counting.note_found(change, waiting, {})

    def _finish(self) -> None:
        if self.count is None:
            return
        try:
            with self.context.office.change("结束盘点") as change:
                done = counting.finish(change, self.count.id)
        except Refused as no:
            self.context.say.refuse(no)
            return
        gaps = sum(line.gap != 0 for line in done.lines)
        self.context.toast("盘点已结束", f"{len(done.lines)} 项，不符 {gaps} 项" if gaps else "全部相符")


def _whole(text: Any) -> str:
    return "" if str(text or "").strip().isdecimal() else "请填整数，没有找到填 0。"


def _row(line: CountLine) -> tuple[Any, ...]:
    state = "未盘" if line.found is None else "相符" if not line.gap else "盘盈" if line.gap > 0 else "盘亏"
    name = f"{line.name}　{line.spec}".strip()
    return line.number, name, line.place, line.keeper, line.book, line.found, state, line.note


def _said(one: Count | None) -> str:
    if one is None:
        return ""
    looked = sum(line.found is not None for line in one.lines)
    state = "已结束" if one.finished else f"已盘 {looked} 项，还有 {len(one.lines) - looked} 项"
    people = (("盘点人", one.counter), ("监盘人", one.witness))
    return "　".join([f"{words(one.day)}盘点", state, *(f"{post} {name}" for post, name in people if name)])
