"""导入: reading, matching columns, deciding, writing and taking back, as a treasurer does it."""

from __future__ import annotations

from pathlib import Path

import pytest
from looks import dies, look_at
from openpyxl import Workbook
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication

from models.intake.difference import Verdict
from models.members import queries
from tests.build import a_member
from tests.ui.pages.on_office import put
from ui import theme
from ui.pages.import_kinds import KINDS
from ui.pages.import_table import ImportPage
from ui.pages.imports import ImportsPage

DATA = Path("tests/data")
HEAD = ["序号", "姓名", "所在部门", "工会编号", "身份证号码", "入会时间"]


@pytest.fixture
def make(qtbot, context, office):
    """Opens the page for a kind, at the size that it has in a window of 1366×768."""
    put(context, office)

    def made(kind="members", wide=1190, high=692):
        page = ImportPage(context, kind)
        page.open(kind=kind)
        qtbot.addWidget(page)
        page.resize(wide, high)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        return page

    return made


@pytest.fixture
def roster(tmp_path):
    """Writes rows to a file; they begin with a title and the headings."""

    def write(*rows, title=("青禾中学教职工表",), head=HEAD, name="花名册.xlsx"):
        book = Workbook()
        book.active.title = "教职工"
        for row in (title, head, *rows):
            book.active.append(list(row))
        book.save(tmp_path / name)
        return tmp_path / name

    return write


def read(qtbot, page, path):
    page.read(path)
    qtbot.waitUntil(lambda: page._frame.at == 1 or bool(page.files.refused))


def settle(qtbot, page):
    qtbot.waitUntil(lambda: not page._jobs)


def test_a_roster_is_read_matched_looked_at_written_and_taken_back(qtbot, make, context, told):
    page = make()
    read(qtbot, page, DATA / "会员花名册.xlsx")
    assert page._frame.right.text() == "168 行可以用；还没有写入任何内容"
    assert queries.count(context.office.db) == 0
    page._frame.next.click()
    assert page.difference.taken == 168
    page._frame.next.click()
    qtbot.waitUntil(lambda: page._frame.at == 3)
    assert queries.count(context.office.db) == 168
    assert told.toasts == ["已导入 168 人：会员花名册.xlsx"]
    assert "新增 168 人" in page.result.counts.text()
    page.result.undo.click()
    assert queries.count(context.office.db) == 0
    assert page._frame.at == 0


def test_the_same_file_again_has_nothing_to_write(qtbot, make, roster):
    path = roster([1, "许静宜", "语文组", "Q1001", "", "2015-09"])
    page = make()
    read(qtbot, page, path)
    page._frame.next.click()
    page.write()
    qtbot.waitUntil(lambda: page._frame.at == 3)
    page.restart()
    read(qtbot, page, path)
    page._frame.next.click()
    assert page.difference.taken == 0
    assert not page._frame.next.isEnabled()
    assert page._frame.next.toolTip() == "没有要写入的内容"
    assert any("已经导入过一次" in text for text in page.prepared.remarks)


def test_bad_cells_are_named_by_their_place_with_what_becomes_of_them(qtbot, make, roster):
    page = make()
    read(
        qtbot,
        page,
        roster([1, "许 静宜", "语文组", "Q1001", 3.20402e17, "2021.13"], [2, "", "语文组", "Q1002"]),
    )
    cells = {cell.place: cell for cell in page.prepared.seen.cells}
    assert cells["E3"].wrong
    assert cells["E3"].then == "这一格不写入，原来的内容不动。"
    assert "13" in cells["F3"].what
    assert not cells["B3"].wrong
    assert cells["第 4 行"].then == "这一行整行不写入。"
    assert page._frame.right.text() == "1 行可以用，4 格要看；还没有写入任何内容"


def test_a_cell_can_be_filled_in_by_hand_without_touching_the_file(qtbot, make, roster, context):
    path = roster([1, "许静宜", "语文组", "Q1001", "", "2021.13"])
    before = path.read_bytes()
    page = make()
    read(qtbot, page, path)
    context.say.words = "2021-03"
    page.edit_cell(3, 6, "没有 13 月。")
    settle(qtbot, page)
    assert page.prepared.seen.cells == ()
    assert page.prepared.difference.lines[0].values["joined"] == "2021-03"
    assert path.read_bytes() == before


