"""For each guided entry: answers that are complete, what has to be there before, and the entry expected."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from models.guided import posting
from models.guided.catalog import guide
from models.ledger import actions as ledger
from models.ledger import queries as books
from models.ledger.records import Voucher
from models.office import Office

DAY = date(2026, 3, 20)
LATER = date(2026, 3, 27)
Answers = Mapping[str, Any]


@dataclass(frozen=True)
class Case:
    """`lines`: (account name, debit, credit) as they must be; `before` gives answers that name rows."""

    answers: Answers
    lines: tuple[tuple[str, int, int], ...]
    before: Callable[[Office], Answers] = field(default=lambda office: {})


def happen(office: Office, key: str, **answers: Any) -> Voucher:
    """Post one guided entry on DAY, or on the day that is said."""
    with office.change(guide(key).title) as change:
        return posting.post(change, guide(key), {"day": DAY, **answers})


def code(office: Office, text: str) -> int:
    """The id of an account code."""
    return books.account_by_code(office.db, text).id


def _cash(fen: int) -> Callable[[Office], Answers]:
    return lambda office: happen(office, "cash_out", amount=fen) and {}


def _owes(who: str = "p:王某") -> Callable[[Office], Answers]:
    return lambda office: happen(office, "advance", who=who, what="气排球赛", amount=300_000) and {}


def _bought(office: Office) -> Answers:
    old = happen(office, "expense", what="展板", cost=code(office, "50103"), amount=128_000)
    return {"voucher": old.id, "line": code(office, "50103")}


def _stocked(office: Office) -> Answers:
    from tests.models.ledger.vouchers import draft, post

    old = post(
        office,
        draft(
            office,
            ("50102", 200_000, 0),
            ("102", 0, 200_000),
            ("141", 200_000, 0),
            ("30101", 0, 200_000),
            day=DAY,
        ),
    )
    return {"voucher": old.id, "line": code(office, "50102")}


def _granted(office: Office) -> Answers:
    return {"voucher": happen(office, "superior_grant", amount=500_000, earmark="新：职工书屋").id}


def _two_banks(office: Office) -> Answers:
    with office.change("分银行存款") as change:
        bank = code(office, "102")
        running = ledger.add_account(change, "10201", "基本户", bank)
        return {"running": running, "fixed": ledger.add_account(change, "10202", "定期", bank)}


def _held(office: Office) -> Answers:
    happen(office, "custody_in", campaign="新：慈善一日捐", amount=630_000)
    return {"campaign": office.db.execute("select id from campaign").fetchone()[0]}


def _levied(office: Office) -> Answers:
    happen(office, "levy_full", from_month="2026-01", to_month="2026-03", amount=3_600_000)
    return {}


SPAN = {"from_month": "2026-01", "to_month": "2026-03"}
BANK, CASH = "银行存款", "库存现金"

CASES: Mapping[str, Case] = {
    "levy_full": Case(
        {**SPAN, "amount": 3_600_000, "official_number": "007"},
        ((BANK, 3_600_000, 0), ("拨缴经费收入", 0, 2_160_000), ("应付上级经费", 0, 1_440_000)),
    ),
    "levy_kept": Case({**SPAN, "amount": 216_000}, ((BANK, 216_000, 0), ("拨缴经费收入", 0, 216_000))),
    "levy_returned": Case({**SPAN, "amount": 216_000}, ((BANK, 216_000, 0), ("拨缴经费收入", 0, 216_000))),
    "levy_accrued": Case(
        {**SPAN, "amount": 216_000}, (("应收上级经费", 216_000, 0), ("拨缴经费收入", 0, 216_000))
    ),
    "levy_up": Case({"amount": 1_440_000}, (("应付上级经费", 1_440_000, 0), (BANK, 0, 1_440_000)), _levied),
    "share_returned": Case({"amount": 5_000}, ((BANK, 5_000, 0), ("回拨补助", 0, 5_000))),
    "superior_grant": Case(
        {"amount": 500_000, "earmark": "新：职工书屋"}, ((BANK, 500_000, 0), ("专项补助", 0, 500_000))
    ),
    "admin_grant": Case(
        {"amount": 1_000_000, "earmark": "新：运动会"}, ((BANK, 1_000_000, 0), ("行政补助收入", 0, 1_000_000))
    ),
    "gov_grant": Case(
        {"amount": 1_000, "earmark": "新：帮扶"}, ((BANK, 1_000, 0), ("政府补助收入", 0, 1_000))
    ),
    "interest": Case({"amount": 5_465}, ((BANK, 5_465, 0), ("利息", 0, 5_465))),
    "other_income": Case({"amount": 100, "what": "校友捐赠"}, ((BANK, 100, 0), ("捐赠", 0, 100))),
    "expense": Case(
        {"what": "健步走用水", "amount": 24_000},
        (("文体活动费", 24_000, 0), (BANK, 0, 24_000)),
        lambda office: {"cost": code(office, "50102")},
    ),
    "bank_fee": Case({"amount": 1_500}, (("其他业务费", 1_500, 0), (BANK, 0, 1_500))),
    "lecture_fee": Case(
        {"what": "心理讲座", "who": "p:李老师", "amount": 300_000, "tax": 44_000},
        (("职工教育费", 300_000, 0), (BANK, 0, 256_000), ("其他应付款", 0, 44_000)),
    ),
    "lecture_tax": Case(
        {"amount": 44_000},
        (("其他应付款", 44_000, 0), (BANK, 0, 44_000)),
        lambda office: (
            happen(office, "lecture_fee", what="讲座", who="p:李老师", amount=300_000, tax=44_000) and {}
        ),
    ),
    "refund_this_year": Case(
        {"amount": 28_000, "day": LATER}, ((BANK, 28_000, 0), ("宣传活动费", -28_000, 0)), _bought
    ),
    "goods_returned": Case(
        {"amount": 50_000, "stocked": True, "day": LATER},
        ((BANK, 50_000, 0), ("文体活动费", -50_000, 0), ("库存物品", 50_000, 0), ("库存物品", 0, 50_000)),
        _stocked,
    ),
    "refund_earlier": Case(
        {"what": "多付的场租", "amount": 8_000}, ((BANK, 8_000, 0), ("工会资金结余", 0, 8_000))
    ),
    "bounced": Case({"who": "p:县印刷厂", "amount": 9_900}, ((BANK, 9_900, 0), ("其他应付款", 0, 9_900))),
    "bounced_again": Case(
        {"who": "p:县印刷厂", "amount": 9_900},
        (("其他应付款", 9_900, 0), (BANK, 0, 9_900)),
        lambda office: happen(office, "bounced", who="p:县印刷厂", amount=9_900) and {},
    ),
    "advance": Case(
        {"who": "p:王某", "what": "气排球赛", "amount": 300_000},
        (("其他应收款", 300_000, 0), (BANK, 0, 300_000)),
    ),
    "advance_settled": Case(
        {"who": "p:王某", "what": "气排球赛", "amount": 274_500, "advance": 300_000},
        (("文体活动费", 274_500, 0), (CASH, 25_500, 0), ("其他应收款", 0, 300_000)),
        lambda office: {**_owes()(office), "cost": code(office, "50102")},
    ),
    "advance_returned": Case(
        {"who": "p:王某", "amount": 100_000}, ((BANK, 100_000, 0), ("其他应收款", 0, 100_000)), _owes()
    ),
    "prepaid": Case(
        {"who": "p:花店", "what": "花材", "amount": 50_000}, (("其他应收款", 50_000, 0), (BANK, 0, 50_000))
    ),
    "prepaid_settled": Case(
        {"who": "p:花店", "what": "花材", "amount": 320_000, "advance": 300_000},
        (("文体活动费", 320_000, 0), ("其他应收款", 0, 300_000), (BANK, 0, 20_000)),
        lambda office: {**_owes("p:花店")(office), "cost": code(office, "50102")},
    ),
    "deposit_paid": Case(
        {"who": "p:体育馆", "amount": 20_000}, (("其他应收款", 20_000, 0), (BANK, 0, 20_000))
    ),
    "deposit_back": Case(
        {"who": "p:体育馆", "amount": 300_000},
        ((BANK, 300_000, 0), ("其他应收款", 0, 300_000)),
        _owes("p:体育馆"),
    ),
    "deposit_taken": Case(
        {"who": "p:供应商", "amount": 10_000}, ((BANK, 10_000, 0), ("其他应付款", 0, 10_000))
    ),
    "deposit_given_back": Case(
        {"who": "p:供应商", "amount": 10_000},
        (("其他应付款", 10_000, 0), (BANK, 0, 10_000)),
        lambda office: happen(office, "deposit_taken", who="p:供应商", amount=10_000) and {},
    ),
    "cash_out": Case({"amount": 300_000}, ((CASH, 300_000, 0), (BANK, 0, 300_000))),
    "cash_in": Case({"amount": 100_000}, ((BANK, 100_000, 0), (CASH, 0, 100_000)), _cash(100_000)),
    "fixed_in": Case({"amount": 5_000_000}, (("定期", 5_000_000, 0), ("基本户", 0, 5_000_000)), _two_banks),
    "fixed_out": Case(
        {"amount": 5_000_000, "interest": 75_000},
        (("基本户", 5_075_000, 0), ("定期", 0, 5_000_000), ("利息", 0, 75_000)),
        _two_banks,
    ),
    "cash_over": Case({"amount": 1_000}, ((CASH, 1_000, 0), ("其他应付款", 0, 1_000))),
    "cash_over_settled": Case(
        {"amount": 1_000},
        (("其他应付款", 1_000, 0), ("其他", 0, 1_000)),
        lambda office: happen(office, "cash_over", amount=1_000) and {},
    ),
    "cash_short": Case({"amount": 1_000}, (("其他应收款", 1_000, 0), (CASH, 0, 1_000)), _cash(5_000)),
    "cash_short_settled": Case(
        {"amount": 1_000, "how": "expense"},
        (("其他", 1_000, 0), ("其他应收款", 0, 1_000)),
        lambda office: happen(office, "cash_short", amount=1_000) and {},
    ),
    "custody_in": Case(
        {"campaign": "新：慈善一日捐", "amount": 630_000}, ((BANK, 630_000, 0), ("慈善一日捐", 0, 630_000))
    ),
    "custody_out": Case({"amount": 630_000}, (("慈善一日捐", 630_000, 0), (BANK, 0, 630_000)), _held),
    "custody_back": Case({"amount": 30_000}, (("慈善一日捐", 30_000, 0), (BANK, 0, 30_000)), _held),
    "error_this_year": Case(
        {"reason": "金额与发票不符", "day": LATER},
        (("宣传活动费", -128_000, 0), (BANK, 0, -128_000)),
        _bought,
    ),
    "error_earlier": Case(
        {"what": "2025年多列场租", "amount": 8_000, "way": "more"},
        (("其他应收款", 8_000, 0), ("工会资金结余", 0, 8_000)),
        lambda office: {"other": code(office, "131")},
    ),
    "grant_given_back": Case(
        {"amount": 114_000, "earmark": "职工书屋", "day": LATER},
        (("专项补助", 0, -114_000), (BANK, 0, 114_000)),
        _granted,
    ),
}
