"""Settings › 使用人: who may use this office, with roles and PINs; stopped, never deleted."""

from __future__ import annotations

from collections.abc import Callable

from models import users
from models.office import ROLES
from models.store.journal import Change
from ui.dialogs.pin import NewPinDialog
from ui.dialogs.user import UserDialog
from ui.tables.columns import Draw, Link, TableColumn
from ui.tables.list_source import ListSource
from ui.widgets.buttons import button
from ui.widgets.page import PageWidget
from ui.widgets.record_table import RecordTable
from ui.widgets.setting_part import SettingPart

COLUMNS = (
    TableColumn("name", "姓名", Draw.TEXT, 140, bold=True, sortable=False),
    TableColumn("role", "身份", Draw.TEXT, 110, sortable=False),
    TableColumn(
        "state", "状态", Draw.PILL, 100, sortable=False,
        tones={"在用": "ok", "正在使用": "info", "已停用": "grey"},
    ),
    TableColumn("pin", "口令", Draw.TEXT, 90, sortable=False),
    TableColumn("changes", "登记次数", Draw.COUNT, 100, sortable=False),
    TableColumn("verbs", "处理", Draw.LINKS, 150, stretch=True, sortable=False),
)  # fmt: skip


class UsersPart(SettingPart):
    """A list; Enter changes the person, the verbs set the PIN or stop."""

    KEY, TITLE, ICON = "users", "使用人", "users"
    NOTE = "操作日志里写的是这里的姓名。离任的人停用，不删除。右上角可以换人。"

    def __init__(self, page: PageWidget) -> None:
        super().__init__(page)
        self._rows: dict[int, users.UserRow] = {}
        self.table = RecordTable(
            page.context, "users", COLUMNS, ListSource(COLUMNS, {}, unit="人"), row_height=36, unit="人"
        )
        self.table.title = lambda: "使用人"
        self.table.opened.connect(self.change_user)
        self.table.verb.connect(self._do)
        self.table.menu = self._menu
        self.column.addWidget(self.table, 1)
        self.add_action(button("添加使用人", "user-plus", self.add, kind="filled"))

    def reload(self) -> None:
        self._rows = {row.id: row for row in users.all_users(self.context.office.db)}
        me = self.context.office.actor.id
        shown = {key: self._shown(row, me) for key, row in self._rows.items()}
        self.table.use_source(ListSource(COLUMNS, shown, unit="人"))

    def add(self) -> None:
        """One more person."""
        got = UserDialog.ask(self.window(), "添加使用人", {row.name for row in self._rows.values()})
        if got is not None:
            name, role = got
            self.write(f"添加使用人：{name}", lambda c: users.add_user(c, name, role), f"已添加{name}")

    def change_user(self, key: int) -> None:
        """Another name or role."""
        row = self._rows[key]
        known = {one.name for one in self._rows.values() if one.id != key}
        got = UserDialog.ask(self.window(), f"修改{row.name}", known, (row.name, row.role))
        if got is None or got == (row.name, row.role):
            return
        name, role = got

        def act(change: Change) -> None:
            if name != row.name:
                users.rename_user(change, key, name)
            users.set_role(change, key, role)

        if self.write(f"修改使用人：{name}", act, f"已修改{name}"):
            self._stay(key)

    def set_pin(self, key: int) -> None:
        """New digits, or none."""
        row = self._rows[key]
        pin = NewPinDialog.ask(self.window(), row.name, had=row.has_pin)
        if pin is None:
            return
        said = f"{row.name}的口令已设置" if pin else f"{row.name}不再要口令"
        self.write(f"设置口令：{row.name}", lambda c: users.set_pin(c, key, pin), said)

    def turn(self, key: int) -> None:
        """停用 or 启用."""
        row = self._rows[key]
        verb = "停用" if row.active else "启用"
        if row.active and not self.context.say.confirm(
            f"停用使用人“{row.name}”？",
            "停用后不能再用这个身份登记，以前的登记都保留。",
            "停用",
            keep="不停用",
        ):
            return
        title = f"{verb}使用人：{row.name}"
        self.write(title, lambda c: users.set_active(c, key, not row.active), f"已{verb}{row.name}")

    def _do(self, key: int, verb: str) -> None:
        {"change": self.change_user, "pin": self.set_pin, "turn": self.turn}[verb](key)

    def _menu(self, key: int) -> list[tuple[str, str, Callable[[], object]]]:
        turn = "停用" if self._rows[key].active else "启用"
        return [
            ("改姓名和身份", "pencil", lambda: self.change_user(key)),
            ("设置口令", "lock", lambda: self.set_pin(key)),
            (turn, "user-x", lambda: self.turn(key)),
        ]

    def _stay(self, key: int) -> None:
        """Who sits here keeps sitting here, with the new name and role."""
        office = self.context.office
        if key == office.actor.id:
            office.actor = next((user for user in office.users() if user.id == key), office.actor)
            self.context.bus.tell(frozenset({"user"}))

    def _shown(self, row: users.UserRow, me: int) -> tuple[object, ...]:
        state = "已停用" if not row.active else "正在使用" if row.id == me else "在用"
        verbs: tuple[Link, ...] = (Link("改姓名", "change"), Link("设口令", "pin"), Link("停用", "turn"))
        if row.id == me:
            verbs = verbs[:2]
        elif not row.active:
            verbs = (Link("启用", "turn"),)
        return (row.name, ROLES[row.role], state, "有" if row.has_pin else "没有", row.changes, verbs)
