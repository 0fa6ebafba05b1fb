"""An import before it happens: what was recognised, what each line would do, what a person must decide."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from models.intake import headers, values
from models.intake.cells import Book, Cell, Sheet
from models.intake.difference import Difference, Line, Verdict
from models.intake.fields import Table
from models.intake.headers import Found, Header, Place
from models.kit import idcard
from models.kit.errors import Refused
from models.kit.money import yuan
from models.members.records import FIELD_TITLES, STATUSES
from models.report import Report
from models.store.journal import Change

# What is done with a line that must be asked: leave it out, take it as a new person, take it for that
# member (an id), or take it as it stands ("take": without the doubtful cell, with the stated total).
Decision = str | int
SKIP, NEW, TAKE = "skip", "new", "take"
Decisions = Mapping[tuple[str, int], Decision]  # (sheet, row) → decision


@dataclass(frozen=True)
class Told:
    """Something about a line that is worth knowing and changes nothing."""

    sheet: str
    row: int
    reason: str

    def as_dict(self) -> dict[str, Any]:
        """The answer of the command line."""
        return {"sheet": self.sheet, "row": self.row, "reason": self.reason}


@dataclass(frozen=True)
class ImportPlan:
    """What taking a file in would do. Pure data: the window shows it, the command line prints it.

    columns   sheet → field title → heading or letter of its column
    doubtful  columns were known only by what stands in them: ask before taking anything
    """

    kind: str
    file: str
    sha256: str
    difference: Difference
    warnings: tuple[Told, ...]
    columns: Mapping[str, Mapping[str, str]]
    skipped: tuple[Told, ...]
    notes: tuple[str, ...]
    doubtful: bool = False
    new_units: tuple[str, ...] = ()
    from_month: str = ""
    signature: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict)
    headers: tuple[tuple[Sheet, Header], ...] = ()
    head: int = 0  # the journal's last number when the plan was made

    def as_dict(self) -> dict[str, Any]:
        """rows, added, updated, unchanged, refused, warnings, columns; what must be asked is not taken."""
        counts = self.difference.counts
        return {
            "rows": len(self.difference.lines),
            "added": counts[Verdict.NEW],
            "updated": counts[Verdict.CHANGED],
            "unchanged": counts[Verdict.SAME],
            "asked": counts[Verdict.ASK],
            "refused": [
                Told(line.sheet, line.row, line.reason).as_dict()
                for line in self.difference.of(Verdict.REFUSED, Verdict.ASK)
            ],
            "warnings": [told.as_dict() for told in self.warnings],
            "columns": {sheet: dict(taken) for sheet, taken in self.columns.items()},
            "units": list(self.new_units),
            "doubtful": self.doubtful,
            "notes": list(self.notes),
        }

    def report(self) -> Report:
        """The difference view as a table; private numbers are masked."""
        return self.difference.to_report(FIELD_TITLES, shown)


def shown(key: str, value: Any) -> str:
    """A value as the difference view shows it."""
    if value is None or value == "":
        return "空"
    if key == "status":
        return STATUSES[value]
    if key.endswith("_fen"):
        return yuan(value)
    if key == "id_number":
        return idcard.mask(value)
    if key == "phone":
        return idcard.mask_phone(value)
    return idcard.mask_card(value) if key == "bank_card" else str(value)


# -- finding the table ------------------------------------------------------------------------


def locate(
    db: sqlite3.Connection,
    book: Book,
    table: Table,
    *,
    columns: Mapping[str, Place] | None,
    sheets: Iterable[str] | None,
    rows: Mapping[str, int] | None = None,
) -> Found:
    """The sheets with the table, their columns as chosen, as remembered for such a list, or by name."""
    if sheets is not None:
        wanted = set(sheets)
        book = replace(book, sheets=tuple(sheet for sheet in book.sheets if sheet.name in wanted))
    kept = _remembered(db, table.key)
    latest = next(reversed(kept.values()), None)
    found = headers.find_tables(book, table, overrides=columns, remembered=latest, rows=rows)
    own = kept.get(headers.signature(found.tables[0][1]))
    if own is not None and own != latest:
        found = headers.find_tables(book, table, overrides=columns, remembered=own, rows=rows)
    return found


def _remembered(db: sqlite3.Connection, kind: str) -> dict[str, dict[str, str]]:
    """Signature → field → heading, the latest kept last."""
    rows = db.execute("select signature, mapping from import_mapping where kind = ? order by id", (kind,))
    return {row[0]: json.loads(row[1]) for row in rows}


def taken(found: Found, table: Table) -> dict[str, dict[str, str]]:
    """Which column each field was taken from, by sheet."""
    return {
        sheet.name: {
            table.field(key).title: "+".join(
                _heading(header, place) for place in (column, *header.added.get(key, ()))
            )
            for key, column in header.columns.items()
        }
        for sheet, header in found.tables
    }


def said(found: Found) -> list[str]:
    """What is to be said about the headings, once."""
    return list(dict.fromkeys(note for _, header in found.tables for note in header.notes))


def _heading(header: Header, column: int) -> str:
    if column < len(header.headings) and header.headings[column]:
        return header.headings[column]
    return headers.letter(column)


def mapping_to_keep(header: Header) -> dict[str, str]:
    """The columns worth remembering: only where a person or memory chose, names are found again anyway."""
    chosen = {"chosen", "remembered"} & set(header.how.values())
    return headers.remember(header) if chosen else {}


def cell_at(sheet: Sheet, row: int, column: int) -> Cell:
    """A cell by its 1-based place; None outside."""
    cells = sheet.rows[row - 1]
    return cells[column - 1] if column <= len(cells) else None


def check_usable(book: Book, table: Table, lines: Iterable[Line]) -> None:
    """Raises `Refused` when no line of the file can be used."""
    lines = tuple(lines)
    if not lines:
        raise Refused(f"这份{table.title}里没有一行可以用。", book.name, "请确认选对了文件和工作表。")
    if all(line.verdict is Verdict.REFUSED for line in lines):
        first = lines[0]
        raise Refused(
            f"这份{table.title}里没有一行可以用：{first.reason}",
            f"{book.name} › {first.sheet} › 第 {first.row} 行",
            "请改好后再导入。",
        )


# -- after taking in --------------------------------------------------------------------------


def check_fresh(change: Change, plan: ImportPlan) -> None:
    """Raises `Refused` when the register has changed since the plan was made: a list that is taken twice,
    or a form saved meanwhile, must not be written over."""
    later = change.db.execute(
        "select h.title from journal_row r join journal_head h on h.seq = r.head"
        " where r.head > ? and r.tbl in ('member', 'member_private', 'movement', 'unit', 'wage_base')"
        " limit 1",
        (plan.head,),
    ).fetchone()
    if plan.head and later:
        raise Refused(
            f"看过对照之后花名册又改过（{later[0]}），没有写入任何内容。", plan.file, "请重新读入这份表。"
        )


def file_taken(change: Change, plan: ImportPlan, table: Table, rows: int) -> None:
    """Keep that the file was taken in, and how its columns were chosen."""
    change.insert(
        "import_file",
        {
            "kind": table.key,
            "name": plan.file,
            "sha256": plan.sha256,
            "rows": rows,
            "at": change.now.isoformat(timespec="seconds"),
        },
    )
    if plan.mapping:
        kept = json.dumps(dict(plan.mapping), ensure_ascii=False)
        change.remember_mapping(table.key, plan.signature, kept)


def text_of(value: Any) -> str:
    """A parsed value as the register keeps it: days as ISO text."""
    return value if type(value) is str else values.plain(value)
