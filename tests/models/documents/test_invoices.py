"""The register of invoices: each taken once over all years, for this union, and tied to what it pays for."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date

import pytest

from models import settings, trust
from models.documents import checks, invoice_queries, invoices, queries
from models.documents.invoices import Booking, Original
from models.documents.records import InvoiceFields
from models.documents.settling import read_day
from models.kit.errors import Refused
from models.ledger import actions as ledger
from models.ledger import queries as books
from tests.models.documents.papers import PDF, PNG
from tests.models.ledger import vouchers

UNION = "青禾中学工会委员会"
BLUE = InvoiceFields(
    "26322000000012345678", kind="电子发票（普通发票）", day=date(2026, 3, 5), seller="百润日用品经营部",
    buyer=UNION, item="毛巾礼盒", net_fen=203540, tax_fen=26460, total_fen=230000,
)  # fmt: skip
RED = replace(
    BLUE, number="26322000000087654321", day=date(2026, 4, 2), net_fen=-203540, tax_fen=-26460, total_fen=-230000,
    red_of=BLUE.number,
)  # fmt: skip


def taken(office, fields=BLUE, original=None, **more):
    with office.change("登记发票") as change:
        return invoices.add(change, fields, original, **more)


def refused(office, *arguments, **more):
    with pytest.raises(Refused) as no:
        taken(office, *arguments, **more)
    return no.value


def test_an_invoice_is_kept_with_its_original(office):
    key = taken(office, original=Original("发票.pdf", PDF))
    one = invoice_queries.invoice(office.db, key)
    assert one.fields == BLUE
    assert queries.content(office.db, one.file) == PDF


def test_the_same_number_is_stopped_and_told_where_it_is(office):
    key = taken(office)
    voucher = vouchers.post(office, vouchers.simple(office, 230000, day=date(2026, 3, 8)))
    with office.change("关联") as change:
        invoices.to_voucher(change, [key], voucher.id)
    no = refused(office)
    assert "2026-03-记-001（2026-03-08）" in no.what and no.where == "number"


def test_a_code_beside_twenty_digits_hides_no_second_use(office):
    taken(office)
    assert "已经在" in refused(office, replace(BLUE, code="032002100211")).what


def test_the_database_itself_stops_a_second_one(office):
    taken(office)
    with pytest.raises(sqlite3.IntegrityError):
        office.db.execute(
            "insert into invoice (number, total_fen, at) values (?, 1, '2026-01-01')", (BLUE.number,)
        )


def test_old_invoices_of_one_number_and_two_codes_are_two(office):
    taken(office, replace(BLUE, number="31457806", code="032002100211"))
    assert taken(office, replace(BLUE, number="31457806", code="032002100212"))


def test_the_same_file_is_stopped_even_under_another_number(office):
    taken(office, original=Original("a.pdf", PDF))
    assert "已经在" in refused(office, replace(BLUE, number="1" * 20), Original("b.pdf", PDF)).what
    assert taken(office, replace(BLUE, number="1" * 20), Original("b.pdf", PDF, page=2))


def test_a_wrong_buyer_wants_a_reason_that_is_kept(office):
    wrong = replace(BLUE, buyer="青禾中学")
    no = refused(office, wrong)
    assert no.where == "accepted" and "不是“青禾中学工会委员会”" in no.what
    key = taken(office, wrong, accepted="商家不能重开，主席已批准")
    assert invoice_queries.invoice(office.db, key).accepted == "商家不能重开，主席已批准"


def test_the_buyers_tax_number_is_compared_once_it_is_known(office):
    with office.change("税号") as change:
        settings.set_tax_number(change, "81320100mc0123456x")
    assert "没有购买方税号" in refused(office).what
    assert "不是 81320100MC0123456X" in refused(office, replace(BLUE, buyer_tax="123")).what
    assert taken(office, replace(BLUE, buyer_tax="81320100MC0123456X"))


def test_blanks_and_brackets_make_no_other_buyer(office):
    with office.change("名称") as change:
        settings.set_names(change, "青禾中学", "南京市青禾中学工会委员会（筹）")
    assert taken(office, replace(BLUE, buyer="南京市 青禾中学工会委员会(筹)"))


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"number": ""}, "number"),
        ({"number": "123"}, "number"),
        ({"day": None}, "day"),
        ({"day": date(2026, 12, 1)}, "day"),
        ({"total_fen": None}, "total_fen"),
        ({"total_fen": 230001}, "total_fen"),
        ({"seller": ""}, "seller"),
    ],
)
def test_what_can_not_be_right_is_refused_at_its_field(office, changed, field):
    assert refused(office, replace(BLUE, **changed)).where == field


def test_an_old_invoice_is_taken_with_a_warning(office):
    old = replace(BLUE, day=date(2024, 12, 31))
    assert [one.level for one in checks.doubts(office.db, old, date(2026, 11, 9))] == ["warn"]
    assert taken(office, old)


def test_a_red_one_finds_its_blue_one_whichever_came_first(office):
    red = taken(office, RED)
    assert invoice_queries.invoice(office.db, red).red_of is None
    blue = taken(office)
    assert invoice_queries.invoice(office.db, red).red_of == blue
    assert invoice_queries.invoice(office.db, blue).red_by == (red,)


def test_a_blue_one_that_was_taken_back_pays_for_nothing(office):
    blue = taken(office)
    taken(office, RED)
    voucher = vouchers.post(office, vouchers.simple(office)).id
    with pytest.raises(Refused, match="红字发票冲掉"), office.change("关联") as change:
        invoices.to_voucher(change, [blue], voucher)


def test_invoices_become_a_draft_with_their_originals(office):
    keys = [taken(office, original=Original("a.pdf", PDF)),
            taken(office, replace(BLUE, number="2" * 20), Original("b.png", PNG))]  # fmt: skip
    how = Booking(
        date(2026, 3, 8), "购毛巾礼盒", vouchers.account(office, "50599"), vouchers.account(office, "102")
    )
    with office.change("生成凭证") as change:
        voucher = invoices.draft_voucher(change, keys, how)
    made = books.voucher(office.db, voucher)
    assert (made.debit_fen, made.attachments, made.posted) == (460000, 2, False)
    assert queries.count(office.db, "voucher", voucher) == 2
    assert checks.sums_of(office.db, voucher).differs is False


def test_dropping_the_draft_gives_its_invoices_back(office):
    key = taken(office, original=Original("a.pdf", PDF))
    how = Booking(date(2026, 3, 8), "购", vouchers.account(office, "50599"), vouchers.account(office, "102"))
    with office.change("生成凭证") as change:
        voucher = invoices.draft_voucher(change, [key], how)
    with office.change("删除草稿") as change:
        ledger.drop_draft(change, voucher)
    assert invoice_queries.invoice(office.db, key).voucher is None
    assert all(check.ok for check in trust.checks(office.db))


def test_an_invoice_leaves_a_voucher_only_when_that_was_reversed_or_by_hand(office):
    key = taken(office, original=Original("a.pdf", PDF))
    first, second = (vouchers.post(office, vouchers.simple(office, 230000)).id for _ in range(2))
    with office.change("关联") as change:
        invoices.to_voucher(change, [key], first)
    with pytest.raises(Refused, match="已经附在"), office.change("关联") as change:
        invoices.to_voucher(change, [key], second)
    with office.change("冲销") as change:
        ledger.reverse(change, first, "记错")
    with office.change("关联") as change:
        invoices.to_voucher(change, [key], second)
    assert queries.count(office.db, "voucher", first) == 0
    assert queries.count(office.db, "voucher", second) == 1


def test_sums_and_days_that_do_not_fit_are_told(office):
    key = taken(office, replace(BLUE, day=date(2026, 3, 20)))
    voucher = vouchers.post(office, vouchers.simple(office, 200000, day=date(2026, 3, 8))).id
    with office.change("关联") as change:
        invoices.to_voucher(change, [key], voucher)
    said = [one.said for one in checks.voucher_doubts(office.db, voucher)]
    assert any("晚于凭证日期" in one for one in said)
    assert any("2,300.00" in one and "2,000.00" in one for one in said)


def test_a_void_one_stays_and_can_not_be_used_or_taken_again(office):
    key = taken(office)
    with office.change("作废") as change:
        invoices.void(change, key, "商家作废")
    assert "已作废" in refused(office).what
    voucher = vouchers.post(office, vouchers.simple(office)).id
    with pytest.raises(Refused, match="已作废"), office.change("关联") as change:
        invoices.to_voucher(change, [key], voucher)


def test_a_mistake_is_dropped_while_nothing_hangs_on_it(office):
    key = taken(office)
    with office.change("删除") as change:
        invoices.drop(change, key)
    assert taken(office)


def test_a_correction_is_checked_like_a_new_one(office):
    key, other = taken(office), taken(office, replace(BLUE, number="3" * 20))
    with pytest.raises(Refused, match="已经在"), office.change("改") as change:
        invoices.correct(change, other, BLUE)
    with office.change("改") as change:
        invoices.correct(change, key, replace(BLUE, item="雨伞"))
    assert invoice_queries.invoice(office.db, key).fields.item == "雨伞"


def test_the_summary_names_goods_and_seller(office):
    one = invoice_queries.invoice(office.db, taken(office))
    assert invoice_queries.proposed_summary([one]) == "购毛巾礼盒（百润日用品经营部）"


def test_a_day_of_too_many_digits_is_none():
    for said in ("2026年03月05日", "2026-03-05 10:20:31", "20260305", "20260305102031"):
        assert read_day(said) == date(2026, 3, 5)
    for said in ("20024年02月03日", "20024-02-03", "2026-03-051", "2026-02-30"):
        with pytest.raises(Refused):
            read_day(said)
