"""Whatever door a statement comes through, a posted voucher, a closed month and a used account stay."""

from __future__ import annotations

import sqlite3

import pytest

from models.ledger import actions
from models.trust import checks
from tests.models.ledger.vouchers import BANK, CASH, OFFICE_COST, account, draft, keep, post, simple

VOUCHER = "id, month, word, number, day, summary, posted, maker, made_at"
ROW = "1, '2026-03', '记', 1, '2026-03-08', '改过', 1, 1, '2026-11-09T09:41:00'"
DRAFT = "1, '2026-03', '记', null, '2026-03-08', '改过', 0, 1, '2026-11-09T09:41:00'"
OTHER = "77, '2026-03', '记', 1, '2026-03-08', '顶替', 0, 1, '2026-11-09T09:41:00'"
LINE = "id, voucher, position, month, account, summary, debit_fen, credit_fen"
NEW_LINE = "voucher, position, month, account, summary, debit_fen, credit_fen"

STATEMENTS = [
    "update voucher set summary = '改过' where id = 1",
    "update voucher set posted = 0, number = null where id = 1",
    "update voucher set id = 99 where id = 1",
    "update voucher set number = 7 where id = 1",
    "update or replace voucher set id = 1 where id = 2",
    "update or replace voucher set month = '2026-03', number = 1, posted = 1 where id = 2",
    "update or ignore voucher set summary = '改过' where id = 1",
    "delete from voucher where id = 1",
    "delete from voucher",
    f"insert or replace into voucher ({VOUCHER}) values ({ROW})",
    f"insert or replace into voucher ({VOUCHER}) values ({DRAFT})",
    f"replace into voucher ({VOUCHER}) values ({DRAFT})",
    f"replace into voucher ({VOUCHER}) values ({OTHER})",
    f"insert into voucher ({VOUCHER}) values ({ROW})",
    f"insert into voucher ({VOUCHER}) values ({DRAFT}) on conflict (id) do update set summary = '改过'",
    f"insert into voucher ({VOUCHER}) values ({OTHER}) on conflict (month, word, number) do update set day = '2026-03-09'",
    "update voucher_line set debit_fen = debit_fen * 2 where voucher = 1 and debit_fen <> 0",
    "update voucher_line set account = 1 where voucher = 1",
    "update voucher_line set voucher = 2, position = 9 where voucher = 1",
    "update voucher_line set voucher = 1, position = 9 where voucher = 2",
    "update or replace voucher_line set id = 1 where voucher = 2",
    "update or replace voucher_line set voucher = 1, position = 1 where voucher = 2",
    "delete from voucher_line where voucher = 1",
    f"insert into voucher_line ({NEW_LINE}) values (1, 9, '2026-03', 1, '加', 5, 0)",
    f"replace into voucher_line ({LINE}) values (1, 1, 1, '2026-03', 1, '换', 9, 0)",
    f"replace into voucher_line ({LINE}) values (1, 2, 8, '2026-03', 1, '换', 9, 0)",
    f"insert or replace into voucher_line ({NEW_LINE}) values (1, 1, '2026-03', 1, '换', 9, 0)",
    f"insert into voucher_line ({LINE}) values (1, 1, 1, '2026-03', 1, '换', 9, 0)"
    " on conflict (id) do update set debit_fen = 9",
    "update account set class = 'income' where code = '102'",
    "update account set side = 'credit' where code = '102'",
    "update account set key = null where code = '102'",
    "update account set parent = (select id from account where code = '101') where code = '102'",
    "delete from account where code = '102'",
    "insert or replace into account (code, name, class, side) values ('102', '假银行', 'asset', 'debit')",
    "replace into account (id, code, name, class, side) select id, '9', '假', 'asset', 'debit' from account"
    " where code = '102'",
    "update or replace account set code = '102' where code = '101'",
    "insert into account (code, name, class, side) values ('102', '假银行', 'asset', 'debit')"
    " on conflict (code) do update set side = 'credit'",
    "update period set state = 'open' where month = '2026-01'",
    "update period set month = '2030-01', reason = '挪' where month = '2026-01'",
    "delete from period where month = '2026-01'",
    "replace into period (month, state, at, by, reason) values ('2026-01', 'open', '', 1, '借口')",
    "insert into period (month, state, at, by, reason) values ('2026-01', 'open', '', 1, '')"
    " on conflict (month) do update set state = 'open', reason = ''",
    "insert into period (month, state, at, by) values ('2026-03', 'closed', '', 1)",
    "insert into opening_balance (year, account, debit_fen) values (2026, 1, 100)",
    "delete from opening_balance where year = 2026",
    "update opening_balance set debit_fen = debit_fen + 1",
    "replace into opening_balance (year, account, debit_fen) select year, account, 9 from opening_balance",
]  # fmt: skip


