"""The payroll list: held against what is due, decided row by row, booked once and only once."""

from __future__ import annotations

import json
from datetime import date

import pytest

from exporters.reading import read_book
from models.dues import actions, batches, booking, imports, queries
from models.dues.records import (
    ALREADY,
    DIFFERS,
    DOUBTFUL,
    LOWER,
    REPEATED,
    SAME,
    UNKNOWN,
    UNPAID,
    Decision,
)
from models.intake.cells import Book
from models.kit.errors import Refused
from models.ledger import balances
from models.members import imports as rosters
from models.trust import checks
from tests.build import a_member
from tests.models.dues.lists import DATA, a_list, balance, people, plan, receive, sheet, states

TRUTH = json.loads((DATA / "truth.json").read_text(encoding="utf-8"))


def test_the_sample_year_has_the_known_answers(office):
    for name, take in (("会员花名册.xlsx", rosters.plan_members), ("工资基数表.xlsx", None)):
        book = read_book(DATA / name)
        made = take(office, book) if take else rosters.plan_wages(office, book, "2026-01")
        with office.change("导入") as change:
            (rosters.apply_members if take else rosters.apply_wages)(change, made)
    with office.change("核定") as change:
        assessed = actions.assess(change, "2026-01", "2026-12")
    assert {(one.members, one.due_fen) for one in assessed} == {
        (TRUTH["working"], TRUTH["dues_month_expected_fen"])
    }
    book = read_book(DATA / "2026年会费代扣表.xlsx")
    before = plan(office, book)
    for number, one in enumerate(before.months, 1):
        want = TRUTH["deductions"][str(number)]
        assert one.month == f"2026-{number:02d}"
        assert one.list_fen == want["total_fen"]
        assert sorted(row.number for row in one.of(UNPAID)) == want["unpaid"]
        assert sorted(row.number for row in one.of(DIFFERS)) == want["amount_differs"]
        assert sum(1 for row in one.rows if row.row) == want["rows"]
        assert one.faults == ()
    with office.change("登记") as change:
        booked = booking.book(change, before)
    total = sum(month["total_fen"] for month in TRUTH["deductions"].values())
    assert sum(one.received_fen for one in booked) == total == -balance(office, "dues_income")
    assert [check.detail for check in checks(office.db) if not check.ok] == []
    again = plan(office, book)
    assert {row.state for one in again.months for row in one.rows if row.row} == {ALREADY}
    seal = office.seal
    with office.change("再登记") as change:
        assert all(one.batch is None for one in booking.book(change, again))
    assert office.seal == seal


def test_every_kind_of_row_is_told_apart(office):
    people(office, ("王伟", "1000", 438_600), ("李娜", "1001", 438_600), ("赵敏", "1002", 438_600))
    seen = plan(
        office, a_list(["1000", "王伟", "", 21.9], ["1001", "李娜", "", 20], ["", "高启明", "", 28.5])
    )
    assert states(seen) == [("王伟", SAME), ("李娜", DIFFERS), ("高启明", UNKNOWN), ("赵敏", UNPAID)]
    [one] = seen.months
    assert (one.list_fen, one.liable, one.assessed) == (7040, 3, True)


def test_the_same_list_again_adds_nothing_and_a_longer_one_only_what_differs(office):
    people(office, ("王伟", "1000", 438_600), ("李娜", "1001", 438_600))
    first = a_list(["1000", "王伟", "", 21.9], ["", "高启明", "", 28.5])
    assert [(one.received_fen, one.pending_fen) for one in receive(office, first)] == [(2190, 2850)]
    assert states(plan(office, first)) == [("王伟", ALREADY), ("高启明", ALREADY), ("李娜", UNPAID)]
    assert receive(office, first)[0].batch is None
    longer = a_list(["1000", "王伟", "", 25], ["1001", "李娜", "", 21.9], ["", "高启明", "", 28.5])
    assert [(one.received_fen, one.pending_fen) for one in receive(office, longer)] == [(310 + 2190, 0)]
    assert balance(office, "dues_income") == -(2500 + 2190)
    assert balance(office, "other_payable") == -2850


def test_a_lower_amount_is_listed_and_never_booked_back(office):
    people(office, ("王伟", "1000", 438_600))
    receive(office, a_list(["1000", "王伟", "", 21.9]))
    seen = plan(office, a_list(["1000", "王伟", "", 20]))
    assert states(seen) == [("王伟", LOWER)]
    assert "21.90" in seen.months[0].rows[0].why
    assert receive(office, a_list(["1000", "王伟", "", 20]))[0].batch is None
    assert balance(office, "dues_income") == -2190


