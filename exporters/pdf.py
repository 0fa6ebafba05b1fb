"""Reports as PDF: one page after the other, every one drawn from the same measures as the preview."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from exporters.fonts import Weight, measure
from exporters.layout import Laid, lay_out
from exporters.pen import MM, Pen
from exporters.stationery import draw_foot, draw_tail, draw_top
from exporters.table import Table, edges_of
from models.kit.progress import SILENT, Progress
from models.kit.sweeping import unswept
from models.report import Report


@dataclass(frozen=True)
class Printed:
    """A finished PDF: its bytes, its pages, and the characters that no font could draw."""

    data: bytes
    pages: int
    missing: tuple[str, ...] = ()


def render(report: Report) -> bytes:
    """One report as PDF; the same report without 打印日期 gives the same bytes."""
    return print_out([report]).data


def render_many(reports: Sequence[Report]) -> bytes:
    """Several reports in one file, each with its bookmark and its own page numbers."""
    return print_out(reports).data


def print_out(reports: Sequence[Report], progress: Progress = SILENT) -> Printed:
    """Reports as one PDF. Raises `Refused` when one can't be printed readably, `Cancelled` when stopped."""
    with unswept():
        return _print_out(reports, progress)


def _print_out(reports: Sequence[Report], progress: Progress) -> Printed:
    laid = [lay_out(report) for report in reports]
    pages = sum(len(one.pages) for one in laid)
    buffer = BytesIO()
    canvas = open_canvas(buffer, reports[0].title, fixed=all(report.made_on is None for report in reports))
    missing: dict[str, None] = {}
    done = 0
    for index, one in enumerate(laid):
        mark = (f"report{index}", one.sheet.report.title) if len(laid) > 1 else None
        for number in range(1, len(one.pages) + 1):
            progress.step(done, pages, f"正在排版第 {done + 1} 页，共 {pages} 页")
            _page(canvas, one, number, missing, mark if number == 1 else None)
            done += 1
    canvas.save()
    return Printed(buffer.getvalue(), pages, tuple(missing))


def open_canvas(buffer: BytesIO, title: str, fixed: bool) -> Any:
    """A canvas that says nothing of the machine; `fixed` leaves the hour of printing out."""
    from reportlab.pdfgen.canvas import Canvas

    measure(" ", Weight.REGULAR)  # registers the font that every page starts with
    canvas = Canvas(
        buffer, invariant=1 if fixed else 0, pageCompression=1, initialFontName=Weight.REGULAR.value
    )
    canvas.setTitle(title)
    canvas.setAuthor("")
    canvas.setCreator("工会台账")
    canvas.setProducer("")
    canvas.setSubject("")
    return canvas


def _page(
    canvas: Any, laid: Laid, number: int, missing: dict[str, None], mark: tuple[str, str] | None
) -> None:
    """Draw one page and close it."""
    sheet = laid.sheet
    canvas.setPageSize((sheet.width * MM, sheet.height * MM))
    if mark:
        canvas.bookmarkPage(mark[0])
        canvas.addOutlineEntry(mark[1], mark[0], 0)
    pen = Pen(canvas, sheet.height, missing)
    last = number == len(laid.pages)
    draw_top(pen, sheet, number)
    below = Table(pen, sheet, edges_of(sheet)).draw(laid.pages[number - 1], last)
    draw_tail(pen, sheet, below, last)
    draw_foot(pen, sheet, number, len(laid.pages))
    pen.flush()
    canvas.showPage()
