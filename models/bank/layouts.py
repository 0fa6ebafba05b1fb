"""Saved layouts (对账单版式): how one bank's columns are taken, named, listed, used again, deleted."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from models.bank.records import BankAccount
from models.bank.tables import STATEMENT
from models.intake import headers
from models.intake.cells import Book, Sheet
from models.intake.headers import Found, Header, Place
from models.kit.errors import Refused
from models.members.plans import mapping_to_keep
from models.store.journal import Change


@dataclass(frozen=True)
class Layout:
    """One layout: field key → heading. `signature` is all headings of such a file."""

    id: int
    name: str
    signature: str
    mapping: Mapping[str, str]

    def words(self) -> str:
        """ "交易日期＝记账日，借方发生额＝支出"."""
        return "，".join(f"{STATEMENT.field(key).title}＝{said}" for key, said in self.mapping.items())


def layouts(db: sqlite3.Connection) -> list[Layout]:
    """All layouts by name."""
    rows = db.execute("select id, name, signature, mapping from bank_layout order by name")
    return [Layout(row["id"], row["name"], row["signature"], json.loads(row["mapping"])) for row in rows]


def locate(
    db: sqlite3.Connection,
    book: Book,
    columns: Mapping[str, Place] | None,
    name: str,
    more: Mapping[str, Any],
) -> tuple[Found, str]:
    """The sheets of a statement by the person's columns, a layout of that name or of such a file, or by
    their words; and the name of the layout that was used."""
    if more.get("sheets"):
        book = replace(book, sheets=tuple(one for one in book.sheets if one.name in more["sheets"]))
    known, rows = layouts(db), more.get("rows")
    if name:
        chosen = _named(known, name)
        found = headers.find_tables(book, STATEMENT, overrides=columns, remembered=chosen.mapping, rows=rows)
        return found, chosen.name
    for one in known if not columns else ():
        fits = _by_layout(book, one)
        if fits is not None:
            return fits, one.name
    return headers.find_tables(book, STATEMENT, overrides=columns, rows=rows), ""


def _by_layout(book: Book, layout: Layout) -> Found | None:
    """The sheets when all their headings are those of the layout."""
    try:
        found = headers.find_tables(book, STATEMENT, remembered=layout.mapping)
    except Refused:  # it is no such file
        return None
    return found if headers.signature(found.tables[0][1]) == layout.signature else None


def _named(known: Sequence[Layout], name: str) -> Layout:
    for one in known:
        if one.name == name:
            return one
    names = "、".join(one.name for one in known) or "还没有保存过"
    raise Refused(f"没有叫“{name}”的对账单版式。", "版式", f"已有的版式：{names}。")


def keep_chosen(change: Change, tables: Sequence[tuple[Sheet, Header]], account: BankAccount) -> None:
    """Columns that a person chose are kept as a layout with the account's name, to be renamed at will."""
    if not tables:
        return
    mapping = mapping_to_keep(tables[0][1])
    if mapping:
        known = {one.signature: one.name for one in layouts(change.db)}
        signature = headers.signature(tables[0][1])
        save_layout(change, known.get(signature) or _free_name(change.db, account), signature, mapping)


def _free_name(db: sqlite3.Connection, account: BankAccount) -> str:
    names = {one.name for one in layouts(db)}
    first = account.bank or account.name
    return next(
        name for n in range(1, len(names) + 2) if (name := first if n == 1 else f"{first} {n}") not in names
    )


def save_layout(change: Change, name: str, signature: str, mapping: Mapping[str, str]) -> int:
    """Keep a layout under a name; one of that name, or of such a file, is replaced."""
    row = change.db.execute(
        "select id from bank_layout where name = ? or signature = ? order by name = ? desc",
        (name, signature, name),
    ).fetchone()
    kept = {
        "name": name.strip(), "signature": signature,
        "mapping": json.dumps(dict(mapping), ensure_ascii=False),
        "at": change.now.isoformat(timespec="seconds"),
    }  # fmt: skip
    if row is None:
        return change.insert("bank_layout", kept)
    change.update("bank_layout", row["id"], kept)
    return int(row["id"])


def rename_layout(change: Change, key: int, name: str) -> None:
    """Another name. Raises `Refused` when it is empty or taken."""
    if not name.strip():
        raise Refused("版式还没有名称。", remedy="请写一个名称，例如：农行网银。")
    if any(one.name == name.strip() and one.id != key for one in layouts(change.db)):
        raise Refused(f"已经有叫“{name.strip()}”的版式。", remedy="请换一个名称。")
    change.update("bank_layout", key, {"name": name.strip()})


def delete_layout(change: Change, key: int) -> None:
    """Forget a layout; statements that were taken in with it stay."""
    change.delete("bank_layout", key)
