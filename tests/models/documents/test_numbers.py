"""Receipt books and cheques: no number twice, none lost, the next one at hand."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date

import pytest

from models.documents import numbers
from models.documents.numbers import BookDraft, UseDraft
from models.kit.errors import Refused

BOOK = BookDraft("receipt", "工会经费收入专用收据", "NO00012301", "NO00012310", date(2026, 1, 5), "何文博")
DAY = date(2026, 3, 8)


def a_book(office, draft=BOOK):
    with office.change("领用") as change:
        return numbers.add_book(change, draft)


def use(office, book, number, **more):
    given = {"state": "used", "partner": "青禾中学", "amount_fen": 84500} | more
    with office.change("登记") as change:
        return numbers.use(change, UseDraft(book, number, day=given.pop("day", DAY), **given))


def test_numbers_are_said_as_they_are_printed(office):
    key = a_book(office)
    use(office, key, 12301)
    book = numbers.book(office.db, key)
    assert (book.text(book.first), book.size, book.left, book.gaps) == ("NO00012301", 10, 9, 0)
    assert numbers.uses(office.db, key)[0].text == "NO00012301"


def test_the_next_number_is_offered_and_goes_over_to_the_next_book(office):
    first = a_book(office, replace(BOOK, last="NO00012302"))
    second = a_book(office, replace(BOOK, first="NO00012303", received_on=date(2026, 2, 1)))
    offered = []
    for _ in range(3):
        book, number = numbers.next_number(office.db, "receipt")
        offered.append((book.id, number))
        use(office, book.id, number)
    assert offered == [(first, 12301), (first, 12302), (second, 12303)]
    assert numbers.next_number(office.db, "cheque") is None


def test_overlapping_books_are_refused_and_held_by_the_database(office):
    a_book(office)
    with pytest.raises(Refused, match="重叠"):
        a_book(office, replace(BOOK, first="NO00012310", last="NO00012320"))
    with pytest.raises(sqlite3.IntegrityError, match="重叠"):
        office.db.execute(
            "insert into number_book (kind, name, prefix, first, last, received_on)"
            " values ('receipt', ?, 'NO', 12310, 12320, '2026-01-01')",
            (BOOK.name,),
        )
    assert a_book(office, replace(BOOK, kind="cheque", name="转账支票"))


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("12301", "NO12310"),
        ("00012310", "00012301"),
        ("0012301", "00012310"),
        ("无", "12"),
        ("1", "99999999"),
    ],
)
def test_ranges_that_can_not_be_are_refused(office, first, last):
    with pytest.raises(Refused):
        a_book(office, replace(BOOK, first=first, last=last))


def test_a_number_is_entered_once_and_only_in_its_book(office):
    key = a_book(office)
    use(office, key, 12301)
    with pytest.raises(Refused, match="已经在 2026-03-08 登记过（已用）"):
        use(office, key, 12301)
    with pytest.raises(Refused, match="不在这一本"):
        use(office, key, 12311)
    with pytest.raises(sqlite3.IntegrityError):
        office.db.execute("update number_use set number = 12302")


def test_numbers_that_were_passed_over_are_shown(office):
    key = a_book(office)
    for number in (12301, 12304):
        use(office, key, number)
    assert numbers.gaps(office.db, key) == ["NO00012302", "NO00012303"]
    assert numbers.book(office.db, key).gaps == 2


def test_a_void_one_keeps_its_reason_and_copies_and_no_amount(office):
    key = a_book(office)
    with pytest.raises(Refused, match="原因"):
        use(office, key, 12301, state="void")
    use(office, key, 12301, state="void", reason="填错金额", copies=3)
    [one] = numbers.uses(office.db, key)
    assert (one.state, one.amount_fen, one.copies) == ("void", 0, 3)


@pytest.mark.parametrize(
    ("more", "field"),
    [({"partner": ""}, "partner"), ({"amount_fen": 0}, "amount_fen"), ({"day": date(2026, 1, 1)}, "day")],
)
def test_a_use_lacks_no_word(office, more, field):
    key = a_book(office)
    with pytest.raises(Refused) as no:
        use(office, key, 12301, **more)
    assert no.value.where == field


def test_a_book_is_closed_when_every_number_has_its_entry(office):
    key = a_book(office)
    use(office, key, 12301)
    with pytest.raises(Refused, match="还有 9 个号码"), office.change("核销") as change:
        numbers.close_book(change, key, DAY)
    with office.change("核销") as change:
        assert numbers.cancel_rest(change, key, DAY, "旧版停用") == 9
        numbers.close_book(change, key, DAY)
    assert numbers.book(office.db, key).cancelled == 9
    with pytest.raises(Refused, match="已经核销"):
        use(office, key, 12302)


def test_an_entry_is_put_right_under_its_number(office):
    key = a_book(office)
    entry = use(office, key, 12301)
    with office.change("更正") as change:
        numbers.correct_use(change, entry, UseDraft(key, 12301, "used", DAY, "青禾中学", "3月会费", 84600))
    assert numbers.uses(office.db, key)[0].amount_fen == 84600
