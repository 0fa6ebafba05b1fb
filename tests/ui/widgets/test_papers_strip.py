"""The strip of papers: added, shown, taken off; what a voucher lacks is said beside it."""

from __future__ import annotations

from datetime import date

import pytest
from looks import dies, look_at
from PySide6.QtGui import QGuiApplication, QImage

from models.documents import actions, queries, slips
from models.documents.records import SlipRead
from tests.models.documents.papers import PDF, PNG
from tests.models.ledger.vouchers import post, simple
from tests.ui.pages.on_office import put
from ui.widgets.papers_strip import PapersStrip, drop_original


@pytest.fixture
def voucher(office):
    return post(office, simple(office, 1200, attachments=2))


@pytest.fixture
def strip(qtbot, context, office, voucher):
    made = PapersStrip(put(context, office), lambda: "记-1")
    qtbot.addWidget(made)
    made.show_row("voucher", voucher.id, voucher.attachments)
    made.resize(800, 46)
    made.show()
    return made


def files(office, voucher):
    return [one.name for one in queries.files_of(office.db, "voucher", voucher.id)]


def test_files_are_attached_under_their_names(strip, office, voucher, tmp_path, told):
    for name, content in (("合同.pdf", PDF), ("签到表.png", PNG)):
        (tmp_path / name).write_bytes(content)
    strip.add([tmp_path / "合同.pdf", tmp_path / "签到表.png"])
    assert files(office, voucher) == ["合同.pdf", "签到表.png"]
    assert [chip.text() for chip in strip._chips] == ["合同", "签到表"]
    assert strip.hint.text() == ""
    assert look_at(strip) == []


def test_a_number_other_than_that_beside_the_voucher_is_told(strip, office, voucher):
    with office.change("附") as change:
        actions.attach(change, "a.pdf", PDF, "voucher", voucher.id)
    strip.reload()
    assert strip.hint.text() == "附单据写的是 2 张，这里有 1 份。"


def test_a_pasted_picture_is_kept(strip, office, voucher):
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(0xFF0000)
    QGuiApplication.clipboard().setImage(picture)
    strip.paste()
    assert [name.rpartition(".")[2] for name in files(office, voucher)] == ["png"]


def test_a_large_scan_is_written_by_a_job(qtbot, strip, office, voucher, tmp_path, told):
    (tmp_path / "合同.pdf").write_bytes(PDF + b"0" * (2 << 20))
    strip.add([tmp_path / "合同.pdf"])
    qtbot.waitUntil(lambda: bool(told.toasts))
    assert files(office, voucher) == ["合同.pdf"]
    assert len(strip._chips) == 1


def test_what_is_no_paper_is_refused_and_nothing_is_kept(strip, office, voucher, tmp_path):
    (tmp_path / "好.pdf").write_bytes(PDF)
    (tmp_path / "程序.pdf").write_bytes(b"MZ\x00\x01")
    strip.add([tmp_path / "好.pdf", tmp_path / "程序.pdf"])
    assert strip.context.say.boxes == [("refuse", "这种文件不能留存。")]
    assert files(office, voucher) == []
    strip.add([tmp_path / "没有.pdf"])
    assert strip.context.say.boxes[-1] == ("refuse", "这个文件读不了。")


def test_a_paper_is_taken_off_and_can_come_back(strip, office, voucher):
    with office.change("附") as change:
        actions.attach(change, "a.pdf", PDF, "voucher", voucher.id)
    strip.reload()
    strip.take_off(queries.files_of(office.db, "voucher", voucher.id)[0])
    assert files(office, voucher) == []
    office.undo()
    assert files(office, voucher) == ["a.pdf"]


def test_an_original_that_nothing_needs_is_deleted_for_good_after_a_question(strip, office, voucher):
    with office.change("附") as change:
        actions.attach(change, "a.pdf", PDF, "voucher", voucher.id)
    [one] = queries.files_of(office.db, "voucher", voucher.id)
    drop_original(strip.context, one)
    assert strip.context.say.boxes[-1][0] == "refuse"
    strip.take_off(one)
    strip.context.say.answer = 1
    drop_original(strip.context, one)
    assert queries.stored(office.db)[0] == 1
    strip.context.say.answer = 0
    drop_original(strip.context, one)
    assert queries.stored(office.db) == (0, 0)


def test_before_it_is_saved_nothing_can_be_attached(strip):
    strip.show_row("voucher", None)
    assert not strip.adder.isEnabled() and "请先记账或暂存" in strip.adder.toolTip()


def test_an_auditor_looks_only(strip, office):
    office.actor = next(user for user in office.users() if user.role == "auditor")
    strip.reload()
    assert not strip.adder.isEnabled()


def test_a_missing_slip_is_said_once_slips_are_kept(strip, office, voucher):
    other = SlipRead(1, 1, 0, 1000, date(2026, 3, 20), 5, "out", "", "", "")
    with office.change("回单") as change:
        key = slips.take(change, "a.pdf", PDF, [other]).added[0]
    strip.reload()
    assert strip.hint.text() == "缺银行回单。"
    with office.change("回单") as change:
        slips.tie(change, key, voucher=voucher.id)
    strip.reload()
    assert "缺银行回单" not in strip.hint.text()
    assert [chip.text() for chip in strip._chips] == ["回单 0.05"]


def test_a_copy_to_look_at_is_read_only_and_the_same(office):
    from exporters.originals import copy_to_look_at

    place = copy_to_look_at("ab" * 32, "发票.pdf", PDF)
    assert place.read_bytes() == PDF and not place.stat().st_mode & 0o222
    assert copy_to_look_at("ab" * 32, "发票.pdf", PDF) == place


def test_it_dies_with_its_page(context, office):
    assert dies(lambda: PapersStrip(put(context, office)))
