"""The books: each from the same lines, sums that carry on, both sides of every figure."""

from __future__ import annotations

from datetime import date, datetime

import pypdfium2
import pytest

from exporters.pdf import render, render_many
from models.entry import Asked
from models.kit.errors import Refused
from models.ledger import (
    actions,
    auxiliary,
    balances,
    book_entries,
    books,
    columns,
    queries,
    reports,
    summary,
    year_end,
)
from models.ledger.records import LineDraft, VoucherDraft
from models.ledger.summary import Shape
from models.report import Bound, Kind
from tests.models.ledger.vouchers import BANK, CASH, OFFICE_COST, account, draft, post, simple


def one(office, code):
    return queries.account_by_code(office.db, code)


@pytest.fixture
def year(office):
    """An opening, vouchers of three months, a red reversal that cancels, the year not yet closed."""
    office.clock = lambda: datetime(2027, 1, 9, 9, 41)
    with office.change("期初") as change:
        actions.set_opening(change, 2026, [(CASH, 500, 0), (BANK, 1500, 0), ("322", 0, 2000)])
    post(office, simple(office, 1200))
    post(office, draft(office, (CASH, 300, 0), (BANK, 0, 300), day=date(2026, 3, 9), summary="提现"))
    post(office, draft(office, ("50102", 40, 0), ("50103", 60, 0), (CASH, 0, 100), day=date(2026, 3, 9), summary="活动"))  # fmt: skip
    post(office, draft(office, (BANK, 900, 0), ("401", 0, 900), day=date(2026, 4, 2), summary="会费"))
    wrong = post(office, draft(office, ("50501", 77, 0), (CASH, 0, 77), day=date(2026, 5, 6), summary="培训"))
    with office.change("冲销") as change:
        actions.reverse(change, wrong.id, "错", date(2026, 5, 7))
    return office


def cells(report, label):
    return next(row for row in report.rows if label in [str(cell) for cell in row.cells])


def labels(report):
    return [row.cells[3] for row in report.rows if row.kind is not Kind.DETAIL]


# -- trial balance ------------------------------------------------------------------------------


def test_an_account_whose_voucher_was_reversed_is_in_the_trial_balance(year):
    row = cells(summary.trial_balance(year, "2026-12"), "50501")
    assert row.cells[2:] == (0,) * 8
    assert not [row for row in summary.trial_balance(year, "2026-12").rows if row.cells[0] == "50502"]


def test_the_four_pairs_are_month_and_year_and_balance_each(year):
    report = summary.trial_balance(year, "2026-04")
    assert cells(report, BANK).cells[2:] == (0, 0, 900, 0, 900, 1500, 900, 0)
    total = report.rows[-1].cells[2:]
    assert total[0::2] == total[1::2]
    assert report.notes[1] == "期初、本期、累计、期末借贷各自相等。"
    assert len(report.columns) == 10


def test_levels_zeros_and_the_years_opening_are_choices(year):
    whole = summary.trial_balance(year, "2026-04")
    first = summary.trial_balance(year, "2026-04", Shape(level=1))
    assert {row.level for row in first.rows} == {0}
    assert first.rows[-1].cells == whole.rows[-1].cells
    assert len(summary.trial_balance(year, "2026-04", Shape(zeros=True)).rows) > len(whole.rows)
    ten = summary.trial_balance(year, "2026-04", Shape(year_opening=True))
    assert cells(ten, BANK).cells[2:4] == (1500, 0)
    assert len(ten.columns) == 12


def test_before_closing_is_the_same_after_the_year_was_closed(year):
    before = summary.trial_balance(year, "2026-12")
    page = books.account_ledger(year, one(year, "401"), "2026-01", "2026-12")
    with year.change("年结") as change:
        year_end.close_year(change, 2026)
    shape = Shape(before_closing=True)
    again = summary.trial_balance(year, "2026-12", shape)
    assert [row.cells for row in again.rows] == [row.cells for row in before.rows]
    other = books.account_ledger(year, one(year, "401"), "2026-01", "2026-12", before_closing=True)
    assert [row.cells for row in other.rows] == [row.cells for row in page.rows]
    assert other.notes == ("未含年末结账凭证。",)
    closed = books.account_ledger(year, one(year, "401"), "2026-01", "2026-12")
    assert closed.rows[-1].cells[5:] == (900, 900, "平", 0)


# -- account books --------------------------------------------------------------------------------


