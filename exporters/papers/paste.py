"""原始凭证粘贴单: the room to glue papers on, with their number, sum and purpose at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from exporters.papers.cells import Cell, Is, Line, draw_lines, label, meta
from exporters.papers.measures import Form, measures_of
from exporters.papers.pages import print_leaves
from exporters.pdf import Printed
from exporters.pen import DARK, FRAME, GREY, Pen, Type
from exporters.stationery import chinese_day, draw_title, foot_text, spread
from exporters.wrapping import clean
from models.kit.money import capitals, yuan
from models.papers import PastePaper

_SIDE = 56.0  # millimetres of the column at the right


def print_pastes(papers: Sequence[PastePaper], size: str = "") -> Printed:
    """Paste sheets as PDF, as large as the vouchers they are bound with ("" = A5)."""
    form = measures_of(size or "A5")
    leaves = [_Sheet(form, paper) for paper in papers]
    fixed = all(paper.made_on is None for paper in papers)
    return print_leaves("原始凭证粘贴单", leaves, form.page, fixed=fixed)


@dataclass(frozen=True)
class _Sheet:
    form: Form
    paper: PastePaper

    def draw(self, pen: Pen, down: float) -> None:
        """Draw it, `down` millimetres below the page's top edge."""
        form, paper = self.form, self.paper
        left, right = form.edges[0], form.edges[-1]
        middle, title, size = (left + right) / 2, down + form.title, form.sizes[2]
        draw_title(pen, (middle, title, right - left), "原始凭证粘贴单", size, title + 0.29 * size)
        y, top = down + form.top - 4.4, down + form.top
        bottom = down + form.tall - form.foot - 5.0
        day = chinese_day(paper.day) if paper.day else ""
        number = f"编号：{paper.number}" if paper.number else ""
        meta(pen, (left, right), y, (f"单位：{paper.unit}", day, number))
        pen.box(left, top, right - left - _SIDE, bottom - top, width=FRAME)
        glue = (left + right - _SIDE) / 2
        faint = Type(13.0, colour=GREY, spacing=8.0)
        pen.text(glue, (top + bottom) / 2 - 4, "粘贴处", faint, "centre")
        hint = "从右边、下边对齐，由大到小鱼鳞状粘贴，不要超出边框"
        pen.text(glue, (top + bottom) / 2 + 5, hint, Type(8.5, colour=GREY), "centre")
        draw_lines(pen, right - _SIDE, top, self._side(bottom - top))
        pen.text(
            left, down + form.tall - form.foot, foot_text(paper.seal, paper.made_on), Type(7.5, colour=DARK)
        )

    def _side(self, high: float) -> list[Line]:
        """Pieces, sum, purpose and who signs."""
        paper = self.paper
        name, rest = 20.0, _SIDE - 20.0
        pieces = f"{paper.pieces} 张" if paper.pieces else "张"
        fen = f"¥{yuan(paper.amount_fen)}" if paper.amount_fen else ""
        said = f"人民币{capitals(paper.amount_fen)}" if paper.amount_fen else ""
        row = high / 10
        place = Is.CENTRE if paper.pieces else Is.MONEY
        return [
            Line(row, (label(name, "张\u3000数"), Cell(rest, pieces, place))),
            Line(row, (label(name, "金\u3000额"), Cell(rest, fen, Is.CENTRE))),
            Line(row * 1.6, (label(name, "大\u3000写"), Cell(rest, said))),
            Line(row * 2.4, (label(name, "用\u3000途"), Cell(rest, paper.purpose))),
            Line(row, (label(name, "经办人"), Cell(rest, spread(clean(paper.handler)), Is.CENTRE))),
            Line(row, (label(name, "验收人"), Cell(rest))),
            Line(row, (label(name, "审\u3000核"), Cell(rest))),
            Line(row, (label(name, "审\u3000批"), Cell(rest))),
        ]
