"""Reports as Excel workbooks, written straight as XML: quick, small in memory, sums with stored values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from exporters import xlsx_package
from exporters.stationery import foot_text, signer_text
from exporters.xlsx_cells import CellWriter, Sums
from exporters.xlsx_package import MAIN, XML
from exporters.xlsx_styles import Style, Styles
from models.intake.cells import address
from models.kit.money import capitals, yuan
from models.kit.progress import SILENT, Progress
from models.report import As, Report

_PAPERS = {"A4": 9, "A3": 8}
_STEP = 500  # rows between two reports of progress


@dataclass(frozen=True)
class Outline:
    """What a written sheet must read back as: its rows, and the sum in fen of each amount column."""

    rows: int
    money_fen: dict[int, int]


@dataclass(frozen=True)
class _Places:
    """Sheet rows (1-based) of one report's parts."""

    head: int
    levels: int
    body: int
    last: int  # of the table


def save(reports: Sequence[Report], path: Path, progress: Progress = SILENT) -> list[Outline]:
    """Write one sheet a report; returns what reading back has to find."""
    styles = Styles()
    total = sum(len(report.rows) for report in reports)
    outlines: list[Outline] = []
    done = 0
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=6) as file:
        for name, content in xlsx_package.opening(len(reports)):
            file.writestr(_entry(name), content, ZIP_DEFLATED)
        for number, report in enumerate(reports, 1):
            with file.open(_entry(f"xl/worksheets/sheet{number}.xml"), "w") as part:
                outlines.append(_sheet(part, report, styles, _Ticker(progress, done, total)))
            done += len(report.rows)
        file.writestr(_entry("xl/workbook.xml"), xlsx_package.workbook(reports, [o.rows for o in outlines]))
        file.writestr(_entry("xl/styles.xml"), styles.xml())
    return outlines


@dataclass
class _Ticker:
    """Progress over the rows of all sheets."""

    progress: Progress
    done: int
    total: int

    def tick(self) -> None:
        """One row more."""
        if self.done % _STEP == 0:
            self.progress.step(self.done, self.total, f"正在写第 {self.done + 1} 行，共 {self.total} 行")
        self.done += 1


def _sheet(part: IO[bytes], report: Report, styles: Styles, ticker: _Ticker) -> Outline:
    """One sheet, row after row; only merges are kept in memory."""
    rows = report.all_rows()
    head, levels = xlsx_package.head_rows(report)
    body = head + levels
    places = _Places(head, levels, body, body + len(rows) - 1 + (report.capitals is not None))
    writer = CellWriter(report, styles, Sums(body, body))
    part.write(_opening(report, places).encode())
    for line in _top(writer, places):
        part.write(line.encode())
    for number, row in enumerate(rows, body):
        ticker.tick()
        part.write(writer.row(row, number, number == places.last).encode())
    tail = list(_tail(writer, places))
    part.write("".join(tail).encode())
    part.write(_closing(report, writer.merges).encode())
    return Outline(places.last + len(tail) - (report.capitals is not None), _money(report))


def _money(report: Report) -> dict[int, int]:
    """The sum of everything written into each amount column, sums included."""
    columns = [i for i, column in enumerate(report.columns) if column.show is As.MONEY]
    rows = [row for row in report.all_rows() if len(row.cells) == len(report.columns)]
    return {i: sum(row.cells[i] for row in rows if isinstance(row.cells[i], int)) for i in columns}


def _opening(report: Report, places: _Places) -> str:
    """Everything before the rows: view with frozen panes, and column widths."""
    corner = address(places.body, report.frozen + 1)
    split = f' xSplit="{report.frozen}"' if report.frozen else ""
    pane = "bottomRight" if report.frozen else "bottomLeft"
    cols = "".join(
        f'<col min="{i}" max="{i}" width="{width:.1f}" customWidth="1"/>'
        for i, width in enumerate(_widths(report), 1)
    )
    return (
        f'{XML}<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView workbookViewId="0" showGridLines="0">'
        f'<pane{split} ySplit="{places.body - 1}" topLeftCell="{corner}" activePane="{pane}" state="frozen"/>'
        f'<selection pane="{pane}" activeCell="{corner}" sqref="{corner}"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="18"/><cols>{cols}</cols><sheetData>'
    )


def _widths(report: Report) -> Iterator[float]:
    """Column widths in characters; an amount never shows as ####."""
    for index, column in enumerate(report.columns):
        size = column.size or report.paper.text_size
        natural = column.width * 5.5 / size
        if column.show is As.MONEY:
            values = [row.cells[index] for row in report.all_rows() if len(row.cells) > index]
            amounts = [value for value in values if isinstance(value, int)]
            natural = max(natural, len(yuan(max(map(abs, amounts), default=0))) + 2.5)
        yield max(natural, 5.0)


def _top(writer: CellWriter, places: _Places) -> Iterator[str]:
    """Title, unit with period and measure, subject, head."""
    report = writer.report
    end = len(report.columns) - 1
    yield writer.band([(0, end, report.title)], 1, Style(align="center", bold=True, size=16), 30)
    label = f"{report.unit_label}：" if report.unit_label and report.unit else ""
    right = "\u3000".join(part for part in (report.form_no, report.measure) if part)
    yield from _three(writer, 2, (label + report.unit, report.period, right))
    if report.subject:
        yield writer.band([(0, end, report.subject)], 3, Style(bold=True), 20)
    yield from _head(writer, places)


