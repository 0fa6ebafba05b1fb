"""会费: the matrix with its keys, arrears, batches, money to look into, what is due, standards."""

from __future__ import annotations

import shutil
from datetime import date, datetime

import pytest
from looks import dies, look_at
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from exporters.reading import read_text
from models.dues import batches, booking, imports, queries, year
from models.members import actions as members
from models.office import Office
from tests.ui.pages import dues_office
from tests.ui.pages.on_office import put, shown
from ui import theme
from ui.dialogs import dues_cash, dues_due
from ui.dialogs.dues_origin import OriginDialog
from ui.dialogs.dues_proposals import ProposalsDialog
from ui.dialogs.form_dialog import FormDialog
from ui.pages import dues_prints
from ui.pages.dues import VIEWS, DuesPage
from ui.tables.columns import Pill

KEY = Qt.Key


@pytest.fixture(scope="session")
def november_file(tmp_path_factory):
    """Ten months arrived; November deducted, with money of unknown payers, not yet in the bank."""
    path = tmp_path_factory.mktemp("november") / "sample.union"
    dues_office.make(path)
    with Office.open(path) as office:
        office.clock = lambda: datetime(2026, 11, 9, 9, 41)
        book = read_text(dues_office.november(office))
        plan = imports.plan(office.db, book, default_year=2026)
        with office.change("登记扣款单") as change:
            booking.book(change, plan, booking.Booking(arrived=False))
    return path


@pytest.fixture
def sample(november_file, tmp_path):
    path = tmp_path / "sample.union"
    shutil.copyfile(november_file, path)
    with Office.open(path) as opened:
        opened.clock = lambda: datetime(2026, 11, 9, 9, 41)
        yield opened


@pytest.fixture
def page(qtbot, context, sample):
    return shown(qtbot, DuesPage(put(context, sample)))


@pytest.fixture
def boxes(monkeypatch):
    """Dialogs that would wait for a person are kept instead."""
    kept = []
    monkeypatch.setattr(QDialog, "exec", lambda self: kept.append(self) or 0)
    return kept


@pytest.fixture
def printed(monkeypatch):
    """What would go to the preview: (title, pages as PDF)."""
    kept = []

    def keep(context, parent, title, work):
        kept.append((title, work(context.office, None)))

    monkeypatch.setattr(dues_prints, "_preview", keep)
    return kept


def open_view(qtbot, page, key, **where):
    page.open(view=key, **where)
    qtbot.waitUntil(lambda: not page._jobs)
    return page.view


def wait(qtbot, page):
    qtbot.waitUntil(lambda: not page._jobs)


def member_of(office, number):
    return office.db.execute("select id from member where number = ?", (number,)).fetchone()[0]


def test_the_matrix_shows_a_word_for_each_month_and_agrees_with_the_ledger(page, sample):
    view = page.view
    row = view.table.row_of(member_of(sample, "1040"))
    assert row[:2] == ("1040", "付远红")
    assert row[3] == "✓"
    assert row[11] == Pill("欠缴", "error")
    assert row[13] == Pill("在途", "info")
    assert row[14] == "·"
    exempt = view.table.row_of(member_of(sample, "1029"))
    assert exempt[6] == Pill("免缴", "grey")
    tie = year.tie_out(sample.db, "2026-01", "2026-12")
    assert view.agrees.text() == f"已到账 {tie.register_fen / 100:,.2f}，与总账“会费收入”相符"
    assert view.table.sums.cell_text("m03") == "4,823"
    assert view.table.sums.cell_text("m03", 1) == ""
    assert view.table.sums.cell_text("m11", 1) == "4"


def test_filters_narrow_rows_sums_and_arrears(page):
    view = page.view
    whole = view.owed.text()
    view.table.strip.choose("state", "owed")
    assert 0 < view.table.model.rowCount() < 30
    assert view.owed.text() == whole.replace("全会", "所选")
    view.table.strip.choose("state", "")
    view.table.strip.choose("unit", "第1分工会")
    assert view.owed.text().startswith("第1分工会欠缴")
    view.table.strip.search.setText("没有这个人")
    view.table.strip.changed.emit()
    assert view.table.model.rowCount() == 0


