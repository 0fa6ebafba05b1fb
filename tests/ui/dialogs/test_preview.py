"""Printing: a page reaches the paper at its true size, vouchers on their own paper; giving up does nothing."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog

from exporters.papers import render_vouchers
from exporters.preview import page_count, page_image
from models.papers import VoucherPaper, VoucherPaperLine
from ui.dialogs import preview


@pytest.fixture
def vouchers():
    lines = (
        VoucherPaperLine("买纸", "业务支出", debit_fen=500),
        VoucherPaperLine("买纸", "银行存款", credit_fen=500),
    )
    return render_vouchers([VoucherPaper("青禾中学工会", date(2026, 3, 8), n, lines) for n in (1, 2, 3)])


@pytest.mark.parametrize(
    ("points", "paper"),
    [
        ((595, 842), QPageSize.PageSizeId.A4),
        ((842, 595), QPageSize.PageSizeId.A4),
        ((680, 397), QPageSize.PageSizeId.Custom),
    ],
)
def test_the_paper_is_the_pages_own(points, paper):
    assert preview.paper_of(*points).id() is paper


def test_printed_pages_have_the_size_and_number_of_the_preview(qtbot, vouchers, tmp_path):
    wide, high, _ = page_image(vouchers, 0, 72.0)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setFullPage(True)
    printer.setPageSize(preview.paper_of(wide, high))
    printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    preview.paint_pages(printer, vouchers, range(2, 4))
    made = (tmp_path / "out.pdf").read_bytes()
    assert page_count(made) == 2
    got = page_image(made, 0, 72.0)
    assert abs(got[0] - wide) <= 2
    assert abs(got[1] - high) <= 2
    dark = sum(1 for dot in page_image(made, 0, 30.0)[2][::4] if dot < 128)
    assert dark > 50


def test_giving_up_in_the_printers_box_prints_nothing(qtbot, monkeypatch, vouchers):
    monkeypatch.setattr(QPrintDialog, "exec", lambda self: 0)
    monkeypatch.setattr(preview, "paint_pages", lambda *_: pytest.fail("printed"))
    assert preview.print_pdf(None, "记账凭证", vouchers) is False


def test_a_pdf_that_can_not_be_stored_is_said(qtbot, monkeypatch, vouchers, tmp_path):
    said = []
    monkeypatch.setattr(preview.Say, "refuse", lambda self, no, verbs=(): said.append(no.what))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "no" / "a.pdf"), ""))
    box = preview.PreviewDialog(None, "记账凭证", vouchers)
    qtbot.addWidget(box)
    box._keep()
    assert said == ["PDF 没有存成。"]
