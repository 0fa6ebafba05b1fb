"""Claims for tests: short ways to fill, approve and pay one."""

from __future__ import annotations

from datetime import date
from typing import Any

from models.claims import actions, paying, queries
from models.claims.records import ADVANCE, APPROVED, EXPENSE, Claim, ClaimDraft, Item
from models.ledger import queries as books
from models.ledger.records import Voucher
from models.office import Office

DAY = date(2026, 11, 5)


def account(office: Office, code: str) -> int:
    """The id of an account code."""
    return books.account_by_code(office.db, code).id


def expense(office: Office, *fen: int, code: str = "50102", **more: Any) -> ClaimDraft:
    """An expense claim with a line for each amount."""
    items = tuple(Item(f"第 {n} 项", account(office, code), one) for n, one in enumerate(fen, 1))
    values: dict[str, Any] = {"handler": "刘敏", "payee": "体育中心", "attachments": 2} | more
    return ClaimDraft(EXPENSE, values.pop("day", DAY), "羽毛球赛", items, **values)


def advance(fen: int = 100_000, **more: Any) -> ClaimDraft:
    """An advance to 刘敏."""
    values: dict[str, Any] = {"handler": "刘敏", "payee": "刘敏"} | more
    return ClaimDraft(ADVANCE, values.pop("day", DAY), "春游备用金", (), fen, **values)


def filled(office: Office, draft: ClaimDraft, state: str = APPROVED) -> Claim:
    """Entered; submitted and approved by the chair when `state` says so."""
    with office.change("填单") as change:
        key = actions.add_claim(change, draft)
        if state != "draft":
            actions.submit(change, key)
        if state == APPROVED:
            actions.approve(change, key, "陈立群")
    return queries.claim(office.db, key)


def paid(office: Office, draft: ClaimDraft, day: date = DAY) -> tuple[Claim, Voucher]:
    """Filled, approved and paid."""
    claim = filled(office, draft)
    with office.change("付款") as change:
        voucher = paying.pay(change, claim.id, day)
    return queries.claim(office.db, claim.id), voucher


def lines(office: Office, voucher: Voucher) -> list[tuple[str, int, int]]:
    """A voucher's lines: code, debit fen, credit fen."""
    return [(one.code, one.debit_fen, one.credit_fen) for one in books.voucher(office.db, voucher.id).lines]
