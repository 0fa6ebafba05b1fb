"""Opening balances that another program printed: a foreign table → balances and problems."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.intake import fields, headers, rows
from models.intake.cells import Book
from models.intake.fields import FieldSpec, Table
from models.intake.headers import Place
from models.kit.errors import Refused
from models.ledger import actions, queries
from models.ledger.imports import Bad
from models.ledger.newcomers import Chart
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
    """Opening balances of a file; parents whose sub-accounts are in it too are left out."""
    found = headers.find_tables(book, OPENING, overrides=columns)
    chart = Chart(queries.accounts(db))
    kept: dict[int, tuple[int, int]] = {}
    bad: list[Bad] = []
    for sheet, header in found.tables:
        for record in rows.read(sheet, header, OPENING).records:
            _opening_line(sheet.name, record, chart, kept, bad)
    leaves = {key: sums for key, sums in kept.items() if not chart.is_parent(key)}
    return OpeningPlan(book.name, tuple((key, *sums) for key, sums in leaves.items()), tuple(bad), chart)


def _opening_line(
    sheet: str, record: rows.Record, chart: Chart, kept: dict[int, tuple[int, int]], bad: list[Bad]
) -> None:
    said: dict[str, Any] = record.values
    if record.problems:
        bad.append(Bad(sheet, record.row, record.problems[0].what))
        return
    debit, credit = said.get("debit") or 0, said.get("credit") or 0
    if not debit and not credit:
        return
    try:
        account = chart.find(said.get("code") or "", said.get("name") or "")
    except Refused as refusal:
        bad.append(Bad(sheet, record.row, str(refusal)))
        return
    if account in kept:
        bad.append(Bad(sheet, record.row, f"“{said.get('name') or said.get('code')}”写了两次。"))
    net = debit - credit
    kept[account] = (net, 0) if net >= 0 else (0, -net)


def apply_opening(change: Change, plan: OpeningPlan, year: int) -> int:
    """Lay the opening balances of the book's first year. Refused unless they balance."""
    if plan.refused:
        first = plan.refused[0]
        raise Refused(first.reason, f"{plan.file} › {first.sheet} › 第 {first.row} 行", "没有写入任何余额。")
    if not plan.balances:
        raise Refused("没有一行期初余额可以用。", plan.file, "请确认选对了文件。")
    made = plan.chart.create(change)
    codes = {account.id: account.code for account in queries.accounts(change.db)}
    lines = [(codes[made.get(key, key)], debit, credit) for key, debit, credit in plan.balances]
    actions.set_opening(change, year, lines)
    return len(lines)
