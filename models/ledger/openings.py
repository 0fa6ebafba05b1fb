"""Opening balances that another program printed: a foreign table → balances and problems."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.intake import fields, headers, rows
from models.intake.cells import Book
from models.intake.fields import FieldSpec, Table
from models.intake.headers import Place
from models.kit.errors import Refused
from models.kit.money import yuan
from models.ledger import actions, conversion, queries
from models.ledger.imports import Bad
from models.ledger.newcomers import Chart
from models.ledger.records import sides
from models.store.journal import Change

OPENING = Table(
    "opening",
    "期初余额表",
    (
        FieldSpec("code", "科目编码", ("科目代码", "科目编号", "编码"), fields.CODE),
        FieldSpec("name", "科目名称", ("会计科目", "科目", "科目全称"), fields.TEXT),
        FieldSpec("debit", "借方", ("期初借方", "借方余额", "期初借方余额", "借方金额"), fields.MONEY),
        FieldSpec("credit", "贷方", ("期初贷方", "贷方余额", "期初贷方余额", "贷方金额"), fields.MONEY),
    ),
    key_fields=("debit", "credit"),
)


@dataclass(frozen=True)
class OpeningPlan:
    """Opening balances of a file: (account, debit fen, credit fen), negative accounts are new ones."""

    file: str
    balances: tuple[tuple[int, int, int], ...]
    refused: tuple[Bad, ...]
    chart: Chart
    converted: tuple[tuple[str, str, int, int, str], ...] = ()  # old code, name, net fen, account, note

    @property
    def debit_fen(self) -> int:
        """Sum of the debit side."""
        return sum(line[1] for line in self.balances)

    @property
    def credit_fen(self) -> int:
        """Sum of the credit side."""
        return sum(line[2] for line in self.balances)


def plan_opening(
    db: sqlite3.Connection, book: Book, *, columns: Mapping[str, Place] | None = None
) -> OpeningPlan:
    """Opening balances of a file; parents whose sub-accounts are in it too are left out.

    Codes of the chart of 2010 become those of 2022 when the book begins after it.
    """
    found = headers.find_tables(book, OPENING, overrides=columns)
    month = queries.first_month(db)
    chart = Chart(queries.accounts(db, month))
    bad: list[Bad] = []
    lines = []
    for sheet, header in found.tables:
        for record in rows.read(sheet, header, OPENING).records:
            if record.problems:
                bad.append(Bad(sheet.name, record.row, record.problems[0].what))
                continue
            try:
                one = _opening_line(sheet.name, record)
            except Refused as no:
                bad.append(Bad(sheet.name, record.row, str(no)))
                continue
            if one:
                lines.append(one)
    old = queries.chart_of(db, month) == conversion.NEW and conversion.speaks_old(
        (line.code, line.name) for line in lines
    )
    reading = _Reading(chart, bad, _old_parents(lines) if old else None)
    for one in lines:
        reading.take(one)
    leaves = {key: net for key, net in reading.kept.items() if not chart.is_parent(key)}
    reading.look_for_lost(leaves)
    reading.look_at_sums(leaves)
    balances = tuple((key, *sides(net)) for key, net in leaves.items())
    return OpeningPlan(book.name, balances, tuple(bad), chart, tuple(reading.converted))


@dataclass(frozen=True)
class _Line:
    """A row with a balance; `net` is debit positive, in fen."""

    sheet: str
    row: int
    code: str
    name: str
    net: int


def _opening_line(sheet: str, record: rows.Record) -> _Line | None:
    said: dict[str, Any] = record.values
    debit, credit = said.get("debit") or 0, said.get("credit") or 0
    if not debit and not credit:
        return None
    if debit and credit:
        raise Refused("借方和贷方都有金额，期初余额只在一方。")
    return _Line(sheet, record.row, said.get("code") or "", said.get("name") or "", debit - credit)


def _old_parents(lines: Sequence[_Line]) -> frozenset[str]:
    """Old codes that have sub-accounts in the file: their balance is the sum of these."""
    codes = {line.code for line in lines}
    return frozenset(code for code in codes if any(one != code and one.startswith(code) for one in codes))


class _Reading:
    """Rows taken one by one; `parents` are old codes to be left out when the file is by the chart of 2010."""

    def __init__(self, chart: Chart, bad: list[Bad], parents: frozenset[str] | None) -> None:
        self.chart, self.bad, self.parents = chart, bad, parents
        self.kept: dict[int, int] = {}
        self.rows: dict[int, _Line] = {}
        self.converted: list[tuple[str, str, int, int, str]] = []

    def take(self, line: _Line) -> None:
        """Add a row's balance to its account; what can't be placed is refused with the reason."""
        if self.parents is not None and line.code in self.parents:
            return
        try:
            account, note = self._account(line)
        except Refused as refusal:
            self.bad.append(Bad(line.sheet, line.row, str(refusal)))
            return
        if self.parents is not None:
            self.converted.append((line.code, line.name, line.net, account, note))
        elif account in self.kept:
            self.bad.append(Bad(line.sheet, line.row, f"“{line.name or line.code}”写了两次。"))
        self.kept[account] = self.kept.get(account, 0) + line.net
        self.rows[account] = line

    def look_for_lost(self, leaves: Mapping[int, int]) -> None:
        """An old account that became one with sub-accounts has no place for its own balance."""
        for code, name, _, account, _ in self.converted:
            if account not in leaves:
                what = f"旧科目 {code} {name}转到的新科目已经分了下级，要写明转到哪一个下级。"
                self.bad.append(Bad("", 0, what))

    def look_at_sums(self, leaves: Mapping[int, int]) -> None:
        """An account with sub-accounts is left out as their sum, so it must be one."""
        if self.parents is not None:
            return
        for account, net in self.kept.items():
            if account in leaves:
                continue
            line, below = self.rows[account], self.chart.below(account)
            found = sum(fen for key, fen in leaves.items() if key in below)
            if found != net:
                name = line.name or line.code
                what = f"“{name}”有下级科目，余额要写在下级上"
                if any(key in leaves for key in below):
                    what = f"“{name}”写的是 {yuan(net)} 元，它的下级合计 {yuan(found)} 元，请改成一致"
                self.bad.append(Bad(line.sheet, line.row, f"{what}。"))

    def _account(self, line: _Line) -> tuple[int, str]:
        if self.parents is not None and line.code:
            return conversion.convert(self.chart, line.code, line.name)
        return self.chart.find(line.code, line.name), ""


def apply_opening(change: Change, plan: OpeningPlan, year: int) -> int:
    """Lay the opening balances of the book's first year. Refused unless they balance."""
    if plan.refused:
        first = plan.refused[0]
        raise Refused(
            first.reason,
            f"{plan.file} › {first.sheet} › 第 {first.row} 行",
            "请改好这一行再导入；没有写入任何余额。",
        )
    if not plan.balances:
        raise Refused("没有一行期初余额可以用。", plan.file, "请确认选对了文件。")
    made = plan.chart.create(change)
    codes = {account.id: account.code for account in queries.accounts(change.db)}
    lines = [(codes[made.get(key, key)], debit, credit) for key, debit, credit in plan.balances]
    actions.set_opening(change, year, lines)
    if plan.converted:
        conversion.keep(
            change,
            [(old, name, net, made.get(key, key), note) for old, name, net, key, note in plan.converted],
        )
    return len(lines)
