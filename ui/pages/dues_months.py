"""应缴: the months of a year as assessed and collected; exemptions, corrections, differences of pay bases."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget

from models.dues import actions, queries
from models.dues import year as register
from models.dues.records import CHANGES, Adjustment, MonthFacts, Proposal
from models.kit.days import month_words
from models.kit.errors import Refused
from models.kit.progress import Progress
from ui.dialogs import dues_due
from ui.pages.dues_prints import print_entry
from ui.pages.dues_view import DuesView
from ui.tables.columns import Draw, Link, TableColumn
from ui.tables.list_source import ListSource
from ui.widgets.buttons import button
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable
from ui.widgets.squeeze import squeeze
from ui.widgets.year_bar import YearBar

if TYPE_CHECKING:
    from models.office import Office
    from ui.widgets.page import PageWidget

_Found = tuple[list[MonthFacts], list[Adjustment], list[Proposal]]

_TONES = {"收齐": "ok", "有欠缴": "error", "没到期": "grey", "没有核定": "warn"}
MONTHS = (
    TableColumn("month", "月份", width=110, sortable=False),
    TableColumn("payers", "应缴人数", Draw.COUNT, 92, sortable=False),
    TableColumn("due", "应缴(元)", Draw.MONEY, 104, total=True, sortable=False),
    TableColumn("paid", "已到账(元)", Draw.MONEY, 104, total=True, sortable=False),
    TableColumn("transit", "在途(元)", Draw.MONEY, 96, total=True, sortable=False),
    TableColumn("owed", "欠缴(元)", Draw.MONEY, 96, total=True, sortable=False),
    TableColumn("exempt", "免缴人数", Draw.COUNT, 92, sortable=False),
    TableColumn("state", "状态", Draw.PILL, 100, tones=_TONES, sortable=False),
    TableColumn("todo", "处理", Draw.LINKS, 176, stretch=True, sortable=False),
)
CHANGED = (
    TableColumn("month", "月份", width=100),
    TableColumn("name", "姓名", width=90),
    TableColumn("unit", "部门", width=110, quiet=True),
    TableColumn(
        "kind", "调整", Draw.PILL, 112, tones={"免缴": "grey", "补基数差额": "info", "改应缴": "warn"}
    ),
    TableColumn("delta", "增减(元)", Draw.DIFFERENCE, 96),
    TableColumn("reason", "原因", Draw.SENTENCE, 200, stretch=True, quiet=True),
    TableColumn("by", "经办", width=90, quiet=True),
    TableColumn("todo", "处理", Draw.LINKS, 84, sortable=False),
)


class MonthsView(DuesView):
    """The twelve months; beside them, exemptions and corrections."""

    KEY, TITLE = "due", "应缴"

    def __init__(self, page: PageWidget) -> None:
        super().__init__(page)
        self.changes: dict[int, Adjustment] = {}
        self.proposals: list[Proposal] = []
        self._wanted = 0  # the number of a month that a link named
        self.years = YearBar(self.year)
        self.years.changed.connect(self._other_year)
        self.months = RecordTable(self.context, "dues.months", MONTHS, ListSource(MONTHS, {}), unit="个月")
        self.months.title = lambda: f"{self.year}年会费应缴"
        self.months.opened.connect(lambda number: self._do(number, "look"))
        self.months.verb.connect(self._do)
        self.changed = RecordTable(
            self.context,
            "dues.changes",
            CHANGED,
            ListSource(CHANGED, {}),
            search="姓名、部门、原因",
            empty=EmptyState("没有免缴和更正", "按核定数收。产假、病假等可以登记免缴。", mark="check"),
            unit="条",
        )
        self.changed.title = lambda: f"{self.year}年会费免缴和更正"
        self.changed.verb.connect(lambda number, key: self._drop(number))
        self.faces = QStackedWidget()
        self.show_months = button("各月", "calendar-days", lambda: self._show(0))
        self.show_changes = button("免缴和更正", "pencil", lambda: self._show(1))
        self._assemble()

    def reload(self) -> None:
        number, today = self.year, self.context.office.today()
        first, last = f"{number}-01", f"{number}-12"

        def work(office: Office, progress: Progress) -> _Found:
            facts = register.month_facts(office.db, number, today)
            changes = queries.changes(office.db, first, last)
            return facts, changes, queries.proposals(office.db, first, last)

        self.page.run(work, partial(self._take, number), says="正在读取应缴")

    def _take(self, number: int, found: _Found) -> None:
        if number != self.year:
            return
        facts, changes, self.proposals = found
        rows = {int(one.month[5:]): _month_row(one) for one in facts}
        self.months.use_source(ListSource(MONTHS, rows, unit="个月"))
        self.changes = {one.id: one for one in changes}
        shown = {key: _change_row(one) for key, one in self.changes.items()}
        self.changed.use_source(ListSource(CHANGED, shown, unit="条"))
        people = len({one.payer.id for one in self.proposals})
        squeeze(self.strip, 100_000)  # whole words while they are set
        self.show_changes.setText(f"免缴和更正 {len(changes)}" if changes else "免缴和更正")
        self.differ.setText(f"基数差额 {people} 人")
        self.differ.setVisible(bool(people))
        squeeze(self.strip, self.width())
        if self._wanted:
            self.months.select(self._wanted)
            self._wanted = 0

    def facts(self) -> str:
        return "每月应缴一经核定就固定；以后改基数只提出差额，采用才算"

    def open(self, **where: Any) -> None:
        """year=2026, month="2026-03"."""
        month = str(where.get("month") or "")
        self._other_year(int(where.get("year") or month[:4] or self.year))
        self._show(0)
        self._wanted = int(month[5:]) if len(month) == 7 else 0

    def first_focus(self) -> Any:
        return self.changed.view if self.faces.currentIndex() else self.months.view

    def _assemble(self) -> None:
        self.strip.addWidget(self.years)
        for each in (self.show_months, self.show_changes):
            each.setCheckable(True)
            self.strip.addWidget(each)
        self.strip.addWidget(self.changed.strip, 1)
        self.strip.addStretch(1)
        self.differ = button("基数差额", "calculator", self._propose, tip="核定以后计费基数变了的")
        self.strip.addWidget(self.differ)
        free = partial(dues_due.exempt, self.context, self, None)
        self.strip.addWidget(button("登记免缴", "circle-check", lambda: free(self.context.period)))
        tie = partial(print_entry, self.context, self, "dues-tie-out")
        self.strip.addWidget(button("打印核对表", "printer", lambda: tie(str(self.year))))
        self.strip.addWidget(button("核定应缴", "calculator", self._assess, kind="filled"))
        self.faces.addWidget(self.months)
        self.faces.addWidget(self.changed)
        self.column.addWidget(self.faces, 1)
        self._show(0)

    def _show(self, at: int) -> None:
        """The months, or the corrections."""
        self.faces.setCurrentIndex(at)
        self.show_months.setChecked(at == 0)
        self.show_changes.setChecked(at == 1)
        self.changed.strip.setVisible(at == 1)

    def _assess(self) -> None:
        open_months = [n for n in range(1, 13) if not queries.is_assessed(self.context.office.db, self._m(n))]
        first = self._m(open_months[0]) if open_months else self.context.period
        dues_due.assess(self.context, self, first, f"{self.year}-12")

    def _do(self, number: int, key: str) -> None:
        month = self._m(number)
        acts: dict[str, Callable[[], object]] = {
            "assess": lambda: dues_due.assess(self.context, self, month, month),
            "sign": lambda: print_entry(self.context, self, "dues-schedule", month),
            "receive": lambda: self.context.open_page("dues_receive", month=month),
            "look": lambda: self.page.open(view="matrix", month=month),
        }
        acts[key]()

    def _propose(self) -> None:
        from ui.dialogs.dues_proposals import ProposalsDialog

        ProposalsDialog(self.context, self.window(), self.proposals).exec()

    def _drop(self, number: int) -> None:
        """撤回 an exemption or a correction."""
        one = self.changes[number]
        what = f"{one.payer.name} {month_words(one.month)}的{CHANGES[one.kind]}"
        if not self.context.say.confirm(f"撤回{what}？", "应缴恢复为调整以前的数。", "撤回", keep="不撤回"):
            return
        try:
            with self.context.office.change(f"撤回{what}") as change:
                actions.drop_correction(change, number)
        except Refused as no:
            self.context.say.refuse(no)
            return
        self.context.toast(f"已撤回{what}")

    def _m(self, number: int) -> str:
        return f"{self.year}-{number:02d}"

    def _other_year(self, number: int) -> None:
        self.year = number
        self.years.show_year(number)
        self.page.refresh()


def _month_row(one: MonthFacts) -> tuple[Any, ...]:
    if one.state == "没有核定":
        return (month_words(one.month), *(None,) * 6, one.state, (Link("核定", "assess"),))
    links = (Link("打印签收表", "sign"), Link("登记扣款单", "receive"))
    return (
        month_words(one.month),
        one.payers,
        one.due_fen,
        one.arrived_fen,
        one.transit_fen or None,
        one.owed_fen or None,
        one.exempt,
        one.state,
        links if one.owed_fen else links[:1],
    )


def _change_row(one: Adjustment) -> tuple[Any, ...]:
    place = one.payer.department or one.payer.unit
    drop = (Link("撤回", "drop"),)
    return (
        month_words(one.month),
        one.payer.name,
        place,
        CHANGES[one.kind],
        one.delta_fen,
        one.reason,
        one.by,
        drop,
    )
