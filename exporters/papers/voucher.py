"""记账凭证 on 240 × 140 mm paper, or two on A4: money grid, continuation sheets, red reversals, drafts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from exporters.fonts import Weight
from exporters.papers.grid import CELLS, Grid
from exporters.pdf import Printed, open_canvas
from exporters.pen import BLACK, DARK, FRAME, MM, RED, Pen, Type
from exporters.stationery import chinese_day, draw_title, foot_text, spread
from exporters.wrapping import LEADING, clean, fit, fit_height, one_line
from models.kit.errors import Refused
from models.kit.money import capitals
from models.papers import VoucherPaper, VoucherPaperLine

LINES = 5  # entry lines on a sheet
PADDING = 1.2
LEAST = 5.0  # points: only the longest memos on the narrow form come below 6.5


@dataclass(frozen=True)
class Form:
    """The measures of one form in millimetres; `tall` is the height of the form, not of the paper."""

    width: float
    tall: float
    left: float
    memo: float
    account: float
    detail: float
    cell: float
    tick: float
    title: float  # centre line
    top: float  # of the table
    row: float
    total: float
    sizes: tuple[float, float]  # of words and of digits, in points

    @property
    def edges(self) -> tuple[float, float, float, float, float, float, float]:
        """The x of the columns' edges."""
        memo = self.left + self.memo
        account = memo + self.account
        detail = account + self.detail
        debit = detail + CELLS * self.cell
        credit = debit + CELLS * self.cell
        return self.left, memo, account, detail, debit, credit, credit + self.tick


SLIP = Form(240, 140, 20, 46, 27, 35, 4.3, 6, 11, 27.6, 11.2, 11.2, (9.0, 10.0))
HALF = Form(210, 148.5, 25, 36, 24, 28, 3.5, 5, 17, 33.5, 11.0, 11.0, (8.5, 9.0))
HEAD = 10.0
_FORMS = {"240x140": SLIP, "A4": HALF}


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


