"""Rules about a voucher before it is saved or posted. Pure; each problem is a sentence."""

from __future__ import annotations

from collections import defaultdict

from models.kit.money import LARGEST, yuan
from models.ledger.records import Account, VoucherDraft

_LONGEST_SUMMARY = 200  # characters; a longer one couldn't be read on the voucher
_MOST_ATTACHMENTS = 9999


def problems(draft: VoucherDraft, accounts: dict[int, Account]) -> list[str]:
    """What keeps this draft from being posted, most important first; empty when nothing does."""
    found = _lines(draft, accounts)
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


def _lines(draft: VoucherDraft, accounts: dict[int, Account]) -> list[str]:
    found = []
    for number, line in enumerate(draft.lines, 1):
        account = accounts.get(line.account)
        if account is None:
            found.append(f"第 {number} 行的科目不在科目表里。")
        elif not account.leaf:
            found.append(f"第 {number} 行“{account.full_name}”有下级科目，请选下级。")
        if (line.debit_fen == 0) == (line.credit_fen == 0):
            found.append(f"第 {number} 行的借方和贷方要填一个，也只能填一个。")
        red = line.debit_fen < 0 or line.credit_fen < 0
        if red and draft.reverses is None and draft.refunds is None:
            found.append(f"第 {number} 行是负数。负数只用于红字冲销；平常请记在另一方。")
    return found


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
