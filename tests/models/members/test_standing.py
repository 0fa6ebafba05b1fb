"""Who is a member, and who owes dues, on a day and in a month."""

from __future__ import annotations

from datetime import date

import pytest

from models.members import actions, checks, queries
from models.office import Office
from tests.build import a_member


@pytest.mark.parametrize(
    ("joined", "moves", "status", "owing"),
    [
        ("2015-09", [], "working", "2026-01..2026-12"),
        ("", [], "working", "2026-01..2026-12"),
        ("2026-03-02", [("join", "2026-03-02")], "working", "2026-04..2026-12"),
        ("2025-12-20", [("join", "2025-12-20")], "working", "2026-01..2026-12"),
        ("2015-09", [("join", "2015-09"), ("retire", "2026-05-10")], "retired", "2026-01..2026-05"),
        ("2015-09", [("retire", "2026-05")], "retired", "2026-01..2026-05"),
        ("2015-09", [("join", "2015-09")], "retired", ""),
        ("", [], "retired", ""),
        ("2015-09", [], "left", ""),
        (
            "2015-09",
            [("keep", "2026-02"), ("restore", "2026-06")],
            "working",
            "2026-01..2026-02 2026-07..2026-12",
        ),
        ("", [("transfer_in", "2026-08-15")], "working", "2026-09..2026-12"),
        ("2015-09", [("transfer_out", "2026-04-01")], "left", "2026-01..2026-04"),
        ("2015-09", [("die", "2025-12-31")], "dead", ""),
    ],
)
def test_dues_run_from_the_month_after_joining_to_the_month_of_leaving(
    joined: str, moves: list[tuple[str, str]], status: str, owing: str
) -> None:
    months = [f"2026-{number:02d}" for number in range(1, 13)]
    found = [month for month in months if checks.owes(month, status, joined, moves)]
    wanted = [month for span in owing.split() for month in months if span[:7] <= month <= span[-7:]]
    assert found == wanted


def test_an_office_may_let_dues_begin_in_the_month_of_joining() -> None:
    assert checks.owes("2026-03", "working", "2026-03-20", [], same_month=True)
    assert not checks.owes("2026-02", "working", "2026-03-20", [], same_month=True)


def test_the_register_gives_everybody_who_owes_with_unit_and_base(office: Office) -> None:
    with office.change("登记") as change:
        unit = actions.add_unit(change, "第1分工会")
        works = a_member(change, "秦东民", "1000", unit=unit, base_fen=808873)
        new = a_member(change, "邹丽俊", "1001", joined=date(2026, 10, 8))
        a_member(change, "范然博", "1002", status="retired")
        gone = a_member(change, "彭敏燕", "1003")
        actions.move(change, gone, "transfer_out", date(2026, 6, 30))
    november = {one.member: one for one in queries.liable(office.db, "2026-11")}
    assert set(november) == {works, new}
    assert (november[works].unit, november[works].base_fen) == ("第1分工会", 808873)
    assert november[new].base_fen is None
    assert {one.member for one in queries.liable(office.db, "2026-06")} == {works, gone}


def test_a_base_holds_until_the_next_one(office: Office) -> None:
    with office.change("登记") as change:
        one = a_member(change, base_fen=500000)
        actions.set_base(change, one, "2026-07", 520000)
    assert [queries.bases(office.db, month).get(one) for month in ("2025-12", "2026-06", "2026-07")] == [
        None,
        500000,
        520000,
    ]
    found = queries.base_of(office.db, one, "2026-12")
    assert found is not None
    assert found.base_fen == 520000


def test_the_same_base_again_writes_nothing(office: Office) -> None:
    with office.change("登记") as change:
        one = a_member(change, base_fen=500000)
    before = office.seal
    with office.change("再登记") as change:
        assert not actions.set_base(change, one, "2026-01", 500000)
        assert not actions.set_base(change, one, "2026-05", 500000)
    assert office.seal == before


def test_status_on_a_day_follows_the_movements(office: Office) -> None:
    with office.change("登记") as change:
        one = a_member(change)
        actions.move(change, one, "retire", date(2026, 5, 10))
    assert queries.statuses(office.db, date(2010, 1, 1)) == {}
    assert queries.statuses(office.db, date(2026, 5, 9)) == {one: "working"}
    assert queries.statuses(office.db, date(2026, 5, 10)) == {one: "retired"}


@pytest.mark.parametrize(
    ("rule", "birth", "month"),
    [
        ("men", "1964-12-31", "2024-12"),
        ("men", "1965-01-15", "2025-02"),
        ("men", "1965-05", "2025-07"),
        ("men", "1976-08", "2039-07"),
        ("men", "1976-09", "2039-09"),
        ("men", "1990-06", "2053-06"),
        ("women_cadre", "1970-01-01", "2025-02"),
        ("women_cadre", "1981-09", "2039-09"),
        ("women_worker", "1975-01", "2025-02"),
        ("women_worker", "1975-03", "2025-05"),
        ("women_worker", "1984-11", "2039-11"),
    ],
)
def test_the_age_of_retirement_rises_with_the_month_of_birth(rule: str, birth: str, month: str) -> None:
    assert checks.retirement_rules()[rule].month(birth) == month


def test_retirements_and_birthdays_of_a_month(office: Office) -> None:
    with office.change("登记") as change:
        man = a_member(change, "秦东民", "1000", sex="男", birth=date(1965, 1, 15))
        a_member(change, "邹丽俊", "1001", sex="女", birth="1970-01", post_kind="工勤")
        a_member(change, "无名", "1002", birth="1990-01")
        a_member(change, "范然博", "1003", birth=date(1990, 1, 2), status="left")
    assert [one.member for one in queries.retirements(office.db, "2025-01", "2025-06")] == [man]
    assert [one.name for one in queries.retirements(office.db, "2020-01", "2025-06")] == ["邹丽俊", "秦东民"]
    days = {one.name: one.day for one in queries.birthdays(office.db, "2026-01")}
    assert days == {"邹丽俊": None, "无名": None, "秦东民": 15}
