"""What is bound with vouchers on their own paper: the cover of a volume and the summary by account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from exporters.papers.cells import Cell, Is, Line, draw_lines, label, meta, money, side_by_side, strike
from exporters.papers.measures import Form, measures_of
from exporters.papers.pages import STILL, Shift, print_leaves
from exporters.papers.voucher import Sheet, leaves_of
from exporters.pdf import Printed
from exporters.pen import DARK, Pen, Type
from exporters.stationery import draw_title, foot_text, spread
from exporters.wrapping import clean
from models.kit.money import capitals
from models.papers import CoverPaper, SummaryPaper, VoucherPaper

_HEAD, _ROW = 8.0, 7.2


def print_bundle(
    papers: Sequence[VoucherPaper | CoverPaper | SummaryPaper],
    size: str = "240x140",
    *,
    preprinted: bool = False,
    shift: Shift = STILL,
) -> Printed:
    """Cover, summary and vouchers in the order given, all on one paper; `preprinted` is for vouchers."""
    form = measures_of(size)
    leaves: list[Sheet | _Cover | _Summary] = []
    for paper in papers:
        if isinstance(paper, VoucherPaper):
            leaves += [Sheet(form, leaf, preprinted) for leaf in leaves_of(paper)]
        elif isinstance(paper, CoverPaper):
            leaves.append(_Cover(form, paper))
        else:
            leaves += _summaries(form, paper)
    fixed = all(paper.made_on is None for paper in papers)
    return print_leaves("记账凭证", leaves, form.page, fixed=fixed, shift=shift)


@dataclass(frozen=True)
class _Cover:
    """凭证封面."""

    form: Form
    cover: CoverPaper

    def draw(self, pen: Pen, down: float) -> None:
        """Draw it, `down` millimetres below the page's top edge."""
        cover, form = self.cover, self.form
        left, right = form.edges[0], form.edges[-1]
        wide, high = right - left, form.tall / 140
        middle = (left + right) / 2
        title = down + 17 * high
        draw_title(pen, (middle, title, wide), "会计凭证封面", 20.0 * min(high, 1.0), title + 6.4 * high)
        top = down + 32 * high
        bottom = draw_lines(pen, left, top, self._lines(wide, 14.2 * high))
        names = [f"{clean(role)}：{spread(clean(name))}" for role, name in cover.signers]
        side_by_side(
            pen,
            [*names, "装订日期：\u3000\u3000\u3000年\u3000\u3000月\u3000\u3000日"],
            (left, right),
            bottom + 8 * high,
        )
        foot = foot_text(cover.seal, cover.made_on)
        pen.text(left, down + form.tall - form.foot, foot, Type(7.5, colour=DARK))

    def _lines(self, wide: float, row: float) -> tuple[Line, ...]:
        cover = self.cover
        year, month = cover.month[:4], int(cover.month[5:])
        first, last = (f"{clean(cover.word)}字第 {number:04d} 号" for number in (cover.first, cover.last))
        name, half = 32.0, wide / 2
        big = 11.0

        def pair(title: str, said: str) -> tuple[Cell, Cell]:
            return label(name, title), Cell(half - name, said, Is.CENTRE, size=big)

        return (
            Line(row, (label(name, "单\u3000\u3000位"), Cell(wide - name, cover.unit, Is.CENTRE, size=12.0))),
            Line(
                row,
                (
                    *pair("所属年月", f"{year}年{month}月"),
                    *pair("册\u3000\u3000数", f"第 {cover.volume} 册\u3000共 {cover.volumes} 册"),
                ),
            ),
            Line(row, (*pair("起始凭证", first), *pair("终止凭证", last))),
            Line(
                row, (*pair("凭证张数", f"{cover.vouchers} 张"), *pair("附件张数", f"{cover.attachments} 张"))
            ),
            Line(row, (label(name, "备\u3000\u3000注"), Cell(wide - name))),
        )