def test_a_column_is_given_another_field_and_remembered_for_the_next_list(qtbot, make, roster, context):
    head = ["甲", "姓名", "乙"]
    page = make()
    read(qtbot, page, roster(["Q1001", "许静宜", "语文组"], title=(), head=head))
    column = next(one for one in page.prepared.seen.columns if one.heading == "乙")
    page.columns.match.choose(column.column, "department")
    settle(qtbot, page)
    chosen = {one.heading: (one.field, one.how) for one in page.prepared.seen.columns}
    assert chosen["乙"] == ("department", "chosen")
    page._frame.next.click()
    page._frame.next.click()
    qtbot.waitUntil(lambda: page._frame.at == 3)
    assert queries.members(context.office.db)[0].department == "语文组"
    page.restart()
    read(qtbot, page, roster(["Q1002", "谢雨桐", "数学组"], title=(), head=head, name="二.xlsx"))
    chosen = {one.heading: (one.field, one.how) for one in page.prepared.seen.columns}
    assert chosen["乙"] == ("department", "remembered")


def test_a_list_with_unknown_headings_is_shown_and_can_be_pointed_at(qtbot, make, roster):
    page = make()
    read(qtbot, page, roster(["abc", 12], ["def", 13], title=("某表",), head=["什么", "多少"]))
    assert page.prepared.plan is None
    assert page.columns.problem.sentence.startswith("没有认出")
    assert not page._frame.next.isEnabled()
    page.columns.match.choose(0, "name")
    settle(qtbot, page)
    assert page.prepared.plan is not None
    assert page._frame.next.isEnabled()


def test_the_header_is_moved_by_the_keyboard(qtbot, make, roster):
    page = make()
    read(qtbot, page, roster([1, "许静宜", "语文组", "Q1001"], [2, "谢雨桐", "语文组", "Q1002"]))
    assert page.columns.where.text() == "表头在第 2 行"
    qtbot.keyClick(page.columns, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: page.columns.where.text() == "表头在第 3 行")
    page.forget.click()
    settle(qtbot, page)
    assert page.columns.where.text() == "表头在第 2 行"


def test_enter_takes_the_likeliest_answer_and_takes_it_back(qtbot, make, roster, context, office):
    with office.change("会员") as change:
        key = a_member(change, "朱娟轩", "Q1004")
    page = make()
    read(qtbot, page, roster([1, "朱娟", "后勤", "", "", ""], [2, "新来的", "后勤", "Q2001", "", ""]))
    page._frame.next.click()
    assert page.difference.undecided == 1
    assert page._frame.next.text() == "写入 1 人"
    table = page.difference.table
    table.select(0)
    qtbot.keyClick(table.view, Qt.Key.Key_Return)
    assert page.difference.decisions == {("教职工", 3): key}
    assert page._frame.next.text() == "写入 2 人"
    qtbot.keyClick(table.view, Qt.Key.Key_Return)
    assert page.difference.decisions == {}
    table.verb.emit(0, "more")
    assert context.say.boxes[-1] == ("choose", "朱娟：怎么办？")
    page._frame.next.click()
    qtbot.waitUntil(lambda: page._frame.at == 3)
    assert queries.member(context.office.db, key).department == "后勤"


def test_tiles_show_only_their_lines(qtbot, make, roster, office):
    with office.change("会员") as change:
        a_member(change, "许静宜", "Q1001", department="语文组")
    page = make()
    read(
        qtbot,
        page,
        roster([1, "许静宜", "语文组", "Q1001"], [2, "新来的", "后勤", "Q2001"], [3, "", "", "Q3"]),
    )
    page._frame.next.click()
    assert _labels(page) == ["Q3", "Q2001 新来的"]
    page.difference.tiles[Verdict.SAME].click()
    assert _labels(page) == ["Q1001 许静宜"]
    page.difference.tiles[Verdict.SAME].click()
    assert _labels(page) == ["Q3", "Q2001 新来的"]


