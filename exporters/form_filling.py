"""Fills a stored form: only the cells that were pointed at change, everything else stays byte for byte.

Formats, formulas, merged cells, widths, print settings, drawings, hidden sheets and whatever else is in
the file are not read and not written anew. A formula is never written over; its stored result is worked
out again where it only adds and multiplies, and the program that opens the file reckons all of them.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape

from exporters.form_reading import CELL, FORMULA, FormSheet, open_form, place, read_form
from exporters.form_sums import Sums
from exporters.reading_package import Package
from models.intake.cells import address
from models.kit import disk
from models.kit.errors import Refused

Value = Decimal | str
_BAD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class Entry:
    """What belongs into a cell. `title` says it in words, for the list of what was filled."""

    sheet: str
    cell: str
    value: Value
    title: str = ""


@dataclass(frozen=True)
class Checked:
    """A formula whose result is known on both sides: by the form, and by the books."""

    sheet: str
    cell: str
    title: str
    form: Decimal | None  # None: the formula does more than can be worked out here
    books: Value

    @property
    def ok(self) -> bool:
        """Whether both say the same; unknown is not wrong."""
        return self.form is None or self.form == self.books


@dataclass(frozen=True)
class Filled:
    """The finished file, what was written, formulas that were compared, and what could not be placed."""

    content: bytes
    written: tuple[Entry, ...]
    checks: tuple[Checked, ...]
    missing: tuple[Entry, ...]


def fill(content: bytes, entries: Sequence[Entry]) -> Filled:
    """A copy of the form with these cells filled. Raises `Refused` when the form can't be read."""
    package = open_form(content)
    sheets = {sheet.name: sheet for sheet in read_form(content)}
    known = [entry for entry in entries if entry.sheet in sheets]
    missing = tuple(entry for entry in entries if entry.sheet not in sheets)
    changed: dict[str, bytes] = {}
    written: list[Entry] = []
    checks: list[Checked] = []
    for sheet in sheets.values():
        mine = [entry for entry in known if entry.sheet == sheet.name]
        if mine:
            xml, done, compared = _filled(package.part(sheet.part), sheet, mine)
            changed[sheet.part] = xml
            written += done
            checks += compared
    changed[package.book] = _reckoned_anew(package.part(package.book))
    return Filled(_packed(package, changed), tuple(written), tuple(checks), missing)


