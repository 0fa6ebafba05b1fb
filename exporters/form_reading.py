"""A form of the superior as it stands: sheets, texts, formulas, merged cells, widths; nothing is run."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from exporters.reading_package import Package, unescape
from models.kit.errors import Refused

_UNPACKED = 100 * 1024 * 1024
_ROWS, _COLUMNS = 400, 80  # what of a form is shown and can be pointed at
CELL = re.compile(rb"<((?:\w+:)?)c\b([^>]*?)(?:/>|>(.*?)</\1c>)", re.DOTALL)
_REF = re.compile(rb"\br=\"([A-Z]{1,3})(\d{1,7})\"")
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>(.*?)</(?:\w+:)?v>", re.DOTALL)
FORMULA = re.compile(rb"<(?:\w+:)?f\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?f>)", re.DOTALL)
_TEXT = re.compile(rb"<(?:\w+:)?t\b[^>]*>(.*?)</(?:\w+:)?t>", re.DOTALL)
_SOUND = re.compile(rb"<(?:\w+:)?rPh\b.*?</(?:\w+:)?rPh>", re.DOTALL)
_SHARED = re.compile(rb"<(?:\w+:)?si\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?si>)", re.DOTALL)
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*\bref=\"([A-Z]+\d+):([A-Z]+\d+)\"")
_WIDTH = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_HIDDEN = re.compile(rb"<(?:\w+:)?sheet\b[^>]*\bname=\"([^\"]*)\"[^>]*\bstate=\"(?:hidden|veryHidden)\"")


@dataclass(frozen=True)
class FormCell:
    """One cell: what it shows; a formula is kept as it is and never written over."""

    text: str = ""
    formula: str = ""
    number: str = ""  # digits as stored, "" when it is no number


@dataclass(frozen=True)
class FormSheet:
    """One sheet. Cells and spans are by (row, column), counted from 1."""

    name: str
    part: str
    hidden: bool
    cells: dict[tuple[int, int], FormCell]
    merged: tuple[tuple[int, int, int, int], ...]  # first row, first column, last row, last column
    widths: dict[int, float] = field(default_factory=dict)  # in characters

    @property
    def rows(self) -> int:
        """How many rows are shown."""
        last = max([row for row, _ in self.cells] + [span[2] for span in self.merged] + [1])
        return min(last, _ROWS)

    @property
    def columns(self) -> int:
        """How many columns are shown."""
        last = max([column for _, column in self.cells] + [span[3] for span in self.merged] + [1])
        return min(last, _COLUMNS)

    def anchor(self, row: int, column: int) -> tuple[int, int]:
        """The cell that holds the value of a merged one."""
        for first_row, first_column, last_row, last_column in self.merged:
            if first_row <= row <= last_row and first_column <= column <= last_column:
                return first_row, first_column
        return row, column


def read_form(content: bytes) -> tuple[FormSheet, ...]:
    """The sheets of a form. Raises `Refused` for what is no xlsx or doesn't hold together."""
    package = open_form(content)
    shared = _shared(package)
    hidden = {
        unescape(name.decode("utf-8", "replace")) for name in _HIDDEN.findall(package.part(package.book))
    }
    return tuple(
        _sheet(name, part, name in hidden, (package.part(part), shared))
        for name, part in package.sheet_parts().items()
    )


def open_form(content: bytes) -> Package:
    """The guarded package of a form. Raises `Refused`."""
    if not content.startswith(b"PK"):
        raise Refused("这张报表不是 xlsx 表格。", remedy="请用 Excel 或 WPS 打开它，另存为 xlsx 再添加。")
    package = Package(content, _UNPACKED)
    if package.kind() != "xlsx":
        raise Refused("这张报表不是 xlsx 表格。", remedy="请用 Excel 或 WPS 打开它，另存为 xlsx 再添加。")
    package.check_parts()
    return package


def place(address: str) -> tuple[int, int]:
    """ "B12" → (12, 2)."""
    found = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", address)
    if not found:
        raise Refused(f"“{address}”不是单元格。", remedy="请写成 B12 的样子。")
    return int(found[2]), column_number(found[1])


def column_number(letters: str) -> int:
    """ "A" → 1, "AA" → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _shared(package: Package) -> list[str]:
    name = next((one for one in package.names if one.lower().endswith("sharedstrings.xml")), "")
    return [_said(inner) for inner in _SHARED.findall(package.part(name))] if name else []


def _said(xml: bytes) -> str:
    """The text of a string item; how it is pronounced is left out."""
    parts = _TEXT.findall(_SOUND.sub(b"", xml))
    return unescape(b"".join(parts).decode("utf-8", "replace"))


def _sheet(name: str, part: str, hidden: bool, content: tuple[bytes, list[str]]) -> FormSheet:
    xml, shared = content
    cells = {}
    for _, attributes, inner in CELL.findall(xml):
        ref = _REF.search(attributes)
        if ref and (inner or b"s=" in attributes):
            key = (int(ref[2]), column_number(ref[1].decode()))
            if key[0] <= _ROWS and key[1] <= _COLUMNS:
                cells[key] = _cell(attributes, inner, shared)
    spans = tuple((*place(a.decode()), *place(b.decode())) for a, b in _MERGED.findall(xml))
    return FormSheet(name, part, hidden, cells, spans, _widths(xml))


def _cell(attributes: bytes, inner: bytes, shared: list[str]) -> FormCell:
    formula = FORMULA.search(inner)
    said = unescape((formula[1] or b"").decode("utf-8", "replace")) if formula else ""
    value = _VALUE.search(inner)
    raw = unescape(value[1].decode("utf-8", "replace")).strip() if value else ""
    kind = re.search(rb"\bt=\"(\w+)\"", attributes)
    if kind and kind[1] == b"s":
        at = int(raw) if raw.isdigit() else -1
        text, number = (shared[at] if 0 <= at < len(shared) else ""), ""
    elif kind and kind[1] == b"inlineStr":
        text, number = _said(inner), ""
    elif kind and kind[1] in (b"str", b"e", b"b"):
        text, number = raw, ""
    else:
        text, number = raw, raw
    return FormCell(text, ("=" + said) if formula else "", number)


def _widths(xml: bytes) -> dict[int, float]:
    found = {}
    for attributes in _WIDTH.findall(xml):
        values = dict(re.findall(rb"\b(min|max|width)=\"([\d.]+)\"", attributes))
        if {b"min", b"max", b"width"} <= values.keys():
            for column in range(int(values[b"min"]), min(int(values[b"max"]), _COLUMNS) + 1):
                found[column] = float(values[b"width"])
    return found
