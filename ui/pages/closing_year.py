"""年结: the tick list of earmarks that stay, and the closing vouchers before they are posted."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models import closing
from models.kit.errors import Refused
from models.kit.money import yuan
from models.ledger import queries
from models.ledger.earmarks import Earmark, earmarks, opening_free
from ui import theme
from ui.dialogs.closing_ways import keep_of_earmark, word_the_opening
from ui.navigation import Context
from ui.tables.columns import Draw, TableColumn
from ui.tables.list_source import ListSource
from ui.widgets.buttons import button, label
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable
from ui.widgets.report_table import ReportTable

COLUMNS = (
    TableColumn("name", "专项", Draw.SENTENCE, 120, stretch=True, sortable=False),
    TableColumn("carried", "上年结转(元)", Draw.MONEY, 102, total=True, sortable=False),
    TableColumn("income", "收入(元)", Draw.MONEY, 92, total=True, sortable=False),
    TableColumn("expense", "支出(元)", Draw.MONEY, 92, total=True, sortable=False),
    TableColumn("left", "余额(元)", Draw.MONEY, 92, total=True, sortable=False),
    TableColumn("stays", "留在结转(元)", Draw.MONEY, 102, total=True, sortable=False),
)


class EarmarkPart(QWidget):
    """`stay()` is what the ticks say, None while nothing was touched; `changed` when it is another."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context, self.year = context, 0
        self._found: list[Earmark] = []
        self._amounts: dict[str, int] = {}
        self._reasons: dict[str, str] = {}
        self.table = RecordTable(
            context, "earmarks", COLUMNS, ListSource(COLUMNS, {}, unit="个专项"), ticks=True, unit="个专项",
            empty=EmptyState("今年没有专项资金", "分录上写了专项的收支会列在这里；没有就全部转入结余。"),
        )  # fmt: skip
        self.table.title = lambda: f"{self.year}年专项结转"
        self.table.opened.connect(self._ask)
        self.table.ticked.connect(self._ticked)
        self.opening = button("写明期初结转的用途", "pencil", self._word)
        self.said = label("", "note", wrap=True)
        column = theme.space(QVBoxLayout(self), gap=8)
        row = theme.space(QHBoxLayout(), gap=8)
        row.addWidget(self.said, 1)
        row.addWidget(self.opening)
        column.addLayout(row)
        column.addWidget(self.table, 1)

    def show_year(self, year: int, done: bool) -> None:
        """The earmarks of a year; of a closed one they can only be looked at."""
        if year != self.year:
            self._amounts, self._reasons = {}, {}
        self.year = year
        db = self.context.office.db
        self._found = earmarks(db, year)
        first = int(queries.first_month(db)[:4]) == year
        self.opening.setVisible(first and not done and opening_free(db) > 0)
        self._fill()
        chosen = {at for at, one in enumerate(self._found) if self._stays(one) > 0}
        self.table.model.chosen = chosen
        self.table.setEnabled(not done)
        self.said.setText(
            "已年结，勾选不能再改。"
            if done
            else "打勾的留在“工会资金结转”，其余转入“工会资金结余”。Enter 改金额。"
        )

    def stay(self) -> dict[str, int]:
        """Earmark → fen that stays."""
        return {
            one.name: self._stays(one)
            for at, one in enumerate(self._found)
            if at in self.table.model.chosen and self._stays(one) > 0
        }

    def reasons(self) -> Mapping[str, str]:
        """Why an earmark stays or goes, where it was said."""
        return dict(self._reasons)

    def _stays(self, one: Earmark) -> int:
        return self._amounts.get(one.name, max(one.left_fen, 0))

    def _fill(self) -> None:
        rows = {
            at: (one.name + ("（应退回）" if one.returns and one.left_fen > 0 else ""), one.carried_fen,
                 one.income_fen, one.expense_fen - one.adjusted_fen, one.left_fen, self._stays(one))
            for at, one in enumerate(self._found)
        }  # fmt: skip
        chosen = set(self.table.model.chosen)
        self.table.use_source(ListSource(COLUMNS, rows, unit="个专项"))
        self.table.model.chosen = chosen & rows.keys()

    def _ticked(self) -> None:
        self.changed.emit()

    def _ask(self, at: int) -> None:
        one = self._found[at]

        def done(fen: int, reason: str) -> None:
            self._amounts[one.name], self._reasons[one.name] = fen, reason
            self._fill()
            self.table.model.tick([self.table.model.line_of(at)], fen > 0)

        now = (self._stays(one), self._reasons.get(one.name, ""))
        keep_of_earmark(self.context, self, one, now, done).exec()

    def _word(self) -> None:
        word_the_opening(self.context, self, lambda said: self.context.toast(said)).exec()


class VouchersPart(QWidget):
    """The closing vouchers as they would be posted, or as they were."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.said = label("", "note", wrap=True)
        self.table = ReportTable(context)
        self.table.linked.connect(
            lambda link: context.open_page("voucher", voucher=int(link.partition(":")[2]))
        )
        column = theme.space(QVBoxLayout(self), gap=8)
        column.addWidget(self.said)
        column.addWidget(self.table, 1)

    def show_plan(self, period: str, stay: Mapping[str, int] | None) -> None:
        """What closing will post; nothing is written."""
        try:
            report = closing.preview(self.context.office, period, stay)
        except Refused as no:
            self.said.setText(f"{no.what}{no.remedy}")
            self.table.hide()
            return
        self.table.show()
        self.said.setText(closing_words(report.capitals))
        self.table.show_report(report)

    def show_made(self, period: str) -> None:
        """What closing has posted."""
        self.table.show()
        report = closing.posted(self.context.office, period)
        self.said.setText("双击一行打开凭证。" if report.rows else "没有收支要结转。")
        self.table.show_report(report)


def closing_words(surplus_fen: int | None) -> str:
    """What the preview says above the vouchers."""
    if surplus_fen is None:
        return "没有收支要结转，只把各月结账。"
    return f"年结时会记下面的凭证。本年收支差额 {yuan(surplus_fen)} 元。"
