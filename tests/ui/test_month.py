"""An ordinary November as the treasurer plays it at the real window: every key, click and prompt is counted."""

from __future__ import annotations

import re
import shutil
from datetime import date
from decimal import Decimal
from functools import partial

import pypdfium2
import pytest
from hands import ALT, CTRL, KEY, Clock, Count, Hands
from openpyxl import Workbook, load_workbook
from PySide6.QtWidgets import QLabel

from models import trust
from models.dues import queries as dues
from models.dues import year
from models.dues.records import DIFFERS, DOUBTFUL, UNKNOWN, UNPAID
from models.kit.money import yuan
from models.ledger import queries as ledger
from models.members import queries as members
from models.office import Office
from tests.ui.pages import dues_office
from ui import app
from ui.jobs import InlineRunner
from ui.memory import Memory

MOST_PROMPTS = 40
NEW_ID = "320102199804123027"
NUMBER, LEAVES, RETIRES = "1169", "1036", "1041"
RAISED = {"1039": 801_000, "1040": 533_000}  # fen a month, as the personnel office's file says
SHORT, MISSING, MISREAD = 4, 9, 15  # places on the November list
UNKNOWN_FEN = 2850
# What a step may take at most: keys, clicks, prompts.
BOUNDS = {
    "1 开始": Count(5, 0, 0),
    "10 会员变动": Count(150, 8, 8),
    "11 扣款单": Count(80, 4, 4),
    "12 到账": Count(30, 3, 5),
    "18 行事历、备份": Count(25, 2, 4),
}


@pytest.fixture(scope="module")
def ten_months(tmp_path_factory):
    path = tmp_path_factory.mktemp("ten") / "青禾中学.union"
    dues_office.make(path)
    return path


@pytest.fixture
def clock():
    return Clock(date(2026, 11, 9))


@pytest.fixture
def office(ten_months, tmp_path, clock):
    path = tmp_path / "账套" / "青禾中学.union"
    path.parent.mkdir()
    shutil.copyfile(ten_months, path)
    with Office.open(path) as opened:
        opened.clock = clock
        yield opened


@pytest.fixture
def hands(qtbot, office, clock, monkeypatch):
    """Somebody at the window, its jobs told the same day as the window."""

    def again():
        opened = Office.open(office.path, office.actor.name)
        opened.clock = clock
        return opened

    monkeypatch.setattr(app, "Runner", lambda _: InlineRunner(again))
    monkeypatch.setattr(app, "_this_month", lambda: "2026-11")
    window = app.make_window(office, Memory(None))
    qtbot.addWidget(window)
    made = Hands(qtbot, window)
    made.patch(monkeypatch)
    with qtbot.waitExposed(window):
        window.show()
    app.after_first_paint(window)
    made.settle()
    yield made
    made.let_go()


def test_the_month_takes_few_keys_and_prompts_and_no_typed_figure(
    hands, office, clock, tmp_path, record_property
):
    for name, day, play in (
        ("1 开始", 9, begin),
        ("10 会员变动", 9, change_members),
        ("11 扣款单", 10, receive_the_list),
        ("12 到账", 12, money_arrives),
        ("18 行事历、备份", 25, end_the_month),
    ):
        clock.day = date(2026, 11, day)
        hands.step(name)
        play(hands, office, tmp_path)
        assert hands.surprises == [], name
        assert year.tie_out(office.db, "2026-01", "2026-12").ok, name
        took, most = hands.counts[name], BOUNDS[name]
        record_property(name, f"{took.keys} keys, {took.clicks} clicks, {took.prompts} prompts")
        assert took.keys <= most.keys, (name, took)
        assert took.clicks <= most.clicks, (name, took)
        assert took.prompts <= most.prompts, (name, took)
    assert hands.prompts <= MOST_PROMPTS
    figures = [one for one in hands.typed if re.fullmatch(r"[\d.,]+", one)]
    assert figures == [NUMBER, NEW_ID, "9", LEAVES, RETIRES, "11"]  # numbers and days, not one amount
    assert [check.name for check in trust.checks(office.db) if not check.ok] == []


# -- 1: open, read what waits, do the first of it -------------------------------------------------


def begin(hands, office, tmp_path):
    home = hands.window.page
    assert any("11月会费" in one.what for one in home.seen.todo)
    assert home.seen.todo[0].where == "arrears:2026"
    hands.press(KEY.Key_Return)
    assert hands.window.current == "dues"
    hands.press(KEY.Key_W, held=CTRL)
    assert hands.window.page is home


