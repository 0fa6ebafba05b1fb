"""Changes to approvals: entered, submitted, signed, approved or refused, taken back, dropped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from models.claims import checks, queries
from models.claims.records import (
    ADVANCE,
    APPROVED,
    DRAFT,
    DROPPED,
    MARKS,
    PAID,
    REFUSED,
    SETTLED,
    SIGNERS,
    STATES,
    SUBMITTED,
    Claim,
    ClaimDraft,
)
from models.kit.errors import Refused
from models.members import queries as members
from models.members.actions import new_salt
from models.store.journal import Change

_FIELDS = (
    "day", "unit", "handler", "member", "purpose", "budget_line", "activity", "earmark", "way", "payee",
    "attachments", "minutes", "due_day", "settles", "note",
)  # fmt: skip


def add_claim(change: Change, draft: ClaimDraft) -> int:
    """A new draft under the next number of its year and kind. Raises `Refused`."""
    draft = _checked(change, draft)
    number = queries.next_number(change.db, draft.kind, draft.day.year)
    key = change.insert("claim", {"kind": draft.kind, "number": number, **_row(draft)})
    _put_items(change, key, draft)
    _put_private(change, key, draft)
    return key


def change_claim(change: Change, key: int, draft: ClaimDraft) -> None:
    """Other content; only of what is not approved yet."""
    old = queries.claim(change.db, key)
    _must_be(old, (DRAFT, SUBMITTED, REFUSED), "改")
    if draft.kind != old.entered.kind:
        raise Refused("单据的种类不能改。", old.name, "请作废这一张，另填一张。")
    if draft.day.year != old.entered.day.year:
        raise Refused("日期不能改到别的年度，编号是按年度编的。", old.name, "请作废这一张，另填一张。")
    draft = _checked(change, draft, key)
    change.update("claim", key, {**_row(draft), "state": DRAFT})
    _put_items(change, key, draft)
    _put_private(change, key, draft)


def submit(change: Change, key: int) -> None:
    """提交审批."""
    old = queries.claim(change.db, key)
    _must_be(old, (DRAFT, REFUSED), "提交")
    checks.check_settles(change.db, old.entered, key)
    change.update("claim", key, {"state": SUBMITTED})
    put_mark(change, key, "submitted", change.actor_name)


def sign(change: Change, key: int, kind: str, who: str, note: str = "") -> None:
    """Witness, head of the sub-union, finance and audit: noted beside the claim."""
    old = queries.claim(change.db, key)
    if kind not in SIGNERS:
        raise Refused("没有这种签字。")
    _must_be(old, (SUBMITTED, APPROVED), "签字")
    put_mark(change, key, kind, _name(who), note.strip())


def approve(change: Change, key: int, who: str, reason: str = "") -> None:
    """工会主席审批. Whoever handled it can't approve it, but for a reason that stays on record."""
    old = queries.claim(change.db, key)
    _must_be(old, (SUBMITTED,), "审批")
    who = _name(who)
    if who in (old.entered.handler, old.entered.person) and not reason.strip():
        raise Refused(
            f"{who}是这张单据的经办人或领款人，不能自己审批。",
            old.name,
            "请换一个人审批；人手不够、只能这样办的，请写明理由。",
        )
    change.update("claim", key, {"state": APPROVED})
    put_mark(change, key, "approved", who, reason.strip())


def refuse(change: Change, key: int, who: str, reason: str) -> None:
    """不批准: it goes back with the reason and may be changed and submitted again."""
    old = queries.claim(change.db, key)
    _must_be(old, (SUBMITTED,), "退回")
    if not reason.strip():
        raise Refused("不批准要写明原因。", old.name)
    change.update("claim", key, {"state": REFUSED})
    put_mark(change, key, "refused", _name(who), reason.strip())


def take_back(change: Change, key: int) -> None:
    """撤回: from submitted or approved to a draft that can be changed."""
    old = queries.claim(change.db, key)
    _must_be(old, (SUBMITTED, APPROVED), "撤回")
    change.update("claim", key, {"state": DRAFT})


def drop(change: Change, key: int) -> None:
    """作废: the number stays used."""
    old = queries.claim(change.db, key)
    _must_be(old, (DRAFT, SUBMITTED, APPROVED, REFUSED), "作废")
    change.update("claim", key, {"state": DROPPED})


