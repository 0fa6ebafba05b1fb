"""What a report is asked for, and what can be done with it: the right column of the reports page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from models import catalog
from models.catalog import Asked, Entry
from models.ledger import queries as books
from models.ledger.lists import Chart
from models.members import search
from ui import theme
from ui.navigation import Context
from ui.widgets.account_picker import account_picker
from ui.widgets.buttons import button, card, label, rule
from ui.widgets.day_edit import MonthEdit
from ui.widgets.member_picker import Choice, Picker
from ui.widgets.text_edits import ChoiceEdit, TextEdit

WIDTH, YEARS_BACK = 232, 30
WHOLE_YEAR, ONE_MONTH = "year", "month"
_EXAMPLES = {
    "voucher": "例如 2026-03-记-012",
    "claim": "例如 2026-报-012",
    "recipients": "例如 第一分工会",
    "paper": "例如 2026-报-012",
}


class ReportSide(QFrame):
    """`asked()` gives what the report needs; `changed` when any of it was changed."""

    changed = Signal()

    def __init__(self, context: Context, acts: Mapping[str, Callable[[], object]]) -> None:
        super().__init__()
        self.context = context
        self.entry: Entry | None = None
        self.span = ChoiceEdit([(ONE_MONTH, "一个月"), (WHOLE_YEAR, "全年")])
        self.month = MonthEdit(context.period)
        self.year = ChoiceEdit(self._years())
        self.state = label("", "caption", wrap=True)
        self.about_title = label("", "caption")
        self._about: Any = None
        self.about: QWidget | None = None
        outer = theme.space(QVBoxLayout(self), (0, 0, 0, 0), 0)
        frame = theme.fix(card(), width=WIDTH)
        outer.addWidget(frame)
        self.column = theme.space(QVBoxLayout(frame), (14, 14, 14, 14), 8)
        self._assemble(acts)
        for edit in (self.span, self.year):
            edit.changed.connect(self._moved)
        self.month.editingFinished.connect(self._moved)

    def _assemble(self, acts: Mapping[str, Callable[[], object]]) -> None:
        self.period_title = label("期间", "strong")
        parts: tuple[QWidget, ...] = (self.period_title, self.span, self.month, self.year, self.state)
        for part in parts:
            self.column.addWidget(part)
        self.column.addWidget(self.about_title)
        self._slot = self.column.count()
        self.column.addWidget(rule())
        self.notes = label("", "caption", wrap=True)
        self.column.addWidget(self.notes)
        self.column.addStretch(1)
        self.column.addWidget(rule())
        self.excel = button("导出 Excel", "file-spreadsheet", acts["xlsx"], keys="Ctrl+E")
        self.pdf = button("导出 PDF", "file-text", acts["pdf"])
        self.csv = button("导出 CSV", "table-2", acts["csv"])
        self.print = button("打印 Ctrl+P", "printer", acts["print"], kind="filled", keys="Ctrl+P")
        for act in (self.excel, self.pdf, self.csv, self.print):
            self.column.addWidget(act)

    def _years(self) -> list[tuple[Any, str]]:
        this = self.context.office.today().year
        return [(str(year), f"{year}年") for year in range(this + 1, this - YEARS_BACK, -1)]

    # -- asking ----------------------------------------------------------------------------------

    def ask_for(self, entry: Entry, period: str = "", of: str = "") -> None:
        """Show the questions of this report; what was answered before stays where it fits."""
        self.entry = entry
        if period:
            self.span.set_value(WHOLE_YEAR if len(period) == 4 else ONE_MONTH)
            self.year.set_value(period[:4])
            self.month.set_value(period if len(period) == 7 else f"{period}-12")
        elif not self.month.value():
            self.month.set_value(self.context.period)
            self.year.set_value(self.context.period[:4])
        if self.span.value() is None:
            self.span.set_value(ONE_MONTH)
        self._show_questions()
        self._ask_about(entry, of)

    def _show_questions(self) -> None:
        entry = self.entry
        if entry is None:
            return
        whole = entry.period == catalog.YEAR or (
            entry.period in (catalog.SPAN, catalog.END) and self.span.value() == WHOLE_YEAR
        )
        self.period_title.setVisible(bool(entry.period))
        self.span.setVisible(entry.period in (catalog.SPAN, catalog.END))
        self.month.setVisible(bool(entry.period) and not whole)
        self.year.setVisible(bool(entry.period) and whole)
        self.state.setVisible(bool(entry.period))
        self.state.setText(self._state())

    def _is_year(self, entry: Entry) -> bool:
        return entry.period == catalog.YEAR or (
            entry.period in (catalog.SPAN, catalog.END) and self.span.value() == WHOLE_YEAR
        )

    def _state(self) -> str:
        period = self.asked().period
        if len(period) != 7:
            return ""
        closed = books.is_closed(self.context.office.db, period)
        return "这个月已结账" if closed else "未结账，结账前的数还会变"

    def _ask_about(self, entry: Entry, of: str) -> None:
        """The picker of what the report is about."""
        if self.about is not None:
            self.column.removeWidget(self.about)
            self.about.deleteLater()
            self.about = None
        words = {
            "account": "科目",
            "member": "会员",
            "voucher": "凭证号",
            "asset": "资产编号",
            "claim": "审批单编号",
            "recipients": "分工会或领款单编号",
            "paper": "审批单或凭证编号",
            "numbers": "凭证号，例如 1-20",
            "about": "维度，例如 专项 或 专项:送温暖",
            "goods": "物品名称",
        }
        self.about_title.setVisible(bool(entry.of))
        if not entry.of:
            return
        every = "（空着印全部）" if entry.of_optional else ""
        self.about_title.setText(words.get(entry.of, "编号") + every)
        self.about = self._picker(entry.of)
        self.column.insertWidget(self._slot, self.about)
        self._about = None
        if of and isinstance(self.about, TextEdit):
            self.about.set_value(of)
        elif of and isinstance(self.about, Picker):
            account = entry.of == "account"
            self.about.set_value(books.find_account(self.context.office.db, of).id if account else of)
            self._about = self.about.value()

    def _picker(self, kind: str) -> QWidget:
        if kind not in ("account", "member"):
            edit = TextEdit()
            edit.setPlaceholderText(_EXAMPLES.get(kind, ""))
            edit.editingFinished.connect(self.changed.emit)
            return edit
        if kind == "account":
            picker = account_picker(Chart(self.context.office.db), parents=True)
        else:
            picker = Picker(self._members, self._member)
        picker.changed.connect(lambda: self._picked(picker))
        picker.returnPressed.connect(picker.accept)  # no form around it takes Enter
        return picker

    def _picked(self, picker: Picker) -> None:
        """Ask again only when another one is chosen, not at each key."""
        if picker.value() != self._about:
            self._about = picker.value()
            self.changed.emit()

    def asked(self) -> Asked:
        """What the report is built from."""
        entry = self.entry
        month = self.month.value() or self.context.period
        whole = entry is not None and self._is_year(entry)
        period = str(self.year.value() or month[:4]) if whole else month
        of = ""
        if isinstance(self.about, Picker) and self.about.value() is not None:
            of = self._said(entry, self.about.value())
        elif isinstance(self.about, TextEdit):
            of = str(self.about.value() or "").strip()
        needs = period if entry is not None and entry.period else ""
        return Asked(needs, of, self.context.office.today())

    def _moved(self) -> None:
        self._show_questions()
        self.changed.emit()

    # -- pickers ---------------------------------------------------------------------------------

    def _said(self, entry: Entry | None, value: Any) -> str:
        """What the catalog wants to hear: an account's code, a member's number."""
        if entry is not None and entry.of == "account":
            return next(one.code for one in books.accounts(self.context.office.db) if one.id == value)
        return str(value)

    def _members(self, typed: str) -> list[Choice]:
        return [
            Choice(one.number or one.name, one.name, " · ".join(p for p in (one.number, one.unit) if p))
            for one in search.find(self.context.office.db, typed, 8)
        ]

    def _member(self, said: Any) -> Choice | None:
        found = [
            one for one in search.find(self.context.office.db, str(said), 5) if said in (one.number, one.name)
        ]
        return Choice(said, found[0].name, found[0].number) if found else None
