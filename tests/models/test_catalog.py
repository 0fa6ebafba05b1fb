"""The contract of every report: it can be built, printed, exported, and its totals are its rows."""

from __future__ import annotations

import json

import pytest

from exporters.write import write, write_many, write_papers
from models import catalog
from models.kit.errors import Refused
from models.report import Bound, Kind, Report

ABOUT = {
    "account": "102",
    "voucher": "2026-03-记-001",
    "about": "分工会",
    "goods": "保温杯",
    "asset": "TY-0001",
}


def asked(entry, office):
    of = ABOUT.get(entry.of, "")
    if entry.of == "member" and not entry.of_optional:
        of = office.db.execute("select number from member order by id limit 1").fetchone()[0]
    if entry.of_optional:
        of = ""
    period = {catalog.YEAR: "2026", catalog.NOW: ""}.get(entry.period, "2026-03")
    return catalog.Asked(period, of, office.today())


@pytest.mark.parametrize("entry", catalog.REPORTS, ids=lambda entry: entry.id)
def test_every_report_can_be_printed_and_exported(entry, demo_office, tmp_path):
    made = catalog.build(demo_office, entry, asked(entry, demo_office))
    if not isinstance(made, Report):
        path = tmp_path / "p.pdf"
        bound = isinstance(made, Bound)
        written = write_many(made.reports, path) if bound else write_papers(made, path)
        assert written.pages >= 1
        return
    assert made.title
    assert made.unit
    assert made.rows
    for suffix in ("pdf", "xlsx", "csv", "json"):
        written = write(made, tmp_path / f"r.{suffix}")
        assert written.path.stat().st_size > 100
        assert written.missing == ()
    assert json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["title"] == made.title


@pytest.mark.parametrize("entry", catalog.REPORTS, ids=lambda entry: entry.id)
def test_totals_are_the_sums_of_the_rows_and_subtotals_of_their_groups(entry, demo_office):
    made = catalog.build(demo_office, entry, asked(entry, demo_office))
    if not isinstance(made, Report):
        return
    summed = [index for index, column in enumerate(made.columns) if column.total]
    details = [row for row in made.rows if row.kind is Kind.DETAIL]
    assert all(len(row.cells) == len(made.columns) for row in details)
    if made.total_row:
        for index in summed:
            assert made.total_row.cells[index] == sum(row.cells[index] or 0 for row in details)
    group: list = []
    for row in made.rows:
        if row.kind is Kind.DETAIL:
            group.append(row)
        elif row.kind is Kind.SUBTOTAL:
            for index in summed:
                assert row.cells[index] == sum(one.cells[index] or 0 for one in group)
            group = []


@pytest.mark.parametrize("entry", [one for one in catalog.REPORTS if one.period], ids=lambda entry: entry.id)
def test_a_wrong_period_is_refused_with_a_sentence(entry, demo_office):
    with pytest.raises(Refused, match="不是月份或年份"):
        catalog.build(demo_office, entry, catalog.Asked("二〇二六", "102"))


def test_a_monthly_list_is_not_printed_for_a_year_but_a_statement_is(demo_office):
    with pytest.raises(Refused, match="要指明月份"):
        catalog.build(demo_office, catalog.entry("dues-schedule"), catalog.Asked("2026"))
    made = catalog.build(demo_office, catalog.entry("balance-sheet"), catalog.Asked("2026"))
    assert made.period == "2026年12月31日"


@pytest.mark.parametrize("report", ["voucher", "dues-receipt"])
def test_a_form_goes_into_a_sheet_as_a_table(demo_office, tmp_path, report):
    made = catalog.build(demo_office, catalog.entry(report), catalog.Asked("2026-03"), as_table=True)
    for suffix in ("xlsx", "csv", "json", "pdf"):
        assert write(made, tmp_path / f"r.{suffix}").rows > 1


def test_a_years_audit_sheets_have_a_list_for_each_month(demo_office):
    names = [sheet.name for sheet in catalog.audit_sheets(demo_office, "2026", None)]
    assert len([name for name in names if name.endswith("会费收缴明细表")]) >= 10
    assert len(names) == len(set(names))


def test_an_unknown_report_is_refused():
    with pytest.raises(Refused, match="没有叫"):
        catalog.entry("no-such")


def test_what_a_report_is_about_must_be_said(demo_office):
    with pytest.raises(Refused, match="哪个科目"):
        catalog.build(demo_office, catalog.entry("account-ledger"), catalog.Asked("2026"))


def test_ids_are_unique_and_named_as_the_command_line_says():
    ids = [entry.id for entry in catalog.REPORTS]
    assert len(set(ids)) == len(ids)
    wanted = {"work-schedule", "member-roster", "member-card", "dues-schedule", "dues-matrix", "dues-arrears"}
    wanted |= {"dues-receipt", "voucher", "cash-journal", "bank-journal", "account-ledger", "trial-balance"}
    assert wanted <= set(ids)


def test_no_full_id_or_phone_number_stands_in_any_report(demo_office, tmp_path):
    private = [
        value
        for row in demo_office.db.execute("select id_number, phone, bank_card from member_private")
        for value in row
        if value
    ]
    for entry in catalog.REPORTS:
        made = catalog.build(demo_office, entry, asked(entry, demo_office))
        text = repr(made)
        assert not [value for value in private if value in text], entry.id
