"""Vouchers for tests: short ways to make drafts and to post them."""

from __future__ import annotations

from datetime import date

from models.ledger import actions, queries
from models.ledger.records import LineDraft, Voucher, VoucherDraft
from models.office import Office

CASH, BANK, PAYABLE, DUES, INTEREST, OFFICE_COST = "101", "102", "221", "401", "40801", "50599"


def account(office: Office, code: str) -> int:
    """The id of an account code."""
    return queries.account_by_code(office.db, code).id


def draft(
    office: Office,
    *lines: tuple[str, int, int],
    day: date = date(2026, 3, 8),
    summary: str = "买办公用品",
    **more,
) -> VoucherDraft:
    """A draft of (code, debit fen, credit fen) lines."""
    rows = tuple(LineDraft(account(office, code), debit, credit) for code, debit, credit in lines)
    return VoucherDraft(day, summary, rows, **more)


def simple(office: Office, fen: int = 1200, **more) -> VoucherDraft:
    """Office supplies paid by the bank."""
    return draft(office, (OFFICE_COST, fen, 0), (BANK, 0, fen), **more)


def post(office: Office, one: VoucherDraft) -> Voucher:
    """Post it as a change of its own."""
    with office.change("记账") as change:
        return actions.post_voucher(change, one)


def keep(office: Office, one: VoucherDraft) -> int:
    """Save it as a draft."""
    with office.change("暂存") as change:
        return actions.save_draft(change, one)
