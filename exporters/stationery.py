"""What stands around a table: title, meta line, notes, signatures, foot line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from exporters.fonts import Weight, width
from exporters.pen import DARK, MM, Pen, Type
from exporters.poster import draw_poster, draw_stamp
from exporters.sheet import FOOT_SIZE, META_SIZE, NOTE_LINE, NOTE_SIZE, SIGN_BLOCK, Sheet
from exporters.wrapping import clean, one_line
from models.report import Report

_HAND = 10.0  # least millimetres for a hand-written name
_GAP = 4.0  # least millimetres between two texts of a line


def draw_top(pen: Pen, sheet: Sheet, page: int) -> None:
    """Title, form number, meta line and subject of one page."""
    report = sheet.report
    _title(pen, sheet)
    if sheet.subtitle:
        look = Type(max(report.paper.title_size * 0.62, 11.0), Weight.MEDIUM)
        pen.text(sheet.left + sheet.table / 2, sheet.subtitle, clean(report.period), look, "centre")
    if not sheet.meta:
        return
    label = f"{report.unit_label}：" if report.unit_label and report.unit else ""
    period = "" if sheet.subtitle else report.period
    plain = Type(META_SIZE)
    if report.form_no:
        pen.text(sheet.right, sheet.meta - 5.2, clean(report.form_no), Type(9.0), "right")
    if sheet.subject and report.paper.carry_lines:
        three(pen, sheet, sheet.meta, (label + report.unit, "", f"第 {page} 页"), plain)
        three(pen, sheet, sheet.subject, (report.subject, period, report.measure), plain, strong=True)
        return
    three(pen, sheet, sheet.meta, (label + report.unit, period, report.measure), plain)
    if sheet.subject:
        pen.text(sheet.left, sheet.subject, *_shrunk(report.subject, sheet.table, plain))


def draw_tail(pen: Pen, sheet: Sheet, below: float, last: bool) -> None:
    """Legend, notes and signatures under the table, whose lower edge is `below`."""
    report = sheet.report
    if report.legend:
        pen.text(sheet.left, below + 3.4, *_shrunk(report.legend, sheet.table, Type(7.5)))
        below += 5.0
    if last:
        for index, note in enumerate(sheet.notes):
            pen.text(sheet.left, below + 3.6 + index * NOTE_LINE, note, Type(NOTE_SIZE))
        below += sheet.notes_height
        if report.tail is not None:
            below = draw_poster(pen, sheet, report.tail, below)
    if report.signatures and (last or report.paper.sign_each):
        _signatures(pen, sheet, below + 6.4)
    if last and report.tail is not None:
        draw_stamp(pen, sheet, report.tail, below + (SIGN_BLOCK if report.signatures else 0.0) + 5.0)


def draw_foot(pen: Pen, sheet: Sheet, page: int, pages: int) -> None:
    """校验码 and 打印日期 left, the page of the pages right."""
    look = Type(FOOT_SIZE, colour=DARK)
    pen.text(sheet.right, sheet.foot, f"第 {page} 页\u3000共 {pages} 页", look, "right")
    pen.text(sheet.left, sheet.foot, foot_text(sheet.report.seal, sheet.report.made_on), look)


def foot_text(seal: str, made_on: date | None) -> str:
    """The left half of the foot line."""
    marks = []
    if seal:
        marks.append(seal if seal.startswith(("校验码", "未记账")) else f"校验码：{seal}")
    if made_on:
        marks.append(f"打印日期：{chinese_day(made_on)}")
    return "\u3000".join(marks)


def chinese_day(day: date) -> str:
    """2026年1月28日."""
    return f"{day.year}年{day.month}月{day.day}日"


def draw_title(
    pen: Pen, place: tuple[float, float, float], title: str, size: float, rule: float = 0.0
) -> None:
    """A title around (middle x, centre y) no wider than the third value; with a double rule at y `rule`."""
    middle, centre, room = place
    look = Type(size, Weight.BOLD)
    spacing = size * (1.1 if rule and len(title) <= 6 else 0.2)
    natural = width(title, size, Weight.BOLD)
    spacing = max(0.0, min(spacing, (room * MM - natural) / max(len(title), 1)))
    pen.text(middle, centre, title, Type(size, look.weight, spacing=spacing), "centre")
    if rule:
        half = (natural + spacing * (len(title) - 1)) / MM / 2 + 3.0
        for y in (rule, rule + 0.9):
            pen.rule(middle - half, y, middle + half, y, width=0.4)


def _title(pen: Pen, sheet: Sheet) -> None:
    """The title centred over the table."""
    said = clean(sheet.report.title)
    place = (sheet.left + sheet.table / 2, sheet.title, sheet.table)
    draw_title(pen, place, said, sheet.title_size, sheet.ruled)


def three(
    pen: Pen, sheet: Sheet, y: float, said: tuple[str, str, str], look: Type, *, strong: bool = False
) -> None:
    """Left, centre and right of a line; the centre gives way, then all shrink."""
    texts = [clean(text) for text in said]
    left_weight = Weight.MEDIUM if strong else look.weight
    size = look.size
    while size > 6.5 and sum(width(text, size, left_weight) for text in texts) / MM + 2 * _GAP > sheet.table:
        size -= 0.25
    looks = [Type(size, left_weight), Type(size, look.weight), Type(size, look.weight)]
    lengths = [width(text, size, type_.weight) / MM for text, type_ in zip(texts, looks, strict=True)]
    pen.text(sheet.left, y, texts[0], looks[0])
    pen.text(sheet.right, y, texts[2], looks[2], "right")
    half = lengths[1] / 2
    middle = max(sheet.left + sheet.table / 2, sheet.left + lengths[0] + _GAP + half)
    middle = min(middle, sheet.right - lengths[2] - (_GAP if lengths[2] else 0.0) - half)
    pen.text(middle, y, texts[1], looks[1], "centre")


def _signatures(pen: Pen, sheet: Sheet, y: float) -> None:
    """The signers side by side, each with the same room for a hand-written name."""
    report = sheet.report
    said = [signer_text(report, signer) for signer in report.signatures]
    lengths = [width(text, META_SIZE) / MM for text in said]
    room = (sheet.table - sum(lengths)) / len(said)
    look = Type(META_SIZE)
    if room < _HAND:
        lengths = [(sheet.table - _HAND * len(said)) / len(said)] * len(said)
        room = _HAND
    x = sheet.left
    for text, length in zip(said, lengths, strict=True):
        pen.text(x, y, *_shrunk(text, max(length, 1.0), look))
        x += length + room


def signer_text(report: Report, signer: str) -> str:
    """制表：周晓梅; a signer without a known name leaves room for it, （章） stands alone."""
    if "：" in signer or signer.startswith("（"):
        return clean(signer)
    made = report.maker and signer.startswith(("制表", "编制", "制单", "整理"))
    return f"{clean(signer)}：{spread(report.maker) if made else ''}"


def spread(name: str) -> str:
    """A name of two characters as wide as one of three: 陈　静."""
    return f"{name[0]}\u3000{name[1]}" if len(name) == 2 and name.isalpha() and not name.isascii() else name


def _shrunk(said: str, room: float, look: Type) -> tuple[str, Type]:
    """One line in a smaller type when it is wider than `room` millimetres."""
    said = clean(said).replace("\n", " ")
    return said, replace(look, size=one_line(said, room * MM, look.size, look.weight))
