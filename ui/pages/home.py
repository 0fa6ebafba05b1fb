"""首页: the office at a glance, what waits, the month's schedule, dues by month, the most used acts."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from models.kit.days import month_words, next_month, number_of, weekday, words
from models.kit.money import yuan
from ui import theme
from ui.navigation import Context
from ui.opening import open_where
from ui.pages.home_cards import Cards
from ui.pages.home_todo import TodoList
from ui.widgets.act_row import ActRow
from ui.widgets.agenda import Agenda, Entry
from ui.widgets.bar_chart import Bar, BarChart
from ui.widgets.buttons import button, card, label, link, rule, scrolled
from ui.widgets.colour_legend import ColourLegend
from ui.widgets.page import PageWidget

if TYPE_CHECKING:
    from models.kit.progress import Progress
    from models.office import Office
    from models.overview import Overview
    from ui.pages.home_first import FirstStepsFace

_HOURS = ((5, "夜深了"), (9, "早上好"), (12, "上午好"), (14, "中午好"), (18, "下午好"), (24, "晚上好"))
_POSTS = ("财务委员", "工会主席", "出纳", "经审委员", "会计", "委员", "主席")
_TWO_SIGNS = ("欧阳", "司马", "上官", "诸葛", "尉迟", "夏侯", "皇甫", "东方", "慕容", "令狐", "司徒", "端木")


def greeting(now: datetime, name: str) -> str:
    """ "上午好，许老师"; a post in place of a name is not addressed."""
    hello = next(said for until, said in _HOURS if now.hour < until)
    if not name or name in _POSTS or not "\u4e00" <= name[0] <= "\u9fff":
        return hello
    return f"{hello}，{name[:2] if name.startswith(_TWO_SIGNS) else name[0]}老师"


class HomePage(PageWidget):
    """Reads everything in one job; a click on anything opens its page."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {
            "setting", "user", "member", "movement", "wage_base", "holiday",
            "dues_due", "dues_change", "dues_batch", "dues_paid", "voucher", "period", "opening_balance",
            "work_item", "invoice", "bank_slip", "number_use", "budget", "claim", "claim_mark",
            "bank_match", "reconciliation", "cash_count",
        }
    )  # fmt: skip
    follows_period = True

    def __init__(self, context: Context) -> None:
        super().__init__(context, "首页")
        self.seen: Overview | None = None
        self.cards, self.todo, self.agenda = Cards(context), TodoList(context), Agenda()
        self.chart = BarChart()
        self.first: FirstStepsFace | None = None  # only a new office has steps to do
        self.acts = self._common()
        self.faces = QStackedWidget()
        self.faces.addWidget(scrolled(self._board()))
        self.body.addWidget(self.faces, 1)
        self.add_action(
            button("登记会费", "wallet", lambda: context.open_page("dues_receive", month=context.period)),
            button(
                "新增凭证 Ctrl+N", "plus", lambda: context.open_page("voucher"), kind="filled", keys="Ctrl+N"
            ),
        )
        self.agenda.opened.connect(self._open_slot)
        self.agenda.more.connect(lambda: context.open_page("calendar", month=context.period))

    def reload(self) -> None:
        now = self.context.office.now()
        self.set_title(
            greeting(now, self.context.user),
            f"{words(now.date())} {weekday(now.date()).replace('周', '星期')}",
        )
        month, today = self.context.period, now.date()

        def read(office: Office, progress: Progress) -> Overview:
            from models.overview import overview  # half of the rooms: loaded on the worker's thread

            return overview(office, month, today)

        self.run(read, self._show, says="正在读取")

    def first_focus(self) -> QWidget:
        if self.first is not None and self.faces.currentIndex() == 1:
            return self.first.first_button()
        return self.todo.table.view

    def _show(self, seen: Overview) -> None:
        self.seen = seen
        today = self.context.office.today()
        had = self.isActiveWindow() and self.hasFocus()
        self._turn(seen)
        self.cards.show_cards(seen)
        self.todo.show_todo(seen.todo, today)
        entries = [Entry(slot.day, slot.content, slot.who, slot.until, slot.done) for slot in seen.agenda]
        self.agenda.show_entries(entries, today)
        self.chart.show_bars([self._bar(*one) for one in seen.by_month])
        self._chart_title.setText(f"{seen.month[:4]} 年会费 实收与应收")
        self._agenda_title.setText(f"{number_of(seen.month)} 月行事历")
        self.acts[0].say(f"打印 {number_of(seen.month)} 月行事历")
        self.acts[1].say(f"打印 {number_of(self._voucher_month())} 月凭证")
        if had:
            self.first_focus().setFocus()

    def _turn(self, seen: Overview) -> None:
        """The face with the first steps as long as there are some to do, else the board."""
        if seen.steps.open and self.first is None:
            from ui.pages.home_first import FirstStepsFace

            self.first = FirstStepsFace(self.context)
            self.faces.addWidget(scrolled(self.first))
        if self.first is not None:
            self.first.show_steps(seen.steps)
        self.faces.setCurrentIndex(1 if seen.steps.open else 0)

    def _bar(self, month: str, received: int, missing: int) -> Bar:
        tip = f"{month_words(month)}：实收 {yuan(received)} 元"
        if missing:
            tip += f"，还差 {yuan(missing)} 元"
        now = month == self.context.period
        shown = missing if received or month <= self.context.period else 0
        return Bar(f"{number_of(month)}月", received, shown, now, tip)

    def _open_slot(self, at: int) -> None:
        if self.seen is not None:
            open_where(self.context, self.seen.agenda[at].where)

    # -- making -----------------------------------------------------------------------------------

    def _board(self) -> QWidget:
        board = QWidget()
        grid = theme.space(QGridLayout(board), gap=12)
        grid.addWidget(self.cards, 0, 0, 1, 2)
        grid.addWidget(self.todo, 1, 0)
        grid.addWidget(self._agenda_card(), 1, 1)
        grid.addWidget(self._chart_card(), 2, 0)
        grid.addWidget(self._acts_card(), 2, 1)
        grid.setRowStretch(1, 1)
        grid.setColumnStretch(0, 718)
        grid.setColumnStretch(1, 420)
        theme.least(self.todo, 320, 210)
        return board

    def _agenda_card(self) -> QFrame:
        frame = card()
        column = theme.space(QVBoxLayout(frame), (10, 6, 10, 6), 0)
        self._agenda_title = label("本月行事历", "strong")
        opener = link("打开", lambda: self.context.open_page("calendar", month=self.context.period))
        column.addLayout(_title_line(self._agenda_title, opener))
        column.addWidget(rule())
        column.addSpacing(4)
        column.addWidget(self.agenda, 1)
        return frame

    def _chart_card(self) -> QFrame:
        frame = theme.fix(card(), height=148)
        column = theme.space(QVBoxLayout(frame), (10, 6, 10, 6), 0)
        self._chart_title = label("会费 实收与应收", "strong")
        line = _title_line(
            self._chart_title,
            link(
                "会费总表", lambda: self.context.open_page("dues", view="matrix", month=self.context.period)
            ),
        )
        line.insertWidget(1, label("元", "note"))
        colours = ("实收", theme.CHART_PAST), ("本月", theme.CHART_NOW), ("未收到", theme.CHART_MISSING)
        line.insertWidget(3, ColourLegend(colours))
        column.addLayout(line)
        column.addWidget(self.chart, 1)
        return frame

    def _acts_card(self) -> QFrame:
        frame = theme.fix(card(), height=148)
        column = theme.space(QVBoxLayout(frame), (10, 6, 10, 4), 0)
        column.addLayout(_title_line(label("常用", "strong")))
        for act in self.acts:
            column.addWidget(act)
        column.addStretch(1)
        return frame

    def _common(self) -> tuple[ActRow, ...]:
        return (
            ActRow("打印本月行事历", "printer", self._print_schedule, "Alt+1"),
            ActRow("打印凭证", "printer", self._print_vouchers, "Alt+2"),
            ActRow("导出会员花名册", "file-spreadsheet", self._export_roster, "Alt+3"),
            ActRow("备份到 U 盘", "hard-drive-download", self._to_stick, "Alt+4"),
        )

    # -- common acts ------------------------------------------------------------------------------

    def _print_schedule(self) -> None:
        self.context.open_page("reports", report="work-schedule", period=self.context.period)

    def _print_vouchers(self) -> None:
        self.context.open_page("reports", report="voucher", period=self._voucher_month())

    def _voucher_month(self) -> str:
        """The month whose vouchers one binds now: the one before this."""
        return next_month(self.context.period, -1)

    def _export_roster(self) -> None:
        from models import catalog
        from models.report import Report
        from ui.dialogs.export import export_report

        office = self.context.office
        asked = catalog.Asked("", "", office.today())
        made = catalog.build(office, catalog.entry("member-roster"), asked)
        if isinstance(made, Report):
            export_report(self.context, made, self.window())

    def _to_stick(self) -> None:
        from ui.dialogs.stick import backup_to_folder

        backup_to_folder(self)


def _title_line(title: QWidget, opener: QWidget | None = None) -> QHBoxLayout:
    line = theme.space(QHBoxLayout(), (6, 0, 4, 0), 8)
    line.addWidget(title)
    line.addStretch(1)
    if opener is not None:
        line.addWidget(opener, 0, Qt.AlignmentFlag.AlignVCenter)
    theme.least(title, height=28)
    return line
