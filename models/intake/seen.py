"""A foreign sheet as it was understood, for looking at: columns, samples, doubtful cells, what is unused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from models.intake import heads, rows, values
from models.intake.cells import Book, Cell, Sheet, address
from models.intake.difference import Difference, Line, Verdict
from models.intake.fields import FieldSpec, Table
from models.intake.headers import Header, Place, letter
from models.kit import idcard
from models.report import As, Column, Paper, Report, Row

SAMPLES = 3  # values shown of a column
_WIDEST = 24  # characters of a cell that are shown
_LOOKED_AT = 400  # rows searched for samples
_NUMBER = re.compile(r"(?<!\d)(\d{17}[\dXx]|\d{15,19})(?!\d)")


@dataclass(frozen=True)
class Choices:
    """What the person said about a file: which sheet ("" = all that fit), header row, columns by field."""

    sheet: str = ""
    row: int | None = None
    columns: Mapping[str, Place] = field(default_factory=dict)


@dataclass(frozen=True)
class CellSeen:
    """A cell that should be looked at. `wrong`: it can't be taken; otherwise it was put right."""

    row: int
    column: int  # 1-based, 0: the whole line
    said: str
    what: str
    wrong: bool
    field: str = ""
    then: str = ""  # what becomes of it

    @property
    def place(self) -> str:
        """ "E6"."""
        return address(self.row, self.column) if self.column else f"第 {self.row} 行"


@dataclass(frozen=True)
class ColumnSeen:
    """One column of the sheet. `field` is the key of what it is taken for, "" = it is not used."""

    column: int  # from 0
    heading: str
    field: str
    how: str
    samples: str
    wrong: int = 0
    doubtful: int = 0

    @property
    def letter(self) -> str:
        """ "E"."""
        return letter(self.column)


@dataclass(frozen=True)
class Seen:
    """A sheet under its header. `usable` counts the lines that can be taken."""

    sheet: Sheet
    header: Header
    columns: tuple[ColumnSeen, ...]
    cells: tuple[CellSeen, ...]
    skipped: tuple[tuple[int, str], ...]
    lines: int
    usable: int
    masks: Mapping[int, str]  # column from 0 → key of a field that is shown masked

    def shown(self, row: int, column: int) -> str:
        """What stands in a cell (row and column from 0), private numbers masked."""
        cells = self.sheet.rows[row]
        said = values.plain(cells[column]) if column < len(cells) else ""
        under = row + 1 >= self.header.first_row
        return masked(said, self.masks.get(column, "") if under else "")

    @property
    def unused(self) -> str:
        """ "第 1–2 行：标题；A 列：序号；第 172 行：合计。"."""
        parts = []
        if self.header.row > 1:
            parts.append(f"第 {_span(1, self.header.row - 1)} 行：表头上面的文字")
        for one in self.columns:
            if not one.field:
                parts.append(f"{one.letter} 列" + (f"：{one.heading}" if one.heading else ""))
        for why in dict.fromkeys(why for _, why in self.skipped):
            lines = [row for row, said in self.skipped if said == why]
            parts.append(f"{_lines(lines)}：{why}")
        return "；".join(parts) + "。" if parts else "整张表都用到了。"


def see(sheet: Sheet, header: Header, table: Table) -> Seen:
    """The sheet as it is understood under this header."""
    read = rows.read(sheet, header, table)
    found = [*_problems(sheet, read.records), *_notes(sheet, header, table, read.records)]
    cells = tuple(sorted(found, key=lambda one: (not one.wrong, one.row, one.column)))
    columns = tuple(_columns(sheet, header, table, cells))
    masks = {column: key for key, column in header.columns.items() if table.field(key).sensitive}
    usable = sum(1 for record in read.records if not record.refused)
    return Seen(sheet, header, columns, cells, read.skipped, len(read.records), usable, masks)


def settled(seen: Seen, difference: Difference) -> Seen:
    """The same with what the plan really does with the lines of the doubtful cells."""
    lines = {line.row: line for line in difference.lines if line.sheet == seen.sheet.name}
    cells = tuple(
        replace(cell, then=_outcome(cell, lines[cell.row])) if cell.row in lines else cell
        for cell in seen.cells
    )
    refused = sum(1 for line in lines.values() if line.verdict is Verdict.REFUSED)
    return replace(seen, cells=cells, usable=max(0, len(lines) - refused))


def _outcome(cell: CellSeen, line: Line) -> str:
    if line.verdict is Verdict.REFUSED:
        return _REFUSED
    if not cell.wrong:
        return _MENDED
    if line.values.get(cell.field):
        return "照表里的写入，请核对。"
    return _ASKED if line.verdict is Verdict.ASK and cell.what in line.reason else _LEFT_OUT


_REFUSED, _LEFT_OUT = "这一行整行不写入。", "这一格不写入，原来的内容不动。"
_MENDED, _ASKED = "按处理后的写入。", "下一步会问您怎么办。"


def unknown(sheet: Sheet, row: int | None = None, columns: Mapping[str, Place] | None = None) -> Header:
    """A header that was not recognised: at the person's row, else where most texts stand side by side.

    It names what the person has chosen so far (`columns`, as indexes).
    """
    start = row if row is not None else _wordiest(sheet)
    headings = heads.headings(sheet, start, 1) if start else ()
    first = start + 1 if start else heads.first_filled(sheet)
    chosen = {key: place for key, place in (columns or {}).items() if isinstance(place, int)}
    width = max(map(len, sheet.rows), default=0)
    unused = tuple(column for column in range(width) if column not in chosen.values())
    how = dict.fromkeys(chosen, "chosen")
    return Header(start, 1 if start else 0, chosen, how, headings, first, len(sheet.rows), unused=unused)


