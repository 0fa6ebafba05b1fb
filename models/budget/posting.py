"""Posting past the budget: a voucher that goes over its line needs a reason, which is kept and listed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from models.budget import guard
from models.budget.records import Over
from models.kit.errors import Refused
from models.kit.progress import SILENT, Progress
from models.ledger import actions, queries
from models.ledger import posting as batch
from models.ledger.posting import Posted
from models.ledger.records import Voucher, VoucherDraft
from models.office import Office
from models.store.journal import Change


def post(change: Change, draft: VoucherDraft, reason: str = "") -> Voucher:
    """Enter a voucher; what the budget stops needs `reason`. Raises `Refused`."""
    found = _allowed(guard.look(change.db, draft), reason)
    posted = actions.post_voucher(change, draft)
    keep(change, found, reason, voucher=posted.id)
    return posted


def post_saved(change: Change, key: int, reason: str = "") -> Voucher:
    """Post a saved draft the same way."""
    draft = actions.as_draft(queries.voucher(change.db, key))
    found = _allowed(guard.look(change.db, draft), reason)
    posted = actions.post_saved(change, key)
    keep(change, found, reason, voucher=posted.id)
    return posted


def _allowed(found: Sequence[Over], reason: str) -> list[Over]:
    """The stops, when there is a reason for them; else the first is the refusal."""
    stops = guard.stops(found)
    if stops and not reason.strip():
        raise Stopped(stops)
    return stops


class Stopped(Refused):
    """The budget stops it; `sentences` say where. With a reason it may be tried again."""

    def __init__(self, stops: Sequence[Over]) -> None:
        super().__init__(stops[0].sentence, "预算", "要支出请写明理由，或先调整预算。")
        self.sentences = tuple(one.sentence for one in stops)


def permit(change: Change, vouchers: Sequence[Voucher], reason: str = "") -> None:
    """For registers that post by themselves: look at what they have just posted. Raises `Stopped`."""
    found = guard.look_back(change.db, vouchers)
    stops = guard.stops(found)
    if stops and not reason.strip():
        raise Stopped(stops)
    keep(change, found, reason, voucher=vouchers[0].id if vouchers else None)


def keep(
    change: Change,
    found: Iterable[Over],
    reason: str,
    *,
    voucher: int | None = None,
    claim: int | None = None,
) -> None:
    """Write the exceptions down with their reason, for the auditors."""
    for one in guard.stops(found):
        change.insert(
            "budget_override",
            {
                "line": one.line,
                "voucher": voucher,
                "claim": claim,
                "rule": one.code,
                "over_fen": one.over_fen,
                "reason": reason.strip(),
                "by": change.actor,
                "at": change.now.isoformat(timespec="seconds"),
            },
        )


def post_drafts(office: Office, keys: Sequence[int], progress: Progress = SILENT) -> Posted:
    """Post these drafts by day; one that goes over its budget stays a draft and says why."""
    return batch.post_drafts(office, keys, progress, post=post_saved)
