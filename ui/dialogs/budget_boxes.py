"""The boxes of the budget: a line, earlier years' money, approval, quotas, a rule, a signature, a file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from models.budget import actions, imports, quotas
from models.budget.records import SEVERITIES, SOURCES, LinePlan, Planned, Rule, Settlement, Version
from models.kit.money import yuan
from models.kit.progress import Progress
from models.ledger.typed import Chart
from models.members import queries as members
from models.office import Office
from ui.dialogs.form_dialog import FormDialog
from ui.navigation import Context
from ui.widgets.account_picker import account_picker
from ui.widgets.day_edit import DayEdit
from ui.widgets.form import Field, Form
from ui.widgets.money_edit import MoneyEdit
from ui.widgets.page import PageWidget
from ui.widgets.text_edits import ChoiceEdit, LongEdit, TextEdit

_WHOLE = "请写整数。"


def _count(text: Any) -> int | None:
    """What was typed as a number of people or times."""
    said = str(text or "").strip()
    return int(said) if said.isascii() and said.isdigit() else None


def _whole(text: Any) -> str:
    return "" if _count(text) is not None else _WHOLE


# -- a line -----------------------------------------------------------------------------------


def line_box(context: Context, parent: QWidget, version: Version, one: Planned | None) -> FormDialog:
    """Add a line, or change one."""
    db = context.office.db
    units = [(unit.id, unit.name) for unit in members.units(db)]
    form = Form(
        [
            Field("account", "科目", lambda: account_picker(Chart(db, f"{version.year}-12"), parents=True),
                  required=True, wide=True, hint="收入或支出科目，可以是上级科目"),
            Field("name", "项目", TextEdit, hint="同一科目分几项时写，例如：端午慰问"),
            Field("unit", "分工会", lambda: ChoiceEdit([(None, "不分"), *units])),
            Field("heads", "人数", TextEdit, check=_whole),
            Field("standard_fen", "标准", MoneyEdit),
            Field("times", "次数", TextEdit, check=_whole),
            Field("fen", "预算数", MoneyEdit, hint="人数 × 标准 × 次数会自动算好"),
            Field("source", "资金来源", lambda: ChoiceEdit(list(SOURCES.items()))),
            Field("earmark", "专项", TextEdit, hint="专款专用时写专项名称"),
            Field("basis", "测算依据", lambda: LongEdit(lines=2), wide=True),
            Field("reason", "调整理由", TextEdit, wide=True),
        ],
        columns=2,
    )  # fmt: skip
    form.show_field("reason", version.version > 0)
    form.show_values(_shown(one))
    form.changed.connect(lambda: _reckon(form))

    def save(values: Mapping[str, Any]) -> None:
        plan = _plan(values, one)
        word = "改" if one else "添"
        with context.office.change(f"{word}{version.year}年预算项") as change:
            if one is None:
                actions.add_line(change, version.id, plan)
            else:
                actions.change_line(change, version.id, one.line.id, plan)

    title = "改一项预算" if one else "添一项预算"
    made = FormDialog(context, parent, title, form, save, width=760, facts=f"{version.year}年{version.name}")
    made.field_of = lambda no: "account" if "科目" in no.what else "name" if "已经有一项" in no.what else ""
    return made


def _shown(one: Planned | None) -> dict[str, Any]:
    if one is None:
        return {"source": "current"}
    line, amount = one.line, one.amount
    return {
        "account": line.account,
        "name": line.name,
        "unit": line.unit,
        "heads": amount.heads,
        "standard_fen": amount.standard_fen,
        "times": amount.times,
        "fen": amount.fen,
        "source": amount.source,
        "earmark": line.earmark,
        "basis": amount.basis,
        "reason": amount.reason,
    }


def _reckon(form: Form) -> None:
    """heads × standard × times while typing."""
    heads, standard = _count(form.box("heads").value()), form.box("standard_fen").value()
    if heads is None or standard is None:
        return
    product = heads * standard * (_count(form.box("times").value()) or 1)
    if form.box("fen").value() != product and not form.box("fen").hasFocus():
        form.box("fen").set_value(product)


def _plan(values: Mapping[str, Any], one: Planned | None) -> LinePlan:
    heads, times = _count(values["heads"]), _count(values["times"])
    standard, fen = values["standard_fen"], values["fen"] or 0
    if heads is None or standard is None or heads * standard * (times or 1) != fen:
        heads = standard = times = None
    return LinePlan(
        values["account"],
        fen,
        values["name"] or "",
        values["unit"],
        one.line.activity if one else None,
        values["earmark"] or "",
        heads,
        standard,
        times,
        values["source"] or "current",
        values["basis"] or "",
        values["reason"] or "",
    )


# -- a version --------------------------------------------------------------------------------


def head_box(context: Context, parent: QWidget, version: Version) -> FormDialog:
    """Money of earlier years, the roster day, the reason of an adjustment."""
    from models.budget import facts

    left = facts.left(context.office.db, version.year)
    form = Form(
        [
            Field("use_carryover_fen", "动用结转", MoneyEdit, hint=f"年初结转 {yuan(left.carryover_fen)} 元"),
            Field("use_surplus_fen", "动用结余", MoneyEdit, hint=f"年初结余 {yuan(left.surplus_fen)} 元"),
            Field("roster_day", "名册日期", lambda: DayEdit(context.period), hint="分工会额度按这天的人数"),
            Field("reason", "调整理由", TextEdit, required=version.version > 0),
            Field("note", "说明", lambda: LongEdit(lines=2)),
        ]
    )
    form.show_field("reason", version.version > 0)
    form.show_values({name: getattr(version, name) or None for name in _HEAD})

    def save(values: Mapping[str, Any]) -> None:
        said = {**values, **{name: values[name] or 0 for name in _HEAD[:2]}}
        said |= {name: values[name] or "" for name in ("reason", "note")}
        with context.office.change(f"改{version.year}年{version.name}") as change:
            actions.set_head(change, version.id, said)

    return FormDialog(
        context, parent, "动用结转结余、名册日期", form, save, facts=f"{version.year}年{version.name}"
    )


_HEAD = ("use_carryover_fen", "use_surplus_fen", "roster_day", "reason", "note")


def approve_box(context: Context, parent: QWidget, version: Version) -> FormDialog:
    """批准: the day and the document."""
    form = Form(
        [
            Field("day", "批准日期", lambda: DayEdit(context.period), required=True, width=180),
            Field("document", "批复文号", TextEdit, hint="例如：区教工〔2026〕3 号"),
        ]
    )
    form.show_values({"day": context.office.today()})

    def save(values: Mapping[str, Any]) -> None:
        with context.office.change(f"批准{version.year}年{version.name}") as change:
            approval = actions.Approval(values["day"], values["document"] or "")
            actions.approve(change, version.id, approval)
        context.toast(f"{version.year}年{version.name}已批准")

    made = FormDialog(context, parent, f"批准{version.year}年{version.name}", form, save, verb="批准")
    made.say("批准后金额锁定，不能再改，也不能撤销；要改请做预算调整。")
    return made


def import_budget(context: Context, page: PageWidget, year: int) -> None:
    """Choose a table, look at it, lay it into the draft."""
    from ui.dialogs.choose_file import to_read

    path = to_read(page.window(), context.memory, "选择预算表")
    if path is None:
        return

    def work(office: Office, progress: Progress) -> imports.BudgetPlan:
        from exporters.reading import read_book

        return imports.plan_budget(office.db, read_book(path), year)

    page.run(work, lambda plan: _take(context, plan, path), says="正在读取预算表")


def _take(context: Context, plan: imports.BudgetPlan, path: Path) -> None:
    if plan.refused:
        lines = "\n".join(f"{one.sheet} 第 {one.row} 行：{one.reason}" for one in plan.refused[:10])
        context.say.tell(f"有 {len(plan.refused)} 行不能用，没有写入", lines)
        return
    if plan.same:
        context.toast("和现在的预算一样，没有要写的")
        return
    text = f"收入 {yuan(plan.income_fen)} 元，支出 {yuan(plan.expense_fen)} 元。草案里原来的各项会换成这些。"
    note = "\n".join(plan.notes)
    if context.say.confirm(f"导入 {len(plan.lines)} 项{plan.year}年预算？", text, "导入", note=note):
        with context.office.change(f"导入{plan.year}年预算：{path.name}") as change:
            written = imports.apply_budget(change, plan)
        context.toast(f"已导入 {written} 项预算", path.name)


# -- quotas -----------------------------------------------------------------------------------


def quota_box(context: Context, parent: QWidget, version: Version) -> FormDialog:
    """按人数安排额度: an account, a name, fen a head, the roster day."""
    db = context.office.db
    form = Form(
        [
            Field("account", "科目", lambda: account_picker(Chart(db, f"{version.year}-12"), parents=True),
                  required=True),
            Field("name", "项目", TextEdit, required=True),
            Field("standard_fen", "每人标准", MoneyEdit, required=True, width=180),
            Field("roster_day", "名册日期", lambda: DayEdit(context.period), required=True, width=180),
        ]
    )  # fmt: skip
    day = version.roster_day or context.office.today().replace(month=1, day=1)
    form.show_values({"name": "分工会活动", "roster_day": day})

    def save(values: Mapping[str, Any]) -> None:
        with context.office.change(f"安排{version.year}年分工会额度") as change:
            plan = quotas.QuotaPlan(
                values["account"], values["name"], values["standard_fen"], values["roster_day"]
            )
            count = quotas.lay_quotas(change, version.id, plan)
        context.toast(f"已给 {count} 个分工会安排额度")

    made = FormDialog(context, parent, "按人数安排额度", form, save, verb="安排")
    made.say("每个分工会一项：名册日期那天的在职会员人数 × 标准。")
    return made


def sign_box(context: Context, parent: QWidget, one: Settlement, leader: str) -> FormDialog:
    """The leader has signed the page."""
    form = Form(
        [
            Field("who", "签字人", TextEdit, required=True),
            Field("day", "签字日期", lambda: DayEdit(context.period), required=True, width=180),
        ]
    )
    form.show_values({"who": leader, "day": context.office.today()})

    def save(values: Mapping[str, Any]) -> None:
        with context.office.change(f"{one.unit_name}结算单签字") as change:
            quotas.sign(change, one.id, values["day"], values["who"])
        context.toast(f"{one.unit_name}的结算单已签字")

    facts = f"到 {one.to_day}，额度 {yuan(one.quota_fen)}，已用 {yuan(one.spent_fen)}"
    return FormDialog(context, parent, f"{one.unit_name}结算单签字", form, save, verb="登记", facts=facts)


# -- rules ------------------------------------------------------------------------------------

PERCENT = {"B03": ("到多少提醒", "超过多少阻止"), "B11": ("九月底低于", "十二月高于")}


def rule_box(context: Context, parent: QWidget, rule: Rule) -> FormDialog:
    """How grave a rule is, and from which figures on."""
    one, two = PERCENT.get(rule.code, ("数值", ""))
    counted = rule.code == "B10"
    unit = "次" if counted else "%"
    fields = [
        Field("severity", "轻重", lambda: ChoiceEdit(list(SEVERITIES.items())), required=True, width=180)
    ]
    if rule.param is not None:
        fields.append(Field("param", f"{one}（{unit}）", TextEdit, required=True, check=_percent, width=180))
    if rule.param2 is not None:
        fields.append(Field("param2", f"{two}（%）", TextEdit, required=True, check=_percent, width=180))
    form = Form(fields, label_width=130)
    scale = 1 if counted else 100
    form.show_values(
        {"severity": rule.severity, "param": _said(rule.param, scale), "param2": _said(rule.param2, 100)}
    )

    def save(values: Mapping[str, Any]) -> None:
        params = (_number(values.get("param"), scale), _number(values.get("param2"), 100))
        with context.office.change(f"改预算规则 {rule.code}") as change:
            actions.set_rule(change, rule.code, values["severity"], params)

    made = FormDialog(context, parent, f"规则 {rule.code}", form, save, facts=rule.name)
    made.say(f"依据：{rule.basis}" if rule.basis else "")
    return made


def _said(param: int | None, scale: int) -> str | None:
    if param is None:
        return None
    whole, part = divmod(param, scale)
    return f"{whole}.{part:02d}".rstrip("0").rstrip(".") if scale > 1 else str(whole)


def _percent(text: Any) -> str:
    return "" if _number(text, 100) is not None else "请写成 80 或 62.5 的样子。"


def _number(text: Any, scale: int) -> int | None:
    """ "62.5" → 6250 with scale 100; None when it is no number."""
    said = str(text or "").strip().removesuffix("%")
    whole, _, part = said.partition(".")
    if not (whole.isascii() and whole.isdigit() and (not part or (part.isascii() and part.isdigit()))):
        return None
    if scale == 1:
        return None if part else int(whole)
    return int(whole) * 100 + int((part + "00")[:2])
