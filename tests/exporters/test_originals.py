"""Originals as pages: strips of a page, on paper that printers have, OFD and XML drawn."""

from __future__ import annotations

import pytest
from invoice_samples import BLUE, bureau_xml, ofd, pdf
from slip_samples import ALL
from slip_samples import pdf as slip_pdf

from exporters.originals import as_pdf, on_a4, part_of_page
from exporters.preview import page_count, page_image, page_text
from models.kit.errors import Refused


def inked_rows(data):
    """Which tenths of the page's height have ink."""
    wide, high, dots = page_image(data, 0, 40.0)
    rows = [dots[y * wide * 4 : (y + 1) * wide * 4] for y in range(high)]
    return {y * 10 // high for y, row in enumerate(rows) if min(row[0::4]) < 128}


def test_a_strip_is_a_page_of_its_own_height():
    strip = part_of_page(slip_pdf(ALL, a_page=3), 1, 330, 640)
    wide, high, _ = page_image(strip, 0, 72.0)
    assert (wide, high) == (596, 261)
    assert inked_rows(strip) <= set(range(9))


def test_a_strip_is_printed_at_the_top_of_a4():
    sheet = on_a4(part_of_page(slip_pdf(ALL, a_page=3), 1, 640, 1000))
    assert page_image(sheet, 0, 72.0)[:2] == (596, 842)
    assert inked_rows(sheet) <= {0, 1, 2, 3} and inked_rows(sheet)


def test_a_page_that_is_not_there_is_refused():
    with pytest.raises(Refused, match="没有第 4 页"):
        part_of_page(slip_pdf(ALL), 4, 0, 1000)


def test_an_ofd_is_drawn_with_every_letter():
    made = as_pdf("ofd", ofd())
    text = page_text(made, 0).replace("\r\n", "").replace(" ", "")
    assert page_count(made) == 1
    for word in (BLUE.number, BLUE.seller[:6], "价税合计"):
        assert word in text
    assert page_image(made, 0, 72.0)[:2] == (596, 397)


def test_an_xml_is_told_as_a_list_and_other_xml_has_no_pages():
    text = page_text(as_pdf("xml", bureau_xml()), 0)
    assert BLUE.number in text and "价税合计" in text
    assert as_pdf("xml", b"<plan/>") == as_pdf("txt", b"x") == b""


def test_a_pdf_is_shown_as_it_came():
    assert as_pdf("pdf", pdf()) == pdf()


def test_a_damaged_ofd_is_refused():
    with pytest.raises(Refused, match="损坏"):
        as_pdf("ofd", ofd()[:500])
