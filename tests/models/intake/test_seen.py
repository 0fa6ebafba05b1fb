"""A foreign sheet as it was understood: columns, samples, masked numbers, cells to look at, what is unused."""

from __future__ import annotations

from dataclasses import replace

from models.intake import seen
from models.intake.cells import Book, Fault, Sheet
from models.intake.difference import Difference, Line, Verdict
from models.intake.headers import find_header
from models.members.tables import MEMBERS, WAGES

ROWS = [
    ["青禾中学教职工表"],
    ["序号", "姓名", "部门", "工号", "身份证号", "入会时间"],
    [1, "许静宜", "语文组", "Q1001", "320102199011231239", "2015-09"],
    [2, "欧阳 浩然", "数学组", "Q1002", 3.2e17, "2021.13"],
    [3, None, "数学组", "Q1003"],
    ["合计", 3],
]


def looked(rows=ROWS, table=MEMBERS, faults=()):
    sheet = Sheet("教职工", [list(row) for row in rows], faults=tuple(faults))
    return seen.see(sheet, find_header(sheet, table), table)


def test_columns_say_field_how_samples_and_what_is_wrong():
    columns = {one.letter: one for one in looked().columns}
    assert columns["A"].field == ""
    assert (columns["B"].field, columns["B"].how, columns["B"].doubtful) == ("name", "name", 1)
    assert columns["C"].samples == "语文组、数学组"
    assert columns["E"].wrong == 1


def test_private_numbers_are_masked_in_cells_and_samples():
    found = looked()
    assert found.shown(2, 4) == "320***********1239"
    assert "320102199011231239" not in " ".join(one.samples for one in found.columns)
    assert seen.masked("卡 6222021234567890123 号") == "卡 622************0123 号"
    assert seen.masked("13812347720", "phone") == "138****7720"
    assert seen.masked("北京路12号院3栋", "address") == "北京路12号…"


def test_wrong_cells_come_before_those_that_were_put_right():
    found = looked()
    assert [(cell.place, cell.wrong) for cell in found.cells] == [
        ("E4", True), ("F4", True), ("第 5 行", True), ("B4", False),
    ]  # fmt: skip
    assert (found.lines, found.usable) == (3, 2)


def test_what_is_left_unused_is_said():
    assert looked().unused == "第 1 行：表头上面的文字；A 列：序号；第 6 行：合计。"


def test_the_plan_decides_what_becomes_of_a_cell():
    found = looked()
    lines = (
        Line(Verdict.NEW, "教职工", 4, "欧阳浩然", values={"name": "欧阳浩然", "joined": "2021-01"}),
        Line(Verdict.REFUSED, "教职工", 5, "", reason="没有填姓名。"),
    )
    settled = seen.settled(found, Difference("x", lines))
    outcome = {cell.place: cell.then for cell in settled.cells}
    assert outcome["E4"] == "这一格不写入，原来的内容不动。"
    assert outcome["F4"] == "照表里的写入，请核对。"
    assert outcome["第 5 行"] == "这一行整行不写入。"
    assert outcome["B4"] == "按处理后的写入。"
    assert settled.usable == 1


def test_added_columns_belong_to_one_field():
    rows = [["工号", "姓名", "岗位工资", "薪级工资"], ["Q1", "许静宜", 100.5, 200]]
    sheet = Sheet("工资", rows)
    header = find_header(sheet, WAGES, overrides={"base": "C+D"})
    columns = {one.letter: one.field for one in seen.see(sheet, header, WAGES).columns}
    assert (columns["C"], columns["D"]) == ("base", "base")


def test_a_cell_can_be_replaced_and_its_fault_goes():
    sheet = Sheet("表", [["姓名"], [None]], faults=(Fault(2, 3, "错误值 #REF!"),))
    book = Book("x.xlsx", "xlsx", "0", (sheet, replace(sheet, name="另一张")))
    changed = seen.with_cell(book, "表", (2, 3), "许静宜")
    assert changed.sheets[0].rows == [["姓名"], [None, None, "许静宜"]]
    assert changed.sheets[0].faults == ()
    assert changed.sheets[1] == book.sheets[1]
    assert book.sheets[0].rows == [["姓名"], [None]]


def test_a_sheet_without_known_headings_can_still_be_shown():
    sheet = Sheet("表", [["某表"], ["什么", "多少"], ["abc", 1]])
    header = seen.unknown(sheet)
    assert (header.row, header.first_row, header.columns) == (2, 3, {})
    chosen = seen.unknown(sheet, 2, {"name": 0})
    found = seen.see(sheet, chosen, MEMBERS)
    assert [(one.field, one.how) for one in found.columns] == [("name", "chosen"), ("", "")]


def test_the_problem_rows_keep_the_cells_as_they_stand():
    report = seen.problem_rows(looked())
    assert [row.cells[0] for row in report.rows] == [4, 5]
    assert "2021.13" in report.rows[0].cells
    assert "F4" in report.rows[0].cells[1]
