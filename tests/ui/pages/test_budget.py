"""预算: typed into the cells, approved, adjusted; execution, quotas and rules as a treasurer sees them."""

from __future__ import annotations

from datetime import date

import pytest
from looks import look_at
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.budget import actions, queries, quotas
from models.budget.records import LinePlan
from models.members import actions as members
from models.office import Office
from tests.build import a_member
from tests.models.budget.budgets import approved, draft_of, line_id
from tests.models.ledger.vouchers import account, draft, post
from tests.ui.pages.on_office import put, shown
from ui import theme
from ui.dialogs.budget_boxes import approve_box, head_box, line_box, rule_box, sign_box
from ui.pages.budget import BudgetPage

K = Qt.Key
LINES = (("402", 9_000_00), ("50102", 3_000_00), ("50599", 500_00))


@pytest.fixture
def page(qtbot, context, office):
    """The page of an office with a draft of 2026."""
    draft_of(office, 2026, *LINES)
    return shown(qtbot, BudgetPage(put(context, office)))


def at(page, code, key):
    """The cursor on a cell of the plan."""
    table = page.view.table
    number = line_id(page.context.office, page.year, code)
    place = next(n for n, column in enumerate(table.model.columns) if column.key == key)
    table.select(number, place)
    table.view.setFocus()
    return number


def press(page, *keys):
    for key in keys:
        cells = page.view.cells
        target = cells.editor if cells.editor is not None else page.view.table.view
        QTest.keyClick(target, key) if isinstance(key, K) else QTest.keyClicks(target, key[0])
        if not isinstance(key, K) and len(key) > 1:
            QTest.keyClicks(page.view.cells.editor, key[1:])


def fen_of(office, code):
    given = queries.amounts(office.db, queries.latest(office.db, 2026).id)
    return given[line_id(office, 2026, code)]


# -- drafting ---------------------------------------------------------------------------------


def test_an_amount_is_typed_into_its_cell_with_arithmetic(page, office):
    at(page, "50102", "fen")
    press(page, "168*30", K.Key_Return)
    assert fen_of(office, "50102").fen == 5_040_00
    assert page.view.table.row_of(line_id(office, 2026, "50102"))[6] == 5_040_00


def test_enter_goes_down_tab_to_the_right_and_escape_gives_up(page, office):
    at(page, "402", "fen")
    press(page, "8000", K.Key_Return)
    assert page.view.table.current_id() == line_id(office, 2026, "50102")
    press(page, "1", K.Key_Escape)
    assert fen_of(office, "50102").fen == 3_000_00
    at(page, "50102", "heads")
    press(page, "40", K.Key_Tab, "25", K.Key_Tab, "2", K.Key_Tab)
    one = fen_of(office, "50102")
    assert (one.heads, one.standard_fen, one.times, one.fen) == (40, 25_00, 2, 2_000_00)


def test_an_amount_alone_forgets_heads_and_standard(page, office):
    at(page, "50102", "heads")
    press(page, "40", K.Key_Tab, "25", K.Key_Return)
    at(page, "50102", "fen")
    press(page, "900", K.Key_Return)
    one = fen_of(office, "50102")
    assert (one.fen, one.heads, one.standard_fen) == (900_00, None, None)


def test_what_cannot_be_read_stays_open_and_is_said(page, office, told):
    at(page, "50102", "heads")
    press(page, "4x", K.Key_Return)
    assert "不是整数" in told.toasts[-1]
    assert page.view.cells.editor is not None
    press(page, K.Key_Escape)
    assert fen_of(office, "50102").heads is None


def test_chinese_opens_a_text_cell(page, office):
    at(page, "50102", "basis")
    event = QInputMethodEvent()
    event.setCommitString("按去年")
    QApplication.sendEvent(page.view.table.view, event)
    press(page, K.Key_Return)
    assert fen_of(office, "50102").basis == "按去年"


def test_the_balance_runs_along(page):
    assert page.view.said.text().endswith("收支平衡，余 5,500.00 元。")
    at(page, "50102", "fen")
    press(page, "9000", K.Key_Return)
    assert "超出 500.00 元，不能列赤字" in page.view.said.text()
    assert page.view.balance.accessibleName() == "赤字"


