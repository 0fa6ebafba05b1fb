"""Printing vouchers: pages for the chosen paper, a mark beside what was printed, nothing when given up."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QDialog

from exporters.preview import page_count, page_text
from models.kit.errors import Refused
from models.kit.progress import SILENT
from tests.models.ledger.vouchers import keep, post, simple
from tests.ui.pages.on_office import put, shown
from ui import printing
from ui.dialogs.preview import PreviewDialog
from ui.pages.vouchers import COLUMNS, VouchersPage
from ui.widgets.print_panel import PrintPanel, Setup, kept_setup, read_numbers


@pytest.fixture
def page(qtbot, context, office, monkeypatch):
    monkeypatch.setattr(printing, "printer_name", lambda: "针式打印机")
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


def rendered(office, keys=(1, 2), **setup):
    return printing._render(keys, Setup(**setup), office, SILENT)


def opened(qtbot, page, office, keys=(1, 2)):
    box = printing.preview_vouchers(page, keys, rendered(office, keys))
    qtbot.addWidget(box)
    box.show()
    return box, box.findChild(PrintPanel)


def test_what_was_printed_has_a_mark_but_drafts_have_none(qtbot, monkeypatch, page, office):
    printed(qtbot, monkeypatch, page, QDialog.DialogCode.Accepted)
    assert marks(office) == [1, 2]
    at = [column.key for column in COLUMNS].index("printed")
    assert page.table.row_of(1)[at] == "✓"


def test_giving_up_leaves_no_mark(qtbot, monkeypatch, page, office):
    printed(qtbot, monkeypatch, page, QDialog.DialogCode.Rejected)
    assert marks(office) == []


def test_the_second_printing_says_so(qtbot, monkeypatch, page, office):
    printed(qtbot, monkeypatch, page, QDialog.DialogCode.Accepted)
    assert "第 2 次打印" in page_text(rendered(office).pdf, 0)


def test_nothing_chosen_is_said(page, told):
    printing.print_vouchers(page, [])
    assert told.status[-1] == "请先选凭证"


def test_another_paper_is_shown_at_once_and_remembered(qtbot, page, office):
    box, panel = opened(qtbot, page, office)
    assert box.view.pages == 2
    panel.size_choice.set_value("A4")
    qtbot.waitUntil(lambda: box.view.pages == 1)
    assert kept_setup(page.context.memory, "针式打印机").size == "A4"


def test_the_place_is_remembered_for_each_printer_and_paper(qtbot, page, office):
    _, panel = opened(qtbot, page, office)
    panel.right.set_value(3)
    panel.down.set_value(-2)
    qtbot.waitUntil(lambda: not page._jobs)
    found = kept_setup(page.context.memory, "针式打印机")
    assert (found.right, found.down) == (1.5, -1.0)
    assert kept_setup(page.context.memory, "激光打印机").right == 0
    panel.size_choice.set_value("A5")
    assert panel.setup().right == 0
    panel.size_choice.set_value("240x140")
    assert panel.setup().right == 1.5


def test_a_range_of_numbers_is_printed_instead_of_what_was_chosen(qtbot, page, office):
    box, panel = opened(qtbot, page, office, (1,))
    panel.numbers.setText("1-2")
    panel.numbers.editingFinished.emit()
    qtbot.waitUntil(lambda: box.view.pages == 2)
    assert box.property("keys") == [1, 2]


def test_cover_and_summary_come_before_the_vouchers(office, page):
    made = rendered(office, cover=True, summary=True)
    assert page_count(made.pdf) == 4
    assert "会计凭证封面" in "".join(page_text(made.pdf, 0).split())
    assert "科目汇总表" in "".join(page_text(made.pdf, 1).split())


def test_a_paper_of_ones_own_is_asked_for_and_one_that_is_too_small_refused(qtbot, page, office):
    _, panel = opened(qtbot, page, office)
    panel.size_choice.set_value("own")
    assert panel.own.isVisible()
    assert panel.setup() is None
    assert "宽和高" in panel.problem.text()
    panel.own.setText("230x130")
    assert panel.setup().size == "230x130"
    with pytest.raises(Refused, match="印不下"):
        rendered(office, size="100x60")


def test_a_draft_prints_that_it_is_not_posted_and_is_not_bound(office, page):
    assert "未记账" in page_text(rendered(office, (3,)).pdf, 0)
    with pytest.raises(Refused, match="不能装订"):
        rendered(office, (3,), cover=True)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("", (0, 0)), ("1-20", (1, 20)), ("记-1～记-20", (1, 20)), ("7", (7, 7)), ("x", None), ("0", None)],
)
def test_numbers_are_read_as_people_write_them(typed, meant):
    assert read_numbers(typed) == meant
