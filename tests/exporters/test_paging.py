"""Pages are as few as needed, filled alike, and part nothing that belongs together."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from exporters.paging import Page, Rooms, book_pages, paginate
from exporters.typeset import Line
from models.report import Kind, Row

ROOMS = Rooms(100.0, 90.0)


def lines(*kinds: Kind, height: float = 10.0) -> list[Line]:
    """Lines of these kinds."""
    return [Line(Row((), kind), (), height) for kind in kinds]


def details(count: int) -> list[Kind]:
    """So many detail lines."""
    return [Kind.DETAIL] * count


def test_what_fits_is_one_page() -> None:
    assert paginate(lines(*details(9)), ROOMS) == [Page(0, 9)]
    assert paginate([], ROOMS) == [Page(0, 0)]


def test_rows_are_spread_evenly_over_the_pages() -> None:
    pages = paginate(lines(*details(11)), ROOMS)
    assert [page.stop - page.start for page in pages] == [6, 5]


def test_a_heading_is_never_the_last_line_of_a_page() -> None:
    made = lines(*details(9), Kind.GROUP, *details(3))
    assert [(page.start, page.stop) for page in paginate(made, ROOMS)] == [(0, 7), (7, 13)] or all(
        made[page.stop - 1].row.kind is not Kind.GROUP for page in paginate(made, ROOMS)
    )


def test_a_total_keeps_two_lines_with_it() -> None:
    made = lines(*details(10), Kind.TOTAL)
    last = paginate(made, Rooms(100, 100))[-1]
    assert last.stop - last.start >= 3


def test_a_group_that_runs_on_is_named_again() -> None:
    made = lines(Kind.GROUP, *details(15), Kind.SUBTOTAL)
    pages = paginate(made, ROOMS)
    assert [page.heading for page in pages] == [-1, 0]


def test_each_group_starts_a_new_page_where_it_should() -> None:
    made = lines(Kind.GROUP, *details(3), Kind.GROUP, *details(3))
    assert [page.start for page in paginate(made, ROOMS, group_new_page=True)] == [0, 4]


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from([Kind.DETAIL, Kind.DETAIL, Kind.DETAIL, Kind.GROUP, Kind.SUBTOTAL]), max_size=120
    )
)
def test_every_line_stands_on_exactly_one_page(kinds: list[Kind]) -> None:
    pages = paginate(lines(*kinds), ROOMS)
    assert [page.start for page in pages[1:]] == [page.stop for page in pages[:-1]]
    assert (pages[0].start, pages[-1].stop) == (0, len(kinds))


@settings(max_examples=80, deadline=None)
@given(st.integers(1, 150))
def test_no_page_of_plain_lines_overflows(count: int) -> None:
    pages = paginate(lines(*details(count)), ROOMS)
    assert all((page.stop - page.start) * 10 <= 100 for page in pages)
    assert (pages[-1].stop - pages[-1].start) * 10 <= 90


def test_a_book_page_leaves_room_for_its_carry_lines() -> None:
    pages = book_pages(lines(*details(60)), 28)
    assert [page.stop - page.start for page in pages] == [27, 26, 7]


def test_a_book_that_just_fits_needs_no_carry_line() -> None:
    assert book_pages(lines(*details(28)), 28) == [Page(0, 28)]


def test_a_months_total_takes_a_line_of_its_month_along() -> None:
    made = lines(*details(27), Kind.MONTH, Kind.YEAR, *details(5))
    pages = book_pages(made, 28)
    assert pages[1].start == 26


def test_the_sum_of_a_day_does_not_open_a_book_page() -> None:
    made = lines(*details(7), Kind.SUBTOTAL, Kind.MONTH, Kind.YEAR, *details(2))
    pages = book_pages(made, 8)
    assert [(page.start, page.stop) for page in pages] == [(0, 6), (6, 12)]
