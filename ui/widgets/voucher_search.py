"""更多条件 over the list of vouchers: months, numbers, amounts, words, an account, marks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from models.kit.money import yuan
from models.ledger.lists import MARKS
from models.ledger.typed import Chart
from ui import theme
from ui.widgets.account_picker import account_picker
from ui.widgets.buttons import button
from ui.widgets.day_edit import MonthEdit
from ui.widgets.form import Field, Form
from ui.widgets.money_edit import MoneyEdit
from ui.widgets.text_edits import ChoiceEdit, TextEdit

Found = Callable[[Mapping[str, str]], None]


class VoucherSearch(QFrame):
    """A box under its button. `found({"=months": "2026-01~2026-03", …})` gets only what was filled."""

    def __init__(
        self, parent: QWidget, chart: Chart, month: str, found: Found, kept: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        theme.kind(self, "popup")
        theme.fix(self, width=480)
        self._found = found
        self.form = Form(
            [
                Field("from_month", "月份从", lambda: MonthEdit(month)),
                Field("to_month", "到", lambda: MonthEdit(month)),
                Field("from_number", "字号从", lambda: TextEdit("1"), check=_whole),
                Field("to_number", "到", lambda: TextEdit("20"), check=_whole),
                Field("from_fen", "金额从", MoneyEdit),
                Field("to_fen", "到", MoneyEdit),
                Field("words", "摘要", lambda: TextEdit("摘要里有的字")),
                Field("marks", "标记", lambda: ChoiceEdit([("", "不限"), *MARKS.items()])),
                Field("account", "科目", lambda: account_picker(chart, parents=True), wide=True),
            ],
            columns=2,
            label_width=52,
        )
        column = theme.space(QVBoxLayout(self), (16, 14, 16, 14), 12)
        self.form.show_values(values_of(kept or {}))
        column.addWidget(self.form)
        row = theme.space(QHBoxLayout(), gap=8)
        row.addStretch(1)
        row.addWidget(button("清空", "", lambda: self.form.show_values({"marks": ""})))
        row.addWidget(button("取消", "", self.close))
        row.addWidget(button("查找", "search", self.seek))
        column.addLayout(row)
        self.form.save_asked.connect(self.seek)

    def show_under(self, which: QWidget) -> None:
        """Open it."""
        self.adjustSize()
        self.move(which.mapToGlobal(QPoint(0, which.height() + theme.px(4))))
        self.show()
        self.form.box("from_month").setFocus()

    def seek(self) -> None:
        """查找."""
        if self.form.valid():
            self._found(conditions(self.form.values()))
            self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.seek()
        else:
            super().keyPressEvent(event)


def conditions(values: Mapping[str, Any]) -> dict[str, str]:
    """The filters of `models.ledger.lists.VoucherList`."""
    found = {}
    for key, low, high in (
        ("=months", "from_month", "to_month"),
        ("=numbers", "from_number", "to_number"),
        ("=amounts", "from_fen", "to_fen"),
    ):
        ends = ["" if values[end] in (None, "") else str(values[end]) for end in (low, high)]
        if any(ends):
            found[key] = "~".join(ends)
    for key in ("account", "words", "marks"):
        if values[key]:
            found[f"={key}"] = str(values[key])
    return found


def said(kept: Mapping[str, Any], chart: Chart) -> str:
    """The conditions in words: "4月到6月 · 摘要含“墨” · 102 银行存款"."""
    words = []
    for key, title in (("=months", ""), ("=numbers", "字号 "), ("=amounts", "金额 ")):
        if kept.get(key):
            low, _, high = str(kept[key]).partition("~")
            ends = [yuan(int(end)) if key == "=amounts" and end else end for end in (low, high)]
            words.append(f"{title}{ends[0] or '…'}～{ends[1] or '…'}")
    if kept.get("=words"):
        words.append(f"摘要含“{kept['=words']}”")
    if kept.get("=account"):
        hit = chart.find(int(kept["=account"]))
        words.append(hit.words if hit is not None else "")
    if kept.get("=marks"):
        words.append(MARKS.get(str(kept["=marks"]), ""))
    return " · ".join(words)


def values_of(kept: Mapping[str, Any]) -> dict[str, Any]:
    """The same conditions as what stands in the fields."""
    found: dict[str, Any] = {"marks": str(kept.get("=marks", "")), "words": kept.get("=words", "")}
    for key, name in (("=months", "month"), ("=numbers", "number"), ("=amounts", "fen")):
        low, _, high = str(kept.get(key, "")).partition("~")
        for end, text in (("from", low), ("to", high)):
            found[f"{end}_{name}"] = int(text) if name == "fen" and text else text or None
    found["account"] = int(kept["=account"]) if kept.get("=account") else None
    return found


def _whole(text: str) -> str:
    return "" if text.isdecimal() else "字号请写数字，例如 12。"