def test_what_nobody_decided_waits_in_other_payables_with_the_payers_name(office):
    people(office, ("王伟", "1000", 438_600))
    [done] = receive(office, a_list(["1000", "王伟", "", 21.9], ["", "高启明", "", 28.5]))
    assert (done.members, done.received_fen, done.pending_fen) == (1, 2190, 2850)
    [waiting] = queries.pending(office.db)
    assert (waiting.payer, waiting.amount_fen, waiting.month) == ("高启明", 2850, "2026-03")
    [_] = receive(office, a_list(["", "高启明", "", 28.5], ["", "钱多", "", 9]), skip_unknown=True)
    assert [one.payer for one in queries.pending(office.db)] == ["高启明"]


def test_decisions_are_taken_in_the_same_change_as_the_booking(office):
    wang, li, zhao, sun = people(
        office,
        ("王伟", "1000", 438_600),
        ("李娜", "1001", 438_600),
        ("赵敏", "1002", 438_600),
        ("解玉洁", "1003", 438_600),
    )
    book = a_list(["1000", "王伟", "", 20], ["", "谢玉洁", "", 21.9], ["", "高启明", "", 28.5])
    rows = {row.name: row for row in plan(office, book).months[0].rows}
    decisions = {
        rows["王伟"].key: Decision("correct", text="基数减少"),
        rows["谢玉洁"].key: Decision("book", sun),
        rows["高启明"].key: Decision("leave"),
        rows["李娜"].key: Decision("exempt", text="产假"),
        rows["赵敏"].key: Decision("owe", text="下月补扣"),
    }
    [done] = receive(office, book, decisions=decisions)
    assert (done.received_fen, done.pending_fen, done.members) == (4190, 0, 2)
    dues = {who: one for (who, _), one in queries.month_dues(office.db, "2026-03", "2026-03").items()}
    assert (dues[wang].due_fen, dues[wang].owed_fen) == (2000, 0)
    assert dues[sun].arrived_fen == 2190
    assert dues[li].exempt
    assert queries.notes(office.db, "2026-03") == {zhao: "下月补扣"}
    again = plan(office, book)
    assert (("谢玉洁", ALREADY)) in states(again)


def test_an_error_in_the_middle_books_nothing(office):
    people(office, ("王伟", "1000", 438_600), ("李娜", "1001", 438_600))
    book = a_list(["1000", "王伟", "", 21.9])
    missing = next(row for row in plan(office, book).months[0].rows if row.state == UNPAID)
    seal = office.seal
    with pytest.raises(Refused, match="原因"):
        receive(office, book, decisions={missing.key: Decision("exempt", text="")})
    assert office.seal == seal
    assert queries.batches(office.db, "2026-01", "2026-12") == []


def test_the_same_person_twice_is_asked(office):
    people(office, ("王伟", "1000", 438_600))
    seen = plan(office, a_list(["1000", "王伟", "", 21.9], ["1000", "王伟", "", 5]))
    assert states(seen) == [("王伟", SAME), ("王伟", REPEATED)]
    [done] = receive(office, a_list(["1000", "王伟", "", 21.9], ["1000", "王伟", "", 5]))
    assert (done.received_fen, done.pending_fen) == (2190, 500)


def test_a_second_line_of_one_person_can_be_booked_to_them(office):
    [wang] = people(office, ("王伟", "1000", 438_600))
    book = a_list(["1000", "王伟", "", 21.9], ["1000", "王伟", "", 5])
    row = plan(office, book).months[0].of(REPEATED)[0]
    [done] = receive(office, book, decisions={row.key: Decision("book", wang)})
    assert (done.received_fen, done.pending_fen) == (2690, 0)
    assert receive(office, book, decisions={row.key: Decision("book", wang)})[0].batch is None


def test_names_without_numbers_are_enough_and_two_of_one_name_are_told_by_their_unit(office):
    with office.change("名册") as change:
        maths = a_member(change, "王伟", "1000", department="数学组", base_fen=438_600)
        a_member(change, "王伟", "1001", department="语文组", base_fen=500_000)
        a_member(change, "李娜", "1002", base_fen=438_600)
        actions.assess(change, "2026-03", "2026-03")
    seen = plan(office, a_list(["", "王伟", "数学组", 21.9], ["", "李娜", "", 21.9], ["", "王伟", "", 25]))
    rows = seen.months[0].rows
    assert [row.state for row in rows] == [SAME, SAME, DOUBTFUL, UNPAID]
    assert rows[0].member == maths
    assert rows[2].candidates
    assert "待确认" in rows[3].why


