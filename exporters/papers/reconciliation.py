"""银行存款余额调节表: both sides on one page, the open items with their age, the adjusted balances equal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from exporters.papers.cells import Cell, Is, Line, draw_lines, label, meta, money, side_by_side, strike
from exporters.pen import DARK, FRAME, MM, Pen, Type
from exporters.stationery import chinese_day, draw_title, foot_text, spread
from exporters.wrapping import clean, one_line
from models.kit.money import yuan
from models.papers import OpenItem, ReconciliationPaper

_LEFT, _HALF = 25.0, 85.0
_WIDTHS = (14.0, 34.0, 9.0, 28.0)  # 日期 摘要 账龄 金额
_HEAD, _ROW, _LEAST = 9.5, 10.0, 5.6  # millimetres: a row is made lower when there are many items
_TOP, _ROOM = 40.0, 188.0  # of the table, and its greatest height
_SHOWN = 3  # lines for each list, at least


@dataclass(frozen=True)
class ReconciliationSheet:
    """The whole A4 page; never broken."""

    paper: ReconciliationPaper

    def draw(self, pen: Pen, down: float) -> None:
        """Draw it, `down` millimetres below the page's top edge."""
        paper, right = self.paper, _LEFT + 2 * _HALF
        draw_title(pen, (_LEFT + _HALF, down + 20, 2 * _HALF), "银行存款余额调节表", 16.0)
        y = down + 30.0
        meta(pen, (_LEFT, right), y, (f"编制单位：{paper.unit}", chinese_day(paper.day), "金额单位：元"))
        number = f"账号：{paper.account_number}" if paper.account_number else ""
        meta(pen, (_LEFT, right), y + 6.0, (f"开户银行：{paper.bank_name}", "", number))
        bottom = self._table(pen, down + _TOP)
        self._below(pen, bottom, right)
        foot = Type(7.5, colour=DARK)
        pen.text(_LEFT, down + 287.0, foot_text(paper.seal, paper.made_on), foot)
        pen.text(right, down + 287.0, "第 1 页\u3000共 1 页", foot, "right")

    def _table(self, pen: Pen, top: float) -> float:
        """Both halves side by side."""
        paper = self.paper
        more, less = _shares(
            max(len(paper.bank_in), len(paper.book_in), _SHOWN),
            max(len(paper.bank_out), len(paper.book_out), _SHOWN),
        )
        row = min(_ROW, (_ROOM - _HEAD) / (more + less + 4))
        left, right = self._halves(more, less)
        lines = [
            Line(row, (*one, *other))
            for one, other in zip(left.rows(more, less), right.rows(more, less), strict=True)
        ]
        bottom = draw_lines(pen, _LEFT, top, [Line(_HEAD, _heads() * 2), *lines])
        pen.rule(_LEFT + _HALF, top, _LEFT + _HALF, bottom, width=FRAME)
        for half, x in ((left, _LEFT), (right, _LEFT + _HALF)):
            first = top + _HEAD + 2 * row
            _strike(pen, x, (first, row), (half.lists[0], more))
            _strike(pen, x, (first + (more + 1) * row, row), (half.lists[1], less))
        return bottom

    def _halves(self, more: int, less: int) -> tuple[_Half, _Half]:
        """The union's side and the bank's, each list cut to its lines."""
        paper = self.paper
        left = _Half(
            ("工会银行存款日记账余额", "加：银行已收、工会未收", "减：银行已付、工会未付"),
            (paper.book_fen, paper.adjusted_book_fen),
            (_cut(paper.bank_in, more), _cut(paper.bank_out, less)),
            paper.day.year,
        )
        right = _Half(
            ("银行对账单余额", "加：工会已收、银行未收", "减：工会已付、银行未付"),
            (paper.bank_fen, paper.adjusted_bank_fen),
            (_cut(paper.book_in, more), _cut(paper.book_out, less)),
            paper.day.year,
        )
        return left, right

    def _below(self, pen: Pen, bottom: float, right: float) -> None:
        """The result, the note, who signs, what is enclosed."""
        paper = self.paper
        difference = paper.adjusted_book_fen - paper.adjusted_bank_fen
        same = "调节后余额相等，差额 0.00" if not difference else f"调节后余额不相等，差额 {yuan(difference)}"
        old = sum(item.age_days > paper.old_days for item in paper.items)
        result = f"核对结果：{same}。未达账项 {len(paper.items)} 笔，超过 {paper.old_days} 天 {old} 笔。"
        pen.text(_LEFT, bottom + 6.0, result, Type(9.5))
        note = "说明：本表只作核对，不作记账依据；银行已收、已付而工会未记的款项，待单据到达后入账。"
        pen.text(_LEFT, bottom + 12.2, note, Type(one_line(note, 2 * _HALF * MM, 8.5)))
        signs = [f"{clean(role)}：{spread(clean(name))}" for role, name in paper.signers]
        day = (
            chinese_day(paper.prepared_on)
            if paper.prepared_on
            else "\u3000\u3000\u3000年\u3000\u3000月\u3000\u3000日"
        )
        side_by_side(pen, [*signs, f"编制日期：{day}"], (_LEFT, right), bottom + 22.0)
        if paper.enclosed:
            pen.text(_LEFT, bottom + 34.0, f"附：{clean(paper.enclosed)}", Type(9.5))


