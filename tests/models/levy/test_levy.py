"""The levy: split, received, sent up, what is missing, official numbers, taking back."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.kit.errors import Refused
from models.ledger import balances
from models.ledger import queries as books
from models.levy import actions, checks, queries
from models.levy.records import LevyRule, ReceiptDraft, RemittanceDraft, WageBill
from models.office import Office

Q1 = ReceiptDraft(date(2026, 3, 20), "2026-01", "2026-03", 3_600_000, official_number="2026001")


def bills(office: Office, *months: str, fen: int = 60_000_000) -> None:
    with office.change("登记工资总额") as change:
        for month in months:
            actions.set_wage_bill(change, WageBill(month, 60, fen, "财务处〔2026〕1号"))


def receive(office: Office, draft: ReceiptDraft = Q1):
    with office.change("收拨缴经费") as change:
        return actions.receive(change, draft)


def remit(office: Office, fen: int, day: date = date(2026, 3, 25)):
    with office.change("上缴经费") as change:
        return actions.remit(change, RemittanceDraft(day, fen))


def balance(office: Office, key: str) -> int:
    return balances.balance(office.db, books.account_by_key(office.db, key), "2026-12")


@given(st.integers(1, 10**13), st.integers(0, 10_000))
def test_a_split_loses_no_fen_and_rounds_only_the_kept_share(fen: int, kept_bp: int) -> None:
    kept, up = LevyRule(kept_bp=kept_bp).split(fen)
    assert kept + up == fen
    assert abs(kept * 10_000 - fen * kept_bp) <= 5000


def test_a_full_receipt_is_split_into_kept_and_upward(office: Office) -> None:
    voucher = receive(office)
    said = [(line.name, line.debit_fen, line.credit_fen) for line in voucher.lines]
    assert said == [
        ("银行存款", 3_600_000, 0),
        ("拨缴经费收入", 0, 2_160_000),
        ("应付上级经费", 0, 1_440_000),
    ]
    assert voucher.summary == "收2026年1－3月拨缴工会经费"
    one = queries.receipts(office.db, "2026-01", "2026-12")[0]
    assert (one.kept_fen, one.up_fen, one.voucher_name) == (2_160_000, 1_440_000, voucher.name)


@pytest.mark.parametrize(
    ("law", "mode", "accounts"),
    [
        (LevyRule(mode="B"), "B", ["银行存款", "拨缴经费收入"]),
        (LevyRule(mode="C"), "C", ["银行存款", "拨缴经费收入"]),
        (LevyRule(mode="C", accrue=True), "C", ["银行存款", "应收上级经费"]),
        (LevyRule(mode="C", returned_as="grant"), "C", ["银行存款", "回拨补助"]),
    ],
)
def test_the_other_ways_keep_all_that_arrives(
    office: Office, law: LevyRule, mode: str, accounts: list[str]
) -> None:
    with office.change("定拨缴比例") as change:
        actions.set_rule(change, replace(law, from_month="2000-01"))
    voucher = receive(office, replace(Q1, mode=mode))
    assert [line.name for line in voucher.lines] == accounts
    assert queries.receipts(office.db, "2026-01", "2026-12")[0].up_fen == 0


def test_the_register_says_what_is_missing_by_month_and_quarter(office: Office) -> None:
    bills(office, "2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06")
    receive(office)
    receive(office, ReceiptDraft(date(2026, 5, 20), "2026-04", "2026-04", 1_000_000))
    remit(office, 1_440_000)
    remit(office, 100_000, date(2026, 5, 25))
    lines = queries.status(office.db, 2026)
    assert [one.received_fen for one in lines[:4]] == [1_200_000, 1_200_000, 1_200_000, 1_000_000]
    assert [one.gap_fen for one in lines[:6]] == [0, 0, 0, 200_000, 1_200_000, 1_200_000]
    assert [one.remitted_fen for one in lines[:4]] == [480_000, 480_000, 480_000, 100_000]
    assert lines[3].unremitted_fen == 300_000
    said = checks.behind(lines, "2026-06")
    assert len(said) == 1 and "第二季度" in said[0] and "少 26,000.00" in said[0]
    assert checks.behind(lines, "2026-05") == []


def test_money_for_the_superior_has_a_balance_an_age_and_a_due_day(office: Office) -> None:
    receive(office)
    remit(office, 1_000_000)
    debt = queries.up_debt(office.db, date(2026, 5, 31))
    assert (debt.fen, debt.since, debt.due) == (440_000, date(2026, 3, 20), date(2026, 4, 15))
    assert "已过 72 天" in checks.late(debt, date(2026, 5, 31))
    assert checks.late(debt, date(2026, 4, 1)) == ""
    assert queries.up_debt(office.db, date(2026, 3, 1)).fen == 0


def test_no_more_goes_up_than_is_owed(office: Office) -> None:
    receive(office)
    with pytest.raises(Refused, match=r"只有 14,400\.00 元"):
        remit(office, 1_440_001)


def test_an_official_number_stands_for_one_receipt_until_it_is_taken_back(office: Office) -> None:
    first = receive(office)
    with pytest.raises(Refused, match="收据号 2026001 已经登记"):
        receive(office)
    with office.change("冲回") as change:
        red = actions.take_back(change, first.id, "金额写错")
    assert red.reverses == first.id
    assert receive(office).posted
    kept = queries.receipts(office.db, "2026-01", "2026-12")
    assert [one.voided for one in kept] == [True, False]
    assert queries.status(office.db, 2026)[0].received_fen == 1_200_000
    assert balance(office, "levy_income") == -2_160_000


def test_a_letter_has_a_number_of_its_own_and_needs_something_missing(office: Office) -> None:
    day = date(2026, 4, 10)
    with pytest.raises(Refused, match="还没有登记工资总额"), office.change("通知") as change:
        actions.write_letter(change, "notice", ("2026-01", "2026-03"), day)
    bills(office, "2026-01", "2026-02", "2026-03")
    with office.change("通知") as change:
        numbers = [actions.write_letter(change, "notice", ("2026-01", "2026-03"), day) for _ in range(2)]
    assert numbers == ["工拨〔2026〕1号", "工拨〔2026〕2号"]
    receive(office)
    with pytest.raises(Refused, match="已经收齐"), office.change("催缴") as change:
        actions.write_letter(change, "dun", ("2026-01", "2026-03"), day)


def test_a_wage_that_jumps_is_asked_about() -> None:
    now, then = WageBill("2026-03", 60, 60_000_000), WageBill("2025-03", 60, 48_000_000)
    assert "高出 20%" in checks.jump(now, then)
    assert checks.jump(now, replace(then, total_fen=50_000_000)) == ""
    assert checks.jump(now, None) == ""


def test_a_register_that_parts_from_its_voucher_is_told(office: Office) -> None:
    receive(office)
    assert queries.tie(office.db) == ("", "1 笔收缴")
    office.db.execute("drop trigger levy_receipt_booked")
    with office.change("别处改动") as change:
        change.update("levy_receipt", 1, {"total_fen": 1})
    assert "对不上" in queries.tie(office.db)[0]


@pytest.mark.parametrize(
    "sql",
    [
        "update levy_receipt set total_fen = 1",
        "update levy_receipt set voucher = null",
        "update levy_receipt set reversal = voucher",
        "delete from levy_receipt",
        "insert or replace into levy_receipt (id, from_month, to_month, day, mode, total_fen, kept_fen, up_fen)"
        " values (1, '2026-01', '2026-01', '2026-01-01', 'A', 1, 1, 0)",
        "update levy_remittance set fen = 1",
        "delete from levy_remittance",
        "insert or replace into levy_remittance (id, day, fen) values (1, '2026-01-01', 1)",
    ],
)
def test_what_is_booked_stays_whatever_another_tool_says(office: Office, sql: str) -> None:
    receive(office)
    remit(office, 100)
    office.db.execute("pragma recursive_triggers = 0")
    with pytest.raises(sqlite3.IntegrityError, match="已经记账|已经登记"):
        office.db.execute(sql)
