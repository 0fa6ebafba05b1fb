"""Closing, statements and forms on the command line."""

from __future__ import annotations

import shutil
import sys
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from models.office import Office
from models.statements import forms
from tests.cli.conftest import Desk
from tests.models.ledger.events import happen

sys.path.insert(0, str(Path(__file__).parents[1] / "exporters"))
from test_form_filling import blank


@pytest.fixture
def desk(blank_office, tmp_path, capsys, monkeypatch):
    """An office with a year that is over, and one form."""
    path = tmp_path / "office.union"
    shutil.copyfile(blank_office, path)
    with Office.open(path) as office:
        happen(office, "dues arrive", 9_000, date(2026, 1, 8))
        happen(office, "grant for a purpose", 5_000, date(2026, 1, 9))
        with office.change("添加上级报表") as change:
            key = forms.add_form(change, "决算表", ("决算.xlsx", blank()))
            forms.map_cell(change, key, ("收支决算", "C4"), "figure/income_expenditure/2/year")
            forms.map_cell(change, key, ("收支决算", "C7"), "figure/income_expenditure/1/year")
    return Desk(path, capsys)


def test_the_list_before_closing_is_told_and_nothing_is_written(desk):
    before = desk.state()
    status, answer = desk.call("close", "2026-02", "--check")
    stops = [one["name"] for one in answer["points"] if one["stops"]]
    assert status == 1 and "前面的月份都已结账" in stops
    assert {"name", "ok", "stops", "applies", "said"} <= answer["points"][0].keys()
    assert desk.state() == before
    assert desk.call("close", "2026-01", "--check")[0] == 0


def test_a_month_is_closed_and_reopened_with_its_reason(desk, tmp_path):
    assert desk.call("close", "2026-01")[1]["state"] == "closed"
    assert desk.call("reopen", "2026-01", "--reason", "漏记")[1]["state"] == "open"
    target = tmp_path / "反结账.csv"
    status, answer = desk.call("report", "reopenings", "--period", "2026", "--out", target)
    assert status == 0 and answer["rows"] == 1 and "漏记" in target.read_text("utf-8-sig")


def test_what_stays_is_said_by_name_and_amount(desk):
    status, answer = desk.call("close", "2026", "--stay", "没有的专项=1")
    assert status == 3 and "error" in answer
    status, answer = desk.call("close", "2026", "--stay", "书屋专项")
    assert status == 3 and "专项=金额" in answer["error"]["what"]


@pytest.mark.parametrize(
    "report",
    ["balance-sheet", "income-expenditure", "asset-schedule", "final-account", "year-on-year",
     "statement-notes", "earmark-carryover", "fund-disclosure", "publications", "reopenings"],
)  # fmt: skip
def test_every_statement_is_written(desk, tmp_path, report):
    for suffix in ("pdf", "xlsx"):
        target = tmp_path / f"{report}.{suffix}"
        assert desk.call("report", report, "--period", "2026", "--out", target)[0] == 0
        assert target.stat().st_size > 1_000


def test_a_form_is_listed_and_filled(desk, tmp_path):
    assert desk.call("form", "list")[1]["forms"] == [{"name": "决算表", "period": "year", "cells": 2}]
    target = tmp_path / "填好.xlsx"
    status, answer = desk.call("form", "fill", "决算", "--period", "2026", "--out", target)
    assert (status, answer["filled"], answer["checked"]) == (1, 1, 1)  # the form's sum lacks the grant
    assert answer["differs"][0]["cell"] == "C7"
    assert openpyxl.load_workbook(target)["收支决算"]["C4"].value == 90
    assert desk.call("form", "fill", "别的", "--out", target)[0] == 3