def test_amounts_as_text_are_read(office):
    people(office, ("王伟", "1000", 831_000), ("李娜", "1001", 438_600))
    seen = plan(office, a_list(["1000", "王伟", "", "41.55元"], ["1001", "李娜", "", "￥21.90 "]))
    assert states(seen) == [("王伟", SAME), ("李娜", SAME)]


def test_a_total_row_that_disagrees_is_told_and_not_a_person(office):
    people(office, ("王伟", "1000", 438_600))
    seen = plan(office, a_list(["1000", "王伟", "", 21.9], ["合计", "", "", 22.9]))
    assert states(seen) == [("王伟", SAME)]
    assert seen.months[0].stated_fen == 2290
    assert any("22.90" in fault and "21.90" in fault for fault in seen.months[0].faults)
    assert plan(office, a_list(["1000", "王伟", "", 21.9], ["合计", "", "", 21.9])).months[0].faults == ()


def test_a_sheet_without_a_month_is_refused_until_the_person_says_it(office):
    people(office, ("王伟", "1000", 438_600))
    book = a_list(["1000", "王伟", "", 21.9], title="工会会费")
    with pytest.raises(Refused, match="哪个月"):
        plan(office, book)
    assert plan(office, book, only_month="2026-03").months[0].month == "2026-03"


def test_two_sheets_of_one_month_belong_together_but_not_the_same_people_twice(office):
    people(office, ("王伟", "1000", 438_600), ("李娜", "1001", 438_600))
    one = sheet("第一分工会", ["1000", "王伟", "", 21.9], title="2026年3月")
    two = sheet("第二分工会", ["1001", "李娜", "", 21.9], title="2026年3月")
    book = Book("扣款单.xlsx", "xlsx", "0" * 64, (one, two))
    assert states(plan(office, book)) == [("王伟", SAME), ("李娜", SAME)]
    twice = Book("扣款单.xlsx", "xlsx", "0" * 64, (one, sheet("副本", *one.rows[2:], title="2026年3月")))
    with pytest.raises(Refused, match="同一批人"):
        plan(office, twice)


def test_a_month_that_is_not_assessed_is_assessed_with_the_booking(office):
    with office.change("名册") as change:
        a_member(change, "王伟", "1000", base_fen=438_600)
    seen = plan(office, a_list(["1000", "王伟", "", 21.9]))
    assert not seen.months[0].assessed
    assert states(seen) == [("王伟", SAME)]
    receive(office, a_list(["1000", "王伟", "", 21.9]))
    assert queries.is_assessed(office.db, "2026-03")


def test_who_owes_nothing_this_month_is_shown_with_the_reason(office):
    with office.change("名册") as change:
        a_member(change, "王伟", "1000", base_fen=438_600)
        a_member(change, "李娜", "1001", base_fen=438_600, status="retired")
    [_, retired] = plan(office, a_list(["1000", "王伟", "", 21.9], ["1001", "李娜", "", 21.9])).months[0].rows
    assert retired.state == DIFFERS
    assert "没有应缴" in retired.why


def test_money_of_an_earlier_closed_month_is_refused_whole(office):
    from models.ledger import actions as ledger

    people(office, ("王伟", "1000", 438_600))
    with office.change("结账") as change:
        for month in ("2026-01", "2026-02", "2026-03"):
            ledger.close_month(change, month)
    with pytest.raises(Refused, match="已结账"):
        receive(office, a_list(["1000", "王伟", "", 21.9]))
    receive(office, a_list(["1000", "王伟", "", 21.9]), on=date(2026, 4, 2))
    assert balances.dues_income_by_source(office.db, "2026-04", "2026-04")[0][3] == 2190


def test_a_file_that_is_no_deduction_list_says_what_is_missing(office):
    people(office, ("王伟", "1000", 438_600))
    nothing = Book("x.xlsx", "xlsx", "0" * 64, (sheet("3月"),))
    with pytest.raises(Refused):
        plan(office, nothing)
    with pytest.raises(Refused):
        imports.plan(office.db, Book("x.xlsx", "xlsx", "0" * 64, ()), default_year=2026)


def test_a_sheet_without_amounts_is_left_out_and_told(office):
    people(office, ("王伟", "1000", 438_600))
    full = sheet("3月", ["1000", "王伟", "", 21.9])
    book = Book("2026年扣款单.xlsx", "xlsx", "0" * 64, (full, sheet("4月", ["1000", "王伟", "", None])))
    seen = plan(office, book)
    assert [one.month for one in seen.months] == ["2026-03"]


