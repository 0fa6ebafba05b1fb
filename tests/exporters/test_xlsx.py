"""Workbooks that office people can use: real numbers, formulas with values, nothing that runs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import paper_samples as samples
import pytest
from python_calamine import CalamineWorkbook

from exporters import xlsx
from exporters.guard import LONGEST, quoted
from models.report import As, Column, Kind, Report, Row

PAYLOADS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://x","点我")',
    "=DDE(1,2,3)",
    "＝1+1",
    "＋1",
    "－1",
    "＠a",
    " =1+1",
    "\u3000=1+1",
    "\r=1",
    "\n=1",
    "'=1+1",
    "%0A=1",
)


def saved(tmp_path: Path, *reports: Report) -> Path:
    """Reports as a file."""
    path = tmp_path / "book.xlsx"
    xlsx.save(reports, path)
    return path


def opened(tmp_path: Path, *reports: Report, values: bool = False) -> Any:
    """The first sheet as openpyxl reads it."""
    return openpyxl.load_workbook(saved(tmp_path, *reports), data_only=values).worksheets[0]


def table(*rows: Row, **more: Any) -> Report:
    """One column of each kind."""
    columns = (
        Column("编号", As.CODE, 20),
        Column("事由", As.TEXT, 40),
        Column("日期", As.DAY, 20),
        Column("人数", As.COUNT, 12, total=True),
        Column("金额", As.MONEY, 24, total=True),
    )
    return replace(Report("t", "试表", columns, rows), **more)


def test_the_sheet_is_laid_out_for_printing(tmp_path: Path) -> None:
    sheet = opened(tmp_path, samples.dues())
    assert sheet.title == "会费收缴明细表"
    assert sheet.freeze_panes == "D4"
    assert sheet.print_title_rows == "$1:$3"
    assert sheet.print_area == "'会费收缴明细表'!$A$1:$I$176"
    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_margins.left == pytest.approx(25 / 25.4, abs=0.001)
    assert sheet.oddFooter.center.text == "第 &P 页 共 &N 页"
    assert sheet["A1"].font.name == "宋体"
    assert sheet["A1"].font.sz == 16
    assert "A1:I1" in {str(merged) for merged in sheet.merged_cells.ranges}


def test_values_keep_their_kind(tmp_path: Path) -> None:
    row = Row(("0012345678901234567", "慰问", date(2026, 3, 8), 3, -123_450), Kind.DETAIL)
    cells = next(opened(tmp_path, table(row)).iter_rows(min_row=4, max_row=4))
    assert (cells[0].value, cells[0].number_format) == ("0012345678901234567", "@")
    assert cells[2].value == datetime(2026, 3, 8)
    assert cells[2].number_format == "yyyy\\-mm\\-dd"
    assert (cells[3].value, cells[4].value) == (3, -1234.5)
    assert cells[4].number_format.startswith("#,##0.00")


def test_days_as_text_are_days_and_months_stay_text(tmp_path: Path) -> None:
    rows = (
        Row(("1", "甲", "2026-03-08", 1, 1)),
        Row(("2", "乙", "2026-03", 1, 1)),
        Row(("3", "丙", "2026-13-99", 1, 1)),
    )
    sheet = opened(tmp_path, table(*rows))
    assert [sheet.cell(r, 3).value for r in (4, 5, 6)] == [datetime(2026, 3, 8), "2026-03", "2026-13-99"]


def test_totals_are_formulas_with_their_values_beside_them(tmp_path: Path) -> None:
    report = samples.dues()
    total = report.total_row
    assert total is not None
    formulas, values = opened(tmp_path, report), opened(tmp_path, report, values=True)
    last = max(
        r for r in range(1, formulas.max_row) if str(formulas.cell(r, 1).value).startswith("合\u3000计")
    )
    assert formulas.cell(last, 6).value == f"=SUBTOTAL(9,F4:F{last - 1})"
    assert round(values.cell(last, 6).value * 100) == total.cells[5]


def test_another_reader_sees_the_same_sums(tmp_path: Path) -> None:
    path = saved(tmp_path, samples.dues())
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    details = [row[5] for row in rows if isinstance(row[0], float)]
    sums = [row[5] for row in rows if str(row[0]).startswith("合\u3000计\u3000")]
    assert round(sum(details) * 100) == round(sums[0] * 100)


def test_a_sum_that_is_not_of_the_rows_above_stays_a_number(tmp_path: Path) -> None:
    rows = (Row(("1", "甲", None, 1, 100)), Row(("合计", None, None, None, 250), Kind.TOTAL))
    assert opened(tmp_path, table(*rows, total="")).cell(5, 5).value == 2.5


def test_a_book_with_month_sums_gets_no_wrong_formula(tmp_path: Path) -> None:
    sheet = opened(tmp_path, samples.ledger())
    formulas = [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert formulas == []


def test_a_rows_own_formula_stands_beside_its_value(tmp_path: Path) -> None:
    row = Row(("1", "差额", None, 2, 700), formulas=((4, "=D{r}*3.5"),))
    assert opened(tmp_path, table(row)).cell(4, 5).value == "=D4*3.5"
    assert opened(tmp_path, table(row), values=True).cell(4, 5).value == 7


@pytest.mark.parametrize("payload", PAYLOADS)
def test_text_of_a_person_never_becomes_a_formula(tmp_path: Path, payload: str) -> None:
    row = Row((payload, payload, payload, 1, 1))
    report = table(row, title=payload, unit=payload, notes=(payload,), period=payload, total=payload)
    sheet = opened(tmp_path, report)
    formulas = [cell.coordinate for line in sheet.iter_rows() for cell in line if cell.data_type == "f"]
    assert formulas in ([], ["D5", "E5"])
    assert sheet["B4"].data_type in ("s", "inlineStr")
    assert sheet["B4"].quotePrefix or payload.lstrip()[:1] not in "=+-@＝＋－＠"


@pytest.mark.parametrize("payload", PAYLOADS[:10])
def test_csv_text_that_could_run_gets_a_quote(payload: str) -> None:
    assert quoted(payload).startswith("'")


def test_control_characters_and_endless_text_do_not_end_the_export(tmp_path: Path) -> None:
    row = Row(("1", "a\x00\x0b\ud800\uffffb" + "长" * 40_000, None, 1, 1))
    said = opened(tmp_path, table(row))["B4"].value
    assert said.startswith("ab长")
    assert len(said) == LONGEST
    assert said.endswith("（原文过长，此处截断）")


def test_markup_in_text_is_only_text(tmp_path: Path) -> None:
    assert opened(tmp_path, table(Row(("1", "<a>&\"'", None, 1, 1))))["B4"].value == "<a>&\"'"


def test_a_two_level_head_is_merged_where_it_should_be(tmp_path: Path) -> None:
    sheet = opened(tmp_path, samples.trial_balance())
    merged = {str(merged) for merged in sheet.merged_cells.ranges}
    assert {"A3:A4", "B3:B4", "C3:D3", "I3:J3"} <= merged
    assert sheet["C4"].value == "借方"
    assert sheet.freeze_panes == "A5"
    assert sheet.page_setup.orientation == "landscape"


def test_each_report_of_several_has_its_sheet(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(saved(tmp_path, samples.month_plan(), samples.year_plan()))
    assert book.sheetnames == ["工会工作行事历", "工会工作行事历 (2)"]


def test_equal_reports_are_equal_files(tmp_path: Path) -> None:
    first = saved(tmp_path, samples.dues()).read_bytes()
    assert saved(tmp_path, samples.dues()).read_bytes() == first


def test_a_narrow_column_is_widened_for_its_amounts(tmp_path: Path) -> None:
    sheet = opened(tmp_path, table(Row(("1", "甲", None, 1, 9_999_999_99))))
    assert sheet.column_dimensions["E"].width >= len("9,999,999.99") + 2


@pytest.mark.parametrize(
    "make", [samples.dues, samples.matrix, samples.trial_balance, samples.ledger, samples.sign_list]
)
def test_merged_stretches_never_overlap(tmp_path: Path, make: Any) -> None:
    seen: set[tuple[int, int]] = set()
    for merged in opened(tmp_path, make()).merged_cells.ranges:
        cells = set(merged.cells)
        assert not cells & seen
        seen |= cells


def test_the_sum_of_a_day_adds_up_its_own_lines_and_no_balance(tmp_path: Path) -> None:
    def line(kind: Kind, label: str, fen: int | None, balance: int) -> Row:
        return Row((None, label, None, None, fen, balance), kind)

    book = table(
        line(Kind.CARRY, "上年结转", None, 900),
        line(Kind.DETAIL, "收", 100, 1000),
        line(Kind.SUBTOTAL, "本日合计", 100, 1000),
        line(Kind.MONTH, "本月合计", 100, 1000),
        line(Kind.YEAR, "本年累计", 100, 1000),
        line(Kind.DETAIL, "收", 7, 1007),
        line(Kind.SUBTOTAL, "本日合计", 7, 1007),
        total="",
    )
    columns = (*book.columns[:5], Column("余额", As.MONEY, 24))
    book = replace(book, columns=columns, paper=replace(book.paper, carry_lines=True))
    sheet = opened(tmp_path, book)
    found = [
        (cell.coordinate, cell.value) for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    ]
    assert found == [("E6", "=SUBTOTAL(9,E5:E5)"), ("E10", "=SUBTOTAL(9,E9:E9)")]


def test_signers_stand_in_a_row_where_a_column_is_too_narrow_for_one(tmp_path: Path) -> None:
    narrow = Report("t", "试表", (Column("项目", width=90), Column("行次", width=10)), (Row(("一", "1")),))
    sheet = opened(tmp_path, replace(narrow, signatures=("单位负责人", "财务负责人")))
    said = [row[0].value for row in sheet.iter_rows() if row[0].value]
    assert "单位负责人：\u3000\u3000\u3000财务负责人：" in said


def test_a_long_name_is_made_smaller_and_not_cut_off(tmp_path: Path) -> None:
    sheet = opened(tmp_path, table(Row(("1", "阿依古丽·买买提江·吐尔逊", None, 1, 100))))
    assert sheet["B4"].alignment.shrink_to_fit and not sheet["B4"].alignment.wrap_text
