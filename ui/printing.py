"""Vouchers on paper: pages made in a job, seen in the preview, marked when they were printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog

from models.kit.days import month_words
from models.kit.errors import Refused
from models.ledger import actions, binding, queries, reports
from models.papers import Paper
from ui.dialogs.say import Say
from ui.widgets.page import PageWidget
from ui.widgets.print_panel import PrintPanel, Setup, keep_setup, kept_setup, with_shift

if TYPE_CHECKING:
    from ui.dialogs.preview import PreviewDialog


@dataclass(frozen=True)
class Pages:
    """What is in the preview: its PDF and the vouchers in it, by id."""

    pdf: bytes
    keys: tuple[int, ...]


def print_vouchers(page: PageWidget, keys: Sequence[int]) -> None:
    """Show these vouchers as they are printed; printing is noted beside each."""
    if not keys:
        page.context.status("请先选凭证")
        return

    def show(pages: Pages) -> None:
        dialog = preview_vouchers(page, keys, pages)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            note_printed(page, dialog.property("keys"))

    setup = kept_setup(page.context.memory, printer_name())
    page.run(partial(_render, tuple(keys), setup), show, says="正在排版凭证")


def printer_name() -> str:
    """The printer that this computer uses, "" when it has none."""
    from PySide6.QtPrintSupport import QPrinterInfo

    return QPrinterInfo.defaultPrinterName()


def preview_vouchers(page: PageWidget, keys: Sequence[int], pages: Pages) -> PreviewDialog:
    """The preview with paper, numbers and place beside it; paper and place are remembered."""
    from ui.dialogs.preview import PreviewDialog

    memory, printer = page.context.memory, printer_name()
    month = queries.voucher(page.context.office.db, keys[0]).month
    panel = PrintPanel(kept_setup(memory, printer), month_words(month))
    dialog = PreviewDialog(page.window(), "记账凭证", pages.pdf, beside=panel)
    dialog.setProperty("keys", list(pages.keys))

    def show(made: Pages) -> None:
        dialog.setProperty("keys", list(made.keys))
        dialog.show_pdf(made.pdf)

    def turn() -> None:
        setup = panel.setup()
        if setup is not None:
            keep_setup(memory, printer, setup)
            page.run(partial(_render, tuple(keys), setup), show, says="正在排版凭证")

    def other_paper() -> None:
        setup = panel.setup()
        if setup is not None:
            panel.show_shift(with_shift(setup, memory, printer))
            turn()

    panel.changed.connect(turn)
    panel.paper_changed.connect(other_paper)
    panel.test_asked.connect(partial(_print_test, dialog, panel))
    return dialog


def _print_test(dialog: PreviewDialog, panel: PrintPanel) -> None:
    """校准页 on the chosen paper, straight to the printer; nothing is noted."""
    from exporters.papers import Shift, calibration
    from ui.dialogs.preview import print_pdf

    setup = panel.setup()
    if setup is None:
        return
    try:
        made = calibration(setup.size, Shift(setup.right, setup.down))
    except Refused as no:
        Say(dialog).refuse(no)
        return
    print_pdf(dialog, "凭证校准页", made.data)


def _render(keys: tuple[int, ...], setup: Setup, office: Any, progress: Any) -> Pages:
    """The work of the job."""
    from exporters.papers import Shift, print_papers

    vouchers = [queries.voucher(office.db, key) for key in keys]
    if setup.numbers != (0, 0):
        vouchers = binding.numbered(office.db, vouchers[0].month, *setup.numbers)
    today = office.today()
    papers: list[Paper] = []
    if setup.cover:
        papers.append(binding.cover(office, vouchers, today))
    if setup.summary:
        papers.append(binding.summary(office, vouchers, today))
    for done, voucher in enumerate(vouchers):
        progress.step(done, len(vouchers), "正在排版")
        seal = office.seal if voucher.posted else ""
        papers.append(reports.voucher_paper(office, voucher, seal, today))
    shift = Shift(setup.right, setup.down)
    printed = print_papers(papers, setup.size, preprinted=setup.preprinted, shift=shift)
    return Pages(printed.data, tuple(voucher.id for voucher in vouchers))


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
