"""登记扣款单 with keys and mouse: read, decide, hold against the bank, book, take again."""

from __future__ import annotations

import shutil
from datetime import date, datetime

import pytest
from looks import look_at
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from models.dues import queries, year
from models.dues.records import DIFFERS, DOUBTFUL, REPEATED, SAME, UNKNOWN, UNPAID, Decision
from models.office import Office
from tests.ui.pages import dues_office
from tests.ui.pages.on_office import put, shown
from ui import theme
from ui.pages.dues_receive import DONE, FILE, LOOK, MATCH, DuesReceivePage
from ui.tables.columns import Pill

KEY = Qt.Key
YEAR_FEN = 5714200  # all twelve lists of the sample


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("sample") / "sample.union"
    dues_office.make(path)
    return path


@pytest.fixture
def sample(sample_file, tmp_path):
    path = tmp_path / "sample.union"
    shutil.copyfile(sample_file, path)
    with Office.open(path) as opened:
        opened.clock = lambda: datetime(2026, 11, 9, 9, 41)
        yield opened


@pytest.fixture
def page(qtbot, context, sample):
    made = shown(qtbot, DuesReceivePage(put(context, sample)))
    made.open(month="2026-11")
    return made


@pytest.fixture
def read(qtbot, page, sample):
    """The page with the November list on it."""
    give(qtbot, page, dues_office.november(sample))
    return page


def give(qtbot, page, text):
    page.take_pasted(text)
    qtbot.waitUntil(lambda: not page._jobs)


def write(qtbot, page):
    qtbot.mouseClick(page.frame.next, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page._jobs)


def press(qtbot, page, *keys):
    for key in keys:
        qtbot.keyClick(page.look.difference.table.view, key)


def states(page):
    table = page.look.difference.table
    return [page.look.difference._rows[key].state for key in table.model.ids()]


def test_a_list_goes_straight_to_what_needs_a_person(read):
    assert read.frame.at == LOOK
    assert states(read) == [DIFFERS, DIFFERS, DOUBTFUL, UNPAID, UNPAID, UNPAID, UNKNOWN, REPEATED]
    assert read.title.text() == "登记 2026年11月会费"
    assert read.look.difference.count.text() == "要看的 8 行"
    assert read.look.difference.folded.text() == "一致的 154 行已收起"
    assert read.frame.next.text() == "登记本批 156 人"
    assert read.frame.next.isEnabled()


def test_a_tile_shows_only_its_rows_and_a_second_click_all_again(qtbot, read):
    tile = read.look.difference.tiles[SAME]
    qtbot.mouseClick(tile, Qt.MouseButton.LeftButton)
    assert set(states(read)) == {SAME}
    assert len(states(read)) == 154
    qtbot.mouseClick(tile, Qt.MouseButton.LeftButton)
    assert len(states(read)) == 8


def test_enter_takes_the_suggestion_tab_the_next_and_goes_on_to_the_next_open_row(qtbot, read):
    view = read.look.difference.table.view
    view.setFocus()
    press(qtbot, read, KEY.Key_Return)
    first, second = list(read.look.difference.table.model.ids())[:2]
    assert read.look.difference.decisions[read.look.difference._rows[first].key].act == "book"
    assert read.look.difference.table.current_id() == second
    read.context.say.words = "本月起按新工资扣"
    press(qtbot, read, KEY.Key_Tab, KEY.Key_Return)
    decided = read.look.difference.decisions[read.look.difference._rows[second].key]
    assert (decided.act, decided.text) == ("correct", "本月起按新工资扣")
    assert len(read.look.difference.open_rows()) == 6


def test_a_decision_is_a_pill_and_enter_takes_it_back(qtbot, read):
    press(qtbot, read, KEY.Key_Return)
    first = next(iter(read.look.difference.table.model.ids()))
    pill = read.look.difference.table.row_of(first)[8]
    assert pill == Pill("已定：按实扣登记", "ok", "check")
    read.look.difference.table.select(first)
    press(qtbot, read, KEY.Key_Return)
    assert read.look.difference.decisions == {}


