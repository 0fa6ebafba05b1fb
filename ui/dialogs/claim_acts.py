"""What happens to an approval: signed, approved, sent back, paid, settled, reversed; one small box each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from models.budget import guard, posting
from models.claims import actions, checks, paying, queries
from models.claims.records import MARKS, SIGNERS, Claim
from models.documents import invoices
from models.kit.errors import Refused
from models.kit.money import yuan
from models.ledger import queries as books
from models.ledger.records import Voucher
from ui.dialogs.form_dialog import FormDialog
from ui.navigation import Context
from ui.widgets.day_edit import DayEdit
from ui.widgets.form import Field, Form
from ui.widgets.money_edit import MoneyEdit
from ui.widgets.text_edits import CheckEdit, ChoiceEdit, TextEdit

Paid = Callable[[Voucher], None]


def ask_approval(context: Context, parent: QWidget, claim: Claim, done: Callable[[], None]) -> FormDialog:
    """批准: who decided, and why when it is the handler's own."""
    chair = next((one.name for one in context.office.users() if one.role == "chair"), "")
    form = Form(
        [
            Field("who", "审批人", required=True, width=200),
            Field("reason", "说明", hint="经办人自己审批的，要写明理由；平常不用填"),
        ]
    )
    form.show_values({"who": chair})

    def save(values: Mapping[str, Any]) -> None:
        with context.office.change(f"批准 {claim.number}") as change:
            actions.approve(change, claim.id, values["who"], values["reason"] or "")
        done()

    box = FormDialog(context, parent, "批准", form, save, verb="批准", facts=_facts(claim))
    box.field_of = lambda no: "reason" if "不能自己审批" in no.what else ""
    doubts = checks.doubts(context.office.db, claim.entered, claim.id)
    box.say("\n".join(doubts))
    return box


def ask_signature(context: Context, parent: QWidget, claim: Claim, done: Callable[[], None]) -> FormDialog:
    """Who else has signed on paper."""
    form = Form(
        [
            Field(
                "kind", "哪一栏", lambda: ChoiceEdit([(one, MARKS[one]) for one in SIGNERS]), required=True
            ),
            Field("who", "签字人", required=True, width=200),
            Field("note", "意见", hint="可以不写"),
        ]
    )
    form.show_values({"kind": "checked", "who": context.user})

    def save(values: Mapping[str, Any]) -> None:
        with context.office.change(f"登记签字 {claim.number}") as change:
            actions.sign(change, claim.id, values["kind"], values["who"], values["note"] or "")
        done()

    return FormDialog(context, parent, "登记签字", form, save, verb="登记", facts=_facts(claim))


def ask_refusal(context: Context, parent: QWidget, claim: Claim, done: Callable[[], None]) -> FormDialog:
    """不批准: it goes back to be mended."""
    form = Form(
        [
            Field("who", "谁不批准", required=True, width=200),
            Field("reason", "原因", required=True, hint="例如：缺验收人签字"),
        ]
    )
    form.show_values({"who": next((u.name for u in context.office.users() if u.role == "chair"), "")})

    def save(values: Mapping[str, Any]) -> None:
        with context.office.change(f"不批准 {claim.number}") as change:
            actions.refuse(change, claim.id, values["who"], values["reason"])
        done()

    return FormDialog(context, parent, "退回不批准", form, save, verb="退回", facts=_facts(claim))


def ask_payment(context: Context, parent: QWidget, claim: Claim, done: Paid) -> FormDialog:
    """付款并生成凭证: the entry and what the budget says of it are seen before."""
    office = context.office
    day = max(office.today(), claim.entered.day)
    form = Form(
        [
            Field("day", "付款日期", lambda: DayEdit(f"{day:%Y-%m}"), required=True, width=160),
            Field("reason", "超预算理由", lambda: TextEdit("预算够用就不用填")),
        ],
        label_width=92,
    )
    form.show_values({"day": day})

    def save(values: Mapping[str, Any]) -> None:
        reason = values["reason"] or ""
        with office.change(f"付款 {claim.number}") as change:
            over = guard.look(change.db, paying.payment(change.db, claim, values["day"]))
            stops = guard.stops(over)
            if stops and not reason.strip():
                raise Refused(stops[0].sentence, "reason", "要支出请写明理由，或先调整预算。")
            posted = paying.pay(change, claim.id, values["day"])
            posting.keep(change, over, reason, voucher=posted.id, claim=claim.id)
        done(posted)

    verb = "付款并记账" if claim.entered.settles is None else "结清并记账"
    box = FormDialog(
        context, parent, verb.removesuffix("并记账"), form, save, verb=verb, facts=_facts(claim), width=600
    )
    box.field_of = lambda no: (
        "reason" if no.where == "reason" else "day" if "日期" in no.what or "结账" in no.what else ""
    )
    form.box("day").changed.connect(partial(_say_payment, context, box, claim))
    _say_payment(context, box, claim)
    return box


