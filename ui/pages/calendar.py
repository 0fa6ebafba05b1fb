"""行事历: the month by weeks as it hangs on the board, the small month beside it; term and year too."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from models.calendar import board, queries
from models.calendar.board import KNOWN, OWN, Line
from models.calendar.records import DROPPED, WorkDraft
from models.kit.days import month_of, month_start, month_words, number_of, school_year, term_words
from ui import icons, theme
from ui.navigation import Context
from ui.pages.calendar_acts import CalendarActsPage, record_of
from ui.pages.calendar_side import STATES, CalendarSide
from ui.tables.columns import Pill
from ui.tables.schedule_model import Record
from ui.widgets.buttons import button, label, link, picture
from ui.widgets.empty_state import EmptyState
from ui.widgets.schedule_table import ScheduleTable

VIEWS = {"month": ("月", "calendar-days"), "term": ("学期", "calendar"), "year": ("全年", "calendar")}

SPANS = {"month": "本月", "term": "本学期", "year": "全年"}
ROOMY = 1000  # a narrower page has no room for the sentence of facts


class CalendarPage(CalendarActsPage):
    """The month is that of the top bar: turning the small month turns it everywhere."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {
            "work_item", "setting", "user", "member", "movement", "period", "voucher",
            "dues_due", "dues_change", "dues_batch", "dues_paid",
        }
    )  # fmt: skip
    follows_period = True

    def __init__(self, context: Context) -> None:
        super().__init__(context, "行事历")
        self.lines: tuple[Line, ...] = ()
        self._day: date | None = None  # clicked in the small month: new work is on that day
        self.side = CalendarSide(context.office.today())
        self.table = ScheduleTable(self._look)
        self.term = link("开学日期", self.set_term_start)
        self.faces = QStackedWidget()
        self.switch = {view: self._switch(view) for view in VIEWS}
        self._status = QTimer(self)  # the shell clears its line when it shows a page
        self._status.setSingleShot(True)
        self._assemble()
        self._connect()

    def reload(self) -> None:
        office, month = self.context.office, self.context.period
        span = board.span_of(self.view, month)
        self.lines = board.span_lines(office, span, dropped=True)
        today = office.today()
        self.side.show_month(month, today if month_of(today) == month else month_start(month))
        self.side.show_lines(self.lines, month, SPANS[self.view])
        self.set_title("行事历", self._facts(span))
        self._hint_words.setText(f"{month[:4]}年还没有工作计划，下面是程序知道的。")
        self.hint.setVisible(int(month[:4]) not in queries.years(office.db))
        self._show()
        if self.table.current() is None:
            self._go_to_day(today)

    def open(self, **where: Any) -> None:
        """A month, or a piece of work with its month; `add=True` begins a new one."""
        if (month := str(where.get("month", ""))) != "":
            self._turn(month)
        if "item" in where:
            self.attempt(lambda: self._go_to_item(int(where["item"])))
        if where.get("add"):
            self.add()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._status.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        for part in (self.facts, self.term):
            part.setVisible(self.width() >= theme.px(ROOMY))
        super().resizeEvent(event)

    def first_focus(self) -> QWidget:
        return self.table.view

    def add(self, draft: WorkDraft | None = None) -> None:
        if draft is None and self._day and month_of(self._day) == self.context.period:
            draft = WorkDraft(self.context.period, "", day=self._day)
        super().add(draft)

    # -- showing ----------------------------------------------------------------------------------

    def _show(self) -> None:
        """The lines that ticks and states let through."""
        seen = [line for line in self.lines if self.side.shows(line)]
        month, office = self.context.period, self.context.office
        if self.view == "month":
            sections = board.by_weeks(office, month, seen)
        else:
            sections = board.by_months(office, board.span_of(self.view, month), seen)
        self.table.show_sections(sections, office.today())
        planned = any(line.item for line in self.lines)
        face = 0 if seen else 2 if planned or self.side.narrow else 1
        self.faces.setCurrentIndex(face)
        self._status.start()

    def _look(self, line: Line) -> tuple[Pill, Record, str]:
        """Pill, verbs and source of a line."""
        source = "临时事项" if line.kind == OWN else "程序提醒" if line.kind in KNOWN else "年度计划"
        return STATES[line.state], record_of(line), source

    def _facts(self, span: tuple[str, ...]) -> str:
        month = self.context.period
        if self.view == "year":
            return f"{month[:4]}年 · 计划 {sum(1 for line in self.lines if line.item)} 项"
        if self.view == "term":
            return f"{term_words(school_year(month))} · {number_of(span[0])}月至{number_of(span[-1])}月"
        weeks = board.week_words(self.context.office, span)
        return f"{month_words(month)} · " + (f"本学期{weeks}" if weeks else "假期")

    def _say_week(self) -> None:
        """What this week has and what presses, in the status line."""
        if not self.isVisible():
            return
        today = self.context.office.today()
        monday = today - timedelta(days=today.weekday())
        week = {monday + timedelta(days=step) for step in range(7)}
        counts = (
            ("本周", sum(not week.isdisjoint(line.days) for line in self.lines if line.state != DROPPED)),
            ("快到期", sum(line.state == board.SOON for line in self.lines)),
            ("已逾期", sum(line.state == board.LATE for line in self.lines)),
        )
        self.context.status(" · ".join(f"{word} {count} 项" for word, count in counts if count))

    # -- going ------------------------------------------------------------------------------------

    def _turn(self, month: str) -> None:
        """Another month, here and in the top bar."""
        if month != self.context.period:
            self.context.set_period(month)
            if self.view != "month":
                self.table.scroll_to_month(month)

    def _go_to_item(self, key: int) -> None:
        item = queries.item(self.context.office.db, key)
        now = self.context.period
        inside = item.first_month <= now <= item.last_month
        if not inside and self.view == "month":
            self._turn(item.first_month)
        if self._stale:
            self.refresh()
        if not self.table.go_to(lambda line: line.item == key):
            self.side.clear()
            self.side.counts[DROPPED].setChecked(item.state == DROPPED)
            self.table.go_to(lambda line: line.item == key)

    def _choose_day(self, day: date) -> None:
        """A day was clicked: to its first line, else to the first one after it."""
        self._day = day
        self._go_to_day(day)

    def _go_to_day(self, day: date) -> None:
        """Its first line, else the first one after it, else the first of all."""
        later = (
            lambda line: day in line.days,
            lambda line: line.day is not None and line.day >= day,
            lambda line: True,
        )
        any(self.table.go_to(fits) for fits in later)

    def _set_view(self, view: str) -> None:
        self.view = view
        self.switch[view].setChecked(True)
        self.reload()
        if view != "month":
            self.table.scroll_to_month(self.context.period)

    # -- making -----------------------------------------------------------------------------------

    def _switch(self, view: str) -> QPushButton:
        word, icon = VIEWS[view]
        made = button(
            word, icon, lambda: self._set_view(view), tip=f"看一{word}" if view != "year" else "看全年"
        )
        made.setCheckable(True)
        icons.put(made, icon, theme.TEXT, 16, theme.INFO)
        return made

    def _assemble(self) -> None:
        self._group = QButtonGroup(self)
        for made in self.switch.values():
            self._group.addButton(made)
        self.switch["month"].setChecked(True)
        holder = QWidget()  # so that these keep their words in a narrow window
        switches = theme.space(QHBoxLayout(holder), gap=8)
        for made in self.switch.values():
            switches.addWidget(made)
        self.head.insertWidget(self.head.indexOf(self.facts) + 1, self.term)
        self.head.addWidget(holder)
        self.head.addSpacing(theme.px(4))
        self.add_action(
            button("导入计划", "file-input", self.import_plan),
            button(
                "",
                "file-spreadsheet",
                self.export_paper,
                kind="icon",
                keys="Ctrl+E",
                tip="导出 Excel（Ctrl+E）",
            ),
            button("打印张贴 Ctrl+P", "printer", self.print_paper, keys="Ctrl+P"),
            button("新增事项", "plus", self.add, kind="filled", keys="Ctrl+N", tip="新增事项（Ctrl+N）"),
        )
        for face in (self._listed(), self._empty(), self._none()):
            self.faces.addWidget(face)
        row = theme.space(QHBoxLayout(), gap=12)
        row.addWidget(self.side)
        row.addWidget(self.faces, 1)
        self.body.addLayout(row, 1)

    def _connect(self) -> None:
        self._status.timeout.connect(self._say_week)
        self.side.chosen.connect(self._choose_day)
        self.side.turned.connect(self._turn)
        self.side.narrowed.connect(self._narrowed)
        self.table.opened.connect(self.open_line)
        self.table.verb.connect(self.do_verb)
        self.table.menu = lambda line: self.entries(line, self.table.chosen())
        for keys, act in (
            ("F2", lambda: self._with_current(self.change)),
            ("Space", lambda: self.turn(self.table.chosen())),
            ("Ctrl+M", lambda: self.move_lines(self.table.chosen())),
            ("Del", lambda: self.drop(self.table.chosen())),
        ):
            made = QShortcut(QKeySequence(keys), self.table, act)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        QShortcut(QKeySequence("F6"), self, self._swap_focus)

    def _listed(self) -> QWidget:
        """The list, and over it a hint while the year has no plan."""
        face = QWidget()
        column = theme.space(QVBoxLayout(face), gap=8)
        self.hint = QWidget()
        row = theme.space(QHBoxLayout(self.hint), (4, 0, 0, 0), 12)
        self._hint_words = label("", "facts")
        row.addWidget(picture("info", theme.INFO))
        row.addWidget(self._hint_words)
        row.addWidget(link("导入计划", self.import_plan))
        row.addStretch(1)
        column.addWidget(self.hint)
        column.addWidget(self.table, 1)
        return face

    def _empty(self) -> EmptyState:
        return EmptyState(
            "这段时间还没有安排",
            "可以导入分月写的工作计划，也可以一项一项新增。",
            [
                button("导入计划", "file-input", self.import_plan, kind="filled"),
                button("新增事项", "plus", self.add, kind="link"),
            ],
        )

    def _none(self) -> EmptyState:
        return EmptyState(
            "没有符合条件的事项",
            "左边的状态或来源把它们都略去了。",
            [button("全部显示", "x", self.side.clear)],
            mark="search",
        )

    def _narrowed(self) -> None:
        month = self.context.period
        self.side.show_lines(self.lines, month, SPANS[self.view])
        self._show()

    def _with_current(self, act: Any) -> None:
        line = self.table.current()
        if line is not None:
            act(line)

    def _swap_focus(self) -> None:
        """F6: from the list into the small month and back."""
        if self.table.view.hasFocus():
            self.side.grid.days.setFocus()
        else:
            self.table.view.setFocus()
