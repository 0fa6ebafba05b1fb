"""新旧制度衔接: old codes of opening balances, and the voucher of a book that has both charts."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from models.intake.cells import Book, Sheet
from models.kit.errors import Refused
from models.ledger import actions, balances, conversion, exchange, imports, openings, queries
from models.ledger.records import LineDraft, VoucherDraft
from models.office import Office

OLD_ROWS = [
    ("101", "库存现金", 1265.80, None),
    ("102", "银行存款", 186500.42, None),
    ("121", "借出款", 300, None),
    ("135", "其他应收款", 2000, None),
    ("13501", "其他应收款-何文博", 1500, None),
    ("13502", "其他应收款-周佳音", 500, None),
    ("162", "固定资产", 42860, None),
    ("221", "应付上级经费", None, 1200),
    ("225", "其他应付款", None, 800),
    ("301", "固定基金", None, 42860),
    ("331", "结余", None, 188066.22),
]


def table(rows):
    head = ["科目编码", "科目名称", "借方", "贷方"]
    return Book("期初余额.xlsx", "xlsx", "", (Sheet("期初", [head, *[list(row) for row in rows]]),))


def test_the_file_is_known_to_be_by_the_old_chart():
    assert conversion.speaks_old((code, name) for code, name, _, _ in OLD_ROWS)
    assert not conversion.speaks_old([("101", "库存现金"), ("322", "工会资金结余")])
    assert not conversion.speaks_old([("101", "库存现金"), ("102", "银行存款")])
    assert not conversion.speaks_old([("331", "结余"), ("322", "工会资金结余")])


def test_every_old_code_has_a_new_one_that_is_prescribed():
    assert set(conversion.mapping()) == set(conversion.prescribed(conversion.OLD))
    assert {new for new, _ in conversion.mapping().values()} <= set(conversion.prescribed(conversion.NEW))
    assert conversion.target("13501")[0] == "13101"
    with pytest.raises(Refused, match="对照表"):
        conversion.target("999")


def test_old_opening_balances_become_new_ones_with_a_table(office):
    rows = [row for row in OLD_ROWS if row[0] != "121"]
    rows[-1] = ("331", "结余", None, 187766.22)
    plan = openings.plan_opening(office.db, table(rows))
    assert plan.refused == ()
    with office.change("导入期初") as change:
        openings.apply_opening(change, plan, 2026)
    found = {
        one.account.code: one.opening_fen
        for one in balances.trial_balance(office.db, "2026-01")
        if one.opening_fen and one.account.leaf
    }
    assert found == {
        "101": 126580, "102": 18650042, "13101": 150000, "13102": 50000, "162": 4286000,
        "211": -120000, "221": -80000, "30104": -4286000, "322": -18776622,
    }  # fmt: skip
    report = conversion.conversion_table(office)
    by_old = {row.cells[0]: row.cells for row in report.rows}
    assert by_old["331"][2:8] == (None, 18776622, "322", "工会资金结余", None, 18776622)
    assert "专项" in by_old["331"][8]
    assert "相等" in report.notes[0]
    assert report.total_row.cells[2] == report.total_row.cells[3] == 23262622


def test_an_old_balance_without_a_place_is_asked_for(office):
    plan = openings.plan_opening(office.db, table(OLD_ROWS))
    assert ["借出款" in one.reason and "下级" in one.reason for one in plan.refused] == [True]


def test_several_old_accounts_may_become_one(office):
    rows = [("121", "借出款", 300, None), ("135", "其他应收款", 700, None), ("331", "结余", None, 1000)]
    plan = openings.plan_opening(office.db, table(rows))
    with office.change("导入期初") as change:
        openings.apply_opening(change, plan, 2026)
    report = conversion.conversion_table(office)
    assert [row.cells[5:7] for row in report.rows] == [
        ("其他应收款", 100000), ("同上", None), ("工会资金结余", None),
    ]  # fmt: skip


def test_without_a_conversion_the_table_says_so_and_shows_which_becomes_which(office):
    report = conversion.conversion_table(office)
    assert "没有转换过余额" in report.notes[0]
    assert len(report.rows) == len(conversion.mapping())


@pytest.fixture
def old_book(tmp_path):
    with Office.create(tmp_path / "old.union", "老学校", "2021-12") as office:
        office.clock = lambda: datetime(2022, 1, 10, 9, 0)
        with office.change("期初") as change:
            rows = [("102", 500000, 0), ("13501", 30000, 0), ("331", 0, 530000)]
            parent = queries.account_by_code(change.db, "135", "2021-12").id
            actions.add_account(change, "13501", "何文博", parent)
            actions.set_opening(change, 2021, rows)
        yield office


def test_both_charts_are_joined_by_one_voucher_and_the_old_year_stays_readable(old_book):
    with old_book.change("衔接") as change:
        made = conversion.carry(change)
    assert (made.kind, made.day) == ("carried", date(2021, 12, 31))
    found = {
        (one.account.chart, one.account.code): one.opening_fen
        for one in balances.trial_balance(old_book.db, "2022-01")
        if one.opening_fen and one.account.leaf
    }
    assert found == {(2022, "102"): 500000, (2022, "13101"): 30000, (2022, "322"): -530000}
    with pytest.raises(Refused, match="已经做过"), old_book.change("衔接") as change:
        conversion.carry(change)
    with old_book.change("记账") as change:
        bank = queries.account_by_key(change.db, "bank")
        dues = queries.account_by_key(change.db, "dues_income")
        lines = (LineDraft(bank, 500, 0), LineDraft(dues, 0, 500))
        assert actions.post_voucher(change, VoucherDraft(date(2022, 1, 5), "收会费", lines)).number == 1


def test_income_that_was_not_closed_stops_it(old_book):
    with old_book.change("记账") as change:
        bank = queries.account_by_key(change.db, "bank", "2021-12")
        dues = queries.account_by_key(change.db, "dues_income", "2021-12")
        lines = (LineDraft(bank, 500, 0), LineDraft(dues, 0, 500))
        actions.post_voucher(change, VoucherDraft(date(2021, 12, 5), "收会费", lines))
    with pytest.raises(Refused, match="还没有结转：会费收入"), old_book.change("衔接") as change:
        conversion.carry(change)


def test_a_new_book_has_nothing_to_join(office):
    with pytest.raises(Refused, match="不用衔接"), office.change("衔接") as change:
        conversion.carry(change)


def test_the_last_month_by_the_old_chart_shows_what_it_had(old_book):
    with old_book.change("衔接") as change:
        conversion.carry(change)
    last = {one.account.code: one.closing_fen for one in balances.trial_balance(old_book.db, "2021-12")}
    assert (last["102"], last["13501"], last["331"]) == (500000, 30000, -530000)
    assert "30104" not in last


def test_foreign_vouchers_of_both_charts_find_their_accounts_by_month(old_book):
    head = ["日期", "凭证号", "摘要", "科目编码", "科目名称", "借方金额", "贷方金额"]
    rows = [
        ["2021-12-03", "记-1", "收回借款", "102", "银行存款", 100, None],
        ["2021-12-03", "记-1", "收回借款", "13502", "其他应收款-周佳音", None, 100],
        ["2022-01-04", "记-1", "存款分户", "10201", "银行存款-基本户", 5, None],
        ["2022-01-04", "记-1", "存款分户", "101", "库存现金", None, 5],
    ]
    book = Book("凭证.xlsx", "xlsx", "", (Sheet("凭证", [head, *rows]),))
    plan = imports.plan_vouchers(old_book.db, book)
    assert plan.refused == ()
    with old_book.change("导入") as change:
        assert imports.apply_vouchers(change, plan) == 2
    charts = {
        (line.code, queries.accounts_by_id(old_book.db, {line.account})[line.account].chart)
        for one in queries.vouchers(old_book.db, "2021-12", "2022-01")
        for line in one.lines
    }
    assert charts == {("102", 2010), ("13502", 2010), ("10201", 2022), ("101", 2022)}


def test_a_voucher_that_a_program_wrote_means_the_chart_of_its_day(old_book):
    said = {
        "date": "2021-12-04",
        "summary": "结余转出",
        "lines": [
            {"account": "331", "debit_fen": 100, "credit_fen": 0},
            {"account": "102", "debit_fen": 0, "credit_fen": 100},
        ],
    }
    draft = exchange.draft_from_json(old_book.db, said)
    with old_book.change("记账") as change:
        assert actions.post_voucher(change, draft).lines[0].name == "结余"