def _say_payment(context: Context, box: FormDialog, claim: Claim) -> None:
    day = box.form.values()["day"]
    if day is None:
        box.say("")
        return
    try:
        draft = paying.payment(context.office.db, claim, day)
    except Refused as no:
        box.say(f"{no.what}{no.remedy}")
        return
    names = {one.id: one.full_name for one in books.accounts(context.office.db)}
    said = ["生成凭证："]
    for line in draft.lines:
        side, fen = ("借", line.debit_fen) if line.debit_fen else ("贷", line.credit_fen)
        who = f"（{line.partner}）" if line.partner else ""
        said.append(f"{side}　{names[line.account]}{who}　{yuan(fen)}")
    over = guard.look(context.office.db, draft)
    box.form.show_field("reason", bool(guard.stops(over)))
    box.say("\n".join([*said, *(one.sentence for one in over)]))


def ask_return(context: Context, parent: QWidget, claim: Claim, done: Paid) -> FormDialog:
    """还款: the whole advance comes back unspent."""
    day = max(context.office.today(), claim.entered.day)
    ways = [("cash", "现金"), ("transfer", "转账")]
    form = Form(
        [
            Field("day", "还款日期", lambda: DayEdit(f"{day:%Y-%m}"), required=True, width=160),
            Field("way", "方式", lambda: ChoiceEdit(ways), required=True, width=160),
        ]
    )
    form.show_values({"day": day, "way": claim.entered.way if claim.entered.way != "cheque" else "transfer"})

    def save(values: Mapping[str, Any]) -> None:
        with context.office.change(f"归还借款 {claim.number}") as change:
            posted = paying.give_back(change, claim.id, values["day"], values["way"])
        done(posted)

    box = FormDialog(context, parent, "归还借款", form, save, verb="收回并记账", facts=_facts(claim))
    box.field_of = lambda no: "day" if "日期" in no.what or "结账" in no.what else ""
    box.say("全额退回、没有花费的用这个；有花费的请填报销审批单，在“冲抵借款”里选这一笔。")
    return box


def ask_reversal(context: Context, parent: QWidget, claim: Claim, done: Paid) -> FormDialog:
    """冲销付款, with the reason."""
    day = context.office.today()
    form = Form(
        [
            Field("day", "冲销日期", lambda: DayEdit(f"{day:%Y-%m}"), required=True, width=160),
            Field("reason", "原因", required=True, hint="例如：银行退票，重新付款"),
        ]
    )
    form.show_values({"day": day})

    def save(values: Mapping[str, Any]) -> None:
        with context.office.change(f"冲销付款 {claim.number}") as change:
            red = paying.reverse_payment(change, claim.id, values["reason"], values["day"])
        done(red)

    box = FormDialog(context, parent, "冲销付款", form, save, verb="冲销", facts=_facts(claim))
    box.field_of = lambda no: "day" if "日期" in no.what or "结账" in no.what else ""
    box.say("会填一张红字凭证，单据退回到“待付款”。冲销以后不能撤销。")
    return box


def ask_limits(context: Context, parent: QWidget, done: Callable[[], None]) -> FormDialog:
    """The office's own limits."""
    known = queries.limits(context.office.db)
    form = Form(
        [
            Field(
                "large", "大额标准(元)", MoneyEdit, required=True, width=160, hint="达到这个数要填会议纪要号"
            ),
            Field(
                "days",
                "借款期限(天)",
                lambda: TextEdit("30"),
                required=True,
                width=160,
                hint="过期会列入待办",
            ),
        ],
        label_width=104,
    )
    form.show_values({"large": known.large_fen, "days": known.advance_days})

    def save(values: Mapping[str, Any]) -> None:
        days = int(values["days"]) if str(values["days"]).isdigit() else 0
        with context.office.change("设置审批标准") as change:
            actions.set_limits(change, values["large"], days)
        done()

    return FormDialog(context, parent, "审批标准", form, save, verb="保存")


def _facts(claim: Claim) -> str:
    return f"{claim.number} · {claim.entered.purpose} · {yuan(claim.entered.total_fen)} 元"


def ask_invoices(
    context: Context, parent: QWidget, claim: Claim, done: Callable[[], None]
) -> FormDialog | None:
    """附上发票: ticked out of those that are nowhere in use; None when there is none."""
    found = [one for one in queries.free_invoices(context.office.db, claim.id) if not one[4]]
    if not found:
        context.say.tell("没有还没用过的发票。", "请先在“票据”里收进发票，再附到审批单上。")
        return None
    form = Form(
        [_tick(key, f"{number}　{seller}　{yuan(fen)}") for key, number, seller, fen, _ in found],
        label_width=8,
    )

    def save(values: Mapping[str, Any]) -> None:
        chosen = [int(key) for key, ticked in values.items() if ticked]
        with context.office.change(f"附发票 {claim.number}") as change:
            invoices.to_claim(change, chosen, claim.id)
        done()

    return FormDialog(context, parent, "附上发票", form, save, verb="附上", facts=_facts(claim), width=620)


def _tick(key: int, said: str) -> Field:
    """A line to be ticked."""
    return Field(str(key), "", partial(CheckEdit, said), wide=True)
