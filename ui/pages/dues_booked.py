"""Step 登记 of a deduction list: what was booked, its vouchers, and the ways to go on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from models.dues.records import Booked
from models.kit.days import month_words
from models.kit.money import yuan
from ui import theme
from ui.navigation import Context
from ui.widgets.buttons import button, label, link, picture, scrolled


class BookedStep(QFrame):
    """`show_done([(booked, voucher id), …])`."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        theme.kind(self, "card")
        self.context = context
        self._last = context.period
        self.title = label("", "heading")
        self.look = button("看会费总表", "arrow-right", self._matrix, kind="filled")
        self.look.setAutoDefault(True)  # Enter presses it too
        self.sign = button("打印签收表", "printer", self._print)
        self.again = button("再登记一份", "file-input")
        self._lines = theme.space(QVBoxLayout(), gap=4)
        inner = QWidget()
        column = theme.space(QVBoxLayout(inner), (24, 24, 24, 24), 12)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addStretch(2)
        column.addWidget(picture("circle-check", theme.OK, 48), 0, middle)
        column.addWidget(self.title, 0, middle)
        column.addLayout(self._lines)
        row = theme.space(QHBoxLayout(), gap=12)
        row.addStretch(1)
        for part in (self.look, self.sign, self.again):
            row.addWidget(part)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(label("登记错了，可以在“会费 › 批次”里整批冲回。", "note"), 0, middle)
        column.addStretch(3)
        theme.space(QVBoxLayout(self), (1, 1, 1, 1)).addWidget(scrolled(inner))

    def show_done(self, done: Sequence[tuple[Booked, int | None]]) -> None:
        """Say what was booked, one line a month."""
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        people = sum(one.members for one, _ in done)
        batches = [one for one, _ in done if one.batch]
        self.title.setText(f"已登记 {people:,} 人次会费" if batches else "没有新的内容要登记")
        for one, voucher in done:
            self._lines.addWidget(self._line(one, voucher))
        if done:
            self._last = done[-1][0].month

    def _line(self, one: Booked, voucher: int | None) -> QWidget:
        made = QWidget()
        row = theme.space(QHBoxLayout(made), gap=8)
        row.addStretch(1)
        said = f"{month_words(one.month)}：{one.members} 人 {yuan(one.received_fen)} 元"
        if one.pending_fen:
            said += f"，待查 {yuan(one.pending_fen)} 元"
        if not one.batch:
            said = f"{month_words(one.month)}：和上次登记的一样，没有新增"
        elif voucher is None:
            said += "，已扣未到账"
        row.addWidget(label(said))
        if voucher is not None:
            row.addWidget(link(one.voucher, partial(self.context.open_page, "voucher", voucher=voucher)))
        row.addStretch(1)
        return made

    def _matrix(self) -> None:
        self.context.open_page("dues", view="matrix", month=self._last)

    def _print(self) -> None:
        from ui.pages.dues_prints import print_entry

        print_entry(self.context, self, "dues-schedule", self._last)
