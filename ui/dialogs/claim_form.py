"""报销审批单, 借款单 and 领款单: filled in, changed; what is doubtful is said while it is typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from models.catalog import budget_before
from models.claims import actions, checks, queries
from models.claims.records import ADVANCE, EXPENSE, KINDS, PAYOUT, WAYS, Claim, ClaimDraft
from models.kit.errors import Refused
from models.kit.money import yuan
from models.ledger.lists import Chart
from models.members import queries as members
from ui.dialogs.dues_member import member_picker
from ui.dialogs.form_dialog import FormDialog
from ui.navigation import Context
from ui.widgets.budget_choice import BY_ACCOUNT, expense_lines
from ui.widgets.claim_items import ClaimItems
from ui.widgets.day_edit import DayEdit
from ui.widgets.form import Field, Form
from ui.widgets.money_edit import MoneyEdit
from ui.widgets.text_edits import ChoiceEdit, TextEdit

Done = Callable[[int, bool], None]  # the claim's id, and whether it was submitted too


def fill_claim(context: Context, parent: QWidget, kind: str, done: Done) -> FormDialog:
    """A new one, submitted at once when it is whole."""
    draft = ClaimDraft(kind, context.office.today(), "", handler=context.user)
    if kind == ADVANCE:
        days = queries.limits(context.office.db).advance_days
        draft = replace(draft, due_day=draft.day + timedelta(days=days))
    return _box(context, parent, draft, done)


def change_claim(context: Context, parent: QWidget, key: int, done: Done) -> FormDialog:
    """One that is not approved yet."""
    found = queries.claim(context.office.db, key)
    bank, number = queries.private(context.office.db, key)
    return _box(context, parent, replace(found.entered, bank=bank, account_number=number), done, key)


def _box(
    context: Context, parent: QWidget, draft: ClaimDraft, done: Done, key: int | None = None
) -> FormDialog:
    kind = draft.kind
    form = Form(_fields(context, draft), columns=2, label_width=76)
    form.show_values(_values(draft))

    def save(values: Mapping[str, Any]) -> None:
        entered = _draft(values, draft)
        said = f"{KINDS[kind]}：{entered.purpose[:20]}"
        with context.office.change(f"{'改' if key else '填'}{said}") as change:
            made = key or actions.add_claim(change, entered)
            if key:
                actions.change_claim(change, key, entered)
            actions.submit(change, made)
        done(made, True)

    title = f"{'改' if key else '填'}{KINDS[kind]}"
    facts = queries.claim(context.office.db, key).number if key else ""
    box = FormDialog(context, parent, title, form, save, verb="提交审批", width=860, facts=facts)
    box.field_of = partial(_field_of, form)
    form.changed.connect(partial(_say, context, box, draft, key))
    if not key and form.use_drafts(context.drafts, f"claim:{kind}"):
        form.restore_draft()
    _say(context, box, draft, key)
    return box


def _field_of(form: Form, no: Refused) -> str:
    return no.where if no.where in form.values() else ""


# -- fields -----------------------------------------------------------------------------------


def _fields(context: Context, draft: ClaimDraft) -> list[Field]:
    kind = draft.kind
    month = f"{draft.day:%Y-%m}"
    units = [(None, "（不分部门）"), *((one.id, one.name) for one in members.units(context.office.db))]
    fields = [
        Field("day", "日期", lambda: DayEdit(month), required=True, width=160),
        Field("unit", "部门", lambda: ChoiceEdit(units, "可以不选")),
        Field("handler", "经办人", required=kind == EXPENSE),
        Field("purpose", "事由", lambda: TextEdit(_EXAMPLES[kind]), required=True),
    ]
    if kind == ADVANCE:
        fields += [
            Field("member", "借款人", lambda: member_picker(context), hint="不是会员的，写在收款人里"),
            Field("amount_fen", "借款金额", MoneyEdit, required=True, width=160),
            Field("due_day", "预计还款日", lambda: DayEdit(month), required=True, width=160),
        ]
    else:
        chart, words = Chart(context.office.db), "姓名或项目" if kind == PAYOUT else "摘要"
        fields.append(Field("items", "明细", lambda: ClaimItems(chart, words), required=True, wide=True))
    return fields + _more(context, draft)


def _more(context: Context, draft: ClaimDraft) -> list[Field]:
    """Where it comes from and where it goes."""
    db, kind = context.office.db, draft.kind
    lines = expense_lines(db, draft.day.year)
    marks = [("", "不是专款"), *((name, name) for name in queries.earmarks(db))]
    fields = [Field("budget_line", "预算项目", lambda: _narrow(ChoiceEdit(lines, BY_ACCOUNT)))]
    if len(marks) > 1:
        fields.append(Field("earmark", "专项", lambda: ChoiceEdit(marks, "不是专款")))
    if kind == EXPENSE and (open_ones := _open_advances(context, draft)):
        fields.append(Field("settles", "冲抵借款", lambda: _narrow(ChoiceEdit(open_ones, "不冲抵"))))
    return [
        *fields,
        Field("way", "支付方式", lambda: ChoiceEdit(list(WAYS.items())), required=True, width=160),
        Field("payee", "收款人", lambda: TextEdit("单位或个人的全名")),
        Field("bank", "开户行"),
        Field("account_number", "账号", lambda: TextEdit("打印时只印后四位")),
        Field("attachments", "附单据", lambda: TextEdit("张数"), width=90, check=_is_count),
        Field("minutes", "会议纪要号", lambda: TextEdit("大额支出要填")),
    ]


def _open_advances(context: Context, draft: ClaimDraft) -> list[tuple[int | None, str]]:
    found = [
        (one.id, f"{one.number} {one.person} {yuan(one.amount_fen)} 元")
        for one in queries.open_advances(context.office.db)
        if draft.settles == one.id or queries.settled_by(context.office.db, one.id) is None
    ]
    return [(None, "不冲抵"), *found] if found else []


def _narrow(edit: ChoiceEdit) -> ChoiceEdit:
    """A long title does not make the whole form wider."""
    edit.setSizeAdjustPolicy(ChoiceEdit.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    edit.setMinimumContentsLength(12)
    return edit


def _is_count(text: str) -> str:
    return "" if text.isascii() and text.isdigit() and int(text) <= 9999 else "请写张数，例如 4。"


_EXAMPLES = {
    EXPENSE: "例如：教工羽毛球比赛场地费",
    ADVANCE: "例如：春游活动备用金",
    PAYOUT: "例如：生病住院慰问",
}


# -- values -----------------------------------------------------------------------------------


_SAME = (
    "day", "unit", "handler", "purpose", "member", "due_day", "budget_line", "earmark", "settles", "way",
    "payee", "bank", "account_number", "minutes",
)  # fmt: skip


def _values(draft: ClaimDraft) -> dict[str, Any]:
    said: dict[str, Any] = {name: getattr(draft, name) for name in _SAME}
    attachments = str(draft.attachments) if draft.attachments else None
    return said | {"items": draft.items, "amount_fen": draft.amount_fen or None, "attachments": attachments}


def _draft(values: Mapping[str, Any], before: ClaimDraft) -> ClaimDraft:
    """What stands in the form; what it has no field for stays."""
    said = {name: values[name] for name in _SAME if name in values}
    for name in ("handler", "purpose", "earmark", "payee", "bank", "account_number", "minutes"):
        said[name] = said.get(name) or ""
    attachments = values.get("attachments") or "0"
    return replace(
        before,
        **said,
        items=values.get("items") or (),
        amount_fen=values.get("amount_fen") or 0,
        attachments=int(attachments) if attachments.isdigit() else 0,
    )


def _say(context: Context, box: FormDialog, before: ClaimDraft, key: int | None) -> None:
    """The sum in capitals, the budget, and what is doubtful."""
    values = box.form.values()
    if values["day"] is None or values["way"] is None:
        box.say("")
        return
    entered = _draft(values, before)
    if entered.member is not None and not entered.payee:
        entered = replace(entered, payee=members.member(context.office.db, entered.member).name)
    said = []
    if entered.total_fen:
        said.append(_budget(context, entered, key))
        said += checks.doubts(context.office.db, entered, key)
    box.say("\n".join(one for one in said if one))


def _budget(context: Context, entered: ClaimDraft, key: int | None) -> str:
    found = budget_before(context.office, Claim(key or 0, "", "draft", entered))
    if found is None:
        return ""
    line, left = found
    after = left - entered.total_fen
    words = f"还剩 {yuan(after)} 元" if after >= 0 else f"超出 {yuan(-after)} 元"
    return f"预算“{line}”可用 {yuan(left)} 元，这张以后{words}。"
