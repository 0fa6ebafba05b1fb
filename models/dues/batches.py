"""Batches: money that was received, its arrival as one voucher, and taking a whole batch back."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date

from models.dues import queries
from models.dues.checks import check_not_far
from models.dues.records import WAYS, Batch
from models.kit.days import month_of, month_words
from models.kit.errors import Refused
from models.ledger import actions as ledger
from models.ledger import queries as books
from models.ledger.records import LineDraft, Voucher, VoucherDraft
from models.store.journal import Change

SOURCE = "dues_batch"


def open_batch(change: Change, month: str, way: str, received_on: date, source: tuple[str, str]) -> int:
    """A new batch, 已扣未到账; `source` is where it comes from and, of a file, its SHA-256."""
    return change.insert(
        "dues_batch",
        {"month": month, "way": way, "state": "deducted", "received_on": received_on, "source": source[0],
         "sha256": source[1]},
    )  # fmt: skip


_PAID = ("batch", "member", "month", "amount_fen", "payer", "note")


def add_paid(change: Change, batch: int, rows: Sequence[tuple[int | None, str, int, str, str]]) -> None:
    """Lines of a batch: (member or None, month, amount fen, payer's name if unknown, note)."""
    change.insert_all("dues_paid", _PAID, [(batch, *row) for row in rows])


def arrive(change: Change, batch: int, on: date) -> Voucher:
    """到账: the money is in the bank (or the cash box) on that day; one voucher books the batch."""
    known = queries.batch(change.db, batch)
    if known.state != "deducted":
        raise Refused(f"{month_words(known.month)}的这一批不是“已扣未到账”。", remedy="请刷新后再看。")
    if not known.dues_fen and not known.pending_fen:
        raise Refused(f"{month_words(known.month)}的这一批没有金额。")
    voucher = ledger.post_voucher(change, _arrival(change, known, on))
    change.update("dues_batch", batch, {"state": "arrived", "arrived_on": on, "voucher": voucher.id})
    change.final("会费已入账，请用整批冲回。")
    return voucher


def _arrival(change: Change, batch: Batch, on: date) -> VoucherDraft:
    """Bank (or cash) against dues income, and other payables for payers whom nobody knows."""
    money = books.account_by_key(change.db, "cash" if batch.way == "cash" else "bank")
    what = f"收{month_words(batch.month)}会费（{WAYS[batch.way]} {batch.members} 人）"
    lines = [LineDraft(money, *_two_sides(batch.dues_fen + batch.pending_fen), summary=what)]
    if batch.dues_fen:
        income = books.account_by_key(change.db, "dues_income")
        lines.append(LineDraft(income, *_two_sides(-batch.dues_fen), summary=what))
    payable = books.account_by_key(change.db, "other_payable") if batch.pending_fen else 0
    query = "select payer, amount_fen from dues_paid where batch = ? and member is null order by id"
    for who, fen in change.db.execute(query, (batch.id,)).fetchall():
        lines.append(LineDraft(payable, *_two_sides(-fen), summary=f"会费待查：{who}", partner=who))
    return VoucherDraft(on, what, tuple(lines), attachments=1, source=SOURCE, source_id=batch.id)


def _two_sides(fen: int) -> tuple[int, int]:
    """Positive on the debit side, negative on the credit side."""
    return (fen, 0) if fen > 0 else (0, -fen)


def reverse_batch(change: Change, batch: int, reason: str, on: date | None = None) -> Voucher | None:
    """整批冲回: the batch no longer counts; its voucher, if it has one, is reversed in red."""
    known = queries.batch(change.db, batch)
    if known.state == "reversed":
        raise Refused("这一批已经冲回过了。")
    if not reason.strip():
        raise Refused("整批冲回要写明原因。", "原因", "请写一句为什么冲回。")
    settled = change.db.execute(
        "select payer from dues_paid p where batch = ? and (settled is not null or (refund is not null"
        " and not exists (select 1 from voucher r where r.reverses = p.refund and r.posted = 1))) limit 1",
        (batch,),
    ).fetchone()
    if settled:
        raise Refused(
            f"“{settled['payer']}”的待查款已经处理过，不能整批冲回。",
            remedy="请先冲回处理它的那一批，或冲销退款凭证。",
        )
    if known.voucher is None:
        change.update("dues_batch", batch, {"state": "reversed", "note": reason.strip()})
        return None
    red = ledger.reverse(change, known.voucher, reason, on, from_register=True)
    change.update("dues_batch", batch, {"state": "reversed", "reversal": red.id, "note": reason.strip()})
    for row in change.db.execute("select id from dues_paid where settled = ?", (batch,)).fetchall():
        change.update("dues_paid", row["id"], {"settled": None})
    return red


def reverse_voucher(change: Change, voucher: int, reason: str, on: date | None = None) -> Voucher:
    """红字冲销 from the voucher's side: one that books a dues batch takes its whole batch back with it."""
    batch = queries.batch_of_voucher(change.db, voucher)
    if batch is not None and batch.state == "arrived":
        red = reverse_batch(change, batch.id, reason, on)
        if red is not None:
            return red
    return ledger.reverse(change, voucher, reason, on)


def receive_one(
    change: Change, member: int, rows: Sequence[tuple[str, int]], way: str, on: date, *, receipt_no: str = ""
) -> Voucher:
    """One member pays in cash or by transfer: `rows` are (month, amount fen). Books at once."""
    who = queries.payer(change.db, member)
    if not rows or any(fen <= 0 for _, fen in rows):
        raise Refused(f"{who.name} 的收款金额要大于 0。", remedy="请填写金额。")
    check_not_far(max(month for month, _ in rows), change.today)
    batch = open_batch(change, rows[0][0], way, on, (f"{who.name} {WAYS[way]}", ""))
    if receipt_no:
        change.update("dues_batch", batch, {"receipt_no": receipt_no})
    add_paid(change, batch, [(member, month, fen, "", "") for month, fen in rows])
    return arrive(change, batch, on)


def settle_pending(change: Change, paid: int, member: int, on: date) -> Voucher:
    """A payer who was unknown turns out to be a member: other payables against dues income."""
    row = _pending_row(change, paid)
    batch = open_batch(change, row["month"], "transfer", on, (f"待查款：{row['payer']}", ""))
    add_paid(change, batch, [(member, row["month"], row["amount_fen"], "", f"待查款 {row['payer']}")])
    who = queries.payer(change.db, member)
    what = f"{row['payer']}的待查款记为{who.name}{month_words(row['month'])}会费"
    payable = books.account_by_key(change.db, "other_payable")
    income = books.account_by_key(change.db, "dues_income")
    lines = (
        LineDraft(payable, row["amount_fen"], 0, what, partner=row["payer"]),
        LineDraft(income, 0, row["amount_fen"], what),
    )
    draft = VoucherDraft(on, what, lines, attachments=1, source=SOURCE, source_id=batch)
    voucher = ledger.post_voucher(change, draft)
    change.update("dues_batch", batch, {"state": "arrived", "arrived_on": on, "voucher": voucher.id})
    change.update("dues_paid", paid, {"settled": batch})
    return voucher


def refund_pending(change: Change, paid: int, on: date) -> Voucher:
    """退回: the unknown payer's money goes back through the bank."""
    row = _pending_row(change, paid)
    what = f"退回{row['payer']}{month_words(row['month'])}误扣会费"
    payable = books.account_by_key(change.db, "other_payable")
    bank = books.account_by_key(change.db, "bank")
    fen = row["amount_fen"]
    lines = (LineDraft(payable, fen, 0, what, partner=row["payer"]), LineDraft(bank, 0, fen, what))
    voucher = ledger.post_voucher(change, VoucherDraft(on, what, lines, attachments=1))
    change.update("dues_paid", paid, {"refund": voucher.id})
    return voucher


def _pending_row(change: Change, paid: int) -> sqlite3.Row:
    row: sqlite3.Row | None = change.db.execute(
        "select p.*, b.state from dues_paid p join dues_batch b on b.id = p.batch where p.id = ?", (paid,)
    ).fetchone()
    if row is None or all(paid != one.id for one in queries.pending(change.db)):
        raise Refused("这笔待查款已经处理过了。", remedy="请刷新后再看。")
    if row["state"] != "arrived":
        raise Refused("这笔钱还没有到账。", remedy="请先登记到账。")
    return row


def arrive_month(change: Change, month: str, on: date) -> list[Voucher]:
    """All batches of a month that are 已扣未到账 have arrived on that day."""
    waiting = queries.waiting(change.db, month)
    if not waiting:
        raise Refused(f"{month_words(month)}没有“已扣未到账”的批次。", remedy="请先登记扣款单。")
    if month_of(on) < month:
        raise Refused(f"到账日期 {on} 早于{month_words(month)}。", remedy="请核对日期。")
    return [arrive(change, batch.id, on) for batch in waiting]
