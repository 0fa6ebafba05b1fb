"""Statements as banks give them: read whole, checked row by row, never taken twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporters.reading import read_book
from models.bank import imports, layouts, queries
from models.bank.imports import Asked
from models.intake.cells import Book, Sheet
from models.kit.errors import Refused
from tests.models.bank.statements import HEAD, account, book_of, day, running, take

DATA = Path(__file__).parents[2] / "data"
MOVES = (("1-05", 50_000, "代扣会费"), ("1-09", -12_345, "活动用品款"), ("1-20", -1_000, "手续费"))


def plan(office, book, **asked):
    return imports.plan_statement(office, book, Asked(**asked))


def fens(made):
    return [row.fen for row in made.rows]


def test_the_sample_has_its_known_rows_and_balances(office):
    made = plan(office, read_book(DATA / "银行对账单.csv"))
    assert (len(made.rows), made.opening_fen, made.closing_fen) == (76, 18_650_042, 16_645_954)
    assert (made.tail, made.first_day.isoformat(), made.last_day.isoformat()) == (
        "1234",
        "2026-01-01",
        "2026-12-31",
    )


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_every_encoding_gives_the_same_rows(office, tmp_path, encoding):
    path = tmp_path / "对账单.csv"
    text = (DATA / "银行对账单.csv").read_text(encoding="utf-8-sig")
    path.write_bytes(text.encode(encoding))
    assert plan(office, read_book(path)).closing_fen == 16_645_954


def test_the_newest_first_is_turned_round_and_said(office):
    made = plan(office, book_of(running(100_000, *MOVES)[::-1]))
    assert (fens(made), made.opening_fen, made.closing_fen) == ([50_000, -12_345, -1_000], 100_000, 136_655)
    assert "最近的一笔在最前" in "".join(made.notes)


def test_days_newest_first_with_each_day_oldest_first_still_run(office):
    moves = (("1-05", 50_000, "甲"), ("1-05", -200, "乙"), ("1-09", -12_345, "丙"), ("1-09", 700, "丁"))
    rows = running(0, *moves)
    assert fens(plan(office, book_of([*rows[2:], *rows[:2]]))) == [50_000, -200, -12_345, 700]


def test_a_balance_that_does_not_run_names_the_row_and_both_figures(office):
    rows = running(100_000, *MOVES)
    rows[1][4] = 1300.00
    with pytest.raises(Refused) as caught:
        plan(office, book_of(rows))
    said = str(caught.value)
    assert "第 3 行" in said and "1,376.55" in said and "1,300.00" in said
    assert queries.statements(office.db, account(office)) == []


def test_a_row_with_both_sides_or_without_an_amount_is_refused(office):
    for cells in (["2026-01-05", "甲", 1, 2, None, "", ""], ["2026-01-05", "甲", None, None, None, "", ""]):
        with pytest.raises(Refused, match="第 2 行"):
            plan(office, book_of([cells]), opening_fen=0)


def test_one_signed_amount_or_an_amount_beside_its_direction(office):
    signed = book_of(
        [["20260105", "收", 500], ["20260109", "付", "-123.45"]], ["记账日期", "摘要", "交易金额"]
    )
    assert fens(plan(office, signed, opening_fen=0)) == [50_000, -12_345]
    head = ["交易时间", "摘要", "发生额", "借贷标志", "账户余额"]
    rows = [
        ["2026-01-05 10:22:33", "收", "500.00", "贷", "1,500.00"],
        ["20260109102233", "付", "123.45", "借", "1,376.55"],
    ]
    made = plan(office, book_of(rows, head))
    assert (fens(made), made.opening_fen) == ([50_000, -12_345], 100_000)


def test_on_the_banks_paper_credit_is_money_in(office):
    assert fens(plan(office, book_of([["2026-01-05", "会费", None, "500", "500", "", ""]]))) == [50_000]


def test_lines_around_the_table_are_understood_and_totals_left_out(office):
    above = [["账号：6222 0000 0000 8899"], ["期初余额", "1,000.00"], ["查询期间：2026-01-01 至 2026-01-31"]]
    below = [["合计", "", "133.45", "500.00"], ["期末余额：1,366.55"]]
    made = plan(office, book_of(running(100_000, *MOVES), above=above, below=below))
    assert (made.opening_fen, made.closing_fen, made.tail) == (100_000, 136_655, "8899")
    assert made.last_day.isoformat() == "2026-01-31"


def test_a_closing_balance_that_does_not_follow_is_refused(office):
    with pytest.raises(Refused, match="期末余额是 9,999.00"):
        plan(office, book_of(running(100_000, *MOVES), below=[["期末余额：9,999.00"]]))


def test_opening_and_closing_rows_within_the_table_are_no_lines(office):
    rows = [["", "期初余额", None, None, 1000, "", ""], *running(100_000, *MOVES)]
    assert len(plan(office, book_of(rows)).rows) == 3


def test_several_sheets_are_joined_by_their_days(office):
    january = [list(HEAD), *running(0, *MOVES)]
    february = [list(HEAD), *running(36_655, ("2-03", 100, "利息"))]
    book = Book("对账单.xlsx", "xlsx", "", (Sheet("2月", february), Sheet("1月", january)))
    made = plan(office, book)
    assert (made.opening_fen, made.closing_fen, len(made.rows)) == (0, 36_755, 4)


def test_the_same_file_twice_adds_nothing(office):
    take(office, *MOVES, opening=100_000)
    again = take(office, *MOVES, opening=100_000)
    assert (len(again.fresh), len(queries.statements(office.db, account(office)))) == (0, 1)


def test_two_equal_lines_of_one_file_are_two(office):
    take(office, ("1-05", 100, "利息"), ("1-05", -100, "冲正"), ("1-05", 100, "利息"))
    assert len(queries.bank_lines(office.db, account(office))) == 3


def test_overlapping_periods_join(office):
    take(office, *MOVES, opening=100_000)
    made = take(office, ("1-20", -1_000, "手续费"), ("2-01", 700, "利息"), opening=137_655)
    assert (len(made.fresh), made.warnings) == (1, ())
    assert queries.bank_balance(office.db, account(office), day("2-28")) == 137_355


def test_the_same_line_in_other_words_is_told_and_not_added(office):
    take(office, *MOVES, opening=100_000)
    head = ["交易日期", "摘要", "交易金额"]
    made = plan(office, book_of([["2026-01-09", "用品", "-123.45"]], head))
    assert made.fresh == () and "当作同一笔" in made.warnings[0]


def test_a_gap_between_statements_is_told(office):
    take(office, *MOVES, opening=100_000)
    made = take(office, ("3-02", 700, "利息"), opening=200_000)
    assert "中间缺对账单" in made.warnings[0]
    assert "缺对账单" in queries.gaps(office.db, account(office))[0]
    assert queries.bank_balance(office.db, account(office), day("3-31")) == 200_700


def test_a_file_without_balances_goes_on_from_the_last_one(office):
    head = ["交易日期", "摘要", "交易金额"]
    with pytest.raises(Refused, match="期初余额"):
        plan(office, book_of([["2026-01-09", "用品", "-123.45"]], head))
    take(office, *MOVES, opening=100_000)
    assert plan(office, book_of([["2026-02-09", "用品", "-123.45"]], head)).closing_fen == 124_310


def test_another_accounts_statement_is_refused(office):
    take(office, *MOVES)
    with office.change("尾号") as change:
        change.update("bank_account", account(office).id, {"number_tail": "1111"})
    with pytest.raises(Refused, match="尾号"):
        plan(office, book_of(running(0, *MOVES), above=[["账号：6222 0000 0000 8899"]]))


def test_a_chosen_layout_is_kept_named_used_and_deleted(office):
    head = ["甲", "乙", "丙", "丁"]
    columns = {"day": "甲", "words": "乙", "amount": "丙", "balance": "丁"}
    book = book_of([["20260105", "收", 500, 500], ["20260106", "付", -100, 400]], head)
    made = plan(office, book, columns=columns)
    with office.change("导入") as change:
        imports.apply_statement(change, made)
    kept = layouts.layouts(office.db)[0]
    with office.change("改名") as change:
        layouts.rename_layout(change, kept.id, "农行网银")
    assert plan(office, book).layout == "农行网银"
    with office.change("删除") as change:
        layouts.delete_layout(change, kept.id)
    assert layouts.layouts(office.db) == []
