"""The list's model: pages on demand, sorting by the source, ticks, and Qt's own model tester."""

from __future__ import annotations

from datetime import date

import pytest
from kitchen_sink import COLUMNS, DIFFERENCE, ROWS, MadeUpMembers
from PySide6.QtCore import Qt

from models.report import As, Column, Kind, Report, Row
from ui.tables.as_report import list_report, tab_separated
from ui.tables.columns import Draw, Link, Pill, shown
from ui.tables.list_model import ListModel
from ui.tables.list_source import ListSource
from ui.tables.report_model import ReportModel


@pytest.fixture
def model():
    made = ListModel(MadeUpMembers(1000), COLUMNS, ticks=True)
    made.load(("number", False))
    return made


def test_qt_finds_nothing_wrong_with_the_model(model, qtmodeltester):
    qtmodeltester.check(model)


def test_only_the_pages_that_are_looked_at_are_read(model):
    model.source.asked.clear()
    model.index(450, 2).data()
    model.index(451, 2).data()
    assert model.source.asked == [200]


def test_a_list_of_a_hundred_thousand_reads_one_page_for_its_first_rows():
    model = ListModel(MadeUpMembers(100_000), COLUMNS)
    model.load(("number", False))
    model.source.asked.clear()
    assert [model.index(line, 0).data() for line in range(3)] == ["Q1001", "Q1002", "Q1003"]
    assert model.source.asked == [200]
    assert model.rowCount() == 100_000


def test_the_header_stands_as_its_column_does(model):
    head = [
        model.headerData(at, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        for at in range(1, 9)
    ]
    assert head == [column.align for column in COLUMNS]


def test_the_sorted_column_carries_an_arrow(model):
    assert model.headerData(1, Qt.Orientation.Horizontal) == "工号 ↑"
    model.load(("number", True))
    assert model.headerData(1, Qt.Orientation.Horizontal) == "工号 ↓"
    assert model.index(0, 1).data() == "Q2000"


def test_ticks_stay_on_their_records_when_the_order_changes(model):
    model.tick([0, 2], True)
    model.load(("number", True))
    assert model.chosen == {1, 3}
    assert model.index(999, 0).data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked


def test_ticks_of_rows_that_are_filtered_away_are_dropped(model):
    model.tick([0, 100], True)
    model.load(filters={"unit": "语文组"})
    assert all(model.line_of(number) >= 0 for number in model.chosen)


def test_money_is_shown_with_thousands_and_a_dash_for_nothing():
    assert shown(123456, Draw.MONEY) == "1,234.56"
    assert shown(None, Draw.MONEY) == "—"
    assert shown(-500, Draw.DIFFERENCE) == "\u22125.00"
    assert shown(760, Draw.DIFFERENCE) == "+7.60"
    assert shown(0, Draw.DIFFERENCE) == "—"
    assert shown(date(2026, 3, 8), Draw.DAY) == "2026-03-08"
    assert shown((Link("退回", "back"), Link("加入名册", "join")), Draw.LINKS) == "退回　加入名册"


def test_rows_at_hand_are_sorted_filtered_and_summed():
    source = ListSource(DIFFERENCE, ROWS)
    assert list(source.ids(("paid_fen", False), {})) == [4, 1, 2, 5, 3]
    assert list(source.ids(("", False), {"search": "q10"})) == [1, 2, 3]
    assert list(source.ids(("", False), {"=result": "未缴"})) == [3]
    assert source.sums({})["due_fen"] == 4155 + 3820 + 6120


def test_the_list_as_a_report_keeps_fen_and_leaves_out_verbs():
    model = ListModel(ListSource(DIFFERENCE, ROWS), DIFFERENCE)
    model.load()
    report = list_report(model, range(len(DIFFERENCE)), "差异")
    assert [column.title for column in report.columns][-1] == "说明"
    assert report.rows[0].cells[4] == 4155
    assert report.total_row.cells[4] == 4155 + 3820 + 6120


def test_the_clipboard_gets_amounts_that_a_sheet_takes_as_numbers(model):
    text = tab_separated(model, range(1, 9), [0], head=True)
    head, row = text.split("\n")
    assert head.split("\t")[:2] == ["工号", "姓名"]
    assert row.split("\t")[6] == "5123.45"


def test_a_pill_is_copied_as_its_word():
    assert shown(Pill("已定", "ok", "check"), Draw.LINKS) == "已定"


REPORT = Report(
    "trial", "余额表",
    (Column("科目", As.TEXT, 40), Column("借方", As.MONEY, 30, total=True, group="期末余额")),
    (Row(("一、资产", None), Kind.GROUP), Row(("银行存款", 123456), link="account:bank"), Row(("小计", 123456), Kind.SUBTOTAL)),
    frozen=1,
)  # fmt: skip


def test_a_report_on_screen_says_what_paper_says(qtmodeltester):
    model = ReportModel()
    model.show(REPORT)
    qtmodeltester.check(model)
    assert model.headerData(1, Qt.Orientation.Horizontal) == "期末余额 借方(元)"
    assert model.index(1, 1).data() == "1,234.56"
    assert model.weight(0) == "bold"
    assert model.groups() == [0]
