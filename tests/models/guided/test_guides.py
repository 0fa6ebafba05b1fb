"""Every guided entry keeps the same promises: asked in Chinese, balanced by halves, posted as it was shown."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

import pytest

from models.assets import actions as assets
from models.assets import goods, queries
from models.assets.actions import Payment
from models.assets.records import AssetDraft
from models.guided import posting, reversal
from models.guided.catalog import GUIDES, guide, seek
from models.guided.records import KINDS, Guide
from models.kit.errors import Refused
from models.ledger import auxiliary, balances
from models.ledger import queries as books
from models.office import Office
from models.report import Kind
from models.trust import checks
from tests.models.guided.cases import CASES, DAY, LATER, code, happen

ASKED = [one for one in GUIDES if not one.elsewhere]
EVENTS = [f"E{number:02d}" for number in (*range(1, 12), *range(19, 26))]


def ids(one: Guide) -> str:
    return one.key


def test_every_event_of_the_books_has_a_guide_and_every_guide_a_case():
    assert {event for one in GUIDES for event in one.events} >= set(EVENTS)
    assert {one.key for one in ASKED} == set(CASES)
    assert len({one.key for one in GUIDES}) == len(GUIDES)


@pytest.mark.parametrize("one", GUIDES, ids=ids)
def test_a_guide_speaks_chinese_and_asks_what_it_can_read(one: Guide):
    for said in (
        one.title,
        one.group,
        one.when,
        *(ask.label for ask in one.asks),
        *(ask.hint for ask in one.asks),
    ):
        assert not re.search(r"[A-Za-z]{2,}", said), said
    assert one.when.endswith("。") and len(one.title) <= 14
    assert all(ask.kind in KINDS for ask in one.asks)
    assert len({ask.key for ask in one.asks}) == len(one.asks) <= 8


@pytest.mark.parametrize("one", ASKED, ids=ids)
def test_a_guide_posts_what_it_shows(office: Office, one: Guide):
    case = CASES[one.key]
    answers = {"day": DAY, "attachments": 2, **case.before(office), **case.answers}
    shown = posting.preview(office.db, one, answers)
    assert shown.problems == ()
    with office.change(one.title) as change:
        voucher = posting.post(change, one, answers)
    assert [(line.name, line.debit_fen, line.credit_fen) for line in voucher.lines] == list(case.lines)
    assert [(line.debit_fen, line.credit_fen) for line in shown.lines] == [line[1:] for line in case.lines]
    halves: dict[int, int] = defaultdict(int)
    for line in voucher.lines:
        halves[line.pair] += line.debit_fen - line.credit_fen
    assert not any(halves.values())
    assert voucher.summary and re.search(r"[\u4e00-\u9fff]", voucher.summary)
    if one.write is None:
        assert voucher.summary == shown.summary
    assert [one.detail for one in checks(office.db) if not one.ok] == []


@pytest.mark.parametrize("one", ASKED, ids=ids)
def test_a_guide_says_what_it_does_to_the_balances(office: Office, one: Guide):
    case = CASES[one.key]
    answers = {"day": DAY, **case.before(office), **case.answers}
    for effect in posting.preview(office.db, one, answers).effects:
        assert effect.account and effect.before_fen != effect.after_fen


@pytest.mark.parametrize("one", ASKED, ids=ids)
def test_a_guide_without_answers_says_what_is_missing(office: Office, one: Guide):
    shown = posting.preview(office.db, one, {"day": DAY})
    assert shown.problems and all(said.endswith("。") for said in shown.problems)
    with pytest.raises(Refused), office.change(one.title) as change:
        posting.post(change, one, {"day": DAY})
    assert books.have(office.db) == []


@pytest.mark.parametrize("one", ASKED, ids=ids)
def test_a_guide_is_kept_as_a_draft_or_says_why_not(office: Office, one: Guide):
    case = CASES[one.key]
    answers = {"day": DAY, **case.before(office), **case.answers}
    if why := posting.why_no_draft(one):
        with pytest.raises(Refused, match=why), office.change(one.title) as change:
            posting.keep(change, one, answers)
        return
    with office.change(one.title) as change:
        key = posting.keep(change, one, answers)
    with office.change("记账") as change:
        from models.ledger.actions import post_saved

        assert post_saved(change, key).debit_fen == sum(line[1] for line in case.lines)


def test_guides_are_found_by_words_initials_and_events():
    assert "refund_this_year" in [one.key for one in seek("thbnzc")]
    assert [one.key for one in seek("押金")] == [
        "deposit_paid",
        "deposit_back",
        "deposit_taken",
        "deposit_given_back",
    ]
    assert [one.key for one in seek("e03")] == ["levy_up"]
    assert len(seek("")) == len(GUIDES)


# -- refunds ---------------------------------------------------------------------------------------


def bought(office: Office, fen: int = 128_000):
    return happen(office, "expense", what="展板", cost=code(office, "50103"), amount=fen)


def test_a_refund_lowers_the_expense_and_never_more_than_is_left(office: Office):
    old = bought(office)
    happen(office, "refund_this_year", voucher=old.id, amount=100_000, day=LATER)
    assert balances.balance(office.db, code(office, "50103"), "2026-03") == 28_000
    with pytest.raises(Refused, match=r"只剩 280\.00 元可退"):
        happen(office, "refund_this_year", voucher=old.id, amount=28_001, day=LATER)
    happen(office, "refund_this_year", voucher=old.id, amount=28_000, day=LATER)
    assert balances.balance(office.db, code(office, "50103"), "2026-03") == 0


def test_the_file_itself_stops_a_refund_that_is_too_high(office: Office):
    from models.ledger import actions
    from tests.models.ledger.vouchers import draft

    old = bought(office)
    high = draft(office, ("102", 128_001, 0), ("50103", -128_001, 0), day=LATER, refunds=old.id)
    with pytest.raises(Refused, match="比原凭证剩下的多"), office.change("退款") as change:
        actions.post_voucher(change, high)
    other = draft(office, ("102", 1, 0), ("50102", -1, 0), day=LATER, refunds=old.id)
    with pytest.raises(Refused, match="比原凭证剩下的多"), office.change("退款") as change:
        actions.post_voucher(change, other)
    loose = replace(high, refunds=None)
    with pytest.raises(Refused, match="负数"), office.change("退款") as change:
        actions.post_voucher(change, loose)


def test_a_refunded_voucher_is_reversed_only_after_its_refund(office: Office):
    from models.guided.reversal import reverse_voucher

    old = bought(office)
    back = happen(office, "refund_this_year", voucher=old.id, amount=28_000, day=LATER)
    with pytest.raises(Refused, match="先冲销退款凭证"), office.change("冲销") as change:
        reverse_voucher(change, old.id, "记错了", LATER)
    with office.change("冲销") as change:
        reverse_voucher(change, back.id, "不退了", LATER)
    happen(office, "refund_this_year", voucher=old.id, amount=128_000, day=LATER)
    assert balances.balance(office.db, code(office, "50103"), "2026-03") == 0


def test_a_refund_of_another_year_is_sent_to_the_other_guide(office: Office):
    old = bought(office)
    with pytest.raises(Refused, match="退回以前年度支出"):
        happen(office, "refund_this_year", voucher=old.id, amount=100, day=DAY.replace(year=2027))


def test_a_bounced_transfer_counts_the_expense_once(office: Office):
    bought(office, 9_900)
    happen(office, "bounced", who="p:县印刷厂", amount=9_900)
    happen(office, "bounced_again", who="p:县印刷厂", amount=9_900, day=LATER)
    assert balances.balance(office.db, code(office, "50103"), "2026-03") == 9_900
    assert balances.balance(office.db, code(office, "221"), "2026-03") == 0


# -- registers ------------------------------------------------------------------------------------


def test_the_reversal_of_a_levy_voucher_voids_its_receipt(office: Office):
    from models.guided.reversal import reverse_voucher
    from models.levy import queries

    old = happen(office, "levy_full", from_month="2026-01", to_month="2026-03", amount=100)
    with office.change("冲销") as change:
        reverse_voucher(change, old.id, "记错了", LATER)
    assert [one.voided for one in queries.receipts(office.db, "2026-01", "2026-03")] == [True]


def test_a_new_campaign_is_made_with_its_first_money_and_nothing_is_made_when_refused(office: Office):
    from models.levy import campaigns

    with pytest.raises(Refused, match="启用月份"):
        happen(office, "custody_in", campaign="新：互助会", amount=100, day=DAY.replace(year=2020))
    assert campaigns.campaigns(office.db) == []
    happen(office, "custody_in", campaign="新：互助会", amount=100)
    one = campaigns.campaigns(office.db)[0]
    assert (one.name, one.left_fen) == ("互助会", 100)
    with pytest.raises(Refused, match=r"只有 1\.00 元"):
        happen(office, "custody_out", campaign=one.id, amount=101)


def test_an_overspent_earmark_is_said_and_may_pass(office: Office):
    happen(office, "superior_grant", amount=500, earmark="新：书屋")
    answers = {"day": DAY, "what": "图书", "cost": code(office, "50304"), "amount": 600, "earmark": "书屋"}
    shown = posting.preview(office.db, guide("expense"), answers)
    assert shown.problems == () and any("会超支" in one for one in shown.worth)


@pytest.mark.parametrize(
    ("gross", "tax"),
    [
        (0, 0),
        (80_000, 0),
        (100_000, 4_000),
        (300_000, 44_000),
        (500_000, 80_000),
        (3_000_000, 520_000),
        (10_000_000, 2_500_000),
    ],
)
def test_the_tax_of_a_lecture_fee(gross: int, tax: int):
    from models.guided.facts import lecture_tax

    assert lecture_tax(gross) == tax


# -- refunds of what stands in a register -----------------------------------------------------------


@pytest.fixture
def towels(office: Office):
    """100 towels at 20.00 bought into stock: (goods, voucher)."""
    with office.change("购入") as change:
        key = goods.add_goods(change, "毛巾", unit_word="条")
        when = goods.Occasion(DAY)
        paid = Payment(code(office, "50102"))
        return key, goods.receive(change, [goods.Part(key, 100, 200_000)], when, paid)


def _send_back(office: Office, voucher: int, amount: int, **more):
    answers = {"voucher": voucher, "line": code(office, "50102"), "amount": amount, "stocked": True}
    return happen(office, "goods_returned", day=LATER, **answers, **more)


def test_goods_that_go_back_to_the_seller_leave_the_register_too(office: Office, towels):
    key, bought = towels
    red = _send_back(office, bought.id, 50_000)
    left = queries.goods_of(office.db, key)
    assert (left.quantity, left.fen) == (75, 150_000)
    assert [
        one.account for one in queries.ties(office.db, "2026-03") if one.register_fen != one.ledger_fen
    ] == []
    rows = auxiliary.quantity_ledger(office, "2026-03", "2026-03", "毛巾").rows
    assert next(row.cells[4:7] for row in rows if row.kind is Kind.DETAIL and row.cells[4] < 0) == (
        -25, 2_000, -50_000,
    )  # fmt: skip
    with office.change("冲销") as change:
        reversal.reverse_voucher(change, red.id, "没有退成", LATER)
    assert queries.goods_of(office.db, key).quantity == 100
    assert [one.detail for one in checks(office.db) if not one.ok] == []


def test_a_refund_of_half_a_piece_or_of_what_was_given_out_is_refused(office: Office, towels):
    key, bought = towels
    with pytest.raises(Refused, match="不是整件"):
        _send_back(office, bought.id, 50_100)
    with office.change("发出") as change:
        goods.issue(change, [goods.Part(key, 90)], goods.Occasion(LATER, to_whom="会员"))
    with pytest.raises(Refused, match="只有 200.00"):
        _send_back(office, bought.id, 50_000)


def test_money_back_without_the_goods_asks_whether_they_went_back(office: Office, towels):
    answers = {"day": LATER, "voucher": towels[1].id, "line": code(office, "50102"), "amount": 4_000}
    shown = posting.preview(office.db, guide("refund_this_year"), answers)
    assert shown.problems == () and any("勾上减库存" in said for said in shown.worth)


def test_a_refund_never_leaves_an_asset_dearer_than_it_was(office: Office):
    kind = next(one.id for one in queries.classes(office.db) if one.name == "通用设备")
    card = AssetDraft(name="打印机", kind=kind, cost_fen=432_000, acquired_on=DAY)
    with office.change("购置") as change:
        _, bought = assets.buy(change, card, Payment(code(office, "50702")))
    with pytest.raises(Refused, match="资产卡片不符"):
        happen(
            office,
            "refund_this_year",
            day=LATER,
            voucher=bought.id,
            line=code(office, "50702"),
            amount=32_000,
        )


def test_the_other_side_of_an_earlier_error_is_asked_and_not_guessed(office: Office):
    answers = {"day": DAY, "what": "2025年多列场租", "amount": 8_000, "way": "more"}
    assert posting.preview(office.db, guide("error_earlier"), answers).problems == ("请填写对方科目。",)
