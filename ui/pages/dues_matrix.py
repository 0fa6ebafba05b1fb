"""会费总表: members by months, what is owed with its age, the tie-out to the ledger."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QCursor, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from models.dues import year as register
from models.dues.lists import STATES, MatrixList
from models.dues.records import TieOut, YearLine
from models.kit.days import month_of, month_words
from models.kit.money import yuan
from models.kit.progress import Progress
from ui import icons, theme
from ui.pages.dues_prints import print_entry
from ui.pages.dues_view import DuesView
from ui.tables.columns import Pill
from ui.widgets import matrix
from ui.widgets.buttons import button, label, link
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_strip import Filter
from ui.widgets.pill import PillLabel
from ui.widgets.record_table import RecordTable
from ui.widgets.sentence import Sentence
from ui.widgets.year_bar import YearBar

if TYPE_CHECKING:
    from models.office import Office
    from ui.widgets.page import PageWidget

_AGES = (("1–2 个月", "grey"), ("3–5 个月", "warn"), ("6 个月以上", "error"))


class MatrixView(DuesView):
    """Arrows move between cells; Enter tells where a mark comes from, Space takes cash."""

    KEY, TITLE = "matrix", "总表"

    def __init__(self, page: PageWidget) -> None:
        super().__init__(page)
        self.list = MatrixList([])
        self.tie: TieOut | None = None
        self._wanted: tuple[int | None, int] | None = None  # member and column that a link named
        self.years = YearBar(self.year)
        self.years.changed.connect(self._other_year)
        self.table = RecordTable(
            self.context,
            "dues.matrix",
            matrix.columns(""),
            matrix.MatrixRows(self.list),
            frozen=3,
            cells=True,
            search="姓名、拼音首字母、工号",
            filters=(Filter("unit", "全部分工会", width=150), Filter("state", "全部状态", STATES, width=116)),
            empty=self._empty(),
            unit="人",
        )
        self.table.title = lambda: f"{self.year}年会费总表"
        self.table.sum_lines(matrix.sum_lines)
        self.table.opened.connect(lambda member: self._origin(member))
        self.table.menu = self._menu
        self.table.loaded.connect(self._say_foot)
        self.table.view.installEventFilter(self)
        self.table.view.selectionModel().currentChanged.connect(self._say_cell)
        self._assemble()

    # -- the office -------------------------------------------------------------------------------

    def reload(self) -> None:
        number, today = self.year, self.context.office.today()

        def work(office: Office, progress: Progress) -> tuple[list[YearLine], TieOut]:
            lines = register.matrix(office.db, number, today)
            return lines, register.tie_out(office.db, f"{number}-01", f"{number}-12")

        self.page.run(work, partial(self._take, number), says="正在读取会费")

    def _take(self, number: int, found: tuple[list[YearLine], TieOut]) -> None:
        if number != self.year:
            return
        kept = self._wanted or (self.table.current_id(), self.table.view.currentIndex().column())
        self._wanted = None
        self.list, self.tie = MatrixList(found[0]), found[1]
        this = month_of(self.context.office.today())
        now = f"m{this[5:]}" if this.startswith(str(self.year)) else ""
        self.table.model.columns = matrix.columns(now)
        units = [(name, f"{name}（{count} 人）") for name, count in self.list.units()]
        self.table.strip.set_choices("unit", units)
        self.table.use_source(matrix.MatrixRows(self.list))
        self._put_cursor(*kept)

    def open(self, **where: Any) -> None:
        """year=2026, month="2026-03" (its column), member=7, state="owed", unit="第1分工会"."""
        month = str(where.get("month") or "")
        number = int(where.get("year") or month[:4] or self.year)
        if number != self.year:
            self._other_year(number)
        for key in ("state", "unit"):
            if key in where:
                self.table.strip.choose(key, str(where[key]))
        column = matrix.FIRST_MONTH + int(month[5:]) - 1 if len(month) == 7 else None
        if "member" in where or column is not None:
            member = int(where["member"]) if "member" in where else self.table.current_id()
            self._wanted = (member, -1 if column is None else column)  # the list may still be read
            self._put_cursor(*self._wanted)

    def facts(self) -> str:
        return "应缴按每月核定数"

    def first_focus(self) -> QWidget:
        return self.table.view

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            member = self.table.current_id()
            if event.key() == Qt.Key.Key_Space and member is not None:
                self.take_cash()
                return True
        return False

    def _put_cursor(self, member: int | None, column: int) -> None:
        """To this member's month; where one is not known, to the first line or the month of now."""
        if not self.table.model.rowCount():
            return
        line = self.table.model.line_of(member) if member is not None else 0
        at = column if column >= 0 else self._now_column()
        self.table.view.setCurrentIndex(self.table.model.index(max(0, line), at))

    # -- verbs ------------------------------------------------------------------------------------

    def take_cash(self) -> None:
        """Space: the member under the cursor pays for the month under the cursor."""
        from ui.dialogs.dues_cash import take_cash

        take_cash(self.context, self, self.table.current_id(), self._month())

    def _origin(self, member: int) -> None:
        month = self._month()
        if not month:
            self.context.open_page("members", member=member)
            return
        from ui.dialogs.dues_origin import OriginDialog

        OriginDialog(self.context, self.window(), member, month, self.list.lines[member]).exec()

    def _month(self) -> str:
        """The month under the cursor; "" outside the months."""
        at = self.table.view.currentIndex().column() - matrix.FIRST_MONTH
        return f"{self.year}-{at + 1:02d}" if 0 <= at < 12 else ""

    def _menu(self, member: int) -> list[tuple[str, str, Any]]:
        from ui.dialogs import dues_due

        month = self._month() or self.context.period
        return [
            ("看这一格的来历", "history", partial(self._origin, member)),
            ("收现金", "banknote", self.take_cash),
            ("免缴", "circle-check", partial(dues_due.exempt, self.context, self, member, month)),
            ("改应缴", "pencil", partial(dues_due.correct, self.context, self, member, month)),
            ("打印收款凭条", "receipt-text", partial(self._receipt, member, month)),
            ("看会员", "user", partial(self.context.open_page, "members", member=member)),
        ]

    def _receipt(self, member: int, month: str) -> None:
        who = self.list.lines[member].payer
        print_entry(self.context, self, "dues-receipt", month, who.number or who.name)

    def _print(self) -> None:
        month = self._month() or self.context.period
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, report, period in (
            ("会费总表", "dues-matrix", str(self.year)),
            ("欠缴表", "dues-arrears", str(self.year)),
            ("催缴条", "dues-reminders", str(self.year)),
            ("欠缴名单（每个分工会一页）", "dues-arrears-units", str(self.year)),
            (f"{month_words(month)}签收表", "dues-schedule", month),
            (f"{month_words(month)}收款凭条", "dues-receipt", month),
            ("台账与账簿核对表", "dues-tie-out", str(self.year)),
        ):
            menu.addAction(
                icons.icon("printer"), text, partial(print_entry, self.context, self, report, period)
            )
        menu.popup(QCursor.pos())

    def _other_year(self, number: int) -> None:
        self.year = number
        self.years.show_year(number)
        self.page.refresh()

    # -- the frame --------------------------------------------------------------------------------

    def _assemble(self) -> None:
        self.strip.addWidget(self.years)
        self.strip.addWidget(self.table.strip, 1)
        self.strip.addWidget(
            button("收现金", "banknote", self.take_cash, tip="收光标所在这一格的现金（空格）")
        )
        self.print = button("打印", "printer", self._print)
        self.strip.addWidget(self.print)
        self.strip.addWidget(button("导出 Excel", "file-spreadsheet", self.table.export))
        receive = partial(self.context.open_page, "dues_receive")
        self.strip.addWidget(
            button("登记扣款单", "file-input", lambda: receive(month=self.context.period), kind="filled")
        )
        self.column.addWidget(self.table, 1)
        foot = theme.space(QHBoxLayout(), gap=8)
        self.owed = label("", "strong")
        foot.addWidget(self.owed)
        self.ages = {words: (PillLabel(Pill(words, tone)), label("")) for words, tone in _AGES}
        for pill, words in self.ages.values():
            foot.addWidget(pill)
            foot.addWidget(words)
        foot.addStretch(1)
        self.agrees = Sentence("", "ok")
        self.others = link("", self._open_others)
        foot.addWidget(self.agrees)
        foot.addWidget(self.others)
        self.column.addLayout(foot)

    def _empty(self) -> EmptyState:
        verbs = [
            button("核定应缴", "calculator", lambda: self.page.open(view="due"), kind="filled"),
            button("登记扣款单", "file-input", lambda: self.context.open_page("dues_receive")),
        ]
        text = "先核定每月应缴，再登记工资部门的扣款单；也可以直接登记，登记时一并核定。"
        return EmptyState("这一年还没有会费", text, verbs)

    def _say_foot(self) -> None:
        filters = self.table.model.filters
        found = self.list.ages(filters)
        whose = filters.get("unit") or ("所选" if filters else "全会")
        self.owed.setText(f"{whose}欠缴 {yuan(sum(fen for *_, fen in found))} 元")
        for words, count, fen in found:
            pill, said = self.ages[words]
            pill.setVisible(bool(count))
            said.setVisible(bool(count))
            said.setText(f"{count} 人 {yuan(fen)} 元")
        self._say_tie()

    def _say_tie(self) -> None:
        tie = self.tie
        if tie is None:
            return
        if tie.ok:
            self.agrees.setText(f"已到账 {yuan(tie.register_fen)}，与总账“会费收入”相符")
        else:
            gap = yuan(tie.register_fen - tie.ledger_fen)
            self.agrees.setText(f"到账与总账“会费收入”差 {gap}，请查明")
        theme.kind(self.agrees, "ok" if tie.ok else "error")
        self.others.setText(f"另有 {len(tie.others)} 张凭证 {yuan(tie.other_fen)}" if tie.others else "")
        self.others.setVisible(bool(tie.others))

    def _open_others(self) -> None:
        """The vouchers on dues income that are no batches."""
        if self.tie is not None and len(self.tie.others) == 1:
            self.context.open_page("voucher", voucher=self.tie.others[0][0])
        else:
            print_entry(self.context, self, "dues-tie-out", str(self.year))

    def _now_column(self) -> int:
        this = month_of(self.context.office.today())
        shown = this if this.startswith(str(self.year)) else f"{self.year}-12"
        return matrix.FIRST_MONTH + int(shown[5:]) - 1

    def _say_cell(self, now: QModelIndex, before: QModelIndex) -> None:
        if not self.isVisible():
            return
        member = self.table.current_id()
        month = self._month()
        line = self.list.lines.get(member) if member is not None else None
        if line is None or not month:
            self.context.status("")
            return
        at = int(month[5:]) - 1
        due, state = line.months[at], line.states[at]
        said = f"{line.payer.name} {at + 1}月：{_WORDS.get(state, state)}"
        if due is not None and state == register.OWED:
            said += f" {yuan(due.owed_fen)} 元 · 空格收现金"
        elif due is not None and state not in (register.OUTSIDE, register.AHEAD):
            said += f"，应缴 {yuan(due.due_fen)}，实收 {yuan(due.arrived_fen + due.transit_fen)}"
        self.context.status(f"{said} · Enter 看来历")


_WORDS = {register.OUTSIDE: "不应缴", register.AHEAD: "没到期"}
