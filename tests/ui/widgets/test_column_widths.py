"""How columns share a width: the rest to one, what is missing from empty space first."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics

from ui import theme
from ui.tables.columns import Draw, TableColumn
from ui.tables.list_source import ListSource
from ui.widgets.column_widths import shares
from ui.widgets.nav_column import NavColumn
from ui.widgets.record_table import RecordTable


def test_what_is_left_goes_to_the_stretching_column():
    assert shares([(100, 80, 80), (50, 50, 20)], 200, 1) == [100, 100]
    assert shares([(100, 80, 80), (50, 50, 20)], 200, None) == [100, 50]


def test_empty_space_is_given_before_a_sentence_is_cut():
    assert shares([(100, 80, 80), (60, 60, 20)], 145, 1) == [85, 60]
    assert shares([(100, 80, 80), (60, 60, 20)], 120, 1) == [80, 40]


def test_where_one_has_to_scroll_anyway_no_sentence_is_cut():
    assert shares([(100, 80, 80), (60, 60, 20)], 50, 1) == [80, 60]


def test_a_narrow_window_cuts_a_sentence_and_shows_every_column(context, qtbot):
    columns = (
        TableColumn("words", "摘要", Draw.SENTENCE, 300, stretch=True),
        TableColumn("note", "说明", Draw.SENTENCE, 200),
        TableColumn("day", "日期", Draw.DAY, 160),
        TableColumn("fen", "金额(元)", Draw.MONEY, 160, total=True),
    )
    line = ("教职工秋季健步走活动奖品和纪念品采购", "全体分工会参加", "2026-11-09", 123456)
    table = RecordTable(context, "give", columns, ListSource(columns, dict.fromkeys(range(1, 5), line)))
    qtbot.addWidget(table)
    table.resize(620, 300)
    table.show()
    table.reload()
    qtbot.waitUntil(lambda: table.view.horizontalScrollBar().maximum() == 0)
    assert table.view.columnWidth(0) < 300
    assert table.view.columnWidth(2) >= QFontMetrics(theme.font()).horizontalAdvance("2026-11-09") + 20


def test_folded_navigation_needs_no_scroll_bar_at_125_percent_on_a_small_screen(qtbot):
    from ui.navigation import PAGES

    nav = NavColumn(PAGES, "示例中学")
    qtbot.addWidget(nav)
    nav.fold(True)
    nav.resize(nav.width(), 768 * 100 // 125)
    nav.show()
    row = next(iter(nav.rows.values()))
    assert row.height() * len(nav.rows) + 2 * len(nav.rows) + theme.TOP_BAR + 24 <= nav.height()
