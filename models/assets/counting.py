"""盘点: a list of what the books hold, what was found in its place, the differences."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.assets import queries
from models.kit.errors import Refused
from models.store.journal import Change


@dataclass(frozen=True)
class CountLine:
    """One line of a count; `found` is None while nobody has looked."""

    id: int
    asset: int | None
    goods: int | None
    number: str
    name: str
    spec: str
    unit_word: str
    place: str
    keeper: str
    book: int
    found: int | None
    fen: int  # what the books say it is worth
    note: str

    @property
    def gap(self) -> int:
        """Found less booked; 0 while nobody has looked."""
        return 0 if self.found is None else self.found - self.book


@dataclass(frozen=True)
class Count:
    """A count with its lines."""

    id: int
    kind: str  # asset | goods
    day: date
    counter: str
    witness: str
    note: str
    finished: bool
    lines: tuple[CountLine, ...]


def begin(change: Change, kind: str, day: date, counter: str = "", witness: str = "") -> int:
    """A new count with everything that the register holds on that day."""
    if change.db.execute("select 1 from stock_count where kind = ? and finished = 0", (kind,)).fetchone():
        raise Refused("上一次盘点还没有结束。", remedy="请先结束它，再开始新的。")
    key = change.insert("stock_count", {"kind": kind, "day": day, "counter": counter, "witness": witness})
    rows: list[tuple[object, ...]]
    if kind == "asset":
        held = [one for one in queries.assets(change.db, gone=False) if one.state != "disposed"]
        rows = [(key, one.id, None, one.quantity, one.place) for one in held]
    else:
        rows = [(key, None, one.id, one.quantity, "") for one in queries.goods(change.db) if one.quantity]
    if not rows:
        raise Refused("登记簿里没有可以盘点的东西。")
    change.insert_all("stock_count_row", ("count", "asset", "goods", "book_quantity", "place"), rows)
    return key


def note_found(change: Change, found: Mapping[int, int | None], notes: Mapping[int, str]) -> None:
    """What was found: line → pieces (None: not looked at yet), and remarks."""
    for line, pieces in found.items():
        if pieces is not None and pieces < 0:
            raise Refused("实盘数不能是负数。")
        values: dict[str, object] = {"found_quantity": pieces}
        if line in notes:
            values["note"] = notes[line].strip()
        change.update("stock_count_row", line, values)


def finish(change: Change, key: int) -> Count:
    """The count is complete: every line was looked at, every difference has its remark."""
    one = count(change.db, key)
    waiting = [line for line in one.lines if line.found is None]
    if waiting:
        raise Refused(f"还有 {len(waiting)} 项没有填实盘数。", waiting[0].name, "没有找到的请填 0。")
    silent = [line for line in one.lines if line.gap and not line.note]
    if silent:
        raise Refused(f"{silent[0].name} 账实不符，还没有写原因。", remedy="请写上原因再结束盘点。")
    change.update("stock_count", key, {"finished": 1})
    return count(change.db, key)


def held(db: sqlite3.Connection, kind: str) -> tuple[CountLine, ...]:
    """What a count begun now would list, for a blank sheet."""
    if kind == "goods":
        return tuple(
            CountLine(0, None, one.id, "", one.name, one.spec, one.unit_word, "", "", one.quantity, None,
                      one.fen, "")
            for one in queries.goods(db) if one.quantity
        )  # fmt: skip
    return tuple(
        CountLine(0, one.id, None, one.number, one.name, one.spec, one.unit_word, one.place, one.keeper,
                  one.quantity, None, one.cost_fen, "")
        for one in queries.assets(db, gone=False)
    )  # fmt: skip


def latest(db: sqlite3.Connection, kind: str) -> Count | None:
    """The last count of that kind."""
    row = db.execute("select id from stock_count where kind = ? order by day desc, id desc limit 1", (kind,))
    found = row.fetchone()
    return count(db, found[0]) if found else None


def count(db: sqlite3.Connection, key: int) -> Count:
    """One count."""
    head = db.execute("select * from stock_count where id = ?", (key,)).fetchone()
    if head is None:
        raise Refused("这次盘点不在了。", remedy="请刷新后再试。")
    rows = db.execute(
        "select r.*, coalesce(a.number, '') as number, coalesce(a.name, g.name) as name,"
        " coalesce(a.spec, g.spec) as spec, coalesce(a.unit_word, g.unit_word) as unit_word,"
        " coalesce(a.keeper, '') as keeper, coalesce(a.cost_fen,"
        " (select sum(m.fen) from goods_move m where m.goods = g.id and m.day <= ?)) as fen"
        " from stock_count_row r left join asset a on a.id = r.asset left join goods g on g.id = r.goods"
        " where r.count = ? order by number, name",
        (head["day"], key),
    )
    lines = tuple(_line(row) for row in rows)
    day = date.fromisoformat(head["day"])
    return Count(
        key, head["kind"], day, head["counter"], head["witness"], head["note"], bool(head["finished"]), lines
    )


def _line(row: sqlite3.Row) -> CountLine:
    return CountLine(
        row["id"], row["asset"], row["goods"], row["number"], row["name"], row["spec"], row["unit_word"],
        row["place"], row["keeper"], row["book_quantity"], row["found_quantity"], row["fen"] or 0,
        row["note"],
    )  # fmt: skip
