"""Vouchers written to a workbook and taken in by another office: the same books, nothing lost."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from exporters.reading import read_book
from exporters.write import write
from models.ledger import actions, balances, imports, queries, year_end
from models.ledger.records import LineDraft, VoucherDraft
from models.ledger.voucher_sheet import voucher_sheet
from models.office import Office
from models.trust import checks
from tests.build import a_member
from tests.models.ledger.vouchers import BANK, CASH, OFFICE_COST, account, draft, post, simple

FACTS = (
    "month", "word", "number", "day", "summary", "attachments", "kind", "posted", "reverses", "refunds", "reason",
)  # fmt: skip


def told(office, voucher):
    """A voucher without its ids: every column that a person entered, and its lines by names."""
    names = {one.id: one.name for one in queries.vouchers(office.db, "0000-01", "9999-12")}
    codes = {one.id: one.code for one in queries.accounts(office.db)}
    head = {key: getattr(voucher, key) for key in FACTS}
    head |= {key: names.get(head[key]) for key in ("reverses", "refunds")}
    lines = [(codes[one.account], one.draft) for one in voucher.lines]
    return head, [(code, line.__class__(**{**as_dict(line), "account": 0})) for code, line in lines]


def as_dict(line):
    return {key: getattr(line, key) for key in LineDraft.__dataclass_fields__}


def books(office):
    posted = [one for one in queries.vouchers(office.db, "0000-01", "9999-12") if one.posted]
    return [told(office, one) for one in posted]


def sums(office, at):
    return [
        (one.account.code, one.account.name, one.debit_fen, one.credit_fen)
        for one in balances.trial_balance(office.db, at)
        if one.lines
    ]


def copied(source, target, *tables):
    """The registers that the lines point to, under the same ids."""
    with target.change("登记") as change:
        for table in tables:
            for row in source.db.execute(f"select * from {table} order by id"):
                change.insert(table, dict(row))


def taken(office, path):
    plan = imports.plan_vouchers(office.db, read_book(path))
    assert plan.refused == ()
    with office.change("导入") as change:
        return imports.apply_vouchers(change, plan)


def written(office, place, first, last):
    report = voucher_sheet(office, first, last)
    write(report, place)
    return report


@pytest.fixture
def other(tmp_path):
    with Office.create(tmp_path / "other.union", "乙校", "2026-01") as made:
        made.clock = lambda: datetime(2027, 1, 9, 9, 41)
        yield made


@pytest.fixture
def full(office):
    """Every dimension, pair, closing, a red reversal and a refund, a summary like a formula, a draft."""
    office.clock = lambda: datetime(2027, 1, 9, 9, 41)
    with office.change("登记") as change:
        unit = change.insert("unit", {"name": "第1分工会"})
        member = a_member(change, "许静宜", "0007", joined=date(2020, 1, 1))
        activity = change.insert("activity", {"name": "教职工 运动会", "year": 2026})
    about = {"unit": unit, "member": member, "partner": "甲公司", "activity": activity}
    cost, bank, cash = (account(office, code) for code in (OFFICE_COST, BANK, CASH))
    lines = (
        LineDraft(cost, 500, 0, "=1+1", fund="当年", earmark="送温暖", **about),
        LineDraft(bank, 0, 500, "付款"),
        LineDraft(account(office, "162"), 70, 0, "入账", pair=2),
        LineDraft(account(office, "30104"), 0, 70, "入账", pair=2),
    )
    post(office, VoucherDraft(date(2026, 3, 8), "整张的摘要", lines, attachments=3))
    wrong = post(office, simple(office, 900))
    with office.change("冲销") as change:
        actions.reverse(change, wrong.id, "写错", date(2026, 4, 1))
    bought = post(office, simple(office, 800))
    red = (LineDraft(cost, -300, 0), LineDraft(bank, 0, -300))
    post(office, VoucherDraft(date(2026, 5, 3), "退货", red, refunds=bought.id))
    post(
        office,
        VoucherDraft(date(2026, 6, 3), "收款", (LineDraft(cash, 40), LineDraft(bank, 0, 40)), word="收"),
    )
    with office.change("草稿") as change:
        actions.save_draft(change, draft(office, (OFFICE_COST, 9, 0), (BANK, 0, 9), day=date(2027, 1, 5)))
    with office.change("年结") as change:
        year_end.close_year(change, 2026)
    return office


def test_everything_that_a_voucher_holds_comes_back(full, other, tmp_path):
    copied(full, other, "unit", "member", "activity")
    report = written(full, tmp_path / "v.xlsx", "2026-01", "2027-12")
    assert taken(other, tmp_path / "v.xlsx") == len(books(full))
    assert books(other) == books(full)
    assert sums(other, "2026-12") == sums(full, "2026-12")
    assert all(row.cells[1] for row in report.rows)
    assert [one.detail for one in checks(other.db) if not one.ok] == []


def test_the_same_sheet_again_adds_nothing(full, other, tmp_path):
    copied(full, other, "unit", "member", "activity")
    written(full, tmp_path / "v.xlsx", "2026-01", "2026-12")
    taken(other, tmp_path / "v.xlsx")
    again = imports.plan_vouchers(other.db, read_book(tmp_path / "v.xlsx"))
    assert (again.vouchers, again.same) == ((), len(books(full)))


def test_a_unit_that_is_not_there_is_named_and_nothing_is_written(full, other, tmp_path):
    written(full, tmp_path / "v.xlsx", "2026-01", "2026-12")
    plan = imports.plan_vouchers(other.db, read_book(tmp_path / "v.xlsx"))
    assert "没有叫“第1分工会”的分工会" in plan.refused[0].reason
    assert queries.have(other.db) == []


def test_the_demo_year_gives_equal_books(demo_office, other, tmp_path):
    copied(demo_office, other, "unit", "member")
    with other.change("科目") as change:
        for one in queries.accounts(demo_office.db):
            if one.code not in {each.code for each in queries.accounts(other.db)}:
                above = next(each for each in queries.accounts(demo_office.db) if each.id == one.parent)
                parent = queries.account_by_code(other.db, above.code).id
                actions.add_account(change, one.code, one.name, parent)
    with other.change("代管") as change:
        for row in demo_office.db.execute(
            "select c.*, a.code from campaign c join account a on a.id = c.account"
        ):
            values = {key: row[key] for key in ("id", "name", "principal", "from_day", "to_day")}
            change.insert(
                "campaign", {**values, "account": queries.account_by_code(other.db, row["code"]).id}
            )
    copied_lines(demo_office, other)
    written(demo_office, tmp_path / "v.xlsx", "2026-01", "2026-12")
    taken(other, tmp_path / "v.xlsx")
    assert [one[1] for one in books(other)] == [one[1] for one in books(demo_office)]
    assert sums(other, "2026-12") == sums(demo_office, "2026-12")


def copied_lines(source, target):
    """Activities and budget lines, on the other office's accounts."""
    codes = {one.code: one.id for one in queries.accounts(target.db)}
    with target.change("预算") as change:
        for row in source.db.execute("select * from activity"):
            change.insert("activity", dict(row))
        for row in source.db.execute(
            "select b.*, a.code from budget_line b join account a on a.id = b.account"
        ):
            values = {key: row[key] for key in set(row.keys()) - {"code"}}
            change.insert("budget_line", {**values, "account": codes[row["code"]]})
