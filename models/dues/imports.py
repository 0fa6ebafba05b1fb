"""The payroll deduction list: a foreign table held against what is due, then booked as one change."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from models.dues import queries
from models.dues.checks import reckon
from models.dues.records import (
    ALREADY,
    DIFFERS,
    DOUBTFUL,
    LOWER,
    REPEATED,
    SAME,
    UNKNOWN,
    UNPAID,
    Before,
    ListMonth,
    ListPlan,
    ListRow,
    Payer,
)
from models.dues.sheets import Block, Dated, more_money, with_months
from models.intake import fields, headers, rows
from models.intake.cells import Book, Sheet
from models.intake.fields import FieldSpec, Table
from models.intake.headers import Found, Header, Place
from models.intake.people import Match, People
from models.kit.days import chinese_month
from models.kit.errors import Refused
from models.kit.money import yuan
from models.members import queries as members

_MONTHS = tuple(name for number in range(1, 13) for name in (f"{number}月", chinese_month(number)))
DEDUCTIONS = Table(
    "deductions",
    "会费代扣表",
    (
        FieldSpec("number", "工号", fields.NUMBER_WORDS, fields.CODE),
        FieldSpec("name", "姓名", fields.NAME_WORDS, fields.NAME),
        FieldSpec("unit", "部门", (*fields.UNIT_WORDS, *fields.DEPARTMENT_WORDS), filled=True),
        FieldSpec(
            "amount",
            "代扣会费",
            (*fields.DUES_WORDS, *_MONTHS),
            fields.MONEY,
            added=True,
            unsure=("合计",),
            second="应[扣缴交收]|计划",
            never="欠|未缴|补缴|补扣|退费|上月|上年|累计|标准|比例|应发|实发|工资|绩效|津贴|补贴|公积金|保险|社保|医保|养老|年金|个税|所得税|"
            "房租|水电|基数|(扣款|应扣|代扣|扣除)(合计|小计|总额)",
        ),
        FieldSpec("month", "月份", fields.MONTH_WORDS, filled=True),
        FieldSpec("note", "备注", fields.NOTE_WORDS),
    ),
    key_fields=("amount",),
)


def plan(
    db: sqlite3.Connection,
    book: Book,
    *,
    only_month: str = "",
    default_year: int,
    columns: Mapping[str, Place] | None = None,
    header_row: int | None = None,
) -> ListPlan:
    """What booking this file would do; reads only. Raises `Refused` when it is no deduction list.

    `only_month` says the month of a one-sheet file, or picks it out of a workbook with one sheet a month.
    """
    found = locate(db, book, columns=columns, header_row=header_row)
    tables = list(found.tables)
    _check_columns(book, tables[0][1])
    dated = with_months(book, tables, DEDUCTIONS, only_month, default_year)
    people = members.people(db)
    held = [_hold(db, people, one) for one in dated]
    months = tuple(one for one in held if any(row.row for row in one.rows))
    if not months:
        fault = next((fault for one in held for fault in one.faults), "")
        what = f"这份扣款单里没有一行可以用：{fault}" if fault else "这份扣款单里没有一行可以用。"
        raise Refused(what, book.name, "请确认选对了文件和工作表。")
    empty = tuple(f"“{one.sheet}”里没有一行金额，没有算进来。" for one in held if one not in months)
    first = tables[0][1]
    used = dated[0].blocks[0][1]
    taken = {key: _heading(used, column) for key, column in used.columns.items()}
    notes = (*book.notes, *found.notes, *used.notes, *empty)
    return ListPlan(
        name=book.name,
        sha256=book.sha256,
        months=months,
        columns=taken,
        notes=notes,
        signature=headers.signature(first),
        how=dict(used.how),
        headings=headers.remember(first),
        doubtful=any(header.doubtful for one in dated for _, header in one.blocks),
    )


def locate(
    db: sqlite3.Connection,
    book: Book,
    *,
    columns: Mapping[str, Place] | None = None,
    header_row: int | None = None,
) -> Found:
    """The sheets that are deduction lists, with their headings. Raises `Refused` when there is none."""
    rows_said = None if header_row is None else {sheet.name: header_row for sheet in book.sheets}
    remembered = _remembered(db)
    return headers.find_tables(book, DEDUCTIONS, overrides=columns, remembered=remembered, rows=rows_said)


def _remembered(db: sqlite3.Connection) -> dict[str, str]:
    import json

    row = db.execute(
        "select mapping from import_mapping where kind = ? order by id desc limit 1", (DEDUCTIONS.key,)
    ).fetchone()
    return dict(json.loads(row[0])) if row else {}


def _heading(header: Header, column: int) -> str:
    if column < len(header.headings) and header.headings[column]:
        return header.headings[column]
    return headers.letter(column)


def _check_columns(book: Book, header: Header) -> None:
    if "amount" not in header.columns:
        raise Refused("表里没有认出扣款金额这一列。", book.name, "请指定哪一列是代扣会费。")
    if "name" not in header.columns and "number" not in header.columns:
        raise Refused("表里没有认出姓名或工号。", book.name, "请指定哪一列是姓名。")


# -- the difference view ----------------------------------------------------------------------


def _hold(db: sqlite3.Connection, people: People, dated: Dated) -> ListMonth:
    """One month's sheets against what is due."""
    which, blocks = dated.month, dated.blocks
    due, assessed = _dues_of(db, which)
    before = queries.before(db, which)
    against = _Against(which, people, queries.payers(db), due, before)
    found: list[ListRow] = []
    faults = list(dated.told)
    stated = [fen for fen in (_take(against, block, found, faults) for block in blocks) if fen is not None]
    found += against.missing()
    names = "、".join(dict.fromkeys(sheet.name for sheet, _ in blocks))
    owing = sum(1 for fen in due.values() if fen)
    return ListMonth(which, names, tuple(found), sum(stated) or None, assessed, tuple(faults), owing, before)


