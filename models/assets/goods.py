"""物品: bought into stock, given out, taken back, counted; every movement has its voucher."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from models.assets import entries, queries
from models.assets.actions import Payment
from models.assets.records import Goods
from models.kit.errors import Refused
from models.kit.money import yuan
from models.ledger import actions as ledger
from models.ledger import queries as books
from models.ledger.records import Voucher, VoucherDraft
from models.store.journal import Change


@dataclass(frozen=True)
class Part:
    """So many pieces of one kind of goods; `fen` is the sum paid (receiving) and empty when given out."""

    goods: int
    quantity: int
    fen: int = 0
    from_move: int | None = None  # which purchase they are from, where goods are priced one by one


@dataclass(frozen=True)
class Occasion:
    """When, to whom or why, and how many papers."""

    day: date
    words: str = ""
    to_whom: str = ""
    unit: int | None = None
    activity: int | None = None
    attachments: int = 0


def add_goods(
    change: Change, name: str, spec: str = "", *, unit_word: str = "件", costing: str = "average"
) -> int:
    """A new kind of goods."""
    if not name.strip():
        raise Refused("还没有写物品名称。", "名称")
    same = change.db.execute("select 1 from goods where name = ? and spec = ?", (name.strip(), spec.strip()))
    if same.fetchone():
        raise Refused(f"“{name}”{f'（{spec}）' if spec else ''}已经有了。", remedy="请直接选它。")
    row = {
        "name": name.strip(),
        "spec": spec.strip(),
        "unit_word": unit_word.strip() or "件",
        "costing": costing,
    }
    return change.insert("goods", row)


def open_stock(change: Change, parts: Sequence[Part], day: date) -> None:
    """What was in stock when the book began; the ledger has it in its opening balances."""
    _check(parts)
    if any(part.fen < 0 for part in parts):
        raise Refused("金额不能是负数。", "物品", "请填结存的金额。")
    _check(parts)
    for part in parts:
        _insert(change, part, "opening", Occasion(day, "期初结存"))


def receive(change: Change, parts: Sequence[Part], when: Occasion, paid: Payment) -> Voucher:
    """Bought to stock: expense and asset in one voucher (E17)."""
    _check(parts)
    if any(part.fen <= 0 for part in parts):
        raise Refused("还没有填金额。", "物品", "请填每种物品的金额。")
    fen = sum(part.fen for part in parts)
    words = when.words or f"购入{_listed(change, parts)}"
    draft = VoucherDraft(when.day, words[:100], entries.stocked(change.db, fen, paid), when.attachments)
    return _moved(change, parts, "in", when, draft)


def issue(change: Change, parts: Sequence[Part], when: Occasion) -> Voucher:
    """Given out at what they cost (E18): the average of the stock, or the price of their purchase."""
    _check(parts)
    if len({(one.goods, one.from_move) for one in parts}) < len(parts):
        raise Refused("同一种物品写了两行。", "物品", "请合成一行。")
    if not when.to_whom.strip():
        raise Refused("还没有写领用人或用途。", "领用", "请写上发给谁、做什么用。")
    out = [Part(one.goods, -one.quantity, -_cost(change, one), one.from_move) for one in parts]
    words = when.words or f"领用{_listed(change, parts)}（{when.to_whom}）"
    lines = entries.inventory(change.db, sum(part.fen for part in out))
    return _moved(change, out, "out", when, VoucherDraft(when.day, words[:100], lines, when.attachments))


def take_back(change: Change, move: int, quantity: int, when: Occasion) -> Voucher:
    """Goods that were given out come back to stock at the price they left with."""
    row = change.db.execute("select * from goods_move where id = ? and kind = 'out'", (move,)).fetchone()
    if row is None:
        raise Refused("只有发出的物品可以退回。", remedy="请选一笔发出的记录。")
    back = change.db.execute(
        "select coalesce(sum(quantity), 0) from goods_move where kind = 'return' and from_move = ?", (move,)
    ).fetchone()[0]
    out = -row["quantity"]
    if not 0 < quantity <= out - back:
        raise Refused(f"最多还能退回 {out - back} 件。", remedy="请核对数量。")
    fen = -row["fen"] * quantity // out if quantity < out - back else -row["fen"] - _returned(change, move)
    part = Part(row["goods"], quantity, fen, move)
    words = when.words or f"退回{_listed(change, [part])}"
    lines = entries.inventory(change.db, fen)
    return _moved(
        change, [part], "return", when, VoucherDraft(when.day, words[:100], lines, when.attachments)
    )


def _returned(change: Change, move: int) -> int:
    row = change.db.execute(
        "select coalesce(sum(fen), 0) from goods_move where kind = 'return' and from_move = ?", (move,)
    )
    return int(row.fetchone()[0])


def is_purchase(db: books.Db, voucher: int) -> bool:
    """Whether that voucher brought goods of the register into stock."""
    query = "select 1 from goods_move where voucher = ? and kind = 'in' and quantity > 0"
    return db.execute(query, (voucher,)).fetchone() is not None


def sent_back(db: books.Db, voucher: int, fen: int) -> Part:
    """What goes back to the seller when `fen` of a purchase are refunded: whole pieces at their price."""
    rows = db.execute(
        "select id, goods, quantity, fen from goods_move where voucher = ? and kind = 'in' and quantity > 0",
        (voucher,),
    ).fetchall()
    again = "请在“资产 › 物品”冲销这张入库凭证，再按实际收下的登记。"
    if len(rows) != 1:
        raise Refused(f"这张凭证入库了 {len(rows)} 种物品，分不清退的是哪一种。", "退货", again)
    row = rows[0]
    quantity, rest = divmod(fen * row["quantity"], row["fen"])
    one = queries.goods_of(db, row["goods"])
    if rest or not quantity:
        said = f"{one.title} 买了 {row['quantity']}{one.unit_word}，共 {yuan(row['fen'])} 元，"
        raise Refused(f"{said}退款不是整件的价钱。", "退货", "请核对金额。")
    left, left_fen = one.quantity - quantity, one.fen - fen
    if left < 0 or left_fen < 0 or (left == 0) != (left_fen == 0):
        said = f"{one.title} 库存 {one.quantity}{one.unit_word}、{yuan(one.fen)} 元，"
        raise Refused(f"{said}退不了 {quantity}{one.unit_word}。", "退货", again)
    return Part(row["goods"], -quantity, -fen, row["id"])


def send_back(change: Change, refund: VoucherDraft) -> Voucher:
    """Goods go back to the seller: the refund is posted and the register loses them, as red of the purchase.

    `refund` names the purchase (`refunds`) and takes its sum out of 库存物品. Raises `Refused`.
    """
    stock = books.family(change.db, books.account_by_key(change.db, "inventory"))
    fen = sum(line.credit_fen for line in refund.lines if line.account in stock)
    part = sent_back(change.db, refund.refunds or 0, fen)
    return _moved(change, [part], "in", Occasion(refund.day, refund.summary), refund)


def adjust(change: Change, goods: int, found: int, when: Occasion) -> Voucher | None:
    """The count found another number: the difference leaves or enters stock, with the reason."""
    one = queries.goods_of(change.db, goods)
    gap = found - one.quantity
    if not gap:
        return None
    if not when.words.strip():
        raise Refused(f"{one.title} 账面 {one.quantity}，实盘 {found}。", remedy="请写明差异的原因。")
    if gap > 0 and not one.quantity:
        raise Refused(f"{one.title} 账面没有结存，盘盈没有单价可用。", remedy="请按购入登记。")
    fen = _average(one, gap) if gap > 0 else -_average(one, -gap)
    words = f"{'盘盈' if gap > 0 else '盘亏'}{one.title}{abs(gap)}{one.unit_word}：{when.words}"
    lines = entries.inventory(change.db, fen)
    draft = VoucherDraft(when.day, words[:100], lines, when.attachments)
    return _moved(change, [Part(goods, gap, fen)], "adjust", when, draft)


def undo_goods(change: Change, voucher: int, reason: str, day: date | None = None) -> Voucher:
    """Reverse a goods voucher; its movements are taken out of the register."""
    rows = change.db.execute(
        "select id, goods, quantity, fen from goods_move where voucher = ? order by id desc", (voucher,)
    ).fetchall()
    for row in rows:
        _check_free(change, row)
    red = ledger.reverse(change, voucher, reason, day, from_register=True)
    for row in rows:
        change.delete("goods_move", row["id"])
    return red


def _check_free(change: Change, row: sqlite3.Row) -> None:
    """Whether the stock can do without a movement: nothing came back or left that builds on it."""
    one = queries.goods_of(change.db, row["goods"])
    left, left_fen = one.quantity - row["quantity"], one.fen - row["fen"]
    if left < 0:
        raise Refused("这批物品已经发出，不能冲销购入。", remedy="请先冲销发出，或登记退货。")
    if change.db.execute("select 1 from goods_move where from_move = ? limit 1", (row["id"],)).fetchone():
        raise Refused(f"{one.title} 后来又有退回或发出，是从这一笔算的。", remedy="请先冲销后面的那一笔。")
    if left_fen < 0 or (left == 0) != (left_fen == 0):
        said = f"冲销以后 {one.title} 剩 {left}{one.unit_word}、{yuan(left_fen)} 元，数量和金额对不上。"
        raise Refused(said, remedy="请先冲销后来的发出。")


def _check(parts: Sequence[Part]) -> None:
    if not parts:
        raise Refused("还没有选物品。", "物品")
    if any(part.quantity <= 0 for part in parts):
        raise Refused("数量要大于 0。", "物品")


def _cost(change: Change, part: Part) -> int:
    one = queries.goods_of(change.db, part.goods)
    if part.quantity > one.quantity:
        what = f"{one.title} 只有 {one.quantity} {one.unit_word}，不够发 {part.quantity}。"
        raise Refused(what, "物品", "请核对数量，或先登记购入。")
    if one.costing == "individual" and part.from_move is not None:
        return _own_price(change, part)
    return _average(one, part.quantity)


def _average(one: Goods, quantity: int) -> int:
    """The share of the stock's value, half up; the last pieces take what is left."""
    if quantity == one.quantity:
        return one.fen
    return (2 * one.fen * quantity + one.quantity) // (2 * one.quantity)


