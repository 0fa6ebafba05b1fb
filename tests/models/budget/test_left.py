"""What a new year's budget may count on: earmarks that still hold money, in closed and in open years."""

from __future__ import annotations

from datetime import date

import pytest

from models.budget import facts
from models.guided import posting
from models.guided.catalog import guide
from models.ledger import year_end
from tests.models.ledger.events import at, happen

MARK = "书屋专项"


@pytest.fixture
def granted(office):
    """300 left of a grant at the end of 2026; it is January."""
    at(office, 2026, 12, 30)
    happen(office, "grant for a purpose", 50_000, date(2026, 5, 8))
    happen(office, "spent on the purpose", 20_000, date(2026, 6, 8))
    at(office, 2027, 1, 5)
    return office


def close(office, year, stay=None):
    with office.change("年结") as change:
        year_end.close_year(change, year, stay)


@pytest.mark.parametrize("closed", [False, True])
def test_what_is_left_of_an_earmark_counts_whether_the_year_is_closed_or_not(granted, closed):
    if closed:
        close(granted, 2026)
    assert facts.left(granted.db, 2027) == facts.Left(30_000, 0, ((MARK, 30_000),))


def test_what_the_closing_let_go_is_an_earmark_no_more(granted):
    close(granted, 2026, {MARK: 10_000})
    assert facts.left(granted.db, 2027) == facts.Left(10_000, 20_000, ((MARK, 10_000),))


def test_nothing_ticked_leaves_no_earmark(granted):
    close(granted, 2026, {})
    assert facts.left(granted.db, 2027) == facts.Left(0, 30_000, ())


def test_what_went_back_to_its_giver_is_gone(granted):
    close(granted, 2026)
    with granted.change("退还专项资金") as change:
        at(granted, 2027, 4, 1)
        answers = {"day": date(2027, 4, 1), "earmark": MARK, "amount": 30_000}
        posting.post(change, guide("grant_given_back"), answers)
    assert facts.left(granted.db, 2028) == facts.Left(0, 0, ())
