"""The money part of a month as the treasurer and her checker play it at the real window, counted."""

from __future__ import annotations

import shutil
from datetime import date
from functools import partial

import pytest
from hands import ALT, CTRL, KEY, Clock, Count, Hands
from money_office import CASHIER, DRAFTED_FEN, TREASURER, make, statement
from PySide6.QtWidgets import QApplication
from test_month import book, do_first, pages_of, pdf_text

from models import trust
from models.bank import cash, sheets
from models.bank import queries as bank
from models.ledger import marks
from models.ledger import queries as ledger
from models.levy import queries as levies
from models.office import Office
from ui import app
from ui.jobs import InlineRunner
from ui.memory import Memory

MOST_PROMPTS = 40
PIECES = ("14", "1", "1", "2", "3", "1", "4")  # notes and coins that are not none
LEVY, UP = "00451217", "S20261122"


@pytest.fixture(scope="module")
def ten_months(tmp_path_factory):
    path = tmp_path_factory.mktemp("money") / "青禾中学.union"
    make(path)
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


def test_the_money_part_takes_few_keys_and_prompts_and_no_typed_figure(
    hands, office, clock, tmp_path, record_property
):
    for name, play, most, day in STEPS:
        clock.day = date(2026, 11, day)
        hands.step(name)
        play(hands, office, tmp_path)
        assert hands.surprises == [], name
        took = hands.counts[name]
        record_property(name, f"{took.keys} keys, {took.clicks} clicks, {took.prompts} prompts")
        assert took.keys <= most.keys, (name, took)
        assert took.clicks <= most.clicks, (name, took)
        assert took.prompts <= most.prompts, (name, took)
    assert hands.prompts <= MOST_PROMPTS
    assert [one for one in hands.typed if any(sign.isdigit() for sign in one)] == [*PIECES, LEVY, UP]
    assert [check.name for check in trust.checks(office.db) if not check.ok] == []


# -- 2 to 5: the bank and the cash box ------------------------------------------------------------


def say_yes(hands):
    """In a question: the verb stands left of the safe answer."""
    return lambda dialog: hands.press(KEY.Key_Left, KEY.Key_Return)


def take_statement(hands, office, tmp_path):
    do_first(hands, "bank:2026-10")
    hands.give(statement(office, tmp_path))
    hands.answer(lambda dialog: hands.press(KEY.Key_Return))
    hands.press(KEY.Key_I, held=CTRL)
    assert len(bank.bank_lines(office.db, bank.accounts(office.db)[0], free=True)) == 3


def book_leftovers(hands, office, tmp_path):
    def tick(dialog):
        hands.press(KEY.Key_Down, KEY.Key_Space)
        hands.press(KEY.Key_S, held=CTRL)

    hands.answer(tick)
    hands.press(KEY.Key_B)
    assert bank.bank_lines(office.db, bank.accounts(office.db)[0], free=True) == []


def sign_sheet(hands, office, tmp_path):
    hands.give(tmp_path / "调节表.pdf")
    hands.answer(hands.take_paper)
    hands.press(KEY.Key_P, held=CTRL)
    hands.answer(lambda dialog: hands.press(KEY.Key_S, held=CTRL))
    hands.press(KEY.Key_S, held=CTRL)
    assert sheets.sheet(office.db, bank.accounts(office.db)[0], "2026-10").state == "signed"


def count_cash(hands, office, tmp_path):
    hands.press(KEY.Key_2, held=ALT)
    hands.answer(partial(count, hands))
    hands.press(KEY.Key_N, held=CTRL)
    [made, *_] = cash.counts(office.db)
    assert (made.draft.day, made.difference_fen) == (date(2026, 10, 31), 0)
    assert made.draft.unbooked_out_fen == DRAFTED_FEN  # as the draft says


def count(hands, dialog):
    hands.write(PIECES[0])
    hands.press(KEY.Key_Return)
    for pieces in PIECES[1:]:
        hands.press(KEY.Key_Return)
        hands.write(pieces)
    hands.press(KEY.Key_S, held=CTRL)


# -- 6 to 8: depreciation, another person checks and posts, the month is closed -------------------


def depreciate(hands, office, tmp_path):
    hands.go_to("zc")
    hands.answer(lambda dialog: hands.press(KEY.Key_S, held=CTRL))
    hands.click(hands.window.page.views.now.run_month)