def print_vouchers(vouchers: Sequence[VoucherPaper], size: str = "240x140") -> Printed:
    """Vouchers as PDF, with the number of pages and the characters that no font could draw."""
    form = _FORMS.get(size)
    if form is None:
        raise Refused(f"凭证不能印在“{size}”纸上。", remedy="可用的纸张：" + "、".join(_FORMS) + "。")
    leaves = [leaf for voucher in vouchers for leaf in leaves_of(voucher)]
    each = 2 if form is HALF else 1
    buffer = BytesIO()
    canvas = open_canvas(buffer, "记账凭证", fixed=all(voucher.made_on is None for voucher in vouchers))
    missing: dict[str, None] = {}
    height = form.tall * each
    for start in range(0, len(leaves), each):
        canvas.setPageSize((form.width * MM, height * MM))
        pen = Pen(canvas, height, missing)
        for place, leaf in enumerate(leaves[start : start + each]):
            _Drawing(pen, form, leaf, place * form.tall).draw()
        if each == 2:
            _cut(pen, form)
        pen.flush()
        canvas.showPage()
    canvas.save()
    return Printed(buffer.getvalue(), -(-len(leaves) // each), tuple(missing))


def leaves_of(voucher: VoucherPaper) -> list[Leaf]:
    """A voucher's sheets, five lines each."""
    count = max(1, -(-len(voucher.lines) // LINES))
    parts = [voucher.lines[n * LINES : (n + 1) * LINES] for n in range(count)]
    return [Leaf(voucher, part, number, count) for number, part in enumerate(parts, 1)]


@dataclass(frozen=True)
class _Drawing:
    """One sheet being drawn, `down` millimetres below the paper's top edge."""

    pen: Pen
    form: Form
    leaf: Leaf
    down: float

    @property
    def body(self) -> float:
        """Top of the first line."""
        return self.down + self.form.top + HEAD

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
        self._title()
        self._meta()
        self._head()
        for index, line in enumerate(self.leaf.lines):
            self._line(line, self.body + index * self.form.row)
        self._total()
        self._rules()
        self._strike()
        self._signers()
        self._foot()

    def _title(self) -> None:
        """记账凭证 with its double rule."""
        edges = self.form.edges
        middle, centre = (edges[0] + edges[-1]) / 2, self.down + self.form.title
        draw_title(self.pen, (middle, centre, edges[-1] - edges[0]), "记账凭证", 16.0, centre + 4.6)

    def _meta(self) -> None:
        """Unit, day, number and attachments."""
        voucher, edges = self.leaf.voucher, self.form.edges
        y, look = self.down + self.form.top - 4.4, Type(9.5)
        unit = f"核算单位：{clean(voucher.unit)}"
        room = (edges[-1] - edges[0]) / 2 - 16.0
        self.pen.text(edges[0], y, unit, Type(one_line(unit, room * MM, 9.5)))
        self.pen.text((edges[0] + edges[-1]) / 2, y, chinese_day(voucher.day), look, "centre")
        part = f"（{self.leaf.number}/{self.leaf.count}）" if self.leaf.count > 1 else ""
        number = (
            f"{clean(voucher.word)}字第 {voucher.number:04d} 号{part}\u3000附单据 {voucher.attachments} 张"
        )
        self.pen.text(edges[-1], y, number, look, "right")

    def _head(self) -> None:
        """Column titles and the names of the places."""
        edges, top = self.form.edges, self.down + self.form.top
        strong = Type(9.0, Weight.MEDIUM)
        for index, word in enumerate(("摘\u3000要", "总账科目", "明细科目")):
            self.pen.text((edges[index] + edges[index + 1]) / 2, top + HEAD / 2, word, strong, "centre")
        for grid, word in zip(self.grids, ("借方金额", "贷方金额"), strict=True):
            self.pen.text((grid.x + grid.right) / 2, top + HEAD / 4, word, strong, "centre")
            grid.head(self.pen, top + HEAD / 2, HEAD / 2, 6.5)
        for place, char in enumerate("记账"):
            self.pen.text((edges[5] + edges[6]) / 2, top + 3.3 + place * 3.5, char, Type(8.0), "centre")

    def _line(self, line: VoucherPaperLine, top: float) -> None:
        """One entry line."""
        edges, middle = self.form.edges, top + self.form.row / 2
        for index, said in enumerate((line.memo, line.account, line.detail)):
            self._words(said, edges[index], edges[index + 1], middle)
        debit, credit = self.grids
        if line.debit_fen:
            debit.amount(self.pen, middle, line.debit_fen)
        if line.credit_fen:
            credit.amount(self.pen, middle, line.credit_fen)
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
        self.pen.text(left, y, "合\u3000计", strong)
        self._capitals(left + 14.0, y, voucher.debit_fen)
        for grid, fen in zip(self.grids, (voucher.debit_fen, voucher.credit_fen), strict=True):
            grid.amount(self.pen, y, fen, mark=True)

    def _capitals(self, left: float, y: float, fen: int) -> None:
        """The sum in capitals over 摘要 and both account columns; in two lines when it is long."""
        room = (self.form.edges[3] - left - PADDING) * MM
        said = "人民币（大写）" + capitals(fen)
        fitted = fit(said, room, 9.5, wraps=True)
        if len(fitted.lines) > 1:
            fitted = fit_height(said, room, (self.form.total - 1.0) * MM, 9.0)
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
            grid.lines(self.pen, top + HEAD / 2, self.bottom)
        self.pen.rule(edges[3], top + HEAD / 2, edges[5], top + HEAD / 2)
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
        for index, (label, name) in enumerate(signers):
            said = f"{label}：{spread(clean(name))}"
            look = Type(one_line(said, (step - 1.0) * MM, 9.5))
            self.pen.text(edges[0] + index * step, self.bottom + 6.2, said, look)

    def _foot(self) -> None:
        """未记账 or the code, the day of printing, and the sheet."""
        voucher, edges = self.leaf.voucher, self.form.edges
        y, look = self.down + self.form.tall - 8.8, Type(7.5, colour=DARK)
        said = foot_text(voucher.seal if voucher.posted else "未记账", voucher.made_on)
        if voucher.copy > 1:
            said += f"\u3000第 {voucher.copy} 次打印"
        self.pen.text(edges[0], y, said.strip("\u3000"), look)
        page = f"第 {self.leaf.number} 页\u3000共 {self.leaf.count} 页"
        self.pen.text(edges[-1], y, page, look, "right")


def _cut(pen: Pen, form: Form) -> None:
    """The dashed cutting line between two forms."""
    x = 2.0
    while x < form.width - 2:
        pen.rule(x, form.tall, min(x + 5, form.width - 2), form.tall, colour=DARK)
        x += 10
