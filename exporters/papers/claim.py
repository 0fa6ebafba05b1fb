"""支出报销审批单, 借款单 and 领款单 on A5, as high as the vouchers they are bound with; two on A4."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from exporters.papers.cells import (
    Cell,
    Is,
    Line,
    draw_lines,
    label,
    meta,
    money,
    pair,
    row,
    side_by_side,
    strike,
    ticks,
)
from exporters.papers.pages import A5, Page, print_leaves
from exporters.pdf import Printed
from exporters.pen import BLACK, DARK, RED, Pen, Type
from exporters.stationery import chinese_day, draw_title, foot_text, spread
from exporters.wrapping import clean
from models.kit.errors import Refused
from models.kit.money import MINUS, capitals, yuan
from models.papers import ClaimItemPaper, ClaimPaper

TITLES = {"expense": "支出报销审批单", "advance": "借款单", "payout": "领款单"}
WAYS = ("转账", "现金", "支票")
ITEMS = 5  # on a sheet
_LEFT, _WIDE = 25.0, 170.0
_TOP = 26.4
_ITEM = 6.4  # millimetres of a row
_NAMED = 8  # names of a payout that fit on its slip
_THREE = (("分工会主席", "leader"), ("财务审核", "checked"), ("工会主席审批", "approved"))
_FOUR = (*_THREE[:2], ("经费审查", "audited"), _THREE[2])
_BLANK = "\u3000\u3000年\u3000\u3000月\u3000\u3000日"
_PAGES = {"A5": A5, "A4": Page(A5.width, A5.tall, 2)}


def print_claims(claims: Sequence[ClaimPaper], size: str = "A5") -> Printed:
    """Approval forms as PDF, one on "A5" or two on "A4". Raises `Refused` for other paper."""
    page = _PAGES.get(size)
    if page is None:
        raise Refused(f"审批单不能印在“{size}”纸上。", remedy="可用的纸张：A5、A4（一页两张）。")
    leaves = [leaf for claim in claims for leaf in _sheets(claim)]
    title = TITLES[claims[0].kind]
    return print_leaves(title, leaves, page, fixed=all(claim.made_on is None for claim in claims))


@dataclass(frozen=True)
class _Sheet:
    """One sheet of a claim."""

    claim: ClaimPaper
    items: tuple[ClaimItemPaper, ...]
    part: tuple[int, int] = (1, 1)  # this sheet, of how many

    def draw(self, pen: Pen, down: float) -> None:
        """Draw it, `down` millimetres below the page's top edge."""
        claim, right = self.claim, _LEFT + _WIDE
        middle = _LEFT + _WIDE / 2
        draw_title(pen, (middle, down + 10.6, _WIDE), TITLES[claim.kind], 16.0, down + 15.2)
        part = f"（{self.part[0]}/{self.part[1]}）" if self.part[1] > 1 else ""
        said = (f"单位：{claim.unit}", chinese_day(claim.day), f"编号：{claim.number}{part}")
        meta(pen, (_LEFT, right), down + 22.2, said)
        bottom = _BODIES[claim.kind](self, pen, down + _TOP)
        side_by_side(pen, self._signers(), (_LEFT, right), bottom + 5.8)
        foot = Type(7.5, colour=DARK)
        pen.text(_LEFT, down + A5.tall - 6.2, foot_text(claim.seal, claim.made_on), foot)
        if claim.voucher:
            pen.text(right, down + A5.tall - 6.2, f"记账凭证：{clean(claim.voucher)}", foot, "right")

    def _signers(self) -> list[str]:
        """Who signs below the form."""
        claim = self.claim
        if claim.kind == "advance":
            return [
                f"借款人签名：{self._name('received')}",
                f"经办人：{self._name('', claim.handler)}",
                f"出纳：{self._name('paid')}",
            ]
        if claim.kind == "payout":
            handler = f"经办人：{self._name('', claim.handler)}"
            signed = f"领款人签名：{self._name('received')}"
            return [handler, signed, "代领人（关系）：", f"领款日期：{_BLANK}"]
        return [
            f"经办人：{self._name('', claim.handler)}",
            f"证明（验收）人：{self._name('witness')}",
            f"领款人：{self._name('received')}",
            f"出纳：{self._name('paid')}",
        ]

    def _name(self, kind: str, name: str = "") -> str:
        return spread(clean(name or (self.claim.signer(kind) if kind else "")))

    # -- parts that the three have in common --------------------------------------------------

    def opinions(self, kinds: Sequence[tuple[str, str]], height: float) -> tuple[Line, Line]:
        """Who decides, in columns: the post above, room for the hand and the day below."""
        each = _WIDE / len(kinds)
        heads = tuple(label(each, title) for title, _ in kinds)
        rooms = tuple(
            Cell(each, self._name(kind), Is.CENTRE, foot=_day(self.claim.signed_on(kind)), size=10.0)
            for _, kind in kinds
        )
        return Line(6.6, heads), Line(height, rooms)

    def budget(self) -> Line:
        """The budget line, what was left before this claim, where the money comes from."""
        claim = self.claim
        left = "" if claim.budget_left_fen is None else yuan(claim.budget_left_fen)
        return row(
            7.6,
            pair((24, 58), "预算项目", claim.budget),
            (label(20, "预算余额"), Cell(26, left, Is.CENTRE, RED if left.startswith(MINUS) else BLACK)),
            pair((18, 24), "资金来源", claim.source, Is.CENTRE),
        )

    def way(self) -> Line:
        """How it is paid and to whom."""
        claim = self.claim
        to = "\n".join(part for part in (claim.payee, claim.account) if part)
        return row(9.2, pair((24, 58), "支付方式", ticks(WAYS, claim.way)), pair((20, 68), "收款人", to))

    def sum(self, said: str) -> Line:
        """The amount in capitals and figures."""
        fen = self.claim.amount_fen
        words = Cell(108, f"人民币（大写）{capitals(fen)}", size=10.0)
        figures = Cell(38, f"¥{yuan(fen)}", Is.STRONG_MONEY, size=10.5)
        return Line(8.2, (label(24, said), words, figures))

    def reason(self, height: float, said: str) -> Line:
        """What it is for, with the minutes of a large sum."""
        purpose, minutes = clean(self.claim.purpose), self.minutes()
        return row(height, pair((24, 146), said, f"{purpose}（{minutes}）" if minutes else purpose))

    def minutes(self) -> str:
        """What the form says of the committee's decision on a large sum."""
        claim = self.claim
        if claim.minutes:
            return f"会议纪要：{clean(claim.minutes)}"
        if claim.amount_fen >= claim.large_fen:
            return "会议纪要号：＿＿＿＿＿＿＿＿"
        return ""

    # -- the three bodies ---------------------------------------------------------------------

    def expense(self, pen: Pen, top: float) -> float:
        """Items, sum, budget, way, opinions."""
        claim, last = self.claim, self.part[0] == self.part[1]
        head = [
            row(
                8.0,
                pair((24, 58), "部\u3000\u3000门", claim.branch),
                pair((20, 26), "经办人", claim.handler, Is.CENTRE),
                pair((18, 24), "附单据", f"{claim.attachments} 张", Is.CENTRE),
            ),
            self.reason(9.2, "事\u3000\u3000由"),
            Line(6.6, (label(82, "摘\u3000\u3000要"), label(50, "支出科目"), label(38, "金额（元）"))),
        ]
        rows = [Line(_ITEM, _item(one)) for one in self.items]
        empty = [Line(_ITEM, (Cell(82), Cell(50), Cell(38)))] * (ITEMS - len(rows))
        total = self.sum("合\u3000\u3000计") if last else Line(8.2, (self._following(),))
        lines = [*head, *rows, *empty, total, self.budget(), self.way(), *self.opinions(_FOUR, 16.4)]
        bottom = draw_lines(pen, _LEFT, top, lines)
        if empty:
            first = top + sum(line.height for line in head) + len(rows) * _ITEM
            strike(pen, (_LEFT + 132, _LEFT + _WIDE), first, first + len(empty) * _ITEM)
        return bottom

    def _following(self) -> Cell:
        return Cell(_WIDE, f"转下页（{self.part[0] + 1}/{self.part[1]}）", Is.STRONG)

    def _who(self, height: float, said: str) -> Line:
        """Who borrows or receives, and where they belong."""
        claim = self.claim
        person = pair((24, 58), said, claim.payee or claim.handler)
        return row(height, person, pair((28, 60), "部\u3000\u3000门", claim.branch))

    def advance(self, pen: Pen, top: float) -> float:
        """Who borrows what for how long; below, how it was settled."""
        claim = self.claim
        due = chinese_day(claim.due_day) if claim.due_day else ""
        lines = [
            self._who(8.4, "借款人"),
            self.reason(10.0, "借款事由"),
            self.sum("借款金额"),
            row(7.6, pair((24, 58), "预计还款日", due), pair((28, 60), "借款期限", _term(claim))),
            self.budget(),
            self.way(),
            *self.opinions(_THREE, 19.0),
        ]
        return self._settlement(pen, draw_lines(pen, _LEFT, top, lines))

    def _settlement(self, pen: Pen, top: float) -> float:
        """报销结清: written by hand until it is known."""
        done = self.claim.settlement
        said = (
            ("报销金额", yuan(done.spent_fen) if done else ""),
            ("退回现金", yuan(done.returned_fen) if done else ""),
            ("补付金额", yuan(done.paid_more_fen) if done else ""),
        )
        figures: list[Cell] = [label(24, "结\u3000\u3000清")]
        for word, fen in said:
            figures += [label(20, word), Cell(28.666, fen, Is.MONEY)]
        day = chinese_day(done.day) if done else _BLANK
        voucher = done.voucher if done else ""
        last = (label(24, "结清日期"), Cell(58, day), label(20, "记账凭证"), Cell(68, voucher))
        return draw_lines(pen, _LEFT, top, [Line(7.6, tuple(figures)), Line(7.6, last)])

    def payout(self, pen: Pen, top: float) -> float:
        """One person's money, or that of a few."""
        lines = [
            self._who(8.6, "领款人"),
            self.reason(11.0, "领款事由"),
            Line(13.0, (label(24, "项目及标准"), Cell(146, _given(self.claim), size=9.0))),
            self.sum("金\u3000\u3000额"),
            self.budget(),
            self.way(),
            *self.opinions(_THREE, 22.0),
        ]
        return draw_lines(pen, _LEFT, top, lines)


