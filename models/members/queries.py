"""Every question to the roster. All take the connection (`office.db` or `change.db`)."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from models.kit.days import months, next_month
from models.kit.errors import Refused
from models.members import checks
from models.members.records import (
    Birthday,
    Liable,
    Member,
    Movement,
    Post,
    Private,
    Retirement,
    Unit,
    WageBase,
)
from models.members.search import find as find

if TYPE_CHECKING:
    from models.intake.people import People

Db = sqlite3.Connection
_MEMBER = (
    "select m.*, coalesce(m.number, '') as number_text, coalesce(u.name, '') as unit_name"
    " from member m left join unit u on u.id = m.unit"
)
LIST_ORDER = "coalesce(u.position, 0), u.name, m.number, m.sort_key, m.id"


# -- members ----------------------------------------------------------------------------------


def member(db: Db, key: int) -> Member:
    """One member. Raises `Refused` when there is none."""
    row = db.execute(_MEMBER + " where m.id = ?", (key,)).fetchone()
    if row is None:
        raise Refused("没有这位会员。", remedy="请刷新后再试。")
    return _member(row)


def by_number(db: Db, number: str) -> Member | None:
    """The member with that number, None when nobody has it."""
    row = db.execute(_MEMBER + " where m.number = ?", (number,)).fetchone()
    return _member(row) if row else None


def members(db: Db, *, unit: int | None = None, status: str | None = None) -> list[Member]:
    """All members, or those of a unit (with its groups) or a status, in the roster's order."""
    where, values = ["1"], list[int | str]()
    if unit is not None:
        where.append("(m.unit = ? or u.parent = ?)")
        values += [unit, unit]
    if status is not None:
        where.append("m.status = ?")
        values.append(status)
    query = f"{_MEMBER} where {' and '.join(where)} order by {LIST_ORDER}"
    return [_member(row) for row in db.execute(query, values)]


def count(db: Db) -> int:
    """How many members the roster has, of every status."""
    return int(db.execute("select count(*) from member").fetchone()[0])


def private(db: Db, key: int) -> Private:
    """A member's private numbers in full: mask them, or log that they were looked at."""
    row = db.execute(
        "select id_number, phone, bank_card, address from member_private where member = ?", (key,)
    ).fetchone()
    return Private(*row) if row else Private()


def privates(db: Db) -> dict[int, Private]:
    """All private numbers, by member."""
    rows = db.execute("select member, id_number, phone, bank_card, address from member_private")
    return {row[0]: Private(*row[1:]) for row in rows}


def people(db: Db) -> People:
    """Everybody, for finding whom a line of a foreign list is about."""
    from models.intake.people import People, PersonKey  # its patterns of names are for imports only

    rows = db.execute(
        "select m.id, coalesce(m.number, ''), m.name, m.name_key, coalesce(u.name, ''), m.department,"
        " coalesce(p.id_number, ''), coalesce(p.phone, ''), m.initials, m.status from member m"
        " left join unit u on u.id = m.unit left join member_private p on p.member = m.id order by m.id"
    )
    return People(PersonKey(*row) for row in rows)


def _member(row: sqlite3.Row) -> Member:
    return Member(
        id=row["id"],
        number=row["number_text"],
        name=row["name"],
        sex=row["sex"],
        birth=row["birth"] or "",
        joined=row["joined"] or "",
        hired=row["hired"] or "",
        unit=row["unit"],
        unit_name=row["unit_name"],
        department=row["department"],
        status=row["status"],
        post_kind=row["post_kind"],
        position=row["position"],
        title=row["title"],
        education=row["education"],
        political=row["political"],
        ethnic=row["ethnic"],
        note=row["note"],
        initials=row["initials"],
    )


# -- units, movements, posts ------------------------------------------------------------------


def units(db: Db, *, closed: bool = False) -> list[Unit]:
    """分工会 and 工会小组 in their order, each with its number of members."""
    where = "" if closed else " where u.closed_on is null"
    rows = db.execute(
        "select u.*, (select count(*) from member m where m.unit = u.id"
        f" and m.status in ('working', 'retired', 'kept')) as members from unit u{where}"
        " order by u.position, u.name"
    )
    return [_unit(row) for row in rows]


def unit_named(db: Db, name: str) -> Unit | None:
    """The unit of that name."""
    row = db.execute("select u.*, 0 as members from unit u where u.name = ?", (name,)).fetchone()
    return _unit(row) if row else None


def _unit(row: sqlite3.Row) -> Unit:
    closed = date.fromisoformat(row["closed_on"]) if row["closed_on"] else None
    return Unit(
        row["id"],
        row["name"],
        row["kind"],
        row["parent"],
        row["leader"],
        row["position"],
        closed,
        row["members"],
    )


def movements(db: Db, key: int) -> list[Movement]:
    """A member's movements, oldest first."""
    rows = db.execute(
        "select id, member, kind, day, place, reason, approved_by from movement"
        " where member = ? order by day, id",
        (key,),
    )
    return [Movement(*row) for row in rows]


def posts(db: Db, key: int | None = None, *, on: date | None = None) -> list[Post]:
    """The posts of a member or of everybody, those held on a day or all."""
    where, values = ["1"], list[int | str]()
    if key is not None:
        where.append("member = ?")
        values.append(key)
    if on is not None:
        where.append("first_day <= ? and (last_day is null or last_day >= ?)")
        values += [on.isoformat()] * 2
    rows = db.execute(f"select * from post where {' and '.join(where)} order by first_day, id", values)
    return [_post(row) for row in rows]


