"""The measures of one report on its paper: where title, head, rows, signatures and foot line lie (mm)."""

from __future__ import annotations

from dataclasses import dataclass

from exporters.fonts import Weight
from exporters.pen import MM
from exporters.wrapping import clean, fit, one_line
from models.kit.errors import Refused
from models.report import Report

SIZES = {"A4": (210.0, 297.0), "A3": (297.0, 420.0), "240x140": (240.0, 140.0), "210x99": (210.0, 99.0)}
PADDING = 1.2  # left and right inside a cell
NOTE_SIZE, META_SIZE, FOOT_SIZE = 8.5, 9.5, 7.5
NOTE_LINE = 4.4  # distance of note lines
SIGN_BLOCK = 10.0  # room for the signature line under the table
CHART_HEAD, BAR_STEP, POSTER_LINE, STAMP_LINE = 11.0, 6.4, 6.0, 7.2  # of what a poster has below
SAID_SIZE = 10.0
POSTER = 18.0  # from this title size on the period is a second title line


@dataclass(frozen=True)
class Sheet:
    """Measured once per report and scale; every value in millimetres, `size` in points."""

    report: Report
    scale: float
    width: float
    height: float
    left: float
    columns: tuple[float, ...]  # widths
    title: float  # centre line
    title_size: float
    subtitle: float  # centre line; 0 = none
    ruled: float  # first of the two rules under the title; 0 = none
    meta: float  # centre line; 0 = none
    subject: float  # centre line; 0 = none
    top: float  # of the table
    head: float  # height
    row: float  # height of a one-line row
    size: float  # of the type in rows
    foot: float  # centre line
    notes: tuple[str, ...]  # in lines
    said: tuple[str, ...]  # a poster's sentences, in lines
    two_level: bool

    @property
    def table(self) -> float:
        """Width of the table."""
        return sum(self.columns)

    @property
    def right(self) -> float:
        """Right edge of the table."""
        return self.left + self.table

    @property
    def body(self) -> float:
        """Top of the first row."""
        return self.top + self.head

    def room(self, last: bool) -> float:
        """Height for rows on a page; the last page also carries notes and signatures."""
        return self.foot - 2.5 - self.body - self.tail(last)

    def tail(self, last: bool) -> float:
        """Height of what stands between the table and the foot line."""
        report = self.report
        legend = 5.0 if report.legend else 0.0
        signs = SIGN_BLOCK if report.signatures and (last or report.paper.sign_each) else 0.0
        return legend + (self.notes_height + self.poster_height if last else 0.0) + signs

    @property
    def poster_height(self) -> float:
        """Height of chart, sentences and stamp of a poster."""
        tail = self.report.tail
        if tail is None:
            return 0.0
        chart = CHART_HEAD + len(tail.bars) * BAR_STEP + 3.0 if tail.bars else 0.0
        return chart + len(self.said) * POSTER_LINE + len(tail.stamp) * STAMP_LINE + 4.0

    @property
    def notes_height(self) -> float:
        """Height of the notes under the table."""
        return len(self.notes) * NOTE_LINE + 2.0 if self.notes else 0.0


def measure_sheet(report: Report, scale: float = 1.0) -> Sheet:
    """Lay a report on its paper; `scale` shrinks rows and type of a paper that has to be one page."""
    paper = report.paper
    width, height = page_size(report)
    columns = _columns(report, width - paper.left - paper.right)
    title, title_size, below = _title(report, sum(columns))
    subtitle, ruled, meta, subject, top = _heading(report, below)
    two = any(column.group for column in report.columns)
    return Sheet(
        report=report,
        scale=scale,
        width=width,
        height=height,
        left=paper.left,
        columns=columns,
        title=title,
        title_size=title_size,
        subtitle=subtitle,
        ruled=ruled,
        meta=meta,
        subject=subject,
        top=top,
        head=max(paper.head_height, 9.0 if two else 0.0) * max(scale, 0.8),
        row=paper.row_height * scale,
        size=paper.text_size * scale,
        foot=height - paper.bottom + 1.5,
        notes=_notes(report, sum(columns)),
        said=_said(report, sum(columns)),
        two_level=two,
    )


def page_size(report: Report) -> tuple[float, float]:
    """Width and height of the paper in millimetres. Raises `Refused` for an unknown size."""
    size = SIZES.get(report.paper.size)
    if size is None:
        raise Refused(
            f"没有名为“{report.paper.size}”的纸张。", remedy="可用的纸张：" + "、".join(SIZES) + "。"
        )
    return (size[1], size[0]) if report.paper.landscape else size


def _columns(report: Report, room: float) -> tuple[float, ...]:
    """The widths, drawn in alike when together they are wider than the paper."""
    widths = [column.width for column in report.columns]
    excess = sum(widths) / room
    return tuple(width / excess for width in widths) if excess > 1 else tuple(widths)


def _title(report: Report, room: float) -> tuple[float, float, float]:
    """Centre line and size (points) of the title, and the lower edge of its line."""
    size = one_line(clean(report.title), room * MM, report.paper.title_size, Weight.BOLD)
    tall = size / MM
    return report.paper.top + tall * 0.7, size, report.paper.top + tall * 1.35


def _heading(report: Report, below: float) -> tuple[float, float, float, float, float]:
    """Subtitle, double rule, meta line, subject line (0 = none) and the top of the table."""
    subtitle = ruled = meta = subject = 0.0
    paper = report.paper
    if paper.title_size >= POSTER and report.period:
        subtitle = below + 4.0
        below = subtitle + 3.0
    if paper.double_rule:
        ruled = below
        below = ruled + 0.9
    if report.unit or report.measure or report.form_no or (report.period and not subtitle):
        meta = below + 5.6
        below = meta + 3.6
    if report.subject:
        subject = below + 2.8
        below = subject + 3.6
    return subtitle, ruled, meta, subject, below + (0.0 if meta else 3.0)


def _notes(report: Report, room: float) -> tuple[str, ...]:
    """The notes as printed lines; the first says that it is a note."""
    notes = [clean(note) for note in report.notes if note.strip()]
    if notes and not any(note.startswith(("说明", "注", "附注")) for note in notes):
        notes[0] = "说明：" + notes[0]
    return tuple(line for note in notes for line in fit(note, room * MM, NOTE_SIZE, wraps=True).lines)


def _said(report: Report, room: float) -> tuple[str, ...]:
    """The sentences of a poster as printed lines."""
    said = report.tail.lines if report.tail else ()
    return tuple(line for one in said for line in fit(clean(one), room * MM, SAID_SIZE, wraps=True).lines)
