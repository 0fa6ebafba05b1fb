"""Slips find their statement line and voucher when only one fits; else they are asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.documents import slips
from models.documents.records import SlipRead
from models.kit.errors import Refused
from tests.models.documents.papers import PDF
from tests.models.ledger import vouchers

PAID = SlipRead(1, 1, 0, 500, date(2026, 3, 9), 230000, "out", "百润", "26030912345678", "毛巾")
TAKEN = replace(
    PAID, part=2, top=500, bottom=1000, fen=84500, direction="in", partner="青禾中学", ref="26031000000001"
)


def keep(office, *found, content=PDF):
    with office.change("登记回单") as change:
        return slips.take(change, "回单.pdf", content, found)


def statement(office, *lines):
    """Statement lines (day, in, out, ref); their ids."""
    with office.change("对账单") as change:
        bank = change.db.execute("select id from bank_account").fetchone()[0]
        span = {"first_day": "2026-03-01", "last_day": "2026-03-31", "opening_fen": 0, "closing_fen": 0}
        sheet = change.insert("bank_statement", {"bank": bank, **span, "at": "2026-04-01"})
        return [
            change.insert("bank_line", {"bank": bank, "statement": sheet, "position": at, "day": day, "in_fen": put,
                                        "out_fen": out, "ref": ref, "mark": str(at)})
            for at, (day, put, out, ref) in enumerate(lines, 1)
        ]  # fmt: skip


def paid(office, fen=230000, day=date(2026, 3, 8)):
    return vouchers.post(office, vouchers.simple(office, fen, day=day)).id


def test_slips_are_kept_once(office):
    first = keep(office, PAID, TAKEN)
    assert (len(first.added), first.same) == (2, 0)
    again = keep(office, PAID, TAKEN)
    assert (again.added, again.same) == ((), 2)
    other = keep(office, replace(PAID, page=4), content=PDF + b"more")
    assert (other.added, other.same) == ((), 1)


def test_the_only_line_and_voucher_that_fit_are_tied(office):
    voucher = paid(office)
    [line] = statement(office, ("2026-03-10", 0, 230000, ""))
    [key] = keep(office, PAID).added
    with office.change("自动关联") as change:
        assert slips.tie_proposed(change) == 1
    one = slips.slip(office.db, key)
    assert (one.bank_line, one.voucher, one.voucher_name) == (line, voucher, "2026-03-记-001")


def test_two_vouchers_that_fit_are_asked(office):
    paid(office), paid(office)
    [key] = keep(office, PAID).added
    [asked] = slips.proposals(office.db)
    assert asked.slip == key and asked.voucher is None and len(asked.vouchers) == 2


def test_two_slips_for_one_voucher_are_asked(office):
    paid(office)
    keep(office, PAID, replace(PAID, part=2, top=500, bottom=1000, ref="X2345"))
    assert [one.voucher for one in slips.proposals(office.db)] == [None, None]


def test_the_number_decides_between_lines_of_one_amount(office):
    lines = statement(office, ("2026-03-09", 0, 230000, "1"), ("2026-03-09", 0, 230000, PAID.ref))
    keep(office, PAID)
    [one] = slips.proposals(office.db)
    assert one.bank_line == lines[1]


@pytest.mark.parametrize("day", [date(2026, 3, 5), date(2026, 3, 13)])
def test_more_than_three_days_apart_is_no_match(office, day):
    paid(office, day=day)
    keep(office, PAID)
    [one] = slips.proposals(office.db)
    assert one.vouchers == ()


def test_a_line_that_was_matched_brings_its_voucher(office):
    from models.ledger import queries as books

    voucher = paid(office, day=date(2026, 3, 1))
    [line] = statement(office, ("2026-03-10", 0, 230000, ""))
    [key] = keep(office, PAID).added
    with office.change("勾对") as change:
        match = change.insert(
            "bank_match",
            {
                "bank": change.db.execute("select id from bank_account").fetchone()[0],
                "pass": 5,
                "by": 1,
                "at": "2026-04-01",
            },
        )
        change.insert("bank_match_bank", {"match": match, "bank_line": line})
        change.insert(
            "bank_match_book", {"match": match, "voucher_line": books.voucher(change.db, voucher).lines[1].id}
        )
        slips.tie_proposed(change)
    assert slips.slip(office.db, key).voucher == voucher


def test_amounts_that_differ_are_not_tied(office):
    [line] = statement(office, ("2026-03-09", 0, 1, ""))
    [key] = keep(office, PAID).added
    with pytest.raises(Refused, match="金额不一样"), office.change("关联") as change:
        slips.tie(change, key, bank_line=line)


def test_vouchers_without_a_slip_are_told_once_slips_are_kept(office):
    voucher, other = paid(office), paid(office, 5000)
    assert not slips.lacks(office.db, voucher)
    [key] = keep(office, PAID).added
    with office.change("关联") as change:
        slips.tie(change, key, voucher=voucher)
    assert slips.lacking(office.db, "2026-03", "2026-03") == [other]
    assert slips.lacks(office.db, other) and not slips.lacks(office.db, voucher)


def test_what_was_not_read_is_put_right(office):
    [key] = keep(office, replace(PAID, day=None, fen=None, direction="")).added
    fields = slips.SlipFields(date(2026, 3, 9), 0, 230000, "百润", "", "")
    with office.change("改") as change:
        slips.correct(change, key, fields)
    assert slips.slip(office.db, key).out_fen == 230000
    with pytest.raises(Refused, match="只能填一个"), office.change("改") as change:
        slips.correct(change, key, replace(fields, in_fen=1))


def test_a_tied_slip_is_not_dropped(office):
    voucher = paid(office)
    [key] = keep(office, PAID).added
    with office.change("关联") as change:
        slips.tie(change, key, voucher=voucher)
    with pytest.raises(Refused, match="已经关联"), office.change("删除") as change:
        slips.drop(change, key)
    with office.change("取消并删除") as change:
        slips.untie(change, key)
        slips.drop(change, key)
