"""Printing vouchers: pages for the chosen paper, a mark beside what was printed, nothing when given up."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QDialog

from exporters.preview import page_count, page_text
from tests.models.ledger.vouchers import keep, post, simple
from tests.ui.pages.on_office import put, shown
from ui import printing
from ui.dialogs.preview import PreviewDialog
from ui.pages.vouchers import VouchersPage


@pytest.fixture
def page(qtbot, context, office):
    post(office, simple(office, day=date(2026, 11, 2)))
    post(office, simple(office, day=date(2026, 11, 3)))
    keep(office, simple(office, day=date(2026, 11, 4)))
    return shown(qtbot, VouchersPage(put(context, office)))


def marks(office):
    return [
        row[0]
        for row in office.db.execute("select voucher from voucher_mark where kind = 'printed' order by id")
    ]


def printed(qtbot, monkeypatch, page, answer, keys=(1, 2, 3)):
    monkeypatch.setattr(PreviewDialog, "exec", lambda self: answer)
    printing.print_vouchers(page, keys)
    qtbot.waitUntil(lambda: not page._jobs)


def test_what_was_printed_has_a_mark_but_drafts_have_none(qtbot, monkeypatch, page, office):
    printed(qtbot, monkeypatch, page, QDialog.DialogCode.Accepted)
    assert marks(office) == [1, 2]
    assert page.table.row_of(1)[8] == "✓"


def test_giving_up_leaves_no_mark(qtbot, monkeypatch, page, office):
    printed(qtbot, monkeypatch, page, QDialog.DialogCode.Rejected)
    assert marks(office) == []


def test_nothing_chosen_is_said(page, told):
    printing.print_vouchers(page, [])
    assert told.status[-1] == "请先选凭证"


def test_another_paper_is_shown_at_once_and_remembered(qtbot, page, office):
    from ui.widgets.text_edits import ChoiceEdit

    slips = printing._render([1, 2], "240x140", office, printing_progress())
    box = printing.preview_vouchers(page, [1, 2], slips)
    qtbot.addWidget(box)
    assert (box.view.pages, page_count(slips)) == (2, 2)
    box.findChild(ChoiceEdit).set_value("A4")
    qtbot.waitUntil(lambda: box.view.pages == 1)
    assert printing._paper(page) == "A4"


def test_a_draft_prints_that_it_is_not_posted(office, page):
    pdf = printing._render([3], "240x140", office, printing_progress())
    assert "未记账" in page_text(pdf, 0)


def printing_progress():
    from models.kit.progress import SILENT

    return SILENT
