"""Why a figure of a statement is what it is: the formula in words, the accounts, and their vouchers."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.ledger import queries
from models.ledger.figures import Item, Part, Span, Term
from models.ledger.records import Account, voucher_name
from models.ledger.statement_lines import Cells, Statement
from models.statements.sheets import cells, plain_title, sheet


@dataclass(frozen=True)
class Piece:
    """One line of the explanation. `fen` counts as it stands; `link` opens what it is."""

    day: str
    name: str
    said: str
    fen: int
    link: str = ""


@dataclass(frozen=True)
class Group:
    """All pieces of one account (or of a register), with their sum."""

    title: str
    fen: int
    pieces: tuple[Piece, ...]
    link: str = ""


@dataclass(frozen=True)
class Explanation:
    """`sum_fen` is added up from the pieces, not taken from the statement; both must be the same."""

    title: str
    formula: str
    figure_fen: int
    groups: tuple[Group, ...]

    @property
    def sum_fen(self) -> int:
        """The sum of all pieces."""
        return sum(piece.fen for group in self.groups for piece in group.pieces)


def explain(db: sqlite3.Connection, which: Statement, row: int, column: str) -> Explanation:
    """What makes the figure in a row (its place among the statement's rows) and column (its key)."""
    return Explainer(db, which).explain(row, column)


class Explainer:
    """Explains the figures of one statement; the lines of an account in a span are read once."""

    def __init__(self, db: sqlite3.Connection, which: Statement) -> None:
        self.db, self.which = db, which
        self.cells = cells(db, which)
        self._chart = {one.id: one for one in queries.accounts(db)}
        self._read: dict[tuple[int, Span], list[Piece]] = {}

    def explain(self, row: int, column: str) -> Explanation:
        """As the function of the same name."""
        line, parts = self.cells.rows[row], self.cells.parts(row, column)
        heading = dict(sheet(self.which.name).columns)[column]
        return Explanation(
            f"{plain_title(line)} · {heading}",
            _formula(self.cells, row, self._chart),
            self.cells.figures.total(parts),
            tuple(self._groups(parts)),
        )

    def _groups(self, parts: Sequence[Part]) -> list[Group]:
        """Register items together, then ledger terms by account in the statement's order."""
        items = [part for part in parts if isinstance(part, Item)]
        by_account: dict[int, list[Term]] = {}
        for part in parts:
            if isinstance(part, Term):
                by_account.setdefault(part.account, []).append(part)
        found = []
        if items:
            pieces = tuple(Piece("", "", item.title, item.fen, item.link) for item in items)
            found.append(Group("登记簿", sum(item.fen for item in items), pieces))
        for key, terms in by_account.items():
            pieces = tuple(piece for term in terms for piece in self._pieces(term))
            if pieces:
                one, last = self._chart[key], max(term.span.last for term in terms)
                fen = sum(piece.fen for piece in pieces)
                found.append(Group(f"{one.code} {one.full_name}", fen, pieces, f"account:{key}:{last}"))
        return found

    def _pieces(self, term: Term) -> list[Piece]:
        """The opening balance, when it counts, and each posted line of the span, with the term's sign."""
        key = (term.account, term.span)
        if key not in self._read:
            self._read[key] = [*self._before(*key), *self._lines(*key)]
        read = self._read[key]
        return read if term.sign == 1 else [replace(piece, fen=term.sign * piece.fen) for piece in read]

    def _before(self, account: int, span: Span) -> list[Piece]:
        """Debit less credit of everything before the span, from the lines themselves."""
        if not span.opening:
            return []
        ids = queries.family(self.db, account)
        marks = ", ".join("?" * len(ids))
        opened = self.db.execute(
            "select coalesce(sum(debit_fen - credit_fen), 0) from opening_balance"
            f" where account in ({marks})",
            ids,
        ).fetchone()[0]
        moved = self.db.execute(
            "select coalesce(sum(l.debit_fen - l.credit_fen), 0) from voucher_line l join voucher v"
            f" on v.id = l.voucher where l.account in ({marks}) and l.month < ? and v.posted = 1",
            (*ids, span.first),
        ).fetchone()[0]
        if not opened + moved:
            return []
        year = int(span.first[:4])
        first = str(year) <= queries.first_month(self.db)[:4]
        said = "启用时的期初余额" if first else f"{year} 年年初余额"
        link = f"account:{account}:{span.first if first else f'{year - 1}-12'}"
        return [Piece(f"{year}-01-01", "", said, opened + moved, link)]

    def _lines(self, account: int, span: Span) -> list[Piece]:
        ids = queries.family(self.db, account)
        left_out = ["closing"] * (not span.closing)
        if self._chart[account].chart == queries.chart_of(self.db, span.last):
            left_out.append("carried")  # the old chart's last statements are as before it was given up
        kinds = "".join(f" and v.kind <> '{kind}'" for kind in left_out)
        rows = self.db.execute(
            "select v.id, v.day, v.month, v.word, v.number, l.summary, l.account,"
            f" {_AMOUNT[span.only]} as fen"
            " from voucher_line l join voucher v on v.id = l.voucher"
            f" where l.account in ({', '.join('?' * len(ids))}) and l.month between ? and ?"
            f" and v.posted = 1{kinds} order by v.day, v.word, v.number, l.position",
            (*ids, span.first, span.last),
        )
        return [self._piece(row, account) for row in rows if row["fen"]]

    def _piece(self, row: sqlite3.Row, account: int) -> Piece:
        leaf = "" if row["account"] == account else f"（{self._chart[row['account']].name}）"
        name = voucher_name(row["month"], row["word"], row["number"])
        return Piece(row["day"], name, row["summary"] + leaf, row["fen"], f"voucher:{row['id']}")


_AMOUNT = {"": "l.debit_fen - l.credit_fen", "debit": "l.debit_fen", "credit": "l.credit_fen"}


# -- the formula in words -----------------------------------------------------------------------------

_WORDS = {
    "@income": "本年收入",
    "@expense": "－本年支出",
    "@fund_opening": "期初的工会资金结转、工会资金结余",
    "@fund_direct": "直接记入结转结余的金额",
}


def _formula(made: Cells, row: int, chart: dict[int, Account]) -> str:
    """第 1 行货币资金 ＋ 第 9 行库存物品; 库存现金 ＋ 银行存款."""
    names = {one.key: one.name for one in chart.values() if one.key}
    titles = {line.number: line.title.removeprefix("减：") for line in made.rows if line.number}
    line = made.rows[row]
    said = ""
    for word in line.formula:
        sign, name = ("－", word[1:]) if word.startswith("-") else ("＋", word)
        if name.startswith("#"):
            words = f"第 {name[1:]} 行{titles[name[1:]]}"
        elif name.startswith("@class."):
            words = "这一类的资产卡片"
        else:
            words = _WORDS.get(name) or names.get(name, name)
        if words.startswith("－"):
            sign, words = "－", words[1:]
        said += f" {sign} {words}"
    said = said.removeprefix(" ＋ ").strip()
    if len(line.formula) == 1 and not line.formula[0].startswith(("#", "@")):
        side = {"left": "借方", "debit": "借方", "right": "贷方", "credit": "贷方"}.get(line.side, "")
        turned = line.formula[0].startswith("-")
        name = line.formula[0].lstrip("-")
        said = f"“{names.get(name, name)}”科目的{_other(side) if turned else side}金额"
    return said


def _other(side: str) -> str:
    return {"借方": "贷方", "贷方": "借方"}.get(side, side)
