"""What other tools may try on the office file: stopped by its triggers, or seen by `verify`."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import date

import pytest

from models.dues import actions as dues
from models.dues import batches
from models.kit.errors import Refused
from models.ledger import actions as ledger
from models.ledger import queries as books
from models.ledger.records import LineDraft, VoucherDraft
from models.office import Office
from models.trust import checks
from tests.build import a_member, an_office


@pytest.fixture(scope="module")
def worked(tmp_path_factory):
    """Vouchers 1 (closed month), 2 and its reversal 3, drafts 4 and 6, dues batches 1 arrived, 2 waiting."""
    path = tmp_path_factory.mktemp("worked") / "worked.union"
    with an_office(path) as office:
        with office.change("做账") as change:
            work(change)
        with office.change("结账") as change:
            ledger.close_month(change, "2026-01")
        with office.change("开") as change:
            change.insert("period", {"month": "2026-06", "state": "open", "at": "x", "by": 1})
            change.insert("opening_balance", {"year": 2025, "account": 1, "debit_fen": 0})
        office.note_access("身份证号", "核对")
        assert [check.detail for check in checks(office.db) if not check.ok] == []
    return path


def work(change):
    supplies, bank = (books.account_by_code(change.db, code).id for code in ("50599", "102"))

    def draft(day, fen, **more):
        return VoucherDraft(day, "办公", (LineDraft(supplies, fen, 0), LineDraft(bank, 0, fen)), **more)

    ledger.post_voucher(change, draft(date(2026, 1, 5), 100))
    second = ledger.post_voucher(change, draft(date(2026, 3, 5), 200))
    ledger.reverse(change, second.id, "错", date(2026, 3, 6))
    ledger.save_draft(change, draft(date(2026, 4, 6), 300))
    member = a_member(change, number="1", base_fen=500000, id_number="320102199011231231")
    dues.assess(change, "2026-03", "2026-03")
    dues.exempt(change, member, "2026-03", "2026-03", "产假")
    batches.receive_one(change, member, [("2026-03", 2500)], "cash", date(2026, 3, 9))
    waiting = batches.open_batch(change, "2026-04", "payroll", date(2026, 4, 8), ("表", ""))
    batches.add_paid(change, waiting, [(member, "2026-04", 2500, "", "")])
    red = (LineDraft(supplies, -200, 0), LineDraft(bank, 0, -200))
    ledger.save_draft(change, VoucherDraft(date(2026, 3, 8), "红字", red, reverses=second.id))
    ledger.mark(change, second.id, "printed")


STOPPED = """
update or replace voucher set posted = 1, number = 4 where id = 6
update or replace voucher set id = 1 where id = 4
update or replace voucher set month = '2026-01', day = '2026-01-06', number = 1 where id = 4
update or replace voucher set summary = 'x' where id = 1
update or ignore voucher set reverses = 2, posted = 1, number = 1 where id = 4
delete from voucher where id = 1
insert or replace into voucher select * from voucher where id = 1
insert or ignore into voucher (id, month, day, summary, maker, made_at) values (1, '2026-01', '2026-01-05', 'x', 1, 'x')
insert into voucher (id, month, day, summary, maker, made_at) values (1, '2026-01', '2026-01-05', 'x', 1, 'x') on conflict do update set summary = 'y'
insert or replace into voucher_line (voucher, position, month, account, summary, debit_fen) values (1, 1, '2026-01', 1, 'x', 5)
update or replace voucher_line set id = 1 where voucher = 4 and position = 1
update or replace voucher_line set voucher = 1 where voucher = 4
update or ignore voucher_line set debit_fen = 555 where id = 1
delete from voucher_line where id = 1
update or replace period set month = '2026-01' where month = '2026-06'
update or replace period set id = 1 where month = '2026-06'
update period set state = 'open' where month = '2026-01'
insert or replace into period (month, state, at, by) values ('2026-01', 'open', 'x', 1)
delete from period where month = '2026-01'
insert into opening_balance (year, account, debit_fen) values (2026, 1, 5)
update or replace dues_batch set id = 1 where id = 2
update or replace dues_paid set id = 1 where id = 2
insert or replace into dues_paid (id, batch, member, month, amount_fen) values (1, 2, 1, '2026-04', 1)
insert or replace into dues_batch (id, month, way, state, received_on) values (1, '2026-04', 'cash', 'deducted', '2026-04-04')
update dues_batch set state = 'deducted', voucher = null, arrived_on = null where id = 1
update dues_batch set state = 'reversed', reversal = 3 where id = 1
update dues_batch set state = 'arrived', voucher = 5, arrived_on = '2026-03-09' where id = 2
update dues_paid set amount_fen = 1 where id = 1
update dues_paid set batch = 2 where id = 1
delete from dues_paid where id = 1
delete from dues_batch where id = 1
delete from account where code = '102'
update or replace account set code = '102' where code = '101'
update or replace account set key = 'bank' where key = 'other_payable'
update account set side = 'credit' where code = '102'
insert or replace into account (code, name, class, side) values ('102', 'x', 'asset', 'debit')
insert or replace into journal_head select (select 1 + max(seq) from journal_head), at, actor, actor_name, '假', null, '', 0, 1, (select hash from journal_head order by seq desc limit 1), hash from journal_head where seq = 2
insert or replace into access_log (id, at, actor_name, field, reason) values (1, 'x', 'y', 'z', 'r')
delete from access_log
"""

SEEN = """
update period set state = 'open', reason = 'x' where month = '2026-01'
insert into journal_row (head, tbl, key, after) select 1 + max(seq), 'unit', 9, '{}' from journal_head
update month_sum set debit_fen = debit_fen + 1, credit_fen = credit_fen + 1
update year_sum set debit_fen = debit_fen + 1
delete from month_sum
create trigger sqlite1 after insert on unit begin update unit set leader = 'x' where id = new.id; end
drop trigger voucher_no_update
alter table voucher rename to v2
alter table voucher add column x text
update dues_due set due_fen = 1
delete from dues_change
delete from voucher_mark
update member set name = 'x'
update member_private set id_number = '1'
update user set role = 'viewer'
update setting set value = '别校' where key = 'office_name'
update voucher set posted = 1, number = 1 where id = 4
update voucher set kind = 'closing', posted = 1, number = 1 where id = 4
insert into voucher (month, day, summary, maker, made_at) values ('2026-01', '2026-01-05', 'x', 1, 'x')
update opening_balance set debit_fen = 1
"""


def plain(worked, tmp_path):
    """The file under a tool that protects nothing."""
    path = tmp_path / "worked.union"
    shutil.copyfile(worked, path)
    db = sqlite3.connect(path)
    db.execute("pragma foreign_keys = 0")
    db.execute("pragma recursive_triggers = 0")
    return db


@pytest.mark.parametrize("statement", STOPPED.strip().splitlines())
def test_what_is_posted_closed_arrived_or_logged_takes_no_statement(worked, tmp_path, statement):
    db = plain(worked, tmp_path)
    with pytest.raises(sqlite3.IntegrityError):
        db.execute(statement)
    db.close()


@pytest.mark.parametrize("statement", SEEN.strip().splitlines())
def test_what_a_tool_can_change_is_seen_by_verify(worked, tmp_path, statement):
    db = plain(worked, tmp_path)
    assert db.execute(statement).rowcount
    db.commit()
    db.close()
    from models.store.connection import connect

    db = connect(tmp_path / "worked.union", read_only=True)
    assert [check.name for check in checks(db) if not check.ok]
    db.close()


def test_a_journal_row_from_elsewhere_is_not_taken_into_the_next_change(worked, tmp_path):
    db = plain(worked, tmp_path)
    db.execute("insert into journal_row (head, tbl, key) select 1 + max(seq), 'unit', 9 from journal_head")
    db.commit()
    db.close()
    with (
        Office.open(tmp_path / "worked.union") as office,
        pytest.raises(Refused, match="别的工具"),
        office.change("建") as change,
    ):
        change.insert("unit", {"name": "组"})
