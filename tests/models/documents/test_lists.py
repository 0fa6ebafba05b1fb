"""Lists of invoices and slips are narrowed, ordered and added up in SQL."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models import catalog
from models.documents import invoices, slips
from models.documents.lists import InvoiceList, SlipList
from models.report import Kind
from tests.models.documents.papers import PDF
from tests.models.documents.test_invoices import BLUE, RED, taken
from tests.models.documents.test_slips import PAID, TAKEN
from tests.models.ledger import vouchers


@pytest.fixture
def four(office):
    """Waiting, booked, void, with a wrong buyer; their ids."""
    keys = [taken(office, replace(BLUE, number=str(at) * 20, item=f"物品{at}")) for at in (1, 2, 3)]
    keys.append(taken(office, replace(BLUE, number="4" * 20, buyer="青禾中学"), accepted="不能重开"))
    voucher = vouchers.post(office, vouchers.simple(office, 230000))
    with office.change("关联") as change:
        invoices.to_voucher(change, [keys[1]], voucher.id)
        invoices.void(change, keys[2], "作废")
    return keys


@pytest.mark.parametrize(
    ("filters", "found"),
    [({}, 4), ({"state": "waiting"}, 2), ({"state": "booked"}, 1), ({"state": "void"}, 1), ({"state": "buyer"}, 1),
     ({"month": "2026"}, 4), ({"month": "2026-03"}, 4), ({"month": "2026-04"}, 0), ({"search": "物品2"}, 1),
     ({"search": "百润"}, 4), ({"=seller": "没有"}, 0)],
)  # fmt: skip
def test_invoices_are_narrowed(office, four, filters, found):
    source = InvoiceList(office.db)
    ids = source.ids(("", False), filters)
    assert len(ids) == found == len(source.rows(ids))
    assert source.sums(filters)[""] == f"{found} 张"


def test_void_ones_are_counted_and_not_added(office, four):
    assert InvoiceList(office.db).sums({})["total"] == 3 * BLUE.total_fen


@pytest.mark.parametrize("key", [*InvoiceList.ORDERS, "state"])
def test_every_column_of_invoices_orders_both_ways(office, four, key):
    source = InvoiceList(office.db)
    assert {*source.ids((key, True), {})} == {*source.ids((key, False), {})} == {*four}


@pytest.mark.parametrize("key", [*SlipList.ORDERS, "state"])
def test_slips_are_listed_ordered_and_added(office, key):
    with office.change("回单") as change:
        slips.take(change, "a.pdf", PDF, [PAID, TAKEN, replace(PAID, page=2, fen=None, ref="")])
    source = SlipList(office.db)
    assert len(source.ids((key, True), {})) == 3
    assert [len(source.ids(("", False), {"state": state})) for state in ("waiting", "asked", "tied")] == [
        2,
        1,
        0,
    ]
    assert source.sums({"way": "in"}) == {"": "1 张", "in": TAKEN.fen, "out": 0}


def test_the_register_shows_the_void_ones_without_adding_them(office, four):
    taken(office, RED)
    report = catalog.build(office, catalog.entry("invoice-register"), catalog.Asked("2026"))
    assert len(report.rows) == 5
    assert report.total_row.cells[7] == 3 * BLUE.total_fen + RED.total_fen
    assert [row.red for row in report.rows].count(True) == 1


def test_the_register_of_receipts_names_what_was_passed_over(office):
    from tests.models.documents.test_numbers import a_book, use

    key = a_book(office)
    use(office, key, 12301)
    use(office, key, 12303)
    report = catalog.build(office, catalog.entry("receipt-books"), catalog.Asked())
    assert report.rows[0].kind is Kind.GROUP and "余 8 张" in report.rows[0].cells[0]
    assert [row.cells[2] for row in report.rows[1:]] == ["已用", "没有登记", "已用"]
    assert catalog.build(office, catalog.entry("cheque-register"), catalog.Asked()).rows == ()


def test_what_waits_is_among_the_reminders(office, four):
    from models.calendar import reminders
    from tests.models.documents.test_numbers import a_book, use

    key = a_book(office)
    use(office, key, 12301)
    use(office, key, 12303)
    with office.change("回单") as change:
        slips.take(change, "a.pdf", PDF, [replace(PAID, day=None)])
    found = {one.where: one.what for one in reminders.todo(office, office.today())}
    assert found["papers:invoices"] == "还有 2 张发票没有入账。"
    assert found["papers:slips"] == "有 1 张银行回单没有读全，要核对。"
    assert found["papers:numbers"] == "收据和支票有 1 个号码没有登记。"
