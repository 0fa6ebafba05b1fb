"""Money that comes to the union: levy in its three ways, grants, subsidies, interest, dues."""

from __future__ import annotations

from collections.abc import Iterator

from models.guided.asks import AMOUNT, BANK, INTO, PURPOSE, WHAT, for_purpose, money_of, with_earmark
from models.guided.records import Ask, Guide, Said, Values, Worth
from models.kit.money import yuan
from models.ledger.keyed import KeyLine, credit, debit
from models.ledger.records import Voucher
from models.levy import actions as levy
from models.levy import entries
from models.levy.queries import receipt_by_number
from models.levy.records import ReceiptDraft, RemittanceDraft
from models.store.journal import Change

LEVY, GRANTS, OTHER = "拨缴经费和会费", "补助和补贴", "其他收入"

_MONTHS = (Ask("from_month", "从哪个月", "month"), Ask("to_month", "到哪个月", "month"))
_NUMBER = Ask("official_number", "专用收据号", required=False, hint="工会经费收入专用收据的号码，不能重复")
_RECEIPT = (*_MONTHS, AMOUNT, BANK, _NUMBER, Ask("payer", "付款单位", required=False))


def _draft(said: Said, mode: str) -> ReceiptDraft:
    bank = money_of(said)
    return ReceiptDraft(
        said.day,
        said.text("from_month"),
        said.text("to_month"),
        said.fen("amount"),
        mode,
        said.text("official_number"),
        said.text("payer"),
        bank if isinstance(bank, int) else None,
        said.fen("attachments"),
    )


def _receipt_checks(said: Said) -> Iterator[str]:
    if said.text("to_month") < said.text("from_month"):
        yield "结束月份早于开始月份。"
        return
    number = said.text("official_number")
    known = receipt_by_number(said.facts.db, number) if number else None
    if known is not None:
        yield f"收据号 {number} 已经登记在 {known.voucher_name} 上，请核对。"
    expected, fen = said.facts.expected_fen, said.fen("amount")
    if expected and fen and fen != expected:
        more = "多" if fen > expected else "少"
        yield Worth(
            f"按工资总额，这几个月还应收 {yuan(expected)} 元，这一笔{more} {yuan(abs(fen - expected))} 元。"
        )


def _receipt_guide(key: str, title: str, when: str, way: tuple[str, str]) -> Guide:
    """`way`: the mode in which the money comes, and the event."""
    mode, event = way

    def lines(said: Said) -> Iterator[KeyLine]:
        bank = money_of(said)
        yield from entries.receipt(
            said.facts.rule, mode, said.fen("amount"), bank if isinstance(bank, int) else None
        )

    def write(change: Change, said: Said) -> Voucher:
        return levy.receive(change, _draft(said, mode), said.text("summary"))

    def suggest(said: Said) -> Values:
        return {"amount": said.facts.expected_fen} if said.facts.expected_fen else {}

    return Guide(
        key,
        title,
        LEVY,
        when,
        (event,),
        _RECEIPT,
        lines,
        lambda said: levy.receipt_words(_draft(said, mode)),
        _receipt_checks,
        suggest,
        write=write,
    )


def _accrual_words(said: Said) -> str:
    return f"确认上级应返还的{entries.months_words(said.text('from_month'), said.text('to_month'))}拨缴经费"


def _accrual_checks(said: Said) -> Iterator[str]:
    if said.text("to_month") < said.text("from_month"):
        yield "结束月份早于开始月份。"
    if not said.facts.rule.accrue:
        yield Worth("现在的拨缴比例定的是“到账才记收入”。要先挂应收，请在“拨缴与代管 › 比例”里改。")


def _remit(change: Change, said: Said) -> Voucher:
    bank = money_of(said)
    return levy.remit(
        change,
        RemittanceDraft(
            said.day,
            said.fen("amount"),
            said.text("receipt_number"),
            said.text("summary"),
            bank if isinstance(bank, int) else None,
            said.fen("attachments"),
        ),
    )


def _remit_checks(said: Said) -> Iterator[str]:
    owed, fen = said.facts.up.fen, said.fen("amount")
    if fen > owed:
        yield f"应付上级经费只有 {yuan(owed)} 元，要上缴的 {yuan(fen)} 元多了。"
    elif fen < owed:
        yield Worth(f"上缴以后还欠上级 {yuan(owed - fen)} 元。")


