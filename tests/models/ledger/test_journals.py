"""The books for hledger and beancount: every sign is safe, balances agree, the year's end is asserted."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date, datetime

import pytest

from models.kit.errors import Refused
from models.ledger import actions, balances, conversion, journals, queries, year_end
from models.ledger.records import LineDraft, VoucherDraft
from tests.models.ledger.test_conversion import old_book
from tests.models.ledger.vouchers import BANK, CASH, OFFICE_COST, account, draft, post, simple

__all__ = ["old_book"]
ODD = '付; "急" | a\\b: date:1999-99-99 [2026-13-45], ＝ (x) * ! \u200b\u3000 = 5'


@pytest.fixture
def books(office):
    """Odd signs, a red reversal, an earmark, a large sum, a year that is closed."""
    with office.change("期初") as change:
        actions.set_opening(change, 2026, [(CASH, 500, 0), ("322", 0, 500)])
        actions.add_account(change, "23109", "互助: 会；第*1  期 [甲]", account(office, "231"))
    done = post(office, draft(office, (OFFICE_COST, 1200, 0), (BANK, 0, 1200), summary=ODD))
    with office.change("冲销") as change:
        actions.reverse(change, done.id, "错", date(2026, 3, 20))
    post(office, simple(office, 10**11))
    lines = (
        LineDraft(account(office, BANK), 700, 0, earmark="送, 温暖: 甲"),
        LineDraft(account(office, "23109"), 0, 700, "代收"),
    )
    post(office, VoucherDraft(date(2026, 5, 1), "代收互助金", lines))
    office.clock = lambda: datetime(2027, 1, 9, 9, 41)
    with office.change("年结") as change:
        year_end.close_year(change, 2026)
    return office


@pytest.mark.parametrize("form", ["hledger", "beancount"])
def test_every_posted_voucher_is_written(books, form, tmp_path):
    path = tmp_path / "books.txt"
    assert journals.export(books, form, path) == len(queries.have(books.db))
    text = path.read_text(encoding="utf-8")
    assert all(name in text for name in queries.have(books.db))
    assert "1000000000.00" in text
    assert [each.name for each in tmp_path.iterdir() if each.suffix == ".part"] == []


def test_a_place_that_can_not_be_written_is_said(books, tmp_path):
    with pytest.raises(Refused, match="写不出来"):
        journals.export(books, "hledger", tmp_path / "nowhere" / "books.txt")


def hledger(path, *words):
    return subprocess.run(["hledger", "-f", str(path), *words], capture_output=True, text=True)


@pytest.mark.skipif(shutil.which("hledger") is None, reason="hledger is not on this machine")
def test_hledger_finds_nothing_wrong_and_has_our_balances(books, tmp_path):
    path = tmp_path / "books.journal"
    journals.export(books, "hledger", path)
    checked = hledger(path, "check", "-s", "ordereddates")
    assert (checked.returncode, checked.stderr) == (0, "")
    said = hledger(path, "balance", "--flat", "-N", "-E", "-e", "2027-01-01", "-O", "csv").stdout
    got = {}
    for line in said.splitlines()[1:]:
        name, fen = re.fullmatch(r'"[a-z]+:(\d+) .*","(.*)"', line).groups()
        got[name] = int(fen.replace(" CNY", "").replace(".", "")) if fen != "0" else 0
    wanted = {
        one.account.code: one.closing_fen
        for one in balances.trial_balance(books.db, "2026-12")
        if one.account.leaf and (one.moved or one.account.code in got)
    }
    assert got == wanted


@pytest.mark.skipif(shutil.which("hledger") is None, reason="hledger is not on this machine")
def test_closing_vouchers_and_earmarks_are_found_by_their_tags(books, tmp_path):
    path = tmp_path / "books.journal"
    journals.export(books, "hledger", path)
    closing = hledger(path, "print", "tag:kind=closing").stdout
    assert closing.count("2026-12-31 *") == len([one for one in queries.vouchers(books.db, "2026-12", "2026-12") if one.kind == "closing"])  # fmt: skip
    before = hledger(path, "balance", "not:tag:kind=closing", "expenses", "--flat", "-N").stdout
    assert "1000000000.00 CNY" in before
    assert "代收互助金" in hledger(path, "print", "tag:earmark=送").stdout
    assert "reverses:2026-03-记-001" in path.read_text(encoding="utf-8")


@pytest.mark.skipif(shutil.which("hledger") is None, reason="hledger is not on this machine")
def test_a_figure_that_was_changed_fails_the_year_end(books, tmp_path):
    path = tmp_path / "books.journal"
    journals.export(books, "hledger", path)
    text = path.read_text(encoding="utf-8")
    old = "7.00 CNY  ; 代收互助金, earmark"
    assert text.count(old) == 1
    path.write_text(
        text.replace(old, old.replace("7.00", "8.00")).replace("-7.00 CNY  ; 代收", "-8.00 CNY  ; 代收")
    )
    assert hledger(path, "check").returncode != 0


ACCOUNT = r"(?:Assets|Liabilities|Equity|Income|Expenses):[A-Z0-9][^\W_\-]*(?:-[^\W_]+)*"
TEXT = r'"(?:[^"\\\n]|\\["\\])*"'
AMOUNT = r"-?\d+\.\d\d CNY"
DAY = r"\d{4}-\d\d-\d\d"
BEANS = [
    r"",
    r";.*",
    rf"option {TEXT} {TEXT}",
    rf"{DAY} open {ACCOUNT} CNY",
    rf"{DAY} balance {ACCOUNT}  {AMOUNT}",
    rf"{DAY} \* {TEXT}(?: #[a-z]+)?",
    rf" {{2,4}}[a-z][a-z_]*: {TEXT}",
    rf"  {ACCOUNT}  {AMOUNT}",
]


def test_every_line_for_beancount_is_in_its_grammar_and_adds_up(books, tmp_path):
    path = tmp_path / "books.beancount"
    journals.export(books, "beancount", path)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not any(re.fullmatch(rule, line) for rule in BEANS)] == []
    opened = {line.split()[2] for line in lines if " open " in line}
    used = {line.split()[0] for line in lines if re.fullmatch(BEANS[7], line)}
    asserted = {line.split()[2]: line.split()[3] for line in lines if " balance " in line}
    assert used | set(asserted) <= opened
    assert len(opened) == len([line for line in lines if " open " in line])
    sums, total = dict.fromkeys(opened, 0), 0
    for line in lines:
        if re.fullmatch(BEANS[7], line):
            name, fen = line.split()[0], int(line.split()[1].replace(".", ""))
            sums[name], total = sums[name] + fen, total + fen
        elif not line:
            assert total == 0
    assert {name: int(fen.replace(".", "")) for name, fen in asserted.items()} == sums


def test_a_book_of_both_charts_names_the_old_accounts_apart_and_ends_them_at_nothing(old_book, tmp_path):
    with old_book.change("衔接") as change:
        conversion.carry(change)
    path = tmp_path / "books.beancount"
    journals.export(old_book, "beancount", path)
    lines = path.read_text(encoding="utf-8").splitlines()
    opened = [line.split()[2] for line in lines if " open " in line]
    assert len(opened) == len(set(opened)) and "Assets:102-银行存款-旧制度" in opened
    sums = dict.fromkeys(opened, 0)
    for line in lines:
        if re.fullmatch(BEANS[7], line):
            sums[line.split()[0]] += int(line.split()[1].replace(".", ""))
    asserted = {line.split()[2]: line.split()[3] for line in lines if " balance " in line}
    assert {name: int(fen.replace(".", "")) for name, fen in asserted.items()} == sums
    assert sums["Assets:102-银行存款"] == 500_000 and sums["Assets:102-银行存款-旧制度"] == 0


@pytest.mark.skipif(shutil.which("hledger") is None, reason="hledger is not on this machine")
def test_hledger_finds_nothing_wrong_with_both_charts(old_book, tmp_path):
    with old_book.change("衔接") as change:
        conversion.carry(change)
    path = tmp_path / "books.journal"
    journals.export(old_book, "hledger", path)
    checked = hledger(path, "check", "-s", "ordereddates")
    assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.skipif(shutil.which("bean-check") is None, reason="beancount is not on this machine")
def test_beancount_finds_nothing_wrong(books, tmp_path):
    path = tmp_path / "books.beancount"
    journals.export(books, "beancount", path)
    checked = subprocess.run(["bean-check", str(path)], capture_output=True, text=True)
    assert (checked.returncode, checked.stderr) == (0, "")
