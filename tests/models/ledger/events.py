"""The events of a union's year as vouchers: each is valid in itself, whatever came before."""

from __future__ import annotations

from datetime import date

from models.ledger import actions
from models.ledger.records import LineDraft, Voucher, VoucherDraft
from models.office import Office
from tests.models.ledger.vouchers import account

# name → lines (code, side, pair); every line has the event's amount
EVENTS: dict[str, tuple[tuple[str, str, int], ...]] = {
    "dues arrive": (("102", "D", 1), ("401", "C", 1)),
    "levy received": (("102", "D", 1), ("402", "C", 1)),
    "levy held for the superior": (("102", "D", 1), ("211", "C", 1)),
    "remitted": (("211", "D", 1), ("102", "C", 1)),
    "grant for a purpose": (("102", "D", 1), ("40302", "C", 1)),
    "spent on the purpose": (("50304", "D", 1), ("102", "C", 1)),
    "activity paid": (("50102", "D", 1), ("102", "C", 1)),
    "advance": (("131", "D", 1), ("102", "C", 1)),
    "advance settled": (("50101", "D", 1), ("131", "C", 1)),
    "printer bought": (("50702", "D", 1), ("102", "C", 1), ("162", "D", 2), ("30104", "C", 2)),
    "received as a gift": (("162", "D", 1), ("30104", "C", 1)),
    "depreciated": (("30104", "D", 1), ("163", "C", 1)),
    "goods bought": (("50105", "D", 1), ("102", "C", 1), ("141", "D", 2), ("30101", "C", 2)),
    "goods issued": (("30101", "D", 1), ("141", "C", 1)),
    "held for others": (("102", "D", 1), ("231", "C", 1)),
    "cash drawn": (("101", "D", 1), ("102", "C", 1)),
    "interest": (("102", "D", 1), ("40801", "C", 1)),
    "earlier year corrected": (("322", "D", 1), ("102", "C", 1)),
}
MARKED = {"grant for a purpose": "书屋专项", "spent on the purpose": "书屋专项"}


def happen(office: Office, name: str, fen: int, day: date) -> Voucher:
    """Post one event on a day."""
    ids = {code: account(office, code) for code, _, _ in EVENTS[name]}
    mark = MARKED.get(name, "")
    lines = tuple(
        LineDraft(
            ids[code],
            fen if side == "D" else 0,
            fen if side == "C" else 0,
            pair=pair,
            earmark=mark if code[0] in "45" else "",
        )
        for code, side, pair in EVENTS[name]
    )
    with office.change(name) as change:
        return actions.post_voucher(change, VoucherDraft(day, name, lines))


def at(office: Office, year: int, month: int, day: int) -> None:
    """Let it be that day."""
    from datetime import datetime

    office.clock = lambda: datetime(year, month, day, 10)
