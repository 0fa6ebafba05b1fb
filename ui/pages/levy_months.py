"""拨缴 by month: wage bill, what should come, what came, what goes up; what is missing is said above."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from models.kit.days import month_words, words
from models.kit.money import yuan
from models.levy import actions, checks, queries
from models.levy.records import MonthLevy
from ui.dialogs import levy_boxes
from ui.pages.dues_prints import print_entry
from ui.tables.columns import Draw, Link, TableColumn
from ui.tables.list_source import ListSource
from ui.widgets.buttons import button, switch_off
from ui.widgets.page_view import PageView
from ui.widgets.problem_line import ProblemLine
from ui.widgets.record_table import RecordTable
from ui.widgets.year_bar import YearBar

if TYPE_CHECKING:
    from ui.widgets.page import PageWidget

_TONES = {"收齐": "ok", "少到账": "error", "没到账": "warn", "没有登记": "grey"}
COLUMNS = (
    TableColumn("month", "月份", width=74, sortable=False),
    TableColumn("heads", "人数", Draw.COUNT, 56, sortable=False),
    TableColumn("wage", "工资总额(元)", Draw.MONEY, 118, total=True, sortable=False),
    TableColumn("expected", "应到账(元)", Draw.MONEY, 104, total=True, sortable=False),
    TableColumn("received", "实到账(元)", Draw.MONEY, 104, total=True, sortable=False),
    TableColumn("kept", "留成(元)", Draw.MONEY, 104, total=True, sortable=False),
    TableColumn("up", "应上缴(元)", Draw.MONEY, 104, total=True, sortable=False),
    TableColumn("sent", "已上缴(元)", Draw.MONEY, 104, total=True, sortable=False),
    TableColumn("gap", "少到账(元)", Draw.MONEY, 96, total=True, sortable=False),
    TableColumn("state", "状态", Draw.PILL, 84, tones=_TONES, sortable=False),
    TableColumn("todo", "处理", Draw.LINKS, 150, stretch=True, sortable=False),
)
GUIDES = {"A": "levy_full", "B": "levy_kept", "C": "levy_returned"}


class LevyMonths(PageView):
    """The twelve months of a year."""

    KEY, TITLE = "months", "月份"

    def __init__(self, page: PageWidget) -> None:
        super().__init__(page)
        self.year = int(self.context.period[:4])
        self.lines: dict[int, MonthLevy] = {}
        self.years = YearBar(self.year)
        self.years.changed.connect(self._other_year)
        self.said = [ProblemLine("") for _ in range(3)]
        self.table = RecordTable(self.context, "levy.months", COLUMNS, ListSource(COLUMNS, {}), unit="个月")
        self.table.title = lambda: f"{self.year}年拨缴经费"
        self.table.opened.connect(lambda number: self._do(number, "wage"))
        self.table.verb.connect(self._do)
        self.table.menu = self._menu
        self.wage = button("登记工资总额", "pencil", lambda: self._do(0, "wage"))
        self.take = button("导入工资表", "file-input", self._import)
        self.up = button("上缴", "send", lambda: self.context.open_page("guided", guide="levy_up"))
        self.receive = button(
            "收经费", "banknote", lambda: self._do(0, "receive"), kind="filled", keys="Ctrl+N"
        )
        self._assemble()

    def _assemble(self) -> None:
        self.strip.addWidget(self.years)
        self.strip.addStretch(1)
        show = partial(print_entry, self.context, self)
        self.strip.addWidget(button("打印登记表", "printer", lambda: show("levy-register", str(self.year))))
        self.strip.addWidget(button("打印工资总额表", "printer", lambda: show("wage-bill", str(self.year))))
        for each in (self.take, self.wage, self.up, self.receive):
            self.strip.addWidget(each)
        for line in self.said:
            self.column.addWidget(line)
        self.column.addWidget(self.table, 1)

    def reload(self) -> None:
        office = self.context.office
        today = office.today()
        months = queries.status(office.db, self.year)
        self.lines = {int(one.month[5:]): one for one in months}
        now = f"{today:%Y-%m}"
        rows = {number: _row(one, now) for number, one in self.lines.items()}
        self.table.use_source(ListSource(COLUMNS, rows, unit="个月"))
        if self.table.current_id() is None:  # this month, or the year's last
            self.table.select(today.month if self.year == today.year else 12, 0)
        debt = queries.up_debt(office.db, today)
        late = checks.late(debt, today)
        told = [(one, "warn") for one in checks.behind(months, now)] + ([(late, "warn")] if late else [])
        if not late and debt.fen > 0 and debt.due:
            told.append((f"应付上级经费 {yuan(debt.fen)} 元，{words(debt.due)}前要上缴。", ""))
        for line, (text, tone) in zip(self.said, [*told, ("", ""), ("", ""), ("", "")], strict=False):
            line.say(text, tone)
        why = "" if office.actor.may_write else "您只能查看，不能登记"
        for part in (self.take, self.wage, self.up, self.receive):
            switch_off(part, why)
        if not why and debt.fen <= 0:
            switch_off(self.up, "没有要上缴的经费")

    def facts(self) -> str:
        return "按工资总额和比例算出应到账，和实际到账对照"

    def first_focus(self) -> QWidget:
        return self.table.view

    def open(self, **where: Any) -> None:
        """year=2026, month="2026-03"."""
        month = str(where.get("month") or "")
        self._other_year(int(where.get("year") or month[:4] or self.year))
        if len(month) == 7:
            self.table.select(int(month[5:]))

    def _other_year(self, number: int) -> None:
        self.year = number
        self.years.show_year(number)
        self.page.refresh()

    def _chosen(self) -> MonthLevy:
        """The lit month, else the first without a wage bill or money."""
        number = self.table.current_id() or 0
        if number in self.lines and self.lines[number].bill is None:
            return self.lines[number]
        waiting = [one for one in self.lines.values() if one.bill is None or one.gap_fen > 0]
        return self.lines.get(number) or (waiting or list(self.lines.values()))[0]

    def _do(self, number: int, key: str) -> None:
        one = self.lines[number] if number else self._chosen()
        if not self.context.office.actor.may_write:
            return
        if key == "wage":
            levy_boxes.wage_bill(self.context, self, one.month, one.bill).exec()
            return
        law = queries.rule(self.context.office.db, one.month)
        amount = {"amount": one.gap_fen} if one.gap_fen > 0 else {}
        span = {"from_month": one.month, "to_month": one.month, "payer": self.context.office.name}
        self.context.open_page("guided", guide=GUIDES[law.mode], **span, **amount)

    def _menu(self, number: int) -> list[tuple[str, str, Any]]:
        if self.lines[number].bill is None or not self.context.office.actor.may_write:
            return []
        return [("删除工资总额", "trash-2", lambda: self._drop(number))]

    def _drop(self, number: int) -> None:
        words = f"{month_words(self.lines[number].month)}的工资总额"
        if self.context.say.confirm(f"删除{words}？", "应到账也不再计算。", "删除", keep="不删"):
            with self.context.office.change(f"删除{words}") as change:
                actions.drop_wage_bill(change, self.lines[number].month)

    def _import(self) -> None:
        levy_boxes.import_wages(self.context, self, self.year)


def _row(one: MonthLevy, now: str) -> tuple[Any, ...]:
    bill = one.bill
    links = [] if one.month > now else [Link("改工资总额" if bill else "登记工资", "wage")]
    if bill and one.gap_fen > 0 and one.month <= now:
        links.append(Link("收款", "receive"))
    return (
        month_words(one.month)[5:],
        bill.heads if bill else None,
        bill.total_fen if bill else None,
        one.expected_fen or None,
        one.received_fen or None,
        one.kept_fen or None,
        one.up_fen or None,
        one.remitted_fen or None,
        max(one.gap_fen, 0) or None,
        _state(one),
        tuple(links),
    )


def _state(one: MonthLevy) -> str:
    if one.bill is None and not one.received_fen:
        return "没有登记"
    if one.gap_fen <= 0:
        return "收齐"
    return "少到账" if one.received_fen else "没到账"
