"""Under a voucher: both sums, what is missing, the balance of the current account, and what is wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from models.kit.money import yuan
from ui import icons, theme
from ui.tables.columns import Pill
from ui.widgets.buttons import button, label, link, picture
from ui.widgets.pill import PillLabel
from ui.widgets.sentence import Sentence


class BalanceStrip(QFrame):
    """`show_sums(debit, credit)`, `show_account(words)`, `say(sentence)`; `even` is the 平衡 button,
    `book` the link to the account's page, `about` to what the line is about."""

    def __init__(self) -> None:
        super().__init__()
        theme.kind(self, "card")
        theme.fix(self, height=46)
        self.debit, self.credit, self.gap = (label("0.00", "count") for _ in range(3))
        self.pill = PillLabel(Pill("平", "ok", "check"))
        self.even = button("平衡", "scale", tip="在这一行补上差额（= 或 Ctrl+F7）")
        self.account = Sentence("", "facts")
        self.account.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.mark, self.problem = picture("circle-alert", theme.BRAND), Sentence("", "error")
        self._words, self._short = ("", ""), ""
        self.may_type = True  # a voucher that is only read has nothing to be said about its lines
        row = theme.space(QHBoxLayout(self), (14, 4, 14, 4), 6)
        for words, number in (("借方合计", self.debit), ("贷方合计", self.credit), ("差额", self.gap)):
            row.addWidget(label(words, "note"))
            row.addWidget(number)
            row.addSpacing(8)
        row.addWidget(self.pill)
        row.addWidget(self.even)
        row.addSpacing(12)
        row.addWidget(self.account, 8)
        self._make_links()
        row.addWidget(self.book)
        row.addWidget(self.about)
        row.addWidget(self.mark)
        row.addWidget(self.problem, 8)
        self.say("")

    def _make_links(self) -> None:
        self.book = link("明细账", icon="book-open")
        self.book.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.book.hide()
        self.about = link("辅助 F3", icon="list")
        self.about.setToolTip("这一行是谁的、哪个专项、哪个预算项（F3）")
        self.about.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.about.hide()

    def show_sums(self, debit_fen: int, credit_fen: int) -> None:
        """Both sides and the difference."""
        self.debit.setText(yuan(debit_fen))
        self.credit.setText(yuan(credit_fen))
        self.gap.setText(yuan(abs(debit_fen - credit_fen)))
        even = debit_fen == credit_fen
        self.pill.setVisible(even and bool(debit_fen))
        self.even.setVisible(not even)

    def show_account(self, words: str, more: str = "", short: str = "") -> None:
        """The balance of the current account; `more` only where there is room, `short` where is little."""
        self._words, self._short = (words, more), short or words
        self._show_links()
        self._fit()

    def _show_links(self) -> None:
        on = bool(self._words[0]) and self.problem.isHidden()
        self.book.setVisible(on)
        self.about.setVisible(on and self.may_type)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        metrics, room = self.account.fontMetrics(), self.account.width()
        choices = ("".join(self._words), self._words[0], self._short)
        fits = (words for words in choices if metrics.horizontalAdvance(words) <= room)
        self.account.setText(next(fits, self._short))

    def say(self, sentence: str, tone: str = "error") -> None:
        """What is wrong; "" shows the account again."""
        self.problem.setText(sentence)
        theme.kind(self.problem, tone)
        icons.put(self.mark, "circle-alert", theme.WARN if tone == "warn" else theme.BRAND, 16)
        for part in (self.mark, self.problem):
            part.setVisible(bool(sentence))
        self.account.setVisible(not sentence)
        self._show_links()
