"""Posting: numbers, months, drafts, and what is refused with a sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.kit.errors import Refused
from models.ledger import actions, checks, queries
from models.ledger.records import LineDraft
from tests.models.ledger.vouchers import (
    BANK,
    CASH,
    DUES,
    OFFICE_COST,
    account,
    draft,
    keep,
    post,
    simple,
)


def test_a_posted_voucher_has_its_number_lines_and_maker(office):
    done = post(office, simple(office, attachments=2))
    assert (done.name, done.posted, done.attachments) == ("2026-03-记-001", True, 2)
    assert [(line.code, line.debit_fen, line.credit_fen) for line in done.lines] == [
        (OFFICE_COST, 1200, 0),
        (BANK, 0, 1200),
    ]
    assert [line.summary for line in done.lines] == ["买办公用品"] * 2
    assert done.maker == office.actor.name


def test_numbers_go_on_within_a_month_and_a_word(office):
    names = [
        post(office, one).name
        for one in (
            simple(office),
            simple(office),
            simple(office, day=date(2026, 4, 1)),
            simple(office, word="付"),
            simple(office),
        )
    ]
    assert names == ["2026-03-记-001", "2026-03-记-002", "2026-04-记-001", "2026-03-付-001", "2026-03-记-003"]
    assert queries.have(office.db) == sorted(names)


def test_an_empty_summary_takes_the_one_above(office):
    lines = (LineDraft(account(office, OFFICE_COST), 5, 0, "买笔"), LineDraft(account(office, BANK), 0, 5))
    done = post(office, replace(simple(office), lines=lines, summary=""))
    assert [done.summary, *(line.summary for line in done.lines)] == ["买笔"] * 3


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (((OFFICE_COST, 1200, 0), (BANK, 0, 1020)), "借方合计 12.00，贷方合计 10.20，还差 1.80"),
        (((OFFICE_COST, 1200, 0),), "至少要有两行"),
        (((OFFICE_COST, 1200, 1200), (BANK, 0, 0)), "填一个"),
        (((OFFICE_COST, -1200, 0), (BANK, 0, -1200)), "负数"),
        ((("505", 1200, 0), (BANK, 0, 1200)), "有下级科目"),
    ],
)
def test_what_is_wrong_is_refused_and_nothing_stays(office, lines, said):
    with pytest.raises(Refused, match=said):
        post(office, draft(office, *lines))
    assert office.db.execute("select count(*) from voucher").fetchone()[0] == 0


def test_halves_of_a_paired_entry_balance_each(office):
    one = simple(office)
    lines = (
        *one.lines,
        LineDraft(account(office, CASH), 5, 0, pair=2),
        LineDraft(account(office, DUES), 0, 5),
    )
    assert "第 1 组分录自己不平" in checks.problems(replace(one, lines=lines), _chart(office))[0]
    fine = (*one.lines, replace(lines[2], pair=2), replace(lines[3], pair=2))
    assert post(office, replace(one, lines=fine)).number == 1


def _chart(office):
    return {each.id: each for each in queries.accounts(office.db)}


def test_a_month_before_the_book_and_a_closed_month_take_no_voucher(office):
    with pytest.raises(Refused, match="启用月份"):
        post(office, simple(office, day=date(2025, 12, 31)))
    with office.change("结账") as change:
        actions.close_month(change, "2026-01")
    with pytest.raises(Refused, match="2026年1月 已结账"):
        post(office, simple(office, day=date(2026, 1, 31)))


def test_months_close_in_order_without_drafts_and_open_from_the_last_with_a_reason(office):
    with pytest.raises(Refused, match="按顺序"), office.change("结账") as change:
        actions.close_month(change, "2026-02")
    key = keep(office, simple(office, day=date(2026, 1, 5)))
    with pytest.raises(Refused, match="没记账"), office.change("结账") as change:
        actions.close_month(change, "2026-01")
    with office.change("删除") as change:
        actions.drop_draft(change, key)
    for month in ("2026-01", "2026-02"):
        with office.change("结账") as change:
            actions.close_month(change, month)
    with pytest.raises(Refused, match="最后结账"), office.change("反结账") as change:
        actions.reopen_month(change, "2026-01", "补一张")
    with pytest.raises(Refused, match="原因"), office.change("反结账") as change:
        actions.reopen_month(change, "2026-02", "  ")
    with office.change("反结账") as change:
        actions.reopen_month(change, "2026-02", "补一张")
    assert queries.closed_months(office.db) == ["2026-01"]


def test_a_month_to_come_does_not_close(office):
    for number in range(1, 12):
        with office.change("结账") as change:
            actions.close_month(change, f"2026-{number:02d}")
    with pytest.raises(Refused, match="还没有到"), office.change("结账") as change:
        actions.close_month(change, "2026-12")


def test_a_draft_may_be_unbalanced_has_no_number_and_is_posted_when_it_is_right(office):
    key = keep(office, draft(office, (OFFICE_COST, 1200, 0)))
    saved = queries.voucher(office.db, key)
    assert (saved.posted, saved.number, saved.name) == (False, None, "2026-03-记-草稿")
    with pytest.raises(Refused, match="两行"), office.change("记账") as change:
        actions.post_saved(change, key)
    with office.change("改") as change:
        actions.change_draft(change, key, simple(office, day=date(2026, 4, 2), attachments=1))
    with office.change("记账") as change:
        done = actions.post_saved(change, key)
    assert (done.id, done.name, done.attachments, len(done.lines)) == (key, "2026-04-记-001", 1, 2)
    assert queries.drafts(office.db) == []


def test_a_posted_voucher_is_neither_changed_nor_dropped_nor_posted_again(office):
    done = post(office, simple(office))
    with pytest.raises(Refused, match="不能改"), office.change("改") as change:
        actions.change_draft(change, done.id, simple(office, 5))
    with pytest.raises(Refused, match="不能删除"), office.change("删") as change:
        actions.drop_draft(change, done.id)
    with pytest.raises(Refused, match="已经记过账"), office.change("记账") as change:
        actions.post_saved(change, done.id)
    assert queries.voucher(office.db, done.id) == done


def test_a_reversal_is_the_same_with_minus_and_both_know_of_each_other(office):
    done = post(office, simple(office, attachments=3))
    with office.change("冲销") as change:
        red = actions.reverse(change, done.id, "金额写错")
    assert [(line.code, line.debit_fen, line.credit_fen) for line in red.lines] == [
        (OFFICE_COST, -1200, 0),
        (BANK, 0, -1200),
    ]
    assert (red.reverses, red.reason, red.day, red.attachments) == (done.id, "金额写错", office.today(), 0)
    assert queries.voucher(office.db, done.id).reversed_by == red.id
    for key, said in ((done.id, "已经被 2026-11-记-001 冲销过"), (red.id, "本身是冲销凭证")):
        with pytest.raises(Refused, match=said), office.change("冲销") as change:
            actions.reverse(change, key, "再来")


@pytest.mark.parametrize(
    ("reason", "day", "said"),
    [(" ", None, "原因"), ("错", date(2026, 3, 7), "不能早于"), ("错", date(2025, 1, 1), "不能早于")],
)
def test_a_reversal_needs_a_reason_and_a_later_day(office, reason, day, said):
    done = post(office, simple(office))
    with pytest.raises(Refused, match=said), office.change("冲销") as change:
        actions.reverse(change, done.id, reason, day)


def test_a_draft_and_a_voucher_of_a_register_are_not_reversed_here(office):
    key = keep(office, simple(office))
    with pytest.raises(Refused, match="草稿"), office.change("冲销") as change:
        actions.reverse(change, key, "错")
    done = post(office, simple(office, source="dues_batch", source_id=1))
    with pytest.raises(Refused, match="登记簿"), office.change("冲销") as change:
        actions.reverse(change, done.id, "错")


def test_a_sub_account_makes_its_parent_unusable_and_needs_a_clean_one(office):
    with office.change("科目") as change:
        actions.add_account(change, "10201", "建行 0126", account(office, BANK))
    with pytest.raises(Refused, match="有下级科目"):
        post(office, simple(office))
    leaf = queries.account_by_code(office.db, "10201")
    assert (leaf.leaf, leaf.level, leaf.full_name, leaf.kind) == (True, 2, "银行存款—建行 0126", "asset")
    assert queries.account_by_key(office.db, "bank") == leaf.id
    post(office, draft(office, (OFFICE_COST, 5, 0), ("10201", 0, 5)))
    for code, name, parent, said in (
        ("10201", "工行", BANK, "已经有了"),
        ("9901", "工行", BANK, "开头"),
        ("10202", " ", BANK, "名称"),
        ("1020101", "分户", "10201", "已经有凭证"),
    ):
        with pytest.raises(Refused, match=said), office.change("科目") as change:
            actions.add_account(change, code, name, account(office, parent))


def test_accounts_are_found_by_code_name_and_full_name(office):
    for text in ("102", "银行存款", " 102 "):
        assert queries.find_account(office.db, text).code == "102"
    with pytest.raises(Refused, match="没有叫"):
        queries.find_account(office.db, "比特币")
    with pytest.raises(Refused, match="没有编码"):
        queries.account_by_code(office.db, "999")


@pytest.mark.parametrize("name", ["2026-03-记-001", "2026-03-1", "2026-03-记-1"])
def test_a_voucher_is_found_by_its_name(office, name):
    done = post(office, simple(office))
    assert queries.voucher_by_name(office.db, name) == done


@pytest.mark.parametrize(
    ("name", "said"), [("2026-03-记-009", "没有"), ("三月一号", "不是凭证号"), ("", "不是凭证号")]
)
def test_a_voucher_that_is_not_there_is_said(office, name, said):
    with pytest.raises(Refused, match=said):
        queries.voucher_by_name(office.db, name)


def test_marks_stand_beside_a_frozen_voucher(office):
    done = post(office, simple(office))
    with office.change("打印") as change:
        actions.mark(change, done.id, "printed")
    row = office.db.execute("select kind, voucher from voucher_mark").fetchone()
    assert tuple(row) == ("printed", done.id)
