"""Foreign files as offices send them: read right, or refused with a sentence that helps."""

from __future__ import annotations

import hashlib
import subprocess
from datetime import date
from pathlib import Path

import pytest

from exporters import reading
from exporters.reading import Limits, read_book, read_plain, read_text
from models.intake.cells import Book, Fault
from models.kit.errors import Cancelled, Refused
from tests.exporters import bad_files as made

LIST = [["姓名", "会费"], ["王伟", 40.4], ["李娜", 5]]
LIST_XML = made.rows_xml(LIST)


def read(folder: Path, data: bytes, name: str = "表.xlsx", limits: Limits | None = None) -> Book:
    """The book of these bytes."""
    path = folder / name
    path.write_bytes(data)
    return read_book(path, limits=limits)


def refusal(folder: Path, data: bytes, name: str = "表.xlsx", limits: Limits | None = None) -> Refused:
    """The refusal that these bytes get; it names the file and says what to do."""
    with pytest.raises(Refused) as caught:
        read(folder, data, name, limits)
    assert name in caught.value.where
    assert caught.value.remedy
    return caught.value


def test_a_plain_workbook_gives_whole_numbers_texts_and_truth_values(tmp_path: Path) -> None:
    data = made.simple(*LIST, ["x", True, None, "y"])
    book = read(tmp_path, data)
    assert book.sheets[0].rows == [*LIST, ["x", True, None, "y"]]
    assert isinstance(book.sheets[0].rows[2][1], int)
    assert (book.kind, book.name, book.sha256) == ("xlsx", "表.xlsx", hashlib.sha256(data).hexdigest())


def test_an_iso_strict_workbook_is_read(tmp_path: Path) -> None:
    rows = made.rows_xml([*LIST, ["x", '<c r="B4" t="d"><v>2015-09-01T00:00:00</v></c>']])
    data = made.xlsx({"S": made.sheet_xml(rows, main=made.STRICT_MAIN)}, strict=True)
    assert read(tmp_path, data).sheets[0].rows == [*LIST, ["x", date(2015, 9, 1)]]


@pytest.mark.parametrize("dimension", ["A1", "A1:XFD1048576", "B7:C9", ""])
def test_a_wrong_or_huge_dimension_is_not_believed(tmp_path: Path, dimension: str) -> None:
    assert read(tmp_path, made.xlsx({"S": made.sheet_xml(LIST_XML, dimension)})).sheets[0].rows == LIST


def test_a_forgotten_cell_far_below_is_left_there(tmp_path: Path) -> None:
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    assert read(tmp_path, made.xlsx({"S": made.sheet_xml(LIST_XML + far)})).sheets[0].rows == LIST


def test_a_cell_far_to_the_right_is_refused_by_its_name(tmp_path: Path) -> None:
    far = '<row r="4"><c r="A4"><v>1</v></c><c r="XFD4"><v>1</v></c></row>'
    refused = refusal(tmp_path, made.xlsx({"S": made.sheet_xml(LIST_XML + far)}))
    assert refused.what == "XFD4 有内容，超过了200列。"
    assert "工作表“S”" in refused.where


def test_formatted_cells_without_content_far_right_do_no_harm(tmp_path: Path) -> None:
    far = '<row r="4"><c r="A4"><v>1</v></c><c r="XFD4" s="1"/></row>'
    assert read(tmp_path, made.xlsx({"S": made.sheet_xml(LIST_XML + far)})).sheets[0].rows == [*LIST, [1]]


def test_a_list_that_begins_in_a_later_column_keeps_its_places(tmp_path: Path) -> None:
    book = read(tmp_path, made.xlsx({"S": made.sheet_xml('<row r="2"><c r="C2"><v>7</v></c></row>')}))
    assert book.sheets[0].rows == [[], [None, None, 7]]


def test_error_cells_are_faults_and_not_values(tmp_path: Path) -> None:
    rows = made.rows_xml([["姓名", "会费"], ["王伟", '<c r="B2" t="e"><v>#REF!</v></c>'], ["李娜", "#N/A"]])
    sheet = read(tmp_path, made.xlsx({"S": made.sheet_xml(rows)})).sheets[0]
    assert sheet.rows[1:] == [["王伟", None], ["李娜", None]]
    assert sheet.faults == (Fault(2, 2, "错误值 #REF!"), Fault(3, 2, "错误值 #N/A"))