def test_arrows_move_enter_tells_the_origin_and_space_takes_cash(qtbot, page, sample, boxes, told):
    view = page.view
    owing = member_of(sample, "1040")
    page.open(view="matrix", member=owing, month="2026-08")
    view.table.view.setFocus()
    qtbot.keyClick(view.table.view, KEY.Key_Right)
    assert view._month() == "2026-09"
    assert told.status[-1] == "付远红 9月：欠缴 25.95 元 · 空格收现金 · Enter 看来历"
    qtbot.keyClick(view.table.view, KEY.Key_Return)
    assert isinstance(boxes[-1], OriginDialog)
    qtbot.keyClick(view.table.view, KEY.Key_Space)
    box = boxes[-1]
    assert isinstance(box, FormDialog)
    assert box.form.values() == {
        "member": owing, "first": "2026-09", "last": "2026-09", "amount": 2595, "way": "cash",
        "day": date(2026, 11, 9), "receipt": "",
    }  # fmt: skip
    box.form.box("receipt").set_value("0012")
    box.try_save()
    wait(qtbot, page)
    assert told.toasts == ["已收 付远红 25.95 元"]
    assert view.table.row_of(owing)[11] == "✓"
    assert year.tie_out(sample.db, "2026-01", "2026-12").ok


def test_the_origin_of_a_paid_month_names_batch_and_voucher(qtbot, page, sample, told):
    member = member_of(sample, "1004")
    dialog = OriginDialog(page.context, page.window(), member, "2026-01", page.view.list.lines[member])
    qtbot.addWidget(dialog)
    assert [one.what for one in dialog.origins] == ["核定应缴", "现金 · 已到账"]
    qtbot.keyClick(dialog.table.view, KEY.Key_Return)
    assert told.opened[-1] == ("voucher", {"voucher": dialog.origins[1].voucher})


def test_several_months_are_paid_at_once_each_what_it_owes(qtbot, page, sample, printed):
    member = member_of(sample, "1097")
    box = dues_cash.cash_box(page.context, page, member, "2026-07")
    qtbot.addWidget(box)
    box.form.box("last").set_value("2026-10")
    assert box.form.values()["amount"] == 4430
    assert "这 4 个月还欠 44.30 元" in box.said.text()
    box.try_save()
    rows = [tuple(row)[1:3] for row in queries.payments(sample.db, member) if row["way"] == "cash"]
    assert rows == [("2026-07", 100), ("2026-10", 4330)]
    dues_cash._print_slip(page.context, page, queries.batches(sample.db, "2026-07", "2026-07")[-1].voucher)
    assert printed[-1][0] == "收款凭条"


def test_cash_in_a_closed_month_is_said_beside_the_day(qtbot, page, sample):
    from models.ledger import actions as ledger

    with sample.change("结账") as change:
        ledger.close_month(change, "2026-01")
    box = dues_cash.cash_box(page.context, page, member_of(sample, "1040"), "2026-09")
    qtbot.addWidget(box)
    box.form.box("day").set_value(date(2026, 1, 5))
    box.try_save()
    assert box.isVisible() is False
    assert queries.batches(sample.db, "2026-09", "2026-09")[-1].way == "payroll"


def test_arrears_lead_to_strips_cash_and_the_matrix(qtbot, page, boxes, printed):
    view = open_view(qtbot, page, "arrears")
    first = view.table.model.id_at(0)
    assert view.table.row_of(first)[4:8] == ("7月、10月", 2, "3–5 个月", 4430)
    view.table.select(first)
    qtbot.keyClick(view.table.view, KEY.Key_Space)
    assert view.table.model.chosen == {first}
    view._reminders()
    assert printed[-1][0] == "会费催缴条"
    assert printed[-1][1].startswith(b"%PDF")
    view._cash_current()
    assert boxes[-1].form.values()["last"] == "2026-10"
    view._open_member(first)
    wait(qtbot, page)
    assert page.view.KEY == "matrix"
    assert page.view._month() == "2026-07"


def test_cash_without_anybody_chosen_asks_for_a_choice(qtbot, page, boxes, told):
    view = open_view(qtbot, page, "arrears")
    view.table.view.setCurrentIndex(view.table.model.index(-1, -1))
    view._cash_current()
    assert (told.toasts[-1], boxes) == ("还没有选人", [])


