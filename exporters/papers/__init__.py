"""Papers that are drawn, not tabled: vouchers and receipts."""

from __future__ import annotations

from collections.abc import Sequence

from exporters.papers.receipt import print_receipts, render_receipts
from exporters.papers.voucher import print_vouchers, render_vouchers
from exporters.pdf import Printed
from models.papers import ReceiptPaper, VoucherPaper

__all__ = ["print_papers", "render_receipts", "render_vouchers"]


def print_papers(papers: Sequence[VoucherPaper] | Sequence[ReceiptPaper], size: str = "") -> Printed:
    """Vouchers or receipts as PDF on the paper that is usual for them, or on `size`."""
    receipts = [paper for paper in papers if isinstance(paper, ReceiptPaper)]
    if receipts:
        return print_receipts(receipts)
    return print_vouchers([paper for paper in papers if isinstance(paper, VoucherPaper)], size or "240x140")
