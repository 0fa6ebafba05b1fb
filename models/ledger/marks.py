"""审核, 出纳签字, 主席批准: marks beside a frozen voucher, each put and taken back by the same person."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from models.kit.errors import Refused
from models.kit.progress import SILENT, Progress
from models.ledger import actions, queries
from models.ledger.posting import Posted
from models.ledger.records import Voucher
from models.office import Office
from models.store.journal import Change

MARKS = {"checked": "审核", "cashier": "出纳签字", "approved": "主席批准"}
STRICT = "maker_never_checks"  # setting: "1" forbids that one person makes and checks; off in a new office


@dataclass(frozen=True)
class Mark:
    """Who put it, and when (ISO)."""

    kind: str
    who: str
    by: int
    at: str


def of_voucher(db: sqlite3.Connection, key: int) -> dict[str, Mark]:
    """The marks of a voucher by kind; of several the latest."""
    rows = db.execute(
        "select m.kind, u.name, m.by, m.at from voucher_mark m join user u on u.id = m.by"
        " where m.voucher = ? order by m.id",
        (key,),
    )
    return {row[0]: Mark(*row) for row in rows}


def is_strict(db: sqlite3.Connection) -> bool:
    """Whether maker and checker must be two persons."""
    row = db.execute("select value from setting where key = ?", (STRICT,)).fetchone()
    return row is not None and row[0] == "1"


def put(change: Change, key: int, kind: str) -> str:
    """Put a mark; returns a sentence of doubt, "" when there is none. Raises `Refused`."""
    return _put(change, queries.voucher(change.db, key), kind)


def _put(change: Change, voucher: Voucher, kind: str) -> str:
    if not voucher.posted:
        raise Refused(f"{voucher.name} 还没有记账，不能{MARKS[kind]}。", remedy="请先记账。")
    if kind in of_voucher(change.db, voucher.id):
        raise Refused(f"{voucher.name} 已经{MARKS[kind]}过了。")
    own = kind == "checked" and voucher.maker == change.actor_name
    if own and is_strict(change.db):
        raise Refused(f"{voucher.name} 是{voucher.maker}填的，要由别人审核。", remedy="请切换使用人。")
    actions.mark(change, voucher.id, kind)
    return "制单和审核是同一个人。" if own else ""


def lift(change: Change, key: int, kind: str) -> None:
    """Take a mark back: only who put it. Raises `Refused`."""
    voucher = queries.voucher(change.db, key)
    found = of_voucher(change.db, key).get(kind)
    if found is None:
        raise Refused(f"{voucher.name} 没有{MARKS[kind]}，不用取消。")
    if found.by != change.actor:
        raise Refused(
            f"{voucher.name} 是{found.who}{MARKS[kind]}的，由{found.who}来取消。", remedy="请切换使用人。"
        )
    if kind == "checked" and queries.is_closed(change.db, voucher.month):
        raise Refused(f"{voucher.name} 所在的月份已经结账，不能取消审核。", remedy="要改请先反结账。")
    rows = change.db.execute("select id from voucher_mark where voucher = ? and kind = ?", (key, kind))
    for row in rows.fetchall():
        change.delete("voucher_mark", row["id"])


@dataclass(frozen=True)
class Marked(Posted):
    """As `Posted`, for marks."""

    verb: str = "审核"

    def words(self) -> str:
        """ "成功 18 张，2 张没有审核"."""
        left = f"，{len(self.refused)} 张没有{self.verb}" if self.refused else ""
        return f"成功 {len(self.names)} 张{left}"


def put_all(office: Office, keys: Sequence[int], kind: str, progress: Progress = SILENT) -> Marked:
    """Put one mark on many vouchers in one change; each that could not be marked says why."""
    found = [queries.voucher(office.db, key) for key in keys]
    names: list[str] = []
    refused: list[tuple[str, str]] = []
    with office.change(f"{MARKS[kind]} {len(found)} 张凭证") as change:
        for done, voucher in enumerate(found):
            progress.step(done, len(found), voucher.name)
            _try(change, voucher, kind, (names, refused))
    return Marked(tuple(names), tuple(refused), MARKS[kind])


def _try(change: Change, voucher: Voucher, kind: str, told: tuple[list[str], list[tuple[str, str]]]) -> None:
    try:
        _put(change, voucher, kind)
        told[0].append(voucher.name)
    except Refused as no:
        name = voucher.name if voucher.posted else f"{voucher.day} {voucher.summary}"
        told[1].append((name, no.what))
