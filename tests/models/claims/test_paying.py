"""Money goes out: the voucher of each kind, advances settled to the fen, payments taken back in red."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date

import pytest

from models.calendar.reminders import todo
from models.claims import actions, checks, lists, paying, queries
from models.claims.records import PAYOUT, ClaimDraft, Item
from models.documents import actions as documents
from models.documents import invoice_queries, invoices
from models.documents import queries as files
from models.kit.errors import Refused
from models.ledger import actions as ledger
from models.ledger import balances
from models.ledger import queries as books
from models.trust import checks as trust
from tests.build import a_member
from tests.models.claims.made import DAY, account, advance, expense, filled, lines, paid


def owed(office):
    key = books.account_by_key(office.db, "other_receivable")
    return balances.balance(office.db, key, "9999-12")


def test_an_expense_debits_each_item_and_credits_the_bank(office):
    claim, voucher = paid(office, expense(office, 120_000, 68_000))
    assert lines(office, voucher) == [("50102", 120_000, 0), ("50102", 68_000, 0), ("102", 0, 188_000)]
    assert (claim.state, claim.voucher, voucher.source, voucher.attachments) == (
        "paid",
        voucher.id,
        "claim",
        2,
    )


def test_cash_goes_out_of_the_cash_box(office):
    _, voucher = paid(office, expense(office, 5_000, way="cash"))
    assert lines(office, voucher)[-1] == ("101", 0, 5_000)


def test_a_payout_to_many_is_one_line_an_account(office):
    people = tuple(Item(name, account(office, "50404"), 100_000) for name in ("甲", "乙", "丙"))
    _, voucher = paid(office, ClaimDraft(PAYOUT, DAY, "困难职工帮扶", people, handler="刘敏"))
    assert lines(office, voucher) == [("50404", 300_000, 0), ("102", 0, 300_000)]


def test_an_advance_opens_other_receivable_under_the_persons_name(office):
    with office.change("登记") as change:
        member = a_member(change, "刘敏", "1001")
    _, voucher = paid(office, advance(member=member))
    first = books.voucher(office.db, voucher.id).lines[0]
    assert (first.code, first.debit_fen, first.member, first.partner) == ("131", 100_000, member, "刘敏")
    assert [one.person for one in queries.open_advances(office.db)] == ["刘敏"]


@pytest.mark.parametrize(
    ("spent", "last"), [(82_000, ("102", 18_000, 0)), (100_000, None), (118_000, ("102", 0, 18_000))]
)
def test_an_advance_is_settled_with_what_is_returned_or_topped_up(office, spent, last):
    lent, _ = paid(office, advance())
    _, voucher = paid(office, expense(office, spent, settles=lent.id))
    wanted = [("50102", spent, 0), ("131", 0, 100_000)]
    assert lines(office, voucher) == [*wanted, *([last] if last else [])]
    assert (owed(office), queries.claim(office.db, lent.id).state) == (0, "settled")
    settled = queries.settlement(office.db, queries.claim(office.db, lent.id))
    figures = (settled.spent_fen, settled.returned_fen, settled.paid_more_fen)
    assert figures == (spent, max(100_000 - spent, 0), max(spent - 100_000, 0))
    assert settled.voucher == voucher.name


def test_an_advance_may_come_back_unspent(office):
    lent, _ = paid(office, advance())
    with office.change("还款") as change:
        voucher = paying.give_back(change, lent.id, DAY)
    assert lines(office, voucher) == [("101", 100_000, 0), ("131", 0, 100_000)]
    assert (owed(office), queries.open_advances(office.db)) == (0, [])


def test_an_advance_is_settled_once(office):
    lent, _ = paid(office, advance())
    filled(office, expense(office, 50_000, settles=lent.id), "submitted")
    with pytest.raises(Refused, match="已经由 2026-报-001 冲抵"):
        filled(office, expense(office, 60_000, settles=lent.id), "draft")
    with pytest.raises(Refused, match="正由 2026-报-001"), office.change("还款") as change:
        paying.give_back(change, lent.id, DAY)


def test_a_second_advance_of_the_same_person_is_warned_of(office):
    paid(office, advance())
    assert "还有一笔借款没有结清：2026-借-001" in checks.doubts(office.db, advance(50_000))[0]
    assert checks.doubts(office.db, advance(50_000, payee="王强", handler="王强")) == []


def test_an_advance_to_a_member_is_in_the_members_name_not_in_that_of_who_filled_it(office):
    with office.change("会员") as change:
        who, other = a_member(change, name="秦东民"), a_member(change, name="邹丽俊")
    waiting = filled(office, advance(50_000, member=who, payee="", handler="周敏"), "submitted")
    assert waiting.entered.person == "秦东民"
    with pytest.raises(Refused, match="不能自己审批"), office.change("批准") as change:
        actions.approve(change, waiting.id, "秦东民")
    with office.change("改人") as change:
        actions.change_claim(change, waiting.id, replace(waiting.entered, member=other))
    assert queries.claim(office.db, waiting.id).entered.person == "邹丽俊"


def test_what_is_not_approved_or_has_no_account_is_not_paid(office):
    waiting = filled(office, expense(office, 100), "submitted")
    with pytest.raises(Refused, match="待审批"), office.change("付款") as change:
        paying.pay(change, waiting.id, DAY)
    blank = filled(office, replace(expense(office, 100), items=(Item("场地", None, 100),)))
    with pytest.raises(Refused, match="没有选支出科目"), office.change("付款") as change:
        paying.pay(change, blank.id, DAY)


def test_a_closed_month_takes_no_payment(office):
    claim = filled(office, expense(office, 100, day=date(2026, 1, 5)))
    with office.change("结账") as change:
        ledger.close_month(change, "2026-01")
    with pytest.raises(Refused, match="已结账"), office.change("付款") as change:
        paying.pay(change, claim.id, date(2026, 1, 8))


def test_a_payment_is_taken_back_in_red_and_the_claim_waits_again(office):
    claim, voucher = paid(office, expense(office, 100))
    with pytest.raises(Refused, match="登记簿"), office.change("冲销") as change:
        ledger.reverse(change, voucher.id, "退票")
    with office.change("冲销") as change:
        red = paying.reverse_payment(change, claim.id, "银行退票")
    found = queries.claim(office.db, claim.id)
    assert (found.state, found.voucher, red.reverses) == ("approved", None, voucher.id)
    with office.change("付款") as change:
        again = paying.pay(change, claim.id, DAY)
    assert queries.claim(office.db, claim.id).voucher == again.id


def test_taking_back_a_settlement_opens_the_advance_again(office):
    lent, _ = paid(office, advance())
    spent, _ = paid(office, expense(office, 80_000, settles=lent.id))
    with pytest.raises(Refused, match="先冲销 2026-报-001"), office.change("冲销") as change:
        paying.reverse_payment(change, lent.id, "写错了")
    with office.change("冲销") as change:
        paying.reverse_payment(change, spent.id, "金额写错")
    assert (queries.claim(office.db, lent.id).state, owed(office)) == ("paid", 100_000)


def test_taking_back_a_returned_advance_goes_back_one_step_at_a_time(office):
    lent, _ = paid(office, advance())
    with office.change("还款") as change:
        paying.give_back(change, lent.id, DAY)
    with office.change("冲销") as change:
        paying.reverse_payment(change, lent.id, "记错了")
    assert (queries.claim(office.db, lent.id).state, owed(office)) == ("paid", 100_000)
    with office.change("冲销") as change:
        paying.reverse_payment(change, lent.id, "没有借出")
    assert (queries.claim(office.db, lent.id).state, owed(office)) == ("approved", 0)


@pytest.mark.parametrize(
    "statement",
    [
        "update claim set amount_fen = 1 where id = 1",
        "update claim set state = 'approved' where id = 1",
        "update claim set number = '2026-报-777' where id = 1",
        "delete from claim where id = 1",
        "update claim_item set amount_fen = 1 where claim = 1",
        "delete from claim_item where claim = 1",
        "insert into claim_item (claim, position, summary, amount_fen) values (1, 9, '多', 5)",
        "update claim set state = 'paid' where id = 2",
        "update claim set voucher = null where id = 1",
        "update claim set payee = '别人', day = '2026-01-01' where id = 1",
        "update or replace claim set id = 1 where id = 2",
        "insert or replace into claim select id, kind, number || 'x', day, unit, handler, member, purpose, 1,"
        " budget_line, activity, earmark, way, payee, attachments, minutes, due_day, 'draft', null, settles, note"
        " from claim where id = 1",
        "insert or replace into claim_item (id, claim, position, summary, amount_fen) values (1, 2, 9, '换', 5)",
    ],
)
def test_the_file_itself_keeps_what_was_paid(office, statement):
    paid(office, expense(office, 100))
    filled(office, expense(office, 200))
    with pytest.raises(sqlite3.IntegrityError):
        office.db.execute(statement)


def test_overdue_advances_and_waiting_claims_are_on_the_list_of_things_to_do(office):
    paid(office, advance(day=date(2026, 9, 1)), date(2026, 9, 1))
    filled(office, expense(office, 100), "submitted")
    filled(office, expense(office, 100))
    said = {one.where: one.what for one in todo(office, date(2026, 11, 9)) if one.where.startswith("claims")}
    assert "刘敏的借款 1,000.00 元（2026-借-001）到期没有结清" in said["claims:1"]
    assert "1 张审批单等着审批" in said["claims:submitted"]
    assert "没有付款" in said["claims:approved"]


def test_the_list_finds_by_words_state_and_amount(office):
    paid(office, expense(office, 12_345))
    filled(office, advance(), "submitted")
    found = lists.ClaimList(office)
    assert len(found.ids(("", False), {})) == found.count() == 2
    assert len(found.ids(("fen", True), {"search": "123.45"})) == 1
    assert len(found.ids(("", False), {"search": "春游", "state": "submitted", "period": "2026"})) == 1
    assert found.sums({"kind": "expense"}) == {"": "1 张", "fen": 12_345}
    row = found.records(list(found.ids(("", False), {"state": "paid"})))[0]
    assert (row.person, row.voucher) == ("体育中心", "2026-11-记-001")


def test_nothing_is_wrong_with_the_file_afterwards(office):
    lent, _ = paid(office, advance())
    spent, _ = paid(office, expense(office, 80_000, settles=lent.id))
    with office.change("冲销") as change:
        paying.reverse_payment(change, spent.id, "金额写错")
        actions.put_mark(change, spent.id, "received", "刘敏")
    assert [one.name for one in trust(office.db) if not one.ok] == []


def test_the_invoices_of_a_claim_are_checked_against_it_and_go_to_its_voucher(office):
    claim = filled(office, expense(office, 120_000))
    with office.change("收发票") as change:
        row = {
            "number": "24322000000012345678",
            "seller": "体育中心",
            "day": DAY,
            "at": "2026-11-05T09:00:00",
        }
        key = change.insert("invoice", {**row, "total_fen": 110_000})
        assert [one[0] for one in queries.free_invoices(change.db, claim.id)] == [key]
        invoices.to_claim(change, [key], claim.id)
    assert "附的发票合计 1,100.00 元" in checks.doubts(office.db, claim.entered, claim.id)[0]
    with office.change("付款") as change:
        first = paying.pay(change, claim.id, DAY)
    assert [one.id for one in invoice_queries.of_voucher(office.db, first.id)] == [key]
    with office.change("冲销") as change:
        paying.reverse_payment(change, claim.id, "退票")
    with office.change("付款") as change:
        again = paying.pay(change, claim.id, DAY)
    assert [one.id for one in invoice_queries.of_voucher(office.db, again.id)] == [key]
    assert [one.id for one in invoice_queries.of_claim(office.db, claim.id)] == [key]


def test_papers_of_a_claim_are_those_of_its_voucher_too(office):
    claim = filled(office, expense(office, 100))
    with office.change("附件") as change:
        documents.attach(change, "签到表.txt", b"list", "claim", claim.id)
    with office.change("付款") as change:
        voucher = paying.pay(change, claim.id, DAY)
    assert [one.name for one in files.files_of(office.db, "voucher", voucher.id)] == ["签到表.txt"]
