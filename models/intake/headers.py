"""Where a foreign list has its headings, and which column is which field."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from models.intake import content, heads, values
from models.intake.cells import Book, Sheet, address
from models.intake.fields import FieldSpec, Table
from models.intake.words import EXACT, is_unsure, normal
from models.kit.errors import Refused

Place = (
    str | int
)  # a column: its letter ("E"), its heading, or its index from 0; "C+D" adds two up, "" is none


_NAME_A_COLUMN = "请写列的字母（如 E）或表里的列名。"


@dataclass(frozen=True)
class Header:
    """The headings of one sheet and what they were taken for. Columns are indexes from 0, rows from 1.

    how       "name" by its words, "remembered", "chosen" by the person, "content" by what stands below,
              "unsure" by a word that may mean something else
    added     further columns of a field whose amounts are added to its first
    doubtful  recognised by content or an unsure word: the person is asked before anything is taken
    """

    row: int  # first row of headings, 0 = the list has none
    rows: int  # 0, 1 or 2
    columns: dict[str, int]
    how: dict[str, str]
    headings: tuple[str, ...]
    first_row: int
    last_row: int
    unused: tuple[int, ...] = ()
    added: dict[str, tuple[int, ...]] = field(default_factory=dict)
    doubtful: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """Every sheet of a book in which the table was found, and what is to be said about the others."""

    tables: tuple[tuple[Sheet, Header], ...]
    notes: tuple[str, ...]


def find_tables(
    book: Book,
    table: Table,
    *,
    overrides: Mapping[str, Place] | None = None,
    remembered: Mapping[str, str] | None = None,
    rows: Mapping[str, int] | None = None,
) -> Found:
    """All sheets with the table's headings; raises `Refused` when there is none.

    `rows` is where the person says that a sheet's headings are (sheet → row, see `find_header`).
    Sheets that lack a required column, or are only guessed at, are left out where others are complete.
    """
    located: list[tuple[Sheet, Header]] = []
    notes: list[str] = []
    refusal: Refused | None = None
    shown = [sheet for sheet in book.sheets if sheet.rows and not sheet.hidden]
    for sheet in shown or [sheet for sheet in book.sheets if sheet.rows]:
        row, header = (rows or {}).get(sheet.name), None
        try:
            header = find_header(sheet, table, overrides=overrides, remembered=remembered, row=row)
        except Refused as refused:  # another sheet may have what this one lacks
            refusal = Refused(refused.what, f"{book.name} › {sheet.name}", refused.remedy)
        if header:
            located += _with_twins(sheet, header, table)
        elif refusal:
            notes.append(f"工作表“{sheet.name}”没有用：{refusal.what}")
        else:
            notes.append(f"工作表“{sheet.name}”里没有认出“{table.title}”的表头，没有用它。")
    if shown:
        hidden = [sheet.name for sheet in book.sheets if sheet.hidden and sheet.rows]
        notes += [f"工作表“{name}”是隐藏的，没有用它。" for name in hidden]
    located = _complete(located, table, notes)
    if not located and refusal:
        raise refusal
    if not located:
        wanted = "、".join(table.field(key).title for key in table.key_fields)
        remedy = f"请确认选对了文件；表里要有“{wanted}”这样的列名。"
        raise Refused(f"没有认出“{table.title}”的表头。", book.name, remedy)
    return Found(tuple(located), tuple(notes))


def find_header(
    sheet: Sheet,
    table: Table,
    *,
    overrides: Mapping[str, Place] | None = None,
    remembered: Mapping[str, str] | None = None,
    row: int | None = None,
) -> Header | None:
    """The headings of a sheet, None when the table isn't there.

    overrides   field → column (see `Place`), what the person chose
    remembered  field → heading text, what was chosen for such a list before (`remember`)
    row         where the person says that the headings are (1-based; 0: there are none)
    """
    best = _best(
        sheet, table, range(1, min(len(sheet.rows), heads.DEEPEST) + 1) if row is None else [row], remembered
    )
    if best is None and row is None and not overrides:
        return _without_headings(sheet, table)
    if best is None and row is None:
        row = heads.chosen_row(sheet, tuple((overrides or {}).values()))
    start, height = best or (row or 0, 1 if row else 0)
    headings = heads.headings(sheet, start, height)
    header = _named(sheet, table, (start, height, headings), remembered or {})
    header = _with_content(sheet, table, header)
    header = _with_chosen(header, table, overrides or {}, max(map(len, sheet.rows), default=0))
    money = {header.columns[spec.key] for spec in table.fields
             if spec.parse is values.amount and spec.key in header.columns}  # fmt: skip
    heads.check_unit(sheet, header.row, {c: header.headings[c] for c in money if c < len(header.headings)})
    header = replace(header, unused=_unused(sheet, header), notes=(*header.notes, *_twins(header)))
    return header if any(key in header.columns for key in table.key_fields) else None


def missing(header: Header, table: Table) -> tuple[FieldSpec, ...]:
    """Required fields without a column: the person must choose one before anything is taken."""
    return tuple(spec for spec in table.fields if spec.required and spec.key not in header.columns)


def signature(header: Header) -> str:
    """The headings as one text: lists of the same make have the same."""
    return "|".join(normal(heading) for heading in header.headings)


def remember(header: Header) -> dict[str, str]:
    """What to keep for the next list of this make: field → heading."""
    kept = {}
    for key, column in header.columns.items():
        places = (column, *header.added.get(key, ()))
        names = [header.headings[place] for place in places if place < len(header.headings)]
        if len(names) == len(places) and all(names):
            kept[key] = "+".join(names)
    return kept


def letter(column: int) -> str:
    """0 → "A"."""
    return address(1, column + 1).rstrip("0123456789")


def _with_twins(sheet: Sheet, header: Header, table: Table) -> list[tuple[Sheet, Header]]:
    """The table, and the same headings to the right of it; then nothing is left unused that stands twice."""
    beside = _beside(header, table)
    if beside:
        said = _twins(header)
        header = replace(header, notes=tuple(note for note in header.notes if note not in said))
    return [(sheet, header), *((sheet, twin) for twin in beside)]


def _beside(header: Header, table: Table) -> list[Header]:
    """The same headings once more to the right: a list set in two or three columns of people."""
    first = min(header.columns.values())
    known = [normal(heading) for heading in header.headings]
    found = []
    for start in range(first + 1, len(known)):
        if known[start] != known[first] or not known[first]:
            continue
        moved = {key: column + start - first for key, column in header.columns.items()}
        same = {k: c for k, c in moved.items() if c < len(known) and known[c] == known[header.columns[k]]}
        twin = replace(header, columns=same, how=dict.fromkeys(same, "name"), added={}, notes=())
        if any(key in same for key in table.key_fields) and not missing(twin, table):
            found.append(twin)
    return found


def _complete(
    located: list[tuple[Sheet, Header]], table: Table, notes: list[str]
) -> list[tuple[Sheet, Header]]:
    """The sheets that have all they need, or all of them where none has."""
    good = [pair for pair in located if pair[1].row and not missing(pair[1], table)]
    if not good:
        return located
    for sheet, header in located:
        lacking = "、".join(spec.title for spec in missing(header, table))
        if lacking:
            notes.append(f"工作表“{sheet.name}”里没有“{lacking}”这一列，没有用它。")
        elif not header.row:
            notes.append(f"工作表“{sheet.name}”没有表头，没有用它。")
    return good


def _best(
    sheet: Sheet, table: Table, rows: Sequence[int], remembered: Mapping[str, str] | None
) -> tuple[int, int] | None:
    """The row and height that name most fields; one row before two, the upper before the lower."""
    ranked = []
    for start in rows:
        for height in (1, 2):
            if (
                start < 1
                or start + height - 1 > len(sheet.rows)
                or not heads.may_be_headings(sheet, start, height)
            ):
                continue
            headings = heads.headings(sheet, start, height)
            worth = _worth(headings, table, remembered or {})
            if worth:
                ranked.append((worth, -height, -start))
    if not ranked:
        return None
    _, height, start = max(ranked)
    return -start, -height


def _worth(headings: Sequence[str], table: Table, remembered: Mapping[str, str]) -> int:
    """How many fields the headings name; 0 when they can't be the table's."""
    filled = len({heading for heading in headings if heading})
    matched = heads.matches(headings, table)
    known = [key for key, said in remembered.items() if heads.remembered_columns(said, headings)]
    fields = {key for key, _ in matched} | set(known)
    if len(fields) >= 2:
        return len(fields)
    sure = any(score > EXACT - 30 for score in matched.values()) or bool(known)
    return 1 if fields and sure and filled <= 3 and fields & set(table.key_fields) else 0


def _named(
    sheet: Sheet, table: Table, where: tuple[int, int, tuple[str, ...]], remembered: Mapping[str, str]
) -> Header:
    """Fields by the memory of such a list, then by their words."""
    start, height, headings = where
    first = start + height if start else heads.first_filled(sheet)
    header = Header(start, height, {}, {}, headings, first, len(sheet.rows))
    header = _with_remembered(header, table, remembered)
    for (key, column), score in heads.matches(headings, table).items():
        spec = table.field(key)
        sure = score > EXACT - 30 or content.suits(sheet, first, column, spec)
        if score < EXACT and spec.parse is values.amount and content.hopeless(sheet, first, column, spec):
            continue
        if key not in header.columns and column not in _taken(header) and sure:
            header.columns[key], header.how[key] = column, "name"
    return _with_doubts(header, table)


def _with_doubts(header: Header, table: Table) -> Header:
    """Columns known by a word that may mean something else are asked about."""
    said = []
    for key, column in header.columns.items():
        spec = table.field(key)
        known = bool(spec.sure_with) and all(other in header.columns for other in spec.sure_with)
        if header.how[key] == "name" and is_unsure(header.headings[column], spec) and not known:
            header.how[key] = "unsure"
            said.append(f"“{header.headings[column]}”不一定就是{spec.title}，请核对。")
    return replace(header, doubtful=bool(said) or header.doubtful, notes=(*header.notes, *said))


def _with_remembered(header: Header, table: Table, remembered: Mapping[str, str]) -> Header:
    """The columns that were chosen before, where their headings are all there."""
    for spec in table.fields:
        columns = heads.remembered_columns(remembered.get(spec.key, ""), header.headings)
        if columns and not set(columns) & _taken(header):
            header.columns[spec.key], header.how[spec.key] = columns[0], "remembered"
            if columns[1:]:
                header.added[spec.key] = tuple(columns[1:])
    return header


def _with_content(sheet: Sheet, table: Table, header: Header) -> Header:
    """What is needed and has no heading that says so is looked for in what stands below."""
    wanted = [
        spec for spec in table.fields if spec.key not in header.columns and spec.key in table.key_fields
    ]
    keyless = len(wanted) == len(table.key_fields)
    free = {
        column for column, heading in enumerate(header.headings)
        if column not in _taken(header) and (keyless or normal(heading) in ("编号", "no", "no."))
    }  # fmt: skip
    if not wanted or not free:
        return header
    return _by_content(header, content.recognise(sheet, header.first_row, wanted, free))


def _without_headings(sheet: Sheet, table: Table) -> Header | None:
    """A list that begins at once: fields by what stands in the columns, always doubtful."""
    first = heads.first_filled(sheet)
    width = max(map(len, sheet.rows), default=0)
    found = content.recognise(sheet, first, table.fields, set(range(width)))
    if not any(key in found for key in table.key_fields):
        return None
    header = Header(0, 0, {}, {}, (), first, len(sheet.rows))
    header = _by_content(header, found)
    return replace(header, unused=_unused(sheet, header))


def _by_content(header: Header, found: Mapping[str, int]) -> Header:
    """The header with columns that were recognised by content, and a sentence that asks."""
    if not found:
        return header
    header.columns.update(found)
    header.how.update(dict.fromkeys(found, "content"))
    names = "、".join(letter(column) for column in sorted(found.values()))
    note = f"{names} 列没有认得的列名，是按里面的内容认出来的，请核对。"
    return replace(header, doubtful=True, notes=(*header.notes, note))


def _with_chosen(header: Header, table: Table, overrides: Mapping[str, Place], width: int) -> Header:
    """What the person chose goes before everything else; "" takes a field's column away."""
    for said, place in overrides.items():
        spec = _chosen_field(table, said)
        key, columns = spec.key, _chosen_columns(place, header, spec)
        if any(column >= width for column in columns):
            raise Refused(f"“{spec.title}”没有“{place}”这一列可用。", remedy=_NAME_A_COLUMN)
        for other in [k for k, column in header.columns.items() if k == key or column in columns]:
            del header.columns[other], header.how[other]
            header.added.pop(other, None)
        if columns:
            header.columns[key], header.how[key] = columns[0], "chosen"
        if columns[1:]:
            header.added[key] = tuple(columns[1:])
    doubtful = bool({"content", "unsure"} & set(header.how.values()))
    return replace(header, doubtful=doubtful)


