"""The fields of an invoice as a form: shown from what was read, asked where nothing sure was read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from models.documents.records import InvoiceFields
from models.documents.settling import plain_id, plain_text
from ui.widgets.day_edit import DayEdit
from ui.widgets.form import Field, Form
from ui.widgets.money_edit import MoneyEdit

_PLAIN = ("kind", "day", "seller", "buyer", "item", "net_fen", "tax_fen", "total_fen")
_IDS = ("number", "code", "seller_tax", "buyer_tax", "red_of")


def invoice_form(month: str) -> Form:
    """An empty form."""
    return Form(
        [
            Field("number", "发票号码", required=True),
            Field("code", "发票代码", hint="20 位号码的发票没有代码"),
            Field("day", "开票日期", lambda: DayEdit(month), required=True),
            Field("seller", "销售方", required=True),
            Field("seller_tax", "销方税号"),
            Field("buyer", "购买方", required=True),
            Field("buyer_tax", "购方税号"),
            Field("item", "项目"),
            Field("net_fen", "金额", MoneyEdit),
            Field("tax_fen", "税额", MoneyEdit),
            Field("total_fen", "价税合计", MoneyEdit, required=True),
            Field("red_of", "红冲哪张", hint="红字发票填原发票的号码"),
            Field("accepted", "抬头说明"),
            Field("note", "备注"),
        ],
        label_width=68,
    )


def show_invoice(form: Form, fields: InvoiceFields, *, accepted: str = "", note: str = "") -> None:
    """Put a record into the form; the code is shown where there is one or the number is an old one."""
    values = {name: getattr(fields, name) for name in (*_PLAIN, *_IDS)}
    form.show_values({**values, "accepted": accepted, "note": note})
    form.show_field("code", len(fields.number) != 20 or bool(fields.code))
    form.show_field("red_of", (fields.total_fen or 0) < 0 or bool(fields.red_of))


def typed_invoice(form: Form, kind: str) -> InvoiceFields:
    """What stands in the form now."""
    values: dict[str, Any] = form.values()
    texts: dict[str, Any] = {name: plain_text(values[name] or "") for name in ("seller", "buyer", "item")}
    ids: dict[str, Any] = {name: plain_id(values[name] or "") for name in _IDS}
    money = {name: values[name] for name in ("net_fen", "tax_fen", "total_fen")}
    return InvoiceFields(kind=kind, day=values["day"], **texts, **ids, **money)


def say_asked(form: Form, asked: Sequence[tuple[str, str]]) -> None:
    """Put every question beside its field."""
    said: dict[str, str] = {}
    for name, why in asked:
        said[name] = said.get(name, "") + why
    for name, why in said.items():
        form.doubt(name, why)
