"""What a bank journal says beside a line: how it was paid, the paper's number, whether the bank has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.ledger.queries import Db


@dataclass(frozen=True)
class BankMark:
    """结算方式, 票据号, 勾对√ of a line on a bank account."""

    way: str
    number: str
    ticked: bool


def bank_marks(db: Db, accounts: Sequence[int], first: str, last: str) -> dict[int, BankMark]:
    """By `voucher_line`: cheques by their number, other payments by the bank's reference."""
    marks = ", ".join("?" * len(accounts))
    span = (*accounts, first, last)
    mine = f"l.account in ({marks}) and l.month between ? and ?"
    cheques = {
        row[0]: f"{row[1]}{row[2]:0{row[3]}d}"
        for row in db.execute(
            "select l.id, b.prefix, u.number, b.width from voucher_line l"
            " join number_use u on u.voucher = l.voucher and u.state = 'used'"
            f" join number_book b on b.id = u.book and b.kind = 'cheque' where {mine}"
            " and l.credit_fen > 0",
            span,
        )
    }
    ticked = {
        row[0]: row[1]
        for row in db.execute(
            "select l.id, coalesce(max(k.ref), '') from voucher_line l"
            " join bank_match_book m on m.voucher_line = l.id"
            " left join bank_match_bank o on o.match = m.match left join bank_line k on k.id = o.bank_line"
            f" where {mine} group by l.id",
            span,
        )
    }
    return {key: _mark(cheques.get(key, ""), ticked.get(key)) for key in cheques.keys() | ticked.keys()}


def _mark(cheque: str, reference: str | None) -> BankMark:
    way = "支票" if cheque else "转账" if reference else ""
    return BankMark(way, cheque or reference or "", reference is not None)
