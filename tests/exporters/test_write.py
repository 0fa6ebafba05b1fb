"""A file is whole or not there, named safely, and refused in words when it can't be written."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import paper_samples as samples
import pytest

from exporters import write as writing
from exporters.preview import page_count, page_image
from exporters.write import safe_name, write, write_many, write_papers
from models.kit import disk
from models.kit.errors import Cancelled, Refused
from models.report import As, Column, Report, Row


@pytest.mark.parametrize("suffix", ["pdf", "xlsx", "csv", "json"])
def test_each_kind_of_file_is_written_and_nothing_else_left(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"会费.{suffix}"
    written = write(samples.dues(), path)
    assert written.path == path
    assert written.rows in (167, 168)
    assert written.pages == (7 if suffix == "pdf" else 0)
    assert list(tmp_path.iterdir()) == [path]


def test_another_suffix_is_refused_with_the_four_that_work(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        write(samples.dues(), tmp_path / "会费.doc")
    assert all(known in str(caught.value) for known in ("pdf", "xlsx", "csv", "json"))


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="不存在"):
        write(samples.dues(), tmp_path / "没有" / "会费.csv")


def test_a_file_held_by_another_program_is_tried_again_then_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[Path] = []

    def held(aside: Path, target: Path) -> None:
        tries.append(target)
        raise PermissionError

    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr(disk, "_WAITS", (0.0, 0.0, 0.0))
    path = tmp_path / "会费.xlsx"
    path.write_bytes(b"old")
    with pytest.raises(Refused, match=r"“会费\.xlsx”正在被 Excel"):
        write(samples.dues(), path)
    assert len(tries) == 4
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_cancelled_export_leaves_the_old_file(tmp_path: Path) -> None:
    class Stop:
        """Stops at once."""

        def step(self, done: int, total: int, text: str = "") -> None:
            raise Cancelled

    path = tmp_path / "会费.pdf"
    path.write_bytes(b"old")
    with pytest.raises(Cancelled):
        write(samples.dues(), path, progress=Stop())
    assert [item.read_bytes() for item in tmp_path.iterdir()] == [b"old"]


def test_a_full_disk_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno

    def full(aside: Path, data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(Refused, match="磁盘空间不够"):
        write(samples.month_plan(), tmp_path / "计划.pdf")


def test_a_workbook_that_reads_back_wrong_is_not_put_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_fen", lambda values: -1)
    with pytest.raises(Refused, match="不一致"):
        write(samples.dues(), tmp_path / "会费.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_csv_opens_in_chinese_and_holds_bare_numbers(tmp_path: Path) -> None:
    path = tmp_path / "余额.csv"
    write(samples.trial_balance(), path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    assert rows[0][:3] == ["科目编码", "科目名称", "期初余额借方"]
    assert rows[1][:3] == ["101", "职工活动支出", "100000.00"]


def test_json_holds_money_in_fen(tmp_path: Path) -> None:
    path = tmp_path / "会费.json"
    report = samples.dues()
    write(report, path)
    read = json.loads(path.read_text(encoding="utf-8"))
    total = report.total_row
    assert total is not None
    assert read["totals"] == {"应缴会费_fen": total.cells[5], "实缴会费_fen": total.cells[6]}
    assert read["rows"][1]["cells"] == list(report.rows[1].cells)
    assert read["columns"][5] == {"title": "应缴会费", "group": "", "as": "money_fen"}
    assert (read["id"], read["rows"][0]["kind"]) == ("dues_schedule", "group")


def test_several_reports_go_into_one_pdf_or_workbook_but_not_into_csv(tmp_path: Path) -> None:
    reports = [samples.month_plan(), samples.year_plan()]
    assert write_many(reports, tmp_path / "计划.pdf").pages == 2
    assert write_many(reports, tmp_path / "计划.xlsx").rows == 21
    with pytest.raises(Refused, match="只能放一张表"):
        write_many(reports, tmp_path / "计划.csv")
    with pytest.raises(Refused, match="没有要导出的表"):
        write_many([], tmp_path / "计划.pdf")


def test_papers_are_written_as_pdf_only(tmp_path: Path) -> None:
    written = write_papers([samples.voucher(), samples.closing()], tmp_path / "凭证.pdf")
    assert (written.rows, written.pages) == (2, 3)
    assert write_papers([samples.receipt()], tmp_path / "收款.pdf").pages == 1
    with pytest.raises(Refused, match="pdf"):
        write_papers([samples.voucher()], tmp_path / "凭证.xlsx")
    with pytest.raises(Refused, match="没有可以打印"):
        write_papers([], tmp_path / "凭证.pdf")


def test_missing_characters_are_reported(tmp_path: Path) -> None:
    report = replace(samples.month_plan(), notes=("\U0002ffff",))
    assert write(report, tmp_path / "计划.pdf").missing == ("\U0002ffff",)


@pytest.mark.parametrize(
    ("said", "safe"),
    [
        ("会费收缴明细表 2026年1月", "会费收缴明细表 2026年1月"),
        ("a/b\\c:d*e?f", "abcdef"),
        ("CON", "_CON"),
        ("com1.报表", "_com1.报表"),
        ("..\\..\\秘密", "秘密"),
        ("名称. . ", "名称"),
        ("\u202e倒\u200b过来\x00", "倒过来"),
        ("", "未命名"),
        ("???", "未命名"),
        ("  \t ", "未命名"),
    ],
)
def test_file_names_are_safe_everywhere(said: str, safe: str) -> None:
    assert safe_name(said) == safe


def test_long_names_are_cut_to_what_disks_hold() -> None:
    assert len(safe_name("长" * 300).encode()) <= 200
    assert len(safe_name("x" * 300)) <= 100


def test_a_page_is_shown_as_a_picture(tmp_path: Path) -> None:
    path = tmp_path / "计划.pdf"
    write(samples.month_plan(), path)
    width, height, pixels = page_image(path.read_bytes(), 0, 36)
    assert (width, height) == (298, 421)
    assert len(pixels) == width * height * 4
    assert set(pixels[3::4]) == {255}
    assert b"\x00\x00\x00\xff" in pixels


def test_a_broken_pdf_is_refused() -> None:
    with pytest.raises(Refused, match="打不开"):
        page_count(b"%PDF-1.4 broken")


def test_a_cancelled_workbook_leaves_nothing(tmp_path: Path) -> None:
    class Stop:
        """Stops at once."""

        def step(self, done: int, total: int, text: str = "") -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        write(samples.dues(), tmp_path / "会费.xlsx", progress=Stop())
    assert list(tmp_path.iterdir()) == []


def test_a_table_with_nothing_below_it_is_written_too(tmp_path):
    columns = (Column("工号", As.CODE), Column("金额", As.MONEY, total=True))
    bare = Report("bare", "扣款单", columns, (Row(("1001", 4140)),), unit="财务处")
    assert write(bare, tmp_path / "a.xlsx").rows == 1
    assert write(bare, tmp_path / "a.pdf").pages == 1
