"""账簿: the trial balance, and from any figure on to the account's book, the voucher, and back with Alt+←."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from models.kit.days import month_words, year_of
from models.ledger import queries, typed
from models.report import Report
from ui import theme
from ui.navigation import Context
from ui.pages.books_find import FindLine
from ui.pages.books_place import OF_ACCOUNT, OF_TEXT, Place, on_screen, report_of
from ui.pages.books_strip import BooksStrip
from ui.widgets.buttons import button, label, link
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import PageWidget
from ui.widgets.report_table import ReportTable

_STEPS = 3  # of the way back that are named


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
        self.finder = FindLine(self.table)
        self.faces = QStackedWidget()
        self.faces.addWidget(self.table)
        why = "有了期初余额或记了账的凭证，这里就有余额和明细。"
        add = button("新增凭证", "plus", self._add)
        self.faces.addWidget(EmptyState("这里还没有数", why, [add]))
        self.choices = BooksStrip(self.strip, typed.Chart(context.office.db), self._month)
        self.picker, self.first, self.last = self.choices.picker, self.choices.first, self.choices.last
        self.year = self.choices.year
        self._acts()
        self.crumbs = QWidget()
        theme.space(QHBoxLayout(self.crumbs), gap=6)
        for part in (self.crumbs, self.finder):
            self.body.addWidget(part)
        self.body.addWidget(self.faces, 1)
        self._connect()

    def _acts(self) -> None:
        self.back = button("返回", "arrow-left", self.go_back, keys="Alt+Left", tip="回到上一处（Alt+←）")
        self.search = button("查找", "search", self.finder.ask, keys="Ctrl+F", tip="在这本账里查找（Ctrl+F）")
        self.bound = button("全部账簿", "files", self._all_books, tip="全年的账簿一次排好，装订成册")
        self.export = button("导出 Excel", "file-spreadsheet", self._export, keys="Ctrl+E")
        self.print = button("打印 Ctrl+P", "printer", self._print, keys="Ctrl+P")
        self.add_action(self.back, self.search, self.bound, self.export, self.print)

    def _connect(self) -> None:
        self.table.linked.connect(self.follow)
        self.picker.changed.connect(self._picked)
        self.choices.asked.connect(self._chosen)
        self.choices.book_asked.connect(self._book)
        self.choices.whole_year.connect(self._whole_year)
        QShortcut(QKeySequence("Backspace"), self.table.view, self.go_back)

    # -- going about ------------------------------------------------------------------------------

    def reload(self) -> None:
        if self.context.period != self._month:
            self._month = self.context.period
            if self.place.kind == "balances":
                self.place = replace(self.place, first=self._month, last=self._month)
        self._show()

    def first_focus(self) -> QWidget:
        return self.table.view

    def open(self, **where: Any) -> None:
        last = str(where.get("last") or self._month)
        first = str(where.get("first") or f"{year_of(last)}-01")
        known = where.get("account")
        book = str(where.get("book") or "")
        if known is None and not book:
            return
        account: int | None = known
        if known is not None and not isinstance(known, int):
            account = queries.find_account(self.context.office.db, str(known)).id
        self.go(Place(account, first, last, book, str(where.get("of") or "")))

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
        """A row was opened: "account:7:2026-03", "ledger:7:2026-03:2026-03", "about:专项:…", "voucher:12"."""
        kind, _, rest = link.partition(":")
        if kind in ("account", "ledger"):
            key, first, *last = rest.split(":")
            span = (first, last[0]) if last else (f"{first[:4]}-01", first)
            shape = replace(self.place.shape, level=0, zeros=False, year_opening=False)
            self.go(Place(int(key), *span, shape=shape))
        elif kind == "about":
            self.go(replace(self.place, book="about", of=rest))
        elif kind == "voucher":
            shown = self.context.open_page("voucher", voucher=int(rest))
            if shown is not None and hasattr(shown, "came_from"):
                shown.came_from = ("books", self.place.where)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.trail:
            self.go_back()
        else:
            super().keyPressEvent(event)

    def _book(self, kind: str) -> None:
        """Another book was chosen: of the same account and months where it has them."""
        span = f"{year_of(self._month)}-01", self._month
        if self.place.kind != "balances":
            span = self.place.first, self.place.last
        if kind == "balances":
            self.go(Place(None, self._month, self._month))
        elif kind in OF_TEXT:
            self.go(Place(None, *span, kind, {"about": "专项"}.get(kind, "")))
        else:
            account = self._account_for(kind)
            if account is not None:
                self.go(Place(account, *span, "" if kind == "ledger" else kind))

    def _account_for(self, kind: str) -> int | None:
        """Journals have their own account; other books stay on the one that is shown or was used most."""
        db = self.context.office.db
        if kind in ("cash", "bank"):
            of_it = set(queries.family(db, queries.find_account(db, kind).id))
            here = self.place.account
            return here if here in of_it else queries.account_by_key(db, kind)
        known = self.place.account or self.picker.value()
        chart = queries.accounts(db)
        if kind == "columnar":
            parents = [one.id for one in chart if not one.leaf and not one.hidden]
            above = {one.id: one.parent for one in chart}
            near = known if known in parents else above.get(known or 0)
            expense = next((one.id for one in chart if one.key == "act_exp"), None)
            return near or expense or (parents[0] if parents else None)
        if known is not None:
            return int(known)
        hits = typed.Chart(db).seek("")
        return hits[0].account.id if hits else None

    def _picked(self) -> None:
        """An account was taken from the list with the mouse."""
        if self.picker.value() not in (None, self.place.account) and self.picker.popup is None:
            self._chosen()

    def _chosen(self) -> None:
        """Enter in the account, the text or a month; a switch."""
        place = self.choices.shaped(self.place)
        if place.kind in OF_TEXT:
            place = replace(place, of=str(self.choices.text.value() or "").strip())
        elif self.picker.value() is not None or self.picker.accept():
            place = replace(place, account=int(self.picker.value()))
        elif place.kind in OF_ACCOUNT:
            return
        self._go_months(place)

    def _go_months(self, place: Place) -> None:
        first, last = self.first.value(), self.last.value()
        if place.kind == "balances":
            self.go(place)
            return
        if self.place.kind == "balances":
            first, last = f"{year_of(self._month)}-01", self._month
        if not first or not last:
            self.context.status("请写月份，例如 3 或 2026-03")
            return
        if first[:4] != last[:4]:
            first = f"{last[:4]}-01"  # a book's page is of one year
        low, high = sorted((first, last))
        shape = replace(place.shape, level=0, zeros=False, year_opening=False)
        self.go(replace(place, first=low, last=high, shape=shape))

    def _whole_year(self) -> None:
        if self.place.kind != "balances":
            year = self.place.last[:4]
            self.go(replace(self.place, first=f"{year}-01", last=f"{year}-12"))

    def _all_books(self) -> None:
        self.context.open_page("reports", report="books", period=str(year_of(self.place.last)))

    # -- showing ----------------------------------------------------------------------------------

    def _show(self) -> None:
        place = self.place
        self.back.setVisible(bool(self.trail))
        self.choices.show_place(place)
        self._show_crumbs()
        self._squeeze()
        if place.kind == "goods" and not place.of:
            self.set_title("数量金额账", "请写物品名称，按 Enter")
            return
        self.run(lambda office, progress: report_of(office, place), self._shown, says="正在翻账")

    def _show_crumbs(self) -> None:
        """The way from the first place to here, each step a link."""
        row = self.crumbs.layout()
        while row is not None and (item := row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        self.crumbs.setVisible(bool(self.trail))
        line = self.crumbs.layout()
        if not self.trail or not isinstance(line, QHBoxLayout):
            return
        start = max(len(self.trail) - _STEPS, 0)
        for at, step in enumerate(self.trail[start:], start):
            line.addWidget(link(step.words, partial(self._back_to, at)))
            line.addWidget(label("›", "facts"))
        line.addWidget(label(self.place.words, "facts"))
        line.addStretch(1)

    def _back_to(self, at: int) -> None:
        """A step of the way was chosen."""
        self.place = self.trail[at]
        del self.trail[at:]
        self._show()

    def _shown(self, report: Report) -> None:
        self.report = report
        place = self.place
        if place.kind == "balances":
            self.set_title("科目余额表", month_words(place.last))
            self.titled.emit("账簿")
        else:
            name = report.subject.removeprefix("科目：")
            title = "明细账" if place.kind == "ledger" else report.title
            self.set_title(title, f"{name} · {report.period}")
            self.titled.emit(f"账簿 {name.split(' ')[-1].split('—')[-1]}")
        self.table.show_report(on_screen(report))
        there = any(row.link for row in report.rows) or place.kind != "balances"
        self.faces.setCurrentIndex(0 if there else 1)
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