def test_what_changed_in_between_is_looked_at_again_before_writing(qtbot, make, roster, context, office):
    page = make()
    read(qtbot, page, roster([1, "许静宜", "语文组", "Q1001"]))
    page._frame.next.click()
    with office.change("会员") as change:
        a_member(change, "许静宜", "Q1001", department="数学组")
    page._frame.next.click()
    settle(qtbot, page)
    assert context.say.boxes[-1] == ("refuse", "看差异之后，账里又有了改动。")
    assert [line.verdict for line in page.prepared.difference.lines] == [Verdict.CHANGED]
    assert queries.members(context.office.db)[0].department == "数学组"


def test_wages_begin_in_the_month_that_is_said(qtbot, make, context, office):
    page = make()
    read(qtbot, page, DATA / "会员花名册.xlsx")
    page._go(2)
    page.write()
    qtbot.waitUntil(lambda: page._frame.at == 3)
    wages = make("wages")
    wages.options.month.setText("2026.9")
    read(qtbot, wages, DATA / "工资基数表.xlsx")
    assert "从 2026年9月起" in wages.facts.text()
    wages._frame.next.click()
    wages._frame.next.click()
    qtbot.waitUntil(lambda: wages._frame.at == 3)
    assert set(queries.bases(context.office.db, "2026-08").values()) == set()
    assert len(queries.bases(context.office.db, "2026-09")) == 168


def test_the_first_wage_list_begins_with_the_book_and_later_ones_with_the_month(make, context, office):
    assert make("wages").options.month.value() == "2026-01"
    with office.change("会员") as change:
        a_member(change, "许静宜", "Q1001", base_fen=438_600)
    assert make("wages").options.month.value() == context.period == "2026-11"


def test_a_plan_in_words_goes_into_the_calendar(qtbot, make, context):
    page = make("calendar")
    assert page.steps == ("选文件", "看内容", "写入")
    read(qtbot, page, DATA / "plan_2012.txt")
    assert page.difference.taken > 20
    page._frame.next.click()
    qtbot.waitUntil(lambda: page._frame.at == 2)
    assert context.office.db.execute("select count(*) from work_item").fetchone()[0] == page.difference.taken


def test_vouchers_are_taken_as_a_whole_and_only_when_asked_about(qtbot, make, roster, context):
    head = ["日期", "凭证号", "摘要", "科目编码", "科目名称", "借方", "贷方"]
    good = [
        ["2026-01-05", "记-1", "收会费", "102", "银行存款", 100, None],
        ["", "", "", "401", "会费收入", None, 100],
    ]
    page = make("vouchers")
    read(
        qtbot,
        page,
        roster(*good, ["2026-01-06", "记-2", "付款", "102", "银行存款", None, 50], title=(), head=head),
    )
    page._frame.next.click()
    assert page.difference.refused == 1
    assert not page._frame.next.isEnabled()
    page.restart()
    read(qtbot, page, roster(*good, title=(), head=head, name="好.xlsx"))
    page._frame.next.click()
    assert [line.verdict for line in page.prepared.difference.lines] == [Verdict.NEW]
    context.say.answer = 1
    page._frame.next.click()
    assert context.say.boxes[-1] == ("confirm", "写入 1 张凭证？")
    assert page._frame.at == 2
    context.say.answer = 0
    page._frame.next.click()
    qtbot.waitUntil(lambda: page._frame.at == 3)
    assert context.office.db.execute("select count(*) from voucher").fetchone()[0] == 1
    assert not page.result.undo.isVisible()


def test_cells_are_pasted_with_ctrl_v(qtbot, make):
    page = make()
    QGuiApplication.clipboard().setText("工号\t姓名\t部门\nQ1001\t许静宜\t语文组")
    page.files.choose.setFocus()
    qtbot.keyClick(page.files.choose, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page._frame.at == 1)
    assert page.prepared.seen.usable == 1


