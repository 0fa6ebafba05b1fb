"""现金盘点表: faces and pieces, what the book says, the difference and who was there."""

from __future__ import annotations

from dataclasses import dataclass

from exporters.papers.cells import Cell, Is, Line, draw_lines, label, meta, money, side_by_side
from exporters.pen import DARK, Pen, Type
from exporters.stationery import chinese_day, draw_title, foot_text, spread
from exporters.wrapping import clean
from models.kit.money import capitals
from models.papers import CashCountPaper

_LEFT, _WIDE = 25.0, 170.0
_ROW = 8.2
FACES = (10000, 5000, 2000, 1000, 500, 100, 50, 10)  # always printed, fen


@dataclass(frozen=True)
class CountSheet:
    """The whole A4 page."""

    paper: CashCountPaper

    def draw(self, pen: Pen, down: float) -> None:
        """Draw it, `down` millimetres below the page's top edge."""
        paper, right = self.paper, _LEFT + _WIDE
        draw_title(pen, (_LEFT + _WIDE / 2, down + 20, _WIDE), "现金盘点表", 16.0)
        said = (f"编制单位：{paper.unit}", chinese_day(paper.day), "金额单位：元")
        meta(pen, (_LEFT, right), down + 30.0, said)
        faces = draw_lines(pen, _LEFT, down + 34.6, self._faces())
        below = draw_lines(pen, _LEFT, faces, self._figures())
        note = "注：现金须当面点清；盘点时未入账的收付款单据逐张列出，附在本表后面。"
        pen.text(_LEFT, below + 5.0, note, Type(8.5))
        signs = [
            f"盘点人：{spread(clean(paper.counter))}",
            f"监盘人：{spread(clean(paper.witness))}",
            f"出纳：{spread(clean(paper.cashier))}",
            "日期：\u3000\u3000年\u3000\u3000月\u3000\u3000日",
        ]
        side_by_side(pen, signs, (_LEFT, right), below + 13.0)
        foot = Type(7.5, colour=DARK)
        pen.text(_LEFT, down + 287.0, foot_text(paper.seal, paper.made_on), foot)
        pen.text(right, down + 287.0, "第 1 页\u3000共 1 页", foot, "right")

    def _faces(self) -> list[Line]:
        """Every face with its pieces; what was counted below."""
        counted = dict(self.paper.rows)
        faces = sorted({*FACES, *counted}, reverse=True)
        heads = (label(50, "面\u3000额"), label(50, "张（枚）数"), label(70, "金\u3000额"))
        lines = [Line(9.0, heads)]
        for face in faces:
            pieces = counted.get(face, 0)
            cells = (
                Cell(50, face_name(face), Is.CENTRE),
                Cell(50, str(pieces) if pieces else "", Is.CENTRE),
                money(70, face * pieces, zero=""),
            )
            lines.append(Line(_ROW, cells))
        pieces = sum(counted.values())
        total = (
            label(50, "实存合计"),
            Cell(50, str(pieces), Is.CENTRE),
            money(70, self.paper.counted_fen, strong=True),
        )
        return [*lines, Line(_ROW, total)]

    def _figures(self) -> list[Line]:
        """From the book's balance to the difference."""
        paper = self.paper
        difference = paper.difference_fen
        word = "相符" if difference == 0 else "长款" if difference > 0 else "短款"
        said = (
            ("现金日记账账面余额", paper.book_fen),
            ("加：已收款、未入账的单据", paper.unbooked_in_fen),
            ("减：已付款、未入账的单据", paper.unbooked_out_fen),
            ("应存数", paper.expected_fen),
        )
        lines = [Line(_ROW, (Cell(100, words, Is.TEXT), money(70, fen))) for words, fen in said]
        kept = f"实存现金（大写）：人民币{capitals(paper.counted_fen)}"
        return [
            *lines,
            Line(
                _ROW,
                (Cell(100, f"差异（实存－应存）：{word}", Is.STRONG), money(70, difference, strong=True)),
            ),
            Line(_ROW, (Cell(_WIDE, kept),)),
            Line(26.0, (label(26, "差异原因\n及处理意见"), Cell(_WIDE - 26, paper.explanation, Is.TOP))),
        ]


def face_name(face_fen: int) -> str:
    """10000 fen: 100 元; 50: 5 角; 5: 5 分."""
    if face_fen >= 100:
        return f"{face_fen // 100} 元"
    return f"{face_fen // 10} 角" if face_fen >= 10 else f"{face_fen} 分"
