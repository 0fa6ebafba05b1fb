"""比例和信函: how the levy is split from which month on, and the notices and dunning letters written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from models.kit.days import month_words
from models.kit.errors import Refused
from models.levy import actions, queries
from models.levy.entries import months_words
from models.levy.records import LETTERS, MODES, Letter, LevyRule
from ui.dialogs import levy_boxes
from ui.pages.dues_prints import print_entry
from ui.tables.columns import Draw, Link, TableColumn
from ui.tables.list_source import ListSource
from ui.widgets.buttons import button, label, switch_off
from ui.widgets.empty_state import EmptyState
from ui.widgets.page_view import PageView
from ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from ui.widgets.page import PageWidget

RULES = (
    TableColumn("from", "从哪个月起", width=110, sortable=False),
    TableColumn("mode", "经费怎样到账", Draw.SENTENCE, 260, sortable=False),
    TableColumn("rate", "比例", Draw.MARK, 64, sortable=False),
    TableColumn("kept", "留成", Draw.MARK, 64, sortable=False),
    TableColumn("due", "上缴日", Draw.MARK, 80, sortable=False),
    TableColumn("basis", "依据", Draw.SENTENCE, 200, stretch=True, quiet=True, sortable=False),
    TableColumn("todo", "处理", Draw.LINKS, 110, sortable=False),
)
WRITTEN = (
    TableColumn("number", "编号", width=150, sortable=False),
    TableColumn("kind", "信函", width=180, sortable=False),
    TableColumn("day", "日期", Draw.DAY, 108, sortable=False),
    TableColumn("months", "所属月份", width=150, sortable=False),
    TableColumn("due", "应拨(元)", Draw.MONEY, 120, sortable=False),
    TableColumn("received", "当时已拨(元)", Draw.MONEY, 120, sortable=False),
    TableColumn("todo", "处理", Draw.LINKS, 84, stretch=True, sortable=False),
)
_REPORTS = {"notice": "levy-notice", "dun": "levy-reminder"}


class LevyLetters(PageView):
    """Rules above, letters of the year below."""

    KEY, TITLE = "letters", "比例和信函"

    def __init__(self, page: PageWidget) -> None:
        super().__init__(page)
        self.laws: dict[int, LevyRule] = {}
        self.letters: dict[int, Letter] = {}
        self.rules = RecordTable(self.context, "levy.rules", RULES, ListSource(RULES, {}), unit="条")
        empty = EmptyState("还没有写过通知单和催缴函", "写的时候自动编号，并打印出来。")
        self.written = RecordTable(
            self.context, "levy.letters", WRITTEN, ListSource(WRITTEN, {}), empty=empty, unit="份"
        )
        self.rules.verb.connect(self._rule)
        self.rules.opened.connect(lambda key: self._rule(key, "change"))
        self.written.verb.connect(lambda key, verb: self._print(key))
        self.written.opened.connect(self._print)
        self.add = button("定新比例", "plus", lambda: levy_boxes.rule(self.context, self, None).exec())
        self.notice = button("写通知单", "send", lambda: self._write("notice"))
        self.dun = button("写催缴函", "triangle-alert", lambda: self._write("dun"))
        self._assemble()

    def _assemble(self) -> None:
        self.strip.addWidget(label("拨缴比例", "strong"))
        self.strip.addStretch(1)
        for each in (self.notice, self.dun, self.add):
            self.strip.addWidget(each)
        self.rules.setMaximumHeight(190)
        self.column.addWidget(self.rules, 2)
        self.column.addWidget(label("信函", "strong"))
        self.column.addWidget(self.written, 3)

    def reload(self) -> None:
        office = self.context.office
        self.laws = {one.id: one for one in queries.rules(office.db)}
        self.rules.use_source(
            ListSource(RULES, {key: _law(one) for key, one in self.laws.items()}, unit="条")
        )
        year = int(self.context.period[:4])
        self.letters = {one.id: one for one in queries.letters(office.db, year)}
        rows = {key: _letter(one) for key, one in self.letters.items()}
        self.written.use_source(ListSource(WRITTEN, rows, unit="份"))
        for part in (self.add, self.notice, self.dun):
            switch_off(part, "" if office.actor.may_write else "您只能查看，不能登记")

    def first_focus(self) -> QWidget:
        return self.rules.view

    def _rule(self, key: int, verb: str) -> None:
        if verb == "change":
            levy_boxes.rule(self.context, self, self.laws[key]).exec()
            return
        what = f"{month_words(self.laws[key].from_month)}起的拨缴比例"
        if self.context.say.confirm(
            f"删除{what}？", "以后按前一条比例算，已经收的不变。", "删除", keep="不删"
        ):
            try:
                with self.context.office.change(f"删除{what}") as change:
                    actions.drop_rule(change, key)
            except Refused as no:
                self.context.say.refuse(no)

    def _write(self, kind: str) -> None:
        levy_boxes.letter(self.context, self, kind, self.context.period, self._written)

    def _written(self, kind: str, period: str) -> None:
        print_entry(self.context, self, _REPORTS[kind], period)

    def _print(self, key: int) -> None:
        one = self.letters[key]
        same = one.from_month == one.to_month
        self._written(one.kind, one.from_month if same else one.from_month[:4])


def _law(one: LevyRule) -> tuple[Any, ...]:
    month = "一直" if one.from_month <= "2000-01" else month_words(one.from_month)
    way = MODES[one.mode] + ("，先挂应收" if one.mode == "C" and one.accrue else "")
    links = (Link("修改", "change"), Link("删除", "drop"))
    return (
        month,
        way,
        f"{one.rate_bp / 100:g}%",
        f"{one.kept_bp / 100:g}%",
        f"{one.due_day}日",
        one.basis,
        links,
    )


def _letter(one: Letter) -> tuple[Any, ...]:
    span = months_words(one.from_month, one.to_month)
    return (
        one.number,
        LETTERS[one.kind],
        one.day,
        span,
        one.due_fen,
        one.received_fen,
        (Link("打印", "print"),),
    )
