"""账簿: from a balance to the account's page to the voucher, and back with Alt+←."""

from __future__ import annotations

from datetime import date

import pytest
from looks import dies, look_at
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from models.ledger import actions
from tests.models.ledger.vouchers import BANK, CASH, account, draft, post, simple
from tests.ui.pages.on_office import put, shown
from ui import theme
from ui.pages.books import BooksPage
from ui.pages.books_place import Place, on_screen


@pytest.fixture
def books(office):
    """An opening balance, two vouchers in March, one in May, a reversal."""
    with office.change("期初") as change:
        actions.set_opening(change, 2026, [(CASH, 500, 0), (BANK, 1500, 0), ("322", 0, 2000)])
    post(office, simple(office, 1200))
    post(office, draft(office, (CASH, 300, 0), (BANK, 0, 300), day=date(2026, 3, 9), summary="提现"))
    done = post(office, simple(office, 700, day=date(2026, 5, 9)))
    with office.change("冲销") as change:
        actions.reverse(change, done.id, "错", date(2026, 5, 20))
    return done


@pytest.fixture
def page(qtbot, context, office, books):
    return shown(qtbot, BooksPage(put(context, office, "2026-05")))


def settle(qtbot, page):
    qtbot.waitUntil(lambda: not page._jobs)


def rows(page):
    table = page.table.model
    return [[str(table.index(line, at).data() or "") for at in range(table.columnCount())] for line in range(table.rowCount())]  # fmt: skip


def test_the_balances_of_the_month_come_first(page):
    assert page.facts.text() == "2026年5月"
    [bank] = [row for row in rows(page) if row[0] == BANK]
    assert [cell.strip() for cell in bank[:3]] == ["102", "银行存款", "0.00"] or bank[2] in ("", "0.00")
    assert rows(page)[-1][0].replace("\u3000", "") == "合计"


def test_an_account_is_opened_by_its_row_and_shows_the_running_balance(qtbot, page, office):
    line = next(
        n for n, row in enumerate(page.report.rows) if row.link == f"account:{account(office, BANK)}:2026-05"
    )
    page.table.view.opened.emit(line)
    settle(qtbot, page)
    assert page.title.text() == "明细账"
    assert page.place == Place(account(office, BANK), "2026-01", "2026-05")
    said = [(row[3], row[5], row[6], row[7], row[8]) for row in rows(page)]
    assert said[:4] == [
        ("上年结转", "", "", "借", "15.00"),
        ("买办公用品", "", "12.00", "借", "3.00"),
        ("提现", "", "3.00", "平", "0.00"),
        ("本月合计", "0.00", "15.00", "平", "0.00"),
    ]
    assert ("本年累计", "0.00", "15.00", "平", "0.00") in said
    assert any("冲销" in one[0] and one[2] == "−7.00" for one in said)


def test_a_line_opens_its_voucher_and_alt_left_comes_back(qtbot, page, told, office):
    page.open(account=BANK)
    settle(qtbot, page)
    link = next(row.link for row in page.report.rows if row.link.startswith("voucher:"))
    page.follow(link)
    assert told.opened[-1] == ("voucher", {"voucher": int(link.partition(":")[2])})
    page.go_back()
    settle(qtbot, page)
    assert (page.title.text(), page.trail, page.back.isVisible()) == ("科目余额表", [], False)


def test_the_voucher_page_knows_the_way_back(qtbot, page, context, office, told):
    from ui.pages.voucher_form import VoucherPage

    opened = shown(qtbot, VoucherPage(context))
    context.open_page = lambda key, **where: opened if key == "voucher" else told.opened.append((key, where))
    page.open(account=BANK)
    settle(qtbot, page)
    page.follow("voucher:1")
    opened.go_back()
    assert told.opened[-1] == (
        "books",
        {"account": account(office, BANK), "first": "2026-01", "last": "2026-05"},
    )


def test_an_account_and_months_are_chosen_with_the_keyboard(qtbot, page, office):
    QTest.keyClicks(page.picker, "kcxj")
    QTest.keyClick(page.picker, Qt.Key.Key_Return)
    settle(qtbot, page)
    assert page.place.account == account(office, CASH)
    page.first.setText("3")
    page.last.setText("4")
    QTest.keyClick(page.last, Qt.Key.Key_Return)
    settle(qtbot, page)
    assert page.place == Place(account(office, CASH), "2026-03", "2026-04")
    assert "2026年3月－2026年4月" in page.facts.text()
    page.year.click()
    settle(qtbot, page)
    assert (page.place.first, page.place.last) == ("2026-01", "2026-12")


def test_months_of_two_years_and_turned_ones_are_put_right(qtbot, page, office):
    page.open(account=CASH)
    settle(qtbot, page)
    page.first.setText("2025-03")
    page.last.setText("2026-02")
    page._chosen()
    settle(qtbot, page)
    assert (page.place.first, page.place.last) == ("2026-01", "2026-02")
    page.first.setText("2026-05")
    page.last.setText("2026-03")
    page._chosen()
    settle(qtbot, page)
    assert (page.place.first, page.place.last) == ("2026-03", "2026-05")


