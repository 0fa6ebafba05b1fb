"""Foreign files made by code: what offices send, and what nobody should."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_RELS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

Cell = str | int | float | bool | None


def cell_xml(place: str, value: Cell) -> str:
    """One cell; a text that begins with "<" is taken as XML after the place."""
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith("<c "):
        return value
    if isinstance(value, bool):
        return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f'<c r="{place}"><v>{value!r}</v></c>'


def rows_xml(rows: Sequence[Sequence[Cell]]) -> str:
    """All rows of a sheet."""
    return "".join(
        f'<row r="{r}">' + "".join(cell_xml(f"{chr(64 + c)}{r}", v) for c, v in enumerate(row, 1)) + "</row>"
        for r, row in enumerate(rows, 1)
    )


def sheet_xml(rows: str, dimension: str = "", after: str = "", main: str = MAIN) -> str:
    """A worksheet."""
    declared = f'<dimension ref="{dimension}"/>' if dimension else ""
    return f'{HEAD}<worksheet xmlns="{main}">{declared}<sheetData>{rows}</sheetData>{after}</worksheet>'


def xlsx(
    sheets: dict[str, str],
    *,
    strict: bool = False,
    epoch_1904: bool = False,
    states: dict[str, str] | None = None,
    extra: dict[str, bytes] | None = None,
) -> bytes:
    """A workbook of these sheets (name → worksheet XML)."""
    main, rels = (STRICT_MAIN, STRICT_RELS) if strict else (MAIN, RELS)
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"'
        + (f' state="{states[name]}"' if states and name in states else "")
        + "/>"
        for n, name in enumerate(sheets, 1)
    )
    epoch = '<workbookPr date1904="1"/>' if epoch_1904 else ""
    parts = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{rels}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{main}" xmlns:r="{rels}">{epoch}'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="rId{n}" Type="{rels}/worksheet" Target="worksheets/sheet{n}.xml"/>'
            for n in range(1, len(sheets) + 1)
        )
        + f'<Relationship Id="rIdS" Type="{rels}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'{HEAD}<styleSheet xmlns="{main}"><cellXfs count="2"><xf numFmtId="0"/>'
        '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
        **{f"xl/worksheets/sheet{n}.xml": xml for n, xml in enumerate(sheets.values(), 1)},
    }
    return zipped({name: text.encode() for name, text in parts.items()} | (extra or {}))


def zipped(parts: dict[str, bytes]) -> bytes:
    """A packed zip."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return target.getvalue()


def simple(*rows: Sequence[Cell]) -> bytes:
    """A workbook with one sheet."""
    return xlsx({"Sheet1": sheet_xml(rows_xml(rows))})


def ole(stream: str) -> bytes:
    """An old Office container whose directory names one stream (nothing inside)."""
    directory = stream.encode("utf-16-le").ljust(64, b"\0")
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + directory + bytes(448)


def xls(rows: Sequence[Sequence[Cell]]) -> bytes:
    """A workbook of Excel 97 (BIFF8 in a plain OLE container): texts, numbers and the error "#REF!"."""
    records = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6))
    records += _record(0x0042, struct.pack("<H", 1200))
    sheet_at = len(records) + len(_bound_sheet(0)) + 4
    book = records + _bound_sheet(sheet_at) + _record(0x000A, b"")
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6))
    sheet += _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows)), 0))
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            sheet += _xls_cell(r, c, value)
    return _ole_file(book + sheet + _record(0x000A, b""))


def _xls_cell(row: int, column: int, value: Cell) -> bytes:
    """LABEL, NUMBER or BOOLERR."""
    place = struct.pack("<HHH", row, column, 0)
    if value is None:
        return b""
    if value == "#REF!":
        return _record(0x0205, place + b"\x17\x01")
    if isinstance(value, str):
        return _record(0x0204, place + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))
    return _record(0x0203, place + struct.pack("<d", value))


def _record(kind: int, data: bytes) -> bytes:
    """A BIFF record."""
    return struct.pack("<HH", kind, len(data)) + data


def _bound_sheet(at: int) -> bytes:
    """The name of the one sheet and where it begins."""
    name = "教职工".encode("utf-16-le")
    return _record(0x0085, struct.pack("<IBBBB", at, 0, 0, 3, 1) + name)


def _ole_file(stream: bytes) -> bytes:
    """A container with one stream "Workbook" of at least 4096 bytes."""
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    sectors = len(stream) // 512
    free, end, fat_mark = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    fat = [fat_mark, end, *range(3, 2 + sectors), end]
    fat += [free] * (128 - len(fat))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, end, 0, end, 0)
    header += struct.pack("<109I", 0, *[free] * 108)
    return header + struct.pack("<128I", *fat) + _directory(len(stream)) + stream


def _directory(size: int) -> bytes:
    """The root and the one stream, in one sector."""
    entries = b""
    for name, kind, child, start, length in (
        ("Root Entry", 5, 1, 0xFFFFFFFE, 0),
        ("Workbook", 2, 0xFFFFFFFF, 2, size),
    ):
        said = name.encode("utf-16-le") + b"\0\0"
        entries += said.ljust(64, b"\0") + struct.pack("<HBB", len(said), kind, 1)
        entries += struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, child) + bytes(36)
        entries += struct.pack("<IQ", start, length)
    return entries.ljust(512, b"\0")
