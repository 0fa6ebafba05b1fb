"""Papers that are drawn, not tabled: vouchers, receipts, approvals, sign-off sheets, counts, labels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from exporters.papers.bundle import print_bundle
from exporters.papers.calibration import calibration
from exporters.papers.claim import print_claims
from exporters.papers.count import CountSheet
from exporters.papers.labels import print_labels
from exporters.papers.pages import A4, STILL, Shift, print_leaves
from exporters.papers.paste import print_pastes
from exporters.papers.receipt import print_receipts, render_receipts
from exporters.papers.reconciliation import ReconciliationSheet
from exporters.papers.sign_off import print_sign_offs
from exporters.papers.voucher import render_vouchers
from exporters.pdf import Printed
from models.papers import (
    CashCountPaper,
    ClaimPaper,
    CoverPaper,
    LabelPaper,
    Paper,
    PastePaper,
    ReceiptPaper,
    ReconciliationPaper,
    SignOffPaper,
    SummaryPaper,
    VoucherPaper,
)

__all__ = ["STILL", "Shift", "calibration", "print_papers", "render_receipts", "render_vouchers"]


def print_papers(
    papers: Sequence[Paper], size: str = "", *, preprinted: bool = False, shift: Shift = STILL
) -> Printed:
    """Papers of one kind as PDF on the paper that is usual for them, or on `size`.

    Vouchers take their cover and their summary between them; `preprinted` and `shift` are for vouchers.
    """
    first = papers[0]
    if isinstance(first, (VoucherPaper, CoverPaper, SummaryPaper)):
        return print_bundle(_only(papers), size or "240x140", preprinted=preprinted, shift=shift)
    return _WAYS[type(first)](papers, size)


def _only(papers: Sequence[Any]) -> Sequence[Any]:
    return [one for one in papers if isinstance(one, (VoucherPaper, CoverPaper, SummaryPaper))]


def _counts(papers: Sequence[CashCountPaper], _size: str) -> Printed:
    fixed = all(paper.made_on is None for paper in papers)
    return print_leaves("现金盘点表", [CountSheet(one) for one in papers], A4, fixed=fixed)


def _reconciliations(papers: Sequence[ReconciliationPaper], _size: str) -> Printed:
    fixed = all(paper.made_on is None for paper in papers)
    return print_leaves("银行存款余额调节表", [ReconciliationSheet(one) for one in papers], A4, fixed=fixed)


_WAYS: dict[type, Callable[[Any, str], Printed]] = {
    ReceiptPaper: lambda papers, _size: print_receipts(papers),
    ClaimPaper: lambda papers, size: print_claims(papers, size or "A5"),
    SignOffPaper: lambda papers, _size: print_sign_offs(papers),
    PastePaper: lambda papers, size: print_pastes(papers, size),
    CashCountPaper: _counts,
    ReconciliationPaper: _reconciliations,
    LabelPaper: lambda papers, _size: print_labels(papers),
}
