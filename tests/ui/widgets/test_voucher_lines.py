"""The lines of a voucher while they are typed: differences, sides, summaries, drafts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.widgets.voucher_lines import ACCOUNT, CREDIT, DEBIT, SUMMARY, Typed, VoucherLines

FEN = st.one_of(st.none(), st.integers(1, 10**10))
LINES = st.lists(st.tuples(FEN, st.sampled_from([DEBIT, CREDIT])), min_size=1, max_size=8)


def lines_of(*lines):
    made = VoucherLines()
    made.show([Typed(*line) for line in lines])
    return made


@given(typed=LINES, place=st.integers(0, 20))
def test_the_difference_goes_to_the_proper_side_of_any_line(typed, place):
    made = VoucherLines()
    for at, (fen, column) in enumerate(typed):
        made.lines[at].account = 1
        made.set_amount(at, column, fen)
    at = place % (made.filled + 1)
    column = made.balance(at)
    assert made.debit_fen == made.credit_fen
    line = made.lines[at]
    assert not (line.debit_fen and line.credit_fen)
    assert column in (DEBIT, CREDIT)


def test_an_empty_line_always_waits():
    made = lines_of(("甲", 1, 5), ("乙", 2, None, 5))
    for _ in range(9):
        made.lines[made.filled].summary = "又一行"
        made.grow()
    assert made.lines[-1].empty
    assert made.filled == 11


def test_the_amount_changes_its_side():
    made = lines_of(("甲", 1, 500))
    assert made.flip(0) == CREDIT
    assert (made.lines[0].debit_fen, made.lines[0].credit_fen) == (None, 500)
    assert made.flip(1) == 0


@pytest.mark.parametrize(
    ("typed", "at", "words"),
    [
        ("..", 2, "乙"),
        ("。。", 2, "乙"),
        ("//", 2, "甲"),
        ("、、", 2, "甲"),
        ("..", 0, ""),
        ("//", 0, ""),
        ("付款", 2, "付款"),
    ],
)
def test_dots_copy_the_summary_above_and_slashes_the_first(typed, at, words):
    assert lines_of(("甲",), ("乙",)).expand(at, typed) == words


def test_dots_look_over_lines_without_words():
    assert lines_of(("甲",), ("", 1, 5)).expand(2, "..") == "甲"


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        ((), (0, SUMMARY)),
        ((("甲", None, 5),), (0, ACCOUNT)),
        ((("甲", 1),), (0, DEBIT)),
        ((("", 1, 5), ("", 2, None, 5)), (0, SUMMARY)),
        ((("甲", 1, 5), ("", None), ("", 2, None, 5)), None),
    ],
)
def test_what_is_missing_is_named_with_its_cell(lines, place):
    problem = lines_of(*lines).problem()
    assert (problem[:2] if problem else None) == place
    assert problem is None or problem[2].endswith("。")


def test_blank_lines_are_dropped_and_inserting_and_deleting_moves_the_rest():
    made = lines_of(("甲", 1, 5), ("乙", 2, None, 5))
    made.insert(1)
    assert [line.summary for line in made.drafts()] == ["甲", "乙"]
    made.delete(0)
    assert (made.lines[0].empty, made.lines[1].summary) == (True, "乙")


def test_a_draft_comes_back_and_unknown_names_are_left_out():
    made = lines_of(("甲", 1, 5), ("乙", 2, None, 5))
    kept = [{**one, "later": 1} for one in made.kept()]
    other = VoucherLines()
    other.restore(kept)
    assert other.drafts() == made.drafts()
