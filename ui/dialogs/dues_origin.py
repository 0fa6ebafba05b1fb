"""Where a mark of the matrix comes from: assessed, corrected, paid, with batch and voucher."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from models.dues import queries
from models.dues.records import Origin, YearLine
from models.kit.days import month_words
from models.kit.money import yuan
from ui import theme
from ui.navigation import Context
from ui.tables.columns import Draw, Link, TableColumn
from ui.tables.list_source import ListSource
from ui.widgets.buttons import button, label
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable

COLUMNS = (
    TableColumn("what", "事项", width=150, sortable=False),
    TableColumn("day", "日期", Draw.DAY, 100, sortable=False),
    TableColumn("fen", "金额(元)", Draw.MONEY, 88, sortable=False),
    TableColumn("said", "说明", Draw.SENTENCE, 160, stretch=True, quiet=True, sortable=False),
    TableColumn("todo", "凭证", Draw.LINKS, 150, sortable=False),
)


class OriginDialog(QDialog):
    """`OriginDialog(context, parent, member, month, line).exec()`; Enter opens the voucher of a line."""

    def __init__(
        self, context: Context, parent: QWidget | None, member: int, month: str, line: YearLine
    ) -> None:
        super().__init__(parent)
        self.context, self.member, self.month, self.line = context, member, month, line
        self.setWindowTitle("工会台账")
        theme.fix(self, 720, 380)
        self.origins: list[Origin] = []
        self.table = RecordTable(
            context,
            "dues.origin",
            COLUMNS,
            ListSource(COLUMNS, {}),
            empty=EmptyState(
                "这一格没有记录", "这个月不应缴，或者还没有核定应缴。", mark="circle-question-mark"
            ),
        )
        self.table.opened.connect(self._open)
        self.table.verb.connect(lambda number, key: self._open(number))
        self._assemble()
        self._show()

    def _assemble(self) -> None:
        head = theme.space(QHBoxLayout(), (20, 16, 20, 8), 10)
        head.addWidget(label(f"{self.line.payer.name} {month_words(self.month)}", "heading"))
        self.said = label("", "facts")
        head.addWidget(self.said)
        head.addStretch(1)
        body = theme.space(QVBoxLayout(), (20, 0, 20, 12))
        body.addWidget(self.table)
        foot = theme.kind(QFrame(), "foot")
        row = theme.space(QHBoxLayout(foot), (20, 10, 20, 12), 8)
        for made in (
            button("收现金", "banknote", self._cash),
            button("免缴", "circle-check", self._exempt),
            button("改应缴", "pencil", self._correct),
        ):
            made.setAutoDefault(False)
            row.addWidget(made)
        row.addStretch(1)
        close = button("知道了", "", self.accept)
        row.addWidget(close)
        column = theme.space(QVBoxLayout(self), gap=0)
        column.addLayout(head)
        column.addLayout(body, 1)
        column.addWidget(foot)
        self.table.view.setFocus()

    def _show(self) -> None:
        db = self.context.office.db
        self.origins = queries.origins(db, self.member, self.month)
        due = queries.month_dues(db, self.month, self.month, self.member).get((self.member, self.month))
        if due is not None:
            said = f"应缴 {yuan(due.due_fen)}，到账 {yuan(due.arrived_fen)}"
            said += f"，在途 {yuan(due.transit_fen)}" if due.transit_fen else ""
            self.said.setText(said + (f"，还欠 {yuan(due.owed_fen)}" if due.owed_fen else ""))
        rows = {at: self._row(one) for at, one in enumerate(self.origins)}
        self.table.use_source(ListSource(COLUMNS, rows))
        if rows:
            self.table.select(len(rows) - 1, 0)

    def _row(self, one: Origin) -> tuple[object, ...]:
        links = (Link(one.voucher_name, "voucher"),) if one.voucher else ()
        if one.batch and not one.voucher:
            links = (Link("看批次", "batch"),)
        return (one.what, one.day, one.amount_fen, one.said, links)

    def _open(self, number: int) -> None:
        one = self.origins[number]
        if one.voucher is not None:
            self.accept()
            self.context.open_page("voucher", voucher=one.voucher)
        elif one.batch is not None:
            self.accept()
            self.context.open_page("dues", view="batches", batch=one.batch)

    def _cash(self) -> None:
        from ui.dialogs.dues_cash import take_cash

        take_cash(self.context, self, self.member, self.month)
        self._show()

    def _exempt(self) -> None:
        from ui.dialogs import dues_due

        dues_due.exempt(self.context, self, self.member, self.month)
        self._show()

    def _correct(self) -> None:
        from ui.dialogs import dues_due

        dues_due.correct(self.context, self, self.member, self.month)
        self._show()
