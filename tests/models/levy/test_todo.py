"""What the levy puts on the list of things to do, and what a new office begins with."""

from __future__ import annotations

from datetime import date

from models.calendar.reminders import todo
from models.levy import earmarks, queries
from models.levy.records import EarmarkDraft
from models.office import Office
from tests.models.levy.test_levy import receive, remit


def said(office: Office, day: date) -> list[str]:
    return [one.what for one in todo(office, day) if one.where.startswith(("levy", "earmarks"))]


def test_a_new_office_splits_as_the_law_and_custom_say(office: Office):
    law = queries.rule(office.db, "2026-01")
    assert (law.rate_bp, law.kept_bp, law.mode, law.due_day) == (200, 6000, "A", 15)
    assert "工会法" in law.basis


def test_what_is_owed_upward_waits_until_it_is_sent(office: Office):
    receive(office)
    assert said(office, date(2026, 3, 25)) == ["应付上级经费 14,400.00 元，2026年4月15日前要上缴。"]
    assert next(one for one in todo(office, date(2026, 4, 20)) if one.where == "levy:2026").overdue
    remit(office, 1_440_000)
    assert said(office, date(2026, 4, 20)) == []


def test_an_earmark_past_its_day_is_told(office: Office):
    from tests.models.levy.test_custody import spend

    with office.change("登记专项") as change:
        earmarks.put_earmark(change, EarmarkDraft("职工书屋", use_by=date(2026, 5, 31)))
    spend(office, "职工书屋", "40302", 500_000)
    assert said(office, date(2026, 5, 31)) == []
    assert said(office, date(2026, 6, 1)) == ["专项“职工书屋”已过使用期限，还剩 5,000.00 元。"]
