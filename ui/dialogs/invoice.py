"""Boxes around invoices: typed or put right, booked as a draft voucher, tied to one that is there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from models.documents import invoice_queries, invoices
from models.documents.invoices import Booking
from models.kit.errors import Refused
from models.kit.money import yuan
from models.ledger import queries as books
from models.ledger.typed import Chart
from ui.dialogs.form_dialog import FormDialog
from ui.navigation import Context
from ui.widgets.account_picker import account_picker
from ui.widgets.day_edit import DayEdit
from ui.widgets.form import Field, Form
from ui.widgets.invoice_form import invoice_form, show_invoice, typed_invoice
from ui.widgets.voucher_picker import voucher_picker

_FIELDS = ("number", "code", "day", "seller", "buyer", "net_fen", "tax_fen", "total_fen", "accepted")


def ask_correction(
    context: Context, parent: QWidget | None, key: int | None, done: Callable[[str], None]
) -> FormDialog:
    """The form of an invoice; without a key one is typed from paper. `done(sentence)` after saving."""
    from models.documents.records import InvoiceFields

    office = context.office
    old = invoice_queries.invoice(office.db, key) if key is not None else None
    form = invoice_form(f"{office.today():%Y-%m}")
    empty = InvoiceFields(buyer=office.unit_name, buyer_tax=office.setting("unit_tax_number"))
    if old is None:
        show_invoice(form, empty)
    else:
        show_invoice(form, old.fields, accepted=old.accepted, note=old.note)

    def save(values: Mapping[str, Any]) -> None:
        kind = old.fields.kind if old is not None else "纸质发票"
        fields, said = typed_invoice(form, kind), {"accepted": values["accepted"], "note": values["note"]}
        with office.change(f"{'更正' if old else '登记'}发票 {fields.number}") as change:
            if key is None:
                invoices.add(change, fields, **said)
            else:
                invoices.correct(change, key, fields, **said)
        done(f"已{'更正' if old else '登记'}发票 {fields.number}")

    title = "更正发票" if old is not None else "手工登记发票"
    made = FormDialog(context, parent, title, form, save, verb="保存" if old else "登记", width=560)
    made.field_of = lambda no: no.where if no.where in _FIELDS else ""
    return made


def ask_booking(
    context: Context, parent: QWidget | None, keys: Sequence[int], done: Callable[[int], object]
) -> FormDialog:
    """The day, the accounts and the summary of the draft; `done(voucher)` after it was made."""
    office = context.office
    found = [invoice_queries.invoice(office.db, key) for key in keys]
    total = sum(one.fields.total_fen or 0 for one in found)
    latest = max((one.fields.day for one in found if one.fields.day), default=office.today())
    day = max(office.today(), latest)
    chart = Chart(office.db, f"{day:%Y-%m}")
    form = Form(
        [
            Field(
                "day",
                "日期",
                lambda: DayEdit(f"{day:%Y-%m}"),
                required=True,
                width=160,
                check=_not_before(latest),
            ),
            Field("summary", "摘要", required=True),
            Field("expense", "支出科目", lambda: account_picker(chart), required=True),
            Field("paid_from", "付款科目", lambda: account_picker(chart), required=True),
        ],
        label_width=72,
    )
    bank = books.account_by_key(office.db, "bank")
    form.show_values({"day": day, "summary": invoice_queries.proposed_summary(found), "paid_from": bank})

    def save(values: Mapping[str, Any]) -> None:
        how = Booking(values["day"], values["summary"], values["expense"], values["paid_from"])
        with office.change(f"{len(keys)} 张发票生成凭证草稿") as change:
            voucher = invoices.draft_voucher(change, keys, how)
        done(voucher)

    facts = f"{len(keys)} 张发票，共 {yuan(total)}"
    made = FormDialog(context, parent, "生成凭证草稿", form, save, verb="生成草稿", facts=facts)
    made.say("草稿里可以再分行、改金额和科目，核对后记账。发票的原件会成为凭证的附件。")
    return made


def _not_before(latest: date) -> Callable[[Any], str]:
    from ui.widgets.form import Doubt

    def check(value: Any) -> str:
        early = value is not None and value < latest
        return Doubt(f"有发票的开票日期是 {latest}，晚于这一天。") if early else ""

    return check


def ask_link(
    context: Context, parent: QWidget | None, keys: Sequence[int], done: Callable[[int], object]
) -> FormDialog:
    """Which voucher these invoices belong to; `done(voucher)` after they were tied."""
    office = context.office
    total = sum(invoice_queries.invoice(office.db, key).fields.total_fen or 0 for key in keys)
    form = Form([Field("voucher", "凭证", lambda: voucher_picker(office), required=True)], label_width=56)
    form.show_values({})

    def save(values: Mapping[str, Any]) -> None:
        voucher = values["voucher"]
        with office.change(f"{len(keys)} 张发票关联 {books.voucher(office.db, voucher).name}") as change:
            invoices.to_voucher(change, keys, voucher)
        done(voucher)

    facts = f"{len(keys)} 张发票，共 {yuan(total)}"
    made = FormDialog(context, parent, "关联已有凭证", form, save, verb="关联", facts=facts)
    made.say("已记账的凭证也可以关联，金额和附单据数不会改变。")
    made.field_of = lambda no: "voucher" if isinstance(no, Refused) else ""
    return made
