"""Many drafts posted one by one: each is its own change, and each that could not be posted says why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from models.kit.errors import Refused
from models.kit.progress import SILENT, Progress
from models.ledger import actions, queries
from models.ledger.records import Voucher
from models.office import Office
from models.store.journal import Change


@dataclass(frozen=True)
class Posted:
    """The names of what was posted, and (name or summary, reason) of what was not."""

    names: tuple[str, ...]
    refused: tuple[tuple[str, str], ...]

    def words(self) -> str:
        """ "成功 18 张，2 张没有记账"."""
        left = f"，{len(self.refused)} 张没有记账" if self.refused else ""
        return f"成功 {len(self.names)} 张{left}"


def post_drafts(
    office: Office,
    keys: Sequence[int],
    progress: Progress = SILENT,
    *,
    post: Callable[[Change, int], Voucher] = actions.post_saved,
) -> Posted:
    """Post these drafts by day; what is posted already or can't be posted is listed with its reason."""
    drafts = sorted((queries.voucher(office.db, key) for key in keys), key=lambda one: (one.day, one.id))
    names: list[str] = []
    refused: list[tuple[str, str]] = []
    for done, draft in enumerate(drafts):
        progress.step(done, len(drafts), draft.summary)
        try:
            with office.change(f"记账：{draft.summary}") as change:
                names.append(post(change, draft.id).name)
        except Refused as no:
            refused.append((draft.name if draft.posted else f"{draft.day} {draft.summary}", no.what))
    return Posted(tuple(names), tuple(refused))
