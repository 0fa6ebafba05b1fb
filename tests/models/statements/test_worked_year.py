"""The worked year closed by the program: every statement line to the fen, the same before and after closing."""

from __future__ import annotations

from datetime import datetime

import pytest

from models.kit.money import parse
from models.ledger import balances, year_end
from models.ledger.earmarks import earmarks
from models.ledger.statement_lines import Statement
from models.ledger.statements import balance_sheet, income_expense
from models.statements import disclosure, notes, reports
from models.statements.sheets import SHEETS, cells
from tests.models.ledger.test_imports import YEAR, book_2025, open_year, take, year_lines

__all__ = ["book_2025"]
WANT = YEAR["expected"]


@pytest.fixture
def open_book(book_2025):
    open_year(book_2025)
    take(book_2025, year_lines())
    book_2025.clock = lambda: datetime(2026, 1, 5, 10)
    return book_2025


@pytest.fixture
def closed_book(open_book):
    with open_book.change("年结") as change:
        year_end.close_year(change, 2025)
    return open_book


def column(office, name, key, month="2025-12", *, before_closing=False):
    made = cells(office.db, Statement(name, month, before_closing))
    return {
        line.title.removeprefix("其中：").replace("减：", "减:"): made.fen(at, key)
        for at, line in enumerate(made.rows)
    }


def test_every_line_of_the_balance_sheet_of_the_closed_year(closed_book):
    got = column(closed_book, "balance_sheet", "closing")
    opening = column(closed_book, "balance_sheet", "opening")
    renamed = {"资产合计": "资产总计"}
    for group in ("assets", "liabilities", "net_assets"):
        for one in WANT["balance_sheet"][group]:
            name = renamed.get(one["row"], one["row"])
            assert (opening[name], got[name]) == (parse(one["opening"]), parse(one["closing"])), name
    assert got["资产总计"] == got["负债和净资产总计"] == 8_940_786


@pytest.mark.parametrize("state", ["open_book", "closed_book"])
def test_every_line_of_income_and_expenditure(state, request):
    office = request.getfixturevalue(state)
    got = column(office, "income_expenditure", "year")
    want = WANT["income_expense"]
    for group in ("income", "expense", "expense_detail"):
        for name, text in want[group].items():
            key = {"收入合计": "一、收入合计", "支出合计": "二、支出合计"}.get(name, name)
            assert got[key] == parse(text), name
    assert got["三、本期收支差额"] == parse(want["surplus"])
    assert got["五、期末工会资金结转结余"] == parse(want["closing_fund"])


@pytest.mark.parametrize("state", ["open_book", "closed_book"])
def test_income_expense_cash_and_bank_of_every_month(state, request):
    office = request.getfixturevalue(state)
    for number, want in WANT["by_month"].items():
        month = f"2025-{number}"
        got = column(office, "income_expenditure", "month", month)
        assert got["一、收入合计"] == parse(want["income"]), month
        assert got["二、支出合计"] == parse(want["expense"]), month
        sheet = column(office, "balance_sheet", "closing", month)
        assert sheet["库存现金"] == parse(want["cash"]), month
        assert sheet["银行存款"] == parse(want["bank"]), month


def test_trial_balance_before_closing_is_the_known_one_in_both_states(closed_book):
    found = {
        one.account.code: one
        for one in balances.trial_balance(closed_book.db, "2025-12", before_closing=True)
    }
    for want in WANT["trial_balance_before_closing"]:
        one = found[want["code"]]
        net = parse(want["closing"]) * (1 if want["side"] == "D" else -1)
        assert (one.debit_fen, one.credit_fen, one.closing_fen) == (
            parse(want["debit"]), parse(want["credit"]), net
        ), want["name"]  # fmt: skip


def test_all_statements_are_the_same_before_and_after_closing(open_book):
    def everything():
        found = {}
        for month in ("2025-06", "2025-12"):
            for one in SHEETS:
                made = cells(open_book.db, Statement(one.name, month, before_closing=True))
                for key, _ in one.columns:
                    found[one.name, month, key] = made.column(key)
        return found

    before = everything()
    sheets = (balance_sheet(open_book, "2025-06").rows, income_expense(open_book, "2025-12").rows)
    papers = [one.rows for one in yearly(open_book)]
    with open_book.change("年结") as change:
        year_end.close_year(change, 2025)
    assert everything() == before
    assert (balance_sheet(open_book, "2025-06").rows, income_expense(open_book, "2025-12").rows) == sheets
    assert [one.rows for one in yearly(open_book)] == papers
    with open_book.change("反结账") as change:
        year_end.reopen_year(change, 2025, "再核对")
    assert everything() == before


def yearly(office):
    return (
        reports.asset_schedule(office, 2025),
        reports.final_account(office, 2025),
        reports.year_on_year(office, "2025-12"),
        reports.carry_over(office, 2025),
    )


def test_what_stays_and_what_goes_to_the_surplus(closed_book):
    left = {one.name: one.left_fen for one in earmarks(closed_book.db, 2025)}
    assert sorted(left.values()) == sorted(parse(text) for text in WANT["earmarked_carryover"].values())
    row = next(
        one for one in balances.trial_balance(closed_book.db, "2025-12") if one.account.key == "fund_surplus"
    )
    assert row.credit_fen == parse(WANT["to_surplus"])


