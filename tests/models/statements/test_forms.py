"""What belongs into the cells of the superior's forms: said once, right in every year."""

from __future__ import annotations

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from models.documents import queries as papers
from models.kit.errors import Refused
from models.statements import forms
from models.statements.meanings import Meanings, search
from tests.build import a_member
from tests.models.ledger.events import at, happen

sys.path.insert(0, str(Path(__file__).parents[2] / "exporters"))
from test_form_filling import blank


@pytest.fixture
def form(office):
    with office.change("添加") as change:
        return forms.add_form(change, "决算表", ("决算.xlsx", blank()))


def say(office, form, cell, meaning, unit="yuan"):
    with office.change("单元格") as change:
        forms.map_cell(change, form, ("收支决算", cell), meaning, unit)


def values(office, form, month="2026-12"):
    return {one.cell.cell: one.value for one in forms.placed(office, form, month)}


def test_a_form_is_kept_as_it_came(office):
    given = blank()
    with office.change("添加") as change:
        form = forms.add_form(change, "决算表", ("决算.xlsx", given))
    assert forms.content(office.db, form) == given
    assert papers.count(office.db, "form_template", form) == 1


def test_cells_get_figures_balances_heads_and_words(office, form):
    happen(office, "dues arrive", 1_234_567, date(2026, 3, 8))
    with office.change("会员") as change:
        a_member(change, "王芳", "1", sex="女")
        a_member(change, "李强", "2", sex="男")
    for cell, meaning, unit in (
        ("C4", "figure/income_expenditure/2/year", "yuan"),
        ("C5", "figure/income_expenditure/2/year", "wan"),
        ("C6", "account/102/closing", "text"),
        ("D5", "head/members", "yuan"),
        ("D6", "head/women", "yuan"),
        ("B2", "word/unit", "text"),
        ("A9", "text/元", "text"),
    ):
        say(office, form, cell, meaning, unit)
    got = values(office, form)
    assert got["C4"] == Decimal("12345.67") and got["C5"] == Decimal("1.234567")
    assert got["C6"] == "12,345.67" and (got["D5"], got["D6"]) == (2, 1)
    assert got["B2"] == office.unit_name and got["A9"] == "元"


def test_the_same_cells_say_another_years_figures(office, form):
    say(office, form, "C4", "figure/income_expenditure/2/year")
    happen(office, "dues arrive", 500, date(2026, 3, 8))
    at(office, 2027, 5, 5)
    happen(office, "dues arrive", 900, date(2027, 3, 8))
    assert values(office, form)["C4"] == Decimal(5)
    assert values(office, form, "2027-12")["C4"] == Decimal(9)


def test_every_meaning_that_is_offered_has_a_value(office):
    known = Meanings(office, "2026-12")
    offered, titles = known.all(), known.titles()
    assert len(offered) > 300
    for one in offered:
        assert isinstance(known.value(one.key, "yuan"), (Decimal, str)), one.title
        assert titles[one.key] == one.title
    assert len({one.key for one in offered}) == len(offered)
    assert search(offered, "货币资金 期末")[0].key == "figure/balance_sheet/1/closing"


def test_a_new_blank_keeps_what_was_said(office, form):
    say(office, form, "C4", "figure/income_expenditure/2/year")
    with office.change("换") as change:
        forms.replace_form(change, form, ("新.xlsx", blank() + b"\n"))
    assert len(forms.mapped(office.db, form)) == 1
    assert forms.content(office.db, form).endswith(b"\n")


def test_a_cell_is_taken_back_and_a_form_dropped(office, form):
    say(office, form, "C4", "figure/income_expenditure/2/year")
    say(office, form, "C4", "")
    assert forms.mapped(office.db, form) == []
    say(office, form, "C5", "word/unit", "text")
    with office.change("删除") as change:
        forms.drop_form(change, form)
    assert forms.forms(office.db) == []
    office.undo()
    assert [one.cells for one in forms.forms(office.db)] == [1]


@pytest.mark.parametrize(
    "meaning", ["figure/balance_sheet/99/closing", "account/999/closing", "word/x", "figure/x/1/y"]
)
def test_what_is_gone_is_named_with_its_cell(office, form, meaning):
    say(office, form, "C4", meaning)
    with pytest.raises(Refused) as no:
        values(office, form)
    assert "C4" in no.value.where


def test_two_forms_of_one_name_and_other_files_are_refused(office, form):
    with pytest.raises(Refused, match="已经有一张"), office.change("添加") as change:
        forms.add_form(change, "决算表", ("x.xlsx", blank()))
    with pytest.raises(Refused), office.change("添加") as change:
        forms.add_form(change, "别的", ("x.xlsx", b"MZ\x00program"))
