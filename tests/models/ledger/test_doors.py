"""A period lock holds for every door: the form, an import, the command line, undo, and a bare SQL tool."""

from __future__ import annotations

import sqlite3
from datetime import date

import pytest

from models.kit.errors import Refused
from models.ledger import actions, exchange, imports, year_end
from tests.models.ledger.events import at, happen
from tests.models.ledger.test_imports import sheet
from tests.models.ledger.vouchers import draft, keep, simple

MARCH = date(2026, 3, 20)


def form(office):
    with office.change("记账") as change:
        actions.post_voucher(change, simple(office, day=MARCH))


def saved_draft(office):
    with office.change("暂存") as change:
        actions.save_draft(change, simple(office, day=MARCH))


def command_line(office):
    said = {"date": "2026-03-20", "summary": "办公用品", "lines": [
        {"account": "50599", "debit_fen": 100, "credit_fen": 0}, {"account": "102", "debit_fen": 0, "credit_fen": 100}]}  # fmt: skip
    with office.change("记账") as change:
        actions.post_voucher(change, exchange.draft_from_json(office.db, said))


def an_import(office):
    rows = [["日期", "凭证号", "摘要", "科目编码", "借方", "贷方"],
            ["2026-03-20", "记-2", "办公用品", "50599", 1.0, None],
            ["2026-03-20", "记-2", "办公用品", "102", None, 1.0]]  # fmt: skip
    plan = imports.plan_vouchers(office.db, sheet(rows))
    with office.change("导入") as change:
        imports.apply_vouchers(change, plan)


def red_reversal(office):
    key = office.db.execute("select min(id) from voucher where posted = 1").fetchone()[0]
    with office.change("冲销") as change:
        actions.reverse(change, key, "记错", MARCH)


def undo(office):
    office.undo()


def bare_sql(office):
    db = office.db
    db.execute("savepoint x")
    try:
        db.execute("insert into voucher (month, day, summary, maker, made_at) values"
                   " ('2026-03', '2026-03-20', 'x', 1, '2026-03-20')")  # fmt: skip
        key = db.execute("select max(id) from voucher").fetchone()[0]
        ids = [
            row[0]
            for row in db.execute("select id from account where code in ('50599', '102') order by code")
        ]
        for n, (account, debit, credit) in enumerate(((ids[1], 5, 0), (ids[0], 0, 5)), 1):
            db.execute("insert into voucher_line (voucher, position, month, account, summary, debit_fen, credit_fen)"
                       " values (?, ?, '2026-03', ?, 'x', ?, ?)", (key, n, account, debit, credit))  # fmt: skip
        number = db.execute(
            "select coalesce(max(number), 0) + 1 from voucher where month = '2026-03'"
        ).fetchone()[0]
        db.execute("update voucher set posted = 1, number = ? where id = ?", (number, key))
    finally:
        db.execute("rollback to x")
        db.execute("release x")


def opening_balance(office):
    with office.change("期初") as change:
        actions.set_opening(change, 2026, [("101", 100, 0), ("322", 0, 100)])


def quiet_reopening(office):
    office.db.execute("update period set state = 'open', reason = '' where month = '2026-03'")


def dropped_lock(office):
    office.db.execute("delete from period where month = '2026-03'")


DOORS = (form, saved_draft, command_line, an_import, red_reversal, bare_sql, opening_balance)
BARE = (quiet_reopening, dropped_lock)


def open_month(office):
    """Nothing is closed yet."""


def closed_month(office):
    at(office, 2026, 4, 5)
    for month in ("2026-01", "2026-02", "2026-03"):
        with office.change("结账") as change:
            actions.close_month(change, month)


def closed_year(office):
    at(office, 2027, 1, 5)
    with office.change("年结") as change:
        year_end.close_year(change, 2026)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("state", [closed_month, closed_year])
def test_no_door_opens_into_a_closed_month(office, door, state):
    happen(office, "dues arrive", 5_000, date(2026, 3, 8))
    state(office)
    before = office.db.execute("select count(*), max(id) from voucher").fetchone()
    with pytest.raises((Refused, sqlite3.IntegrityError)):
        door(office)
    assert tuple(office.db.execute("select count(*), max(id) from voucher").fetchone()) == tuple(before)


@pytest.mark.parametrize("door", [form, saved_draft, command_line, an_import, red_reversal, opening_balance])
def test_every_door_is_open_before(office, door):
    happen(office, "dues arrive", 5_000, date(2026, 3, 8))
    at(office, 2026, 4, 5)
    door(office)
    assert office.db.execute("select count(*) from journal_head").fetchone()[0] > 2


@pytest.mark.parametrize("door", BARE)
def test_the_lock_itself_is_not_taken_off_by_hand(office, door):
    closed_month(office)
    with pytest.raises(sqlite3.IntegrityError):
        door(office)


@pytest.mark.parametrize("state", [closed_month, closed_year])
def test_closing_is_not_undone(office, state):
    happen(office, "dues arrive", 5_000, date(2026, 3, 8))
    state(office)
    with pytest.raises(Refused, match="反结账"):
        undo(office)


def test_a_draft_keeps_the_month_open(office):
    keep(office, draft(office, ("101", 100, 0), ("102", 0, 100), day=MARCH))
    with pytest.raises(Refused, match="没记账"):
        closed_month(office)
