"""Money of an unknown payer that was paid back, and what happens when that is taken back."""

from __future__ import annotations

from datetime import date

import pytest

from models.dues import batches, queries
from models.kit.errors import Refused
from models.ledger import actions as ledger
from models.trust import checks


def test_a_batch_can_be_reversed_once_its_refund_is(office):
    with office.change("收") as change:
        batch = batches.open_batch(change, "2026-03", "payroll", date(2026, 3, 8), ("表", ""))
        batches.add_paid(change, batch, [(None, "2026-03", 2850, "高启明", "")])
        batches.arrive(change, batch, date(2026, 3, 9))
        back = batches.refund_pending(change, queries.pending(change.db)[0].id, date(2026, 3, 10))
    with pytest.raises(Refused, match="已经处理过"), office.change("冲回") as change:
        batches.reverse_batch(change, batch, "错")
    with office.change("冲销") as change:
        ledger.reverse(change, back.id, "退错了")
    assert [one.payer for one in queries.pending(office.db)] == ["高启明"]
    with office.change("冲回") as change:
        assert batches.reverse_batch(change, batch, "错") is not None
    assert queries.pending(office.db) == []
    assert [check.detail for check in checks(office.db) if not check.ok] == []
