"""Vouchers on paper: pages made in a job, seen in the preview, marked when they were printed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog

from models.kit.errors import Refused
from models.ledger import actions, queries, reports
from ui import theme
from ui.widgets.page import PageWidget
from ui.widgets.text_edits import ChoiceEdit

if TYPE_CHECKING:
    from ui.dialogs.preview import PreviewDialog

PAPERS = (("240x140", "凭证纸 240×140"), ("A4", "A4 纸，一页两张"))


def print_vouchers(page: PageWidget, keys: Sequence[int]) -> None:
    """Show these vouchers as they are printed; printing is noted beside each."""
    if not keys:
        page.context.status("请先选凭证")
        return

    def show(pdf: bytes) -> None:
        if preview_vouchers(page, keys, pdf).exec() == QDialog.DialogCode.Accepted:
            note_printed(page, keys)

    page.run(partial(_render, keys, _paper(page)), show, says="正在排版凭证")


def preview_vouchers(page: PageWidget, keys: Sequence[int], pdf: bytes) -> PreviewDialog:
    """The preview with the choice of paper, which is remembered."""
    from ui.dialogs.preview import PreviewDialog

    dialog = PreviewDialog(page.window(), "记账凭证", pdf)
    paper = theme.fix(ChoiceEdit(PAPERS), width=188)
    paper.setAccessibleName("凭证用纸")
    paper.set_value(_paper(page))
    dialog.row.insertWidget(1, paper)

    def turn() -> None:
        page.context.memory.save("printing", {"voucher_paper": paper.value()})
        page.run(partial(_render, keys, paper.value()), dialog.show_pdf, says="正在排版凭证")

    paper.changed.connect(turn)
    return dialog


def _paper(page: PageWidget) -> str:
    """The paper that was used last."""
    kept = page.context.memory.load("printing").get("voucher_paper")
    return str(kept) if kept in dict(PAPERS) else PAPERS[0][0]


def _render(keys: Sequence[int], paper: str, office: Any, progress: Any) -> bytes:
    """The work of the job."""
    from exporters.papers import print_papers

    papers = []
    for done, key in enumerate(keys):
        progress.step(done, len(keys), "正在排版")
        voucher = queries.voucher(office.db, key)
        seal = office.seal if voucher.posted else ""
        papers.append(reports.voucher_paper(office, voucher, seal, office.today()))
    return print_papers(papers, paper).data


def note_printed(page: PageWidget, keys: Sequence[int]) -> None:
    """A mark beside each posted voucher; who may only look prints without one."""
    office = page.context.office
    posted = [key for key in keys if queries.voucher(office.db, key).posted]
    if not posted:
        return
    try:
        with office.change(f"打印 {len(posted)} 张凭证") as change:
            for key in posted:
                actions.mark(change, key, "printed")
    except Refused:
        page.context.status("已打印，没有登记打印记录")
