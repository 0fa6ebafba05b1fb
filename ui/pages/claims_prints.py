"""The approvals' papers from the window: several forms at once, sign-off sheets of members."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from models.claims import queries, reports
from models.kit.days import month_words
from models.members import queries as members
from ui.dialogs.form_dialog import FormDialog
from ui.navigation import Context
from ui.pages.dues_prints import print_made
from ui.widgets.form import Field, Form
from ui.widgets.money_edit import MoneyEdit
from ui.widgets.text_edits import CheckEdit, ChoiceEdit, TextEdit

if TYPE_CHECKING:
    from models.office import Office
    from models.papers import ClaimPaper, SignOffPaper


def print_claims(context: Context, parent: QWidget, keys: Sequence[int]) -> None:
    """These forms, in the preview."""

    def make(office: Office) -> list[ClaimPaper]:
        from models.catalog import budget_before

        found = [queries.claim(office.db, key) for key in keys]
        return [reports.claim_paper(office, one, budget_before(office, one), office.today()) for one in found]

    print_made(context, parent, "审批单", make)


def ask_hand_out(context: Context, parent: QWidget) -> FormDialog:
    """签领表 of members: what for, what, how much, who."""
    box = hand_out_box(context, parent)
    box.exec()
    return box


def hand_out_box(context: Context, parent: QWidget) -> FormDialog:
    """The box, not yet shown."""
    units = [(None, "全部分工会"), *((one.id, one.name) for one in members.units(context.office.db))]
    form = Form(
        [
            Field("title", "标题", required=True),
            Field("purpose", "名目", lambda: TextEdit("例如：端午节慰问"), required=True),
            Field("goods", "物品", lambda: TextEdit("例如：粽子礼盒 1 盒"), hint="发钱的不用写"),
            Field("fen", "每人金额(元)", MoneyEdit, width=160),
            Field("unit", "分工会", lambda: ChoiceEdit(units)),
            Field("number", "批次", lambda: TextEdit("例如：节日〔2026〕第 03 号")),
            Field("retired", "", lambda: CheckEdit("包括退休会员")),
        ],
        label_width=96,
    )
    form.show_values({"title": "慰问品签领表"})

    def save(values: Mapping[str, Any]) -> None:
        handout = reports.Handout(
            title=values["title"],
            purpose=values["purpose"],
            goods=values["goods"] or "",
            fen=values["fen"] or 0,
            period=month_words(context.period),
            number=values["number"] or "",
            units=(values["unit"],) if values["unit"] else (),
            retired=bool(values["retired"]),
        )
        reports.member_sign_off(context.office, handout)  # nobody there: said in the box

        def make(office: Office) -> list[SignOffPaper]:
            return [reports.member_sign_off(office, handout, office.today())]

        print_made(context, parent, handout.title, make)

    return FormDialog(context, parent, "打印签领表", form, save, verb="预览")
