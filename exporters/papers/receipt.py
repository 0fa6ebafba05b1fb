"""收款凭条, three copies on one A4 page: 存根, 交款人, 记账."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from exporters.fonts import Weight
from exporters.papers.cells import meta
from exporters.papers.pages import Page, print_leaves
from exporters.pdf import Printed
from exporters.pen import BLACK, DARK, FRAME, MM, RED, Pen, Type
from exporters.stationery import chinese_day, draw_title, foot_text, spread
from exporters.wrapping import LEADING, clean, fit_height, one_line
from models.kit.money import capitals, yuan
from models.papers import ReceiptPaper

WIDTH, TALL = 210.0, 99.0  # millimetres; three make an A4 page
COPIES = (("第一联", "存根"), ("第二联", "交款人"), ("第三联", "记账"))
WAYS = ("现金", "转账", "其他")
_EDGES = (22.0, 48.0, 107.0, 133.0, 192.0)
_TOPS = (26.0, 35.0, 44.0, 54.0, 63.0)  # of the rows, and the lower edge
_AMOUNT = 150.0  # left edge of the amount in figures
_PLAIN = Type(9.5)
_STRONG = Type(9.5, Weight.MEDIUM)


def render_receipts(receipts: Sequence[ReceiptPaper]) -> bytes:
    """Receipts as PDF, one A4 page each."""
    return print_receipts(receipts).data


def print_receipts(receipts: Sequence[ReceiptPaper]) -> Printed:
    """Receipts as PDF, with the characters that no font could draw."""
    fixed = all(receipt.made_on is None for receipt in receipts)
    leaves = [_Copy(receipt, copy) for receipt in receipts for copy in COPIES]
    return print_leaves("收款凭条", leaves, Page(WIDTH, TALL, len(COPIES)), fixed=fixed)


@dataclass(frozen=True)
class _Copy:
    """One of the three copies."""

    receipt: ReceiptPaper
    copy: tuple[str, str]

    def draw(self, pen: Pen, down: float) -> None:
        """Draw it, `down` millimetres below the page's top edge."""
        _Slip(pen, self.receipt, down).draw(self.copy)


