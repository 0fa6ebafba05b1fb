"""The files of one number are one invoice; where they differ it is asked."""

from __future__ import annotations

from dataclasses import replace

from models.documents import invoice_queries, invoices, queries
from models.documents.gathering import gathered
from models.documents.records import InvoiceRead
from tests.models.documents.papers import PDF, package
from tests.models.documents.test_invoices import BLUE
from tests.models.ledger import vouchers

XML, OFD = b"<?xml version='1.0'?><a/>", package("OFD.xml")


def read(name, content, fields=BLUE, asked=()):
    return InvoiceRead(name, content, 1, fields, asked)


def test_xml_counts_before_ofd_and_pdf():
    [one] = gathered([read("a.pdf", PDF), read("a.ofd", OFD), read("a.xml", XML)])
    assert (one.read.file, [other.file for other in one.others]) == ("a.xml", ["a.ofd", "a.pdf"])
    assert one.name == "a.xml 等 3 份" and one.read.asked == ()


def test_a_file_that_asks_less_counts_first():
    [one] = gathered([read("a.xml", XML, asked=(("buyer", "没有读到购买方。"),)), read("a.pdf", PDF)])
    assert one.read.file == "a.pdf"


def test_the_same_file_twice_is_one():
    [one] = gathered([read("a.pdf", PDF), read("副本.pdf", PDF)])
    assert one.others == ()


def test_files_that_differ_are_asked():
    [one] = gathered([read("a.xml", XML), read("a.pdf", PDF, replace(BLUE, total_fen=1, seller="别家"))])
    assert [field for field, _ in one.read.asked] == ["total_fen", "seller"]
    assert "2,300.00、0.01" in one.read.asked[0][1]


def test_what_one_file_does_not_tell_is_no_difference():
    [one] = gathered([read("a.xml", XML), read("a.pdf", PDF, replace(BLUE, total_fen=None, seller=""))])
    assert one.read.asked == ()


def test_files_without_a_number_stay_apart():
    nothing = replace(BLUE, number="")
    assert len(gathered([read("a.pdf", PDF, nothing), read("b.pdf", PDF + b"b", nothing)])) == 2


def test_every_file_is_kept_and_goes_to_the_voucher(office):
    [one] = gathered([read("a.pdf", PDF), read("a.xml", XML)])
    voucher = vouchers.post(office, vouchers.simple(office, 230000)).id
    with office.change("登记") as change:
        key = invoices.take(change, one, one.read.fields)
        invoices.to_voucher(change, [key], voucher)
    assert [paper.name for paper in queries.files_of(office.db, "voucher", voucher)] == ["a.xml", "a.pdf"]
    with office.change("取消") as change:
        invoices.release(change, key)
    assert queries.count(office.db, "voucher", voucher) == 0
    with office.change("删除") as change:
        invoices.drop(change, key)
    assert queries.count(office.db, "invoice", key) == 0
    assert invoice_queries.of_voucher(office.db, voucher) == []
