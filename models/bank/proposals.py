"""From a bank line that nobody booked to a voucher: proposed by words and by how it was booked before."""

from __future__ import annotations

import csv
import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

import resources
from models.bank import actions, queries
from models.bank.matching import FAR
from models.bank.records import BankAccount, Side
from models.kit.days import month_of, month_start, next_month
from models.kit.errors import Refused
from models.ledger import actions as ledger
from models.ledger import queries as books
from models.ledger.records import LineDraft, Voucher, VoucherDraft
from models.store.journal import Change

_REMEMBERED = 3_000  # matched lines that are looked back at
_QUARTERS = "一二三四"
_NOISE = re.compile(r"[\d\s,.，。:：/年月日季度第号()（）—_-]|[一二三四](?=季)")


@dataclass(frozen=True)
class Proposal:
    """How a bank line could be booked. `account` 0: nobody knows, the person chooses.

    guide the event of 业务记账 that books it together with its register (拨缴, 退汇)
    sure  it was booked so before, or its words say it: it may be posted together with others
    why   the reason in words, shown beside it
    """

    line: Side
    title: str
    why: str
    account: int
    summary: str
    partner: str = ""
    sure: bool = False
    guide: str = ""


@dataclass(frozen=True)
class _Known:
    """How lines with such words were booked the last time."""

    account: int
    summary: str
    month: str
    number: str
    day: date


def proposals(db: sqlite3.Connection, account: BankAccount, lines: Iterable[Side]) -> list[Proposal]:
    """One for each line, in their order: as before, else by its words, else without an account."""
    known = _history(db, account)
    keys = {rule.account for rule in _rules()}
    accounts = {key: books.account_by_key(db, key) for key in sorted(keys)}
    waiting = queries.drafts(db, account)
    return [_drafted(line, waiting) or _proposal(line, known, accounts) for line in lines]


def _drafted(line: Side, waiting: list[Side]) -> Proposal | None:
    """A draft of the same amount is most likely this line: booked from here it would stand there twice."""
    near = [one for one in waiting if one.fen == line.fen and abs((one.day - line.day).days) <= FAR]
    if not near:
        return None
    one = min(near, key=lambda one: abs((one.day - line.day).days))
    waiting.remove(one)
    why = f"草稿“{one.words}”（{one.day}）金额相同，先把草稿记账，再自动勾对"
    return Proposal(line, "已有草稿", why, 0, one.words, line.partner)


def _proposal(line: Side, known: Mapping[tuple[bool, str], _Known], accounts: Mapping[str, int]) -> Proposal:
    before = next((known[key] for key in _keys(line) if key in known), None)
    if before:
        why = f"{before.day} 同样的一笔也是这样记的（{before.number}）"
        summary = renewed(before.summary, before.month, month_of(line.day))
        return Proposal(line, "照上次记", why, before.account, summary, line.partner, sure=True)
    rule = _rule_of(line)
    if rule:
        word = next(word for word in rule.words if word in line.words)
        who = f"：{line.partner}" if rule.kind == "bounced" and line.partner else ""
        return Proposal(
            line, rule.title, f"摘要里有“{word}”", accounts[rule.account], rule.summary + who, line.partner,
            sure=rule.kind in ("interest", "fee"), guide=rule.guide,
        )  # fmt: skip
    summary = line.words
    if not re.match("[收付支退缴转提存]", summary):
        who = "" if line.partner in line.words else line.partner
        summary = f"{'收' if line.fen > 0 else '付'}{who}{line.words}"
    return Proposal(line, "待选科目", "以前没有这样的一笔", 0, summary[:60], line.partner)


@dataclass(frozen=True)
class _Rule:
    kind: str
    into: bool
    words: tuple[str, ...]
    account: str
    title: str
    summary: str
    guide: str


@lru_cache(maxsize=1)
def _rules() -> tuple[_Rule, ...]:
    with resources.path("starters/bank_words.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            _Rule(row["kind"], row["way"] == "in", tuple(row["words"].split()), row["account"], row["title"],
                  row["summary"], row["guide"])
            for row in csv.DictReader(file)
        )  # fmt: skip


def _rule_of(line: Side) -> _Rule | None:
    return next(
        (
            rule
            for rule in _rules()
            if rule.into == (line.fen > 0) and any(word in line.words for word in rule.words)
        ),
        None,
    )


# -- what was booked before ---------------------------------------------------------------------


