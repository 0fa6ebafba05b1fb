"""Members are found as one types, and listed, sorted and filtered."""

from __future__ import annotations

from datetime import date

import pytest

from models.members import actions, past, queries
from models.members.rows import KEYS, MemberRows
from models.office import Office
from tests.build import a_member


@pytest.fixture
def people(office: Office) -> Office:
    """An office with people whose names are easily mistaken."""
    with office.change("登记") as change:
        first, second = actions.add_unit(change, "第1分工会"), actions.add_unit(change, "语文工会小组")
        a_member(change, "单雄信", "1000", unit=first, sex="男", phone="13812340001", base_fen=808873)
        a_member(change, "解晓东", "1001", unit=first, department="语文组", phone="13812340002")
        a_member(change, "王伟", "1002", unit=second, sex="女", base_fen=500000)
        a_member(change, "王伟", "1003", department="语文组", id_number="320402200204062306")
        a_member(change, "欧阳文博", "10", status="left")
        a_member(change, "李𣲗", "2001")
        a_member(change, "阿依古丽·买买提", "")
    return office


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("1002", ["1002"]),
        ("王伟", ["1002", "1003"]),
        ("sxx", ["1000"]),
        ("XXD", ["1001"]),
        ("xiexiao", ["1001"]),
        ("shan", ["1000"]),
        ("雄", ["1000"]),
        ("0001", ["1000"]),
        ("2306", ["1003"]),
        ("语文小组", []),
        ("语文工会", ["1002"]),
        ("王伟 语文组", ["1003"]),
        ("𣲗", ["2001"]),
        ("古丽买买", [""]),
        ("oywb", ["10"]),
        ("100", ["1000", "1001", "1002", "1003"]),
        ("%", []),
        ("'", []),
        ("没有", []),
    ],
)
def test_a_member_is_found_by_what_one_types(people: Office, typed: str, numbers: list[str]) -> None:
    assert [one.number for one in queries.find(people.db, typed, 20)] == numbers


def test_an_exact_number_comes_first_and_who_left_comes_last(people: Office) -> None:
    found = queries.find(people.db, "10", 20)
    assert [one.number for one in found] == ["1000", "1001", "1002", "1003", "10"]
    assert queries.find(people.db, "0001", 1)[0].why == "手机尾号 0001"


def test_nothing_typed_gives_everybody(people: Office) -> None:
    assert len(queries.find(people.db, " ", 100)) == 7


def test_the_list_sorts_filters_and_adds_up(people: Office) -> None:
    rows = MemberRows(people.db, "2026-11", dues=lambda base: base and base // 200)
    ids = rows.ids(("name", False), {"search": "", "unit": None})
    shown = [dict(zip(KEYS, row, strict=False)) for row in rows.rows(ids)]
    assert [one["name"] for one in shown] == [
        "阿依古丽·买买提", "李𣲗", "欧阳文博", "单雄信", "王伟", "王伟", "解晓东",
    ]  # fmt: skip
    assert shown[3]["phone"] == "138****0001"
    assert (shown[3]["base"], shown[3]["dues"]) == (808873, 4044)
    assert rows.sums({"=name": "王伟"}) == {"": "2 人", "base": 500000, "dues": 2500}
    assert len(rows.ids(("number", True), {"status": "left"})) == 1
    assert len(rows.ids(("number", True), {"=status": "离开"})) == 1
    assert [row[0] for row in rows.rows(rows.ids(("base", True), {}))][:2] == ["1000", "1002"]
    assert rows.count() == 7


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("descending", [False, True])
def test_every_column_sorts(people: Office, key: str, descending: bool) -> None:
    found = MemberRows(people.db, "2026-11").ids((key, descending), {})
    assert sorted(found) == sorted(one.id for one in queries.members(people.db))


def test_the_history_tells_movements_bases_and_changes(people: Office) -> None:
    one = queries.by_number(people.db, "1002")
    assert one is not None
    with people.change("调整") as change:
        actions.set_base(change, one.id, "2026-09", 520000, source="工资表9月")
        actions.update_member(change, one.id, {"unit": 1, "department": "数学组"})
        actions.set_post(change, one.id, "工会委员会", "组织委员", (date(2024, 3, 1), None))
    told = [(event.day, event.what) for event in past.history(people.db, one.id)]
    assert told == [
        ("2026-11-09", "分工会 语文工会小组 → 第1分工会"),
        ("2026-11-09", "部门 空 → 数学组"),
        ("2026-09", "计费工资 5,000.00 → 5,200.00"),
        ("2026-01", "计费工资 5,000.00"),
        ("2024-03-01", "任工会委员会组织委员"),
        ("2015-09-01", "入会"),
    ]
