"""The entries of the levy as pure functions: what a receipt, an accrual or a remittance books."""

from __future__ import annotations

from models.kit.days import month_words
from models.ledger.keyed import KeyLine, credit, debit
from models.levy.records import LevyRule


def receipt(rule: LevyRule, mode: str, fen: int, bank: int | None = None) -> tuple[KeyLine, ...]:
    """Money that arrived. Mode A is split; of B and C all that arrives is kept."""
    into = debit(bank or "bank", fen)
    if mode == "A":
        kept, up = rule.split(fen)
        shares = (credit("levy_income", kept), credit("due_to_superior", up))
        return (into, *(one for one in shares if one.credit_fen))
    if mode == "C" and rule.accrue:
        return (into, credit("due_from_superior", fen))
    grant = mode == "C" and rule.returned_as == "grant"
    return (into, credit("superior_grant.return" if grant else "levy_income", fen))


def accrual(fen: int) -> tuple[KeyLine, ...]:
    """The superior's notice: the kept share is owed to the union and is income now."""
    return (debit("due_from_superior", fen), credit("levy_income", fen))


def remittance(fen: int, bank: int | None = None) -> tuple[KeyLine, ...]:
    """The superior's share goes up."""
    return (debit("due_to_superior", fen), credit(bank or "bank", fen))


def shares(rule: LevyRule, mode: str, fen: int) -> tuple[int, int]:
    """(kept, up) of money that arrived."""
    return rule.split(fen) if mode == "A" else (fen, 0)


def months_words(first: str, last: str) -> str:
    """ "2026年3月", "2026年1－3月", "2025年12月－2026年1月"."""
    if first == last:
        return month_words(first)
    if first[:4] == last[:4]:
        return f"{month_words(first).removesuffix('月')}－{int(last[5:])}月"
    return f"{month_words(first)}－{month_words(last)}"