def write_form(content: bytes, path: Path) -> None:
    """Put a filled form in place, whole or not at all."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(content)
        read_form(part.read_bytes())
        disk.flush(part)
        disk.put(part, path)
    except PermissionError:
        raise Refused(
            f"“{path.name}”写不进去。", str(path.parent), "如果它正在 Excel 里打开，请先关掉。"
        ) from None
    except OSError as error:
        raise Refused("没有写成。", str(path), "请检查磁盘空间和文件夹权限。") from error
    finally:
        disk.discard(part)


def _filled(
    xml: bytes, sheet: FormSheet, entries: Sequence[Entry]
) -> tuple[bytes, list[Entry], list[Checked]]:
    values: dict[tuple[int, int], Value] = {}
    written, compared = [], []
    for entry in entries:
        at = sheet.anchor(*place(entry.cell))
        if at in sheet.cells and sheet.cells[at].formula:
            compared.append((at, entry))
        else:
            values[at] = entry.value
            written.append(entry)
    sums = Sums(sheet, values)
    checks = [
        Checked(sheet.name, address(*at), entry.title, sums.value(at), entry.value) for at, entry in compared
    ]
    results = {at: known for at in sums.formulas() if (known := sums.value(at)) is not None}
    return _rewritten(xml, values, results), written, checks


# -- the xml ----------------------------------------------------------------------------------------

_ROW = re.compile(rb"<((?:\w+:)?)row\b([^>]*?)(/>|>(.*?)</\1row>)", re.DOTALL)
_DATA = re.compile(rb"<((?:\w+:)?)sheetData\b[^>]*?(?:/>|>(.*)</\1sheetData>)", re.DOTALL)


def _rewritten(
    xml: bytes, values: Mapping[tuple[int, int], Value], results: Mapping[tuple[int, int], Decimal]
) -> bytes:
    """The sheet with these cells; rows and cells that are not there yet are put in order."""
    found = _DATA.search(xml)
    if not found:
        raise Refused("这张报表的工作表不完整。", remedy="请用 Excel 或 WPS 打开它，另存为 xlsx 再添加。")
    prefix, inner = found[1], found[2] or b""
    left = dict(values)
    parts: list[tuple[int, bytes]] = []
    last = 0
    for row in _ROW.finditer(inner):
        number = int((re.search(rb"\br=\"(\d+)\"", row[2]) or [b"", str(last + 1).encode()])[1])
        mine = {column: left.pop((number, column)) for r, column in list(left) if r == number}
        sums = {column: fen for (r, column), fen in results.items() if r == number}
        parts.append((number, _row(row, number, mine, sums)))
        last = number
    for number in sorted({row for row, _ in left}):
        cells = b"".join(
            _cell(prefix, (number, column), b"", left[number, column])
            for column in sorted(column for row, column in left if row == number)
        )
        parts.append((number, b'<%brow r="%d">%b</%brow>' % (prefix, number, cells, prefix)))
    data = b"".join(text for _, text in sorted(parts, key=lambda part: part[0]))
    whole = b"<%bsheetData>%b</%bsheetData>" % (prefix, data, prefix)
    return xml[: found.start()] + whole + xml[found.end() :]


def _row(
    row: re.Match[bytes], number: int, values: dict[int, Value], results: Mapping[int, Decimal]
) -> bytes:
    """One row with new values; cells keep their order and their style."""
    if not values and not results:
        return row[0]
    prefix, cells = row[1], []
    left = dict(values)
    for cell in CELL.finditer(row[4] or b""):
        ref = re.search(rb"\br=\"([A-Z]+)\d+\"", cell[2])
        column = place(ref[1].decode() + "1")[1] if ref else 0
        while left and column and min(left) < column:
            first = min(left)
            cells.append(_cell(prefix, (number, first), b"", left.pop(first)))
        if column in left:
            style = re.search(rb"\bs=\"\d+\"", cell[2])
            cells.append(_cell(prefix, (number, column), style[0] if style else b"", left.pop(column)))
        elif column in results:
            cells.append(_with_result(cell, results[column]))
        else:
            cells.append(cell[0])
    cells += [_cell(prefix, (number, column), b"", left[column]) for column in sorted(left)]
    return b"<%brow%b>%b</%brow>" % (prefix, row[2], b"".join(cells), prefix)


def _cell(prefix: bytes, at: tuple[int, int], style: bytes, value: Value) -> bytes:
    head = b'<%bc r="%b"%b' % (prefix, address(*at).encode(), b" " + style if style else b"")
    if isinstance(value, Decimal):
        return b"%b><%bv>%b</%bv></%bc>" % (head, prefix, f"{value:f}".encode(), prefix, prefix)
    said = escape(_BAD.sub("", value)).encode()
    text = b'<%bis><%bt xml:space="preserve">%b</%bt></%bis>' % (prefix, prefix, said, prefix, prefix)
    return b'%b t="inlineStr">%b</%bc>' % (head, text, prefix)


def _with_result(cell: re.Match[bytes], result: Decimal) -> bytes:
    """A formula with its new stored result; a result of another kind (text, error) becomes a number."""
    formula = FORMULA.search(cell[3] or b"")
    if formula is None:
        return cell[0]
    head = re.sub(rb"\s+t=\"\w+\"", b"", cell[2])
    value = b"<%bv>%b</%bv>" % (cell[1], f"{result:f}".encode(), cell[1])
    return b"<%bc%b>%b%b</%bc>" % (cell[1], head, formula[0], value, cell[1])


_AFTER = re.compile(
    rb"</(?:\w+:)?(?:sheets|functionGroups|externalReferences|definedNames)>|<(?:\w+:)?externalReferences/>"
)


def _reckoned_anew(book: bytes) -> bytes:
    """Whoever opens the file works all formulas out."""
    known = re.search(rb"<(?:\w+:)?calcPr\b[^>]*>", book)
    if known:
        tag = re.sub(rb"\s+fullCalcOnLoad=\"\w+\"", b"", known[0])
        new = re.sub(rb"(calcPr)\b", rb'\1 fullCalcOnLoad="1"', tag, count=1)
        return book[: known.start()] + new + book[known.end() :]
    places = list(_AFTER.finditer(book))
    if not places:
        return book
    prefix = (re.match(rb"</?(\w+:)?", places[-1][0]) or [b"", b""])[1] or b""
    at = places[-1].end()
    return book[:at] + b'<%bcalcPr fullCalcOnLoad="1"/>' % prefix + book[at:]


def _packed(package: Package, changed: Mapping[str, bytes]) -> bytes:
    """The same package: every part as it was but for these."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for info in package.zip.infolist():
            data = changed[info.filename] if info.filename in changed else package.zip.read(info.filename)
            entry = zipfile.ZipInfo(info.filename, info.date_time)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = info.external_attr
            copy.writestr(entry, data)
    return target.getvalue()
