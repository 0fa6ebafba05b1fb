"""凭证: the list, its conditions, and drafts posted together."""

from __future__ import annotations

from datetime import date

import pytest
from looks import dies, look_at

from models.ledger import lists, marks, queries
from tests.models.ledger.vouchers import BANK, CASH, draft, keep, post, simple
from tests.ui.pages.on_office import put, shown
from ui import theme
from ui.dialogs.number_gaps import NumberGaps
from ui.pages.vouchers import VouchersPage
from ui.widgets.voucher_search import VoucherSearch

# -- the list -------------------------------------------------------------------------------------------


@pytest.fixture
def some(office):
    """Two posted in November, one in October, two drafts (one unbalanced)."""
    return [
        post(office, simple(office, 1200, day=date(2026, 11, 2), summary="买墨盒")).id,
        post(office, simple(office, 7700, day=date(2026, 11, 3), summary="买纸")).id,
        post(office, simple(office, 900, day=date(2026, 10, 3))).id,
        keep(office, simple(office, 500, day=date(2026, 11, 4), summary="好的草稿")),
        keep(office, draft(office, (CASH, 5, 0), (BANK, 0, 4), day=date(2026, 11, 5), summary="不平的草稿")),
    ]


@pytest.fixture
def listed(qtbot, context, office, some):
    return shown(qtbot, VouchersPage(put(context, office)))


def ids(page):
    return list(page.table.model.ids())


def test_the_list_shows_the_month_with_drafts_marked(listed, some):
    assert ids(listed) == [some[0], some[1], some[3], some[4]]
    assert listed.facts.text() == "2026年11月 2 张 · 草稿 2 张没有记账"
    assert listed.table.row_of(some[3])[9].text == "草稿"
    assert listed.table.model.total["fen"] == 1200 + 7700 + 500 + 5
    listed.context.period = "2026-10"
    listed.context.bus.period_changed.emit("2026-10")
    assert ids(listed) == [some[2]]


def test_more_conditions_narrow_the_list_and_clear_widens_it(qtbot, listed, some, office):
    box = VoucherSearch(listed, lists.Chart(office.db), "2026-11", listed.narrow)
    box.form.show_values({"from_month": "2026-10", "from_fen": 1000, "to_fen": 5000})
    box.seek()
    assert ids(listed) == [some[0]]
    listed.table.strip.clear()
    assert len(ids(listed)) == 5


def test_words_and_marks_narrow_and_come_back_the_next_time(qtbot, listed, some, office, context):
    box = VoucherSearch(listed, lists.Chart(office.db), "2026-11", listed.narrow)
    box.form.show_values({"words": "墨", "marks": "unchecked"})
    box.seek()
    assert listed.facts.text() == "只列出：摘要含“墨” · 没有审核"
    assert ids(listed) == [some[0]]
    again = shown(qtbot, VouchersPage(context))
    assert ids(again) == [some[0]]
    kept = VoucherSearch(again, lists.Chart(office.db), "2026-11", again.narrow, again.table.strip.values())
    assert (kept.form.values()["words"], kept.form.values()["marks"]) == ("墨", "unchecked")
    again.table.strip.clear()
    assert context.memory.load("voucher_list") == {}


def test_ticked_ones_are_checked_together_and_what_was_not_is_listed(qtbot, listed, some, office, context):
    with office.change("审核") as change:
        marks.put(change, some[1], "checked")
    listed.table.model.tick([0, 1, 2, 3], True)
    listed.check_chosen()
    qtbot.waitUntil(lambda: not listed._jobs)
    assert set(marks.of_voucher(office.db, some[0])) == {"checked"}
    assert ("tell", "成功 1 张，1 张没有审核。") in context.say.boxes
    assert listed.table.row_of(some[0])[7] == "✓"


def test_the_numbers_of_the_year_are_looked_through(qtbot, listed, context):
    box = NumberGaps(context, listed)
    qtbot.addWidget(box)
    box.show()
    assert "共 3 张凭证，字号都连续" in box.said.text()
    assert look_at(box) == []


def test_a_voucher_is_opened_from_the_list(listed, some, told):
    listed.table.opened.emit(some[0])
    assert told.opened[-1] == ("voucher", {"voucher": some[0]})


def test_drafts_are_posted_together_and_what_could_not_be_is_listed(qtbot, listed, some, office, context):
    listed.post_chosen()
    qtbot.waitUntil(lambda: not listed._jobs)
    assert queries.voucher(office.db, some[3]).name == "2026-11-记-003"
    assert not queries.voucher(office.db, some[4]).posted
    assert ("tell", "成功 1 张，1 张没有记账。") in context.say.boxes


def test_nothing_is_posted_without_a_yes(listed, some, office, context):
    context.say.answer = 1
    listed.post_chosen()
    assert not queries.voucher(office.db, some[3]).posted


def test_the_home_page_opens_the_drafts(listed, some):
    listed.open(state="draft")
    assert ids(listed) == some[3:]


def test_an_empty_book_and_no_match_have_their_own_faces(qtbot, context, office):
    page = shown(qtbot, VouchersPage(put(context, office)))
    assert page.table._faces.currentIndex() == 1
    post(office, simple(office))
    assert page.table._faces.currentIndex() == 2


@pytest.mark.parametrize(("zoom", "wide"), [(100, 1190), (100, 880), (150, 1290)])
def test_the_list_is_not_cut(qapp, listed, zoom, wide):
    try:
        theme.apply(qapp, zoom)
        listed.resize(wide, 640)
        assert look_at(listed) == []
    finally:
        theme.apply(qapp, 100)


def test_the_list_goes_when_it_is_closed(context, office):
    put(context, office)
    assert dies(lambda: VouchersPage(context))