def test_who_has_paid_in_cash_is_neither_missing_nor_booked_twice_unseen(office):
    wang, _ = people(office, ("王伟", "1000", 438_600), ("李娜", "1001", 438_600))
    with office.change("收现金") as change:
        batches.receive_one(change, wang, [("2026-03", 2190)], "cash", date(2026, 3, 8))
    assert states(plan(office, a_list(["1001", "李娜", "", 21.9]))) == [("李娜", SAME)]
    [row, _] = plan(office, a_list(["1000", "王伟", "", 21.9])).months[0].rows
    assert row.state == DIFFERS
    assert "已另收 21.90" in row.why


def test_a_list_that_was_looked_at_before_another_booking_is_not_booked_on_top(office):
    people(office, ("王伟", "1000", 438_600))
    seen = plan(office, a_list(["1000", "王伟", "", 21.9]))
    receive(office, a_list(["1000", "王伟", "", 21.9]))
    with pytest.raises(Refused, match="重新算"), office.change("登记") as change:
        booking.book(change, seen)
    assert balance(office, "dues_income") == -2190


def test_what_is_expected_is_what_is_booked(office):
    wang, _, li = people(office, ("王伟", "1000", 438_600), ("赵敏", "1002", 1), ("李娜", "1001", 438_600))
    rows = [
        ["1000", "王伟", "", 20],
        ["", "高启明", "", 28.5],
        ["", "李那", "", 21.9],
        ["1000", "王伟", "", 3],
    ]
    [one] = plan(office, a_list(*rows)).months
    twice, guess = one.of(REPEATED)[0], next(row for row in one.rows if row.name == "李那")
    decisions = {twice.key: Decision("book", wang), guess.key: Decision("book", li)}
    told = booking.expected(one, booking.Booking(decisions=decisions))
    [done] = receive(office, a_list(*rows), decisions=decisions)
    assert (told.members, told.dues_fen, told.pending_fen) == (2, 4490, 2850)
    assert (done.members, done.received_fen, done.pending_fen) == (2, 4490, 2850)
    assert told.bank_fen == balance(office, "bank")


def test_months_of_one_file_may_arrive_on_their_own_days_or_wait(office):
    people(office, ("王伟", "1000", 438_600))
    sheets = tuple(sheet(f"{n}月", ["1000", "王伟", "", 21.9]) for n in (3, 4, 5))
    book = Book("2026年扣款单.xlsx", "xlsx", "0" * 64, sheets)
    days = {"2026-03": date(2026, 3, 12), "2026-04": None}
    done = receive(office, book, days=days, only=frozenset(days))
    assert [(one.month, bool(one.voucher)) for one in done] == [("2026-03", True), ("2026-04", False)]
    first, waiting = queries.batches(office.db, "2026-01", "2026-12")
    assert (first.arrived_on, waiting.state) == (date(2026, 3, 12), "deducted")


def test_a_decision_about_a_missing_member_counts_for_its_month_only(office):
    people(office, ("王伟", "1000", 438_600), ("李娜", "1001", 438_600))
    sheets = tuple(sheet(f"{n}月", ["1000", "王伟", "", 21.9]) for n in (3, 4))
    book = Book("2026年扣款单.xlsx", "xlsx", "0" * 64, sheets)
    missing = plan(office, book).months[0].of(UNPAID)[0]
    receive(office, book, decisions={missing.key: Decision("exempt", text="产假")})
    cells = queries.month_dues(office.db, "2026-03", "2026-04", missing.member).values()
    assert {one.month: one.exempt for one in cells} == {"2026-03": True, "2026-04": False}


def test_who_joined_after_the_year_was_assessed_is_assessed_with_the_list(office):
    with office.change("会员") as change:
        a_member(change, "许静宜", "Q1001", base_fen=518_000)
        actions.assess(change, "2026-01", "2026-12")
        a_member(change, "程若溪", "Q1169", joined=date(2026, 10, 9), base_fen=438_600)
    rows = ("Q1001", "许静宜", "", "25.90"), ("Q1169", "程若溪", "", "21.90")
    found = plan(office, a_list(*rows, title="2026年11月工会会费代扣表"))
    [month] = found.months
    assert [row.state for row in month.rows] == [SAME, SAME]
    assert not month.assessed
    with office.change("登记") as change:
        booking.book(change, found)
    due = queries.month_dues(office.db, "2026-11", "2026-11")
    assert sorted((one.due_fen, one.owed_fen) for one in due.values()) == [(2190, 0), (2590, 0)]
