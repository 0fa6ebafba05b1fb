"""Boxes about goods: bought to stock, given out, taken back."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from models.assets import goods, queries
from models.assets.actions import Payment
from models.assets.goods import Occasion, Part
from models.assets.records import Goods, Move
from models.kit.money import yuan
from models.ledger import queries as books
from models.ledger.lists import Chart
from models.ledger.records import Voucher
from models.members import queries as members
from models.store.journal import Change
from ui.dialogs.form_dialog import FormDialog
from ui.dialogs.over_budget import OverBudget
from ui.navigation import Context
from ui.widgets.account_picker import account_picker
from ui.widgets.budget_choice import budget_field
from ui.widgets.day_edit import DayEdit
from ui.widgets.form import Field, Form
from ui.widgets.money_edit import MoneyEdit
from ui.widgets.text_edits import ChoiceEdit
from ui.widgets.whole_number import MONEY, papers, pieces

_OPENING = "opening"
_WAYS = (*MONEY, (_OPENING, "期初结存，账上已有"))
_NEW = 0  # the choice "a new kind"


def _choices(context: Context, *, stocked: bool) -> list[tuple[int, str]]:
    found = queries.goods(context.office.db)
    return [(one.id, _words(one)) for one in found if one.quantity or not stocked]


def _words(one: Goods) -> str:
    return f"{one.title}（结存 {one.quantity} {one.unit_word}）"


def ask_receipt(context: Context, parent: QWidget) -> FormDialog:
    """One kind of goods to stock: known or new."""
    chart = Chart(context.office.db)
    known = _choices(context, stocked=False)
    fields = [
        Field("goods", "物品", lambda: ChoiceEdit([*known, (_NEW, "新的物品…")]), required=True, wide=True),
        Field("name", "名称"),
        Field("spec", "规格"),
        Field("word", "计量单位", width=90),
        Field("quantity", "数量", required=True, width=100, check=pieces),
        Field("fen", "金额", MoneyEdit, required=True, width=160, hint="价税合计"),
        Field("day", "日期", lambda: DayEdit(context.period), required=True, width=160),
        Field("expense", "支出科目", lambda: account_picker(chart), required=True),
        Field("money", "付款", lambda: ChoiceEdit(_WAYS), required=True, width=160),
        Field("papers", "附单据", width=90, check=papers),
        Field("partner", "供货单位"),
        budget_field(context),
    ]
    form = Form(fields, columns=2)
    expense = books.account_by_key(context.office.db, "act_exp.culture")
    first = known[0][0] if known else _NEW
    form.show_values(
        {"goods": first, "word": "个", "day": context.office.today(), "money": "bank", "expense": expense}
    )
    box = FormDialog(
        context, parent, "登记购入", form, partial(_save_receipt, context), verb="登记购入", width=720,
        facts="支出和库存一起记，在一张凭证上",
    )  # fmt: skip
    form.changed.connect(partial(_show_new, form))
    _show_new(form)
    box.field_of = lambda no: "name" if "名称" in no.what or "已经有了" in no.what else ""
    return box


def _show_new(form: Form) -> None:
    new = form.values()["goods"] == _NEW
    for key in ("name", "spec", "word"):
        form.show_field(key, new)


def _save_receipt(context: Context, values: Mapping[str, Any]) -> None:
    def buy(change: Change) -> list[Voucher]:
        key = values["goods"]
        if key == _NEW:
            key = goods.add_goods(
                change, values["name"] or "", values["spec"] or "", unit_word=values["word"] or ""
            )
        part = Part(key, int(values["quantity"]), values["fen"])
        if values["money"] == _OPENING:
            goods.open_stock(change, [part], values["day"])
            return []
        when = Occasion(values["day"], attachments=int(values["papers"] or 0))
        paid = Payment(
            values["expense"], values["money"], partner=values["partner"] or "",
            budget_line=values["budget_line"],
        )  # fmt: skip
        return [goods.receive(change, [part], when, paid)]

    made = OverBudget(context).through("登记购入物品", buy)
    if made:
        _tell(context, "已登记购入", made[0])
    else:
        context.toast("已登记期初结存", "账上期初余额里已有，没有记账")


def ask_issue(context: Context, parent: QWidget, chosen: int | None) -> FormDialog:
    """Given out: to whom, how many; the cost is reckoned."""
    units = [(None, "全体")] + [(one.id, one.name) for one in members.units(context.office.db)]
    fields = [
        Field("goods", "物品", lambda: ChoiceEdit(_choices(context, stocked=True)), required=True),
        Field("quantity", "数量", required=True, width=100, check=pieces),
        Field("whom", "领用人、用途", required=True, hint="例如：趣味运动会获奖人员"),
        Field("unit", "分工会", lambda: ChoiceEdit(units)),
        Field("day", "日期", lambda: DayEdit(context.period), required=True, width=160),
        Field("papers", "附单据", width=90, check=papers, hint="签领表的张数"),
    ]
    form = Form(fields, label_width=96)
    form.show_values({"goods": chosen, "day": context.office.today()})

    def save(values: Mapping[str, Any]) -> None:
        when = Occasion(
            values["day"], to_whom=values["whom"], unit=values["unit"], attachments=int(values["papers"] or 0)
        )
        with context.office.change("登记发出物品") as change:
            voucher = goods.issue(change, [Part(values["goods"], int(values["quantity"]))], when)
        _tell(context, "已登记发出", voucher)

    box = FormDialog(
        context, parent, "登记发出", form, save, verb="登记发出", facts="按平均单价减少库存，不再记支出"
    )
    box.field_of = lambda no: "quantity" if "不够" in no.what or "数量" in no.what else ""
    return box


def ask_return(context: Context, parent: QWidget, move: Move) -> FormDialog:
    """Goods that were given out come back."""
    form = Form(
        [
            Field("quantity", "退回数量", required=True, width=100, check=pieces),
            Field("day", "日期", lambda: DayEdit(context.period), required=True, width=160),
            Field("why", "原因"),
        ]
    )
    form.show_values({"quantity": str(-move.quantity), "day": context.office.today()})

    def save(values: Mapping[str, Any]) -> None:
        when = Occasion(values["day"], values["why"] or "")
        with context.office.change("登记退回物品") as change:
            voucher = goods.take_back(change, move.id, int(values["quantity"]), when)
        _tell(context, "已登记退回", voucher)

    facts = f"{move.day} 发出 {-move.quantity}，{yuan(-move.fen)} 元"
    box = FormDialog(context, parent, "登记退回", form, save, verb="登记退回", facts=facts)
    box.field_of = lambda no: "quantity" if "退回" in no.what else ""
    return box


def _tell(context: Context, words: str, voucher: Voucher) -> None:
    see = partial(context.open_page, "voucher", voucher=voucher.id)
    context.toast(words, voucher.name, (("看凭证", see),))
