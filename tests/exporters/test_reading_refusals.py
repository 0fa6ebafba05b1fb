"""Files that can't be taken: each is refused with the reason and the way out, and nothing hangs."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from exporters.reading import Limits, read_book
from models.intake.cells import Book
from models.kit.errors import Refused
from tests.exporters import bad_files as made
from tests.exporters.test_reading import LIST, LIST_XML, read, refusal

SHEET = made.sheet_xml(LIST_XML)
GOOD = made.simple(*LIST)
DTD = SHEET.replace("<worksheet", '<!DOCTYPE x [<!ENTITY a "b">]><worksheet')

REFUSED: dict[str, tuple[bytes, str]] = {
    "空.xlsx": (b"", "文件是空的"),
    "空白.csv": (b"\xef\xbb\xbf \r\n", "文件是空的"),
    "没有内容.xlsx": (made.xlsx({"S": made.sheet_xml("")}), "一个格子的内容也没有读到"),
    "全是公式.xlsx": (
        made.xlsx({"S": made.sheet_xml(made.rows_xml([['<c r="A1"><f>TODAY()</f></c>']]))}),
        "公式都没有算出",
    ),
    "图.xlsx": (b"\x89PNG\r\n\x1a\n" + bytes(100), "这是图片"),
    "照片.xls": (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(100), "这是图片"),
    "文件.xlsx": (b"%PDF-1.7\n" + b"x" * 100, "这是 PDF"),
    "文档.xlsx": (made.zipped({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>"}), "这是 Word"),
    "旧文档.xls": (made.ole("WordDocument"), "这是 Word"),
    "压缩.xlsx": (made.zipped({"a.txt": b"x"}), "这是压缩包"),
    "账套.xlsx": (b"SQLite format 3\x00" + bytes(100), "这是账套文件"),
    "加密.xlsx": (made.ole("EncryptedPackage"), "文件有打开密码"),
    "截断.xlsx": (GOOD[:-200], "打不开"),
    "半截.xlsx": (GOOD[: len(GOOD) // 2], "打不开"),
    "引用.xlsx": (made.xlsx({"S": DTD}), "外部引用"),
    "引用.xls": (b'<?xml version="1.0"?><!DOCTYPE a><?mso-application?><Workbook/>', "外部引用"),
    "炸弹.xlsx": (
        made.xlsx({"S": SHEET}, extra={"xl/sharedStrings.xml": b"<sst>" + b" " * 30_000_000 + b"</sst>"}),
        "解开后太大",
    ),
    "多件.xlsx": (made.xlsx({"S": SHEET}, extra={f"xl/a{n}.xml": b"" for n in range(2001)}), "解开后太大"),
    "同名.xlsx": (made.xlsx({"S": SHEET}, extra={"xl/Workbook.xml": b"<a/>"}), "同名"),
    "出界.xlsx": (made.xlsx({"S": SHEET}, extra={"../a.xml": b"<a/>"}), "内部结构不对"),
    "乱码.csv": (b"\xff\x80\x81,\x90\r\n\xff\xff\xfe" * 20, "看不出这个文件用的是什么编码"),
    "零.csv": (("姓名,会费\n王伟,5\n" * 20).encode() + b"\x00\x00abc\n", "程序数据"),
    "引号.csv": ('姓名,会费\n王伟,5\n"李娜,6\n张强,7\n'.encode(), "第3行的引号没有配对"),
}  # fmt: skip


@pytest.mark.parametrize("name", list(REFUSED))
def test_what_is_no_table_is_refused_with_the_reason(tmp_path: Path, name: str) -> None:
    data, word = REFUSED[name]
    assert word in refusal(tmp_path, data, name).what


def test_a_file_that_isnt_there_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="找不到这个文件"):
        read_book(tmp_path / "没有.xlsx")
    with pytest.raises(Refused, match="这是文件夹"):
        read_book(tmp_path)


def test_too_long_too_wide_too_big_and_too_many_are_refused(tmp_path: Path) -> None:
    small = Limits(rows=2, columns=1, sheets=1, file_bytes=100_000)
    assert "超过2行" in refusal(tmp_path, made.simple(*LIST), limits=Limits(rows=2)).what
    assert "超过1列" in refusal(tmp_path, b"a,b\n1,2\n", "表.csv", small).what
    assert "超过2行" in refusal(tmp_path, b"a,b\n1,2\n3,4\n", "表.csv", Limits(rows=2)).what
    two = made.xlsx({"甲": SHEET, "乙": SHEET})
    assert refusal(tmp_path, two, limits=Limits(sheets=1)).what == "文件里有2张工作表，最多读1张。"
    assert "最多0MB" in refusal(tmp_path, bytes(200_000), limits=small).what


def test_a_process_that_runs_out_of_memory_ends_in_a_sentence(tmp_path: Path) -> None:
    rows = made.rows_xml([[f"文字{r}", r, r, r] for r in range(20_000)])
    data = made.xlsx({"S": made.sheet_xml(rows)})
    assert "内存太多" in refusal(tmp_path, data, limits=Limits(memory=32 << 20)).what


def test_a_file_that_takes_for_ever_is_given_up(tmp_path: Path) -> None:
    endless = b"<html><table>" + b"<" * 3_000_000
    assert refusal(tmp_path, endless, "表.xls", Limits(seconds=1)).what == "读了1秒还没有读完。"


@pytest.mark.parametrize("seed", range(50))
def test_a_file_with_some_bytes_changed_is_read_or_refused(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    source = (GOOD, made.xls([["姓名", "会费"], ["王伟", 40.4]]), GOOD, "姓名,会费\n王伟,5\n".encode() * 30)[
        seed % 4
    ]
    data = bytearray(source)
    for _ in range(max(len(data) // 1000, 1)):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    answer: Book | Refused
    try:
        answer = read(tmp_path, bytes(data))
    except Refused as refused:
        answer = refused
    assert answer.sheets if isinstance(answer, Book) else answer.remedy
