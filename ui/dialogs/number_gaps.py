"""断号检查: the numbers of a year's vouchers, which are missing, and what to do; printed or exported."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from models.ledger import numbering
from ui import theme
from ui.dialogs.export import export_report, print_report
from ui.navigation import Context
from ui.widgets.buttons import button, label, picture
from ui.widgets.report_table import ReportTable


class NumberGaps(QDialog):
    """Of the year that is looked at."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.context = context
        self.setWindowTitle("工会台账")
        theme.fix(self, width=880, height=520)
        year = context.period[:4]
        self.report = numbering.gap_report(context.office, f"{year}-01", f"{year}-12")
        found = numbering.runs(context.office.db, f"{year}-01", f"{year}-12")
        whole = all(one.whole for one in found)
        self.said = label(numbering.sentence(found), "note", wrap=True)
        self.table = ReportTable(context)
        self.table.show_report(self.report)
        column = theme.space(QVBoxLayout(self), (20, 16, 20, 16), 12)
        column.addWidget(label(f"{year}年凭证断号检查", "heading"))
        line = theme.space(QHBoxLayout(), gap=8)
        tone = theme.OK if whole else theme.WARN
        line.addWidget(picture("circle-check" if whole else "triangle-alert", tone))
        line.addWidget(self.said, 1)
        column.addLayout(line)
        column.addWidget(self.table, 1)
        foot = theme.space(QHBoxLayout(), gap=8)
        foot.addStretch(1)
        foot.addWidget(button("导出 Excel", "file-spreadsheet", self.export))
        foot.addWidget(button("打印", "printer", self.print))
        foot.addWidget(button("关闭", "", self.accept))
        column.addLayout(foot)

    def export(self) -> None:
        """As a sheet."""
        export_report(self.context, self.report, self)

    def print(self) -> None:
        """Through the preview."""
        print_report(self.context, self.report, self)
