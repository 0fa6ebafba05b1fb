"""Changes to the asset register; what the books must say of it is posted in the same change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from models.assets import entries, queries
from models.assets.records import DISPOSALS, Asset, AssetClass, AssetDraft, Disposal
from models.kit.days import month_end, month_of, month_words, next_month
from models.kit.errors import Refused
from models.kit.money import yuan
from models.ledger import actions as ledger
from models.ledger.records import Voucher, VoucherDraft
from models.store.journal import Change


@dataclass(frozen=True)
class Payment:
    """How a purchase was paid: money account (key), expense (account id), number of papers."""

    expense: int
    money: str = "bank"
    attachments: int = 0
    partner: str = ""
    earmark: str = ""
    budget_line: int | None = None


def add_card(change: Change, draft: AssetDraft, voucher: int | None = None) -> int:
    """A card alone: for assets that the books hold already, or that the school keeps on its own books."""
    kind = _class(change, draft.kind)
    _check_card(change, draft)
    life = kind.life_months if draft.life_months is None else draft.life_months
    return change.insert(
        "asset",
        {
            "number": draft.number.strip() or queries.next_asset_number(change.db, kind.prefix),
            "name": draft.name.strip(),
            "class": draft.kind,
            "spec": draft.spec.strip(),
            "quantity": draft.quantity,
            "unit_word": draft.unit_word.strip() or "台",
            "cost_fen": draft.cost_fen,
            "how": draft.how,
            "fund": draft.fund,
            "acquired_on": draft.acquired_on,
            "start_month": month_of(draft.acquired_on),
            "life_months": life if kind.depreciated else 0,
            "before_fen": draft.before_fen,
            "before_to": draft.before_to or None,
            "voucher": voucher,
            "place": draft.place.strip(),
            "keeper": draft.keeper.strip(),
            "unit": draft.unit,
            "note": draft.note.strip(),
        },
    )


def _class(change: Change, key: int) -> AssetClass:
    for one in queries.classes(change.db):
        if one.id == key:
            return one
    raise Refused("还没有选资产类别。", "类别", "请选一个类别。")


def _check_card(change: Change, draft: AssetDraft) -> None:
    if not draft.name.strip():
        raise Refused("还没有写资产名称。", "名称")
    if draft.cost_fen <= 0:
        raise Refused("原值要大于 0。", draft.name, "请填写发票上的价税合计。")
    if draft.quantity <= 0:
        raise Refused("数量要大于 0。", draft.name)
    if not 0 <= draft.before_fen <= draft.cost_fen:
        raise Refused("以前的累计折旧不能超过原值。", draft.name, f"原值是 {yuan(draft.cost_fen)}。")
    if draft.acquired_on > change.today:
        raise Refused("取得日期在今天以后。", draft.name, "请核对日期。")
    number = draft.number.strip()
    if number and change.db.execute("select 1 from asset where number = ?", (number,)).fetchone():
        raise Refused(f"资产编号 {number} 已经有了。", draft.name, "换一个编号，或留空由程序编。")


def buy(change: Change, draft: AssetDraft, paid: Payment) -> tuple[int, Voucher]:
    """Money out as an expense and the asset against 资产基金, one voucher of two halves (E12)."""
    _union_money(draft)
    kind = _class(change, draft.kind)
    words = f"购置{draft.name}{_pieces(draft)}"
    lines = entries.bought(change.db, kind, draft.cost_fen, paid)
    made = VoucherDraft(draft.acquired_on, words, lines, attachments=paid.attachments, source="asset")
    return _card_with(change, draft, made)


def receive(change: Change, draft: AssetDraft, attachments: int = 0) -> tuple[int, Voucher]:
    """An asset that came without money, by transfer or gift, or was found (E13)."""
    _union_money(draft)
    kind = _class(change, draft.kind)
    words = {"transferred": "无偿调入", "donated": "接受捐赠", "found": "盘盈"}.get(draft.how)
    if words is None:
        raise Refused("用钱买的资产要记支出。", draft.name, "请用“购置”登记。")
    lines = entries.received(change.db, kind, draft.cost_fen)
    made = VoucherDraft(
        draft.acquired_on,
        f"{words}{draft.name}{_pieces(draft)}",
        lines,
        attachments=attachments,
        source="asset",
    )
    return _card_with(change, draft, made)


def _union_money(draft: AssetDraft) -> None:
    if draft.fund != "union":
        raise Refused("学校行政购置的资产留在学校账上，不入工会账。", draft.name, "只登记卡片就可以。")


def _pieces(draft: AssetDraft) -> str:
    return f"{draft.quantity}{draft.unit_word}" if draft.quantity > 1 else ""


def _card_with(change: Change, draft: AssetDraft, made: VoucherDraft) -> tuple[int, Voucher]:
    key = add_card(change, draft)
    posted = ledger.post_voucher(change, replace(made, source_id=key))
    change.update("asset", key, {"voucher": posted.id})
    return key, posted


def edit_card(change: Change, key: int, values: dict[str, object]) -> None:
    """What may change without a voucher: name, spec, place, keeper, unit, state used/idle, note, life."""
    allowed = {"name", "spec", "place", "keeper", "unit", "note", "life_months", "unit_word", "state"}
    strange = sorted(set(values) - allowed)
    if strange or values.get("state", "used") not in ("used", "idle"):
        raise Refused("原值、日期和处置不能直接改。", remedy="请用购置、处置或红字冲销。")
    if "state" in values and queries.asset(change.db, key).state not in ("used", "idle"):
        raise Refused("资产待处理或已处置，状态不能直接改。", remedy="请先冲销处置的凭证。")
    change.update("asset", key, values)


def drop_card(change: Change, key: int) -> None:
    """A card that was entered by mistake and has neither voucher nor depreciation."""
    one = queries.asset(change.db, key)
    if one.voucher or one.accumulated_fen > one.before_fen:
        raise Refused(
            f"{one.number} {one.name} 已有凭证或折旧，不能删除。", remedy="请冲销它的凭证或做处置。"
        )
    _check_uncounted(change, one)
    change.delete("asset", key)


# -- depreciation -----------------------------------------------------------------------------


def depreciate(change: Change, first: str, last: str, day: date | None = None) -> Voucher:
    """计提折旧 of months `first` to `last` in one voucher on the last day of `last` (E14)."""
    if not queries.depreciation_on(change.db):
        raise Refused("本账套设为不计提折旧。", "设置", "要计提请先打开这个设置。")
    if last > month_of(change.today):
        raise Refused(f"{month_words(last)}还没有到，不能计提折旧。")
    open_from = queries.next_due(change.db)
    if open_from and open_from < first:
        what = f"{month_words(open_from)}的折旧还没有计提。"
        raise Refused(what, month_words(first), f"请从 {month_words(open_from)} 开始计提。")
    lines = queries.due(change.db, first, last)
    if not lines:
        raise Refused(f"{_span(first, last)}没有要计提的折旧。")
    drafts = entries.depreciated(change.db, [(one.asset.kind, one.fen) for one in lines])
    made = VoucherDraft(
        day or month_end(last), f"计提{_span(first, last)}折旧", drafts, source="depreciation"
    )
    posted = ledger.post_voucher(change, made)
    rows = [(one.asset.id, month, fen, posted.id) for one in lines for month, fen in one.months]
    change.insert_all("depreciation", ("asset", "month", "fen", "voucher"), rows)
    return posted


def _span(first: str, last: str) -> str:
    return month_words(first) if first == last else f"{month_words(first)}至{month_words(last)}"


def take_back(change: Change, voucher: int, reason: str, day: date | None = None) -> Voucher:
    """Reverse a depreciation voucher and free its months; the newest first."""
    later = change.db.execute(
        "select 1 from depreciation where month > (select max(month) from depreciation where voucher = ?)"
        " and asset in (select asset from depreciation where voucher = ?) limit 1",
        (voucher, voucher),
    ).fetchone()
    if later:
        raise Refused("后面的月份已经计提了折旧。", remedy="请从最后一次计提开始冲销。")
    red = ledger.reverse(change, voucher, reason, day, from_register=True)
    for row in change.db.execute("select id from depreciation where voucher = ?", (voucher,)).fetchall():
        change.delete("depreciation", row["id"])
    return red


# -- leaving ------------------------------------------------------------------------------------


def dispose(change: Change, key: int, how: Disposal, attachments: int = 0) -> list[Voucher]:
    """处置 after approval: cost and depreciation leave the books, money that came or went is booked (E15)."""
    one = queries.asset(change.db, key)
    _check_leaving(change, one, how)
    made = []
    if one.fund == "union":
        lines = entries.written_off(change.db, one)
        made = [_post(change, one, how, _Part("处置", lines, attachments))] if lines else []
        if how.proceeds_fen or how.costs_fen:
            made.append(_post(change, one, how, _Part("处置净损益：", entries.proceeds(change.db, how))))
    change.update(
        "asset",
        key,
        {
            "state": "disposed",
            "disposed_on": how.day,
            "disposal": how.how,
            "approval": how.approval.strip(),
            "proceeds_fen": how.proceeds_fen - how.costs_fen,
            "disposal_voucher": made[0].id if made else one.disposal_voucher,
        },
    )
    return made


@dataclass(frozen=True)
class _Part:
    """One voucher of a disposal: how its summary begins, its lines, its number of papers."""

    words: str
    lines: Sequence[entries.LineDraft]
    papers: int = 0


def _post(change: Change, one: Asset, how: Disposal, part: _Part) -> Voucher:
    summary = f"{part.words}{one.name}（{one.number}，{DISPOSALS[how.how]}）"
    draft = VoucherDraft(how.day, summary, tuple(part.lines), part.papers, source="asset", source_id=one.id)
    return ledger.post_voucher(change, draft)


def set_aside(change: Change, key: int, day: date, reason: str) -> Voucher:
    """Missing or broken, not approved yet: the net value waits in 待处理财产损溢 (E16)."""
    one = queries.asset(change.db, key)
    if not one.on_books:
        raise Refused(f"{one.number} {one.name} 不在账上，不用转待处理。")
    _check_depreciated(change, one, day)
    lines = entries.set_aside(change.db, one)
    words = f"{one.name}（{one.number}）转待处理：{reason.strip() or '盘点'}"[:100]
    draft = VoucherDraft(day, words, tuple(lines), source="asset", source_id=key)
    posted = ledger.post_voucher(change, draft)
    change.update("asset", key, {"state": "pending", "disposal_voucher": posted.id})
    return posted


def _check_leaving(change: Change, one: Asset, how: Disposal) -> None:
    if one.state == "disposed":
        raise Refused(f"{one.number} {one.name} 已经处置过了。")
    if not how.approval.strip():
        raise Refused("处置资产要有批准文号。", one.name, "请写上批准文号或会议纪要号。")
    if how.day < one.acquired_on or how.day > change.today:
        raise Refused("处置日期不对。", one.name, "要在取得日期以后、今天以前。")
    if how.proceeds_fen < 0 or how.costs_fen < 0:
        raise Refused("处置收入和费用不能是负数。", one.name)
    if one.state != "pending" and one.fund == "union":
        _check_depreciated(change, one, how.day)


def _check_depreciated(change: Change, one: Asset, day: date) -> None:
    """The months before it leaves must have been depreciated, or the net value is wrong."""
    until = next_month(month_of(day), -1)
    if not queries.depreciation_on(change.db) or not one.depreciated or not one.net_fen:
        return
    waiting = [line for line in queries.due(change.db, _begin(change), until) if line.asset.id == one.id]
    if waiting:
        month = waiting[0].months[0][0]
        raise Refused(
            f"{one.name} 从 {month_words(month)} 起的折旧还没有计提。", one.number, "请先计提折旧再处置。"
        )


def _begin(change: Change) -> str:
    return queries.next_due(change.db) or month_of(change.today)


def undo_asset(change: Change, voucher: int, reason: str, day: date | None = None) -> Voucher:
    """Reverse the voucher of a purchase, receipt, disposal or setting aside; the card follows.

    With a disposal its proceeds go back too. Raises `Refused` for one that a later voucher builds on.
    """
    old = change.db.execute("select source_id from voucher where id = ?", (voucher,)).fetchone()
    one = queries.asset(change.db, old[0])
    standing = _standing(change, one)
    leaving = one.disposal_voucher or 0
    if one.voucher == voucher:
        return _card_away(change, one, (voucher, reason, day))
    if voucher in standing and voucher < leaving:
        raise Refused(f"{one.number} {one.name} 后来已经处置。", remedy="请先冲销处置的凭证。")
    later = [key for key in standing if key > voucher] if voucher == leaving else []
    for key in reversed(later):
        ledger.reverse(change, key, reason, day, from_register=True)
    red = ledger.reverse(change, voucher, reason, day, from_register=True)
    if voucher == leaving:
        waiting = [key for key in standing if key < voucher and key != one.voucher]
        change.update("asset", one.id, _back_in_use(waiting[-1] if waiting else None))
    else:  # only the money that a disposal brought
        change.update("asset", one.id, {"proceeds_fen": 0})
    return red


def _standing(change: Change, one: Asset) -> list[int]:
    """The card's vouchers that were not reversed, oldest first: bought, set aside, written off, paid for."""
    rows = change.db.execute(
        "select id from voucher v where source = 'asset' and source_id = ? and posted = 1"
        " and not exists (select 1 from voucher r where r.reverses = v.id and r.posted = 1) order by id",
        (one.id,),
    )
    return [row[0] for row in rows]


