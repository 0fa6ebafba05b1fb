"""What is due: assessing months, exemptions, corrections, new standards. Each a box around a form."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from models.dues import actions, queries
from models.dues.checks import reckon
from models.dues.records import Assessed, Standard
from models.kit.days import month_words
from models.kit.errors import Refused
from models.kit.money import parse, yuan
from ui.dialogs.dues_member import member_picker
from ui.dialogs.form_dialog import FormDialog
from ui.navigation import Context
from ui.widgets.day_edit import MonthEdit
from ui.widgets.form import Field, Form
from ui.widgets.money_edit import MoneyEdit
from ui.widgets.text_edits import ChoiceEdit, LongEdit, TextEdit

_TRY_FEN = 438_600  # the example of the notice: 4,386.00 → 21.90
METHODS = (("ratio", "按比例"), ("tiers", "分档"), ("fixed", "定额"))


def assess(context: Context, parent: QWidget, first: str, last: str) -> FormDialog:
    """核定应缴 of a span of months; what is assessed stays as it is."""
    form = Form(
        [
            Field("first", "从哪个月", lambda: MonthEdit(first), required=True, width=160),
            Field("last", "到哪个月", lambda: MonthEdit(last), required=True, width=160),
        ]
    )
    form.show_values({"first": first, "last": last})
    box = FormDialog(context, parent, "核定应缴会费", form, partial(_assess, context), verb="核定", width=460)
    box.say("按每个月的会费标准和计费基数，算出在职会员当月应缴。已经核定过的不变。")
    box.exec()
    return box


def _assess(context: Context, values: Mapping[str, Any]) -> None:
    first, last = values["first"], values["last"]
    if last < first:
        raise Refused("结束月份早于开始月份。", remedy="请改一下月份。")
    span = month_words(first) + (f"至{month_words(last)}" if last != first else "")
    with context.office.change(f"核定{span}应缴会费") as change:
        done = actions.assess(change, first, last)
    tell_assessed(context, done)


def tell_assessed(context: Context, done: list[Assessed]) -> None:
    """Say what was assessed, and who could not be."""
    added, total = sum(one.added for one in done), sum(one.due_fen for one in done)
    missing = {who.id: who for one in done for who in one.no_base}
    if added:
        context.toast(f"已核定 {len(done)} 个月，新增 {added:,} 人次", f"应缴合计 {yuan(total)} 元")
    else:
        context.toast("没有要新核定的", f"这 {len(done)} 个月应缴合计 {yuan(total)} 元")
    if missing:
        names = "、".join(who.name for who in list(missing.values())[:10])
        more = f"等 {len(missing)} 人" if len(missing) > 10 else f"共 {len(missing)} 人"
        context.say.tell(
            f"有 {len(missing)} 人没有计费基数，没有核定",
            f"{names}{more}。请在会员里登记计费工资，或导入工资基数表，再核定一次。",
        )


def exempt(context: Context, parent: QWidget, member: int | None, month: str) -> FormDialog:
    """免缴: a span of months with the reason."""
    form = Form(
        [
            Field("member", "会员", lambda: member_picker(context), required=True),
            Field("first", "从哪个月", lambda: MonthEdit(month), required=True, width=160),
            Field("last", "到哪个月", lambda: MonthEdit(month), required=True, width=160),
            Field("reason", "原因", lambda: LongEdit("例如：产假，工资由社保发放", 2), required=True),
        ]
    )
    form.show_values({"member": member, "first": month, "last": month})
    save = partial(_exempt, context)
    box = FormDialog(context, parent, "登记免缴", form, save, verb="登记免缴", width=480)
    box.field_of = lambda no: "first"
    box.say("已经收了的月份不能免缴；免缴的原因会印在签收表的备注里。")
    box.exec()
    return box


def _exempt(context: Context, values: Mapping[str, Any]) -> None:
    first, last = values["first"], values["last"]
    if last < first:
        raise Refused("结束月份早于开始月份。")
    who = queries.payer(context.office.db, values["member"])
    with context.office.change(f"{who.name}免缴会费 {first}至{last}") as change:
        count = actions.exempt(change, who.id, first, last, values["reason"])
    if not count:
        raise Refused(f"{who.name} 这几个月没有应缴，或者已经免缴了。")
    context.toast(f"{who.name} 免缴 {count} 个月", values["reason"])


def correct(context: Context, parent: QWidget, member: int, month: str) -> FormDialog:
    """改应缴 of one month, with the reason."""
    due = queries.month_dues(context.office.db, month, month, member).get((member, month))
    who = queries.payer(context.office.db, member)
    form = Form(
        [
            Field("amount", "应缴改为", MoneyEdit, required=True, width=160),
            Field("reason", "原因", lambda: LongEdit("例如：工资部门更正了基数", 2), required=True),
        ]
    )
    form.show_values({"amount": due.due_fen if due else None})

    def save(values: Mapping[str, Any]) -> None:
        with context.office.change(f"改{who.name}{month_words(month)}应缴") as change:
            actions.correct(change, member, month, values["amount"], values["reason"])
        context.toast(f"{who.name} {month_words(month)}应缴改为 {yuan(values['amount'])} 元")

    title = f"改 {who.name} {month_words(month)}应缴"
    box = FormDialog(context, parent, title, form, save, verb="改应缴", width=480)
    box.say(f"现在应缴 {yuan(due.due_fen)} 元；原来核定的数留在记录里。" if due else "这个月还没有核定应缴。")
    box.exec()
    return box


# -- standards ----------------------------------------------------------------------------------


def standard_box(context: Context, parent: QWidget, known: Standard | None) -> FormDialog:
    """The box for a standard, new or known; not yet shown."""
    form = Form(
        [
            Field("from_month", "从哪个月起", lambda: MonthEdit(context.period), required=True, width=160),
            Field("method", "办法", lambda: ChoiceEdit(METHODS), required=True, width=160),
            Field("rate", "比例（%）", TextEdit, check=_rate_problem, width=160, hint="例如 0.5"),
            Field("step_fen", "尾数不足多少不计", MoneyEdit, width=160, hint="通知规定不足 10 元的部分不计"),
            Field("fixed_fen", "每人每月", MoneyEdit, width=160),
            Field("tiers", "各档", lambda: LongEdit("3000 以上 10\n5000 以上 20", 4), check=_tiers_problem,
                  hint="一行一档：基数多少元以上，每月多少元"),
            Field("basis", "依据", lambda: LongEdit("文件名称、文号，或哪次会议决定", 2), required=True),
        ],
        label_width=116,
    )  # fmt: skip
    one = known or Standard(0, context.period, "ratio")
    form.show_values(_values(one))
    box = FormDialog(
        context,
        parent,
        "会费标准",
        form,
        partial(_save_standard, context),
        verb="保存标准",
        width=560,
    )
    form.changed.connect(partial(_say_standard, box))
    _say_standard(box)
    return box


def tiers_text(tiers: tuple[tuple[int, int], ...]) -> str:
    """ "3000.00 以上 10.00", one line each."""
    return "\n".join(f"{yuan(start, False)} 以上 {yuan(fen, False)}" for start, fen in tiers)


def read_tiers(text: str) -> tuple[tuple[int, int], ...]:
    """The lines of the field as (from fen, dues fen). Raises `Refused`."""
    found = []
    for line in text.splitlines():
        words = line.replace("以上", " ").replace("元", " ").replace("：", " ").replace("，", " ").split()
        if not words:
            continue
        if len(words) != 2:
            raise Refused(f"“{line}”看不懂。", remedy="请写成：3000 以上 10")
        found.append((parse(words[0]), parse(words[1])))
    if not found:
        raise Refused("还没有写各档。", remedy="一行一档，例如：3000 以上 10")
    return tuple(sorted(found))


def read_rate(text: str) -> int:
    """A percentage with up to two places as ten-thousandths: 0.5 → 50. Raises `Refused`."""
    bp = parse(text.strip().rstrip("%％"))
    if not 0 < bp <= 1000:
        raise Refused(f"比例 {text}% 不合适。", remedy="一般是 0.5。")
    return bp


def _values(one: Standard) -> dict[str, Any]:
    return {
        "from_month": one.from_month,
        "method": one.method,
        "rate": f"{one.rate_bp / 100:g}",
        "step_fen": one.step_fen,
        "fixed_fen": one.fixed_fen or None,
        "tiers": tiers_text(one.tiers),
        "basis": one.basis,
    }


def _read(values: Mapping[str, Any]) -> Standard:
    method = values["method"]
    return Standard(
        0,
        values["from_month"],
        method,
        rate_bp=read_rate(values["rate"] or "0.5") if method == "ratio" else 50,
        step_fen=values["step_fen"] or 1,
        fixed_fen=values["fixed_fen"] or 0,
        tiers=read_tiers(values["tiers"] or "") if method == "tiers" else (),
        basis=values["basis"] or "",
    )


def _say_standard(box: FormDialog) -> None:
    """Which fields count, and an example."""
    values = box.form.values()
    method = values["method"]
    for key, of in (("rate", "ratio"), ("step_fen", "ratio"), ("fixed_fen", "fixed"), ("tiers", "tiers")):
        box.form.show_field(key, method == of)
    layout = box.form.layout()
    if layout is not None:
        layout.activate()
    try:
        fen = reckon(_read({**values, "from_month": values["from_month"] or "2026-01"}), _TRY_FEN)
    except Refused:
        box.say("已经核定的月份不变，从这个月起新核定的按它算。")
        return
    box.say(f"例如基数 {yuan(_TRY_FEN)} 元的人每月 {yuan(fen or 0)} 元。已经核定的月份不变。")


def _save_standard(context: Context, values: Mapping[str, Any]) -> None:
    one = _read(values)
    if one.method == "fixed" and not one.fixed_fen:
        raise Refused("还没有写每人每月多少元。")
    with context.office.change(f"定会费标准（{month_words(one.from_month)}起）") as change:
        actions.set_standard(change, one)
    context.toast(f"{month_words(one.from_month)}起的会费标准已保存")


def _rate_problem(text: str) -> str:
    try:
        read_rate(text)
    except Refused as no:
        return f"{no.what}{no.remedy}"
    return ""


def _tiers_problem(text: str) -> str:
    try:
        read_tiers(text)
    except Refused as no:
        return f"{no.what}{no.remedy}"
    return ""
