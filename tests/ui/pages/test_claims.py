"""The page of approvals: filled by keys, approved, paid, settled; who may only look sees why."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from models.claims import queries
from models.claims.records import ADVANCE, EXPENSE
from models.ledger import queries as books
from models.office import User
from tests.models.claims.made import advance, expense, filled, paid
from tests.ui.looks import look_at
from tests.ui.pages.on_office import put, shown
from ui.dialogs import claim_acts, claim_form
from ui.dialogs.form_dialog import FormDialog
from ui.pages.claims import ClaimsPage
from ui.pages.claims_prints import hand_out_box, preview_claims, render_claims

TODAY = date(2026, 11, 9)


@pytest.fixture
def page(qtbot, context, office):
    return shown(qtbot, ClaimsPage(put(context, office)))


def box(qtbot, made):
    qtbot.addWidget(made)
    made.show()
    return made


def states(office):
    rows = office.db.execute("select number, state from claim order by id")
    return {row[0]: row[1] for row in rows}


def fill(qtbot, page, kind=EXPENSE, **values):
    """Fill a form and save it with Ctrl+S."""
    made = box(qtbot, claim_form.fill_claim(page.context, page, kind, page._filled))
    made.form.show_values(made.form.values() | values)
    qtbot.keyClick(made, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    return made


def test_an_empty_office_says_how_to_begin(page):
    assert look_at(page) == []
    assert page.table.model.rowCount() == 0


def test_a_claim_is_filled_by_keys_alone(qtbot, page, office):
    made = box(qtbot, claim_form.fill_claim(page.context, page, EXPENSE, page._filled))
    form = made.form
    form.box("purpose").setFocus()
    form.box("purpose").insert("羽毛球赛场地费")
    qtbot.keyClick(form.box("purpose"), Qt.Key.Key_Return)
    rows = form.box("items")._rows
    assert made.focusWidget() is rows[0].summary
    rows[0].summary.insert("场地费")
    qtbot.keyClick(rows[0].summary, Qt.Key.Key_Return)
    qtbot.keyClicks(rows[0].account, "50102")
    rows[0].account.look()
    rows[0].account.accept()
    qtbot.keyClick(rows[0].account, Qt.Key.Key_Return)
    qtbot.keyClicks(rows[0].amount, "12*100")
    assert "合计 1,200.00" in form.box("items").total.text()
    assert look_at(made) == []
    qtbot.keyClick(rows[0].amount, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert states(office) == {"2026-报-001": "submitted"}
    assert page.table.current_id() == 1


def test_a_line_opens_when_the_last_one_is_begun_and_half_a_line_is_told(qtbot, page):
    made = box(qtbot, claim_form.fill_claim(page.context, page, EXPENSE, page._filled))
    items = made.form.box("items")
    assert len(items._rows) == 3
    items._rows[2].summary.setText("第三项")
    assert len(items._rows) == 4
    assert items.problem() == "第 3 行：还没有填金额。"


def test_what_is_doubtful_is_said_while_it_is_typed(qtbot, page, office):
    made = box(qtbot, claim_form.fill_claim(page.context, page, EXPENSE, page._filled))
    made.form.show_values(made.form.values() | {"items": expense(office, 600_000).items, "purpose": "买设备"})
    made.form.changed.emit()
    assert "会议纪要号" in made.said.text()
    assert "附单据是 0 张" in made.said.text()


def test_the_next_step_follows_the_state(qtbot, page, office, monkeypatch):
    asked = []
    monkeypatch.setattr(FormDialog, "exec", lambda self: asked.append(self))
    claim = filled(office, expense(office, 100), "draft")
    page.refresh()
    page.table.select(claim.id)
    assert page.next.text().startswith("提交")
    assert page.next.shortcut() == QKeySequence("F8")
    page.next.click()
    assert states(office)[claim.number] == "submitted"
    assert page.next.text().startswith("批准")
    page.do_next()
    approval = box(qtbot, asked.pop())
    approval.form.show_values({"who": "陈立群"})
    approval.try_save()
    assert states(office)[claim.number] == "approved"
    page.do_next()
    payment = box(qtbot, asked.pop())
    assert "借　职工活动支出—文体活动费（体育中心）　1.00" in payment.said.text()
    payment.try_save()
    assert states(office)[claim.number] == "paid"
    assert not page.next.isEnabled()


def test_approving_ones_own_claim_asks_for_the_reason_at_its_field(qtbot, page, office):
    claim = filled(office, expense(office, 100), "submitted")
    made = box(qtbot, claim_acts.ask_approval(page.context, page, claim, lambda: None))
    made.form.show_values({"who": "刘敏"})
    made.try_save()
    assert "不能自己审批" in made.form.problem("reason")
    assert states(office)[claim.number] == "submitted"


def test_an_advance_is_filled_paid_and_settled_through_the_claim_that_names_it(
    qtbot, page, office, monkeypatch
):
    lent, _ = paid(office, advance())
    page.refresh()
    opened = []
    monkeypatch.setattr(FormDialog, "exec", lambda self: opened.append(self))
    page.step(lent.id, "settle")
    made = box(qtbot, opened.pop())
    values = made.form.values()
    assert (values["settles"], values["payee"]) == (lent.id, "刘敏")
    made.form.show_values(values | {"items": expense(office, 82_000).items})
    made.try_save()
    assert states(office) == {"2026-借-001": "paid", "2026-报-001": "submitted"}
    page.step(lent.id, "settle")
    assert opened == []
    assert page.table.current_id() == 2


def test_an_advance_comes_back_or_a_payment_is_reversed_from_the_page(qtbot, page, office):
    lent, _ = paid(office, advance())
    made = box(qtbot, claim_acts.ask_return(page.context, page, lent, lambda voucher: None))
    made.try_save()
    assert states(office)[lent.number] == "settled"
    claim, _ = paid(office, expense(office, 100))
    made = box(qtbot, claim_acts.ask_reversal(page.context, page, claim, lambda voucher: None))
    made.form.show_values(made.form.values() | {"reason": "退票"})
    made.try_save()
    assert states(office)[claim.number] == "approved"
    assert len(books.vouchers(office.db, "2026-11", "2026-11")) == 4


def test_signatures_refusals_and_limits_have_their_boxes(qtbot, page, office):
    claim = filled(office, expense(office, 100), "submitted")
    signing = box(qtbot, claim_acts.ask_signature(page.context, page, claim, lambda: None))
    signing.form.show_values({"kind": "witness", "who": "王强"})
    signing.try_save()
    refusing = box(qtbot, claim_acts.ask_refusal(page.context, page, claim, lambda: None))
    refusing.form.show_values({"who": "陈立群", "reason": "缺发票"})
    refusing.try_save()
    assert [one.kind for one in queries.marks(office.db, claim.id)] == ["submitted", "witness", "refused"]
    limits = box(qtbot, claim_acts.ask_limits(page.context, page, lambda: None))
    limits.form.show_values({"large": 300_000, "days": "15"})
    limits.try_save()
    assert (queries.limits(office.db).large_fen, queries.limits(office.db).advance_days) == (300_000, 15)


def test_the_list_and_its_boxes_look_right(qtbot, page, office):
    paid(office, advance(day=date(2026, 9, 1)), date(2026, 9, 1))
    filled(office, expense(office, 1_234_567), "submitted")
    page.refresh()
    assert look_at(page) == []
    for kind in (EXPENSE, ADVANCE):
        assert look_at(box(qtbot, claim_form.fill_claim(page.context, page, kind, page._filled))) == []
    assert look_at(box(qtbot, hand_out_box(page.context, page))) == []


def test_forms_are_printed_on_a5_or_two_on_a4(qtbot, page, office):
    from models.kit.progress import SILENT

    for fen in (100, 200):
        filled(office, expense(office, fen))
    made = box(qtbot, preview_claims(page, [1, 2], render_claims((1, 2), "A5", office, SILENT)))
    assert made.view.pages == 2
    made.findChild(claim_form.ChoiceEdit).set_value("A4")
    qtbot.waitUntil(lambda: made.view.pages == 1)


def test_a_reminder_opens_what_it_names(page, office):
    paid(office, advance())
    filled(office, expense(office, 100), "submitted")
    page.open(show="submitted")
    assert page.table.model.rowCount() == 1
    page.open(show="1")
    assert page.table.current_id() == 1


def test_an_auditor_sees_everything_and_enters_nothing(page, office):
    filled(office, expense(office, 100), "submitted")
    office.actor = User(office.actor.id, "沈慧敏", "auditor")
    page.reload()
    for act in (page.new, page.advance, page.payout, page.next, page.limits):
        assert not act.isEnabled()
    assert page.new.toolTip() == "只能查看，不能登记"
    assert page.print.isEnabled()


def test_unused_invoices_are_ticked_onto_a_claim(qtbot, page, office, told):
    claim = filled(office, expense(office, 100), "submitted")
    assert claim_acts.ask_invoices(page.context, page, claim, lambda: None) is None
    with office.change("收发票") as change:
        row = {
            "number": "24322000000012345678",
            "seller": "体育中心",
            "total_fen": 100,
            "at": "2026-11-05T09:00:00",
        }
        key = change.insert("invoice", row)
    made = box(qtbot, claim_acts.ask_invoices(page.context, page, claim, page.refresh))
    made.form.show_values({str(key): True})
    made.try_save()
    assert office.db.execute("select claim from invoice").fetchone()[0] == claim.id


def test_the_papers_of_the_chosen_claim_stand_below_the_list(page, office):
    claim = filled(office, expense(office, 100), "submitted")
    page.refresh()
    page.table.select(claim.id)
    assert page.papers.isVisible()
    assert page.papers.adder.isEnabled()
