"""The lines of a voucher while they are typed: balances, sides, summaries; knows nothing of windows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from models.ledger.records import LineDraft, Voucher

SUMMARY, ACCOUNT, DEBIT, CREDIT = range(4)
LEAST_LINES = 5  # of a form that nobody has seen yet
DIMENSIONS = ("member", "partner", "earmark", "fund", "budget_line", "unit", "activity", "campaign")
_ABOVE = ("..", "。。", "．．", "··")
_FIRST = ("//", "／／", "、、")  # the key "/" of a Chinese input method writes 、


@dataclass
class Typed:
    """One line. `account` is an id; amounts are fen or None."""

    summary: str = ""
    account: int | None = None
    debit_fen: int | None = None
    credit_fen: int | None = None
    earmark: str = ""
    partner: str = ""
    fund: str = ""
    unit: int | None = None
    member: int | None = None
    budget_line: int | None = None
    activity: int | None = None
    campaign: int | None = None
    pair: int = 1

    @property
    def dimensions(self) -> dict[str, Any]:
        """What the line is about besides its account, only what is filled."""
        return {name: value for name in DIMENSIONS if (value := getattr(self, name))}

    @property
    def empty(self) -> bool:
        """Nothing was typed."""
        return not (self.summary or self.account or self.debit_fen or self.credit_fen)

    def amount(self, column: int) -> int | None:
        """What stands on a side."""
        return self.debit_fen if column == DEBIT else self.credit_fen


class VoucherLines:
    """An empty line always waits at the end; `lines[:filled]` is what was typed."""

    def __init__(self) -> None:
        self.lines: list[Typed] = []
        self.least = LEAST_LINES  # as many as the paper shows
        self.grow()

    @property
    def filled(self) -> int:
        """How many lines there are up to the last that is not empty."""
        return max((at + 1 for at, line in enumerate(self.lines) if not line.empty), default=0)

    @property
    def debit_fen(self) -> int:
        """Sum of the debit side."""
        return sum(line.debit_fen or 0 for line in self.lines)

    @property
    def credit_fen(self) -> int:
        """Sum of the credit side."""
        return sum(line.credit_fen or 0 for line in self.lines)

    def grow(self) -> None:
        """Keep a line waiting."""
        while len(self.lines) < max(self.least, self.filled + 1):
            self.lines.append(Typed())

    def set_amount(self, at: int, column: int, fen: int | None) -> None:
        """Put an amount on one side; the other side becomes empty. Zero is nothing."""
        line = self.lines[at]
        fen = fen or None
        if column == DEBIT:
            line.debit_fen, line.credit_fen = fen, None if fen else line.credit_fen
        else:
            line.credit_fen, line.debit_fen = fen, None if fen else line.debit_fen
        self.grow()

    def balance(self, at: int) -> int:
        """`=`: the line takes what is missing on the proper side; returns the side's column."""
        others = [line for place, line in enumerate(self.lines) if place != at]
        gap = sum(line.debit_fen or 0 for line in others) - sum(line.credit_fen or 0 for line in others)
        column = CREDIT if gap > 0 else DEBIT
        line = self.lines[at]
        line.debit_fen = line.credit_fen = None
        self.set_amount(at, column, abs(gap))
        return column

    def flip(self, at: int) -> int:
        """Space: the amount goes to the other side; returns the side's column, or 0 without an amount."""
        line = self.lines[at]
        line.debit_fen, line.credit_fen = line.credit_fen, line.debit_fen
        return DEBIT if line.debit_fen else CREDIT if line.credit_fen else 0

    def insert(self, at: int) -> None:
        """An empty line before this one."""
        self.lines.insert(at, Typed())
        self.grow()

    def delete(self, at: int) -> None:
        """Take a line away."""
        del self.lines[at]
        self.grow()

    def expand(self, at: int, text: str) -> str:
        """`..` copies the summary above, `//` the first line's; anything else stays."""
        wish = text.strip()
        if wish in _ABOVE:
            return next((self.lines[n].summary for n in range(at - 1, -1, -1) if self.lines[n].summary), "")
        if wish in _FIRST:
            return self.lines[0].summary if at else ""
        return wish

    def problem(self) -> tuple[int, int, str] | None:
        """The first cell that is missing, as (line, column, sentence)."""
        if not self.filled:
            return 0, SUMMARY, "还没有填分录。"
        for at, line in enumerate(self.lines[: self.filled]):
            if line.empty:
                continue
            if line.account is None:
                return at, ACCOUNT, f"第 {at + 1} 行还没有选科目。按 F7 可以列出科目。"
            if not (line.debit_fen or line.credit_fen):
                return at, DEBIT, f"第 {at + 1} 行还没有金额。按 = 可以补上差额。"
        if not any(line.summary for line in self.lines):
            return 0, SUMMARY, "还没有写摘要。"
        return None

    def drafts(self) -> tuple[LineDraft, ...]:
        """The lines for the books, blank ones dropped."""
        return tuple(as_draft(line) for line in self.lines if not line.empty)

    def put_in(self, at: int, lines: Sequence[Typed]) -> int:
        """Lines from elsewhere before line `at`, in its place when it is empty; returns the line behind."""
        if at < len(self.lines) and self.lines[at].empty:
            del self.lines[at]
        self.lines[at:at] = [replace(line) for line in lines]
        self.grow()
        return at + len(lines)

    def show(self, lines: Sequence[Typed]) -> None:
        """Other lines."""
        self.lines = [replace(line) for line in lines]
        self.grow()

    def kept(self) -> list[dict[str, Any]]:
        """For a draft file."""
        return [asdict(line) for line in self.lines[: self.filled]]

    def restore(self, kept: Sequence[Mapping[str, Any]]) -> None:
        """From a draft file; names that are not known any more are left out."""
        names = Typed.__dataclass_fields__
        self.show([Typed(**{key: one[key] for key in one if key in names}) for one in kept])


_SAME = ("summary", "account", "pair", *DIMENSIONS)


def as_draft(line: Typed) -> LineDraft:
    """A typed line for the books; one without an account has 0 there."""
    told = {name: getattr(line, name) for name in _SAME} | {"account": line.account or 0}
    return LineDraft(debit_fen=line.debit_fen or 0, credit_fen=line.credit_fen or 0, **told)


def typed(line: LineDraft) -> Typed:
    """A line of the books or of a pattern to be typed into."""
    told = {name: getattr(line, name) for name in _SAME}
    return Typed(debit_fen=line.debit_fen or None, credit_fen=line.credit_fen or None, **told)


def typed_lines(voucher: Voucher) -> list[Typed]:
    """A stored voucher's lines."""
    return [typed(line.draft) for line in voucher.lines]
