"""The reports page: choosing, asking, the paper, the table with its links, and the ways out."""

from __future__ import annotations

import pytest
from looks import look_at
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from models.catalog import REPORTS
from tests.ui.pages.on_office import put, shown
from ui import theme
from ui.dialogs import choose_file
from ui.pages.reports import ReportsPage


@pytest.fixture
def page(context, demo_office, qtbot):
    put(context, demo_office)
    return shown(qtbot, ReportsPage(context))


def show(page, qtbot, **where):
    page.open(**where)
    qtbot.waitUntil(lambda: not page._jobs)
    return page


def test_every_report_is_in_the_list_and_a_click_shows_its_pages(page, qtbot):
    assert list(page.list.rows) == [entry.id for entry in REPORTS]
    qtbot.mouseClick(page.list.rows["trial-balance"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page._jobs)
    assert page.title.text() == "科目余额表"
    assert page.view.pages in (1, 2)  # 36 lines a page
    assert page.stack.currentWidget() is page.view


def test_typing_finds_a_report_by_words_and_initials(page):
    page.list.search.sought.emit("hfqj")
    shown_rows = [key for key, row in page.list.rows.items() if not row.isHidden()]
    assert "dues-arrears" in shown_rows
    assert "trial-balance" not in shown_rows
    page.list.search.sought.emit("")
    assert not any(row.isHidden() for row in page.list.rows.values())


def test_arrow_keys_go_through_the_list(page, qtbot):
    row = page.list.rows[page.report]
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Down)
    assert page.report == REPORTS[1].id


def test_a_report_about_an_account_asks_for_it_first(page, qtbot):
    show(page, qtbot, report="account-ledger", period="2026")
    assert page.stack.currentWidget() is page.nothing
    assert not page.side.print.isEnabled()
    show(page, qtbot, report="account-ledger", period="2026", of="102")
    assert page.shown.table.subject == "科目：102 银行存款"
    assert page.side.print.isEnabled()


def test_what_is_not_there_is_said_in_place_not_in_a_box(page, qtbot, context):
    show(page, qtbot, report="voucher", period="2025-01")
    assert page.stack.currentWidget() is page.nothing
    assert context.say.boxes == []


def test_the_table_leads_on_to_vouchers_members_and_account_pages(page, qtbot, told):
    show(page, qtbot, report="voucher-list", period="2026-03")
    page.as_table.click()
    assert page.stack.currentWidget() is page.table
    page.follow(page.shown.table.rows[0].link)
    page.follow("member:3")
    page.follow("account:35:2026-03")
    keys = [key for key, _ in told.opened]
    assert keys == ["voucher", "members", "books"]


def test_a_form_is_shown_as_it_prints_and_its_table_goes_into_a_workbook(page, qtbot):
    show(page, qtbot, report="voucher", period="2026-03")
    assert page.stack.currentWidget() is page.view
    assert page.view.pages == len(page.shown.papers)
    assert page.shown.table.id == "voucher"
    assert page.side.excel.isEnabled()


@pytest.mark.parametrize("suffix", ["xlsx", "pdf", "csv"])
def test_exports_are_written_and_told(page, qtbot, tmp_path, monkeypatch, told, suffix):
    show(page, qtbot, report="dues-arrears", period="2026")
    path = tmp_path / f"欠缴.{suffix}"
    monkeypatch.setattr(choose_file, "to_write", lambda *_: path)
    {"xlsx": page.export_excel, "pdf": page.export_pdf, "csv": page.export_csv}[suffix]()
    qtbot.waitUntil(lambda: not page._jobs)
    assert path.exists()
    assert told.toasts == ["已导出会费欠缴表"]


def test_the_audit_sheets_go_into_a_folder(page, qtbot, tmp_path, monkeypatch, told):
    show(page, qtbot, report="dues-schedule", period="2026-03")
    monkeypatch.setattr(choose_file, "folder", lambda *_: tmp_path)
    page.export_audit()
    qtbot.waitUntil(lambda: not page._jobs, timeout=20_000)
    files = list((tmp_path / "2026-03_经审用表").iterdir())
    assert told.toasts == [f"已导出 {len(files)} 个文件"]
    assert {path.suffix for path in files} == {".pdf", ".xlsx"}


def test_giving_up_the_file_dialog_writes_nothing(page, qtbot, monkeypatch, told):
    show(page, qtbot, report="dues-arrears", period="2026")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *_, **__: ("", "")))
    page.export_excel()
    assert told.toasts == []


@pytest.mark.parametrize("percent", [100, 150])
def test_nothing_is_cut_or_overlaps(context, demo_office, qtbot, qapp, percent):
    theme.apply(qapp, percent)
    try:
        put(context, demo_office)
        made = shown(qtbot, ReportsPage(context), 1190 if percent == 100 else 1300, 692)
        show(made, qtbot, report="trial-balance", period="2026-03")
        assert look_at(made) == []
    finally:
        theme.apply(qapp, 100)
