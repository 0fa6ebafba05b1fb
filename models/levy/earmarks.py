"""专项: what came in for a purpose, what was spent on it, what is left, over all years of the book."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date

from models.kit.errors import Refused
from models.kit.money import yuan
from models.ledger import earmarks as ledger
from models.ledger import queries as books
from models.levy.records import EARMARK_KINDS, Activity, EarmarkDraft, EarmarkRow
from models.store.journal import Change

# Income and expense with the name, and 工会资金结转 moved by hand (returned money, errors of earlier years).
_MOVES = (
    "select l.earmark as name,"
    " sum(iif(a.class = 'income', l.credit_fen - l.debit_fen, 0)) as received,"
    " sum(iif(a.class <> 'income', l.debit_fen - l.credit_fen, 0)) as spent"
    " from voucher_line l join voucher v on v.id = l.voucher join account a on a.id = l.account"
    " left join account p on p.id = a.parent"
    " where l.earmark <> '' and v.posted = 1 and v.kind <> 'closing' and l.month between ? and ?"
    " and (a.class in ('income', 'expense') or 'fund_carryover' in (a.key, p.key)) group by l.earmark"
)
Moves = dict[str, tuple[int, int]]  # name → (received, spent) in fen


def earmarks(db: sqlite3.Connection, year: int) -> list[EarmarkRow]:
    """The register with its money: what the year began with, what came in, what was spent.

    A year that is not closed yet counts all the same. Names that only lines carry have `id` None.
    """
    before, moves = _before(db, year), _moved(db, year, year)
    sums = {
        name: (before.get(name, 0), *moves.get(name, (0, 0))) for name in sorted({*before, *moves}) if name
    }
    known = db.execute("select * from earmark order by closed_on is not null, use_by, id").fetchall()
    rows = [_row(row, sums.pop(row["name"], (0, 0, 0))) for row in known]
    return rows + [_unknown(name, *fen) for name, fen in sums.items() if any(fen)]


def earmark(db: sqlite3.Connection, name: str, year: int) -> EarmarkRow | None:
    """One by name, as that year knows it."""
    return next((one for one in earmarks(db, year) if one.name == name), None)


def _before(db: sqlite3.Connection, year: int) -> dict[str, int]:
    """What each earmark had on 1 January: what the last closing left, and the years since that are open."""
    first = int(books.first_month(db)[:4])
    closed = max((y for y in range(first, year) if books.is_closed(db, f"{y}-12")), default=first - 1)
    found: dict[str, int] = {}
    for (_, name), fen in ledger.held(db, f"{closed}-12").items():
        found[name] = found.get(name, 0) + fen
    for name, (received, spent) in _moved(db, closed + 1, year - 1).items():
        found[name] = found.get(name, 0) + received - spent
    return found


def _moved(db: sqlite3.Connection, first: int, last: int) -> Moves:
    rows = db.execute(_MOVES, (f"{first}-01", f"{last}-12"))
    return {row["name"]: (row["received"], row["spent"]) for row in rows}


def _row(row: sqlite3.Row, fen: tuple[int, int, int]) -> EarmarkRow:
    return EarmarkRow(
        row["id"],
        row["name"],
        row["kind"],
        row["purpose"],
        row["document"],
        _day(row["from_day"]),
        _day(row["use_by"]),
        bool(row["return_unspent"]),
        _day(row["closed_on"]),
        row["note"],
        *fen,
    )


def _unknown(name: str, before: int, received: int, spent: int) -> EarmarkRow:
    return EarmarkRow(None, name, "other", "", "", None, None, False, None, "", before, received, spent)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def warnings(rows: Iterable[EarmarkRow], on: date) -> list[str]:
    """Overspent, past its day with money left, or never registered."""
    found = []
    for one in rows:
        if one.left_fen < 0:
            found.append(f"专项“{one.name}”超支 {yuan(-one.left_fen)} 元，请核对或用其他经费补上。")
        elif one.use_by and one.use_by < on and one.left_fen and one.closed_on is None:
            back = "要退回上级" if one.return_unspent else "请办理延期或结项"
            found.append(f"专项“{one.name}”已过使用期限，还剩 {yuan(one.left_fen)} 元，{back}。")
        if one.id is None:
            found.append(f"凭证里写了专项“{one.name}”，台账里还没有登记它的用途和文号。")
    return found


def put_earmark(change: Change, draft: EarmarkDraft, key: int | None = None) -> int:
    """Register an earmark, or change the one of that id. A name that lines carry stays."""
    name = draft.name.strip()
    if not name:
        raise Refused("还没有写专项的名称。", "name", "例如：职工书屋。")
    if draft.kind not in EARMARK_KINDS:
        raise Refused("请选专项的来源。", "kind")
    twin = change.db.execute("select id from earmark where name = ?", (name,)).fetchone()
    if twin and twin["id"] != key:
        raise Refused(f"已经有叫“{name}”的专项。", "name", "请换一个名称，例如带上年份。")
    if draft.from_day and draft.use_by and draft.use_by < draft.from_day:
        raise Refused("使用期限早于开始日期。", "use_by", "请改一下日期。")
    values = {
        "name": name,
        "kind": draft.kind,
        "purpose": draft.purpose.strip(),
        "document": draft.document.strip(),
        "from_day": draft.from_day,
        "use_by": draft.use_by,
        "return_unspent": draft.return_unspent,
        "note": draft.note.strip(),
    }
    if key is None:
        return change.insert("earmark", values)
    _name_stays(change, key, name)
    change.update("earmark", key, values)
    return key


def _name_stays(change: Change, key: int, name: str) -> None:
    row = change.db.execute("select name from earmark where id = ?", (key,)).fetchone()
    if row is None:
        raise Refused("这个专项不在了。", remedy="请刷新后再试。")
    used = change.db.execute(
        "select 1 from voucher_line where earmark = ? limit 1", (row["name"],)
    ).fetchone()
    if used and row["name"] != name:
        raise Refused(f"凭证里已经用了“{row['name']}”，名称不能再改。", "name", "可以写在说明里。")


def ensure(change: Change, name: str, kind: str) -> None:
    """A name that a voucher uses for the first time gets its line of the register."""
    if name and change.db.execute("select 1 from earmark where name = ?", (name,)).fetchone() is None:
        put_earmark(change, EarmarkDraft(name, kind))


def close_earmark(change: Change, key: int, on: date | None) -> None:
    """结项, or take it up again with None. What is overspent can't be finished."""
    row = change.db.execute("select name from earmark where id = ?", (key,)).fetchone()
    if row is None:
        raise Refused("这个专项不在了。", remedy="请刷新后再试。")
    known = earmark(change.db, row["name"], (on or change.today).year)
    if on is not None and known is not None and known.left_fen < 0:
        raise Refused(f"“{known.name}”超支 {yuan(-known.left_fen)} 元，不能结项。", remedy="请先核对。")
    change.update("earmark", key, {"closed_on": on})


