"""Every question to the calendar. All take the connection (`office.db` or `change.db`)."""

from __future__ import annotations

import sqlite3
from datetime import date

from models.calendar.checks import key_of
from models.calendar.records import DROPPED, STATES, WorkItem
from models.kit.errors import Refused

Db = sqlite3.Connection
_ORDER = " order by first_month, position, id"


def item(db: Db, key: int) -> WorkItem:
    """One piece of work. Raises `Refused` when it is gone."""
    row = db.execute("select * from work_item where id = ?", (key,)).fetchone()
    if row is None:
        raise Refused("这项工作已经不在了。", "行事历", "请刷新后再试。")
    return _item(row)


def items(db: Db, first: str, last: str, *, dropped: bool = False) -> list[WorkItem]:
    """The work of the months `first` to `last`, as the plan orders it; also what only reaches into them."""
    query = "select * from work_item where first_month <= ? and last_month >= ?"
    query += "" if dropped else f" and state <> '{DROPPED}'"
    return [_item(row) for row in db.execute(query + _ORDER, (last, first))]


def unfinished(db: Db, first: str, last: str) -> list[WorkItem]:
    """Work that ends in the months `first` to `last` and is neither done nor dropped."""
    query = "select * from work_item where last_month between ? and ? and state in ('planned', 'doing')"
    return [_item(row) for row in db.execute(query + _ORDER, (first, last))]


def counts(db: Db, first: str, last: str) -> dict[str, int]:
    """Number of pieces of work by state; every state is named."""
    query = "select state, count(*) from work_item where first_month <= ? and last_month >= ? group by state"
    return dict.fromkeys(STATES, 0) | dict(db.execute(query, (last, first)).fetchall())


def sources(db: Db, first: str, last: str) -> list[tuple[str, int]]:
    """Where the work comes from, and how much of it; an empty source is entered by hand."""
    query = (
        "select source, count(*) from work_item where first_month <= ? and last_month >= ?"
        " group by source order by min(id)"
    )
    return [(row[0], row[1]) for row in db.execute(query, (last, first))]


def years(db: Db) -> list[int]:
    """The years that have work, in order."""
    return [row[0] for row in db.execute("select distinct year from work_item order by year")]


def known(db: Db) -> set[tuple[str, str, str]]:
    """Months and words of all work, for recognising an entry that came in before."""
    return {key_of(_item(row)) for row in db.execute("select * from work_item")}


def next_position(db: Db) -> int:
    """The place behind everything that is there."""
    return int(db.execute("select coalesce(max(position), 0) + 1 from work_item").fetchone()[0])


def months_owing(db: Db, first: str, last: str) -> list[str]:
    """The months in which somebody may still owe dues: a quick look that knows nothing of membership."""
    query = (
        "with got as (select p.member, p.month, sum(p.amount_fen) as fen from dues_paid p"
        "   join dues_batch b on b.id = p.batch and b.state <> 'reversed'"
        "   where p.month between :first and :last and p.member is not null group by 1, 2),"
        " more as (select member, month, sum(delta_fen) as fen from dues_change"
        "   where month between :first and :last group by 1, 2)"
        " select distinct d.month from dues_due d"
        " left join got on got.member = d.member and got.month = d.month"
        " left join more on more.member = d.member and more.month = d.month"
        " where d.month between :first and :last"
        " and d.due_fen + coalesce(more.fen, 0) > coalesce(got.fen, 0) order by 1"
    )
    return [row[0] for row in db.execute(query, {"first": first, "last": last})]


def has_vouchers(db: Db) -> bool:
    """Whether the ledger has begun; before that no month waits to be closed."""
    return db.execute("select 1 from voucher where posted = 1 limit 1").fetchone() is not None


def _item(row: sqlite3.Row) -> WorkItem:
    """A row as a value."""
    return WorkItem(
        id=row["id"],
        year=row["year"],
        first_month=row["first_month"],
        last_month=row["last_month"],
        day=_day(row["day"]),
        last_day=_day(row["last_day"]),
        content=row["content"],
        who=row["who"],
        place=row["place"],
        budget_fen=row["budget_fen"],
        state=row["state"],
        source=row["source"],
        module=row["module"],
        note=row["note"],
        position=row["position"],
        done_on=_day(row["done_on"]),
    )


def _day(text: str | None) -> date | None:
    """A stored day."""
    return date.fromisoformat(text) if text else None