def _item(one: ClaimItemPaper) -> tuple[Cell, Cell, Cell]:
    return Cell(82, one.summary, size=9.0), Cell(50, one.account, size=9.0), money(38, one.fen, zero="")


def _given(claim: ClaimPaper) -> str:
    """What a payout is made of; more names than fit stand on the sign-off sheet."""
    if len(claim.items) > _NAMED:
        return f"共 {len(claim.items)} 人，名单和金额见签领表。"
    if len(claim.items) == 1:
        return claim.items[0].summary
    return "；".join(f"{one.summary} {yuan(one.fen)} 元" for one in claim.items)


_BODIES = {"expense": _Sheet.expense, "advance": _Sheet.advance, "payout": _Sheet.payout}


def _sheets(claim: ClaimPaper) -> list[_Sheet]:
    """An expense claim of more than five items takes several sheets."""
    if claim.kind != "expense":
        return [_Sheet(claim, claim.items)]
    count = max(1, -(-len(claim.items) // ITEMS))
    parts = [claim.items[n * ITEMS : (n + 1) * ITEMS] for n in range(count)]
    return [_Sheet(claim, part, (number, count)) for number, part in enumerate(parts, 1)]


def _term(claim: ClaimPaper) -> str:
    return f"{(claim.due_day - claim.day).days} 天" if claim.due_day else ""


def _day(day: date | None) -> str:
    return chinese_day(day) if day else _BLANK