def sit(hands, name):
    hands.click(hands.window.top.user)
    menu = QApplication.activePopupWidget()
    at = [name in one.text() for one in menu.actions()].index(True)
    hands.press(*(KEY.Key_Down,) * (at + 1), KEY.Key_Return)


def check_and_post(hands, office, tmp_path):
    sit(hands, CASHIER)
    assert office.actor.name == CASHIER
    hands.go_to("pz")
    hands.answer(say_yes(hands))
    hands.click_on("草稿记账")
    hands.press(KEY.Key_A, held=CTRL)
    hands.press(KEY.Key_J, held=CTRL)
    made = ledger.vouchers(office.db, "2026-10", "2026-10")
    assert len(made) == 13
    assert {marks.of_voucher(office.db, one.id)["checked"].who for one in made} == {CASHIER}
    sit(hands, TREASURER)


def close_month(hands, office, tmp_path):
    hands.go_to("jz")
    hands.answer(say_yes(hands))
    hands.press(KEY.Key_Return)
    assert ledger.is_closed(office.db, "2026-10")


# -- 9: what is bound -----------------------------------------------------------------------------


def print_month(hands, office, tmp_path):
    hands.go_to("pz")
    hands.press(KEY.Key_A, held=CTRL)
    hands.give(tmp_path / "凭证.pdf")
    hands.answer(hands.take_paper)
    hands.press(KEY.Key_P, held=CTRL)
    assert {
        marks.of_voucher(office.db, one.id)["printed"].who
        for one in ledger.vouchers(office.db, "2026-10", "2026-10")
    } == {TREASURER}
    for words in ("xjrjz", "yhckrjz", "kmyeb", "srzcb"):
        hands.go_to(words)
        page = hands.window.page
        hands.give(tmp_path / f"{words}.pdf")
        hands.press(KEY.Key_P, held=CTRL)
        assert pages_of(tmp_path / f"{words}.pdf") == page.shown.pages
    hands.go_to("zcfzb")
    hands.give(tmp_path / "资产负债表.pdf")
    hands.answer(hands.take_paper)
    hands.press(KEY.Key_P, held=CTRL)
    assert "资产负债表" in pdf_text(hands.pages[-1]).replace("　", "").replace(" ", "")


# -- 13: wage bill, levy, remittance --------------------------------------------------------------


def take_levy(hands, office, tmp_path):
    rows = [(f"{1000 + at}", name_of(at), 750_000) for at in range(168)]
    path = book(tmp_path / "工资.xlsx", "2026年11月工资发放表", ("工号", "姓名", "应发合计"), rows)
    hands.go_to("bj")
    hands.give(path)
    hands.answer(say_yes(hands))
    hands.click_on("导入工资表")
    assert levies.wage_bills(office.db, "2026-11", "2026-11")["2026-11"].total_fen == 126_000_000
    hands.press(KEY.Key_N, held=CTRL)
    hands.write(LEVY)
    hands.press(KEY.Key_S, held=CTRL)
    [made] = [one for one in ledger.vouchers(office.db, "2026-11", "2026-11") if one.source]
    assert [(line.code, line.debit_fen, line.credit_fen) for line in made.lines] == [
        ("102", 2_520_000, 0),
        ("402", 0, 1_512_000),
        ("211", 0, 1_008_000),
    ]
    assert levies.receipt_by_number(office.db, LEVY).voucher == made.id


def name_of(at):
    """Any name of three characters."""
    return "周吴郑王"[at % 4] + "文若静立"[at // 4 % 4] + "兰平海宁"[at // 16 % 4]


def remit(hands, office, tmp_path):
    hands.go_to("sjsj")
    hands.write(UP)
    hands.press(KEY.Key_S, held=CTRL)
    assert levies.up_debt(office.db, office.today()).fen == 0


# What a step may take at most: keys, clicks, prompts.
STEPS = (
    ("2 对账单", take_statement, Count(10, 0, 2), 9),
    ("3 没记账的", book_leftovers, Count(5, 0, 1), 9),
    ("4 调节表", sign_sheet, Count(5, 0, 3), 9),
    ("5 现金盘点", count_cash, Count(22, 0, 1), 9),
    ("6 折旧", depreciate, Count(6, 1, 1), 9),
    ("7 审核、记账", check_and_post, Count(16, 3, 1), 9),
    ("8 结账", close_month, Count(8, 0, 1), 9),
    ("9 打印", print_month, Count(55, 0, 8), 9),
    ("13 拨缴", take_levy, Count(18, 1, 2), 16),
    ("13 上缴", remit, Count(18, 0, 0), 22),
)
