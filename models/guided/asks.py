"""The questions that many guided entries share, and the checks that go with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from models.guided.records import NEW, Ask, Said, Values, Worth
from models.kit.money import yuan
from models.ledger.keyed import KeyLine, tagged
from models.levy import earmarks
from models.store.journal import Change

AMOUNT = Ask("amount", "金额", "money")
INTO = Ask("money", "收到哪里", "account", of=("bank", "cash"))
FROM = Ask("money", "从哪里付", "account", of=("bank", "cash"))
BANK = Ask("money", "银行账户", "account", of=("bank",))
COST = Ask(
    "cost",
    "支出科目",
    "account",
    of=("act_exp", "service_exp", "rights_exp", "business_exp", "other_exp"),
    offered=False,
)
EARMARK = Ask("earmark", "用哪个专项", "earmark", required=False, hint="用专项资金付的才填")
WHOSE = Ask("earmark", "是哪个专项的", "earmark", required=False, hint="不是专项的不填")
PURPOSE = Ask("earmark", "专项名称", "earmark", hint="这笔钱只能用在什么事上，例如：职工书屋")
WHAT = Ask("what", "什么事", hint="写进摘要")


def money_of(said: Said) -> str | int:
    """The bank or cash account that was chosen."""
    return said.account("money", "bank")


def short_of_cash(said: Said) -> Iterator[str]:
    """More leaves the cash box than is in it."""
    cash = {one.id for one in said.facts.leaves(("cash",))}
    key, fen = money_of(said), said.fen("amount")
    if (key in cash or key == "cash") and fen > (left := said.facts.balance("cash")):
        yield Worth(f"库存现金只有 {yuan(left)} 元，付 {yuan(fen)} 元不够，请核对。")


def within_earmark(said: Said) -> Iterator[str]:
    """More is spent than the earmark has left."""
    known, fen = said.facts.earmark, said.fen("amount")
    if known is not None and fen > known.left_fen:
        yield Worth(f"专项“{known.name}”只剩 {yuan(known.left_fen)} 元，这一笔会超支。")


def paying(said: Said) -> Iterator[str]:
    """Both of them."""
    yield from short_of_cash(said)
    yield from within_earmark(said)


def for_purpose(said: Said, line: KeyLine) -> KeyLine:
    """The line with the earmark, if one was named."""
    name = said.name("earmark")
    return tagged(line, earmark=name) if name else line


def with_earmark(kind: str) -> Callable[[Change, Said], Values]:
    """Registers an earmark that is named for the first time."""

    def prepare(change: Change, said: Said) -> Values:
        name = said.name("earmark")
        if said.text("earmark").startswith(NEW):
            earmarks.ensure(change, name, kind)
        return {**said.values, "earmark": name}

    return prepare
