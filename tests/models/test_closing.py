"""The list before closing: each point in order, in question, stopping, or not applicable with its reason."""

from __future__ import annotations

from datetime import date

import pytest

from models import closing
from models.bank import cash
from models.bank.records import CountDraft
from models.ledger import actions
from models.ledger.records import LineDraft, VoucherDraft
from models.trust import checks
from tests.models.ledger.events import at, happen
from tests.models.ledger.vouchers import CASH, INTEREST, account, draft, keep, post, simple


def points(office, period="2026-03"):
    return {one.name: one for one in closing.checklist(office.db, period, office.today())}


@pytest.fixture
def march(office):
    """A March with one voucher that has its paper."""
    at(office, 2026, 4, 5)
    post(office, simple(office, day=date(2026, 3, 8), attachments=1))
    for month in ("2026-01", "2026-02"):
        with office.change("结账") as change:
            actions.close_month(change, month)
    return office


def test_a_month_in_order_stops_at_nothing_and_says_what_is_not_used(march):
    found = points(march)
    assert [one.name for one in found.values() if one.must and not one.ok] == []
    reasons = {name: one.said for name, one in found.items() if not one.applies}
    assert reasons["银行已对账"] == "还没有导入过对账单"
    assert reasons["折旧已计提"] == "没有登记固定资产卡片"
    assert reasons["支出没有超预算"] == "今年没有批准的预算"
    assert reasons["专项没有超支"] == "今年没有用到专项"
    assert reasons["定期凭证都已生成"] == "没有设定期凭证"
    assert reasons["现金已盘点"] == "月末没有现金"


def test_a_draft_and_a_month_before_stop(office):
    at(office, 2026, 4, 5)
    keep(office, simple(office, day=date(2026, 3, 8)))
    found = points(office)
    assert found["凭证都已记账"].must and not found["凭证都已记账"].ok
    assert found["凭证都已记账"].where == "vouchers:drafts"
    assert found["前面的月份都已结账"].said == "要先结 2026年1月"


def test_a_voucher_without_papers_is_named(march):
    made = post(march, simple(march, day=date(2026, 3, 9)))
    found = points(march)["凭证都有附单据"]
    assert (found.ok, found.must, found.where) == (False, False, f"voucher:{made.id}")
    assert found.said.endswith("2026-03-记-002")


def test_cash_is_judged_at_the_end_of_the_day(march):
    post(march, draft(march, ("50599", 500, 0), ("101", 0, 500), day=date(2026, 3, 10), attachments=1))
    post(march, draft(march, ("101", 900, 0), ("102", 0, 900), day=date(2026, 3, 10), attachments=1))
    found = points(march)
    assert found["现金每天末都不是负数"].ok
    assert found["现金已盘点"].said == "账上有现金 4.00，月末没有盘点"
    post(march, draft(march, ("50599", 500, 0), ("101", 0, 500), day=date(2026, 3, 11), attachments=1))
    assert points(march)["现金每天末都不是负数"].said == "2026-03-11 日末是 −1.00，共 1 天"


def test_what_is_held_for_the_superior_and_for_others_is_said(march):
    post(march, draft(march, ("102", 4_000, 0), ("211", 0, 4_000), day=date(2026, 3, 10), attachments=1))
    post(march, draft(march, ("231", 300, 0), ("102", 0, 300), day=date(2026, 3, 10), attachments=1))
    found = points(march)
    assert found["应上缴的经费已上缴"].said == "还有 40.00 没有上缴"
    assert "多付了 3.00" in found["代管经费没有多付，结束的为零"].said


def test_money_lent_long_ago_is_said(march):
    at(march, 2026, 6, 5)
    post(march, draft(march, ("131", 5_000, 0), ("102", 0, 5_000), day=date(2026, 3, 10), attachments=1))
    assert points(march, "2026-03")["借款没有超期"].ok
    assert "30 天没有变动" in points(march, "2026-05")["借款没有超期"].said


def test_an_overspent_earmark_is_named(march):
    happen(march, "spent on the purpose", 5_000, date(2026, 3, 20))
    assert points(march)["专项没有超支"].said == "“书屋专项”超支 50.00"


