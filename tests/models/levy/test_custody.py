"""Custodial campaigns and earmarks: own sub-accounts, zero at the end, money over the years."""

from __future__ import annotations

from datetime import date

import pytest

from models.kit.errors import Refused
from models.ledger import actions as ledger
from models.ledger import queries as books
from models.ledger.records import LineDraft, VoucherDraft
from models.levy import campaigns, earmarks
from models.levy.records import CampaignDraft, EarmarkDraft
from models.office import Office

DAY = date(2026, 4, 18)


def start(office: Office, name: str = "慈善一日捐", **more) -> int:
    with office.change(f"设代管项目：{name}") as change:
        return campaigns.start(change, CampaignDraft(name, DAY, "县慈善总会"), **more)


def move(office: Office, campaign: int, fen: int) -> None:
    """Money in (positive) or out."""
    one = campaigns.campaign(office.db, campaign)
    bank = books.account_by_key(office.db, "bank")
    sides = (max(fen, 0), max(-fen, 0))
    lines = (LineDraft(bank, *sides), LineDraft(one.account, *reversed(sides), campaign=campaign))
    with office.change("代管收付") as change:
        ledger.post_voucher(change, VoucherDraft(DAY, "代管收付", lines))


def spend(office: Office, earmark: str, code: str, fen: int, day: date = DAY) -> None:
    account = books.account_by_code(office.db, code).id
    bank = books.account_by_key(office.db, "bank")
    income = code.startswith("4")
    lines = (
        LineDraft(bank, fen if income else 0, 0 if income else fen),
        LineDraft(account, 0 if income else fen, fen if income else 0, earmark=earmark),
    )
    with office.change("专项收支") as change:
        ledger.post_voucher(change, VoucherDraft(day, "专项收支", lines))


def test_a_campaign_gets_a_sub_account_and_ends_at_zero(office: Office) -> None:
    key = start(office)
    other = start(office, "互助保障")
    move(office, key, 630_000)
    move(office, key, -600_000)
    one = campaigns.campaign(office.db, key)
    assert (one.account_name, one.in_fen, one.out_fen, one.left_fen) == (
        "23101 慈善一日捐",
        630_000,
        600_000,
        30_000,
    )
    assert campaigns.campaign(office.db, other).account_name == "23102 互助保障"
    with pytest.raises(Refused, match=r"还有 300\.00 元"), office.change("结束") as change:
        campaigns.close_campaign(change, key, DAY)
    move(office, key, -30_000)
    with office.change("结束") as change:
        campaigns.close_campaign(change, key, DAY)
    assert [one.id for one in campaigns.campaigns(office.db, open_only=True)] == [other]


def test_the_file_itself_keeps_a_campaign_with_money_open(office: Office) -> None:
    key = start(office)
    move(office, key, 100)
    with pytest.raises(Refused, match="还有余额"), office.change("结束") as change:
        change.update("campaign", key, {"closed_on": DAY})


def test_an_opening_balance_goes_to_the_campaign_that_claims_it(office: Office) -> None:
    with office.change("期初") as change:
        ledger.set_opening(change, 2026, [("102", 200_000, 0), ("231", 0, 200_000)])
    with pytest.raises(Refused, match=r"期初余额 2,000\.00 元没有分到项目"):
        start(office)
    key = start(office, "互助会", takes_opening=True)
    assert campaigns.campaign(office.db, key).left_fen == 200_000
    assert campaigns.loose_fen(office.db) == 0


def test_two_campaigns_have_two_names(office: Office) -> None:
    start(office)
    with pytest.raises(Refused, match="已经有叫“慈善一日捐”"):
        start(office)


def test_an_earmark_counts_income_and_expense_over_the_years(office: Office) -> None:
    with office.change("登记专项") as change:
        earmarks.put_earmark(change, EarmarkDraft("职工书屋", use_by=date(2026, 5, 31), return_unspent=True))
    spend(office, "职工书屋", "40302", 500_000)
    spend(office, "职工书屋", "50304", 386_000)
    spend(office, "职工书屋", "50304", 14_000, date(2027, 2, 1))
    spend(office, "运动会", "50102", 100)
    rows = {one.name: one for one in earmarks.earmarks(office.db, 2026)}
    assert (rows["职工书屋"].received_fen, rows["职工书屋"].spent_fen, rows["职工书屋"].left_fen) == (
        500_000,
        386_000,
        114_000,
    )
    later = {one.name: one for one in earmarks.earmarks(office.db, 2027)}["职工书屋"]
    assert (later.before_fen, later.received_fen, later.spent_fen, later.left_fen) == (
        114_000,
        0,
        14_000,
        100_000,
    )
    said = earmarks.warnings(rows.values(), date(2026, 6, 1))
    assert any("已过使用期限，还剩 1,140.00 元，要退回上级" in one for one in said)
    assert any("“运动会”超支 1.00 元" in one for one in said)
    assert any("没有登记它的用途" in one for one in said)


def test_the_name_of_a_used_earmark_stays(office: Office) -> None:
    with office.change("登记专项") as change:
        key = earmarks.put_earmark(change, EarmarkDraft("职工书屋"))
    spend(office, "职工书屋", "40302", 500)
    with pytest.raises(Refused, match="名称不能再改"), office.change("改名") as change:
        earmarks.put_earmark(change, EarmarkDraft("书屋"), key)


def test_an_activity_shows_its_cost(office: Office) -> None:
    with office.change("添加活动") as change:
        key = earmarks.put_activity(change, "健步走", DAY, year=2026)
    bank, cost = books.account_by_key(office.db, "bank"), books.account_by_code(office.db, "50102").id
    with office.change("记账") as change:
        lines = (LineDraft(cost, 500, 0, activity=key), LineDraft(bank, 0, 500))
        ledger.post_voucher(change, VoucherDraft(DAY, "饮用水", lines))
    assert [(one.name, one.spent_fen) for one in earmarks.activities(office.db, 2026)] == [("健步走", 500)]
    with pytest.raises(Refused, match="已有凭证用到这个活动"), office.change("删除") as change:
        earmarks.drop_activity(change, key)