def test_the_asset_schedule_moves_as_the_books_do(closed_book):
    made = {
        key: column(closed_book, "asset_schedule", key)
        for key in ("opening", "increase", "decrease", "closing")
    }
    for title in made["opening"]:
        if not any(card in title for card in ("设备", "构筑物", "陈列品", "图书", "家具")):
            total = made["opening"][title] + made["increase"][title] - made["decrease"][title]
            assert made["closing"][title] == total, title
    assert made["closing"]["减:累计折旧"] == 654_000 and made["increase"]["减:累计折旧"] == 234_000
    assert made["closing"]["一、资产总计"] == 8_940_786
    assert (
        made["closing"]["一、资产总计"] == made["closing"]["二、负债合计"] + made["closing"]["三、净资产合计"]
    )


def test_shares_on_the_board_are_exactly_a_hundred(closed_book):
    page = disclosure.disclosure(closed_book, 2025)
    rows = {row.cells[0].strip("　"): row.cells for row in page.rows}
    assert rows["拨缴经费收入"][1:3] == (8_640_000, "72.34%")
    for names in (("会费收入", "拨缴经费收入", "上级补助收入", "行政补助收入", "其他收入"),
                  ("职工活动支出", "职工服务支出", "维权支出", "业务支出", "资本性支出")):  # fmt: skip
        assert sum(int(rows[name][2][:-1].replace(".", "")) for name in names) == 10_000
    assert rows["五、年末结转结余"][1] == 7_142_786
    assert rows["五、年末结转结余"][3] == "其中：结转 2,500.00；结余 68,927.86"
    assert [bar.title for bar in page.tail.bars[:2]] == ["会员活动费", "文体活动费"]
    assert sum(bar.fen for bar in page.tail.bars) == 11_575_900


def test_notes_have_their_tables_and_take_words(closed_book):
    from models.statements.actions import write_words

    with closed_book.change("附注") as change:
        write_words(change, 2025, "contingent", "有一项未决诉讼。")
    said = [row.cells[0] for row in notes.notes(closed_book, 2025).rows]
    assert "七、专项资金使用情况" in said and "有一项未决诉讼。" in said
    assert any("书屋" in text for text in said)
    with closed_book.change("附注") as change:
        write_words(change, 2025, "contingent", "")
    assert "有一项未决诉讼。" not in [row.cells[0] for row in notes.notes(closed_book, 2025).rows]


def test_the_final_account_says_when_there_is_no_budget(open_book):
    made = reports.final_account(open_book, 2025)
    assert "没有已批准的预算" in made.notes[0]
    assert made.rows[0].cells[3] == 11_944_656


def test_next_year_compares_with_this_one_and_marks_large_changes(closed_book):
    made = reports.year_on_year(closed_book, "2026-12")
    rows = {row.cells[0].strip("　"): row.cells for row in made.rows}
    assert rows["会费收入"][1:6] == (0, 1_793_310, -1_793_310, "−100.0%", "是")
    assert "没有可比数" in reports.year_on_year(closed_book, "2025-12").notes[0]


def test_the_running_surplus_may_stand_in_a_line_of_its_own(open_book):
    from models import settings

    one = {
        row.cells[4].strip("　"): row.cells[7]
        for row in balance_sheet(open_book, "2025-12").rows
        if row.cells[4]
    }
    with open_book.change("设置") as change:
        settings.put(change, "surplus_line", "line")
    two = {
        row.cells[4].strip("　"): row.cells[7]
        for row in balance_sheet(open_book, "2025-12").rows
        if row.cells[4]
    }
    assert one["工会资金结转"] == two["工会资金结转"] + two["本年收支差额"]
    assert two["本年收支差额"] == 368_756 and one["净资产合计"] == two["净资产合计"]


def test_words_on_the_board_name_a_sub_account_that_was_split_further(office):
    from datetime import date

    from models.ledger import actions, queries
    from tests.models.ledger.vouchers import draft, post

    with office.change("分明细") as change:
        parent = queries.account_by_code(change.db, "50105").id
        for code, name in (("5010501", "节日慰问"), ("5010502", "生日慰问")):
            actions.add_account(change, code, name, parent)
    for code, fen in (("5010501", 300_000), ("5010502", 100_000), ("50102", 50_000)):
        post(office, draft(office, (code, fen, 0), ("102", 0, fen), day=date(2026, 3, 8)))
    said = {row.cells[0].strip("\u3000"): row.cells[3] for row in disclosure.disclosure(office, 2026).rows}
    assert said["职工活动支出"] == "会员活动费 4,000.00；文体活动费 500.00"


def test_notes_name_who_owes_and_who_is_owed(office):
    from datetime import date

    from models.guided import posting
    from models.guided.catalog import guide

    said = {"day": date(2026, 3, 8), "who": "p:王某", "what": "气排球赛", "amount": 300_000}
    for answers in (said, {**said, "who": "p:李某", "amount": 50_000}):
        with office.change("借款") as change:
            posting.post(change, guide("advance"), answers)
    with office.change("退回") as change:
        posting.post(change, guide("advance_returned"), {**said, "day": date(2026, 3, 9), "amount": 300_000})
    rows = [row.cells for row in notes.notes(office, 2026).rows]
    at = next(i for i, cells_ in enumerate(rows) if cells_[0] == "其他应收款")
    assert rows[at : at + 2] == [("其他应收款", 0, 50_000), ("\u3000李某", 0, 50_000)]
    assert not any("王某" in str(cells_[0]) for cells_ in rows)


def test_the_first_detail_that_is_left_says_of_what_it_is_part(open_book):
    titles = [row.cells[0] for row in reports.final_account(open_book, 2025).rows]
    assert titles[titles.index("\u3000职工活动支出") + 1] == "\u3000\u3000其中：文体活动费"
    assert titles[titles.index("\u3000职工活动支出") + 2] == "\u3000" * 4 + "宣传活动费"
