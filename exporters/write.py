"""Writes a report to a file so that it is whole or not there: aside, read back, then put in place."""

from __future__ import annotations

import errno
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from models.kit import disk
from models.kit.errors import Refused
from models.kit.progress import SILENT, Progress
from models.papers import Paper
from models.report import Report

SUFFIXES = (".pdf", ".xlsx", ".csv", ".json")
_LONGEST_NAME = 100
_RESERVED = {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10))}


@dataclass(frozen=True)
class Written:
    """A finished file: `rows` of the tables, `pages` of a PDF (else 0), characters printed as 〔U+…〕."""

    path: Path
    rows: int
    pages: int = 0
    missing: tuple[str, ...] = ()


def write(report: Report, path: Path, *, progress: Progress = SILENT) -> Written:
    """One report as pdf, xlsx, csv or json, by the file's suffix. Raises `Refused`, `Cancelled`."""
    return write_many([report], path, progress=progress)


def write_many(reports: Sequence[Report], path: Path, *, progress: Progress = SILENT) -> Written:
    """Several reports in one file: sheets of a workbook, or a PDF with bookmarks."""
    suffix = path.suffix.lower()
    _check(reports, path, suffix)
    makers: dict[str, Callable[[Path], Written]] = {
        ".pdf": lambda aside: _pdf(reports, aside, progress),
        ".xlsx": lambda aside: _xlsx(reports, aside, progress),
        ".csv": lambda aside: _text(reports[0], aside, "save_csv"),
        ".json": lambda aside: _text(reports[0], aside, "save_json"),
    }
    return _safely(path, makers[suffix])


def write_papers(papers: Sequence[Paper], path: Path, *, size: str = "") -> Written:
    """Papers of one kind as PDF; vouchers on "240x140", "A4" … ("" = as usual)."""
    from exporters.papers import print_papers

    if path.suffix.lower() != ".pdf":
        raise Refused(
            f"凭证、收条和审批单只能存成 pdf，“{path.name}”不是。", remedy="请把文件名改为以 .pdf 结尾。"
        )
    if not papers:
        raise Refused("没有可以打印的内容。", remedy="请先选择要打印哪几张。")

    def make(aside: Path) -> Written:
        printed = print_papers(papers, size)
        return _store_pdf(aside, printed.data, printed.pages, len(papers), printed.missing)

    return _safely(path, make)


def safe_name(said: str) -> str:
    """A file name (without suffix) that every system accepts, kept as near to the text as possible."""
    kept = "".join(" " if char in "\t\r\n" else char for char in said if char not in '<>:"/\\|?*')
    kept = "".join(
        char for char in kept if char == " " or unicodedata.category(char)[0] not in "CZ" or char == "\u3000"
    )
    kept = " ".join(kept.split(" ")).strip(" .\u3000")[:_LONGEST_NAME].rstrip(" .\u3000")
    while len(kept.encode()) > 200:  # bytes: Linux refuses names over 255
        kept = kept[:-1].rstrip(" .")
    if kept.split(".")[0].strip().upper() in _RESERVED:
        kept = f"_{kept}"
    return kept or "未命名"


def _check(reports: Sequence[Report], path: Path, suffix: str) -> None:
    """Refuse what can't be written before any work is done."""
    if suffix not in SUFFIXES:
        raise Refused(
            f"不会写“{suffix or path.name}”格式的文件。",
            remedy="可以导出为 pdf、xlsx、csv 或 json，请改文件名的结尾。",
        )
    if not reports:
        raise Refused("没有要导出的表。", remedy="请先选择报表。")
    if len(reports) > 1 and suffix in (".csv", ".json"):
        raise Refused(f"一个{suffix[1:]}文件只能放一张表。", remedy="请改存为 xlsx 或 pdf。")


def _safely(path: Path, make: Callable[[Path], Written]) -> Written:
    """Write aside in the same folder, then put in place; nothing is left behind on failure."""
    if not path.parent.is_dir():
        raise Refused(f"文件夹“{path.parent}”不存在。", remedy="请换一个文件夹，或者先建好它。")
    aside = path.with_name(f".~{path.name}.part")
    try:
        made = make(aside)
        disk.flush(aside)
        disk.put(aside, path)
    except OSError as problem:
        raise _refusal(problem, path) from problem
    finally:
        disk.discard(aside)
    return Written(path, made.rows, made.pages, made.missing)


def _refusal(problem: OSError, path: Path) -> Refused:
    """What the disk said, in words."""
    if isinstance(problem, PermissionError):
        return Refused(
            f"“{path.name}”正在被 Excel 或 WPS 打开，或者这个文件夹不能写，没有保存。",
            remedy="请关闭这个文件再导出，或者换一个文件名。",
        )
    if problem.errno in (errno.ENOSPC, errno.EDQUOT):
        return Refused(f"磁盘空间不够，“{path.name}”没有保存。", remedy="请清理磁盘，或者换一个地方保存。")
    if problem.errno == errno.ENAMETOOLONG:
        return Refused(f"文件名太长，“{path.name[:20]}…”没有保存。", remedy="请改用短一些的文件名。")
    return Refused(f"磁盘读写出了错，“{path.name}”没有保存。", remedy="请检查磁盘，或者换一个地方保存。")


def _pdf(reports: Sequence[Report], aside: Path, progress: Progress) -> Written:
    """Draw, store and read back a PDF."""
    from exporters.pdf import print_out

    printed = print_out(reports, progress)
    rows = sum(len(report.rows) for report in reports)
    return _store_pdf(aside, printed.data, printed.pages, rows, printed.missing)


def _store_pdf(aside: Path, data: bytes, pages: int, rows: int, missing: tuple[str, ...]) -> Written:
    """Store a PDF and see that it is whole."""
    from exporters.preview import page_count

    aside.write_bytes(data)
    back = aside.read_bytes()
    if not (back.startswith(b"%PDF") and back.rstrip().endswith(b"%%EOF") and page_count(back) == pages):
        raise Refused("写出的 PDF 读回来不完整，没有保存。", remedy="请再试一次，或者换一个地方保存。")
    return Written(aside, rows, pages, missing)


def _xlsx(reports: Sequence[Report], aside: Path, progress: Progress) -> Written:
    """Write a workbook, read it back and compare rows and sums."""
    from exporters import xlsx

    outlines = xlsx.save(reports, aside, progress)
    for sheet, outline in zip(_read_back(aside), outlines, strict=True):
        sums = {index: _fen(row[index] for row in sheet if len(row) > index) for index in outline.money_fen}
        if len(sheet) != outline.rows or sums != outline.money_fen:
            raise Refused(
                "写出的表格读回来和原表不一致，没有保存。", remedy="请再试一次，或者换一个地方保存。"
            )
    return Written(aside, sum(len(report.rows) for report in reports))


def _read_back(aside: Path) -> list[list[list[Any]]]:
    """All sheets as values, read by another library than the one that wrote them."""
    from python_calamine import CalamineWorkbook

    with aside.open("rb") as file:
        book = CalamineWorkbook.from_filelike(file)
        return [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names]


def _fen(values: Any) -> int:
    """The numbers among the values, added up in fen."""
    numbers = (value for value in values if isinstance(value, (int, float)) and not isinstance(value, bool))
    return sum(int((Decimal(repr(value)) * 100).to_integral_value()) for value in numbers)


def _text(report: Report, aside: Path, saver: str) -> Written:
    """CSV or JSON."""
    from exporters import text_files

    save = {"save_csv": text_files.save_csv, "save_json": text_files.save_json}[saver]
    rows = save(report, aside)
    return Written(aside, rows)
