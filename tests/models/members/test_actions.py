"""What may be entered about members, and what is refused in plain words."""

from __future__ import annotations

from datetime import date

import pytest

from models.kit.errors import Refused
from models.members import actions, queries
from models.office import Office
from models.store import history
from tests.build import a_member


def test_a_name_is_cleaned_and_rare_characters_stay(office: Office) -> None:
    with office.change("登记") as change:
        one = a_member(change, " 单　𣲗* ", "1000")
    known = queries.member(office.db, one)
    assert (known.name, known.initials[:1]) == ("单𣲗", "S")


def test_a_number_belongs_to_one_person(office: Office) -> None:
    with office.change("登记") as change:
        a_member(change, "王伟", "1000", id_number="320402200204062306")
        other = a_member(change, "李娜", "1001")
    with pytest.raises(Refused, match="工号 1000 已经是王伟的"), office.change("登记") as change:
        a_member(change, "赵敏", "1000")
    with pytest.raises(Refused, match="工号 1000 已经是王伟的"), office.change("登记") as change:
        actions.update_member(change, other, {"number": "1000"})
    with pytest.raises(Refused, match="身份证号已经是王伟的"), office.change("登记") as change:
        actions.update_member(change, other, {"id_number": "320402200204062306"})
    assert queries.count(office.db) == 2


def test_two_people_of_one_name_without_number_are_two(office: Office) -> None:
    with office.change("登记") as change:
        assert a_member(change, "王伟") != a_member(change, "王伟")
    assert queries.count(office.db) == 2


@pytest.mark.parametrize("wrong", [{"name": " "}, {"joined": "去年"}, {"birth": "2015-13"}])
def test_what_cannot_be_is_refused(office: Office, wrong: dict[str, str]) -> None:
    with pytest.raises(Refused), office.change("登记") as change:
        a_member(change, **{"name": "王伟", **wrong})
    assert queries.count(office.db) == 0


def test_the_same_again_writes_nothing(office: Office) -> None:
    with office.change("登记") as change:
        one = a_member(change, "王伟", "1000", phone="13812340001")
    before = office.seal
    with office.change("修改") as change:
        assert not actions.update_member(change, one, {"name": "王伟", "phone": "13812340001"})
    assert office.seal == before


def test_status_follows_the_latest_movement(office: Office) -> None:
    with office.change("登记") as change:
        one = a_member(change)
        retired = actions.move(change, one, "retire", date(2026, 5, 10))
        actions.move(change, one, "keep", date(2025, 2, 1))
        actions.move(change, one, "restore", date(2025, 8, 1))
    assert queries.member(office.db, one).status == "retired"
    with office.change("更正") as change:
        actions.remove_movement(change, retired)
    assert queries.member(office.db, one).status == "working"


@pytest.mark.parametrize(
    ("kind", "day", "why"),
    [
        ("retire", "2026-06", "已经是“退休”"),
        ("retire", "2026-05-10", "已经登记过"),
        ("retire", "", "要写日期"),
        ("keep", "2026-99", "不是日期"),
    ],
)
def test_a_movement_that_changes_nothing_is_refused(office: Office, kind: str, day: str, why: str) -> None:
    with office.change("登记") as change:
        one = a_member(change)
        actions.move(change, one, "retire", "2026-05-10")
    with pytest.raises(Refused, match=why), office.change("登记") as change:
        actions.move(change, one, kind, day)


def test_nobody_moves_after_death(office: Office) -> None:
    with office.change("登记") as change:
        one = a_member(change)
        actions.move(change, one, "die", "2026-05-10")
    with pytest.raises(Refused, match="去世"), office.change("登记") as change:
        actions.move(change, one, "transfer_in", "2026-06-10")


def test_units_have_names_of_their_own_and_close_empty(office: Office) -> None:
    with office.change("登记") as change:
        unit = actions.add_unit(change, "第1 分工会")
        group = actions.add_unit(change, "语文组", parent=unit)
        one = a_member(change, unit=group)
    kinds = {found.name: (found.kind, found.members) for found in queries.units(office.db)}
    assert kinds == {"第1分工会": ("branch", 0), "语文组": ("group", 1)}
    with pytest.raises(Refused, match="已经有“语文组”"), office.change("改名") as change:
        actions.update_unit(change, unit, {"name": "语文组"})
    with pytest.raises(Refused, match="还有 1 位会员"), office.change("撤销") as change:
        actions.close_unit(change, group, date(2026, 11, 1))
    with office.change("撤销") as change:
        actions.update_member(change, one, {"unit": unit})
        actions.close_unit(change, group, date(2026, 11, 1))
    assert [found.name for found in queries.units(office.db)] == ["第1分工会"]


def test_a_post_is_held_once_at_a_time(office: Office) -> None:
    with office.change("登记") as change:
        one = a_member(change)
        post = actions.set_post(change, one, "工会委员会", "主席", (date(2024, 1, 1), None))
    with pytest.raises(Refused, match="已经登记过"), office.change("登记") as change:
        actions.set_post(change, one, "工会委员会", "主席", (date(2025, 1, 1), None))
    with office.change("换届") as change:
        actions.end_post(change, post, date(2025, 12, 31))
        actions.set_post(change, one, "工会委员会", "主席", (date(2026, 1, 1), None))
    assert [held.first_day.year for held in queries.posts(office.db, one, on=date(2026, 6, 1))] == [2026]


def test_private_numbers_stay_out_of_the_journal_and_can_be_erased(office: Office) -> None:
    with office.change("登记") as change:
        one = a_member(change, "王伟", "1000", phone="13812340001", bank_card="6222020001")
    with office.change("修改") as change:
        actions.update_member(change, one, {"phone": "13812340009"})
    with office.change("清除") as change:
        actions.erase_private(change, one)
    assert queries.private(office.db, one).phone == ""
    kept = office.db.execute(
        "select group_concat(coalesce(before, '') || coalesce(after, '')) from journal_row"
    )
    assert "13812340" not in kept.fetchone()[0]
    assert not office.db.execute("select 1 from sealed_before where before like '%13812340009%'").fetchone()
    with pytest.raises(Refused, match="不能恢复"):
        history.last_undoable(office.db)


def test_adding_a_member_can_be_undone(office: Office) -> None:
    with office.change("登记") as change:
        a_member(change, "王伟", "1000", phone="13812340001", base_fen=500000)
    office.undo()
    assert queries.count(office.db) == 0
