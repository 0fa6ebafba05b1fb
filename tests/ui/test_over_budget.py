"""The doors through which a voucher goes over its budget: form, batch, command line."""

from __future__ import annotations

import io
import json

import pytest

from models.budget import queries
from models.kit.errors import Refused
from models.ledger import actions
from models.ledger import queries as books
from models.office import Office
from tests.models.budget.budgets import approved
from tests.models.ledger.vouchers import OFFICE_COST, simple
from tests.ui.pages.on_office import put, shown
from tests.ui.pages.voucher_typing import fill, type_in
from ui import cli
from ui.dialogs.over_budget import OverBudget
from ui.pages.voucher_form import VoucherPage
from ui.widgets.voucher_lines import SUMMARY


@pytest.fixture
def page(qtbot, context, office):
    """An empty voucher in an office that has 10.00 for office costs."""
    approved(office, 2026, ("402", 2_000), (OFFICE_COST, 1_000))
    made = shown(qtbot, VoucherPage(put(context, office)))
    made.grid.jump(0, SUMMARY)
    return made


def test_the_form_asks_for_a_reason_and_without_one_posts_nothing(page, office):
    fill(page, "12")
    assert not page.post_voucher()
    assert page.context.say.boxes[-1] == ("reason", "超出预算了，还要记账吗？")
    assert books.have(office.db) == []


def test_with_a_reason_it_is_posted_and_kept(page, office):
    page.context.say.words = "主席同意"
    fill(page, "12")
    assert page.post_voucher()
    (one,) = queries.overrides(office.db, "2026-11", "2026-11")
    assert (one.document, one.reason, one.over_fen) == ("2026-11-记-001", "主席同意", 200)


def test_a_reminder_does_not_ask(page, office):
    fill(page, "9")
    assert page.post_voucher()
    assert page.context.say.boxes == []
    assert books.have(office.db) == ["2026-11-记-001"]


def test_the_command_line_refuses_without_override(closed_office, monkeypatch, capsys):
    with Office.open(closed_office) as office:
        approved(office, 2026, ("402", 2_000), (OFFICE_COST, 1_000))
    lines = [
        {"account": OFFICE_COST, "debit_fen": 1_200},
        {"account": "102", "credit_fen": 1_200},
    ]
    said = {"date": "2026-03-08", "summary": "买办公用品", "lines": lines}
    text = "\n".join(json.dumps({**said, **more}) for more in ({}, {"override": "主席同意"}))
    monkeypatch.setattr("sys.stdin", io.StringIO(text + "\n"))
    assert cli.run(["voucher", "post", "-", "--office", str(closed_office)]) == 1
    out = capsys.readouterr()
    assert out.out == "ACK 2026-03-记-001\n"
    assert "超出 2.00 元" in out.err


def test_a_register_that_posts_by_itself_is_held_up_and_tried_again_with_the_reason(context, office):
    approved(office, 2026, ("402", 2_000), (OFFICE_COST, 1_000))
    put(context, office)
    door = OverBudget(context)

    def act(change):
        return [actions.post_voucher(change, simple(office, 1_200))]

    with pytest.raises(Refused, match=r"超出 2\.00 元"):
        door.through("登记", act)
    assert books.have(office.db) == []
    context.say.words = "主席同意"
    (made,) = door.through("登记", act)
    (one,) = queries.overrides(office.db, "2026-03", "2026-03")
    assert (one.document, one.over_fen) == (made.name, 200)


def test_a_register_inside_its_budget_is_not_asked(context, office):
    approved(office, 2026, ("402", 2_000), (OFFICE_COST, 1_000))
    put(context, office)
    made = OverBudget(context).through(
        "登记", lambda change: [actions.post_voucher(change, simple(office, 1_000))]
    )
    assert [one.name for one in made] == ["2026-03-记-001"]
    assert context.say.boxes == []


def test_while_typing_the_budget_says_what_is_left(page):
    type_in(page, "买办公用品", OFFICE_COST)
    assert page.budget_words.text() == "预算 50599 其他业务费：还可用 10.00 元（预算 10.00 元）"
    type_in(page, "12", "..", "102")
    assert (page.budget_words.isVisible(), page.budget_words.text()) == (True, "")


def test_an_account_without_a_line_is_said_while_typing(page):
    type_in(page, "帮扶", "50404")
    assert page.budget_words.text() == "50404 困难职工帮扶费没有预算项"


def test_without_a_budget_there_is_no_room_for_it(qtbot, context, office):
    made = shown(qtbot, VoucherPage(put(context, office)))
    made.grid.jump(0, SUMMARY)
    type_in(made, "买办公用品", OFFICE_COST)
    assert not made.budget_words.isVisible()
