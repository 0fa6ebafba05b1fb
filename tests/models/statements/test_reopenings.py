"""反结账 is listed from the journal: who, when, why, and what was posted until it was closed again."""

from __future__ import annotations

from datetime import date, datetime

from models import closing
from models.ledger import queries, year_end
from models.statements import reports
from models.statements.queries import reopenings
from models.store import backup
from tests.models.ledger.events import at, happen


def test_a_month_that_was_reopened_says_what_was_posted_meanwhile(office):
    happen(office, "dues arrive", 5_000, date(2026, 1, 8))
    closing.close(office, "2026-01")
    office.clock = lambda: datetime(2026, 2, 9, 8, 30)
    closing.reopen(office, "2026-01", "漏记手续费")
    happen(office, "activity paid", 700, date(2026, 1, 31))
    assert reopenings(office.db, "2026-01", "2026-12")[0].closed_again == ""
    closing.close(office, "2026-01")
    happen(office, "dues arrive", 9_000, date(2026, 2, 8))
    (one,) = reopenings(office.db, "2026-01", "2026-12")
    assert (one.month, one.by, one.reason) == ("2026-01", "财务委员", "漏记手续费")
    assert one.vouchers == ("2026-01-记-002 activity paid",)
    assert one.at.startswith("2026-02-09T08:30") and one.closed_again
    row = reports.reopenings(office, 2026).rows[0].cells
    assert row[0] == "2026年1月" and row[3] == "漏记手续费" and "记-002" in row[5]
    assert reports.reopenings(office, 2025).rows == ()


def test_a_reopened_year_lists_the_red_vouchers(office):
    happen(office, "dues arrive", 5_000, date(2026, 3, 8))
    at(office, 2027, 1, 5)
    made = closing.close(office, "2026")
    red = closing.reopen(office, "2026", "补记一笔")
    (one,) = reopenings(office.db, "2026-12", "2026-12")
    assert len(made) == len(red) == 2 and len(one.vouchers) == 2
    assert all("冲销" in said for said in one.vouchers)
    assert not queries.is_closed(office.db, "2026-12") and queries.is_closed(office.db, "2026-11")


def test_a_year_end_over_a_closed_december_is_no_reopening(office):
    happen(office, "dues arrive", 5_000, date(2026, 3, 8))
    at(office, 2027, 1, 5)
    for number in range(1, 13):
        with office.change("结账") as change:
            year_end.close_month(change, f"2026-{number:02d}")
    closing.close(office, "2026")
    assert reopenings(office.db, "2026-01", "2026-12") == []
    assert backup.listed(backup.folder_of(office.path))[0].reason == "年结前"