def _take(against: _Against, block: Block, found: list[ListRow], faults: list[str]) -> int | None:
    """One sheet's rows; returns the total that the sheet itself states. Refuses the same people twice."""
    sheet, header = block
    read = rows.read(sheet, header, DEDUCTIONS)
    before = set(against.seen)
    paid = [record for record in read.records if record.values.get("amount")]
    mine = [against.row(sheet.name, record) for record in paid if _says_who(record)]
    for record in (one for one in paid if not _says_who(one)):
        fen = yuan(record.values["amount"])
        faults.append(f"{sheet.name} › 第 {record.row} 行：有金额 {fen}，没有姓名和工号，没有登记。")
    twice = [row for row in mine if row.state == REPEATED and before & set(row.candidates)]
    if found and mine and len(twice) * 2 > len(mine):
        other = found[0].sheet
        raise Refused(
            f"“{other}”和“{sheet.name}”是同一个月的同一批人。", sheet.name, "请只留一张，或分开登记。"
        )
    faults += [f"{sheet.name}：“{said}”这一列的金额没有算进来。" for said in more_money(sheet, header)]
    faults += [f"{sheet.name} › {problem.cell}：{problem.what}" for problem in read.problems]
    stated, listed = _stated_total(sheet, header, read.skipped), sum(row.paid_fen for row in mine)
    if stated is not None and stated != listed:
        faults.append(f"{sheet.name}：合计行写的是 {yuan(stated)}，各行相加是 {yuan(listed)}。")
    found += mine
    return stated


def _says_who(record: rows.Record) -> bool:
    return bool(record.values.get("name") or record.values.get("number"))


def _dues_of(db: sqlite3.Connection, which: str) -> tuple[dict[int, int], bool]:
    """What each liable member owes that month; reckoned for the view of whom nobody has assessed yet.

    The second says whether all were: who joined after a year was assessed is assessed with the list.
    """
    known = queries.assessed_members(db, which)
    dues = queries.month_dues(db, which, which).values() if known else ()
    standard = queries.standard_at(db, which)
    new = [one for one in members.liable(db, which) if one.member not in known]
    reckoned = {one.member: reckon(standard, one.base_fen) for one in new}
    fresh = {member: fen for member, fen in reckoned.items() if fen is not None}
    fixed = {one.member: one.due_fen for one in dues if one.liable and one.member not in fresh}
    return fresh | fixed, bool(known) and not fresh


