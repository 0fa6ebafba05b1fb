"""What a cell of the superior's form may mean, and its value in a period: figures, balances, heads, words."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.kit.days import month_end, month_words, words
from models.kit.errors import Refused
from models.ledger import balances, queries
from models.ledger.statement_lines import Cells, Line, Statement
from models.members.queries import statuses
from models.office import Office
from models.statements.sheets import SHEETS, cells, plain_title, sheet

UNITS = {"yuan": "元", "wan": "万元", "text": "文字"}
_BALANCES = {
    "opening": "年初余额",
    "closing": "期末余额",
    "debit": "本年借方",
    "credit": "本年贷方",
}
_WORDS = {
    "unit": "编制单位",
    "school": "学校名称",
    "period": "报表期间（2026年3月）",
    "year": "年份（2026）",
    "day": "期末日期（2026年3月31日）",
    "today": "填表日期",
    "maker": "填表人",
}
_HEADS = {"members": "会员人数", "women": "女会员人数"}


@dataclass(frozen=True)
class Meaning:
    """One thing a cell may mean. `key` is kept with the cell, `title` is what people read."""

    key: str
    title: str
    group: str


class Meanings:
    """All meanings of an office at the end of a month, with their values; statements are read once."""

    def __init__(self, office: Office, month: str) -> None:
        self.office, self.month = office, month
        self._cells: dict[str, Cells] = {}
        self._balances: dict[str, tuple[int, int, int, int]] = {}

    def all(self) -> list[Meaning]:
        """Everything that can be chosen, in the order of the statements."""
        found = [Meaning(f"word/{key}", title, "文字") for key, title in _WORDS.items()]
        found += [Meaning(f"head/{key}", title, "人数") for key, title in _HEADS.items()]
        for one in SHEETS:
            for line in self._of(one.name).rows:
                if line.formula:
                    found += [
                        Meaning(f"figure/{one.name}/{line_key(line)}/{column}",
                                f"{one.title} · {plain_title(line)} · {title}", one.title)
                        for column, title in one.columns
                    ]  # fmt: skip
        for account in queries.accounts(self.office.db):
            found += [
                Meaning(f"account/{account.code}/{column}", f"{account.code} {account.full_name} · {title}",
                        "科目")
                for column, title in _BALANCES.items()
            ]  # fmt: skip
        return found

    def title(self, key: str) -> str:
        """The words for a key; fixed text is its own."""
        if key.startswith("text/"):
            return f"“{key.removeprefix('text/')}”"
        return next((one.title for one in self.all() if one.key == key), "已经没有的项目")

    def titles(self) -> dict[str, str]:
        """The words of all keys at once."""
        return {one.key: one.title for one in self.all()}

    def value(self, key: str, unit: str) -> Decimal | str:
        """What belongs into the cell. Raises `Refused` for what is no longer there."""
        kind, _, rest = key.partition("/")
        if kind == "text":
            return rest
        if kind == "word":
            return self._word(rest)
        if kind == "head":
            return Decimal(self._heads(rest))
        fen = self._figure(rest) if kind == "figure" else self._account(rest)
        if unit == "text":
            return f"{Decimal(fen) / 100:,.2f}"
        return Decimal(fen) / (100 if unit == "yuan" else 1_000_000)

    def _of(self, name: str) -> Cells:
        if name not in self._cells:
            month = f"{self.month[:4]}-12" if sheet(name).yearly else self.month
            self._cells[name] = cells(self.office.db, Statement(name, month))
        return self._cells[name]

    def _figure(self, rest: str) -> int:
        name, _, more = rest.partition("/")
        line, _, column = more.rpartition("/")
        if any(name == one.name for one in SHEETS):
            made = self._of(name)
            for at, row in enumerate(made.rows):
                if row.formula and line_key(row) == line and column in dict(sheet(name).columns):
                    return made.fen(at, column) or 0
        raise _gone(rest)

    def _account(self, rest: str) -> int:
        code, _, column = rest.partition("/")
        if not self._balances:
            for one in balances.trial_balance(self.office.db, self.month):
                side = 1 if one.account.side == "debit" else -1
                self._balances[one.account.code] = (
                    side * one.opening_fen, side * one.closing_fen, one.debit_fen, one.credit_fen
                )  # fmt: skip
        if code not in self._balances or column not in _BALANCES:
            raise _gone(rest)
        return int(self._balances[code][list(_BALANCES).index(column)])

    def _word(self, key: str) -> str:
        said = {
            "unit": self.office.unit_name,
            "school": self.office.name,
            "period": month_words(self.month),
            "year": self.month[:4],
            "day": words(month_end(self.month)),
            "today": words(self.office.today()),
            "maker": self.office.actor.name,
        }
        if key not in said:
            raise _gone(key)
        return said[key]

    def _heads(self, key: str) -> int:
        day = month_end(self.month)
        return count_members(self.office.db, day, women=key == "women")


def count_members(db: sqlite3.Connection, day: date, *, women: bool) -> int:
    """Working members on a day."""
    working = {key for key, status in statuses(db, day).items() if status == "working"}
    if not women:
        return len(working)
    rows = db.execute("select id from member where sex = '女'")
    return sum(1 for row in rows if row[0] in working)


def line_key(line: Line) -> str:
    """What names a row for good: its number, or its formula where it has none."""
    return line.number or "+".join(line.formula)


def search(found: Sequence[Meaning], text: str, most: int = 40) -> list[Meaning]:
    """Meanings whose words hold every part of what was typed."""
    parts = text.lower().split()
    return [one for one in found if all(part in one.title.lower() for part in parts)][:most]


def _gone(key: str) -> Refused:
    return Refused(f"单元格对应的项目已经没有了（{key}）。", "上级报表", "请重新指定这个单元格。")
