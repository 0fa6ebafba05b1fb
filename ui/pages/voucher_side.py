"""Beside a voucher: the summaries used most, and where this voucher comes from."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.ledger import queries, summaries
from models.ledger.records import Voucher
from ui import theme
from ui.navigation import Context
from ui.widgets.buttons import card, label, link, picture
from ui.widgets.sentence import Sentence

SHOWN = 8
WIDE = 248


class VoucherSide(QWidget):
    """`show_voucher(saved or None)`; `put(summary)` is called when one is clicked."""

    def __init__(self, context: Context, put: Callable[[str], None]) -> None:
        super().__init__()
        self.context, self._put = context, put
        theme.fix(self, width=WIDE)
        column = theme.space(QVBoxLayout(self), gap=12)
        self._origin, self._summaries = QVBoxLayout(), QVBoxLayout()
        self._words = card()
        for frame, title, keys, inner in (
            (card(), "这张凭证的来历", "", self._origin),
            (self._words, "常用摘要", "F7", self._summaries),
        ):
            whole = theme.space(QVBoxLayout(frame), (14, 12, 14, 12), 6)
            head = theme.space(QHBoxLayout(), gap=6)
            head.addWidget(label(title, "strong"))
            head.addStretch(1)
            if keys:
                head.addWidget(label(keys, "caption"))
            whole.addLayout(head)
            theme.space(inner, gap=4)
            whole.addLayout(inner)
            column.addWidget(frame)
        column.addStretch(1)

    def show_voucher(self, saved: Voucher | None) -> None:
        """The facts of this voucher; summaries only while it can be changed."""
        _clear(self._origin)
        _clear(self._summaries)
        for icon, words, act in self._facts(saved):
            self._origin.addWidget(_fact(icon, words, act))
        used = [] if saved is not None and saved.posted else summaries.used(self.context.office.db, SHOWN)
        self._words.setVisible(bool(used))
        for text in used:
            self._summaries.addWidget(self._summary(text))

    def _summary(self, text: str) -> QPushButton:
        made = theme.kind(QPushButton(), "item")
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setAccessibleName(f"用摘要：{text}")
        words = Sentence(text)
        words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.space(QHBoxLayout(made), (6, 0, 6, 0)).addWidget(words)
        made.clicked.connect(lambda *_: self._put(text))
        return made

    def _facts(self, saved: Voucher | None) -> Sequence[tuple[str, str, Callable[[], object] | None]]:
        if saved is None:
            return [("pencil", f"{self.context.user}正在填制", None)]
        facts: list[tuple[str, str, Callable[[], object] | None]] = [("user", f"制单　{saved.maker}", None)]
        if saved.source == "dues_batch":
            facts.append(
                (
                    "wallet",
                    "来自登记会费",
                    lambda: self.context.open_page("dues", view="batches", batch=saved.source_id),
                )
            )
        for key, words in ((saved.reverses, "冲销了 {}"), (saved.reversed_by, "被 {} 冲销")):
            if key:
                other = queries.voucher(self.context.office.db, key)
                facts.append(("undo-2", words.format(_short(other)), _opener(self.context, key)))
        if saved.reason:
            facts.append(("info", f"原因　{saved.reason}", None))
        if not saved.posted:
            facts.append(("save", "草稿，还没有记账", None))
        return facts


def _short(voucher: Voucher) -> str:
    return f"{voucher.month} {voucher.word}-{voucher.number:04d}" if voucher.number else voucher.name


def _opener(context: Context, key: int) -> Callable[[], object]:
    return lambda: context.open_page("voucher", voucher=key)


def _fact(icon: str, words: str, act: Callable[[], object] | None) -> QWidget:
    made = QWidget()
    row = theme.space(QHBoxLayout(made), gap=6)
    row.addWidget(picture(icon, theme.TEXT_2))
    if act is not None:
        row.addWidget(link(words, act))
        row.addStretch(1)
    else:
        row.addWidget(Sentence(words), 1)
    return made


def _clear(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
