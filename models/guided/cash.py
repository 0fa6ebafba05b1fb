"""Cash and bank: withdrawn, paid in, over and short, fixed deposits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from models.guided.asks import AMOUNT, BANK
from models.guided.records import Ask, Guide, Said, Worth
from models.kit.money import yuan
from models.ledger.keyed import KeyLine, credit, debit, tagged

CASH = "现金和银行"
OVER, SHORT = "现金长款", "现金短款"


def _bank(said: Said) -> str | int:
    return said.account("money", "bank")


def _enough_cash(said: Said) -> Iterator[str]:
    if said.fen("amount") > (left := said.facts.balance("cash")):
        yield Worth(f"库存现金只有 {yuan(left)} 元，{yuan(said.fen('amount'))} 元不够，请核对。")


def _enough_bank(said: Said) -> Iterator[str]:
    if said.fen("amount") > (left := said.facts.balance(_bank(said))):
        yield Worth(f"银行存款只有 {yuan(left)} 元，{yuan(said.fen('amount'))} 元不够，请核对。")


def _open_over(said: Said) -> int:
    return -said.facts.open_fen("other_payable", f"p:{OVER}")


def _open_short(said: Said) -> int:
    return said.facts.open_fen("other_receivable", f"p:{SHORT}")


def _over_settled(said: Said) -> Iterable[KeyLine]:
    fen = said.fen("amount")
    out = "cash" if said.text("how") == "paid" else "other_income.other"
    return (tagged(debit("other_payable", fen), partner=OVER), credit(out, fen))


def _short_settled(said: Said) -> Iterable[KeyLine]:
    fen = said.fen("amount")
    into = "cash" if said.text("how") == "paid" else "other_exp.other"
    return (debit(into, fen), tagged(credit("other_receivable", fen), partner=SHORT))


def _over_checks(said: Said) -> Iterator[str]:
    if said.fen("amount") > (known := _open_over(said)):
        yield f"挂着没有处理的长款只有 {yuan(max(known, 0))} 元。"


def _short_checks(said: Said) -> Iterator[str]:
    if said.fen("amount") > (known := _open_short(said)):
        yield f"挂着没有处理的短款只有 {yuan(max(known, 0))} 元。"
    if said.text("how") != "paid":
        yield Worth("短款列支出要有工会委员会的决定，请把会议记录作为附件。")


def _fixed(said: Said) -> tuple[str | int, str | int]:
    return said.account("running", "bank"), said.account("fixed", "bank")


def _fixed_checks(said: Said) -> Iterator[str]:
    running, fixed = _fixed(said)
    if len(said.facts.leaves(("bank",))) < 2:
        yield "银行存款还没有“定期”明细科目。请先在“设置 › 科目”里给银行存款分出基本户和定期。"
    elif running == fixed:
        yield "转出和转入是同一个银行账户，请改一个。"


_RUNNING = Ask("running", "活期账户", "account", of=("bank",))
_FIXED = Ask("fixed", "定期账户", "account", of=("bank",), offered=False)

GUIDES: tuple[Guide, ...] = (
    Guide(
        "cash_out", "提取现金", CASH, "从银行取现金备用。", ("E09",), (AMOUNT, BANK),
        lambda said: (debit("cash", said.fen("amount")), credit(_bank(said), said.fen("amount"))),
        "提取备用金", _enough_bank,
    ),
    Guide(
        "cash_in", "现金送存银行", CASH, "把收到的现金存进银行。", ("E09",), (AMOUNT, BANK),
        lambda said: (debit(_bank(said), said.fen("amount")), credit("cash", said.fen("amount"))),
        "现金送存银行", _enough_cash,
    ),
    Guide(
        "fixed_in", "存定期", CASH, "把暂时不用的钱转成定期存款。", (), (AMOUNT, _RUNNING, _FIXED),
        lambda said: (debit(_fixed(said)[1], said.fen("amount")),
                      credit(_fixed(said)[0], said.fen("amount"))),
        "转存定期存款", _fixed_checks,
    ),
    Guide(
        "fixed_out", "定期到期支取", CASH, "定期存款到期，本金和利息转回活期。", (),
        (Ask("amount", "本金", "money"), Ask("interest", "利息", "money", required=False), _RUNNING, _FIXED),
        lambda said: (debit(_fixed(said)[0], said.fen("amount") + said.fen("interest")),
                      credit(_fixed(said)[1], said.fen("amount")),
                      credit("other_income.interest", said.fen("interest"))),
        "定期存款到期支取", _fixed_checks,
    ),
    Guide(
        "cash_over", "盘点现金长款", CASH,
        "盘点时现金比账上多，原因还没有查清，先挂其他应付款。", (), (AMOUNT,),
        lambda said: (debit("cash", said.fen("amount")),
                      tagged(credit("other_payable", said.fen("amount")), partner=OVER)),
        "现金盘点长款",
    ),
    Guide(
        "cash_over_settled", "处理现金长款", CASH, "长款查清以后退给本人，或者经批准记其他收入。", (),
        (AMOUNT, Ask("how", "怎样处理", "choice",
                     choices=(("income", "查不清，记其他收入"), ("paid", "退给本人（现金）")))),
        _over_settled, "处理现金长款", _over_checks,
        lambda said: {"amount": fen} if (fen := _open_over(said)) > 0 else {},
    ),
    Guide(
        "cash_short", "盘点现金短款", CASH, "盘点时现金比账上少，先挂其他应收款，查清责任。", (), (AMOUNT,),
        lambda said: (tagged(debit("other_receivable", said.fen("amount")), partner=SHORT),
                      credit("cash", said.fen("amount"))),
        "现金盘点短款", _enough_cash,
    ),
    Guide(
        "cash_short_settled", "处理现金短款", CASH, "短款由责任人赔回现金，或者经批准列其他支出。", (),
        (AMOUNT, Ask("how", "怎样处理", "choice",
                     choices=(("paid", "责任人赔回现金"), ("expense", "经批准列其他支出")))),
        _short_settled, "处理现金短款", _short_checks,
        lambda said: {"amount": fen} if (fen := _open_short(said)) > 0 else {},
    ),
)  # fmt: skip
