"""Boxes about assets: buying, receiving, a card alone, its edit, depreciation, disposal."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from models.assets import actions, queries
from models.assets.records import DISPOSALS, Asset, AssetDraft, Disposal
from models.kit.days import month_words
from models.kit.errors import Refused
from models.kit.money import yuan
from models.ledger import queries as books
from models.ledger.lists import Chart
from models.ledger.records import Voucher
from models.store.journal import Change
from ui.dialogs.form_dialog import FormDialog
from ui.dialogs.over_budget import OverBudget
from ui.navigation import Context
from ui.widgets.account_picker import account_picker
from ui.widgets.budget_choice import budget_field
from ui.widgets.day_edit import DayEdit, MonthEdit
from ui.widgets.form import Field, Form
from ui.widgets.money_edit import MoneyEdit
from ui.widgets.text_edits import CheckEdit, ChoiceEdit
from ui.widgets.whole_number import MONEY, pieces_or_nothing

_TITLES = {"buy": "登记购置", "receive": "登记无偿取得", "card": "补登卡片"}


def ask_asset(context: Context, parent: QWidget, kind: str) -> FormDialog:
    """buy: expense and asset in one voucher; receive: without money; card: the books have it already."""
    db = context.office.db
    classes = queries.classes(db)
    fields = [
        Field("name", "名称", required=True),
        Field("class", "类别", lambda: ChoiceEdit([(one.id, one.name) for one in classes]), required=True),
        Field("spec", "规格型号"),
        Field("quantity", "数量", width=90, check=pieces_or_nothing),
        Field("word", "计量单位", width=90),
        Field("cost", "原值", MoneyEdit, required=True, width=160, hint="发票价税合计"),
        Field("day", "取得日期", lambda: DayEdit(context.period), required=True, width=160),
        Field("life", "使用年限", width=90, hint="年；留空按类别", check=pieces_or_nothing),
        Field("place", "存放地点"),
        Field("keeper", "保管人"),
        Field("number", "编号", width=160, hint="留空由程序编"),
        *_more(context, kind),
    ]
    form = Form(fields, columns=2)
    form.show_values(
        {"quantity": "1", "word": "台", "day": context.office.today(), "money": "bank"} | _usual(context)
    )
    title = _TITLES[kind]
    box = FormDialog(
        context,
        parent,
        title,
        form,
        partial(_save_asset, context, kind),
        verb=title,
        width=760,
        facts=_facts(kind),
    )
    box.field_of = _field
    form.changed.connect(partial(_say_entry, context, box, kind))
    return box


def _more(context: Context, kind: str) -> list[Field]:
    if kind == "buy":
        chart = Chart(context.office.db)
        return [
            Field("expense", "支出科目", lambda: account_picker(chart), required=True),
            Field("money", "付款", lambda: ChoiceEdit(MONEY), required=True, width=160),
            Field("papers", "附单据", width=90, check=pieces_or_nothing),
            Field("partner", "供货单位"),
            budget_field(context),
        ]
    if kind == "receive":
        ways = (("transferred", "无偿调入"), ("donated", "接受捐赠"), ("found", "盘盈"))
        return [
            Field("how", "取得方式", lambda: ChoiceEdit(ways), required=True, width=160),
            Field("papers", "附单据", width=90, check=pieces_or_nothing),
        ]
    return [
        Field("before", "已提折旧", MoneyEdit, width=160, hint="启用本账以前的累计折旧"),
        Field("before_to", "提到哪个月", lambda: MonthEdit(context.period), width=160),
        Field("school", "", lambda: CheckEdit("学校行政购置，留在学校账上")),
    ]


def _usual(context: Context) -> dict[str, Any]:
    try:
        return {"expense": books.account_by_key(context.office.db, "capital_exp.office")}
    except Refused:
        return {}


def _facts(kind: str) -> str:
    return {
        "buy": "记支出，同时记固定资产和资产基金，两组分录在一张凭证上",
        "receive": "没有花钱：只记固定资产和资产基金，不是收入",
        "card": "账上已经有的资产，只登记卡片，不记账",
    }[kind]


def _say_entry(context: Context, box: FormDialog, kind: str) -> None:
    said = box.form.values()
    cost = said["cost"] or 0
    classes = {one.id: one for one in queries.classes(context.office.db)}
    chosen = classes.get(said["class"])
    words = ""
    if cost and chosen is not None:
        each = cost // max(1, int(said["quantity"] or 1)) if not pieces_or_nothing(said["quantity"]) else cost
        if each < chosen.threshold_fen:
            words = f"单价 {yuan(each)} 低于 {yuan(chosen.threshold_fen)} 的标准；同类成批的可以登记。"
        asset = "无形资产" if chosen.intangible else "固定资产"
        if kind == "buy":
            money = dict(MONEY).get(said["money"], "")
            words += f"借 支出 {yuan(cost)}，贷 {money}；借 {asset}，贷 资产基金 {yuan(cost)}。"
        elif kind == "receive":
            words += f"借 {asset} {yuan(cost)}，贷 资产基金 {yuan(cost)}。"
    box.say(words)


def _draft(values: Mapping[str, Any], kind: str) -> AssetDraft:
    life = str(values["life"] or "").strip()
    return AssetDraft(
        values["name"],
        values["class"],
        values["cost"],
        values["day"],
        number=values["number"] or "",
        spec=values["spec"] or "",
        quantity=int(values["quantity"] or 1),
        unit_word=values["word"] or "台",
        how="bought" if kind != "receive" else values["how"],
        fund="school" if values.get("school") else "union",
        life_months=int(life) * 12 if life else None,
        before_fen=values.get("before") or 0,
        before_to=values.get("before_to") or "",
        place=values["place"] or "",
        keeper=values["keeper"] or "",
    )


def _save_asset(context: Context, kind: str, values: Mapping[str, Any]) -> None:
    draft = _draft(values, kind)
    papers = int(values.get("papers") or 0)
    title = f"{_TITLES[kind]}：{draft.name}"
    if kind == "buy":
        paid = actions.Payment(
            values["expense"], values["money"], papers, values["partner"] or "",
            budget_line=values["budget_line"],
        )  # fmt: skip
        voucher = OverBudget(context).through(title, lambda c: [actions.buy(c, draft, paid)[1]])[0]
        _tell_posted(context, draft.name, voucher)
        return
    with context.office.change(title) as change:
        if kind == "receive":
            voucher = actions.receive(change, draft, papers)[1]
        else:
            actions.add_card(change, draft)
            context.toast(f"已登记 {draft.name}", "只登记了卡片，没有记账")
            return
    _tell_posted(context, draft.name, voucher)


def _tell_posted(context: Context, name: str, voucher: Voucher) -> None:
    see = partial(context.open_page, "voucher", voucher=voucher.id)
    context.toast(f"已登记 {name}", voucher.name, (("看凭证", see),))


def _field(no: Refused) -> str:
    for word, key in (("名称", "name"), ("原值", "cost"), ("编号", "number"), ("类别", "class")):
        if word in no.what:
            return key
    return "day" if "日期" in no.what or "结账" in no.what or "启用" in no.what else ""


def edit_asset(context: Context, parent: QWidget, one: Asset) -> FormDialog:
    """What may change without a voucher."""
    states = (("used", "在用"), ("idle", "闲置"))
    fields = [
        Field("name", "名称", required=True),
        Field("spec", "规格型号"),
        Field("word", "计量单位", width=90),
        Field("life", "使用月数", width=90, check=pieces_or_nothing, hint="改年限只影响以后的月份"),
        Field("place", "存放地点"),
        Field("keeper", "保管人"),
        Field("state", "状态", lambda: ChoiceEdit(states), width=160),
        Field("note", "备注"),
    ]
    form = Form(fields)
    form.show_values(
        {"name": one.name, "spec": one.spec, "word": one.unit_word, "life": str(one.life_months or ""),
         "place": one.place, "keeper": one.keeper, "state": one.state, "note": one.note}
    )  # fmt: skip
    form.show_field("state", one.state in ("used", "idle"))

    def save(values: Mapping[str, Any]) -> None:
        kept = {key: values[key] or "" for key in ("name", "spec", "place", "keeper", "note")}
        kept["unit_word"] = values["word"] or "台"
        if values["life"]:
            kept["life_months"] = int(values["life"])
        if one.state in ("used", "idle"):
            kept["state"] = values["state"]
        with context.office.change(f"改卡片 {one.number}") as change:
            actions.edit_card(change, one.id, kept)

    facts = f"原值 {yuan(one.cost_fen)}　累计折旧 {yuan(one.accumulated_fen)}　净值 {yuan(one.net_fen)}"
    box = FormDialog(context, parent, f"{one.number} {one.name}", form, save, verb="保存卡片", facts=facts)
    if not context.office.actor.may_write:
        box.save.setEnabled(False)
        box.say("您只能查看，不能登记。")
    return box


def ask_depreciation(context: Context, parent: QWidget, first: str, last: str) -> FormDialog:
    """Every open month from `first`, up to the one that is chosen."""
    form = Form([Field("last", "提到哪个月", lambda: MonthEdit(last), required=True, width=160)])
    form.show_values({"last": last})

    def save(values: Mapping[str, Any]) -> None:
        with context.office.change(f"计提折旧到{month_words(values['last'])}") as change:
            voucher = actions.depreciate(change, first, values["last"])
        see = partial(context.open_page, "voucher", voucher=voucher.id)
        context.toast(f"已计提折旧 {yuan(voucher.debit_fen)} 元", voucher.name, (("看凭证", see),))

    def say() -> None:
        month = form.values()["last"]
        if not month or month < first:
            box.say("")
            return
        lines = queries.due(context.office.db, first, month)
        said = f"{month_words(first)}起" if first != month else month_words(month)
        fen = sum(line.fen for line in lines)
        box.say(f"{said} {len(lines)} 件，共 {yuan(fen)} 元。借 资产基金，贷 累计折旧。")

    box = FormDialog(
        context, parent, "计提折旧", form, save, verb="计提折旧", facts="取得当月提，处置当月不提"
    )
    box.field_of = lambda no: "last"
    form.changed.connect(say)
    say()
    return box


def ask_disposal(context: Context, parent: QWidget, one: Asset) -> FormDialog:
    """The decision, what it brought and what it cost."""
    fields = [
        Field("how", "处置方式", lambda: ChoiceEdit(tuple(DISPOSALS.items())), required=True, width=180),
        Field("approval", "批准文号", required=True, hint="文号或会议纪要号"),
        Field("day", "处置日期", lambda: DayEdit(context.period), required=True, width=160),
        Field("proceeds", "处置收入", MoneyEdit, width=160),
        Field("costs", "处置费用", MoneyEdit, width=160),
        Field("money", "收付款", lambda: ChoiceEdit(MONEY), width=160),
        Field("papers", "附单据", width=90, check=pieces_or_nothing),
    ]
    form = Form(fields)
    form.show_values({"day": context.office.today(), "money": "bank"})

    def save(values: Mapping[str, Any]) -> None:
        how = Disposal(
            values["day"], values["how"], values["approval"], values["proceeds"] or 0, values["costs"] or 0,
            values["money"] or "bank",
        )  # fmt: skip
        with context.office.change(f"处置 {one.number} {one.name}") as change:
            made = actions.dispose(change, one.id, how, int(values["papers"] or 0))
        verbs = (("看凭证", partial(context.open_page, "voucher", voucher=made[0].id)),) if made else ()
        context.toast(f"已处置 {one.name}", made[0].name if made else "", verbs)

    facts = f"原值 {yuan(one.cost_fen)}　净值 {yuan(one.net_fen)}"
    box = FormDialog(context, parent, f"处置 {one.number} {one.name}", form, save, verb="处置", facts=facts)
    box.field_of = lambda no: "approval" if "文号" in no.what else "day" if "日期" in no.what else ""
    return box


def set_aside(one: Asset, reason: str, change: Change) -> None:
    """Its net value waits for approval."""
    actions.set_aside(change, one.id, change.today, reason)


def drop(one: Asset, change: Change) -> None:
    """A card that was entered by mistake."""
    actions.drop_card(change, one.id)


def ask_class(context: Context, parent: QWidget) -> FormDialog:
    """资产类别: the life and the unit price of a class, which the superior's own rules may set."""
    classes = {one.id: one for one in queries.classes(context.office.db)}
    names = [(one.id, one.name) for one in classes.values()]
    fields = [
        Field(
            "class",
            "类别",
            lambda: ChoiceEdit(names),
            required=True,
        ),
        Field("life", "使用月数", width=100, check=_months, hint="0 = 不提折旧"),
        Field("threshold", "单价标准", MoneyEdit, width=160, hint="低于它的登记时会提醒"),
    ]
    form = Form(fields)

    def show() -> None:
        one = classes.get(form.values()["class"])
        if one is not None:
            form.box("life").set_value(str(one.life_months))
            form.box("threshold").set_value(one.threshold_fen)

    def save(values: Mapping[str, Any]) -> None:
        one = classes[values["class"]]
        with context.office.change(f"改资产类别：{one.name}") as change:
            actions.change_class(change, one.id, int(values["life"] or 0), values["threshold"] or 0)

    form.box("class").set_value(next(iter(classes)))
    show()
    form.box("class").changed.connect(show)
    facts = "已有的卡片不变，只用于以后登记的"
    return FormDialog(context, parent, "资产类别", form, save, verb="保存类别", facts=facts)


def _months(text: Any) -> str:
    words = str(text or "").strip()
    return "" if words.isdecimal() and int(words) <= 1200 else "请填整数月，不提折旧填 0。"
