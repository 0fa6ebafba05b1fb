"""A finished PDF as pictures and text: what the preview shows is what the printer gets."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from models.kit.errors import Refused


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has. Raises `Refused` when it can't be read."""
    with _opened(pdf) as document:
        return len(document)


def page_image(pdf: bytes, page: int, dpi: float) -> tuple[int, int, bytes]:
    """Width, height and RGBA bytes (rows from the top, no gaps) of a page, counted from 0."""
    import pypdfium2

    with _opened(pdf) as document:
        bitmap = document[page].render(
            scale=dpi / 72, rev_byteorder=True, force_bitmap_format=_BGRA(pypdfium2)
        )
        rows = bytes(bitmap.buffer)
        packed = _packed(rows, bitmap.stride, bitmap.width * 4, bitmap.height)
        return bitmap.width, bitmap.height, packed


def page_text(pdf: bytes, page: int) -> str:
    """The text of a page in the order in which it was drawn."""
    with _opened(pdf) as document:
        return str(document[page].get_textpage().get_text_bounded())


def _BGRA(library: Any) -> int:  # noqa: N802
    """The four-byte format, whose bytes are turned to RGBA while rendering."""
    return int(library.raw.FPDFBitmap_BGRA)


def _packed(rows: bytes, stride: int, width: int, height: int) -> bytes:
    """Without the padding at the end of rows."""
    if stride == width:
        return rows
    return b"".join(rows[y * stride : y * stride + width] for y in range(height))


@contextmanager
def _opened(pdf: bytes) -> Iterator[Any]:
    """The document, closed afterwards."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as problem:
        raise Refused("这个 PDF 打不开，内容不完整。", remedy="请重新生成。") from problem
    try:
        yield document
    finally:
        document.close()
