"""The fixed parts of an Excel package: content types, relations, workbook with print areas and titles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from exporters.guard import storable
from models.intake.cells import address
from models.report import Report

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def opening(sheets: int) -> Iterator[tuple[str, str]]:
    """The parts that come before the sheets, as (name, content)."""
    count = range(1, sheets + 1)
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        for i in count
    )
    yield (
        "[Content_Types].xml",
        f'{XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>{overrides}</Types>',
    )
    yield "_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")])
    links = [("worksheet", f"worksheets/sheet{i}.xml") for i in count]
    yield "xl/_rels/workbook.xml.rels", _relations([*links, ("styles", "styles.xml")])


def workbook(reports: Sequence[Report], last_rows: Sequence[int]) -> str:
    """The list of sheets with their print areas and repeated rows."""
    names = sheet_names(reports)
    sheets = "".join(
        f'<sheet name="{escape(n)}" sheetId="{i}" r:id="rId{i}"/>' for i, n in enumerate(names, 1)
    )
    defined = "".join(_defined(report, names[i], i, last_rows[i]) for i, report in enumerate(reports))
    return (
        f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{_REL}"><bookViews><workbookView/></bookViews>'
        f"<sheets>{sheets}</sheets><definedNames>{defined}</definedNames></workbook>"
    )


def sheet_names(reports: Sequence[Report]) -> list[str]:
    """Sheet names: the title without what a name can't hold, each different."""
    names: list[str] = []
    for report in reports:
        name = (
            "".join("－" if char in "[]:*?/\\'\n\t\"" else char for char in storable(report.title))[:26]
            or "表"
        )
        twins = sum(1 for other in names if other.partition(" (")[0] == name)
        names.append(f"{name} ({twins + 1})" if twins else name)
    return names


def head_rows(report: Report) -> tuple[int, int]:
    """First sheet row of the column titles (1-based), and how many rows they take."""
    return (4 if report.subject else 3), (2 if any(column.group for column in report.columns) else 1)


def _defined(report: Report, name: str, index: int, last: int) -> str:
    """Print area and the rows that repeat on every page."""
    first, levels = head_rows(report)
    sheet = escape(f"'{name}'")
    letters = address(1, len(report.columns))[:-1]
    area = f"$A$1:${letters}${last}"
    titles = f"$1:${first + levels - 1}"
    return "".join(
        f'<definedName name="_xlnm.{kind}" localSheetId="{index}">{sheet}!{cells}</definedName>'
        for kind, cells in (("Print_Area", area), ("Print_Titles", titles))
    )


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    """A list of relations, numbered rId1, rId2 …"""
    links = "".join(
        f'<Relationship Id="rId{i}" Type="{_REL}/{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(targets, 1)
    )
    return f'{XML}<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'
