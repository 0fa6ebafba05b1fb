"""红字冲销 whatever a voucher comes from: one of a register takes its line of the register back with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from models.assets import actions as assets
from models.assets import goods
from models.claims import paying
from models.claims.records import SOURCE as CLAIM
from models.dues import batches
from models.kit.errors import Refused
from models.ledger import actions as ledger
from models.ledger import queries as books
from models.ledger.records import Voucher
from models.levy import actions as levy
from models.store.journal import Change

TakeBack = Callable[[Change, int, str, date | None], Voucher]


def _payment(change: Change, voucher: int, reason: str, on: date | None) -> Voucher:
    """The payment of a claim; of an advance that came back in money the return goes first."""
    old = books.voucher(change.db, voucher)
    red = paying.reverse_payment(change, old.source_id or 0, reason, on)
    if red.reverses != voucher:
        first = books.voucher(change.db, red.reverses or 0)
        raise Refused(f"要先冲销后面的 {first.name}。", old.name, "冲销它以后再冲销这一张。")
    return red


# source → what takes it back: (change, voucher id, reason, day)
REGISTERS: Mapping[str, TakeBack] = {
    batches.SOURCE: batches.reverse_voucher,
    levy.RECEIPT: levy.take_back,
    levy.REMITTANCE: levy.take_back,
    CLAIM: _payment,
    "asset": assets.undo_asset,
    "depreciation": assets.take_back,
    "goods": goods.undo_goods,
}


def reverse_voucher(change: Change, voucher: int, reason: str, on: date | None = None) -> Voucher:
    """红字冲销 from the voucher's side. Raises `Refused`."""
    take_back = REGISTERS.get(books.voucher(change.db, voucher).source, ledger.reverse)
    return take_back(change, voucher, reason, on)
