"""The list as people use it: filter, sort, tick, copy, columns that are remembered, verbs, empty faces."""

from __future__ import annotations

import pytest
from kitchen_sink import COLUMNS, MadeUpMembers, MembersDemo, difference_table
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QLabel

from ui import theme
from ui.tables.columns import Draw, TableColumn
from ui.tables.list_source import ListSource
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable
from ui.widgets.row_menu import RowMenu


@pytest.fixture
def page(context, qtbot):
    made = MembersDemo(context)
    qtbot.addWidget(made)
    made.resize(1190, 692)
    made.show()
    qtbot.waitUntil(lambda: made.table.model.rowCount() == 168)
    return made


def faces(table):
    return table._faces.currentIndex()


def test_typing_in_the_search_box_narrows_the_list(page, qtbot):
    qtbot.keyClicks(page.table.strip.search, "Q1005")
    qtbot.keyClick(page.table.strip.search, Qt.Key.Key_Return)
    assert page.table.model.rowCount() == 1
    assert page.table.sums.cell_text("base_fen") == "5,617.25"
    qtbot.keyClick(page.table.strip.search, Qt.Key.Key_Escape)
    assert page.table.model.rowCount() == 168


def test_nothing_found_offers_to_clear_the_filter(page, qtbot):
    page.table.strip.search.setText("没有这个人")
    qtbot.keyClick(page.table.strip.search, Qt.Key.Key_Return)
    assert faces(page.table) == 2
    page.table.strip.clear()
    assert faces(page.table) == 0


def test_an_empty_office_shows_what_belongs_here(context, qtbot):
    empty = EmptyState("还没有会员", "可以从 Excel 花名册导入。")
    table = RecordTable(context, "x", COLUMNS, ListSource(COLUMNS, {}), empty=empty)
    qtbot.addWidget(table)
    table.reload()
    assert faces(table) == 1
    assert "还没有会员" in [label.text() for label in empty.findChildren(QLabel)]


def test_a_click_on_the_header_sorts_and_another_turns_it_round(page):
    header = page.table.view.horizontalHeader()
    header.sectionClicked.emit(1)
    assert page.table.model.order == ("number", True)
    assert page.table.model.index(0, 1).data() == "Q1168"


def test_ticked_rows_are_counted_and_summed_in_the_status_bar(page, told):
    page.table.model.tick([4, 5, 6], True)
    assert told.status[-1] == "已选 3 人 · 计费工资合计 17,222.10 · 月会费合计 58.00"


def test_space_ticks_the_selected_rows(page, qtbot):
    page.table.view.selectRow(2)
    qtbot.keyClick(page.table.view, Qt.Key.Key_Space)
    assert page.table.selected_ids() == [3]
    qtbot.keyClick(page.table.view, Qt.Key.Key_Space)
    assert page.table.model.chosen == set()


