"""Tables in web pages and in the XML of Excel 2003 that call themselves .xls."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any
from xml.parsers import expat

from exporters.reading_text import decode
from models.kit.errors import Refused

_DAMAGED = "请用 Excel 打开它，另存为新的 xlsx 后再导入。"
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_SS = "urn:schemas-microsoft-com:office:spreadsheet "


def page(data: bytes, limits: dict[str, int]) -> dict[str, Any]:
    """The tables of a web page, one sheet each."""
    reader = _Page(limits)
    reader.feed(_page_text(data))
    reader.close()
    sheets = [table for table in reader.tables if table["rows"]]
    return {"kind": "html", "sheets": sheets, "notes": ["这是网页格式的表格，已按表格读出。"]}


def spreadsheet_xml(data: bytes, limits: dict[str, int]) -> dict[str, Any]:
    """The worksheets of an Excel 2003 XML file."""
    reader = _Workbook(limits)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = reader.refuse_doctype
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.buffer_text = True
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        raise Refused("文件不完整或已损坏，读不出来。", remedy=_DAMAGED) from None
    return {"kind": "xml", "sheets": reader.sheets, "notes": []}


def _page_text(data: bytes) -> str:
    """The page decoded as it says itself, else as its bytes speak for."""
    said = _CHARSET.search(data[:4000])
    name = said.group(1).decode().lower() if said else ""
    try:
        return data.decode("gb18030" if name in ("gb2312", "gbk", "gb18030") else "utf-8")
    except UnicodeDecodeError:
        return decode(data)


class _Page(HTMLParser):
    """Rows and cells of every table; what spans columns or rows leaves blanks there."""

    def __init__(self, limits: dict[str, int]) -> None:
        super().__init__(convert_charrefs=True)
        self.limits = limits
        self.tables: list[dict[str, Any]] = []
        self.cell: list[str] | None = None
        self.span = (1, 1)
        self.below: dict[int, int] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Tables, rows and cells begin."""
        if tag == "table":
            name = f"表{len(self.tables) + 1}"
            self.tables.append({"name": name, "rows": [], "hidden": False, "faults": [], "merged": []})
            self.below = {}
        elif tag == "tr" and self.tables:
            self._end_cell()
            self._new_row()
        elif tag in ("td", "th") and self.tables:
            self._end_cell()
            said = dict(attrs)
            self.span = (_span(said.get("rowspan")), _span(said.get("colspan")))
            self.cell = []
        elif tag == "br" and self.cell is not None:
            self.cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """A cell is complete."""
        if tag in ("td", "th", "tr", "table"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        """Text inside a cell."""
        if self.cell is not None:
            self.cell.append(data)

    def _new_row(self) -> None:
        """One more row, with blanks where cells above reach down."""
        rows = self.tables[-1]["rows"]
        if len(rows) >= self.limits["rows"]:
            raise Refused(f"表里超过{self.limits['rows']}行。", remedy="请分成几个文件，再分别导入。")
        rows.append([])

    def _end_cell(self) -> None:
        """Put the cell at the next free place of the row."""
        if self.cell is None:
            return
        if not self.tables[-1]["rows"]:
            self._new_row()
        rows = self.tables[-1]["rows"]
        row = rows[-1]
        while self.below.get(len(row), 0) >= len(rows):
            row.append(None)
        text = re.sub(r"[ \t\r\f]+", " ", "".join(self.cell)).strip()
        column, (down, right) = len(row), self.span
        row.extend([text or None, *[None] * (right - 1)])
        if len(row) > self.limits["columns"]:
            raise Refused(f"表里超过{self.limits['columns']}列。", remedy="请删掉右边不用的列，存好再导入。")
        if down > 1:
            self.below.update(dict.fromkeys(range(column, column + right), len(rows) + down - 1))
        if down > 1 or right > 1:
            self.tables[-1]["merged"].append((len(rows), column + 1, len(rows) + down - 1, column + right))
        self.cell = None


class _Workbook:
    """Cells of SpreadsheetML; rows and cells may give their own number."""

    def __init__(self, limits: dict[str, int]) -> None:
        self.limits = limits
        self.sheets: list[dict[str, Any]] = []
        self.column = 0
        self.kind = ""
        self.said: list[str] | None = None

    def refuse_doctype(self, *_: Any) -> None:
        """No outside definitions."""
        raise Refused("文件里有不该有的外部引用，没有读它。", remedy=_DAMAGED)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """A sheet, row, cell or value begins."""
        tag = tag.removeprefix(_SS)
        if tag == "Worksheet":
            name = attributes.get(_SS + "Name", f"表{len(self.sheets) + 1}")
            self.sheets.append({"name": name, "rows": [], "hidden": False, "faults": [], "merged": []})
        elif tag == "Row" and self.sheets:
            self._start_row(_span(attributes.get(_SS + "Index"), 0))
        elif tag == "Cell" and self.sheets:
            self._start_cell(_span(attributes.get(_SS + "Index"), 0))
        elif tag == "Data":
            self.kind, self.said = attributes.get(_SS + "Type", ""), []

    def end(self, tag: str) -> None:
        """A value is complete."""
        if tag.removeprefix(_SS) == "Data" and self.said is not None and self.sheets:
            self._put("".join(self.said))
            self.said = None

    def text(self, data: str) -> None:
        """Text inside a value."""
        if self.said is not None:
            self.said.append(data)

    def _start_row(self, index: int) -> None:
        """The next row, or the one that says its number."""
        rows = self.sheets[-1]["rows"]
        wanted = max(index, len(rows) + 1)
        if wanted > self.limits["rows"]:
            raise Refused(f"表里超过{self.limits['rows']}行。", remedy="请分成几个文件，再分别导入。")
        rows.extend([] for _ in range(wanted - len(rows)))
        self.column = 0

    def _start_cell(self, index: int) -> None:
        """The next cell, or the one that says its number."""
        self.column = max(index, self.column + 1)
        if self.column > self.limits["columns"]:
            raise Refused(f"表里超过{self.limits['columns']}列。", remedy="请删掉右边不用的列，存好再导入。")

    def _put(self, said: str) -> None:
        """The value in its kind; an error is a fault."""
        sheet = self.sheets[-1]
        if not sheet["rows"] or not self.column:
            return
        row = sheet["rows"][-1]
        if self.kind == "Error":
            sheet["faults"].append((len(sheet["rows"]), self.column, f"错误值 {said}"))
            return
        row.extend([None] * (self.column - len(row)))
        row[self.column - 1] = _typed(said, self.kind)


def _typed(said: str, kind: str) -> Any:
    """A SpreadsheetML value: numbers without a float where they are whole, days without midnight."""
    if kind == "Number" and re.fullmatch(r"-?\d{1,15}", said):
        return int(said)
    if kind == "Number" and re.fullmatch(r"-?\d*\.?\d+([Ee][-+]?\d+)?", said):
        return float(said)
    if kind == "Boolean":
        return said == "1"
    if kind == "DateTime":
        return re.sub(r"T00:00:00(\.0+)?$", "", said).replace("T", " ")
    return said or None


def _span(said: str | None, least: int = 1) -> int:
    """A span or index of 1 to 1,000,000."""
    return max(least, min(int(said), 1_000_000)) if said and said.isascii() and said.isdigit() else least
