"""代管经费: money of others that comes in, goes on to whom it belongs, or back to who gave it."""

from __future__ import annotations

from collections.abc import Iterator

from models.guided.asks import AMOUNT, FROM, INTO, money_of, short_of_cash
from models.guided.records import NEW, Ask, Guide, Said, Values
from models.kit.money import yuan
from models.ledger.keyed import KeyLine, credit, debit, tagged
from models.levy import campaigns
from models.levy.records import CampaignDraft
from models.store.journal import Change

CUSTODY = "代管经费"
_CAMPAIGN = Ask("campaign", "代管项目", "campaign", hint="没有的可以新建，会自动分出明细科目")
_KNOWN = Ask("campaign", "代管项目", "campaign", of=("known",))


def _held(said: Said) -> str | int:
    one = said.facts.campaign
    return one.account if one is not None else "custodial"


def _in(said: Said) -> Iterator[KeyLine]:
    fen = said.fen("amount")
    yield debit(money_of(said), fen)
    yield tagged(credit(_held(said), fen), campaign=said.number("campaign"))


def _out(said: Said) -> Iterator[KeyLine]:
    fen = said.fen("amount")
    yield tagged(debit(_held(said), fen), campaign=said.number("campaign"))
    yield credit(money_of(said), fen)


def _name(said: Said) -> str:
    one = said.facts.campaign
    return one.name if one is not None else said.name("campaign")


def _open(said: Said) -> Iterator[str]:
    one = said.facts.campaign
    if one is not None and one.closed_on:
        yield f"“{one.name}”已经结束了，请先在“拨缴与代管”里重新启用。"
    if (
        one is None
        and said.text("campaign").startswith(NEW)
        and (loose := campaigns.loose_fen(said.facts.db))
    ):
        yield (
            f"代管经费有期初余额 {yuan(loose)} 元没有分到项目，"
            "请先在“拨缴与代管 › 代管项目”里给它建一个项目。"
        )


def _out_checks(said: Said) -> Iterator[str]:
    one = said.facts.campaign
    if one is not None and said.fen("amount") > one.left_fen:
        yield f"“{one.name}”只有 {yuan(one.left_fen)} 元，付 {yuan(said.fen('amount'))} 元多了。"
    yield from _open(said)
    yield from short_of_cash(said)


def _prepare(change: Change, said: Said) -> Values:
    """A campaign that is named for the first time is made, with its sub-account."""
    if not said.text("campaign").startswith(NEW):
        return said.values
    draft = CampaignDraft(said.name("campaign"), said.day)
    return {**said.values, "campaign": campaigns.start(change, draft)}


def _left(said: Said) -> Values:
    one = said.facts.campaign
    return {"amount": one.left_fen} if one is not None and one.left_fen > 0 else {}


GUIDES: tuple[Guide, ...] = (
    Guide(
        "custody_in", "收代管的钱", CUSTODY, "慈善一日捐、互助金、自费体检等替别人收着的钱，不算工会收入。",
        ("E19",), (_CAMPAIGN, AMOUNT, INTO),
        _in, lambda said: f"收{_name(said)}", _open, prepare=_prepare,
    ),
    Guide(
        "custody_out", "上缴代管的钱", CUSTODY, "把替别人收着的钱交给委托方，不算工会支出。", ("E19",),
        (_KNOWN, AMOUNT, FROM),
        _out, lambda said: f"上缴{_name(said)}", _out_checks, _left,
    ),
    Guide(
        "custody_back", "退还代管的钱", CUSTODY, "收多了或者不办了，把钱退给交款的人。", ("E19",),
        (_KNOWN, AMOUNT, FROM),
        _out, lambda said: f"退还{_name(said)}", _out_checks, _left,
    ),
)  # fmt: skip
