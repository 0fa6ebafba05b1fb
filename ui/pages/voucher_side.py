"""Beside a voucher: where it comes from and who signed, the patterns and summaries used most."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.ledger import marks, queries, summaries, templates
from models.ledger.records import Voucher
from models.ledger.templates import Template
from ui import theme
from ui.navigation import Context
from ui.widgets.buttons import card, label, link, picture
from ui.widgets.sentence import Sentence

Fact = tuple[str, str, Callable[[], object] | None]  # icon, words, what opens
SHOWN, PATTERNS = 5, 5
WIDE = 248


# A register that makes vouchers: icon, words, its page and where there (None: the row's id).
SOURCES: Mapping[str, tuple[str, str, str, Mapping[str, Any]]] = {
    "dues_batch": ("wallet", "来自登记会费", "dues", {"view": "batches", "batch": None}),
    "levy_receipt": ("handshake", "来自拨缴台账", "levy", {"view": "moves"}),
    "levy_remittance": ("handshake", "来自拨缴台账", "levy", {"view": "moves"}),
    "claim": ("file-check", "来自审批单", "claims", {"show": None}),
    "asset": ("package", "来自资产卡片", "assets", {"asset": None}),
    "depreciation": ("package", "来自计提折旧", "assets", {}),
    "goods": ("package", "来自物品收发", "assets", {"view": "goods"}),
}


class VoucherSide(QWidget):
    """`show_voucher(saved or None)`; `put(summary)` or `call(pattern)` when one is clicked."""

    def __init__(
        self, context: Context, put: Callable[[str], None], call: Callable[[Template], None]
    ) -> None:
        super().__init__()
        self.context, self._put, self._call = context, put, call
        theme.fix(self, width=WIDE)
        column = theme.space(QVBoxLayout(self), gap=12)
        self._origin, self._summaries, self._kept = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self._words, self._patterns = card(), card()
        for frame, title, keys, inner in (
            (card(), "这张凭证的来历", "", self._origin),
            (self._patterns, "常用凭证", "F4", self._kept),
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
        _clear(self._kept)
        for icon, words, act in self._facts(saved):
            self._origin.addWidget(_fact(icon, words, act))
        read = (saved is not None and saved.posted) or not self.context.office.actor.may_write
        used = [] if read else summaries.used(self.context.office.db, SHOWN)
        self._words.setVisible(bool(used))
        for text in used:
            self._summaries.addWidget(_item(text, f"用摘要：{text}", "", partial(self._put, text)))
        kept = [] if read else templates.templates(self.context.office.db)
        self._patterns.setVisible(bool(kept))
        for one in kept[:PATTERNS]:
            often = templates.EVERY[one.every] if one.every else ""
            self._kept.addWidget(_item(one.name, f"用常用凭证：{one.name}", often, partial(self._call, one)))

    def _facts(self, saved: Voucher | None) -> Sequence[Fact]:
        if saved is None:
            if not self.context.office.actor.may_write:
                return [("eye", "还没有填", None)]
            return [("pencil", f"{self.context.user}正在填制", None)]
        facts: list[Fact] = [("user", f"制单　{saved.maker}", None)]
        if saved.source in SOURCES:
            icon, words, page, where = SOURCES[saved.source]
            given = {name: saved.source_id if value is None else value for name, value in where.items()}
            facts.append((icon, words, lambda: self.context.open_page(page, **given)))
        facts += [*self._signed(saved), *self._linked(saved)]
        if saved.reason:
            facts.append(("info", f"原因　{saved.reason}", None))
        if not saved.posted:
            facts.append(("save", "草稿，还没有记账", None))
        return facts

    def _signed(self, saved: Voucher) -> Iterator[Fact]:
        """Who checked, signed, approved, and when."""
        for kind, mark in marks.of_voucher(self.context.office.db, saved.id).items():
            if kind in marks.MARKS:
                yield "check", f"{marks.MARKS[kind]}　{mark.who}　{mark.at[5:10]}", None

    def _linked(self, saved: Voucher) -> Iterator[Fact]:
        """The vouchers that this one takes back, is taken back by, or gives back a part of."""
        for key, words in (
            (saved.reverses, "冲销了 {}"),
            (saved.reversed_by, "被 {} 冲销"),
            (saved.refunds, "退回 {} 的一部分"),
        ):
            if key:
                other = queries.voucher(self.context.office.db, key)
                yield "undo-2", words.format(other.name), _opener(self.context, key)


def _item(text: str, said: str, note: str, act: Callable[[], object]) -> QPushButton:
    """A line that does something when it is clicked; the keys stay where they are."""
    made = theme.kind(QPushButton(), "item")
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setAccessibleName(said)
    row = theme.space(QHBoxLayout(made), (6, 0, 6, 0), 6)
    for part, stretch in ((Sentence(text), 1), (label(note, "caption"), 0)):
        part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(part, stretch)
    made.clicked.connect(lambda *_: act())
    return made


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
