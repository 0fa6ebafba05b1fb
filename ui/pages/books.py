"""账簿: the trial balance of a month and, one step deeper, the page of an account; back with Alt+←."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QWidget

from models.kit.days import month_words, year_of
from models.kit.errors import Refused
from models.ledger import books, lists, queries, summary
from models.report import Report
from ui import theme
from ui.navigation import Context
from ui.widgets.account_picker import account_picker
from ui.widgets.buttons import button, label
from ui.widgets.day_edit import MonthEdit
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import PageWidget
from ui.widgets.report_table import ReportTable


@dataclass(frozen=True)
class Place:
    """Where one is: the balances of month `last` (no account), or an account's page over months."""

    account: int | None
    first: str
    last: str


class BooksPage(PageWidget):
    """`open(account="102")` or `open(account=7, first="2026-01", last="2026-03")` shows an account's page."""

    watches: ClassVar[frozenset[str]] = frozenset({"voucher", "account", "opening_balance"})
    follows_period = True

    def __init__(self, context: Context) -> None:
        super().__init__(context, "账簿")
        self.place = Place(None, context.period, context.period)
        self.trail: list[Place] = []
        self._month = context.period
        self.report: Report | None = None
        self.table = ReportTable(context)
        self.faces = QStackedWidget()
        self.faces.addWidget(self.table)
        self.faces.addWidget(
            EmptyState(
                "这里还没有数",
                "有了期初余额或记了账的凭证，这里就有余额和明细。",
                [button("新增凭证", "plus", self._add)],
            )
        )
        self._controls()
        self.body.addWidget(self.faces, 1)
        self._connect()

    def _controls(self) -> None:
        chart = lists.Chart(self.context.office.db)
        self.balances = button("科目余额表", "scale", lambda: self.go(Place(None, self._month, self._month)))
        self.pages = button("明细账", "book-open", self._open_pages)
        self.switch = QButtonGroup(self)
        for each in (self.balances, self.pages):
            each.setCheckable(True)
            self.switch.addButton(each)
            self.strip.addWidget(each)
        self.strip.addSpacing(8)
        self.picker = account_picker(chart, parents=True)
        self.picker.setAccessibleName("科目")
        theme.least(self.picker, 180)
        self.first, self.last = MonthEdit(self._month), MonthEdit(self._month)
        self.to = label("至", "facts")
        for part, words in ((self.first, "起始月份"), (self.last, "截止月份")):
            part.setAccessibleName(words)
            theme.fix(part, width=132)
        self.strip.addWidget(self.picker, 1)
        for edit in (self.first, self.to, self.last):
            self.strip.addWidget(edit)
        self.year = button("全年", "calendar", self._whole_year, tip="看这一年从 1 月到 12 月")
        self.strip.addWidget(self.year)
        self.strip.addStretch(1)
        self.back = button("返回", "arrow-left", self.go_back, keys="Alt+Left", tip="回到上一处（Alt+←）")
        self.export = button("导出 Excel", "file-spreadsheet", self._export, keys="Ctrl+E")
        self.print = button("打印 Ctrl+P", "printer", self._print, keys="Ctrl+P")
        self.add_action(self.back, self.export, self.print)

    def _connect(self) -> None:
        self.table.linked.connect(self.follow)
        self.picker.returnPressed.connect(self._chosen)
        self.picker.changed.connect(self._picked)
        for edit in (self.first, self.last):
            edit.returnPressed.connect(self._chosen)
            edit.editingFinished.connect(self._chosen)
        QShortcut(QKeySequence("Backspace"), self.table.view, self.go_back)

    # -- going about ------------------------------------------------------------------------------

    def reload(self) -> None:
        if self.context.period != self._month:
            self._month = self.context.period
            if self.place.account is None:
                self.place = Place(None, self._month, self._month)
        self._show()

    def first_focus(self) -> QWidget:
        return self.table.view

    def open(self, **where: Any) -> None:
        if "account" not in where:
            return
        known = where["account"]
        db = self.context.office.db
        account = known if isinstance(known, int) else queries.find_account(db, str(known)).id
        last = str(where.get("last", self._month))
        self.go(Place(account, str(where.get("first", f"{year_of(last)}-01")), last))

    def go(self, place: Place) -> None:
        """Show this place; the one before is found again with Alt+←."""
        if place != self.place:
            self.trail.append(self.place)
            self.place = place
        self._show()

    def go_back(self) -> None:
        """Alt+←."""
        if self.trail:
            self.place = self.trail.pop()
            self._show()

    def follow(self, link: str) -> None:
        """A row was opened: "account:7:2026-03" or "voucher:12"."""
        kind, _, rest = link.partition(":")
        if kind == "account":
            key, _, month = rest.partition(":")
            self.go(Place(int(key), f"{month[:4]}-01", month))
        elif kind == "voucher":
            shown = self.context.open_page("voucher", voucher=int(rest))
            if shown is not None and hasattr(shown, "came_from"):
                place = self.place
                where = {"account": place.account, "first": place.first, "last": place.last}
                shown.came_from = ("books", where if place.account else {})

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.trail:
            self.go_back()
        else:
            super().keyPressEvent(event)

    def _open_pages(self) -> None:
        account = self.place.account or self.picker.value() or self._first_account()
        if account is not None:
            self.go(Place(int(account), f"{year_of(self._month)}-01", self._month))

    def _first_account(self) -> int | None:
        hits = lists.Chart(self.context.office.db).seek("")
        return hits[0].account.id if hits else None

    def _picked(self) -> None:
        """An account was taken from the list with the mouse."""
        if self.picker.value() not in (None, self.place.account) and self.picker.popup is None:
            self._chosen()

    def _chosen(self) -> None:
        """Enter in the account or a month."""
        if self.picker.value() is None and not self.picker.accept():
            return
        first, last = self.first.value(), self.last.value()
        if self.place.account is None:
            first, last = f"{year_of(self._month)}-01", self._month
        if not first or not last:
            self.context.status("请写月份，例如 3 或 2026-03")
            return
        if first[:4] != last[:4]:
            first = f"{last[:4]}-01"  # a book's page is of one year
        self.go(Place(int(self.picker.value()), *sorted((first, last))))

    def _whole_year(self) -> None:
        if self.place.account is not None:
            year = self.place.last[:4]
            self.go(Place(self.place.account, f"{year}-01", f"{year}-12"))

    # -- showing ----------------------------------------------------------------------------------

    def _show(self) -> None:
        place = self.place
        deep = place.account is not None
        (self.pages if deep else self.balances).setChecked(True)
        self.back.setVisible(bool(self.trail))
        for part in (self.first, self.to, self.last, self.year):
            part.setVisible(deep)
        if deep:
            self.picker.set_value(place.account)
            self.first.set_value(place.first)
            self.last.set_value(place.last)
        else:
            self.picker.set_value(None)
        self._squeeze()
        self.run(lambda office, progress: _report(office, place), self._shown, says="正在翻账")

    def _shown(self, report: Report) -> None:
        self.report = report
        place = self.place
        if place.account is None:
            self.set_title("科目余额表", month_words(place.last))
            self.titled.emit("账簿")
        else:
            name = report.subject.removeprefix("科目：")
            self.set_title("明细账", f"{name} · {report.period}")
            self.titled.emit(f"账簿 {name.split(' ')[-1].split('—')[-1]}")
        self.table.show_report(on_screen(report))
        self.faces.setCurrentIndex(0 if any(row.link for row in report.rows) or place.account else 1)
        self._squeeze()

    def _stamped(self) -> Report | None:
        office = self.context.office
        return self.report.stamped(office.seal, office.today()) if self.report is not None else None

    def _export(self) -> None:
        from ui.dialogs.export import export_report

        report = self._stamped()
        if report is not None:
            export_report(self.context, report, self.window())

    def _print(self) -> None:
        from ui.dialogs.export import print_report

        report = self._stamped()
        if report is not None:
            print_report(self.context, report, self.window())

    def _add(self) -> None:
        self.context.open_page("voucher")


_SHORT = {"期初余额": "期初", "本期发生额": "本期", "本年累计发生额": "累计", "期末余额": "期末"}


def on_screen(report: Report) -> Report:
    """The same with heads of one line: 期初借方, 月, 日."""
    columns = tuple(
        replace(one, title=f"{_SHORT.get(one.group, '')}{one.title}", group="") for one in report.columns
    )
    return replace(report, columns=columns)


def _report(office: Any, place: Place) -> Report:
    """The report of a place; an account that is gone is refused."""
    if place.account is None:
        return summary.trial_balance(office, place.last)
    found = queries.accounts_by_id(office.db, {place.account})
    if place.account not in found:
        raise Refused("这个科目不在了。", remedy="请另选一个科目。")
    return books.account_ledger(office, found[place.account], place.first, place.last)
