"""The reconciliation sheet: the worked year to the fen, signing, reopening, and what raw SQL can't do."""

from __future__ import annotations

import json
import sqlite3
from datetime import date, datetime
from pathlib import Path

import pytest

from models.bank import actions, checks, imports, queries, reports, sheets
from models.intake.cells import Book, Sheet
from models.kit.errors import Refused
from models.kit.money import parse
from models.ledger import actions as ledger
from models.ledger import imports as vouchers
from models.ledger import queries as books
from models.ledger.records import LineDraft, VoucherDraft
from models.office import Office
from tests.models.bank.statements import account, book_of, day, post, run, take
from tests.models.ledger.vouchers import keep, simple

YEAR = json.loads((Path(__file__).parents[2] / "data/worked_year.json").read_text(encoding="utf-8"))
WANT = YEAR["expected"]["bank_reconciliation"]


def net(voucher):
    """What a voucher moves on the bank, fen."""
    sides = {"D": 1, "C": -1}
    return sum(sides[one["side"]] * parse(one["amount"]) for one in voucher["lines"] if one["code"] == "102")


def the_year(office):
    """The worked year's vouchers, and a statement that differs in the four known items."""
    rows = [["日期", "凭证号", "摘要", "科目编码", "科目名称", "借方", "贷方", "冲销凭证"]]
    for one in YEAR["vouchers"]:
        for line in one["lines"] if not one.get("closing") else ():
            fen = float(line["amount"])
            debit, credit = (fen, None) if line["side"] == "D" else (None, fen)
            cells = [one["date"], one["no"], one["memo"], line["code"], line["name"], debit, credit]
            rows.append([*cells, one.get("reverses")])
    with office.change("期初") as change:
        ledger.set_opening(change, 2025, _opening(change))
    plan = vouchers.plan_vouchers(office.db, Book("凭证", "xlsx", "", (Sheet("1", rows),)))
    with office.change("凭证") as change:
        vouchers.apply_vouchers(change, plan)


def _opening(change):
    names = {one["code"]: one["name"] for one in YEAR["accounts"]}
    rows = []
    for one in YEAR["opening"]:
        if change.db.execute("select 1 from account where code = ?", (one["code"],)).fetchone() is None:
            parent = change.db.execute(
                "select id from account where code = ?", (one["code"][:3],)
            ).fetchone()[0]
            ledger.add_account(change, one["code"], names[one["code"]], parent)
        fen = parse(one["amount"])
        rows.append((one["code"], fen, 0) if one["side"] == "D" else (one["code"], 0, fen))
    return rows


def statement(skipped):
    """The bank's own paper of 2025: the vouchers but those in `skipped`, and what only the bank knows."""
    moves = [
        (one["date"], net(one), one["memo"])
        for one in YEAR["vouchers"]
        if net(one) and one["no"] not in skipped
    ]
    moves += [("2025-12-31", 32_000, "退回材料款"), ("2025-12-31", -1_500, "账户管理费")]
    rows, balance = [], 6_854_030
    for when, fen, words in sorted(moves, key=lambda one: one[0]):
        balance += fen
        rows.append(
            [
                when,
                words,
                -fen / 100 if fen < 0 else None,
                fen / 100 if fen > 0 else None,
                balance / 100,
                "",
                "",
            ]
        )
    return book_of(rows)


@pytest.fixture
def year_2025(tmp_path):
    with Office.create(tmp_path / "2025.union", YEAR["unit"], "2025-01") as office:
        office.clock = lambda: datetime(2026, 1, 5, 9, 0)
        the_year(office)
        plan = imports.plan_statement(office, statement({"记-12-001", "记-12-004"}))
        with office.change("对账单") as change:
            imports.apply_statement(change, plan)
        run(office)
        yield office


def test_the_worked_year_reconciles_to_the_fen(year_2025):
    sheet = sheets.sheet(year_2025.db, account(year_2025), "2025-12")
    assert (sheet.book_fen, sheet.bank_fen) == (
        parse(WANT["book_balance"]),
        parse(WANT["bank_statement_balance"]),
    )
    sums = [sheet.sum_of(kind) for kind in ("bank_in", "bank_out", "book_in", "book_out")]
    assert sums == [32_000, 1_500, 901_410, 300_000]
    assert sheet.adjusted_book_fen == sheet.adjusted_bank_fen == parse(WANT["adjusted"])
    assert [len(sheet.of(kind)) for kind in ("bank_in", "bank_out", "book_in", "book_out")] == [1, 1, 1, 1]
    assert sheet.gaps == () and [one.age_days for one in sheet.of("book_out")] == [26]


def test_the_sheet_is_a_paper_with_the_same_figures(year_2025):
    paper = reports.reconciliation_paper(year_2025, account(year_2025), "2025-12")
    assert paper.adjusted_book_fen == paper.adjusted_bank_fen == 7_616_386 and len(paper.items) == 4


