"""Money that is spent, and money that comes back: expenses, fees with tax, refunds, bounced transfers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from models.assets import goods
from models.guided.asks import (
    AMOUNT,
    BANK,
    COST,
    EARMARK,
    FROM,
    INTO,
    WHAT,
    WHOSE,
    for_purpose,
    money_of,
    paying,
    with_earmark,
)
from models.guided.facts import LeftLine, lecture_tax
from models.guided.records import Ask, Guide, Said, Worth
from models.kit.errors import Refused
from models.kit.money import yuan
from models.ledger import actions as ledger
from models.ledger.keyed import KeyLine, credit, debit, resolve, tagged
from models.ledger.records import Voucher, VoucherDraft
from models.store.journal import Change

SPEND, BACK = "支出", "退款和退汇"
TAX_OFFICE = "代扣个人所得税"
_PAYEE = Ask("who", "收款人或单位", "who", required=False)
_VOUCHER = Ask("voucher", "原来的凭证", "voucher", hint="按字号、摘要或金额查找")
_STOCKED = Ask("stocked", "这批东西已经入库，同时减库存", "check", required=False)
_LINE = Ask("line", "退的是哪一项", "line", of=("expense",))


def _cost(said: Said) -> str | int:
    return said.account("cost", "act_exp.member")


def _expense(said: Said) -> Iterable[KeyLine]:
    cost = for_purpose(said, debit(_cost(said), said.fen("amount")))
    return (tagged(cost, **said.who("who")), credit(money_of(said), said.fen("amount")))


def _fee(said: Said) -> Iterable[KeyLine]:
    gross, tax = said.fen("amount"), said.fen("tax")
    cost = tagged(
        for_purpose(said, debit(said.account("cost", "act_exp.education"), gross)), **said.who("who")
    )
    lines = [cost, credit(money_of(said), gross - tax)]
    return [*lines, tagged(credit("other_payable", tax), partner=TAX_OFFICE)] if tax else lines


def _fee_checks(said: Said) -> Iterator[str]:
    gross, tax = said.fen("amount"), said.fen("tax")
    if tax >= gross > 0:
        yield "代扣的税不能达到或超过讲课费本身。"
    elif (right := lecture_tax(gross)) != tax:
        yield Worth(f"按劳务报酬预扣，{yuan(gross)} 元应代扣 {yuan(right)} 元，现在填的是 {yuan(tax)} 元。")
    yield from paying(said)


def _tax_checks(said: Said) -> Iterator[str]:
    owed = -said.facts.open_fen("other_payable", f"p:{TAX_OFFICE}")
    if said.fen("amount") > owed:
        yield f"代扣未缴的个人所得税只有 {yuan(max(owed, 0))} 元。"


# -- money that comes back --------------------------------------------------------------------------


def _returned(said: Said) -> LeftLine | None:
    """The line of the voucher whose money comes back."""
    lines = said.facts.lines_of("expense")
    wanted = said.number("line")
    return next((one for one in lines if one.account == wanted or wanted is None), None)


def _refund(said: Said) -> Iterable[KeyLine]:
    """Red on the expense that was too high; the money is a real receipt."""
    one, fen = _returned(said), said.fen("amount")
    lines = [debit(money_of(said), fen)]
    if one is not None:
        lines.append(tagged(debit(one.account, -fen), earmark=one.earmark))
    if said.flag("stocked"):
        lines += [debit("asset_fund.inventory", fen, pair=2), credit("inventory", fen, pair=2)]
    return lines


def _refund_checks(said: Said) -> Iterator[str]:
    old = said.facts.voucher
    if old is None:
        return
    if old.reversed_by:
        yield f"{old.name} 已经冲销过了，不能再退款。"
    elif old.day.year != said.day.year:
        yield f"{old.name} 是 {old.day.year} 年的凭证，请用“退回以前年度支出”。"
    elif said.day < old.day:
        yield f"退款日期早于原来的凭证（{old.day}）。"
    one = _returned(said)
    if one is None:
        yield f"{old.name} 里没有支出科目。"
    elif said.fen("amount") > one.left_fen:
        yield f"“{one.name}”只剩 {yuan(one.left_fen)} 元可退，{yuan(said.fen('amount'))} 元多了。"
    yield from _things_checks(said, old)


def _things_checks(said: Said, old: Voucher) -> Iterator[str]:
    """What the money was paid for stands in a register: it must leave there too."""
    assets = {one.id for one in said.facts.leaves(("fixed_asset", "intangible", "construction"))}
    if any(line.account in assets and line.debit_fen for line in old.lines):
        yield f"{old.name} 买的是资产，退款会和资产卡片不符。请在“资产”页冲销这笔购置，再按实付的金额登记。"
    bought = goods.is_purchase(said.facts.db, old.id)
    if not said.flag("stocked"):
        if bought:
            yield Worth(f"{old.name} 的东西入过库，货退了的请用“退货”并勾上减库存。")
        return
    if said.fen("amount") > (stock := said.facts.balance("inventory")):
        yield f"库存物品账上只有 {yuan(stock)} 元，退不了 {yuan(said.fen('amount'))} 元的货。"
    elif bought:
        try:
            goods.sent_back(said.facts.db, old.id, said.fen("amount"))
        except Refused as why:
            yield f"{why.what}{why.remedy}"


def _send_back(change: Change, said: Said) -> Voucher:
    """The refund; goods that the register took in leave it in the same change."""
    lines = tuple(line for line in _refund(said) if line.debit_fen or line.credit_fen)
    made = VoucherDraft(
        said.day,
        said.text("summary"),
        resolve(change.db, lines),
        said.fen("attachments"),
        refunds=said.number("voucher"),
    )
    if said.flag("stocked") and goods.is_purchase(change.db, made.refunds or 0):
        return goods.send_back(change, made)
    return ledger.post_voucher(change, made)


def _refund_words(said: Said) -> str:
    old = said.facts.voucher
    what = "退货款" if said.flag("stocked") or "goods" in said.values else "退回"
    return f"{what}：{old.summary}（{old.name}）"[:100] if old is not None else what


def _earlier(said: Said) -> Iterable[KeyLine]:
    """Into 工会资金结余, or into 工会资金结转 of the project."""
    name, fen = said.name("earmark"), said.fen("amount")
    net = credit(said.facts.project(name), fen) if name else credit("fund_surplus", fen)
    return (debit(money_of(said), fen), tagged(net, earmark=name))


# -- transfers that bounce -----------------------------------------------------------------------------


def _again_checks(said: Said) -> Iterator[str]:
    owed = -said.facts.open_fen("other_payable", said.text("who")) if said.text("who") else 0
    if said.text("who") and said.fen("amount") > owed:
        yield f"{said.who_name('who')}挂着的退汇只有 {yuan(max(owed, 0))} 元。"


GUIDES: tuple[Guide, ...] = (
    Guide(
        "expense", "付一笔支出", SPEND, "活动、服务、维权、业务等支出，一张凭证一个支出科目。", ("E11",),
        (WHAT, COST, AMOUNT, FROM, EARMARK, _PAYEE),
        _expense, lambda said: said.text("what"), paying, prepare=with_earmark("other"),
    ),
    Guide(
        "bank_fee", "付银行手续费", SPEND, "银行扣的手续费、工本费、账户管理费。", ("E08",),
        (AMOUNT, BANK),
        lambda said: (debit("business_exp.other", said.fen("amount")),
                      credit(money_of(said), said.fen("amount"))),
        "付银行手续费",
    ),
    Guide(
        "lecture_fee", "付讲课费（代扣税）", SPEND, "请校外的人讲课、当评委，按税前记支出，税先扣下来。", (),
        (WHAT, Ask("who", "讲课人", "who"),
         Ask("cost", "支出科目", "account",
             of=("act_exp", "service_exp", "rights_exp", "business_exp")),
         Ask("amount", "税前金额", "money"), Ask("tax", "代扣税", "money", required=False), BANK, EARMARK),
        _fee, lambda said: f"付{said.who_name('who')}讲课费：{said.text('what')}", _fee_checks,
        lambda said: {"tax": tax} if (tax := lecture_tax(said.fen("amount"))) else {},
        prepare=with_earmark("other"),
    ),
    Guide(
        "lecture_tax", "缴代扣的个人所得税", SPEND, "把付讲课费时扣下的税缴给税务。", (),
        (AMOUNT, BANK),
        lambda said: (tagged(debit("other_payable", said.fen("amount")), partner=TAX_OFFICE),
                      credit(money_of(said), said.fen("amount"))),
        "缴代扣的个人所得税", _tax_checks,
        lambda said: {"amount": fen} if (fen := -said.facts.open_fen("other_payable", f"p:{TAX_OFFICE}")) > 0
        else {},
    ),
    Guide(
        "refund_this_year", "退回本年支出", BACK,
        "今年付出去的钱退回一部分或全部，用红字冲减支出，不算收入。", (),
        (_VOUCHER, _LINE, AMOUNT, INTO),
        _refund, _refund_words, _refund_checks,
        lambda said: {"amount": one.left_fen} if (one := _returned(said)) else {}, refunds="voucher",
    ),
    Guide(
        "goods_returned", "退货", BACK, "今年买的东西退给商家、收回货款；入过库的同时减库存。", (),
        (_VOUCHER, _LINE, AMOUNT, INTO, _STOCKED),
        _refund, _refund_words, _refund_checks,
        lambda said: {"amount": one.left_fen} if (one := _returned(said)) else {}, write=_send_back,
        refunds="voucher",
    ),
    Guide(
        "refund_earlier", "退回以前年度支出", BACK,
        "以前年度付的钱今年退回来，直接进结余；是专项的进专项结转。", (),
        (WHAT, AMOUNT, INTO, WHOSE),
        _earlier, lambda said: f"退回以前年度支出：{said.text('what')}", prepare=with_earmark("other"),
    ),
    Guide(
        "bounced", "汇款退回", BACK,
        "汇给对方的钱因为账号不对等原因被银行退回，支出不变，先挂其他应付款。", (),
        (Ask("who", "收款人或单位", "who"), AMOUNT, BANK),
        lambda said: (debit(money_of(said), said.fen("amount")),
                      tagged(credit("other_payable", said.fen("amount")), **said.who("who"))),
        lambda said: f"退汇：{said.who_name('who')}",
    ),
    Guide(
        "bounced_again", "退汇重新支付", BACK, "退回来的钱改好账号再付出去；支出和标准不会算两次。", (),
        (Ask("who", "收款人或单位", "who", of=("other_payable",)), AMOUNT, BANK),
        lambda said: (tagged(debit("other_payable", said.fen("amount")), **said.who("who")),
                      credit(money_of(said), said.fen("amount"))),
        lambda said: f"退汇重新支付：{said.who_name('who')}", _again_checks,
        lambda said: {"amount": fen}
        if said.text("who") and (fen := -said.facts.open_fen("other_payable", said.text("who"))) > 0 else {},
    ),
)  # fmt: skip
