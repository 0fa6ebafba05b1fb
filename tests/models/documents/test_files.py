"""Originals are kept once by content, whatever they are called, and linked to the rows they belong to."""

from __future__ import annotations

import sqlite3

import pytest

from models import trust
from models.documents import actions, queries
from models.documents.kinds import LARGEST, clean_name, kind_of
from models.kit.errors import Refused
from tests.models.documents.papers import JPG, PDF, PNG, package
from tests.models.ledger import vouchers


def attached(office, voucher, name="发票.pdf", content=PDF):
    with office.change("附上票据") as change:
        return actions.attach(change, name, content, "voucher", voucher)


@pytest.fixture
def voucher(office):
    return vouchers.post(office, vouchers.simple(office)).id


def test_a_posted_voucher_still_takes_its_scanned_papers(office, voucher):
    file = attached(office, voucher)
    assert [one.name for one in queries.files_of(office.db, "voucher", voucher)] == ["发票.pdf"]
    assert queries.content(office.db, file) == PDF
    assert queries.count(office.db, "voucher", voucher) == 1


def test_one_content_is_kept_once_under_two_names(office, voucher):
    other = vouchers.post(office, vouchers.simple(office)).id
    assert attached(office, voucher) == attached(office, other, "又一份.pdf")
    assert queries.stored(office.db) == (1, len(PDF))


def test_attaching_twice_to_one_row_changes_nothing(office, voucher):
    attached(office, voucher)
    attached(office, voucher)
    assert queries.count(office.db, "voucher", voucher) == 1


def test_a_paper_for_a_row_that_is_gone_is_refused(office):
    with pytest.raises(Refused, match="已经不在了"):
        attached(office, 99)
    assert queries.stored(office.db) == (0, 0)


def test_attaching_can_be_undone_and_takes_the_bytes_along(office, voucher):
    attached(office, voucher)
    office.undo()
    assert office.db.execute("select count(*) from paper_bytes").fetchone()[0] == 0
    assert all(check.ok for check in trust.checks(office.db))


def test_a_paper_taken_off_comes_back_with_undo(office, voucher):
    file = attached(office, voucher)
    with office.change("取下附件") as change:
        actions.detach(change, file, "voucher", voucher)
    assert queries.files_of(office.db, "voucher", voucher) == []
    office.undo()
    assert queries.count(office.db, "voucher", voucher) == 1


def test_an_original_in_use_is_not_dropped_and_one_without_use_goes_for_ever(office, voucher):
    file = attached(office, voucher)
    with pytest.raises(Refused, match="还在用"), office.change("删除原件") as change:
        actions.drop(change, file)
    with office.change("取下附件") as change:
        actions.detach(change, file, "voucher", voucher)
    with office.change("删除原件") as change:
        actions.drop(change, file)
    assert queries.stored(office.db) == (0, 0)
    with pytest.raises(Refused, match="不能撤销"):
        office.undo()


def test_links_go_with_the_draft_they_belong_to_and_come_back_with_it(office):
    draft = vouchers.keep(office, vouchers.simple(office))
    attached(office, draft)
    from models.ledger import actions as ledger

    with office.change("删除草稿") as change:
        ledger.drop_draft(change, draft)
    assert all(check.ok for check in trust.checks(office.db))
    office.undo()
    assert queries.count(office.db, "voucher", draft) == 1


def test_changed_bytes_are_found_by_the_check_and_not_given_out(office, voucher):
    file = attached(office, voucher)
    office.db.execute("drop trigger paper_bytes_no_update")
    office.db.execute("update paper_bytes set content = x'00'")
    assert "留存的原件完整" in [check.name for check in trust.checks(office.db) if not check.ok]
    with pytest.raises(Refused, match="改动过"):
        queries.content(office.db, file)


@pytest.mark.parametrize("sql", ["update paper_bytes set content = x'00'", "delete from paper_bytes"])
def test_kept_bytes_can_neither_be_changed_nor_taken_away(office, voucher, sql):
    attached(office, voucher)
    with pytest.raises(sqlite3.IntegrityError, match="留存的原件"):
        office.db.execute(sql)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.pdf", PDF, "pdf"),
        ("a.pdf", PNG, "png"),
        ("a.txt", JPG, "jpg"),
        ("a.zip", package("OFD.xml"), "ofd"),
        ("a.xlsx", package("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
        ("a.docx", package("word/document.xml"), "docx"),
        ("a", "﻿<?xml version='1.0'?><a/>".encode(), "xml"),
        ("a.csv", "日期,金额\n".encode("gbk"), "csv"),
        ("a.dat", "会议记录\n".encode(), "txt"),
        ("a.txt", "会议记录\n".encode("utf-16"), "txt"),
    ],
)
def test_a_file_is_what_its_bytes_say(name, content, kind):
    assert kind_of(name, content) == kind


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "空的"),
        (b"MZ\x00\x01program", "不能留存"),
        (b"PK\x03\x04broken", "已损坏"),
        (package("a/b.xml"), "压缩包"),
        (package("xl/workbook.xml", "xl/vbaProject.bin"), "宏程序"),
        (b"<!DOCTYPE html><html><script>", "网页"),
        (b"\x00\x01\x02", "不能留存"),
        (b"%PDF-" + b"0" * LARGEST, "最多 20 MB"),
    ],
)
def test_what_is_no_paper_is_refused_with_the_way_out(content, said):
    with pytest.raises(Refused, match=said) as no:
        kind_of("发票.pdf", content)
    assert no.value.remedy


@pytest.mark.parametrize(
    ("name", "kind", "clean"),
    [
        ("发票.pdf", "pdf", "发票.pdf"),
        ("C:\\桌面\\发票.PDF", "pdf", "发票.pdf"),
        ("../../etc/发票", "ofd", "发票.ofd"),
        ("gnp\u202efdp.exe", "pdf", "gnpfdp.exe.pdf"),
        ("con.pdf", "pdf", "_con.pdf"),
        (" .. ", "png", "附件.png"),
        ("截图.pdf", "png", "截图.png"),
        ("a:b?.txt", "txt", "a_b_.txt"),
        ("2026.03 发票", "pdf", "2026.03 发票.pdf"),
        ("长" * 300 + ".pdf", "pdf", "长" * 100 + ".pdf"),
        ("\ud800.pdf", "pdf", "_.pdf"),
    ],
)
def test_names_lose_folders_unseen_letters_and_wrong_endings(name, kind, clean):
    assert clean_name(name, kind) == clean