@pytest.fixture
def frozen(office):
    """Posted voucher 1, draft 2 in March; January closed; an opening balance."""
    with office.change("期初") as change:
        actions.set_opening(change, 2026, [(CASH, 500, 0), ("311", 0, 500)])
    assert post(office, simple(office)).id == 1
    assert keep(office, draft(office, (OFFICE_COST, 7, 0), (BANK, 0, 7))) == 2
    with office.change("结账") as change:
        actions.close_month(change, "2026-01")
    return office


def _state(db):
    tables = ("voucher", "voucher_line", "account", "period", "opening_balance", "month_sum", "year_sum")
    return {name: [tuple(row) for row in db.execute(f"select * from {name}")] for name in tables}


@pytest.mark.parametrize("recursive", ["on", "off"])
@pytest.mark.parametrize("statement", STATEMENTS)
def test_no_statement_of_another_tool_bends_the_books(frozen, statement, recursive):
    path, before = frozen.path, _state(frozen.db)
    frozen.close()
    plain = sqlite3.connect(path)
    plain.execute(f"pragma recursive_triggers = {recursive}")
    with pytest.raises(sqlite3.Error):
        plain.execute(statement)
    plain.commit()
    assert _state(plain) == before
    plain.close()


def test_only_the_last_closed_month_is_reopened_by_hand(frozen):
    with frozen.change("结账") as change:
        actions.close_month(change, "2026-02")
    with pytest.raises(sqlite3.Error, match="最后结账"):
        frozen.db.execute("update period set state = 'open', reason = '借口' where month = '2026-01'")


def test_what_a_closed_year_holds_for_earmarks_stays(frozen):
    frozen.db.execute("insert into period (month, state, at, by) values ('2026-12', 'closed', '', 1)")
    for year in (2025, 2026):
        with pytest.raises(sqlite3.Error, match="已年结"):
            frozen.db.execute(
                f"insert into carried_earmark (year, earmark, fen, stays) values ({year}, '迟', 5, 1)"
            )


def test_posting_by_hand_runs_the_same_checks(frozen):
    path = frozen.path
    with frozen.change("草稿") as change:
        bad = actions.save_draft(change, draft(frozen, (OFFICE_COST, 9, 0), (BANK, 0, 8)))
    plain = sqlite3.connect(path)
    for statement, said in (
        (f"update voucher set posted = 1, number = 2 where id = {bad}", "借贷不平"),
        ("update voucher set posted = 1, number = 3 where id = 2", "凭证号不连续"),
        ("update voucher set posted = 1 where id = 2", "凭证号不连续|CHECK"),
    ):
        with pytest.raises(sqlite3.Error, match=said):
            plain.execute(statement)
        plain.rollback()
    plain.close()
    assert all(check.ok for check in checks(frozen.db))


def test_a_used_account_may_still_be_renamed_and_hidden(frozen):
    with frozen.change("改名") as change:
        change.update("account", account(frozen, BANK), {"name": "存款", "hidden": 1})
    row = frozen.db.execute("select name, hidden from account where code = '102'").fetchone()
    assert tuple(row) == ("存款", 1)