def set_limits(change: Change, large_fen: int, advance_days: int) -> None:
    """From which sum minutes are asked for, and how long an advance runs."""
    if large_fen <= 0 or not 1 <= advance_days <= 366:
        raise Refused("大额标准要大于 0，借款期限要在 1 到 366 天之间。")
    for key, value in (("claim_large_fen", large_fen), ("advance_days", advance_days)):
        row = change.db.execute("select id from setting where key = ?", (key,)).fetchone()
        if row is None:
            change.insert("setting", {"key": key, "value": str(value)})
        else:
            change.update("setting", row[0], {"value": str(value)})


def put_mark(change: Change, key: int, kind: str, who: str, note: str = "") -> None:
    """A mark beside the claim: who did what, and why where a reason was asked for."""
    if kind not in MARKS:
        raise Refused("没有这种签字。")
    at = change.now.isoformat(timespec="seconds")
    change.insert(
        "claim_mark", {"claim": key, "kind": kind, "who": who, "by": change.actor, "at": at, "note": note}
    )


# -- inside -----------------------------------------------------------------------------------


def _checked(change: Change, draft: ClaimDraft, key: int | None = None) -> ClaimDraft:
    """Without blanks, with the sum of its items and an advance's due day; or refused."""
    draft = replace(
        draft,
        purpose=draft.purpose.strip(),
        handler=draft.handler.strip(),
        payee=draft.payee.strip(),
        items=tuple(replace(one, summary=one.summary.strip()) for one in draft.items),
    )
    wrong = checks.problems(draft, change.today)
    if wrong:
        raise Refused(wrong[0][1], wrong[0][0])
    checks.check_settles(change.db, draft, key)
    draft = _named(change, draft, key)
    if draft.kind == ADVANCE and draft.due_day is None:
        days = queries.limits(change.db).advance_days
        draft = replace(draft, due_day=draft.day + timedelta(days=days))
    return draft


def _named(change: Change, draft: ClaimDraft, key: int | None) -> ClaimDraft:
    """A member who is chosen is the payee by name, unless somebody else was written there."""
    if draft.member is None:
        return draft
    before = queries.claim(change.db, key).entered if key is not None else None
    payee = draft.payee
    if before is not None and before.member is not None and before.member != draft.member:
        # the name of who was chosen before does not stay beside somebody else
        payee = "" if payee == members.member(change.db, before.member).name else payee
    return replace(draft, payee=payee or members.member(change.db, draft.member).name)


def _row(draft: ClaimDraft) -> dict[str, Any]:
    return {"amount_fen": draft.total_fen, **{name: getattr(draft, name) for name in _FIELDS}}


def _put_items(change: Change, key: int, draft: ClaimDraft) -> None:
    rows = change.db.execute("select id from claim_item where claim = ?", (key,)).fetchall()
    for row in rows:
        change.delete("claim_item", row["id"])
    change.insert_all(
        "claim_item",
        ("claim", "position", "summary", "account", "amount_fen"),
        [(key, n, item.summary, item.account, item.amount_fen) for n, item in enumerate(draft.items, 1)],
    )


def _put_private(change: Change, key: int, draft: ClaimDraft) -> None:
    """The payee's bank account, apart and sealed."""
    values = {"bank": draft.bank.strip(), "account_number": "".join(draft.account_number.split())}
    row = change.db.execute("select id from claim_private where claim = ?", (key,)).fetchone()
    if row is None and any(values.values()):
        change.insert("claim_private", {"claim": key, **values, "salt": new_salt()})
    elif row is not None and (values["bank"], values["account_number"]) != queries.private(change.db, key):
        change.update("claim_private", row["id"], {**values, "salt": new_salt()})


def _must_be(one: Claim, states: Sequence[str], verb: str) -> None:
    if one.state not in states:
        remedy = "请先冲销付款，再改。" if one.state in (PAID, SETTLED) else "请刷新后再看一看。"
        raise Refused(f"{one.number} 现在是“{STATES[one.state]}”，不能{verb}。", one.name, remedy)


def _name(who: str) -> str:
    who = " ".join(who.split())
    if not who:
        raise Refused("请写明是谁签的字。")
    return who
