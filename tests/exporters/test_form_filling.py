"""Forms of the superior: only the cells that were pointed at change, whatever else is in the file stays."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.page import PageMargins

from exporters.form_filling import Entry, fill, write_form
from exporters.form_reading import read_form
from models.kit.errors import Refused


def blank() -> bytes:
    """A made-up annual form: merged heads, formulas, a hidden sheet, print settings, a drawing of its own."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "收支决算"
    sheet.merge_cells("A1:D1")
    sheet["A1"] = "基层工会经费收支决算表"
    sheet.merge_cells("B2:D2")
    sheet["A2"] = "编制单位："
    for column, text in zip("ABCD", ("项目", "行次", "金额", "备注"), strict=True):
        sheet[f"{column}3"] = text
    for row, title in enumerate(("会费收入", "拨缴经费收入", "其他收入"), 4):
        sheet[f"A{row}"], sheet[f"B{row}"] = title, row - 3
        sheet[f"C{row}"].number_format = "#,##0.00"
    sheet["A7"], sheet["C7"] = "合计", "=SUM(C4:C6)"
    sheet["C8"] = "=ROUND(C7/10000,2)"
    sheet["D4"] = '=IF(C4>0,"有","无")'
    sheet["C7"].font = Font(bold=True)
    sheet["C4"].fill = PatternFill("solid", fgColor="FFFF00")
    sheet.column_dimensions["A"].width = 28
    sheet.row_dimensions[1].height = 33
    sheet.page_setup.orientation = "landscape"
    sheet.page_margins = PageMargins(left=1.1)
    sheet.print_title_rows = "1:3"
    hidden = book.create_sheet("代码")
    hidden.sheet_state = "hidden"
    hidden["A1"] = "01"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def opened(content: bytes, name: str = "收支决算"):
    return openpyxl.load_workbook(io.BytesIO(content))[name]


ENTRIES = (
    Entry("收支决算", "B2", "示例中学工会委员会", "编制单位"),
    Entry("收支决算", "C4", Decimal("17933.10"), "会费收入"),
    Entry("收支决算", "C5", Decimal("86400.00"), "拨缴经费收入"),
    Entry("收支决算", "C6", Decimal("15113.46"), "其他收入"),
    Entry("收支决算", "C7", Decimal("119446.56"), "收入合计"),
)


def test_values_come_into_their_cells_and_formulas_stay():
    made = fill(blank(), ENTRIES)
    sheet = opened(made.content)
    assert [sheet[f"C{row}"].value for row in (4, 5, 6)] == [17933.1, 86400, 15113.46]
    assert sheet["B2"].value == "示例中学工会委员会"
    assert (sheet["C7"].value, sheet["C8"].value) == ("=SUM(C4:C6)", "=ROUND(C7/10000,2)")
    assert sheet["D4"].value == '=IF(C4>0,"有","无")'
    results = openpyxl.load_workbook(io.BytesIO(made.content), data_only=True)["收支决算"]
    assert (results["C7"].value, results["C8"].value) == (119446.56, 11.94)
    assert len(made.written) == 4 and made.missing == ()


def test_a_formula_is_compared_with_the_books_instead_of_filled():
    fine = fill(blank(), ENTRIES)
    assert [(one.cell, one.form, one.ok) for one in fine.checks] == [("C7", Decimal("119446.56"), True)]
    wrong = fill(blank(), ENTRIES[:-2] + ENTRIES[-1:])
    assert [(one.form, one.books, one.ok) for one in wrong.checks] == [
        (Decimal("104333.10"), Decimal("119446.56"), False)
    ]


def test_looks_widths_merged_cells_and_print_settings_stay():
    sheet, before = opened(fill(blank(), ENTRIES).content), opened(blank())
    assert sheet.merged_cells.ranges == before.merged_cells.ranges
    assert sheet["C4"].fill.fgColor.rgb == before["C4"].fill.fgColor.rgb
    assert sheet["C4"].number_format == "#,##0.00" and sheet["C7"].font.bold
    assert sheet.column_dimensions["A"].width == before.column_dimensions["A"].width
    assert sheet.row_dimensions[1].height == 33
    assert (sheet.page_setup.orientation, sheet.page_margins.left) == ("landscape", 1.1)
    assert sheet.print_title_rows == before.print_title_rows


