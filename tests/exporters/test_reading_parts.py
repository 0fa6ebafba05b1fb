"""The small tools of reading: formulas worked out, sheets mended, old containers followed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters import reading_biff, reading_scan
from exporters.reading_formulas import worked_out
from exporters.reading_package import Package
from exporters.reading_text import decode, table
from models.kit.errors import Refused
from tests.exporters import bad_files as made

UNPACKED = 200 << 20
CELLS = [1.1, 2.2, None, "x", 8088.73]


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("A4+B4", 3.3), ("=A4+B4", 3.3), ("SUM(A4:B4)", 3.3), ("SUM(A4,B4,C4)", 3.3), ("sum($A4:$B$4)", 3.3),
        ("A4*2", 2.2), ("-A4+B4", 1.1), ("(A4+B4)*10", 33), ("E4*0.005", 40.44365), ("E4*0.5%", 40.44365),
        ("ROUND(E4*0.5%,2)", 40.44), ("ROUND(0.125,2)", 0.13), ("ROUND(-0.125,2)", -0.13), ("A4+C4", 1.1),
        ("E4/2", 4044.365), ("5", 5),
        ("E4/3", None), ("A3+B4", None), ("A4+D4", None), ("SUM(A3:B4)", None), ("VLOOKUP(A4,Z:Z,1)", None),
        ("A4/0", None), ("A4+", None), ("", None), ("(A4", None), ("A4 B4", None), ('"x"', None),
        ("Sheet2!A4", None), ("ROUND(A4,-1)", None), ("(" * 5000, None),
    ],
)  # fmt: skip
def test_only_simple_formulas_of_the_row_are_answered(formula: str, value: float | None) -> None:
    assert worked_out(formula, 4, CELLS) == value


@given(st.lists(st.integers(-(10**9), 10**9), min_size=2, max_size=6))
def test_sums_of_amounts_come_out_to_the_fen(fen: list[int]) -> None:
    cells = [float(Decimal(amount) / 100) for amount in fen]
    total = worked_out(f"SUM(A1:{chr(64 + len(fen))}1)", 1, cells)
    assert Decimal(repr(total)) * 100 == sum(fen)


def test_a_sheet_in_order_is_left_as_it_is() -> None:
    xml = made.sheet_xml(made.rows_xml([["a", 1]] * 300), "A1:B300").encode()
    assert reading_scan.mended(xml, 1000, 200) is None


def test_rows_after_a_great_gap_are_cut_and_merged_ranges_stay() -> None:
    rows = made.rows_xml([["a"]]) + '<row r="900"><c r="A900"><v>1</v></c></row>'
    xml = made.sheet_xml(rows, "A1:A900", '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>').encode()
    mended = reading_scan.mended(xml, 1000, 200)
    assert mended is not None
    assert b"A900" not in mended.split(b"<sheetData>")[1]
    assert mended.endswith(b'</sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells></worksheet>')


def test_a_prefix_before_every_tag_hides_nothing() -> None:
    cells = '<x:row r="1"><x:c r="A1" t="e"><x:v>#REF!</x:v></x:c><x:c r="B1"><x:f>A1+1</x:f></x:c></x:row>'
    xml = f'<x:worksheet xmlns:x="{made.MAIN}"><x:sheetData>{cells}</x:sheetData></x:worksheet>'.encode()
    assert reading_scan.errors(xml) == [(1, 1, "#REF!")]
    assert reading_scan.unworked(xml) == [(1, 2, "A1+1")]


def test_columns_are_counted_as_spreadsheets_do() -> None:
    assert [reading_scan.column_number(name) for name in ("A", "Z", "AA", "XFD")] == [1, 26, 27, 16384]


def test_names_in_the_package_may_be_written_in_odd_ways() -> None:
    data = made.xlsx({"一 & 二": made.sheet_xml("")})
    assert Package(data, UNPACKED).sheet_parts() == {"一 & 二": "xl/worksheets/sheet1.xml"}


def test_a_part_whose_checksum_is_wrong_is_refused() -> None:
    data = bytearray(made.simple(["姓名"], ["王伟"]))
    at = data.find(b"xl/worksheets/sheet1.xml") + 40
    data[at] ^= 0x10
    with pytest.raises(Refused, match="已损坏"):
        Package(bytes(data), UNPACKED).check_parts()


def test_old_containers_are_followed_or_given_up_quietly() -> None:
    good = made.xls([["姓名"], ["#REF!"]])
    assert reading_biff.errors(good) == [[(2, 1, "#REF!")]]
    assert reading_biff.errors(made.ole("Workbook")) == []
    assert not reading_biff.is_locked(good)
    assert reading_biff.is_locked(good.replace(b"\x42\x00\x02\x00\xb0\x04", b"\x2f\x00\x02\x00\x00\x00"))


def test_what_looks_like_no_chinese_is_not_taken_for_it() -> None:
    big5 = "姓名,部門,會費\n王偉,語文組,40.4\n陳曉明,數學組,5".encode("big5")
    with pytest.raises(Refused, match="什么编码"):
        decode(big5)
    half = "姓名,部门\n王伟".encode() + "语文组数学组英语组".encode("gb18030")
    with pytest.raises(Refused, match="什么编码"):
        decode(half)


def test_the_closing_sign_of_old_systems_is_no_harm() -> None:
    assert decode("姓名,会费\r\n王伟,5\r\n\x1a".encode("gb18030")) == "姓名,会费\r\n王伟,5\r\n"


def test_a_month_that_a_spreadsheet_may_have_shortened_stays_a_number() -> None:
    assert table("入会,会费\n2015.1,2015.12\n2015.09,5\n", 9) == [
        ["入会", "会费"],
        [2015.1, "2015.12"],
        ["2015.09", "5"],
    ]
