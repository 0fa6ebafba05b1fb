"""What is bound with a month's vouchers, and whose names are printed under them."""

from __future__ import annotations

from datetime import date

import pytest

from models import settings
from models.kit.errors import Refused
from models.ledger import binding, marks, queries, reports
from tests.models.ledger.vouchers import keep, post, simple


@pytest.fixture
def march(office):
    for day, fen in ((8, 1_200), (9, 3_400)):
        post(office, simple(office, fen, day=date(2026, 3, day), attachments=2))
    keep(office, simple(office, 99))
    return queries.vouchers(office.db, "2026-03", "2026-03")


def test_the_cover_counts_what_is_bound(office, march):
    made = binding.cover(office, march)
    assert (made.month, made.first, made.last, made.vouchers, made.attachments) == ("2026-03", 1, 2, 2, 4)


def test_the_summary_adds_each_account_and_both_sides_are_equal(office, march):
    made = binding.summary(office, march)
    assert made.rows == (("银行存款", 0, 4_600), ("业务支出—其他业务费", 4_600, 0))
    assert made.sums_fen == (4_600, 4_600)
    assert made.numbers == "记字第 0001 号－第 0002 号"


def test_one_volume_is_of_one_month(office, march):
    april = post(office, simple(office, 5, day=date(2026, 4, 8)))
    with pytest.raises(Refused, match="一个月"):
        binding.cover(office, [*march, queries.voucher(office.db, april.id)])


def test_vouchers_are_found_by_their_numbers(office, march):
    assert [one.number for one in binding.numbered(office.db, "2026-03", 2, 1)] == [1, 2]
    with pytest.raises(Refused, match="第 7 号到第 9 号"):
        binding.numbered(office.db, "2026-03", 7, 9)


def test_names_of_those_who_put_their_mark_are_printed_when_the_office_wants_it(office, march):
    with office.change("设置") as change:
        settings.set_signers(change, "marks")
        marks.put(change, march[0].id, "cashier")
    made = reports.voucher_paper(office, queries.voucher(office.db, march[0].id))
    maker = office.actor.name
    wanted = [("会计主管", ""), ("审核", ""), ("记账", maker), ("出纳", maker), ("制单", maker)]
    assert list(made.signers) == wanted
