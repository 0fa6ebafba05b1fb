"""A `Report` in a card: frozen columns, group heads over the whole width, the total pinned below."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QVBoxLayout

from models.report import Kind, Report, text
from ui import theme
from ui.navigation import Context
from ui.tables.report_model import ReportModel
from ui.tables.table_view import TableView
from ui.widgets.column_widths import shares
from ui.widgets.sum_row import SumRow


class ReportTable(QFrame):
    """`show_report(report)`. `linked("voucher:12")` when a row with a link is opened."""

    linked = Signal(str)

    def __init__(self, context: Context | None = None, row_height: int = theme.ROW) -> None:
        super().__init__()
        theme.kind(self, "card")
        self.context = context
        self.model = ReportModel(self)
        self.view = TableView(row_height)
        self.view.setModel(self.model)
        self.sums = SumRow(self.view)
        column = theme.space(QVBoxLayout(self), (1, 1, 1, 1), 0)
        column.addWidget(self.view, 1)
        column.addWidget(self.sums)
        self.view.opened.connect(self._open)
        theme.looks.changed.connect(self._set_widths)
        self.view.installEventFilter(self)
        self.view.verticalScrollBar().rangeChanged.connect(lambda *_: self._widen())
        QShortcut(QKeySequence("Ctrl+C"), self.view, self.copy)

    def show_report(self, report: Report) -> None:
        """Show this report from its first row."""
        self.view.clearSpans()
        if self.view.frozen is not None:
            self.view.frozen.clearSpans()
        self.model.show(report)
        self.view.freeze(report.frozen)
        for line in self.model.groups():
            self.view.span_line(line)
        self._set_widths()
        total = report.total_row
        self.sums.setVisible(total is not None)
        if total is not None:
            cells = zip(total.cells, report.columns, strict=True)
            words = {str(at): text(cell, column, Kind.TOTAL) for at, (cell, column) in enumerate(cells)}
            if isinstance(total.cells[0], str):
                words[""] = words.pop("0")  # 合计 168 人: it may run on over the next columns
            self.sums.show_sums([words])
        self.view.scrollToTop()

    def copy(self) -> None:
        """Ctrl+C: the selected lines with tabs, for a sheet."""
        lines = sorted({index.row() for index in self.view.selectionModel().selectedIndexes()})
        wide = range(self.model.columnCount())
        rows = [[str(self.model.index(line, at).data()).replace(",", "") for at in wide] for line in lines]
        QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in rows))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._widen()
        return False

    def _widen(self) -> None:
        QTimer.singleShot(0, self, self._set_widths)

    def _set_widths(self) -> None:
        columns = self.model.columns
        rooms = []
        for at, column in enumerate(columns):
            own, least = theme.px(column.width), theme.px(self.model.least(at))
            rooms.append((own, own if column.stretch else least, least))
        stretch = next((at for at, column in enumerate(columns) if column.stretch), None)
        for at, width in enumerate(shares(rooms, self.view.viewport().width(), stretch)):
            self.view.setColumnWidth(at, width)
        if self.view.frozen is not None:
            self.view.frozen.follow()

    def _open(self, line: int) -> None:
        link = self.model.row(line).link
        if link:
            self.linked.emit(link)
