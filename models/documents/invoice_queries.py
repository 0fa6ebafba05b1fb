"""Every question to the register of invoices. All take the connection."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date

from models.documents.records import Invoice, InvoiceFields
from models.kit.errors import Refused
from models.ledger.records import voucher_name
from models.store import schema

Db = sqlite3.Connection

_INVOICE = (
    "select i.*, v.month as v_month, v.word as v_word, v.number as v_number,"
    " (select group_concat(r.id) from invoice r where r.red_of = i.id) as reds,"
    " (select b.number from invoice b where b.id = i.red_of) as blue"
    " from invoice i left join voucher v on v.id = i.voucher"
)


def invoice(db: Db, key: int) -> Invoice:
    """One invoice. Raises `Refused` when it is gone."""
    row = db.execute(f"{_INVOICE} where i.id = ?", (key,)).fetchone()
    if row is None:
        raise Refused("这张发票不在登记簿里了。", schema.place("invoice", key), "请刷新后再试。")
    return _invoice(row)


def of_voucher(db: Db, voucher: int) -> list[Invoice]:
    """The invoices of a voucher, by day."""
    rows = db.execute(f"{_INVOICE} where i.voucher = ? order by i.day, i.id", (voucher,))
    return [_invoice(row) for row in rows]


def of_claim(db: Db, claim: int) -> list[Invoice]:
    """The invoices of an approval, by day."""
    rows = db.execute(f"{_INVOICE} where i.claim = ? order by i.day, i.id", (claim,))
    return [_invoice(row) for row in rows]


def between(db: Db, first: date, last: date) -> list[Invoice]:
    """The invoices of these days, by day."""
    rows = db.execute(
        f"{_INVOICE} where i.day between ? and ? order by i.day, i.id", (first.isoformat(), last.isoformat())
    )
    return [_invoice(row) for row in rows]


def proposed_summary(found: Sequence[Invoice]) -> str:
    """ "购毛巾礼盒（百润日用品经营部）": for the voucher of these invoices."""
    items = list(dict.fromkeys(one.fields.item for one in found if one.fields.item))
    sellers = list(dict.fromkeys(one.fields.seller for one in found if one.fields.seller))
    what = "、".join(items[:2]) + ("等" if len(items) > 2 else "") or "物品"
    whom = sellers[0] + ("等" if len(sellers) > 1 else "") if sellers else ""
    return (f"购{what}" + (f"（{whom}）" if whom else ""))[:80]


def _invoice(row: sqlite3.Row) -> Invoice:
    fields = InvoiceFields(
        number=row["number"],
        code=row["code"],
        kind=row["kind"],
        day=date.fromisoformat(row["day"]) if row["day"] else None,
        seller=row["seller"],
        seller_tax=row["seller_tax"],
        buyer=row["buyer"],
        buyer_tax=row["buyer_tax"],
        item=row["item"],
        net_fen=row["net_fen"],
        tax_fen=row["tax_fen"],
        total_fen=row["total_fen"],
        red_of=row["blue"] or "",
    )
    name = voucher_name(row["v_month"], row["v_word"], row["v_number"]) if row["voucher"] else ""
    return Invoice(
        row["id"],
        fields,
        row["file"],
        row["page"],
        row["voucher"],
        name,
        row["claim"],
        row["red_of"],
        tuple(int(key) for key in (row["reds"] or "").split(",") if key),
        bool(row["void"]),
        row["accepted"],
        row["note"],
    )