def test_every_other_part_of_the_file_is_the_same_byte_for_byte():
    def parts(content):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return {name: package.read(name) for name in package.namelist()}

    blank = blank_with(b"kept as it is")  # once: a package says when it was made
    before, after = parts(blank), parts(fill(blank, ENTRIES).content)
    assert [name for name in before if before[name] != after[name]] == [
        name for name in before if name in ("xl/workbook.xml", "xl/worksheets/sheet1.xml")
    ]
    assert after["xl/media/stamp.png"] == b"kept as it is"
    assert b'fullCalcOnLoad="1"' in after["xl/workbook.xml"]


def blank_with(extra: bytes) -> bytes:
    stream = io.BytesIO(blank())
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr("xl/media/stamp.png", extra)
    return stream.getvalue()


def test_cells_and_rows_that_are_not_there_yet_are_put_in_order():
    made = fill(
        blank(),
        (
            Entry("收支决算", "D20", Decimal(5)),
            Entry("收支决算", "B20", Decimal(3)),
            Entry("收支决算", "F4", "后面"),
            Entry("收支决算", "A12", "中间"),
        ),
    )
    sheet = opened(made.content)
    assert [sheet[at].value for at in ("D20", "B20", "F4", "A12", "A4")] == [5, 3, "后面", "中间", "会费收入"]


def test_the_part_of_a_merged_cell_means_the_whole():
    made = fill(blank(), (Entry("收支决算", "D2", "示例中学工会委员会"),))
    assert opened(made.content)["B2"].value == "示例中学工会委员会"


def test_text_that_looks_like_a_formula_or_markup_is_text():
    made = fill(blank(), (Entry("收支决算", "D5", '=HYPERLINK("x")'), Entry("收支决算", "D6", "<a>&\x00")))
    sheet = opened(made.content)
    assert sheet["D5"].data_type in ("s", "inlineStr") and sheet["D5"].value == '=HYPERLINK("x")'
    assert sheet["D6"].value == "<a>&"


def test_a_sheet_that_is_gone_is_named():
    made = fill(blank(), (Entry("去年的表", "A1", "x", "编制单位"),))
    assert [one.title for one in made.missing] == ["编制单位"] and made.written == ()


def test_a_form_is_read_with_its_sheets_spans_and_formulas():
    first, second = read_form(blank())
    assert (first.name, first.hidden, second.name, second.hidden) == ("收支决算", False, "代码", True)
    assert first.cells[1, 1].text == "基层工会经费收支决算表"
    assert first.cells[7, 3].formula == "=SUM(C4:C6)"
    assert first.anchor(2, 4) == (2, 2) and first.widths[1] > 20
    assert (first.rows, first.columns) == (8, 4)


@pytest.mark.parametrize("content", [b"", b"\xd0\xcf\x11\xe0old", b"PK\x03\x04broken", b"<html>"])
def test_what_is_no_xlsx_is_refused_in_words(content):
    with pytest.raises(Refused):
        read_form(content)


def test_formulas_that_go_in_a_circle_or_do_more_are_left_alone():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"], sheet["B1"], sheet["C1"] = "=B1", "=A1", "=VLOOKUP(1,A1:B2,2)"
    stream = io.BytesIO()
    book.save(stream)
    made = fill(stream.getvalue(), (Entry("Sheet", "C1", Decimal(1)), Entry("Sheet", "A1", Decimal(1))))
    assert [one.form for one in made.checks] == [None, None]


def test_a_filled_form_is_put_in_place_whole(tmp_path: Path):
    target = tmp_path / "决算.xlsx"
    write_form(fill(blank(), ENTRIES).content, target)
    assert openpyxl.load_workbook(target)["收支决算"]["C4"].value == 17933.1
    assert list(tmp_path.iterdir()) == [target]