def test_sums_of_both_sides_stand_below(page):
    income, expense = page.view.table._sum_lines({})
    assert (income["fen"], expense["fen"]) == (9_000_00, 3_500_00)


def test_a_line_is_added_by_its_box(page, office, context):
    box = line_box(context, page, page.view.version, None)
    box.form.show_values({"account": account(office, "50105"), "name": "端午慰问", "source": "surplus"})
    box.form.box("heads").set_value("10")
    box.form.box("standard_fen").set_value(200_00)
    assert box.form.box("fen").value() == 2_000_00
    box.try_save()
    given = queries.amounts(office.db, page.view.version.id)[line_id(office, 2026, "50105", "端午慰问")]
    assert (given.fen, given.heads, given.source) == (2_000_00, 10, "surplus")


def test_a_line_of_a_balance_account_is_refused_beside_its_field(page, office, context):
    box = line_box(context, page, page.view.version, None)
    box.form.show_values({"account": account(office, "102"), "fen": 5_00, "source": "current"})
    box.try_save()
    assert "不是收入或支出科目" in box.form.problem("account")


def test_it_is_reviewed_approved_and_published_button_by_button(page, office, context):
    assert page.view.step.text() == "审议通过"
    page.view.next_step()
    assert page.view.step.text() == "批准"
    box = approve_box(context, page, page.view.version)
    box.form.show_values({"day": date(2026, 11, 9), "document": "批复 1 号"})
    box.try_save()
    assert page.view.step.text() == "公布"
    page.view.next_step()
    assert (page.view.step.isVisible(), page.view.adjust.isVisible()) == (False, True)
    assert queries.current(office.db, 2026).state == "published"


def test_what_is_approved_takes_no_typing_and_says_why(qtbot, context, office, told):
    approved(office, 2026, *LINES)
    page = shown(qtbot, BudgetPage(put(context, office)))
    at(page, "50102", "fen")
    press(page, "9")
    assert page.view.cells.editor is None
    assert told.toasts == ["预算已批准，要改请点“预算调整”。"]
    page.view.begin()
    at(page, "50102", "fen")
    press(page, "2000", K.Key_Return)
    assert fen_of(office, "50102").fen == 2_000_00
    assert queries.amounts(office.db, queries.current(office.db, 2026).id)[
        line_id(office, 2026, "50102")
    ].fen == (3_000_00)


def test_money_of_earlier_years_and_the_roster_day_are_set_in_a_box(page, office, context):
    box = head_box(context, page, page.view.version)
    box.form.show_values({"use_surplus_fen": 100_00, "roster_day": date(2026, 1, 1)})
    box.try_save()
    now = queries.latest(office.db, 2026)
    assert (now.use_surplus_fen, now.roster_day) == (100_00, date(2026, 1, 1))


def test_a_year_without_a_budget_offers_ways_to_begin(page, office):
    page.show_year(2027)
    assert page.view.new.isVisible()
    page.view.begin_from_last_year()
    assert page.context.say.boxes[-1] == ("refuse", "2026 年没有预算，也没有收支，没有可以照搬的。")


def test_an_auditor_looks_and_changes_nothing(qtbot, context, office):
    draft_of(office, 2026, *LINES)
    with Office.open(office.path, "经审委员") as watching:
        watching.clock = office.clock
        page = shown(qtbot, BudgetPage(put(context, watching)))
        assert "只能查看" in page.view.step.toolTip()
        assert not page.view.add.isEnabled()
        at(page, "50102", "fen")
        press(page, "9")
        assert page.view.cells.editor is None


# -- execution, quotas, rules -----------------------------------------------------------------


@pytest.fixture
def spent_page(qtbot, context, office):
    """An approved budget with a line over, one spent without a line."""
    approved(office, 2026, *LINES)
    for code, fen in (("50599", 600_00), ("50102", 100_00), ("50404", 7_00)):
        post(office, draft(office, (code, fen, 0), ("102", 0, fen)))
    page = shown(qtbot, BudgetPage(put(context, office)))
    page.open(view="execution")
    qtbot.waitUntil(lambda: not page._jobs)
    return page