def test_an_account_page_has_month_and_year_sums_and_is_carried_into_the_next_year(year):
    page = books.account_ledger(year, one(year, BANK), "2026-01", "2026-12")
    assert labels(page) == ["上年结转", "本月合计", "本年累计", "本月合计", "本年累计", "结转下年"]
    assert page.rows[-2].cells[5:] == (900, 1500, "借", 900)
    assert page.rows[1].cells[:5] == (3, 8, "记-0001", "买办公用品", "其他业务费")
    part = books.account_ledger(year, one(year, CASH), "2026-05", "2026-05")
    assert labels(part) == ["期初余额", "本月合计", "本年累计"]
    assert part.rows[-1].cells[5:] == (300, 100, "借", 700)
    part = books.account_ledger(year, one(year, BANK), "2026-04", "2026-04")
    assert labels(part) == ["本月合计", "本年累计"]
    assert part.rows[-1].cells[5:] == (900, 1500, "借", 900)


def test_expenses_are_not_carried_over_and_a_reversal_is_red(year):
    page = books.account_ledger(year, one(year, "50501"), "2026-01", "2026-12")
    assert labels(page) == ["本月合计", "本年累计"]
    assert [(row.red, row.cells[5]) for row in page.rows[:2]] == [(False, 77), (True, -77)]


def test_dimensions_stand_behind_the_summary(year):
    lines = (
        LineDraft(account(year, OFFICE_COST), 5, 0, earmark="送温暖", partner="甲公司"),
        LineDraft(account(year, BANK), 0, 5),
    )
    post(year, VoucherDraft(date(2026, 6, 1), "慰问", lines))
    page = books.account_ledger(year, one(year, OFFICE_COST), "2026-06", "2026-06")
    assert any(row.cells[3] == "慰问〔送温暖；甲公司〕" for row in page.rows)


def test_the_general_ledger_agrees_with_the_account_page(year):
    general = books.general_ledger(year, one(year, BANK), "2026-01", "2026-12")
    page = books.account_ledger(year, one(year, BANK), "2026-01", "2026-12")
    sums = [row.cells[-4:] for row in general.rows if row.kind in (Kind.MONTH, Kind.YEAR, Kind.CARRY)]
    assert sums == [row.cells[-4:] for row in page.rows if row.kind in (Kind.MONTH, Kind.YEAR, Kind.CARRY)]
    march = general.rows[1]
    assert march.cells == (3, 9, "记1－2", "凭证汇总（2 张）", 0, 1500, "平", 0)
    assert march.link == f"ledger:{account(year, BANK)}:2026-03:2026-03"


def test_a_journal_has_the_sums_of_each_day(year):
    journal = books.cash_journal(year, one(year, CASH), "2026-03", "2026-03")
    assert labels(journal) == ["期初余额", "本日合计", "本月合计", "本年累计"]
    assert cells(journal, "本日合计").cells[5:] == (300, 100, 700)
    assert [column.title for column in journal.columns][-3:] == ["收入", "支出", "结余"]


def test_the_bank_journal_ticks_what_the_bank_has_and_names_cheques(year):
    line = year.db.execute(
        "select l.id, l.voucher from voucher_line l where l.account = ? order by l.id", (account(year, BANK),)
    ).fetchall()
    with year.change("银行") as change:
        bank = year.db.execute("select id from bank_account").fetchone()[0]
        at = "2026-04-01T09:00:00"
        statement = {"bank": bank, "first_day": "2026-03-01", "last_day": "2026-03-31", "opening_fen": 1500}
        key = change.insert("bank_statement", {**statement, "closing_fen": 300, "at": at})
        row = {"bank": bank, "statement": key, "position": 1, "day": "2026-03-08", "out_fen": 1200}
        there = change.insert("bank_line", {**row, "ref": "B77", "mark": "m"})
        match = change.insert("bank_match", {"bank": bank, "pass": 1, "by": change.actor, "at": at})
        change.insert("bank_match_bank", {"match": match, "bank_line": there})
        change.insert("bank_match_book", {"match": match, "voucher_line": line[0]["id"]})
        range_ = {"kind": "cheque", "name": "支票", "prefix": "Z", "first": 1, "last": 50, "width": 4}
        book = change.insert("number_book", {**range_, "received_on": "2026-01-05"})
        used = {"book": book, "number": 7, "state": "used", "day": "2026-03-09"}
        change.insert("number_use", {**used, "voucher": line[1]["voucher"]})
    journal = books.bank_journal(year, one(year, BANK), "2026-03", "2026-03")
    details = [row.cells for row in journal.rows if row.kind is Kind.DETAIL]
    assert [(one[4], one[5], one[10]) for one in details] == [("转账", "B77", "√"), ("支票", "Z0007", None)]


