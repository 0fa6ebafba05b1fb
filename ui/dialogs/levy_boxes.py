"""The boxes of 拨缴与代管: wage bills, typed or from a file; rule, letter, campaign, earmark, activity."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from models.kit.days import month_words
from models.kit.errors import Refused
from models.kit.money import parse, yuan
from models.levy import actions, campaigns, checks, earmarks, imports, queries
from models.levy.records import (
    EARMARK_KINDS,
    LETTERS,
    MODES,
    RETURNED_AS,
    Activity,
    Campaign,
    CampaignDraft,
    EarmarkDraft,
    EarmarkRow,
    LevyRule,
    WageBill,
)
from ui.dialogs import choose_file
from ui.dialogs.form_dialog import FormDialog
from ui.navigation import Context
from ui.widgets.day_edit import DayEdit, MonthEdit
from ui.widgets.form import Field, Form
from ui.widgets.money_edit import MoneyEdit
from ui.widgets.text_edits import CheckEdit, ChoiceEdit, LongEdit, TextEdit

Values = Mapping[str, Any]


def _where(no: Refused) -> str:
    """The field that a refusal names."""
    return no.where if no.where.isascii() and no.where.isidentifier() else ""


def _whole(text: str) -> int:
    """A number of people as typed. Raises `Refused`."""
    if not text.isascii() or not text.isdigit():
        raise Refused(f"“{text}”不是人数。", "heads", "请填整数。")
    return int(text)


# -- wage bills -----------------------------------------------------------------------------------


def wage_bill(context: Context, parent: QWidget, month: str, known: WageBill | None) -> FormDialog:
    """工资总额 of a month; what the levy of it comes to is said while one types."""
    form = Form(
        [
            Field("month", "月份", lambda: MonthEdit(month), required=True, width=160),
            Field("heads", "职工人数", TextEdit, required=True, width=120, hint="含编外、合同制人员"),
            Field("total", "工资总额", MoneyEdit, required=True, width=180),
            Field("document", "文号", TextEdit, hint="工资表或财务处通知的编号"),
            Field("note", "说明", TextEdit),
        ],
        label_width=84,
    )
    form.show_values(
        {"month": month, "heads": known.heads if known else None, "total": known.total_fen if known else None,
         "document": known.document if known else "", "note": known.note if known else ""}
    )  # fmt: skip
    save = partial(_save_wage_bill, context)
    box = FormDialog(context, parent, "登记工资总额", form, save, verb="登记", width=480)
    box.field_of = _where
    form.changed.connect(partial(_say_levy, context, box))
    _say_levy(context, box)
    return box


def _say_levy(context: Context, box: FormDialog) -> None:
    values = box.form.values()
    if not values["month"] or not values["total"]:
        box.say("填了工资总额，就能算出应拨的经费。")
        return
    law = queries.rule(context.office.db, values["month"])
    whole = law.expected(values["total"])
    kept, up = law.split(whole)
    box.say(
        f"应拨经费 {yuan(whole)} 元（{law.rate_bp / 100:g}%），其中留成 {yuan(kept)} 元，上缴 {yuan(up)} 元。"
    )


def _save_wage_bill(context: Context, values: Values) -> None:
    bill = WageBill(
        values["month"], _whole(values["heads"]), values["total"], values["document"], values["note"]
    )
    with context.office.change(f"登记{month_words(bill.month)}工资总额") as change:
        actions.set_wage_bill(change, bill)
    before = f"{int(bill.month[:4]) - 1}{bill.month[4:]}"
    jump = checks.jump(bill, queries.wage_bills(context.office.db, before, before).get(before))
    context.toast(f"{month_words(bill.month)}工资总额已登记", jump or f"{yuan(bill.total_fen)} 元")


def import_wages(context: Context, parent: QWidget, year: int) -> None:
    """工资总额 from a table of months, or from a payroll list that is added up."""
    path = choose_file.to_read(parent.window(), context.memory, "选工资总额表或工资发放表")
    if path is None:
        return

    def work(office: Any, progress: Any) -> imports.WagePlan:
        from exporters.reading import read_book

        return imports.plan_wage_bills(office.db, read_book(path), year=year, likely=context.period)

    job = context.runner.start(work)
    job.done.connect(partial(_offer_wages, context))
    job.failed.connect(partial(_refuse, context))


def _refuse(context: Context, error: BaseException) -> None:
    if isinstance(error, Refused):
        context.say.refuse(error)
    else:
        context.say.error(error)


def _offer_wages(context: Context, plan: imports.WagePlan) -> None:
    if plan.refused:
        rows = "\n".join(f"第 {row} 行：{why}" for row, why in plan.refused[:8])
        context.say.tell("有几行读不出来，没有写入。", rows)
        return
    if not plan.fresh:
        context.toast("没有新的内容", "这些月份的工资总额已经登记过了")
        return
    lines = [
        f"{month_words(one.month)}：{one.heads} 人，{yuan(one.total_fen)} 元"
        + ("（改动）" if one.month in plan.changed else "")
        for one in plan.fresh
    ]
    if context.say.confirm(f"登记 {len(plan.fresh)} 个月的工资总额吗？", "\n".join(lines), "登记"):
        with context.office.change(f"导入工资总额：{plan.file}") as change:
            count = imports.apply_wage_bills(change, plan)
        context.toast(f"已登记 {count} 个月的工资总额", plan.file)


# -- rules and letters ----------------------------------------------------------------------------


def rule(context: Context, parent: QWidget, known: LevyRule | None) -> FormDialog:
    """拨缴比例 from a month on."""
    form = Form(
        [
            Field("from_month", "从哪个月起", lambda: MonthEdit(context.period), required=True, width=160),
            Field("mode", "经费怎样到账", lambda: ChoiceEdit(tuple(MODES.items())), required=True),
            Field("rate", "拨缴比例（%）", TextEdit, required=True, width=120, hint="工会法规定为 2"),
            Field(
                "kept", "本会留成（%）", TextEdit, required=True, width=120, hint="按省级工会规定，一般 60"
            ),
            Field("accrue", "", lambda: CheckEdit("上级应返还的，收到通知时先挂应收")),
            Field("returned_as", "返还的钱记", lambda: ChoiceEdit(tuple(RETURNED_AS.items()))),
            Field("due_day", "上缴日", TextEdit, width=120, hint="收到的次月几日前上缴"),
            Field("basis", "依据", lambda: LongEdit("文件名称、文号", 2), required=True),
        ],
        label_width=108,
    )
    one = known or queries.rule(context.office.db, context.period)
    form.show_values(
        {"from_month": one.from_month if known else context.period, "mode": one.mode,
         "rate": f"{one.rate_bp / 100:g}", "kept": f"{one.kept_bp / 100:g}", "accrue": one.accrue,
         "returned_as": one.returned_as, "due_day": str(one.due_day), "basis": one.basis if known else ""}
    )  # fmt: skip
    save = partial(_save_rule, context)
    box = FormDialog(context, parent, "拨缴比例", form, save, verb="保存比例", width=560)
    box.field_of = _where
    form.changed.connect(partial(_show_mode, box))
    _show_mode(box)
    box.say("从这个月起收的经费按它算；已经收的不变。")
    return box


def _show_mode(box: FormDialog) -> None:
    returned = box.form.values()["mode"] == "C"
    for key in ("accrue", "returned_as"):
        box.form.show_field(key, returned)


def _save_rule(context: Context, values: Values) -> None:
    law = LevyRule(
        0,
        values["from_month"],
        _percent(values["rate"], "rate"),
        _percent(values["kept"], "kept"),
        values["mode"],
        bool(values["accrue"]) and values["mode"] == "C",
        values["returned_as"] or "levy",
        int(values["due_day"]) if (values["due_day"] or "").isdigit() else 15,
        values["basis"],
    )
    with context.office.change(f"定拨缴比例（{month_words(law.from_month)}起）") as change:
        actions.set_rule(change, law)
    context.toast(f"{month_words(law.from_month)}起的拨缴比例已保存")


def _percent(text: str, field: str) -> int:
    """A percentage with up to two places as ten-thousandths. Raises `Refused`."""
    bp = parse(text.strip().rstrip("%％"))
    if not 0 <= bp <= 10_000:
        raise Refused(f"比例 {text}% 不合适。", field, "请填 0 到 100 之间的数。")
    return bp


def letter(
    context: Context, parent: QWidget, kind: str, month: str, done: Callable[[str, str], None]
) -> None:
    """A notice or dunning letter: numbered, kept, then `done(kind, period)` prints it."""
    form = Form(
        [
            Field("first", "从哪个月", lambda: MonthEdit(month), required=True, width=160),
            Field("last", "到哪个月", lambda: MonthEdit(month), required=True, width=160),
            Field(
                "day", "日期", lambda: DayEdit(f"{context.office.today():%Y-%m}"), required=True, width=160
            ),
            Field("note", "说明", TextEdit),
        ]
    )
    form.show_values({"first": month, "last": month, "day": context.office.today()})

    def save(values: Values) -> None:
        if values["last"] < values["first"]:
            raise Refused("结束月份早于开始月份。", "last", "请改一下月份。")
        with context.office.change(f"写{LETTERS[kind]}") as change:
            span = (values["first"], values["last"])
            number = actions.write_letter(change, kind, span, values["day"], values["note"])
        context.toast(f"{LETTERS[kind]} {number}")
        same = values["first"] == values["last"]
        done(kind, values["first"] if same else values["first"][:4])

    box = FormDialog(context, parent, f"写{LETTERS[kind]}", form, save, verb="编号并打印", width=460)
    box.field_of = _where
    box.exec()


# -- campaigns, earmarks, activities --------------------------------------------------------------


def campaign(context: Context, parent: QWidget, known: Campaign | None) -> FormDialog:
    """A campaign, new or known."""
    office = context.office
    loose = campaigns.loose_fen(office.db) if known is None else 0
    words = f"代管经费的期初余额 {yuan(loose)} 元归这个项目"
    form = Form(
        [
            Field(
                "name", "项目名称", TextEdit, required=True, hint="每年都有的请带上年份，例如：2026慈善一日捐"
            ),
            Field("principal", "委托方", TextEdit, hint="钱最后交给谁"),
            Field("from_day", "开始", lambda: DayEdit(f"{office.today():%Y-%m}"), required=True, width=160),
            Field("to_day", "预计结束", lambda: DayEdit(f"{office.today():%Y-%m}"), width=160),
            Field("note", "说明", TextEdit),
            Field("takes_opening", "", lambda: CheckEdit(words)),
        ],
        label_width=84,
    )
    form.show_values(
        {"name": known.name, "principal": known.principal, "from_day": known.from_day, "to_day": known.to_day,
         "note": known.note} if known else {"from_day": office.today(), "takes_opening": bool(loose)}
    )  # fmt: skip
    form.show_field("takes_opening", bool(loose))

    def save(values: Values) -> None:
        draft = CampaignDraft(
            values["name"], values["from_day"], values["principal"], values["to_day"], values["note"]
        )
        with office.change(f"{'修改' if known else '新建'}代管项目：{draft.name}") as change:
            if known is None:
                campaigns.start(change, draft, takes_opening=bool(values["takes_opening"]))
            else:
                campaigns.change_campaign(change, known.id, draft)
        context.toast(f"代管项目“{draft.name}”已保存")

    verb = "保存" if known else "新建"
    box = FormDialog(context, parent, "代管项目", form, save, verb=verb, width=520)
    box.field_of = _where
    box.say("会在代管经费下自动分出一个明细科目。付完以后余额应为零，再结束。" if known is None else "")
    return box


def earmark(context: Context, parent: QWidget, known: EarmarkRow | None) -> FormDialog:
    """An earmark: its source, purpose, document, until when it may be spent."""
    month = f"{context.office.today():%Y-%m}"
    form = Form(
        [
            Field("name", "专项名称", TextEdit, required=True, hint="凭证上写的就是这个名称"),
            Field("kind", "来源", lambda: ChoiceEdit(tuple(EARMARK_KINDS.items())), required=True, width=180),
            Field("purpose", "用途", lambda: LongEdit("只能用在什么事上", 2)),
            Field("document", "文号", TextEdit),
            Field("from_day", "开始", lambda: DayEdit(month), width=160),
            Field("use_by", "使用期限", lambda: DayEdit(month), width=160),
            Field("return_unspent", "", lambda: CheckEdit("没有用完的要退回")),
            Field("note", "说明", TextEdit),
        ],
        label_width=84,
    )
    one = known
    form.show_values(
        {"name": one.name, "kind": one.kind, "purpose": one.purpose, "document": one.document,
         "from_day": one.from_day, "use_by": one.use_by, "return_unspent": one.return_unspent,
         "note": one.note} if one else {"kind": "superior"}
    )  # fmt: skip

    def save(values: Values) -> None:
        draft = EarmarkDraft(**{key: values[key] for key in values})
        with context.office.change(f"登记专项：{draft.name}") as change:
            earmarks.put_earmark(change, draft, known.id if known else None)
        context.toast(f"专项“{draft.name}”已登记")

    box = FormDialog(context, parent, "专项资金", form, save, verb="登记", width=520)
    box.field_of = _where
    return box


def activity(context: Context, parent: QWidget, year: int, known: Activity | None) -> FormDialog:
    """An activity of a year."""
    form = Form(
        [
            Field("name", "活动名称", TextEdit, required=True),
            Field("day", "日期", lambda: DayEdit(f"{context.office.today():%Y-%m}"), width=160),
            Field("note", "说明", TextEdit),
        ],
        label_width=84,
    )
    form.show_values({"name": known.name, "day": known.day, "note": known.note} if known else {})

    def save(values: Values) -> None:
        key = known.id if known else None
        with context.office.change(f"登记活动：{values['name']}") as change:
            earmarks.put_activity(change, values["name"], values["day"], values["note"], year=year, key=key)

    box = FormDialog(context, parent, f"{year}年活动", form, save, verb="保存", width=460)
    box.field_of = _where
    return box
