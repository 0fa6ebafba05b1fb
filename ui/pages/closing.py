"""结账: months and years of the book, what should be in order before, 年结 with its vouchers, 反结账."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from models import closing
from models.kit.days import month_words
from models.kit.errors import Refused
from models.ledger import year_end
from ui import theme
from ui.dialogs.closing_ways import choose_ways
from ui.dialogs.pin import PinDialog
from ui.navigation import Context
from ui.opening import open_where, way_of
from ui.pages.closing_year import EarmarkPart, VouchersPart
from ui.tables.columns import Draw, Link, TableColumn
from ui.tables.list_source import ListSource
from ui.widgets.buttons import button, card, label, scrolled, switch_off
from ui.widgets.page import PageWidget
from ui.widgets.point_list import PointList
from ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from ui.jobs import Job

COLUMNS = (
    TableColumn("period", "期间", Draw.TEXT, 92, sortable=False),
    TableColumn("state", "状态", Draw.PILL, 72, sortable=False, tones={"已结账": "ok", "未结账": "warn",
                                                                    "已年结": "ok", "未年结": "warn"}),
    TableColumn("verbs", "处理", Draw.LINKS, 62, sortable=False),
    TableColumn("vouchers", "凭证", Draw.COUNT, 48, sortable=False),
    TableColumn("said", "说明", Draw.SENTENCE, 40, stretch=True, sortable=False),
)  # fmt: skip
_CHECK, _EARMARKS, _VOUCHERS = range(3)
_VERB = next(at for at, column in enumerate(COLUMNS) if column.draw is Draw.LINKS)


class ClosingPage(PageWidget):
    """`open(period="2026-10")` or `open(period="2026")` shows a month or a year."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {"voucher", "period", "setting", "dues_batch", "dues_paid", "reconciliation", "cash_count", "asset",
         "depreciation", "claim", "budget", "campaign", "earmark", "voucher_template_done", "carried_earmark"}
    )  # fmt: skip

    def __init__(self, context: Context) -> None:
        super().__init__(context, "结账")
        self.period = ""
        self._wish = ""
        self._choosing = False  # the list puts its cursor where the wish is
        self._check: Job | None = None
        self._rows: list[tuple[str, bool]] = []  # (period, closed) as the list has them
        self.table = RecordTable(
            context, "closing", COLUMNS, ListSource(COLUMNS, {}, unit="期"), row_height=36, unit="期"
        )
        self.table.title = lambda: "结账情况"
        self.points = PointList(self._way)
        self.earmarks, self.vouchers = EarmarkPart(context), VouchersPart(context)
        self.faces = QStackedWidget()
        for part in (scrolled(self.points), self.earmarks, self.vouchers):
            self.faces.addWidget(part)
        self.heading, self.verdict = label("", "strong"), label("", "note", wrap=True)
        self.tabs = [self._tab(text, at) for at, text in enumerate(("检查", "专项", "结转凭证"))]
        self.close_button = button("结账", "lock", self.close_period, kind="filled")
        self.reopen_button = button("反结账", "lock-open", lambda: self.reopen(self.period))
        self._connect()
        self._assemble()

    def _connect(self) -> None:
        self.table.current.connect(self._arrived)
        self.table.verb.connect(self._do)
        self.earmarks.changed.connect(self._replan)

    def _assemble(self) -> None:
        self.add_action(
            button(
                "结账方式", "settings", lambda: choose_ways(self.context, self, self.context.toast).exec()
            ),
            button("反结账记录", "history", self._log),
            self.reopen_button,
            self.close_button,
        )
        row = theme.space(QHBoxLayout(), gap=12)
        row.addWidget(self.table, 36)
        row.addWidget(self._card(), 64)
        self.body.addLayout(row, 1)

    def _card(self) -> QFrame:
        frame = card()
        column = theme.space(QVBoxLayout(frame), (16, 10, 12, 12), 8)
        head = theme.space(QHBoxLayout(), gap=4)
        head.addWidget(self.heading)
        head.addSpacing(8)
        for tab in self.tabs:
            head.addWidget(tab)
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(self.verdict)
        column.addWidget(self.faces, 1)
        return frame

    def _tab(self, text: str, at: int) -> QPushButton:
        made = theme.kind(QPushButton(text), "tab")
        made.setCheckable(True)
        made.setAutoExclusive(True)
        made.setChecked(at == 0)
        made.clicked.connect(lambda *_: self._turn(at))
        return made

    # -- showing ----------------------------------------------------------------------------------

    def reload(self) -> None:
        office = self.context.office
        months = closing.months(office.db, office.today())
        due, last = closing.next_to_close(office.db), next((one.month for one in months if one.closed), "")
        done = dict(closing.years(office.db, office.today()))
        rows: list[tuple[object, ...]] = []
        self._rows = []
        for one in months:
            if one.month.endswith("-12") or one is months[0]:
                year = int(one.month[:4])
                over = office.today().year > year
                self._rows.append((f"{year}", done.get(year, False)))
                rows.append(_year_row(year, done.get(year, False), over))
            self._rows.append((one.month, one.closed))
            rows.append(_month_row(one, due, last))
        self._wish = self._wish or self.period or due
        self.table.use_source(ListSource(COLUMNS, dict(enumerate(rows)), unit="期"))
        closed = sum(1 for one in months if one.closed)
        self.set_title(
            "结账", f"{len(months)} 个月，已结 {closed} 个月 · {year_end.MODES[year_end.mode(office.db)]}"
        )
        self._choose()

    def open(self, **where: Any) -> None:
        if where.get("period"):
            self._wish = str(where["period"])
            if self._rows:
                self._choose()

    def first_focus(self) -> QWidget:
        return self.table.view

    def _choose(self) -> None:
        wish, self._wish = self._wish, ""
        at = next((at for at, (period, _) in enumerate(self._rows) if period == wish), 0)
        if self._rows:
            self._choosing = True
            self.table.select(at, _VERB)  # so that Enter does what can be done
            self._choosing = False
            self.show_period(self._rows[at][0])

    def _arrived(self, at: int) -> None:
        if not self._choosing:
            self.show_period(self._rows[at][0])

    def show_period(self, period: str, then: Callable[[], None] | None = None) -> None:
        """The checklist of a month, or of a year with its earmarks and vouchers; `then` when it is there."""
        office, whole = self.context.office, len(period) == 4
        turned = period != self.period
        self.period = period
        closed = dict(self._rows)[period]
        self.heading.setText(f"{period}年年结" if whole else f"{month_words(period)}")
        self._look(period, closed, then)
        self.tabs[_EARMARKS].setVisible(whole)
        self.tabs[_VOUCHERS].setVisible(whole or year_end.mode(office.db) == "monthly")
        if whole:
            self.earmarks.show_year(int(period), closed)
        if turned or not self.tabs[self.faces.currentIndex()].isVisibleTo(self):
            self._turn(_CHECK)
        else:
            self._turn(self.faces.currentIndex())
        self._set_buttons(closed, ["正在检查"])
        self.verdict.setText("")

    def _look(self, period: str, closed: bool, then: Callable[[], None] | None) -> None:
        """The list is made in a job: in a book of many years it takes longer than a key may."""
        today = self.context.office.today()

        def show(points: list[closing.Point]) -> None:
            if period != self.period:
                return
            self.points.show_points(points)
            self._set_buttons(closed, [one.said or one.name for one in points if one.must and not one.ok])
            if then is not None:
                then()

        if self._check is not None and self._check in self._jobs:
            self._check.cancel()  # the arrows went on meanwhile
        self._check = self.run(
            lambda office, progress: closing.checklist(office.db, period, today), show, says="正在检查"
        )

    def _set_buttons(self, closed: bool, stops: list[str]) -> None:
        whole = len(self.period) == 4
        name = f"{self.period} 年" if whole else month_words(self.period)
        no = "" if self.context.office.actor.may_write else "您的身份只能查看，不能结账。"
        self.close_button.setText(f"{'年结' if whole else '结账'} {name}")
        self.close_button.setVisible(not closed)
        switch_off(self.close_button, no or (f"{stops[0]}，还不能结账。" if stops else ""))
        last = next((period for period, done in self._rows if done and len(period) == 7), "")
        mine = closed and last == (f"{self.period}-12" if whole else self.period)
        self.reopen_button.setVisible(closed)
        first = "" if mine or not last else f"要从最后结账的 {month_words(last)} 开始反结。"
        switch_off(self.reopen_button, no or first)
        words = "已结账，里面的凭证只能看。" if closed else ""
        if not closed:
            words = f"有 {len(stops)} 件事要先处理。" if stops else "可以结账。黄色的不影响结账，先看一看。"
        self.verdict.setText(words)
        theme.kind(self.verdict, "ok" if closed else "error" if stops else "note")

    def _turn(self, at: int) -> None:
        self.tabs[at].setChecked(True)
        self.faces.setCurrentIndex(at)
        if at == _VOUCHERS:
            self._show_vouchers()

    def _replan(self) -> None:
        if self.faces.currentIndex() == _VOUCHERS:
            self._show_vouchers()

    def _show_vouchers(self) -> None:
        if dict(self._rows).get(self.period):
            self.vouchers.show_made(self.period)
        else:
            self.vouchers.show_plan(self.period, self.earmarks.stay() if len(self.period) == 4 else None)

    def _way(self, where: str) -> tuple[str, Any] | None:
        if where == "earmarks":
            return ("看专项", lambda: self._turn(_EARMARKS))
        if where.startswith("period:"):
            return ("去看", lambda: self.open(period=where.partition(":")[2]))
        verbs = way_of(where).verbs
        return (verbs[0][0], lambda: open_where(self.context, where)) if verbs else None

    # -- doing ------------------------------------------------------------------------------------

    def close_period(self) -> None:
        """A backup, then the month or year is closed, in one job."""
        period, whole = self.period, len(self.period) == 4
        name = f"{period} 年" if whole else month_words(period)
        what = "会记结转凭证，并把各月都结账。" if whole else "结账以后，这个月不能再记账和冲销。"
        if not self.context.say.confirm(
            f"{'给' if not whole else ''} {name} {'年结' if whole else '结账'}？".strip(),
            f"{what}结账前会先备份一次。",
            f"{'年结' if whole else '结账'} {name}",
            keep="先不结",
        ):
            return
        stay = self.earmarks.stay() if whole else None
        reasons = self.earmarks.reasons() if whole else None

        def work(office: Any, progress: Any) -> list[str]:
            return closing.close(office, period, stay, reasons=reasons, progress=progress)

        self.run(work, lambda made: self._closed(period, made), writes=True, says="正在结账")

    def _closed(self, period: str, made: list[str]) -> None:
        whole = len(period) == 4
        said = f"{period} 年已年结" if whole else f"{month_words(period)}已结账"
        more = f"，记了 {len(made)} 张结转凭证" if made else ""
        self.period, self._wish = "", period if whole else ""
        self.context.toast(said, f"结账前已备份{more}")
        self.reload()

    def reopen(self, period: str) -> None:
        """反结账 with its reason."""
        whole = len(period) == 4
        name = f"{period} 年" if whole else month_words(period)
        red = "年末结转凭证会用红字冲销。" if whole else ""
        why = self.context.say.reason(
            f"反结账 {name}",
            f"反结账后又可以记账。{red}原因写进操作日志和反结账登记表，经审时看得到。",
            "反结账",
            hint="原因，例如“漏记一张银行手续费”",
        )
        if not why or not self._chair_agrees():
            return
        try:
            made = closing.reopen(self.context.office, period, why)
        except Refused as no:
            self.context.say.refuse(no)
            return
        self.context.toast(f"{name}已反结账", f"红字冲销 {len(made)} 张结转凭证" if made else "")

    def _chair_agrees(self) -> bool:
        """A chair who has a PIN gives it."""
        office = self.context.office
        chairs = [user for user in office.users() if user.role == "chair" and office.asks_pin(user)]
        return not chairs or PinDialog.passes(self, office, chairs[0])

    def _do(self, at: int, verb: str) -> None:
        period = self._rows[at][0]
        if verb == "reopen":
            self.show_period(period)
            self.reopen(period)
        else:
            self.show_period(period, self._close_if_may)

    def _close_if_may(self) -> None:
        if self.close_button.isEnabled():
            self.close_period()
        else:
            self.context.toast("还不能结账", self.close_button.toolTip(), icon="circle-alert")

    def _log(self) -> None:
        year = (self.period or self.context.period)[:4]
        self.context.open_page("reports", report="reopenings", period=year)


def _month_row(one: closing.MonthState, due: str, last: str) -> tuple[object, ...]:
    said = f"{one.at[5:10]} {one.by}" if one.closed else ""
    if not one.closed and one.reason:
        said = f"{one.at[5:10]} {one.by}反结账：{one.reason}"
    if one.drafts:
        said = f"{one.drafts} 张没有记账" + (f"；{said}" if said else "")
    verbs: tuple[Link, ...] = ()
    if one.closed and one.month == last:
        verbs = (Link("反结账", "reopen"),)
    elif one.month == due:
        verbs = (Link("结账", "close"),)
    words = "已结账" if one.closed else "未结账"
    return ("　" + month_words(one.month), words, verbs, one.vouchers, said)


def _year_row(year: int, done: bool, over: bool) -> tuple[object, ...]:
    said = "" if done else "可以年结" if over else "还没过完"
    return (f"{year}年", "已年结" if done else "未年结", (), None, said)
