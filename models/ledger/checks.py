"""Rules about a voucher before it is saved or posted. Pure; each problem is a sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from models.kit.days import month_of, month_words
from models.kit.money import LARGEST, yuan
from models.ledger.records import Account, VoucherDraft

_LONGEST_SUMMARY = 200  # characters; a longer one couldn't be read on the voucher
_MOST_ATTACHMENTS = 9999


def problems(draft: VoucherDraft, accounts: dict[int, Account]) -> list[str]:
    """What keeps this draft from being posted, most important first; empty when nothing does."""
    found = [*_kind(draft, accounts), *_lines(draft, accounts)]
    if len(draft.lines) < 2:
        found.append("凭证至少要有两行分录。")
    found += _balance(draft)
    if not draft.summary.strip():
        found.append("还没有写摘要。")
    found += [f"摘要有 {len(said)} 个字，最多 {_LONGEST_SUMMARY} 个，请写短一些。"
              for said in (draft.summary, *(line.summary for line in draft.lines))
              if len(said) > _LONGEST_SUMMARY][:1]  # fmt: skip
    if not 0 <= draft.attachments <= _MOST_ATTACHMENTS:
        few = draft.attachments < 0
        found.append("附单据张数不能是负数。" if few else f"附单据最多 {_MOST_ATTACHMENTS} 张。")
    return found


def _kind(draft: VoucherDraft, accounts: dict[int, Account]) -> list[str]:
    """结账 takes a voucher out of the year's sums: only one that closes may call itself so."""
    if draft.kind == "closing":
        sides = {accounts[line.account].kind for line in draft.lines if line.account in accounts}
        if sides - _CLOSED:
            return ["结转收支的凭证只用收入、支出和净资产科目；普通凭证不要标成结账。"]
    return []


_CLOSED = frozenset({"income", "expense", "net"})


def _lines(draft: VoucherDraft, accounts: dict[int, Account]) -> list[str]:
    found = []
    for number, line in enumerate(draft.lines, 1):
        account = accounts.get(line.account)
        if account is None:
            found.append(f"第 {number} 行的科目不在科目表里。")
        elif not account.leaf:
            found.append(f"第 {number} 行“{account.full_name}”有下级科目，请选下级。")
        elif draft.kind != "carried" and (why := out_of_use(account, month_of(draft.day))):
            found.append(f"第 {number} 行：{why}")
        if (line.debit_fen == 0) == (line.credit_fen == 0):
            found.append(f"第 {number} 行的借方和贷方要填一个，也只能填一个。")
        if max(abs(line.debit_fen), abs(line.credit_fen)) > LARGEST:
            found.append(f"第 {number} 行的金额位数太多，最大 {yuan(LARGEST)}，请核对，或者拆成几张凭证。")
        red = line.debit_fen < 0 or line.credit_fen < 0
        if red and draft.reverses is None and draft.refunds is None:
            found.append(f"第 {number} 行是负数。负数只用于红字冲销；平常请记在另一方。")
    return found


def out_of_use(account: Account, month: str) -> str:
    """Why vouchers of that month can't use the account; "" when they can."""
    if account.valid_in(month):
        return ""
    name = f"“{account.code} {account.full_name}”"
    if month < account.valid_from:
        return f"{name}从{month_words(account.valid_from)}起才能用，请改日期或换一个科目。"
    return f"{name}只用到{month_words(account.valid_to or month)}，请改日期或换一个科目。"


@dataclass(frozen=True)
class Missing:
    """What a line's account asks for and the line does not say: `dimensions` are alternatives."""

    line: int  # from 0
    dimensions: tuple[str, ...]
    sentence: str


def missing(draft: VoucherDraft, accounts: Mapping[int, Account]) -> list[Missing]:
    """What the form asks for before posting: who owes, whose money it is, what a grant is for.

    Not part of `problems`: books of other programs don't say it, and are taken in all the same.
    A sub-account named after the person or campaign says it already.
    """
    if draft.kind != "normal" or draft.reverses is not None:
        return []
    found = []
    for at, line in enumerate(draft.lines):
        account = accounts.get(line.account)
        asks = ASKS.get(account.key or "") if account is not None else None
        if account is None or asks is None or any(getattr(line, name) for name in asks[0]):
            continue
        if not asks[2] or (line.credit_fen if account.side == "credit" else line.debit_fen):
            found.append(Missing(at, asks[0], f"第 {at + 1} 行“{account.full_name}”{asks[1]}"))
    return found


# key → (dimensions, one of which must be there; what is said; only where the balance grows)
ASKS: Mapping[str, tuple[tuple[str, ...], str, bool]] = {
    "other_receivable": (("member", "partner"), "要写明是谁借的（会员或往来单位）。按 F3 填写。", False),
    "custodial": (("campaign", "partner"), "要写明是替谁代管的（代管项目或委托方）。按 F3 填写。", False),
    "superior_grant.special": (("earmark",), "是专款专用的收入，要选专项。按 F3 填写。", True),
    "superior_grant.aid": (("earmark",), "是专款专用的收入，要选专项。按 F3 填写。", True),
    "superior_grant.warmth": (("earmark",), "是专款专用的收入，要选专项。按 F3 填写。", True),
    "superior_grant.relief": (("earmark",), "是专款专用的收入，要选专项。按 F3 填写。", True),
}


def _balance(draft: VoucherDraft) -> list[str]:
    """Σ debit = Σ credit, for the voucher and for each half of a paired entry."""
    debit = sum(line.debit_fen for line in draft.lines)
    credit = sum(line.credit_fen for line in draft.lines)
    if max(abs(debit), abs(credit)) > LARGEST:
        return ["金额合计太大了，纸上写不下，请核对。"]
    if debit != credit:
        gap = yuan(abs(debit - credit))
        return [f"借方合计 {yuan(debit)}，贷方合计 {yuan(credit)}，还差 {gap}。"]
    halves: dict[int, int] = defaultdict(int)
    for line in draft.lines:
        halves[line.pair] += line.debit_fen - line.credit_fen
    return [f"第 {pair} 组分录自己不平，差 {yuan(abs(gap))}。" for pair, gap in halves.items() if gap]
