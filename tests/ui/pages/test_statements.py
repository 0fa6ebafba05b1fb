"""会计报表: every figure says why by the keys alone; notes, publications, the superior's forms."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from looks import look_at
from PySide6.QtCore import Qt

from models.statements import forms, queries
from tests.ui.pages.on_office import put, shown
from ui import theme
from ui.dialogs import choose_file
from ui.pages.statements import StatementsPage

sys.path.insert(0, str(Path(__file__).parents[2] / "exporters"))
from test_form_filling import blank


@pytest.fixture
def page(qtbot, context, demo_office):
    return shown(qtbot, StatementsPage(put(context, demo_office)))


@pytest.fixture
def sheet(page):
    return page.views.now


def figure(view, title, column):
    """Put the cursor on a figure."""
    at = next(i for i, line in enumerate(view._lines()) if line.title == title)
    view.table.select(at, column)
    return view.why


def test_the_figure_under_the_cursor_is_explained_and_the_pieces_add_up(sheet, context):
    why = figure(sheet, "货币资金", 3)
    assert why.title.text().startswith("为什么是 ") and "库存现金 ＋ 银行存款" in why.formula.text()
    assert why.total.text().endswith("与报表相等")


def test_by_keys_from_the_figure_to_its_voucher_and_back(page, sheet, qtbot, told):
    page.open(sheet="income_expenditure")
    figure(sheet, "维权支出", 3)
    view = sheet.first_focus()
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Return)
    lines = sheet.why.lines.view
    qtbot.keyClick(lines, Qt.Key.Key_Return)
    assert told.opened[-1][0] == "books"
    qtbot.keyClick(lines, Qt.Key.Key_Down)
    qtbot.keyClick(lines, Qt.Key.Key_Return)
    assert told.opened[-1][0] == "voucher"
    assert sheet.explainer is not None
    sheet.why.left.emit()
    assert sheet.table is not None


def test_a_heading_has_nothing_to_explain(sheet):
    why = figure(sheet, "一、流动资产：", 2)
    assert why.title.text() == "一、流动资产：" and not why.lines.isVisible()


@pytest.mark.parametrize(
    "name", ["income_expenditure", "asset_schedule", "final_account", "year_on_year", "disclosure"]
)
def test_every_statement_opens_with_its_columns(page, sheet, name):
    page.open(sheet=name)
    assert sheet.name == name and sheet.table.model.rowCount() == len(sheet._lines())
    assert "与报表" in sheet.why.total.text() or "没有凭证" in sheet.why.total.text()


def test_words_of_a_line_are_kept_and_printed(page, sheet, context, monkeypatch):
    page.open(sheet="year_on_year")
    figure(sheet, "维权支出", 2)
    monkeypatch.setattr("ui.dialogs.words.FormDialog.exec", lambda box: (
        box.form.show_values({"words": "送温暖人数增加"}), box.try_save()
    ))  # fmt: skip
    sheet._write()
    assert queries.words(context.office.db, 2026) == {"变动：维权支出": "送温暖人数增加"}


def test_notes_show_computed_words_until_others_are_written(page, context, monkeypatch):
    page.open(view="notes")
    view = page.views.now
    view.table.select(7)
    assert view.text.text() == "无。"
    monkeypatch.setattr("ui.dialogs.words.FormDialog.exec", lambda box: (
        box.form.show_values({"words": "有一项诉讼。"}), box.try_save()
    ))  # fmt: skip
    view.write()
    assert view.text.text() == "有一项诉讼。"


def test_a_publication_counts_its_working_days(page, context, monkeypatch):
    page.open(view="public")
    view = page.views.now

    def answer(box):
        box.form.show_values({"kind": "disclosure", "period": "2025", "day": date(2026, 11, 16),
                              "to_day": date(2026, 11, 20), "place": "教工之家"})  # fmt: skip
        box.try_save()

    monkeypatch.setattr("ui.pages.statements_public.FormDialog.exec", answer)
    view.publish()
    one = queries.publications(context.office.db)[0]
    assert (one.place, one.working_days) == ("教工之家", 5)


# -- forms ------------------------------------------------------------------------------------------


@pytest.fixture
def view(page, context):
    with context.office.change("添加上级报表") as change:
        forms.add_form(change, "收支决算表", ("决算.xlsx", blank()))
    page.open(view="forms")
    return page.views.now


def test_a_cell_is_said_by_pointing_and_typing(view, context, qtbot):
    view.grid.go("C4")
    view.grid.setFocus()
    qtbot.keyClick(view.grid, Qt.Key.Key_Return)
    view.picker.setText("会费收入 本年")
    view.picker.textEdited.emit(view.picker.text())
    qtbot.keyClick(view.picker, Qt.Key.Key_Return)
    kept = forms.mapped(context.office.db, view.now.form.id)
    assert [(one.cell, one.meaning) for one in kept] == [("C4", "figure/income_expenditure/2/year")]
    view.grid.go("C4")
    assert "会费收入" in view.picker.text()
    view._say("")
    assert forms.mapped(context.office.db, view.now.form.id) == []


def test_a_merged_cell_is_pointed_at_as_one_and_a_formula_says_so(view):
    view.grid.go("D2")
    assert view.grid.cell() == "B2"
    view.grid.go("C7")
    assert "不会改写" in view.there.text()


def test_the_filled_copy_has_the_figures_of_the_books(view, context, tmp_path, qtbot, told, monkeypatch):
    for cell, meaning in (
        ("B2", "word/unit"),
        ("C4", "figure/income_expenditure/2/year"),
        ("C5", "figure/income_expenditure/3/year"),
        ("C6", "figure/income_expenditure/1/year"),
        ("C7", "figure/income_expenditure/1/year"),
    ):
        view.grid.go(cell)
        view._say(meaning)
    target = tmp_path / "填好.xlsx"
    monkeypatch.setattr(choose_file, "to_write", lambda *_: target)
    view.fill()
    qtbot.waitUntil(lambda: any("已填 4 格" in said for said in told.toasts))
    filled = openpyxl.load_workbook(target)["收支决算"]
    assert filled["B2"].value == context.office.unit_name
    assert filled["C4"].value > 0 and filled["C7"].value == "=SUM(C4:C6)"
    assert context.say.boxes[-1] == ("tell", "已填好，有几处要核对")  # the sum in the form is not the books'


def test_a_file_that_is_no_form_is_refused_in_words(view, context, tmp_path):
    bad = tmp_path / "坏.xlsx"
    bad.write_bytes(b"not a workbook")
    view.take(bad)
    assert context.say.boxes[-1] == ("refuse", "这张报表不是 xlsx 表格。")


def test_without_forms_one_is_told_what_they_are_for(page):
    page.open(view="forms")
    assert page.views.now.faces.currentIndex() == 0


@pytest.mark.parametrize(("zoom", "wide", "high"), [(100, 1190, 692), (100, 788, 560), (150, 1288, 654)])
@pytest.mark.parametrize("key", ["sheet", "notes", "public", "forms"])
def test_nothing_is_cut_or_overlaps(qtbot, context, demo_office, qapp, key, zoom, wide, high):
    with demo_office.change("添加上级报表") as change:
        forms.add_form(change, "收支决算表", ("决算.xlsx", blank()))
    theme.apply(qapp, zoom)
    try:
        page = shown(qtbot, StatementsPage(put(context, demo_office)), wide, high)
        page.open(view=key)
        assert look_at(page) == []
    finally:
        theme.apply(qapp, 100)
