"""import bank and bank status, as a person at the command line sees them."""

from __future__ import annotations

from pathlib import Path

SAMPLE = Path(__file__).parents[1] / "data" / "银行对账单.csv"
HEAD = ("交易日期", "摘要", "支出", "收入", "余额")


def test_the_sample_statement_has_its_known_answer(desk):
    status, answer = desk.call("import", "bank", SAMPLE)
    assert status == 0
    assert (answer["rows"], answer["added"], answer["matched"], answer["unmatched"]) == (76, 76, 0, 76)
    assert (answer["opening_fen"], answer["closing_fen"]) == (18_650_042, 16_645_954)
    assert desk.call("import", "bank", SAMPLE)[1]["added"] == 0


def test_a_dry_run_answers_the_same_and_writes_nothing(desk):
    answer = desk.call("import", "bank", SAMPLE, "--dry-run")[1]
    assert answer["added"] == 76
    assert desk.call("import", "bank", SAMPLE)[1]["added"] == 76


def test_a_break_in_the_balances_is_refused_with_both_figures(desk):
    path = desk.sheet(HEAD, ("2026-01-05", "收", "", 5, 105), ("2026-01-06", "付", 3, "", 103))
    status, answer = desk.call("import", "bank", path)
    assert status == 3
    assert "102.00" in answer["error"]["what"] and "103.00" in answer["error"]["what"]


def test_columns_account_and_opening_can_be_said(desk):
    path = desk.sheet(("甲", "乙", "丙"), ("2026-01-05", "收", 5), ("2026-01-06", "付", -3))
    said = ("--column", "day=甲", "--column", "words=乙", "--column", "amount=丙", "--account", "102")
    status, answer = desk.call("import", "bank", path, *said, "--opening", "100")
    assert (status, answer["closing_fen"]) == (0, 10_200)


def test_the_status_names_what_is_outstanding(desk):
    desk.call("import", "bank", desk.sheet(HEAD, ("2026-01-05", "结息", "", 5, 5)))
    status, answer = desk.call("bank", "status", "2026-01")
    [one] = answer["accounts"]
    assert (status, one["bank_fen"], one["adjusted_book_fen"]) == (0, 500, 500)
    assert [(item["kind"], item["fen"]) for item in one["items"]] == [("bank_in", 500)]
