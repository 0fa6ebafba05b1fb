"""Before a voucher is posted: what the budget has to say, and the reason where it goes over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.budget.records import Over
    from models.ledger.records import Voucher, VoucherDraft
    from models.store.journal import Change
    from ui.navigation import Context


class OverBudget:
    """`ask(draft)` before posting; `keep(change, posted)` in the change that posts."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._found: Sequence[Over] = ()
        self._reason = ""

    def ask(self, draft: VoucherDraft) -> bool:
        """True when the voucher may be posted: nothing is over, or a reason was given.

        What only reminds is said once it is posted, in a toast.
        """
        from models.budget import guard

        self._found, self._reason = guard.look(self._context.office.db, draft), ""
        stops = guard.stops(self._found)
        if not stops:
            return True
        text = "\n".join(one.sentence for one in stops)
        self._reason = self._why(text)
        return bool(self._reason)

    def through(self, title: str, act: Callable[[Change], Sequence[Voucher]]) -> Sequence[Voucher]:
        """One change of a register that posts by itself; where it goes over, a reason is asked for.

        Raises `Refused` when none is given, and whatever refuses `act`.
        """
        from models.budget import posting

        reason = ""
        while True:
            try:
                with self._context.office.change(title) as change:
                    made = act(change)
                    posting.permit(change, made, reason)
                return made
            except posting.Stopped as over:
                reason = self._why("\n".join(over.sentences))
                if not reason:
                    raise

    def _why(self, text: str) -> str:
        said = self._context.say.reason(
            "超出预算了，还要记账吗？", text, "写明理由并记账", hint="例如：主席办公会同意，九月调整预算"
        )
        return (said or "").strip()

    def keep(self, change: Change, posted: Voucher) -> None:
        """Write the exception down beside the voucher."""
        from models.budget import posting

        posting.keep(change, self._found, self._reason, voucher=posted.id)

    def remind(self) -> str:
        """The first reminder that did not stop it, "" when there is none."""
        return next((one.sentence for one in self._found if one.severity == "warn"), "")