@dataclass(frozen=True)
class _Slip:
    """One copy being drawn, `down` millimetres below the page's top edge."""

    pen: Pen
    receipt: ReceiptPaper
    down: float

    def draw(self, copy: tuple[str, str]) -> None:
        """Everything; `copy` is written down the right edge."""
        self._top()
        self._rules()
        self._labels()
        self._values()
        self._ways()
        self._below()
        self._side(copy)

    def _top(self) -> None:
        """Title, unit, day and number."""
        receipt, middle = self.receipt, (_EDGES[0] + _EDGES[-1]) / 2
        draw_title(self.pen, (middle, self.down + 11.0, 170.0), "收款凭条", 16.0, self.down + 15.6)
        said = (f"收款单位：{receipt.unit}", chinese_day(receipt.day), f"No. {receipt.number}")
        meta(self.pen, (_EDGES[0], _EDGES[-1]), self.down + 22.0, said, right=Weight.MEDIUM)

    def _rules(self) -> None:
        """The form's lines."""
        tops = [self.down + top for top in _TOPS]
        for y in tops[1:-1]:
            self.pen.rule(_EDGES[0], y, _EDGES[-1], y)
        self.pen.rule(_EDGES[1], tops[0], _EDGES[1], tops[-1])
        for row in (0, 3):
            for x in _EDGES[2:4]:
                self.pen.rule(x, tops[row], x, tops[row + 1])
        self.pen.rule(_AMOUNT, tops[2], _AMOUNT, tops[3])
        self.pen.box(_EDGES[0], tops[0], _EDGES[-1] - _EDGES[0], tops[-1] - tops[0], width=FRAME)

    def _labels(self) -> None:
        """What each cell is."""
        middle = (_EDGES[0] + _EDGES[1]) / 2
        for row, label in enumerate(("交款人", "收款事由", "金\u3000额", "收款方式")):
            self.pen.text(middle, self._row(row), label, _STRONG, "centre")
        for row, label in ((0, "所属分工会"), (3, "专用收据号")):
            self.pen.text((_EDGES[2] + _EDGES[3]) / 2, self._row(row), label, _STRONG, "centre")

    def _values(self) -> None:
        """What was paid, by whom and why."""
        receipt = self.receipt
        colour = RED if receipt.amount_fen < 0 else BLACK
        self._words(receipt.payer, (_EDGES[1], _EDGES[2]), 0)
        self._words(receipt.branch, (_EDGES[3], _EDGES[4]), 0)
        self._words(receipt.reason, (_EDGES[1], _EDGES[4]), 1)
        said = f"人民币（大写）{capitals(receipt.amount_fen)}"
        self._words(said, (_EDGES[1], _AMOUNT), 2, Type(9.5, colour=colour))
        middle = (_AMOUNT + _EDGES[-1]) / 2
        self.pen.text(
            middle, self._row(2), f"¥{yuan(receipt.amount_fen)}", Type(9.5, colour=colour), "centre"
        )
        self._words(receipt.receipt_number, (_EDGES[3], _EDGES[4]), 3)

    def _ways(self) -> None:
        """现金, 转账, 其他 with the box of the one that applies ticked."""
        chosen = self.receipt.way if self.receipt.way in WAYS else "其他"
        for index, way in enumerate(WAYS):
            sign = "☑" if way == chosen else "☐"
            self.pen.text(_EDGES[1] + 2.0 + index * 17.0, self._row(3), f"{sign} {way}", Type(9.5))

    def _below(self) -> None:
        """Who signs, the note and the foot line."""
        receipt, y = self.receipt, self.down + _TOPS[-1] + 7.2
        for x, said in (
            (_EDGES[0], "收款单位（章）："),
            (80.0, f"收款人：{spread(clean(receipt.cashier))}"),
            (126.0, "交款人签名："),
        ):
            self.pen.text(x, y, said, Type(one_line(said, 44.0 * MM, 9.5)))
        note = (
            "注：本凭条为内部收款证明，不作报销凭证；"
            "另开《工会经费收入专用收据》的，在“专用收据号”栏填写号码。"
        )
        self.pen.text(_EDGES[0], y + 8.0, note, Type(8.0))
        foot = foot_text(receipt.seal, receipt.made_on)
        small = Type(7.5, colour=DARK)
        self.pen.text(_EDGES[0], self.down + TALL - 9.0, foot, small)
        self.pen.text(_EDGES[-1], self.down + TALL - 9.0, "第 1 页\u3000共 1 页", small, "right")

    def _side(self, copy: tuple[str, str]) -> None:
        """The copy's name down the right edge, one character above the other."""
        y = self.down + _TOPS[0] + 1.0
        for word in copy:
            for char in word:
                self.pen.text(_EDGES[-1] + 5.0, y, char, Type(8.5), "centre")
                y += 4.6
            y += 4.0

    def _row(self, row: int) -> float:
        """Centre line of a row."""
        return self.down + (_TOPS[row] + _TOPS[row + 1]) / 2

    def _words(self, said: str, place: tuple[float, float], row: int, look: Type = _PLAIN) -> None:
        """Words in a cell, in two lines when they are long."""
        room = (place[1] - place[0] - 4.0) * MM
        high = (_TOPS[row + 1] - _TOPS[row] - 0.8) * MM
        fitted = fit_height(clean(said), room, high, look.size)
        pitch = fitted.size * LEADING / MM
        first = self._row(row) - pitch * (len(fitted.lines) - 1) / 2
        for index, line in enumerate(fitted.lines):
            y = first + index * pitch
            self.pen.text(place[0] + 2.0, y, line, Type(fitted.size, colour=look.colour))
