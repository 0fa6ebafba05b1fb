"""From a bank line to a voucher: by its words, by how it was booked before, never by itself."""

from __future__ import annotations

from datetime import date

import pytest

from models.bank import actions, proposals, queries
from models.kit.errors import Refused
from models.ledger import actions as ledger
from models.ledger import queries as books
from tests.models.bank.statements import account, day, post, take
from tests.models.ledger.vouchers import keep, simple


def proposed(office):
    """What is proposed for everything that is free."""
    free = queries.bank_lines(office.db, account(office), free=True)
    return proposals.proposals(office.db, account(office), free)


def key_of(office, number):
    return office.db.execute("select key from account where id = ?", (number,)).fetchone()[0]


@pytest.mark.parametrize(
    ("words", "fen", "key"),
    [
        ("结息", 138, "other_income.interest"),
        ("账户管理费", -1_500, "business_exp.other"),
        ("退汇 账号户名不符", 50_000, "other_payable"),
        ("提现", -50_000, "cash"),
    ],
)
def test_known_words_name_the_account(office, words, fen, key):
    take(office, ("1-21", fen, words))
    [one] = proposed(office)
    assert key_of(office, one.account) == key and one.why


def test_unknown_words_leave_the_account_to_the_person(office):
    take(office, ("1-21", -138, "设备租金"))
    [one] = proposed(office)
    assert (one.account, one.sure) == (0, False)
    with office.change("记账") as change, pytest.raises(Refused, match="科目"):
        proposals.post(change, account(office), [one])


def test_what_was_booked_before_is_proposed_again_for_this_month(office):
    [line] = post(office, "1-05", -30_000, "付1月场地租金", other="act_exp.member")
    take(
        office, ("1-05", -30_000, "场地租金 2026年1月/体育馆"), ("2-05", -31_000, "场地租金 2026年2月/体育馆")
    )
    bank = queries.bank_lines(office.db, account(office))[0].id
    with office.change("勾对") as change:
        actions.match_by_hand(change, account(office), [bank], [line])
    [one] = proposed(office)
    assert key_of(office, one.account) == "act_exp.member"
    assert (one.summary, one.sure) == ("付2月场地租金", True)


def test_posting_makes_the_voucher_and_matches_it(office):
    take(office, ("1-21", 138, "结息"), ("1-31", -1_500, "账户管理费"))
    with office.change("记账") as change:
        made = proposals.post(change, account(office), proposed(office))
    assert [one.debit_fen for one in made] == [138, 1_500]
    assert queries.bank_lines(office.db, account(office), free=True) == []
    assert queries.book_balance(office.db, account(office).account, day("1-31")) == -1_362


def test_a_line_of_a_closed_month_is_booked_in_the_first_open_one(office):
    take(office, ("1-21", 138, "结息"))
    with office.change("结账") as change:
        ledger.close_month(change, "2026-01")
    assert proposals.draft(office.db, account(office), proposed(office)[0]).day == date(2026, 2, 1)


def test_a_line_is_not_booked_twice(office):
    take(office, ("1-21", 138, "结息"))
    [one] = proposed(office)
    with office.change("记账") as change:
        proposals.post(change, account(office), [one])
        with pytest.raises(Refused, match="勾对过"):
            proposals.post(change, account(office), [one])


@pytest.mark.parametrize(
    ("summary", "then", "now", "wanted"),
    [
        ("收一季度存款利息", "2026-03", "2026-06", "收二季度存款利息"),
        ("收四季度利息", "2026-12", "2027-03", "收一季度利息"),
        ("付12月场地费", "2026-12", "2027-01", "付1月场地费"),
        ("付2026年11月场地费", "2026-11", "2027-01", "付2027年1月场地费"),
        ("付银行手续费", "2026-03", "2026-06", "付银行手续费"),
    ],
)
def test_a_summary_is_said_for_another_month(summary, then, now, wanted):
    assert proposals.renewed(summary, then, now) == wanted


def test_an_account_that_was_split_hands_its_details_to_its_first_leaf(office):
    with office.change("账户") as change:
        actions.describe_account(change, account(office), bank="农行", number="6222 8899", kind="basic")
        parent = books.account_by_key(change.db, "bank")
        ledger.add_account(change, "10201", "基本户", parent)
        ledger.add_account(change, "10202", "定期", parent)
    first, second = queries.accounts(office.db)
    assert (first.code, first.bank, first.number_tail) == ("10201", "农行", "8899")
    assert (second.code, second.id) == ("10202", 0)
    with pytest.raises(Refused, match="哪个账户"):
        queries.account_named(office.db)
    assert queries.account_named(office.db, "定期").code == "10202"


def test_a_line_whose_draft_waits_is_not_booked_twice(office):
    keep(office, simple(office, 1_500, day=date(2026, 1, 20)))
    take(office, ("1-21", -1_500, "账户管理费"), ("1-22", -1_500, "账户管理费"))
    first, second = proposed(office)
    assert (first.account, first.sure, "草稿“买办公用品”" in first.why) == (0, False, True)
    assert (key_of(office, second.account), second.sure) == ("business_exp.other", True)


def test_a_bounced_transfer_says_whose_it_was(office):
    take(office, ("1-21", 50_000, "退汇 账号户名不符/周文彬"))
    [one] = proposed(office)
    assert (one.summary, one.partner) == ("退汇：周文彬", "周文彬")
