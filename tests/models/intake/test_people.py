"""Who is meant: sure, to be asked, or nobody; never two made one."""

from __future__ import annotations

import pytest

from models.intake.people import People, PersonKey, match
from models.kit import names


def person(id: int, number: str, name: str, **more: str) -> PersonKey:
    """A member as the matcher knows them."""
    return PersonKey(id, number, name, names.key(name), **more)


OFFICE = People(
    [
        person(1, "1000", "王伟", unit="第1分工会", department="数学组", phone="13812340001"),
        person(2, "1001", "王伟", unit="第2分工会", phone="13812340002"),
        person(3, "1002", "欧阳文博", id_number="320402200204062306"),
        person(4, "1003", "李𣲗"),
        person(5, "1004", "张喆"),
        person(6, "", "赵敏"),
        person(7, "1006", "陈小明"),
        person(8, "1007", "阿依古丽·买买提"),
    ]
)


@pytest.mark.parametrize(
    ("asked", "kind", "who"),
    [
        ({"number": "1000", "name": "王 伟"}, "exact", 1),
        ({"number": "1001", "name": "王伟"}, "exact", 2),
        ({"number": "1000"}, "exact", 1),
        ({"number": "1004", "name": "张哲"}, "exact", 5),
        ({"number": "1003", "name": "李?"}, "exact", 4),
        ({"number": "1004", "name": "张伟"}, "doubtful", 5),
        ({"number": "1002", "name": "王五"}, "doubtful", 3),
        ({"id_number": "320402200204062306", "name": "欧阳文博"}, "exact", 3),
        ({"id_number": "320402200204062306", "name": "王五"}, "doubtful", 3),
        ({"name": "欧阳 文博"}, "name", 3),
        ({"name": "阿依古丽买买提"}, "name", 8),
        ({"name": "王伟"}, "ambiguous", None),
        ({"name": "王伟", "unit": "第2分工会"}, "name", 2),
        ({"name": "王伟", "unit": "数学组"}, "name", 1),
        ({"name": "王伟", "phone": "13812340002"}, "name", 2),
        ({"name": "王伟", "unit": "不知道"}, "ambiguous", None),
        ({"name": "欧阳文渤"}, "doubtful", 3),
        ({"name": "陈晓明"}, "doubtful", 7),
        ({"name": "陈小"}, "doubtful", 7),
        ({"name": "赵敏", "number": "1005"}, "name", 6),
        ({"name": "陈小明", "number": "9999"}, "doubtful", 7),
        ({"name": "王伟", "number": "9999"}, "ambiguous", None),
        ({"name": "孙七"}, "unknown", None),
        ({"number": "77"}, "unknown", None),
        ({}, "unknown", None),
    ],
)
def test_a_line_finds_its_person(asked: dict[str, str], kind: str, who: int | None) -> None:
    found = OFFICE.match(**asked)
    assert (found.kind, found.member_id) == (kind, who)


def test_whatever_is_not_sure_says_why_and_whom_it_could_be() -> None:
    asked = OFFICE.match(name="王伟")
    assert asked.candidates == (1, 2)
    assert asked.why == "叫“王伟”的有2人，请选是哪一位。"
    wrong = OFFICE.match(number="1002", name="王伟")
    assert wrong.candidates == (3, 1, 2)
    assert wrong.why == "工号 1002 在花名册里是“欧阳文博”，表里写的是“王伟”。"
    assert not asked.sure
    assert not wrong.sure


def test_two_of_one_number_are_never_chosen_from() -> None:
    twins = [person(1, "1000", "王伟"), person(2, "1000", "李娜")]
    assert match(twins, number="1000").kind == "ambiguous"
    assert match(twins, number="1000", name="李娜").member_id == 2


def test_those_who_left_dont_stand_in_the_way_of_asking() -> None:
    three = [person(1, "1", "王伟", state="转出"), person(2, "2", "王伟"), person(3, "3", "王伟")]
    assert match(three, name="王伟").candidates == (2, 3)