def test_columns_add_up_to_the_sum_of_each_line(year):
    report = columns.columnar_ledger(year, one(year, "501"), "2026-01", "2026-12")
    assert [column.title for column in report.columns][4:] == ["合计", "文体活动费", "宣传活动费", "余额"]
    for row in report.rows:
        assert row.cells[4] == sum(row.cells[5:-1])
    assert report.rows[0].cells[4:] == (100, 40, 60, 100)
    income = columns.columnar_ledger(year, one(year, "401"), "2026-01", "2026-12")
    assert income.rows[0].cells[4:] == (900, 900, 900)


def test_chosen_columns_leave_the_rest_to_one_more(year):
    chosen = (account(year, "50103"),)
    report = columns.columnar_ledger(year, one(year, "501"), "2026-04", "2026-12", chosen=chosen)
    assert [column.title for column in report.columns][5:-1] == ["宣传活动费"]
    whole = columns.columnar_ledger(year, one(year, "501"), "2026-01", "2026-12", chosen=chosen)
    assert [column.title for column in whole.columns][5:-1] == ["宣传活动费", "其他明细"]
    assert whole.rows[0].cells[5:7] == (60, 40)


# -- summaries and dimensions ----------------------------------------------------------------------


def test_the_voucher_summary_of_a_month_is_its_movement(year):
    report = summary.voucher_summary(year, "2026-03", "2026-03")
    balance = summary.trial_balance(year, "2026-03")
    for row in report.rows[:-1]:
        assert cells(balance, row.cells[0]).cells[4:6] == row.cells[2:]
    assert report.rows[-1].cells[2] == report.rows[-1].cells[3] == 1600
    assert "共 3 张" in report.subject


def test_a_range_of_vouchers_is_taken_by_number(year):
    report = summary.voucher_summary(year, "2026-03", "2026-03", "记2-3号")
    assert report.rows[-1].cells[2] == 400
    for wrong, why in (("3-2", "大于"), ("甲", "不是凭证号"), ("8-9", "没有")):
        with pytest.raises(Refused, match=why):
            summary.voucher_summary(year, "2026-03", "2026-03", wrong)


def test_a_dimension_is_listed_and_its_lines_are_shown(year):
    with year.change("单位") as change:
        unit = change.insert("unit", {"name": "第1分工会"})
    for month, fen in ((6, 30), (7, 40)):
        lines = (
            LineDraft(account(year, "131"), fen, 0, unit=unit, earmark="春游"),
            LineDraft(account(year, BANK), 0, fen),
        )
        post(year, VoucherDraft(date(2026, month, 1), "借款", lines))
    listed = auxiliary.aux_ledger(year, "2026-07", "2026-07", "分工会")
    assert [row.cells[0] for row in listed.rows] == ["第1分工会", "131"]
    assert listed.rows[1].cells[2:] == (30, 40, 0, "借", 70)
    assert listed.rows[1].link == "about:分工会:第1分工会"
    page = auxiliary.aux_ledger(year, "2026-07", "2026-07", "分工会:第1分工会")
    assert [row.cells[5:] for row in page.rows] == [
        (None, None, "借", 30),
        (40, 0, "借", 70),
        (40, 0, "借", 70),
    ]
    assert auxiliary.aux_ledger(year, "2026-01", "2026-12", "专项：春游").rows[-1].cells[5] == 70
    for wrong in ("分工会:没有", "专项:没有", "星座"):
        with pytest.raises(Refused):
            auxiliary.aux_ledger(year, "2026-01", "2026-12", wrong)


def test_goods_have_quantity_price_and_amount(year):
    with year.change("物品") as change:
        key = change.insert("goods", {"name": "毛巾", "unit_word": "条"})
        moves = (
            ("2026-02-01", "in", 10, 1000),
            ("2026-03-02", "in", 10, 2000),
            ("2026-03-05", "out", -3, -450),
        )
        for day, kind, quantity, fen in moves:
            row = {"goods": key, "day": day, "kind": kind, "quantity": quantity, "fen": fen}
            change.insert("goods_move", row)
    report = auxiliary.quantity_ledger(year, "2026-03", "2026-03", "毛巾")
    rows = [row.cells[4:] for row in report.rows]
    assert rows[0][6:] == (10, 100, 1000)
    assert rows[1] == (10, 200, 2000, None, None, None, 20, 150, 3000)
    assert rows[2] == (None, None, None, 3, 150, 450, 17, 150, 2550)
    assert rows[3] == (10, 200, 2000, 3, 150, 450, 17, 150, 2550)
    with pytest.raises(Refused, match="毛巾"):
        auxiliary.quantity_ledger(year, "2026-03", "2026-03", "肥皂")


