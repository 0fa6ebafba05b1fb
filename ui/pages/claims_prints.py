"""The approvals' papers from the window: forms on A5 or two on A4, sign-off sheets of members."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from models.claims import queries, reports
from models.kit.days import month_words
from models.members import queries as members
from ui import theme
from ui.dialogs.form_dialog import FormDialog
from ui.navigation import Context
from ui.pages.dues_prints import print_made
from ui.widgets.form import Field, Form
from ui.widgets.money_edit import MoneyEdit
from ui.widgets.page import PageWidget
from ui.widgets.text_edits import CheckEdit, ChoiceEdit, TextEdit

if TYPE_CHECKING:
    from models.office import Office
    from models.papers import SignOffPaper
    from ui.dialogs.preview import PreviewDialog

PAPERS = (("A5", "A5 纸，一页一张"), ("A4", "A4 纸，一页两张"))


def print_claims(page: PageWidget, keys: Sequence[int]) -> None:
    """These forms, in the preview; the paper is remembered."""

    def show(pdf: bytes) -> None:
        preview_claims(page, keys, pdf).exec()

    page.run(partial(render_claims, tuple(keys), _paper(page)), show, says="正在排版审批单")


def preview_claims(page: PageWidget, keys: Sequence[int], pdf: bytes) -> PreviewDialog:
    """The preview with the choice of paper."""
    from ui.dialogs.preview import PreviewDialog

    dialog = PreviewDialog(page.window(), "审批单", pdf)
    paper = theme.fix(ChoiceEdit(PAPERS), width=168)
    paper.setAccessibleName("审批单用纸")
    paper.set_value(_paper(page))
    dialog.row.insertWidget(1, paper)

    def turn() -> None:
        kept = page.context.memory.load("printing")
        page.context.memory.save("printing", {**kept, "claim_paper": paper.value()})
        page.run(partial(render_claims, tuple(keys), paper.value()), dialog.show_pdf, says="正在排版审批单")

    paper.changed.connect(turn)
    return dialog


def _paper(page: PageWidget) -> str:
    """The paper that was used last."""
    kept = page.context.memory.load("printing").get("claim_paper")
    return str(kept) if kept in dict(PAPERS) else PAPERS[0][0]


def render_claims(keys: tuple[int, ...], paper: str, office: Any, progress: Any) -> bytes:
    """The work of the job."""
    from exporters.papers import print_papers
    from models.catalog import budget_before

    made = []
    for done, key in enumerate(keys):
        progress.step(done, len(keys), "正在排版")
        claim = queries.claim(office.db, key)
        made.append(reports.claim_paper(office, claim, budget_before(office, claim), office.today()))
    return print_papers(made, paper).data


# -- sign-off sheets ----------------------------------------------------------------------------


def hand_out_box(context: Context, parent: QWidget) -> FormDialog:
    """签领表 of members: what for, what, how much, who; not yet shown."""
    units = [(None, "全部分工会"), *((one.id, one.name) for one in members.units(context.office.db))]
    form = Form(
        [
            Field("title", "标题", required=True),
            Field("purpose", "名目", lambda: TextEdit("例如：端午节慰问"), required=True),
            Field("goods", "物品", lambda: TextEdit("例如：粽子礼盒 1 盒"), hint="发钱的不用写"),
            Field("fen", "每人金额(元)", MoneyEdit, width=160),
            Field("unit", "分工会", lambda: ChoiceEdit(units, "全部分工会")),
            Field("number", "批次", lambda: TextEdit("例如：节日〔2026〕第 03 号")),
            Field("retired", "", lambda: CheckEdit("包括退休会员")),
        ],
        label_width=96,
    )
    form.show_values({"title": "慰问品签领表"})

    def save(values: Mapping[str, Any]) -> None:
        handout = _handout(values, context.period)
        reports.member_sign_off(context.office, handout)  # nobody there: said in the box

        def make(office: Office) -> list[SignOffPaper]:
            return [reports.member_sign_off(office, handout, office.today())]

        print_made(context, parent, handout.title, make)

    return FormDialog(context, parent, "打印签领表", form, save, verb="预览")


def _handout(values: Mapping[str, Any], month: str) -> reports.Handout:
    return reports.Handout(
        title=values["title"],
        purpose=values["purpose"],
        goods=values["goods"] or "",
        fen=values["fen"] or 0,
        period=month_words(month),
        number=values["number"] or "",
        units=(values["unit"],) if values["unit"] else (),
        retired=bool(values["retired"]),
    )