def test_why_somebody_has_not_paid_is_kept(qtbot, page, sample):
    view = open_view(qtbot, page, "arrears")
    first = view.table.model.id_at(0)
    page.context.say.words = "外出学习，下月补缴"
    view._note(first)
    wait(qtbot, page)
    assert view.table.row_of(first)[8] == "10月：外出学习，下月补缴"


def test_who_may_only_look_is_told_so(qtbot, page, sample):
    from models.office import User

    view = open_view(qtbot, page, "arrears")
    sample.actor = User(sample.actor.id, sample.actor.name, "auditor")
    page.context.say.words = "外出学习"
    view._note(view.table.model.id_at(0))
    assert page.context.say.boxes[-1][0] == "refuse"
    assert queries.unpaid_notes(sample.db, "2026-01", "2026-12") == {}


def test_a_batch_arrives_with_the_banks_day(qtbot, page, sample, boxes, told):
    view = open_view(qtbot, page, "batches")
    assert view.all.text() == "登记到账 1 批"
    waiting = view.table.model.id_at(0)
    qtbot.keyClick(view.table.view, KEY.Key_Return)
    box = boxes[-1]
    assert "4,820.10" in box.said.text()
    box.form.box("day").set_value(date(2026, 11, 8))
    box.try_save()
    assert queries.batch(sample.db, waiting).arrived_on == date(2026, 11, 8)
    assert told.toasts == ["已登记到账 1 批"]
    assert not view.all.isEnabled()


def test_a_batch_is_taken_back_with_a_reason(qtbot, page, sample):
    view = open_view(qtbot, page, "batches")
    march = next(key for key, one in view.known.items() if one.month == "2026-03")
    view.table.verb.emit(march, "reverse")
    assert queries.batch(sample.db, march).state == "arrived"
    page.context.say.words = "扣款单拿错了月份"
    view.table.verb.emit(march, "reverse")
    assert queries.batch(sample.db, march).state == "reversed"
    assert view.table.row_of(march)[7] == "已冲回"
    assert "拿错了月份" in view.table.row_of(march)[9]


def test_a_link_finds_its_batch(qtbot, page, sample):
    key = queries.batches(sample.db, "2026-05", "2026-05")[0].id
    page.open(batch=key)
    wait(qtbot, page)
    assert page.view.KEY == "batches"
    assert page.view.table.current_id() == key


def test_unknown_money_is_settled_or_paid_back(qtbot, page, sample, monkeypatch):
    view = open_view(qtbot, page, "pending")
    assert page.buttons["pending"].text() == "待查款 3"
    assert {view.table.row_of(key)[3] for key in view.known} == {"没到账"}
    with sample.change("到账") as change:
        batches.arrive_month(change, "2026-11", date(2026, 11, 9))
    who = {one.payer: key for key, one in view.known.items()}
    monkeypatch.setattr("ui.dialogs.dues_member.ask_member", lambda *_: member_of(sample, "1034"))
    view.table.verb.emit(who["夏明民"], "settle")
    assert who["夏明民"] not in view.known
    view.table.verb.emit(who["高启明"], "refund")
    assert [one.payer for one in queries.pending(sample.db)] == ["王伟"]
    assert page.buttons["pending"].text() == "待查款 1"
    assert year.tie_out(sample.db, "2026-01", "2026-12").ok


def test_the_months_say_how_far_they_are_collected(qtbot, page):
    view = open_view(qtbot, page, "due")
    rows = {number: view.months.row_of(number) for number in range(1, 13)}
    assert rows[3][7] == "收齐"
    assert rows[4][6] == 1
    assert (rows[11][4], rows[11][7]) == (474715, "有欠缴")
    assert rows[12][7] == "没到期"


def test_an_exemption_is_entered_and_taken_back(qtbot, page, sample, boxes):
    view = open_view(qtbot, page, "due")
    member = member_of(sample, "1040")
    box = dues_due.exempt(page.context, page, member, "2026-09")
    box.try_save()
    assert not box.form.valid()  # a reason is needed
    box.form.box("reason").set_value("产假")
    box.try_save()
    wait(qtbot, page)
    assert queries.month_dues(sample.db, "2026-09", "2026-09", member)[member, "2026-09"].exempt
    assert view.show_changes.text() == "免缴和更正 2"
    view._drop(next(iter(view.changes)))
    wait(qtbot, page)
    assert view.show_changes.text() == "免缴和更正 1"


