"""Users: added, renamed, stopped; PINs that make one wait after five wrong tries."""

from __future__ import annotations

from datetime import timedelta

import pytest

from models import users
from models.kit.errors import Refused
from models.office import Office, User
from models.store.verify import store_checks
from tests.build import NOW


def act(office: Office, do) -> None:
    with office.change("设置") as change:
        do(change)


def named(office: Office, role: str) -> User:
    return next(user for user in office.users() if user.role == role)


def test_a_person_is_added_renamed_and_stopped_but_never_deleted(office: Office) -> None:
    act(office, lambda change: users.add_user(change, " 周 佳音 ", "committee"))
    key = named(office, "committee").id
    act(office, lambda change: users.rename_user(change, key, "周佳音音"))
    act(office, lambda change: users.set_active(change, key, False))
    assert "周佳音音" not in [user.name for user in office.users()]
    row = next(row for row in users.all_users(office.db) if row.id == key)
    assert (row.name, row.active, row.has_pin, row.changes) == ("周佳音音", False, False, 0)


@pytest.mark.parametrize("name", ["", "  ", "出纳", "长" * 21])
def test_empty_known_and_endless_names_are_refused(office: Office, name: str) -> None:
    with pytest.raises(Refused):
        act(office, lambda change: users.add_user(change, name, "committee"))


def test_the_last_treasurer_stays(office: Office) -> None:
    key = named(office, "treasurer").id
    for do in (
        lambda change: users.set_role(change, key, "viewer"),
        lambda change: users.set_active(change, key, False),
    ):
        with pytest.raises(Refused):
            act(office, do)
    act(office, lambda change: users.add_user(change, "新会计", "treasurer"))
    act(office, lambda change: users.set_role(change, key, "viewer"))
    assert [user.role for user in office.users() if user.id == key] == ["viewer"]


@pytest.mark.parametrize("pin", ["123", "12ab", "1" * 13, "１２３４"])
def test_a_pin_is_four_to_twelve_digits(office: Office, pin: str) -> None:
    with pytest.raises(Refused):
        act(office, lambda change: users.set_pin(change, office.actor.id, pin))


def test_five_wrong_pins_make_one_wait_and_the_wait_is_in_the_file(office: Office) -> None:
    chair = named(office, "chair")
    act(office, lambda change: users.set_pin(change, chair.id, "2580"))
    assert users.has_pin(office, chair)
    assert "2580" not in "".join(office.db.iterdump())
    for _ in range(5):
        assert not users.check_pin(office, chair, "0000")
    with pytest.raises(Refused, match="不能再试"):
        users.check_pin(office, chair, "2580")
    with Office.open(office.path) as again:
        again.clock = lambda: NOW + timedelta(seconds=10)
        assert users.seconds_to_wait(again, chair) == 20
    office.clock = lambda: NOW + timedelta(seconds=31)
    assert users.check_pin(office, chair, "2580")
    assert users.seconds_to_wait(office, chair) == 0


def test_the_wait_doubles_and_a_clock_set_back_does_not_lock_for_ever(office: Office) -> None:
    chair = named(office, "chair")
    act(office, lambda change: users.set_pin(change, chair.id, "2580"))
    for step in range(6):
        office.clock = lambda step=step: NOW + timedelta(minutes=step)
        users.check_pin(office, chair, "1111")
    assert users.seconds_to_wait(office, chair) == 60
    office.clock = lambda: NOW - timedelta(days=400)
    assert users.seconds_to_wait(office, chair) == 60


def test_no_pin_asks_for_nothing(office: Office) -> None:
    assert users.check_pin(office, office.actor, "")
    act(office, lambda change: users.set_pin(change, office.actor.id, "1234"))
    act(office, lambda change: users.set_pin(change, office.actor.id, ""))
    assert not users.has_pin(office, office.actor)


def test_no_pin_is_in_the_journal_and_its_change_is_not_taken_back(office: Office) -> None:
    key = office.actor.id
    with office.change("口令") as change:
        users.set_pin(change, key, "4711")
    stored = office.db.execute("select pin from user where id = ?", (key,)).fetchone()[0]
    logged = "".join(row[0] or "" for row in office.db.execute("select after from journal_row"))
    assert stored and stored.partition("$")[2] not in logged
    with pytest.raises(Refused, match="口令"):
        office.undo()
    with office.change("改名") as change:
        users.rename_user(change, key, "李会计")
    office.undo()
    assert office.db.execute("select pin from user where id = ?", (key,)).fetchone()[0] == stored
    assert [check.detail for check in store_checks(office.db) if not check.ok] == []
