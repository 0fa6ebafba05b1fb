"""Under the two columns of the bank's page: what is ticked on both sides, and both adjusted balances."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from models.bank.records import Sheet
from models.kit.money import yuan
from ui import theme
from ui.tables.columns import Pill
from ui.widgets.buttons import button, label
from ui.widgets.pill import PillLabel
from ui.widgets.sentence import Sentence


class BankFoot(QFrame):
    """`show_ticked((count, fen), (count, fen))`, `show_sheet(sheet)`; `match` is the 勾对 button."""

    def __init__(self) -> None:
        super().__init__()
        theme.kind(self, "card")
        self.match = button("勾对", "check", tip="把两边勾选的行对上（Enter）")
        self.ticked = Sentence("", "facts")
        self.gap = PillLabel(Pill("差 0.00", "ok"))
        self.book, self.bank = Sentence("", ""), Sentence("", "")
        self.result = PillLabel(Pill("相等", "ok", "check"))
        column = theme.space(QVBoxLayout(self), (14, 6, 14, 6), 4)
        first = theme.space(QHBoxLayout(), gap=10)
        first.addWidget(label("已勾", "note"))
        first.addWidget(self.ticked, 1)
        first.addWidget(self.gap)
        first.addWidget(self.match)
        column.addLayout(first)
        second = theme.space(QHBoxLayout(), gap=16)
        second.addWidget(self.bank, 1)
        second.addWidget(self.book, 1)
        second.addWidget(self.result)
        column.addLayout(second)
        self.show_ticked((0, 0), (0, 0))

    def show_ticked(self, bank: tuple[int, int], book: tuple[int, int]) -> None:
        """How many are ticked and their sums in fen; they may be matched when both are equal."""
        some = bool(bank[0] or book[0])
        even = some and bank[1] == book[1]
        said = f"对账单 {bank[0]} 笔 {yuan(bank[1])}　账上 {book[0]} 笔 {yuan(book[1])}"
        self.ticked.setText(said if some else "空格勾选两边的行，金额相等按 Enter 勾对；A 自动勾对")
        self.gap.setVisible(some)
        self.gap.show_pill(Pill(f"差 {yuan(abs(bank[1] - book[1]))}", "ok" if even else "warn"))
        self.match.setEnabled(even)

    def show_sheet(self, sheet: Sheet) -> None:
        """Both balances with what is outstanding, and whether they meet."""
        more, less = sheet.sum_of("bank_in"), sheet.sum_of("bank_out")
        self.book.setText(_sum("账面", sheet.book_fen, (more, less)))
        if sheet.bank_fen is None:
            self.bank.setText("对账单：这个月还没有导入")
            self.result.show_pill(Pill("没有对账单", "grey"))
            return
        more, less = sheet.sum_of("book_in"), sheet.sum_of("book_out")
        self.bank.setText(_sum("对账单", sheet.bank_fen, (more, less)))
        gap = abs(sheet.difference_fen)
        equal = Pill("调节后相等", "ok", "check")
        self.result.show_pill(equal if not gap else Pill(f"调节后差 {yuan(gap)}", "error", "circle-alert"))


def _sum(name: str, fen: int, items: tuple[int, int]) -> str:
    more, less = items
    return f"{name} {yuan(fen)} ＋ {yuan(more)} － {yuan(less)} ＝ {yuan(fen + more - less)}"


def two_sides(left: QWidget, right: QWidget) -> QHBoxLayout:
    """Both columns, equally wide."""
    row = theme.space(QHBoxLayout(), gap=12)
    row.addWidget(left, 1)
    row.addWidget(right, 1)
    return row
