"""Questions to the asset and goods registers. All take the connection."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import fields
from datetime import date

from models.assets import schedule
from models.assets.records import KINDS, Asset, AssetClass, Goods, MonthLine, Move, Tie
from models.kit.days import months, next_month
from models.kit.errors import Refused
from models.ledger import balances
from models.ledger import queries as books
from models.ledger.records import voucher_name

Db = sqlite3.Connection


def classes(db: Db) -> list[AssetClass]:
    """The classes in their order."""
    rows = db.execute(
        "select id, name, kind, life_months, threshold_fen, prefix, depreciated from asset_class"
        " order by position, id"
    )
    return [AssetClass(row[0], row[1], row[2], row[3], row[4], row[5], bool(row[6])) for row in rows]


_NEVER = "9999-12"
_ASSET = (
    "select a.*, coalesce(u.name, '') as unit_name, a.before_fen + coalesce("
    "(select sum(d.fen) from depreciation d where d.asset = a.id and d.month <= ?), 0) as accumulated_fen"
    " from asset a left join unit u on u.id = a.unit"
)
# months taken in one voucher are in the books from that voucher's month on
_BOOKED = _ASSET.replace(
    "where d.asset = a.id and d.month", "join voucher v on v.id = d.voucher where d.asset = a.id and v.month"
)
_PLAIN = tuple(
    field.name
    for field in fields(Asset)
    if field.name not in ("kind", "acquired_on", "disposed_on", "before_to", "unit")
)


def assets(db: Db, *, until: str = "9999-12", gone: bool = True, booked: bool = False) -> list[Asset]:
    """Every card by number, with its depreciation of the months, or `booked` in the months, up to `until`."""
    kinds = {one.id: one for one in classes(db)}
    where = "" if gone else " where a.state <> 'disposed'"
    query = f"{_BOOKED if booked else _ASSET}{where} order by a.number"
    return [_asset(row, kinds) for row in db.execute(query, (until,))]


def asset(db: Db, key: int) -> Asset:
    """One card."""
    row = db.execute(_ASSET + " where a.id = ?", ("9999-12", key)).fetchone()
    if row is None:
        raise Refused("这张资产卡片不在了。", remedy="请刷新后再试。")
    return _asset(row, {one.id: one for one in classes(db)})


def asset_by_number(db: Db, number: str) -> Asset:
    """The card of that number. Raises `Refused` when there is none."""
    row = db.execute("select id from asset where number = ?", (number.strip(),)).fetchone()
    if row is None:
        raise Refused(f"没有编号为“{number}”的资产。", remedy="请核对资产编号。")
    return asset(db, row[0])


def _asset(row: sqlite3.Row, kinds: dict[int, AssetClass]) -> Asset:
    gone = row["disposed_on"]
    return Asset(
        **{name: row[name] for name in _PLAIN},
        kind=kinds[row["class"]],
        acquired_on=date.fromisoformat(row["acquired_on"]),
        disposed_on=date.fromisoformat(gone) if gone else None,
        before_to=row["before_to"] or "",
        unit=row["unit_name"],
    )


def next_asset_number(db: Db, prefix: str) -> str:
    """TY-0003 after TY-0002."""
    numbers = [row[0] for row in db.execute("select number from asset where number glob ?", (f"{prefix}-*",))]
    taken = [int(text.rpartition("-")[2]) for text in numbers if text.rpartition("-")[2].isdecimal()]
    return f"{prefix}-{max(taken, default=0) + 1:04d}"


# -- depreciation -----------------------------------------------------------------------------


def depreciation_on(db: Db) -> bool:
    """Whether this book depreciates at all; some superiors don't ask it of small unions."""
    row = db.execute("select value from setting where key = 'depreciation'").fetchone()
    return row is None or row[0] != "off"


def due(db: Db, first: str, last: str) -> list[MonthLine]:
    """What each asset loses in months `first` to `last` that has not been taken yet."""
    taken = {(row[0], row[1]) for row in db.execute("select asset, month from depreciation")}
    found = []
    for one in assets(db, gone=False):
        so_far, lines = one.accumulated_fen, []
        for month in months(first, last):
            fen = 0 if (one.id, month) in taken else schedule.of_month(one, month, so_far)
            if fen:
                lines.append((month, fen))
                so_far += fen
        if lines:
            found.append(MonthLine(one, tuple(lines)))
    return found


def next_due(db: Db) -> str:
    """The first month that has depreciation to take, "" when nothing can be depreciated."""
    firsts = [_open_from(db, one) for one in assets(db, gone=False) if one.depreciated and one.net_fen > 0]
    return min((month for month in firsts if month), default="")


def _open_from(db: Db, one: Asset) -> str:
    last = db.execute("select max(month) from depreciation where asset = ?", (one.id,)).fetchone()[0]
    book = str(db.execute("select value from setting where key = 'first_month'").fetchone()[0])
    after = [next_month(month) for month in (last, one.before_to) if month]
    return max([one.start_month, *after, *([] if after else [book])])


def taken(db: Db, first: str, last: str) -> list[tuple[Asset, int, int]]:
    """(asset, voucher, fen) of what was depreciated in these months."""
    rows = db.execute(
        "select asset, max(voucher) as voucher, sum(fen) as fen from depreciation"
        " where month between ? and ? group by asset order by asset",
        (first, last),
    ).fetchall()
    cards = {one.id: one for one in assets(db, until=last)}
    return [(cards[row["asset"]], row["voucher"], row["fen"]) for row in rows]


# -- the tie to the ledger ----------------------------------------------------------------------


