"""收会费: one member pays in cash or by transfer, for one month or several; booked at once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from models.dues import batches, queries
from models.dues.checks import spread
from models.dues.records import WAYS
from models.kit.days import month_words, months
from models.kit.errors import Refused
from models.kit.money import yuan
from ui.dialogs.dues_member import member_picker
from ui.dialogs.form_dialog import FormDialog
from ui.navigation import Context
from ui.widgets.day_edit import DayEdit, MonthEdit
from ui.widgets.form import Field, Form
from ui.widgets.money_edit import MoneyEdit
from ui.widgets.text_edits import ChoiceEdit, TextEdit


def take_cash(context: Context, parent: QWidget, member: int | None, month: str = "") -> FormDialog:
    """Open the box; what is owed for the months stands there as the amount."""
    box = cash_box(context, parent, member, month)
    box.exec()
    return box


def cash_box(context: Context, parent: QWidget, member: int | None, month: str = "") -> FormDialog:
    """The box, not yet shown."""
    month = month or context.period
    form = Form(
        [
            Field("member", "会员", lambda: member_picker(context), required=True),
            Field("first", "从哪个月", lambda: MonthEdit(month), required=True, width=160),
            Field("last", "到哪个月", lambda: MonthEdit(month), required=True, width=160),
            Field("amount", "金额", MoneyEdit, required=True, width=160, check=_more_than_nothing),
            Field("way", "方式", lambda: ChoiceEdit([(k, WAYS[k]) for k in ("cash", "transfer")]), width=160),
            Field("day", "收款日期", lambda: DayEdit(context.period), required=True, width=160),
            Field("receipt", "收据号", lambda: TextEdit("专用收据的号码，没有就不填"), hint="印在收款凭条上"),
        ]
    )
    form.show_values(
        {
            "member": member,
            "first": month,
            "last": month,
            "way": "cash",
            "day": context.office.today(),
            "amount": sum(fen for _, fen in owed(context, member, month, month)) or None,
        }
    )
    box = FormDialog(
        context, parent, "收会费", form, partial(_save, context, parent), verb="收款并记账", width=480
    )
    box.field_of = lambda no: "amount" if "大于 0" in no.what else "day" if "结账" in no.what else ""
    for key in ("member", "first", "last"):
        form.box(key).changed.connect(partial(_propose, context, box))
    form.changed.connect(partial(_say, context, box))
    _say(context, box)
    return box


def owed(context: Context, member: int | None, first: str, last: str) -> list[tuple[str, int]]:
    """What the member owes for each month of the span, fen."""
    if member is None or last < first:
        return []
    dues = queries.month_dues(context.office.db, first, last, member)
    return [
        (month, dues[member, month].owed_fen if (member, month) in dues else 0)
        for month in months(first, last)
    ]


def _propose(context: Context, box: FormDialog) -> None:
    """Another member or month: another amount is owed."""
    said = box.form.values()
    if said["member"] and said["first"] and said["last"]:
        total = sum(fen for _, fen in owed(context, said["member"], said["first"], said["last"]))
        if total:
            box.form.box("amount").set_value(total)


def _say(context: Context, box: FormDialog) -> None:
    said = box.form.values()
    if not said["member"] or not said["first"] or not said["last"]:
        box.say("")
        return
    rows = owed(context, said["member"], said["first"], said["last"])
    total, amount = sum(fen for _, fen in rows), said["amount"] or 0
    words = f"这 {len(rows)} 个月还欠 {yuan(total)} 元。" if total else "这几个月没有欠缴。"
    if amount and amount != total:
        gap = amount - total
        words += f"{'多收' if gap > 0 else '少收'} {yuan(abs(gap))} 元，记在{month_words(said['last'])}。"
    account = "库存现金" if said["way"] == "cash" else "银行存款"
    box.say(f"{words}生成凭证：借 {account} {yuan(amount)}，贷 会费收入 {yuan(amount)}。")


def _save(context: Context, parent: QWidget, values: Mapping[str, Any]) -> None:
    if values["last"] < values["first"]:
        raise Refused("结束月份早于开始月份。", remedy="请改一下月份。")
    rows = spread(owed(context, values["member"], values["first"], values["last"]), values["amount"])
    who = queries.payer(context.office.db, values["member"])
    with context.office.change(f"收{who.name}会费 {yuan(values['amount'])}") as change:
        voucher = batches.receive_one(
            change, who.id, rows, values["way"], values["day"], receipt_no=values["receipt"] or ""
        )
    see = partial(context.open_page, "voucher", voucher=voucher.id)
    slip = partial(_print_slip, context, parent, voucher.id)
    verbs = (("打印凭条", slip), ("看凭证", see))
    context.toast(f"已收 {who.name} {yuan(values['amount'])} 元", voucher.name, verbs)


def _print_slip(context: Context, parent: QWidget, voucher: int) -> None:
    """收款凭条 for the payer, who stands there and waits."""
    from models.dues import reports
    from ui.pages.dues_prints import print_made

    # the box over which cash was taken may be closed by now
    host = parent if isValid(parent) else QApplication.activeWindow()
    if host is not None:
        print_made(context, host, "收款凭条", partial(reports.receipts_of, voucher=voucher))


def _more_than_nothing(fen: int) -> str:
    return "" if fen > 0 else "金额要大于 0。"
