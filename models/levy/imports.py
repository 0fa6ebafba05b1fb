"""工资总额 from a table: one line a month, or a payroll list of people whose sum is the month's."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from models.intake import fields, headers, rows
from models.intake.cells import Book, Sheet
from models.intake.fields import FieldSpec, Table
from models.intake.headers import Header, Place
from models.kit.days import month as month_of_year
from models.kit.days import month_words, parse_month
from models.kit.errors import Refused
from models.levy import actions, queries
from models.levy.records import WageBill
from models.store.journal import Change

_TOTALS = (
    *("工资总额", "应发工资", "应发合计", "应发工资合计", "工资合计", "应发", "全部职工工资总额"),
    *("月工资总额", "应发总额", "合计", "金额"),
)
_MONTH = re.compile(r"(20\d\d)\s*[年.-]\s*(1[0-2]|0?[1-9])(?!\d)\s*月?")
MONTHS = Table(
    "wagebill",
    "工资总额表",
    (
        FieldSpec("month", "月份", ("年月", "所属月份", "所属期", "期间", *fields.MONTH_WORDS), fields.MONTH),
        FieldSpec("heads", "人数", ("职工人数", "在职人数", "教职工人数", "发放人数"), fields.COUNT),
        FieldSpec("total", "工资总额", _TOTALS, fields.MONEY, required=True, never="经费|会费|个税|公积金"),
        FieldSpec("document", "文号", ("文件号", "依据", "凭据号", "单据号"), fields.TEXT),
        FieldSpec("note", "说明", fields.NOTE_WORDS, fields.TEXT),
    ),
    key_fields=("total",),
)
PAYROLL = Table(
    "payroll",
    "工资发放表",
    (
        FieldSpec("name", "姓名", fields.NAME_WORDS, fields.NAME, required=True),
        FieldSpec("number", "工号", fields.NUMBER_WORDS, fields.CODE),
        FieldSpec("total", "应发合计", _TOTALS, fields.MONEY, never="扣|税|公积金|会费|实发|经费"),
    ),
    key_fields=("name",),
)


@dataclass(frozen=True)
class WagePlan:
    """What a file says of wage bills. `changed` has the months that say something else now."""

    file: str
    bills: tuple[WageBill, ...]
    changed: tuple[str, ...]
    same: tuple[str, ...]
    refused: tuple[tuple[int, str], ...]  # row, why

    @property
    def fresh(self) -> tuple[WageBill, ...]:
        """Those that would be written."""
        return tuple(one for one in self.bills if one.month not in self.same)


def plan_wage_bills(
    db: sqlite3.Connection,
    book: Book,
    *,
    year: int,
    month: str = "",
    likely: str = "",
    columns: Mapping[str, Place] | None = None,
) -> WagePlan:
    """The wage bills of a file. A list of people is of `month`, else of the month that its title, sheet or
    file names, else of the `likely` one. Raises `Refused`."""
    people = [] if columns else _lists_of_people(book)
    if people:
        return _payroll(db, book, people, month or _said_month(book, people) or likely)
    found = headers.find_tables(book, MONTHS, overrides=columns)
    bills: dict[str, WageBill] = {}
    refused: list[tuple[int, str]] = []
    for sheet, header in found.tables:
        for record in rows.read(sheet, header, MONTHS).records:
            _one_month(record, year, (bills, refused))
    if not bills and not refused:
        raise Refused("没有找到工资总额。", book.name, "表里要有“月份”和“工资总额”两列。")
    return _against(db, book.name, bills, tuple(refused))


def _lists_of_people(book: Book) -> list[tuple[Sheet, Header]]:
    """The sheets that name people beside an amount; none is no fault."""
    try:
        found = headers.find_tables(book, PAYROLL)
    except Refused:
        return []
    return [one for one in found.tables if {"name", "total"} <= set(one[1].columns)]


def _said_month(book: Book, tables: list[tuple[Sheet, Header]]) -> str:
    """The one month that is named above the headings, by the sheets or by the file; "" when none is."""
    for texts in (
        [
            str(cell)
            for sheet, header in tables
            for row in sheet.rows[: max(0, header.row - 1)]
            for cell in row
        ],
        [sheet.name for sheet, _ in tables],
        [book.name],
    ):
        found = {(int(one[1]), int(one[2])) for text in texts for one in _MONTH.finditer(text)}
        if len(found) == 1:
            return month_of_year(*found.pop())
    return ""


def _one_month(
    record: rows.Record, year: int, kept: tuple[dict[str, WageBill], list[tuple[int, str]]]
) -> None:
    said: dict[str, Any] = record.values
    bills, refused = kept
    total, month = said.get("total"), said.get("month") or ""
    if record.problems or total is None:
        refused.append((record.row, record.problems[0].what if record.problems else "没有工资总额。"))
    elif not month:
        refused.append((record.row, "没有写月份。"))
    else:
        month = month if len(month) == 7 else parse_month(month, year=year)
        if month in bills:
            refused.append((record.row, f"{month_words(month)}写了两次，只取前面的一次。"))
        else:
            bills[month] = WageBill(
                month, said.get("heads") or 0, total, said.get("document") or "", said.get("note") or ""
            )


def _payroll(db: sqlite3.Connection, book: Book, tables: list[tuple[Sheet, Header]], month: str) -> WagePlan:
    """The people of a list, counted and added up."""
    if not month:
        what = "这是按人列的工资表，没有说是哪个月。"
        raise Refused(what, book.name, "请选月份（命令行用 --from 2026-03）。")
    heads = total = 0
    refused: list[tuple[int, str]] = []
    for sheet, header in tables:
        for record in rows.read(sheet, header, PAYROLL).records:
            fen = record.values.get("total")
            if record.problems or fen is None:
                refused.append((record.row, record.problems[0].what if record.problems else "没有应发金额。"))
            else:
                heads, total = heads + 1, total + fen
    bill = WageBill(month, heads, total, "", f"{book.name} 合计")
    return _against(db, book.name, {month: bill}, tuple(refused))


def _against(
    db: sqlite3.Connection, name: str, bills: dict[str, WageBill], refused: tuple[tuple[int, str], ...]
) -> WagePlan:
    known = queries.wage_bills(db, min(bills, default="9999-12"), max(bills, default="0000-01"))
    bare = {month: replace(one, id=0) for month, one in known.items()}
    same = tuple(month for month, one in bills.items() if bare.get(month) == one)
    changed = tuple(month for month in bills if month in known and month not in same)
    return WagePlan(name, tuple(bills[month] for month in sorted(bills)), changed, same, refused)


def apply_wage_bills(change: Change, plan: WagePlan) -> int:
    """Write them; the same again writes nothing. Raises `Refused` when a line can't be taken."""
    if plan.refused:
        row, why = plan.refused[0]
        raise Refused(why, f"{plan.file} › 第 {row} 行", "没有写入任何月份，请改好再导入。")
    for one in plan.fresh:
        actions.set_wage_bill(change, one)
    return len(plan.fresh)