def test_the_home_page_opens_the_bank_by_its_code_and_parents_have_pages(qtbot, page):
    page.open(account="102")
    settle(qtbot, page)
    assert "102 银行存款" in page.facts.text()
    page.open(account="505")
    settle(qtbot, page)
    assert "505 业务支出" in page.facts.text()


def test_a_new_voucher_is_seen_at_once(qtbot, page, office):
    page.open(account=BANK)
    settle(qtbot, page)
    before = len(page.report.rows)
    post(office, simple(office, 100, day=date(2026, 5, 21)))
    settle(qtbot, page)
    assert len(page.report.rows) == before + 1


def test_another_month_above_shows_its_balances(qtbot, page, context):
    context.period = "2026-03"
    context.bus.period_changed.emit("2026-03")
    settle(qtbot, page)
    assert page.facts.text() == "2026年3月"


def test_a_book_without_figures_says_what_is_missing(qtbot, context, office):
    page = shown(qtbot, BooksPage(put(context, office)))
    assert page.faces.currentIndex() == 1


def test_heads_on_screen_have_one_line(page):
    titles = [column.title for column in on_screen(page.report).columns]
    assert titles[:4] == ["科目编码", "科目名称", "期初借方", "期初贷方"]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize(("zoom", "wide"), [(100, 1190), (100, 880), (125, 1290), (150, 1290)])
def test_nothing_is_cut_at_any_size(qtbot, qapp, page, zoom, wide):
    try:
        theme.apply(qapp, zoom)
        page.resize(wide, 640)
        assert look_at(page) == []
        page.open(account=BANK)
        settle(qtbot, page)
        assert look_at(page) == []
    finally:
        theme.apply(qapp, 100)


def test_the_page_goes_when_it_is_closed(context, office):
    put(context, office)
    assert dies(lambda: BooksPage(context))


def choose(qtbot, page, kind):
    page.choices.book.set_value(kind)
    settle(qtbot, page)


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("general", "总账"),
        ("columnar", "多栏明细账"),
        ("cash", "现金日记账"),
        ("bank", "银行存款日记账"),
        ("summary", "凭证汇总表"),
        ("about", "辅助核算余额表"),
    ],
)
def test_every_book_is_chosen_from_the_list(qtbot, page, kind, title):
    choose(qtbot, page, kind)
    assert page.title.text() == title
    assert page.place.kind == kind
    assert look_at(page) == []
    page.go_back()
    settle(qtbot, page)
    assert page.title.text() == "科目余额表"


def test_goods_are_asked_for_by_name_first(qtbot, page):
    choose(qtbot, page, "goods")
    assert "物品名称" in page.facts.text()


def test_levels_and_switches_change_what_is_shown(qtbot, page):
    before = len(rows(page))
    page.choices.level.set_value(1)
    settle(qtbot, page)
    assert len(rows(page)) < before
    page.choices.opening.click()
    settle(qtbot, page)
    assert len(page.report.columns) == 12
    page.choices.zeros.click()
    settle(qtbot, page)
    assert len(rows(page)) > before
    assert page.choices.shape.level == 1


def test_the_way_back_is_named_and_each_step_is_a_link(qtbot, page, office):
    page.follow(f"account:{account(office, BANK)}:2026-05")
    settle(qtbot, page)
    choose(qtbot, page, "general")
    page.follow(next(row.link for row in page.report.rows if row.link))
    settle(qtbot, page)
    assert (page.place.first, page.place.last) == ("2026-03", "2026-03")
    steps = [each.text() for each in page.crumbs.findChildren(QPushButton) if each.isVisible()]
    assert steps[0] == "科目余额表 2026年5月"
    assert len(steps) == 3
    page._back_to(0)
    settle(qtbot, page)
    assert (page.title.text(), page.trail) == ("科目余额表", [])


def test_words_and_amounts_are_found_line_by_line(qtbot, page):
    page.open(account=BANK)
    settle(qtbot, page)
    page.finder.ask()
    QTest.keyClicks(page.finder.words, "12.00")
    QTest.keyClick(page.finder.words, Qt.Key.Key_Return)
    assert page.finder.said.text().startswith("第 1 处")
    assert "买办公用品" in rows(page)[page.table.view.currentIndex().row()]
    page.finder.words.setText("没有的")
    page.finder.next()
    assert page.finder.said.text() == "没有找到"
    QTest.keyClick(page.finder.words, Qt.Key.Key_Escape)
    assert not page.finder.isVisible()


def test_all_books_are_made_on_the_page_of_reports(page, told):
    page.bound.click()
    assert told.opened[-1] == ("reports", {"report": "books", "period": "2026"})


def test_vouchers_by_number_are_typed(qtbot, page):
    choose(qtbot, page, "summary")
    page.choices.text.setText("1-1")
    QTest.keyClick(page.choices.text, Qt.Key.Key_Return)
    settle(qtbot, page)
    assert "1－1号" in page.facts.text()
    assert page.place.of == "1-1"