def _grant_checks(said: Said) -> Iterator[str]:
    if "回拨" in said.text("what"):
        yield Worth("上级返还本会留成的，用“上级返还留成”；回拨补助只记上级自己那一份的返还。")


GUIDES: tuple[Guide, ...] = (
    _receipt_guide(
        "levy_full", "收学校全额拨缴经费",
        "学校把工资总额的 2% 全部拨到工会账户，其中一部分要上缴。", ("A", "E02"),
    ),
    _receipt_guide(
        "levy_kept", "收留成部分拨缴经费", "财政或税务直接把上缴部分划走，只有留成到工会账户。", ("B", "E04"),
    ),
    _receipt_guide(
        "levy_returned", "上级返还留成", "税务全额代收以后，上级把属于本会的留成返还回来。", ("C", "E05"),
    ),
    Guide(
        "levy_accrued", "确认上级应返还的留成", LEVY,
        "年末收到上级的返还通知、钱还没有到，先挂应收上级经费。",
        ("E05",), (*_MONTHS, AMOUNT),
        lambda said: entries.accrual(said.fen("amount")), _accrual_words, _accrual_checks,
    ),
    Guide(
        "levy_up", "上缴上级经费", LEVY, "把收到的经费里属于上级的一份上缴。", ("E03",),
        (AMOUNT, BANK, Ask("receipt_number", "上级收据号", required=False)),
        lambda said: entries.remittance(said.fen("amount"), said.values.get("money")),
        "上缴工会经费", _remit_checks,
        lambda said: {"amount": said.facts.up.fen} if said.facts.up.fen > 0 else {}, write=_remit,
    ),
    Guide(
        "share_returned", "上级回拨补助", GRANTS,
        "上级从它自己那一份里返还的回拨，不是本会的留成。", ("E05",),
        (AMOUNT, BANK),
        lambda said: (debit(money_of(said), said.fen("amount")),
                      credit("superior_grant.return", said.fen("amount"))),
        "收上级工会回拨补助",
    ),
    Guide(
        "superior_grant", "收上级专项补助", GRANTS, "上级工会拨来、只能用在指定事情上的钱。", ("E06",),
        (AMOUNT,
         Ask("income", "补助种类", "account",
             of=tuple(f"superior_grant.{one}" for one in
                      ("special", "excess", "aid", "warmth", "relief", "other"))),
         PURPOSE, BANK),
        lambda said: (debit(money_of(said), said.fen("amount")),
                      for_purpose(said, credit(said.account("income", "superior_grant.special"),
                                               said.fen("amount")))),
        lambda said: f"收上级工会补助（{said.name('earmark')}）", _grant_checks,
        prepare=with_earmark("superior"),
    ),
    Guide(
        "admin_grant", "收学校行政补助", GRANTS, "学校行政拨给工会办某件事的钱。", ("E07",),
        (AMOUNT, Ask("income", "收入科目", "account", of=("admin_grant",)), PURPOSE, BANK),
        lambda said: (debit(money_of(said), said.fen("amount")),
                      for_purpose(said, credit(said.account("income", "admin_grant"), said.fen("amount")))),
        lambda said: f"收学校行政补助（{said.name('earmark')}）", prepare=with_earmark("admin"),
    ),
    Guide(
        "gov_grant", "收政府补助", GRANTS, "政府部门拨来、指定用途的钱。", (),
        (AMOUNT, Ask("income", "收入科目", "account", of=("gov_grant",)), PURPOSE, BANK),
        lambda said: (debit(money_of(said), said.fen("amount")),
                      for_purpose(said, credit(said.account("income", "gov_grant"), said.fen("amount")))),
        lambda said: f"收政府补助（{said.name('earmark')}）", prepare=with_earmark("government"),
    ),
    Guide(
        "interest", "收存款利息", OTHER, "银行结来的利息。", ("E08",), (AMOUNT, INTO),
        lambda said: (debit(money_of(said), said.fen("amount")),
                      credit("other_income.interest", said.fen("amount"))),
        lambda said: f"收{said.day.year}年{said.day.month}月存款利息",
    ),
    Guide(
        "other_income", "收其他收入", OTHER, "捐赠、赔款等不属于上面各种的收入。", (),
        (AMOUNT,
         Ask("income", "收入科目", "account", of=("other_income.donation", "other_income.other")),
         WHAT, INTO),
        lambda said: (debit(money_of(said), said.fen("amount")),
                      credit(said.account("income", "other_income.donation"), said.fen("amount"))),
        lambda said: f"收{said.text('what')}",
    ),
)  # fmt: skip