def test_simple_formulas_without_a_result_are_worked_out_and_told(tmp_path: Path) -> None:
    rows = made.rows_xml(
        [
            [1.1, 2.2, '<c r="C1"><f>A1+B1</f></c>', '<c r="D1"><f>SUM(A1:C1)</f><v></v></c>'],
            [8088.73, 1, '<c r="C2"><f>ROUND(A2*0.5%,2)</f></c>', '<c r="D2"><f>$A2*0.005</f></c>'],
            [1, "x", '<c r="C3"><f>A3+B3</f></c>', '<c r="D3"><f>VLOOKUP(A3,Z:Z,1)</f></c>'],
            [1, 2, '<c r="C4"><f>A3+B4</f></c>', '<c r="D4"><f>A4+B4</f><v>3</v></c>'],
        ]
    )
    book = read(tmp_path, made.xlsx({"S": made.sheet_xml(rows)}))
    assert book.sheets[0].rows[:2] == [[1.1, 2.2, 3.3, 6.6], [8088.73, 1, 40.44, 40.44365]]
    assert [(fault.row, fault.column) for fault in book.sheets[0].faults] == [(3, 3), (3, 4), (4, 3)]
    assert book.sheets[0].rows[3] == [1, 2, None, 3]
    assert book.notes == ("工作表“S”有4格公式没有存下结果，已按公式算出（例如 =A1+B1）。",)


def test_a_shared_formula_is_worked_out_in_each_row(tmp_path: Path) -> None:
    rows = made.rows_xml(
        [
            [1, 2, '<c r="C1"><f t="shared" ref="C1:C2" si="0">A1+B1</f></c>'],
            [3, 4, '<c r="C2"><f t="shared" si="0"/></c>'],
        ]
    )
    assert read(tmp_path, made.xlsx({"S": made.sheet_xml(rows)})).sheets[0].rows == [[1, 2, 3], [3, 4, 7]]


def test_days_follow_the_workbooks_epoch_and_times_stay_text(tmp_path: Path) -> None:
    rows = made.rows_xml([['<c r="A1" s="1"><v>42248</v></c>', '<c r="B1" s="1"><v>42248.5</v></c>']])
    sheet = made.sheet_xml(rows)
    assert read(tmp_path, made.xlsx({"S": sheet})).sheets[0].rows == [
        [date(2015, 9, 1), "2015-09-01 12:00:00"]
    ]
    assert read(tmp_path, made.xlsx({"S": sheet}, epoch_1904=True)).sheets[0].rows[0][0] == date(2019, 9, 2)


def test_long_numbers_stay_decimal_so_that_lost_digits_are_seen(tmp_path: Path) -> None:
    rows = made.rows_xml([["身份证号", '<c r="B1"><v>3.2040220020406198E17</v></c>']])
    assert isinstance(read(tmp_path, made.xlsx({"S": made.sheet_xml(rows)})).sheets[0].rows[0][1], float)


def test_hidden_sheets_are_read_marked_and_told(tmp_path: Path) -> None:
    sheet = made.sheet_xml(LIST_XML)
    book = read(tmp_path, made.xlsx({"表": sheet, "旧 & 表": sheet}, states={"旧 & 表": "hidden"}))
    assert [(s.name, s.hidden) for s in book.sheets] == [("表", False), ("旧 & 表", True)]
    assert book.notes == ("工作表“旧 & 表”在 Excel 里是隐藏的，也读了。",)


def test_merged_ranges_are_told_from_one(tmp_path: Path) -> None:
    merged = '<mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>'
    assert read(tmp_path, made.xlsx({"S": made.sheet_xml(LIST_XML, after=merged)})).sheets[0].merged == (
        (2, 1, 3, 1),
    )


def test_an_old_workbook_is_read_with_its_error_cells(tmp_path: Path) -> None:
    book = read(tmp_path, made.xls([["姓名", "会费", "工号"], ["王伟", 40.4, "#REF!"]]), "表.xls")
    assert (book.kind, book.sheets[0].name) == ("xls", "教职工")
    assert book.sheets[0].rows == [["姓名", "会费", "工号"], ["王伟", 40.4]]
    assert book.sheets[0].faults == (Fault(2, 3, "错误值 #REF!"),)


def test_a_web_page_that_calls_itself_xls_is_read(tmp_path: Path) -> None:
    page = (
        '<html><head><meta charset="gb2312"></head><table><tr><th>部门</th><th>姓名</th></tr>'
        "<tr><td rowspan=2>语文组</td><td>王伟</td></tr><tr><td>李&nbsp;娜</td></tr></table></html>"
    )
    book = read(tmp_path, page.encode("gb18030"), "表.xls")
    assert book.sheets[0].rows == [["部门", "姓名"], ["语文组", "王伟"], [None, "李\xa0娜"]]
    assert book.sheets[0].merged == ((2, 1, 3, 1),)