def ties(db: Db, month: str) -> list[Tie]:
    """Register against ledger at the end of a month: cost, depreciation, 资产基金, goods (I3, I4)."""
    left = _left_books(db)
    cards = [one for one in assets(db, until=month, booked=True) if _came(one, month)]
    held = [one for one in cards if not _gone(one, month) and left.get(one.id, _NEVER) > month]
    fixed = [one for one in held if not one.kind.intangible]
    other = [one for one in held if one.kind.intangible]
    waiting = [one for one in cards if not _gone(one, month) and one not in held]  # the fund stays until then
    funds = [
        sum(one.net_fen for one in (*group, *waiting) if one.kind.intangible is flag)
        for group, flag in ((fixed, False), (other, True))
    ]
    goods_fen = stock_fen(db, month)
    names = {row["key"]: row["name"] for row in db.execute("select key, name from account")}
    wanted = (
        ("fixed_asset", sum(one.cost_fen for one in fixed), 1),
        ("accum_depr", sum(one.accumulated_fen for one in fixed), -1),
        ("asset_fund.fixed_asset", funds[0], -1),
        ("intangible", sum(one.cost_fen for one in other), 1),
        ("accum_amort", sum(one.accumulated_fen for one in other), -1),
        ("asset_fund.intangible", funds[1], -1),
        ("inventory", goods_fen, 1),
        ("asset_fund.inventory", goods_fen, -1),
    )
    return [
        Tie(_title(key, names), fen, sign * _ledger(db, key, month))
        for key, fen, sign in wanted
        if fen or _ledger(db, key, month)
    ]


def _title(key: str, names: dict[str, str]) -> str:
    above = f"{names['asset_fund']}—" if key.startswith("asset_fund.") else ""
    return above + names.get(key, key)


def _came(one: Asset, month: str) -> bool:
    """Whether it had come into the union's own books by the end of that month."""
    return one.fund == "union" and f"{one.acquired_on:%Y-%m}" <= month


def _gone(one: Asset, month: str) -> bool:
    """Whether it had been disposed of by the end of that month."""
    return one.disposed_on is not None and f"{one.disposed_on:%Y-%m}" <= month


def _left_books(db: Db) -> dict[int, str]:
    """Card → the month in which its cost left the ledger, by disposal or by being set aside before it."""
    marks = [key for name in ("fixed_asset", "intangible") for key in _family(db, name)]
    rows = db.execute(
        "select v.source_id, min(v.month) from voucher v join voucher_line l on l.voucher = v.id"
        f" where v.source = 'asset' and v.posted = 1 and l.account in ({', '.join('?' * len(marks))})"
        " and l.credit_fen > 0"
        " and not exists (select 1 from voucher r where r.reverses = v.id and r.posted = 1)"
        " group by v.source_id",
        marks,
    )
    return dict(rows.fetchall())


def _family(db: Db, key: str) -> list[int]:
    row = db.execute("select id from account where key = ? order by chart desc limit 1", (key,)).fetchone()
    return books.family(db, row[0]) if row else []


def _ledger(db: Db, key: str, month: str) -> int:
    row = db.execute("select id from account where key = ? order by chart desc limit 1", (key,)).fetchone()
    return balances.balance(db, row[0], month) if row else 0


# -- goods ------------------------------------------------------------------------------------


def goods(db: Db, *, closed: bool = False) -> list[Goods]:
    """Every kind of goods with its stock."""
    where = "" if closed else " where g.closed_on is null"
    rows = db.execute(
        "select g.id, g.name, g.spec, g.kind, g.unit_word, g.costing,"
        " coalesce(sum(m.quantity), 0), coalesce(sum(m.fen), 0)"
        f" from goods g left join goods_move m on m.goods = g.id{where} group by g.id order by g.name, g.spec"
    )
    return [Goods(*row) for row in rows]


def goods_of(db: Db, key: int) -> Goods:
    """One kind of goods."""
    for one in goods(db, closed=True):
        if one.id == key:
            return one
    raise Refused("这种物品不在了。", remedy="请刷新后再试。")


def stock_fen(db: Db, month: str) -> int:
    """What all goods in stock are worth at the end of a month."""
    row = db.execute("select coalesce(sum(fen), 0) from goods_move where substr(day, 1, 7) <= ?", (month,))
    return int(row.fetchone()[0])


def moves(db: Db, key: int, first: str = "0000-01", last: str = "9999-12") -> list[Move]:
    """The movements of one kind of goods with the stock after each; `first` and `last` are months."""
    rows = db.execute(
        "select m.*, v.month, v.word, v.number from goods_move m left join voucher v on v.id = m.voucher"
        " where m.goods = ? and substr(m.day, 1, 7) <= ? order by m.day, m.id",
        (key, last),
    )
    quantity = fen = 0
    found = []
    for row in rows:
        quantity, fen = quantity + row["quantity"], fen + row["fen"]
        if row["day"][:7] >= first:
            found.append(_move(row, quantity, fen))
    return found


def _move(row: sqlite3.Row, quantity: int, fen: int) -> Move:
    name = voucher_name(row["month"], row["word"], row["number"]) if row["voucher"] else ""
    return Move(
        row["id"], row["goods"], date.fromisoformat(row["day"]), row["kind"], row["quantity"], row["fen"],
        row["to_whom"], row["reason"], row["voucher"], name, quantity, fen,
    )  # fmt: skip


def in_order(found: Sequence[Asset]) -> dict[str, list[Asset]]:
    """Cards under their kind (通用设备 …), kinds in the official order."""
    return {
        words: cards
        for key, words in KINDS.items()
        if (cards := [one for one in found if one.kind.kind == key])
    }
