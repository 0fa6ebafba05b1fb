"""What a foreign PDF says: letters with their places, its own facts, and files that it carries."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from exporters.reading_letters import MOST_LETTERS, Letter
from models.kit.errors import Refused

MOST_PAGES = 500
_AGAIN = "请向对方重新要一份。"
_FACTS = (
    "InvoiceNumber",
    "IssueTime",
    "SellerIdNum",
    "TotalAmWithoutTax",
    "TotalTaxAm",
    "TotalTax-includedAmount",
)


@contextmanager
def opened(data: bytes) -> Iterator[Any]:
    """The document, closed afterwards. Raises `Refused` when it is damaged, locked, or far too long."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        if "password" in str(problem).lower():
            raise Refused("这个 PDF 有打开密码。", remedy="请用密码打开它，另存为没有密码的 PDF。") from None
        raise Refused("这个 PDF 打不开，内容不完整。", remedy=_AGAIN) from None
    try:
        if len(document) > MOST_PAGES:
            raise Refused(f"这个 PDF 有 {len(document)} 页，最多 {MOST_PAGES} 页。", remedy="请分成几份。")
        yield document
    finally:
        document.close()


def letters(page: Any) -> tuple[float, list[Letter]]:
    """(height of the page in points, its letters)."""
    import pypdfium2

    raw = pypdfium2.raw
    text, height = page.get_textpage(), page.get_height()
    found = []
    for at in range(min(text.count_chars(), MOST_LETTERS)):
        code = raw.FPDFText_GetUnicode(text, at)
        if code <= 32 or raw.FPDFText_IsGenerated(text, at) == 1:
            continue
        left, bottom, right, top = text.get_charbox(at, loose=True)
        if right > left:
            found.append(Letter(left, right, height - (top + bottom) / 2, max(top - bottom, 1.0), chr(code)))
    return height, found


def facts(document: Any) -> dict[str, str]:
    """What an issuer wrote into the PDF beside its title: number, time, amounts."""
    said = ((name, document.get_metadata_value(name)) for name in _FACTS)
    return {name: value for name, value in said if value}


def carried(document: Any) -> list[tuple[str, bytes]]:
    """The files inside, XML only: (name, bytes)."""
    found = []
    for at in range(min(document.count_attachments(), 20)):
        inner = document.get_attachment(at)
        name = str(inner.get_name())
        if name.lower().endswith(".xml"):
            found.append((name, bytes(inner.get_data())))
    return found