def _three(writer: CellWriter, number: int, said: tuple[str, str, str]) -> Iterator[str]:
    """Left, centre and right text in three merged stretches of a row."""
    count = len(writer.report.columns)
    if count < 3:
        yield writer.band([(0, count - 1, "\u3000".join(text for text in said if text))], number, Style(), 20)
        return
    ends = (-(-count // 3), count - count // 3)
    stretches = ((0, ends[0] - 1, "left"), (ends[0], ends[1] - 1, "center"), (ends[1], count - 1, "right"))
    cells = []
    for (first, last, align), text in zip(stretches, said, strict=True):
        if first <= last:
            band = writer.band([(first, last, text)], number, Style(align=align), 20)
            cells.append(band[band.index(">") + 1 : -len("</row>")])
    yield f'<row r="{number}" ht="20" customHeight="1">{"".join(cells)}</row>'


def _head(writer: CellWriter, places: _Places) -> Iterator[str]:
    """Column titles in one row, or in two with their groups above."""
    columns = writer.report.columns
    upper: list[tuple[int, int, str]] = []
    for group, members in groupby(range(len(columns)), key=lambda i: columns[i].group or i):
        inside = list(members)
        upper.append((inside[0], inside[-1], group if isinstance(group, str) else columns[inside[0]].title))
    style = Style(align="center", bold=True, border="ttmt", wrap=True)
    if places.levels == 1:
        yield writer.band([(i, i, column.title) for i, column in enumerate(columns)], places.head, style, 24)
        return
    yield writer.band(upper, places.head, style, 20)
    lower = [(i, i, column.title if column.group else "") for i, column in enumerate(columns)]
    for i, column in enumerate(columns):
        if not column.group:
            writer.merges.append(f"{address(places.head, i + 1)}:{address(places.head + 1, i + 1)}")
    yield writer.band(lower, places.head + 1, replace(style, border="tttt"), 20)


def _tail(writer: CellWriter, places: _Places) -> Iterator[str]:
    """Capitals, a blank row, notes, signatures and the foot line."""
    report = writer.report
    end = len(report.columns) - 1
    number = places.last
    if report.capitals is not None:
        said = "合计（大写）\u3000人民币" + capitals(report.capitals)
        yield writer.band([(0, end, said)], number, Style(bold=True, border="tttm"), 20)
    foot = foot_text(report.seal, report.made_on)
    notes = [note for note in (report.legend, *report.notes) if note]
    if not (notes or report.signatures or foot):
        return
    number += 1
    yield f'<row r="{number}"/>'
    wide = max(int(sum(_widths(report))), 20)
    for note in notes:
        number += 1
        lines = 1 + len(note) * 2 // wide
        yield writer.band([(0, end, note)], number, Style(wrap=True), 16 * lines + 2)
    if report.signatures:
        number += 1
        yield writer.band(_signers(report, end), number, Style(), 24)
    if foot:
        yield writer.band([(0, end, foot)], number + 1, Style(size=9), 18)


def _signers(report: Report, end: int) -> list[tuple[int, int, str]]:
    """The signature line: each signer over its share of the columns; in a row when one is too narrow."""
    count = min(len(report.signatures), end + 1)
    starts = [index * (end + 1) // count for index in range(count)] + [end + 1]
    said = [signer_text(report, signer) for signer in report.signatures]
    if len(said) > count:
        said = [*said[: count - 1], "\u3000\u3000".join(said[count - 1 :])]
    shares = [(starts[i], starts[i + 1] - 1, said[i]) for i in range(count)]
    widths = list(_widths(report))
    if any(_characters(text) > sum(widths[first : last + 1]) for first, last, text in shares):
        return [(0, end, "\u3000\u3000\u3000".join(said))]
    return shares


def _characters(text: str) -> int:
    """How wide a text is in the characters of a column's width: a Chinese one counts two."""
    return sum(2 if char >= "\u2e80" else 1 for char in text)


def _closing(report: Report, merges: Sequence[str]) -> str:
    """Everything after the rows: merges, margins, paper, page numbers."""
    paper = report.paper
    joined = "".join(f'<mergeCell ref="{merge}"/>' for merge in merges)
    merged = f'<mergeCells count="{len(merges)}">{joined}</mergeCells>' if merges else ""
    wide = "landscape" if paper.landscape or len(report.columns) > 10 else "portrait"
    size = _PAPERS.get(paper.size, _PAPERS["A4"])
    left, right = paper.left / 25.4, paper.right / 25.4
    return (
        f'</sheetData>{merged}<printOptions horizontalCentered="1"/>'
        f'<pageMargins left="{left:.3f}" right="{right:.3f}" top="0.59" bottom="0.63"'
        ' header="0.31" footer="0.31"/>'
        f'<pageSetup paperSize="{size}" orientation="{wide}" fitToWidth="1" fitToHeight="0"/>'
        "<headerFooter><oddFooter>&amp;C第 &amp;P 页 共 &amp;N 页</oddFooter></headerFooter></worksheet>"
    )


def _entry(name: str) -> ZipInfo:
    """A part without the hour of writing, so that equal reports are equal files."""
    info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type = ZIP_DEFLATED
    return info
