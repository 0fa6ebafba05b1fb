"""Ledgers by what lines are about: a unit, a member, an earmark, an activity …, and goods by quantity."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from models.kit.errors import Refused
from models.ledger import balances, dimensions
from models.ledger.books import BOOK, SIGNS, span_words, year_over
from models.ledger.dimensions import Dimension
from models.ledger.records import Entry
from models.office import Office
from models.report import As, Column, Kind, Report, Row

_OPENED = "a.class in ('asset', 'liability', 'net')"  # what an earlier year leaves behind


def aux_ledger(office: Office, first: str, last: str, of: str) -> Report:
    """辅助核算账. `of` "专项" lists every earmark with its sums, "专项:送温暖" the lines of one.

    Raises `Refused` for a dimension or name that isn't there.
    """
    title, _, name = of.replace("：", ":").partition(":")
    one = dimensions.dimension(title.strip() or "专项")
    return _page(office, first, last, one, name.strip()) if name.strip() else _list(office, first, last, one)


def _list(office: Office, first: str, last: str, one: Dimension) -> Report:
    """Every value of a dimension: opening, what moved, closing, account by account."""
    names = dimensions.names(office.db, one)
    rows, value, part = [], object(), [0, 0, 0]
    for line in _sums(office, one, first, last):
        if line[0] != value:
            value = line[0]
            said = str(names.get(line[0], line[0]))
            rows.append(Row((said, *([None] * 6)), Kind.GROUP))
        link = f"about:{one.title}:{names.get(line[0], line[0])}"
        closing = line[3] + line[4] - line[5]
        rows.append(Row((line[1], line[2], line[3], line[4], line[5], *_sided(closing)), link=link))
        part = [part[0] + line[3], part[1] + line[4], part[2] + line[5]]
    columns = (
        Column("科目编码", As.CODE, 22),
        Column("科目", As.LONG, 48),
        Column("期初余额", As.MONEY, 26),
        Column("借方", As.MONEY, 26, total=True),
        Column("贷方", As.MONEY, 26, total=True),
        Column("借或贷", As.MARK, 8),
        Column("期末余额", As.MONEY, 26, zero="0.00"),
    )
    return Report(
        "aux-ledger",
        "辅助核算余额表",
        columns,
        tuple(rows),
        unit=office.unit_name,
        unit_label="核算单位",
        period=span_words(first, last),
        subject=f"维度：{one.title}",
        signatures=SIGNS,
        paper=replace(BOOK, lines_per_page=0, carry_lines=False, strike_empty=False, row_height=6.4),
        frozen=2,
    )


def _sided(fen: int) -> tuple[str, int]:
    return ("借" if fen > 0 else "贷" if fen < 0 else "平"), abs(fen)


def _sums(office: Office, one: Dimension, first: str, last: str) -> list[sqlite3.Row]:
    """(value, code, account, opening, debit, credit) in fen, debit positive."""
    column = f"l.{one.column}"
    given = f"{column} is not null" if one.sql else f"{column} <> ''"
    rows = office.db.execute(
        f"select {column}, a.code, coalesce(p.name || '—', '') || a.name,"
        f" sum(iif(l.month < ?, l.debit_fen - l.credit_fen, 0)),"
        " sum(iif(l.month >= ?, l.debit_fen, 0)), sum(iif(l.month >= ?, l.credit_fen, 0))"
        " from voucher_line l join voucher v on v.id = l.voucher join account a on a.id = l.account"
        " left join account p on p.id = a.parent"
        f" where {given} and v.posted = 1 and l.month <= ? and (l.month >= ? or {_OPENED})"
        f" group by {column}, a.id order by {column}, a.code",
        (first, first, first, last, f"{first[:4]}-01"),
    )
    return list(rows)


def _page(office: Office, first: str, last: str, one: Dimension, name: str) -> Report:
    """The lines of one value with the balance running on."""
    value = dimensions.Known(office.db).id_of(one.column, name) if one.sql else name
    before, rows = _of(office, one, value, (first, last))
    if not rows and not before and not one.sql and not _ever(office, one, name):
        raise Refused(f"没有一行分录的{one.title}是“{name}”。", remedy="请核对名称。")
    entries = balances.entries_of(office.db, rows, before)
    head = f"{first[:4]}年"
    columns = (
        Column("月", As.MARK, 7.5, group=head),
        Column("日", As.MARK, 7.5, group=head),
        Column("凭证号数", As.MARK, 15, size=8.5),
        Column("摘要", As.LONG, 42, size=8.5),
        Column("科目", As.LONG, 37, size=8.5),
        Column("借方", As.MONEY, 21, total=True, size=8.5),
        Column("贷方", As.MONEY, 21, total=True, size=8.5),
        Column("借或贷", As.MARK, 6.5),
        Column("余额", As.MONEY, 22.5, zero="0.00", size=8.5),
    )
    return Report(
        "aux-ledger",
        "辅助明细账",
        columns,
        tuple(_lines(entries, [row["account_name"] for row in rows], before)),
        unit=office.unit_name,
        unit_label="核算单位",
        period=span_words(first, last),
        subject=f"{one.title}：{name}",
        total="",
        signatures=SIGNS,
        paper=replace(BOOK, strike_empty=year_over(office, last)),
        frozen=3,
    )


def _of(
    office: Office, one: Dimension, value: int | str, span: tuple[str, str]
) -> tuple[int, list[sqlite3.Row]]:
    """The balance before the months (fen, debit positive) and the lines of them."""
    first, last = span
    before = office.db.execute(
        "select coalesce(sum(l.debit_fen - l.credit_fen), 0) from voucher_line l"
        " join voucher v on v.id = l.voucher join account a on a.id = l.account"
        f" where l.{one.column} = ? and v.posted = 1 and l.month < ? and (l.month >= ? or {_OPENED})",
        (value, first, f"{first[:4]}-01"),
    ).fetchone()[0]
    rows = office.db.execute(
        "select l.*, v.day, v.word, v.number, v.reverses is not null or v.refunds is not null as red,"
        " a.code || ' ' || coalesce(p.name || '—', '') || a.name as account_name"
        " from voucher_line l join voucher v on v.id = l.voucher join account a on a.id = l.account"
        " left join account p on p.id = a.parent"
        f" where l.{one.column} = ? and v.posted = 1 and l.month between ? and ?"
        " order by v.day, v.word, v.number, l.position",
        (value, first, last),
    ).fetchall()
    return int(before), rows


def _ever(office: Office, one: Dimension, name: str) -> bool:
    query = f"select 1 from voucher_line where {one.column} = ? limit 1"
    return office.db.execute(query, (name,)).fetchone() is not None


def _lines(entries: Sequence[Entry], names: Sequence[str], before: int) -> list[Row]:
    rows = []
    if before or not entries:
        rows.append(Row((None, None, None, "期初余额", None, None, None, *_sided(before)), Kind.CARRY))
    month, debit, credit = 0, 0, 0
    for entry, name in zip(entries, names, strict=True):
        shown = entry.day.month if entry.day.month != month else None
        month = entry.day.month
        debit, credit = debit + entry.debit_fen, credit + entry.credit_fen
        cells = (shown, entry.day.day, f"{entry.word}-{entry.number:04d}", entry.summary, name)
        figures = (entry.debit_fen, entry.credit_fen, *_sided(entry.balance_fen))
        rows.append(Row((*cells, *figures), red=entry.is_reversal, link=f"voucher:{entry.voucher}"))
    if entries:
        last = entries[-1].balance_fen
        rows.append(Row((None, None, None, "合计", None, debit, credit, *_sided(last)), Kind.MONTH))
    return rows


# -- goods --------------------------------------------------------------------------------------

_KINDS = {"opening": "期初", "in": "入库", "out": "发出", "return": "退回", "adjust": "盘点调整"}


def quantity_ledger(office: Office, first: str, last: str, of: str) -> Report:
    """数量金额账 of one kind of goods: quantity, unit price and amount that came, went and are left."""
    goods = _goods(office, of)
    before = office.db.execute(
        "select coalesce(sum(quantity), 0), coalesce(sum(fen), 0) from goods_move"
        " where goods = ? and day < ?",
        (goods["id"], f"{first}-01"),
    ).fetchone()
    moves = office.db.execute(
        "select m.*, v.word, v.number as voucher_number from goods_move m"
        " left join voucher v on v.id = m.voucher"
        " where m.goods = ? and m.day >= ? and m.day <= ? order by m.day, m.id",
        (goods["id"], f"{first}-01", f"{last}-31"),
    ).fetchall()
    spec = f" {goods['spec']}" if goods["spec"] else ""
    return Report(
        "quantity-ledger",
        "数量金额账",
        _quantity_columns(f"{first[:4]}年"),
        tuple(_moves(moves, before[0], before[1])),
        unit=office.unit_name,
        unit_label="核算单位",
        period=span_words(first, last),
        subject=f"品名：{goods['name']}{spec}\u3000计量单位：{goods['unit_word']}",
        total="",
        signatures=("会计主管", "复核", "保管"),
        paper=replace(
            BOOK,
            landscape=True,
            row_height=6.4,
            text_size=8.5,
            lines_per_page=20,
            strike_empty=year_over(office, last),
        ),
        frozen=4,
    )


def _quantity_columns(head: str) -> tuple[Column, ...]:
    groups = ("收入", "发出", "结存")
    return (
        Column("月", As.MARK, 8, group=head),
        Column("日", As.MARK, 8, group=head),
        Column("凭证号数", As.MARK, 17, size=8.5),
        Column("摘要", As.LONG, 48, size=8.5),
        *(column for group in groups for column in _three(group)),
    )


def _three(group: str) -> tuple[Column, Column, Column]:
    left = group == "结存"
    return (
        Column("数量", As.COUNT, 14, group=group, total=not left),
        Column("单价", As.MONEY, 19, group=group),
        Column("金额", As.MONEY, 24, group=group, total=not left, zero="0.00" if left else ""),
    )


def _goods(office: Office, of: str) -> sqlite3.Row:
    """The goods of that name (and specification)."""
    rows = office.db.execute("select * from goods order by name, spec").fetchall()
    found = [row for row in rows if of.strip() in (row["name"], f"{row['name']} {row['spec']}".strip())]
    if len(found) == 1:
        row: sqlite3.Row = found[0]
        return row
    names = "、".join(f"{row['name']} {row['spec']}".strip() for row in found or rows)
    what = f"叫“{of}”的物品不止一种。" if found else f"没有叫“{of}”的物品。"
    raise Refused(what, remedy=f"可以写：{names}。" if names else "请先在资产页登记物品。")


def _moves(moves: Sequence[sqlite3.Row], quantity: int, fen: int) -> list[Row]:
    rows = [Row((None, None, None, "期初结存", *([None] * 6), *_priced(quantity, fen)), Kind.CARRY)]
    month, sums = 0, [0, 0, 0, 0]
    for move in moves:
        shown = int(move["day"][5:7]) if int(move["day"][5:7]) != month else None
        month = int(move["day"][5:7])
        quantity, fen = quantity + move["quantity"], fen + move["fen"]
        came = move["kind"] == "in" or (move["quantity"] > 0 and move["kind"] != "return")
        here = _priced(move["quantity"], move["fen"]) if came else _priced(-move["quantity"], -move["fen"])
        sums = [sums[0] + (here[0] if came else 0), sums[1] + (here[2] if came else 0),
                sums[2] + (0 if came else here[0]), sums[3] + (0 if came else here[2])]  # fmt: skip
        number = f"{move['word']}-{move['voucher_number']:04d}" if move["voucher_number"] else None
        said = "，".join(part for part in (_KINDS[move["kind"]], move["to_whom"], move["reason"]) if part)
        sides = (*here, None, None, None) if came else (None, None, None, *here)
        link = f"voucher:{move['voucher']}" if move["voucher"] else ""
        cells = (shown, int(move["day"][8:]), number, said, *sides, *_priced(quantity, fen))
        rows.append(Row(cells, link=link))
    total = (*_priced(sums[0], sums[1]), *_priced(sums[2], sums[3]), *_priced(quantity, fen))
    return [*rows, Row((None, None, None, "合计", *total), Kind.MONTH)]


def _priced(quantity: int, fen: int) -> tuple[int, int | None, int]:
    """Quantity, the unit price in fen (rounded half up), amount."""
    price = (2 * abs(fen) + abs(quantity)) // (2 * abs(quantity)) if quantity else None
    return quantity, price, fen
