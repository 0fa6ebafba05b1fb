"""The lines of a foreign list as records: totals, signatures and repeated headings out, problems by cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from models.intake import values
from models.intake.cells import Cell, Sheet, address
from models.intake.fields import FieldSpec, Table
from models.intake.headers import Header
from models.intake.values import Parsed

_TOTAL = re.compile(
    r"^(本页|本月|本年|全校|全院|总|以上)?(合|小|总|共|累)计(人数|金额|数)?([:：(（\d].*|人|元)?$|^总人数|^人数合计"
)
# 财经系小计, 行政处室合计: a group's sum; 共3人, 男：5人: a count of the lines
_PART_TOTAL = re.compile(
    r"(合计|小计|总计|累计|汇总)(金额|人数)?[:：]?$|^(共|合?计|男|女)[:：]?\d+(人|位|名)$"
)
_SIGNED = re.compile(
    r"^(制表|制单|填表|审核|审批|复核|核对|经办|主管|负责|财务|单位|部门|工会|分管|校长|领导|会计|出纳|填报)"
    r"[^\d]{0,8}?(人|员|签字|签名|盖章|负责人|主席|日期|时间|领导|校长)?(\(签字\)|（签字）|（盖章）|\(盖章\))?\s*[:：]"
    r"|^(制表人|审核人|复核人|填表人|经办人|填报人|负责人)(签字|签名)?$"
)
_REMARK = re.compile(r"^(注|备注|说明|附注|填表说明|温馨提示)\d{0,2}\s*[:：、.]")
_SECTION = re.compile(
    r"([组部处室科系院办馆队厅园班校]|中心|年级|校区|工会|分会|小组|人员|教师|职工)(（.*）|\(.*\))?[:：]?$"
)
_SECTION_NUMBER = re.compile(
    r"^([一二三四五六七八九十]+|\d+|[(（][一二三四五六七八九十\d]+[)）])[、.．\s]?\s*"
)


@dataclass(frozen=True)
class Problem:
    """A cell that can't be taken: `row` and `column` from 1, `what` a sentence."""

    row: int
    column: int
    field: str
    what: str

    @property
    def cell(self) -> str:
        """ "E6"."""
        return address(self.row, self.column) if self.column else f"第{self.row}行"


@dataclass(frozen=True, slots=True)
class Record:
    """One line of the list. `values` has every field that has a column; None is blank or a problem."""

    row: int
    values: dict[str, Any]
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    section: str = ""  # the heading line it stands under ("语文组")

    @property
    def refused(self) -> str:
        """Why the whole line can't be taken, "" when it can (a wrong cell alone doesn't refuse it)."""
        return next((problem.what for problem in self.problems if problem.column == 0), "")


