"""A budget that stands in a table → lines of a draft, and what can't be taken."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from models.budget import actions, queries
from models.budget.records import EXPENSE, INCOME, SOURCES, LinePlan
from models.intake import fields, headers, rows
from models.intake.cells import Book
from models.intake.fields import FieldSpec, Table
from models.intake.headers import Place
from models.kit.errors import Refused
from models.kit.money import yuan
from models.ledger import queries as books
from models.ledger.records import Account
from models.members import queries as members
from models.store.journal import Change

BUDGET = Table(
    "budget",
    "预算表",
    (
        FieldSpec("code", "科目编码", ("科目代码", "科目编号", "编码", "科目号"), fields.CODE),
        FieldSpec("name", "科目名称", ("会计科目", "科目", "科目全称", "预算科目"), fields.TEXT),
        FieldSpec(
            "project", "项目", ("项目名称", "预算项目", "活动名称", "支出项目", "收入项目"), fields.TEXT
        ),
        FieldSpec("unit", "分工会", fields.UNIT_WORDS, fields.TEXT),
        FieldSpec("heads", "人数", ("预算人数", "参加人数"), fields.COUNT),
        FieldSpec("standard", "标准", ("人均标准", "人均", "每人标准", "单价"), fields.MONEY),
        FieldSpec("times", "次数", ("场次", "期数"), fields.COUNT),
        FieldSpec("source", "资金来源", ("经费来源",), fields.TEXT),
        FieldSpec("basis", "测算依据", ("依据", "编制说明", "测算说明", *fields.NOTE_WORDS), fields.TEXT),
        FieldSpec(
            "amount",
            "预算数",
            ("本年预算", "本年预算数", "预算金额", "年度预算", "年初预算", "金额", "预算"),
            fields.MONEY,
            never="上年|执行|决算|增减|调整",
        ),
    ),
    key_fields=("amount",),
)
_NUMBERED = re.compile(r"^([一二三四五六七八九十]+|\d{1,2}|[（(][一二三四五六七八九十\d]+[)）])[、.．\s]\s*")
_HEADINGS = frozenset(
    f"{year}{side}{tail}"
    for year in ("", "本年")
    for side in ("收入", "支出")
    for tail in ("", "预算", "项目", "部分")
)


@dataclass(frozen=True)
class Bad:
    """A line that can't be taken: sheet, row from 1, and the sentence."""

    sheet: str
    row: int
    reason: str