def test_a_file_is_dropped_onto_the_page(qtbot, make, roster):
    page = make()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(roster([1, "许静宜", "语文组", "Q1001"])))])
    left = Qt.MouseButton.LeftButton
    event = QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, mime, left, Qt.KeyboardModifier.NoModifier)
    page.files._target.dropEvent(event)
    qtbot.waitUntil(lambda: page._frame.at == 1)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("图片.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(64)),
        ("空的.xlsx", b""),
        ("半个.xlsx", b"PK\x03\x04" + bytes(40)),
    ],
)
def test_a_file_that_can_not_be_read_says_what_to_do(qtbot, make, tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    page = make()
    read(qtbot, page, tmp_path / name)
    assert page.files.refused
    assert page.files.refusal.remedy.text()
    assert page.files.refusal.again.isVisible()


def test_reading_can_be_stopped(qtbot, make, roster):
    page = make()
    page.read(roster([1, "许静宜", "语文组", "Q1001"]))
    page.files.show_busy("花名册.xlsx")
    page.files.busy.stop.click()
    settle(qtbot, page)
    assert page._frame.at == 0
    assert page.source is None


def test_leaving_with_decisions_is_asked_about(qtbot, make, roster, context, office):
    with office.change("会员") as change:
        a_member(change, "朱娟轩", "Q1004")
    page = make()
    read(qtbot, page, roster([1, "朱娟", "后勤"]))
    assert page.may_close()
    page.difference.decide(0, "skip")
    context.say.answer = 1
    assert not page.may_close()


def test_the_problem_rows_are_exported_as_they_stand(qtbot, make, roster, monkeypatch):
    made = []
    monkeypatch.setattr(
        "ui.dialogs.export.export_report", lambda context, report, parent: made.append(report)
    )
    page = make()
    read(qtbot, page, roster([1, "许静宜", "语文组", "Q1001", "", "2021.13"], [2, "谢雨桐", "语文组", "Q2"]))
    page.export_problems()
    assert [row.cells[0] for row in made[0].rows] == [3]
    assert "2021.13" in made[0].rows[0].cells


def test_another_kind_in_the_same_page_begins_anew(qtbot, make, roster):
    page = make()
    read(qtbot, page, roster([1, "许静宜", "语文组", "Q1001"]))
    page.open(kind="wages")
    assert page.kind.key == "wages"
    assert page.source is None
    assert page._frame.at == 0


def test_every_kind_has_its_words():
    assert [kind.key for kind in KINDS] == ["members", "wages", "calendar", "vouchers"]
    assert all(kind.examples and kind.title and kind.page for kind in KINDS)


@pytest.mark.parametrize(
    ("percent", "wide", "high"), [(100, 1190, 692), (125, 1250, 660), (150, 1288, 640), (100, 900, 560)]
)
def test_nothing_is_cut_or_lies_over_another(qtbot, make, roster, percent, wide, high):
    theme.apply(QApplication.instance(), percent)
    try:
        page = make(wide=wide, high=high)
        assert look_at(page) == []
        read(
            qtbot,
            page,
            roster([1, "许 静宜", "语文组", "Q1001", 3.20402e17, "2021.13"], [2, "谢雨桐", "语文组", "Q2"]),
        )
        assert look_at(page) == []
        page._go(2)
        assert look_at(page) == []
        page.write()
        qtbot.waitUntil(lambda: page._frame.at == 3)
        assert look_at(page) == []
    finally:
        theme.apply(QApplication.instance(), 100)


def test_the_hub_lists_what_can_be_taken_in_and_what_was(qtbot, context, office, told, make, roster):
    page = make()
    read(qtbot, page, roster([1, "许静宜", "语文组", "Q1001"]))
    page._go(2)
    page.write()
    qtbot.waitUntil(lambda: page._frame.at == 3)
    hub = ImportsPage(context)
    qtbot.addWidget(hub)
    hub.resize(1190, 692)
    hub.show()
    assert hub.table.row_of(hub.table.model.id_at(0))[1:] == ("花名册", "花名册.xlsx", 1)
    hub.starts["wages"].click()
    hub.starts["dues"].click()
    assert told.opened == [("import", {"kind": "wages"}), ("dues_receive", {})]
    assert look_at(hub) == []


def test_a_closed_page_is_gone(context, office):
    put(context, office)
    assert dies(lambda: ImportPage(context))


def _labels(page):
    table = page.difference.table
    return [table.row_of(number)[1] for number in table.model.ids()]
