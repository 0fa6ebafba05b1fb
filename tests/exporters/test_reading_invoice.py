"""Invoices of every form are read to the fen, and what is not sure is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from invoice_samples import (
    BLUE,
    OLD,
    RED,
    UNION,
    UNION_TAX,
    bureau_xml,
    inner_xml,
    ofd,
    pdf,
    railway,
    scan,
    standard_xml,
    zipped,
)  # fmt: skip

from exporters.reading import Limits
from exporters.reading_invoice import invoice_files, read_invoices
from models.kit.errors import Refused

TODAY = date(2026, 11, 9)


def read(tmp_path, data, name="发票"):
    path = tmp_path / name
    path.write_bytes(data)
    return read_invoices(path, TODAY)


def only(tmp_path, data, name="发票"):
    found = read(tmp_path, data, name)
    assert len(found) == 1
    return found[0]


def agrees(found, sample):
    """Everything that is printed on it was read."""
    fields = found.fields
    assert (fields.number, fields.code) == (sample.number, sample.code)
    assert f"{fields.day:%Y年%m月%d日}" == sample.day
    assert (fields.buyer, fields.buyer_tax) == (sample.buyer, sample.buyer_tax)
    assert (fields.seller, fields.seller_tax) == (sample.seller, sample.seller_tax)
    assert (fields.net_fen, fields.tax_fen, fields.total_fen) == (
        sample.net_fen,
        sample.tax_fen,
        sample.total_fen,
    )


FORMS = {
    "the bureau's xml": (bureau_xml(), BLUE),
    "a red one as xml": (bureau_xml(RED), RED),
    "the accounting standard's xml": (standard_xml(), BLUE),
    "that xml in a zip": (zipped(("a/inv_ord_issuer.xml", standard_xml())), BLUE),
    "an ofd with tags": (ofd(), BLUE),
    "an ofd with nothing but letters": (ofd(tags=False, data=False), BLUE),
    "an ofd with the xml inside": (ofd(OLD, xml=inner_xml(OLD)), OLD),
    "an old ofd with nothing but letters": (ofd(OLD, tags=False, data=False), OLD),
    "a pdf": (pdf(), BLUE),
    "a pdf with facts": (pdf(facts=True), BLUE),
    "a pdf with the xml inside": (pdf(BLUE, inner=bureau_xml()), BLUE),
    "an old pdf": (pdf(OLD), OLD),
    "a red pdf": (pdf(RED), RED),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_read_whole_and_nothing_is_asked(tmp_path, form):
    data, sample = FORMS[form]
    found = only(tmp_path, data)
    assert found.asked == ()
    agrees(found, sample)


def test_the_items_are_named_without_the_bureaus_classes(tmp_path):
    for data in (bureau_xml(), ofd(), pdf()):
        assert only(tmp_path, data).fields.item == "毛巾礼盒、雨伞"


def test_a_red_invoice_names_the_blue_one(tmp_path):
    for data in (bureau_xml(RED), pdf(RED), ofd(RED)):
        assert only(tmp_path, data).fields.red_of == BLUE.number


def test_a_tax_free_invoice_has_no_tax(tmp_path):
    free = replace(BLUE, net_fen=230000, tax_fen=0, free=True)
    for data in (ofd(free, tags=False, data=False), pdf(free)):
        found = only(tmp_path, data)
        assert (found.fields.net_fen, found.fields.tax_fen, found.asked) == (230000, 0, ())


def test_a_railway_ticket_tells_all_but_its_seller(tmp_path):
    found = only(tmp_path, railway())
    fields = found.fields
    assert (fields.number, fields.day, fields.total_fen) == ("26329116804000012345", date(2026, 3, 5), 13950)
    assert (fields.buyer, fields.buyer_tax) == (UNION, UNION_TAX)
    assert fields.kind == "电子发票（铁路电子客票）"
    assert [field for field, _ in found.asked] == ["seller"]


def test_several_invoices_in_one_pdf_are_several(tmp_path):
    found = read(tmp_path, pdf(BLUE, OLD))
    assert [one.page for one in found] == [1, 2]
    agrees(found[0], BLUE)
    agrees(found[1], OLD)


def test_a_second_page_of_the_same_number_belongs_to_it(tmp_path):
    assert len(read(tmp_path, pdf(BLUE, BLUE))) == 1


def test_a_zip_of_invoices_keeps_each_original(tmp_path):
    found = read(
        tmp_path, zipped(("一.xml", bureau_xml()), ("二.pdf", pdf(OLD)), ("说明.txt", b"x")), "三月.zip"
    )
    assert [one.content for one in found] == [bureau_xml(), pdf(OLD)]
    assert found[0].file == "三月.zip › 一.xml"


def test_a_picture_is_kept_and_everything_is_asked(tmp_path):
    found = only(tmp_path, b"\x89PNG\r\n\x1a\n" + b"\x00" * 40)
    assert {field for field, _ in found.asked} == {"number", "day", "seller", "buyer", "total_fen"}


def test_a_pdf_without_words_asks_everything(tmp_path):
    found = only(tmp_path, scan())
    assert {field for field, _ in found.asked} >= {"number", "day", "total_fen"}


ASKED = {
    "two numbers": (
        bureau_xml(more="<X><InvoiceNo>26322000000000000001</InvoiceNo></X>"),
        "number",
        "两个不同",
    ),
    "xml and page apart": (pdf(BLUE, inner=bureau_xml(replace(BLUE, net_fen=1))), "total_fen", "两个不同"),
    "total is not the sum": (bureau_xml().replace(b">2300.00<", b">2300.10<"), "total_fen", "不等于"),
    "capitals differ": (pdf(replace(BLUE, capitals="贰仟叁佰零壹圆整")), "total_fen", "大写是 2,301.00"),
    "a day to come": (bureau_xml(replace(BLUE, day="2026年12月01日")), "day", "在今天之后"),
    "a day that is none": (bureau_xml().replace(b"2026-03-05 10:20:31", b"2026-13-45"), "day", "读不懂"),
    "an odd number": (bureau_xml(replace(BLUE, number="123")), "number", "20 位"),
    "red but positive": (bureau_xml().replace(b"<LabelCode>Y<", b"<LabelCode>N<"), "total_fen", "红字"),
    "no buyer": (bureau_xml(replace(BLUE, buyer="")), "buyer", "没有读到"),
}


@pytest.mark.parametrize("case", ASKED)
def test_what_is_not_sure_is_asked_with_the_reason(tmp_path, case):
    data, field, said = ASKED[case]
    asked = only(tmp_path, data).asked
    assert any(said in why for one, why in asked if one == field)


BAD = {
    "empty": (b"", "空的"),
    "half a zip": (ofd()[:900], "损坏"),
    "half a pdf": (b"%PDF-1.7\n", "打不开"),
    "a locked pdf": (pdf(password="1234"), "密码"),
    "xml with entities": (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "外部引用"),
    "xml with entities in utf-16": ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16"), "外部引用"),
    "half an xml": (bureau_xml()[:400], "损坏"),
    "another xml": (b"<?xml version='1.0'?><plan><month>3</month></plan>", "没有认出发票"),
    "one bad file in a zip": (zipped(("一.xml", bureau_xml()), ("坏.pdf", b"%PDF-1.4 x")), "别的文件"),
    "a zip bomb": (zipped(("OFD.xml", b"<a>" + b" " * 30_000_000 + b"</a>")), "太大"),
    "a zip in a zip": (zipped(("a.ofd", zipped(("b.xml", bureau_xml())))), "不是发票"),
    "a zip without invoices": (zipped(("readme.txt", b"x")), "没有认出发票"),
    "a program": (b"MZ\x00\x01", "不能留存"),
    "a table": (zipped(("xl/workbook.xml", b"<a/>")), "不是发票"),
    "an ofd with entities": (
        zipped(("OFD.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a/>')), "外部引用"),
    "an ofd of something else": (zipped(("OFD.xml", b"<a/>")), "没有认出发票"),
    "a way out of the zip": (zipped(("OFD.xml", b"<a/>"), ("../x.xml", b"<a/>")), "结构不对"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_bad_files_are_refused_with_a_sentence_and_the_way_out(tmp_path, case):
    data, said = BAD[case]
    with pytest.raises(Refused, match=said) as no:
        read(tmp_path, data, "发票.pdf")
    assert no.value.remedy and "Excel" not in no.value.remedy
    assert "发票.pdf" in no.value.where


def test_the_reading_process_has_little_memory(tmp_path):
    path = tmp_path / "a.ofd"
    path.write_bytes(ofd())
    with pytest.raises(Refused):
        read_invoices(path, TODAY, limits=Limits(memory=1 << 24))


def test_folders_are_searched_for_invoices(tmp_path):
    (tmp_path / "三月").mkdir()
    for name in ("a.xml", "b.OFD", "说明.txt", "三月/c.pdf"):
        (tmp_path / name).write_bytes(b"x")
    assert [one.name for one in invoice_files([tmp_path])] == ["a.xml", "b.OFD", "c.pdf"]
