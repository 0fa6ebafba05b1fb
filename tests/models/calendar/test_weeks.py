"""School weeks are counted from the Monday on which the term began."""

from __future__ import annotations

from datetime import date

from models.calendar.weeks import term_start, weeks
from models.office import Office


def test_the_weeks_of_a_month_are_cut_to_it_and_counted(office: Office) -> None:
    found = [(week.number, week.first.day, week.last.day) for week in weeks(office, "2026-11")]
    assert found == [(8, 1, 1), (9, 2, 8), (10, 9, 15), (11, 16, 22), (12, 23, 29), (13, 30, 30)]


def test_days_before_the_term_have_no_week(office: Office) -> None:
    assert [week.number for week in weeks(office, "2026-09")][:2] == [0, 1]
    assert {week.number for week in weeks(office, "2026-08")} <= {0, 21}


def test_the_office_says_when_its_term_began(office: Office) -> None:
    assert term_start(office, "2025-2026-2") == date(2026, 3, 9)
    with office.change("开学") as change:
        change.insert("setting", {"key": "term_start_2025-2026-2", "value": "2026-02-25"})
    assert term_start(office, "2025-2026-2") == date(2026, 2, 23)
    assert weeks(office, "2026-03")[1].number == 2


def test_years_without_a_known_festival_still_have_terms(office: Office) -> None:
    assert term_start(office, "2059-2060-2").weekday() == 0
