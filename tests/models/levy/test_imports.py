"""Wage bills from tables: a line a month, or a payroll list that is added up."""

from __future__ import annotations

import pytest

from models.intake.cells import Book, Sheet
from models.kit.errors import Refused
from models.levy import imports, queries
from models.office import Office


def book(*rows: tuple) -> Book:
    return Book("工资.xlsx", "xlsx", "", (Sheet("Sheet1", [list(row) for row in rows]),))


MONTHS = book(
    ("示例中学全部职工工资总额",),
    ("月份", "职工人数", "工资总额", "文号"),
    ("2026年1月", 168, 1_260_000, "财务〔2026〕1号"),
    ("2026年2月", 168, 1_260_000.5, "财务〔2026〕2号"),
    ("合计", None, 2_520_000.5, None),
)


def take(office: Office, plan: imports.WagePlan) -> int:
    with office.change("导入") as change:
        return imports.apply_wage_bills(change, plan)


def test_a_line_a_month_is_taken_once(office):
    plan = imports.plan_wage_bills(office.db, MONTHS, year=2026)
    assert [(one.month, one.heads, one.total_fen) for one in plan.bills] == [
        ("2026-01", 168, 126_000_000),
        ("2026-02", 168, 126_000_050),
    ]
    assert take(office, plan) == 2
    again = imports.plan_wage_bills(office.db, MONTHS, year=2026)
    assert again.same == ("2026-01", "2026-02") and take(office, again) == 0


def test_a_changed_month_is_told(office):
    take(office, imports.plan_wage_bills(office.db, MONTHS, year=2026))
    other = book(("月份", "人数", "工资总额"), ("2026-01", 170, 1_300_000))
    plan = imports.plan_wage_bills(office.db, other, year=2026)
    assert plan.changed == ("2026-01",)
    take(office, plan)
    assert queries.wage_bills(office.db, "2026-01", "2026-01")["2026-01"].heads == 170


def test_a_list_of_people_is_counted_and_added_up(office):
    payroll = book(
        ("2026年3月工资发放表",),
        ("序号", "姓名", "应发合计", "扣公积金", "实发"),
        (1, "许静宜", 7500, 900, 6600),
        (2, "陈立群", 8200.5, 950, 7250.5),
        ("合计", None, 15700.5, 1850, 13850.5),
    )
    plan = imports.plan_wage_bills(office.db, payroll, year=2026, likely="2026-10")
    assert [one.month for one in plan.bills] == ["2026-03"]
    assert [(one.heads, one.total_fen, one.note) for one in plan.bills] == [(2, 1_570_050, "工资.xlsx 合计")]


def test_a_list_of_people_without_a_month_is_asked_about(office):
    payroll = book(("姓名", "应发合计"), ("许静宜", 7500), ("陈立群", 8200.5))
    with pytest.raises(Refused, match="没有说是哪个月"):
        imports.plan_wage_bills(office.db, payroll, year=2026)
    for said in ({"likely": "2026-04"}, {"month": "2026-04", "likely": "2026-10"}):
        assert [
            one.month for one in imports.plan_wage_bills(office.db, payroll, year=2026, **said).bills
        ] == ["2026-04"]


def test_a_bad_line_is_told_and_nothing_is_written(office):
    bad = book(("月份", "人数", "工资总额"), ("2026-01", 170, "很多"), ("2026-02", 170, 100))
    plan = imports.plan_wage_bills(office.db, bad, year=2026)
    assert len(plan.refused) == 1
    with pytest.raises(Refused, match="第 2 行"):
        take(office, plan)
    assert queries.wage_bills(office.db, "2026-01", "2026-12") == {}