class _Against:
    """A month's list against the register, row by row; remembers who has been on the list."""

    def __init__(
        self,
        month: str,
        people: People,
        payers: Mapping[int, Payer],
        due: Mapping[int, int],
        before: Before,
    ) -> None:
        self.month, self.people, self.payers, self.due = month, people, payers, due
        self.booked, self.aliases, self.other = before.members, dict(before.names), before.other
        self.seen: dict[int, int] = {}
        self.guessed: set[int] = set()

    def row(self, sheet: str, record: rows.Record) -> ListRow:
        """What this line of the list is."""
        said = record.values
        number, name = said.get("number") or "", said.get("name") or ""
        match = self.people.match(number=number, name=name, unit=said.get("unit") or record.section)
        state, why = self._state(match, record, said["amount"])
        if state in (UNKNOWN, DOUBTFUL, REPEATED) and 0 < said["amount"] <= self.aliases.get(
            name or number, 0
        ):
            state = ALREADY
        member = match.member_id if match.sure and state != REPEATED else None
        who = self.payers.get(member) if member is not None else None
        return ListRow(
            state=state,
            sheet=sheet,
            row=record.row,
            number=who.number if who else number,
            name=who.name if who else name,
            unit=(who.department or who.unit) if who else said.get("unit") or record.section,
            member=member,
            due_fen=self.due.get(member, 0) if member is not None else 0,
            paid_fen=said["amount"],
            booked_fen=self._booked(member, name or number, said["amount"]),
            why="；".join(part for part in (said.get("note"), why) if part),
            candidates=match.candidates or ((match.member_id,) if match.member_id else ()),
            month=self.month,
        )

    def _booked(self, member: int | None, name: str, paid: int) -> int:
        """What is booked of this line; money kept under a name counts once, for its first line."""
        if member is not None:
            return self.booked.get(member, 0)
        kept = self.aliases.get(name, 0)
        self.aliases[name] = max(kept - max(paid, 0), 0)
        return kept

    def _state(self, match: Match, record: rows.Record, paid: int) -> tuple[str, str]:
        if match.kind == "unknown":
            return UNKNOWN, match.why
        if not match.sure or match.member_id is None:
            self.guessed.update(match.candidates)
            return DOUBTFUL, match.why
        if match.member_id in self.seen:
            return REPEATED, f"和第 {self.seen[match.member_id]} 行是同一个人。"
        self.seen[match.member_id] = record.row
        if paid < 0:
            return LOWER, f"单子上是负数 {yuan(paid)}，没有登记；多收要退的，请在凭证里处理。"
        return self._against_due(match, paid)

    def _against_due(self, match: Match, paid: int) -> tuple[str, str]:
        member = match.member_id or 0
        before = self.booked.get(member, 0)
        if before == paid:
            return ALREADY, match.why
        if before > paid:
            return LOWER, f"上次登记了 {yuan(before)}，这份单子是 {yuan(paid)}；不会自动冲减。"
        due = self.due.get(member)
        if self.other.get(member):
            return DIFFERS, f"这个月已另收 {yuan(self.other[member])}（现金、转账或认领），再登记就重了。"
        if due is None:
            return DIFFERS, "这个月没有应缴（已退休、转出、尚未入会，或没有计费基数）。"
        if due == 0:
            return DIFFERS, match.why or "这个月免缴或应缴为 0。"
        return (SAME if paid == due else DIFFERS), match.why

    def missing(self) -> list[ListRow]:
        """Members who owe and whom neither this list nor an earlier one has."""
        found = []
        for member, fen in self.due.items():
            other = self.other.get(member, 0)
            if fen <= other or member in self.seen or self.booked.get(member):
                continue
            who = self.payers[member]
            why = "可能是单子上“待确认”的那一行。" if member in self.guessed else ""
            why = why or (f"已另收 {yuan(other)}。" if other else "")
            place = who.department or who.unit
            row = ListRow(
                UNPAID, "", 0, who.number, who.name, place, member, fen, 0, 0, why, month=self.month
            )
            found.append(row)
        return sorted(found, key=lambda row: (row.number, row.name))


def _stated_total(sheet: Sheet, header: Header, skipped: tuple[tuple[int, str], ...]) -> int | None:
    """The amount in the list's last total row."""
    for number, why in reversed(skipped):
        if why != "合计":
            continue
        cells = sheet.rows[number - 1]
        column = header.columns["amount"]
        parsed = fields.MONEY(cells[column] if column < len(cells) else None)
        return parsed.value if isinstance(parsed.value, int) else None
    return None