def a_month(office):
    """January with one pair and one item outstanding on each side."""
    post(office, "1-05", -12_345)
    post(office, "1-30", -7_000, "付奖品款")
    take(office, ("1-06", -12_345, "转账"), ("1-21", 138, "结息"))
    run(office)


def sign(office, month="2026-01"):
    with office.change("签字") as change:
        actions.sign(change, account(office), month, "许静宜", "陈立群")


def test_a_signed_month_is_locked_and_reopens_with_a_reason(office):
    a_month(office)
    sign(office)
    sheet = sheets.sheet(office.db, account(office), "2026-01")
    match = queries.bank_lines(office.db, account(office))[0].match
    assert sheet.state == "signed" and sheet.prepared_by == "许静宜"
    with office.change("取消") as change, pytest.raises(Refused, match="重新打开"):
        actions.unmatch(change, match)
    with pytest.raises(Refused, match="调节表已签"):
        post(office, "1-31", -100)
    with pytest.raises(Refused, match="撤销"):
        office.undo()
    with office.change("打开") as change:
        with pytest.raises(Refused, match="原因"):
            actions.reopen(change, account(office), "2026-01", " ")
        actions.reopen(change, account(office), "2026-01", "漏了一笔")
        actions.unmatch(change, match)
    assert sheets.sheet(office.db, account(office), "2026-01").reason == "漏了一笔"


def test_a_later_month_goes_on_from_the_signed_one(office):
    a_month(office)
    sign(office)
    take(office, ("2-02", -7_000, "转账"), opening=-12_207)
    run(office)
    sheet = sheets.sheet(office.db, account(office), "2026-02")
    assert [one.words for one in sheet.items] == ["结息"]
    sign(office, "2026-02")
    with office.change("打开") as change, pytest.raises(Refused, match="最后签"):
        actions.reopen(change, account(office), "2026-01", "要改")
    with office.change("打开") as change:
        actions.reopen(change, account(office), "2026-02", "要改")
    locked = {line.fen: line.locked for line in queries.bank_lines(office.db, account(office))}
    assert locked == {-12_345: True, 138: False, -7_000: False}


def test_what_does_not_balance_or_is_not_over_is_not_signed(office):
    take(office, ("1-06", -12_345, "转账"), opening=50_000)
    with office.change("签") as change:
        with pytest.raises(Refused, match="相差 500.00"):
            actions.sign(change, account(office), "2026-01", "许静宜", "")
        with pytest.raises(Refused, match="没有过完"):
            actions.sign(change, account(office), "2026-11", "许静宜", "")
        with pytest.raises(Refused, match="没有对账单"):
            actions.sign(change, account(office), "2026-02", "许静宜", "")


def test_opening_items_close_the_gap_and_are_matched_later(office):
    take(office, ("1-06", -50_000, "支票"), opening=50_000)
    with office.change("期初未达") as change:
        actions.add_opening(change, account(office), "book", (date(2025, 12, 30), "年前开出的支票", -50_000))
    assert run(office).groups[0].book[0] < 0
    sheet = sheets.sheet(office.db, account(office), "2026-01")
    assert sheet.items == () and sheet.balanced and not any("期初" in said for said in sheet.gaps)


def test_vouchers_from_before_the_first_statement_count_as_cleared(office):
    post(office, "1-05", -12_345)
    late = post(office, "2-27", -700, "付新世纪文化用品")
    take(office, ("3-02", -700, "转账"), opening=-12_345)
    assert run(office).groups[0].book == tuple(late)
    assert sheets.sheet(office.db, account(office), "2026-03").balanced


def test_lines_of_a_signed_month_are_not_added(office):
    a_month(office)
    sign(office)
    with pytest.raises(Refused, match="调节表已签"):
        take(office, ("1-06", -12_345, "转账"), ("1-21", 138, "结息"), ("1-22", 5, "利息"))