def test_down_skips_decided_rows_and_the_last_enter_leads_to_the_button(qtbot, read):
    ids = list(read.look.difference.table.model.ids())
    read.look.difference.table.select(ids[1])
    press(qtbot, read, KEY.Key_Return)
    read.look.difference.table.select(ids[0])
    press(qtbot, read, KEY.Key_Down)
    assert read.look.difference.table.current_id() == ids[2]
    read.context.say.words = "产假"
    read.look.difference.table.select(ids[0])
    for _ in range(6):  # who the doubtful row is, is not missing any more
        press(qtbot, read, KEY.Key_Return)
    assert read.look.difference.open_rows() == []
    assert read.frame.next.hasFocus()


def test_what_is_clear_is_decided_by_one_click(qtbot, read):
    qtbot.mouseClick(read.look.difference.plain, Qt.MouseButton.LeftButton)
    acts = {read.look.difference.decisions[row.key].act for row in read.look.now.of(DIFFERS, UNPAID)}
    assert acts == {"book", "owe"}
    assert [row.state for row in map(read.look.difference._rows.get, read.look.difference.open_rows())] == [
        UNKNOWN, REPEATED, DOUBTFUL,
    ]  # fmt: skip
    assert read.look.difference.plain.isHidden()


def test_a_doubtful_row_becomes_its_member_or_waits(qtbot, read):
    row = read.look.now.of(DOUBTFUL)[0]
    number = next(key for key, one in read.look.difference._rows.items() if one is row)
    links = read.look.difference.table.row_of(number)[8]
    assert links[0].text.startswith("就是")
    before = read.frame.left.text()
    assert "72.95" in before
    read.look.difference._verb(number, links[0].key)
    assert read.look.difference.decisions[row.key].member in row.candidates
    assert "33.50" in read.frame.left.text()


def test_whom_a_doubtful_row_turned_out_to_be_is_not_missing_any_more(read):
    difference = read.look.difference
    [row] = read.look.now.of(DOUBTFUL)
    missing = next(one for one in read.look.now.of(UNPAID) if one.member in row.candidates)
    number = next(key for key, one in difference._rows.items() if one is missing)
    difference.decide(missing, Decision("exempt", text="产假"))
    difference.decide(row, Decision("book", missing.member))
    assert missing.key not in difference.decisions
    assert number not in difference.open_rows()
    assert difference.table.row_of(number)[8] == Pill("不用定：已认出", "ok", "check")
    difference.decide(row, None)
    assert number in difference.open_rows()


def test_the_strip_adds_up_and_holds_the_bank_against_it(read):
    strip = read.look.balance
    told = [strip.list_sum.text(), strip.same_sum.text(), strip.open_sum.text()]
    fen = [int(text.replace(",", "").replace(".", "")) for text in told]
    assert fen[0] == fen[1] + fen[2]
    assert strip.pill.pill.text == "未核对"
    strip.amount.set_value(482010)
    assert strip.pill.pill.text == "相符"
    assert strip.voucher.text() == "登记后生成凭证：借 银行存款 4,820.10"
    assert strip.note.text() == "贷 会费收入 4,747.15、其他应付款 72.95"
    strip.amount.set_value(480000)
    assert strip.pill.pill.text == "差 −20.10"


def test_booking_makes_one_voucher_and_says_where_it_is(qtbot, read, sample, told):
    write(qtbot, read)
    assert read.frame.at == DONE
    [batch] = queries.batches(sample.db, "2026-11", "2026-11")
    assert (batch.state, batch.arrived_on, batch.members) == ("arrived", date(2026, 11, 9), 156)
    assert (batch.dues_fen, batch.pending_fen) == (474715, 7295)
    assert told.toasts == ["已登记 156 人次会费"]
    assert year.tie_out(sample.db, "2026-01", "2026-12").ok
    qtbot.mouseClick(read.booked.look, Qt.MouseButton.LeftButton)
    assert told.opened[-1] == ("dues", {"view": "matrix", "month": "2026-11"})


