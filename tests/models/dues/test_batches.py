"""Batches: arrival, taking back, money of the unknown, and what no tool may change behind our back."""

from __future__ import annotations

import sqlite3
from datetime import date

import pytest

from models.dues import batches, queries, reports, year
from models.kit.days import month_words
from models.kit.errors import Refused
from models.ledger import actions as ledger
from models.ledger import queries as books
from tests.models.dues.lists import a_list, balance, people, plan, receive, states

MARCH = date(2026, 3, 9)


def test_a_list_that_has_not_arrived_is_no_income_and_nobody_owes(office):
    [wang] = people(office, ("王伟", "1000", 438_600))
    receive(office, a_list(["1000", "王伟", "", 21.9]), arrived=False)
    [batch] = queries.waiting(office.db)
    assert (batch.state, batch.voucher, batch.dues_fen) == ("deducted", None, 2190)
    assert balance(office, "dues_income") == 0
    due = queries.month_dues(office.db, "2026-03", "2026-03")[wang, "2026-03"]
    assert (due.arrived_fen, due.transit_fen, due.owed_fen) == (0, 2190, 0)
    assert year.matrix(office.db, 2026, date(2026, 11, 9))[0].states[2] == year.TRANSIT
    with office.change("到账") as change:
        [voucher] = batches.arrive_month(change, "2026-03", date(2026, 3, 12))
    assert voucher.day == date(2026, 3, 12)
    assert balance(office, "dues_income") == -2190 == -balance(office, "bank")
    assert year.tie_out(office.db, "2026-03", "2026-03").ok
    with pytest.raises(Refused, match="没有“已扣未到账”"), office.change("再到账") as change:
        batches.arrive_month(change, "2026-03", MARCH)


def test_arriving_before_the_month_is_refused(office):
    people(office, ("王伟", "1000", 438_600))
    receive(office, a_list(["1000", "王伟", "", 21.9]), arrived=False)
    with pytest.raises(Refused, match="早于"), office.change("到账") as change:
        batches.arrive_month(change, "2026-03", date(2026, 2, 12))


def test_one_member_pays_several_months_in_cash_at_once(office):
    [wang] = people(office, ("王伟", "1000", 438_600))
    with office.change("收现金") as change:
        rows = [("2026-03", 2190), ("2026-04", 2190)]
        voucher = batches.receive_one(change, wang, rows, "cash", MARCH, receipt_no="0012")
    assert balance(office, "cash") == 4380
    batch = queries.batch_of_voucher(office.db, voucher.id)
    assert (batch.way, batch.receipt_no, batch.members) == ("cash", "0012", 1)
    [slip] = reports.receipts_of(office, voucher.id)
    assert (slip.amount_fen, slip.receipt_number) == (sum(fen for _, fen in rows), "0012")
    assert slip.reason == "、".join(month_words(month) for month, _ in rows) + "工会会费"
    with pytest.raises(Refused, match="大于 0"), office.change("收现金") as change:
        batches.receive_one(change, wang, [("2026-05", 0)], "cash", MARCH)


def test_a_reversed_batch_counts_no_more_and_the_list_can_be_booked_again(office):
    people(office, ("王伟", "1000", 438_600))
    book = a_list(["1000", "王伟", "", 21.9], ["", "高启明", "", 28.5])
    [done] = receive(office, book)
    with pytest.raises(Refused, match="原因"), office.change("冲回") as change:
        batches.reverse_batch(change, done.batch, "")
    with office.change("冲回") as change:
        red = batches.reverse_batch(change, done.batch, "扣错月份", date(2026, 3, 20))
    assert red.reverses == queries.batch(office.db, done.batch).voucher
    assert balance(office, "dues_income") == balance(office, "other_payable") == 0
    assert queries.pending(office.db) == []
    assert year.tie_out(office.db, "2026-01", "2026-12").ok
    with pytest.raises(Refused, match="冲回过"), office.change("冲回") as change:
        batches.reverse_batch(change, done.batch, "再来")
    assert states(plan(office, book))[0][1] == "same"
    assert receive(office, book)[0].received_fen == 2190


def test_a_batch_in_transit_is_taken_back_without_a_voucher(office):
    people(office, ("王伟", "1000", 438_600))
    [done] = receive(office, a_list(["1000", "王伟", "", 21.9]), arrived=False)
    with office.change("冲回") as change:
        assert batches.reverse_batch(change, done.batch, "重做") is None
    assert books.vouchers(office.db, "2026-01", "2026-12") == []
    assert year.matrix(office.db, 2026, date(2026, 11, 9))[0].states[2] == year.OWED


