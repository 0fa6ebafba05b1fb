"""Originals on screen and paper: one slip of a bank's PDF as a page of its own, an OFD drawn as a PDF."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from exporters.fonts import Weight, measure
from exporters.reading_ofd import Ofd, read
from models.kit.errors import Refused

_A4, _EDGE = (595.28, 841.89), 20.0  # points
_UNPACKED = 60 * 1024 * 1024  # bytes: an invoice is a hundredth of it


def as_pdf(kind: str, content: bytes) -> bytes:
    """The pages of an original as a PDF; b"" for kinds that have no pages. Raises `Refused` when damaged."""
    if kind == "pdf":
        return content
    if kind == "xml":
        return _told(content)
    return _drawn(read(content, _UNPACKED)) if kind == "ofd" else b""


def part_of_page(pdf: bytes, page: int, top: int, bottom: int) -> bytes:
    """A strip of a page (from 1; thousandths of its height from above) as a PDF of its own."""
    import pypdfium2

    from exporters.reading_pdf import opened

    with opened(pdf) as source:
        if not 1 <= page <= len(source):
            raise Refused(f"原件里没有第 {page} 页。", remedy="请刷新后再试。")
        made = pypdfium2.PdfDocument.new()
        made.import_pages(source, [page - 1])
        sheet = made[0]
        left, low, right, high = sheet.get_mediabox()
        tall = high - low
        box = (left, high - tall * bottom / 1000, right, high - tall * top / 1000)
        sheet.set_mediabox(*box)
        sheet.set_cropbox(*box)
        target = io.BytesIO()
        made.save(target)
        made.close()
    return target.getvalue()


def on_a4(strip: bytes) -> bytes:
    """A strip at the top of a sheet of A4, at its true size: printers have no paper as low as a slip."""
    import pypdfium2

    wide, high = _A4
    source, made = pypdfium2.PdfDocument(strip), pypdfium2.PdfDocument.new()
    across, down = source[0].get_size()
    sheet = made.new_page(wide, high)
    picture = source.page_as_xobject(0, made).as_pageobject()  # its origin is the strip's lower left edge
    picture.set_matrix(pypdfium2.PdfMatrix().translate((wide - across) / 2, high - _EDGE - down))
    sheet.insert_obj(picture)
    sheet.gen_content()
    target = io.BytesIO()
    made.save(target)
    made.close()
    source.close()
    return target.getvalue()


def _drawn(ofd: Ofd) -> bytes:
    """Letters and lines of an OFD at their places. Seals and pictures are left out."""
    from reportlab.pdfgen.canvas import Canvas

    wide, high = ofd.size
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(wide, high), invariant=1)
    canvas.setLineWidth(0.5)
    canvas.setStrokeColorRGB(0.55, 0.3, 0.2)
    for x0, y0, x1, y1 in ofd.lines:
        canvas.line(x0, high - y0, x1, high - y1)
    for one in ofd.letters:
        _letter(canvas, one, high)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


_ROW, _WIDE, _LABEL = 22.0, 480.0, 110.0  # points


def _told(content: bytes) -> bytes:
    """What an invoice's XML tells, as a list on a page; b"" for XML that is no invoice."""
    from reportlab.pdfgen.canvas import Canvas

    from exporters.reading_invoice_xml import fields
    from exporters.wrapping import fit

    try:
        said = fields(content)
    except Refused:
        return b""
    rows = [(title, "、".join(dict.fromkeys(said.get(key, ())))) for key, title in _XML.items()]
    rows = [row for row in rows if row[1]]
    high = _ROW * (len(rows) + 3)
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(_WIDE, high), invariant=1)
    _words(canvas, (30, high - 36), "XML 发票里的内容", 14)
    canvas.setStrokeColorRGB(0.8, 0.8, 0.8)
    for at, (title, value) in enumerate(rows, 2):
        down = high - at * _ROW - 18
        _words(canvas, (30, down), title, 10)
        fitted = fit(value, _WIDE - _LABEL - 60, 11.0)
        _words(canvas, (30 + _LABEL, down), fitted.lines[0], fitted.size)
        canvas.line(30, down - 7, _WIDE - 30, down - 7)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


_XML = {
    "kind": "票种", "number": "发票号码", "code": "发票代码", "day": "开票日期", "buyer": "购买方",
    "buyer_tax": "购买方税号", "seller": "销售方", "seller_tax": "销售方税号", "item": "项目", "net": "金额",
    "tax": "税额", "total": "价税合计", "capitals": "大写", "note": "备注",
}  # fmt: skip


def _words(canvas: Any, place: tuple[float, float], text: str, size: float) -> None:
    left, down = place
    for run in measure(text, Weight.REGULAR).runs:
        if run.font:
            canvas.setFont(run.font, size)
            canvas.drawString(left, down, run.text)
        left += run.units * size


def _letter(canvas: Any, one: Any, high: float) -> None:
    for run in measure(one.sign, Weight.REGULAR).runs:
        if run.font:
            canvas.setFont(run.font, one.height)
            canvas.drawString(one.left, high - one.middle - one.height * 0.36, run.text)


@cache
def _folder() -> TemporaryDirectory[str]:
    """Where copies lie while the program runs; it goes when the program ends."""
    return TemporaryDirectory(prefix="union-", ignore_cleanup_errors=True)


def copy_to_look_at(sha256: str, name: str, content: bytes) -> Path:
    """A read-only copy that another program may open; what is done to it never reaches the office file."""
    place = Path(_folder().name) / sha256[:16] / name
    try:
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
            place.chmod(0o400)
    except OSError:
        raise Refused("临时文件夹写不进去，打不开原件。", name, "请清理磁盘空间后再试。") from None
    return place