def _post(row: sqlite3.Row) -> Post:
    last = date.fromisoformat(row["last_day"]) if row["last_day"] else None
    return Post(
        row["id"], row["member"], row["body"], row["role"], date.fromisoformat(row["first_day"]), last
    )


# -- pay bases and who owes -------------------------------------------------------------------

_BASE = (
    "(select base_fen from wage_base w where w.member = m.id and w.from_month <= ?"
    " order by w.from_month desc limit 1)"
)


def base_of(db: Db, key: int, month: str) -> WageBase | None:
    """The pay base that is valid for a member in a month."""
    row = db.execute(
        "select id, member, from_month, base_fen, parts, source from wage_base"
        " where member = ? and from_month <= ? order by from_month desc limit 1",
        (key, month),
    ).fetchone()
    return WageBase(*row) if row else None


def bases_of(db: Db, key: int) -> list[WageBase]:
    """All pay bases of a member, the latest first."""
    rows = db.execute(
        "select id, member, from_month, base_fen, parts, source from wage_base"
        " where member = ? order by from_month desc",
        (key,),
    )
    return [WageBase(*row) for row in rows]


def wages_begin(db: Db, month: str) -> str:
    """The month that is proposed for a wage list: the book's first one for the first list, else `month`."""
    first = db.execute("select value from setting where key = 'first_month'").fetchone()
    begun = db.execute("select 1 from wage_base limit 1").fetchone()
    return month if begun or first is None else min(month, str(first[0]))


def bases(db: Db, month: str) -> dict[int, int]:
    """The valid base (fen) of every member who has one in that month."""
    rows = db.execute(
        "select member, base_fen, max(from_month) from wage_base where from_month <= ? group by member",
        (month,),
    )
    return {row[0]: row[1] for row in rows}


def liable(db: Db, month: str) -> list[Liable]:
    """Who owes dues in a month, with unit and valid base, in the roster's order.

    Setting "dues_from": "next" (the month after joining, the default) or "same".
    """
    same_month = _setting(db, "dues_from", "next") == "same"
    moves = _moves(db, only_changed=True)
    rows = db.execute(
        f"select m.id, coalesce(m.number, ''), m.name, coalesce(u.name, ''), {_BASE}, m.status,"
        f" coalesce(m.joined, '') from member m left join unit u on u.id = m.unit order by {LIST_ORDER}",
        (month,),
    )
    begun = month if same_month else next_month(month, -1)
    found = []
    for key, number, name, unit, base_fen, status, joined in rows:
        if key in moves:
            owing = checks.owes(month, status, joined, moves[key], same_month=same_month)
        else:
            owing = status == "working" and joined[:7] <= begun  # as `owes` says of those who only joined
        if owing:
            found.append(Liable(key, number, name, unit, base_fen))
    return found


def statuses(db: Db, on: date) -> dict[int, str]:
    """Every member's status on a day; who had not joined yet is left out."""
    moves = _moves(db)
    rows = db.execute("select id, status, coalesce(joined, '') from member")
    found = {row[0]: checks.status_on(on.isoformat(), row[1], row[2], moves.get(row[0], ())) for row in rows}
    return {key: status for key, status in found.items() if status}


def _moves(db: Db, *, only_changed: bool = False) -> Mapping[int, list[tuple[str, str]]]:
    """Movements by member; `only_changed` leaves out those who only ever joined (`joined` says when)."""
    query = "select member, kind, day from movement"
    if only_changed:
        query += (
            " where member in (select v.member from movement v join member m on m.id = v.member"
            " where v.kind <> 'join' or m.joined is null)"
        )
    found = defaultdict(list)
    for row in db.execute(query + " order by member, day, id"):
        found[row[0]].append((row[1], row[2]))
    return found


# -- birthdays and retirements ----------------------------------------------------------------


def birthdays(db: Db, month: str) -> list[Birthday]:
    """Whose birthday is in a month, by day; those who left or died are not named."""
    rows = db.execute(
        "select m.id, m.name, coalesce(u.name, ''), m.status, m.birth from member m"
        " left join unit u on u.id = m.unit where substr(m.birth, 6, 2) = ?"
        f" and m.status in ('working', 'retired', 'kept') order by substr(m.birth, 9), {LIST_ORDER}",
        (month[5:],),
    )
    return [_birthday(row) for row in rows]


def _birthday(row: sqlite3.Row) -> Birthday:
    key, name, unit, status, birth = row
    return Birthday(key, name, unit, status, int(birth[8:]) if len(birth) == 10 else None)


def retirements(db: Db, first_month: str, last_month: str) -> list[Retirement]:
    """Working members who reach their age from `first_month` to `last_month`, by month.

    Setting "retirement_women": what a woman counts as whose post is not 工勤 ("women_cadre").
    """
    women = _setting(db, "retirement_women", "women_cadre")
    span = set(months(first_month, last_month))
    rows = db.execute(
        "select m.id, m.name, coalesce(u.name, ''), m.birth, m.sex, m.post_kind from member m"
        " left join unit u on u.id = m.unit where m.status = 'working' and m.birth is not null"
        f" order by {LIST_ORDER}"
    )
    found = [_retirement(row, women) for row in rows]
    return sorted((one for one in found if one and one.month in span), key=lambda one: one.month)


def _retirement(row: Iterable[str], women: str) -> Retirement | None:
    key, name, unit, birth, sex, post_kind = row
    rule = checks.retirement_rule(sex, post_kind, women)
    return Retirement(int(key), name, unit, rule.month(birth), rule.title) if rule else None


def _setting(db: Db, key: str, default: str) -> str:
    row = db.execute("select value from setting where key = ?", (key,)).fetchone()
    return str(row[0]) if row else default