def test_reversing_the_voucher_takes_the_batch_back_and_not_the_voucher_alone(office):
    people(office, ("王伟", "1000", 438_600))
    [done] = receive(office, a_list(["1000", "王伟", "", 21.9]))
    voucher = queries.batch(office.db, done.batch).voucher
    with pytest.raises(Refused), office.change("冲销") as change:
        ledger.reverse(change, voucher, "错")
    with office.change("冲销") as change:
        batches.reverse_voucher(change, voucher, "错", MARCH)
    assert queries.batch(office.db, done.batch).state == "reversed"


def test_money_of_an_unknown_payer_is_settled_to_a_member(office):
    [wang] = people(office, ("王伟", "1000", 438_600))
    receive(office, a_list(["", "汪卫", "", 21.9]))
    [waiting] = queries.pending(office.db)
    with office.change("认领") as change:
        voucher = batches.settle_pending(change, waiting.id, wang, date(2026, 4, 1))
    assert balance(office, "other_payable") == 0
    assert balance(office, "dues_income") == -2190
    assert queries.month_dues(office.db, "2026-03", "2026-03")[wang, "2026-03"].arrived_fen == 2190
    assert year.tie_out(office.db, "2026-04", "2026-04").register_fen == 2190
    assert queries.pending(office.db) == []
    with pytest.raises(Refused, match="处理过"), office.change("再认") as change:
        batches.settle_pending(change, waiting.id, wang, date(2026, 4, 1))
    first = queries.batches(office.db, "2026-03", "2026-03")[0]
    with pytest.raises(Refused, match="待查款已经处理过"), office.change("冲回") as change:
        batches.reverse_batch(change, first.id, "错")
    settled = queries.batch_of_voucher(office.db, voucher.id)
    with office.change("冲回") as change:
        batches.reverse_batch(change, settled.id, "认错人", date(2026, 4, 2))
    assert [one.id for one in queries.pending(office.db)] == [waiting.id]


def test_money_of_an_unknown_payer_is_paid_back_and_that_too_can_be_taken_back(office):
    people(office, ("王伟", "1000", 438_600))
    receive(office, a_list(["", "高启明", "", 28.5]))
    [waiting] = queries.pending(office.db)
    with office.change("退回") as change:
        voucher = batches.refund_pending(change, waiting.id, date(2026, 3, 15))
    assert balance(office, "other_payable") == balance(office, "bank") == 0
    assert queries.pending(office.db) == []
    with office.change("冲销") as change:
        ledger.reverse(change, voucher.id, "退错", date(2026, 3, 16))
    assert [one.id for one in queries.pending(office.db)] == [waiting.id]


def test_pending_money_that_has_not_arrived_waits(office):
    people(office, ("王伟", "1000", 438_600))
    receive(office, a_list(["", "高启明", "", 28.5]), arrived=False)
    [waiting] = queries.pending(office.db)
    with pytest.raises(Refused, match="没有到账"), office.change("退回") as change:
        batches.refund_pending(change, waiting.id, MARCH)


RAW = """
update dues_paid set amount_fen = 1
update dues_paid set member = null, payer = 'x'
update dues_paid set month = '2026-04'
delete from dues_paid
insert into dues_paid (batch, member, month, amount_fen) values (1, 1, '2026-03', 5)
insert or replace into dues_paid (id, batch, member, month, amount_fen) values (1, 1, 1, '2026-03', 5)
update dues_batch set state = 'deducted', voucher = null
update dues_batch set state = 'reversed'
update dues_batch set arrived_on = '2026-03-10'
update dues_batch set month = '2026-04'
update or replace dues_batch set id = 7
delete from dues_batch
insert into dues_batch (month, way, state, received_on, voucher) values ('2026-03', 'cash', 'arrived', '2026-03-09', 1)
update voucher_line set credit_fen = 1 where credit_fen > 0
delete from voucher
"""


@pytest.mark.parametrize("statement", RAW.strip().splitlines())
def test_no_statement_changes_a_batch_that_has_arrived(office, statement):
    people(office, ("王伟", "1000", 438_600))
    receive(office, a_list(["1000", "王伟", "", 21.9]))
    with pytest.raises(sqlite3.IntegrityError):
        office.db.execute(statement)
    assert year.tie_out(office.db, "2026-01", "2026-12").register_fen == 2190


def test_a_batch_may_not_arrive_with_another_sum_than_its_vouchers(office):
    [wang] = people(office, ("王伟", "1000", 438_600))
    [done] = receive(office, a_list(["1000", "王伟", "", 21.9]))
    booked = queries.batch(office.db, done.batch).voucher

    def forced():
        with office.change("硬到账") as change:
            other = batches.open_batch(change, "2026-04", "payroll", MARCH, ("表", ""))
            batches.add_paid(change, other, [(wang, "2026-04", 5, "", "")])
            change.update("dues_batch", other, {"state": "arrived", "arrived_on": MARCH, "voucher": booked})

    with pytest.raises(Refused, match="到账凭证还没有记账"):
        forced()
