"""The list of vouchers, accounts as typed, neighbours, drafts posted in one go."""

from __future__ import annotations

from datetime import date

import pytest

from models.ledger import actions, lists, posting, queries, summaries
from tests.models.ledger.vouchers import BANK, CASH, DUES, OFFICE_COST, account, draft, keep, post, simple


@pytest.fixture
def five(office):
    """March 1 and 2, April 1, a reversal of it in November, a draft in March; their ids."""
    one = post(office, simple(office, 1200, summary="买墨盒", attachments=2)).id
    two = post(office, draft(office, (BANK, 50000, 0), (DUES, 0, 50000), summary="3月会费")).id
    three = post(office, simple(office, 700, day=date(2026, 4, 3))).id
    with office.change("冲销") as change:
        red = actions.reverse(change, three, "写错").id
    saved = keep(office, draft(office, (CASH, 300, 0), (BANK, 0, 200), summary="提现"))
    return one, two, saved, three, red


def found(office, **filters):
    return list(
        lists.VoucherList(office).ids(("", False), {k.replace("_", "="): v for k, v in filters.items()})
    )


def test_the_book_order_is_by_month_and_number_with_drafts_behind(office, five):
    one, two, saved, three, red = five
    assert found(office) == [one, two, saved, three, red]
    rows = lists.VoucherList(office).records(found(office))
    assert [row.name for row in rows] == [
        "2026-03-记-001", "2026-03-记-002", "2026-03-记-草稿", "2026-04-记-001", "2026-11-记-001"
    ]  # fmt: skip
    assert [row.state for row in rows] == ["posted", "posted", "draft", "reversed", "red"]
    assert [row.fen for row in rows] == [1200, 50000, 300, 700, -700]
    assert rows[0].accounts == "其他业务支出、银行存款" or rows[0].accounts.endswith("、银行存款")


@pytest.mark.parametrize(
    ("filters", "places"),
    [
        ({"search": "墨盒"}, [0]),
        ({"search": "会费收入"}, [1]),
        ({"search": "500"}, [1]),
        ({"search": "记-0002"}, [1]),
        ({"search": "100%"}, []),
        ({"period": "2026-03"}, [0, 1, 2]),
        ({"period": "2026"}, [0, 1, 2, 3, 4]),
        ({"state": "draft"}, [2]),
        ({"state": "reversed"}, [3]),
        ({"=months": "2026-04~"}, [3, 4]),
        ({"=numbers": "2~9"}, [1]),
        ({"=amounts": "70000~"}, []),
        ({"=amounts": "1000~60000"}, [0, 1]),
        ({"=state": "草稿"}, [2]),
        ({"=number": "2026-03-记-001"}, [0]),
        ({"search": "记字第 0001 号"}, [0, 3, 4]),
        ({"=fen": "12.00"}, [0]),
        ({"=day": "2026-04-03"}, [3]),
        ({"=maker": "没有人"}, []),
    ],
)
def test_filters_find_what_they_say(office, five, filters, places):
    got = list(lists.VoucherList(office).ids(("", False), filters))
    assert got == [five[place] for place in places]
    sums = lists.VoucherList(office).sums(filters)
    assert sums[""].startswith(f"{len(places)} 张")


def test_an_account_filter_takes_its_sub_accounts(office, five):
    source = lists.VoucherList(office)
    assert list(source.ids(("", False), {"=account": str(account(office, "505"))})) == [
        five[0],
        five[3],
        five[4],
    ]


@pytest.mark.parametrize(
    "key", ["day", "number", "summary", "fen", "attachments", "maker", "printed", "state"]
)
def test_every_column_sorts_both_ways(office, five, key):
    source = lists.VoucherList(office)
    up, down = (list(source.ids((key, way), {})) for way in (False, True))
    assert sorted(up) == sorted(down) == sorted(five)
    if key == "fen":
        assert up[0] == five[4]
        assert down[0] == five[1]


def test_neighbours_walk_the_whole_book_both_ways(office, five):
    seen, at = [], lists.neighbour(office.db, None, 1)
    while at is not None:
        seen.append(at)
        at = lists.neighbour(office.db, at, 1)
    assert seen == list(five)
    assert lists.neighbour(office.db, None, -1) == five[-1]
    assert [lists.neighbour(office.db, key, -1) for key in five] == [None, *five[:-1]]


def test_an_empty_book_has_no_neighbours(office):
    assert lists.neighbour(office.db, None, 1) is None
    assert summaries.used(office.db) == []
    assert lists.last_day(office.db, "2026-03") is None


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("102", "102"),
        ("yhck", "102"),
        ("银行", "102"),
        ("YHCK", "102"),
        ("文体", "50102"),
        ("wthd", "50102"),
        ("501", "50101"),
    ],
)
def test_an_account_is_found_by_code_chinese_and_initials(office, typed, first):
    hits = [hit for hit in lists.Chart(office.db).seek(typed) if not hit.why_not]
    assert hits[0].account.code == first


def test_a_parent_is_listed_greyed_over_its_leaves(office):
    hits = lists.Chart(office.db).seek("501")
    assert {hit.account.code for hit in hits if not hit.why_not} >= {"50101", "50102", "50199"}
    assert [hit.account.code for hit in hits if hit.why_not] == ["501"]
    assert hits[0].account.code == "501"
    assert lists.Chart(office.db).seek("501", parents=True)[0].account.code == "501"


def test_the_accounts_most_used_come_first_when_nothing_is_typed(office, five):
    assert lists.Chart(office.db).seek("")[0].account.code == BANK


def test_summaries_come_by_frequency(office, five):
    post(office, simple(office, 5, summary="买墨盒"))
    assert summaries.used(office.db, 1) == ["买墨盒"]
    assert lists.counts(office.db, "2026-03") == (3, 1)
    assert lists.last_day(office.db, "2026-04") == date(2026, 4, 3)


def test_drafts_are_posted_by_day_and_each_refusal_has_its_reason(office):
    late = keep(office, simple(office, day=date(2026, 3, 9), summary="后"))
    early = keep(office, simple(office, day=date(2026, 3, 2), summary="先"))
    bad = keep(office, draft(office, (OFFICE_COST, 5, 0), (BANK, 0, 4), summary="不平的"))
    done = post(office, simple(office, day=date(2026, 3, 1)))
    result = posting.post_drafts(office, [late, early, bad, done.id])
    assert result.names == ("2026-03-记-002", "2026-03-记-003")
    assert queries.voucher(office.db, early).number == 2
    assert [name for name, _ in result.refused] == ["2026-03-记-001", "2026-03-08 不平的"]
    assert "还差 0.01" in result.refused[1][1]
    assert result.words() == "成功 2 张，2 张没有记账"