@dataclass(frozen=True)
class _Half:
    """One side: its words, its balances before and after, what is added and what is taken off."""

    words: tuple[str, str, str]
    balances: tuple[int, int]
    lists: tuple[tuple[OpenItem, ...], tuple[OpenItem, ...]]
    year: int  # of the sheet: a day of another year says so

    def rows(self, more: int, less: int) -> list[tuple[Cell, ...]]:
        """All rows' cells, with `more` and `less` lines for the two lists."""
        added, taken = self.lists
        return [
            _sum(self.words[0], self.balances[0]),
            _sum(self.words[1], sum(item.fen for item in added)),
            *_items(added, more, self.year),
            _sum(self.words[2], sum(item.fen for item in taken)),
            *_items(taken, less, self.year),
            _sum("调节后余额", self.balances[1]),
        ]


def _shares(more: int, less: int) -> tuple[int, int]:
    """How many lines the two lists of a side get on the page: the longer one gives way first."""
    room = int((_ROOM - _HEAD) / _LEAST) - 4
    if more + less <= room:
        return more, less
    half = room // 2
    if less <= half:
        return room - less, less
    return (more, room - more) if more <= half else (half, room - half)


def _cut(items: Sequence[OpenItem], lines: int) -> tuple[OpenItem, ...]:
    """What stands on the page; the last line sums up what stands in the list of open items instead."""
    if len(items) <= lines:
        return tuple(items)
    rest = items[lines - 1 :]
    words = f"其余 {len(rest)} 笔，见勾对清单"
    oldest = min(rest, key=lambda item: item.day)
    return (*items[: lines - 1], replace(oldest, words=words, fen=sum(item.fen for item in rest)))


def _strike(pen: Pen, x: float, place: tuple[float, float], listed: tuple[Sequence[OpenItem], int]) -> None:
    """Through the amounts of a list's lines that are not used; `place` is its first line's top and height."""
    first, row = place
    items, count = listed
    if len(items) < count:
        edges = (x + _HALF - _WIDTHS[3], x + _HALF)
        strike(pen, edges, first + len(items) * row, first + count * row)


def _heads() -> tuple[Cell, ...]:
    day, words, age, fen = _WIDTHS
    return (
        label(day, "日期"),
        label(words, "摘\u3000\u3000要"),
        label(age, "账龄\n(天)"),
        label(fen, "金\u3000额"),
    )


def _sum(said: str, fen: int) -> tuple[Cell, Cell]:
    return Cell(_HALF - _WIDTHS[3], said, Is.STRONG), money(_WIDTHS[3], fen, strong=True)


def _items(items: Sequence[OpenItem], count: int, year: int) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    day, words, age, fen = _WIDTHS
    for item in items:
        rows.append(
            (
                Cell(
                    day, f"{item.day:%m-%d}" if item.day.year == year else f"{item.day:%Y-%m-%d}", Is.CENTRE
                ),
                Cell(words, item.words, size=9.0),
                Cell(age, str(item.age_days), Is.CENTRE),
                money(fen, item.fen),
            )
        )
    empty = (Cell(day), Cell(words), Cell(age), Cell(fen))
    return rows + [empty] * (count - len(rows))
