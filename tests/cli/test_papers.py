"""import invoice and attach: papers from the command line, with what each of them came to."""

from __future__ import annotations

from dataclasses import replace

import pytest
from invoice_samples import BLUE, bureau_xml, ofd, pdf

from models.office import Office
from tests.cli.conftest import Desk
from tests.models.documents.papers import PDF
from tests.models.ledger.vouchers import post, simple


@pytest.fixture
def plain_desk(closed_office, capsys):
    return Desk(closed_office, capsys)


def test_a_folder_of_invoices_is_taken_and_the_doubtful_are_told(plain_desk, tmp_path):
    place = tmp_path / "三月"
    place.mkdir()
    (place / "a.pdf").write_bytes(pdf(BLUE))
    (place / "a.xml").write_bytes(bureau_xml(BLUE))
    (place / "c.ofd").write_bytes(ofd(replace(BLUE, number="2" * 20, buyer="青禾中学")))
    (place / "d.ofd").write_bytes(b"PK\x03\x04")
    (place / "e.pdf").write_bytes(pdf(replace(BLUE, number="3" * 20, capitals="壹元整")))
    status, said = plain_desk.call("import", "invoice", place)
    assert status == 1
    states = {row["file"]: row["state"] for row in said["invoices"]}
    assert states == {"a.xml 等 2 份": "added", "c.ofd": "buyer", "d.ofd": "refused", "e.pdf": "asked"}
    assert (said["added"], said["total_fen"]) == (1, BLUE.total_fen)
    assert all(row["reasons"] for row in said["invoices"] if row["state"] != "added")
    status, said = plain_desk.call("import", "invoice", place / "a.pdf")
    assert (status, said["invoices"][0]["state"]) == (1, "duplicate")


def test_a_wrong_buyer_is_taken_with_a_reason_and_a_dry_run_takes_nothing(plain_desk, tmp_path):
    path = tmp_path / "a.xml"
    path.write_bytes(bureau_xml(replace(BLUE, buyer="青禾中学")))
    status, said = plain_desk.call("import", "invoice", path, "--accept", "商家不能重开", "--dry-run")
    assert (status, said["invoices"][0]["state"]) == (1, "ready")
    status, said = plain_desk.call("import", "invoice", path, "--accept", "商家不能重开")
    assert (status, said["added"]) == (0, 1)


def test_papers_are_attached_to_a_voucher(plain_desk, tmp_path):
    with Office.open(plain_desk.path) as office:
        post(office, simple(office))
    (tmp_path / "合同.pdf").write_bytes(PDF)
    status, said = plain_desk.call("attach", "2026-03-记-001", tmp_path / "合同.pdf", "--note", "采购合同")
    assert status == 0
    assert [(one["name"], one["kind"]) for one in said["files"]] == [("合同.pdf", "pdf")]


def test_one_file_at_a_time_for_other_kinds(plain_desk, tmp_path):
    status, said = plain_desk.call("import", "members", "a.xlsx", "b.xlsx")
    assert status == 2 and "一次只能导入一个文件" in said["error"]["what"]
