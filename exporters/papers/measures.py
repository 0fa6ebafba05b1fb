"""The measures of the voucher's form on every paper it is printed on; `measures_of("240x120")`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from exporters.papers.grid import CELLS
from exporters.papers.pages import Page
from models.kit.errors import Refused

LINES = 5  # entry lines on a sheet


@dataclass(frozen=True)
class Form:
    """One form in millimetres; `tall` is the height of the form, not of the paper."""

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
    head: float
    row: float
    total: float
    below: float  # from the table to the line of signers
    foot: float  # from the lower edge
    sizes: tuple[float, float, float]  # of words, digits and the title, in points
    each: int = 1  # forms on a page

    @property
    def edges(self) -> tuple[float, float, float, float, float, float, float]:
        """The x of the columns' edges."""
        memo = self.left + self.memo
        account = memo + self.account
        detail = account + self.detail
        debit = detail + CELLS * self.cell
        credit = debit + CELLS * self.cell
        return self.left, memo, account, detail, debit, credit, credit + self.tick

    @property
    def page(self) -> Page:
        """The page that holds it."""
        return Page(self.width, self.tall, self.each)


_SLIP = Form(240, 140, 20, 46, 27, 35, 4.3, 6, 11, 27.6, 10, 11.2, 11.2, 6.2, 8.8, (9.0, 10.0, 16.0))
_LOW = replace(_SLIP, tall=120, title=9.5, top=23.6, head=9, row=9.6, total=9.6, below=5.6, foot=6.5)
_HALF = Form(210, 148.5, 25, 36, 24, 28, 3.5, 5, 17, 33.5, 10, 11.0, 11.0, 6.2, 8.8, (8.5, 9.0, 16.0), 2)
_NARROW = Form(210, 120, 20, 38, 25, 29, 3.7, 5, 9.5, 23.6, 9, 9.6, 9.6, 5.6, 6.5, (8.5, 9.0, 16.0))
_THIRD = Form(210, 99, 25, 36, 24, 28, 3.5, 5, 7.4, 20.4, 8, 8.1, 8.1, 5.0, 5.0, (8.0, 9.0, 14.0), 3)
_FORMS = {
    "240x140": _SLIP,
    "240x120": _LOW,
    "210x120": _NARROW,
    "A5": replace(_HALF, each=1, title=14, top=30),
    "A4": _HALF,
    "A4x3": _THIRD,
}
LEAST, MOST = (190, 95), (330, 240)  # millimetres of a paper of one's own
_OWN = re.compile(r"(\d{2,3})\s*[xX×*]\s*(\d{2,3})")


def measures_of(size: str) -> Form:
    """The form for "240x140", "A5", "A4x3" …, or for "230x130" in millimetres. Raises `Refused`."""
    known = _FORMS.get(size)
    if known is not None:
        return known
    own = _OWN.fullmatch(size.strip())
    if own is None:
        ways = "、".join(_FORMS)
        raise Refused(f"凭证不能印在“{size}”纸上。", remedy=f"可用的纸张：{ways}，或者写成 230x130（毫米）。")
    wide, tall = int(own[1]), int(own[2])
    if not (LEAST[0] <= wide <= MOST[0] and LEAST[1] <= tall <= MOST[1]):
        raise Refused(
            f"{wide}×{tall} 毫米的纸印不下记账凭证。",
            remedy=f"宽要在 {LEAST[0]} 到 {MOST[0]} 毫米之间，高要在 {LEAST[1]} 到 {MOST[1]} 毫米之间。",
        )
    return _own(wide, tall)


def _own(wide: int, tall: int) -> Form:
    """A paper of one's own: columns as wide and lines as high as there is room."""
    model = _SLIP if wide >= 230 else _HALF
    left = model.left if wide >= 210 else 14.0
    scale = (wide - left - 11.0) / (model.edges[-1] - model.left)
    low = max(0.0, min(1.0, (tall - 95) / 45))  # 0: as low as three on A4, 1: as a slip of 140
    row = 7.5 + 3.7 * low
    top = 19.6 + 8.0 * low
    return replace(
        model,
        width=wide,
        tall=tall,
        left=left,
        memo=model.memo * scale,
        account=model.account * scale,
        detail=model.detail * scale,
        cell=model.cell * scale,
        tick=model.tick * scale,
        title=7.2 + 3.8 * low,
        top=top,
        head=8 + 2 * low,
        row=row,
        total=row,
        below=4.8 + 1.4 * low,
        foot=4.8 + 4.0 * low,
        sizes=(8.0 if scale < 1 or low < 0.5 else 9.0, 9.0, 14.0 if low < 0.4 else 16.0),
        each=1,
    )
