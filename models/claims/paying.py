"""Money goes out by a claim: its voucher, an advance that is settled or given back, a payment taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from models.claims import checks, queries
from models.claims.actions import put_mark
from models.claims.records import ADVANCE, APPROVED, EXPENSE, PAID, PAYOUT, SETTLED, SOURCE, STATES, Claim
from models.documents import actions as documents
from models.documents import invoice_queries, invoices
from models.documents import queries as files
from models.kit.errors import Refused
from models.ledger import actions as ledger
from models.ledger import queries as books
from models.ledger.records import LineDraft, Voucher, VoucherDraft
from models.store.journal import Change


def payment(db: books.Db, claim: Claim, day: date) -> VoucherDraft:
    """The voucher that paying makes, to be looked at first: debit what it was for, credit cash or bank.

    An expense claim that settles an advance credits 其他应收款; what is over comes back or is topped up.
    Raises `Refused` when an account is not chosen yet.
    """
    entered = claim.entered
    lines: tuple[LineDraft, ...]
    if entered.kind == ADVANCE:
        lines = (_lent(db, claim, entered.amount_fen), _money(db, claim, -entered.amount_fen))
    else:
        lines = (*_spent(claim), *_balance(db, claim))
    return VoucherDraft(
        day,
        entered.purpose[:100],
        lines,
        attachments=max(entered.attachments, 1),
        source=SOURCE,
        source_id=claim.id,
    )


def _spent(claim: Claim) -> list[LineDraft]:
    """Debit lines; of a payout to many one a account."""
    entered = claim.entered
    blank = next((n for n, item in enumerate(entered.items, 1) if item.account is None), 0)
    if blank:
        raise Refused(f"第 {blank} 行明细还没有选支出科目。", claim.name, "请撤回后选好科目，再付款。")
    lines: dict[object, LineDraft] = {}
    for number, item in enumerate(entered.items):
        key = item.account if entered.kind == PAYOUT else number
        summary = entered.purpose[:100] if entered.kind == PAYOUT else item.summary
        old = lines.get(key)
        fen = item.amount_fen + (old.debit_fen if old else 0)
        lines[key] = _line(claim, item.account or 0, fen, summary)
    return list(lines.values())


def _balance(db: books.Db, claim: Claim) -> list[LineDraft]:
    """What is paid; against an advance only the difference moves money."""
    total = claim.entered.total_fen
    if claim.entered.settles is None:
        return [_money(db, claim, -total)]
    advance = queries.claim(db, claim.entered.settles)
    lent = advance.entered.amount_fen
    lines = [_lent(db, advance, -lent, f"结清借款 {advance.number}")]
    if total != lent:
        lines.append(_money(db, claim, lent - total, "退回多借的款" if lent > total else "补付报销差额"))
    return lines


def _line(claim: Claim, account: int, fen: int, summary: str) -> LineDraft:
    """One line with all that the claim knows; a positive amount is a debit."""
    entered = claim.entered
    return LineDraft(
        account,
        debit_fen=max(fen, 0),
        credit_fen=max(-fen, 0),
        summary=summary,
        unit=entered.unit,
        member=entered.member,
        partner=entered.payee if entered.member is None else "",
        budget_line=entered.budget_line,
        activity=entered.activity,
        earmark=entered.earmark,
    )


def _money(db: books.Db, claim: Claim, fen: int, summary: str = "") -> LineDraft:
    """Cash or bank: in is positive."""
    key = "cash" if claim.entered.way == "cash" else "bank"
    account = books.account_by_key(db, key)
    said = summary or claim.entered.purpose[:100]
    return LineDraft(account, debit_fen=max(fen, 0), credit_fen=max(-fen, 0), summary=said)


def _lent(db: books.Db, advance: Claim, fen: int, summary: str = "") -> LineDraft:
    """其他应收款 of the person; lent is positive."""
    account = books.account_by_key(db, "other_receivable")
    said = summary or f"{advance.entered.person}借款：{advance.entered.purpose}"[:100]
    made = _line(advance, account, fen, said)
    return replace(made, budget_line=None, partner=advance.entered.person)


def pay(change: Change, key: int, day: date) -> Voucher:
    """付款并生成凭证: posted at once; an expense that settles an advance settles both."""
    claim = queries.claim(change.db, key)
    _must_be(claim, APPROVED, "付款")
    if day < claim.entered.day:
        raise Refused("付款日期不能早于单据日期。", claim.name, f"请选 {claim.entered.day} 或以后的日子。")
    checks.check_settles(change.db, claim.entered, key)
    posted = ledger.post_voucher(change, payment(change.db, claim, day))
    change.update("claim", key, {"state": PAID, "voucher": posted.id})
    put_mark(change, key, "paid", change.actor_name)
    _hand_on_papers(change, key, posted.id)
    if claim.entered.settles is not None:
        change.update("claim", claim.entered.settles, {"state": SETTLED})
    return posted


def _hand_on_papers(change: Change, key: int, voucher: int) -> None:
    """The claim's invoices and other papers are those of its voucher too."""
    found = [one.id for one in invoice_queries.of_claim(change.db, key)]
    invoices.to_voucher(change, found, voucher)
    invoices.to_claim(change, found, key)  # one that was at a reversed voucher has let go of both
    for paper in files.files_of(change.db, "claim", key):
        documents.link(change, paper.id, "voucher", voucher)


