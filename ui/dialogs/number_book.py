"""Boxes around receipt books and cheques: a book comes in, a number is used or void."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from models.documents import numbers
from models.documents.numbers import BookDraft, UseDraft
from models.documents.records import BOOK_KINDS, NumberBook, NumberUse
from models.kit.errors import Refused
from ui.dialogs.form_dialog import FormDialog
from ui.navigation import Context
from ui.widgets.day_edit import DayEdit
from ui.widgets.form import Field, Form
from ui.widgets.money_edit import MoneyEdit
from ui.widgets.text_edits import ChoiceEdit
from ui.widgets.voucher_picker import voucher_picker

_NAMES = {"receipt": "工会经费收入专用收据", "cheque": "转账支票"}


def ask_book(context: Context, parent: QWidget | None, kind: str, done: Callable[[str], None]) -> FormDialog:
    """A new book: its kind, its range as printed, who keeps it."""
    office = context.office
    form = Form(
        [
            Field("kind", "种类", lambda: ChoiceEdit(list(BOOK_KINDS.items())), required=True, width=160),
            Field("name", "名称", required=True),
            Field("first", "起号", required=True, width=200, hint="照票面写全，带前面的字母和零"),
            Field("last", "止号", required=True, width=200),
            Field(
                "received_on",
                "领用日期",
                lambda: DayEdit(f"{office.today():%Y-%m}"),
                required=True,
                width=160,
            ),
            Field("keeper", "保管人", width=160),
            Field("note", "备注"),
        ],
        label_width=72,
    )
    form.show_values({"kind": kind, "name": _NAMES[kind], "received_on": office.today()})

    def save(values: Mapping[str, Any]) -> None:
        texts = {name: values[name] or "" for name in ("kind", "name", "first", "last", "keeper", "note")}
        with office.change(f"领用{BOOK_KINDS[texts['kind']]} {texts['first']}—{texts['last']}") as change:
            numbers.add_book(change, BookDraft(received_on=values["received_on"], **texts))
        done(f"已登记 {texts['first']}—{texts['last']}")

    made = FormDialog(context, parent, "领用一本", form, save, verb="登记")
    made.field_of = lambda no: no.where if no.where in ("kind", "name", "first", "last") else ""
    return made


def ask_use(
    context: Context,
    parent: QWidget | None,
    book: NumberBook,
    done: Callable[[str], None],
    old: NumberUse | None = None,
) -> FormDialog:
    """What became of a number; the next one stands there already."""
    form = _use_form(context, book, old)

    shown = {"used": True}

    def look() -> None:
        used = form.box("state").value() != "void"
        if used != shown["used"]:
            shown["used"] = used
            for name in ("partner", "amount_fen", "voucher"):
                form.show_field(name, used)
            form.show_field("copies", not used)

    def save(values: Mapping[str, Any]) -> None:
        draft = _use_draft(book, values)
        with context.office.change(f"登记{BOOK_KINDS[book.kind]} {book.text(draft.number)}") as change:
            if old is None:
                numbers.use(change, draft)
            else:
                numbers.correct_use(change, old.id, draft)
        done(f"已登记 {book.text(draft.number)}")

    title = f"登记{BOOK_KINDS[book.kind]}号码"
    made = FormDialog(context, parent, title, form, save, verb="登记", facts=book.name)
    fields = ("number", "state", "day", "partner", "reason", "amount_fen", "voucher")
    made.field_of = lambda no: no.where if no.where in fields else ""
    form.changed.connect(look)
    form.show_field("copies", False)
    look()
    return made


def _use_form(context: Context, book: NumberBook, old: NumberUse | None) -> Form:
    office = context.office
    month = f"{office.today():%Y-%m}"
    whom = "交款人" if book.kind == "receipt" else "收款人"
    states = [("used", "已用"), ("void", "作废")]
    copies = "作废的票据各联要收齐留存，例如 3"
    form = Form(
        [
            Field("number", "号码", required=True, width=200, locked="号码登记后不能改" if old else ""),
            Field("state", "状态", lambda: ChoiceEdit(states), required=True, width=160),
            Field("day", "日期", lambda: DayEdit(month), required=True, width=160),
            Field("partner", whom),
            Field("reason", "事由、原因"),
            Field("amount_fen", "金额", MoneyEdit, width=160),
            Field("copies", "留存联数", width=88, check=_whole, hint=copies),
            Field("voucher", "凭证", lambda: voucher_picker(office)),
        ],
        label_width=80,
    )
    form.show_values(_shown(office, book, old))
    return form


def _use_draft(book: NumberBook, values: Mapping[str, Any]) -> UseDraft:
    """What was typed. Raises `Refused` when the number is of another book."""
    prefix, number, _ = numbers.split_number(values["number"], "number")
    if prefix not in ("", book.prefix):
        raise Refused(f"这一本的号码以“{book.prefix}”开头。", "number", "请核对号码。")
    return UseDraft(
        book.id,
        number,
        values["state"],
        values["day"],
        values["partner"] or "",
        values["reason"] or "",
        values["amount_fen"] or 0,
        int(values["copies"] or 0),
        values["voucher"],
    )


def _shown(office: Any, book: NumberBook, old: NumberUse | None) -> dict[str, Any]:
    """What stands in the form at first."""
    if old is not None:
        names = ("state", "day", "partner", "reason", "voucher")
        shown: dict[str, Any] = {name: getattr(old, name) for name in names}
        return {
            **shown,
            "number": old.text,
            "amount_fen": old.amount_fen or None,
            "copies": str(old.copies or ""),
        }
    number = book.first if book.latest is None else book.latest + 1
    return {"number": book.text(min(number, book.last)), "state": "used", "day": office.today()}


def _whole(value: Any) -> str:
    text = str(value or "").strip()
    return "" if not text or (text.isascii() and text.isdigit() and int(text) < 20) else "请写数字，例如 3。"
