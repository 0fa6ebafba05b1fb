"""Workbooks read by calamine, cell by cell made plain; runs only inside the reading process."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from typing import Any

from exporters import reading_biff as biff
from exporters.reading_formulas import worked_out
from exporters.reading_package import Package
from exporters.reading_scan import Error, Formula, errors, goes_on, mended, unworked
from exporters.reading_sniff import LOCKED
from models.kit.errors import Refused

NO_VALUE = "公式没有算出的值"
_EXACT = 1e15  # whole numbers above it have lost digits: they stay decimal, so that the office can tell
_BYTES_A_CELL = 80  # what an empty cell of a wide sheet may cost on its way, all copies together
_GAP = "工作表“{}”中间空了两百多行，再往下的内容没有读；要用的话，请删掉空行再导入。"
_DAMAGED = "请用 Excel 打开它，另存为新的 xlsx 后再导入。"


def workbook(data: bytes, limits: dict[str, int]) -> dict[str, Any]:
    """An xlsx, xlsm, xlsb or ods package: kind, sheets, notes."""
    package = Package(data, limits["unpacked"])
    kind = package.kind()
    package.check_parts()
    notes = ["文件里有宏，没有运行。"] if package.has_macros() else []
    parts = package.sheet_parts() if kind == "xlsx" else {}
    scans: dict[str, tuple[list[Error], list[Formula]]] = {}
    changed: dict[str, bytes] = {}
    for name, part in list(parts.items())[: limits["sheets"]]:
        xml = package.part(part)
        better = _mended(xml, name, limits)
        if better is not None:
            changed[part] = better
            notes += [_GAP.format(name)] if goes_on(xml, limits["rows"]) else []
        scans[name] = (errors(better or xml), unworked(better or xml))
    source = package.with_parts(changed) if changed else data
    del package
    return {"kind": kind, **_sheets(source, limits, scans, notes)}


def old_workbook(data: bytes, limits: dict[str, int]) -> dict[str, Any]:
    """An .xls of Excel 97 or WPS."""
    if biff.is_locked(data):
        raise LOCKED
    answer = {"kind": "xls", **_sheets(data, limits, {}, [])}
    found = biff.errors(data)
    if len(found) == len(answer["sheets"]):
        for sheet, wrong in zip(answer["sheets"], found, strict=True):
            sheet["faults"] = sorted((row, column, f"错误值 {text}") for row, column, text in wrong)
    return answer


def _mended(xml: bytes, name: str, limits: dict[str, int]) -> bytes | None:
    """The sheet's XML put right, a refusal named after the sheet."""
    try:
        return mended(xml, limits["rows"], limits["columns"])
    except Refused as refused:
        raise Refused(refused.what, f"工作表“{name}”", refused.remedy) from None


def _sheets(
    data: bytes,
    limits: dict[str, int],
    scans: dict[str, tuple[list[Error], list[Formula]]],
    notes: list[str],
) -> dict[str, Any]:
    """Every sheet with cells, the hidden ones marked."""
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        metadata = [m for m in book.sheets_metadata if m.typ == python_calamine.SheetTypeEnum.WorkSheet]
        if len(metadata) > limits["sheets"]:
            raise Refused(
                f"文件里有{len(metadata)}张工作表，最多读{limits['sheets']}张。", remedy="请只留要导入的表。"
            )
        sheets = []
        for known in metadata:
            hidden = known.visible != python_calamine.SheetVisibleEnum.Visible
            sheet = book.get_sheet_by_name(known.name)
            sheets.append(_sheet(sheet, hidden, limits, (scans.get(known.name, ([], [])), notes)))
    except python_calamine.PasswordError:
        raise LOCKED from None
    except python_calamine.CalamineError:
        raise Refused("文件不完整或已损坏，读不出来。", remedy=_DAMAGED) from None
    return {"sheets": sheets, "notes": notes}


