"""签领表: two blocks of names on a page, or one when goods differ; each 分工会 has pages of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from exporters.papers.cells import Cell, Is, Line, draw_lines, label, meta, money, side_by_side
from exporters.papers.pages import A4, print_leaves
from exporters.pdf import Printed
from exporters.pen import DARK, FRAME, MM, Pen, Type
from exporters.stationery import draw_title, foot_text
from exporters.wrapping import clean, one_line
from models.kit.money import capitals, yuan
from models.papers import Recipient, SignOffPaper

LINES = 26  # of a block
_LEFT, _WIDE, _HALF = 25.0, 170.0, 85.0
_TOP, _ROW, _FOOT_ROW = 33.6, 7.9, 7.5
_SAME = (8.0, 16.5, 24.0, 22.0, 14.5)  # 序号 姓名 签名 代领 日期, twice
_OWN = (7.5, 15.5, 16.0, 19.5, 16.0, 10.5)  # with 金额 behind the name, twice
_GOODS = (10.0, 24.0, 36.0, 22.0, 32.0, 28.0, 18.0)  # with 物品 and 金额, once


def print_sign_offs(papers: Sequence[SignOffPaper]) -> Printed:
    """Sign-off sheets as PDF on A4."""
    leaves = [sheet for paper in papers for sheet in _sheets(paper)]
    return print_leaves(papers[0].title, leaves, A4, fixed=all(paper.made_on is None for paper in papers))


@dataclass(frozen=True)
class _Sheet:
    """One page of one 分工会."""

    paper: SignOffPaper
    branch: str
    people: tuple[Recipient, ...]  # of this page
    first: int  # number of the first of them
    group: tuple[Recipient, ...]  # all of the 分工会
    page: tuple[int, int]
    ends: tuple[bool, bool]  # whether this is the last page of the 分工会, and of all

    def draw(self, pen: Pen, down: float) -> None:
        """Draw it, `down` millimetres below the page's top edge."""
        paper, right = self.paper, _LEFT + _WIDE
        draw_title(pen, (_LEFT + _WIDE / 2, down + 15.0, _WIDE), clean(paper.title), 16.0)
        self._meta(pen, down)
        top = down + _TOP
        bottom = self._names(pen, top)
        below = draw_lines(pen, _LEFT, bottom, self._sums())
        note = "注：本人签名领取；代领须由代领人签名并写明关系，一人代领不超过 3 份。空行已划销。"
        pen.text(_LEFT, below + 4.4, note, Type(8.5))
        side_by_side(pen, [f"{clean(one)}：" for one in paper.signers], (_LEFT, right), below + 10.2)
        foot = Type(7.5, colour=DARK)
        pen.text(_LEFT, down + 287.6, foot_text(paper.seal, paper.made_on), foot)
        pen.text(right, down + 287.6, f"第 {self.page[0]} 页\u3000共 {self.page[1]} 页", foot, "right")

    def _meta(self, pen: Pen, down: float) -> None:
        """Unit, period, number; then what it is for, what is given, to whom."""
        paper, right = self.paper, _LEFT + _WIDE
        number = f"批次：{paper.number}" if paper.number else ""
        meta(pen, (_LEFT, right), down + 24.0, (f"编制单位：{paper.unit}", paper.period, number))
        said = [
            f"名目：{paper.purpose}" if paper.purpose else "",
            f"物品：{paper.goods}" if paper.goods else "",
        ]
        if paper.standard_fen:
            said.append(f"标准：{yuan(paper.standard_fen)} 元／人")
        left = clean("\u3000\u3000".join(one for one in said if one))
        count = f"分工会：{clean(self.branch)}（{len(self.group)} 人）"
        size = one_line(f"{left}\u3000\u3000{count}", _WIDE * MM, 9.5)
        pen.text(_LEFT, down + 29.8, left, Type(size))
        pen.text(right, down + 29.8, count, Type(size), "right")

    # -- names --------------------------------------------------------------------------------

    @property
    def _goods(self) -> bool:
        return any(one.goods for one in self.paper.people)

    @property
    def _amounts(self) -> bool:
        return self.paper.standard_fen is None

    @property
    def _widths(self) -> tuple[float, ...]:
        return _GOODS if self._goods else _OWN if self._amounts else _SAME

    def _names(self, pen: Pen, top: float) -> float:
        """The blocks, with what is empty struck from corner to corner."""
        blocks = 1 if self._goods else 2
        row = _ROW if len(self._sums()) < 4 else _ROW - 0.3
        lines = [Line(7.9, _heads(self._widths) * blocks)]
        for index in range(LINES):
            cells: tuple[Cell, ...] = ()
            for block in range(blocks):
                cells += self._row(index + block * LINES)
            lines.append(Line(row, cells))
        bottom = draw_lines(pen, _LEFT, top, lines)
        wide = _WIDE / blocks
        for block in range(blocks):
            used = min(max(len(self.people) - block * LINES, 0), LINES)
            x, first = _LEFT + block * wide, top + 7.9 + used * row
            if used < LINES:
                pen.rule(x + 0.6, bottom - 0.6, x + wide - 0.6, first + 0.6)
        if blocks == 2:
            pen.rule(_LEFT + _HALF, top, _LEFT + _HALF, bottom, width=FRAME)
        return bottom

    def _row(self, index: int) -> tuple[Cell, ...]:
        widths = self._widths
        if index >= len(self.people):
            return tuple(Cell(one) for one in widths)
        one = self.people[index]
        said: list[Cell] = [Cell(widths[0], str(self.first + index), Is.CENTRE), Cell(widths[1], one.name)]
        if self._goods:
            said += [Cell(widths[2], one.goods, size=9.0), money(widths[3], one.fen, zero="")]
        elif self._amounts:
            said.append(Cell(widths[2], yuan(one.fen) if one.fen else "", Is.MONEY, size=9.0))
        return (*said, *(Cell(one) for one in widths[len(said) :]))

    # -- sums ---------------------------------------------------------------------------------

    def _sums(self) -> list[Line]:
        """本页 or 分工会小计, what was really given, and on the last page the whole."""
        last_here, last = self.ends
        one_group = len(self.paper.groups) == 1
        lines = []
        if not last_here:
            lines.append(_sum("本页小计", self.people))
        else:
            if len(self.group) > len(self.people):
                lines.append(_sum("本页小计", self.people))
            lines.append(_sum("应\u3000发" if one_group or not last else "小\u3000计", self.group))
        lines.append(
            Line(
                _FOOT_ROW,
                (
                    label(18, "实\u3000发"),
                    Cell(24, "份", Is.MONEY),
                    label(24, "代\u3000领"),
                    Cell(56, "份", Is.MONEY),
                    label(16, "未领"),
                    Cell(32, "份", Is.MONEY),
                ),
            )
        )
        if last and not one_group:
            lines.append(_sum("合\u3000计", self.paper.people))
        return lines


