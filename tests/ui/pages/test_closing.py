"""结账: the checklist with its ways, a month and a year closed from the page, the tick list, reopening."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from looks import look_at
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from models import closing
from models.ledger import queries, year_end
from models.ledger.earmarks import held
from models.store import backup
from tests.models.ledger.events import at, happen
from tests.ui.pages.on_office import put, shown
from ui import theme
from ui.dialogs.closing_ways import choose_ways, keep_of_earmark, word_the_opening
from ui.pages.closing import ClosingPage
from ui.widgets.point_list import state_of


@pytest.fixture
def page(qtbot, context, demo_office):
    return shown(qtbot, ClosingPage(put(context, demo_office)))


@pytest.fixture
def year_page(qtbot, context, office):
    """A year with a grant that is over, not closed yet."""
    at(office, 2026, 12, 30)
    happen(office, "dues arrive", 120_000, date(2026, 3, 8))
    happen(office, "grant for a purpose", 50_000, date(2026, 5, 8))
    happen(office, "spent on the purpose", 20_000, date(2026, 6, 8))
    office.clock = lambda: datetime(2027, 1, 5, 10)
    made = shown(qtbot, ClosingPage(put(context, office, "2027-01")))
    made.open(period="2026")
    qtbot.waitUntil(lambda: not made._jobs)
    return made


def links(page):
    return {b.text(): b for b in page.points.findChildren(QPushButton) if b.property("kind") == "link"}


def test_the_month_that_is_due_is_shown_first(page):
    assert page.period == "2026-10" and page.close_button.isEnabled()


def test_the_month_to_close_is_closed_after_a_backup(page, context, qtbot, told):
    page.close_period()
    qtbot.waitUntil(lambda: "2026年10月已结账" in told.toasts)
    assert queries.is_closed(context.office.db, "2026-10")
    copies = backup.listed(backup.folder_of(context.office.path))
    assert [copy.reason for copy in copies] == ["结账前"]
    assert page.period == "2026-11" and not page.close_button.isEnabled()


def test_what_keeps_a_month_open_has_a_link(page, told, qtbot):
    page.open(period="2026-11")
    qtbot.waitUntil(lambda: not page._jobs)
    links(page)["去记账"].click()
    assert told.opened[-1] == ("vouchers", {"state": "draft"})


def test_every_place_that_a_point_names_can_be_opened(page, context):
    for period in ("2026-10", "2026-11", "2026"):
        for point in closing.checklist(context.office.db, period, context.office.today()):
            if point.where:
                assert page._way(point.where) is not None, point.name


def test_reopening_asks_for_a_reason_and_keeps_it(page, context):
    page.reopen("2026-09")
    assert queries.is_closed(context.office.db, "2026-09")
    context.say.words = "漏记手续费"
    page.reopen("2026-09")
    assert not queries.is_closed(context.office.db, "2026-09")
    assert closing.months(context.office.db, date(2026, 11, 24))[2].reason == "漏记手续费"


def test_a_chair_with_a_pin_is_asked_before_reopening(page, context, monkeypatch):
    from models import users

    chair = next(one for one in context.office.users() if one.role == "chair")
    with context.office.change("口令") as change:
        users.set_pin(change, chair.id, "2468")
    asked = []
    monkeypatch.setattr("ui.pages.closing.PinDialog.passes", lambda *who: asked.append(who[-1].name) or False)
    context.say.words = "漏记手续费"
    page.reopen("2026-09")
    assert asked == [chair.name] and queries.is_closed(context.office.db, "2026-09")


def test_a_year_is_closed_with_what_is_ticked(year_page, context, qtbot, told):
    page = year_page
    assert page.earmarks.stay() == {"书屋专项": 30_000}
    assert page.close_button.text() == "年结 2026 年"
    page.close_period()
    qtbot.waitUntil(lambda: "2026 年已年结" in told.toasts)
    assert {mark: fen for (_, mark), fen in held(context.office.db, "2026-12").items()} == {
        "书屋专项": 30_000
    }
    copies = backup.listed(backup.folder_of(context.office.path))
    assert [copy.reason for copy in copies] == ["年结前"]
    assert year_end.is_year_closed(context.office.db, 2026)
    assert page.reopen_button.isVisible() and page.reopen_button.isEnabled()


def test_the_vouchers_are_shown_before_they_are_posted(year_page, context):
    page = year_page
    page.tabs[2].click()
    report = page.vouchers.table.model.report
    assert [row.cells[0] for row in report.rows if row.kind.value == "group"] == [
        "年末结转收入", "年末结转支出", "非专项结转转入结余（留专项 300.00）"
    ]  # fmt: skip
    assert "1,500.00" in page.vouchers.said.text()
    page.tabs[1].click()
    page.earmarks.table.model.tick([0], False)
    page.tabs[2].click()
    last = [row.cells[0] for row in page.vouchers.table.model.report.rows if row.kind.value == "group"][-1]
    assert last == "非专项结转转入结余（留专项 0.00）"
    assert not queries.closed_months(context.office.db)


def test_a_part_of_an_earmark_may_stay(year_page, context, qtbot):
    page, told = year_page, []
    one = page.earmarks._found[0]
    box = keep_of_earmark(context, page, one, (30_000, ""), lambda fen, why: told.append((fen, why)))
    box.form.show_values({"fen": 40_000, "reason": ""})
    box.try_save()
    assert told == []
    box.form.show_values({"fen": 10_000, "reason": "余款另用"})
    box.try_save()
    assert told == [(10_000, "余款另用")]


def test_how_one_closes_is_a_setting(year_page, context):
    said = []
    box = choose_ways(context, year_page, said.append)
    box.form.show_values({"mode": "monthly", "surplus": "line"})
    box.try_save()
    assert year_end.mode(context.office.db) == "monthly" and said == ["结账方式已保存"]


def test_the_opening_gets_its_purpose_in_a_box(year_page, context):
    from models.ledger import actions
    from models.ledger.earmarks import opening_words

    with context.office.change("期初") as change:
        actions.set_opening(change, 2026, [("102", 100_000, 0), ("321", 0, 100_000)])
    year_page.open(period="2026")
    box = word_the_opening(context, year_page, lambda said: None)
    box.form.show_values({"name": "困难帮扶", "fen": 60_000})
    box.try_save()
    assert opening_words(context.office.db) == {"困难帮扶": 60_000}


def test_who_may_only_look_sees_everything_and_closes_nothing(qtbot, context, demo_office):
    from dataclasses import replace

    demo_office.actor = replace(demo_office.actor, role="auditor")
    page = shown(qtbot, ClosingPage(put(context, demo_office)))
    assert not page.close_button.isEnabled() and "只能查看" in page.close_button.toolTip()
    assert page.points.rows


def test_arrows_walk_through_the_periods(page, qtbot):
    view = page.first_focus()
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert page.period == "2026-09"


def test_the_list_of_a_period_that_was_left_is_not_shown(page, qtbot):
    page.show_period("2026-11")
    assert not page.close_button.isEnabled()
    page.show_period("2026-10")
    qtbot.waitUntil(lambda: not page._jobs)
    assert page.close_button.isEnabled() and page.close_button.text() == "结账 2026年10月"


def test_the_verb_of_a_row_waits_for_its_list(page, context, qtbot, told):
    at = next(at for at, (period, _) in enumerate(page._rows) if period == "2026-10")
    page._do(at, "close")
    qtbot.waitUntil(lambda: "2026年10月已结账" in told.toasts)


def test_points_are_sorted_by_what_they_ask(page, context):
    points = closing.checklist(context.office.db, "2026-11", context.office.today())
    assert {state_of(point) for point in points} >= {"stop", "know", "fine"}
    assert len(page.points.rows) == len(closing.checklist(context.office.db, page.period, date(2026, 11, 24)))


@pytest.mark.parametrize(("zoom", "wide", "high"), [(100, 1190, 692), (100, 788, 560), (150, 1288, 654)])
@pytest.mark.parametrize("period", ["2026-10", "2026"])
def test_nothing_is_cut_or_overlaps(qtbot, context, demo_office, qapp, period, zoom, wide, high):
    theme.apply(qapp, zoom)
    try:
        page = shown(qtbot, ClosingPage(put(context, demo_office)), wide, high)
        for tab in page.tabs if period == "2026" else page.tabs[:1]:
            page.open(period=period)
            qtbot.waitUntil(lambda: not page._jobs)
            tab.click()
            assert look_at(page) == []
    finally:
        theme.apply(qapp, 100)