def test_the_xml_of_excel_2003_is_read(tmp_path: Path) -> None:
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    xml = (
        f'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="{space}" '
        f'xmlns:ss="{space}"><Worksheet ss:Name="一月"><Table><Row ss:Index="2">'
        '<Cell><Data ss:Type="String">王伟</Data></Cell><Cell ss:Index="3"><Data ss:Type="Number">40.4</Data>'
        '</Cell><Cell><Data ss:Type="DateTime">2015-09-01T00:00:00.000</Data></Cell>'
        '<Cell><Data ss:Type="Error">#REF!</Data></Cell></Row></Table></Worksheet></Workbook>'
    )
    sheet = read(tmp_path, xml.encode(), "表.xls").sheets[0]
    assert (sheet.name, sheet.rows) == ("一月", [[], ["王伟", None, 40.4, "2015-09-01"]])
    assert sheet.faults == (Fault(2, 5, "错误值 #REF!"),)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_csv_is_read_in_every_usual_encoding(tmp_path: Path, encoding: str) -> None:
    text = '姓名,会费,备注\r\n王伟,"1,040.40",="001"\r\n䶮㛃,5,\r\n'
    book = read(tmp_path, text.encode(encoding), "表.csv")
    assert book.sheets[0].rows == [["姓名", "会费", "备注"], ["王伟", "1,040.40", "001"], ["䶮㛃", "5"]]
    assert book.sheets[0].name == "表"


@pytest.mark.parametrize("sign", ["\t", ";", "，", "|", ","])
def test_the_separator_is_what_the_lines_agree_on(tmp_path: Path, sign: str) -> None:
    text = "\n".join(sign.join(row) for row in (["姓名", "工号", "部门"], ["王伟", "1000", "a b"]))
    assert read(tmp_path, text.encode(), "表.csv").sheets[0].rows[1] == ["王伟", "1000", "a b"]


def test_lines_without_a_separator_are_one_column(tmp_path: Path) -> None:
    assert read(tmp_path, "王伟\n李娜\n".encode(), "名单.txt").sheets[0].rows == [["王伟"], ["李娜"]]


def test_pasted_cells_are_a_sheet() -> None:
    book = read_text("姓名\t会费\n王伟\t40.4\n\n")
    assert (book.kind, book.sheets[0].rows) == ("paste", [["姓名", "会费"], ["王伟", "40.4"]])
    with pytest.raises(Refused, match="没有粘贴到内容"):
        read_text(" \n")


def test_a_plan_is_read_as_text_whatever_its_encoding(tmp_path: Path) -> None:
    path = tmp_path / "计划.txt"
    for encoding in ("utf-8", "gb18030", "utf-16"):
        path.write_bytes("一月份：\r\n1、慰问困难职工".encode(encoding))
        assert read_plain(path) == "一月份：\n1、慰问困难职工"
    path.write_bytes(made.simple(*LIST))
    with pytest.raises(Refused, match="这是表格，不是文字"):
        read_plain(path)


class Stop:
    """A person who presses 停止 at the second look."""

    def __init__(self) -> None:
        self.looks = 0

    def step(self, done: int, total: int, text: str = "") -> None:
        """Counts and stops."""
        self.looks += 1
        if self.looks > 1:
            raise Cancelled


def test_stopping_ends_the_reading_process(tmp_path: Path) -> None:
    path = tmp_path / "表.xls"
    path.write_bytes(b"<html><table>" + b"<" * 3_000_000)
    stop = Stop()
    with pytest.raises(Cancelled):
        read_book(path, progress=stop)
    assert stop.looks == 2


def test_a_reader_that_starts_slowly_still_gets_the_whole_file(tmp_path, monkeypatch):
    """A slow machine: the first tenths of a second pass before the reading process takes a byte."""
    slow = tmp_path / "slow.py"
    child = Path(reading.__file__).with_name("reading_child.py")
    slow.write_text(
        f"import time, runpy\ntime.sleep(0.4)\nrunpy.run_path({str(child)!r}, run_name='__main__')\n",
        encoding="utf-8",
    )
    real = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda command, **more: real([*command[:-1], str(slow)], **more))
    path = tmp_path / "长.csv"
    path.write_text("姓名,金额\n" + "".join(f"第{n}位会员,{n}.50\n" for n in range(20_000)), encoding="utf-8")
    assert path.stat().st_size > 300_000
    assert len(reading.read_book(path).sheets[0].rows) == 20_001
