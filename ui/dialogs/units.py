"""分工会和小组: the list with its leaders and counts; add, rename, close; choose one for several members."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from models.kit.errors import Refused
from models.members import actions, lists, queries
from models.members.records import UNIT_KINDS, Unit
from ui import theme
from ui.dialogs.form_dialog import FormDialog
from ui.navigation import Context
from ui.tables.columns import Draw, Link, TableColumn
from ui.tables.list_source import ListSource
from ui.widgets.buttons import button, label
from ui.widgets.empty_state import EmptyState
from ui.widgets.form import Field, Form
from ui.widgets.record_table import RecordTable
from ui.widgets.text_edits import ChoiceEdit, TextEdit
from ui.widgets.undo import offer_undo

COLUMNS = (
    TableColumn("name", "名称", width=150),
    TableColumn("kind", "层级", width=90),
    TableColumn("leader", "负责人", width=90),
    TableColumn("members", "会员(人)", Draw.COUNT, 84),
    TableColumn("todo", "", Draw.LINKS, 150, stretch=True, sortable=False),
)
_VERBS = (Link("修改", "change"), Link("撤销", "close"))


class UnitsDialog(QDialog):
    """All units that are not closed, in their order."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.context = context
        self.setWindowTitle("工会台账")
        self.resize(theme.px(640), theme.px(460))
        self.facts = label("", "facts")
        empty = EmptyState("还没有分工会", "没有分工会也可以；导入花名册时会自动建立。")
        self.table = RecordTable(
            context, "units", COLUMNS, ListSource(COLUMNS, {}, unit="个"), empty=empty, unit="个"
        )
        self.table.verb.connect(self._do)
        self.table.opened.connect(self.change)
        self.add = button("添加分工会", "plus", self.make, kind="filled", keys="Ctrl+N")
        self.shut = button("关闭 Esc", "", self.accept)
        head = theme.space(QHBoxLayout(), (20, 16, 20, 10), 10)
        head.addWidget(label("分工会和小组", "heading"))
        head.addWidget(self.facts)
        head.addStretch(1)
        head.addWidget(self.add)
        middle = theme.space(QHBoxLayout(), (20, 0, 20, 14), 0)
        middle.addWidget(self.table)
        foot = theme.kind(QFrame(), "foot")
        row = theme.space(QHBoxLayout(foot), (20, 10, 20, 12), 8)
        row.addStretch(1)
        row.addWidget(self.shut)
        column = theme.space(QVBoxLayout(self), gap=0)
        column.addLayout(head)
        column.addLayout(middle, 1)
        column.addWidget(foot)
        self.reload()
        self.table.view.setFocus()

    def reload(self) -> None:
        """Read the units again."""
        units = queries.units(self.context.office.db)
        rows = {
            unit.id: (unit.name, UNIT_KINDS[unit.kind], unit.leader, unit.members, _VERBS) for unit in units
        }
        self.facts.setText(f"共 {len(units)} 个")
        self.table.use_source(ListSource(COLUMNS, rows, unit="个"))

    def make(self) -> None:
        """添加: a new unit."""

        def save(values: Mapping[str, Any]) -> None:
            with self.context.office.change(f"添加分工会：{values['name']}") as change:
                actions.add_unit(
                    change, values["name"], values["kind"] or "", values["parent"], values["leader"] or ""
                )

        self._ask("添加分工会", self._form(None), save, "添加")

    def change(self, key: int) -> None:
        """修改: another name, leader or place."""
        unit = self._unit(key)

        def save(values: Mapping[str, Any]) -> None:
            row = {**values, "leader": values["leader"] or "", "kind": values["kind"] or unit.kind}
            with self.context.office.change(f"修改分工会：{values['name']}") as change:
                actions.update_unit(change, key, row)

        form = self._form(unit)
        form.show_values({"name": unit.name, "kind": unit.kind, "parent": unit.parent, "leader": unit.leader})
        self._ask(f"修改 {unit.name}", form, save, "保存")

    def close_unit(self, key: int) -> None:
        """撤销: no member may belong to it any more."""
        unit = self._unit(key)
        if not self.context.say.confirm(
            f"撤销“{unit.name}”？",
            "从今天起不再列出；以前的记录和报表里还有它。",
            "撤销这个分会",
            keep="不撤销",
            danger=True,
        ):
            return
        try:
            with self.context.office.change(f"撤销分工会：{unit.name}") as change:
                actions.close_unit(change, key, self.context.office.today())
        except Refused as no:
            self.context.say.refuse(no)
            return
        offer_undo(self.context, f"已撤销分工会“{unit.name}”")
        self.reload()

    def _do(self, key: int, verb: str) -> None:
        # after the click is over: the row that was clicked may go
        act = self.change if verb == "change" else self.close_unit
        QTimer.singleShot(0, self, lambda: act(key))

    def _unit(self, key: int) -> Unit:
        return next(unit for unit in queries.units(self.context.office.db) if unit.id == key)

    def _form(self, unit: Unit | None) -> Form:
        others = [one for one in queries.units(self.context.office.db) if unit is None or one.id != unit.id]
        parents: list[tuple[Any, str]] = [(None, "（直属校工会）")]
        parents += [(one.id, one.name) for one in others if one.kind == "branch"]
        return Form(
            [
                Field("name", "名称", required=True),
                Field("kind", "层级", lambda: ChoiceEdit(list(UNIT_KINDS.items()), "按名称判断"), width=180),
                Field("parent", "属于", lambda: ChoiceEdit(parents, "（直属校工会）")),
                Field("leader", "负责人", lambda: TextEdit("分工会主席或小组长")),
            ],
            label_width=60,
        )

    def _ask(self, title: str, form: Form, save: Callable[[Mapping[str, Any]], None], verb: str) -> None:
        box = FormDialog(self.context, self, title, form, save, verb=verb)
        box.field_of = lambda no: "name" if "名称" in no.what or "已经有" in no.what else ""
        box.accepted.connect(self.reload)
        box.open()


def choose_unit(
    context: Context, parent: QWidget | None, members: list[int], done: Callable[[str], None]
) -> FormDialog:
    """The box that puts several members into another unit; `done(sentence)` after saving."""
    units: list[tuple[Any, str]] = [(unit.id, unit.name) for unit in queries.units(context.office.db)]
    form = Form([Field("unit", "调到", lambda: ChoiceEdit(units), required=True)], label_width=60)

    def save(values: Mapping[str, Any]) -> None:
        name = dict(units)[values["unit"]]
        with context.office.change(f"把 {len(members)} 人调到{name}") as change:
            count = lists.move_to_unit(change, members, values["unit"])
        done(f"已把 {count} 人调到{name}")

    return FormDialog(context, parent, f"把所选 {len(members)} 人调到别的分工会", form, save, verb="调动")
