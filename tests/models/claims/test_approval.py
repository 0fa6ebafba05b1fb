"""From draft to approval: numbers, states, who may approve, what is doubtful, what is sealed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.claims import actions, checks, queries
from models.claims.records import PAYOUT, ClaimDraft, Item
from models.kit.errors import Refused
from models.store import history
from tests.models.claims.made import DAY, advance, expense, filled


def test_each_kind_has_its_own_numbers_and_begins_anew_each_year(office):
    made = [filled(office, draft, "draft").number for draft in (expense(office, 100), expense(office, 200))]
    made.append(filled(office, advance(), "draft").number)
    made.append(filled(office, expense(office, 100, day=date(2027, 1, 4)), "draft").number)
    assert made == ["2026-报-001", "2026-报-002", "2026-借-001", "2027-报-001"]


def test_a_dropped_number_stays_used(office):
    first = filled(office, expense(office, 100), "draft")
    with office.change("作废") as change:
        actions.drop(change, first.id)
    assert filled(office, expense(office, 100), "draft").number == "2026-报-002"
    assert [one.number for one in queries.claims(office.db, "2026-01", "2026-12")] == ["2026-报-002"]


def test_the_amount_is_the_sum_of_the_items(office):
    claim = filled(office, expense(office, 120_000, 68_000, 60_000), "draft")
    assert claim.entered.amount_fen == 248_000
    assert [item.amount_fen for item in claim.entered.items] == [120_000, 68_000, 60_000]


@pytest.mark.parametrize(
    ("change_of", "sentence"),
    [
        ({"purpose": " "}, "请写明事由"),
        ({"items": ()}, "至少填一行"),
        ({"items": (Item("场地", None, 0),)}, "金额要大于 0"),
        ({"items": (Item(" ", None, 100),)}, "没有写摘要"),
        ({"day": date(2062, 1, 1)}, "2062 年"),
        ({"attachments": 10_000}, "附单据"),
        ({"purpose": "长" * 101}, "最多 100 个"),
    ],
)
def test_what_can_not_be_is_refused_with_a_sentence(office, change_of, sentence):
    with pytest.raises(Refused, match=sentence), office.change("填单") as change:
        actions.add_claim(change, replace(expense(office, 100), **change_of))
    assert queries.counts(office.db) == {}


def test_whoever_handles_it_does_not_approve_it_without_a_reason(office):
    claim = filled(office, expense(office, 100), "submitted")
    with pytest.raises(Refused, match="不能自己审批"), office.change("批准") as change:
        actions.approve(change, claim.id, "刘敏")
    with office.change("批准") as change:
        actions.approve(change, claim.id, "刘敏", "主席出差，电话同意")
    assert queries.claim(office.db, claim.id).state == "approved"
    assert queries.marks(office.db, claim.id)[-1].note == "主席出差，电话同意"


def test_who_receives_the_money_does_not_approve_it_either(office):
    draft = ClaimDraft(
        PAYOUT, DAY, "住院慰问", (Item("慰问金", None, 100_000),), handler="刘敏", payee="陈立群"
    )
    claim = filled(office, draft, "submitted")
    with pytest.raises(Refused, match="不能自己审批"), office.change("批准") as change:
        actions.approve(change, claim.id, "陈立群")


def test_a_refused_claim_may_be_mended_and_submitted_again(office):
    claim = filled(office, expense(office, 100), "submitted")
    with office.change("退回") as change:
        actions.refuse(change, claim.id, "陈立群", "缺验收人签字")
    with office.change("改") as change:
        actions.change_claim(change, claim.id, expense(office, 90))
        actions.submit(change, claim.id)
    found = queries.claim(office.db, claim.id)
    assert (found.state, found.entered.amount_fen) == ("submitted", 90)


def test_an_approved_claim_is_not_changed_but_taken_back_first(office):
    claim = filled(office, expense(office, 100))
    with pytest.raises(Refused, match="待付款"), office.change("改") as change:
        actions.change_claim(change, claim.id, expense(office, 90))
    with office.change("撤回") as change:
        actions.take_back(change, claim.id)
        actions.change_claim(change, claim.id, expense(office, 90))
    assert queries.claim(office.db, claim.id).entered.amount_fen == 90


def test_a_large_sum_asks_for_the_minutes_and_does_not_stop(office):
    large = expense(office, 500_000)
    assert "会议纪要号" in checks.doubts(office.db, large)[0]
    assert checks.doubts(office.db, replace(large, minutes="工会〔2026〕3 号")) == []
    assert checks.doubts(office.db, expense(office, 499_999)) == []
    with office.change("标准") as change:
        actions.set_limits(change, 300_000, 15)
    assert checks.doubts(office.db, expense(office, 300_000))
    assert filled(office, large).state == "approved"


def test_an_advance_without_a_due_day_runs_as_long_as_the_office_says(office):
    assert filled(office, advance()).entered.due_day == date(2026, 12, 5)


def test_the_account_number_is_kept_apart_and_never_in_the_log(office):
    draft = expense(office, 100, bank="示例银行", account_number="6222 0000 1111 3307")
    claim = filled(office, draft, "draft")
    assert queries.private(office.db, claim.id) == ("示例银行", "6222000011113307")
    assert queries.masked(office.db, claim.id) == "示例银行（尾号 3307）"
    rows = office.db.execute("select before, after from journal_row").fetchall()
    assert "6222000011113307" not in repr([tuple(row) for row in rows])


def test_filling_and_approving_can_be_undone_step_by_step(office):
    claim = filled(office, expense(office, 100), "submitted")
    with office.change("批准") as change:
        actions.approve(change, claim.id, "陈立群")
    office.undo()
    assert queries.claim(office.db, claim.id).state == "submitted"
    office.undo()
    assert queries.counts(office.db) == {}
    assert history.heads(office.db, 1)[0].title.startswith("撤销")