RAW = (
    "update bank_match set reason = '别的'",
    "update bank_match set locked = 0",
    "update bank_match set locked = 0, pass = 5",
    "delete from bank_match",
    "update bank_match_bank set match = 99",
    "delete from bank_match_bank",
    "delete from bank_match_book",
    "insert or replace into bank_match_bank (match, bank_line) select match, bank_line from bank_match_bank",
    "insert or replace into bank_match_book (id, match, voucher_line) select id, match, voucher_line from bank_match_book",
    "insert or replace into bank_match (id, bank, pass, locked, by, at) select id, bank, pass, 0, by, at from bank_match",
    "insert into bank_match (bank, pass, locked, by, at) select bank, pass, 1, by, at from bank_match",
    "update bank_line set in_fen = in_fen + 1 where in_fen > 0",
    "update bank_line set words = ''",
    "delete from bank_line",
    "insert or replace into bank_line select * from bank_line",
    "insert into bank_line (bank, statement, position, day, in_fen, mark) values (1, 1, 9, '2026-01-31', 5, 'x')",
    "update bank_statement set opening_fen = 5",
    "delete from bank_statement",
    "update reconciliation set book_fen = book_fen + 1",
    "update reconciliation set state = 'draft'",
    "update reconciliation set state = 'reopened'",
    "delete from reconciliation",
    "insert or replace into reconciliation select * from reconciliation",
    "update reconciliation_item set fen = fen + 1",
    "delete from reconciliation_item",
    "insert into reconciliation_item (reconciliation, kind, day, fen) values (1, 'bank_in', '2026-01-01', 1)",
    "insert into bank_opening (bank, side, day, fen) values (1, 'bank', '2025-12-31', 5)",
    "update bank_account set account = (select id from account where code = '101')",
    "delete from bank_account",
    "insert or replace into bank_account (id, account, name) select id, 1, '换' from bank_account",
    "insert into opening_balance (year, account, debit_fen) select 2026, account, 5 from bank_account",
)


@pytest.mark.parametrize("sql", RAW)
def test_raw_sql_changes_nothing_that_is_signed(office, sql):
    a_month(office)
    sign(office)
    with pytest.raises(sqlite3.IntegrityError):
        office.db.execute(sql)


def test_the_files_check_names_a_sheet_that_no_longer_holds(office):
    a_month(office)
    sign(office)
    assert checks.tie(office.db) == ("", "1 张签过的调节表")
    for name in ("bank_line_no_update", "bank_line_no_insert"):
        office.db.execute(f"drop trigger {name}")
    office.db.execute("update bank_line set in_fen = in_fen + 1 where in_fen > 0")
    assert "不一致" in checks.tie(office.db)[0]
    office.db.execute("update bank_line set out_fen = out_fen + 1 where out_fen > 0")
    assert "不相等" in checks.tie(office.db)[0]


def test_raw_sql_can_not_sign_what_does_not_balance(office):
    a_month(office)
    insert = (
        "insert into reconciliation (bank, month, state, book_fen, bank_fen, adjusted_book_fen,"
        " adjusted_bank_fen, by, at) values (1, '2026-01', ?, 0, 0, 7, 7, 1, '2026-02-01')"
    )
    with pytest.raises(sqlite3.IntegrityError):
        office.db.execute(insert, ("signed",))
    office.db.execute(insert, ("draft",))
    with pytest.raises(sqlite3.IntegrityError):
        office.db.execute("update reconciliation set state = 'signed'")


def test_a_missing_statement_and_old_items_wait(office):
    post(office, "1-05", -12_345, "付奖品款")
    take(office, ("1-21", 138, "结息"))
    [late] = checks.waiting(office.db, date(2026, 3, 1))
    assert (late.where, late.due, "没有导入" in late.what) == ("bank:2026-02", date(2026, 3, 10), True)
    unsigned, old = checks.waiting(office.db, date(2026, 2, 25))
    assert (unsigned.due, "还没有签" in unsigned.what) == (date(2026, 2, 10), True)
    assert "超过 30 天" in old.what


def test_a_draft_over_the_bank_is_posted_before_the_sheet_is_signed(office):
    a_month(office)
    key = keep(office, simple(office, 1200, day=date(2026, 1, 30)))
    with office.change("签字") as change, pytest.raises(Refused, match="草稿没有记账"):
        actions.sign(change, account(office), "2026-01", "许静宜", "")
    with office.change("删除草稿") as change:
        ledger.drop_draft(change, key)
        actions.sign(change, account(office), "2026-01", "许静宜", "")
    assert sheets.sheet(office.db, account(office), "2026-01").state == "signed"


def test_a_day_in_the_middle_has_the_books_balance_of_that_day(office):
    post(office, "1-05", -12_345)
    post(office, "1-30", -7_000)
    assert queries.book_balance(office.db, account(office).account, day("1-29")) == -12_345


def test_a_balance_from_another_chart_is_no_movement(office):
    bank, other = (books.account_by_key(office.db, key) for key in ("bank", "fund_surplus"))
    lines = (LineDraft(bank, 50_000, 0), LineDraft(other, 0, 50_000))
    with office.change("转换") as change:
        ledger.post_voucher(change, VoucherDraft(day("1-01"), "新旧科目转换", lines, kind="carried"))
    take(office, ("1-21", 138, "结息"), opening=50_000)
    sheet = sheets.sheet(office.db, account(office), "2026-01")
    assert [one.words for one in sheet.items] == ["结息"] and sheet.balanced
    assert not any("期初" in said for said in sheet.gaps)
