"""Matching: sure pairs by themselves, ambiguous ones never, groups only with equal sums."""

from __future__ import annotations

import pytest

from models.bank import actions, queries
from models.kit.errors import Refused
from models.ledger import actions as ledger
from models.ledger.queries import voucher_by_name
from tests.models.bank.statements import account, day, post, run, take


def numbers(found):
    return [group.number for group in found.groups]


def test_equal_amounts_near_each_other_match_in_the_first_pass(office):
    post(office, "1-05", -12_345)
    take(office, ("1-08", -12_345, "转账"))
    found = run(office)
    assert numbers(found) == [1] and "日期差 3 天" in found.groups[0].reason


def test_two_equal_candidates_are_offered_and_never_chosen(office):
    post(office, "1-05", -12_345)
    post(office, "1-06", -12_345)
    take(office, ("1-06", -12_345, "转账"))
    found = run(office)
    assert found.groups == () and len(found.offers[0].candidates) == 2


def test_two_equal_bank_lines_for_one_voucher_are_offered_too(office):
    post(office, "1-05", -12_345)
    take(office, ("1-06", -12_345, "转账"), ("1-07", -12_345, "转账"))
    found = run(office)
    assert found.groups == () and [len(one.candidates) for one in found.offers] == [1, 1]


def test_the_other_direction_is_no_match(office):
    post(office, "1-05", 12_345, other="other_income.other")
    take(office, ("1-05", -12_345, "转账"), opening=20_000)
    assert run(office).groups == ()


def test_the_same_cheque_number_matches_up_to_sixty_days(office):
    post(office, "1-05", -12_345, "付印刷费 支票 00123456")
    post(office, "1-06", -12_345, "付另一笔")
    take(office, ("3-01", -12_345, "支票//123456"))
    found = run(office)
    assert numbers(found) == [2] and "123456" in found.groups[0].reason


def test_a_shared_name_matches_within_a_month(office):
    post(office, "1-05", -12_345, "购新世纪文化用品")
    post(office, "1-05", -12_345, "慰问住院教师")
    take(office, ("1-25", -12_345, "转账/新世纪文化用品有限公司"))
    found = run(office)
    assert numbers(found) == [3]


def test_without_a_shared_name_it_is_only_offered(office):
    post(office, "1-05", -12_345, "慰问住院教师")
    take(office, ("1-25", -12_345, "转账/新世纪文化用品有限公司"))
    found = run(office)
    assert found.groups == () and "名称对不上" in found.offers[0].reason


def test_three_lines_of_one_day_are_one_of_the_bank(office):
    for fen in (-10_000, -20_100, -30_020):
        post(office, "1-05", fen)
    post(office, "1-05", -7_777)
    take(office, ("1-06", -60_120, "批量代付"))
    found = run(office)
    assert numbers(found) == [4] and len(found.groups[0].book) == 3


def test_two_ways_to_the_same_sum_are_ambiguous(office):
    for fen in (-10_000, -10_000, -20_000):
        post(office, "1-05", fen)
    take(office, ("1-06", -30_000, "批量代付"))
    assert run(office).groups == ()


def test_the_bank_pays_one_voucher_in_three(office):
    post(office, "1-05", -60_120)
    take(office, ("1-06", -10_000, "付甲"), ("1-06", -20_100, "付乙"), ("1-06", -30_020, "付丙"))
    found = run(office)
    assert numbers(found) == [4] and len(found.groups[0].bank) == 3


def test_one_voucher_with_several_bank_lines_is_one_of_the_bank(office):
    post(office, "1-05", -60_120, parts=(-10_000, -20_100, -30_020))
    take(office, ("1-25", -60_120, "批量代付"))
    assert numbers(run(office)) == [4]


def test_a_dues_deposit_finds_its_batch_a_month_later(office):
    post(office, "1-05", 481_180, "收款", source="dues_batch", other="other_income.other")
    take(office, ("1-30", 481_180, "批量代收"))
    found = run(office)
    assert numbers(found) == [4] and "会费批次" in found.groups[0].reason


def test_a_red_reversal_and_its_voucher_cancel_in_the_book(office):
    post(office, "1-05", -12_345)
    with office.change("冲销") as change:
        ledger.reverse(change, voucher_by_name(change.db, "2026-01-记-001").id, "金额错", day("1-07"))
    post(office, "1-07", -12_300)
    take(office, ("1-08", -12_300, "转账"))
    found = run(office)
    assert sorted(numbers(found)) == [0, 1]
    assert queries.book_lines(office.db, account(office), free=True) == []


def test_by_hand_the_sums_must_be_equal(office):
    book = [post(office, "1-05", fen)[0] for fen in (-10_000, -2_000)]
    take(office, ("3-06", -7_000, "甲"), ("3-07", -5_000, "乙"))
    bank = [line.id for line in queries.bank_lines(office.db, account(office))]
    with office.change("勾对") as change:
        with pytest.raises(Refused, match="差 20.00"):
            actions.match_by_hand(change, account(office), bank, book[:1])
        key = actions.match_by_hand(change, account(office), bank, book, "两笔付两家")
    assert queries.matches(office.db, account(office))[key].reason == "两笔付两家"
    with office.change("取消") as change:
        actions.unmatch(change, key)
    assert len(queries.bank_lines(office.db, account(office), free=True)) == 2


def test_a_run_is_the_same_each_time(office):
    for number in range(1, 9):
        post(office, f"1-{number:02d}", -1_000 * number)
    take(office, *((f"1-{number + 1:02d}", -1_000 * number, "转账") for number in range(1, 9)))
    first = actions.found_matches(office.db, account(office))
    assert first == actions.found_matches(office.db, account(office)) and len(first.groups) == 8
