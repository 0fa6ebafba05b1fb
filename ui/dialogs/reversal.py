"""红字冲销: the day and the reason; a voucher of a dues batch takes its whole batch back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from models.dues import batches
from models.guided import reversal
from models.kit.errors import Refused
from models.ledger.records import Voucher
from ui.dialogs.form_dialog import FormDialog
from ui.navigation import Context
from ui.widgets.day_edit import DayEdit
from ui.widgets.form import Field, Form


def ask_reversal(
    context: Context, parent: QWidget | None, voucher: Voucher, done: Callable[[Voucher], None]
) -> FormDialog:
    """The box; `done(red voucher)` after it was written."""
    office = context.office
    day = max(office.today(), voucher.day)
    form = Form(
        [
            Field("day", "冲销日期", lambda: DayEdit(f"{day:%Y-%m}"), required=True, width=160),
            Field("reason", "原因", required=True, hint="例如：金额写错，重新填制"),
        ],
        label_width=72,
    )
    form.show_values({"day": day})

    def save(values: Mapping[str, Any]) -> None:
        with office.change(f"冲销 {voucher.name}") as change:
            red = reversal.reverse_voucher(change, voucher.id, values["reason"], values["day"])
        done(red)

    made = FormDialog(
        context,
        parent,
        f"冲销 {voucher.name}",
        form,
        save,
        verb="冲销",
        facts=voucher.summary,
    )
    made.field_of = _field
    words = "会填一张同样科目、金额为负的红字凭证，两张互相注明。冲销以后不能撤销。"
    if voucher.source == batches.SOURCE:
        words = "这张凭证是登记会费时自动填的，冲销会把那一批会费一起冲回。" + words
    elif voucher.source:
        words = "这张凭证是登记簿自动填的，冲销会把登记簿里的那一笔一起退回。" + words
    made.say(words)
    return made


def _field(no: Refused) -> str:
    return "day" if "日期" in no.what or "结账" in no.what or "启用" in no.what else ""
