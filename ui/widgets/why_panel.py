"""为什么是 12,340.50: the formula of a figure, its accounts, and the vouchers that add up to it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QVBoxLayout

from models.kit.money import yuan
from models.report import As, Column, Kind, Report, Row
from models.statements.explain import Explanation
from ui import theme
from ui.navigation import Context
from ui.opening import open_where
from ui.widgets.buttons import card, label
from ui.widgets.report_table import ReportTable

MOST = 300  # lines of one account; nobody reads more here, and a year may have ten thousand
COLUMNS = (
    Column("凭证", As.TEXT, 21),
    Column("摘要", As.LONG, 24),
    Column("金额", As.MONEY, 23, zero="0.00"),
)


class WhyPanel(QFrame):
    """`show_explanation(one)`; Enter or a double click on a line opens the voucher or account page.

    `left` when Esc was pressed in it.
    """

    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.title = label("", "strong", wrap=True)
        self.about = label("", "note", wrap=True)
        self.formula = label("", "note", wrap=True)
        self.total = label("", "strong")
        self.lines = ReportTable(context, 30)
        self.lines.linked.connect(lambda link: open_where(context, link))
        outer = theme.space(QVBoxLayout(self), (0, 0, 0, 0), 0)
        frame = card()
        outer.addWidget(frame)
        column = theme.space(QVBoxLayout(frame), (14, 12, 14, 12), 6)
        for part in (self.title, self.about, self.formula):
            column.addWidget(part)
        column.addWidget(self.lines, 1)
        column.addWidget(self.total)
        leave = QShortcut(QKeySequence("Esc"), self, self.left.emit)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def show_explanation(self, one: Explanation) -> None:
        """This figure."""
        self.title.setText(f"为什么是 {yuan(one.figure_fen)}")
        self.about.setText(one.title)
        self.formula.setText(f"算法：{one.formula}")
        rows: list[Row] = []
        for group in one.groups:
            rows.append(Row((f"{group.title}　{yuan(group.fen)}", None, None), Kind.GROUP, link=group.link))
            rows += [
                Row((piece.name[5:] or piece.day[5:] or None, piece.said, piece.fen), link=piece.link)
                for piece in group.pieces[:MOST]
            ]
            if len(group.pieces) > MOST:
                rest = group.pieces[MOST:]
                said = f"另外 {len(rest)} 笔，打开明细账看全部"
                rows.append(Row((None, said, sum(piece.fen for piece in rest)), link=group.link))
        self.lines.setVisible(bool(rows))
        self.lines.show_report(Report("why", one.title, COLUMNS, tuple(rows), total=""))
        count = sum(len(group.pieces) for group in one.groups)
        same = "，与报表相等" if one.sum_fen == one.figure_fen else "，与报表不等，请先检查账套"
        said = f"{count} 笔合计 {yuan(one.sum_fen)}{same}" if count else "没有凭证，所以是零"
        self.total.setText(said)

    def show_nothing(self, title: str) -> None:
        """A heading has no figure."""
        self.title.setText(title)
        for part in (self.about, self.formula, self.total):
            part.setText("")
        self.lines.hide()

    def enter(self) -> None:
        """The keys go to the lines."""
        if self.lines.isVisible():
            self.lines.view.setFocus()
            self.lines.view.selectRow(0)