def test_enter_and_double_click_open_the_record(page, qtbot):
    opened = []
    page.table.opened.connect(opened.append)
    page.table.view.selectRow(2)
    qtbot.keyClick(page.table.view, Qt.Key.Key_Return)
    place = page.table.view.visualRect(page.table.model.index(4, 5)).center()
    qtbot.mouseDClick(page.table.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened == [3, 5]


def test_a_click_on_a_tick_box_ticks_in_the_frozen_part(page, qtbot):
    frozen = page.table.view.frozen
    place = frozen.visualRect(page.table.model.index(1, 0)).center()
    qtbot.mouseClick(frozen.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.table.model.chosen == {2}


def test_ctrl_c_copies_rows_for_a_sheet(page, qtbot, told):
    page.table.view.selectRow(0)
    page.table.copy(head=True)
    text = QGuiApplication.clipboard().text()
    assert text.split("\n")[0].startswith("工号\t姓名")
    assert text.split("\n")[1].startswith("Q1001\t")
    assert told.toasts == ["已复制 1 人"]


def test_copying_long_numbers_warns_that_a_sheet_loses_digits(context, told, qtbot):
    columns = (TableColumn("card", "卡号", Draw.CODE),)
    table = RecordTable(context, "cards", columns, ListSource(columns, {1: ("6217000012345678901",)}))
    qtbot.addWidget(table)
    table.show()
    table.reload()
    table.view.selectRow(0)
    table.copy()
    assert "超过 15 位" in told.toasts[0]


def test_only_this_value_from_the_right_click_menu(page):
    menu = RowMenu(page.table, 0, 3)
    next(action for action in menu.actions() if action.text().startswith("只看“语文组")).trigger()
    assert page.table.strip.values() == {"=unit": "语文组"}
    assert page.table.model.rowCount() == 48
    menu.deleteLater()


def test_widths_order_and_hidden_columns_come_back(context, page, qtbot):
    table = page.table
    table.view.setColumnWidth(3, 180)
    table.view.horizontalHeader().moveSection(7, 4)
    table.columns.show_column(4, False)
    table.columns.keep()
    again = MembersDemo(context)
    qtbot.addWidget(again)
    assert again.table.view.columnWidth(3) == 180
    assert again.table.view.isColumnHidden(4)
    assert again.table.view.horizontalHeader().visualIndex(7) == 4
    again.table.columns.reset()
    assert not again.table.view.isColumnHidden(4)
    assert again.table.view.columnWidth(3) == 118


def test_a_column_can_not_be_dragged_into_the_frozen_block(page):
    header = page.table.view.horizontalHeader()
    header.moveSection(5, 1)
    assert header.visualIndex(1) == 1
    assert header.visualIndex(5) == 5


def test_damaged_memory_is_as_good_as_none(context, qtbot):
    kept = {"widths": 7, "order": ["x"], "hidden": {}, "sort": "a"}
    context.memory.save("columns.members", kept)
    page = MembersDemo(context)
    qtbot.addWidget(page)
    assert page.table.view.columnWidth(2) == 82


def test_sums_stand_exactly_under_their_columns_while_scrolling(page):
    page.resize(700, 500)
    bar = page.table.view.horizontalScrollBar()
    bar.setValue(bar.maximum())
    header = page.table.view.horizontalHeader()
    assert header.sectionViewportPosition(8) + header.sectionSize(8) <= page.table.view.viewport().width() + 1
    assert page.table.sums.cell_text("fee_fen") == "6,731.30"


def test_a_verb_in_a_cell_is_done_by_mouse_and_by_enter(context, qtbot):
    table = difference_table(context)
    qtbot.addWidget(table)
    table.resize(1150, 400)
    table.show()
    table.reload()
    done = []
    table.verb.connect(lambda number, key: done.append((number, key)))
    box = table.view.visualRect(table.model.index(2, 9))
    qtbot.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=box.topLeft() + QPoint(70, 15))
    table.select(2, 9)
    qtbot.keyClick(table.view, Qt.Key.Key_Return)
    assert done == [(3, "exempt"), (2, "as_paid")]


def test_the_cursor_stays_on_its_record_after_a_reload(page):
    page.table.select(7)
    page.table.model.order = ("number", True)
    page.table.reload()
    assert page.table.current_id() == 7


def test_the_first_screen_of_a_huge_list_reads_one_page(context, qtbot):
    source = MadeUpMembers(100_000)
    table = RecordTable(context, "huge", COLUMNS, source)
    qtbot.addWidget(table)
    table.resize(1100, 600)
    table.show()
    table.reload()
    table.grab()
    assert sum(source.asked) <= 400


def test_numbers_and_days_are_never_cut_by_a_narrow_column(context, qtbot):
    columns = (
        TableColumn("day", "日期", Draw.DAY, 40),
        TableColumn("fen", "金额(元)", Draw.MONEY, 40, total=True),
    )
    source = ListSource(columns, dict.fromkeys(range(1, 20), ("2026-11-09", 123456789)))
    table = RecordTable(context, "narrow", columns, source)
    qtbot.addWidget(table)
    table.reload()
    metrics = QFontMetrics(theme.font(bold=True))
    assert table.view.columnWidth(0) >= QFontMetrics(theme.font()).horizontalAdvance("2026-11-09") + 20
    assert table.view.columnWidth(1) >= metrics.horizontalAdvance(table.sums.cell_text("fen")) + 20


def test_a_sum_of_several_lines_keeps_its_first_digits(context, qtbot):
    columns = (
        TableColumn("name", "名称", width=80, stretch=True),
        TableColumn("fen", "累计", Draw.MONEY, 40),
    )
    table = RecordTable(context, "x", columns, ListSource(columns, {1: ("会费", 100)}))
    table.sum_lines(lambda total: [{"": "收入", "fen": 1_105_836_00}, {"": "支出", "fen": -5}])
    qtbot.addWidget(table)
    table.resize(300, 200)
    table.show()
    table.reload()
    qtbot.wait(10)
    took = QFontMetrics(theme.font(bold=True)).horizontalAdvance("1,105,836.00")
    assert table.view.columnWidth(1) >= took