# -- 10: joins, leavers, retired, pay bases -------------------------------------------------------


def change_members(hands, office, tmp_path):
    hands.go_to("hy")
    hands.answer(partial(fill_new_member, hands))
    hands.press(KEY.Key_N, held=CTRL)
    for number, answer in ((LEAVES, moves_away), (RETIRES, retires)):
        hands.go_to(number)
        hands.answer(partial(answer, hands))
        hands.press(KEY.Key_M, held=CTRL)
    hands.click_on("会籍")
    shown = [one.text() for one in hands.window.page.detail.findChildren(QLabel) if one.isVisible()]
    assert "退休" in shown
    import_wages(hands, wage_list(tmp_path))
    accept_differences(hands)
    states = {who: members.by_number(office.db, who).status for who in (LEAVES, RETIRES, NUMBER)}
    assert states == {LEAVES: "left", RETIRES: "retired", NUMBER: "working"}
    bases = members.bases(office.db, "2026-11")
    assert {who: bases[members.by_number(office.db, who).id] for who in RAISED} == RAISED


def fill_new_member(hands, dialog):
    hands.commit("程若溪")
    hands.press(KEY.Key_Tab)
    hands.write(NUMBER)
    hands.press(KEY.Key_Tab)
    hands.write(NEW_ID)  # birthday and sex follow from it
    hands.press(*(KEY.Key_Tab,) * 4)
    hands.choose("第2分工会")
    hands.press(KEY.Key_Tab, KEY.Key_Tab)
    hands.write("9")
    hands.press(KEY.Key_S, held=CTRL)


def moves_away(hands, dialog):
    hands.choose("转出")
    hands.press(KEY.Key_Tab, KEY.Key_Tab)
    hands.commit("城东中学工会")
    hands.press(KEY.Key_S, held=CTRL)


def retires(hands, dialog):
    hands.choose("退休")
    hands.press(KEY.Key_S, held=CTRL)


def wage_list(folder):
    """What the personnel office sends: the two whose pay has changed, and the new teacher."""
    rows = [(number, "", fen) for number, fen in RAISED.items()] + [(NUMBER, "程若溪", 438_600)]
    return book(folder / "调资名单.xlsx", "2026年11月调资名单", ("工号", "姓名", "计费工资"), rows)


def book(path, title, heads, rows):
    """A workbook as offices send it; the amounts are integer fen."""
    made = Workbook()
    made.active.append((title,))
    made.active.append(heads)
    for row in rows:
        made.active.append([Decimal(cell) / 100 if isinstance(cell, int) else cell for cell in row])
    made.save(path)
    return path


def import_wages(hands, path):
    hands.click_on("导入")
    hands.press(KEY.Key_Down, KEY.Key_Down, KEY.Key_Return)
    assert hands.window.page.kind.key == "wages"
    hands.give(path)
    hands.press(KEY.Key_O, held=CTRL)
    page = hands.window.page
    hands.press(KEY.Key_Return)
    assert page.difference.taken == 3
    hands.click(page._frame.next)
    assert page._frame.at == page._last, hands.surprises


def accept_differences(hands):
    hands.go_to("hf")
    hands.press(KEY.Key_5, held=ALT)
    hands.answer(partial(take_them, hands))
    hands.click_on("基数差额 2 人")


def take_them(hands, dialog):
    hands.click(dialog.take)


# -- 11: the deduction list -----------------------------------------------------------------------


def receive_the_list(hands, office, tmp_path):
    path = deduction_list(office, tmp_path)
    hands.go_to("sy")
    do_first(hands, "dues:2026-11")
    hands.give(path)
    hands.press(KEY.Key_O, held=CTRL)
    page = hands.window.page
    table = page.look.difference.table
    while page.look.difference.open_rows():
        row = page.look.difference._rows[table.current_id()]
        DECIDE[row.state](hands)
    assert page.frame.next.hasFocus()
    hands.click(page.look.balance.waits)
    hands.click(page.frame.next)
    [batch] = dues.waiting(office.db)
    assert (batch.dues_fen + batch.pending_fen, batch.pending_fen) == (total_fen(path), UNKNOWN_FEN)
    hands.press(KEY.Key_W, held=CTRL)