def masked(said: str, key: str = "") -> str:
    """A cell as it is shown: what is private, or looks like an ID or card number, has stars."""
    if not said:
        return ""
    if key == "phone":
        return idcard.mask_phone(said)
    if key == "id_number":
        return idcard.mask(said) if re.fullmatch(r"[\dXx\s]{15,}", said) else said
    if key == "bank_card":
        return idcard.mask_card(said)
    if key == "address":
        return said[:6] + "…" if len(said) > 6 else said
    return _NUMBER.sub(lambda found: idcard.mask(found[0]), said)


def with_cell(book: Book, sheet: str, place: tuple[int, int], text: str) -> Book:
    """The book with another text in one cell (row and column from 1), as the person typed it."""
    return replace(book, sheets=tuple(_put(s, place, text) if s.name == sheet else s for s in book.sheets))


def problem_rows(seen: Seen) -> Report:
    """The lines with something to look at, as they stand in the sheet, each with its sentences."""
    said: dict[int, list[str]] = {}
    for cell in seen.cells:
        said.setdefault(cell.row, []).append(f"{cell.place}：{cell.what}")
    titles = [one.heading or f"{one.letter} 列" for one in seen.columns]
    columns = (
        Column("行", As.COUNT, 12),
        Column("问题", As.LONG, 70),
        *(Column(title, As.TEXT, 24) for title in titles),
    )
    lines = tuple(Row((row, " ".join(said[row]), *_row(seen, row))) for row in sorted(said))
    title = f"{seen.sheet.name} 有问题的行"
    return Report("import-problems", title, columns, lines, measure="", total="", paper=Paper(landscape=True))


def _row(seen: Seen, row: int) -> list[str]:
    """The cells of a line as they are: it is the person's own sheet, to be mended."""
    cells = seen.sheet.rows[row - 1]
    return [values.plain(cells[one.column]) if one.column < len(cells) else "" for one in seen.columns]


def _put(sheet: Sheet, place: tuple[int, int], text: str) -> Sheet:
    row, column = place
    lines = [list(line) for line in sheet.rows]
    line = lines[row - 1]
    line += [None] * (column - len(line))
    line[column - 1] = text or None
    faults = tuple(fault for fault in sheet.faults if (fault.row, fault.column) != place)
    return replace(sheet, rows=lines, faults=faults)


def _problems(sheet: Sheet, records: Iterable[rows.Record]) -> list[CellSeen]:
    found = []
    for record in records:
        refused = bool(record.refused)
        for problem in record.problems:
            if problem.column == 0 and any(other.column for other in record.problems):
                continue
            said = _said(sheet, problem.row, problem.column)
            found.append(
                CellSeen(
                    problem.row,
                    problem.column,
                    masked(said, problem.field),
                    problem.what,
                    wrong=True,
                    field=problem.field,
                    then=_REFUSED if refused else _LEFT_OUT,
                )
            )
    return found


def _notes(sheet: Sheet, header: Header, table: Table, records: Iterable[rows.Record]) -> list[CellSeen]:
    """The cells whose value was put right; only lines that have such notes are read again."""
    specs = [(table.field(key), column) for key, column in header.columns.items()]
    found = []
    for record in records:
        if not record.notes:
            continue
        for spec, column in specs:
            cell = _cell(sheet, record.row, column)
            for note in spec.parse(cell).notes:
                said = masked(values.plain(cell), spec.key)
                found.append(CellSeen(record.row, column + 1, said, note, False, spec.key, _MENDED))
    return found


def _columns(sheet: Sheet, header: Header, table: Table, cells: Sequence[CellSeen]) -> Iterable[ColumnSeen]:
    fields = {column: key for key, column in header.columns.items()}
    fields |= {column: key for key, more in header.added.items() for column in more}
    for column in sorted({*fields, *header.unused}):
        heading = header.headings[column] if column < len(header.headings) else ""
        key = fields.get(column, "")
        samples = _samples(sheet, header, column, table.field(key) if key else None)
        if not key and not heading and not samples:
            continue
        wrong = sum(1 for cell in cells if cell.wrong and cell.column == column + 1)
        doubtful = sum(1 for cell in cells if not cell.wrong and cell.column == column + 1)
        yield ColumnSeen(column, heading, key, header.how.get(key, ""), samples, wrong, doubtful)


def _samples(sheet: Sheet, header: Header, column: int, spec: FieldSpec | None) -> str:
    """The first different values of a column."""
    found: dict[str, None] = {}
    for row in sheet.rows[header.first_row - 1 : header.first_row - 1 + _LOOKED_AT]:
        said = values.plain(row[column]) if column < len(row) else ""
        if said:
            found[masked(said, spec.key if spec is not None and spec.sensitive else "")[:_WIDEST]] = None
        if len(found) == SAMPLES:
            break
    return "、".join(found)


def _cell(sheet: Sheet, row: int, column: int) -> Cell:
    cells = sheet.rows[row - 1]
    return cells[column] if column < len(cells) else None


def _said(sheet: Sheet, row: int, column: int) -> str:
    return values.plain(_cell(sheet, row, column - 1)) if column else ""


def _wordiest(sheet: Sheet) -> int:
    """The row among the first ones with most texts; 0 when no row has two."""
    best, most = 0, 1
    for number, row in enumerate(sheet.rows[: heads.DEEPEST], 1):
        words = sum(
            1 for cell in row if isinstance(cell, str) and cell.strip() and not cell.strip().isdigit()
        )
        if words > most:
            best, most = number, words
    return best


def _lines(numbers: Sequence[int]) -> str:
    if len(numbers) > 4:
        return f"{len(numbers)} 行"
    return "第 " + "、".join(str(number) for number in numbers) + " 行"


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"