def _chosen_field(table: Table, said: str) -> FieldSpec:
    """The field of a key or title; raises `Refused` with those that there are."""
    for spec in table.fields:
        if said in (spec.key, spec.title):
            return spec
    known = "、".join(f"{spec.key}（{spec.title}）" for spec in table.fields)
    raise Refused(f"“{table.title}”里没有“{said}”这个字段。", remedy=f"可以用的有：{known}。")


def _chosen_columns(place: Place, header: Header, spec: FieldSpec) -> list[int]:
    """A chosen column as indexes; raises `Refused` when there is none of that name."""
    if isinstance(place, int):
        return [place]
    whole = _column_of(place, header)
    if whole is not None or not place.strip():
        return [] if whole is None else [whole]
    columns = [_column_of(part, header) for part in place.split("+")]
    found = [column for column in columns if column is not None]
    if len(found) != len(columns) or (len(found) > 1 and not spec.added):
        raise Refused(f"“{spec.title}”没有“{place}”这一列可用。", remedy=_NAME_A_COLUMN)
    return found


def _column_of(said: str, header: Header) -> int | None:
    """The column of a heading or letter."""
    wanted = normal(said)
    for column, heading in enumerate(header.headings):
        if wanted and wanted in (normal(heading), *(normal(part) for part in heads.parts(heading))):
            return column
    found = re.fullmatch(r"[A-Za-z]{1,2}", said.strip())
    if not found:
        return None
    number = 0
    for sign in said.strip().upper():
        number = number * 26 + ord(sign) - 64
    return number - 1


def _taken(header: Header) -> set[int]:
    """Columns that already have a field."""
    return {*header.columns.values(), *(column for more in header.added.values() for column in more)}


def _unused(sheet: Sheet, header: Header) -> tuple[int, ...]:
    """Columns with something in them that no field took."""
    width = max((len(row) for row in sheet.rows[header.first_row - 1 :]), default=0)
    width = max(width, len(header.headings))
    return tuple(column for column in range(width) if column not in _taken(header))


def _twins(header: Header) -> tuple[str, ...]:
    """Sentences on headings that stand twice: only the first is used."""
    notes = []
    for column in header.columns.values():
        said = normal(header.headings[column]) if column < len(header.headings) else ""
        same = [c for c, heading in enumerate(header.headings) if said and normal(heading) == said]
        if len(same) > 1:
            names = "、".join(letter(c) for c in same)
            notes.append(f"{names} 列都叫“{header.headings[column]}”，用的是 {letter(column)} 列。")
    return tuple(notes)
