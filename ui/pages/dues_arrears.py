"""欠缴: who owes, which months, how old; strips, lists for each 分工会, cash and exemptions from here."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout

from models.dues import actions, arrears, queries
from models.dues import year as register
from models.dues.lists import ArrearsList
from models.dues.records import YearLine
from models.kit.errors import Refused
from models.kit.money import yuan
from models.kit.progress import Progress
from ui import theme
from ui.pages.dues_prints import print_entry, print_made
from ui.pages.dues_view import DuesView
from ui.tables.columns import Draw, Pill, TableColumn
from ui.widgets.buttons import button, label
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_strip import Filter
from ui.widgets.pill import PillLabel
from ui.widgets.record_table import RecordTable
from ui.widgets.year_bar import YearBar

if TYPE_CHECKING:
    from models.office import Office
    from ui.widgets.page import PageWidget

COLUMNS = (
    TableColumn("number", "工号", Draw.CODE, 76, quiet=True),
    TableColumn("name", "姓名", width=84),
    TableColumn("unit", "分工会", width=96),
    TableColumn("department", "部门", width=88, quiet=True),
    TableColumn("months", "欠缴月份", Draw.SENTENCE, 120, sortable=False),
    TableColumn("count", "月数", Draw.COUNT, 64),
    TableColumn(
        "age",
        "账龄",
        Draw.PILL,
        104,
        tones={"1–2 个月": "grey", "3–5 个月": "warn", "6 个月以上": "error"},
    ),
    TableColumn("owed", "欠缴(元)", Draw.MONEY, 96, total=True),
    TableColumn("note", "说明", Draw.SENTENCE, 160, stretch=True, quiet=True, sortable=False),
)


class ArrearsView(DuesView):
    """Ticked members (or all) get strips; Enter opens the matrix at the first owed month."""

    KEY, TITLE = "arrears", "欠缴"

    def __init__(self, page: PageWidget) -> None:
        super().__init__(page)
        self.list = ArrearsList([], {})
        self.years = YearBar(self.year)
        self.years.changed.connect(self._other_year)
        self.table = RecordTable(
            self.context,
            "dues.arrears",
            COLUMNS,
            self.list,
            ticks=True,
            frozen=3,
            search="姓名、拼音首字母、工号",
            filters=(Filter("unit", "全部分工会", width=150),),
            empty=EmptyState("没有人欠缴", "到期的会费都收到了。", mark="check"),
            unit="人",
        )
        self.table.title = lambda: f"{self.year}年会费欠缴"
        self.table.opened.connect(self._open_member)
        self.table.menu = self._menu
        self.table.loaded.connect(self._say_ages)
        pay = QShortcut(QKeySequence("Ctrl+R"), self, self._cash_current)
        pay.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._assemble()

    def reload(self) -> None:
        number, today = self.year, self.context.office.today()

        def work(office: Office, progress: Progress) -> tuple[list[YearLine], dict[tuple[int, str], str]]:
            notes = queries.unpaid_notes(office.db, f"{number}-01", f"{number}-12")
            return register.arrears(office.db, number, today), notes

        self.page.run(work, partial(self._take, number), says="正在读取欠缴")

    def _take(self, number: int, found: tuple[list[YearLine], dict[tuple[int, str], str]]) -> None:
        if number != self.year:
            return
        self.list = ArrearsList(*found)
        units = [(name, f"{name}（{count} 人）") for name, count in self.list.units()]
        self.table.strip.set_choices("unit", units)
        self.table.use_source(self.list)

    def open(self, **where: Any) -> None:
        """year=2026, member=7."""
        if where.get("year"):
            self._other_year(int(where["year"]))
        if "member" in where:
            self.table.select(int(where["member"]))

    def facts(self) -> str:
        return "到期没有缴，或只缴了一部分的"

    def first_focus(self) -> Any:
        return self.table.view

    def _assemble(self) -> None:
        self.strip.addWidget(self.years)
        self.strip.addWidget(self.table.strip, 1)
        cash = button("收现金", "banknote", self._cash_current, tip="收光标所在这位的现金（Ctrl+R）")
        self.strip.addWidget(cash)
        units = partial(print_entry, self.context, self, "dues-arrears-units")
        self.strip.addWidget(
            button("打印分工会名单", "printer", lambda: units(str(self.year)), tip="每个分工会一页")
        )
        self.strip.addWidget(button("导出 Excel", "file-spreadsheet", self.table.export))
        self.strip.addWidget(button("打印催缴条", "printer", self._reminders, kind="filled"))
        self.column.addWidget(self.table, 1)
        foot = theme.space(QHBoxLayout(), gap=8)
        self.ages = {}
        for words, tone in (("1–2 个月", "grey"), ("3–5 个月", "warn"), ("6 个月以上", "error")):
            pair = self.ages[words] = (PillLabel(Pill(words, tone)), label(""))
            foot.addWidget(pair[0])
            foot.addWidget(pair[1])
        foot.addStretch(1)
        foot.addWidget(label("空格勾选 · Enter 看总表 · 右键记说明、免缴", "note"))
        self.column.addLayout(foot)

    def _say_ages(self) -> None:
        for words, count, fen in self.list.ages(self.table.model.filters):
            pill, said = self.ages[words]
            pill.setVisible(bool(count))
            said.setVisible(bool(count))
            said.setText(f"{count} 人 {yuan(fen)} 元")

    def _menu(self, member: int) -> list[tuple[str, str, Any]]:
        from ui.dialogs import dues_due

        first = self.list.lines[member].owed_months[0]
        return [
            ("收现金", "banknote", partial(self._cash, member)),
            ("记说明", "pencil", partial(self._note, member)),
            ("免缴", "circle-check", partial(dues_due.exempt, self.context, self, member, first)),
            ("看会员", "user", partial(self.context.open_page, "members", member=member)),
        ]

    def _open_member(self, member: int) -> None:
        self.page.open(view="matrix", member=member, month=self.list.lines[member].owed_months[0])

    def _cash_current(self) -> None:
        member = self.table.current_id()
        if member is None:
            self.context.toast("还没有选人", "先点一下欠缴的人，再点“收现金”", icon="circle-alert")
        else:
            self._cash(member)

    def _cash(self, member: int) -> None:
        from ui.dialogs.dues_cash import cash_box

        owed = self.list.lines[member].owed_months
        box = cash_box(self.context, self, member, owed[0])
        box.form.box("last").set_value(owed[-1])
        box.exec()

    def _note(self, member: int) -> None:
        """记欠缴: why it is unpaid, kept with the first owed month."""
        line = self.list.lines[member]
        said = self.context.say.reason(
            f"{line.payer.name}为什么没有缴？", "只作说明，不动钱。", "记下", hint="例如：外出学习，下月补缴"
        )
        if not said:
            return
        try:
            with self.context.office.change(f"记{line.payer.name}欠缴说明") as change:
                for month in line.owed_months:
                    actions.note(change, member, month, said)
        except Refused as no:
            self.context.say.refuse(no)

    def _reminders(self) -> None:
        """The ticked members, else all that the filters show."""
        members = frozenset(self.table.model.chosen or self.table.model.ids())
        number = self.year
        print_made(
            self.context, self, "会费催缴条", lambda office: arrears.reminders(office, number, members)
        )

    def _other_year(self, number: int) -> None:
        self.year = number
        self.years.show_year(number)
        self.page.refresh()