def test_a_changed_base_is_proposed_and_taken_over(qtbot, page, sample):
    view = open_view(qtbot, page, "due")
    assert view.differ.isHidden()
    member = member_of(sample, "1040")
    with sample.change("调资") as change:
        members.set_base(change, member, "2026-12", 700_000)
    wait(qtbot, page)
    assert view.differ.text() == "基数差额 1 人"
    dialog = ProposalsDialog(page.context, None, view.proposals)
    qtbot.addWidget(dialog)
    assert dialog.take.text() == "采用 1 条"
    qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    wait(qtbot, page)
    assert queries.month_dues(sample.db, "2026-12", "2026-12", member)[member, "2026-12"].due_fen == 3500
    assert view.differ.isHidden()


def test_correcting_what_is_due_needs_a_reason(page, sample, boxes):
    member = member_of(sample, "1040")
    box = dues_due.correct(page.context, page, member, "2026-09")
    box.form.box("amount").set_value(2000)
    box.form.box("reason").set_value("工资部门更正了基数")
    box.try_save()
    assert queries.month_dues(sample.db, "2026-09", "2026-09", member)[member, "2026-09"].due_fen == 2000


def test_assessing_names_who_has_no_base(qtbot, page, sample, boxes, told):
    from tests.build import a_member

    with sample.change("添加会员") as change:
        a_member(change, "新来的", "2001")
    box = dues_due.assess(page.context, page, "2026-12", "2026-12")
    box.try_save()
    assert told.toasts[-1] == "没有要新核定的"
    assert page.context.say.boxes[-1] == ("tell", "有 1 人没有计费基数，没有核定")


def test_a_standard_is_laid_down_with_an_example_and_dropped_while_unused(qtbot, page, sample):
    view = open_view(qtbot, page, "standards")
    box = dues_due.standard_box(page.context, page, None)
    qtbot.addWidget(box)
    assert "21.90" in box.said.text()
    box.form.box("from_month").set_value("2027-01")
    box.form.box("method").set_value("tiers")
    box.form.box("tiers").set_value("3000 以上 10\n5000元以上：20元")
    box.form.box("basis").set_value("工会委员会 2026-11-05 决定")
    assert "每月 10.00 元" in box.said.text()
    box.try_save()
    one = queries.standard_at(sample.db, "2027-01")
    assert one.tiers == ((300_000, 1000), (500_000, 2000))
    assert view.table.model.rowCount() == 2
    view.table.verb.emit(one.id, "drop")
    assert view.table.model.rowCount() == 1
    used = next(iter(view.known))
    view.table.verb.emit(used, "drop")
    assert page.context.say.boxes[-1][0] == "refuse"


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(("wide", "high", "zoom"), [(1190, 692, 100), (1048, 692, 100), (1300, 660, 125)])
def test_every_view_is_whole_at_every_size(qtbot, page, view, wide, high, zoom):
    theme.apply(QApplication.instance(), zoom)
    try:
        open_view(qtbot, page, view.KEY)
        page.resize(wide, high)
        assert look_at(page) == []
    finally:
        theme.apply(QApplication.instance(), 100)


def test_a_new_office_is_told_how_to_begin(qtbot, context, office):
    page = shown(qtbot, DuesPage(put(context, office)))
    assert page.view.table.model.rowCount() == 0
    for view in VIEWS:
        open_view(qtbot, page, view.KEY)
        assert look_at(page) == []


@pytest.mark.parametrize(
    "report", ["dues-matrix", "dues-arrears", "dues-arrears-units", "dues-reminders", "dues-tie-out"]
)
def test_everything_prints(page, printed, report):
    dues_prints.print_entry(page.context, page, report, "2026")
    assert printed[0][1].startswith(b"%PDF")


def test_receipts_of_a_month_print(page, printed, sample):
    dues_prints.print_entry(page.context, page, "dues-receipt", "2026-01", "1004")
    assert printed[0][1].startswith(b"%PDF")
    dues_prints.print_entry(page.context, page, "dues-schedule", "2026-11")
    assert printed[1][0] == "会费收缴明细表"


def test_the_page_goes_when_it_is_closed(context, sample):
    put(context, sample)
    assert dies(lambda: DuesPage(context))