def test_a_recurring_voucher_that_was_not_made_is_named(march):
    with march.change("常用凭证") as change:
        key = change.insert("voucher_template", {"name": "网络费", "every": "month", "from_month": "2026-02"})
    assert points(march)["定期凭证都已生成"].said == "“网络费”2026年3月没有生成，共 1 张"
    with march.change("跳过") as change:
        change.insert("voucher_template_done", {"template": key, "month": "2026-03", "skipped": "本月没有"})
    assert points(march)["定期凭证都已生成"].ok


def test_what_waits_for_approval_stops_the_year(office):
    at(office, 2027, 1, 5)
    happen(office, "received as a gift", 9_000, date(2026, 5, 8))
    post(office, draft(office, ("191", 9_000, 0), ("162", 0, 9_000), day=date(2026, 6, 8)))
    found = points(office, "2026")["待处理财产损溢已经清零"]
    assert found.must and not found.ok and found.said == "还有 90.00 没有批准处理"


def test_a_year_that_is_not_over_and_one_after_an_open_one_stop(office):
    assert points(office, "2026")["这一年已经过完"].must
    at(office, 2028, 1, 5)
    found = points(office, "2027")["上一年已年结"]
    assert found.must and not found.ok and found.where == "period:2026"


def test_what_must_go_back_to_its_giver_is_said(office):
    at(office, 2027, 1, 5)
    happen(office, "grant for a purpose", 9_000, date(2026, 5, 8))
    with office.change("专项") as change:
        change.insert("earmark", {"name": "书屋专项", "return_unspent": 1})
    assert points(office, "2026")["没有应退回的专项"].said == "“书屋专项”应退回 90.00"


def test_sums_that_somebody_edited_stop_the_closing(march):
    march.db.execute(
        "update month_sum set debit_fen = debit_fen + 1 where month = '2026-03' and debit_fen > 0"
    )
    found = points(march)["月发生额与分录一致"]
    assert found.must and not found.ok


def test_closing_a_month_makes_a_copy_first_and_the_year_another(office):
    from models.store import backup

    at(office, 2027, 1, 5)
    happen(office, "dues arrive", 9_000, date(2026, 5, 8))
    assert closing.close(office, "2026-01") == []
    assert len(closing.close(office, "2026")) == 2
    copies = backup.listed(backup.folder_of(office.path))
    assert [copy.reason for copy in copies] == ["年结前", "结账前"]
    assert [one.detail for one in checks(office.db) if not one.ok] == []


def test_the_preview_is_what_is_posted(office):
    at(office, 2027, 1, 5)
    happen(office, "dues arrive", 9_000, date(2026, 5, 8))
    before = [row.cells[1:] for row in closing.preview(office, "2026").rows if row.kind.value == "detail"]
    closing.close(office, "2026")
    assert [
        row.cells[1:] for row in closing.posted(office, "2026").rows if row.kind.value == "detail"
    ] == before


def test_an_earmark_of_a_line_without_income_or_expense_is_carried(office):
    """E21: an earlier year's project is corrected straight on 工会资金结转."""
    from models.ledger.earmarks import earmarks

    at(office, 2027, 1, 5)
    happen(office, "grant for a purpose", 9_000, date(2026, 5, 8))
    closing.close(office, "2026")
    fund, money = account(office, "321"), account(office, "102")
    lines = (LineDraft(fund, 2_000, 0, earmark="书屋专项"), LineDraft(money, 0, 2_000))
    with office.change("退回") as change:
        actions.post_voucher(change, VoucherDraft(date(2027, 1, 4), "退回上级专项", lines))
    (one,) = earmarks(office.db, 2027)
    assert (one.carried_fen, one.adjusted_fen, one.left_fen) == (9_000, -2_000, 7_000)


def test_a_count_with_papers_that_are_not_booked_yet_agrees(office):
    at(office, 2026, 4, 5)
    income = draft(office, (CASH, 30_050, 0), (INTEREST, 0, 30_050), day=date(2026, 3, 8))
    post(office, income)
    assert points(office)["现金已盘点"].where == "cash-count:2026-03"
    counted = CountDraft(date(2026, 3, 31), ((10_000, 3),), unbooked_out_fen=50, counter="何文博")
    with office.change("盘点") as change:
        cash.keep_count(change, counted)
    assert points(office)["现金已盘点"].said == "2026-03-31 盘点相符"
