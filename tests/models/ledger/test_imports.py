"""Vouchers and opening balances of other programs: the worked year to the fen, and what is refused."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from models.intake.cells import Book, Sheet
from models.kit.errors import Refused
from models.kit.money import parse
from models.ledger import balances, imports, openings, queries
from models.office import Office
from models.trust import checks

YEAR = json.loads((Path(__file__).parents[2] / "data/worked_year.json").read_text(encoding="utf-8"))
HEAD = ["日期", "凭证号", "摘要", "科目编码", "科目名称", "借方", "贷方", "附件张数", "项目", "冲销凭证"]


@pytest.fixture
def book_2025(tmp_path):
    with Office.create(tmp_path / "2025.union", YEAR["unit"], "2025-01") as office:
        yield office


def sheet(rows):
    return Book("凭证.xlsx", "xlsx", "", (Sheet("Sheet1", rows),))


def amounts(line):
    fen = float(line["amount"].replace(",", ""))
    return (fen, None) if line["side"] == "D" else (None, fen)


def year_lines():
    rows = [HEAD]
    for voucher in YEAR["vouchers"]:
        if voucher.get("closing"):
            continue
        for line in voucher["lines"]:
            rows.append([date.fromisoformat(voucher["date"]), voucher["no"], voucher["memo"], line["code"], line["name"],
                         *amounts(line), voucher["attachments"], line.get("project"), voucher.get("reverses")])  # fmt: skip
    return rows


def open_year(office):
    names = {one["code"]: one["name"] for one in YEAR["accounts"]}
    rows = [["科目编码", "科目名称", "借方", "贷方"]]
    rows += [[line["code"], names[line["code"]], *amounts(line)] for line in YEAR["opening"]]
    plan = openings.plan_opening(office.db, sheet(rows))
    with office.change("期初") as change:
        openings.apply_opening(change, plan, 2025)
    return plan


def take(office, rows):
    plan = imports.plan_vouchers(office.db, sheet(rows))
    if plan.vouchers or plan.refused:
        with office.change("导入") as change:
            imports.apply_vouchers(change, plan)
    return plan


def test_the_worked_year_gives_its_known_trial_balance(book_2025):
    opening = open_year(book_2025)
    assert opening.debit_fen == opening.credit_fen
    take(book_2025, year_lines())
    got = {one.account.code: one for one in balances.trial_balance(book_2025.db, "2025-12")}
    for want in YEAR["expected"]["trial_balance_before_closing"]:
        one = got.get(want["code"])
        if one is None:
            assert not any(parse(want[key]) for key in ("opening", "debit", "credit", "closing"))
            continue
        assert (one.debit_fen, one.credit_fen) == (parse(want["debit"]), parse(want["credit"])), want["name"]
        net = one.closing_fen if want["side"] == "D" else -one.closing_fen
        assert net == parse(want["closing"]), want["name"]
    assert [check.detail for check in checks(book_2025.db) if not check.ok] == []
    red = queries.voucher_by_name(book_2025.db, "2025-10-记-001")
    assert queries.voucher(book_2025.db, red.reverses).name == "2025-09-记-002"


def test_the_same_file_again_adds_nothing(book_2025):
    open_year(book_2025)
    take(book_2025, year_lines())
    again = imports.plan_vouchers(book_2025.db, sheet(year_lines()))
    assert (again.vouchers, again.refused) == ((), ())
    assert again.same == len([one for one in YEAR["vouchers"] if not one.get("closing")])


def line(day, number, code, debit=None, credit=None, name="", more=()):
    return [day, number, "办公用品", code, name, debit, credit, 1, None, *more]


GOOD = [line(date(2025, 3, 8), "记-1", "50599", 12.0), line(None, None, "102", None, 12.0)]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([line(date(2025, 3, 8), "记-1", "50599", 12.0), line(None, None, "102", None, 11.0)], "差 1.00"),
        (
            [line(date(2025, 3, 8), "记-2", "50599", 12.0), line(None, None, "102", None, 12.0)],
            "缺 2025-03-记-001",
        ),
        (
            [line(date(2025, 3, 8), "记-1", "999", 12.0), line(None, None, "102", None, 12.0)],
            "没有编码为“999”",
        ),
        (
            [line(date(2025, 3, 8), "记-1", "50599", 12.0, 12.0), line(None, None, "102", None, 12.0)],
            "只能写一个",
        ),
        ([line(date(2025, 3, 8), "", "50599", 12.0), line(None, None, "102", None, 12.0)], "没有写凭证号"),
        ([line("2025.3", "记-1", "50599", 12.0), line(None, None, "102", None, 12.0)], "日期没有写全"),
        ([line(date(2025, 3, 8), "记-1", "102", 12.0, None, "库存现金"), GOOD[1]], "叫“银行存款”"),
        ([line(date(2025, 3, 8), "记-1", "50599", 12.345), GOOD[1]], "两位"),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_written(book_2025, rows, said):
    with pytest.raises(Refused, match=said) as refusal:
        take(book_2025, [HEAD, *rows])
    assert "Sheet1" in refusal.value.where
    assert queries.have(book_2025.db) == []


def test_an_unknown_code_under_a_known_parent_becomes_a_sub_account(book_2025):
    rows = [
        line(date(2025, 3, 8), "记-1", "23101", None, 12.0, "代管经费-互济会"),
        line(None, None, "102", 12.0),
    ]
    plan = take(book_2025, [HEAD, *rows])
    assert [one.code for one in plan.chart.new.values()] == ["23101"]
    account = queries.account_by_code(book_2025.db, "23101")
    assert (account.name, account.side, account.full_name) == ("互济会", "credit", "代管经费—互济会")


def test_the_same_number_with_other_content_is_refused(book_2025):
    take(book_2025, [HEAD, *GOOD])
    other = [line(date(2025, 3, 8), "记-1", "50599", 13.0), line(None, None, "102", None, 13.0)]
    with pytest.raises(Refused, match="内容不一样"):
        take(book_2025, [HEAD, *other])


def test_opening_balances_that_do_not_balance_are_refused(book_2025):
    plan = openings.plan_opening(
        book_2025.db, sheet([["科目编码", "科目名称", "借方", "贷方"], ["102", "银行存款", 5, None]])
    )
    with pytest.raises(Refused, match="不平"), book_2025.change("期初") as change:
        openings.apply_opening(change, plan, 2025)


def test_a_red_voucher_that_is_not_the_minus_of_its_original_is_refused(book_2025):
    def voucher(number, fen, reverses=""):
        day = date(2025, 3, number)
        return [
            [day, number, "办公", "50599", "", fen, None, 1, "", reverses],
            [day, number, "办公", "102", "", None, fen, 1, "", reverses],
        ]

    plan = imports.plan_vouchers(
        book_2025.db, sheet([HEAD, *voucher(1, 200.0), *voucher(2, -150.0, "2025-03-1")])
    )
    with pytest.raises(Refused, match="不是一一相反"), book_2025.change("导入") as change:
        imports.apply_vouchers(change, plan)
    assert queries.vouchers(book_2025.db, "2025-01", "2025-12") == []
