"""记账凭证: money grid, continuation sheets, red reversals, drafts; whole, or only what varies (套打)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from exporters.fonts import Weight, width
from exporters.papers.grid import Grid
from exporters.papers.measures import LINES, Form, measures_of
from exporters.papers.pages import STILL, Shift, print_leaves
from exporters.pdf import Printed
from exporters.pen import BLACK, DARK, FRAME, MM, RED, Pen, Type
from exporters.stationery import chinese_day, draw_title, foot_text, spread
from exporters.wrapping import LEADING, clean, fit, fit_height, one_line
from models.kit.errors import Refused
from models.kit.money import capitals, yuan
from models.papers import VoucherPaper, VoucherPaperLine

PADDING = 1.2
_GAP = 3.0  # millimetres beside the day
LEAST = 5.0  # points: only the longest memos on the narrow form come below 6.5


@dataclass(frozen=True)
class Leaf:
    """One sheet of a voucher: its lines, and which of how many sheets it is."""

    voucher: VoucherPaper
    lines: tuple[VoucherPaperLine, ...]
    number: int
    count: int

    @property
    def last(self) -> bool:
        """Whether the totals stand on it."""
        return self.number == self.count


def render_vouchers(vouchers: Sequence[VoucherPaper], size: str = "240x140") -> bytes:
    """Vouchers as PDF on "240x140" or, two on a page, on "A4". Raises `Refused` when a sum doesn't fit."""
    return print_vouchers(vouchers, size).data


def print_vouchers(
    vouchers: Sequence[VoucherPaper],
    size: str = "240x140",
    *,
    preprinted: bool = False,
    shift: Shift = STILL,
) -> Printed:
    """Vouchers as PDF, with the number of pages and the characters that no font could draw.

    `preprinted` leaves out what stands on a bought form already: title, rules, labels.
    """
    form = measures_of(size)
    sheets = [Sheet(form, leaf, preprinted) for voucher in vouchers for leaf in leaves_of(voucher)]
    fixed = all(voucher.made_on is None for voucher in vouchers)
    return print_leaves("记账凭证", sheets, form.page, fixed=fixed, shift=shift)