@dataclass(frozen=True)
class _Summary:
    """One sheet of a 科目汇总表: its rows in two blocks, each of `lines` rows."""

    form: Form
    paper: SummaryPaper
    rows: tuple[tuple[str, int, int], ...]
    lines: int
    part: tuple[int, int]  # this sheet, of how many

    def draw(self, pen: Pen, down: float) -> None:
        """Draw it, `down` millimetres below the page's top edge."""
        form, paper = self.form, self.paper
        left, right = form.edges[0], form.edges[-1]
        size = form.sizes[2]
        middle, title = (left + right) / 2, down + form.title
        draw_title(pen, (middle, title, right - left), "科目汇总表", size, title + 0.29 * size)
        said = (f"核算单位：{paper.unit}", paper.period, f"{paper.numbers}\u3000金额单位：元")
        meta(pen, (left, right), down + form.top - 4.4, said)
        bottom = self._table(pen, down + form.top)
        names = [f"{clean(role)}：{spread(clean(name))}" for role, name in paper.signers]
        side_by_side(pen, names, (left, right), bottom + form.below)
        foot = Type(7.5, colour=DARK)
        y = down + form.tall - form.foot
        pen.text(left, y, foot_text(paper.seal, paper.made_on), foot)
        pen.text(right, y, f"第 {self.part[0]} 页\u3000共 {self.part[1]} 页", foot, "right")

    def _table(self, pen: Pen, top: float) -> float:
        """Both blocks, the rows that are empty struck, the sums on the last sheet."""
        form = self.form
        left, wide = form.edges[0], form.edges[-1] - form.edges[0]
        half = wide / 2
        name, fen = half * 0.44, half * 0.28
        heads = (label(name, "会计科目"), label(fen, "借方金额"), label(fen, "贷方金额"))
        lines = [Line(_HEAD, heads * 2)]
        for index in range(self.lines):
            cells = [self._cells(index + block * self.lines, name, fen) for block in (0, 1)]
            lines.append(Line(_ROW, (*cells[0], *cells[1])))
        lines.append(Line(_ROW, self._sums(half, name, fen)))
        bottom = draw_lines(pen, left, top, lines)
        for block in (0, 1):
            used = min(max(len(self.rows) - block * self.lines, 0), self.lines)
            x = left + block * half + name
            if used < self.lines:
                strike(pen, (x, x + 2 * fen), top + _HEAD + used * _ROW, bottom - _ROW)
        pen.rule(left + half, top, left + half, bottom, width=1.0)
        return bottom

    def _cells(self, index: int, name: float, fen: float) -> tuple[Cell, Cell, Cell]:
        if index >= len(self.rows):
            return Cell(name), Cell(fen), Cell(fen)
        said, debit, credit = self.rows[index]
        return Cell(name, said, size=9.0), money(fen, debit, zero=""), money(fen, credit, zero="")

    def _sums(self, half: float, name: float, fen: float) -> tuple[Cell, ...]:
        if self.part[0] < self.part[1]:
            return Cell(half, f"转下页（{self.part[0] + 1}/{self.part[1]}）", Is.STRONG), Cell(half)
        debit, credit = self.paper.sums_fen
        counted = f"凭证 {self.paper.vouchers} 张\u3000人民币（大写）{capitals(debit)}"
        return (
            Cell(half, counted, size=9.0),
            label(name, "合\u3000计"),
            money(fen, debit, strong=True),
            money(fen, credit, strong=True),
        )


def _summaries(form: Form, paper: SummaryPaper) -> list[_Summary]:
    """A summary's sheets."""
    room = form.tall - form.foot - form.below - 4.0 - form.top - _HEAD - _ROW
    lines = max(3, int(room // _ROW))
    count = max(1, -(-len(paper.rows) // (2 * lines)))
    each = -(-len(paper.rows) // count)
    parts = [paper.rows[n * each : (n + 1) * each] for n in range(count)]
    return [_Summary(form, paper, part, lines, (n, count)) for n, part in enumerate(parts, 1)]
