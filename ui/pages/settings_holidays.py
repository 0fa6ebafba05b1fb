"""Settings › 节假日: days off and worked weekends of a year; kept for deadlines, read by none yet."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from models import settings
from models.kit.days import weekday
from models.kit.errors import Refused
from models.store.journal import Change
from ui import theme
from ui.tables.columns import Draw, Link, TableColumn
from ui.tables.list_source import ListSource
from ui.widgets.buttons import button, label
from ui.widgets.day_edit import DayEdit
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_strip import Filter
from ui.widgets.form import Field, Form
from ui.widgets.page import PageWidget
from ui.widgets.record_table import RecordTable
from ui.widgets.setting_part import SettingPart
from ui.widgets.text_edits import ChoiceEdit

COLUMNS = (
    TableColumn("day", "日期", Draw.DAY, 120),
    TableColumn("weekday", "星期", Draw.TEXT, 90, sortable=False),
    TableColumn("name", "名称", Draw.SENTENCE, 200, stretch=True),
    TableColumn("kind", "安排", Draw.PILL, 120, tones={"放假": "info", "调休上班": "warn"}),
    TableColumn("verbs", "处理", Draw.LINKS, 110, sortable=False),
)


class HolidayDialog(QDialog):
    """A day, its name, off or worked."""

    def __init__(self, parent: QWidget, title: str, month: str, row: settings.HolidayRow | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        theme.fix(self, width=420)
        self.form = Form(
            [
                Field("day", "日期", lambda: DayEdit(month), required=True, width=180),
                Field("name", "名称", required=True, hint="例如“国庆节”“国庆节调休上班”"),
                Field(
                    "kind", "安排", lambda: ChoiceEdit(list(settings.HOLIDAY_KINDS.items())), required=True
                ),
            ]
        )
        self.form.show_values(
            {"day": row.day, "name": row.name, "kind": row.kind} if row else {"kind": "off"}
        )
        self.form.save_asked.connect(self.go)
        column = theme.space(QVBoxLayout(self), (20, 18, 20, 16), 14)
        column.addWidget(label(title, "heading"))
        column.addWidget(self.form)
        foot = theme.space(QHBoxLayout(), gap=8)
        foot.addStretch(1)
        foot.addWidget(button("取消", "", self.reject))
        foot.addWidget(button("保存", "save", self.go, kind="filled"))
        column.addLayout(foot)

    def go(self) -> None:
        """Take it when it is complete."""
        if self.form.valid():
            self.accept()


class HolidaysPart(SettingPart):
    """The list of a year; Enter changes a day."""

    KEY, TITLE, ICON = "holidays", "节假日", "calendar-days"
    NOTE = "国务院每年公布放假安排后在这里补上下一年的。"

    def __init__(self, page: PageWidget) -> None:
        super().__init__(page)
        self._rows: dict[int, settings.HolidayRow] = {}
        self.table = RecordTable(
            page.context,
            "holidays",
            COLUMNS,
            ListSource(COLUMNS, {}, unit="天"),
            filters=(Filter("year", "全部年份"),),
            empty=EmptyState("还没有节假日", "没有登记时，周一到周五都算工作日。", mark="calendar"),
            unit="天",
        )
        self.table.title = lambda: "节假日安排"
        self.table.opened.connect(self.change)
        self.table.verb.connect(lambda key, verb: self.change(key) if verb == "change" else self.drop(key))
        self.column.addWidget(self.table.strip)
        self.column.addWidget(self.table, 1)
        self.add_action(button("添加一天", "plus", self.add, kind="filled"))
        self._began = False

    def reload(self) -> None:
        db = self.context.office.db
        years = settings.holiday_years(db)
        self._rows = {row.id: row for year in years for row in settings.holidays(db, year)}
        self.table.strip.set_choices("year", [(str(year), f"{year} 年") for year in years])
        source = ListSource(COLUMNS, {key: _shown(row) for key, row in self._rows.items()}, _fits, "天")
        self.table.model.source = source
        if not self._began:
            self._began = True
            self.table.strip.choose("year", self.context.period[:4])
        self.table.reload()

    def add(self) -> None:
        """One more day."""
        self._ask("添加节假日", None)

    def change(self, key: int) -> None:
        """Another day, name or kind."""
        self._ask("修改节假日", self._rows[key])

    def drop(self, key: int) -> None:
        """Take it out, after asking."""
        row = self._rows[key]
        if self.context.say.confirm(
            f"删除“{row.day:%Y-%m-%d} {row.name}”？",
            "删除后这一天按平常的日子算。",
            "删除这一天",
            danger=True,
            keep="不删",
        ):
            title = f"删除节假日：{row.day:%Y-%m-%d} {row.name}"
            self.write(title, lambda c: settings.drop_holidays(c, [key]), "已删除这一天")

    def _ask(self, title: str, row: settings.HolidayRow | None) -> None:
        month = f"{row.day:%Y-%m}" if row else self.context.period
        dialog = HolidayDialog(self.window(), title, month, row)
        while dialog.exec() == QDialog.DialogCode.Accepted:
            if self._save(dialog, title, row):
                return

    def _save(self, dialog: HolidayDialog, title: str, row: settings.HolidayRow | None) -> bool:
        values = dialog.form.values()
        day: date = values["day"]

        def act(change: Change) -> None:
            settings.put_holiday(change, day, values["name"], values["kind"], row.id if row else None)

        try:
            with self.context.office.change(f"{title}：{day:%Y-%m-%d} {values['name']}") as change:
                act(change)
        except Refused as no:
            field = no.where if no.where in ("day", "name", "kind") else "day"
            dialog.form.fail(field, f"{no.what}{no.remedy}")
            return False
        self.context.toast(f"已保存 {day:%Y-%m-%d} {values['name']}")
        return True


def _shown(row: settings.HolidayRow) -> tuple[object, ...]:
    links = (Link("修改", "change"), Link("删除", "drop"))
    return (row.day, weekday(row.day), row.name, settings.HOLIDAY_KINDS[row.kind], links)


def _fits(row: tuple[object, ...], key: str, value: object) -> bool:
    return key != "year" or str(row[0])[:4] == value
