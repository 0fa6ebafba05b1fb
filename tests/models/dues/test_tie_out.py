"""Whatever is done in whatever order: the register's sum is what the ledger has from batches."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.dues import actions, batches, queries, year
from models.kit.errors import Refused
from models.ledger import actions as ledger
from models.ledger import queries as books
from models.ledger.records import LineDraft, VoucherDraft
from models.trust import checks
from tests.build import a_member
from tests.models.dues.lists import a_list, balance, receive

NAMES = ("王伟", "李娜", "赵敏", "高启明")  # the last is nobody's
_month = st.integers(1, 6)
_fen = st.integers(1, 9_999)
_pick = st.integers(0, 20)
_list = st.tuples(
    st.just("list"),
    _month,
    st.lists(st.tuples(st.integers(0, 3), _fen), min_size=1, max_size=4),
    st.booleans(),
)
_act = st.one_of(
    _list,
    st.tuples(st.just("cash"), _month, st.integers(0, 2), _fen),
    st.tuples(st.just("arrive"), _month),
    st.tuples(st.just("reverse"), _pick),
    st.tuples(st.just("reverse voucher"), _pick),
    st.tuples(st.just("settle"), _pick, st.integers(0, 2)),
    st.tuples(st.just("refund"), _pick),
    st.tuples(st.just("plain"), _month, _fen),
)


def do(office, people, act):
    """One step as a person takes it; what can't be done is refused and leaves nothing."""
    with suppress(Refused):
        _DO[act[0]](office, people, *act[1:])


def _receive(office, _, month, rows, arrived):
    lines = [["", NAMES[who], "", fen / 100] for who, fen in rows]
    book = a_list(*lines, title=f"2026年{month}月会费")
    receive(office, book, on=date(2026, month, 20), arrived=arrived)


def _cash(office, people, month, who, fen):
    with office.change("收") as change:
        batches.receive_one(change, people[who], [(f"2026-{month:02d}", fen)], "cash", date(2026, month, 21))


def _arrive(office, _, month):
    with office.change("到账") as change:
        batches.arrive_month(change, f"2026-{month:02d}", date(2026, month, 25))


def _one_of(found, pick):
    if not found:
        raise Refused("没有。")
    return found[pick % len(found)]


def _reverse(office, _, pick):
    one = _one_of(queries.batches(office.db, "2026-01", "2026-12"), pick)
    with office.change("冲回") as change:
        batches.reverse_batch(change, one.id, "错", date(2026, 8, 1))


def _reverse_voucher(office, _, pick):
    one = _one_of(books.vouchers(office.db, "2026-01", "2026-12"), pick)
    with office.change("冲销") as change:
        batches.reverse_voucher(change, one.id, "错", date(2026, 8, 2))


def _settle(office, people, pick, who):
    one = _one_of(queries.pending(office.db), pick)
    with office.change("认领") as change:
        batches.settle_pending(change, one.id, people[who], date(2026, 7, 1))


def _refund(office, _, pick):
    one = _one_of(queries.pending(office.db), pick)
    with office.change("退回") as change:
        batches.refund_pending(change, one.id, date(2026, 7, 2))


def _plain(office, _, month, fen):
    bank, income = (books.account_by_key(office.db, key) for key in ("bank", "dues_income"))
    lines = (LineDraft(bank, fen, 0), LineDraft(income, 0, fen))
    with office.change("记账") as change:
        ledger.post_voucher(change, VoucherDraft(date(2026, month, 15), "补收以前年度会费", lines))


_DO = {
    "list": _receive, "cash": _cash, "arrive": _arrive, "reverse": _reverse, "settle": _settle,
    "reverse voucher": _reverse_voucher, "refund": _refund, "plain": _plain,
}  # fmt: skip


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(acts=st.lists(_act, min_size=1, max_size=10))
def test_the_register_agrees_with_the_ledger_after_any_sequence(fresh_office, acts):
    office = fresh_office()
    with office.change("名册") as change:
        people = [a_member(change, name, base_fen=438_600) for name in NAMES[:3]]
        actions.assess(change, "2026-01", "2026-06")
    for act in acts:
        do(office, people, act)
    for month in range(1, 13):
        assert year.tie_out(office.db, f"2026-{month:02d}", f"2026-{month:02d}").ok
    tie = year.tie_out(office.db, "2026-01", "2026-12")
    assert tie.ledger_fen + tie.other_fen == -balance(office, "dues_income")
    lines = year.matrix(office.db, 2026, date(2026, 11, 9))
    assert sum(line.arrived_fen for line in lines) == tie.register_fen
    waits = sum(one.amount_fen for one in queries.pending(office.db) if arrived(office, one.batch))
    assert waits == -balance(office, "other_payable")
    assert [check.detail for check in checks(office.db) if not check.ok] == []


def arrived(office, batch):
    return queries.batch(office.db, batch).state == "arrived"