def _sheet(
    sheet: Any,
    hidden: bool,
    limits: dict[str, int],
    about: tuple[tuple[list[Error], list[Formula]], list[str]],
) -> dict[str, Any]:
    """One sheet as plain rows, its faults and merged ranges."""
    (wrong, formulas), notes = about
    _check_size(sheet, limits)
    left: list[Any] = [None] * sheet.start[1] if sheet.start else []
    rows = [_plain_row(row, left) for row in sheet.iter_rows()] if sheet.start else []
    faults = [(row, column, f"错误值 {text}") for row, column, text in wrong]
    for row, column, _ in wrong:
        _put(rows, row, column, None)
    faults += _work_out(rows, formulas, sheet.name, notes)
    while rows and not rows[-1]:
        rows.pop()
    if len(rows) > limits["rows"]:
        raise _too_long(sheet.name, limits)
    if hidden and rows:
        notes.append(f"工作表“{sheet.name}”在 Excel 里是隐藏的，也读了。")
    merged = [(a[0] + 1, a[1] + 1, b[0] + 1, b[1] + 1) for a, b in sheet.merged_cell_ranges or []]
    return {"name": sheet.name, "rows": rows, "hidden": hidden, "faults": sorted(faults), "merged": merged}


def _check_size(sheet: Any, limits: dict[str, int]) -> None:
    """Too long or too wide a sheet is refused before it becomes values (xls, ods)."""
    where = f"工作表“{sheet.name}”"
    if sheet.total_height * sheet.total_width > limits["memory"] // _BYTES_A_CELL:
        what = f"表里有{sheet.total_height}行、{sheet.total_width}列，太大了。"
        raise Refused(what, where, "请删掉不用的行和列，存好再导入。")
    if sheet.total_height > limits["rows"] + 2000:
        raise _too_long(sheet.name, limits)
    if sheet.total_width > 4 * limits["columns"]:
        raise Refused(f"表里超过{limits['columns']}列。", where, "请删掉右边不用的列，存好再导入。")


def _too_long(name: str, limits: dict[str, int]) -> Refused:
    """More rows than the limit."""
    return Refused(f"表里超过{limits['rows']}行。", f"工作表“{name}”", "请分成几个文件，再分别导入。")


def _plain_row(row: list[Any], left: list[Any]) -> list[Any]:
    """A row without trailing blanks, each value of a plain kind; `left` are the blank columns before it."""
    cells = [(v or None) if v.__class__ is str else _CELLS[v.__class__](v) for v in row]
    while cells and cells[-1] is None:
        cells.pop()
    return left + cells if left and cells else cells


def _number(value: float) -> int | float:
    """Whole numbers as int; what has lost digits stays decimal."""
    return int(value) if value.is_integer() and -_EXACT < value < _EXACT else value


def _moment(value: datetime) -> date | str:
    """A day; with a time of day the text of both."""
    return value.date() if value.time() == time() else value.isoformat(" ", "seconds")


def _same(value: Any) -> Any:
    """Days and truth values as they are."""
    return value


_CELLS: dict[type, Any] = {
    float: _number,
    int: _same,
    bool: _same,
    date: _same,
    datetime: _moment,
    time: time.isoformat,
    timedelta: str,
    type(None): _same,
}


def _put(rows: list[list[Any]], row: int, column: int, value: Any) -> None:
    """Set a cell by its 1-based place, making room for it."""
    while len(rows) < row:
        rows.append([])
    cells = rows[row - 1]
    cells.extend([None] * (column - len(cells)))
    cells[column - 1] = value


def _work_out(
    rows: list[list[Any]], formulas: list[Formula], name: str, notes: list[str]
) -> list[tuple[int, int, str]]:
    """Fill in what simple formulas say; the rest are faults."""
    faults, done = [], []
    for row, column, text in formulas:
        value = worked_out(text, row, rows[row - 1] if row <= len(rows) else [])
        if value is None:
            faults.append((row, column, NO_VALUE))
        else:
            _put(rows, row, column, value)
            done.append(text)
    if done:
        notes.append(f"工作表“{name}”有{len(done)}格公式没有存下结果，已按公式算出（例如 ={done[0]}）。")
    return faults
