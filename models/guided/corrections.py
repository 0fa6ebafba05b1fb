"""Putting right: errors of this year and of earlier ones, earmarked money that goes back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from models.guided.asks import AMOUNT, BANK, WHOSE, money_of, with_earmark
from models.guided.records import Ask, Guide, Said, Worth
from models.guided.reversal import reverse_voucher
from models.kit.money import yuan
from models.ledger.keyed import KeyLine, credit, debit, tagged
from models.ledger.records import Voucher
from models.store.journal import Change

PUT_RIGHT = "更正和退还"
_VOUCHER = Ask("voucher", "哪张凭证", "voucher", hint="按字号、摘要或金额查找")


_WAY = Ask(
    "way",
    "怎样调整",
    "choice",
    choices=(
        ("more", "调增结余（以前多列支出、少列收入）"),
        ("less", "调减结余（以前少列支出、多列收入）"),
    ),
)
_OTHERS = ("cash", "bank", "other_receivable", "other_payable", "due_from_superior", "due_to_superior")
_OTHER = Ask("other", "对方科目", "account", of=_OTHERS, offered=False)


def _red(said: Said) -> Iterator[KeyLine]:
    old = said.facts.voucher
    for line in old.lines if old is not None else ():
        made = KeyLine(line.account, -line.debit_fen, -line.credit_fen, pair=line.pair)
        yield tagged(
            made, earmark=line.earmark, member=line.member, partner=line.partner, campaign=line.campaign
        )


def _red_checks(said: Said) -> Iterator[str]:
    old = said.facts.voucher
    if old is None:
        return
    if old.reversed_by:
        yield f"{old.name} 已经冲销过了。"
    if old.reverses:
        yield f"{old.name} 本身是冲销凭证，不能再冲销。"
    if old.day.year != said.day.year:
        yield f"{old.name} 是 {old.day.year} 年的凭证，请用“更正以前年度差错”。"
    if said.day < old.day:
        yield f"冲销日期早于原来的凭证（{old.day}）。"


def _reverse(change: Change, said: Said) -> Voucher:
    return reverse_voucher(change, said.number("voucher") or 0, said.text("reason"), said.day)


def _earlier(said: Said) -> Iterable[KeyLine]:
    fen, name = said.fen("amount"), said.name("earmark")
    other, more = said.account("other", "other_receivable"), said.text("way") == "more"
    mine, its = (credit, debit) if more else (debit, credit)
    net = said.facts.project(name) if name else "fund_surplus"
    lines = (tagged(mine(net, fen), earmark=name), its(other, fen))
    return lines if not more else tuple(reversed(lines))


def _earlier_checks(said: Said) -> Iterator[str]:
    yield Worth("以前年度的差错不动今年的收入支出，要有经审委员会的意见作附件。")
    if said.text("way") == "less" and said.fen("amount") > (left := -said.facts.balance("fund_surplus")):
        yield Worth(f"工会资金结余只有 {yuan(left)} 元，调减以后会变成负数。")


def _given_back(said: Said) -> Iterable[KeyLine]:
    """Of this year: red on the income. Of an earlier year: out of 工会资金结转 of the project."""
    fen, bank = said.fen("amount"), credit(money_of(said), said.fen("amount"))
    one = next(iter(said.facts.lines_of("income")), None)
    if one is not None:
        return (tagged(credit(one.account, -fen), earmark=one.earmark), bank)
    return (tagged(debit(said.facts.project(said.name("earmark")), fen), earmark=said.name("earmark")), bank)


def _given_back_checks(said: Said) -> Iterator[str]:
    old, fen, known = said.facts.voucher, said.fen("amount"), said.facts.earmark
    if old is not None:
        one = next(iter(said.facts.lines_of("income")), None)
        if one is None:
            yield f"{old.name} 里没有收入科目。"
        elif fen > one.left_fen:
            yield f"“{one.name}”只剩 {yuan(one.left_fen)} 元可退，{yuan(fen)} 元多了。"
        if old.day.year != said.day.year:
            yield f"{old.name} 是 {old.day.year} 年收的，收款凭证请留空，从专项结转里退。"
        if old.reversed_by:
            yield f"{old.name} 已经冲销过了。"
    elif not said.name("earmark"):
        yield "请填专项名称，或者选今年收到补助的那张凭证。"
    if known is not None and fen > known.left_fen:
        yield Worth(f"专项“{known.name}”只剩 {yuan(known.left_fen)} 元，退 {yuan(fen)} 元会超支。")


GUIDES: tuple[Guide, ...] = (
    Guide(
        "error_this_year", "更正本年差错", PUT_RIGHT,
        "今年的凭证记错了：红字冲销原来那张，再填一张正确的。", ("E20",),
        (_VOUCHER, Ask("reason", "错在哪里", hint="例如：金额与发票不符")),
        _red, lambda said: f"冲销 {said.facts.voucher.name}：{said.facts.voucher.summary}"[:100]
        if said.facts.voucher else "", _red_checks, write=_reverse, then="copy",
    ),
    Guide(
        "error_earlier", "更正以前年度差错", PUT_RIGHT,
        "以前年度多记或少记的，直接调整结余或专项结转，不动今年的收支。",
        ("E21",),
        (Ask("what", "什么差错", hint="写明年度和原因"),
         _WAY,
         AMOUNT,
         _OTHER,
         WHOSE),
        _earlier, lambda said: f"更正以前年度差错：{said.text('what')}", _earlier_checks,
        prepare=with_earmark("other"),
    ),
    Guide(
        "grant_given_back", "退还专项资金", PUT_RIGHT, "专项补助没有用完、按规定要退还的钱。", ("E25",),
        (Ask("earmark", "哪个专项", "earmark", required=False),
         Ask("voucher", "今年的收款凭证", "voucher", required=False, hint="今年收的才选；以前年度收的留空"),
         AMOUNT, BANK),
        _given_back, lambda said: f"退还专项资金 {said.name('earmark')}".strip(), _given_back_checks,
        lambda said: {"amount": one.left_fen} if (one := said.facts.earmark) and one.left_fen > 0 else {},
        prepare=with_earmark("superior"), refunds="voucher",
    ),
)  # fmt: skip