# -- activities -----------------------------------------------------------------------------------


def activities(db: sqlite3.Connection, year: int) -> list[Activity]:
    """The activities of a year with what their lines cost (fen)."""
    rows = db.execute(
        "select t.*, coalesce((select sum(l.debit_fen - l.credit_fen) from voucher_line l"
        "   join voucher v on v.id = l.voucher join account a on a.id = l.account"
        "   where l.activity = t.id and v.posted = 1 and v.kind = 'normal' and a.class = 'expense'), 0)"
        " as spent from activity t where t.year = ? order by t.day is null, t.day, t.id",
        (year,),
    )
    return [
        Activity(
            row["id"],
            row["name"],
            row["year"],
            _day(row["day"]),
            _day(row["closed_on"]),
            row["note"],
            row["spent"],
        )
        for row in rows
    ]


def put_activity(
    change: Change, name: str, day: date | None, note: str = "", *, year: int, key: int | None = None
) -> int:
    """Add an activity of a year, or change the one of that id."""
    name = name.strip()
    if not name:
        raise Refused("还没有写活动的名称。", "name")
    twin = change.db.execute("select id from activity where year = ? and name = ?", (year, name)).fetchone()
    if twin and twin["id"] != key:
        raise Refused(f"{year}年已经有叫“{name}”的活动。", "name")
    values = {"name": name, "year": year, "day": day, "note": note.strip()}
    if key is None:
        return change.insert("activity", values)
    change.update("activity", key, values)
    return key


def drop_activity(change: Change, key: int) -> None:
    """Take an activity away that no voucher names."""
    change.delete("activity", key)
