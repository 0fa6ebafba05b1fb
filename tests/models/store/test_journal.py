"""One way to write: atomic, journalled, chained, read back, undoable or expressly not."""

from __future__ import annotations

import json
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.kit.errors import Refused
from models.office import Office
from models.store import history, verify

UNIT = {"name": "第1分工会"}


def rows(office, table):
    return [tuple(row) for row in office.db.execute(f"select * from {table} order by id")]


def heads(office):
    return office.db.execute("select count(*) from journal_head").fetchone()[0]


def failed(office):
    return [check.detail for check in verify.store_checks(office.db) if not check.ok]


def test_a_change_keeps_one_journal_row_per_touched_row_with_before_and_after(office):
    with office.change("建分工会") as change:
        key = change.insert("unit", UNIT)
        change.update("unit", key, {"leader": "王伟"})
    with office.change("改名") as change:
        change.update("unit", key, {"name": "第2分工会"})
        change.update("unit", key, {"leader": "李明"})
    past = history.of_row(office.db, "unit", key)
    assert [entry.head.title for entry in past] == ["建分工会", "改名"]
    assert past[0].before is None
    assert past[0].after["leader"] == "王伟"
    assert (past[1].before["name"], past[1].after["name"]) == ("第1分工会", "第2分工会")


def test_an_exception_leaves_neither_rows_nor_a_head_nor_listeners_told(office):
    told = []
    office.listeners.append(told.append)
    before = heads(office)

    def broken():
        with office.change("半途") as change:
            change.insert("unit", UNIT)
            raise Refused("不行。")

    with pytest.raises(Refused):
        broken()
    assert rows(office, "unit") == []
    assert heads(office) == before
    assert told == []
    with office.change("再来") as change:
        change.insert("unit", UNIT)
    assert told == [frozenset({"unit"})]


def test_a_change_that_changes_nothing_leaves_no_head(office):
    with office.change("建") as change:
        key = change.insert("unit", UNIT)
    before = heads(office)
    with office.change("没有变化") as change:
        assert change.update("unit", key, {"name": "第1分工会"}) is False
    with office.change("来了又去") as change:
        change.delete("unit", change.insert("unit", {"name": "临时"}))
    assert heads(office) == before


def test_many_rows_are_journalled_like_single_ones(office):
    with office.change("许多") as change:
        ids = change.insert_all("unit", ("name", "position"), [(f"第{n}组", n) for n in range(40)])
        change.update("unit", ids[3], {"leader": "张三"})
        change.delete("unit", ids[5])
    stored = {row["id"]: dict(row) for row in office.db.execute("select * from unit")}
    last = {
        row["key"]: json.loads(row["after"])
        for row in office.db.execute("select key, after from journal_row where tbl = 'unit'")
    }
    assert last == stored
    assert len(stored) == 39
    assert failed(office) == []


def test_ids_are_never_used_twice(office):
    with office.change("一") as change:
        first = change.insert("unit", UNIT)
    office.undo()
    with office.change("二") as change:
        second = change.insert_all("unit", ("name",), [("新",)])[0]
    assert second > first


def test_every_head_continues_the_chain_and_a_changed_byte_is_named(office):
    for number in range(4):
        with office.change(f"第{number}步") as change:
            change.insert("unit", {"name": f"组{number}"})
    assert failed(office) == []
    office.db.execute("drop trigger journal_row_no_update")
    office.db.execute("update journal_row set after = replace(after, '组2', '组9') where after like '%组2%'")
    said = failed(office)
    assert any("第2步" in detail for detail in said)
    assert any("journal_row_no_update" in detail for detail in said)


def test_an_edit_by_another_tool_is_named_with_old_and_new(office):
    with office.change("建") as change:
        key = change.insert("unit", UNIT)
    office.db.execute("update unit set leader = '外人' where id = ?", (key,))
    assert any("leader" in detail and "外人" in detail for detail in failed(office))
    office.db.execute("update unit set leader = '' where id = ?", (key,))
    assert failed(office) == []
    office.db.execute("delete from unit")
    assert any("删除" in detail for detail in failed(office))


def test_a_row_added_by_another_tool_is_named(office):
    office.db.execute("insert into unit (name) values ('别处')")
    assert any("没有登记过" in detail for detail in failed(office))


@pytest.mark.parametrize(
    "statement",
    [
        "update journal_head set title = 'x'",
        "delete from journal_head",
        "insert or replace into journal_head select * from journal_head where seq = 1",
        "update journal_row set after = null",
        "delete from journal_row",
        "insert or replace into journal_row select * from journal_row where seq = 1",
        "insert into journal_row (head, tbl, key, after) values (1, 'unit', 9, '{}')",
        "update access_log set reason = ''",
    ],
)
def test_the_journal_takes_no_other_statement(office, statement):
    office.note_access("身份证号", "核对")
    plain = sqlite3.connect(office.path)
    with pytest.raises(sqlite3.DatabaseError):
        plain.execute(statement)
    plain.close()


