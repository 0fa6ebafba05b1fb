"""Boxes around bank slips: what was read put right, and what a slip belongs to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from models.documents import slips
from models.kit.money import yuan
from models.ledger import queries as books
from models.ledger.lists import VoucherList
from ui.dialogs.form_dialog import FormDialog
from ui.navigation import Context
from ui.widgets.day_edit import DayEdit
from ui.widgets.form import Field, Form
from ui.widgets.money_edit import MoneyEdit
from ui.widgets.text_edits import ChoiceEdit
from ui.widgets.voucher_picker import voucher_picker


def ask_slip(context: Context, parent: QWidget | None, key: int, done: Callable[[str], None]) -> FormDialog:
    """What a slip says, put right by hand."""
    office = context.office
    one = slips.slip(office.db, key)
    month = f"{one.day or office.today():%Y-%m}"
    form = Form(
        [
            Field("day", "日期", lambda: DayEdit(month), required=True, width=160),
            Field(
                "way", "收付", lambda: ChoiceEdit([("in", "收入"), ("out", "支出")]), required=True, width=160
            ),
            Field("fen", "金额", MoneyEdit, required=True, width=160),
            Field("partner", "对方"),
            Field("ref", "流水号"),
            Field("words", "摘要"),
        ],
        label_width=64,
    )
    way = "in" if one.in_fen else "out" if one.out_fen else None
    shown = {"day": one.day, "way": way, "fen": one.in_fen or one.out_fen or None}
    form.show_values({**shown, "partner": one.partner, "ref": one.ref, "words": one.words})

    def save(values: Mapping[str, Any]) -> None:
        into, out = (values["fen"], 0) if values["way"] == "in" else (0, values["fen"])
        texts = [values[name] or "" for name in ("partner", "ref", "words")]
        with office.change("更正银行回单") as change:
            slips.correct(change, key, slips.SlipFields(values["day"], into, out, *texts))
        done("回单已更正")

    return FormDialog(context, parent, "更正回单", form, save)


def ask_tie(context: Context, parent: QWidget | None, key: int, done: Callable[[str], None]) -> FormDialog:
    """Which voucher a slip belongs to: those that fit first, any other by searching."""
    office = context.office
    one = slips.slip(office.db, key)
    [proposal] = slips.proposals(office.db, [key]) or [slips.Proposal(key, (), ())]
    rows = VoucherList(office).records(list(dict.fromkeys(proposal.vouchers)))
    fitting = [(row.id, f"{row.day} {row.name} {row.summary}") for row in rows]
    form = Form(
        [
            Field("fitting", "金额相符", lambda: ChoiceEdit([*fitting, (0, "都不是，从下面找")])),
            Field("voucher", "别的凭证", lambda: voucher_picker(office)),
        ],
        label_width=72,
    )
    form.show_values({"fitting": fitting[0][0] if fitting else 0, "voucher": None})
    form.show_field("fitting", bool(fitting))

    def save(values: Mapping[str, Any]) -> None:
        from models.kit.errors import Refused

        voucher = values["voucher"] or values["fitting"]
        if not voucher:
            raise Refused("还没有选凭证。", "voucher", "请按凭证号、摘要或金额找。")
        name = books.voucher(office.db, voucher).name
        with office.change(f"回单关联 {name}") as change:
            slips.tie(change, key, voucher=voucher)
        done(f"回单已关联 {name}")

    way = "收" if one.in_fen else "付"
    facts = f"{one.day} {way} {yuan(one.in_fen or one.out_fen)} {one.partner}"
    made = FormDialog(context, parent, "关联凭证", form, save, verb="关联", facts=facts)
    made.field_of = lambda no: "voucher" if no.where == "voucher" else ""
    return made
