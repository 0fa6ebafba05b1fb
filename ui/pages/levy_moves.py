"""收缴记录: every receipt and remittance of a year with its voucher."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from models.levy import queries
from models.levy.entries import months_words
from models.levy.records import Receipt, Remittance
from ui.tables.columns import Draw, Link, Pill, TableColumn
from ui.tables.list_source import ListSource
from ui.widgets.empty_state import EmptyState
from ui.widgets.page_view import PageView
from ui.widgets.record_table import RecordTable
from ui.widgets.year_bar import YearBar

if TYPE_CHECKING:
    from ui.widgets.page import PageWidget

_TONES = {"收": "ok", "上缴": "info", "已冲回": "grey"}
COLUMNS = (
    TableColumn("day", "日期", Draw.DAY, 100),
    TableColumn("kind", "收或缴", Draw.PILL, 76, tones=_TONES),
    TableColumn("months", "所属月份", width=122),
    TableColumn("total", "收到(元)", Draw.MONEY, 102, total=True),
    TableColumn("kept", "留成(元)", Draw.MONEY, 102, total=True),
    TableColumn("up", "上级部分(元)", Draw.MONEY, 106, total=True),
    TableColumn("out", "上缴(元)", Draw.MONEY, 102, total=True),
    TableColumn("number", "收据号", width=96),
    TableColumn("who", "付款单位、说明", Draw.SENTENCE, 110, stretch=True, quiet=True),
    TableColumn("voucher", "凭证", width=118, quiet=True),
    TableColumn("todo", "处理", Draw.LINKS, 70, sortable=False),
)
_LINK = (Link("看凭证", "voucher"),)


class LevyMoves(PageView):
    """Receipts have positive ids, remittances negative ones."""

    KEY, TITLE = "moves", "收缴记录"

    def __init__(self, page: PageWidget) -> None:
        super().__init__(page)
        self.year = int(self.context.period[:4])
        self.vouchers: dict[int, int | None] = {}
        self.years = YearBar(self.year)
        self.years.changed.connect(self._other_year)
        empty = EmptyState("还没有收过拨缴经费", "在“月份”里点“收经费”，凭证和这里的记录一起生成。")
        self.table = RecordTable(
            self.context, "levy.moves", COLUMNS, ListSource(COLUMNS, {}), search="收据号、单位、凭证",
            empty=empty, unit="笔",
        )  # fmt: skip
        self.table.title = lambda: f"{self.year}年拨缴经费收缴记录"
        self.table.opened.connect(lambda key: self._look(key))
        self.table.verb.connect(lambda key, verb: self._look(key))
        self.strip.addWidget(self.years)
        self.strip.addWidget(self.table.strip, 1)
        self.column.addWidget(self.table, 1)

    def reload(self) -> None:
        db = self.context.office.db
        came = [one for one in queries.receipts(db, "0000-01", "9999-12") if one.day.year == self.year]
        went = queries.remittances(db, date(self.year, 1, 1), date(self.year, 12, 31))
        lines = [(one.day, one.id, _came(one)) for one in came]
        lines += [(one.day, -one.id, _went(one)) for one in went]
        rows = {key: row for _, key, row in sorted(lines, key=lambda line: (line[0], -line[1]), reverse=True)}
        self.vouchers = {one.id: one.voucher for one in came} | {-one.id: one.voucher for one in went}
        self.table.use_source(ListSource(COLUMNS, rows, unit="笔"))

    def facts(self) -> str:
        return "要改请冲销那张凭证，这里的记录会一起冲回"

    def first_focus(self) -> QWidget:
        return self.table.view

    def _other_year(self, number: int) -> None:
        self.year = number
        self.years.show_year(number)
        self.page.refresh()

    def _look(self, key: int) -> None:
        if self.vouchers.get(key):
            self.context.open_page("voucher", voucher=self.vouchers[key])


def _came(one: Receipt) -> tuple[Any, ...]:
    kind = Pill("已冲回", "grey") if one.voided else "收"
    fen = (None, None, None) if one.voided else (one.total_fen, one.kept_fen, one.up_fen or None)
    span = months_words(one.from_month, one.to_month)
    return one.day, kind, span, *fen, None, one.official_number, one.payer, one.voucher_name, _LINK


def _went(one: Remittance) -> tuple[Any, ...]:
    kind = Pill("已冲回", "grey") if one.voided else "上缴"
    fen = None if one.voided else one.fen
    return one.day, kind, "", None, None, None, fen, one.receipt_number, one.note, one.voucher_name, _LINK