def test_undo_writes_the_befores_back_and_can_go_further_back(office):
    with office.change("建") as change:
        key = change.insert("unit", UNIT)
    with office.change("改") as change:
        change.update("unit", key, {"leader": "王伟", "position": 3})
    assert office.undo() == "改"
    assert rows(office, "unit")[0][4] == ""
    assert office.undo() == "建"
    assert rows(office, "unit") == []
    with pytest.raises(Refused, match="第一条记录"):
        office.undo()
    assert failed(office) == []


def test_undo_is_refused_when_the_row_was_changed_by_a_later_kept_change(office):
    with office.change("建") as change:
        key = change.insert("unit", UNIT)
    with office.change("改") as change:
        change.update("unit", key, {"leader": "王伟"})
        change.final("这一步不能撤销。")
    with pytest.raises(Refused, match="这一步不能撤销"):
        office.undo()
    head = history.heads(office.db)[1]
    assert "后来又改过" in history.why_not(office.db, head)


def test_private_numbers_are_in_the_journal_only_as_a_digest_and_undo_still_works(office):
    with office.change("建") as change:
        member = change.insert(
            "member", {"name": "王伟", "name_key": "王伟", "initials": "ww", "sort_key": "ww"}
        )
        private = {"member": member, "salt": "s", "id_number": "320402200204062306"}
        key = change.insert("member_private", private)
    with office.change("改号码") as change:
        change.update("member_private", key, {"id_number": "320402199311240192"})
    text = "".join(
        str(row[0]) + str(row[1]) for row in office.db.execute("select before, after from journal_row")
    )
    assert "320402" not in text
    office.undo()
    assert office.db.execute("select id_number from member_private").fetchone()[0] == "320402200204062306"
    assert failed(office) == []
    office.db.execute("update member_private set id_number = '1'")
    assert any("受保护的号码" in detail for detail in failed(office))


def test_a_person_can_be_erased_and_the_chain_still_verifies(office):
    with office.change("建") as change:
        member = change.insert(
            "member", {"name": "王伟", "name_key": "王伟", "initials": "ww", "sort_key": "ww"}
        )
        key = change.insert("member_private", {"member": member, "salt": "s", "phone": "13800000000"})
    with office.change("清除") as change:
        change.delete("member_private", key)
    assert failed(office) == []


def test_auditors_and_viewers_can_not_write(office):
    with Office.open(office.path, "经审委员") as looking:
        with pytest.raises(Refused, match="只能查看"), looking.change("改") as change:
            change.insert("unit", UNIT)


def test_what_is_stored_is_compared_with_what_was_meant(office):
    office.db.execute(
        "create trigger twist after insert on unit begin update unit set leader = 'x' where id = new.id; end"
    )
    with pytest.raises(Refused, match="不一样"), office.change("建") as change:
        change.insert("unit", {"name": "组", "leader": "王伟"})
    with pytest.raises(Refused, match="不一样"), office.change("建") as change:
        change.insert_all("unit", ("name", "leader"), [("组", "王伟")])
    assert rows(office, "unit") == []


def test_no_float_enters_the_file(office):
    with pytest.raises(TypeError), office.change("错") as change:
        change.insert("unit", {"name": "组", "position": 1.0})


@given(st.lists(st.tuples(st.sampled_from("aud"), st.integers(0, 5), st.text(max_size=3)), max_size=12))
def test_a_change_and_its_undo_leave_every_table_as_it_was(fresh_office, steps):
    office = fresh_office()
    with office.change("底") as change:
        keys = list(change.insert_all("unit", ("name",), [(f"组{n}",) for n in range(6)]))
    before = rows(office, "unit")
    with office.change("许多步") as change:
        for what, index, text in steps:
            there = change.db.execute("select 1 from unit where id = ?", (keys[index],)).fetchone()
            if what == "a":
                change.insert(
                    "unit", {"name": f"新{change.db.total_changes}", "leader": text.replace("\x00", "")}
                )
            elif there and what == "u":
                change.update("unit", keys[index], {"leader": text.replace("\x00", "")})
            elif there:
                change.delete("unit", keys[index])
    if history.heads(office.db)[0].title == "许多步":
        office.undo()
    assert rows(office, "unit") == before
    assert failed(office) == []


def test_a_listener_that_breaks_does_not_hide_that_the_change_is_in_the_file(office, monkeypatch):
    told, faults = [], []
    monkeypatch.setattr("sys.excepthook", lambda kind, fault, trace: faults.append(fault))

    def broken(tables):
        raise RuntimeError("window gone")

    office.listeners += [broken, told.append]
    with office.change("建") as change:
        change.insert("unit", UNIT)
    assert len(rows(office, "unit")) == 1
    assert told == [frozenset({"unit"})]
    assert [type(fault) for fault in faults] == [RuntimeError]


def test_taking_a_row_away_walks_through_no_table_that_refers_to_it(office):
    walked = []
    tables = [row[0] for row in office.db.execute("select name from sqlite_master where type = 'table'")]
    for table in tables:
        for key in office.db.execute(f"pragma foreign_key_list({table})").fetchall():
            if key["table"] in ("member", "unit", "voucher", "dues_batch", "dues_due", "movement"):
                query = f"explain query plan select 1 from {table} where {key['from']} = 7"
                plan = office.db.execute(query).fetchone()["detail"]
                walked += [f"{table}.{key['from']}: {plan}"] if plan.startswith("SCAN") else []
    assert walked == []