@dataclass(frozen=True)
class BudgetPlan:
    """What importing would do. Nothing is written while `refused` has a line."""

    file: str
    year: int
    lines: tuple[LinePlan, ...]
    income_fen: int
    expense_fen: int
    same: bool  # the year's latest version says just this
    refused: tuple[Bad, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Row:
    sheet: str
    row: int
    account: Account
    plan: LinePlan


def plan_budget(
    db: sqlite3.Connection, book: Book, year: int, *, columns: Mapping[str, Place] | None = None
) -> BudgetPlan:
    """The lines of a foreign budget. Raises `Refused` when there is no table or no line in it."""
    found = headers.find_tables(book, BUDGET, overrides=columns)
    reader = _Reader(db, year)
    for sheet, header in found.tables:
        for record in rows.read(sheet, header, BUDGET).records:
            reader.take(sheet.name, record)
    taken = _without_sums(reader)
    if not taken and not reader.bad:
        raise Refused("这份预算表里没有一行可以用。", book.name, "请确认选对了文件和工作表。")
    plans = tuple(one.plan for one in taken)
    sums = {
        side: sum(one.plan.fen for one in taken if one.account.kind == side) for side in (INCOME, EXPENSE)
    }
    return BudgetPlan(
        book.name,
        year,
        plans,
        sums[INCOME],
        sums[EXPENSE],
        _says_the_same(db, year, plans),
        tuple(reader.bad),
        (*found.notes, *reader.notes),
    )


class _Reader:
    """Takes lines one after the other; knows the chart and the units."""

    def __init__(self, db: sqlite3.Connection, year: int) -> None:
        self.accounts = [one for one in books.accounts(db, f"{year}-01") if one.kind in (INCOME, EXPENSE)]
        self.units = {one.name: one.id for one in members.units(db)}
        self.rows: list[_Row] = []
        self.bad: list[Bad] = []
        self.notes: list[str] = []
        self._seen: dict[tuple[int, str, int | None], int] = {}

    def take(self, sheet: str, record: rows.Record) -> None:
        """One line of the table."""
        said: dict[str, Any] = record.values
        try:
            if record.problems:
                raise Refused(record.problems[0].what)
            made = self._row(sheet, record.row, said)
        except Refused as refusal:
            self.bad.append(Bad(sheet, record.row, str(refusal)))
            return
        if made is not None:
            self.rows.append(made)

    def _row(self, sheet: str, number: int, said: Mapping[str, Any]) -> _Row | None:
        name = _NUMBERED.sub("", said.get("name") or "").strip()
        project = _NUMBERED.sub("", said.get("project") or "").strip()
        code = said.get("code") or ""
        if said.get("amount") is None or (not code and (name or project) in _HEADINGS):
            return None
        account, project = self._account(code, name, project)
        unit = self._unit(said.get("unit") or "")
        place = (account.id, project, unit)
        if place in self._seen:
            raise Refused(f"“{account.full_name} {project}”和第 {self._seen[place]} 行重复。")
        self._seen[place] = number
        plan = LinePlan(
            account.id,
            said["amount"],
            project,
            unit,
            heads=said.get("heads"),
            standard_fen=said.get("standard"),
            times=said.get("times") or None,
            source=_source(said.get("source") or ""),
            basis=said.get("basis") or "",
        )
        return _Row(sheet, number, account, self._reckoned(plan, number))

    def _account(self, code: str, name: str, project: str) -> tuple[Account, str]:
        """The account, and the project where the words say more than its name."""
        if not code:
            return self._by_name(name, project)
        account = next((one for one in self.accounts if one.code == code), None)
        if account is None:
            raise Refused(f"没有编码为“{code}”的收入或支出科目。", remedy="请核对编码，或先在科目表里增加。")
        if name and not _is(account, name):
            rest = _beyond(account, name)
            if not rest:
                raise Refused(f"科目 {code} 在账里叫“{account.full_name}”，表里写的是“{name}”。")
            project = project or rest
        return account, "" if _is(account, project) else project

    def _by_name(self, name: str, project: str) -> tuple[Account, str]:
        words = name or project
        found = [one for one in self.accounts if _is(one, words)]
        exact = [one for one in found if words in (one.name, one.full_name)] or found
        leaves = [one for one in exact if one.leaf] or exact
        if len(leaves) != 1:
            what = "对应的科目不止一个" if leaves else "不是收入或支出科目的名称"
            raise Refused(f"“{words}”{what}。", remedy="请写上科目编码。")
        return leaves[0], project if name else ""

    def _unit(self, name: str) -> int | None:
        if not name:
            return None
        if name not in self.units:
            raise Refused(f"没有叫“{name}”的分工会。", remedy="请先在会员页建立它。")
        return self.units[name]

    def _reckoned(self, plan: LinePlan, number: int) -> LinePlan:
        """Heads × standard that gives another amount stays as words only, and is told."""
        if plan.heads is None or plan.standard_fen is None:
            return replace(plan, heads=None, standard_fen=None, times=None)
        product = plan.heads * plan.standard_fen * (plan.times or 1)
        if product == plan.fen:
            return plan
        self.notes.append(
            f"第 {number} 行：人数 × 标准是 {yuan(product)} 元，"
            f"预算数写的是 {yuan(plan.fen)} 元，按预算数收。"
        )
        return replace(plan, heads=None, standard_fen=None, times=None)


def _source(words: str) -> str:
    fits = (key for key, title in SOURCES.items() if words and (words in title or title in words))
    return next(fits, "current")


def _plain(name: str) -> str:
    return re.sub(r"[－—_/\s]+", "-", name).strip("-")


def _is(account: Account, name: str) -> bool:
    """ "上级补助收入-专项补助" and "专项补助" are the account 专项补助 under 上级补助收入."""
    plain = _plain(name)
    full = _plain(account.full_name)
    return plain in (account.name, full, f"{account.code}-{full}", f"{account.code}-{account.name}")


def _beyond(account: Account, name: str) -> str:
    """ "会员活动费-端午慰问" → "端午慰问"."""
    plain = _plain(name)
    for words in (_plain(account.full_name), account.name):
        if plain.startswith(f"{words}-"):
            return plain[len(words) + 1 :]
    return ""


def _without_sums(reader: _Reader) -> list[_Row]:
    """Lines of accounts whose sub-accounts stand there too are sums: left out, refused when wrong."""
    parents = {one.id: one.parent for one in reader.accounts}
    below: dict[int, int] = {}
    for one in reader.rows:
        above = parents.get(one.account.id)
        while above is not None:
            below[above] = below.get(above, 0) + _own(one, reader.rows, parents)
            above = parents.get(above)
    kept = []
    for one in reader.rows:
        if one.account.id not in below or one.plan.name or one.plan.unit is not None:
            kept.append(one)
        elif below[one.account.id] != one.plan.fen:
            said = f"“{one.account.full_name}”写的是 {yuan(one.plan.fen)} 元，"
            said += f"它的下级合计 {yuan(below[one.account.id])} 元。请改成一致。"
            reader.bad.append(Bad(one.sheet, one.row, said))
    return kept


def _own(one: _Row, everything: Sequence[_Row], parents: Mapping[int, int | None]) -> int:
    """A line's amount, 0 when it is itself a sum of lines further down."""
    if one.plan.name or one.plan.unit is not None:
        return one.plan.fen
    return 0 if any(parents.get(other.account.id) == one.account.id for other in everything) else one.plan.fen


def _says_the_same(db: sqlite3.Connection, year: int, plans: Sequence[LinePlan]) -> bool:
    now = queries.latest(db, year)
    if now is None:
        return False
    given = queries.amounts(db, now.id)
    have = {
        (line.account, line.name, line.unit): given[line.id].fen
        for line in queries.lines(db, year)
        if line.id in given and given[line.id].fen
    }
    return have == {(one.account, one.name, one.unit): one.fen for one in plans if one.fen}


def apply_budget(change: Change, plan: BudgetPlan) -> int:
    """Lay the lines into the year's draft, which says just this afterwards. Returns the number of lines.

    A year whose budget is approved gets an adjustment. All or nothing; twice adds nothing.
    """
    if plan.refused:
        first = plan.refused[0]
        raise Refused(first.reason, f"{plan.file} › {first.sheet} › 第 {first.row} 行", "没有写入任何预算。")
    if plan.same:
        return 0
    version = queries.draft(change.db, plan.year) or actions.begin(change, plan.year)
    given = queries.amounts(change.db, version.id)
    known = {
        (line.account, line.name, line.unit): line.id
        for line in queries.lines(change.db, plan.year)
        if line.id in given
    }
    wanted = {(one.account, one.name, one.unit): one for one in plan.lines}
    for place, line in known.items():
        if place not in wanted:
            actions.drop_line(change, version.id, line)
    for place, one in wanted.items():
        if place in known:
            actions.change_line(change, version.id, known[place], one)
        else:
            actions.add_line(change, version.id, one)
    return len(wanted)