def test_execution_shows_rate_and_state_of_every_line(spent_page, office):
    table = spent_page.view.table
    row = table.row_of(line_id(office, 2026, "50599"))
    assert (row[5], row[6].text, row[8], row[9]) == (600_00, "120.0%", -100_00, "超预算")
    assert table.row_of(-account(office, "50404"))[9] == "没有预算项"
    assert spent_page.view.pill.accessibleName() == "超预算 1 项"
    assert "时间进度 91.7%" in spent_page.view.said.text()


def test_enter_on_a_line_shows_its_vouchers(spent_page, office, monkeypatch):
    seen = []
    monkeypatch.setattr("ui.pages.budget_execution.SpentDialog.exec", lambda box: seen.append(box.parts))
    spent_page.view.drill(line_id(office, 2026, "50599"))
    assert [one.fen for one in seen[0]] == [600_00]


def test_an_account_without_a_line_opens_its_page(spent_page, office, told):
    spent_page.view.drill(-account(office, "50404"))
    assert told.opened[-1] == ("books", {"account": account(office, "50404"), "last": "2026-11"})


@pytest.fixture
def quota_page(qtbot, context, office):
    """Two branches with a quota, one has spent."""
    with office.change("分工会") as change:
        units = [members.add_unit(change, name) for name in ("第一分工会", "第二分工会")]
        for n, unit in enumerate((units[0], units[0], units[1])):
            a_member(change, f"会员{n}", str(n), unit=unit)
    made = draft_of(office, 2026, ("402", 9_000_00))
    with office.change("额度") as change:
        plan = quotas.QuotaPlan(account(office, "50102"), "活动", 100_00, date(2026, 1, 1))
        quotas.lay_quotas(change, made.id, plan)
        actions.approve(change, made.id, actions.Approval(date(2026, 1, 1)))
    page = shown(qtbot, BudgetPage(put(context, office)))
    page.open(view="quotas")
    return page, units


def test_a_settlement_is_printed_and_then_signed(quota_page, office, context, monkeypatch):
    page, units = quota_page
    printed = []
    monkeypatch.setattr(type(page.view), "print_report", lambda view, *what: printed.append(what))
    page.view._do(units[0], "print")
    assert printed == [("unit-settlement", "2026-11", "第一分工会")]
    assert page.view.table.row_of(units[0])[9].text == "等签字"
    box = sign_box(context, page, page.view.settled[units[0]], "秦东民")
    box.form.show_values({"who": "秦东民", "day": date(2026, 11, 9)})
    box.try_save()
    assert page.view.table.row_of(units[0])[9].text == "已签 11-09"


def test_a_rule_is_changed_in_its_box(page, office, context):
    page.open(view="rules")
    rule = next(one for one in page.view.known if one.code == "B03")
    box = rule_box(context, page, rule)
    box.form.show_values({"severity": "warn", "param": "75", "param2": "110.5"})
    box.try_save()
    now = queries.rules(office.db)["B03"]
    assert (now.severity, now.param, now.param2, now.confirmed) == ("warn", 7_500, 11_050, True)


# -- looks ------------------------------------------------------------------------------------


@pytest.mark.parametrize("zoom", [100, 150])
@pytest.mark.parametrize("view", ["plan", "execution", "quotas", "rules"])
def test_nothing_is_cut_or_overlaps(qtbot, context, demo_office, qapp, view, zoom):
    theme.apply(qapp, zoom)
    try:
        page = shown(
            qtbot, BudgetPage(put(context, demo_office)), *((1190, 692) if zoom == 100 else (1785, 1038))
        )
        page.open(view=view)
        qtbot.waitUntil(lambda: not page._jobs)
        assert look_at(page) == []
    finally:
        theme.apply(qapp, 100)


def test_a_line_plan_carries_everything(office):
    made = draft_of(office, 2026, ("402", 9))
    with office.change("添") as change:
        plan = LinePlan(account(office, "50102"), 5, earmark="书屋", source="carryover", basis="按上年")
        line = actions.add_line(change, made.id, plan)
    one = queries.amounts(office.db, made.id)[line]
    assert (one.source, one.basis) == ("carryover", "按上年")