@dataclass(frozen=True)
class Rows:
    """What a sheet gives. `skipped` are lines that are no records, with the reason."""

    sheet: str
    records: tuple[Record, ...]
    skipped: tuple[tuple[int, str], ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems of all lines."""
        return tuple(problem for record in self.records for problem in record.problems)


def read(
    sheet: Sheet,
    header: Header,
    table: Table,
    plainly: Callable[[Sequence[Cell]], dict[str, Any] | None] | None = None,
) -> Rows:
    """The records of a sheet under its header.

    `plainly` may give the values of a line that is surely one, None for all others: long lists are
    read several times as fast.
    """
    reader = _Reader(sheet, header, table)
    records: list[Record] = []
    skipped: list[tuple[int, str]] = []
    for number in range(header.first_row, len(sheet.rows) + 1):
        cells = sheet.rows[number - 1]
        found = plainly(cells) if plainly else None
        if found is not None:
            records.append(Record(number, found))
            continue
        why = reader.why_skipped(cells)
        if why:
            skipped.append((number, why))
        elif reader.says_something(number, cells):
            records.append(reader.record(number, cells))
        elif any(not values.is_blank(cell) for cell in cells):
            skipped.append((number, "空行"))
    return Rows(sheet.name, tuple(records), tuple(skipped))


class _Reader:
    """Reads lines one after the other; knows the section they stand in."""

    def __init__(self, sheet: Sheet, header: Header, table: Table) -> None:
        self.sheet = sheet
        self.header = header
        self.fields = [spec for spec in table.fields if spec.key in header.columns]
        self.required = [spec for spec in table.fields if spec.required]
        self.columns = sorted(
            {*header.columns.values(), *(c for more in header.added.values() for c in more)}
        )
        self.keys = [header.columns[key] for key in table.key_fields if key in header.columns]
        self.faults = {(fault.row, fault.column): fault.what for fault in sheet.faults}
        self.above = self._merged_values()
        self.head = {c: {text, *text.split("/")} for c, text in enumerate(header.headings) if text}
        self.section = ""
        self.parsed: dict[tuple[str, str], Parsed] = {}  # texts repeat: units, words, signs

    def why_skipped(self, cells: Sequence[Cell]) -> str:
        """合计, 小计, 签字, 表头, 说明 or 小标题; "" for a line of the list."""
        filled = [
            (column, values.plain(cell)) for column, cell in enumerate(cells) if not values.is_blank(cell)
        ]
        if not filled:
            return ""
        texts = ["".join(text.split()) for _, text in filled]
        total = _total(texts)
        if total:
            return total
        if self._is_signature(texts):
            return "签字"
        if _REMARK.match(texts[0]) or (len(texts) == 1 and len(texts[0]) > 20):
            return "说明"
        if self._is_head([(column, text) for (column, _), text in zip(filled, texts, strict=True)]):
            return "表头"
        return self._section(filled)

    def says_something(self, number: int, cells: Sequence[Cell]) -> bool:
        """Whether a column that is a field holds anything; a printed 序号 alone is no line of the list."""
        if any(column < len(cells) and not values.is_blank(cells[column]) for column in self.columns):
            return True
        return any((number, column + 1) in self.faults for column in self.columns)

    def record(self, number: int, cells: Sequence[Cell]) -> Record:
        """One line as values and problems."""
        found: dict[str, Any] = {}
        problems: list[Problem] = []
        notes: list[str] = []
        for spec in self.fields:
            parsed, column = self._parsed(number, cells, spec)
            found[spec.key] = parsed.value
            notes += parsed.notes
            if parsed.problem:
                problems.append(Problem(number, column + 1, spec.key, parsed.problem))
        wrong = {problem.field for problem in problems}
        for spec in self.required:
            if found.get(spec.key) is None and spec.key not in wrong:
                problems.append(Problem(number, 0, spec.key, f"没有填{spec.title}。"))
            elif spec.key in wrong:
                problems.append(Problem(number, 0, spec.key, f"{spec.title}不能用。"))
        return Record(number, found, tuple(problems), tuple(notes), self.section)

    def _parsed(self, number: int, cells: Sequence[Cell], spec: FieldSpec) -> tuple[Parsed, int]:
        """A field's value and its column; amounts of several columns are added."""
        column = self.header.columns[spec.key]
        parsed = self._cell(number, cells, column, spec)
        for more in self.header.added.get(spec.key, ()):
            other = self._cell(number, cells, more, spec)
            if other.problem:
                return (parsed, column) if parsed.problem else (other, more)
            if other.value is not None and not parsed.problem:
                parsed = Parsed((parsed.value or 0) + other.value, notes=parsed.notes)
        return parsed, column

    def _cell(self, number: int, cells: Sequence[Cell], column: int, spec: FieldSpec) -> Parsed:
        """One cell's value; a fault of the file is its problem."""
        fault = self.faults.get((number, column + 1))
        if fault:
            unworked = fault.startswith("公式")
            remedy = "请用 Excel 打开它，保存一次，再导入。" if unworked else "请改好这一格再导入。"
            return Parsed(problem=f"{fault}。{remedy}")
        cell = cells[column] if column < len(cells) else None
        if cell is None and spec.filled:
            cell = self.above.get((number, column))
        if type(cell) is not str:
            return spec.parse(cell)
        parsed = self.parsed.get((spec.key, cell))
        if parsed is None:
            parsed = self.parsed[spec.key, cell] = spec.parse(cell)
        return parsed

    def _merged_values(self) -> dict[tuple[int, int], Cell]:
        """What a cell merged downwards says for the rows below its first."""
        wanted = {self.header.columns[spec.key] for spec in self.fields if spec.filled}
        found: dict[tuple[int, int], Cell] = {}
        for top, left, bottom, right in self.sheet.merged:
            if left - 1 not in wanted or left != right or top > len(self.sheet.rows):
                continue
            row = self.sheet.rows[top - 1]
            value = row[left - 1] if left <= len(row) else None
            for number in range(top + 1, min(bottom, len(self.sheet.rows)) + 1):
                found[number, left - 1] = value
        return found

    def _is_signature(self, texts: Sequence[str]) -> bool:
        """A line for names by hand: it says who signs and holds hardly anything else."""
        signed = sum(1 for text in texts if _SIGNED.match(text))
        return bool(signed) and (signed * 2 >= len(texts) or bool(_SIGNED.match(texts[0])))

    def _is_head(self, filled: Sequence[tuple[int, str]]) -> bool:
        """The headings again, or their numbers 1 2 3 4."""
        same = sum(1 for column, text in filled if text in self.head.get(column, ()))
        if same >= 2 and same * 2 >= len(filled):
            return True
        numbers = [text for _, text in filled]
        labelled = numbers[0] in ("栏次", "列次", "行次")
        counted = numbers[1:] if labelled else numbers
        return len(counted) >= (1 if labelled else 4) and counted == [str(n + 1) for n in range(len(counted))]

    def _section(self, filled: Sequence[tuple[int, str]]) -> str:
        """A line with one text that names a group; what follows stands under it."""
        texts = {text for _, text in filled}
        if len(texts) != 1 or len(self.header.columns) < 2:
            return ""
        column, text = filled[0]
        in_key = column in self.keys
        if text.isdigit() or (in_key and not _SECTION.search(text)):
            return ""
        self.section = _SECTION_NUMBER.sub("", re.sub(r"[(（].*[)）]|[:：]$", "", text)).strip() or text
        return "小标题"


def _total(texts: Sequence[str]) -> str:
    """合计 for the sum of the list, 小计 for one of a part of it or a count of people."""
    if any(_TOTAL.match(text) for text in texts[:2]):
        return "合计"
    return "小计" if any(_PART_TOTAL.search(text) for text in texts[:3]) else ""
