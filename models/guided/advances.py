"""Money that somebody has for a while: advances, prepayments, deposits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from models.guided.asks import (
    AMOUNT,
    COST,
    EARMARK,
    FROM,
    INTO,
    WHAT,
    for_purpose,
    money_of,
    short_of_cash,
    with_earmark,
)
from models.guided.records import Ask, Guide, Said, Values, Worth
from models.kit.money import yuan
from models.ledger.keyed import KeyLine, credit, debit, tagged

ADVANCES = "借款、预付、押金"
_OWES, _OWED = "other_receivable", "other_payable"
_BORROWER = Ask("who", "借款人", "who", of=(_OWES,))
_SELLER = Ask("who", "对方单位", "who", of=(_OWES,))


def _open(said: Said, key: str) -> int:
    """What the person has open, as people say it: positive on the account's usual side."""
    fen = said.facts.open_fen(key, said.text("who")) if said.text("who") else 0
    return fen if key == _OWES else -fen


def _still_open(said: Said) -> Iterator[str]:
    if (fen := _open(said, _OWES)) > 0:
        yield Worth(f"{said.who_name('who')}还有 {yuan(fen)} 元没有结清。")
    yield from short_of_cash(said)


def _out(said: Said) -> Iterable[KeyLine]:
    fen = said.fen("amount")
    return (tagged(debit(_OWES, fen), **said.who("who")), credit(money_of(said), fen))


def _settled(said: Said) -> Iterator[KeyLine]:
    """The cost against what was advanced; the difference comes back or is paid on top."""
    cost, advance = said.fen("amount"), said.fen("advance")
    yield for_purpose(said, debit(said.account("cost", "act_exp.member"), cost))
    if advance > cost:
        yield debit(money_of(said), advance - cost)
    yield tagged(credit(_OWES, advance), **said.who("who"))
    if cost > advance:
        yield credit(money_of(said), cost - advance)


def _settled_checks(said: Said) -> Iterator[str]:
    known, advance = _open(said, _OWES), said.fen("advance")
    if advance > known:
        yield f"{said.who_name('who')}没有结清的只有 {yuan(max(known, 0))} 元，核销 {yuan(advance)} 元多了。"
        return
    gap = advance - said.fen("amount")
    if gap:
        yield Worth(f"{'退回' if gap > 0 else '补付'} {yuan(abs(gap))} 元。")
    if advance < known:
        yield Worth(f"核销以后还挂着 {yuan(known - advance)} 元。")


def _suggest_open(key: str, field: str) -> Callable[[Said], Values]:
    def suggest(said: Said) -> Values:
        fen = _open(said, key)
        return {field: fen} if fen > 0 else {}

    return suggest


def _back_checks(key: str) -> Callable[[Said], Iterator[str]]:
    def checks(said: Said) -> Iterator[str]:
        known = _open(said, key)
        if said.fen("amount") > known:
            fen = yuan(said.fen("amount"))
            yield f"{said.who_name('who')}没有结清的只有 {yuan(max(known, 0))} 元，{fen} 元多了。"

    return checks


_SETTLE = (WHAT, COST, Ask("amount", "报销金额", "money"), Ask("advance", "核销借款", "money"))

GUIDES: tuple[Guide, ...] = (
    Guide(
        "advance", "借款（预借活动款）", ADVANCES, "会员先借一笔钱去办活动，办完再报销。", ("E10",),
        (_BORROWER, WHAT, AMOUNT, FROM),
        _out, lambda said: f"{said.who_name('who')}借{said.text('what')}款", _still_open,
    ),
    Guide(
        "advance_settled", "报销并结清借款", ADVANCES,
        "借款人拿票据来报销，多的退回，不够的补给他。", ("E10",),
        (_BORROWER, *_SETTLE, Ask("money", "退回或补付", "account", of=("cash", "bank")), EARMARK),
        _settled, lambda said: f"{said.who_name('who')}报销{said.text('what')}", _settled_checks,
        _suggest_open(_OWES, "advance"), prepare=with_earmark("other"),
    ),
    Guide(
        "advance_returned", "借款退回", ADVANCES, "借的钱没有用，或者没用完，退回来。", ("E10",),
        (_BORROWER, AMOUNT, INTO),
        lambda said: (debit(money_of(said), said.fen("amount")),
                      tagged(credit(_OWES, said.fen("amount")), **said.who("who"))),
        lambda said: f"{said.who_name('who')}退回借款", _back_checks(_OWES), _suggest_open(_OWES, "amount"),
    ),
    Guide(
        "prepaid", "预付货款", ADVANCES, "先付给商家、发票还没有来的钱。", (),
        (_SELLER, WHAT, AMOUNT, FROM),
        _out, lambda said: f"预付{said.who_name('who')}：{said.text('what')}", _still_open,
    ),
    Guide(
        "prepaid_settled", "发票到了，冲预付款", ADVANCES,
        "预付过的东西发票来了，记支出；差额补付或退回。", (),
        (_SELLER, WHAT, COST, Ask("amount", "发票金额", "money"), Ask("advance", "冲预付款", "money"),
         Ask("money", "补付或退回", "account", of=("bank", "cash")), EARMARK),
        _settled, lambda said: f"{said.text('what')}（{said.who_name('who')}）", _settled_checks,
        _suggest_open(_OWES, "advance"), prepare=with_earmark("other"),
    ),
    Guide(
        "deposit_paid", "付押金", ADVANCES, "租场地、租器材交的押金、保证金，以后要收回来。", (),
        (Ask("who", "对方单位", "who"), AMOUNT, FROM),
        _out, lambda said: f"付{said.who_name('who')}押金", short_of_cash,
    ),
    Guide(
        "deposit_back", "收回押金", ADVANCES, "以前付的押金、保证金退回来了。", (),
        (_SELLER, AMOUNT, INTO),
        lambda said: (debit(money_of(said), said.fen("amount")),
                      tagged(credit(_OWES, said.fen("amount")), **said.who("who"))),
        lambda said: f"收回{said.who_name('who')}押金", _back_checks(_OWES), _suggest_open(_OWES, "amount"),
    ),
    Guide(
        "deposit_taken", "收押金", ADVANCES, "别人交给工会的押金、保证金，以后要退。", (),
        (Ask("who", "交款人或单位", "who"), AMOUNT, INTO),
        lambda said: (debit(money_of(said), said.fen("amount")),
                      tagged(credit(_OWED, said.fen("amount")), **said.who("who"))),
        lambda said: f"收{said.who_name('who')}押金",
    ),
    Guide(
        "deposit_given_back", "退押金", ADVANCES, "把收的押金、保证金退给交款人。", (),
        (Ask("who", "交款人或单位", "who", of=(_OWED,)), AMOUNT, FROM),
        lambda said: (tagged(debit(_OWED, said.fen("amount")), **said.who("who")),
                      credit(money_of(said), said.fen("amount"))),
        lambda said: f"退{said.who_name('who')}押金", _back_checks(_OWED), _suggest_open(_OWED, "amount"),
    ),
)  # fmt: skip