def _sum(said: str, people: Sequence[Recipient]) -> Line:
    """How many and how much, in capitals and figures."""
    fen = sum(one.fen for one in people)
    cells = (
        label(18, said),
        Cell(24, f"{len(people)} 份", Is.CENTRE),
        label(24, "金额（大写）"),
        Cell(56, f"人民币{capitals(fen)}" if fen else "", Is.CENTRE),
        label(16, "小写"),
        Cell(32, f"¥{yuan(fen)}" if fen else "", Is.CENTRE),
    )
    return Line(_FOOT_ROW, cells)


_HEADS = {
    _SAME: "序号 姓\u3000名 领取人签名 代领人（关系） 日\u3000期",
    _OWN: "序号 姓\u3000名 金额（元） 签\u3000名 代领人 日期",
    _GOODS: "序号 姓\u3000名 奖项／物品 金额（元） 领取人签名 代领人（关系） 日\u3000期",
}


def _heads(widths: tuple[float, ...]) -> tuple[Cell, ...]:
    return tuple(label(wide, word) for wide, word in zip(widths, _HEADS[widths].split(" "), strict=True))


def _sheets(paper: SignOffPaper) -> list[_Sheet]:
    """The pages: names of a 分工会 spread evenly over its pages."""
    room = LINES if any(one.goods for one in paper.people) else 2 * LINES
    counts = [max(1, -(-len(people) // room)) for _, people in paper.groups]
    total, page, sheets = sum(counts), 0, []
    for (branch, people), count in zip(paper.groups, counts, strict=True):
        each = -(-len(people) // count)
        for number in range(count):
            page += 1
            part = people[number * each : (number + 1) * each]
            ends = (number + 1 == count, page == total)
            sheets.append(_Sheet(paper, branch, part, number * each + 1, people, (page, total), ends))
    return sheets