def give_back(change: Change, key: int, day: date, way: str = "cash") -> Voucher:
    """The whole advance comes back in money, nothing was spent."""
    claim = queries.claim(change.db, key)
    if claim.entered.kind != ADVANCE:
        raise Refused(f"{claim.number} 不是借款单。")
    _must_be(claim, PAID, "还款")
    other = queries.settled_by(change.db, key)
    if other is not None:
        raise Refused(
            f"{claim.number} 正由 {other.number} 冲抵。", claim.name, "请先作废那一张，或者付款结清。"
        )
    fen = claim.entered.amount_fen
    said = f"{claim.entered.person}归还借款 {claim.number}"
    back = replace(claim, entered=replace(claim.entered, way=way))
    lines = (_money(change.db, back, fen, said), _lent(change.db, claim, -fen, said))
    draft = VoucherDraft(day, said, lines, attachments=1, source=SOURCE, source_id=key)
    posted = ledger.post_voucher(change, draft)
    change.update("claim", key, {"state": SETTLED})
    put_mark(change, key, "returned", change.actor_name)
    return posted


def reverse_payment(change: Change, key: int, reason: str, day: date | None = None) -> Voucher:
    """冲销付款: the voucher is reversed in red, the claim waits for payment again, an advance is open again.

    Of an advance that came back in money the return is reversed first.
    """
    claim = queries.claim(change.db, key)
    returned = queries.return_voucher(change.db, claim) if claim.state == SETTLED else None
    if claim.state == SETTLED and returned is None:
        other = queries.settled_by(change.db, key)
        number = other.number if other is not None else "报销审批单"
        raise Refused(f"{claim.number} 已由 {number} 结清。", claim.name, f"请先冲销 {number} 的付款。")
    if claim.state not in (PAID, SETTLED) or claim.voucher is None:
        raise Refused(f"{claim.number} 还没有付款，不用冲销。", claim.name)
    if (
        claim.entered.kind == ADVANCE
        and claim.state == PAID
        and (other := queries.settled_by(change.db, key))
    ):
        raise Refused(f"{other.number} 正要冲抵这笔借款。", claim.name, f"请先作废 {other.number}。")
    red = ledger.reverse(change, returned or claim.voucher, reason, day, from_register=True)
    if returned is not None:
        change.update("claim", key, {"state": PAID})
    else:
        change.update("claim", key, {"state": APPROVED, "voucher": None})
    if claim.entered.kind == EXPENSE and claim.entered.settles is not None:
        change.update("claim", claim.entered.settles, {"state": PAID})
    put_mark(change, key, "reversed", change.actor_name, f"{red.name}：{reason.strip()}")
    return red


def _must_be(claim: Claim, state: str, verb: str) -> None:
    if claim.state != state:
        raise Refused(
            f"{claim.number} 现在是“{STATES[claim.state]}”，不能{verb}。",
            claim.name,
            "请先审批。" if state == APPROVED else "请刷新后再看一看。",
        )