def _history(db: sqlite3.Connection, account: BankAccount) -> dict[tuple[bool, str], _Known]:
    """Words (and partner) of matched bank lines → the other account of their two-line voucher, the latest.

    Vouchers that a register made, and those that were reversed, teach nothing.
    """
    rows = db.execute(
        "select l.words, l.partner, l.in_fen > 0 as inward, o.account, v.summary, v.month, v.day,"
        " v.word || '-' || substr('000' || v.number, -3) as number"
        " from bank_match g join bank_match_bank mb on mb.match = g.id"
        " join bank_line l on l.id = mb.bank_line"
        " join bank_match_book mk on mk.match = g.id join voucher_line k on k.id = mk.voucher_line"
        " join voucher v on v.id = k.voucher join voucher_line o on o.voucher = v.id and o.id <> k.id"
        " where g.bank = ? and v.source in ('', 'bank') and v.reverses is null"
        " and (select count(*) from voucher_line where voucher = v.id) = 2"
        " and not exists (select 1 from voucher r where r.reverses = v.id and r.posted = 1)"
        " order by g.id desc limit ?",
        (account.id, _REMEMBERED),
    )
    found: dict[tuple[bool, str], _Known] = {}
    for row in rows:
        side = Side(
            0, date.fromisoformat(row["day"]), 1 if row["inward"] else -1, row["words"], row["partner"]
        )
        for key in _keys(side):
            found.setdefault(
                key, _Known(row["account"], row["summary"], row["month"], row["number"], side.day)
            )
    return found


def _keys(line: Side) -> Sequence[tuple[bool, str]]:
    """Words with the partner first, then words alone; a partner alone says too little."""
    words = _NOISE.sub("", line.words)
    if len(words) < 2:
        return ()
    both = [f"{words}|{line.partner}"] if line.partner else []
    return [(line.fen > 0, said) for said in (*both, words)]


def renewed(summary: str, then: str, now: str) -> str:
    """A summary of another month said for this one: 收3月利息 → 收6月利息, 一季度 → 二季度.

    `then` and `now` are months, "2026-03".
    """
    by = (int(now[:4]) - int(then[:4])) * 12 + int(now[5:]) - int(then[5:])

    def month(found: re.Match[str]) -> str:
        """The month as many months later."""
        return f"{int(next_month(f'{then[:4]}-{int(found[1]):02d}', by)[5:])}月"

    def quarter(found: re.Match[str]) -> str:
        """The quarter as many quarters later."""
        return f"{_QUARTERS[(_QUARTERS.index(found[1]) + by // 3) % 4]}季度"

    said = re.sub(r"(?<!\d)(1[0-2]|[1-9])月", month, summary)
    return re.sub(r"([一二三四])季度", quarter, said).replace(f"{then[:4]}年", f"{now[:4]}年")


# -- posting ----------------------------------------------------------------------------------


def draft(db: sqlite3.Connection, account: BankAccount, proposal: Proposal) -> VoucherDraft:
    """The voucher on the bank's day, or on the first day that is open when that month is closed."""
    line = proposal.line
    if not proposal.account:
        raise Refused("还没有选对方科目。", line.label, "请选一个科目再记账。")
    fen = abs(line.fen)
    bank = LineDraft(account.account, *((fen, 0) if line.fen > 0 else (0, fen)), proposal.summary)
    sides = (0, fen) if line.fen > 0 else (fen, 0)
    other = LineDraft(proposal.account, *sides, proposal.summary, partner=proposal.partner)
    lines = (bank, other) if line.fen > 0 else (other, bank)
    return VoucherDraft(_open_day(db, line.day), proposal.summary, lines, attachments=1)


def _open_day(db: sqlite3.Connection, day: date) -> date:
    month = month_of(day)
    if month < books.first_month(db):
        return month_start(books.first_month(db))
    while books.is_closed(db, month):
        month = next_month(month)
    return max(day, month_start(month))


def post(
    change: Change, account: BankAccount, chosen: Sequence[Proposal], on: date | None = None
) -> list[Voucher]:
    """记账: each line its voucher (on the day `on`, else the bank's), and the two matched with each other."""
    own = actions.kept_account(change, account)
    free = queries.ids_of(queries.bank_lines(change.db, own, free=True))
    made = []
    for proposal in chosen:
        line = proposal.line
        if line.id not in free:
            raise Refused("这笔对账单已经勾对过。", line.label, "请刷新后再看。")
        made_on = draft(change.db, own, proposal)
        voucher = ledger.post_voucher(change, replace(made_on, day=on or made_on.day))
        mine = next(one for one in voucher.lines if one.account == own.account)
        actions.match_by_hand(change, own, [line.id], [mine.id], f"从对账单记账：{proposal.title}")
        made.append(voucher)
    return made


def with_choice(proposal: Proposal, account: int, summary: str, partner: str = "") -> Proposal:
    """The same with what the person chose."""
    return replace(proposal, account=account, summary=summary.strip() or proposal.summary, partner=partner)
