"""Settings › 结账: the months of the book, what should be in order before the next is closed, 反结账."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from models import closing
from models.kit.days import month_words
from models.ledger import actions
from models.store import copies
from ui import theme
from ui.opening import open_where, way_of
from ui.tables.columns import Draw, Link, TableColumn
from ui.tables.list_source import ListSource
from ui.widgets.buttons import button, card, label, link, picture, scrolled, switch_off
from ui.widgets.page import PageWidget
from ui.widgets.record_table import RecordTable
from ui.widgets.setting_part import SettingPart

COLUMNS = (
    TableColumn("month", "月份", Draw.TEXT, 98, sortable=False),
    TableColumn("state", "状态", Draw.PILL, 84, sortable=False, tones={"已结账": "ok", "未结账": "warn"}),
    TableColumn("verbs", "处理", Draw.LINKS, 72, sortable=False),
    TableColumn("vouchers", "凭证", Draw.COUNT, 56, sortable=False),
    TableColumn("said", "说明", Draw.SENTENCE, 48, stretch=True, sortable=False),
)


class MonthsPart(SettingPart):
    """The list of months at the left, the checklist of the month to close at the right."""

    KEY, TITLE, ICON = "months", "结账", "lock"
    NOTE = "结账以后，那个月的凭证不能再增加和冲销。按月份顺序结，反结账从最后一个月开始。"

    def __init__(self, page: PageWidget) -> None:
        super().__init__(page)
        self.month = ""
        self._wish = ""
        self._months: list[closing.MonthState] = []
        self.table = RecordTable(
            page.context, "months", COLUMNS, ListSource(COLUMNS, {}, unit="个月"), row_height=36, unit="个月"
        )
        self.table.title = lambda: "结账情况"
        self.table.current.connect(self._show_month)
        self.table.verb.connect(lambda at, verb: self._do(at, verb))
        row = theme.space(QHBoxLayout(), gap=12)
        row.addWidget(self.table, 3)
        row.addWidget(self._card(), 2)
        self.column.addLayout(row, 1)

    def open(self, **where: Any) -> None:
        if where.get("month"):
            self._wish = str(where["month"])
            self._choose()

    def reload(self) -> None:
        office = self.context.office
        self._months = closing.months(office.db, office.today())
        due = closing.next_to_close(office.db)
        rows = {at: _shown(one, due, self._last_closed()) for at, one in enumerate(self._months)}
        self._wish = self._wish or self.month or due
        self.table.use_source(ListSource(COLUMNS, rows, unit="个月"))
        self._choose()

    def close_month(self) -> None:
        """A backup, then the month is closed, in one job."""
        month = self.month
        if not self.context.say.confirm(
            f"给 {month_words(month)} 结账？",
            "结账以后，这个月不能再记账和冲销。结账前会先备份一次。",
            f"给 {month_words(month)} 结账",
            keep="先不结",
        ):
            return

        def work(office: Any, progress: Any) -> str:
            progress.step(0, 2, "正在备份")
            copies.when_changed(office.path, "结账前")
            progress.step(1, 2, "正在结账")
            with office.change(f"结账 {month_words(month)}") as change:
                actions.close_month(change, month)
            return month

        self.page.run(work, self._closed, writes=True, says="正在结账")

    def reopen(self, month: str) -> None:
        """反结账 with its reason."""
        why = self.context.say.reason(
            f"反结账 {month_words(month)}",
            "反结账后这个月又可以记账。原因写进操作日志，经审时看得到。",
            "反结账",
            hint="原因，例如“漏记一张银行手续费”",
        )
        if why:
            self.write(
                f"反结账 {month_words(month)}",
                lambda c: actions.reopen_month(c, month, why),
                f"{month_words(month)}已反结账",
                undo=False,
            )

    # -- inside -----------------------------------------------------------------------------------

    def _closed(self, month: str) -> None:
        self.month = self._wish = ""
        self.context.toast(f"{month_words(month)}已结账", "结账前已备份")
        self.reload()

    def _do(self, at: int, verb: str) -> None:
        self._show_month(at)
        if verb == "reopen":
            self.reopen(self._months[at].month)
        else:
            self.close_month()

    def _choose(self) -> None:
        at = next((at for at, one in enumerate(self._months) if one.month == self._wish), 0)
        self._wish = ""
        if self._months:
            self.table.select(at)
            self._show_month(at)

    def _last_closed(self) -> str:
        return next((one.month for one in self._months if one.closed), "")

    def _show_month(self, at: int) -> None:
        one = self._months[at]
        self.month = one.month
        self._heading.setText(f"{month_words(one.month)}结账前检查")
        while self._points.count() > 1:
            item = self._points.takeAt(0)
            if item is not None and (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        office = self.context.office
        points = closing.checklist(office.db, one.month, office.today())
        for place, point in enumerate(points):
            self._points.insertWidget(place, self._point(point))
        stops = [point.said or point.name for point in points if point.must and not point.ok]
        self.close_button.setVisible(not one.closed)
        self.close_button.setText(f"给 {month_words(one.month)} 结账")
        switch_off(self.close_button, f"{stops[0]}，还不能结账。" if stops else "")
        self._verdict.setText(_verdict(one, stops))
        theme.kind(self._verdict, "ok" if one.closed else "error" if stops else "note")

    def _point(self, point: closing.Point) -> QWidget:
        row = QWidget()
        line = theme.space(QHBoxLayout(row), gap=8)
        icon, ink = ("circle-check", theme.OK) if point.ok else ("circle-alert", theme.WARN)
        if point.must and not point.ok:
            icon, ink = "circle-x", theme.BRAND
        line.addWidget(picture(icon, ink))
        words = theme.space(QVBoxLayout(), gap=0)
        words.addWidget(label(point.name))
        if point.said:
            words.addWidget(label(point.said, "note", wrap=True))
        line.addLayout(words, 1)
        verbs = way_of(point.where).verbs
        if verbs and not point.ok:
            line.addWidget(link(verbs[0][0], lambda: open_where(self.context, point.where)))
        return row

    def _card(self) -> QFrame:
        frame = card()
        column = theme.space(QVBoxLayout(frame), (16, 12, 16, 12), 10)
        self._heading, self._verdict = label("结账前检查", "strong"), label("", "note", wrap=True)
        inner = QWidget()
        self._points = theme.space(QVBoxLayout(inner), (0, 0, 4, 0), 10)
        self._points.addStretch(1)
        self.close_button = button("结账", "lock", self.close_month, kind="filled")
        column.addWidget(self._heading)
        column.addWidget(scrolled(inner), 1)
        column.addWidget(self._verdict)
        column.addWidget(self.close_button)
        return frame


def _verdict(one: closing.MonthState, stops: list[str]) -> str:
    if one.closed:
        return f"已于 {one.at[:16].replace('T', ' ')} 由{one.by}结账。"
    if stops:
        return "红色的处理完才能结账。"
    return "黄色的不影响结账，可以先看一看。"


def _shown(one: closing.MonthState, due: str, last: str) -> tuple[object, ...]:
    said = f"{one.at[:10]} {one.by}结账" if one.closed else ""
    if not one.closed and one.reason:
        said = f"{one.at[:10]} {one.by}反结账：{one.reason}"
    if one.drafts:
        said = f"{one.drafts} 张没有记账" + (f"；{said}" if said else "")
    verbs: tuple[Link, ...] = ()
    if one.closed and one.month == last:
        verbs = (Link("反结账", "reopen"),)
    elif one.month == due:
        verbs = (Link("结账", "close"),)
    return (month_words(one.month), "已结账" if one.closed else "未结账", verbs, one.vouchers, said)