def test_the_same_list_again_adds_nothing(qtbot, read, sample, told):
    write(qtbot, read)
    seal = sample.seal
    qtbot.mouseClick(read.booked.again, Qt.MouseButton.LeftButton)
    assert read.frame.at == FILE
    give(qtbot, read, dues_office.november(sample))
    assert not read.look.difference.open_rows() or set(states(read)) == {UNPAID}
    write(qtbot, read)
    assert told.toasts[-1] == "没有新的内容要登记"
    assert sample.seal == seal


def test_a_list_that_has_not_arrived_waits_without_a_voucher(qtbot, read, sample):
    read.look.balance.waits.setChecked(True)
    assert "已扣未到账" in read.look.balance.voucher.text()
    write(qtbot, read)
    assert [one.month for one in queries.waiting(sample.db)] == ["2026-11"]


def test_a_bank_receipt_that_differs_is_asked_about(qtbot, read, sample):
    read.look.balance.amount.set_value(480000)
    read.context.say.answer = 1
    write(qtbot, read)
    assert read.context.say.boxes[-1] == ("confirm", "2026年11月到账金额和登记的差 −20.10 元，还要登记吗？")
    assert queries.batches(sample.db, "2026-11", "2026-11") == []


def test_without_a_day_it_says_what_to_fill_in(qtbot, read, sample):
    read.look.balance.day_edit.clear()
    write(qtbot, read)
    assert read.context.say.boxes[-1][0] == "refuse"
    assert queries.batches(sample.db, "2026-11", "2026-11") == []


def test_another_booking_meanwhile_is_noticed_and_the_list_held_against_it(qtbot, read, sample):
    from models.dues import batches

    member = read.look.now.rows[0].member
    with sample.change("收现金") as change:
        batches.receive_one(change, member, [("2026-11", 100)], "cash", date(2026, 11, 9))
    write(qtbot, read)
    assert "重新算" in read.context.say.boxes[-1][1]
    qtbot.waitUntil(lambda: not read._jobs)
    assert read.frame.at == LOOK
    assert len(read.look.now.of(DIFFERS)) == 3


def test_a_workbook_of_a_year_is_paged_and_booked_as_one(qtbot, page, sample):
    page.read(dues_office.LISTS)
    qtbot.waitUntil(lambda: not page._jobs, timeout=20000)
    assert page.frame.at == LOOK
    assert page.look.now.month == "2026-11"
    assert page.look.which.text() == "2026年11月（11/12）"
    qtbot.mouseClick(page.look.after, Qt.MouseButton.LeftButton)
    assert page.look.now.month == "2026-12"
    assert page.frame.next.text().startswith("登记 12 个月")
    page.look.one_month.setChecked(True)
    assert page.frame.next.text().startswith("登记本批 157 人")
    page.look.one_month.setChecked(False)
    write(qtbot, page)
    assert sum(one.dues_fen for one in queries.batches(sample.db, "2026-01", "2026-12")) == YEAR_FEN + 3000
    assert year.tie_out(sample.db, "2026-01", "2026-12").ok


def test_what_is_no_deduction_list_goes_to_the_columns_or_is_refused(qtbot, page):
    give(qtbot, page, "")
    assert page.frame.at == FILE
    assert page.files.refused
    give(qtbot, page, "2026年11月\n甲\t乙\n老王\t三")
    assert page.frame.at == MATCH
    assert not page.frame.next.isEnabled()


def test_closing_asks_only_when_decisions_would_be_lost(qtbot, read):
    assert read.may_close()
    press(qtbot, read, KEY.Key_Return)
    read.context.say.answer = 1
    assert not read.may_close()


@pytest.mark.parametrize(("wide", "zoom"), [(1190, 100), (1048, 100), (1314, 125), (1314, 150)])
def test_nothing_is_cut_or_overlaps(qtbot, read, wide, zoom):
    theme.apply(QApplication.instance(), zoom)
    try:
        read.resize(wide, 692)
        assert look_at(read) == []
    finally:
        theme.apply(QApplication.instance(), 100)