def _card_away(change: Change, one: Asset, how: tuple[int, str, date | None]) -> Voucher:
    """The purchase never was: its voucher is reversed and the card is gone."""
    if one.accumulated_fen > one.before_fen or one.state in ("pending", "disposed"):
        raise Refused(f"{one.name} 已计提折旧或已处置，不能冲销购置。", remedy="请先冲销折旧或处置。")
    _check_uncounted(change, one)
    red = ledger.reverse(change, *how, from_register=True)
    change.update("asset", one.id, {"voucher": None})
    change.delete("asset", one.id)
    return red


def _check_uncounted(change: Change, one: Asset) -> None:
    if change.db.execute("select 1 from stock_count_row where asset = ? limit 1", (one.id,)).fetchone():
        raise Refused(f"{one.number} {one.name} 已列入盘点表，卡片要留着备查。", remedy="请做处置。")


def _back_in_use(waiting: int | None) -> dict[str, object]:
    """What the card says again: in use, or waiting for approval since the voucher `waiting`."""
    return {
        "state": "pending" if waiting else "used",
        "disposed_on": None,
        "disposal": "",
        "approval": "",
        "proceeds_fen": 0,
        "disposal_voucher": waiting,
    }


def change_class(change: Change, key: int, life_months: int, threshold_fen: int) -> None:
    """How long a class lives (months), from which unit price it counts; cards that are there keep theirs."""
    if life_months < 0 or threshold_fen < 0:
        raise Refused("使用年限和单价标准不能是负数。")
    values = {"life_months": life_months, "threshold_fen": threshold_fen, "depreciated": int(life_months > 0)}
    change.update("asset_class", key, values)