def deduction_list(office, folder):
    """The November list of the pay office: as due but for one amount, one missing, one misread, one unknown."""
    due = {who: one.due_fen for (who, _), one in dues.month_dues(office.db, "2026-11", "2026-11").items()}
    listed = members.liable(office.db, "2026-11")
    rows = [(one.number, one.name, due[one.member], "") for one in listed]
    number, name, fen, _ = rows[SHORT]
    rows[SHORT] = (number, name, fen - 500, "9月调资后没有改扣款")
    number, name, fen, _ = rows[MISREAD]
    rows[MISREAD] = (f"9{number}", name, fen, "")
    rows.append(("", "高启明", UNKNOWN_FEN, "临时用工"))
    del rows[MISSING]
    heads = ("工号", "姓名", "代扣会费", "备注")
    return book(folder / "2026年11月代扣.xlsx", "2026年11月工会会费代扣表", heads, rows)


def total_fen(path):
    """What a list adds up to."""
    rows = load_workbook(path).active.iter_rows(min_row=3, values_only=True)
    return sum(int(Decimal(str(row[2])) * 100) for row in rows)


def as_paid(hands):
    hands.press(KEY.Key_Return)


def exempt(hands):
    hands.answer(partial(give_reason, hands))
    hands.press(KEY.Key_Tab, KEY.Key_Return)


def give_reason(hands, dialog):
    hands.commit("产假，工资由社保发放")
    hands.press(KEY.Key_Return)


def pending(hands):
    hands.press(KEY.Key_Tab, KEY.Key_Tab, KEY.Key_Tab, KEY.Key_Return)


DECIDE = {DIFFERS: as_paid, UNPAID: exempt, DOUBTFUL: as_paid, UNKNOWN: pending}


def do_first(hands, where):
    """On the home page: ↓ to what waits there, Enter."""
    home = hands.window.page
    at = [one.where.partition(":")[0] for one in home.seen.todo].index(where.partition(":")[0])
    by = at - home.todo.table.current_id()
    hands.press(*(KEY.Key_Down if by > 0 else KEY.Key_Up,) * abs(by))
    hands.press(KEY.Key_Return)
    assert hands.window.page is not home


# -- 12: the money arrives ------------------------------------------------------------------------


def money_arrives(hands, office, tmp_path):
    hands.go_to("sy")
    do_first(hands, "dues-batch")
    hands.answer(partial(say_day, hands))
    hands.press(KEY.Key_Return)
    [batch] = dues.batches(office.db, "2026-11", "2026-11")
    assert (batch.state, batch.arrived_on) == ("arrived", date(2026, 11, 11))
    voucher = ledger.voucher(office.db, batch.voucher)
    lines = [(line.code, line.debit_fen, line.credit_fen) for line in voucher.lines]
    whole = total_fen(tmp_path / "2026年11月代扣.xlsx")
    assert lines == [("102", whole, 0), ("401", 0, whole - UNKNOWN_FEN), ("221", 0, UNKNOWN_FEN)]
    hands.press(KEY.Key_2, held=ALT)
    hands.give(tmp_path / "欠缴.pdf")
    hands.answer(hands.take_paper)
    hands.click_on("打印分工会名单")
    owed = year.arrears(office.db, 2026, date(2026, 11, 12))
    total = f"合　计　{len(owed)} 人 {yuan(sum(one.owed_fen for one in owed))}"
    assert total in pdf_text(hands.pages[-1])
    assert pages_of(tmp_path / "欠缴.pdf") == len(members.units(office.db))


def say_day(hands, dialog):
    hands.press(KEY.Key_A, held=CTRL)
    hands.write("11")
    hands.press(KEY.Key_S, held=CTRL)


def pdf_text(pdf):
    """The words on all pages."""
    pages = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in pages)


def pages_of(path):
    """How many pages were printed."""
    return len(pypdfium2.PdfDocument(path))


# -- 18: the schedule of December, a copy on the stick --------------------------------------------


def end_the_month(hands, office, tmp_path):
    hands.go_to("sy")
    hands.press(KEY.Key_PageDown, held=ALT)
    hands.press(KEY.Key_1, held=ALT)
    page = hands.window.page
    text = pdf_text(page.shown.pdf)
    hands.give(tmp_path / "12月行事历.pdf")
    hands.press(KEY.Key_P, held=CTRL)
    assert "二〇二六年十二月" in text
    assert "收缴12月会费" in text
    assert pages_of(tmp_path / "12月行事历.pdf") == page.shown.pages
    stick = tmp_path / "U盘"
    stick.mkdir()
    hands.go_to("sy")
    hands.give(stick)
    hands.press(KEY.Key_4, held=ALT)
    [copy] = stick.glob("*.union")
    with Office.open(copy, read_only=True) as kept:
        assert kept.seal == office.seal