# -- on paper -----------------------------------------------------------------------------------


def texts(data):
    document = pypdfium2.PdfDocument(data)
    return [document[index].get_textpage().get_text_bounded() for index in range(len(document))]


def test_a_long_book_carries_its_sums_from_page_to_page(year):
    for day in range(1, 29):
        post(year, simple(year, 100, day=date(2026, 6, day)))
    pages = texts(render(books.account_ledger(year, one(year, BANK), "2026-01", "2026-12")))
    assert ["过次页" in page for page in pages] == [True] * (len(pages) - 1) + [False]
    assert ["承前页" in page for page in pages] == [False] + [True] * (len(pages) - 1)
    said = next(line for line in pages[0].splitlines() if "过次页" in line)
    assert (
        said.split("过次页")[1]
        == next(line for line in pages[1].splitlines() if "承前页" in line).split("承前页")[1]
    )


def test_every_book_can_be_printed_at_a_large_sum(year):
    post(year, simple(year, 999_999_999, day=date(2026, 6, 1)))
    made = [
        books.account_ledger(year, one(year, BANK), "2026-01", "2026-12"),
        books.general_ledger(year, one(year, BANK), "2026-01", "2026-12"),
        books.cash_journal(year, one(year, CASH), "2026-01", "2026-12"),
        books.bank_journal(year, one(year, BANK), "2026-01", "2026-12"),
        columns.columnar_ledger(year, one(year, "505"), "2026-01", "2026-12"),
        summary.trial_balance(year, "2026-12", Shape(year_opening=True)),
    ]
    assert "9,999,999.99" in texts(render_many(made))[0]


def test_all_books_of_a_year_are_bound_in_their_order(year):
    bound = book_entries.all_books(year, Asked("2026"))
    assert isinstance(bound, Bound)
    ids = [one.id for one in bound.reports]
    assert list(dict.fromkeys(ids)) == ["general-ledger", "cash-journal", "bank-journal", "account-ledger", "trial-balance"]  # fmt: skip
    subjects = [one.subject for one in bound.reports if one.id == "account-ledger"]
    assert len(set(subjects)) == len(subjects)
    assert not [one for one in subjects if one.startswith(f"科目：{BANK} ")]


def test_a_journal_is_made_for_each_bank_account(office):
    with office.change("科目") as change:
        first = actions.add_account(change, "10201", "基本户", account(office, BANK))
        second = actions.add_account(change, "10202", "定期", account(office, BANK))
    post(office, VoucherDraft(date(2026, 3, 1), "存定期", (LineDraft(second, 50), LineDraft(first, 0, 50))))
    build = next(entry.build for entry in book_entries.ENTRIES if entry.id == "bank-journal")
    made = build(office, Asked("2026"))
    assert [one.subject for one in made.reports] == [
        "科目：10201 银行存款—基本户",
        "科目：10202 银行存款—定期",
    ]
    assert balances.opening(office.db, first, "2026-04") == -50


@pytest.mark.parametrize(("book", "code"), [("cash-journal", BANK), ("bank-journal", "50501")])
def test_an_account_that_has_no_such_journal_is_refused(year, book, code):
    build = next(entry.build for entry in book_entries.ENTRIES if entry.id == book)
    with pytest.raises(Refused, match="三栏明细账"):
        build(year, Asked("2026", code))


def test_a_year_that_still_runs_is_neither_carried_over_nor_struck(year):
    after = books.account_ledger(year, one(year, BANK), "2026-01", "2026-12")
    year.clock = lambda: datetime(2026, 11, 9, 9, 41)
    running = books.account_ledger(year, one(year, BANK), "2026-01", "2026-12")
    assert (labels(after)[-1], labels(running)[-1]) == ("结转下年", "本年累计")
    assert (after.paper.strike_empty, running.paper.strike_empty) == (True, False)


def test_a_draft_is_not_in_the_chronological_list(year):
    before = reports.voucher_list(year, "2026-01", "2026-12")
    with year.change("暂存") as change:
        actions.save_draft(change, simple(year, 400))
    after = reports.voucher_list(year, "2026-01", "2026-12")
    assert after.rows == before.rows
    assert "另有 1 张还没有记账，没有列入" in after.notes[0]
