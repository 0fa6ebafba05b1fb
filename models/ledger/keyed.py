"""Entry lines that name their accounts by key: what rooms and guided entries write, made ready to post."""

from __future__ import annotations

from dataclasses import dataclass, replace

from models.ledger import queries
from models.ledger.records import LineDraft


@dataclass(frozen=True)
class KeyLine:
    """One line. `account` is the key of an account, or the id of one that a person chose; money is fen."""

    account: str | int
    debit_fen: int = 0
    credit_fen: int = 0
    summary: str = ""
    pair: int = 1
    earmark: str = ""
    member: int | None = None
    partner: str = ""
    campaign: int | None = None
    fund: str = ""


def debit(account: str | int, fen: int, summary: str = "", pair: int = 1) -> KeyLine:
    """A line on the debit side; negative fen is a red one."""
    return KeyLine(account, fen, 0, summary, pair)


def credit(account: str | int, fen: int, summary: str = "", pair: int = 1) -> KeyLine:
    """A line on the credit side; negative fen is a red one."""
    return KeyLine(account, 0, fen, summary, pair)


def tagged(line: KeyLine, **dimensions: object) -> KeyLine:
    """The same line with earmark, member, partner, campaign or fund."""
    return replace(line, **dimensions)  # type: ignore[arg-type]


def resolve(db: queries.Db, lines: tuple[KeyLine, ...]) -> tuple[LineDraft, ...]:
    """The lines with account ids. Raises `Refused` when the chart lacks an account that a key means."""
    return tuple(
        LineDraft(
            one.account if isinstance(one.account, int) else queries.account_by_key(db, one.account),
            one.debit_fen,
            one.credit_fen,
            one.summary,
            one.pair,
            fund=one.fund,
            earmark=one.earmark,
            member=one.member,
            partner=one.partner,
            campaign=one.campaign,
        )
        for one in lines
    )
