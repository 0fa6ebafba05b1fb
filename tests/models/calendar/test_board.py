"""The board: lines with their states, weeks and months with their headings, what the office knows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from models.calendar import actions, board
from models.calendar.board import BIRTHDAYS, CLOSING, DUES, LATE, NOTE, OWN, PLAN, RETIREMENTS, ROUTINE, SOON
from models.calendar.records import DOING, DONE, DROPPED, PLANNED, WorkDraft
from models.office import Office
from tests.build import NOW, a_member


@pytest.fixture(autouse=True)
def ninth_of_november(office: Office) -> None:
    office.clock = lambda: NOW


def work(office: Office, content: str, month: str = "2026-11", **values: Any) -> int:
    """Planned work; `state` sets its state."""
    state = values.pop("state", PLANNED)
    with office.change("录入") as change:
        key = actions.add_item(change, WorkDraft(month, content, **values))
        if state != PLANNED:
            actions.mark_item(change, key, state)
    return key


def planned(office: Office, month: str = "2026-11", **how: Any) -> dict[str, board.Line]:
    return {line.content: line for line in board.span_lines(office, (month,), **how) if line.item}


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({"day": date(2026, 11, 6)}, LATE),
        ({"day": date(2026, 11, 6), "last_day": date(2026, 11, 10)}, SOON),
        ({"day": date(2026, 11, 11)}, PLANNED),
        ({"last_day": date(2026, 11, 9)}, SOON),
        ({"last_day": date(2026, 11, 8)}, LATE),
        ({"last_day": date(2026, 11, 16)}, SOON),
        ({"last_day": date(2026, 11, 17)}, PLANNED),
        ({"last_day": date(2026, 11, 17), "state": DOING}, DOING),
        ({"last_day": date(2026, 11, 2), "state": DONE}, DONE),
        ({}, PLANNED),
    ],
)
def test_the_day_says_whether_open_work_is_late_or_soon(
    office: Office, values: dict[str, Any], state: str
) -> None:
    work(office, "写总结", **values)
    assert planned(office)["写总结"].state == state


def test_work_of_a_month_that_is_over_is_late(office: Office) -> None:
    work(office, "编预算", "2026-10")
    assert planned(office, "2026-10")["编预算"].state == LATE


def test_lines_stand_by_day_and_those_without_one_last(office: Office) -> None:
    work(office, "随时")
    work(office, "二十日", day=date(2026, 11, 20))
    work(office, "三日", last_day=date(2026, 11, 3))
    lines = board.span_lines(office, ("2026-11",))
    days = [line.day for line in lines]
    assert days == sorted(days, key=lambda day: day or date.max)
    assert [line.content for line in lines if line.item] == ["三日", "二十日", "随时"]


@pytest.mark.parametrize(
    ("values", "when", "days"),
    [
        ({"day": date(2026, 11, 2)}, "2日 周一", (2,)),
        ({"day": date(2026, 11, 5), "last_day": date(2026, 11, 7)}, "5－7日", (5, 6, 7)),
        ({"last_day": date(2026, 11, 30)}, "30日前", (30,)),
        ({"note": "上旬"}, "上旬", ()),
        ({"last_month": "2026-12"}, "11－12月", ()),
        ({"last_month": "2026-12", "day": date(2026, 11, 29), "last_day": date(2026, 12, 2)}, "11.29－12.2", (29, 30)),
    ],
)  # fmt: skip
def test_a_line_says_its_time_and_has_its_days(
    office: Office, values: dict[str, Any], when: str, days: tuple[int, ...]
) -> None:
    work(office, "办事", **values)
    line = planned(office)["办事"]
    assert line.when == when
    assert tuple(day.day for day in line.days) == days


def test_work_is_from_a_plan_or_entered_by_hand(office: Office) -> None:
    work(office, "计划里的", source="2026年计划.xlsx")
    work(office, "临时的")
    assert {name: line.kind for name, line in planned(office).items()} == {"计划里的": PLAN, "临时的": OWN}


def test_dropped_work_is_only_there_when_asked_for(office: Office) -> None:
    work(office, "不做了", state=DROPPED)
    assert planned(office) == {}
    assert planned(office, dropped=True)["不做了"].state == DROPPED


def test_weeks_without_lines_are_left_out_and_a_short_last_week_joins(office: Office) -> None:
    for day in (4, 27, 30):
        work(office, f"{day}日的事", day=date(2026, 11, day))
    lines = [line for line in board.span_lines(office, ("2026-11",)) if line.item]
    found = [(one.title, one.note, len(one.lines)) for one in board.by_weeks(office, "2026-11", lines)]
    assert found == [("第 9 周", "11-02 至 11-08", 1), ("第 12–13 周", "11-23 至 11-30", 2)]


def test_what_has_no_day_stands_below_the_weeks(office: Office) -> None:
    work(office, "随时")
    lines = [line for line in board.span_lines(office, ("2026-11",)) if line.item]
    assert [(one.title, one.note) for one in board.by_weeks(office, "2026-11", lines)] == [
        ("本月内", "没有定日期的 1 项")
    ]


def test_in_the_holidays_weeks_have_no_number(office: Office) -> None:
    work(office, "值班", "2026-02", day=date(2026, 2, 4))
    lines = [line for line in board.span_lines(office, ("2026-02",)) if line.item]
    assert board.by_weeks(office, "2026-02", lines)[0].title == "假期"
    assert board.week_words(office, ("2026-02",)) == ""
    assert board.week_words(office, ("2026-11",)) == "第 9–13 周"


def test_every_line_of_a_month_is_under_one_heading(office: Office) -> None:
    for day in range(1, 31):
        work(office, f"{day}日的事", day=date(2026, 11, day))
    lines = board.span_lines(office, ("2026-11",))
    below = [line for section in board.by_weeks(office, "2026-11", lines) for line in section.lines]
    assert below == list(lines)


def test_work_that_goes_on_stands_once_in_a_year(office: Office) -> None:
    work(office, "暑期读书", "2026-07", last_month="2026-08")
    span = board.span_of("year", "2026-11")
    lines = board.span_lines(office, span)
    assert [line.month for line in lines if line.item] == ["2026-07"]
    titles = [section.title for section in board.by_months(office, span, lines)]
    assert titles[0] == "2026年1月" and titles[-1] == "2026年12月"


@pytest.mark.parametrize(
    ("view", "first", "last"),
    [("month", "2026-11", "2026-11"), ("term", "2026-09", "2027-01"), ("year", "2026-01", "2026-12")],
)
def test_a_view_shows_its_months(view: str, first: str, last: str) -> None:
    span = board.span_of(view, "2026-11")
    assert (span[0], span[-1]) == (first, last)


def test_the_office_knows_birthdays_without_the_year_and_retirements_by_person(office: Office) -> None:
    with office.change("添加") as change:
        a_member(change, "许静宜", sex="女", birth="1990-11-05")
        key = a_member(change, "何文博", sex="男", birth="1966-03-11")
    year = board.span_lines(office, board.span_of("year", "2026-11"))
    going = [line for line in year if line.kind == RETIREMENTS]
    assert going[0].where == f"member:{key}"
    assert "何文博" in going[0].content
    born = [line for line in board.span_lines(office, ("2026-11",)) if line.kind == BIRTHDAYS]
    assert "许静宜（5日）" in born[0].content
    assert "1990" not in born[0].content
    assert born[0].state == NOTE


def test_dues_show_how_far_they_are(demo_office: Office) -> None:
    states = {
        number: next(
            line.state for line in board.span_lines(demo_office, (f"2026-{number:02d}",)) if line.kind == DUES
        )
        for number in (5, 6, 11)
    }
    assert set(states.values()) <= {DONE, LATE, PLANNED, DOING, SOON}
    assert states[11] == LATE  # it is the 24th and nobody has paid


def test_a_closed_month_stays_on_the_board_as_done(demo_office: Office) -> None:
    lines = [line for line in board.span_lines(demo_office, ("2026-05",)) if line.kind == CLOSING]
    assert [(line.state, line.when, line.where) for line in lines] == [(DONE, "10日前", "period:2026-04")]
    lines = [line for line in board.span_lines(demo_office, ("2026-11",)) if line.kind == CLOSING]
    assert [(line.state, line.where) for line in lines] == [(LATE, "period:2026-10")]


def test_a_routine_that_was_put_into_the_plan_stands_once(office: Office) -> None:
    line = next(line for line in board.span_lines(office, ("2026-11",)) if line.kind == ROUTINE)
    work(office, line.content, last_day=line.day)
    same = [one for one in board.span_lines(office, ("2026-11",)) if one.content == line.content]
    assert len(same) == 1 and same[0].item


def test_dues_in_the_plan_stand_once_whatever_their_sums(demo_office: Office) -> None:
    work(demo_office, "收缴11月会费")
    assert not [one for one in board.span_lines(demo_office, ("2026-11",)) if one.kind == DUES]


def test_a_day_shows_what_is_most_urgent() -> None:
    assert board.tone_of_day([DONE, PLANNED, LATE]) == LATE
    assert board.tone_of_day([DONE, NOTE]) == NOTE
    assert board.tone_of_day([DONE]) == DONE
