"""上级报表: blank forms kept as they came, and what belongs into which cell, said once and used each year."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from decimal import Decimal

from models.documents import actions as documents
from models.documents import queries as papers
from models.kit.errors import Refused
from models.office import Office
from models.statements.meanings import UNITS, Meanings
from models.store.journal import Change


@dataclass(frozen=True)
class Form:
    """A blank form. `period` is "month" or "year"."""

    id: int
    name: str
    file: int
    period: str
    note: str
    cells: int


@dataclass(frozen=True)
class MappedCell:
    """One cell and what belongs there. `unit` is a key of `meanings.UNITS`."""

    id: int
    sheet: str
    cell: str
    meaning: str
    unit: str


@dataclass(frozen=True)
class Placed:
    """A cell with its value for one period."""

    cell: MappedCell
    title: str
    value: Decimal | str


def forms(db: sqlite3.Connection) -> list[Form]:
    """Every form by name."""
    rows = db.execute(
        "select f.id, f.name, f.file, f.period, f.note, count(c.id) from form_template f"
        " left join form_cell c on c.form = f.id group by f.id order by f.name"
    )
    return [Form(*row) for row in rows]


def form(db: sqlite3.Connection, key: int) -> Form:
    """One form. Raises `Refused` when it is gone."""
    found = next((one for one in forms(db) if one.id == key), None)
    if found is None:
        raise Refused("这张上级报表不在了。", remedy="请刷新后再试。")
    return found


def form_named(db: sqlite3.Connection, text: str) -> Form:
    """By name, or the beginning of it when only one has it."""
    found = [one for one in forms(db) if text == one.name] or [
        one for one in forms(db) if one.name.startswith(text)
    ]
    if len(found) != 1:
        names = "、".join(one.name for one in forms(db)) or "还没有添加过"
        raise Refused(f"没有叫“{text}”的上级报表。", remedy=f"现有：{names}。")
    return found[0]


def content(db: sqlite3.Connection, key: int) -> bytes:
    """The blank form as it came."""
    return papers.content(db, form(db, key).file)


def mapped(db: sqlite3.Connection, key: int) -> list[MappedCell]:
    """The cells of a form that are said."""
    rows = db.execute(
        "select id, sheet, cell, meaning, unit from form_cell where form = ? order by id", (key,)
    )
    return [MappedCell(*row) for row in rows]


def placed(office: Office, key: int, month: str) -> list[Placed]:
    """Every said cell with its value at the end of a month. Raises `Refused` naming the cell."""
    known = Meanings(office, month)
    titles = known.titles()
    found = []
    for one in mapped(office.db, key):
        try:
            value = known.value(one.meaning, one.unit)
        except Refused as no:
            raise Refused(no.what, f"{one.sheet} {one.cell}", no.remedy) from None
        title = titles.get(one.meaning) or known.title(one.meaning)
        found.append(Placed(one, title, value))
    return found


# -- changes ----------------------------------------------------------------------------------------


def add_form(change: Change, name: str, file: tuple[str, bytes], period: str = "year") -> int:
    """Keep a blank form: `file` is its file name and content. Raises `Refused` for a name that is taken."""
    name = name.strip()
    if not name:
        raise Refused("还没有写报表名称。", "name", "请写上名称。")
    if change.db.execute("select 1 from form_template where name = ?", (name,)).fetchone():
        raise Refused(f"已经有一张叫“{name}”的报表。", "name", "请换一个名称，或用“换新表样”。")
    kept = documents.keep(change, *file)
    at = change.now.isoformat(timespec="seconds")
    key = change.insert("form_template", {"name": name, "file": kept, "period": period, "at": at})
    documents.link(change, kept, "form_template", key)
    return key


def replace_form(change: Change, key: int, file: tuple[str, bytes]) -> None:
    """Another year's blank with the same cells: what was said of them stays."""
    old = form(change.db, key)
    kept = documents.keep(change, *file)
    if kept != old.file:
        documents.link(change, kept, "form_template", key)
        documents.detach(change, old.file, "form_template", key)
        change.update("form_template", key, {"file": kept})


def drop_form(change: Change, key: int) -> None:
    """Take a form away with all that was said of its cells."""
    old = form(change.db, key)
    for cell in mapped(change.db, key):
        change.delete("form_cell", cell.id)
    documents.detach(change, old.file, "form_template", key)
    change.delete("form_template", key)


def map_cell(change: Change, key: int, place: tuple[str, str], meaning: str, unit: str = "yuan") -> None:
    """Say what belongs into a cell; `place` is (sheet, "B12"). Empty `meaning` takes it back."""
    if unit not in UNITS:
        raise Refused("没有这个单位。", remedy="请选元、万元或文字。")
    sheet, cell = place
    row = change.db.execute(
        "select id from form_cell where form = ? and sheet = ? and cell = ?", (key, sheet, cell)
    ).fetchone()
    if not meaning:
        if row:
            change.delete("form_cell", row[0])
        return
    if row:
        change.update("form_cell", row[0], {"meaning": meaning, "unit": unit})
    else:
        change.insert(
            "form_cell", {"form": key, "sheet": sheet, "cell": cell, "meaning": meaning, "unit": unit}
        )
