"""Steps 2 to 5 of the month at the real window: statement, leftovers, sheet, cash; keys are counted."""

from __future__ import annotations

from datetime import date

import pytest
from hands import ALT, CTRL, KEY, Clock, Count, Hands
from openpyxl import Workbook

from models.bank import cash, queries, sheets
from models.ledger import actions as ledger
from models.ledger import queries as books
from models.office import Office
from tests.models.bank.statements import HEAD, account, post, running
from ui import app
from ui.jobs import InlineRunner
from ui.memory import Memory

# What a step may take at most: keys, clicks, prompts.
BOUNDS = {
    "2 对账单": Count(8, 0, 2),
    "3 没记账的": Count(3, 0, 1),
    "4 调节表": Count(6, 0, 4),
    "5 现金盘点": Count(16, 0, 1),
}
MOVES = [(f"10-{number + 1:02d}", -100_00 * number - 7, f"付第{number}家") for number in range(1, 9)]


@pytest.fixture
def hands(qtbot, office, monkeypatch):
    """Somebody at the window on 3 November, with October's vouchers in the book."""
    clock = Clock(date(2026, 11, 3))
    office.clock = clock
    with office.change("期初") as change:
        ledger.set_opening(change, 2026, [("101", 30_050, 0), ("102", 2_000_000, 0), ("322", 0, 2_030_050)])
    for when, fen, words in MOVES:
        post(office, when, fen, words)

    def again():
        opened = Office.open(office.path, office.actor.name)
        opened.clock = clock
        return opened

    monkeypatch.setattr(app, "Runner", lambda _: InlineRunner(again))
    monkeypatch.setattr(app, "_this_month", lambda: "2026-10")
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


@pytest.fixture
def statement(tmp_path):
    """October as the bank has it: every payment a day later, and a fee and interest that nobody booked."""
    book = Workbook()
    book.active.append(HEAD)
    later = [(f"10-{int(when[3:]) + 1:02d}", fen, f"{words}/某公司") for when, fen, words in MOVES]
    for row in running(2_000_000, *later, ("10-21", 138, "结息"), ("10-31", -1_500, "账户管理费")):
        book.active.append(row)
    path = tmp_path / "10月对账单.xlsx"
    book.save(path)
    return path


def test_statement_sheet_and_count_take_few_keys(hands, office, statement, tmp_path):
    plays = (take_statement, book_leftovers, sign_sheet, count_cash)
    for (name, most), play in zip(BOUNDS.items(), plays, strict=True):
        hands.step(name)
        play(hands, office, statement, tmp_path)
        assert hands.surprises == [], name
        took = hands.counts[name]
        assert (took.keys <= most.keys, took.clicks <= most.clicks, took.prompts <= most.prompts) == (
            True,
        ) * 3, took
    assert hands.typed == ["yh", "3", "1"]  # no amount is typed, only pieces


def take_statement(hands, office, statement, tmp_path):
    """Ctrl+I, the file, Enter: read, checked, matched."""
    hands.go_to("yh")
    hands.give(statement)
    hands.answer(lambda dialog: hands.press(KEY.Key_Return))
    hands.press(KEY.Key_I, held=CTRL)
    free = queries.bank_lines(office.db, account(office), free=True)
    assert [line.words for line in free] == ["结息", "账户管理费"]


def book_leftovers(hands, office, statement, tmp_path):
    """B, Ctrl+S: both become vouchers."""
    hands.answer(lambda dialog: hands.press(KEY.Key_S, held=CTRL))
    hands.press(KEY.Key_B)
    assert queries.bank_lines(office.db, account(office), free=True) == []
    assert [one.summary for one in books.vouchers(office.db, "2026-10", "2026-10")][-2:] == [
        "收存款利息",
        "付银行手续费",
    ]


def sign_sheet(hands, office, statement, tmp_path):
    """Ctrl+P, print; Ctrl+S, Ctrl+S: signed."""
    hands.give(tmp_path / "调节表.pdf")
    hands.answer(hands.take_paper)
    hands.press(KEY.Key_P, held=CTRL)
    hands.answer(lambda dialog: hands.press(KEY.Key_S, held=CTRL))
    hands.press(KEY.Key_S, held=CTRL)
    assert hands.pages and sheets.sheet(office.db, account(office), "2026-10").state == "signed"


def count_cash(hands, office, statement, tmp_path):
    """Alt+2, Ctrl+N, the pieces, Ctrl+S."""

    def count(dialog):
        hands.write("3")
        hands.press(*[KEY.Key_Return] * 6)
        hands.write("1")
        hands.press(KEY.Key_S, held=CTRL)

    hands.press(KEY.Key_2, held=ALT)
    hands.answer(count)
    hands.press(KEY.Key_N, held=CTRL)
    assert cash.counts(office.db)[0].difference_fen == 0
