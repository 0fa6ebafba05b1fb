"""Members on paper: masked, grouped, counted."""

from __future__ import annotations

from datetime import date

import pytest

from models.members import actions, reports
from models.office import Office
from models.report import Kind
from tests.build import a_member


@pytest.fixture
def office_with_people(office: Office) -> Office:
    """Three members in two units and one who left."""
    with office.change("登记") as change:
        first, second = actions.add_unit(change, "第1分工会"), actions.add_unit(change, "第2分工会")
        one = a_member(
            change, "王伟", "1000", unit=first, sex="男", birth="1990-11-10", base_fen=500000,
            id_number="320402199011100016", phone="13812340001", bank_card="6222020200011234567",
            address="青禾路1号", education="本科",
        )  # fmt: skip
        a_member(change, "李娜", "1001", unit=second, sex="女", birth="1970-01", education="硕士")
        a_member(change, "赵敏", "1002", sex="女", status="retired")
        a_member(change, "孙立", "1003", unit=first, status="left")
        actions.set_post(change, one, "工会委员会", "组织委员", (date(2024, 3, 1), None))
    return office


def test_the_roster_is_grouped_by_unit_and_masked(office_with_people: Office) -> None:
    made = reports.member_roster(office_with_people)
    groups = [row.cells[0] for row in made.rows if row.kind is Kind.GROUP]
    assert groups == ["第1分工会（1 人）", "第2分工会（1 人）", "未分工会（1 人）"]
    said = str(made)
    assert "320***********0016" in said
    assert "138****0001" in said
    assert "199011100016" not in said
    assert "13812340001" not in said
    full = str(reports.member_roster(office_with_people, full_numbers=True))
    assert "320402199011100016" in full


def test_a_card_shows_posts_movements_and_pay_but_no_full_number(office_with_people: Office) -> None:
    said = str(reports.member_card(office_with_people, 1))
    for wanted in ("组织委员", "入会", "5,000.00 元", "***************4567", "（已登记）"):
        assert wanted in said
    for hidden in ("13812340001", "6222020200011234567", "青禾路1号"):
        assert hidden not in said


def test_the_statistics_count_as_of_the_day(office_with_people: Office) -> None:
    made = reports.member_statistics(office_with_people, date(2026, 11, 9))
    counted = {row.cells[0]: row.cells[1:3] for row in made.rows if row.kind is Kind.DETAIL}
    assert counted["在职"] == (2, 1)
    assert counted["退休"] == (1, 1)
    assert counted["35岁及以下"] == (1, 0)
    assert counted["56岁及以上"] == (1, 1)
    assert reports.member_statistics(office_with_people, date(2010, 1, 1)).rows[1].cells[1] == 0


@pytest.mark.parametrize(
    ("birth", "band"),
    [("1990-11-10", "35岁及以下"), ("1990-11-09", "36至45岁"), ("1971-01", "46至55岁"), ("", "未填")],
)
def test_a_birthday_changes_the_age_band(birth: str, band: str) -> None:
    assert reports.age_band(birth, date(2026, 11, 9)) == band


def test_the_units_add_up(office_with_people: Office) -> None:
    made = reports.unit_statistics(office_with_people)
    assert made.total_row is not None
    assert made.total_row.cells == ("合计", 2, 1, 1, 0, 500000)
