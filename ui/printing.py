"""Vouchers on paper: pages made in a job, seen in the preview, marked when they were printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QDialog

from models.kit.errors import Refused
from models.ledger import actions, queries, reports
from ui.widgets.page import PageWidget


def print_vouchers(page: PageWidget, keys: Sequence[int]) -> None:
    """Show these vouchers as they are printed; printing is noted beside each."""
    if not keys:
        page.context.status("请先选凭证")
        return

    def work(office: Any, progress: Any) -> bytes:
        from exporters.papers import render_vouchers

        papers = []
        for done, key in enumerate(keys):
            progress.step(done, len(keys), "正在排版")
            voucher = queries.voucher(office.db, key)
            seal = office.seal if voucher.posted else ""
            papers.append(reports.voucher_paper(office, voucher, seal, office.today()))
        return render_vouchers(papers)

    def show(pdf: bytes) -> None:
        from ui.dialogs.preview import PreviewDialog

        if PreviewDialog(page.window(), "记账凭证", pdf).exec() == QDialog.DialogCode.Accepted:
            note_printed(page, keys)

    page.run(work, show, says="正在排版凭证")


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