def _own_price(change: Change, part: Part) -> int:
    """The price of the purchase that the pieces are from; its last pieces take what is left of it."""
    bought = change.db.execute("select * from goods_move where id = ?", (part.from_move,)).fetchone()
    gone = change.db.execute(
        "select coalesce(sum(m.quantity), 0), coalesce(sum(m.fen), 0) from goods_move m"
        " left join goods_move o on o.id = m.from_move and o.kind = 'out'"
        " where (m.kind in ('out', 'return') or m.quantity < 0) and ? in (m.from_move, o.from_move)",
        (part.from_move,),
    ).fetchone()
    left, left_fen = bought["quantity"] + gone[0], bought["fen"] + gone[1]
    if bought["kind"] not in ("in", "opening") or part.quantity > left:
        raise Refused(f"这批购入的只剩 {left} 件。", "物品", "请从别的批次里发。")
    if part.quantity == left:
        return int(left_fen)
    return int((2 * left_fen * part.quantity + left) // (2 * left))


def _listed(change: Change, parts: Sequence[Part]) -> str:
    found = [(queries.goods_of(change.db, part.goods), abs(part.quantity)) for part in parts]
    return "、".join(f"{one.title}{count}{one.unit_word}" for one, count in found)


def _moved(change: Change, parts: Sequence[Part], kind: str, when: Occasion, draft: VoucherDraft) -> Voucher:
    """The voucher and the movements it stands for."""
    posted = ledger.post_voucher(change, replace(draft, source="goods"))
    for part in parts:
        _insert(change, part, kind, when, voucher=posted.id)
    return posted


def _insert(change: Change, part: Part, kind: str, when: Occasion, *, voucher: int | None = None) -> None:
    change.insert(
        "goods_move",
        {
            "goods": part.goods,
            "day": when.day,
            "kind": kind,
            "quantity": part.quantity,
            "fen": part.fen,
            "to_whom": when.to_whom.strip(),
            "unit": when.unit,
            "activity": when.activity,
            "reason": when.words.strip(),
            "voucher": voucher,
            "from_move": part.from_move,
        },
    )
