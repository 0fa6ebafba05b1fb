"""The small parts: paper on screen, reports on screen, import steps, money cells, calendar, tiles, search."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QLabel

from models.report import As, Column, Kind, Paper, Report, Row
from ui.dialogs.export import export_report, print_report, write_in_job
from ui.widgets.bar_chart import Bar, BarChart
from ui.widgets.import_file import FileStep
from ui.widgets.import_steps import ImportSteps
from ui.widgets.money_grid import CELLS, digits_of, line_colour, paint_amount, paint_heads, paint_lines
from ui.widgets.month_grid import MonthGrid
from ui.widgets.pdf_view import PdfView
from ui.widgets.period_bar import MonthPopup, PeriodButton
from ui.widgets.report_table import ReportTable
from ui.widgets.search_box import SearchBox
from ui.widgets.sentence import Sentence
from ui.widgets.tile import Tile

REPORT = Report(
    "trial", "余额表",
    (Column("编码", As.CODE, 18), Column("名称", As.TEXT, 40), Column("借方", As.MONEY, 30, total=True), Column("说明", As.LONG, 30)),
    (
        Row(("一、资产", None, None, None), Kind.GROUP),
        *(Row((str(n), f"科目{n}", n * 100, ""), link=f"account:{n}") for n in range(100, 180)),
    ),
    frozen=2, paper=Paper(),
)  # fmt: skip


@pytest.fixture
def view(qtbot):
    from exporters.pdf import render

    made = PdfView()
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    made.show_pdf(render(REPORT))
    return made


def test_paper_is_seen_page_by_page_at_the_width_of_the_view(view, qtbot):
    seen = []
    view.page_changed.connect(lambda at, count: seen.append((at, count)))
    assert view.pages >= 2
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert seen[-1] == (2, view.pages)
    picture = view.grab().toImage()
    colours = {picture.pixelColor(x, y).name() for x in range(0, 700, 7) for y in range(0, 500, 7)}
    assert {"#ffffff", "#e5e7eb"} <= colours
    assert len(colours) > 3


def test_paper_is_zoomed_in_steps_and_back_to_the_width(view):
    wide = view._places()[0].width()
    view.zoom_by(1)
    assert view._places()[0].width() > wide
    view.fit_width()
    assert view._places()[0].width() == wide


def test_a_report_shows_its_total_pinned_and_opens_its_links(qtbot):
    table = ReportTable()
    qtbot.addWidget(table)
    table.resize(900, 500)
    table.show()
    table.show_report(REPORT)
    linked = []
    table.linked.connect(linked.append)
    table.view.selectRow(1)
    qtbot.keyClick(table.view, Qt.Key.Key_Return)
    assert linked == ["account:100"]
    assert table.sums.cell_text("2") == "11,160.00"
    assert table.view.columnSpan(0, 0) == 4
    assert table.view.frozen.columnSpan(0, 0) == 2
    qtbot.waitUntil(lambda: table.view.horizontalScrollBar().maximum() == 0)


def test_a_report_is_written_in_a_job_and_the_place_is_told(context, told, qtbot, tmp_path, monkeypatch):
    path = tmp_path / "余额表.csv"
    monkeypatch.setattr("ui.dialogs.choose_file.to_write", lambda *what: path)
    export_report(context, REPORT, None, "csv")
    qtbot.waitUntil(lambda: told.toasts == ["已导出 81 行"])
    assert path.exists()


def test_a_report_that_can_not_be_written_is_refused(context, qtbot, tmp_path):
    write_in_job(context, REPORT, tmp_path / "x.docx")
    qtbot.waitUntil(lambda: bool(context.say.boxes))
    assert context.say.boxes[0][0] == "refuse"


def test_printing_shows_the_pages_first(context, qtbot, monkeypatch):
    shown = []
    monkeypatch.setattr("ui.dialogs.preview.PreviewDialog.exec", lambda self: shown.append(self.view.pages))
    print_report(context, REPORT, None)
    qtbot.waitUntil(lambda: bool(shown))
    assert shown[0] >= 2


def test_an_import_goes_step_by_step_and_back(qtbot):
    steps = ImportSteps()
    qtbot.addWidget(steps)
    for verb in ("读取", "看差异", "写入"):
        steps.add(QLabel(verb), verb)
    asked, left = [], []
    steps.ahead.connect(asked.append)
    steps.back_from_first.connect(lambda: left.append(True))
    steps.next.click()
    steps.go(1)
    steps.say("", "168 行可以用，3 格要看；还没有写入任何内容")
    steps.may_go("还有一列没有对上。")
    assert (asked, steps.at, steps.marks.at) == ([0], 1, 1)
    assert not steps.next.isEnabled() and steps.next.toolTip() == "还有一列没有对上。"
    steps.back.click()
    steps.back.click()
    assert (steps.at, left) == (0, [True])


def test_money_cells_hold_one_digit_each():
    assert digits_of(516000) == "516000"
    assert digits_of(5) == "005"
    assert digits_of(516000, "¥") == "¥516000"
    assert digits_of(-100) == "−100"
    assert len(digits_of(99_999_999_999)) == CELLS


def test_the_red_line_stands_before_jiao_and_blue_ones_at_thousands():
    from ui import theme

    colours = [line_colour(after) for after in range(1, CELLS)]
    assert colours.index(theme.PAPER_RED) == 8
    assert [at + 1 for at, colour in enumerate(colours) if colour == theme.PAPER_BLUE] == [3, 6]


def test_money_cells_are_painted(qapp):
    image = QImage(230, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    box = image.rect().toRectF()
    paint_lines(painter, box)
    paint_heads(painter, box)
    paint_amount(painter, box, 516000, bold=True, sign="¥")
    painter.end()
    assert any(image.pixelColor(x, 20).lightness() < 100 for x in range(100, 230))


def test_a_small_month_is_walked_with_the_arrow_keys(qtbot):
    grid = MonthGrid(date(2026, 11, 30))
    qtbot.addWidget(grid)
    chosen, turned = [], []
    grid.chosen.connect(chosen.append)
    grid.turned.connect(turned.append)
    qtbot.keyClick(grid.days, Qt.Key.Key_Right)
    qtbot.keyClick(grid.days, Qt.Key.Key_Return)
    assert (chosen, turned) == ([date(2026, 12, 1)], ["2026-12"])


def test_a_day_is_chosen_by_the_mouse(qtbot):
    grid = MonthGrid(date(2026, 11, 9))
    qtbot.addWidget(grid)
    grid.show()
    chosen = []
    grid.chosen.connect(chosen.append)
    qtbot.mouseClick(grid.days, Qt.MouseButton.LeftButton, pos=QPoint(6 * 34 + 10, 30 + 10))
    assert chosen == [date(2026, 11, 1)]


def test_a_month_is_chosen_from_a_year(qtbot):
    bar = PeriodButton("2026-11")
    qtbot.addWidget(bar)
    popup = MonthPopup(bar, "2026-11")
    chosen = []
    popup.chosen.connect(chosen.append)
    popup._turn(1)
    popup._choose(2)
    assert chosen == ["2027-03"]
    bar.step(-1)
    assert bar.month == "2026-10"


def test_a_tile_is_pressed_with_the_keyboard_and_named_for_readers(qtbot):
    tile = Tile("金额不同", "circle-alert", "warn")
    qtbot.addWidget(tile)
    tile.show_count(3, "多 7.60，少 11.50")
    qtbot.keyClick(tile, Qt.Key.Key_Return)
    assert tile.isChecked()
    assert tile.accessibleName() == "3 金额不同，多 7.60，少 11.50"


def test_searching_waits_until_the_typing_pauses(qtbot):
    box = SearchBox("姓名")
    qtbot.addWidget(box)
    heard = []
    box.sought.connect(heard.append)
    qtbot.keyClicks(box, "wang")
    assert heard == []
    qtbot.waitUntil(lambda: heard == ["wang"])


def test_a_long_sentence_is_whole_in_its_tooltip(qtbot):
    sentence = Sentence("登记后生成凭证：借 银行存款，贷 会费收入")
    qtbot.addWidget(sentence)
    sentence.resize(60, 20)
    sentence.show()
    assert sentence.toolTip() == sentence.text()


def test_a_chart_names_its_bars_and_rounds_its_axis(qtbot):
    chart = BarChart()
    qtbot.addWidget(chart)
    chart.show_bars([Bar("1月", 640000), Bar("2月", 651500, 2000, True)])
    chart.resize(400, 150)
    chart.grab()
    assert chart.accessibleName() == "1月 6,400，2月 6,515"
    assert chart._top() == 800000


def test_a_button_keeps_its_short_cut_when_its_words_change_or_go(qtbot):
    from PySide6.QtWidgets import QHBoxLayout, QWidget

    from ui.widgets.buttons import button, relabel
    from ui.widgets.squeeze import squeeze

    whole = QWidget()
    qtbot.addWidget(whole)
    row = QHBoxLayout(whole)
    made = button("打印凭证", "printer", keys="Ctrl+P")
    row.addWidget(made)
    relabel(made, "打印")
    assert made.shortcut().toString() == "Ctrl+P"
    squeeze(row, 10)
    assert (made.text(), made.shortcut().toString()) == ("", "Ctrl+P")
    squeeze(row, 1000)
    assert (made.text(), made.shortcut().toString()) == ("打印", "Ctrl+P")


def test_the_drawing_on_the_file_button_is_seen_when_it_is_plain_too(qtbot):
    step = FileStep("选花名册文件", ())
    qtbot.addWidget(step)
    for first in (True, False):
        step.stress(first)
        ink = step.choose.property("iconAt100")[1]
        assert (ink == "#FFFFFF") is first  # white on the filled one only
