"""From answers to a voucher: checked, shown, then posted together with its register's row."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from models.budget import guard
from models.guided.facts import Facts
from models.guided.records import Ask, Effect, Guide, Preview, PreviewLine, Said, Values, Worth
from models.kit.days import month_of, month_words
from models.kit.errors import Refused
from models.ledger import actions as ledger
from models.ledger import balances
from models.ledger import queries as books
from models.ledger.keyed import KeyLine, resolve
from models.ledger.records import Account, LineDraft, Voucher, VoucherDraft
from models.store.journal import Change

LAID = (
    Ask("day", "日期", "day"),
    Ask("summary", "摘要", required=False, hint="不填就用灰色的字"),
    Ask("attachments", "附单据", "count", required=False),
)  # asked of every entry: the day first, the others last


_OPTIONAL = ("choice", "check", "line")  # the first one is meant when nothing was chosen


def said_of(db: sqlite3.Connection, guide: Guide, values: Values) -> Said:
    """The answers with their facts; a day that is not given is refused."""
    if not isinstance(values.get("day"), date):
        raise Refused("还没有填日期。", "day")
    for ask in guide.asks:
        if ask.kind == "account" and ask.offered and not values.get(ask.key):
            leaves = Facts(db, values).leaves(ask.of)
            values = {**values, ask.key: leaves[0].id if leaves else None}
        if ask.kind == "choice" and not values.get(ask.key):
            values = {**values, ask.key: ask.choices[0][0]}
    return Said(values, Facts(db, values))


def missing(guide: Guide, values: Values) -> list[str]:
    """Sentences for what was not answered."""
    found = []
    for ask in (LAID[0], *guide.asks):
        value = values.get(ask.key)
        if ask.kind == "money" and value is not None and value < 0:
            found.append(f"{ask.label}不能是负数。")
        elif ask.required and value in (None, "", 0) and ask.kind not in _OPTIONAL:
            found.append(f"请填写{ask.label}。")
    return found


def _no_day(db: sqlite3.Connection, day: date) -> str:
    """Why nothing can be posted on that day, or ""."""
    month, first = month_of(day), books.first_month(db)
    if month < first:
        return f"{month_words(month)}在启用月份（{month_words(first)}）之前，请改日期。"
    if books.is_closed(db, month):
        return f"{month_words(month)}已结账，请把日期改到没有结账的月份，或先反结账。"
    return ""


def preview(db: sqlite3.Connection, guide: Guide, values: Values) -> Preview:
    """What would be posted; reads only."""
    if not isinstance(values.get("day"), date):
        return Preview("", problems=("请填写日期。",))
    if late := _no_day(db, values["day"]):
        return Preview("", problems=(late,))
    said = said_of(db, guide, values)
    gaps = missing(guide, said.values)
    suggested = {key: value for key, value in guide.suggest(said).items() if not values.get(key)}
    if gaps:
        return Preview(_summary(guide, said, gaps), problems=tuple(gaps), suggested=suggested)
    said_checks = list(guide.checks(said))
    lines = tuple(_kept(guide.lines(said)))
    return Preview(
        _summary(guide, said, gaps),
        tuple(_shown(said, one) for one in lines),
        tuple(one for one in said_checks if not isinstance(one, Worth)),
        (*(one for one in said_checks if isinstance(one, Worth)), *_over_budget(db, said, lines)),
        tuple(_effects(db, said, lines)),
        suggested,
    )


def draft(db: sqlite3.Connection, guide: Guide, values: Values) -> VoucherDraft:
    """The voucher that follows from complete answers. Raises `Refused` for what stops it."""
    said = said_of(db, guide, values)
    if late := _no_day(db, said.day):
        raise Refused(late, guide.title)
    wrong = missing(guide, said.values) or [one for one in guide.checks(said) if not isinstance(one, Worth)]
    if wrong:
        raise Refused(wrong[0], guide.title, "改好后再记账。")
    return VoucherDraft(
        said.day,
        _summary(guide, said, ()),
        resolve(db, tuple(_kept(guide.lines(said)))),
        said.fen("attachments"),
        refunds=said.number(guide.refunds) if guide.refunds else None,
    )


def post(change: Change, guide: Guide, values: Values) -> Voucher:
    """Post one event: what it needs is made, the voucher and its register's row are written together."""
    values = _prepared(change, guide, values)
    made = draft(change.db, guide, values)
    if guide.write is not None:
        said = said_of(change.db, guide, {**values, "summary": made.summary})
        return guide.write(change, said)
    return ledger.post_voucher(change, made)


def keep(change: Change, guide: Guide, values: Values) -> int:
    """Save it as a draft instead; returns its id. Refused where a register's row belongs to it."""
    if why := why_no_draft(guide):
        raise Refused(why, guide.title, "请直接记账。")
    return ledger.save_draft(change, draft(change.db, guide, _prepared(change, guide, values)))


def why_no_draft(guide: Guide) -> str:
    """Why this event can't wait as a draft; "" when it can."""
    return "这种业务要同时登记台账，不能只存草稿。" if guide.write is not None else ""


def _prepared(change: Change, guide: Guide, values: Values) -> Values:
    """Checked first, so that nothing is made for answers that are refused."""
    draft(change.db, guide, values)
    return guide.prepare(change, said_of(change.db, guide, values)) if guide.prepare is not None else values


def _kept(lines: Iterable[KeyLine]) -> Iterable[KeyLine]:
    return (one for one in lines if one.debit_fen or one.credit_fen)


def _summary(guide: Guide, said: Said, gaps: Iterable[str]) -> str:
    typed = said.text("summary")
    if typed or list(gaps):
        return typed
    words = guide.words if isinstance(guide.words, str) else guide.words(said)
    return words or guide.title


# -- what is shown before -----------------------------------------------------------------------


def _over_budget(db: sqlite3.Connection, said: Said, lines: tuple[KeyLine, ...]) -> Iterable[str]:
    """What the budget has to say of it."""
    made = VoucherDraft(said.day, "", resolve(db, lines))
    return (one.sentence for one in guard.look(db, made))


def _account(said: Said, line: KeyLine) -> Account | None:
    key = resolve(said.facts.db, (line,))[0].account
    return next((one for one in said.facts.chart if one.id == key), None)


def _shown(said: Said, line: KeyLine) -> PreviewLine:
    account = _account(said, line)
    name = account.full_name if account is not None else ""
    if line.account == "custodial":
        name = f"代管经费—{said.name('campaign')}（新明细科目）"
    who = said.facts.name_of(f"m:{line.member}") if line.member else line.partner
    about = "、".join(one for one in (who, line.earmark) if one)
    return PreviewLine(name, about, line.debit_fen, line.credit_fen, line.pair)


def _effects(db: sqlite3.Connection, said: Said, lines: Iterable[KeyLine]) -> Iterable[Effect]:
    moved: dict[int, int] = {}
    for line in lines:
        if line.account == "custodial":
            continue
        made: LineDraft = resolve(db, (replace(line),))[0]
        moved[made.account] = moved.get(made.account, 0) + made.debit_fen - made.credit_fen
    chart = {one.id: one for one in said.facts.chart}
    for key, fen in moved.items():
        sign = 1 if chart[key].side == "debit" else -1
        before = balances.balance(db, key, month_of(said.day))
        yield Effect(chart[key].full_name, sign * before, sign * (before + fen))