def leaves_of(voucher: VoucherPaper) -> list[Leaf]:
    """A voucher's sheets, five lines each."""
    count = max(1, -(-len(voucher.lines) // LINES))
    parts = [voucher.lines[n * LINES : (n + 1) * LINES] for n in range(count)]
    return [Leaf(voucher, part, number, count) for number, part in enumerate(parts, 1)]


@dataclass(frozen=True)
class Sheet:
    """A leaf with the form it is drawn on."""

    form: Form
    leaf: Leaf
    preprinted: bool = False

    def draw(self, pen: Pen, down: float) -> None:
        """Draw it, `down` millimetres below the paper's top edge."""
        _Drawing(pen, self.form, self.leaf, down, not self.preprinted).draw()


@dataclass(frozen=True)
class _Drawing:
    """One sheet being drawn; `whole`: with the form itself, else only what varies."""

    pen: Pen
    form: Form
    leaf: Leaf
    down: float
    whole: bool

    @property
    def body(self) -> float:
        """Top of the first line."""
        return self.down + self.form.top + self.form.head

    @property
    def total(self) -> float:
        """Top of the total row."""
        return self.body + LINES * self.form.row

    @property
    def bottom(self) -> float:
        """Lower edge of the table."""
        return self.total + self.form.total

    @property
    def grids(self) -> tuple[Grid, Grid]:
        """The money grids of both sides."""
        edges, digits = self.form.edges, self.form.sizes[1]
        return Grid(edges[3], self.form.cell, digits), Grid(edges[4], self.form.cell, digits)

    def draw(self) -> None:
        """Everything."""
        if self.whole:
            self._title()
            self._head()
            self._rules()
        self._meta()
        for index, line in enumerate(self.leaf.lines):
            self._line(line, self.body + index * self.form.row)
        self._total()
        self._strike()
        self._signers()
        self._foot()

    def _title(self) -> None:
        """记账凭证 with its double rule."""
        edges = self.form.edges
        middle, centre = (edges[0] + edges[-1]) / 2, self.down + self.form.title
        draw_title(
            self.pen,
            (middle, centre, edges[-1] - edges[0]),
            "记账凭证",
            self.form.sizes[2],
            centre + 0.29 * self.form.sizes[2],
        )

    def _meta(self) -> None:
        """Unit, day, number and attachments; the labels are left out where the form has them."""
        voucher, edges = self.leaf.voucher, self.form.edges
        y = self.down + self.form.top - 4.4
        day, unit, middle = chinese_day(voucher.day), clean(voucher.unit), (edges[0] + edges[-1]) / 2
        half = width(day, 9.5) / MM / 2
        part = f"（{self.leaf.number}/{self.leaf.count}）" if self.leaf.count > 1 else ""
        number = (
            (clean(voucher.word), True),
            ("字第 ", False),
            (f"{voucher.number:04d}", True),
            (" 号", False),
            (part, True),
            ("\u3000附单据 ", False),
            (f"{voucher.attachments}", True),
            (" 张", False),
        )
        self._said((edges[-1], y, 9.5), number, "right")
        if self.whole:  # a long unit moves the day aside; on a bought form the day has its place
            free = edges[-1] - width("".join(said for said, _ in number), 9.5) / MM - _GAP - half
            long = edges[0] + width(f"核算单位：{unit}", 9.5) / MM + _GAP + half
            middle = max(middle, min(long, free))
        size = one_line(f"核算单位：{unit}", (middle - half - _GAP - edges[0]) * MM, 9.5)
        self._said((edges[0], y, size), (("核算单位：", False), (unit, True)), "left")
        self._said((middle, y, 9.5), ((day, True),), "centre")

    def _said(self, place: tuple[float, float, float], parts: Sequence[tuple[str, bool]], align: str) -> None:
        """A line at (x, y) in a size, of parts that vary and parts that a bought form has already."""
        x, y, size = place
        if self.whole or all(varies for _, varies in parts):
            self.pen.text(x, y, "".join(said for said, _ in parts), Type(size), align)
            return
        length = sum(width(said, size) for said, _ in parts) / MM
        x -= {"left": 0.0, "centre": length / 2, "right": length}[align]
        for said, varies in parts:
            if varies:
                self.pen.text(x, y, said, Type(size))
            x += width(said, size) / MM

    def _head(self) -> None:
        """Column titles and the names of the places."""
        edges, top = self.form.edges, self.down + self.form.top
        strong = Type(9.0, Weight.MEDIUM)
        for index, word in enumerate(("摘\u3000要", "总账科目", "明细科目")):
            self.pen.text(
                (edges[index] + edges[index + 1]) / 2, top + self.form.head / 2, word, strong, "centre"
            )
        for grid, word in zip(self.grids, ("借方金额", "贷方金额"), strict=True):
            self.pen.text((grid.x + grid.right) / 2, top + self.form.head / 4, word, strong, "centre")
            grid.head(self.pen, top + self.form.head / 2, self.form.head / 2, 6.5)
        for place, char in enumerate("记账"):
            self.pen.text(
                (edges[5] + edges[6]) / 2,
                top + self.form.head * 0.33 + place * self.form.head * 0.35,
                char,
                Type(8.0),
                "centre",
            )

    def _line(self, line: VoucherPaperLine, top: float) -> None:
        """One entry line."""
        edges, middle = self.form.edges, top + self.form.row / 2
        for index, said in enumerate((line.memo, line.account, line.detail)):
            self._words(said, edges[index], edges[index + 1], middle)
        for grid, fen in zip(self.grids, (line.debit_fen, line.credit_fen), strict=True):
            if fen:
                self._amount(grid, middle, fen)
        if line.posted:
            self.pen.tick((edges[5] + edges[6]) / 2, middle, 3.2)

    def _words(self, said: str, left: float, right: float, middle: float) -> None:
        """Words in a cell: two lines in the usual size, three in a smaller one, never cut."""
        room, high = (right - left - 2 * PADDING) * MM, (self.form.row - 0.8) * MM
        fitted = fit_height(clean(said), room, high, self.form.sizes[0], least=LEAST)
        look = Type(fitted.size)
        pitch = fitted.size * min(LEADING, high / fitted.size / len(fitted.lines)) / MM
        first = middle - pitch * (len(fitted.lines) - 1) / 2
        for index, text in enumerate(fitted.lines):
            self.pen.text(left + PADDING, first + index * pitch, text, look)

    def _total(self) -> None:
        """Sums and capitals on the last sheet, 转下页 on the others."""
        y, left = self.total + self.form.total / 2, self.form.edges[0] + PADDING
        strong = Type(9.5, Weight.MEDIUM)
        if not self.leaf.last:
            following = f"转下页（{self.leaf.number + 1}/{self.leaf.count}）"
            self.pen.text(left, y, following, strong)
            return
        voucher = self.leaf.voucher
        if self.whole:
            self.pen.text(left, y, "合\u3000计", strong)
        self._capitals(left + 14.0, y, voucher.debit_fen)
        for grid, fen in zip(self.grids, (voucher.debit_fen, voucher.credit_fen), strict=True):
            self._amount(grid, y, fen, mark=True)

    def _amount(self, grid: Grid, y: float, fen: int, *, mark: bool = False) -> None:
        """Digits in their cells. Raises `Refused` that names the voucher: it may be one of a whole year."""
        voucher = self.leaf.voucher
        if not grid.holds(fen):
            raise Refused(
                f"{yuan(fen)} 元超过凭证金额栏的 11 位，印不下。",
                f"{voucher.day:%Y-%m} {voucher.word}字第 {voucher.number:04d} 号",
                "请核对金额，或者拆成几张凭证。",
            )
        grid.amount(self.pen, y, fen, mark=mark)

    def _capitals(self, left: float, y: float, fen: int) -> None:
        """The sum in capitals over 摘要 and both account columns; in two lines when it is long."""
        room = (self.form.edges[3] - left - PADDING) * MM
        said = "人民币（大写）" + capitals(fen)
        fitted = fit(said, room, 9.5, wraps=True)
        if len(fitted.lines) > 1:
            fitted = fit_height(said, room, (self.form.total - 1.0) * MM, 9.0, least=LEAST)
        pitch = fitted.size * LEADING / MM
        first = y - pitch * (len(fitted.lines) - 1) / 2
        for index, text in enumerate(fitted.lines):
            self.pen.text(
                left, first + index * pitch, text, Type(fitted.size, colour=RED if fen < 0 else BLACK)
            )

    def _rules(self) -> None:
        """Grid lines first, then the black ones over them, the frame last."""
        edges, top = self.form.edges, self.down + self.form.top
        for grid in self.grids:
            grid.lines(self.pen, top + self.form.head / 2, self.bottom)
        self.pen.rule(edges[3], top + self.form.head / 2, edges[5], top + self.form.head / 2)
        for index in range(LINES + 1):
            y = self.body + index * self.form.row
            self.pen.rule(edges[0], y, edges[-1], y)
        for index in (1, 2):
            self.pen.rule(edges[index], top, edges[index], self.total)
        for index in (3, 4, 5):
            self.pen.rule(edges[index], top, edges[index], self.bottom)
        self.pen.box(edges[0], top, edges[-1] - edges[0], self.bottom - top, width=FRAME)

    def _strike(self) -> None:
        """The unused lines of the last sheet are struck, debit and credit apart."""
        used = len(self.leaf.lines)
        if used < LINES:
            for grid in self.grids:
                grid.strike(self.pen, self.body + used * self.form.row, self.total)

    def _signers(self) -> None:
        """Who signs, with the names that are known."""
        edges, signers = self.form.edges, self.leaf.voucher.signers
        step = (edges[-1] - edges[0]) / max(len(signers), 1)
        y = self.bottom + self.form.below
        for index, (label, name) in enumerate(signers):
            named = spread(clean(name))
            size = one_line(f"{label}：{named}", (step - 1.0) * MM, 9.5)
            self._said((edges[0] + index * step, y, size), ((f"{label}：", False), (named, True)), "left")

    def _foot(self) -> None:
        """未记账 or the code, the day of printing, and the sheet."""
        voucher, edges = self.leaf.voucher, self.form.edges
        y, look = self.down + self.form.tall - self.form.foot, Type(7.5, colour=DARK)
        said = foot_text(voucher.seal if voucher.posted else "未记账", voucher.made_on)
        if voucher.copy > 1:
            said += f"\u3000第 {voucher.copy} 次打印"
        self.pen.text(edges[0], y, said.strip("\u3000"), look)
        page = f"第 {self.leaf.number} 页\u3000共 {self.leaf.count} 页"
        self.pen.text(edges[-1], y, page, look, "right")
